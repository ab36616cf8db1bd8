"""Three-way merge of a generated brief into one that people edit: field by field, with the lock as common ground.

Unedited fields follow the extractor, edited ones stay and the difference becomes an offer; a deleted item stays
deleted; an item that the articles no longer support goes if nobody touched it. The result is spliced into the text.
"""

from collections import Counter
from collections.abc import Iterable
from collections.abc import Mapping as Map
from collections.abc import Sequence as Seq
from itertools import zip_longest
from typing import Any

import msgspec

from briefgen.model.article import Article
from briefgen.model.brief import SECTIONS, Brief, Event, Evidence, Figure, Inexact, Reaction
from briefgen.model.dates import parse_date
from briefgen.model.dump import dump_brief, shown_fields
from briefgen.model.lineends import with_ends_of, with_plain_ends
from briefgen.model.load import parse_brief
from briefgen.model.lock import (
    HEAD_FIELDS,
    LIST_TYPES,
    Lock,
    LockedItem,
    LockedSpan,
    generated_item,
    head_values,
    key_field,
)
from briefgen.model.matching import Candidate, find_spans, match_items, overlap, repeats
from briefgen.model.problem import Problem
from briefgen.model.slugs import id_words, make_slug
from briefgen.model.splice import Splicer, find_comments
from briefgen.model.yamlpos import Mapping, Node, Sequence, parse_yaml, place_of

_LIST_FIELDS = frozenset(("evidence", "places", "aliases"))
"""Fields that are merged element by element."""


class MergeCounts(msgspec.Struct, frozen=True, kw_only=True):
    """What a merge did, in items; `offered` in fields."""

    new: int = 0
    """Items added."""
    changed: int = 0
    """Items with a field that followed the extractor."""
    kept: int = 0
    """Items left as they were."""
    offered: int = 0
    """Fields where the extractor differs from a person's edit, not offered before."""
    dropped: int = 0
    """Untouched items that the articles no longer support."""
    suppressed: int = 0
    """Generated items left out because a person had deleted them."""


class Merged(msgspec.Struct, frozen=True, kw_only=True):
    """A brief after a merge."""

    text: str
    """The file."""
    lock: Lock | None
    """Its lock; None only if the brief could not be read and had none."""
    problems: list[Problem]
    """If one of them is an error, text and lock are as they were given."""
    counts: MergeCounts


class _Entry(msgspec.Struct):
    """An old item of a list: from the lock, from the text, or from both."""

    locked: LockedItem | None
    base: Any
    """What the extractor last gave; None if the lock does not know the item."""
    current: Any
    """What stands in the text; None if it is not there."""
    index: int | None
    """Where it stands in the list of the text."""
    spans: tuple[LockedSpan, ...]


class _Counter:
    """Counts while a merge goes on."""

    def __init__(self) -> None:
        self.values = dict.fromkeys(MergeCounts.__struct_fields__, 0)

    def add(self, name: str, number: int = 1) -> None:
        self.values[name] += number


def merge(
    brief_text: str | None,
    lock: Lock | None,
    generated: Brief,
    articles: Map[str, Article],
    path: str,
    *,
    schema_path: str = "../brief.schema.json",
) -> Merged:
    """Merge what the extractor gives into a brief that people edit.

    Args:
        brief_text: the file as it stands; None if there is none.
        lock: its lock; None if there is none, then everything in the file counts as a person's.
        generated: the extractor's brief; the ids of its items only serve `part_of`.
        articles: articles by id, to find evidence in.
        path: of the brief, for the problems.
        schema_path: for a new file.
    Returns:
        The new text and lock; a second merge of the same changes no byte of either.
    Raises:
        ContentError: a generated text cannot be written (control characters).
    """
    if brief_text is None or not brief_text.strip():
        return _first(generated, articles, schema_path)
    text = with_plain_ends(brief_text)
    brief, problems = parse_brief(text, path, measures=None)
    root, _ = parse_yaml(text, path)
    if brief is None or not isinstance(root, Mapping):
        return Merged(text=brief_text, lock=lock, problems=problems, counts=MergeCounts())
    merged = _Merge(text, brief, root, lock or Lock(), generated, articles, path).run(problems)
    if any(problem.severity == "error" for problem in merged.problems):
        return msgspec.structs.replace(merged, text=brief_text, lock=lock)
    return msgspec.structs.replace(merged, text=with_ends_of(brief_text, merged.text))


