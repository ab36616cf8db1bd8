"""Subjects: the noun phrase that a clause is about, whole and without what hangs on it."""

from collections.abc import Callable

from briefgen.extract.context import Context
from briefgen.extract.layers.clauses import Clause
from briefgen.extract.layers.index import ENDS
from briefgen.extract.lexicon import load_words
from briefgen.extract.phrasing.antecedents import (
    _PRONOUNS,
    is_in_office,
    is_named_thing,
    is_passed_on,
    is_several,
    speaker_of,
)
from briefgen.extract.phrasing.noun_phrases import (
    DANGLING,
    DASHES,
    EDGES,
    LINKING,
    POSSESSIVES,
    PREPOSITIONS,
    join_tokens,
    names_happening,
    without_times,
)
from briefgen.extract.phrasing.relative_subjects import (
    goes_with_thing,
    is_human,
    names_people,
    owner_of,
    relative_above,
)
from briefgen.extract.phrasing.subject_parts import (
    _LONGEST_MEANT,
    befalls,
    behind_including,
    is_adjective,
    is_figure,
    is_glued,
    is_list_of_things,
    is_of_quote,
    is_story_begun,
    list_of_places,
    person_behind_of,
    shorter_subject,
    without_aside,
    without_names,
)
from briefgen.extract.phrasing.subject_ranges import subject_range
from briefgen.extract.phrasing.wording import person_meant

_POINTERS = frozenset({"this", "that", "these", "those", "such"})
_THING_REACH = 4
"""Sentences back within which `it` finds the thing it means."""
_MAX_SUBJECT = 80
_WEATHER = frozenset({"rain", "snow", "pour", "hail", "thunder", "freeze", "drizzle", "thaw"})
_COUNT_REACH = 6
"""Tokens at the beginning of a subject within which its number stands."""
_LONGEST_OTHERS = 3
"""Words of those whom `others` goes on with."""
_HALF_TIMES = frozenset({"early", "late", "shortly", "earlier", "later"})
_SET = frozenset({"due", "slated", "scheduled"})
"""These want behind them for when or what a thing is set."""
_LEADING = load_words("titles", "leading")
_COUNTABLE = load_words("titles", "countable")
_INTRANSITIVE = load_words("titles", "intransitive")
_BEFALLING = load_words("phrasing", "befalling")
_LASTING = frozenset({"last", "expire", "apply", "remain"})
"""Verbs of measures: `a ban on flights that will last until Monday`."""
_COUNTING = (["at", "least"], ["at", "most"], ["up", "to"])
_ABSTRACT = load_words("phrasing", "abstract")
_OWNED = load_words("phrasing", "owned")
_APPOINTING = frozenset({"declare", "name", "elect", "appoint", "proclaim", "crown", "vote"})


def subject_mentions(context: Context, clause: Clause) -> list[int]:
    """Return the mentions in the whole subject of a clause."""
    found = subject_range(context, clause)
    return context.index.mentions_in(*found) if found is not None else []


def subject_counts(context: Context, clause: Clause) -> bool:
    """Tell whether the subject of a clause is a number of people or things."""
    found = subject_range(context, clause)
    if found is None:
        return False
    first, last = found
    reach = min(last, first + _COUNT_REACH)
    if context.index.low[first] == "the" and "and" in context.index.low[first:reach]:
        # `the captain and two of the crew`: known people, with others beside
        reach = context.index.low.index("and", first)
    return any(number >= 0 for number in context.quantity_at[first:reach])


