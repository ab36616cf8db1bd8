"""Articles to briefs: deterministic, offline, precision first. Imports only `briefgen.model`."""
