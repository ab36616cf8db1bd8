"""The command line: one thin function per command.

Only click and what prints are imported here; the parts are imported inside the commands, so that each starts
fast. Exit codes: 0 good, 1 problems (with --strict warnings too), 2 wrong use, 130 interrupted.
"""

import functools
import os
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn

import click

from briefgen import __version__
from briefgen.commands.options import DIRECTORY_OPTION, QUIET_OPTION, VERBOSE_OPTION, make_command
from briefgen.commands.terminal import (
    EXIT_INTERRUPTED,
    Settings,
    print_file,
    print_problems,
    run_guarded,
    say,
)

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def main(args: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and leave with its exit code."""
    sys.exit(run(args))


def run(args: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code.

    Args:
        args: the arguments without the program's name; None for those of the process.
    """
    return run_guarded(lambda: _run(args))


def _run(args: Sequence[str] | None) -> int:
    try:
        code = cli.main(args=args, prog_name="briefgen", standalone_mode=False)
    except click.ClickException as err:
        err.show()
        return err.exit_code
    except click.Abort:
        return EXIT_INTERRUPTED
    return code if isinstance(code, int) else 0


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80},
    epilog="""\b
Example:
  briefgen init demo
  cd demo
  briefgen new floods-2024 --country DE --period 2024-05-31/2024-06-30
  briefgen add ~/Downloads/*.html
  briefgen extract
  briefgen serve --open

Exit codes: 0 good, 1 problems, 2 wrong use, 130 interrupted.
""",
)
@DIRECTORY_OPTION
@QUIET_OPTION
@VERBOSE_OPTION
@click.version_option(__version__, prog_name="briefgen", message="%(prog)s %(version)s")
def cli() -> None:
    """Turn news articles into briefs, and briefs into a static site.

    Every claim of a brief shows the words of the article that support it.
    What people change in a brief stays when it is extracted again.
    """


_command = functools.partial(make_command, cli)


@_command("briefgen init demo")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--title", metavar="TEXT", help="Title of the site.  [default: from DIR]")
def init(settings: Settings, folder: Path, title: str | None) -> None:
    """Make a project in DIR that builds at once.

    Files that are there already are left alone.
    """
    from briefgen.commands.scaffold import write_project

    target = settings.folder() / folder
    written = write_project(target, title=title)
    say(settings, f"made a project in {target}: {_number(len(written), 'file')}")
    say(settings, f"next: cd {target}; briefgen new SLUG --country XX --period A/B; briefgen add FILE…")


@_command("briefgen new sri-lanka-2022 --country LK --period 2022-03-31/2022-07-21")
@click.argument("slug")
@click.option("--country", "countries", metavar="XX", multiple=True, help="ISO 3166 code; may be repeated.")
@click.option("--period", metavar="A/B", help="Days that the brief covers, as an EDTF interval.")
@click.option("--title", metavar="TEXT", help="Title of the brief.  [default: from SLUG]")
@click.option(
    "--articles",
    "patterns",
    metavar="PATTERN",
    multiple=True,
    default=("articles/*",),
    show_default=True,
    help="Articles it rests on, below the content folder; may be repeated.",
)
def new(
    settings: Settings,
    slug: str,
    countries: tuple[str, ...],
    period: str | None,
    title: str | None,
    patterns: tuple[str, ...],
) -> None:
    """Make an empty brief, content/briefs/SLUG.yaml.

    Country and period tell the extraction whose crisis it is and when; what
    is not given is worked out from the articles.
    """
    from briefgen.commands import arguments, scaffold
    from briefgen.model.brief import Subject
    from briefgen.model.configfile import find_project

    subject = Subject(
        countries=arguments.parse_countries(countries),
        period=arguments.parse_period(period),
        articles=list(patterns),
    )
    project = find_project(settings.folder())
    path = scaffold.write_new_brief(
        project, arguments.parse_slug(slug), subject=subject, title=arguments.parse_title(title)
    )
    say(settings, f"made {path.relative_to(project.root)}")
    say(settings, "next: briefgen add FILE…; briefgen extract")


