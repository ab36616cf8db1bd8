"""Titles of events: a clause of the source tightened to its subject and what it did."""

from functools import cache

from briefgen.extract.frames import Context, is_day
from briefgen.extract.layers.clauses import Clause
from briefgen.extract.layers.index import ENDS, MARKS
from briefgen.extract.lexicon import load_phrases, load_words
from briefgen.extract.subjects import (
    DANGLING,
    DASHES,
    EDGES,
    LINKING,
    POINTING,
    PREPOSITIONS,
    STOPS,
    TIME_OPENERS,
    is_inner,
    is_list,
    is_noun_like,
    is_reduced,
    join_tokens,
    meant_by,
    names_happening,
    shorter_subject,
    subject_words,
    without_times,
)
from briefgen.extract.wording import balanced

MAX_TITLE = 90
"""Longest title, in code points."""
_LONG_TAIL = 8
"""Tokens behind a verb from which on an object like `it` does not hide what happened."""
_ONE_FORM = frozenset(
    {"set", "cut", "hit", "put", "shut", "quit", "hurt", "spread", "cast", "shed", "burst", "let"}
)
"""Verbs whose past looks like their present."""
_ZONES = load_words("titles", "zones")
_INTRANSITIVE = load_words("titles", "intransitive")
_PARTS = frozenset({"beginning", "end", "start", "middle", "day", "morning", "night", "evening", "course"})
_PARTICLES = frozenset({"over", "in", "on", "under", "through", "across", "about", "at", "for"})
"""Prepositions that also end a sentence as part of its verb."""


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
        return _fit(context, "", _complement(context, number))
    if has_day_for_subject(context, clause):
        return _fit(context, "", _complement(context, number))
    subject = subject_words(context, clause)
    if subject is None:
        return None
    verb = _verb_words(context, clause, subject)
    if not verb:
        return None
    pieces = _complement(context, number)
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
    points_back = pieces and index.low[pieces[0]] in {"it", "them", "this", "that"}
    if not pieces and (thing := _what_it_befell(context, clause)) is not None:
        return _fit(context, f"{subject} {verb}", thing)
    if points_back and len(pieces) < _LONG_TAIL and pieces[0] not in _nested(context, clause):
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
    return _placed(context, clause, title) if title is not None else None


def _is_one_name(context: Context, tokens: list[int]) -> bool:
    mention = context.index.mention_at[tokens[0]]
    return mention >= 0 and all(context.index.mention_at[token] == mention for token in tokens)


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
    if verb is None or verb.lemma not in {"see", "witness", "bring"} or verb.tense != "past":
        return False
    first = clause.first
    before = range(first + (context.index.low[first] in {"and", "but"}), verb.first)
    return (
        len(before) > 0
        and all(context.timex_at[token] >= 0 for token in before)
        and names_happening(context, verb.last, clause.last)
    )


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


def _verb_words(context: Context, clause: Clause, subject: str) -> str:
    """Return the verb group without linking adverbs; what had happened, happened."""
    index = context.index
    verb = clause.verb
    if verb is None:
        return ""
    tokens = [
        t
        for t in range(verb.first, verb.last)
        if context.timex_at[t] < 0 and (index.low[t] not in LINKING or t == verb.last - 1)
    ]
    words = [index.tokens[t].norm for t in tokens]
    if not words:
        return ""
    if is_reduced(context, clause) and words[0].lower() not in {"was", "were"}:
        return " ".join(["were" if is_plural(subject) else "was", *words])
    if verb.tense == "pluperfect" and words[0].lower() == "had" and len(words) > 1:
        if "been" in words:
            at = words.index("been")
            words = ["were" if is_plural(subject) else "was", *words[1:at], *words[at + 1 :]]
        else:
            words = [*words[1:-1], _past_forms().get(words[-1].lower(), words[-1])]
    return " ".join(words)


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
    if words[-1].replace(",", "").isdigit() and words[-1] != "1":
        return True
    if words[0] in {"some", "many", "most", "several", "both", "dozens", "hundreds", "thousands", "scores"}:
        return True
    head = next((at for at, word in enumerate(words) if at and word in PREPOSITIONS), len(words))
    last = words[head - 1].rstrip(",")
    return last.endswith("s") and not last.endswith(("ss", "us", "is", "'s", "’s"))