def is_reduced(context: Context, clause: Clause) -> bool:
    """Tell whether a clause has a participle for its verb: `the curfew, declared on Monday, …`."""
    verb = clause.verb
    if verb is None or clause.subject is None or (verb.passive and clause.kind != "participial"):
        return False
    if clause.kind == "participial":
        above = context.index.clauses[clause.parent].verb if clause.parent is not None else None
        return verb.passive and verb.lemma not in _INTRANSITIVE and above is not None
    first, last = context.index.range_of(clause.subject)
    if context.index.low[first + 1 : first + 3] == ["of", "them"]:
        return False
    return (
        not clause.subject_inherited
        and verb.tense == "past"
        and verb.last - verb.first == 1
        and last == verb.first - 1
        and context.index.low[last] == ","
        # `its envoy, Nimal Perera, handed over the aid`
        and not (first and context.index.low[first - 1] == "," and context.index.mention_at[first] >= 0)
        and verb.last < clause.last
        and (
            context.index.low[verb.last] in PREPOSITIONS
            or (verb.lemma in _APPOINTING and "," in context.index.low[verb.last : clause.last + 1])
        )
    )


def subject_words(context: Context, clause: Clause) -> str | None:
    """Return the subject of a clause as a title tells it; None where it cannot stand alone."""
    index = context.index
    found = subject_range(context, clause)
    if found is None:
        return None
    first, last = _with_list_head(context, *found)
    last = _aside_of(context, clause, first, last)
    while first > 0 and index.low[first - 1] not in ENDS and is_glued(context, first):
        # `a magnitude-7.4 earthquake`
        first -= 1
    if is_story_begun(context, clause, first):
        return "It"
    if index.low[first] == "it" and clause.verb is not None and clause.verb.lemma in _WEATHER:
        # `It will rain until Friday, forecasters said`: nobody rains.
        return None
    if last - first == 1 and index.low[first] in {"he", "she", "it", "they"}:
        speaker = speaker_of(context, clause, first)
        if index.low[first] == "it" and is_passed_on(context, first):
            speaker = meant_by(context, first, clause) or speaker
        if speaker is not None:
            return speaker if speaker.split()[0].lower() not in POSSESSIVES else None
    if last - first == 1 and (meant := meant_by(context, first, clause)) is not None:
        return meant
    if last - first == 1 and index.low[first] in {"he", "she"}:
        return None
    if clause.marker == "after" and index.low[first] == "that" and last - first > 1:
        # `a day after that the minister resigned`
        first += 1
    if index.low[last - 1] == "own":
        return None
    if last - first == 1 and index.low[first] == "others":
        return _others_of(context, clause)
    owner = ""
    if index.low[first] in POSSESSIVES and index.low[last - 1] in load_words("titles", "unowned"):
        # `Its application starts on Sunday`: of what?
        return None
    if index.low[first] in POSSESSIVES:
        owner = _owner(context, clause, first) or ""
        if not owner:
            return None
        first += 1
        # `Its own air force`
        first += index.low[first] == "own" and first + 1 < last
    if first and index.low[first - 1] == "whose":
        owner = (owner_of(context, clause) or "") if clause.kind == "relative" else ""
        if not owner:
            return None
    if (behind := behind_including(context, clause, last)) is not None:
        first, last = behind, clause.first
    if clause.marker == "which" and (blow := _blow_before(context, clause, first, last)) is not None:
        first = blow
    opener = relative_above(context, clause)
    restricts = opener.marker in {"that", "which"} and last - first > 3
    if (
        opener.kind == "relative"
        and first < opener.first
        and clause.marker != "who"
        and (last - first > 6 or restricts or befalls(context, clause, last))
        and (index.low[opener.first - 1] != "," or befalls(context, clause, last))
        and not names_happening(context, first, last)
        and not (clause.verb is not None and clause.verb.lemma in _LASTING)
        and goes_with_thing(context, clause, opener) is None
    ):
        # `the toll in the earthquake that struck Nepal`: what stands right before the clause struck.
        for token in range(last - 1, first, -1):
            if index.low[token] in PREPOSITIONS and index.mention_at[token] < 0:
                named = index.mention_at[token + 1] >= 0 and not is_adjective(context, token + 1)
                # No name is told from others of its kind: `a congress in Galle that opened`
                first = first if named and opener.marker == "that" else token + 1
                break
    if clause.marker == "who" and (person := person_behind_of(context, first, last)) is not None:
        if is_human(context, first, person - 1):
            # `the brother of Kamala Silva, who was shot`: either of them
            return None
        first = person
    if clause.marker == "which" and "of" in index.low[first:last]:
        behind = index.low.index("of", first) + 1
        if is_human(context, first, behind - 1) and not is_human(context, behind, last):
            # `engineers of the firm, which had checked the dam`
            first = behind
    if clause.verb is not None and is_of_quote(context, first, last, clause.verb.first):
        return None
    if ["out", "that"] in (index.low[k : k + 2] for k in range(first + 1, last - 2)):
        # `Critics point out that the ministry gave a warning`
        first = index.low.index("that", first) + 1
    begin, end = without_aside(context, first, last)
    if {"them", "which", "whom"} & set(index.low[begin:end]) or "those" in index.low[begin + 1 : end]:
        return None
    numbered = index.low[first : first + 2] in _COUNTING or index.low[first : first + 3] == [
        "as",
        "many",
        "as",
    ]
    if index.low[first] in PREPOSITIONS - {"about", "over"} | {"including"} and not numbered:
        return None
    if first > 0 and index.low[first - 1] in DASHES and index.low[last] in DASHES:
        # `the help -- one of many steps -- was sent`
        return None
    if is_figure(context, first, last):
        return None
    if index.low[first] in _PRONOUNS and (last - first == 1 or index.low[first] in _PRONOUNS - _COUNTABLE):
        return None
    whole = without_aside(context, first, last)
    if (cut := list_of_places(context, *whole, last)) is not None:
        whole = cut
    if (several := without_names(context, clause, *whole)) is not None:
        whole = several
    if whole[1] < last and clause.verb is not None and is_list_of_things(context, clause, whole[1], last):
        # `The runway, the cathedral and several depots were destroyed`
        whole = (first, last)
    kept = without_times(context, *whole)
    held = context.timex_at[whole[0]]
    opens = whole[0] == clause.first or index.low[whole[0] - 1] not in PREPOSITIONS | {"after", "before"}
    if (
        opens
        and held >= 0
        and kept
        and index.low[kept[0]] == "of"
        and kept[0] == context.timex_range[held][1]
    ):
        # `Three days of mourning began`
        end = clause.verb.first if clause.verb is not None else whole[1]
        kept = [*range(whole[0], kept[0]), *(kept if end > whole[1] + 2 else range(kept[0], end))]
    while len(kept) > 1 and index.low[kept[0]] in _LEADING:
        kept = kept[1:]
    if kept and index.low[kept[0]] == "of" and kept[0] > first and context.timex_at[kept[0] - 1] >= 0:
        # `After weeks of rain the river rose`
        behind = next((k for k, t in enumerate(kept) if k and index.low[t] in {"the", "a", "an"}), 0)
        kept = kept[behind:]
    kept += _purpose(context, clause, kept)
    while (
        kept
        and index.low[kept[-1]] in DANGLING | LINKING | _HALF_TIMES | _SET
        and index.mention_at[kept[-1]] < 0
    ):
        kept.pop()
    # `Thousands marched`: crowds stand alone, other numbers do not.
    crowd = bool(kept) and index.low[kept[-1]] in {
        "hundred",
        "hundreds",
        "thousands",
        "dozens",
        "scores",
        "millions",
    }
    if kept and (held := index.verb_at[kept[0]]) >= 0 and index.clauses[held] is not clause:
        other = index.clauses[held].verb
        if other is not None and other.tense in {"present", "past"} and other.first == kept[0]:
            return None
    bare = bool(kept) and all(context.quantity_at[token] >= 0 for token in kept)
    # `More than 200 were hurt`: people, where it is what befalls people.
    befell = clause.verb is not None and clause.verb.lemma in _BEFALLING and len(kept) > 1
    if not kept or (bare and not (crowd or befell)):
        return None
    for at, token in enumerate(kept[:-1]):
        if at and index.low[token] == "since":
            # `has run its own affairs ever since a war that ended`
            kept = kept[at + 1 :]
            break
    if index.low[kept[0]] == "such" and index.low[kept[1:2][0] if kept[1:] else kept[0]] in {"a", "an"}:
        return None
    if index.low[kept[0]] in _POINTERS and len(kept) > 1:
        # `ruled that Kamala Silva, who fled`
        named = index.mention_at[kept[1]] >= 0 and not is_adjective(context, kept[1])
        owner, kept = "" if named else "the", kept[1:]
    elif (
        kept[0] > first
        and index.low[kept[0] - 1].endswith(("'s", "’s"))
        and context.timex_at[kept[0] - 1] >= 0
    ):
        # `last Saturday's march brought`
        owner = owner or "the"
    words = _full_name(context, kept) or f"{owner} {join_tokens(context, kept)}".strip()
    if words.endswith(("'s", "’s")) or index.low[kept[0]] == "of":
        return None
    if kept[0] > 0 and index.low[kept[0] - 1] == "only" and context.quantity_at[kept[0]] >= 0:
        words = f"only {words}"
    while len(words) > _MAX_SUBJECT and (shorter := shorter_subject(words)) is not None:
        words = shorter
    if len(words) > _MAX_SUBJECT:
        return None
    name = _name_behind(context, clause, last)
    return f"{words}, {name}," if name and len(words) + len(name) <= _MOST_WITH_NAME else words


