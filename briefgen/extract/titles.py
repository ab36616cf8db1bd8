"""Titles of events: a clause of the source tightened to its subject and what it did."""

from functools import cache
from itertools import pairwise

from briefgen.extract.complements import ONE_FORM, complement, nested_clauses
from briefgen.extract.context import Context
from briefgen.extract.frames import is_day
from briefgen.extract.layers.clauses import Clause
from briefgen.extract.layers.index import MARKS
from briefgen.extract.lexicon import load_phrases, load_words
from briefgen.extract.noun_phrases import (
    DANGLING,
    DASHES,
    EDGES,
    LINKING,
    POINTING,
    PREPOSITIONS,
    is_noun_like,
    join_tokens,
    names_happening,
    without_times,
)
from briefgen.extract.subjects import is_reduced, meant_by, shorter_subject, subject_mentions, subject_words
from briefgen.extract.wording import balanced, person_meant

_BOUNDS = (
    ["as", "well"],
    ["at", "least"],
    ["at", "most"],
    ["at", "the", "latest"],
    ["at", "the", "earliest"],
    ["more", "than"],
    ["less", "than"],
    ["as", "long", "ago", "as"],
    ["as", "long", "ago"],
)
"""Words that go with a number or a time, at the end of a title with neither."""
MAX_TITLE = 90
"""Longest title, in code points."""
_STOPPED: tuple[list[str], ...] = (["."], ["!"], [";"], [])
"""What stands behind the last word of a sentence: `Rain sets in.`"""
_ANNOUNCED = ("the announcement", "the news", "the move", "the decision", "the statement")
_NEWS_OF_NEWS = tuple(
    f"{noun} {verb} " for noun in _ANNOUNCED for verb in ("was made", "was taken", "came", "followed")
)
_SUFFERED = load_words("titles", "suffered")
TALK = frozenset({"speak", "talk", "comment", "say", "tell"})
"""With nothing behind them these tell only that there were words."""
_KEPT_DAYS = frozenset({"day", "holiday", "deadline", "strike"})
"""What a day may be: `Friday will be a day of mourning`."""
_KEPT_REACH = 6
_LONG_TAIL = 8
"""Tokens behind a verb from which on an object like `it` does not hide what happened."""


