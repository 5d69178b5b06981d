"""Interchange: every record as JSON Lines, one file a kind, and back, byte for byte.

A line of a coded kind is the linked record with its fields, then `known` (the day it could first be
known), `commitment` state where there is one, and `reports`: each document's own reading of it.
Import reads the reports; the rest follows from them.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from detente.errors import DetenteError, LedgerError, RecordError
from detente.model import Document
from detente.model.codec import plain, revive
from detente.model.kinds import CODED, MADE, class_of
from detente.model.memory import Memory
from detente.store import Store

FILES = ("documents", *CODED, *MADE)


def write(store: Store, memory: Memory, folder: Path) -> dict[str, int]:
    """Write the files, each whole or not at all; the number of lines in each."""
    folder.mkdir(parents=True, exist_ok=True)
    counts = {}
    for kind in FILES:
        lines = list(_lines(kind, store, memory))
        part = folder / f".{kind}.jsonl.part"
        part.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8", newline="\n")
        part.replace(folder / f"{kind}.jsonl")
        counts[kind] = len(lines)
    return counts


def _lines(kind: str, store: Store, memory: Memory) -> Iterator[str]:
    if kind == "documents":
        for document in store.documents():
            yield _json(plain(document))
    elif kind in MADE:
        for row in store.records(kind):
            yield _json({**plain(row.record), "known": row.known.isoformat()})
    else:
        states = {s.commitment.record.id: s for s in memory.standings} if kind == "commitments" else {}
        for entry in memory.entries(kind):
            record: Any = entry.record
            state = states.get(record.id)
            extra = {"standing": {"level": state.level, "slip": state.slip, "overdue": state.overdue}} if state else {}
            yield _json({**plain(record), "known": entry.known.isoformat(), **extra, "reports": plain(entry.reports)})


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def load(store: Store, folder: Path) -> dict[str, int]:
    """Read an export into the store in one transaction; the number of new lines of each kind.

    Raises LedgerError that names the file and line at fault; nothing is then written.
    """
    if not (folder / "documents.jsonl").is_file():
        raise LedgerError(f"{folder} is not an export: it has no documents.jsonl")
    documents: dict[str, Document] = {}
    reports: dict[str, list[Any]] = defaultdict(list)
    counts = dict.fromkeys(FILES, 0)
    for where, row in _rows(folder, "documents"):
        document = _revive(Document, row, where)
        documents[document.id] = document
    for kind, cls in CODED.items():
        for where, row in _rows(folder, kind):
            for raw in row.get("reports") or [{k: v for k, v in row.items() if k not in {"known", "standing", "reports"}}]:
                record = _revive(cls, raw, where)
                if not record.evidence:
                    raise LedgerError(f"{where}: a record without evidence; every record must quote a document")
                for e in record.evidence:
                    text = documents[e.document].text if e.document in documents else None
                    if text is None or text[e.start : e.end] != e.exact:
                        raise LedgerError(f"{where}: the evidence {e.exact[:40]!r} does not stand at {e.start} in document {e.document[:12]}")
                reports[record.evidence[0].document].append(record)
    with store.transaction():
        for id, document in documents.items():
            first = min((a.added for a in document.appearances if a.added), default=date.today())
            counts["documents"] += store.add(document, reports[id], added=first)
        for kind in MADE:
            for where, row in _rows(folder, kind):
                known = date.fromisoformat(row.pop("known"))
                counts[kind] += store.append(_revive(class_of(kind), row, where), known=known)
    return counts


def _rows(folder: Path, kind: str) -> Iterator[tuple[str, dict[str, Any]]]:
    path = folder / f"{kind}.jsonl"
    if not path.is_file():
        return
    with path.open(encoding="utf-8") as file:
        for number, text in enumerate(file, 1):
            where = f"{path}:{number}"
            try:
                row = json.loads(text)
            except (ValueError, RecursionError) as error:
                raise LedgerError(f"{where}: not a line of JSON") from error
            if not isinstance(row, dict):
                raise LedgerError(f"{where}: not a JSON object")
            yield where, row


def _revive(cls: type, row: Any, where: str) -> Any:
    try:
        return revive(cls, row)
    except (RecordError, DetenteError) as error:
        raise LedgerError(f"{where}: {error}") from error