_MOST_WITH_NAME = 45
"""Code points of an office with its name: longer ones leave no room for what was done."""


def _name_behind(context: Context, clause: Clause, last: int) -> str:
    """Return the name that tells between commas who is meant: `The envoy, | Nimal Perera, | arrived`; "" if none."""
    index, verb, names = context.index, clause.verb, context.document.names
    if verb is None or clause.subject_inherited or last + 2 >= verb.first or index.low[last] != ",":
        return ""
    held = index.mention_at[last + 1]
    if held < 0 or names.entities[names.mentions[held].entity].type != "person":
        return ""
    end = index.mention_range[held][1]
    if index.low[end] != "," or verb.first - end > _NEAR_VERB or index.mention_at[last - 1] >= 0:
        return ""
    return index.words(last + 1, end)


_NEAR_VERB = 3


def _blow_before(context: Context, clause: Clause, first: int, last: int) -> int | None:
    """Return where the happening begins that killed: `20 people over (the collapse of a bridge), which killed 43`."""
    low, verb = context.index.low, clause.verb
    if verb is None or verb.passive or verb.lemma not in _HARMING:
        return None
    named = (
        load_words("events", "disasters")
        | load_words("events", "landmarks")
        | load_words("events", "weathers")
    )
    at = next((k for k in range(last - 1, first, -1) if low[k] in named), None)
    if at is None:
        return None
    begin = next(
        (k for k in range(at, max(first, at - _LONG_NAME), -1) if low[k] in {"the", "a", "an"}), None
    )
    return begin if begin is not None and begin > first else None