def _first(generated: Brief, articles: Map[str, Article], schema_path: str) -> Merged:
    taken: set[str] = set()
    ids: dict[str, str] = {}
    minted: dict[str, list[Any]] = {}
    for section in SECTIONS:
        minted[section] = []
        for item in getattr(generated, section):
            fresh = mint_id(item, taken)
            taken.add(fresh)
            if section == "figures":
                ids.setdefault(item.id, fresh)
            minted[section].append(msgspec.structs.replace(item, id=fresh))
    minted["timeline"].sort(key=lambda event: parse_date(event.date).order)
    minted["figures"] = [_with_part(figure, ids) for figure in minted["figures"]]
    brief = msgspec.structs.replace(generated, **minted)
    items = [
        _locked(section, item, find_spans(getattr(item, "evidence", ()), articles))
        for section in LIST_TYPES
        for item in getattr(brief, section)
    ]
    new = sum(len(getattr(brief, section)) for section in SECTIONS)
    return Merged(
        text=dump_brief(brief, schema_path=schema_path),
        lock=Lock(
            head=head_values(brief), order=[event.id for event in brief.timeline], items=_sorted(items)
        ),
        problems=[],
        counts=MergeCounts(new=new),
    )


def _with_part(figure: Figure, ids: Map[str, str]) -> Figure:
    if figure.part_of is None:
        return figure
    return msgspec.structs.replace(figure, part_of=ids.get(figure.part_of))


def _locked(section: str, item: Any, spans: Seq[LockedSpan]) -> LockedItem:
    fields = msgspec.to_builtins(item)
    key = fields.pop(key_field(section))
    return LockedItem(section=section, id=key, fields=fields, spans=list(spans))


def _sorted(items: Iterable[LockedItem]) -> list[LockedItem]:
    order = list(LIST_TYPES)
    return sorted(items, key=lambda item: (order.index(item.section), item.id, repr(item)))


