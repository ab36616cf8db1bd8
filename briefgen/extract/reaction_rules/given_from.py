"""What is given: help that a sentence tells by who takes, refuses or counts it, not by who gives it.

`Help from Peru was accepted`, `an offer from Chile was turned down`, `thanked Cuba for tents`, `Peru $1m, Chile $2m`.
"""

from briefgen.extract.layers.clauses import Clause
from briefgen.extract.lexicon import load_words
from briefgen.extract.reaction_rules.actor_words import words_for
from briefgen.extract.reaction_rules.bearings import is_own
from briefgen.extract.reaction_rules.doer_nouns import Doer
from briefgen.extract.reaction_rules.phrase_lists import MONEY, is_count
from briefgen.extract.reaction_rules.reaction_sheet import Sheet
from briefgen.extract.reaction_rules.stance_lists import listed

_REACH = 7
"""Tokens from a noun for help to `from`."""
_SCALES = load_words("reaction_rules", "scales")
_CODES = load_words("reaction_rules", "codes")
"""Codes of currencies that stand before a sum as words of their own: `Rs 35 crore`."""
_SAVE = (
    ("save", "from"),
    ("except", "from"),
    ("except", "those", "from"),
    ("bar", "those", "from"),
    ("only", "from"),
)
_GRATITUDE = frozenset({"gratitude", "thanks", "appreciation"})
_PARTED = load_words("reaction_rules", "parted")
"""Words before the parts of what came: `These included | two from Peru and one each from Chile and Cuba`."""
_SUM = 5
"""Tokens of a sum: `30 million euros`."""
_PLEDGES = frozenset({"pledges", "donations", "donors"})
"""Words of a sentence on those who give."""
_FEWEST = 2
"""Entries from which names with sums are a list of donors."""
_GOING = frozenset({"turned", "accepted", "refused", "rejected", "declined", "taken", "spurned", "rebuffed"})