_HARMING = frozenset({"kill", "injure", "wound", "claim", "devastate", "destroy"})
_LONG_NAME = 7
"""Tokens of the longest name of a happening, up to its noun."""


def _aside_of(context: Context, clause: Clause, first: int, last: int) -> int:
    """Return where an aside between dashes opens in a subject: `The homes of two aides | – Vega and Ruiz – were`."""
    low = context.index.low
    verb = clause.verb.first if clause.verb is not None else last
    opened = next((at for at in range(first + 1, last) if low[at] in _DASHES), last)
    return opened if any(low[at] in _DASHES for at in range(opened + 1, verb)) else last


def _with_list_head(context: Context, first: int, last: int) -> tuple[int, int]:
    """Return a list of names from its first one on: `On Tuesday (Britain,) Germany and France closed`."""
    index = context.index
    listed = first > 2 and index.low[first - 1] == "," and "and" in index.low[first:last]
    held = index.mention_at[first - 2] if listed else -1
    if held < 0 or index.mention_at[first] < 0:
        return first, last
    begin = first - 2
    while begin > 0 and index.mention_at[begin - 1] == held:
        begin -= 1
    return (begin, last) if begin and context.timex_at[begin - 1] >= 0 else (first, last)


def _full_name(context: Context, kept: list[int]) -> str | None:
    """Return the whole name for one with a courtesy: `Mr Perera`."""
    mention = context.index.mention_at[kept[-1]]
    if context.index.low[kept[0]].rstrip(".") not in _COURTESIES or mention < 0:
        return None
    names = context.document.names
    entity = names.entities[names.mentions[mention].entity]
    whole = entity.type == "person" and len(kept) <= _LONGEST_OTHERS + 1 and " " in entity.name
    return entity.name if whole else None


