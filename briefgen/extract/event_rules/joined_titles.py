"""Joined titles: deeds that one sentence tells of one day are told together, or the gravest of them."""

from briefgen.extract.context import Context
from briefgen.extract.frames import is_day
from briefgen.extract.layers.clauses import Clause
from briefgen.extract.lexicon import load_words
from briefgen.extract.phrasing.complements import complement
from briefgen.extract.phrasing.deeds import is_dynamic, is_speech, weights
from briefgen.extract.phrasing.object_pronouns import OBJECTS
from briefgen.extract.phrasing.subjects import subject_counts, subject_mentions
from briefgen.extract.phrasing.title_fitting import MAX_TITLE
from briefgen.extract.phrasing.title_verbs import verb_before
from briefgen.extract.phrasing.titles import title_of

_MOST = 4
"""Deeds of one sentence that are told together at most."""
_JOINING = frozenset({"and", ","})
_GRAVE = 4
"""Weight of deaths, above all weights of deeds."""
_BE = ("was ", "were ")


def joined_title_of(context: Context, number: int, *, whole: bool = False) -> str | None:
    """Make the title of a clause, with the deeds that go before or follow it under its subject and its date.

    Args:
        context: the article's layers.
        number: index of the clause.
        whole: whether it needs a complement.

    Returns:
        `Rebels killed four guards and wounded nine`, where another deed is graver than that of the clause or all are
        deeds of weight; where all is too long the deaths alone; else the title of the clause. As `title_of`.
    """
    own = title_of(context, number, whole=whole) or _title_of_number(context, number)
    if own is None:
        return None
    own = _with_whole_object(context, number, own)
    chain = _chain(context, number)
    if len(chain) == 1:
        return _with_blow(context, number, own)
    weight = _weight(context.index.clauses[number])
    # Of equal deeds that do not fit together the one that has the date stands for all.
    graver = any(_weight(context.index.clauses[k]) > weight for k in chain)
    if not (graver or _is_thin(context, number) or all(_is_deed(context, k) for k in chain)):
        return own
    titles = [own if k == number else title_of(context, k) or _title_of_number(context, k) for k in chain]
    if None in titles:
        return own
    told = [title for title in titles if title is not None]
    joined = _joined(context, chain, told)
    if joined is not None and len(joined) <= MAX_TITLE:
        return joined
    if not graver:
        return own
    grave = [k for k in chain if _weight(context.index.clauses[k]) == _GRAVE]
    return told[chain.index(grave[0])] if grave else own


def _with_whole_object(context: Context, number: int, title: str) -> str:
    """Return a title with a name instead of an office before it, where only so what somebody is told to do has room."""
    clause = context.index.clauses[number]
    pieces = complement(context, number)
    low = context.index.low
    if clause.verb is None or "to" not in (low[token] for token in pieces) or " to " in title:
        return title
    names = context.document.names
    people = [
        names.entities[names.mentions[m].entity].name
        for m in subject_mentions(context, clause)
        if names.entities[names.mentions[m].entity].type == "person"
    ]
    if len(people) != 1:
        return title
    shorter = title_of(context, number, subject=people[0])
    return shorter if shorter is not None and " to " in shorter else title


def blow_behind(context: Context, number: int) -> int | None:
    """Return the clause of the happening in which people came to harm: `Ten people died | after a ferry capsized`."""
    clause = context.index.clauses[number]
    if clause.verb is None or clause.verb.lemma not in _GRAVELY or complement(context, number):
        return None
    for k in range(number + 1, min(number + _CLOSE, len(context.index.clauses))):
        inner = context.index.clauses[k]
        if inner.sentence != clause.sentence or inner.parent != number:
            continue
        told = inner.kind == "adverbial" and inner.marker in {"after", "when"} and inner.subject is not None
        past = inner.verb is not None and inner.verb.tense == "past" and not inner.verb.negated
        return (
            k
            if told and past and not inner.subject_inherited and context.timex_of_clause(k) is None
            else None
        )
    return None


def _with_blow(context: Context, number: int, title: str) -> str:
    """Add what killed people to a title that tells only that they died, where there is room."""
    inner = blow_behind(context, number)
    told = title_of(context, inner) if inner is not None else None
    if inner is None or told is None:
        return title
    named = context.index.mention_at[context.index.clauses[inner].first + 1] >= 0
    longer = f"{title} {context.index.clauses[inner].marker} {told if named else told[:1].lower() + told[1:]}"
    return longer if len(longer) <= MAX_TITLE else title


_GRAVELY = frozenset({"die", "kill", "injure", "wound", "hurt", "drown", "perish"})
_CLOSE = 4
"""Clauses behind one within which the happening is told."""


def _title_of_number(context: Context, number: int) -> str | None:
    """Make the title of a clause on so many more of those told before it: `One man was killed and (40 were hurt)`."""
    clause = context.index.clauses[number]
    if clause.kind != "coordinate" or clause.subject is None or clause.parent is None:
        return None
    above = context.index.clauses[clause.parent]
    first, last = context.index.range_of(clause.subject)
    counts = all(
        context.quantity_at[at] >= 0 or context.index.low[at] in _SEVERAL for at in range(first, last)
    )
    if not counts or above.verb is None or not subject_counts(context, above):
        return None
    return title_of(context, number, subject=context.index.words(first, last))


_SEVERAL = frozenset({"several", "dozens", "scores", "hundreds", "thousands", "many", "others", "more"})


def _is_thin(context: Context, number: int) -> bool:
    """Tell whether a clause tells only that somebody met or moved: `The cabinet met and sent 1,000 troops`."""
    verb = context.index.clauses[number].verb
    return verb is not None and verb.lemma in load_words("titles", "thin") and not complement(context, number)


