"""Three-way merge of a generated brief into one that people edit: field by field, with the lock as common ground.

Unedited fields follow the extractor, edited ones stay and the difference becomes an offer; a deleted item stays
deleted; an item that the articles no longer support goes if nobody touched it. The result is spliced into the text.
"""

from collections.abc import Iterable
from collections.abc import Mapping as Map
from collections.abc import Sequence as Seq
from typing import Any

import msgspec

from briefgen.model.article import Article
from briefgen.model.brief import LIST_TYPES, SECTIONS, Brief
from briefgen.model.dump import dump_brief
from briefgen.model.fieldmerge import MergedFields, merge_fields, merge_head
from briefgen.model.itemids import ItemIds
from briefgen.model.lineends import with_ends_of, with_plain_ends
from briefgen.model.lock import Lock, LockedItem, LockedSpan, head_values, key_field
from briefgen.model.matching import find_spans
from briefgen.model.mergeproof import check_spliced
from briefgen.model.mergewriting import write_head, write_item, write_list
from briefgen.model.pairing import OldItem, Pairing, pair_section
from briefgen.model.problem import Problem
from briefgen.model.splice import Splicer
from briefgen.model.standing import StandingBrief, parse_standing
from briefgen.model.timelineorder import find_position, is_in_order, is_reordered, order_of
from briefgen.model.yamlpos import Mapping, Sequence


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
    standing, problems = parse_standing(with_plain_ends(brief_text), path)
    if standing is None:
        return Merged(text=brief_text, lock=lock, problems=problems, counts=MergeCounts())
    merged = _Merge(standing, lock or Lock(), generated, articles).run(problems)
    if any(problem.severity == "error" for problem in merged.problems):
        return msgspec.structs.replace(merged, text=brief_text, lock=lock)
    return msgspec.structs.replace(merged, text=with_ends_of(brief_text, merged.text))


