"""Parts of subjects: lists, asides and relative clauses in them, and where what is meant begins and ends."""

from briefgen.extract.context import Context
from briefgen.extract.layers.clauses import Clause
from briefgen.extract.lexicon import load_phrases, load_words
from briefgen.extract.phrasing.noun_phrases import DANGLING, DASHES, PREPOSITIONS, is_list

_PLACING = frozenset({"in", "near", "at", "on", "outside", "around", "from"})
LONGEST_MEANT = 7
"""Words of the longest subject that a pronoun is replaced by."""
_TAKING_PLACE = frozenset({"occur", "happen", "begin", "start", "strike", "hit", "erupt", "end"})
_HOLDING = frozenset({"containing", "carrying", "holding", "belonging", "including", "transporting"})


def is_list_of_things(context: Context, clause: Clause, comma: int, last: int) -> bool:
    """Tell whether behind a comma another thing of a list stands, each with its article: the verb is in the plural."""
    low, verb = context.index.low, clause.verb
    return (
        low[comma] == ","
        and verb is not None
        and low[verb.first] in {"were", "have", "are"}
        and low[comma + 1] in {"the", "a", "an"}
        and "and" in low[comma + 2 : last]
        and not {"who", "which", "whose", "where", "that", "(", *DASHES} & set(low[comma:last])
        and low[comma + 1 : last].count(",") == 0
        and not low[comma - 1].endswith("s")
    )


def without_names(context: Context, clause: Clause, first: int, last: int) -> tuple[int, int] | None:
    """Return several without their names between commas: `The two unions, ASU and TUC, (called a strike)`."""
    low, verb = context.index.low, clause.verb
    if verb is None or low[last : last + 1] != [","] or verb.first != last + 1 or "," not in low[first:last]:
        return None
    comma = low.index(",", first)
    several = low[comma - 1].endswith("s") or low[comma - 1] in {"men", "women", "people", "children"}
    named = context.index.mention_at[comma + 1] >= 0 or context.index.tokens[comma + 1].norm[:1].isupper()
    opens = low[first] in {"the", "his", "her", "its", "their", "both"} or context.quantity_at[first] >= 0
    return (first, comma) if several and named and opens and context.index.mention_at[comma - 1] < 0 else None


def list_of_places(context: Context, first: int, end: int, last: int) -> tuple[int, int] | None:
    """Return a subject without the list of places it was cut within: `Teams (from Chad, the Congo, Mali …)`."""
    index, names = context.index, context.document.names
    low = index.low
    if end >= last or low[end] != "," or index.mention_at[end - 1] < 0 or "and" not in low[end:last]:
        return None
    behind = end + 1 + (low[end + 1] == "the")
    if index.mention_at[behind] < 0:
        return None
    places = [names.entities[names.mentions[index.mention_at[t]].entity] for t in (end - 1, behind)]
    begin = index.mention_range[index.mention_at[end - 1]][0]
    while begin > first and low[begin - 1] not in PREPOSITIONS:
        begin -= 1
    several = begin - 2 >= first and low[begin - 2].endswith("s")
    return (first, begin - 1) if several and all(place.type == "place" for place in places) else None


def is_adjective(context: Context, token: int) -> bool:
    """Tell whether a mention that holds a token is an adjective: `Kenyan`."""
    mention = context.document.names.mentions[context.index.mention_at[token]]
    return bool(mention.adjective)


def befalls(context: Context, clause: Clause, last: int) -> bool:
    """Tell whether something takes place: `residents near the derailment, which occurred on Monday`."""
    verb = clause.verb
    if verb is None or clause.marker != "which" or verb.lemma not in _TAKING_PLACE:
        return False
    happenings = load_words("events", "happenings") | load_words("events", "landmarks")
    return context.index.low[last - 1] in happenings


def behind_including(context: Context, clause: Clause, last: int) -> int | None:
    """Return where those begin whom `who` means in `80 people, including ten guards who were kept overnight`."""
    low = context.index.low
    if clause.kind != "relative" or clause.marker != "who" or not last < clause.first:
        return None
    at = next((k for k in range(clause.first - 1, last - 1, -1) if low[k] == "including"), None)
    return at + 1 if at is not None and at + 1 < clause.first else None


def person_behind_of(context: Context, first: int, last: int) -> int | None:
    """Return where the person begins whom `who` means in `the body of Kamala Silva, who was shot`."""
    names = context.document.names
    for m in context.index.mentions_in(first, last):
        begin, _ = context.index.mention_range[m]
        if names.entities[names.mentions[m].entity].type == "person":
            while begin > first + 1 and context.index.tokens[begin - 1].norm[:1].isupper():
                # `the rule of Prime Minister Nimal Perera, who …`
                begin -= 1
            return begin if begin > first + 1 and context.index.low[begin - 1] == "of" else None
    return None


def is_of_quote(context: Context, first: int, last: int, verb: int) -> bool:
    """Tell whether a subject belongs to direct speech, and its verb does not."""
    quoted = context.is_quoted(context.index.span(first, last))
    return quoted and not context.is_quoted(context.index.span(verb, verb + 1))


def shorter_subject(subject: str) -> str | None:
    """Return a subject without its last phrase of place: `an air strike on a bridge (near the station of Galle)`."""
    words = subject.split()
    at = next((k for k in range(len(words) - 2, 1, -1) if words[k].lower() in _PLACING), None)
    if at is None and len(words) > LONGEST_MEANT:
        # `a van (containing explosives, detonators and …)`
        at = next((k for k in range(2, len(words) - 2) if words[k] in _HOLDING), None)
    return " ".join(words[:at]) if at is not None and words[at - 1].lower() not in DANGLING else None


def is_glued(context: Context, token: int) -> bool:
    """Tell whether a token that is a number, or behind one, stands in one word with the token before it."""
    tokens = context.index.tokens
    joined = tokens[token - 1].span.end == tokens[token].span.start
    return joined and (tokens[token].norm[:1].isdigit() or tokens[token].norm in {"-", "."})


def is_story_begun(context: Context, clause: Clause, token: int) -> bool:
    """Tell whether `it` is the whole story, told by what it began with: `It started on Monday with a strike`."""
    verb = clause.verb
    if verb is None or context.index.low[token] != "it" or verb.lemma not in {"start", "begin"}:
        return False
    return clause.kind == "main" and "with" in context.index.low[verb.last : clause.last]


def is_figure(context: Context, first: int, last: int) -> bool:
    """Tell whether a subject is a toll or an estimate; `a number of shops` are shops."""
    low = context.index.low[first:last]
    heads = frozenset(load_phrases("events", "not_subjects"))
    at = next((k for k, word in enumerate(low) if word in heads), None)
    if at is None:
        return False
    return not (low[at] == "number" and low[0] == "a") and (at < 3 or low[at] == "toll")


def without_aside(context: Context, first: int, last: int) -> tuple[int, int]:
    """Cut a subject at its apposition, bracket or relative clause."""
    index = context.index
    end = first
    while end < last:
        word = index.low[end]
        aside = word in {",", *DASHES} and not is_list(context, end, last)
        if word == "(" or aside:
            break
        named = index.tokens[end].norm == "WHO"
        if word in {"who", "whom", "which", "whose", "where", "that"} and end > first and not named:
            break
        end += 1
    return first, end
