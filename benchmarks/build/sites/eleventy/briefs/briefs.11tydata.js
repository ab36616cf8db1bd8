module.exports = {
  layout: "brief.njk",
  tags: "brief",
  permalink: "/{{ slug }}/",
};
