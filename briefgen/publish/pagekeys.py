"""What pages show beside content, as one hash for each kind of page: templates, options, the site's own words."""

import msgspec

from briefgen.publish.fingerprints import hash_parts
from briefgen.publish.plan import HTML_KINDS
from briefgen.publish.records import State
from briefgen.publish.render import Frame
from briefgen.publish.templates import find_closures, find_source

_TEMPLATES = {"text": "page", "missing": "404"}
"""Kinds of pages whose template has another name."""


class PageKeys(msgspec.Struct, frozen=True, kw_only=True):
    """Hashes of what pages show beside content, and what they were worked out from."""

    keys: dict[str, str]
    """By kind of page."""
    closures: dict[str, tuple[str, ...]]
    """Templates that each template is made of, itself included."""
    templates_digest: str
    """Hash of all templates."""


def make_keys(frame: Frame, last: State, *, has_name_pages: bool) -> PageKeys:
    """Hash, for each kind of page, what its pages show beside content.

    Args:
        frame: what all pages share.
        last: of the last build; closures are taken over if no template changed.
        has_name_pages: each name has a page of its own, to which pages lead.
    """
    theme, config, base_url = frame.theme, frame.config, frame.site.base_url
    templates = msgspec.json.encode([(one.theme, one.name, one.text) for one in theme.templates])
    templates_digest = hash_parts(templates, *(folder.name for folder in theme.folders))
    names = {kind: f"{_TEMPLATES.get(kind, kind)}.html" for kind in sorted(HTML_KINDS)}
    if last.templates_digest == templates_digest:
        closures = last.closures
    else:
        closures = find_closures(frame.environment, [*names.values(), *theme.rendered_assets])
    shared = msgspec.json.encode([frame.site, theme.options, has_name_pages])
    digests: dict[str, str] = {}

    def of_template(name: str) -> str:
        for one in closures.get(name, ()):
            if one not in digests:
                digests[one] = hash_parts(one, find_source(frame.environment, one) or "")
        return hash_parts(name, *(digests[one] for one in closures.get(name, ())))

    keys = {kind: hash_parts(shared, of_template(name)) for kind, name in names.items()}
    keys["asset"] = hash_parts(shared, *(of_template(name) for name in theme.rendered_assets))
    keys |= {"figures": "", "data": "", "marker": "", "robots": base_url, "sitemap": base_url}
    feed = [base_url, config.title, config.description, config.author, config.language, config.timezone]
    keys["feed"] = hash_parts(msgspec.json.encode(feed))
    return PageKeys(keys=keys, closures=closures, templates_digest=templates_digest)