_DASHES = frozenset({"–", "—", "--", "-"})
_COURTESIES = frozenset({"mr", "mrs", "ms", "miss"})


def _purpose(context: Context, clause: Clause, kept: list[int]) -> list[int]:
    """Return what an attempt is made to do: `a first attempt (to arrest the president) failed`; else nothing."""
    index, verb = context.index, clause.verb
    if verb is None or not kept or clause.subject_inherited:
        return []
    first = kept[-1] + 1
    if index.low[kept[-1]] not in load_words("titles", "purposed") or index.low[first] != "to":
        return []
    held = index.verb_at[first]
    inner = index.clauses[held] if held >= 0 else None
    if (
        inner is None
        or inner.kind != "infinitive"
        or inner.last > verb.first
        or {"him", "her", "it", "them"} & set(index.low[first : verb.first])
    ):
        return []
    found = [token for token in range(first, verb.first) if context.timex_at[token] < 0]
    return [] if "," in (index.low[token] for token in found) else found


def meant_by(context: Context, token: int, clause: Clause) -> str | None:
    """Return what a pronoun means, in the source's words: a person by name, a thing by the subject told before."""
    low = context.index.low
    if low[token] in {"he", "she", "him", "her"}:
        entity = person_meant(context, token, clause.sentence)
        if entity is not None:
            return context.document.names.entities[entity].name
        return _subject_before(context, token, clause, is_in_office) if low[token] in {"he", "she"} else None
    if low[token] == "they":
        return _subject_before(context, token, clause, is_several)
    if low[token] != "it":
        return None
    if (same := _thing_in_sentence(context, token, clause)) is not None:
        return same
    parent = context.index.clauses[clause.parent] if clause.parent is not None else None
    if clause.kind == "adverbial" and parent is not None and parent.subject is not None:
        first, last = context.index.range_of(parent.subject)
        if (first > clause.last - 1 and last - first > 1) or (
            last <= clause.first and parent.kind in {"main", "that", "coordinate"}
        ):
            # `Two days after it was agreed, the ceasefire …`, `The storm killed ten people when it struck`
            if not _ABSTRACT.isdisjoint(context.index.low[first : first + 2]):
                # `The fate of the crew was unknown a day after it sank`
                return None
            return subject_words(context, parent) if not context.index.low[last - 1].endswith("s") else None
    sentences = context.document.sentences
    for other in range(clause.sentence - 1, max(-1, clause.sentence - _THING_REACH), -1):
        here = sentences[other]
        if here.paragraph != sentences[clause.sentence].paragraph:
            return None
        if "it" in low[here.first : here.last]:
            # One thing stays in the focus of a paragraph.
            continue
        if (label := _label(context, other)) is not None:
            return label
        main = context.index.clauses[context.index.clauses_of[other][0]]
        subject = subject_words(context, main) if main.kind == "main" else None
        words = subject.split() if subject is not None else []
        if len(words) in {2, 3} and words[0].lower() in {"the", "a", "an"} and words[-1].islower():
            thing = not words[-1].endswith("s") and not names_people(words[-1])
            return " ".join(["the", *words[1:]]) if thing else None
        return subject if is_named_thing(context, main, words) else None
    return None


def _label(context: Context, sentence: int) -> str | None:
    """Return the thing that labels a paragraph: `The building. It went up in 2006`."""
    here = context.document.sentences[sentence]
    first, last = context.index.trim(here.first, here.last, marks=EDGES)
    words = context.index.words(first, last).split()
    if len(words) not in {2, 3} or words[0] != "The" or context.index.has_verb(first, last):
        return None
    thing = words[-1].islower() and not words[-1].endswith("s") and not names_people(words[-1])
    return " ".join(["the", *words[1:]]) if thing else None


