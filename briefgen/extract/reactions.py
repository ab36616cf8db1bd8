"""Reactions: what foreign and international actors say and do."""

from collections.abc import Collection
from functools import cache
from typing import get_args

import msgspec

from briefgen.extract.frames import Context, ReactionFrame, Slot, is_day
from briefgen.extract.gazetteer import load_countries
from briefgen.extract.layers.clauses import Clause
from briefgen.extract.layers.names import Entity
from briefgen.extract.layers.speakers import find_speaker
from briefgen.extract.lexicon import load_lexicon, load_phrases
from briefgen.extract.wording import as_sentence, text_of
from briefgen.model.brief import ActorKind, Stance
from briefgen.model.span import Span

_MIN_QUOTE_TOKENS = 3
_MAX_TEXT = 400
"""Longest text made of several sentences, in code points."""


_BEHIND_ACTOR = frozenset({",", "and", "(", "'s", "’s", "-led", "alliance", "bloc", "—", "–"})


class Actor(msgspec.Struct, frozen=True):
    """Who reacts."""

    name: str
    kind: ActorKind
    country: str
    span: Span
    speaker: str
    role: str
    speaker_span: Span | None


class DroppedReaction(msgspec.Struct, frozen=True):
    """Words that were no reaction, and why."""

    reason: str
    span: Span


class _Doer(msgspec.Struct, frozen=True):
    """Who does something, and for whom."""

    entity: Entity
    behalf: Entity | None
    role: str
    span: Span


class _Stance(msgspec.Struct, frozen=True):
    name: Stance
    verbs: dict[str, tuple[tuple[str, ...], ...]]
    words: tuple[tuple[tuple[str, ...], ...], ...]


@cache
def _stances() -> tuple[_Stance, ...]:
    raw = load_lexicon("stances")
    known = get_args(Stance)
    return tuple(
        _Stance(
            name=next(stance for stance in known if stance == name),
            verbs={
                verb: tuple(tuple(words.lower().split()) for words in needed)
                for verb, needed in raw["stances"][name].get("verbs", {}).items()
            },
            words=tuple(
                tuple(tuple(words.lower().split()) for words in pattern)
                for pattern in raw["stances"][name].get("words", ())
            ),
        )
        for name in raw["order"]
    )


def find_reactions(
    context: Context, countries: Collection[str]
) -> tuple[list[ReactionFrame], list[DroppedReaction]]:
    """Find the reactions that one article tells, in text order.

    Args:
        context: the article's layers.
        countries: codes of the countries whose crisis it is; their own people and bodies never react.

    Returns:
        One frame for each statement or deed, actor and stance; and what was left out.
    """
    finder = _Finder(context, frozenset(countries))
    finder.read_statements()
    finder.read_deeds()
    return finder.found, finder.dropped


