module.exports = function (config) {
  let markdown;
  config.amendLibrary("md", (library) => { markdown = library; library.set({ html: false }); });
  config.addFilter("markdown", (text) => markdown.render(text || ""));
  config.addFilter("day", (value) => (value instanceof Date ? value.toISOString().slice(0, 10) : value));
  config.addFilter("head", (list, count) => list.slice(0, count));
  config.addFilter("escaped", (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;"));
  config.addCollection("newest", (api) =>
    api.getFilteredByTag("brief").sort((a, b) => b.data.updated - a.data.updated || (a.data.slug < b.data.slug ? 1 : -1)));
  config.addPassthroughCopy("static");
  return { dir: { output: "site" } };
};
