"""Settings of the minimal Pelican site."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import brief_reader

SITENAME = "Bench"
SITEURL = ""
PATH = "content"
THEME = str(Path(__file__).parent / "theme")
PLUGINS = [brief_reader]
ARTICLE_PATHS = ["briefs"]
STATIC_PATHS = ["static"]
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
DEFAULT_CATEGORY = "briefs"
ARTICLE_URL = "{slug}/"
ARTICLE_SAVE_AS = "{slug}/index.html"
AUTHOR_SAVE_AS = CATEGORY_SAVE_AS = TAG_SAVE_AS = ""
AUTHORS_SAVE_AS = CATEGORIES_SAVE_AS = TAGS_SAVE_AS = ARCHIVES_SAVE_AS = ""
DIRECT_TEMPLATES = ["index", "archive", "sitemap"]
PAGINATED_TEMPLATES = {"archive": 50}
ARCHIVE_SAVE_AS = "archive/index.html"
SITEMAP_SAVE_AS = "sitemap.xml"
FEED_DOMAIN = "https://bench.example"
FEED_ATOM = "feed.xml"
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
FEED_MAX_ITEMS = 50
RSS_FEED_SUMMARY_ONLY = False
JINJA_FILTERS = {"md": brief_reader.render}
