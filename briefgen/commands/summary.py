"""What `extract` did, in lines for people."""

from collections import Counter

from briefgen.commands.generate import Extracted
from briefgen.commands.report import render_number


def render_extracted(extracted: Extracted, *, explain: bool = False) -> list[str]:
    """Return the lines of the summary of one brief: counts, what was worked out, why items were dropped.

    Args:
        extracted: what was done.
        explain: list each dropped item with its article and words, instead of counts by reason.
    """
    counts = extracted.counts
    made = (
        f"{counts.new} new, {counts.changed} changed, {counts.kept} kept, {counts.offered} offered, "
        if counts is not None
        else ""
    )
    read = render_number(extracted.article_count, "article")
    lines = [f"{extracted.slug}: {read} read; items: {made}{len(extracted.dropped)} dropped"]
    for key, value in sorted(extracted.inferred.items()):
        lines.append(f"  worked out from the text: {key} {value}")
    if explain:
        for dropped in extracted.dropped:
            lines.append(f'  dropped: {dropped.article}: {dropped.reason}: "{dropped.words}"')
    else:
        reasons = Counter(dropped.reason for dropped in extracted.dropped)
        for reason, count in sorted(reasons.items(), key=lambda pair: (-pair[1], pair[0])):
            lines.append(f"  dropped: {count} {reason}")
    if extracted.path:
        lines.append(f"  {extracted.path} {'written' if extracted.written else 'unchanged'}")
    return lines
