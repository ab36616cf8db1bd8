"""Which stances stand when the same words tell several."""

from collections.abc import Collection, Sequence

from briefgen.extract.reaction_rules.stance_lists import load_stances
from briefgen.model.brief import Stance

_STRONGER: tuple[tuple[Stance, Stance], ...] = (
    ("calls_for_restraint", "supports_protesters"),
    ("expresses_condolences", "monitors"),
    ("condemns", "monitors"),
    ("evacuates", "sends_forces"),
    ("sends_forces", "offers_help"),
    ("warns", "monitors"),
    ("warns", "denies"),
    ("warns", "sanctions"),
    ("sanctions", "evacuates"),
    ("offers_help", "supports_government"),
    ("expresses_condolences", "supports_government"),
    ("expresses_condolences", "supports_protesters"),
    ("supports_government", "monitors"),
    ("withdraws_forces", "sends_forces"),
    ("denies", "condemns"),
)


def ordered(found: Collection[Stance]) -> list[Stance]:
    """Return the stances in the order of the list, without the weaker ones."""
    return reconcile([stance.name for stance in load_stances() if stance.name in found])


def reconcile(found: Sequence[Stance]) -> list[Stance]:
    """Leave out the weaker of two stances told by the same words, and `other` where there is another."""
    kept = list(dict.fromkeys(found))
    for strong, weak in _STRONGER:
        if strong in kept and weak in kept:
            kept.remove(weak)
    if len(kept) > 1 and "other" in kept:
        kept.remove("other")
    return kept[:3]
