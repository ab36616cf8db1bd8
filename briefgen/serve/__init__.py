"""Dev server: watch, rebuild, push to the browser. Imports `briefgen.publish` and `briefgen.model`."""
