"""Lists of states and bodies as doers: `Peru, Chile and the EU`, `France and 11 other nations`."""

from briefgen.extract.context import Context
from briefgen.extract.lexicon import load_words
from briefgen.extract.reaction_rules.actor_words import (
    phrases_by_word,
    words_for,
    words_of,
)
from briefgen.extract.reaction_rules.doer_nouns import Doer, is_capital, mentioned, state_words

_GLUE = load_words("reaction_rules", "glue")
_LONGEST_LIST = 60
"""Tokens between the first name of a list and its verb."""


class DoerLists:
    """Reads lists of doers in one article."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.index = context.index

    def counterparts_in(self, first: int, last: int) -> list[Doer]:
        """Return the states of `and his French and American counterparts`."""
        low, names = self.index.low, self.context.document.names
        at = next((t for t in range(first, last) if low[t] in {"counterpart", "counterparts"}), -1)
        if at < 0:
            return []
        found: list[Doer] = []
        for m in reversed(self.index.mentions_in(first, at)):
            begin, behind = self.index.mention_range[m]
            if not names.mentions[m].adjective or any(word not in _GLUE for word in low[behind:at]):
                break
            found.insert(0, mentioned(self.context, m))
            at = begin
        return found

    def gap_in(self, first: int, last: int) -> int:
        """Return where somebody else does the same by a verb left out: `called for calm | and Chile for talks`; -1."""
        low = self.index.low
        if "and" not in low[first + 1 : last - 2]:
            return -1
        comma = -1
        for token in range(first + 1, last - 2):
            if low[token] not in {"and", ","}:
                continue
            number = self.index.mention_at[token + 1]
            behind = self.index.mention_range[number][1] if number >= 0 else last
            if behind >= last or low[behind] not in {"for", "its"}:
                continue
            if low[token] == "and":
                # `called for calm, | Peru for talks and Chile for both`
                return comma if comma >= 0 else token
            asks = low[behind] == "for" and low[behind + 1] not in {"its", "his", "her", "the"}
            if comma < 0 and asks:
                comma = token
        return -1

    def joined(self, first: int, last: int) -> list[Doer]:
        """Return the actors of `The United Nations, Canada and the European Union`; none for people and adjectives."""
        names = self.context.document.names
        found: list[Doer] = []
        end = first
        for m in self.index.mentions_in(first, last):
            begin, behind = self.index.mention_range[m]
            entity = names.entities[names.mentions[m].entity]
            if entity.type == "person" or (names.mentions[m].adjective and not names.mentions[m].metonym):
                return []
            if found:
                gap = self.index.low[end:begin]
                if "(" in gap:
                    if entity is found[-1].entity:
                        # `the African Union (AU)`
                        end = behind
                        continue
                    # `the G7 (Germany, Canada …)`
                    break
                if gap[:1] == ["and"] and "of" in gap and self.index.low[first - 1] == "of":
                    # `The ambassadors of Peru and of Chile`
                    gap = [word for word in gap if word != "of"]
                if len(gap) > 2 and gap[-1] == "of" and gap[-2] in words_of("heads_of") and gap[0] in _GLUE:
                    # `Peru and the governments of Chile and Cuba`
                    gap = gap[:1]
                if "other" in gap and gap[0] in _GLUE:
                    # `Saudi Arabia and other Gulf states, Spain and …`
                    gap = gap[:1]
                while len(gap) > 1 and (gap[-1] in words_for("before_name") or "-" in gap[-1]):
                    # `Slovakia, Romania and little Moldova`, `Peru and the 15-nation bloc`
                    gap = gap[:-1]
                if not gap and entity.kind == found[-1].entity.kind == "country":
                    # `Finland France`: a comma is lost.
                    gap = [","]
                if not gap or any(word not in _GLUE for word in gap):
                    if len(found) > 1 and gap[:1] in ([","], ["and"]) and "of" in gap:
                        # `Yemen, the Maldives and one of Libya's governments`
                        break
                    if len(found) > 1 and gap[:1] in (["in"], ["at"]):
                        # `the embassies of Peru and Chile in Kandy`
                        break
                    return []
            end = behind
            found.append(Doer(entity, names.mentions[m].span))
        return found

    def listed_from(self, at: int, last: int) -> list[Doer]:
        """Return the states and bodies of a list that begins at a token: `Armenia, Tajikistan and the EU`."""
        names = self.context.document.names
        found: list[Doer] = []
        colon = next((t for t in range(at, min(at + 6, last)) if self.index.low[t] == ":"), -1)
        if colon >= 0 and not self.index.mentions_in(at, colon):
            # `by three neighbours: Peru, …`
            at = colon + 1
        while at < last:
            number = self.index.mention_at[at]
            if number < 0:
                word = self.index.low[at]
                if word not in (_GLUE if found else _GLUE | words_for("before_list")) and (
                    found or not word.isdigit()
                ):
                    if (named := self._behind_description(at, last)) > at:
                        # `Peru, | former colonial power France and …`
                        at = named
                        continue
                    break
                at += 1
                continue
            mention = names.mentions[number]
            entity = names.entities[mention.entity]
            is_state = (
                entity.kind == "country"
                or entity.type == "organisation"
                or mention.metonym
                or is_capital(entity)
                or (entity.type == "person" and entity.known)
            )
            if not is_state or mention.adjective:
                if found and (behind := self._behind_office(number, last)) > at:
                    # `Peru, Chile and | the Norwegian government`
                    found.append(Doer(entity, mention.span))
                    at = behind
                    continue
                break
            at = self.index.mention_range[number][1]
            if entity.type == "organisation" and self._is_rank_in(at, last):
                # `Peru and ASEAN chair Malaysia`
                at += 1
                continue
            found.append(Doer(entity, mention.span))
        return found

    def _behind_office(self, mention: int, last: int) -> int:
        """Return where a body of state that an adjective leads has ended: `the Norwegian government |`; else -1."""
        names, at = self.context.document.names, self.index.mention_range[mention][1]
        if not names.mentions[mention].adjective:
            return -1
        return next(
            (
                token + len(phrase)
                for token in range(at, min(at + 2, last))
                for phrase in phrases_by_word("state_nouns").get(self.index.low[token], ())
                if self.index.starts_with(token, phrase, last)
            ),
            -1,
        )

    def _behind_description(self, at: int, last: int) -> int:
        """Return the name that words for a state's kind stand before: `former colonial power | France`; else `at`."""
        named = at
        while named < last and self.index.low[named] in words_for("before_name"):
            named += 1
        return named if named < last and self.index.mention_at[named] >= 0 else at

    def of_nations(self, at: int, last: int) -> list[Doer]:
        """Return the states of `the American, the German and the Dutch`, each with its article and no noun."""
        low, names = self.index.low, self.context.document.names
        found: list[Doer] = []
        while at + 1 < last:
            at += low[at] in {",", "and"}
            at += low[at] == "and"
            m = self.index.mention_at[at + 1] if at + 1 < last and low[at] == "the" else -1
            if m < 0 or not names.mentions[m].adjective:
                break
            behind = self.index.mention_range[m][1]
            if behind < last and low[behind] not in {",", "and"} and self.index.verb_at[behind] < 0:
                # `the American ambassador`
                return []
            found.append(mentioned(self.context, m))
            at = behind
        return found if len(found) > 1 else []

    def _is_rank_in(self, at: int, last: int) -> bool:
        """Tell whether a body stands before a state only to say what it is there: `ASEAN | chair Malaysia`."""
        if at + 1 >= last or self.index.low[at] not in words_for("ranks"):
            return False
        number = self.index.mention_at[at + 1]
        names = self.context.document.names
        return number >= 0 and names.entities[names.mentions[number].entity].kind == "country"

    def mixed(self, first: int, last: int) -> list[Doer]:
        """Return the states of offices of several kinds: `The US and British embassies and the Turkish president`.

        None where a word of the phrase is neither a name nor one for a body or office of state, or where names alone
        are listed.
        """
        low, names = self.index.low, self.context.document.names
        if "and" not in low[first:last]:
            return []
        found: list[Doer] = []
        offices = False
        at = next((t + 1 for t in range(first, last) if low[t] == "including"), first)
        while at < last:
            m = self.index.mention_at[at]
            if m < 0:
                word = low[at]
                if word not in _GLUE and word not in words_of("heads_of") and word not in state_words():
                    return []
                offices = offices or word in state_words()
                at += 1
                continue
            entity = names.entities[names.mentions[m].entity]
            if entity.type == "person" or entity.kind in {"company", "media"}:
                return []
            if at > first + 1 and low[at - 1] == "of" and self.index.mention_at[at - 2] >= 0:
                # `Condor of Peru and Andes Air of Chile`
                return []
            if all(entity is not doer.entity for doer in found):
                found.append(Doer(entity, names.mentions[m].span))
            at = max(at + 1, self.index.mention_range[m][1])
        return found if offices and len(found) > 1 else []

    def behind_person(self, person: int, last: int) -> list[Doer]:
        """Return the states and bodies named behind a person: `Ana Vega, | the European Union and Peru`."""
        low = self.index.low
        at = self.index.mention_range[person][1]
        if at + 1 >= last or low[at] not in {",", "and"} or "and" not in low[at:last]:
            return []
        rest = self.joined(at, last)
        return rest if rest and self.index.range_of(rest[-1].span)[1] == last else []

    def listed_to_verb(self, first: int, last: int, verb: int) -> list[Doer]:
        """Return the list whose first name is all that a subject [first, last) has kept, up to its verb.

        `Peru | (PE), the African Union (AU) and Chile, as well as other states, condemned`; `Peru | and Chile, which
        has an envoy there, summoned`.
        """
        low = self.index.low
        if last >= verb or low[last] not in {",", "("} or verb - last > _LONGEST_LIST:
            return []
        end = verb
        for token in range(last + 1, verb):
            relative = low[token] in {"which", "who", "whose", "where"}
            if relative or low[token : token + 3] == ["as", "well", "as"]:
                end = token
                break
        while end > last and (
            low[end - 1] in {",", "as", "all", "both", "have", "has"} or low[end - 1].endswith("ly")
        ):
            end -= 1
        if "and" not in low[last:verb] or self.index.has_verb(last, end):
            return []
        found = self.joined(first, end)
        if len(found) < 2:
            return []
        behind = self.index.range_of(found[-1].span)[1]
        return (
            found
            if all(self.index.low[t] in _GLUE or self.index.mention_at[t] >= 0 for t in range(behind, end))
            else []
        )

    def ends_list(self, first: int) -> bool:
        """Tell whether a subject is the last name of a list: `after Peru, Chile and | Spain had left`."""
        low = self.index.low
        if first < 5 or low[first - 1] not in {"and", ","}:
            return False
        behind = self._last_before(first)
        if self.index.mention_at[behind] < 0:
            return False
        begin = self.index.mention_range[self.index.mention_at[behind]][0]
        begin -= low[begin - 1] == "the"
        return low[begin - 1] == "," and self.index.mention_at[begin - 2] >= 0

    def _last_before(self, first: int) -> int:
        """Return the last token of a list before its last name: `Peru, Cuba | and Chile`, `Peru, Cuba |, and Chile`."""
        low = self.index.low
        return first - 3 if low[first - 1] == "and" and low[first - 2] == "," else first - 2

    def list_ending(self, first: int, joined: list[Doer]) -> list[Doer]:
        """Return a list of states of which only the last ones stand in a phrase: `Peru, Cuba and | Chile`."""
        return [*self.list_before(first), *joined] if self.ends_list(first) else joined

    def list_before(self, first: int) -> list[Doer]:
        """Return the states of a list that a comma has cut off its subject: `after Peru, Chile, | Cuba and Spain`."""
        low, names = self.index.low, self.context.document.names
        found: list[Doer] = []
        while first > 2 and (low[first - 1] == "," or (not found and low[first - 1] == "and")):
            number = self.index.mention_at[self._last_before(first)]
            if number < 0 or names.mentions[number].adjective:
                break
            entity = names.entities[names.mentions[number].entity]
            if not (
                entity.kind == "country" or entity.type == "organisation" or names.mentions[number].metonym
            ):
                break
            found.insert(0, Doer(entity, names.mentions[number].span))
            first = self.index.mention_range[number][0]
            first -= low[first - 1] == "the"
        return found
