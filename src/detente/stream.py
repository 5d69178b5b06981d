"""Streams: coding without a ledger, line by line, memory flat."""

from __future__ import annotations

import json
import os
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from detente.coding import SURE, Endpoint, Uncoded, code, code_all
from detente.config import load_pack, shipped_pack
from detente.errors import DetenteError, UnreadableError
from detente.model import Document, Pack
from detente.model.codec import line, plain
from detente.model.kinds import CODED, kind_of
from detente.reading import Unread, read
from detente.reading.document import LARGEST, decode, document
from detente.reading.jsonl import row_of


def code_lines(path: Path | None, *, pack: str = "", least: float = SURE, endpoint: Endpoint | None = None, progress: Callable[[str], None] = lambda _: None) -> Iterator[str]:
    """For each line {id, text, ...} a line {id, records}; a line that cannot be coded gives {id, error}.

    Events of a confidence below `least` are left out. With an `endpoint` the events are those that its model reads.
    """
    waiting: deque[tuple[Any, str]] = deque()

    def readable() -> Iterator[Document]:
        for number, raw in enumerate(_raw_lines(path), 1):
            if not raw.strip():
                continue
            id: Any = number
            try:
                if len(raw) > LARGEST:
                    raise UnreadableError(f"a line of more than {LARGEST:,} bytes: split it")
                row = row_of(raw)
                id = row.get("id", number)
                made = document(row["text"], uri=str(id), meta=row)
            except Exception as error:  # whatever one line holds must not stop the batch
                waiting.append((id, f"line {number}: {error or type(error).__name__}"))
                continue
            waiting.append((id, ""))
            yield made

    for outcome in code_all(readable(), pack=_pack(pack), cores=os.cpu_count() or 1, least=least, endpoint=endpoint):
        while waiting[0][1]:
            yield _failed(*waiting.popleft())
        id, _ = waiting.popleft()
        progress(str(id))
        if isinstance(outcome, Uncoded):
            yield _failed(id, outcome.reason)
        else:
            yield json.dumps({"id": id, "records": grouped(outcome.records)}, ensure_ascii=False, separators=(",", ":")) + "\n"
    while waiting:
        yield _failed(*waiting.popleft())


def _failed(id: Any, reason: str) -> str:
    return json.dumps({"id": id, "error": reason}, ensure_ascii=False) + "\n"


def grouped(records: Iterable[Any]) -> dict[str, list[Any]]:
    """Records as plain values by their kind; every kind is there, if empty."""
    found: dict[str, list[Any]] = {kind: [] for kind in CODED}
    for record in records:
        found[kind_of(record)].append(plain(record))
    return found


def code_file(path: Path | None, *, pack: str = "", published: str | None = None, least: float = 0.0, endpoint: Endpoint | None = None) -> Iterator[str]:
    """The records of one text, a line of JSON each with its kind; events of a confidence below `least` are left out.

    With an `endpoint` the events are those that its model reads.
    """
    if published is not None:
        try:
            date.fromisoformat(published)
        except ValueError as error:
            raise DetenteError(f"{published!r} is not a day; write it as 2021-11-28") from error
    meta = {"published": published} if published else {}
    if path is None:
        documents: list[Document | Unread] = [document(decode(sys.stdin.buffer.read()), uri="standard input", meta=meta)]
    else:
        documents = list(read(path))
    for item in documents:
        if isinstance(item, Unread):
            raise UnreadableError(f"{item.uri}: {item.reason}")
        dated = item
        if published and item.published is None:
            dated = document(item.text, uri=item.appearances[0].uri, meta={**meta, "title": item.title, "author": item.author})
        for record in code(dated, pack=_pack(pack), least=least, endpoint=endpoint):
            yield f'{{"record":"{kind_of(record)}",{line(record)[1:]}'


def _pack(name: str) -> Pack | None:
    if not name:
        return None
    path = Path(name)
    return load_pack(path if path.is_file() else path / "dispute.toml" if path.is_dir() else shipped_pack(name).joinpath("dispute.toml"))


def _raw_lines(path: Path | None) -> Iterator[bytes]:
    """Lines as bytes, each cut off one byte past the limit so that no line fills the memory."""
    if path is None:
        yield from _bounded(sys.stdin.buffer)
        return
    try:
        with path.open("rb") as file:
            yield from _bounded(file)
    except OSError as error:
        raise DetenteError(f"{path}: cannot be opened: {error.strerror}") from error


def _bounded(file: Any) -> Iterator[bytes]:
    while chunk := file.readline(LARGEST + 1):
        yield chunk
        while len(chunk) > LARGEST and not chunk.endswith(b"\n"):
            chunk = file.readline(LARGEST + 1)
            if not chunk:
                break
