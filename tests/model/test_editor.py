"""The JSON Schema in a real editor's language server: completion and diagnostics in a brief."""

import json
import os
import queue
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import pytest

from briefgen.model.dump import dump_brief
from briefgen.model.schema import render_schema
from tests.model.test_check import CASES

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]
SETTINGS = {"validate": True, "completion": True, "hover": True, "schemaStore": {"enable": False}}
SECONDS = 60


def _find_server() -> str:
    """Return the language server, installed beside the environment of the tests where it is missing."""
    folder = Path(sys.prefix) / "node"
    installed = folder / "node_modules/.bin/yaml-language-server"
    found = shutil.which("yaml-language-server") or (str(installed) if installed.exists() else None)
    if found:
        return found
    if shutil.which("node") is None and os.environ.get("CI") != "true":
        pytest.skip("Node.js is not installed")
    run = subprocess.run(
        [ROOT / "scripts/setup.sh", "node", folder], capture_output=True, text=True, check=False
    )
    if not installed.exists():
        pytest.fail(f"yaml-language-server could not be installed:\n{run.stdout}{run.stderr}")
    return str(installed)


class _Client:
    """The few messages of the language server protocol that the tests need, over standard input and output."""

    def __init__(self, command: str) -> None:
        self.process = subprocess.Popen(
            [command, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.writer: IO[bytes] = self.process.stdin
        self.messages: queue.Queue[dict[str, Any]] = queue.Queue()
        self.thread = threading.Thread(target=self._read, args=(self.process.stdout,), daemon=True)
        self.thread.start()
        self.number = 0
        self.version = 0

    def _read(self, stream: IO[bytes]) -> None:
        while True:
            length = 0
            while line := stream.readline().strip():
                if line.lower().startswith(b"content-length:"):
                    length = int(line.split(b":")[1])
            if not length:
                return
            self.messages.put(json.loads(stream.read(length)))

    def send(self, **message: Any) -> None:
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.writer.write(b"Content-Length: %d\r\n\r\n%s" % (len(data), data))
        self.writer.flush()

    def wait(self, **expected: Any) -> dict[str, Any]:
        """Answer the server's own requests until a message comes that has the expected members."""
        end = time.monotonic() + SECONDS
        while True:
            message = self.messages.get(timeout=max(0.1, end - time.monotonic()))
            if "method" in message and "id" in message:
                items = message.get("params", {}).get("items", []) if message["params"] else []
                asked = message["method"] == "workspace/configuration"
                values = [SETTINGS if item.get("section") == "yaml" else {} for item in items]
                self.send(id=message["id"], result=values if asked else None)
            elif expected.items() <= message.items():
                return message

    def request(self, method: str, params: dict[str, Any]) -> Any:
        self.number += 1
        self.send(id=self.number, method=method, params=params)
        return self.wait(id=self.number)["result"]

    def open(self, path: Path, text: str) -> list[dict[str, Any]]:
        """Open a text as a new file; return its diagnostics."""
        self.version += 1
        document = {"uri": path.as_uri(), "languageId": "yaml", "version": 1, "text": text}
        self.send(method="textDocument/didOpen", params={"textDocument": document})
        while True:
            params = self.wait(method="textDocument/publishDiagnostics")["params"]
            if params["uri"] == path.as_uri():
                return list(params["diagnostics"])

    def labels(self, path: Path, line: int, column: int) -> set[str]:
        """Return what is offered at a place, line and column from 0."""
        position = {"line": line, "character": column}
        answer = self.request(
            "textDocument/completion", {"textDocument": {"uri": path.as_uri()}, "position": position}
        )
        items = answer["items"] if isinstance(answer, dict) else answer or []
        return {item["label"].strip() for item in items}

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()
        self.writer.close()
        assert self.process.stdout is not None
        self.thread.join(5)
        self.process.stdout.close()


@pytest.fixture(scope="module")
def client() -> Iterator[_Client]:
    """Return a client of a running language server."""
    editor = _Client(_find_server())
    capabilities = {
        "workspace": {"configuration": True, "didChangeConfiguration": {}},
        "textDocument": {
            "publishDiagnostics": {},
            "completion": {"completionItem": {"documentationFormat": ["markdown"], "snippetSupport": True}},
        },
    }
    editor.request("initialize", {"processId": os.getpid(), "rootUri": None, "capabilities": capabilities})
    editor.send(method="initialized", params={})
    editor.send(method="workspace/didChangeConfiguration", params={"settings": {"yaml": SETTINGS}})
    yield editor
    editor.stop()


@pytest.fixture
def briefs_path(tmp_path: Path) -> Path:
    """Return a folder of briefs with the schema where the modeline says."""
    (tmp_path / "brief.schema.json").write_text(render_schema(), encoding="utf-8")
    folder = tmp_path / "briefs"
    folder.mkdir()
    return folder


HEAD = "# yaml-language-server: $schema=../brief.schema.json\ntitle: T\nslug: t\n"


@pytest.mark.parametrize("name", ["figures-differ", "quote-mismatch", "date-outside"])
def test_editor_shows_nothing_in_a_good_brief(client: _Client, briefs_path: Path, name: str) -> None:
    """What briefgen writes is fine for the editor."""
    assert [] == client.open(briefs_path / "b.yaml", dump_brief(CASES[name]))


@pytest.mark.parametrize(
    ("text", "line", "part"),
    [
        ("stauts: draft\n", 3, "stauts is not allowed"),
        ("status: done\n", 3, "Value is not accepted"),
        ("figures:\n  - id: a\n    measure: killed\n", 4, 'Missing property "value"'),
        ("timeline:\n  - {id: a, date: 5.1.2022, title: x}\n", 4, "does not match the pattern"),
        ("timeline:\n  - {id: a, date: 2022-01-05, title: x, hidden: perhaps}\n", 4, "Incorrect type"),
    ],
)
def test_editor_underlines_a_mistake(
    client: _Client, briefs_path: Path, text: str, line: int, part: str
) -> None:
    """A mistake is shown at its line while people type."""
    found = client.open(briefs_path / "b.yaml", HEAD + text)
    assert any(part in one["message"] and line == one["range"]["start"]["line"] for one in found), found


@pytest.mark.parametrize(
    "text",
    ["updated: 2022\n", "summary: 1991\n", "timeline:\n", "status: draft\nsubject:\n  countries: [NO]\n"],
)
def test_editor_takes_what_load_takes(client: _Client, briefs_path: Path, text: str) -> None:
    """No false alarm where YAML's own types differ from the schema's."""
    assert [] == client.open(briefs_path / "b.yaml", HEAD + text)


def test_editor_offers_keys(client: _Client, briefs_path: Path) -> None:
    """Keys that are not there yet are offered, at the top and in an item."""
    path = briefs_path / "b.yaml"
    client.open(path, HEAD + "\n")
    offered = client.labels(path, 3, 0)
    assert {"status", "timeline", "figures", "summary"} <= offered
    assert "title" not in offered
    path = briefs_path / "c.yaml"
    client.open(path, HEAD + "reactions:\n  - id: a\n    \n")
    assert {"actor", "stance", "speaker", "evidence"} <= client.labels(path, 5, 4)


@pytest.mark.parametrize(
    ("text", "line", "column", "values"),
    [
        ("status: \n", 3, 8, {"draft", "developing", "closed"}),
        ("figures:\n  - id: a\n    measure: \n", 5, 13, {"killed", "injured", "price"}),
        ("reactions:\n  - id: a\n    stance: \n", 5, 12, {"calls_for_restraint", "condemns"}),
    ],
)
def test_editor_offers_values(
    client: _Client, briefs_path: Path, text: str, line: int, column: int, values: set[str]
) -> None:
    """Words of closed lists are offered, those of measures too."""
    path = briefs_path / "b.yaml"
    client.open(path, HEAD + text)
    assert values <= client.labels(path, line, column)