def _thing_in_sentence(context: Context, token: int, clause: Clause) -> str | None:
    """Return the thing that a sentence is about from the first: `the river rose, and on Monday it crested`."""
    if clause.kind not in {"main", "coordinate"} or clause.verb is None or token >= clause.verb.first:
        return None
    mains = [
        other
        for k in context.index.clauses_of[clause.sentence]
        if (other := context.index.clauses[k]).kind in {"main", "coordinate"} and other.verb is not None
    ]
    first = mains[0] if mains else clause
    if first is clause or first.verb is None or first.verb.first >= token or first.subject is None:
        return None
    subjects = {one.subject for one in mains if one is not clause and one.first <= token and one.subject}
    own = [one for one in subjects if one.of(context.text).lower() != "it"]
    words = (subject_words(context, first) or "").split()
    if len(own) != 1 or len(words) not in {2, 3} or words[0].lower() not in {"the", "a", "an"}:
        return None
    thing = words[-1].islower() and not words[-1].endswith("s") and not names_people(words[-1])
    return " ".join(["the", *words[1:]]) if thing else None


def _subject_before(
    context: Context, token: int, clause: Clause, fits: Callable[[Context, list[str]], bool]
) -> str | None:
    """Return the subject of the sentence before, which a pronoun at the head of its sentence goes on with."""
    here = context.document.sentences[clause.sentence]
    if clause.sentence == 0 or any(context.index.verb_at[t] >= 0 for t in range(here.first, token)):
        return None
    before = context.document.sentences[clause.sentence - 1]
    if before.paragraph != here.paragraph or clause.kind not in {"main", "coordinate"}:
        return None
    subjects = [
        subject
        for k in context.index.clauses_of[clause.sentence - 1]
        if (other := context.index.clauses[k]).kind in {"main", "coordinate", "that"}
        and not other.subject_inherited
        and other.verb is not None
        and (subject := subject_words(context, other)) is not None
        and fits(context, subject.split())
    ]
    if len(set(subjects)) != 1 or len(subjects[0].split()) > _LONGEST_MEANT:
        return None
    words = subjects[0].split()
    return " ".join(["the", *words[1:]]) if words[0].lower() in {"a", "an"} else subjects[0]


def _others_of(context: Context, clause: Clause) -> str | None:
    """Return who `others` are: the `protesters` of `Some protesters stormed the palace` in the sentence before."""
    clauses, sentences = context.index.clauses, context.document.sentences
    for sentence in range(clause.sentence, max(-1, clause.sentence - 2), -1):
        if sentences[sentence].paragraph != sentences[clause.sentence].paragraph:
            return None
        for k in reversed(context.index.clauses_of[sentence]):
            other = clauses[k]
            before = other.first < clause.first and other.kind in {"main", "coordinate"}
            if not before or other.subject_inherited or other.verb is None or other.subject is None:
                continue
            subject = subject_words(context, other)
            words = subject.split() if subject is not None else []
            while words and words[0].lower() in load_words("titles", "amounts"):
                words = words[1:]
            plain = 0 < len(words) <= _LONGEST_OTHERS and words[-1].islower() and words[-1].endswith("s")
            return " ".join(words) if plain and not set(words) & PREPOSITIONS else None
    return None


def _owner(context: Context, clause: Clause, first: int) -> str | None:
    """Return what stands for a possessive: the name of the person, the article for that of a thing (`its engine`)."""
    low = context.index.low
    if low[first] in {"his", "her"}:
        entity = person_meant(context, first, clause.sentence)
        if entity is not None:
            return context.document.names.entities[entity].name + "'s"
        # `his cabinet resigned`: whoever he is
        found = subject_range(context, clause)
        return "the" if found is not None and low[found[1] - 1] in _OWNED else None
    return "the"
