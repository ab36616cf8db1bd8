"""The word lists that tell what a capitalised name is: lexicon/mentions.yaml."""

from functools import cache

import msgspec

from briefgen.extract.layers.name_rules.likeness import fold
from briefgen.extract.lexicon import load_lexicon, load_phrases, load_words


class MentionWords(msgspec.Struct, frozen=True):
    """mentions.yaml, made ready for lookup; all folded but the heads."""

    honorifics: frozenset[str]
    roles: dict[str, tuple[tuple[str, ...], ...]]
    """Roles by their last word, the longest first."""
    role_modifiers: frozenset[str]
    role_bodies: frozenset[str]
    """Whose a role is: `home ministry | spokesman`."""
    short_titles: dict[str, str]
    """Offices by their abbreviations: `gov` for Governor."""
    organisation_heads: frozenset[str]
    facility_heads: frozenset[str]
    street_heads: frozenset[str]
    """Of facility_heads, those of roads: the town that one is called after is not meant."""
    area_heads: frozenset[str]
    place_words: frozenset[str]
    place_behind: frozenset[str]
    place_prepositions: frozenset[str]
    sure_place_prepositions: frozenset[str]
    speech_verbs: frozenset[str]
    no_names: frozenset[str]
    common: frozenset[str]
    authorship: frozenset[str]
    owned_by_states: frozenset[str]
    body_words: frozenset[str]
    body_nouns: frozenset[str]
    company_behind: frozenset[str]
    facilities_behind: frozenset[str]
    facilities_kept: frozenset[str]
    area_names: frozenset[str]
    area_waters: frozenset[str]
    business: frozenset[str]
    sufferings: frozenset[str]
    posted: frozenset[str]
    owners_of_bodies: frozenset[str]
    national_heads: frozenset[str]
    """Before `Police` or `Guard`, in capitals: the name of a force."""
    kinds_of_places: dict[str, str]
    """PlaceKind by the word for it: `city` by `hamlet`."""
    river_verbs: frozenset[str]
    area_leads: frozenset[str]
    addressing: frozenset[str]
    plying: frozenset[str]
    building_leads: frozenset[str]
    city_waters: frozenset[str]
    governing: frozenset[str]
    leading: frozenset[str]
    """Behind an office: what its holder does (`the judge | leading the inquiry`)."""
    fields: frozenset[str]
    """What ministries and agencies are for."""
    thing_heads: frozenset[str]
    place_leads: frozenset[str]
    thing_words: frozenset[str]
    no_person_behind: frozenset[str]
    also_first_names: frozenset[str]
    installation_kinds: frozenset[str]
    installations: frozenset[str]
    people_from: frozenset[str]
    place_modifiers: frozenset[str]
    person_verbs: frozenset[str]
    before_persons: frozenset[str]
    kept_titles: frozenset[str]
    place_verbs: frozenset[str]
    town_verbs: frozenset[str]
    named_things: frozenset[str]
    fight_words: frozenset[str]
    held_adjectives: frozenset[str]
    terrain: frozenset[str]
    lengths: frozenset[str]
    aiming: frozenset[str]
    around: frozenset[str]
    land: frozenset[str]
    motion: frozenset[str]
    closing_in: frozenset[str]
    ruining: frozenset[str]
    hazards: frozenset[str]
    armed: frozenset[str]
    taking: frozenset[str]
    town_parts: frozenset[str]
    town_states: frozenset[str]
    near_adjectives: frozenset[str]
    surname_heads: frozenset[str]
    stay_words: frozenset[str]
    travel_words: frozenset[str]
    place_plurals: frozenset[str]
    compass: frozenset[str]
    bodies_behind: frozenset[str]
    media_bodies: frozenset[str]
    place_nouns: frozenset[str]
    verbs_of_address: frozenset[str]
    days: frozenset[str]
    small_words: frozenset[str]
    clause_words: frozenset[str]
    counting: frozenset[str]
    """Before a name: there are several of it, or it is somebody's."""
    acts: frozenset[str]
    region_heads: frozenset[str]
    state_heads: frozenset[str]
    company_heads: frozenset[str]
    media_heads: frozenset[str]
    security_heads: frozenset[str]
    letters: frozenset[str]
    outlet_verbs: frozenset[str]
    compound_tails: frozenset[str]
    given_names: frozenset[str]
    ship_titles: frozenset[str]
    ship_deeds: frozenset[str]
    behind_names: frozenset[str]
    """Small words that may stand behind a name without being a noun that it describes."""
    plain_verbs: frozenset[str]
    finite_verbs: frozenset[str]
    """Forms that are verbs and hardly nouns: `takes`, `carry`, `became`."""
    maybe_verbs: frozenset[str]
    """Forms that are verbs or nouns: `wait`, `works`."""
    bare_verbs: frozenset[str]
    """Verbs in their plain form, as commands begin: `take`."""
    late_heads: frozenset[str]
    """Last words of names of bodies that within a name tell nothing: `Team`."""
    surname_endings: tuple[str, ...]
    particles: frozenset[str]
    connectors: frozenset[str]


