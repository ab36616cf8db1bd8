"""Roles: offices and callings before a name or, between commas, behind it."""

from briefgen.extract.layers.name_rules.mentions import Found, Page, join_tokens
from briefgen.extract.layers.sentences import Sentence
from briefgen.extract.lexicon import load_words

_MAX_LETTERS = 7
"""Longest body's name made of first letters, and one more."""
_LONGEST_BODY = 5
"""Words of a body's name looked at before that of a state."""
_MAX_ROLE = 16
"""Longest role read behind a name, in tokens."""
_LONGEST_LIST = 12
"""Tokens before a name in which the word stands for those whom a list names."""
_TITLES = 3
"""Titles cut short that stand together: `Brig. Gen. Dr.`."""
_DUTY = 3
"""Words that say what an office is for, and one more."""
_OWNER = 8
"""Tokens of an office with its owner before a name."""
_APPOSED_OWNER = 20
"""The same, where a comma parts them from the name: `the head of the firm's branch in Volna, Ana Vega,`."""
_ASIDES = frozenset({",", "—", "–", "--", "("})
"""What opens an aside behind a name."""
_ARTICLES = frozenset({"the", "a", "an"})
_BEFORE_ROLES = _ARTICLES | {"its", "his", "her", "their", "another", "one"}
_ENDS = frozenset({",", ".", ";", ":", "“", "”", '"', "(", ")", "—", "–", "--", "?", "!"})
_OPENING = frozenset({"“", '"'})
_QUOTED = 8
"""Tokens of the longest name in quotation marks within an office."""
_WHERE = frozenset({"in", "at", "across", "near", "outside", "inside", "beyond"})
_SPOTS = load_words("name_rules", "spots")
_ANYBODY = frozenset(
    {"official", "officer", "spokesman", "spokesperson", "source", "witness", "diplomat", "resident"}
)
"""Who speaks without a name: `the home of Ana Vega, an army official told us`."""
_CLOSERS = frozenset({",", ".", ";", ")", "—", "–", "--"})
_RELATIVES = frozenset({"who", "whose", "whom", "that", "which", "where", "when"})
_AUXILIARIES = frozenset({"is", "was", "has", "had", "will", "would"})


