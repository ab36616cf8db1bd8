"""What `extract` did, in lines for people."""

from collections import Counter

from briefgen.commands.generate import Extracted
from briefgen.commands.report import render_number


def render_extracted(extracted: Extracted, *, explain: bool = False) -> list[str]:
    """Return the lines of the summary of one brief: counts, and why items were dropped.

    Args:
        extracted: what was done.
        explain: also say of each item how it was found, and of each dropped candidate what words it was.
    """
    counts = extracted.counts
    reasons = Counter(dropped.reason for dropped in extracted.dropped)
    made = f"{len(extracted.explained)} found"
    if counts is not None:
        made = f"{counts.new} new, {counts.changed} changed, {counts.kept} kept, {counts.offered} offered"
        reasons["in no article any longer"] += counts.dropped
        reasons["deleted by a person before"] += counts.suppressed
    read = render_number(extracted.article_count, "article")
    lines = [f"{extracted.slug}: {read} read; items: {made}, {reasons.total()} dropped"]
    for reason, count in sorted(reasons.items(), key=lambda pair: (-pair[1], pair[0])):
        if count:
            lines.append(f"  dropped: {count} {reason}")
    if explain:
        for explained in extracted.explained:
            lines += [f"  item {explained.item}:", *(f"    {line}" for line in explained.lines)]
        for dropped in extracted.dropped:
            lines.append(f'  not used: {dropped.article}: {dropped.reason}: "{dropped.words}"')
    if extracted.path:
        lines.append(f"  {extracted.path} {'written' if extracted.written else 'unchanged'}")
    return lines
