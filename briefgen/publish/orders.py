"""What a build is asked for, and what comes of it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from briefgen.model.config import Project
from briefgen.model.problem import Problem
from briefgen.publish.late import Lateness, LatePage
from briefgen.publish.making import Sink
from briefgen.publish.records import Known, State
from briefgen.publish.shelf import Shelf


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be built."""

    project: Project
    base_url: str
    """Absolute address without a slash at its end; "" if there is none."""
    last: State
    """What the last build handed on."""
    changed: frozenset[str] | None
    """Absolute paths of all inputs that are other than the last build saw them; None: any may be."""
    shelf: Shelf
    sink: Sink
    known: Known | None = None
    """What is as the last build read it; None: everything has to be looked for."""
    jobs: int = 1
    """Most processes."""
    warm: Any = None
    """`Made.site` of the last build, if that was in this process and `last` and the configuration are its own."""
    cache_path: Path | None = None
    """Folder where compiled templates are kept; None: nowhere."""
    late: Lateness | None = None
    """How pages are made that the last build left as they are but for the address; None: now."""


class Made(msgspec.Struct, frozen=True, kw_only=True):
    """A site that was made."""

    ok: bool
    problems: list[Problem]
    brief_count: int
    state: State = State()
    contents: Mapping[str, bytes | bool] = {}
    """What was made, in the order of writing, with what the sink said."""
    late: Mapping[str, LatePage] = {}
    """What is made when somebody asks for it."""
    site: Any = None
    """What the next build in this process can go on from, as `Order.warm`."""