def title_of(context: Context, number: int, *, whole: bool = False) -> str | None:
    """Make a short title of a clause: subject and verb phrase, without times, asides and what hangs on it.

    Args:
        context: the article's layers.
        number: index of the clause.
        whole: whether it needs a complement: `The agency announced` tells nothing.

    Returns:
        At most 90 code points, not cut within a thought; the pluperfect becomes the past. None where the clause has
        no subject that can stand alone, or its object only points back.
    """
    index = context.index
    clause = index.clauses[number]
    if clause.verb is None:
        return None
    if is_existential(context, clause):
        return _fit(context, "", complement(context, number))
    if has_day_for_subject(context, clause):
        return _fit(context, "", complement(context, number))
    subject = subject_words(context, clause)
    if subject is None:
        return None
    verb = _verb_words(context, clause, subject)
    if not verb or (clause.kind == "infinitive" and clause.marker == "" and verb.startswith("be ")):
        # `have until noon to leave or be removed`
        return None
    if (above := verb_before(context, clause)) is not None:
        first = _verb_words(context, index.clauses[above], subject)
        verb = f"{first} and {verb.removeprefix('was ').removeprefix('were ')}"
    pieces = complement(context, number)
    if pieces and index.low[pieces[-1]] == "there":
        pieces = pieces[:-1]
    if len(pieces) == 1 and (meant := meant_by(context, pieces[0], clause)) is not None:
        return (
            _placed(context, clause, title)
            if (title := _fit(context, f"{subject} {verb} {meant}", []))
            else None
        )
    if verb == "had" and (past := _quoted_past(context, pieces)) is not None:
        verb, pieces = past, [t for t in pieces[2:] if index.low[t] not in {'"', "“", "”"}]
    if pieces and clause.verb.lemma == "name" and _is_one_name(context, pieces):
        # `a fruit seller named Kamala Silva` does not name her
        return None
    if len(pieces) == 1 and index.low[pieces[0]] in {"him", "her", "them", "us", "me"}:
        return None
    if len(pieces) == 1 and (again := _object_before(context, clause, pieces[0])):
        return _fit(context, f"{subject} {verb}", again)
    parent = index.clauses[clause.parent] if clause.parent is not None else None
    if pieces and index.low[pieces[0]] in {"him", "her"} and clause.subject_inherited and parent is not None:
        aside = (
            parent.first > 0 and index.low[parent.first - 1] == "," and index.low[parent.first] in {"a", "an"}
        )
        if aside and clause.kind == "coordinate":
            # `arrested the captain, a Tunisian named as …, and took him to a prison`: not the Tunisian took him.
            return None
    if subject.lower() in _POINTS_BACK:
        return None
    points_back = pieces and index.low[pieces[0]] in {"it", "them", "this", "that"}
    if not pieces and clause.verb.lemma in TALK and clause.verb.tense != "future":
        # `The spokesman spoke on Tuesday`
        return None
    if not pieces and clause.verb.lemma in {"issue", "release"} and not clause.verb.passive:
        # `said a statement issued on Friday`
        return None
    if (not pieces or _is_place_only(context, clause, pieces)) and (
        thing := _what_it_befell(context, clause)
    ) is not None:
        return _fit(context, f"{subject} {verb}", [*thing, *pieces])
    if points_back and len(pieces) < _LONG_TAIL and pieces[0] not in nested_clauses(context, clause):
        return None
    if len(pieces) == 2 and index.low[pieces[0]] in {"the", "this"} and index.low[pieces[1]] in POINTING:
        return None
    if set(subject.lower().split()) & POINTING and subject.lower().startswith(("this ", "that ", "such ")):
        return None
    if whole and len(pieces) < 2:
        return None
    title = _fit(context, f"{subject} {verb}", pieces)
    while title is None and (shorter := shorter_subject(subject)) is not None:
        subject = shorter
        title = _fit(context, f"{subject} {verb}", pieces)
    if (
        title is not None
        and " saying " in title
        and (cut := _lost_saying(context, clause, pieces, title)) is not None
    ):
        title = _fit(context, f"{subject} {verb}", cut)
    if title is not None and (inner := _lost_clause(context, pieces, title)) is not None:
        # `announced that a van containing …`: what is announced, without its verb, is told by itself.
        return title_of(context, inner)
    if title is not None and _asks_for_nothing(context, clause, pieces, title):
        return None
    if title is not None:
        title = _with_owner(context, clause, subject, pieces, title)
    return _placed(context, clause, title) if title is not None else None


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
    others = is_plural(subject) or any(
        names.entities[names.mentions[m].entity].type == "organisation"
        for m in subject_mentions(context, clause)
    )
    if token is None or not others or f" {low[token]} " not in title:
        return title
    if low[token] == "her" and not is_noun_like(context, token + 1):
        return title
    begin = context.document.sentences[clause.sentence].first
    known = not {"his", "her"} & set(low[begin:token])
    entity = person_meant(context, token, clause.sentence) if known else None
    if entity is not None:
        named = title.replace(f" {low[token]} ", f" {names.entities[entity].name}'s ", 1)
        if len(named) <= MAX_TITLE:
            return named
    if load_words("titles", "kin") & set(low[token + 1 : token + 4]):
        return None
    return title.replace(f" {low[token]} ", " the ", 1)


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


def is_existential(context: Context, clause: Clause) -> bool:
    """Tell whether a clause says that something happened: `there were clashes in Galle`."""
    verb = clause.verb
    if verb is None or verb.lemma != "be" or verb.tense == "present" or verb.first == 0:
        return False
    low = context.index.low
    if low[verb.first - 1] != "there" or low[verb.last] in {"no", "not", "never", "nothing", "little", "few"}:
        return False
    if names_happening(context, verb.last, clause.last):
        return True
    # `There were food handouts on Saturday`: what was there on one day happened.
    timex = context.timex_of_clause(context.index.verb_at[verb.first])
    if timex is None or not is_day(context.document.timexes[timex].date or ""):
        return False
    return not load_words("events", "abstract") & set(low[verb.last : clause.last])


def has_day_for_subject(context: Context, clause: Clause) -> bool:
    """Tell whether a day is said to have seen something happen: `Monday saw fresh clashes in Galle`."""
    verb = clause.verb
    if verb is None:
        return False
    marked = verb.lemma == "be" and verb.tense in {"past", "future"} and not verb.negated
    marked = marked and context.index.low[verb.last : verb.last + 1] in (["a"], ["the"])
    if not marked and (verb.lemma not in {"see", "witness", "bring"} or verb.tense != "past"):
        return False
    first = clause.first
    before = range(first + (context.index.low[first] in {"and", "but"}), verb.first)
    return (
        len(before) > 0
        and all(context.timex_at[token] >= 0 for token in before)
        and (
            _is_kept_day(context, verb.last, clause.last)
            if marked
            else names_happening(context, verb.last, clause.last)
        )
    )