class _Merge:
    """One merge; sections in order, then the lists of names, then the head."""

    def __init__(
        self,
        text: str,
        brief: Brief,
        root: Mapping,
        lock: Lock,
        generated: Brief,
        articles: Map[str, Article],
        path: str,
    ) -> None:
        self.brief = brief
        self.root = root
        self.lock = lock
        self.generated = generated
        self.articles = articles
        self.path = path
        self.text = text
        self.splicer = Splicer(text)
        self.counter = _Counter()
        self.problems: list[Problem] = []
        self.items: list[LockedItem] = []
        self.result: dict[str, Any] = {}
        self.taken = {item.id for section in SECTIONS for item in getattr(brief, section)}
        self.taken |= {item.id for item in lock.items if item.section in SECTIONS}
        self.ids: dict[tuple[str, str], str | None] = {}
        """Section and generated id -> id in the brief; None if the item is left out."""
        self.fresh: dict[tuple[str, int], str] = {}
        """Section and position of a new item -> its id."""

    def run(self, problems: list[Problem]) -> Merged:
        matches = {section: self.match_section(section) for section in LIST_TYPES}
        for section in SECTIONS:
            self.name_new(section, matches[section])
        for section in LIST_TYPES:
            self.merge_list(section, matches[section])
        head = self.merge_head()
        expected = msgspec.structs.replace(self.brief, **self.result)
        text = self.splicer.apply()
        parsed, _ = parse_brief(text, self.path, measures=None)
        lost = self.find_lost_comment(text) if text != self.text and parsed == expected else None
        if parsed != expected or lost is not None:
            refusal = self.refuse(self.find_unusual(expected, parsed) if lost is None else lost)
            return Merged(text=self.text, lock=self.lock, problems=[*problems, refusal], counts=MergeCounts())
        lock = Lock(
            head=head_values(self.generated),
            head_edited=head["edited"],
            head_offers=head["offers"],
            order=[event.id for event in expected.timeline],
            reordered=self.is_reordered(),
            items=_sorted(self.items),
        )
        counts = MergeCounts(**self.counter.values)
        return Merged(text=text, lock=lock, problems=[*problems, *self.problems], counts=counts)

    def find_lost_comment(self, text: str) -> tuple[int, int] | None:
        root, _ = parse_yaml(text, self.path)
        if root is None:
            return None
        left = Counter(span.of(text).rstrip() for span in find_comments(text, root))
        for span in find_comments(self.text, self.root):
            words = span.of(self.text).rstrip()
            left[words] -= 1
            if left[words] < 0:
                return place_of(self.text, span.start)
        return None

    def refuse(self, place: tuple[int, int]) -> Problem:
        """Say where the YAML is so unusual that splicing into it went wrong: writing it anew would lose comments."""
        line, column = place
        message = (
            "what is new cannot be written here without losing what stands here; the brief stays as it is"
        )
        hint = "write this place as the rest: `key: value` on a line, items with `- ` on lines of their own"
        return Problem(self.path, line, column, "error", message, hint, "merge-refused")

    def find_unusual(self, expected: Brief, parsed: Brief | None) -> tuple[int, int]:
        for offset, text in self.splicer.apply_each():
            if parse_brief(text, self.path, measures=None)[0] is None:
                return place_of(self.text, offset)
        for entry in self.root.entries:
            want = getattr(expected, entry.key.text, None)
            have = getattr(parsed, entry.key.text, None)
            if have == want:
                continue
            node = entry.value
            if isinstance(node, Sequence) and isinstance(want, list) and isinstance(have, list):
                # The first item that went wrong and stood there before.
                wrong = [item for item, other in zip_longest(want, have) if item != other]
                current = getattr(self.brief, entry.key.text)
                key = key_field(entry.key.text)
                known = {getattr(item, key): index for index, item in enumerate(current)}
                at = next(
                    (known[getattr(item, key)] for item in wrong if getattr(item, key, None) in known), None
                )
                node = node.items[at] if at is not None else node
            return node.line, node.column
        return self.root.line, self.root.column

    # Matching

    def entries(self, section: str) -> list[_Entry]:
        """Pair the items of the text with those of the lock: by id, then, for renamed ones, by what they say."""
        key = key_field(section)
        current = getattr(self.brief, section)
        locked = [item for item in self.lock.items if item.section == section]
        by_id: dict[str, int] = {}
        for index, item in enumerate(current):
            by_id.setdefault(getattr(item, key), index)
        entries: list[_Entry] = []
        used: set[int] = set()
        missing: list[LockedItem] = []
        for lock_item in locked:
            at = by_id.get(lock_item.id)
            if at is None or at in used:
                missing.append(lock_item)
                continue
            used.add(at)
            entries.append(self.entry(lock_item, current[at], at))
        for index, item in enumerate(current):
            if index not in used:
                renamed = next(
                    (gone for gone in missing if not gone.deleted and self.is_renamed(gone, item)), None
                )
                if renamed is not None:
                    missing.remove(renamed)
                entries.append(self.entry(renamed, item, index))
        entries += [self.entry(gone, None, None) for gone in missing]
        order = {id(entry): position for position, entry in enumerate(entries)}
        return sorted(entries, key=lambda entry: (entry.index is None, entry.index or 0, order[id(entry)]))

    def entry(self, locked: LockedItem | None, current: Any, index: int | None) -> _Entry:
        base = generated_item(locked) if locked else None
        spans = find_spans(
            [*getattr(base, "evidence", ()), *getattr(current, "evidence", ())],
            self.articles,
        )
        if not spans and locked is not None:
            spans = tuple(locked.spans)
        return _Entry(locked, base, current, index, spans)

    def is_renamed(self, locked: LockedItem, item: Any) -> bool:
        base = generated_item(locked)
        key = key_field(locked.section)
        if locked.section in SECTIONS:
            return bool(msgspec.structs.replace(base, id=item.id) == item)
        names = {base.name.casefold(), *map(str.casefold, base.aliases)} if key == "name" else set()
        return key == "name" and (
            item.name.casefold() in names or bool(names & set(map(str.casefold, item.aliases)))
        )

    def match_section(self, section: str) -> tuple[list[_Entry], dict[int, int]]:
        """Return the old items, and generated index -> old index."""
        entries = self.entries(section)
        new = getattr(self.generated, section)
        if section not in SECTIONS:
            return entries, self.match_names(section, new, entries)
        fresh = [Candidate((item,), find_spans(item.evidence, self.articles)) for item in new]
        old = [
            Candidate(tuple(form for form in (entry.base, entry.current) if form is not None), entry.spans)
            for entry in entries
        ]
        pairs = {pair.new: pair.old for pair in match_items(fresh, old)}
        graves = {index: old[index] for index, entry in enumerate(entries) if entry.current is None}
        for position, index in pairs.items():
            if index in graves:
                # Better rules may say it otherwise: then that is what must not be said a second time.
                forms = (*old[index].forms, fresh[position].forms[0])
                graves[index] = Candidate(forms, old[index].spans)
        for position, candidate in enumerate(fresh):
            if position not in pairs:
                again = next((index for index, grave in graves.items() if repeats(candidate, grave)), None)
                if again is not None:
                    pairs[position] = again
        return entries, pairs

    def match_names(self, section: str, new: Seq[Any], entries: Seq[_Entry]) -> dict[int, int]:
        key = key_field(section)
        exact: dict[str, int] = {}
        known: dict[str, int] = {}
        for index, entry in enumerate(entries):
            for form in (entry.base, entry.current):
                if form is not None:
                    exact.setdefault(getattr(form, key), index)
                    known.setdefault(getattr(form, key).casefold(), index)
        for index, entry in enumerate(entries):
            for alias in getattr(entry.current, "aliases", ()):
                known.setdefault(alias.casefold(), index)
        pairs: dict[int, int] = {}
        live: set[int] = set()
        for position, item in enumerate(new):
            name = getattr(item, key)
            at = exact.get(name, known.get(name.casefold()))
            if at is not None and at not in live:
                pairs[position] = at
                if entries[at].current is not None:
                    live.add(at)
        return pairs

    def name_new(self, section: str, match: tuple[list[_Entry], dict[int, int]]) -> None:
        entries, pairs = match
        for position, item in enumerate(getattr(self.generated, section)):
            if position in pairs:
                current = entries[pairs[position]].current
                self.ids.setdefault((section, item.id), None if current is None else current.id)
            else:
                fresh = mint_id(item, self.taken)
                self.taken.add(fresh)
                self.ids.setdefault((section, item.id), fresh)
                self.fresh[section, position] = fresh

    # Merging

    def merge_list(self, section: str, match: tuple[list[_Entry], dict[int, int]]) -> None:
        entries, pairs = match
        new = getattr(self.generated, section)
        by_old: dict[int, list[int]] = {}
        for position, index in pairs.items():
            by_old.setdefault(index, []).append(position)
        current = getattr(self.brief, section)
        nodes = self.item_nodes(section)
        merged: dict[int, Any] = dict(enumerate(current))
        removed: set[int] = set()
        added: list[Any] = []
        movable = section == "timeline" and not self.is_reordered() and _in_order(current)
        for index, entry in enumerate(entries):
            fresh = [new[position] for position in sorted(by_old.get(index, ()))]
            if entry.current is None or entry.index is None:
                self.bury(section, entry, fresh)
            elif fresh:
                item = self.merge_item(section, entry, fresh[0], nodes[entry.index])
                if movable and item.date != entry.current.date and not self.is_touched(section, entry):
                    removed.add(entry.index)
                    added.append(item)
                else:
                    self.edit_item(nodes[entry.index], entry.current, item)
                    merged[entry.index] = item
                self.counter.add("kept" if item == entry.current else "changed", section in SECTIONS)
            elif self.drops(section, entry):
                removed.add(entry.index)
                self.counter.add("dropped", section in SECTIONS)
        for position, item in enumerate(new):
            if position not in pairs:
                fresh_item = self.adopt(section, position, item)
                added.append(fresh_item)
                self.items.append(_locked(section, fresh_item, self.spans_of(fresh_item)))
                self.counter.add("new", section in SECTIONS)
        self.place(section, merged, removed, added)

    def is_reordered(self) -> bool:
        """Tell whether a person ever moved events; without a lock nobody knows, so yes."""
        if self.lock.reordered or not self.lock.head:
            return True
        present = [event.id for event in self.brief.timeline if event.id in self.lock.order]
        return present != [name for name in self.lock.order if name in present]

    def item_nodes(self, section: str) -> list[Mapping]:
        node = self.root.get(section)
        items = node.items if isinstance(node, Sequence) else []
        return [item for item in items if isinstance(item, Mapping)]

    def spans_of(self, item: Any) -> tuple[LockedSpan, ...]:
        return find_spans(getattr(item, "evidence", ()), self.articles)

    def adopt(self, section: str, position: int, item: Any) -> Any:
        """Give a generated item the ids of this brief."""
        if section in SECTIONS:
            item = msgspec.structs.replace(item, id=self.fresh[section, position])
        return self.with_part(item)

    def with_part(self, item: Any) -> Any:
        if isinstance(item, Figure) and item.part_of is not None:
            return msgspec.structs.replace(item, part_of=self.ids.get(("figures", item.part_of)))
        return item

    def bury(self, section: str, entry: _Entry, fresh: Seq[Any]) -> None:
        if entry.locked is None:
            return
        self.counter.add("suppressed", len(fresh) if section in SECTIONS else 0)
        grave = msgspec.structs.replace(entry.locked, deleted=True, edited={}, offers={}, own=False)
        if fresh:
            # The tombstone follows the articles, so that it still covers the item when its words move.
            spans = sorted({span for item in fresh for span in self.spans_of(item)} | set(entry.spans))
            grave = msgspec.structs.replace(grave, spans=spans)
        self.items.append(grave)

    def is_touched(self, section: str, entry: _Entry) -> bool:
        node = self.root.get(section)
        if entry.locked is None or entry.locked.own or entry.locked.edited or entry.index is None:
            return True
        if isinstance(node, Sequence) and self.splicer.item_has_comment(node, entry.index):
            return True
        key = key_field(section)
        return bool(entry.locked.id != getattr(entry.current, key) or entry.base != entry.current)

    def drops(self, section: str, entry: _Entry) -> bool:
        """Decide on an item that the extractor does not give any more; keep what it has in the lock if it stays."""
        if entry.locked is None:
            return False
        if self.is_touched(section, entry):
            name = getattr(entry.current, key_field(section))
            self.items.append(
                msgspec.structs.replace(
                    entry.locked, id=name, edited={**entry.locked.edited, **_renaming(entry, name)}
                )
            )
            if section in SECTIONS and not entry.locked.own:
                self.warn_unsupported(section, entry)
            self.counter.add("kept", section in SECTIONS)
            return False
        if section not in SECTIONS and self.is_mentioned(section, entry.current):
            self.items.append(entry.locked)
            return False
        return True

    def warn_unsupported(self, section: str, entry: _Entry) -> None:
        node = self.item_nodes(section)[entry.index or 0]
        message = f'"{entry.current.id}" was edited, but the articles no longer support it'
        hint = "remove the item, or support it with evidence of your own"
        self.problems.append(
            Problem(self.path, node.line, node.column, "warning", message, hint, "item-unsupported")
        )

    def is_mentioned(self, section: str, item: Any) -> bool:
        kept = [one for name in SECTIONS for one in self.result.get(name, ())]
        if section == "sources":
            return any(one.source == item.id for entry in kept for one in entry.evidence)
        names: set[str | None] = set()
        for entry in kept:
            names |= {getattr(entry, field, None) for field in ("actor", "speaker", "claimed_by", "place")}
            names |= set(getattr(entry, "places", ()))
        return item.name in names

    def merge_item(self, section: str, entry: _Entry, generated: Any, node: Mapping) -> Any:
        """Merge one item, and put what is known of it into the new lock."""
        key = key_field(section)
        current = entry.current
        generated = self.with_part(msgspec.structs.replace(generated, **{key: getattr(current, key)}))
        locked = entry.locked
        edited: dict[str, Any] = _renaming(entry, getattr(current, key))
        offers: dict[str, Any] = {}
        values: dict[str, Any] = {}
        for field in type(current).__struct_fields__:
            if field == key:
                continue
            have, want = getattr(current, field), getattr(generated, field)
            base = getattr(entry.base, field) if entry.base is not None else msgspec.UNSET
            known = (locked.edited if locked else {}).get(field, msgspec.UNSET)
            if field in _LIST_FIELDS:
                values[field], mark = self.merge_elements(base, have, want, known)
                if mark:
                    edited[field] = mark
                continue
            value_node = node.get(field)
            stuck = value_node is not None and self.holds_comment(value_node)
            if _is_edited(base, have, known) or (stuck and have != want):
                values[field] = have
                edited[field] = msgspec.to_builtins(have)
                offered = (locked.offers if locked else {}).get(field, msgspec.UNSET)
                if have != want and (offered is not msgspec.UNSET or want != base):
                    offers[field] = msgspec.to_builtins(want)
                    self.counter.add("offered", offers[field] != offered)
            else:
                values[field] = want
        item = msgspec.structs.replace(current, **values)
        self.items.append(
            msgspec.structs.replace(
                _locked(section, generated, self.spans_of(generated)),
                edited=edited,
                offers=offers,
                own=locked.own if locked else True,
            )
        )
        return item

    def holds_comment(self, node: Node) -> bool:
        """Tell whether replacing a value would lose a comment: one inside a map or list."""
        return isinstance(node, Mapping | Sequence) and self.splicer.has_comment(node)

    def merge_elements(
        self, base: Any, have: Seq[Any], want: Seq[Any], known: Any
    ) -> tuple[list[Any], dict[str, list[Any]]]:
        """Merge a list element by element; also return what a person added and removed."""
        kind: Any = Evidence if any(isinstance(one, Evidence) for one in (*have, *want)) else str
        mark = known if isinstance(known, dict) else {}
        was_added = [msgspec.convert(one, type=_kind_of(one)) for one in mark.get("added", ())]
        was_removed = [msgspec.convert(one, type=_kind_of(one)) for one in mark.get("removed", ())]
        if base is msgspec.UNSET:
            added = [one for one in have if one not in want]
            removed: list[Any] = []
        else:
            added = [one for one in have if one not in base or one in was_added]
            removed = [one for one in base if not any(self.same(one, other) for other in have)]
            removed += [one for one in was_removed if one not in removed and one not in have]
        result: list[Any] = []
        used: list[Any] = []
        for one in have:
            if one in added:
                result.append(one)
                used += [other for other in want if self.same(one, other)]
                continue
            match = next((other for other in want if other == one), None)
            if match is None and kind is Evidence:
                match = next((other for other in want if other not in used and self.same(one, other)), None)
            if match is not None and match not in result:
                result.append(match)
                used.append(match)
        for other in want:
            if (
                other not in used
                and other not in result
                and not any(self.same(other, gone) for gone in removed)
            ):
                result.append(other)
        marks = {"added": added, "removed": removed}
        return result, {name: msgspec.to_builtins(values) for name, values in marks.items() if values}

    def same(self, one: Any, other: Any) -> bool:
        if one == other or not isinstance(one, Evidence) or not isinstance(other, Evidence):
            return bool(one == other)
        if one.source != other.source:
            return False
        return overlap(find_spans([one], self.articles), find_spans([other], self.articles)) >= 0.5

    # Writing

    def edit_item(self, node: Mapping, current: Any, item: Any) -> None:
        if item == current:
            return
        cls = type(item)
        shown = dict(shown_fields(item))
        changes: dict[str, Any] = {}
        for name in cls.__struct_encode_fields__:
            have, want = getattr(current, name), getattr(item, name)
            if have == want:
                continue
            value_node = node.get(name)
            if name in _LIST_FIELDS and want and isinstance(value_node, Sequence) and value_node.items:
                self.edit_elements(node, name, have, want)
            else:
                changes[name] = shown.get(name, msgspec.UNSET)
        self.splicer.set_fields(node, cls, changes)

    def edit_elements(self, node: Mapping, name: str, have: Seq[Any], want: Seq[Any]) -> None:
        removed: set[int] = set()
        inserted: dict[int, list[Any]] = {}
        at = 0
        for element in want:
            if element in have[at:]:
                follow = have.index(element, at)
                removed |= set(range(at, follow))
                at = follow + 1
            else:
                inserted.setdefault(at, []).append(element)
        removed |= set(range(at, len(have)))
        self.splicer.set_list(node, name, removed, inserted, spaced=False)

    def place(self, section: str, merged: dict[int, Any], removed: set[int], added: Seq[Any]) -> None:
        """Put new items into a list, take dropped ones out, and note how the list reads then."""
        count = len(merged)
        inserted: dict[int, list[Any]] = {}
        remaining = [(index, item) for index, item in merged.items() if index not in removed]
        for item in sorted(added, key=_order) if section == "timeline" else added:
            at = _position(item, remaining, count) if section == "timeline" else count
            inserted.setdefault(at, []).append(item)
        result: list[Any] = []
        for index in range(count + 1):
            result += inserted.get(index, [])
            result += [merged[index]] if index < count and index not in removed else []
        self.result[section] = result
        if not removed and not inserted:
            return
        if any(entry.key.text == section for entry in self.root.entries):
            self.splicer.set_list(self.root, section, removed, inserted, spaced=True)
        else:
            self.splicer.add_list(self.root, Brief, section, result)

    def merge_head(self) -> dict[str, dict[str, Any]]:
        edited: dict[str, Any] = {}
        offers: dict[str, Any] = {}
        changes: dict[str, Any] = {}
        for field in HEAD_FIELDS:
            have, want = getattr(self.brief, field), getattr(self.generated, field)
            base = self.lock.head.get(field, msgspec.UNSET)
            # What was never written and never generated is nobody's word: a new brief has no `updated`.
            is_open = have is None and base is msgspec.UNSET and field not in self.lock.head_edited
            if not is_open and _is_edited(base, have, self.lock.head_edited.get(field, msgspec.UNSET)):
                edited[field] = have
                offered = self.lock.head_offers.get(field, msgspec.UNSET)
                if have != want and (offered is not msgspec.UNSET or want != base):
                    offers[field] = want
                    self.counter.add("offered", want != offered)
            elif have != want:
                changes[field] = want
                self.result[field] = want
        shown = dict(shown_fields(msgspec.structs.replace(self.brief, **changes)))
        self.splicer.set_fields(
            self.root, Brief, {field: shown.get(field, msgspec.UNSET) for field in changes}
        )
        return {"edited": edited, "offers": offers}