# What stands behind the verb


def _complement(context: Context, number: int) -> list[int]:
    """Return the tokens behind the verb up to where the thought ends."""
    index = context.index
    clause = index.clauses[number]
    verb = clause.verb
    if verb is None:
        return []
    sentence = context.document.sentences[clause.sentence]
    nested = _nested(context, clause)
    kept: list[int] = []
    at = verb.last
    last = min(max(clause.last, _shared_end(context, clause, nested)), sentence.last)
    quoted = False
    while at < last:
        word = index.low[at]
        if context.timex_at[at] >= 0:
            end = at
            while end < last and (context.timex_at[end] >= 0 or index.low[end] in _ZONES):
                end += 1
            given = verb.lemma == "give" and context.document.timexes[context.timex_at[at]].type == "DURATION"
            lasting = (
                context.document.timexes[context.timex_at[at]].type == "DURATION"
                and end + 1 < last
                and index.low[end] == "of"
                and kept
                and index.low[kept[-1]] in PREPOSITIONS
            )
            sum_of = context.document.timexes[context.timex_at[at]].type == "DURATION" and not kept
            if sum_of and end < last and index.low[end] == "of":
                # `will observe three days of mourning`
                kept += range(at, end)
            elif index.low[at] == "the" and end < last and is_noun_like(context, end) and kept:
                # `died in the 3 May earthquake`
                kept.append(at)
            elif kept and end < last and (given or lasting or _qualifies(context, at, end, kept)):
                # `gave them one week to answer`, `agreed after ten hours of talks`
                kept += range(at, end)
            else:
                openers = len(kept)
                while (
                    kept
                    and index.low[kept[-1]] in TIME_OPENERS
                    and not _is_own_particle(context, clause, kept)
                    and not (verb.passive and kept == [verb.last] and len(kept) < openers)
                ):
                    kept.pop()
                if len(kept) > 1 and index.low[kept[-1]] in _PARTS and index.low[kept[-2]] == "the":
                    # `at the beginning of Monday`
                    kept.pop()
                    while kept and index.low[kept[-1]] in TIME_OPENERS:
                        kept.pop()
                if end < last and index.low[end] in {"later", "earlier", "before", "after", "afterwards"}:
                    # `four minutes later`
                    end += 1 if end + 1 >= last or index.low[end + 1] in ENDS | MARKS else 0
                if index.low[end - 1].endswith(("'s", "’s")):
                    # `in Wednesday's protests`: the noun goes with its day.
                    while end < last and is_noun_like(context, end):
                        end += 1
            if context.index.low[at - 1] == "from" and index.low[end : end + 1] in (
                ["on"],
                ["onwards"],
                ["onward"],
            ):
                end += 1
            at = end
            continue
        if word in {'"', "``", "''"}:
            quoted = not quoted
        elif word in {"“", "„", "«"}:
            quoted = True
        elif word in {"”", "»"}:
            quoted = False
        if not quoted or word in {'"', "“", "„", "«", "``"}:
            if _breaks(context, nested.get(at), at, kept):
                break
            if (word in ENDS | {";", ":"} and not quoted) or word == "according":
                break
            if word == "(":
                while at < last and index.low[at] != ")":
                    at += 1
                at += 1
                continue
            if kept and _is_verb_above(context, clause, at):
                break
            if word == "-" and kept:
                break
            if word in {",", *DASHES}:
                if _opens_other(context, clause, at + 1, last):
                    break
                if clause.kind == "adverbial" and not kept and context.timex_at[at - 1] >= 0:
                    # `When the storm passed on Friday, road and bridge were gone`
                    break
                if not kept and (
                    context.timex_at[at - 1] >= 0 or (at + 1 < last and context.timex_at[at + 1] >= 0)
                ):
                    at += 1
                    continue
                if not is_list(context, at, last) or _is_gapped(context, at, last):
                    break
            elif word in STOPS and kept:
                break
        if (
            word == "before"
            and len(kept) > 1
            and index.low[kept[-1]] in _PARTS
            and index.low[kept[-2]] == "the"
        ):
            # `collapsed the evening before`
            del kept[-2:]
            break
        kept.append(at)
        at += 1
    shot_at = verb.passive and kept == [verb.last] and last > verb.last + 1
    while (
        kept
        and index.low[kept[-1]] in DANGLING
        and not (shot_at and index.low[kept[-1]] in _PARTICLES)
        and not _is_particle(context, kept[-1], sentence.last)
        and not _is_own_particle(context, clause, kept)
    ):
        kept.pop()
    return kept