def _is_kept_day(context: Context, first: int, last: int) -> bool:
    """Tell whether words name what a day is kept as: `a day of mourning`, `a public holiday`."""
    return not _KEPT_DAYS.isdisjoint(context.index.low[first : min(last, first + _KEPT_REACH)])


def fragment_title(context: Context, clause: Clause) -> str | None:
    """Make the title of a sentence without a verb: its noun phrase without times; None if nothing happens in it."""
    index = context.index
    first, last = index.trim(clause.first, clause.last, marks=EDGES)
    if not names_happening(context, first, last):
        return None
    kept = without_times(context, first, last)
    while kept and index.low[kept[-1]] in DANGLING:
        kept.pop()
    return _fit(context, "", kept) if len(kept) > 1 else None


def _placed(context: Context, clause: Clause, title: str) -> str:
    """Add the place with which a clause opens (`In Galle shots were heard`), where the title has room and none."""
    index = context.index
    verb = clause.verb
    first = clause.first + (index.low[clause.first] in {"and", "but"})
    if verb is None or index.low[first] not in {"in", "near", "outside", "at"}:
        return title
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


def _quoted_past(context: Context, pieces: list[int]) -> str | None:
    """Return the past of the participle that a quotation begins with: `had "given the order"`."""
    low = context.index.low
    if len(pieces) < 3 or low[pieces[0]] not in {'"', "“"}:
        return None
    participle = low[pieces[1]]
    return _past_forms().get(participle, participle if participle.endswith("ed") else None)


# The verb


def verb_before(context: Context, clause: Clause) -> int | None:
    """Return the clause whose verb shares all with that of a clause: `Dozens (were killed) and injured by a bomb`."""
    index, verb = context.index, clause.verb
    if clause.kind != "coordinate" or not clause.subject_inherited or verb is None or clause.parent is None:
        return None
    above = index.clauses[clause.parent]
    if above.verb is None or above.verb.negated or above.subject_inherited:
        return None
    if index.low[above.verb.last : verb.first] != ["and"]:
        return None
    alike = (above.verb.tense, above.verb.passive) == (verb.tense, verb.passive)
    return clause.parent if alike else None


def is_told_behind(context: Context, number: int) -> bool:
    """Tell whether the next clause has all that a clause tells: `Police arrested | and beat 20 people on Monday`."""
    clauses = context.index.clauses
    return number + 1 < len(clauses) and verb_before(context, clauses[number + 1]) == number


def _verb_words(context: Context, clause: Clause, subject: str) -> str:
    """Return the verb group without linking adverbs; what had happened, happened."""
    index = context.index
    verb = clause.verb
    if verb is None:
        return ""
    tokens = [
        t
        for t in range(verb.first, verb.last)
        if context.timex_at[t] < 0
        and (index.low[t] not in LINKING or t == verb.last - 1)
        and not (index.low[t] == "on" and t + 1 < verb.last and context.timex_at[t + 1] >= 0)
    ]
    words = [index.tokens[t].norm for t in tokens]
    if not words:
        return ""
    if is_reduced(context, clause) and words[0].lower() not in {"was", "were"}:
        return " ".join(["were" if is_plural(subject) else "was", *words])
    above = index.clauses[clause.parent].verb if clause.parent is not None else None
    if (
        clause.kind == "coordinate"
        and (verb.passive or _is_suffered(context, clause))
        and len(words) == 1
        and above is not None
        and above.passive
    ):
        # `ten were killed and more than 100 people injured`
        return " ".join(["were" if is_plural(subject) else "was", *words])
    if verb.tense == "pluperfect" and words[0].lower() == "had" and len(words) > 1:
        if "been" in words:
            at = words.index("been")
            words = ["were" if is_plural(subject) else "was", *words[1:at], *words[at + 1 :]]
        else:
            words = [*words[1:-1], _past_forms().get(words[-1].lower(), words[-1])]
    return " ".join(words)


def _is_suffered(context: Context, clause: Clause) -> bool:
    """Tell whether a verb without its `was` shares the one before: `borders were closed and a curfew imposed`."""
    verb = clause.verb
    if verb is None or clause.subject_inherited or verb.lemma not in _SUFFERED or verb.tense != "past":
        return False
    low = context.index.low
    behind = low[verb.last : verb.last + 1]
    return (
        not behind
        or behind[0] in PREPOSITIONS | MARKS | {"late", "early"}
        or context.timex_at[verb.last] >= 0
    )


@cache
def _past_forms() -> dict[str, str]:
    """Return the past of irregular verbs by participle."""
    found: dict[str, str] = {}
    for entry in load_phrases("verbs", "irregular"):
        _, past, participle = entry.split()
        for form in participle.split("/"):
            found.setdefault(form, past.split("/")[0])
    return found