class _Finder:
    def __init__(self, context: Context, countries: frozenset[str]) -> None:
        self.context = context
        self.index = context.index
        self.countries = countries
        self.found: list[ReactionFrame] = []
        self.dropped: list[DroppedReaction] = []

    def read_statements(self) -> None:
        """Find what actors say, each stance of a sentence once for an actor."""
        context = self.context
        said: list[tuple[bool, int, int, Actor, Stance]] = []
        for number, attribution in enumerate(context.document.attributions):
            if attribution.source is None or context.cue_sentence[number] < 0 or context.is_outlet(number):
                continue
            if context.document.sentences[context.cue_sentence[number]].kind not in {"body", "dek"}:
                continue
            actors = self._speakers(number)
            stances = self._statement_stances(number) if actors else []
            width = sum(last - first for first, last in context.content_ranges[number])
            said += [
                (not actor.speaker, width, number, actor, stance) for actor in actors for stance in stances
            ]
        # Named speakers first, then innermost: in `according to Psaki, Blinken assured him …` Blinken assures.
        said.sort(key=lambda entry: entry[:3])
        told: set[tuple[str, str, int]] = set()
        for _, _, number, actor, stance in said:
            key = (actor.name, stance, context.cue_sentence[number])
            if key not in told:
                told.add(key)
                sentence = context.document.sentences[context.cue_sentence[number]]
                self._add(actor, stance, number, sentence.span, self._quote(number))
        self.found.sort(key=lambda frame: (frame.evidence, frame.actor.value, frame.stance))

    def _add(self, actor: Actor, stance: Stance, number: int, cue_sentence: Span, quote: Span | None) -> None:
        evidence = self._evidence(number, cue_sentence, quote)
        first, last = self.index.range_of(evidence)
        self.found.append(
            ReactionFrame(
                actor=Slot(actor.name, actor.span, "sentence"),
                country=actor.country,
                kind=actor.kind,
                speaker=Slot(actor.speaker, actor.speaker_span, "sentence") if actor.speaker else None,
                role=actor.role,
                stance=stance,
                text=self._text(number, cue_sentence, quote, evidence),
                quote=quote,
                date=self._date(number, first, last),
                evidence=evidence,
            )
        )

    def _evidence(self, number: int, cue_sentence: Span, quote: Span | None) -> Span:
        """Return the sentences of cue and quotation, as one stretch."""
        spans = [cue_sentence]
        if quote is not None:
            first, last = self.index.range_of(quote)
            spans += [
                self.context.document.sentences[s].span
                for s in {self.index.sentence_of[first], self.index.sentence_of[last - 1]}
                if s >= 0
            ]
        return Span(min(s.start for s in spans), max(s.end for s in spans))

    def _text(self, number: int, cue_sentence: Span, quote: Span | None, evidence: Span) -> str:
        """Return the sentence of the cue, or all of the quotation that begins before it."""
        context = self.context
        if (
            quote is not None
            and quote.start < cue_sentence.start
            and evidence.end - evidence.start <= _MAX_TEXT
        ):
            return as_sentence(context, *self.index.range_of(evidence))
        return text_of(context, context.cue_sentence[number])

    def _quote(self, number: int) -> Span | None:
        quotes = self.context.document.attributions[number].quotes
        for quote in quotes:
            first, last = self.index.range_of(quote)
            if last - first >= _MIN_QUOTE_TOKENS:
                return quote
        return None

    def _date(self, number: int, first: int, last: int) -> Slot | None:
        context = self.context
        sentence = context.cue_sentence[number]
        for timex in context.timexes_of[sentence]:
            value = context.document.timexes[timex]
            if (
                context.is_speaking_time(timex)
                and value.date is not None
                and is_day(value.date)
                and (context.published is None or value.date <= context.published)
            ):
                return Slot(value.date, value.span, "sentence")
        cue = context.document.attributions[number].cue
        clause = context.clause_at(self.index.range_of(cue)[0]) if cue is not None else None
        own = context.timex_of_clause(clause) if clause is not None else None
        if own is not None:
            value = context.document.timexes[own]
            if value.date is not None and is_day(value.date) and (context.published or "9") >= value.date:
                return Slot(value.date, value.span, "clause")
        before = context.date_before(sentence)
        if (
            before is not None
            and is_day(before.date)
            and (context.published is None or before.date <= context.published)
        ):
            return Slot(before.date, before.span, "before")
        return Slot(context.published, None, "article") if context.published is not None else None

    # Actors

    def _speakers(self, number: int) -> list[Actor]:
        context = self.context
        attribution = context.document.attributions[number]
        entities = context.document.names.entities
        if attribution.source is None:
            return []
        first, last = self.index.range_of(attribution.source)
        joined = self._joined(first, last)
        if len(joined) > 1:
            return [a for entity, span in joined if (a := self._actor(entity, None, "", span)) is not None]
        if attribution.speaker is None and attribution.on_behalf is None:
            return []
        main = attribution.speaker if attribution.speaker is not None else attribution.on_behalf
        behalf = attribution.on_behalf if attribution.speaker is not None else None
        if main is None:
            return []
        if attribution.speaker is None and not self._speaks_for(first, last):
            return []
        actor = self._actor(
            entities[main],
            entities[behalf] if behalf is not None else None,
            attribution.role,
            attribution.source,
        )
        if actor is None:
            self.dropped.append(DroppedReaction(self._reason(entities[main]), attribution.source))
        return [actor] if actor is not None else []

    def _speaks_for(self, first: int, last: int) -> bool:
        """Tell whether `Russia's foreign ministry`, `the Polish government` speaks for a state."""
        words = set(self.index.low[first:last])
        return bool(
            words
            & {
                "ministry",
                "government",
                "embassy",
                "presidency",
                "minister",
                "president",
                "spokesman",
                "spokeswoman",
                "spokesperson",
                "army",
                "officials",
                "parliament",
                "department",
                "office",
                "authorities",
                "commissioner",
                "secretary",
                "secretary-general",
                "envoy",
                "ambassador",
                "chief",
                "leaders",
                "diplomats",
                "council",
                "chancellor",
                "king",
                "premier",
            }
        )

    def _reason(self, entity: Entity) -> str:
        if entity.country in self.countries:
            return "speaker of the country itself"
        return "speaker without a known office"

    def _joined(self, first: int, last: int) -> list[tuple[Entity, Span]]:
        """Return the actors of `The United Nations, Canada and the European Union`."""
        names = self.context.document.names
        inside = self.index.mentions_in(first, last)
        found: list[tuple[Entity, Span]] = []
        for m in inside:
            begin, _end = self.index.mention_range[m]
            entity = names.entities[names.mentions[m].entity]
            if entity.type == "person" or names.mentions[m].adjective:
                return []
            if found:
                gap = self.index.low[self.index.mention_range[inside[len(found) - 1]][1] : begin]
                if not gap or any(word not in {",", "and", "the", "as", "well", "or"} for word in gap):
                    return []
            found.append((entity, names.mentions[m].span))
        return found

    def _actor(self, entity: Entity, behalf: Entity | None, role: str, span: Span) -> Actor | None:
        """Return the foreign or international actor that an entity is or speaks for; None if it is none."""
        speaker = entity if entity.type == "person" else None
        body = behalf if speaker is not None else entity
        name, kind, country = "", "state", ""
        if body is not None and body.type == "organisation":
            if body.kind == "media":
                return None
            country = body.country
            kind = self._kind(body)
            name = body.name
            if body.kind in {"state_body", "security_force", "party"} and country:
                name, kind = _country_name(country), "state"
            elif kind == "international_organisation":
                country = ""
            elif not country and not body.known and kind not in {"ngo"}:
                return None
        elif body is not None and (
            body.type == "nationality" or body.kind == "country" or body.type == "place"
        ):
            country = body.country
            if not country:
                return None
            name = _country_name(country)
        if speaker is not None and kind == "state":
            # `Secretary-General of the CSTO` speaks for it, whatever country he is from.
            organisation = self._organisation_in(speaker.role)
            if organisation is not None and organisation.kind == "international_organisation":
                name, kind, country = organisation.name, "international_organisation", ""
        if speaker is not None and not name:
            country = speaker.country
            if not country and not speaker.role:
                return None
            if country:
                name = _country_name(country)
                if not _is_office(role or speaker.role):
                    name, kind = speaker.name, "person"
                    if not speaker.known:
                        return None
            else:
                organisation = self._organisation_in(speaker.role)
                if organisation is None:
                    return None
                name, kind = organisation.name, self._kind(organisation)
                country = "" if kind == "international_organisation" else organisation.country
        if not name or (country and country in self.countries):
            return None
        if speaker is not None and speaker.country in self.countries:
            return None
        kinds = get_args(ActorKind)
        return Actor(
            name=_parent(name),
            kind=next(k for k in kinds if k == kind),
            country=country,
            span=span,
            speaker=speaker.name if speaker is not None and speaker.name != name else "",
            role=(role or speaker.role) if speaker is not None and speaker.name != name else "",
            speaker_span=span if speaker is not None else None,
        )

    def _organisation_in(self, role: str) -> Entity | None:
        """Return the body that a known role names: `UN Secretary-General`."""
        for entity in self.context.document.names.entities:
            if entity.type != "organisation" or entity.kind == "media":
                continue
            if entity.name.lower() in role.lower():
                return entity
        words = role.split()
        for mention in self.context.document.names.mentions:
            entity = self.context.document.names.entities[mention.entity]
            if entity.type == "organisation" and mention.surface in words and entity.kind != "media":
                return entity
        return None

    def _kind(self, body: Entity) -> str:
        if body.kind in {"international_organisation", "ngo", "company"}:
            return body.kind
        for kind, words in load_lexicon("stances")["kinds"].items():
            if any(word.lower() in body.name.lower() for word in words):
                return str(kind)
        return (
            "state"
            if body.kind in {"state_body", "security_force"}
            else "ngo"
            if body.kind == "other"
            else "company"
        )

    # Stances

    def _statement_stances(self, number: int) -> list[Stance]:
        context = self.context
        attribution = context.document.attributions[number]
        ranges = list(context.content_ranges[number])
        cue = attribution.cue
        if cue is not None:
            first, last = self.index.range_of(cue)
            ranges.append((first, last))
        found: list[Stance] = []
        for stance in _stances():
            if self._matches(stance, ranges, attribution.lemma, cue):
                found.append(stance.name)
        if not found and attribution.quotes and self._quote(number) is not None:
            return ["other"]
        return _reconciled(found)

    def _matches(self, stance: _Stance, ranges: list[tuple[int, int]], lemma: str, cue: Span | None) -> bool:
        low = self.index.low
        content = [token for first, last in ranges for token in range(first, last)]
        lemmas: list[tuple[str, int, int]] = []
        if cue is not None and lemma.split(" ")[0] in stance.verbs:
            first, last = self.index.range_of(cue)
            end = max([last, *(b for a, b in ranges if a >= first)])
            lemmas.append((lemma.split(" ")[0], last, min(end, last + 26)))
        seen: set[int] = set()
        for token in content:
            number = self.index.verb_at[token]
            if number < 0 or number in seen:
                continue
            seen.add(number)
            clause = self.index.clauses[number]
            verb = clause.verb
            if verb is None or verb.negated or verb.lemma not in stance.verbs:
                continue
            if not self._by_speaker(clause):
                continue
            lemmas.append((verb.lemma, verb.last, min(clause.last, verb.last + 26)))
        for verb_lemma, first, last in lemmas:
            needed = stance.verbs[verb_lemma]
            if not needed:
                return True
            if self._holds_any(needed, first, last):
                return True
        present = {low[token] for token in content}
        for pattern in stance.words:
            if all(phrase[0] in present for phrase in pattern) and all(
                any(self.index.starts_with(token, phrase, len(low)) for token in content)
                for phrase in pattern
            ):
                return True
        return False

    def _holds_any(self, needed: tuple[tuple[str, ...], ...], first: int, last: int) -> bool:
        """Tell whether one of the phrases stands in the tokens; `@own` is a person or body of the country."""
        names = self.context.document.names
        present = set(self.index.low[first:last])
        for phrase in needed:
            if phrase == ("@own",):
                inside = (
                    names.entities[names.mentions[m].entity] for m in self.index.mentions_in(first, last)
                )
                if any(e.country in self.countries and e.type in {"person", "organisation"} for e in inside):
                    return True
            elif phrase[0] in present and any(
                self.index.starts_with(token, phrase, last) for token in range(first, last)
            ):
                return True
        return False

    def _by_speaker(self, clause: Clause) -> bool:
        """Tell whether a verb inside a statement is the speaker's own deed: `we condemn`, `calling on`."""
        if clause.subject is None:
            return True
        first, last = self.index.range_of(clause.subject)
        words = self.index.low[first:last]
        if clause.subject_inherited or not words:
            return True
        if words[0] in {"we", "i", "it", "they", "he", "she"}:
            return True
        names = self.context.document.names
        inside = [names.entities[names.mentions[m].entity] for m in self.index.mentions_in(first, last)]
        return any(e.country not in self.countries for e in inside if e.type != "person") and bool(inside)

    # Deeds

    def read_deeds(self) -> None:
        """Find what actors do: send forces, close a border, evacuate their nationals."""
        context = self.context
        told: dict[Span, set[Stance]] = {}
        for frame in self.found:
            told.setdefault(frame.evidence, set()).add(frame.stance)
        for clause in self.index.clauses:
            verb = clause.verb
            if verb is None or clause.subject is None or verb.negated or clause.kind == "infinitive":
                continue
            sentence = context.document.sentences[clause.sentence]
            if sentence.kind not in {"body", "dek"} or context.is_quoted(verb.span):
                continue
            if verb.passive or verb.modal in {"may", "might", "could", "would", "should", "must"}:
                continue
            first, last = self.index.range_of(clause.subject)
            inside = self.index.mentions_in(first, last)
            actors = self._doers(inside, first, last)
            for doer in actors:
                span = doer.span
                actor = self._actor(doer.entity, doer.behalf, doer.role, span)
                if actor is None:
                    continue
                end = min(sentence.last, max(clause.last, verb.last + 16))
                for stance in _stances():
                    needed = stance.verbs.get(verb.lemma)
                    lemma_end = verb.last
                    if needed is None:
                        continue
                    if needed and not self._holds_any(needed, lemma_end, min(end, lemma_end + 14)):
                        continue
                    if stance.name in told.get(sentence.span, ()):
                        continue
                    if any(
                        f.actor.value == actor.name
                        and f.stance == stance.name
                        and f.evidence == sentence.span
                        for f in self.found
                    ):
                        continue
                    self.found.append(
                        ReactionFrame(
                            actor=Slot(actor.name, span, "clause"),
                            country=actor.country,
                            kind=actor.kind,
                            speaker=Slot(actor.speaker, span, "clause") if actor.speaker else None,
                            role=actor.role,
                            stance=stance.name,
                            text=as_sentence(context, sentence.first, sentence.last),
                            quote=None,
                            date=self._deed_date(verb.first, clause.sentence),
                            evidence=sentence.span,
                        )
                    )

    def _doers(self, inside: list[int], first: int, last: int) -> list[_Doer]:
        """Return who does something: the person of a subject, else the bodies and states that lead it."""
        names = self.context.document.names
        people = [m for m in inside if names.entities[names.mentions[m].entity].type == "person"]
        if len(people) == 1:
            person = find_speaker(self.index, (first, last), None, self.index.sentence_of[first], [])
            mention = names.mentions[people[0]]
            if person.entity != mention.entity:
                return []
            behalf = names.entities[person.on_behalf] if person.on_behalf is not None else None
            return [_Doer(names.entities[mention.entity], behalf, person.role, mention.span)]
        if not inside or people or self.index.mention_range[inside[0]][0] - first > 1:
            return []
        mention = names.mentions[inside[0]]
        if mention.adjective and not mention.metonym:
            return []
        behind = self.index.mention_range[inside[0]][1]
        if behind < last and self.index.low[behind] not in _BEHIND_ACTOR:
            return []
        actors = self._joined(first, last)
        if len(actors) < 2:
            actors = [(names.entities[mention.entity], mention.span)]
        return [_Doer(entity, None, "", span) for entity, span in actors]

    def _deed_date(self, token: int, sentence: int) -> Slot | None:
        context = self.context
        dated = context.date_of(token)
        if (
            dated is not None
            and is_day(dated.date)
            and (context.published is None or dated.date <= context.published)
        ):
            return Slot(dated.date, dated.span, dated.how)
        first, last = token, token + 1
        spoken = context.speaking_date(first, last)
        if spoken is not None:
            return spoken
        return Slot(context.published, None, "article") if context.published is not None else None