def _is_verb_above(context: Context, clause: Clause, at: int) -> bool:
    """Tell whether the verb of the clause above begins: `the man found on Saturday (was well)`."""
    number = context.index.verb_at[at]
    if number < 0 or clause.parent != number:
        return False
    above = context.index.clauses[number].verb
    return above is not None and above.first == at and clause.kind in {"relative", "participial", "that"}


def _qualifies(context: Context, at: int, end: int, kept: list[int]) -> bool:
    """Tell whether a time belongs to the noun behind it: `a three-day truce`, `of fourth-quarter growth`."""
    lasting = context.document.timexes[context.timex_at[at]].type == "DURATION" and end == at + 1
    joined = context.index.low[kept[-1]] == "of" or (lasting and context.index.low[kept[-1]] in PREPOSITIONS)
    return is_inner(context, at, end) or (joined and is_noun_like(context, end))


def _opens_other(context: Context, clause: Clause, at: int, last: int) -> bool:
    """Tell whether behind a comma, right behind a time, a clause of its own begins."""
    index = context.index
    if context.timex_at[at - 2] < 0:
        return False
    while at < last and index.low[at] not in {",", *ENDS}:
        number = index.verb_at[at]
        if number >= 0 and index.clauses[number] is not clause:
            other = index.clauses[number]
            return other.kind in {"main", "coordinate"} and other.first <= clause.first
        at += 1
    return False


def _is_own_particle(context: Context, clause: Clause, kept: list[int]) -> bool:
    """Tell whether a verb's own `in` stands right behind it: `will be sworn in (on Monday)`."""
    verb = clause.verb
    return (
        verb is not None
        and len(kept) == 1
        and kept[0] == verb.last
        and context.index.low[kept[0]] == "in"
        and verb.lemma in {"swear", "bring", "call", "move", "break", "give", "close"}
        and context.index.low[kept[0] + 1] != "the"
    )


def _is_particle(context: Context, token: int, last: int) -> bool:
    """Tell whether a preposition has nothing behind it in the text: `declared the search over`."""
    low = context.index.low
    return low[token] in _PARTICLES and (token + 1 >= last or low[token + 1] in ENDS | MARKS)


def _nested(context: Context, clause: Clause) -> dict[int, Clause]:
    """Return the other clauses of a sentence behind a clause's verb, by their first token."""
    verb = clause.verb
    return {
        other.first: other
        for k in context.index.clauses_of[clause.sentence]
        if (other := context.index.clauses[k]) is not clause and verb is not None and other.first > verb.first
    }


def _shared_end(context: Context, clause: Clause, nested: dict[int, Clause]) -> int:
    """Return where the object ends that two verbs share: `ousted and detained the president`."""
    verb = clause.verb
    if verb is None:
        return clause.last
    if clause.last - verb.last <= 1 or "between" in context.index.low[verb.last : clause.last]:
        following = nested.get(clause.last)
        if following is not None and following.kind == "coordinate":
            return following.last
    following = nested.get(clause.last)
    if following is None:
        return clause.last
    if _is_misread(context, clause, following):
        return following.last
    return _late_subject(context, following) or clause.last


