"""Bodies by what stands around their names: firms, parties, papers and stations."""

from briefgen.extract.layers.name_rules.mentions import Page
from briefgen.extract.layers.name_rules.run_places import RunPlaces
from briefgen.extract.layers.name_rules.runs import SURE_CUES, Run, Verdict, settle
from briefgen.extract.lexicon import load_words

_BUSINESS = frozenset({"shares", "ceo", "shareholders", "subsidiary", "headquarters", "customers", "stock"})
"""Behind a possessive: it is a company's."""
_SERVICES = frozenset(
    {"service", "office", "body", "directorate", "department", "platform", "alliance", "trust"}
)
"""Right before a name of one word: it is a body's."""
_DESCRIBED = 5
"""Words before a name within which its description begins."""
_OWNERS = frozenset({"his", "her", "their", "its", "my", "our"})
_TOLD = load_words("name_rules", "told")
"""Before a paper or station that somebody speaks to, or that reports."""
_OUTLETS = load_words("name_rules", "outlets")
"""Last words of names of papers and sites, beside those of `media_heads`."""
_STATIONS = frozenset({"radio", "canal", "rádio", "tv", "télé", "channel"})
"""First words of names of stations."""


class RunBodies:
    """Tells which runs of one document name bodies."""

    def __init__(self, page: Page, land: RunPlaces) -> None:
        self.page = page
        self.land = land

    def by_body_beside(self, run: Run) -> Verdict:
        """A word for a kind of body beside a run makes a body of it: `the X party`, `the airline X`."""
        words = self.page.words
        if run.common or run.place_cue:
            return None
        if self.land.is_island_group(run) or (
            # `through the Zarya channel`
            run.behind == "channel"
            and run.before == "the"
            and self.page.low[run.first - 2] in ("through", "across", "along", "down", "up")
        ):
            return settle(run.found, "place", "head", "area")
        behind = run.behind in words.bodies_behind
        if run.cue not in SURE_CUES and self._is_called_body(run):
            return settle(run.found, "organisation", "head", "other")
        if run.apposed == "body" or (behind and run.before == "the"):
            kind = (
                "party" if run.behind == "party" else "media" if run.behind in words.media_bodies else "other"
            )
            return settle(run.found, "organisation", "head", kind if behind else "other")
        if run.before == "carrier" and self._begins_with_first_name(run.bases):
            # `the carrier Ana Vega`
            return False
        if run.before in words.body_nouns and run.cue not in SURE_CUES and not self._is_owned(run):
            return settle(run.found, "organisation", "head", "other")
        if run.single and run.before in _SERVICES and run.cue not in SURE_CUES and self._is_described(run):
            # `the relief service Zarya said`; `the security service Ana Vega` may be its chief
            return settle(run.found, "organisation", "head", "other")
        if (
            run.before in words.bodies_behind
            and not run.cue
            and not self._is_owned(run)
            and not self._begins_with_first_name(run.bases)
        ):
            # `the party Zarya`
            return settle(run.found, "organisation", "head", "party" if run.before == "party" else "other")
        owned = self.page.ends_possessive(run.last - 1)
        if run.behind in (words.company_behind if not owned else _BUSINESS) and not (owned and run.cue):
            return settle(run.found, "organisation", "head", "company")
        return None

    def _is_described(self, run: Run) -> bool:
        """Tell whether an article and another word stand before what a name is of: `the relief service | Zarya`."""
        # `After the service Vega left` tells of no body.
        before = self.page.low[max(run.sentence.first, run.first - _DESCRIBED) : run.first]
        return not {"the", "a", "an"}.isdisjoint(before[:-2]) and not any(
            word in _OWNERS or word.endswith(("'s", "’s")) for word in before
        )

    def _is_called_body(self, run: Run) -> bool:
        """Tell whether a kind of body has this name: `a group called | Zarya`, `a gang known as | Volna`."""
        low, words, first = self.page.low, self.page.words, run.sentence.first
        two = low[max(first, run.first - 2) : run.first]
        if two[-1:] in (["called"], ["named"], ["dubbed"]):
            at = run.first - 2
        elif two in (["known", "as"], ["calling", "itself"], ["calls", "itself"], ["called", "itself"]):
            at = run.first - 3 - (low[run.first - 3] in ("that", "which"))
        else:
            return False
        return at >= first and (low[at] in words.body_nouns or low[at] in words.bodies_behind)

    def _begins_with_first_name(self, bases: list[str]) -> bool:
        return bases[0] in self.page.words.given_names

    def by_outlet(self, run: Run) -> Verdict:
        """What reports or quotes is an outlet, if no first name begins it."""
        words = self.page.words
        posted = self.page.low[run.last + 1 : run.last + 2] == ["on"]
        reports = run.behind in words.outlet_verbs and not posted
        if run.cue == "speech" and reports and run.bases[0] not in words.given_names:
            return settle(run.found, "organisation", "outlet", "media")
        if run.cue in SURE_CUES or run.first == run.sentence.first:
            return None
        named = not run.single and (run.bases[-1] in _OUTLETS or run.bases[0] in _STATIONS)
        written = self.page.tokens[run.first - 1].norm == "The" and run.first - 1 > run.sentence.first
        lead = self.page.low[run.first - 2] if written else run.before
        if (named or written) and lead in _TOLD and run.bases[0] not in words.given_names:
            # `told Zarya Standard`, `told The Volna`
            return settle(run.found, "organisation", "outlet", "media")
        return None

    def by_body_around(self, run: Run) -> Verdict:
        """`The operator, Zarya Works, said` and `the National Zarya Front` are bodies."""
        words, low, at = self.page.words, self.page.low, run.first
        if run.single or run.cue in SURE_CUES or at - 2 < run.sentence.first:
            return None
        apposed = run.before == "," and low[at - 2] in words.body_nouns
        adjective = (
            low[at - 2] == "the"
            and run.before in words.no_names
            and self.page.tokens[at - 1].norm[0].isupper()
            and not self._is_owned(run)
        )
        return settle(run.found, "organisation", "head", "other") if apposed or adjective else None

    def by_first_part(self, run: Run) -> Verdict:
        """The first part of a word with hyphens tells a body: `Jamaat-e-Zarya`."""
        first, dash, _ = run.bases[0].partition("-")
        if run.single and dash and first in self.page.words.organisation_heads:
            return settle(run.found, "organisation", "head", "other")
        return None

    def _is_owned(self, run: Run) -> bool:
        """Tell whether a possessive stands before a run."""
        return run.first > run.sentence.first and self.page.ends_possessive(run.first - 1)