def _reconciled(found: list[Stance]) -> list[Stance]:
    """Leave out the weaker of two stances that say one thing."""
    kept = list(found)
    stronger: tuple[tuple[Stance, Stance], ...] = (
        ("calls_for_restraint", "supports_protesters"),
        ("condemns", "monitors"),
        ("sends_forces", "offers_help"),
        ("warns", "monitors"),
        ("warns", "denies"),
    )
    for strong, weak in stronger:
        if strong in kept and weak in kept:
            kept.remove(weak)
    return kept[:3]


@cache
def _parents() -> dict[str, str]:
    return {
        body.lower(): whole for whole, bodies in load_lexicon("stances")["parents"].items() for body in bodies
    }


def _parent(name: str) -> str:
    """Return the organisation that a body of it speaks for: the United Nations for its human rights office."""
    low = name.lower()
    for body, whole in _parents().items():
        if low == body or (body.endswith(" ") and low.startswith(body)):
            return whole
    return name


def _country_name(code: str) -> str:
    country = load_countries().get(code)
    return country.name if country is not None else code


def _is_office(role: str) -> bool:
    """Tell whether a role is an office of state, so that its holder speaks for the country."""
    words = set(role.lower().replace("-", " ").split())
    return bool(
        words
        & {
            "president",
            "minister",
            "premier",
            "chancellor",
            "secretary",
            "spokesman",
            "spokeswoman",
            "spokesperson",
            "ambassador",
            "king",
            "queen",
            "emir",
            "prince",
            "envoy",
            "foreign",
            "government",
            "state",
        }
    ) and not words & {"former", "ex"}


def about_words() -> frozenset[str]:
    """Return the words by which a statement is about a crisis."""
    return frozenset(load_phrases("stances", "about"))