def is_plural(subject: str) -> bool:
    """Guess the number of a subject in English: of its first noun phrase, or of a list."""
    words = subject.lower().split()
    if {"people", "police", "men", "women", "children"} & set(words[:4]) or (
        "and" in words and "of" not in words[: words.index("and")]
    ):
        return True
    if words[0].replace(",", "").isdigit() and words[0] != "1":
        return True
    if words[-1].replace(",", "").isdigit() and words[-1] != "1":
        return True
    if words[0] in {"some", "many", "most", "several", "both", "dozens", "hundreds", "thousands", "scores"}:
        return True
    head = next((at for at, word in enumerate(words) if at and word in PREPOSITIONS), len(words))
    last = words[head - 1].rstrip(",")
    if last in load_words("clauses", "plurals") or last.endswith("men"):
        return True
    return last.endswith("s") and not last.endswith(("ss", "us", "is", "'s", "’s"))


# Together


def _fit(context: Context, opening: str, complement: list[int]) -> str | None:
    """Join the parts, and leave out trailing phrases until it is short enough."""
    index = context.index
    kept = _without_bound(context, complement)
    again = next(
        (
            k
            for k, t in enumerate(kept)
            if k and index.low[kept[k - 1]] == "and" and (index.verb_at[t] >= 0 or index.low[t] in ONE_FORM)
        ),
        None,
    )
    while True:
        words = balanced(f"{opening} {join_tokens(context, kept)}".strip(" ,;:—–-"))
        if len(words) <= MAX_TITLE:
            break
        cut = _last_cut(context, kept)
        if cut is None:
            return None
        if (shorter := _without_last_member(context, kept, cut)) is not None:
            kept = shorter
            continue
        if again is not None and again < cut:
            # `overran the house and set fire (to the car of …)`: what they did besides is told whole or not at all.
            cut, again = again - 1, None
        kept = kept[:cut]
        while kept and index.low[kept[-1]] in DANGLING and not _is_sworn_in(context, kept):
            kept.pop()
        if len(kept) > 1 and index.low[kept[-2]] in {"and", "or"} and kept[-1] == kept[-2] + 1:
            # `was detained and placed` wants to know where, `south of the town and close` to what
            kept = kept[:-2]
        elif len(kept) > 1 and index.verb_at[kept[-1]] >= 0 and index.low[kept[-1]].endswith("ing"):
            # `resigned after hearing` wants to know what
            kept.pop()
        kept = _without_bound(context, kept)
        while kept and index.low[kept[-1]] in DANGLING and not _is_sworn_in(context, kept):
            kept.pop()
    words = without_bullet(words)
    return words[:1].upper() + words[1:] if words and is_sound(words) else None


def _is_sworn_in(context: Context, kept: list[int]) -> bool:
    """Tell whether words end with the `in` of a verb right before: `was sworn in`, `moved in`."""
    low = context.index.low
    verb = context.index.verb_at[kept[-1] - 1]
    lemma = context.index.clauses[verb].verb if verb >= 0 else None
    return low[kept[-1]] == "in" and lemma is not None and lemma.lemma in {"swear", "move", "set"}


def fit_words(context: Context, tokens: list[int]) -> str | None:
    """Make a title of words that stand together, without trailing phrases where they are too long."""
    low = context.index.low
    while tokens and low[tokens[-1]] in DANGLING and low[tokens[-1] + 1 : tokens[-1] + 2] not in _STOPPED:
        tokens = tokens[:-1]
    return _fit(context, "", tokens) if tokens else None


def _without_bound(context: Context, complement: list[int]) -> list[int]:
    """Drop the bound of a time that is left out: `in force (until 19 May) at least`."""
    low = [context.index.low[token] for token in complement]
    bound = next((words for words in _BOUNDS if low[-len(words) :] == words), [])
    return complement[: len(complement) - len(bound)]


def without_bullet(words: str) -> str:
    """Drop the mark of a list before a title, and behind it what a cut has left hanging: `… to announce`."""
    words = words.lstrip("•·*▪‣- ")
    if words[:1] == "0" and words[:4].isdigit() and words[4:5] == " ":
        # the hour of an entry: `0948 Troops left the town`
        words = words[5:]
    head, _, tail = words.rpartition(" to ")
    words = _without_stranded(head if head and tail in _TO_SAY else words)
    parts = words.split()
    for at, (one, other) in enumerate(pairwise(words.lower().split())):
        if at >= _FEWEST and ((one == "to" and other in _HANGING) or (one, other) in _BROKEN):
            # `was re-elected in the night to (Monday) with 51 per cent`: the day is gone, and what led to it with it.
            while parts[:at] and parts[at - 1].lower() in PREPOSITIONS:
                at -= 1
            return " ".join(parts[:at])
    return words