def _renaming(entry: _Entry, name: str) -> dict[str, Any]:
    """Return the mark that a person gave the id or name; it stays for good, as the lock follows the new one."""
    if entry.locked is None:
        return {}
    key = key_field(entry.locked.section)
    return {key: name} if entry.locked.id != name or key in entry.locked.edited else {}


def _kind_of(element: Any) -> Any:
    return Evidence if isinstance(element, dict) else str


def _is_edited(base: Any, have: Any, known: Any) -> bool:
    """Tell whether a person gave a value.

    Once edited, a value stays edited even where the extractor comes to say the same; putting the generated value
    back by hand, or taking an offer, hands the field back to the extractor.
    """
    if known is not msgspec.UNSET and msgspec.to_builtins(have) == known:
        return True
    return base is msgspec.UNSET or bool(have != base)


def _order(event: Event) -> tuple[Any, ...]:
    return parse_date(event.date).order


def _in_order(events: Seq[Event]) -> bool:
    orders = [_order(event)[:2] for event in events]
    return orders == sorted(orders)


def _position(event: Event, remaining: Seq[tuple[int, Event]], count: int) -> int:
    """Return the index that keeps a timeline in order where it is: before the first later one, after all earlier."""
    order = _order(event)[:2]
    orders = [_order(other)[:2] for _, other in remaining]
    falling = len(set(orders)) > 1 and orders == sorted(orders, reverse=True)
    after = [at for at, other in enumerate(orders) if (other >= order if falling else other <= order)]
    at = after[-1] + 1 if after else 0
    return remaining[at][0] if at < len(remaining) else count


