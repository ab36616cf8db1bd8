"""Shelf: the articles of a project, each read once in a run, and kept as plain text between runs."""

import hashlib

import msgspec

from briefgen.extract.cache import Cache, row_key, rules_version
from briefgen.model.article import Article
from briefgen.model.articlefiles import load_article_source, parse_article
from briefgen.model.config import Project
from briefgen.model.contentfiles import article_paths, check_paths
from briefgen.model.files import shown_path
from briefgen.model.problem import Problem


class _Read(msgspec.Struct, frozen=True):
    """An article as it was read, and what was noted on the way."""

    article: Article | None
    problems: list[Problem]


_DECODER = msgspec.msgpack.Decoder(_Read)
_KEPT_AT_A_TIME = 200


class Shelf:
    """Articles of a project by path below its content; the problems of those that were asked for are told once."""

    def __init__(self, project: Project, cache: Cache) -> None:
        self.project = project
        self.cache = cache
        self.paths = {shown_path(path, project.content_path): path for path in article_paths(project)}
        self.problems = check_paths(project)
        shown = shown_path(project.content_path, project.root)
        self.refused = [
            problem.path.removeprefix(f"{shown}/")
            for problem in self.problems
            if problem.path.startswith(f"{shown}/") and problem.severity == "error"
        ]
        """Links that lead out of the project, below the content folder."""
        self._articles: dict[str, Article | None] = {}

    def load(self, names: list[str]) -> list[Article]:
        """Return those of the named articles that can be read, in order."""
        missing = [name for name in names if name not in self._articles]
        for at in range(0, len(missing), _KEPT_AT_A_TIME):
            self._load(missing[at : at + _KEPT_AT_A_TIME])
        return [article for name in names if (article := self._articles[name]) is not None]

    def _load(self, names: list[str]) -> None:
        config = self.project.config
        sources: dict[str, str] = {}
        keys: dict[str, bytes] = {}
        for name in names:
            source, found = load_article_source(self.paths[name], self.project.root, config.limits)
            self.problems += found
            self._articles[name] = None
            if source is not None:
                sources[name] = source
                digest = hashlib.sha256(source.encode("utf-8", "surrogatepass")).hexdigest()
                keys[name] = row_key("article", [digest, name, config.content, rules_version()])
        kept = self.cache.load(keys.values())
        fresh: dict[bytes, bytes] = {}
        for name, source in sources.items():
            read = _parse(kept.get(keys[name]))
            if read is None:
                path = self.paths[name]
                shown = shown_path(path, self.project.root)
                article, found = parse_article(source, shown, article_path=name, suffix=path.suffix.lower())
                if article is not None:
                    # Lines of the file are for the problems of a check; in thousands of articles they weigh.
                    article = msgspec.structs.replace(article, lines=())
                read = _Read(article, found)
                fresh[keys[name]] = msgspec.msgpack.encode(read)
            self.problems += read.problems
            self._articles[name] = read.article
        self.cache.keep(fresh)


def _parse(content: bytes | None) -> _Read | None:
    try:
        return _DECODER.decode(content) if content is not None else None
    except msgspec.MsgspecError:
        return None
