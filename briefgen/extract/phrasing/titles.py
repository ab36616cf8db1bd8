"""Titles of events: a clause of the source tightened to its subject and what it did."""

from briefgen.extract.context import Context
from briefgen.extract.layers.clauses import Clause
from briefgen.extract.layers.index import MARKS
from briefgen.extract.lexicon import load_lexicon, load_phrases, load_words
from briefgen.extract.phrasing.acts_without_actors import has_day_for_subject, is_existential
from briefgen.extract.phrasing.complement_ends import nested_clauses
from briefgen.extract.phrasing.complements import complement, is_her_alone
from briefgen.extract.phrasing.noun_phrases import (
    DANGLING,
    DASHES,
    EDGES,
    POINTING,
    PREPOSITIONS,
    TIME_OPENERS,
    is_noun_like,
    join_tokens,
    names_happening,
    without_times,
)
from briefgen.extract.phrasing.object_pronouns import OBJECTS, object_meant
from briefgen.extract.phrasing.relative_subjects import without_capital
from briefgen.extract.phrasing.subject_parts import shorter_subject
from briefgen.extract.phrasing.subject_ranges import head_of_cut
from briefgen.extract.phrasing.subjects import subject_mentions, subject_words
from briefgen.extract.phrasing.title_fitting import MAX_TITLE, fit
from briefgen.extract.phrasing.title_verbs import is_plural, past_of, quoted_past, verb_before, verb_words
from briefgen.extract.phrasing.wording import person_meant

TALK = frozenset({"speak", "talk", "comment", "say", "tell"})
"""With nothing behind them these tell only that there were words."""
_LONG_TAIL = 8
"""Tokens behind a verb from which on an object like `it` does not hide what happened."""


