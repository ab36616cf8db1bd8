"""Text files that may be anything: read safely, or one clear problem."""

import errno
import os
import re
import stat
from pathlib import Path

from briefgen.model.nearest import hint_nearest
from briefgen.model.problem import Problem
from briefgen.model.yamlpos import place_of

_BOMS = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)
_KINDS = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x7fELF", "a program"),
)
# Formats of words among marks, which can be plain ASCII: nothing but their heads tells them from an article.
_MARKED_UP = ((b"%PDF-", "a PDF"), (b"{\\rtf", "rich text (RTF)"))
_MAIL = re.compile(rb"(?:[A-Za-z-]+:[^\n]*\n(?:[ \t][^\n]*\n)*?){0,30}?MIME-Version:", re.IGNORECASE)
_MAIL_HEAD_BYTES = 4000
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})""", re.IGNORECASE)


def shown_path(path: Path, root: Path | None) -> str:
    """Return a path as problems show it: below the root with `/`, else as given."""
    shown = path.as_posix()
    # As text: `relative_to` takes as long as reading a small file.
    if root is not None and shown.startswith(f"{root.as_posix().rstrip('/')}/"):
        return shown[len(root.as_posix().rstrip("/")) + 1 :]
    return "." if root is not None and path == root else shown


def is_inside(path: Path, root: Path) -> bool:
    """Tell whether a path, with all symbolic links followed, lies in a folder."""
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(root))


def load_text(
    path: Path | str,
    *,
    root: Path | None,
    max_bytes: int,
    html: bool = False,
    limit_name: str = "",
    shown: str = "",
) -> tuple[str | None, list[Problem]]:
    """Read a text file that may be missing, huge, binary, a device, or a link to somewhere else.

    Args:
        path: the file.
        root: folder that it must not lead out of; problems show paths below it. None: anywhere.
        max_bytes: largest file read.
        html: an encoding that the page declares counts where it is not UTF-8.
        limit_name: key of the limit in briefgen.yaml, for the hint.
        shown: path below the root of a file that is known not to lead out of it; "": that is found out.
    Returns:
        The text as it is, line breaks and byte order mark included, or None and why.
    """
    if not shown:
        shown = shown_path(Path(path), root)
        if root is not None and not is_inside(Path(path), root):
            hint = "copy the file into the project"
            return None, [
                Problem(shown, None, None, "error", "leads out of the project", hint, "path-outside")
            ]
    data, problem = _load_bytes(path, shown, max_bytes, limit_name)
    if data is None:
        return None, [problem] if problem else []
    if not data.strip(b" \t\r\n\xef\xbb\xbf"):
        return None, [
            Problem(shown, None, None, "error", "the file is empty", "write it, or delete it", "file-empty")
        ]
    text, problem = _decode(data, shown, html=html)
    return text, [problem] if problem else []


def _load_bytes(
    path: Path | str, shown: str, max_bytes: int, limit_name: str
) -> tuple[bytes | None, Problem | None]:
    try:
        # O_NONBLOCK: opening a FIFO would wait for somebody to write into it.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except OSError as err:
        return None, _open_problem(Path(path), shown, err)
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            what = "a folder" if stat.S_ISDIR(status.st_mode) else "a device or pipe"
            return None, _unreadable(shown, f"is {what}, not a file", "name a file")
        data = _read_to(handle, status.st_size, max_bytes) if status.st_size <= max_bytes else None
    except OSError as err:
        return None, _unreadable(shown, f"cannot be read: {err.strerror}", "")
    finally:
        os.close(handle)
    if data is None or len(data) > max_bytes:
        hint = f"raise limits.{limit_name} in briefgen.yaml if it is meant" if limit_name else "split it"
        message = f"{status.st_size} bytes are more than the limit of {max_bytes}"
        return None, Problem(shown, None, None, "error", message, hint, "file-too-large")
    return data, None


def _read_to(handle: int, size_bytes: int, max_bytes: int) -> bytes:
    """Read a file that was of some size and may grow or shrink meanwhile, to the limit and one byte more."""
    data = os.read(handle, size_bytes + 1)
    while len(data) != size_bytes and len(data) <= max_bytes:
        more = os.read(handle, max_bytes + 1 - len(data))
        if not more:
            break
        data += more
    return data


def _open_problem(path: Path, shown: str, err: OSError) -> Problem:
    if err.errno in (errno.ENOENT, errno.ENOTDIR):
        try:
            names = sorted(entry.name for entry in path.parent.iterdir())[:2000]
        except OSError:
            names = []
        hint = hint_nearest(path.name, names, "check the path")
        return Problem(shown, None, None, "error", "there is no such file", hint, "file-missing")
    if err.errno == errno.EACCES:
        return _unreadable(shown, "cannot be read: permission denied", "give yourself the right to read it")
    if err.errno == errno.ELOOP:
        return _unreadable(shown, "is a symbolic link that leads to itself", "replace it with the file")
    return _unreadable(shown, f"cannot be read: {err.strerror}", "")


def _unreadable(shown: str, message: str, hint: str) -> Problem:
    return Problem(shown, None, None, "error", message, hint, "file-unreadable")


def _decode(data: bytes, shown: str, *, html: bool) -> tuple[str | None, Problem | None]:
    for mark, name in _BOMS:
        if data.startswith(mark):
            return None, _encoding_problem(shown, None, None, name)
    if b"\x00" in data:
        zeros = (data[0:2000:2].count(0), data[1:2000:2].count(0))
        half = min(len(data), 2000) // 2
        if max(zeros) > 0.6 * half and min(zeros) < 0.1 * half:
            return None, _encoding_problem(shown, None, None, "UTF-16")
        return None, _binary_problem(data, shown)
    kind = _marked_up_kind(data)
    if kind is not None:
        return None, _not_text_problem(kind, shown)
    try:
        return data.decode("utf-8"), None
    except UnicodeDecodeError as err:
        if html:
            declared = _declared_encoding(data)
            if declared is not None:
                return declared, None
        if any(data.startswith(magic) for magic, _ in _KINDS):
            return None, _binary_problem(data, shown)
        line, column = place_of(
            data[: err.start].decode("utf-8", "replace"), len(data[: err.start].decode("utf-8"))
        )
        return None, _encoding_problem(shown, line, column, _guess_encoding(data))


def _marked_up_kind(data: bytes) -> str | None:
    for magic, name in _MARKED_UP:
        if data.startswith(magic):
            return name
    head = data[:_MAIL_HEAD_BYTES]
    if b"MIME-Version:" in head and _MAIL.match(head.replace(b"\r", b"")):
        return "an e-mail or web archive (EML, MHTML)"
    return None


def _declared_encoding(data: bytes) -> str | None:
    match = _CHARSET.search(data[:4096])
    if match is None:
        return None
    try:
        return data.decode(match.group(1).decode("ascii"))
    except (LookupError, UnicodeDecodeError):
        return None


def _guess_encoding(data: bytes) -> str:
    high = [byte for byte in data[:20000] if byte >= 0x80]
    letters = sum(65 <= byte <= 90 or 97 <= byte <= 122 for byte in data[:20000])
    cyrillic = sum(byte >= 0xC0 for byte in high)
    if cyrillic > letters:
        return "Windows-1251"
    return "Windows-1252 or ISO 8859-1"


def _encoding_problem(shown: str, line: int | None, column: int | None, name: str) -> Problem:
    hint = f"it seems to be {name}; save it as UTF-8"
    return Problem(shown, line, column, "error", "the file is not UTF-8", hint, "file-encoding")


def _binary_problem(data: bytes, shown: str) -> Problem:
    return _not_text_problem(next((name for magic, name in _KINDS if data.startswith(magic)), None), shown)


def _not_text_problem(kind: str | None, shown: str) -> Problem:
    hint = f"it seems to be {kind}; give its text as .md, .txt or .html" if kind else "remove it"
    return Problem(shown, None, None, "error", "the file is not text", hint, "file-not-text")
