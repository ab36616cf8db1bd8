"""briefgen: news articles to structured briefs, each claim tied to its words, and briefs to a static site."""

__version__ = "0.1.0"