def title_of(context: Context, number: int, *, whole: bool = False, subject: str | None = None) -> str | None:
    """Make a short title of a clause: subject and verb phrase, without times, asides and what hangs on it.

    Args:
        context: the article's layers.
        number: index of the clause.
        whole: whether it needs a complement: `The agency announced` tells nothing.
        subject: what stands for its own subject; None for the words of that.

    Returns:
        At most 90 code points, not cut within a thought; the pluperfect becomes the past. None where the clause has
        no subject that can stand alone, or its object only points back.
    """
    index = context.index
    clause = index.clauses[number]
    if clause.verb is None:
        return None
    if is_existential(context, clause):
        return fit(context, "", complement(context, number))
    if has_day_for_subject(context, clause):
        kept = complement(context, number)
        return fit(context, "", kept[1:] if kept and index.low[kept[0]] == "as" else kept)
    if (in_relative := _title_of_cut(context, number)) is not None:
        return in_relative
    if clause.parent is not None and _is_within(context, clause, index.clauses[clause.parent]):
        return title_of(context, clause.parent, whole=whole, subject=subject)
    subject = subject or subject_words(context, clause)
    if subject is None:
        return None
    verb = verb_words(context, clause, subject)
    if verb.startswith("were ") and _is_one(context, clause, subject):
        # `Nimal Perera, the driver, and Kamala Silva were led into court`: of whom only the first is told
        verb = f"was {verb[5:]}"
    if not verb or (clause.kind == "infinitive" and clause.marker == "" and verb.startswith("be ")):
        # `have until noon to leave or be removed`
        return None
    if (above := verb_before(context, clause)) is not None:
        before = index.clauses[above].verb
        first = verb_words(context, index.clauses[above], subject)
        link = (
            join_tokens(context, list(range(before.last, clause.verb.first))) if before is not None else "and"
        )
        verb = f"{first} {link} {verb.removeprefix('was ').removeprefix('were ')}"
    pieces = complement(context, number)
    if pieces and index.low[pieces[-1]] == "there":
        pieces = pieces[:-1]
    if verb == "had" and (past := quoted_past(context, pieces)) is not None:
        verb, pieces = past, [t for t in pieces[2:] if index.low[t] not in {'"', "“", "”"}]
    if pieces and clause.verb.lemma == "name" and _is_one_name(context, pieces):
        # `a fruit seller named Kamala Silva` does not name her
        return None
    parent = index.clauses[clause.parent] if clause.parent is not None else None
    if pieces and index.low[pieces[0]] in {"him", "her"} and clause.subject_inherited and parent is not None:
        aside = (
            parent.first > 0 and index.low[parent.first - 1] == "," and index.low[parent.first] in {"a", "an"}
        )
        if aside and clause.kind == "coordinate":
            # `arrested the captain, a Tunisian named as …, and took him to a prison`: not the Tunisian took him.
            return None
    if len(pieces) == 1 and (again := _object_before(context, clause, pieces[0])):
        return fit(context, f"{subject} {verb}", again)
    if (
        pieces
        and index.low[pieces[0]] in OBJECTS
        and (len(pieces) == 1 or not opens_clause(context, clause, pieces[0]))
        and (meant := object_meant(context, clause, pieces[0])) is not None
    ):
        title = fit(context, f"{subject} {verb} {meant}", pieces[1:])
        return _placed(context, clause, title) if title is not None else None
    if len(pieces) == 1 and index.low[pieces[0]] in {"him", "her", "them", "us", "me"}:
        return None
    if subject.lower() in _POINTS_BACK:
        return None
    if (
        len(pieces) == 2
        and index.low[pieces[0]] in PREPOSITIONS
        and index.low[pieces[1]] in {"it", "them", "him"}
    ):
        # `thirteen days after the storm tore through it`
        meant = object_meant(context, clause, pieces[1])
        return (
            fit(context, f"{subject} {verb} {index.low[pieces[0]]} {meant}", [])
            if meant is not None
            else None
        )
    if len(pieces) > 2 and index.low[pieces[-1]] in {"it", "them"} and index.verb_at[pieces[-2]] >= 0:
        # `approved a motion to end it`
        meant = object_meant(context, clause, pieces[-1])
        if meant is not None:
            return fit(context, f"{subject} {verb} {join_tokens(context, pieces[:-1])} {meant}", [])
        infinitive = next((k for k in range(len(pieces) - 1, 0, -1) if index.low[pieces[k]] == "to"), 0)
        pieces = pieces[:infinitive] or pieces
    points_back = pieces and (
        index.low[pieces[0]] in {"it", "them", "this", "that", "him", "us", "me"}
        or (index.low[pieces[0]] == "her" and is_her_alone(context, pieces[0]))
    )
    if not pieces and clause.verb.lemma in TALK and clause.verb.tense != "future":
        # `The spokesman spoke on Tuesday`
        return None
    if not pieces and clause.verb.lemma in {"issue", "release"} and not clause.verb.passive:
        # `said a statement issued on Friday`
        return None
    if (
        not pieces
        or _is_place_only(context, clause, pieces)
        or clause.verb.lemma in load_words("titles", "calling")
    ) and (thing := _what_it_befell(context, clause)) is not None:
        # `the fire, in which 188 people died`
        link = f"{index.low[clause.first]} " if index.low[clause.first] in {"in", "at", "on"} else ""
        return fit(context, f"{subject} {verb} {link}{without_capital(context, thing)}", pieces)
    if points_back and len(pieces) < _LONG_TAIL and not opens_clause(context, clause, pieces[0]):
        return None
    if len(pieces) == 2 and index.low[pieces[0]] in {"the", "this"} and index.low[pieces[1]] in POINTING:
        return None
    if set(subject.lower().split()) & POINTING and subject.lower().startswith(("this ", "that ", "such ")):
        return None
    proclaims = len(pieces) == 1 and index.low[pieces[0]] in load_words("events", "proclaimed")
    if whole and not proclaims and (len(pieces) < 2 or _says_only_where(context, clause, pieces)):
        return None
    active = not clause.verb.passive and not verb.startswith(("was ", "were "))
    if not pieces and active and clause.verb.lemma in load_words("titles", "with_object"):
        # `The court charged`: the object is lost, or it is no verb.
        return None
    if (cut_at := _lost_demand(context, pieces)) is not None:
        pieces = pieces[:cut_at]
        if not pieces:
            return None
    if (
        len(pieces) > 1
        and index.low[pieces[-2]] == "and"
        and index.low[pieces[-1]] in {"last", "lasted", "run"}
    ):
        # `will start on Monday and last until Friday`
        pieces = pieces[:-2]
    if len(pieces) > 3 and [index.low[t] for t in pieces[-3:]] in _OF_KIND:
        # `shut 23 mines with dams of the type that burst`
        pieces = pieces[:-3]
    if len(pieces) > 2 and index.low[pieces[-1]] == "them" and index.low[pieces[-2]] == "of":
        # `detained eleven of them`
        meant = _group_before(context, clause)
        return (
            fit(context, f"{subject} {verb} {join_tokens(context, pieces[:-1])} {meant}", [])
            if meant
            else None
        )
    pieces += _sent_doing(context, number, pieces)
    if _only_acts(context, clause, pieces) and (deed := _by_doing(context, number, pieces)):
        return fit(context, f"{subject} {verb} {join_tokens(context, pieces)},".replace(" ,", ","), deed)
    pieces = _with_name(context, clause, pieces)
    title = fit(context, f"{subject} {verb}", pieces)
    if (
        title is not None
        and clause.verb.lemma in _CALLING
        and _has_as(context, pieces)
        and " as " not in title
    ):
        # `The court announced Nimal Perera (as the new president)`
        shorter = shorter_subject(subject)
        title = fit(context, f"{shorter} {verb}", pieces) if shorter is not None else None
        if title is None or " as " not in title:
            return None
    if title is None and _may_go_without_place(context, clause, pieces):
        title = fit(context, f"{subject} {verb}", [])
    while title is None and (shorter := shorter_subject(subject)) is not None:
        subject = shorter
        title = fit(context, f"{subject} {verb}", pieces)
    if (
        title is not None
        and " saying " in title
        and (cut := _lost_saying(context, clause, pieces, title)) is not None
    ):
        title = fit(context, f"{subject} {verb}", cut)
    if title is not None and (inner := _lost_clause(context, pieces, title)) is not None:
        # `announced that a van containing …`: what is announced, without its verb, is told by itself.
        told = index.clauses[inner].verb
        return title_of(context, inner) if told is None or told.modal not in _ONLY_POSSIBLE else None
    if title is not None and _asks_for_nothing(context, clause, pieces, title):
        return None
    if title is not None:
        title = _with_owner(context, clause, subject, pieces, title)
    return _placed(context, clause, title) if title is not None else None


