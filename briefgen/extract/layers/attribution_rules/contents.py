"""Contents: what is said, before and behind a verb of saying."""

from bisect import bisect_left

from briefgen.extract.layers.attribution_rules.object_ends import find_object_end
from briefgen.extract.layers.attribution_rules.speech import LINKS, QUESTION_WORDS, QUOTE_MARKS, Range, Speech
from briefgen.extract.layers.clauses import Clause
from briefgen.extract.layers.index import ENDS, MARKS
from briefgen.extract.layers.sentences import Sentence
from briefgen.extract.lexicon import load_words

_COUNTING = frozenset({"count", "put", "register", "record", "list", "estimate", "reckon", "tally"})
"""Cues that speak with a number: `put the losses at 93 billion`."""
_PROFORMS = load_words("attribution_rules", "proforms")
"""What `say` takes for an object; beside it `the same` and `the opposite`."""
_BELONGING = frozenset({"of", "from", "at"})
"""Behind a speaker and a comma these tell for whom he speaks."""
_LONGEST_LISTENER = 16
"""Tokens between `told` and `that`."""
_FRAMING = 3
"""Tokens up to which `In contrast, …` frames what is said and is no part of it."""


def content_behind(
    speech: Speech, number: int, at: int, sentence: Sentence, *, finding: bool
) -> Range | None:
    """Return what is said behind the cue of clause `number`, from token `at` on.

    Args:
        speech: lookups of the article.
        number: index of the clause of the cue.
        at: token behind the cue, its source and its adjuncts.
        sentence: sentence of the cue, or what is read of it.
        finding: whether the source is a document that finds or shows.
    """
    index, words, low = speech.index, speech.words, speech.low
    clause = index.clauses[number]
    lemma = speech.cues[number][0]
    last = _content_end(speech, number, at, sentence)
    start = at
    while start < last and low[start] in {",", ":", "—", "–", "-"}:
        start += 1
    if start >= last:
        return None
    quoted = speech.quote_of[start] >= 0 and speech.quotes[speech.quote_of[start]].first == start
    separated = start > at
    if quoted or (separated and low[at] == ":"):
        if quoted and separated and _is_closed(speech, start, last):
            return start, speech.quotes[speech.quote_of[start]].last
        return speech.whole_quotes(start, last)
    if separated:
        return None
    weak = lemma in words.weak and not finding
    if lemma in words.addressee:
        start = _that_behind(speech, start, last)
    takes_clause = lemma in words.clause
    child = _clause_behind(speech, number, at, last)
    if takes_clause and low[start] in QUESTION_WORDS | {"that"} and low[start] != "which":
        return speech.whole_quotes(start, last)
    if child is not None and takes_clause and (not weak or low[child.first] == "that"):
        if child.kind in {"that", "main"} and child.first - start <= 8:
            # `said the new dam "is safe"`: the clause is found inside the marks.
            opened = speech.quote_of[child.first] >= 0 and not child.marker
            return speech.whole_quotes(start if opened else max(start, child.first), last)
        if child.kind == "relative" and child.marker == "that" and not _describes(speech, child):
            return speech.whole_quotes(child.first, last)
    if child is not None and child.kind == "infinitive" and lemma in words.infinitive:
        return speech.whole_quotes(start, last)
    own = words.particles.get(lemma, frozenset()) | words.bound.get(lemma, frozenset())
    if low[start] != "that" and (lemma in words.object or low[start] in own or low[at - 1] in own):
        last = find_object_end(speech, number, start, last)
    if low[start] in own or low[at - 1] in own:
        return speech.whole_quotes(start, last)
    if lemma in words.object and not weak and low[start] not in MARKS:
        return speech.whole_quotes(start, last)
    if finding and takes_clause and low[start] not in MARKS:
        return speech.whole_quotes(start, last)
    if lemma in _COUNTING and speech.has_number(start, last):
        return speech.whole_quotes(start, last)
    if (lemma in words.object or takes_clause) and speech.has_quote(start, last):
        return speech.whole_quotes(start, last)
    if lemma == "say" and (
        low[start] in _PROFORMS or low[start : start + 2] in (["the", "same"], ["the", "opposite"])
    ):
        return start, last
    if takes_clause and not weak and clause.kind != "coordinate" and index.has_verb(start, last):
        return speech.whole_quotes(start, last)
    return None


def _describes(speech: Speech, clause: Clause) -> bool:
    """Tell whether `that` is the subject of a clause about a noun: `demanded a look at the raid that killed 12`."""
    if clause.subject is None or clause.verb is None:
        return False
    return speech.index.range_of(clause.subject)[1] <= clause.first < clause.verb.first