def _first(generated: Brief, articles: Map[str, Article], schema_path: str) -> Merged:
    """Make the text and lock of a brief that does not stand yet."""
    ids = ItemIds()
    for section in SECTIONS:
        ids.name_section(section, getattr(generated, section), {})
    adopted = {
        section: [ids.adopt(section, at, item) for at, item in enumerate(getattr(generated, section))]
        for section in SECTIONS
    }
    adopted["timeline"].sort(key=order_of)
    brief = msgspec.structs.replace(generated, **adopted)
    items = [
        _locked(section, item, find_spans(getattr(item, "evidence", ()), articles))
        for section in LIST_TYPES
        for item in getattr(brief, section)
    ]
    return Merged(
        text=dump_brief(brief, schema_path=schema_path),
        lock=Lock(
            head=head_values(brief), order=[event.id for event in brief.timeline], items=_sorted(items)
        ),
        problems=[],
        counts=MergeCounts(new=sum(map(len, adopted.values()))),
    )


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
        self, standing: StandingBrief, lock: Lock, generated: Brief, articles: Map[str, Article]
    ) -> None:
        self.standing = standing
        self.lock = lock
        self.generated = generated
        self.articles = articles
        self.splicer = Splicer(standing.text)
        self.counts = dict.fromkeys(MergeCounts.__struct_fields__, 0)
        self.problems: list[Problem] = []
        self.items: list[LockedItem] = []
        """What the new lock knows of items."""
        self.result: dict[str, Any] = {}
        """Field of the brief -> what it is to be."""
        taken = {item.id for section in SECTIONS for item in getattr(standing.brief, section)}
        self.ids = ItemIds(taken | {item.id for item in lock.items if item.section in SECTIONS})
        self.reordered = is_reordered(lock, standing.brief.timeline)

    def run(self, problems: list[Problem]) -> Merged:
        """Merge all; `problems` are those of the brief as it stands."""
        standing = self.standing
        pairings = {
            section: pair_section(section, standing.brief, self.lock, self.generated, self.articles)
            for section in LIST_TYPES
        }
        for section in SECTIONS:
            self.ids.name_section(section, getattr(self.generated, section), pairings[section].known_ids())
        for section in LIST_TYPES:
            self.merge_list(section, pairings[section])
        head = self.merge_head()
        expected = msgspec.structs.replace(standing.brief, **self.result)
        text = self.splicer.apply()
        refusal = check_spliced(standing, self.splicer, text, expected)
        if refusal is not None:
            return Merged(
                text=standing.text, lock=self.lock, problems=[*problems, refusal], counts=MergeCounts()
            )
        lock = Lock(
            head=head_values(self.generated),
            head_edited=head.edited,
            head_offers=head.offers,
            order=[event.id for event in expected.timeline],
            reordered=self.reordered,
            items=_sorted(self.items),
        )
        counts = MergeCounts(**self.counts)
        return Merged(text=text, lock=lock, problems=[*problems, *self.problems], counts=counts)

    def count(self, name: str, section: str, number: int = 1) -> None:
        """Count items; people, places and the like are none."""
        if section in SECTIONS:
            self.counts[name] += number

    # Lists

    def merge_list(self, section: str, pairing: Pairing) -> None:
        """Merge one list: what was generated again, what was not, and what is new."""
        generated = getattr(self.generated, section)
        current = getattr(self.standing.brief, section)
        nodes = self.standing.item_nodes(section)
        again = pairing.generated_again(generated)
        staying: dict[int, Any] = dict(enumerate(current))
        added: list[Any] = []
        movable = section == "timeline" and not self.reordered and is_in_order(current)
        for number, old in enumerate(pairing.old):
            fresh = again.get(number, [])
            if old.current is None or old.index is None:
                self.bury(section, old, fresh)
            elif fresh:
                item = self.merge_item(section, old, fresh[0], nodes[old.index])
                if movable and item.date != old.current.date and not self.is_touched(section, old):
                    del staying[old.index]
                    added.append(item)
                else:
                    write_item(self.splicer, nodes[old.index], old.current, item)
                    staying[old.index] = item
                self.count("kept" if item == old.current else "changed", section)
            elif self.drops(section, old):
                del staying[old.index]
                self.count("dropped", section)
        for position, item in enumerate(generated):
            if position not in pairing.pairs:
                adopted = self.ids.adopt(section, position, item)
                added.append(adopted)
                self.items.append(_locked(section, adopted, self.spans_of(adopted)))
                self.count("new", section)
        self.place(section, len(current), staying, added)

    def place(self, section: str, count: int, staying: Map[int, Any], added: Seq[Any]) -> None:
        """Put new items into a list, take out those that do not stay, and note how the list reads then.

        Args:
            section: the list.
            count: how many items it has.
            staying: index -> item as merged.
            added: new items, to go to the end; events where their date belongs.
        """
        inserted: dict[int, list[Any]] = {}
        if section == "timeline":
            remaining = sorted(staying.items())
            for event in sorted(added, key=order_of):
                inserted.setdefault(find_position(event, remaining, count), []).append(event)
        elif added:
            inserted[count] = list(added)
        result: list[Any] = []
        for index in range(count + 1):
            result += inserted.get(index, [])
            result += [staying[index]] if index in staying else []
        self.result[section] = result
        write_list(self.splicer, self.standing.root, section, set(range(count)) - staying.keys(), inserted)

    def merge_head(self) -> MergedFields:
        """Merge the fields of the brief itself."""
        brief = self.standing.brief
        head = merge_head(brief, self.lock, self.generated)
        self.counts["offered"] += head.offered
        self.result |= head.values
        write_head(self.splicer, self.standing.root, brief, head.values)
        return head

    # Items

    def merge_item(self, section: str, old: OldItem, generated: Any, node: Mapping) -> Any:
        """Merge one item, and put what is known of it into the new lock."""
        key = key_field(section)
        generated = self.ids.with_part(msgspec.structs.replace(generated, **{key: getattr(old.current, key)}))

        def is_held(field: str) -> bool:
            value = node.get(field)
            return isinstance(value, Mapping | Sequence) and self.splicer.layout.has_comment(value)

        merged = merge_fields(section, old, generated, self.articles, is_held)
        self.counts["offered"] += merged.offered
        self.items.append(
            msgspec.structs.replace(
                _locked(section, generated, self.spans_of(generated)),
                edited=merged.edited,
                offers=merged.offers,
                own=old.locked.own if old.locked else True,
            )
        )
        return msgspec.structs.replace(old.current, **merged.values)

    def spans_of(self, item: Any) -> tuple[LockedSpan, ...]:
        """Return the places of an item's evidence."""
        return find_spans(getattr(item, "evidence", ()), self.articles)

    def bury(self, section: str, old: OldItem, fresh: Seq[Any]) -> None:
        """Keep the tombstone of an item that a person deleted, and leave out what it is generated as."""
        if old.locked is None:
            return
        self.count("suppressed", section, len(fresh))
        grave = msgspec.structs.replace(old.locked, deleted=True, edited={}, offers={}, own=False)
        if fresh:
            # The tombstone follows the articles, so that it still covers the item when its words move.
            spans = sorted({span for item in fresh for span in self.spans_of(item)} | set(old.spans))
            grave = msgspec.structs.replace(grave, spans=spans)
        self.items.append(grave)

    def drops(self, section: str, old: OldItem) -> bool:
        """Decide on an item that the extractor does not give any more; keep what it has in the lock if it stays."""
        if old.locked is None:
            return False
        if self.is_touched(section, old):
            name = getattr(old.current, key_field(section))
            edited = {**old.locked.edited, **old.renaming}
            self.items.append(msgspec.structs.replace(old.locked, id=name, edited=edited))
            if section in SECTIONS and not old.locked.own:
                self.warn_unsupported(section, old)
            self.count("kept", section)
            return False
        if section not in SECTIONS and self.is_mentioned(section, old.current):
            self.items.append(old.locked)
            return False
        return True

    def is_touched(self, section: str, old: OldItem) -> bool:
        """Tell whether a person wrote an item, changed it, or left a comment there."""
        if old.locked is None or old.locked.own or old.locked.edited or old.index is None:
            return True
        if self.standing.has_comment(self.splicer.layout, section, old.index):
            return True
        return bool(old.locked.id != getattr(old.current, key_field(section)) or old.base != old.current)

    def is_mentioned(self, section: str, item: Any) -> bool:
        """Tell whether an item that stays still names a person, place, body or source."""
        kept = [one for name in SECTIONS for one in self.result.get(name, ())]
        if section == "sources":
            return any(one.source == item.id for entry in kept for one in entry.evidence)
        names: set[str | None] = set()
        for entry in kept:
            names |= {getattr(entry, field, None) for field in ("actor", "speaker", "claimed_by", "place")}
            names |= set(getattr(entry, "places", ()))
        return item.name in names

    def warn_unsupported(self, section: str, old: OldItem) -> None:
        """Report an item that only stays because a person touched it."""
        node = self.standing.item_nodes(section)[old.index or 0]
        message = f'"{old.current.id}" was edited, but the articles no longer support it'
        hint = "remove the item, or support it with evidence of your own"
        self.problems.append(
            Problem(self.standing.path, node.line, node.column, "warning", message, hint, "item-unsupported")
        )