def _is_one(context: Context, clause: Clause, subject: str) -> bool:
    """Tell whether a subject is the name of one person."""
    numbers = load_lexicon("quantities")
    if subject.partition(" ")[0].lower() in {**numbers["ones"], **numbers["tens"]}:
        # `Seventeen Colombians`
        return False
    names = context.document.names
    return any(
        (entity := names.entities[names.mentions[m].entity]).type == "person"
        and subject in {entity.name, names.mentions[m].span.of(context.text)}
        for m in subject_mentions(context, clause)
    )


def _title_of_cut(context: Context, number: int) -> str | None:
    """Tell the deed of a relative clause read as a participle: `The treaty that the two states signed in 1998`."""
    index = context.index
    clause = index.clauses[number]
    verb = clause.verb
    if verb is None or clause.kind != "participial" or clause.parent is None or clause.subject is None:
        return None
    head = head_of_cut(context, index.clauses[clause.parent])
    past = past_of(index.low[verb.first]) if verb.last == verb.first + 1 else None
    if head is None or past is None or head_of_cut(context, clause) is None:
        return None
    subject = join_tokens(context, list(range(*index.range_of(clause.subject))))
    thing = without_capital(context, list(range(*head)))
    return fit(context, f"{subject} {past} {thing}", complement(context, number))


