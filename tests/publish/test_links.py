"""Links: found, followed, and in a whole site all of them good, wherever the site lies."""

import functools
import http.server
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest
from lxml import html

from briefgen.model.config import Project
from briefgen.publish.build import build_site, render_site
from briefgen.publish.links import PageLinks, check_links, find_links


def test_find_links_gives_internal_links_and_anchors() -> None:
    """Links within the site and ids are found; links to elsewhere are not."""
    page = """<html lang="en"><a href="a.html#x">1</a><a href="https://example.org/">2</a>
    <a href="//h/x">3</a>
    <a href="mailto:a@b">4</a><link href="../s.css"><p id="here"><a href="a.html#x">again</a></html>"""
    found = find_links(page)
    assert found.links == ("a.html#x", "../s.css")
    assert found.anchors == {"here"}


def test_find_links_takes_an_empty_page() -> None:
    """A page without any markup has no links."""
    assert find_links("") == PageLinks(links=(), anchors=frozenset())


@pytest.mark.parametrize(
    ("link", "reason"),
    [
        ("", None),
        ("#here", None),
        ("#gone", 'the page has no place "#gone"'),
        ("../index.html", None),
        ("../index.html#top", None),
        ("../index.html#top:~:text=word", None),
        ("../index.html?x=1", None),
        ("../assets/s.css", None),
        ("../", None),
        ("../b/", None),
        ("./index.html", None),
        ("/site/b/index.html", None),
        ("/site/", None),
        ("/b/index.html", "it leads out of the site"),
        ("../../index.html", "it leads out of the site"),
        ("../c/index.html", "there is no such page"),
        ("../%D1%8F/index.html", None),
        ("http://[", "it cannot be read"),
    ],
)
def test_check_links_follows(link: str, reason: str | None) -> None:
    """Each form of link is followed as a browser would."""
    pages = {
        "a/index.html": PageLinks(links=(link,), anchors=frozenset({"here"})),
        "b/index.html": PageLinks(links=(), anchors=frozenset()),
        "я/index.html": PageLinks(links=(), anchors=frozenset()),
        "index.html": PageLinks(links=(), anchors=frozenset({"top"})),
    }
    broken = check_links(pages, ["assets/s.css"], base_path="/site/")
    assert [one.reason for one in broken] == ([reason] if reason else [])


def test_links_below_an_encoded_address_are_followed() -> None:
    """Links from the host's root and the site's own path may both be encoded."""
    pages = {"404.html": PageLinks(links=("/%D0%B0%20b/index.html",), anchors=frozenset())}
    assert check_links(pages, ["index.html"], base_path="/%D0%B0%20b/") == []
    assert len(check_links(pages, ["index.html"], base_path="/%D0%B1/")) == 1


@pytest.fixture
def served(sample: Project, tmp_path: Path) -> Iterator[str]:
    """Serve the sample below a sub-path; gives the address of its home page."""
    build_site(sample, base_url="")
    root = tmp_path / "www"
    (root / "deep").mkdir(parents=True)
    sample.output_path.rename(root / "deep" / "site")

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(root)))
    thread = threading.Thread(target=server.serve_forever, args=[0.01])
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/deep/site/index.html"
    server.shutdown()
    thread.join(timeout=10)
    server.server_close()


def crawl(start: str) -> tuple[dict[str, set[str]], list[tuple[str, str]]]:
    """Follow every link from a page; give ids by page, and links that failed with the page they stand on."""
    base = start.rsplit("/", 1)[0]
    ids: dict[str, set[str]] = {}
    wanted: list[tuple[str, str]] = []
    failed: list[tuple[str, str]] = []
    todo = [(start, start)]
    seen: set[str] = set()
    while todo:
        address, holder = todo.pop()
        if address in seen:
            continue
        seen.add(address)
        try:
            with urllib.request.urlopen(address, timeout=20) as response:
                content = response.read()
        except (urllib.error.URLError, OSError):
            failed.append((holder, address))
            continue
        if not address.endswith(".html"):
            continue
        document = html.document_fromstring(content.decode())
        ids[address] = {str(value) for value in document.xpath("//@id")}
        for link in document.xpath("//@href | //@src"):
            target = urljoin(address, str(link))
            if urlsplit(target).netloc not in ("", urlsplit(start).netloc):
                continue
            if not target.startswith(base):
                failed.append((address, str(link)))
                continue
            page, fragment = urldefrag(target)
            todo.append((page, address))
            if fragment:
                wanted.append((page, unquote(fragment)))
    failed += [(page, f"#{anchor}") for page, anchor in wanted if page in ids and anchor not in ids[page]]
    return ids, failed


def test_every_link_works_below_a_sub_path(served: str) -> None:
    """Served from /deep/site/, every link and anchor of every page leads somewhere in the site."""
    ids, failed = crawl(served)
    assert failed == []
    assert len(ids) > 12


def test_every_link_works_from_the_file_system(sample: Project) -> None:
    """Opened as a file, every link and anchor of every page leads to a file of the site."""
    build_site(sample, base_url="")
    ids, failed = crawl((sample.output_path / "index.html").as_uri())
    every = {path.as_uri() for path in sample.output_path.rglob("*.html")} - {
        (sample.output_path / "404.html").as_uri()
    }
    assert failed == []
    assert every == set(ids)


def test_claims_and_words_lead_to_each_other(sample: Project) -> None:
    """From an item a link leads to its marked words, and from the words one leads back to the item."""
    build_site(sample)
    brief = html.parse(str(sample.output_path / "sampleton-flood/index.html"))
    article = html.parse(str(sample.output_path / "articles/2031-05-03-river-post/index.html"))
    (there,) = brief.xpath("//*[@id='flood-of-2019']//a[text()='In context']/@href")
    anchor = article.xpath(f"//*[@id='{there.partition('#')[2]}']")[0]
    assert "".join(anchor.getparent().itertext()).startswith("The town last flooded in March 2019")
    assert "../../sampleton-flood/index.html#flood-of-2019" in article.xpath(
        "//*[@class='source-text']//a/@href"
    )


def test_missing_page_links_from_the_root_of_its_host(sample: Project) -> None:
    """404.html is shown at any address, so its links begin with the path of base_url."""
    build_site(sample)
    page = html.parse(str(sample.output_path / "404.html"))
    assert page.xpath("//a[contains(@class, 'onward')]/@href") == ["/briefs/index.html"]


@pytest.mark.slow
def test_words_used_a_thousand_times_keep_their_anchors(sample: Project) -> None:
    """Anchors stand side by side: inside each other, readers of HTML give up on them."""
    path = sample.briefs_path / "sampleton-flood.yaml"
    text = path.read_text(encoding="utf-8")
    start = text.index("- id: flood-of-2019")
    indent = text.rindex("\n", 0, start) + 1
    end = text.index("\n\n", start)
    item = text[indent:end]
    copies = [item.replace("flood-of-2019", f"flood-{number}") for number in range(1000)]
    path.write_text(text[:indent] + "\n\n".join([*copies, text[indent:]]), encoding="utf-8")
    built = render_site(sample)
    assert built.ok
    assert [problem for problem in built.problems if problem.code == "link-broken"] == []
    article = html.fromstring(built.files["articles/2031-05-03-river-post/index.html"])
    assert len(article.xpath("//*[starts-with(@id, '_sampleton-flood--flood-')]")) == 1001