def _is_closed(speech: Speech, at: int, last: int) -> bool:
    """Tell whether a quotation ends what is said before the sentence does: `chanted, "Out!" as they marched`."""
    quote = speech.quotes[speech.quote_of[at]]
    if speech.low[quote.inner_last - 1] not in ENDS | {","} or quote.last >= last:
        return False
    for token in range(quote.last, last):
        number = speech.index.verb_at[token]
        if speech.quote_of[token] >= 0:
            return False
        if (
            number >= 0
            and speech.low[quote.inner_last - 1] != ","
            and speech.cues[number][0] in speech.words.clause
        ):
            # `He wrote, "Where?" She answered, "Here."`
            return True
    return True


def _that_behind(speech: Speech, start: int, last: int) -> int:
    """Return the token of `that` in `told a crowd of workers in Galle, his home town, that …`, else `start`."""
    for token in range(start, min(start + _LONGEST_LISTENER, last)):
        if speech.low[token] == "that":
            return token
        if speech.index.verb_at[token] >= 0 or token in speech.clause_starts:
            break
    return start


def _clause_behind(speech: Speech, number: int, at: int, last: int) -> Clause | None:
    """Return the first clause that begins in the tokens [at, last)."""
    clauses = speech.index.clauses
    sentence = clauses[number].sentence
    for other in range(number + 1, len(clauses)):
        clause = clauses[other]
        if clause.sentence != sentence or clause.first >= last:
            return None
        if clause.first >= at:
            return clause
    return None


def _content_end(speech: Speech, number: int, at: int, sentence: Sentence) -> int:
    """Return the token behind the last that can belong to the content: end of sentence, or the next cue."""
    clauses, low = speech.index.clauses, speech.low
    end = sentence.last
    own = clauses[number]
    if own.kind == "relative" and at < own.last < end and low[own.last] in {",", "—", "–", "-", "--"}:
        # `Residents, who said they had no water, blocked the road.`
        end = own.last
    elif own.kind == "relative" and at < own.last < end and _is_inside_subject(speech, own):
        # `A crowd that wanted no strangers stormed the clinic.`
        end = own.last
    elif own.kind == "adverbial" and own.parent is not None and at < own.last < end:
        outer = clauses[own.parent]
        while outer.kind == "adverbial" and outer.parent is not None:
            outer = clauses[outer.parent]
        main = outer.verb
        if main is not None and main.first >= own.last:
            # `As the mayor attacked the plan, the crowd cheered.`
            end = own.last
    for other in range(number + 1, len(clauses)):
        clause = clauses[other]
        if clause.first >= end:
            break
        if clause.first <= at or clause.verb is None or speech.quote_of[clause.verb.first] >= 0:
            continue
        if _ends_content(speech, number, other, at):
            end = min(
                end,
                speech.whole_quotes(at, clause.first + 1)[1]
                if speech.quote_of[clause.first] >= 0
                else clause.first,
            )
            break
    for token in range(at + 1, end - 1):
        if (
            low[token] in {"—", "–", "-", "--"}
            and low[token - 1] in QUOTE_MARKS
            and speech.quote_of[token] < 0
        ):
            # `called it “a joke” – the third of the week`
            if not speech.has_quote(token, end):
                end = token
            break
    while end > at and (low[end - 1] in ENDS or low[end - 1] in {",", ";"} | LINKS):
        if low[end - 1] in ENDS and speech.quote_of[end - 1] >= 0:
            break
        end -= 1
    return end


def _is_inside_subject(speech: Speech, clause: Clause) -> bool:
    """Tell whether the verb of the clause above stands right behind a relative clause."""
    above = speech.index.clauses[clause.parent].verb if clause.parent is not None else None
    return above is not None and above.first >= clause.last