def _is_within(context: Context, clause: Clause, above: Clause) -> bool:
    """Tell whether a clause is a part of another one, misread: `remained largely paralysed`, `a mass burial ground`."""
    index = context.index
    if (
        clause.verb is None
        or above.verb is None
        or clause.subject is None
        or above.sentence != clause.sentence
    ):
        return False
    if clause.kind == "coordinate" and clause.subject_inherited and above.verb.lemma in _STAYING:
        between = index.low[above.verb.last : clause.verb.first]
        return clause.verb.first > above.verb.last - 1 and all(word.endswith("ly") for word in between)
    if clause.marker or index.range_of(clause.subject)[0] != above.verb.last:
        return False
    if not above.verb.passive and above.verb.lemma in _MADE and not clause.subject_inherited:
        # `ordered all schools closed on Friday`, `declared the blaze extinguished`
        return clause.verb.last == clause.verb.first + 1 and past_of(index.low[clause.verb.first]) is not None
    named = clause.kind == "that" and above.verb.passive
    return (
        named
        and above.verb.lemma in load_words("titles", "calling")
        and index.range_of(clause.subject)[0] == above.verb.last
    )


_MADE = load_words("phrasing", "made")
"""Verbs of which a participle behind the object tells what is made of it."""


def _says_only_where(context: Context, clause: Clause, pieces: list[int]) -> bool:
    """Tell whether of what somebody announced only the occasion is left: `announced in a televised speech`."""
    low, verb = context.index.low, clause.verb
    if verb is None or verb.passive or low[pieces[0]] not in {"in", "at", "on", "during", "from", "through"}:
        return False
    rest = [low[token] for token in pieces[1:]]
    bare = not ({",", "that", "to"} | PREPOSITIONS - {"of", "in"}) & set(rest)
    return bare and verb.lemma in _DISCLOSING and all(context.index.verb_at[token] < 0 for token in pieces)


_DISCLOSING = load_words("phrasing", "disclosing")


def _lost_demand(context: Context, pieces: list[int]) -> int | None:
    """Return where `to demand that the minister` begins, of which the verb was lost behind an aside."""
    index = context.index
    at = next((k for k, t in enumerate(pieces) if k and index.low[t] == "that"), None)
    if at is None or index.verb_at[pieces[at - 1]] < 0:
        return None
    if any(index.verb_at[t] >= 0 for t in pieces[at + 1 :]):
        return None
    while at > 0 and index.verb_at[pieces[at - 1]] >= 0:
        at -= 1
    return at - (at > 0 and index.low[pieces[at - 1]] == "to")


def _only_acts(context: Context, clause: Clause, pieces: list[int]) -> bool:
    """Tell whether a clause says no more than that somebody acted: `went further`, `took a drastic step`."""
    if clause.verb is None:
        return False
    ends = bool(pieces) and context.index.low[pieces[-1]] in {
        "further",
        "step",
        "steps",
        "action",
        "measures",
    }
    return clause.verb.lemma in load_words("titles", "acting") or (
        ends and clause.verb.lemma in {"go", "take"}
    )


def _sent_doing(context: Context, number: int, pieces: list[int]) -> list[int]:
    """Return what somebody is sent or left doing: `An alarm sent people (fleeing to the hills)`."""
    index = context.index
    verb, following = index.clauses[number].verb, number + 1
    if verb is None or verb.passive or verb.lemma not in {"send", "set", "leave", "keep"} or not pieces:
        return []
    if following >= len(index.clauses) or index.clauses[following].parent != number:
        return []
    other = index.clauses[following]
    if other.kind != "participial" or other.verb is None or other.verb.first != pieces[-1] + 1:
        return []
    if other.verb.passive or not index.low[other.verb.last - 1].endswith("ing"):
        return []
    return [*range(other.verb.first, other.verb.last), *complement(context, following)]


def _by_doing(context: Context, number: int, pieces: list[int]) -> list[int]:
    """Return what an act was, told behind it: `acted swiftly on Friday, (suspending the country)`."""
    index = context.index
    clause = index.clauses[number]
    if any(index.verb_at[token] >= 0 for token in pieces):
        return []
    for k in index.clauses_of[clause.sentence]:
        other = index.clauses[k]
        if other.parent != number or other.kind != "participial" or other.verb is None or other.verb.passive:
            continue
        if index.low[other.first - 1] == "," and index.low[other.verb.last - 1].endswith("ing"):
            return [*range(other.verb.first, other.verb.last), *complement(context, k)]
    return []