@_command("briefgen add report.html --published 2022-01-06 --publisher 'Daily Sun'")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--published", metavar="DATE", help="Day of publication: 2022-01-06.")
@click.option("--publisher", metavar="NAME", help="Who published it.")
@click.option("--url", metavar="URL", help="Address of the original.")
@click.option("--origin", metavar="NAME", help="Agency or body whose text it is.")
@click.option(
    "--kind", type=click.Choice(["full", "excerpt", "digest"]), help="How much of the original it is."
)
def add(settings: Settings, files: tuple[Path, ...], **details: str | None) -> int:
    """Put articles into content/articles.

    Takes Markdown, text and saved web pages; a page becomes the plain text
    of its article. Options go into the front matter of all files. Nothing
    that is there is overwritten.
    """
    from briefgen.commands import arguments, intake
    from briefgen.model.configfile import find_project

    checked = arguments.parse_details(**details)
    project = find_project(settings.folder())
    added = intake.add_articles(project, files, checked)
    code = print_problems(added.problems, settings, silence=project.config.silence)
    for path in added.written:
        say(settings, f"added {path}")
    for path in added.present:
        say(settings, f"{path} is there already")
    say(settings, f"{_number(len(added.written), 'article')} added, {len(added.present)} there already")
    return code


@_command(
    "briefgen extract\nbriefgen extract sri-lanka-2022 --explain\n"
    "briefgen extract article.txt --published 2022-01-06 --country KZ -o -"
)
@click.argument("targets", metavar="[SLUG...|FILE...]", nargs=-1)
@click.option("-o", "--output", metavar="FILE", help="With FILEs: where the brief goes.  [default: -]")
@click.option("--published", metavar="DATE", help="With FILEs: day of publication of all.")
@click.option("--country", "countries", metavar="XX", multiple=True, help="With FILEs: whose crisis it is.")
@click.option("--period", metavar="A/B", help="With FILEs: days that the brief covers.")
@click.option("--names", metavar="FILE", type=click.Path(path_type=Path), help="With FILEs: a names.yaml.")
@click.option("--title", metavar="TEXT", help="With FILEs: title of the brief.")
@click.option("--slug", metavar="SLUG", help="With FILEs: slug of the brief.")
@click.option("--max-events", type=int, metavar="N", help="Most events of a timeline.")
@click.option("--per-day", type=int, metavar="N", help="Most events of one date.")
@click.option("--jobs", type=int, metavar="N", help="Most processes.  [default: the number of cores]")
@click.option("--explain", is_flag=True, help="Say how each item was found, and what was dropped.")
def extract(
    settings: Settings,
    targets: tuple[str, ...],
    max_events: int | None,
    per_day: int | None,
    jobs: int | None,
    explain: bool,
    **options: Any,
) -> int:
    """Extract briefs from articles.

    Without arguments all briefs of the project, with SLUGs those: new items
    come, what people changed stays. With FILEs one brief is made of them and
    printed, without any project; -C adds the names of a project. What has a
    dot or a slash is a FILE.
    """
    from briefgen.commands import arguments

    files = [target for target in targets if not _SLUG.fullmatch(target)]
    if files and len(files) < len(targets):
        raise click.UsageError("Give slugs or files, not both.")
    given = sorted(f"--{key}".replace("countries", "country") for key, value in options.items() if value)
    if given and not files:
        raise click.UsageError(f"{', '.join(given)}: only with FILEs.")
    size = arguments.parse_size(max_events=max_events, per_day=per_day)
    jobs = arguments.parse_count("--jobs", jobs)
    from briefgen.commands import extracting

    if not files:
        return extracting.extract_project(settings, targets, size, jobs=jobs, explain=explain)
    output = options.pop("output") or "-"
    one_off = arguments.parse_one_off(**options, size=size)
    return extracting.extract_files(settings, files, one_off, output=output, jobs=jobs, explain=explain)


@_command("briefgen check --strict\nbriefgen check content/briefs/floods-2024.yaml --format json")
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path(path_type=Path))
@click.option("--strict", is_flag=True, help="Warnings fail too.")
@click.option(
    "--format",
    "output_format",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    show_default=True,
    help="How problems are printed.",
)
def check(settings: Settings, paths: tuple[Path, ...], strict: bool, output_format: str) -> int:
    """Check a project without writing anything.

    Looks at the configuration, names, articles, briefs, evidence, dates,
    links and templates. With PATHs only their problems are printed.
    """
    from briefgen.commands import inspect, report
    from briefgen.model.configfile import find_project
    from briefgen.model.errors import BriefgenError

    problems: Iterable[Any]
    silence: Mapping[str, str] = {}
    looked = "checked the configuration"
    try:
        project = find_project(settings.folder())
        silence = project.config.silence
        inspection = inspect.inspect_project(project, paths)
        problems = inspection.problems
        briefs, articles = inspection.brief_count, inspection.article_count
        looked = f"checked {_number(briefs, 'brief')} and {_number(articles, 'article')}"
    except BriefgenError as err:
        if output_format == "text":
            raise
        problems = err.problems
    code = print_problems(problems, settings, silence=silence, strict=strict, output_format=output_format)
    if output_format == "text":
        kept = report.without_silenced(problems, silence)
        say(settings, f"{looked}: {report.render_counts(kept)}")
    return code