def mint_id(item: Any, taken: Iterable[str] = ()) -> str:
    """Return a readable id for an item: from its title or first words, measure and group, or actor and stance.

    Args:
        item: an item of a section.
        taken: ids that are in use, or were.
    Returns:
        A slug that is not taken; where it would be, the value, speaker or date is added, else `-2`, `-3` ….
    """
    match item:
        case Event():
            words, more = id_words(item.title), item.date
        case Figure():
            words = " ".join(part for part in (item.measure, item.group, item.place) if part)
            more = _value_words(item.value)
        case Reaction():
            # The stance stays whole behind a long name.
            words = f"{make_slug(item.actor, 49 - len(item.stance))} {item.stance}"
            more = item.speaker or item.date or ""
        case _:
            words, more = id_words(item.text), item.date or ""
    slug = make_slug(words.replace("_", " "), 50)
    used = taken if isinstance(taken, set | frozenset | dict) else set(taken)
    if slug not in used:
        return slug
    if more:
        slug = f"{slug}-{make_slug(more, 25)}"
        if slug not in used:
            return slug
    number = 2
    while f"{slug}-{number}" in used:
        number += 1
    return f"{slug}-{number}"


def _value_words(value: float | Inexact) -> str:
    if not isinstance(value, Inexact):
        return f"{value:,}".replace(",", "")
    ends = [end for end in (value.min, value.max) if end is not None]
    return value.words or " ".join(f"{end:,}".replace(",", "") for end in ends)