def _late_subject(context: Context, clause: Clause) -> int | None:
    """Return where a misread coordinate clause truly begins: `… and stun grenades, the radio reported`."""
    if clause.kind != "coordinate" or clause.subject is None or clause.subject_inherited:
        return None
    index = context.index
    first, _ = index.range_of(clause.subject)
    if first - clause.first < 3 or index.low[first - 1] != "," or index.has_verb(clause.first, first):
        return None
    return first - 1


def _is_misread(context: Context, clause: Clause, other: Clause) -> bool:
    """Tell whether a coordinate `clause` is a noun: `used tear gas and stun grenades`."""
    return (
        other.kind == "coordinate"
        and other.verb is not None
        and clause.verb is not None
        and clause.verb.tense == "past"
        and other.verb.tense == "present"
        and other.verb.lemma not in _ONE_FORM
        and other.subject_inherited
        and other.verb.last - other.verb.first == 1
        and not context.index.low[other.verb.first].endswith("s")
    )


def _breaks(context: Context, other: Clause | None, at: int, kept: list[int]) -> bool:
    """Tell whether another clause that begins at a token is another thought."""
    if other is None:
        return False
    index = context.index
    if other.kind == "participial" and (
        index.low[at - 1] == "," or (other.verb is not None and other.verb.lemma in _INTRANSITIVE)
    ):
        # `… on Monday, bringing the toll to 18`, `a woman who was hit died`
        return True
    if not kept:
        return other.kind == "adverbial"
    low = [index.low[t] for t in kept]
    if other.kind == "coordinate":
        if "between" in low and "and" not in low:
            return False
        parent = index.clauses[other.parent] if other.parent is not None else None
        if _late_subject(context, other) is not None:
            return False
        return parent is None or not _is_misread(context, parent, other)
    return other.kind in {"adverbial", "main", "relative"}


def _is_gapped(context: Context, comma: int, last: int) -> bool:
    """Tell whether a new thought without a verb follows: `Kenya sent 150 soldiers, Uganda 100 and …`."""
    index = context.index
    mention = index.mention_at[comma + 1] if comma + 1 < last else -1
    if mention < 0:
        return False
    end = index.mention_range[mention][1]
    return end < last and context.quantity_at[end] >= 0


# Together


def _fit(context: Context, opening: str, complement: list[int]) -> str | None:
    """Join the parts, and leave out trailing phrases until it is short enough."""
    index = context.index
    kept = list(complement)
    again = next(
        (
            k
            for k, t in enumerate(kept)
            if k and index.low[kept[k - 1]] == "and" and (index.verb_at[t] >= 0 or index.low[t] in _ONE_FORM)
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
        if again is not None and again < cut:
            # `overran the house and set fire (to the car of …)`: what they did besides is told whole or not at all.
            cut, again = again - 1, None
        kept = kept[:cut]
        while kept and index.low[kept[-1]] in DANGLING:
            kept.pop()
        if len(kept) > 1 and index.low[kept[-2]] in {"and", "or"} and kept[-1] == kept[-2] + 1:
            # `was detained and placed` wants to know where, `south of the town and close` to what
            kept = kept[:-2]
        elif len(kept) > 1 and index.verb_at[kept[-1]] >= 0 and index.low[kept[-1]].endswith("ing"):
            # `resigned after hearing` wants to know what
            kept.pop()
        while kept and index.low[kept[-1]] in DANGLING:
            kept.pop()
    return words[:1].upper() + words[1:] if words else None


def _last_cut(context: Context, kept: list[int]) -> int | None:
    """Return where the last phrase begins that may go: a list goes back to its first member."""
    low = [context.index.low[t] for t in kept]
    at = len(kept) - 1
    while at > 0 and low[at] not in PREPOSITIONS - {"of"} | {"and", "that", "to", ","}:
        at -= 1
    if at <= 0:
        return None
    if low[at] in {"and", ","}:
        while "," in low[:at]:
            comma = max(k for k in range(at) if low[k] == ",")
            if any(low[k] in PREPOSITIONS - {"of"} for k in range(comma, at)):
                break
            at = comma
    return at
