"""Word lists as data: YAML files beside this module, read once, when first asked for."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@cache
def load_lexicon(name: str) -> Mapping[str, Any]:
    """Read `<name>.yaml` of this package.

    Every scalar is text: `no`, `on` and `12:30` stay the words they are (YAML 1.1 would make booleans and numbers
    of them). A mapping at the top; below it lists, mappings and texts.

    Raises:
        FileNotFoundError: there is no such list.
        TypeError: the file is not a mapping.
    """
    content = yaml.load(files(__name__).joinpath(f"{name}.yaml").read_text("utf-8"), Loader=_LOADER)  # noqa: S506 - BaseLoader builds texts, lists and mappings only
    if not isinstance(content, dict):
        raise TypeError(f"lexicon {name}.yaml is not a mapping")
    return content


@cache
def load_words(name: str, key: str) -> frozenset[str]:
    """Return the words under `key` of `<name>.yaml`.

    A list of words, or texts of words divided by white space: `- Monday Tuesday` holds two. Phrases are read with
    `load_phrases`.

    Raises:
        KeyError: the file has no such key.
    """
    return frozenset(word for entry in load_phrases(name, key) for word in entry.split())


@cache
def load_phrases(name: str, key: str) -> tuple[str, ...]:
    """Return the texts under `key` of `<name>.yaml` in their order, white space folded.

    Raises:
        KeyError: the file has no such key.
    """
    entries = load_lexicon(name)[key]
    return tuple(" ".join(entry.split()) for entry in ([entries] if isinstance(entries, str) else entries))