def _find_finite_verbs() -> frozenset[str]:
    """Return the third persons of verbs that are no nouns, and the pasts of irregular verbs."""
    unclear = load_words("verbs", "ambiguous")
    irregular = [entry.split() for entry in load_lexicon("verbs")["irregular"]]
    lemmas = load_words("verbs", "regular") | {entry[0] for entry in irregular}
    thirds = {
        lemma[:-1] + "ies"
        if lemma.endswith("y") and lemma[-2:-1] not in "aeiou"
        else lemma + ("es" if lemma.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")
        for lemma in lemmas - unclear
    }
    lemmas -= {entry[0] for entry in irregular if entry[0] in entry[1].split("/")}
    pasts = {form for entry in irregular for form in entry[1].split("/") if form != entry[0]}
    return frozenset(
        thirds | (lemmas - unclear) | (pasts - {"left", "saw", "felt", "ground", "wound", "found", "lay"})
    )


@cache
def load_mention_words() -> MentionWords:
    """Return mentions.yaml, made ready once."""
    name = "mentions"

    def folded(key: str) -> frozenset[str]:
        return frozenset(fold(w) for w in load_words(name, key))

    by_last: dict[str, list[tuple[str, ...]]] = {}
    for phrase in load_phrases(name, "roles"):
        words = tuple(phrase.split())
        by_last.setdefault(words[-1], []).append(words)
    return MentionWords(
        honorifics=folded("honorifics"),
        roles={k: tuple(sorted(v, key=lambda w: -len(w))) for k, v in by_last.items()},
        role_modifiers=folded("role_modifiers"),
        role_bodies=folded("role_bodies"),
        short_titles={fold(short): title for short, title in load_lexicon(name)["short_titles"].items()},
        organisation_heads=folded("organisation_heads"),
        facility_heads=folded("facility_heads"),
        street_heads=folded("street_heads"),
        area_heads=folded("area_heads"),
        place_words=folded("place_words"),
        place_behind=folded("place_behind"),
        place_prepositions=folded("place_prepositions"),
        sure_place_prepositions=folded("sure_place_prepositions"),
        speech_verbs=folded("speech_verbs"),
        no_names=folded("no_names"),
        common=folded("common_cities"),
        authorship=folded("authorship"),
        owned_by_states=folded("owned_by_states"),
        body_words=folded("body_words"),
        body_nouns=folded("body_nouns"),
        company_behind=folded("company_behind"),
        facilities_behind=folded("facilities_behind"),
        facilities_kept=folded("facilities_kept"),
        area_names=folded("area_names"),
        area_waters=folded("area_waters"),
        business=folded("business"),
        sufferings=folded("sufferings"),
        posted=folded("posted"),
        owners_of_bodies=folded("owners_of_bodies"),
        national_heads=folded("national_heads"),
        kinds_of_places={
            word: kind
            for kind, words in load_lexicon(name)["kinds_of_places"].items()
            for word in words.split()
        },
        river_verbs=folded("river_verbs"),
        area_leads=folded("area_leads"),
        addressing=folded("addressing"),
        plying=folded("plying"),
        building_leads=folded("building_leads"),
        city_waters=folded("city_waters"),
        governing=folded("governing"),
        leading=folded("leading"),
        fields=folded("fields"),
        thing_heads=folded("thing_heads"),
        place_leads=folded("place_leads"),
        thing_words=folded("thing_words"),
        no_person_behind=folded("no_person_behind"),
        also_first_names=folded("also_first_names"),
        installation_kinds=folded("installation_kinds"),
        installations=folded("installations"),
        people_from=folded("people_from"),
        place_modifiers=folded("place_modifiers"),
        person_verbs=folded("person_verbs"),
        before_persons=folded("before_persons"),
        kept_titles=folded("kept_titles"),
        place_verbs=folded("place_verbs"),
        town_verbs=folded("town_verbs") | folded("place_verbs"),
        travel_words=folded("travel_words"),
        stay_words=folded("stay_words"),
        surname_heads=folded("surname_heads"),
        named_things=folded("named_things"),
        near_adjectives=folded("near_adjectives"),
        fight_words=folded("fight_words"),
        held_adjectives=folded("held_adjectives"),
        terrain=folded("terrain"),
        lengths=folded("lengths"),
        aiming=folded("aiming"),
        around=folded("around"),
        land=folded("land"),
        motion=folded("motion"),
        closing_in=folded("closing_in"),
        ruining=folded("ruining"),
        hazards=folded("hazards"),
        armed=folded("armed"),
        taking=folded("taking"),
        town_parts=folded("town_parts"),
        town_states=folded("town_states"),
        place_plurals=folded("place_plurals"),
        compass=folded("compass"),
        bodies_behind=folded("bodies_behind"),
        media_bodies=folded("media_bodies"),
        place_nouns=folded("place_nouns"),
        verbs_of_address=folded("verbs_of_address"),
        days=folded("days"),
        small_words=folded("small_words"),
        clause_words=folded("clause_words"),
        counting=folded("counting"),
        acts=folded("acts"),
        region_heads=folded("region_heads"),
        state_heads=folded("state_heads"),
        company_heads=folded("company_heads"),
        media_heads=folded("media_heads"),
        security_heads=folded("security_heads"),
        letters=folded("letters"),
        outlet_verbs=folded("outlet_verbs"),
        compound_tails=folded("compound_tails"),
        given_names=folded("given_names") | folded("person_countries"),
        behind_names=frozenset(
            word
            for key in ("verbs", "prepositions", "closers", "determiners")
            for word in load_words("quantities", key)
        )
        | folded("adverbs_behind"),
        ship_titles=folded("ship_titles"),
        ship_deeds=folded("ship_deeds"),
        plain_verbs=frozenset(load_words("quantities", "verbs")),
        finite_verbs=_find_finite_verbs(),
        maybe_verbs=frozenset(
            form for verb in load_words("verbs", "ambiguous") for form in (verb, verb + "s", verb + "es")
        ),
        bare_verbs=load_words("verbs", "regular")
        | {entry.split()[0] for entry in load_lexicon("verbs")["irregular"]},
        late_heads=folded("late_heads"),
        surname_endings=tuple(sorted(folded("surname_endings"))),
        particles=folded("particles"),
        connectors=folded("connectors"),
    )