def opens_clause(context: Context, clause: Clause, token: int) -> bool:
    """Tell whether a pronoun is the subject of a clause behind the verb: `said on Monday it was closing the port`."""
    nested = nested_clauses(context, clause)
    return token in nested or any(
        other.subject is not None and context.index.range_of(other.subject)[0] == token
        for other in nested.values()
    )


def _asks_for_nothing(context: Context, clause: Clause, pieces: list[int], title: str) -> bool:
    """Tell whether a title has lost what somebody is asked to do: `has called on the authorities`."""
    verb = clause.verb
    if verb is None or verb.passive or not pieces:
        return False
    asks = verb.lemma in _ASKING or (verb.lemma == "call" and context.index.low[pieces[0]] in {"on", "upon"})
    return asks and not {" to ", " for ", " against ", " not "} & {
        f" {word} " for word in title.lower().split()
    }


def _with_owner(context: Context, clause: Clause, subject: str, pieces: list[int], title: str) -> str | None:
    """Put a name, or the article, for `his` where it is not the subject's: `stormed (his) Nimal Vega's residence`.

    None where it is somebody's kin, and nobody knows whose.
    """
    low = context.index.low
    token = next((t for t in pieces if low[t] in {"his", "her"}), None)
    names = context.document.names
    suffered = token is not None and not load_words("titles", "suffered_nouns").isdisjoint(
        low[token + 1 : token + 3]
    )
    others = (
        suffered
        or is_plural(subject)
        or any(
            names.entities[names.mentions[m].entity].type == "organisation"
            for m in subject_mentions(context, clause)
        )
    )
    if token is None or not others or f" {low[token]} " not in title:
        return title
    if low[token] == "her" and not is_noun_like(context, token + 1):
        return title
    begin = context.document.sentences[clause.sentence].first
    known = not {"his", "her"} & set(low[begin:token])
    before, _, _ = title.partition(f" {low[token]} ")
    entity = person_meant(context, token, clause.sentence) if known else None
    if entity is not None and names.entities[entity].name.split()[-1] in before.split():
        # `a travel ban on Sanogo and his men`
        return title
    if entity is not None:
        named = title.replace(f" {low[token]} ", f" {names.entities[entity].name}'s ", 1)
        if len(named) <= MAX_TITLE:
            return named
    if load_words("titles", "kin") & set(low[token + 1 : token + 4]):
        return None
    return title.replace(f" {low[token]} ", " the ", 1)


def _with_name(context: Context, clause: Clause, pieces: list[int]) -> list[int]:
    """Add as whom or what somebody is named, told behind an aside: `named the man (who killed six) as Nimal Perera`."""
    index, verb = context.index, clause.verb
    if verb is None or verb.lemma not in _NAMING or not pieces or "as" in (index.low[t] for t in pieces):
        return pieces
    if verb.lemma in _CALLING and index.mention_at[pieces[-1]] < 0:
        return pieces
    last = context.document.sentences[clause.sentence].last
    at = next((k for k in range(pieces[-1] + 1, last - 1) if index.low[k] == "as"), last)
    held = index.mention_at[at + 1] if at + 1 < last else -1
    end = at + 1
    if held >= 0:
        while end < last and index.mention_at[end] == held:
            end += 1
    elif verb.lemma in _CALLING:
        while (
            end < min(last, at + _LONGEST_OFFICE)
            and index.low[end] not in MARKS
            and context.timex_at[end] < 0
        ):
            end += 1
    return [*pieces, *range(at, end)] if end > at + 1 else pieces


def _has_as(context: Context, pieces: list[int]) -> bool:
    return any(context.index.low[token] == "as" for token in pieces)


_CALLING = frozenset({"announce", "confirm", "present", "introduce", "unveil"})
_NAMING = frozenset({"name", "identify"}) | _CALLING
_LONGEST_OFFICE = 8
"""Tokens of the longest office, with its `as`: `as the country's new leader`."""


