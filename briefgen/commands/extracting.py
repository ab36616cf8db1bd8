"""The command `extract`: briefs of a project, or one of files."""

import contextlib
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from briefgen.commands import arguments, generate, report, summary
from briefgen.commands.files import write_files
from briefgen.commands.terminal import Settings, has_colour, print_file, print_problems, say
from briefgen.model.config import TimelineSize
from briefgen.model.configfile import find_project
from briefgen.model.dump import dump_brief


def extract_project(
    settings: Settings, slugs: Sequence[str], size: TimelineSize, *, jobs: int | None, explain: bool
) -> int:
    """Extract briefs of the project that the settings lead to, tell of it, and return the exit code.

    Args:
        settings: of the command line.
        slugs: which briefs; empty for all.
        size: how many events are kept.
        jobs: most processes; None for the number of cores.
        explain: say how each item was found.
    """
    project = arguments.with_size(find_project(settings.folder()), size)
    with _progress(settings) as progress:
        result = generate.extract_project(project, slugs, jobs=jobs, progress=progress)
    code = print_problems(result.problems, settings, silence=project.config.silence)
    for extracted in result.briefs:
        for line in summary.render_extracted(extracted, explain=explain):
            say(settings, line)
    briefs = report.render_number(len(result.briefs), "brief")
    say(settings, f"{briefs} extracted: {report.render_counts(result.problems)}")
    return code


def extract_files(
    settings: Settings,
    files: Sequence[str],
    options: arguments.OneOff,
    *,
    output: str,
    jobs: int | None,
    explain: bool,
) -> int:
    """Extract one brief of files outside any project, print or write it, and return the exit code.

    Args:
        settings: of the command line; with -C the names of that project count.
        files: paths of articles.
        options: what the command line says of the brief.
        output: path of the brief; `-` for standard output.
        jobs: most processes; None for the number of cores.
        explain: say how each item was found.
    """
    if output != "-":
        arguments.check_free(output)
    project = find_project(settings.directory) if settings.directory is not None else None
    with _progress(settings) as progress:
        result = generate.extract_files(
            [Path(name) for name in files], options, project=project, jobs=jobs, progress=progress
        )
    code = print_problems(result.problems, settings)
    if code == 0:
        text = dump_brief(result.brief, schema_path="")
        if output == "-":
            print_file(text)
        else:
            write_files({Path(output): text})
    for line in summary.render_extracted(result.extracted, explain=explain):
        say(settings, line, err=output == "-")
    return code


def _progress(settings: Settings) -> contextlib.AbstractContextManager[Callable[[int, int], None] | None]:
    if settings.quiet:
        return contextlib.nullcontext()
    # The library that draws bars is slow to import.
    from briefgen.commands.progress import show_progress

    return show_progress("articles read", terminal=has_colour(sys.stderr))