def _without_stranded(words: str) -> str:
    """Drop what points back (`a similar attempt`), and at the end what wants more behind it (`in a bid`)."""
    parts = words.split()
    for at, word in enumerate(parts[:-1]):
        if (
            word.lower() == "similar"
            and parts[at + 1] != "to"
            and (at == 0 or parts[at - 1].lower() in _DETERMINED)
        ):
            del parts[at]
            if at and parts[at - 1].lower() in {"a", "an"}:
                article = "an" if parts[at][0].lower() in "aeiou" else "a"
                parts[at - 1] = article.capitalize() if parts[at - 1][0].isupper() else article
            break
    while len(parts) > _FEWEST:
        low = [word.lower() for word in parts]
        tail = next((phrase for phrase in _OPEN_ENDS if low[-len(phrase) :] == phrase), None)
        if tail is not None and len(parts) - len(tail) >= _FEWEST:
            parts = parts[: -len(tail)]
        elif low[-1] in _STRANDED and low[-2] not in _BEING:
            parts = parts[:-1]
            while len(parts) > _FEWEST and parts[-1].lower() in PREPOSITIONS:
                parts = parts[:-1]
        else:
            break
    return " ".join(parts)


def is_sound(words: str) -> bool:
    """Tell whether words can be a title: no word of a question opens it, nor news of news (`The move came …`)."""
    if words.lower().startswith(_NEWS_OF_NEWS):
        return False
    return words.lower().split()[0] not in _OPENERS or words.startswith("WHO ")


_FEWEST = 3
"""Words that a title keeps at least."""
_DETERMINED = frozenset({"a", "an", "the", "in", "of", "by", "with", "and"})
_OPEN_ENDS = [phrase.split() for phrase in load_phrases("titles", "open_ends")]
_STRANDED = load_words("titles", "stranded")
_BEING = frozenset(
    {"is", "are", "was", "were", "be", "been", "being", "became", "become", "remains", "remained"}
)
_ASKING = frozenset({"urge", "ask", "appeal", "implore", "press"})
_POINTS_BACK = frozenset(load_phrases("titles", "pointing_subjects"))
_TO_SAY = load_words("titles", "wanting")
_OPENERS = frozenset(
    {"what", "whose", "who", "which", "whom", "when", "where", "how", "why", "whether", "nor"}
)
_HANGING = frozenset({"with", "of", "for"})
_BROKEN = frozenset(
    (one, other) for one in ("of", "by", "at") for other in ("with", "of", "by", "to", "for")
) - {("by", "to")}


def _without_last_member(context: Context, kept: list[int], cut: int) -> list[int] | None:
    """Return words whose list ends one member earlier: `tear gas, bullets and (water cannon)`; else None."""
    low = [context.index.low[t] for t in kept]
    at = max((k for k, word in enumerate(low) if word == "and"), default=-1)
    if (
        low[cut] != ","
        or at <= cut
        or (PREPOSITIONS - {"of"}) & set(low[at:])
        or len(low) - at > _LONGEST_MEMBER
    ):
        return None
    end = at - 1 if low[at - 1] == "," else at
    comma = max((k for k in range(cut, end) if low[k] == ","), default=-1)
    if comma < 0 or PREPOSITIONS & set(low[comma:end]) or context.index.verb_at[kept[comma + 1]] >= 0:
        return None
    return [*kept[:comma], kept[at], *kept[comma + 1 : end]]


_LONGEST_MEMBER = 6
"""Tokens of the longest last member, with its `and`, that a list of things goes without."""


def _last_cut(context: Context, kept: list[int]) -> int | None:
    """Return where the last phrase begins that may go: a list goes back to its first member."""
    low = [context.index.low[t] for t in kept]
    at = len(kept) - 1
    while at > 0 and low[at] not in PREPOSITIONS - {"of"} | {"and", "that", "to", ","}:
        at -= 1
    if at <= 0:
        return None
    if (
        low[at] == "and"
        and at > 1
        and low[at - 2] in PREPOSITIONS
        and context.index.mention_at[kept[at - 1]] < 0
    ):
        # `the collision (of passenger and freight trains)`
        return at - 2
    if low[at] in {"and", ","}:
        while "," in low[:at]:
            comma = max(k for k in range(at) if low[k] == ",")
            if any(low[k] in PREPOSITIONS - {"of"} for k in range(comma, at)):
                break
            at = comma
    return at
