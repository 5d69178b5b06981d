"""JSON Lines: one document a line, {"text", "published"?, "title"?, "author"?, "publisher"?, "society"?, ...}."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from detente.errors import UnreadableError
from detente.model import Document
from detente.reading.document import LARGEST, Unread, decode, document


def read(path: Path, *, uri: str) -> Iterator[Document | Unread]:
    """The documents of a file, line by line, so that memory stays flat; a bad line is told and passed over."""
    for number, raw in lines(path):
        where = f"{uri}:{number}"
        if raw is None:
            yield Unread(where, f"a line of more than {LARGEST:,} bytes: split it")
            continue
        if not raw.strip():
            continue
        try:
            row = row_of(raw)
            yield document(row["text"], uri=where, meta=row)
        except UnreadableError as error:
            yield Unread(where, str(error))


def row_of(raw: bytes) -> dict[str, Any]:
    """The object of one line. Raises UnreadableError where it is none or has no text."""
    try:
        row = json.loads(decode(raw))
    except (ValueError, RecursionError) as error:
        raise UnreadableError(f"not a line of JSON ({str(error)[:80]})") from error
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise UnreadableError('not an object with a "text"')
    if any(0xD800 <= ord(c) <= 0xDFFF for c in row["text"]):
        raise UnreadableError("half of a surrogate pair in the text: not Unicode")
    return row


def lines(path: Path) -> Iterator[tuple[int, bytes | None]]:
    """The lines of a file with their numbers; one that is too long comes as None."""
    with path.open("rb") as file:
        number = 0
        while chunk := file.readline(LARGEST + 1):
            number += 1
            if len(chunk) > LARGEST:
                while chunk and not chunk.endswith(b"\n"):
                    chunk = file.readline(LARGEST + 1)
                yield number, None
            else:
                yield number, chunk