def _is_deed(context: Context, number: int) -> bool:
    """Tell whether a clause tells a deed or change that may stand beside another one."""
    clause = context.index.clauses[number]
    return clause.verb is not None and is_dynamic(context, clause) and not is_speech(context, clause)


def _chain(context: Context, number: int) -> list[int]:
    """Return the clauses of one coordination that share the date of a clause, in order; only itself if none do."""
    index = context.index
    clause = index.clauses[number]
    top = number
    while _goes_on(context, top) and len(index.clauses_of[clause.sentence]) > 1:
        parent = index.clauses[top].parent
        if parent is None:
            break
        top = parent
    chain = [top]
    for k in index.clauses_of[clause.sentence]:
        if k <= chain[-1] or not _goes_on(context, k) or index.clauses[k].parent not in chain:
            continue
        if any(index.clauses[j].kind in {"adverbial", "relative", "that"} for j in range(chain[-1] + 1, k)):
            # `Smoke filled the streets as youths set tyres ablaze and blocked roads`
            break
        chain.append(k)
    dated = [k for k in chain if context.timex_of_clause(k) is not None]
    one_date = len(dated) < 2 and (not dated or dated[0] in {chain[0], chain[-1]})
    one_date = one_date and len(set().union(*(_opening_days(context, k) for k in chain))) < 2
    return chain if number in chain and one_date and len(chain) <= _MOST else [number]


def _opening_days(context: Context, number: int) -> set[str]:
    """Return the days that a clause opens with, those of saying, too: `… and (on Monday) the court rejected it`."""
    clause = context.index.clauses[number]
    if clause.verb is None:
        return set()
    days = (context.document.timexes[t] for t in context.timexes_of[clause.sentence])
    return {
        day.date
        for day in days
        if day.date is not None
        and is_day(day.date)
        and clause.first <= context.index.range_of(day.span)[0] < clause.verb.first
    }


def _goes_on(context: Context, number: int) -> bool:
    """Tell whether a clause goes on with the deed before: in the same tense, told and not said or denied."""
    index = context.index
    clause = index.clauses[number]
    if clause.kind != "coordinate" or clause.parent is None or clause.verb is None:
        return False
    above = index.clauses[clause.parent]
    verb, first = clause.verb, above.verb
    if (
        first is None
        or above.kind not in {"main", "coordinate", "that"}
        or verb_before(context, clause) is not None
    ):
        return False
    if (
        clause.sentence != above.sentence
        or above.last > clause.first
        or "past" not in (verb.tense, first.tense)
    ):
        return False
    if verb.tense != first.tense or verb.negated or first.negated or verb.modal or first.modal:
        return False
    if index.low[clause.first] not in _JOINING and index.low[clause.first - 1] not in _JOINING:
        return False
    if index.low[verb.last : verb.last + 1] == ["so"]:
        # `…, and buyers pressed so close that a counter broke`
        return False
    said = load_words("titles", "wanting")
    return verb.lemma not in said and first.lemma not in said


def _joined(context: Context, chain: list[int], titles: list[str]) -> str | None:
    """Join the titles of deeds: the subject once, `was` once where all were suffered."""
    subject = _shared_opening(context, chain, titles)
    parts = [titles[0]]
    behind = complement(context, chain[0])
    for k, title in zip(chain[1:], titles[1:], strict=True):
        clause = context.index.clauses[k]
        if clause.subject_inherited:
            if subject is None or not title.startswith(subject):
                return None
            part = _with_pronoun(context, k, title[len(subject) :], titles[0])
            if titles[0][len(subject) :].startswith(_BE):
                part = part.removeprefix(_BE[0]).removeprefix(_BE[1])
        else:
            part = title if context.index.mention_at[clause.first + 1] >= 0 else title[:1].lower() + title[1:]
            if " ".join(part.split()[:2]) in titles[0] or (
                clause.verb is not None and clause.verb.first in behind
            ):
                # `Ten were killed and three houses burned` is read as one by the first
                continue
        parts.append(part)
    if any(" and " in part or "," in part for part in parts[1:-1]) or (len(parts) > 2 and "," in parts[0]):
        return None
    if len(parts) == 1:
        return parts[0]
    last = context.index.clauses[chain[-1]]
    link = "but" if "but" in {context.index.low[last.first], context.index.low[last.first - 1]} else "and"
    return f"{', '.join(parts[:-1])} {link} {parts[-1]}"


def _with_pronoun(context: Context, number: int, part: str, before: str) -> str:
    """Return the words of a further deed with the pronoun of the text, where the first one names who or what is meant.

    `overran the house of Nimal Perera and forced him into hiding`
    """
    verb = context.index.clauses[number].verb
    word = context.index.low[verb.last] if verb is not None else ""
    if verb is None or word not in OBJECTS:
        return part
    done = f"{context.index.tokens[verb.last - 1].norm} "
    head, found, rest = part.partition(done)
    for end in range(len(rest.split()), 0, -1):
        meant = " ".join(rest.split()[:end])
        if found and meant in before:
            return f"{head}{done}{word} {' '.join(rest.split()[end:])}".rstrip()
    return part


def _shared_opening(context: Context, chain: list[int], titles: list[str]) -> str | None:
    """Return the words that all titles of one subject open with, up to the verb of the first."""
    verb = context.index.clauses[chain[0]].verb
    if verb is None:
        return None
    opening, found, _ = f"{titles[0]} ".partition(f" {context.index.tokens[verb.first].norm} ")
    return f"{opening} " if found else None


def _weight(clause: Clause) -> int:
    if clause.verb is None:
        return 0
    grave = clause.verb.lemma in load_words("titles", "grave")
    return _GRAVE if grave else weights().get(clause.verb.lemma, 1)
