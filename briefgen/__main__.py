"""`briefgen` and `python -m briefgen`.

A build that has nothing to do is over before the command line is loaded: loading takes longer than looking.
"""

import sys


def main() -> None:
    """Run the command line, and leave with its exit code."""
    told = _find_unchanged(sys.argv[1:])
    if told is None:
        from briefgen.cli import main as run

        run()
    sys.exit(0)


def _find_unchanged(args: list[str]) -> str | None:
    """Print what a plain `build` tells where nothing changed; None: the command line has to look at it."""
    folder, options = ".", {"--base-url": "", "-o": "", "--output": ""}
    given: dict[str, str] = {}
    if len(args) > 2 and args[0] in ("-C", "--directory"):
        folder, args = args[1], args[2:]
    if not args or args[0] != "build" or sys.stdout is None:
        return None
    rest = args[1:]
    strict = "--strict" in rest
    rest = [arg for arg in rest if arg != "--strict"]
    while rest:
        if len(rest) < 2 or rest[0] not in options:
            return None
        given["--output" if rest[0] == "-o" else rest[0]] = rest[1]
        rest = rest[2:]

    from briefgen.publish.stamps import find_unchanged

    unchanged = find_unchanged(
        folder, base_url=given.get("--base-url"), output=given.get("--output"), strict=strict
    )
    if unchanged is None or unchanged.problems != "[]":
        return None
    told = unchanged.tell("no problems")
    try:
        sys.stdout.write(told)
        sys.stdout.flush()
    except (OSError, ValueError):
        return None  # the command line knows what to do with an output that nobody reads
    return told


if __name__ == "__main__":
    main()
