"""Reading: bytes to documents. The one verb is `read`; each format is a reader of its own.

A reader is `read(data, *, uri) -> Iterator[Document | Unread]`, registered in the entry-point group
`detente.readers`. What cannot be read is yielded as `Unread` with the reason, and the batch goes on.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from detente.errors import DetenteError
from detente.model import Document
from detente.plugins import plugin
from detente.reading.document import LARGEST, Unread

__all__ = ["Unread", "files", "read"]

_FORMATS = {
    ".txt": "text",
    ".text": "text",
    "": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
}


def files(path: Path) -> list[Path]:
    """The readable files at a path: itself, or all in a folder and below, in order of name; links are not followed."""
    if path.is_dir():
        found = (p for p in path.rglob("*") if p.is_file() and not p.is_symlink())
        return sorted(p for p in found if p.suffix.lower() in _FORMATS and not p.name.startswith("."))
    return [path]


def read(path: Path, *, format: str = "") -> Iterator[Document | Unread]:
    """The documents in a file, in order. `format` names a reader where the file's ending does not tell.

    Nothing is raised for a file that cannot be read: it comes back as `Unread` with the reason.
    Raises UnknownNameError for a format that no reader is registered for.
    """
    uri = str(path)
    name = format or _FORMATS.get(path.suffix.lower(), "")
    if not name:
        yield Unread(uri, f"the ending {path.suffix!r} names no known format; give --format text, markdown, html or jsonl")
        return
    reader = plugin("readers", name)
    try:
        if not path.is_file():
            yield Unread(uri, "no such file" if not path.exists() else "not a regular file")
            return
        if name != "jsonl" and path.stat().st_size > LARGEST:
            yield Unread(uri, f"{path.stat().st_size:,} bytes; one document may have {LARGEST:,}: split it")
            return
        if name == "jsonl":
            yield from reader(path, uri=uri)
            return
        yield from reader(path.read_bytes(), uri=uri)
    except OSError as error:
        yield Unread(uri, f"cannot be opened: {error.strerror}")
    except DetenteError as error:
        yield Unread(uri, str(error))