class RoleReader:
    """Reads the roles of the people of one document."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def add_role(self, found: Found) -> None:
        """Note the role that stands before a name or, between commas, behind it, and its country."""
        sentence = self.page.sentences[found.sentence]
        role = (
            self._role_before(found, sentence)
            or self._role_behind(found, sentence)
            or self._role_with_owner(found, sentence)
        )
        if role is None:
            found.role = self._role_of_several(found, sentence) or self._short_title(found, sentence)
            if found.first > sentence.first and self.page.ends_possessive(found.first - 1):
                # `Argentina's Ana Vega`
                found.role_country = self.page.nation_of(found.first - 1)
            return
        first, last = role
        first, found.role_country = self._state_before(first, last)
        found.role = join_tokens(self.page.tokens[first:last])
        if not found.role_country:
            found.role_country = next(
                (
                    c
                    for k in range(first, self._posted_from(first, last))
                    if (c := self.page.nation_of(k)) and not self._is_branch(k, first)
                ),
                "",
            )

    def _short_title(self, found: Found, sentence: Sentence) -> str:
        """Return the office that titles cut short before a name are: `Lt. Gen. | Ana Vega` is a Lieutenant General."""
        short, at = self.page.words.short_titles, found.first
        titles: list[str] = []
        while at > sentence.first and len(titles) < _TITLES:
            title = short.get(self.page.low[at - 1].rstrip("."))
            if title is None:
                break
            titles.insert(0, title)
            at -= 1
        return " ".join(titles)

    def _role_of_several(self, found: Found, sentence: Sentence) -> str:
        """Return the office that a list of people has in common: `student leaders Ana Vega and | Omar Zarin`."""
        at, low = found.first, self.page.low
        first = max(sentence.first, at - _LONGEST_LIST)
        while at > first and (low[at - 1] in (",", "and") or self.page.is_name_word(at - 1, sentence)):
            at -= 1
        several = any(self.page.is_name_word(k, sentence) for k in range(at, found.first)) or (
            low[found.last : found.last + 1] in (["and"], [","])
            and self.page.is_name_word(found.last + 1, sentence)
        )
        if at == sentence.first:
            # The office opens the sentence, with a capital.
            at += 1
        plural = self.page.tokens[at - 1].norm
        if not several or not plural.endswith("s") or low[at - 1][:-1] not in self.page.words.roles:
            return ""
        if at - 1 > sentence.first and plural[0].isupper():
            return ""
        start = at - 1
        while start > sentence.first and self._belongs_to_role(start - 1, sentence):
            start -= 1
        return join_tokens(self.page.tokens[start : at - 1]) + " " * (start < at - 1) + plural[:-1]

    def _belongs_to_role(self, at: int, sentence: Sentence) -> bool:
        """Tell whether a word before a role tells of what, whose or which office it is: `deputy`, `army`, `UN`."""
        word, base = self.page.tokens[at].norm, self.page.base[at]
        if base in self.page.words.days and word[0].isupper():
            # `on 27 May | Interior Minister Ana Vega`
            return False
        return (
            base in self.page.words.role_modifiers
            or base in self.page.words.role_bodies
            or base in self.page.words.fields
            or (word.isupper() and word.isalpha() and 1 < len(word) < _MAX_LETTERS)
            or (word[0].isupper() and word[-1].isalnum() and at > sentence.first)
            or self.page.nation_of(at) != ""
            or (word[0].isupper() and word[-1] == "." and len(word) > 2)
        )

    def _is_branch(self, at: int, first: int) -> bool:
        """Tell whether a state is where a body of no state has a branch: `director at Amnesty International | UK`."""
        root = self.page.knowledge.world.root
        return any(
            end == at and any(form.known.type == "organisation" and not form.known.country for form in forms)
            for start in range(max(first, at - _LONGEST_BODY), at)
            if self.page.tokens[start].norm[0].isupper()
            for end, forms in self.page.walk(root, start, at)
        )

    def _posted_from(self, first: int, last: int) -> int:
        """Return where a role goes on to whom somebody is sent, or reports on: `ambassador | to Iran`; else its end."""
        words = self.page.words
        for at in range(first, last):
            if self.page.low[at] in words.posted:
                return next(
                    (k for k in range(at + 1, last) if self.page.low[k] in ("to", "on", "for", "in")), last
                )
        return last

    def _state_before(self, first: int, last: int) -> tuple[int, str]:
        """Return where a role begins behind the state that it is of (`Sri Lankan | President`), and that state."""
        root = self.page.knowledge.world.root
        for start in (first, first - 1):
            if start < 0 or not self.page.tokens[start].norm[0].isupper():
                continue
            for end, forms in self.page.walk(root, start, last):
                for form in forms:
                    state = form.known.kind == "country" or form.known.type == "nationality"
                    capitals = self.page.tokens[start].norm.replace(".", "").isupper() or not form.upper
                    if state and capitals and not form.seat and first < end < last:
                        return end, form.known.country
        return first, ""

    def _role_before(self, found: Found, sentence: Sentence) -> tuple[int, int] | None:
        low, at = self.page.low, found.first
        at = self._before_titles(at, sentence)
        if at - 1 > sentence.first and low[at - 1] == "," and self._is_apposed(found, sentence):
            # `Peru's prime minister, Ana Vega, said`
            at -= 1
        if at == sentence.first:
            return None
        for phrase in self.page.words.roles.get(low[at - 1], ()):
            start = at - len(phrase)
            if start >= sentence.first and tuple(low[start:at]) == phrase:
                break
        else:
            return None
        # `of a resident Aigul` is a role; `one president and` is not reached.
        limit = max(sentence.first, start - 7)
        office = start
        while office > limit and self.page.base[office - 1] in self.page.words.role_modifiers:
            office -= 1
        while start > limit and self._belongs_to_role(start - 1, sentence):
            start -= 1
        if self._ends_where(start, office, sentence):
            return office, at
        return self._behind_body(self._whole_name(start, sentence), sentence), at

    def _ends_where(self, start: int, office: int, sentence: Sentence) -> bool:
        """Tell whether the words before an office only say where: `After talks in Galle | President Ana Vega left`."""
        at = start - (start > sentence.first and self.page.low[start - 1] in _ARTICLES) - 1
        if start == office or at < sentence.first or self.page.low[at] not in _WHERE:
            return False
        if not self.page.tokens[office].norm[0].isupper():
            return False
        if at == sentence.first and not self.page.tokens[start].norm[0].isupper():
            # `Across the border President Ana Vega said`
            return True
        return all(self.page.tokens[k].norm[0].isupper() and self._is_spot(k) for k in range(start, office))

    def _is_spot(self, at: int) -> bool:
        """Tell whether a word with a capital may be of a place, and of no office: not `Deputy`, `Army`, `Russian`."""
        words, base = self.page.words, self.page.base[at]
        return (
            base not in words.role_modifiers
            and base not in words.role_bodies
            and base not in words.fields
            and not (self.page.tokens[at].norm.isupper() and len(base) < _MAX_LETTERS)
            and not self.page.nation_of(at)
        )

    def _before_titles(self, at: int, sentence: Sentence) -> int:
        """Return the token behind which only titles stand before a name: `spokesman | Lt Gen Ana Vega`."""
        while (
            at > sentence.first
            and self.page.base[at - 1] in self.page.words.honorifics
            and self.page.low[at - 1] not in self.page.words.roles
        ):
            at -= 1
        return at

    def _behind_body(self, first: int, sentence: Sentence) -> int:
        """Return where a body's name begins that goes on into a role: `| Ministry of Health spokeswoman Ana Vega`."""
        heads, low = self.page.words.organisation_heads, self.page.low
        at = first - 1
        if (
            at - 1 < sentence.first
            or low[at] not in ("of", "for")
            or not self.page.tokens[first].norm[0].isupper()
        ):
            return first
        if low[at - 1] not in heads or not self.page.tokens[at - 1].norm[0].isupper():
            return first
        return at - 1

    def _whole_name(self, first: int, sentence: Sentence) -> int:
        """Return where the known name begins whose end a role has: `United | Nations envoy` opens a sentence."""
        if first - 1 != sentence.first:
            return first
        if self._begins_company(first - 1, sentence):
            return first - 1
        knowledge = self.page.knowledge
        ends = self.page.walk(knowledge.world.root, first - 1, sentence.last)
        return first - 1 if any(end > first for end, _ in ends) else first

    def _begins_company(self, at: int, sentence: Sentence) -> bool:
        """Tell whether a sentence opens with the name of whose office is told: `Zarya | Southern CEO Ana Vega`."""
        words, base = self.page.words, self.page.base
        return (
            self.page.is_name_word(at, sentence)
            and self.page.tokens[at + 1].norm[0].isupper()
            and base[at] not in words.no_names
            and base[at] not in self.page.lower_seen
            and base[at + 1] not in words.role_modifiers
            and base[at + 1] not in words.role_bodies
            and base[at + 1] not in words.roles
            and not self.page.nation_of(at)
        )

    def _is_apposed(self, found: Found, sentence: Sentence) -> bool:
        """Tell whether a name between commas ends there: a comma, a colon or a verb of speech is behind."""
        if found.last >= sentence.last:
            return False
        behind = self.page.low[found.last]
        if behind in (".", ";", "”", '"') and found.last - found.first > 1:
            return True
        return behind in (",", ":", "of") or behind in self.page.words.speech_verbs

    def _role_with_owner(self, found: Found, sentence: Sentence) -> tuple[int, int] | None:
        """Read a role with its owner before a name: `the mayor of Galle X`, `the chief of the EU, X,`."""
        low = self.page.low
        end = self._before_titles(found.first, sentence)
        apposition = end > sentence.first and low[end - 1] == ","
        if apposition:
            end -= 1
            if not self._is_apposed(found, sentence):
                return None
        elif end == sentence.first or not (
            self.page.is_name_word(end - 1, sentence) or self._ends_duty(end - 1, sentence)
        ):
            return None
        at = end - 1
        limit = max(sentence.first, end - (_APPOSED_OWNER if apposition else _OWNER))
        while at >= limit:
            word = low[at]
            if apposition and word == ")":
                # `of the Health Directorate (HD) in Volna, Ana Vega,`
                at = next((k for k in range(at - 1, limit, -1) if low[k] == "("), limit) - 1
                continue
            if (
                word in self.page.words.roles
                and at + 1 < end
                and (
                    low[at + 1] in ("of", "for", "at", "in", "to")
                    or (
                        apposition
                        and (low[at + 1] in self.page.words.leading or low[at + 1] in ("from", "with"))
                    )
                )
            ):
                phrases = (
                    p
                    for p in self.page.words.roles[word]
                    if tuple(low[max(0, at + 1 - len(p)) : at + 1]) == p
                )
                phrase = next(phrases, ())
                if not phrase:
                    # `Minister of State for …`: the office begins further ahead.
                    at -= 1
                    continue
                start = max(sentence.first, at + 1 - len(phrase))
                while start > sentence.first and (
                    low[start - 1] in self.page.words.role_modifiers
                    or low[start - 1] in self.page.words.role_bodies
                    or self.page.nation_of(start - 1)
                    or (len(low[start - 1]) > 1 and self.page.tokens[start - 1].norm.isupper())
                ):
                    start -= 1
                return start, end
            if word == "&" and apposition:
                at -= 1
                continue
            if not word[0].isalpha() or word in self.page.words.speech_verbs or self._opens_clause(at):
                return None
            at -= 1
        return None

    def _ends_duty(self, at: int, sentence: Sentence) -> bool:
        """Tell whether small words behind a role's `of` or `for` say what it is for: `minister of public | health`."""
        low, words = self.page.low, self.page.words
        first = at
        while first > sentence.first and low[first] not in ("of", "for"):
            word = low[first]
            if at - first > _DUTY or not word.isalpha() or word in words.speech_verbs or word.endswith("ing"):
                return False
            if word in words.clause_words or word in words.behind_names:
                return False
            first -= 1
        return sentence.first < first < at and low[first - 1] in words.roles

    def _ends_role(self, start: int, at: int) -> bool:
        """Tell whether a role of one or more words ends at a token: `secretary of state`, but not `X, Galle state`."""
        low = self.page.low
        return any(
            at + 1 - len(phrase) >= start and tuple(low[at + 1 - len(phrase) : at + 1]) == phrase
            for phrase in self.page.words.roles.get(low[at], ())
        )

    def _opens_clause(self, at: int) -> bool:
        """Tell whether a token ends a role: `who`, but not the `WHO`."""
        return self.page.low[at] in self.page.words.clause_words and not self.page.tokens[at].norm.isupper()

    def _role_behind(self, found: Found, sentence: Sentence) -> tuple[int, int] | None:
        """Read a role behind a name: `X, the mayor of Galle,`, `X, 34, a nurse who`, `X — a lawyer — said`."""
        low, words = self.page.low, self.page.words
        opened = self._behind_age(found.last, sentence)
        if opened + 1 >= sentence.last or low[opened] not in _ASIDES:
            return None
        start = opened + 1
        start += low[start] in ("then", "now", "formerly")
        lead = low[start : start + 1]
        start += lead[0] in _BEFORE_ROLES if lead else 0
        while start < sentence.last and low[start].endswith(("-year-old", "-years-old")):
            start += 1
        end, hit = start, False
        while end < sentence.last and end - start < _MAX_ROLE:
            word = low[end]
            if word in _OPENING and (closing := self._closing(end, sentence)) > end:
                # `spokesperson for the “Zarya Service” in Volna`
                end = closing + 1
                continue
            related = word in _RELATIVES and not self.page.tokens[end].norm.isupper()
            if related or word in _ENDS or word in words.speech_verbs or self._opens_clause(end):
                break
            if end == start + 1 and low[start] in words.place_nouns and word in ("of", "in", "on", "near"):
                # `Zarya, a suburb of Volna and`
                return None
            if end - start < 6 and self._ends_role(start, end) and not self._tells_kind(end + 1, sentence):
                hit = True
                following = low[end + 1] if end + 1 < sentence.last else ""
                if self.page.is_name_word(end + 1, sentence) and following not in words.roles:
                    # `In Geneva, spokeswoman Jane Doe`: the role belongs to the name behind it.
                    return None
            end += 1
        if not hit:
            return None
        if (
            end < sentence.last
            and low[end] in words.speech_verbs
            and lead[0] in ("a", "an")
            and low[end - 1] in _ANYBODY
        ):
            return None
        if end >= sentence.last or low[end] in _CLOSERS or low[end] in words.speech_verbs:
            return start, end
        # `Ana Vega, a nurse | who works here,`, `Ana Vega, the head of the union, | has fled`
        goes_on = low[end] in _RELATIVES or (low[end] in _AUXILIARIES and low[opened] == ",")
        return (start, end) if goes_on and (lead[0] in _ARTICLES or low[opened] == ",") else None

    def _tells_kind(self, at: int, sentence: Sentence) -> bool:
        """Tell whether a noun behind a word for a calling is what is meant: `a tourist | destination`."""
        words = self.page.words
        return at < sentence.last and (
            self.page.low[at] in words.place_nouns
            or self.page.low[at] in words.place_plurals
            or self.page.low[at] in _SPOTS
        )

    def _closing(self, at: int, sentence: Sentence) -> int:
        """Return where a short quotation closes that a token opens; -1 if it does not."""
        behind = range(at + 2, min(at + _QUOTED, sentence.last))
        return next((k for k in behind if self.page.low[k] in ("”", '"')), -1)

    def _behind_age(self, at: int, sentence: Sentence) -> int:
        """Return the token behind an age that stands behind a name: `Ana Vega, 34 | , a nurse`, `(34) | , a nurse`."""
        low = self.page.low
        if (
            at + 2 < sentence.last
            and low[at] in (",", "(")
            and low[at + 1].isdecimal()
            and len(low[at + 1]) < 4
        ):
            if low[at] == "(" and low[at + 2] == ")":
                return at + 3
            if low[at] == "," and low[at + 2] == ",":
                return at + 2
        return at