@_command("briefgen build --base-url https://example.org/briefs")
@click.option("--base-url", metavar="URL", help="Address of the site, for feed and sitemap.")
@click.option("-o", "--output", metavar="DIR", type=click.Path(path_type=Path), help="Folder of the site.")
@click.option("--strict", is_flag=True, help="Warnings fail too; nothing is written then.")
@click.option(
    "--jobs",
    metavar="N",
    type=click.IntRange(1, 256),
    help="Most processes.  [default: the number of cores]",
)
def build(
    settings: Settings, base_url: str | None, output: Path | None, strict: bool, jobs: int | None
) -> int:
    """Build the site.

    Only what changed is written. If anything is wrong nothing is, and the
    last good site stays.
    """
    from briefgen.publish.stamps import find_unchanged, take_look

    given = None if output is None else os.fspath(output)
    look = take_look(os.fspath(settings.folder()))
    unchanged = find_unchanged(look, base_url=base_url, output=given, strict=strict)
    if unchanged is not None:
        from briefgen.commands.unchanged import tell_unchanged

        return tell_unchanged(unchanged, settings)

    from briefgen.commands.building import BuildOptions, build_project

    return build_project(settings, BuildOptions(base_url, output, strict, jobs), look)


@_command("briefgen serve --open")
@click.option("--host", metavar="HOST", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port",
    metavar="PORT",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="Port; 0 takes a free one.",
)
@click.option("--open", "open_browser", is_flag=True, help="Open the site in a browser.")
@click.option("--poll", is_flag=True, help="Look for changes instead of being told: for network folders.")
@click.option("--follow", is_flag=True, help="Show the page of what was edited.")
def serve(settings: Settings, host: str, port: int, open_browser: bool, poll: bool, follow: bool) -> int:
    """Show the site while you edit.

    The page follows each file that is saved; what is wrong shows on the
    page and goes when it is mended. Writes nothing into the site folder.
    """
    from briefgen.commands.report import render_plain
    from briefgen.serve.loop import serve as serve_project

    serve_project(
        settings.folder(),
        host=host,
        port=port,
        open_browser=open_browser,
        poll=poll,
        follow=follow,
        quiet=settings.quiet,
        log=lambda line: click.echo(render_plain(line), err=True),
    )
    return EXIT_INTERRUPTED  # it serves until Ctrl-C


@_command("briefgen schema\nbriefgen schema -o - > brief.schema.json")
@click.option(
    "--check", "only_check", is_flag=True, help="Fail if the file is not up to date; write nothing."
)
@click.option("-o", "--output", metavar="FILE", help="Where it goes; - prints it.  [default: the project's]")
def schema(settings: Settings, only_check: bool, output: str | None) -> int:
    """Write the JSON Schema of briefs, for editors.

    It goes to content/brief.schema.json, which the first line of each brief
    names.
    """
    from briefgen.commands import scaffold
    from briefgen.commands.files import write_files
    from briefgen.model.files import shown_path
    from briefgen.model.schema import render_schema

    text = render_schema()
    if output == "-" and not only_check:
        print_file(text)
        return 0
    path, root = scaffold.schema_target(settings.folder(), output)
    if only_check:
        problems = scaffold.check_schema(path, text, root)
        code = print_problems(problems, settings)
        if code == 0:
            say(settings, f"{shown_path(path, root)} is up to date")
        return code
    written = write_files({path: text}, root=root)
    say(settings, f"{shown_path(path, root)} {'written' if written else 'is up to date'}")
    return 0


@_command("briefgen clean")
def clean(settings: Settings) -> None:
    """Delete the built site and the caches.

    Articles, briefs and pages stay, and so does what `keep` names.
    """
    from briefgen.commands.cleaning import clean_project
    from briefgen.model.configfile import find_project

    project = find_project(settings.folder())
    for line in clean_project(project):
        say(settings, line)


def _number(count: int, noun: str) -> str:
    from briefgen.commands.report import render_number

    return render_number(count, noun)
