"""Gold rows from TimeML documents (TIMEX3 labels within the text), so that any such corpus can be measured.

Source: TimeML 1.2.1, as in the files of TempEval-3 and of MEANTIME: DCT holds the date of the document, TEXT the
labelled text. Only TIMEX3 counts; other labels within TEXT are taken as plain text.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from lxml import etree

_TYPES = frozenset({"DATE", "TIME", "DURATION", "SET"})


def read_timeml(paths: Sequence[Path]) -> list[dict[str, Any]]:
    """Read TimeML documents as rows of temporal gold: id, dct, text, timexes with start, end, text, type, value.

    A dateline that only repeats the date of the document is left out of the text: finding it shows nothing.

    Raises:
        ValueError: a file is no TimeML, or a label has no type or value.
    """
    return [_read(path) for path in sorted(paths)]


def _read(path: Path) -> dict[str, Any]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring(path.read_bytes(), parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(f"{path}: {error}") from None
    created, body = root.find("DCT/TIMEX3"), root.find("TEXT")
    if created is None or body is None:
        raise ValueError(f"{path}: no TimeML: DCT or TEXT is missing")
    pieces: list[str] = []
    labels: list[dict[str, Any]] = []
    _collect(body, pieces, labels)
    text = "".join(pieces)
    for label in labels:
        if label["type"] not in _TYPES or label["value"] is None:
            raise ValueError(f"{path}: a label without type or value: {label['text']}")
    date = created.get("value")
    if labels and labels[0]["value"] == date:
        text, labels = _without_dateline(text, labels)
    return {"id": path.stem, "dct": date, "text": text, "timexes": labels}


def _collect(node: Any, pieces: list[str], labels: list[dict[str, Any]]) -> None:
    """Add the text below a node and the labels in it."""
    pieces.append(node.text or "")
    for child in node:
        start = sum(map(len, pieces))
        if isinstance(child.tag, str):
            _collect(child, pieces, labels)
            if child.tag == "TIMEX3":
                text = "".join(pieces)[start:]
                label = {"start": start, "end": start + len(text), "text": text}
                labels.append({**label, "type": child.get("type"), "value": child.get("value")})
        pieces.append(child.tail or "")


def _without_dateline(text: str, labels: list[dict[str, Any]]) -> tuple[str, list[dict[str, Any]]]:
    """Leave out the first label with its line, where it has one for itself."""
    first = labels[0]
    begin = text.rfind("\n", 0, first["start"]) + 1
    end = text.find("\n", first["end"]) + 1
    if not end or text[begin:end].strip() != first["text"]:
        return text, labels
    gone = end - begin
    moved = [{**label, "start": label["start"] - gone, "end": label["end"] - gone} for label in labels[1:]]
    return text[:begin] + text[end:], moved