def _ends_content(speech: Speech, number: int, other: int, at: int) -> bool:
    """Tell whether a later clause is no part of what the cue of clause `number` says from token `at` on."""
    clause, low, words = speech.index.clauses[other], speech.low, speech.words
    if clause.kind not in {"coordinate", "participial", "main"}:
        return False
    coordinate = clause.kind == "coordinate"
    goes_on = coordinate and clause.subject_inherited and clause.parent == number
    if goes_on and not _takes_clause(speech, number, at, clause.first):
        # `called it a crime and left`
        return True
    if _tells_anew(speech, number, other, at):
        return True
    lemma = speech.cues[other][0]
    # A clause may be found to begin at the mark that closes what stands before it.
    first = clause.first + (low[clause.first] in QUOTE_MARKS)
    before = low[first - 1]
    set_off = before in QUOTE_MARKS | {","}
    if before in QUOTE_MARKS and low[first - 2] in ENDS | {","}:
        # `chanting "No more," raising questions`, `called it "absurd," but he laughed`
        if clause.kind == "participial" or (coordinate and clause.subject_inherited):
            return True
        if clause.marker == "but" and _is_pronoun(speech, clause):
            return True
    if lemma not in words.clause and lemma not in words.object:
        return False
    speaks = lemma in words.clause and lemma not in words.attitude
    if coordinate and clause.subject_inherited:
        return True
    if clause.kind == "participial":
        return set_off and lemma in words.clause
    if _is_pronoun(speech, clause):
        return set_off and clause.marker == "but"
    if clause.kind == "main":
        # `The army said ten had died; the rebels put the number at 60.`
        return before == ";" and clause.subject is not None
    return coordinate and clause.marker in {"and", "but"} and speaks and (set_off or low[at] != "that")


def _tells_anew(speech: Speech, number: int, other: int, at: int) -> bool:
    """Tell whether a clause with its own subject follows an infinitive: `urged them to leave, | and aid came`.

    Behind what is said in a clause it may be said too.
    """
    clauses, low = speech.index.clauses, speech.low
    clause = clauses[other]
    if clause.verb is None or clause.subject is None or clause.subject_inherited:
        return False
    if speech.cues[number][0] not in speech.words.infinitive and low[at - 1] not in {"for", "to", "on", "of"}:
        return False
    if clause.kind not in {"coordinate", "main"} or clause.verb.tense in {
        "infinitive",
        "participle",
        "imperative",
    }:
        return False
    around = set(low[clause.first - 1 : clause.first + 2])
    if not around & {"and", "but"} or "," not in around or speech.has_quote(clause.first, clause.last):
        return False
    if clause.verb.lemma in speech.words.clause and not clause.verb.passive:
        # A cue of its own is judged below.
        return False
    if low[at : at + 1] in (["that"], [":"]):
        return False
    for inner in clauses[number + 1 : other]:
        if inner.first < at - 1 or inner.verb is None or inner.kind not in {"that", "main", "coordinate"}:
            continue
        if inner.verb.tense not in {"infinitive", "participle"}:
            return False
    return True


def _takes_clause(speech: Speech, number: int, first: int, last: int) -> bool:
    """Tell whether a clause hangs on a cue between its verb and a coordinate clause, which then may go on with it."""
    clauses = speech.index.clauses
    for other in range(number + 1, len(clauses)):
        clause = clauses[other]
        if clause.first >= last:
            return False
        if (
            clause.first >= first - 1
            and clause.verb is not None
            and clause.kind not in {"participial", "infinitive"}
        ):
            return True
    return False


def _is_pronoun(speech: Speech, clause: Clause) -> bool:
    """Tell whether `he`, `she` or a name is the own subject of a clause."""
    if clause.subject is None or clause.subject_inherited:
        return False
    first, last = speech.index.range_of(clause.subject)
    return last == first + 1 and speech.low[first] in {"he", "she", "they"}


def content_before(
    speech: Speech, clause: Clause, source: Range | None, cue: Range, sentence: Sentence
) -> Range | None:
    """Return what stands before `, the ministry said` or `," said Price`."""
    index, low = speech.index, speech.low
    head = cue[0] if source is None or source[0] >= cue[1] or source[1] < sentence.first else source[0]
    if head <= sentence.first:
        # `Dozens died." Price said` after a quotation that the sentence break has cut.
        return None
    mark = low[head - 1]
    if mark not in QUOTE_MARKS and mark not in {",", "?", "!", "—", "–"}:
        return None
    first = sentence.first
    if speech.quote_of[first] >= 0:
        first = speech.quotes[speech.quote_of[first]].first
    first, last = index.trim(first, head, marks=",;:—–-")
    if last <= first:
        return None
    quoted = speech.has_quote(first, last)
    if not quoted and not index.has_verb(first, last):
        behind = source[1] if source is not None and source[0] == cue[1] else cue[1]
        follows = low[behind] if behind < sentence.last else "."
        # `The figure, the ministry said, is wrong.`
        if follows != "," or (low[first] in speech.words.openers and last - first <= _FRAMING):
            return None
    asked = low[first] in {"asked", "when"} and speech.quote_of[first] < 0
    if (asked or not quoted) and _is_dependent(speech, first, sentence):
        return None
    if not quoted and cue[1] < sentence.last and low[cue[1]] not in ENDS and _hangs_on(speech, clause, first):
        return None
    while last > first and low[first] in LINKS:
        first += 1
    return first, last