def _may_go_without_place(context: Context, clause: Clause, pieces: list[int]) -> bool:
    """Tell whether a clause tells enough without where: `collapsed (on the outskirts of the capital)`."""
    verb = clause.verb
    if (
        verb is None
        or not pieces
        or context.index.low[pieces[0]] not in {"in", "on", "at", "near", "outside", "off"}
    ):
        return False
    return verb.passive or verb.lemma in load_words("titles", "intransitive")


def _object_before(context: Context, clause: Clause, token: int) -> list[int]:
    """Return what `it` means behind another verb of one subject: `closed the bridge on Friday and reopened it`."""
    index = context.index
    if index.low[token] != "it" or clause.kind != "coordinate" or not clause.subject_inherited:
        return []
    if clause.parent is None or index.clauses[clause.parent].verb is None:
        return []
    before = complement(context, clause.parent)
    end = next((k for k, t in enumerate(before) if index.low[t] in PREPOSITIONS | {",", "and"}), len(before))
    found = before[:end]
    alone = len(found) > 1 and index.low[found[0]] in {"the", "a", "an", "its"}
    return found if alone and all(index.verb_at[t] < 0 for t in found) else []


def _lost_saying(context: Context, clause: Clause, pieces: list[int], title: str) -> list[int] | None:
    """Return the words before what is said, where its verb was lost: `a statement (saying any attack would be met)`."""
    index = context.index
    at = next((k for k, token in enumerate(pieces) if k and index.low[token] == "saying"), None)
    if at is None:
        return None
    inner = next(
        (
            verb
            for k in index.clauses_of[clause.sentence]
            if index.clauses[k].first > pieces[at] and (verb := index.clauses[k].verb) is not None
        ),
        None,
    )
    kept = title.partition(" saying ")[2].split()
    return pieces[:at] if inner is not None and index.tokens[inner.last - 1].norm not in kept else None


def _lost_clause(context: Context, pieces: list[int], title: str) -> int | None:
    """Return the clause behind `that` of whose words a title has kept some, but not the verb; None if there is none."""
    index = context.index
    for at, token in enumerate(pieces):
        if index.low[token] != "that" or at + 1 >= len(pieces) or " that " not in title:
            continue
        inner = next(
            (k for k in index.clauses_of[index.sentence_of[token]] if index.clauses[k].first == token), None
        )
        verb = index.clauses[inner].verb if inner is not None else None
        if inner is None or verb is None or index.clauses[inner].kind not in {"that", "relative"}:
            return None
        kept = title.partition(" that ")[2]
        return inner if index.tokens[verb.last - 1].norm not in kept.split() else None
    return None


def _is_one_name(context: Context, tokens: list[int]) -> bool:
    mention = context.index.mention_at[tokens[0]]
    return mention >= 0 and all(context.index.mention_at[token] == mention for token in tokens)


def _is_place_only(context: Context, clause: Clause, pieces: list[int]) -> bool:
    """Tell whether only where it was done stands behind a verb: `the pact that the two sides signed in the capital`."""
    verb = clause.verb
    low = context.index.low
    return (
        verb is not None
        and low[pieces[0]] in {"in", "at"}
        and len(pieces) > 1
        and verb.lemma in load_words("titles", "needing")
    )


def _what_it_befell(context: Context, clause: Clause) -> list[int] | None:
    """Return the object that stands before its relative clause: `the town that rebels seized on Sunday`."""
    index = context.index
    verb = clause.verb
    if verb is None or verb.passive or clause.kind != "relative" or clause.subject is None:
        return None
    if clause.marker not in {"that", "which", "whom", ""} or clause.subject_inherited:
        return None
    begin = context.document.sentences[clause.sentence].first
    if index.range_of(clause.subject)[0] < clause.first:
        return None
    last = clause.first
    while last > begin and index.low[last - 1] in {",", *DASHES}:
        last -= 1
    first = last
    while first > begin and (is_noun_like(context, first - 1) or index.low[first - 1] in PREPOSITIONS):
        first -= 1
    while first < last and index.low[first] in PREPOSITIONS:
        first += 1
    found = list(range(first, last))
    return found if found and index.low[first] not in {"it", "that", "this"} else None


