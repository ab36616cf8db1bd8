"""Briefs composed as Markdown pages, for generators that have no templates over front matter."""

from collections.abc import Iterable, Sequence

from briefgen.model.brief import Brief, Evidence


def compose_brief(brief: Brief) -> str:
    """Return one brief as Markdown with the least front matter; the text is that of the minimal pages."""
    lines = ["---", f"title: '{brief.title}'", f"date: {brief.updated}", "---", ""]
    lines += [f"# {brief.title}", "", f"{brief.updated} · {brief.status}", "", brief.summary or "", ""]
    lines += ["## Background", ""]
    for cause in brief.background:
        lines += [cause.text, "", f"{cause.date}", "", _cite(cause.evidence), ""]
    lines += ["## Timeline", ""]
    for event in brief.timeline:
        lines += [f"### {event.date} {event.title}", "", event.text or "", "", ", ".join(event.places), ""]
        lines += [_cite(event.evidence), ""]
    lines += ["## Figures", ""]
    lines += ["| Measure | Value | Unit | As of | Claimed by | Evidence |", "|---|---|---|---|---|---|"]
    for figure in brief.figures:
        cells = (
            *(figure.measure, f"{figure.qualifier} {figure.value}", figure.unit),
            *(figure.as_of, figure.claimed_by, _cite(figure.evidence)),
        )
        lines.append(f"| {' | '.join(map(str, cells))} |")
    lines += ["", "## Reactions", ""]
    for reaction in brief.reactions:
        lines += [f"### {reaction.actor} ({reaction.kind}): {reaction.stance}", "", reaction.text or "", ""]
        lines += [
            f"> {reaction.quote}",
            "",
            f"{reaction.speaker}, {reaction.date}",
            "",
            _cite(reaction.evidence),
            "",
        ]
    lines += ["## People and places", ""]
    lines += [f"- {person.name}, {person.role}" for person in brief.people]
    lines += [f"- {place.name}, {place.kind}" for place in brief.places]
    lines += ["", "## Sources", ""]
    lines += [
        f'- <span id="{one.id}"></span>[{one.title}]({one.url}), {one.publisher}, {one.published}'
        for one in brief.sources
    ]
    return "\n".join([*lines, ""])


def compose_index(briefs: Sequence[Brief]) -> str:
    """Return the list of all briefs, newest first: one page, as these generators do not page lists."""
    newest = sorted(briefs, key=lambda brief: (brief.updated or "", brief.slug), reverse=True)
    return "\n".join(["# Bench", "", *_list(newest), ""])


def _list(briefs: Iterable[Brief]) -> list[str]:
    return [f"- [{brief.title}]({brief.slug}.md) {brief.updated}" for brief in briefs]


def _cite(evidence: Sequence[Evidence]) -> str:
    return "; ".join(f"[{one.source}](#{one.source}) “{one.quote}”" for one in evidence)