def _hangs_on(speech: Speech, clause: Clause, first: int) -> bool:
    """Tell whether a sentence opens with a participle of the verb of saying: `Freed on Sunday, he promised peace`.

    Not with the one for whom somebody speaks: `Speaking for the EU, Brandt called it unlawful`.
    """
    if "for" in speech.low[first + 1 : first + 2] or "behalf" in speech.low[first + 1 : first + 3]:
        return False
    clauses = speech.index.clauses
    begin = bisect_left(clauses, first, key=lambda other: other.first)
    return any(
        other.first == first
        and other.kind == "participial"
        and other.parent is not None
        and clauses[other.parent] is clause
        for other in clauses[begin : begin + _OPENING]
    )


_OPENING = 2
"""Clauses that may begin with the first word of a sentence: itself, and one that stands before its subject."""


def _is_dependent(speech: Speech, first: int, sentence: Sentence) -> bool:
    """Tell whether a sentence opens with `When asked, …`, which frames what follows."""
    clauses = speech.index.clauses
    number = bisect_left(clauses, first, key=lambda clause: clause.first)
    if number == len(clauses) or clauses[number].first >= sentence.last:
        return False
    clause = clauses[number]
    if clause.kind not in {"adverbial", "participial"}:
        return False
    for other in range(number + 1, len(clauses)):
        later = clauses[other]
        if later.first >= sentence.last:
            break
        if (
            later.kind == "main"
            and later.verb is not None
            and clause.last <= later.first
            and speech.cues[other][0] not in speech.words.clause
        ):
            return False
    return True


def is_parenthesis(
    speech: Speech, before: Range, behind: Range | None, after: int, sentence: Sentence
) -> bool:
    """Tell whether content stands before the cue although words follow it."""
    if behind is None:
        return True
    opener = speech.low[after] if after < sentence.last else "."
    if speech.quote_of[behind[0]] >= 0 and not speech.has_quote(*before):
        # `When asked, he said, "…"`
        return False
    if opener in {"that", ":"} or (speech.quote_of[behind[0]] >= 0 and speech.low[behind[0] - 1] == ":"):
        return False
    return speech.quote_of[before[0]] >= 0 or opener in MARKS


def rest_behind(speech: Speech, after: int, sentence: Sentence) -> Range | None:
    """Return what goes on behind `, he said, …`."""
    index, low = speech.index, speech.low
    if after >= sentence.last or low[after] not in {",", "—", "–", ":"}:
        return None
    first, last = index.trim(after, sentence.last, marks=",;:—–-.!?…")
    if last <= first:
        return None
    if low[first] in _BELONGING:
        # `The notice, said Ruiz, of the union, is fair.`
        comma = next((t for t in range(first, last) if low[t] == "," or index.verb_at[t] >= 0), last)
        if comma < last and low[comma] == ",":
            first = comma + 1
    if speech.quote_of[first] >= 0:
        return speech.whole_quotes(first, sentence.last)
    number = index.verb_at[first]
    if number >= 0 and index.clauses[number].kind == "participial":
        return None
    if low[first] in LINKS or not index.has_verb(first, last):
        return None
    return first, last


def around(speech: Speech, first: int, last: int, bound: int, sentence: Sentence) -> list[Range]:
    """Return the sentence from token `bound` on around a phrase [first, last) that frames it."""
    index = speech.index
    head = index.trim(bound, first, marks=",;:—–-(")
    tail = index.trim(last, sentence.last, marks=",;:—–-.!?…)")
    while head[1] > head[0] and speech.low[head[0]] in LINKS:
        head = (head[0] + 1, head[1])
    parts: list[Range] = []
    if head[1] > head[0] and speech.low[head[1] - 1] == "that" and tail[1] > tail[0]:
        # `The army said that, according to Ruiz, …`
        return [speech.whole_quotes(*tail)]
    if head[1] - head[0] >= 2 and (index.has_verb(*head) or index.has_verb(*tail) or head[1] - head[0] > 2):
        parts.append(speech.whole_quotes(*head))
        comma = last < sentence.last and speech.low[last] == ","
        if comma and index.has_verb(*tail) and not index.has_verb(*head):
            parts.append(speech.whole_quotes(*tail))
    elif tail[1] > tail[0]:
        parts.append(speech.whole_quotes(*tail))
    return parts
