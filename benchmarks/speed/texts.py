"""Texts to read against the clock: from files, or made up."""

import gzip
import json
import random
from collections.abc import Sequence
from pathlib import Path

import msgspec

DAY = "2022-01-06"
"""Day of publication of texts that name none."""
_SEED = 20220106
_SUBJECTS = (
    "The ministry",
    "The governor of the province",
    "A spokesman for the union",
    "The mayor of Harborough",
    "Rescue workers",
    "The opposition Green Alliance",
    "Shopkeepers along Mill Street",
    "Justice Minister Ada Winter",
)
_VERBS = (
    "said",
    "announced a new curfew",
    "opened the second bridge",
    "will meet the delegation from Norland",
    "closed all schools in the valley",
    "counted 140 damaged houses",
    "asked the court for a delay",
    "could not be reached for comment",
)
_TIMES = (
    "on Tuesday",
    "on 4 January 2022",
    "late last week",
    "two days later",
    "in the first quarter of 2021",
    "for more than three weeks",
    "at 10:30 a.m. on Monday",
    "early next year",
    "since the 1990s",
    "",
    "",
)
_TAILS = (
    "because the river had risen again",
    "after talks with the railway company failed",
    "while families waited outside the town hall",
    "according to a statement read to reporters",
    "and promised to pay for what was lost",
    "although nobody had been told about the plan",
)


class Text(msgspec.Struct, frozen=True):
    """One text with its day of publication."""

    text: str
    published: str | None


def load_texts(paths: Sequence[Path]) -> list[Text]:
    """Read text files, and JSON lines (gzipped or not) with `text` and perhaps `dct`, or with `articles` of such.

    Raises:
        ValueError: a row has no text.
    """
    found: list[Text] = []
    for path in paths:
        content = path.read_bytes()
        content = gzip.decompress(content) if path.suffix == ".gz" else content
        if ".jsonl" not in path.suffixes:
            found.append(Text(content.decode("utf-8"), DAY))
            continue
        for number, line in enumerate(content.decode("utf-8").split("\n"), start=1):
            row = json.loads(line) if line.strip() else {"articles": []}
            for part in row.get("articles", [row]):
                if "text" not in part:
                    raise ValueError(f"{path.name}:{number}: no text")
                found.append(Text(part["text"], part.get("dct") or part.get("date", DAY)[:10]))
    return found


def make_texts(count: int = 300, *, sentences: int = 20) -> list[Text]:
    """Make up texts in the manner of news, always the same."""
    chance = random.Random(_SEED)
    return [
        Text(
            "\n\n".join(
                " ".join(
                    word
                    for word in (chance.choice(_SUBJECTS), chance.choice(_VERBS), chance.choice(_TIMES))
                    if word
                )
                + f", {chance.choice(_TAILS)}."
                for _ in range(sentences)
            ),
            DAY,
        )
        for _ in range(count)
    ]