class GiftReader:
    """Reads help by those who take it."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.context, self.index = sheet.context, sheet.index
        self.doers, self.stances = sheet.actors.doers, sheet.stances

    def read_gifts(self, number: int, first: int, last: int) -> None:
        """Find the givers that a sentence names."""
        words = set(self.index.low[first:last])
        if not (self.stances.is_disaster or self.stances.may_need_help) and not words & _PLEDGES:
            return
        if "from" in words and words & listed("offered") | words & _GOING:
            self._read_offers(number, first, last)
        if words & {"thanked", "thanks", "thank", "thanking", "grateful"} and "for" in words:
            self._read_thanks(number, last)
        if words & _GRATITUDE and "for" in words:
            self._read_gratitude(number, first, last)
        if "from" in words and self.stances.is_disaster:
            self._read_parts(number, first, last)
        if "made" in words and words & listed("offered"):
            self._read_made(number, first, last)
        if words & listed("donors") or words & _CODES or any(w.startswith(MONEY) for w in words):
            self._read_sums(number, first, last)
        if words & {"donor", "donors"}:
            self._read_donors(number, last)

    def _read_offers(self, number: int, first: int, last: int) -> None:
        """Read `turned down an offer | from Peru`, `all offers of help, save from Chile`."""
        low = self.index.low
        for token in range(first, last):
            offered = low[token] in listed("offered")
            if not offered and (low[token] not in listed("aid_nouns") or not self._is_taken(number, token)):
                continue
            if self._is_wanted(first, token):
                continue
            stop = next(
                (t for t in range(token, min(token + _REACH, last)) if low[t] in {",", ";"}),
                min(token + _REACH, last),
            )
            at = next((t for t in range(token + 1, stop) if low[t] == "from"), -1)
            if at < 0 and offered:
                at = next(
                    (
                        t + len(p) - 1
                        for p in _SAVE
                        for t in range(token, last)
                        if self.index.starts_with(t, p, last)
                    ),
                    -1,
                )
            if at > 0 and not self.context.is_quoted(self.index.span(at, at + 1)):
                self.sheet.add_deeds(
                    self.doers.lists.listed_from(at + 1, last), ["offers_help"], number, token
                )

    def _is_taken(self, number: int, token: int) -> bool:
        """Tell whether a noun is the object of a verb of taking or refusing: `refused | a team`."""
        for at in self.index.clauses_of[number]:
            verb = self.index.clauses[at].verb
            if verb is None or verb.negated or verb.modal or verb.lemma not in listed("accepting"):
                continue
            if 0 < token - verb.last < _REACH and not verb.passive:
                return verb.lemma != "turn" or "down" in self.index.low[verb.last : token]
        return False

    def _is_wanted(self, first: int, token: int) -> bool:
        """Tell whether what stands at a token is only asked or hoped for."""
        for at in range(max(first, token - _REACH), token):
            number = self.index.verb_at[at]
            verb = self.index.clauses[number].verb if number >= 0 else None
            if verb is not None and (
                verb.negated
                or verb.modal
                or verb.lemma in {"ask", "await", "expect", "hope", "seek", "request", "want", "need", "lack"}
            ):
                return True
        return not {"no", "without", "any", "for"}.isdisjoint(self.index.low[max(first, token - 3) : token])

    def _read_thanks(self, number: int, last: int) -> None:
        """Read `thanked Peru and Chile | for the tents`: those thanked gave them."""
        low = self.index.low
        for at in self.index.clauses_of[number]:
            clause: Clause = self.index.clauses[at]
            verb = clause.verb
            if verb is None or verb.lemma != "thank" or verb.negated or verb.passive:
                continue
            doers = self.doers.lists.listed_from(verb.last, last)
            behind = self.index.range_of(doers[-1].span)[1] if doers else last
            if (
                behind + 1 < last
                and low[behind] == "for"
                and listed("aid_nouns") & set(low[behind + 1 : min(behind + 6, last)])
            ):
                self.sheet.add_deeds(doers, ["offers_help"], number, verb.first)

    def _read_gratitude(self, number: int, first: int, last: int) -> None:
        """Read `expressed gratitude to Peru | for the tents`: those to whom it goes gave them."""
        low = self.index.low
        for token in range(first, last - 2):
            if low[token] not in _GRATITUDE or low[token + 1] != "to" or self._is_wanted(first, token):
                continue
            at = token + 2 + (low[token + 2] == "the")
            if (
                low[at] in {"government", "governments", "people", "peoples", "authorities"}
                and low[at + 1] == "of"
            ):
                at += 2
            doers = self.doers.lists.listed_from(at, last)
            behind = self.index.range_of(doers[-1].span)[1] if doers else last
            if behind + 1 < last and low[behind] == "for":
                given = set(low[behind + 1 : min(behind + 8, last)])
                if given & (listed("aid_nouns") | listed("offered")):
                    self.sheet.add_deeds(doers, ["offers_help"], number, token)

    def _read_made(self, number: int, first: int, last: int) -> None:
        """Read `the offer made by | Peru`, taken or not."""
        low = self.index.low
        for token in range(first, last - 3):
            if low[token] in listed("offered") and low[token + 1 : token + 3] == ["made", "by"]:
                self.sheet.add_deeds(
                    self.doers.lists.listed_from(token + 3, last), ["offers_help"], number, token
                )

    def _read_parts(self, number: int, first: int, last: int) -> None:
        """Read `Nine flights came. These included two from | Peru and one each from | Chile and Cuba`."""
        low = self.index.low
        sentences = self.context.document.sentences
        near = words_for("relief") | load_words("hands", "vessels")
        for token in range(first + 1, last - 1):
            if low[token] != "from":
                continue
            at = token - 1 - (low[token - 1] == "each")
            if not (is_count(low[at]) or low[at] in {"others", "one"}) or self.context.timex_at[at] >= 0:
                continue
            if at - 1 > first and low[at - 1] not in _PARTED and low[at] != "others":
                continue
            before = {*low[first:at], *low[sentences[max(0, number - 1)].first : first]}
            if before.isdisjoint(near) or not before.isdisjoint(words_for("harmed")):
                continue
            if not low[first:at] or self.index.mentions_in(at, token):
                continue
            self.sheet.add_deeds(
                self.doers.lists.listed_from(token + 1, last), ["offers_help"], number, token
            )

    def _read_sums(self, number: int, first: int, last: int) -> None:
        """Read `Donors so far: Japan ($1m), Norway ($500,000)` and `Japan $1 million, Norway $500,000: …`."""
        low, names = self.index.low, self.context.document.names
        listed_: list[Doer] = []
        for m in self.index.mentions_in(first, last):
            mention = names.mentions[m]
            entity = names.entities[mention.entity]
            behind = self.index.mention_range[m][1]
            if mention.adjective or entity.type == "person" or is_own(entity, self.sheet.countries):
                continue
            at = behind + (behind < last and low[behind] in {"(", ":", "–", "-"})
            if at < last and self._is_sum(at, last):
                listed_.append(Doer(entity, mention.span))
            elif low[self._before(self.index.mention_range[m][0], first)] == "from":
                origin = self._before(self.index.mention_range[m][0], first)
                if self._ends_sum(origin, first):
                    # `$60m from | Peru, 25m from Chile`
                    listed_.append(Doer(entity, mention.span))
        told = listed("donors") & set(low[first:last])
        if len(listed_) >= _FEWEST and told:
            self.sheet.add_deeds(listed_, ["offers_help"], number, first)

    def _is_sum(self, at: int, last: int) -> bool:
        low = self.index.low
        return (
            low[at].startswith(MONEY)
            or low[at] in _CODES
            or (
                low[at][:1].isdigit()
                and at + 1 < last
                and not _SCALES.isdisjoint(low[at : min(at + 3, last)])
            )
        )

    def _before(self, begin: int, first: int) -> int:
        """Return the token before a name and its article."""
        return max(first, begin - 1 - (self.index.low[begin - 1] == "the"))

    def _ends_sum(self, at: int, first: int) -> bool:
        """Tell whether a sum stands right before a token: `$60m | from`, `30 million euros | from`."""
        low = self.index.low
        near = low[max(first, at - _SUM) : at]
        if not near or {",", ";", "and"} & set(near[-1:]):
            return False
        begin = next((i + 1 for i in range(len(near) - 1, -1, -1) if near[i] in {",", ";", "and"}), 0)
        words = near[begin:]
        return any(w.startswith(MONEY) or w in _CODES for w in words) or (
            words[0][:1].isdigit() and (words[0][-1:] in {"m", "n"} or not _SCALES.isdisjoint(words))
        )

    def _read_donors(self, number: int, last: int) -> None:
        """Read `Peru and Chile are among the donors`."""
        low = self.index.low
        for at in self.index.clauses_of[number]:
            clause = self.index.clauses[at]
            verb = clause.verb
            if verb is None or verb.lemma != "be" or verb.negated or verb.modal or clause.subject is None:
                continue
            if not {"donor", "donors"} & set(low[verb.last : min(verb.last + 5, last)]):
                continue
            first, behind = self.index.range_of(clause.subject)
            if behind > verb.first:
                continue
            doers = self.doers.lists.listed_from(first, behind) or self.doers.doers_of(first, behind)
            self.sheet.add_deeds(doers, ["offers_help"], number, verb.first)