def fragment_title(context: Context, clause: Clause) -> str | None:
    """Make the title of a sentence without a verb: its noun phrase without times; None if nothing happens in it."""
    index = context.index
    first, last = index.trim(clause.first, clause.last, marks=EDGES)
    if not names_happening(context, first, last):
        return None
    kept = without_times(context, first, last)
    while kept and index.low[kept[-1]] in DANGLING:
        kept.pop()
    return fit(context, "", kept) if len(kept) > 1 else None


_OF_KIND = [["of", "the", kind] for kind in ("type", "kind", "sort")]


def _group_before(context: Context, clause: Clause) -> str | None:
    """Return the people of whom `eleven of them` are some: the subject of the sentence before, in the plural."""
    if not clause.sentence or not context.index.clauses_of[clause.sentence - 1]:
        return None
    other = context.index.clauses[context.index.clauses_of[clause.sentence - 1][0]]
    words = subject_words(context, other) if other.subject is not None else None
    plain = (
        words is not None
        and len(words.split()) == 1
        and words.lower() not in {"they", "we", "those", "these"}
    )
    return f"the {words[:1].lower()}{words[1:]}" if words is not None and plain and is_plural(words) else None


def _placed(context: Context, clause: Clause, title: str) -> str:
    """Add the place with which a clause opens (`In Galle shots were heard`), where the title has room and none."""
    index = context.index
    verb = clause.verb
    first = clause.first + (index.low[clause.first] in {"and", "but"})
    if verb is None or index.low[first] not in {"in", "near", "outside", "at"}:
        return title
    if (within := _happening_before(context, clause, first)) is not None:
        longer = f"{title} {within}"
        return longer if within not in title and len(longer) <= MAX_TITLE else title
    names, at, end = context.document.names, first + 1, first + 1
    while at < verb.first and (index.mention_at[at] >= 0 or index.low[at] in {"and", ",", "the"}):
        mention = index.mention_at[at]
        if mention >= 0:
            entity = names.entities[names.mentions[mention].entity]
            if entity.type != "place" or names.mentions[mention].adjective:
                break
            end = index.mention_range[mention][1]
            at = end
            if index.low[at] not in {"and", ","} or index.mention_at[min(at + 1, verb.first)] < 0:
                break
        else:
            at += 1
    if end == first + 1 or end >= verb.first:
        return title
    if index.mention_at[end] >= 0 and index.tokens[end].norm[:1].isupper():
        # `In Northeastern Libya`
        end = index.mention_range[index.mention_at[end]][1]
    place = join_tokens(context, list(range(first, end)))
    named = index.words(first + 1, end)
    if named in title or len(title) + len(place) >= MAX_TITLE:
        return title
    return f"{title} {place[:1].lower()}{place[1:]}"


def _happening_before(context: Context, clause: Clause, first: int) -> str | None:
    """Return the happening in which a clause opens, before its day or a comma: `In a raid in Galle, ten died`."""
    low, verb = context.index.low, clause.verb
    if verb is None or low[first] != "in" or low[first + 1] not in {"a", "an", "one", "another"}:
        return None
    end = first + 1
    while end < verb.first and low[end] != "," and context.timex_at[end] < 0:
        end += 1
    while end > first and low[end - 1] in DANGLING | TIME_OPENERS:
        end -= 1
    if end - first > _LONGEST_HAPPENING or context.index.has_verb(first, end) or end >= verb.first:
        return None
    if low[end] not in {",", "on", "in", "at"} and context.timex_at[end] < 0:
        return None
    if not names_happening(context, first + 2, end):
        return None
    return join_tokens(context, list(range(first, end))).replace("In ", "in ", 1)


_LONGEST_HAPPENING = 10
_STAYING = load_words("phrasing", "staying")
_ONLY_POSSIBLE = frozenset({"may", "might", "can", "could", "should", "must"})
_ASKING = frozenset({"urge", "ask", "appeal", "implore", "press"})
_POINTS_BACK = frozenset(load_phrases("titles", "pointing_subjects"))
