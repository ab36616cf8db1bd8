"""The command `build`, where there is anything to do."""

import os
from pathlib import Path

import msgspec

from briefgen.commands import arguments, report
from briefgen.commands.terminal import EXIT_PROBLEMS, Settings, print_problems, say
from briefgen.model.configfile import find_project
from briefgen.publish.build import build_site, find_known_project
from briefgen.publish.stamps import Look


class BuildOptions(msgspec.Struct, frozen=True):
    """Options of the command."""

    base_url: str | None = None
    output: Path | None = None
    strict: bool = False
    jobs: int | None = None


def build_project(settings: Settings, options: BuildOptions, look: Look | None) -> int:
    """Build the site of the project that the settings lead to, tell of it, and return the exit code.

    Args:
        settings: of the command line.
        options: of this command.
        look: what was seen of the files of that very project; None: nobody looked.
    """
    arguments.check_base_url(options.base_url)
    project = arguments.with_output(
        find_known_project(look) or find_project(settings.folder()), options.output
    )
    result = build_site(
        project, base_url=options.base_url, strict=options.strict, jobs=options.jobs, look=look
    )
    silence = project.config.silence
    code = print_problems(result.problems, settings, silence=silence, strict=options.strict)
    if not result.ok:
        say(settings, "nothing was written; the last good site is as it was", err=True)
        return code or EXIT_PROBLEMS
    total = len(result.written) + result.unchanged_count
    counts = f"{len(result.written):,} written, {result.unchanged_count:,} unchanged"
    deleted = f", {len(result.deleted):,} deleted" if result.deleted else ""
    kept = report.without_silenced(result.problems, silence)
    say(settings, f"built {report.render_number(total, 'file')} in {result.output_path}: {counts}{deleted}")
    start = os.fspath(result.output_path / "index.html")
    say(settings, f"{report.render_counts(kept)}; start: {start}")
    return code
