"""Addresses of the web: what a page may link to."""

import re

_WEB_ADDRESS = re.compile(r"https?://[^\s/?#]+[^\s]*", re.IGNORECASE)


def is_web_address(text: str) -> bool:
    """Tell whether a text is an address with http or https, a host, and no blanks."""
    return _WEB_ADDRESS.fullmatch(text) is not None
