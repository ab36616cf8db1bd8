"""The Markdown parser of prose: no raw HTML, no images, links only where they may lead."""

from collections.abc import MutableMapping, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markupsafe import escape

from briefgen.publish.markdown import is_allowed_link, is_web_address, resolve_link


def _render_link(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: MutableMapping[str, Any]
) -> str:
    address = str(tokens[index].attrGet("href") or "")
    if is_web_address(address):
        return f'<a href="{escape(address)}" rel="external">'
    return f'<a href="{escape(resolve_link(address, env["root"]))}">'


def _render_image(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: MutableMapping[str, Any]
) -> str:
    # An image would be fetched from a third party by every reader; its address is offered as a link instead.
    address = str(tokens[index].attrGet("src") or "")
    words = tokens[index].content or address
    if is_web_address(address):
        return f'<a href="{escape(address)}" rel="external">{escape(words)}</a>'
    return str(escape(words))


def _render_heading(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: MutableMapping[str, Any]
) -> str:
    level = min(6, max(2, int(tokens[index].tag[1]) + env["shift"]))
    return f"<h{level}>" if tokens[index].nesting == 1 else f"</h{level}>\n"


def make_parser() -> MarkdownIt:
    """Make the parser; its `env` holds `root` and `shift` of `render_markdown`."""
    parser = MarkdownIt("js-default", {"html": False})
    parser.validateLink = is_allowed_link  # type: ignore[method-assign, assignment]
    parser.add_render_rule("link_open", _render_link)
    parser.add_render_rule("image", _render_image)
    parser.add_render_rule("heading_open", _render_heading)
    parser.add_render_rule("heading_close", _render_heading)
    return parser
