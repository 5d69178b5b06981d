"""The ledger in one SQLite file, in WAL mode: append only, two times, full-text index."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from detente.errors import LedgerError
from detente.model import Appearance, Document
from detente.model.codec import line, revive
from detente.model.kinds import class_of, kind_of
from detente.store import Row

VERSION = 1
_SCHEMA = """
CREATE TABLE documents (id TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE appearances (document TEXT NOT NULL, uri TEXT NOT NULL, publisher TEXT NOT NULL,
  published TEXT, added TEXT NOT NULL, known TEXT NOT NULL, UNIQUE (document, uri, published));
CREATE UNIQUE INDEX appearance_once ON appearances (document, uri, ifnull(published, ''));
CREATE INDEX appearance_known ON appearances (document, known);
CREATE TABLE records (seq INTEGER PRIMARY KEY, kind TEXT NOT NULL, id TEXT NOT NULL, document TEXT NOT NULL,
  start INTEGER NOT NULL, known TEXT, body TEXT NOT NULL, UNIQUE (kind, id, document));
CREATE TABLE refused (uri TEXT NOT NULL, reason TEXT NOT NULL, added TEXT NOT NULL, UNIQUE (uri, reason));
CREATE VIRTUAL TABLE words USING fts5 (id UNINDEXED, title, text);
"""
_KNOWN = "(SELECT document, min(known) AS known FROM appearances GROUP BY document)"
_FOREVER = "9999-12-31"


class SQLiteStore:
    """A store in one file. Readers and one writer work at once; a crash leaves the old or the new state."""

    def __init__(self, path: Path, *, create: bool = False) -> None:
        if not create and not path.is_file():
            raise LedgerError(f"no ledger at {path}; make the dispute first with `detente init`")
        self._db = sqlite3.connect(path, isolation_level=None, timeout=30)
        self._depth = 0
        try:
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = NORMAL")
            self._prepare(path)
        except sqlite3.DatabaseError as error:
            self._db.close()
            raise LedgerError(f"{path} is not a ledger ({error}); restore it from an export") from error

    def _prepare(self, path: Path) -> None:
        with self.transaction():
            (version,) = self._db.execute("PRAGMA user_version").fetchone()
            if version == 0:
                for statement in _SCHEMA.split(";\n"):
                    self._db.execute(statement)
                self._db.execute(f"PRAGMA user_version = {VERSION}")
            elif version != VERSION:
                raise LedgerError(f"{path} has version {version}, this program writes {VERSION}; export it there and import it here")

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """One unit: all that is written inside, or nothing; may be nested."""
        if self._depth == 0:
            self._db.execute("BEGIN IMMEDIATE")
        self._depth += 1
        try:
            yield
        except BaseException:
            self._depth -= 1
            if self._depth == 0:
                self._db.execute("ROLLBACK")
            raise
        self._depth -= 1
        if self._depth == 0:
            self._db.execute("COMMIT")

    def add(self, document: Document, records: Iterable[Any], *, added: date) -> bool:
        """Write a document with its records, or only its new appearance, at once; False if nothing was new."""
        with self.transaction():
            new = False
            if not self.has(document.id):
                body = line(replace(document, appearances=()))
                self._db.execute("INSERT INTO documents VALUES (?, ?)", (document.id, body))
                self._db.execute("INSERT INTO words VALUES (?, ?, ?)", (document.id, document.title, document.text))
                self._db.executemany(
                    "INSERT OR IGNORE INTO records (kind, id, document, start, body) VALUES (?, ?, ?, ?, ?)",
                    [(kind_of(r), r.id, document.id, r.evidence[0].start, line(r)) for r in records],
                )
                new = True
            for a in document.appearances:
                when = (a.published or a.added or added).isoformat()
                row = (document.id, a.uri, a.publisher, a.published and a.published.isoformat(), (a.added or added).isoformat(), when)
                new |= self._db.execute("INSERT OR IGNORE INTO appearances VALUES (?, ?, ?, ?, ?, ?)", row).rowcount > 0
            return new

    def append(self, record: Any, *, known: date) -> bool:
        """Write a forecast, question or decision once; False if it stands there already."""
        row = (kind_of(record), record.id, known.isoformat(), line(record))
        with self.transaction():
            return self._db.execute("INSERT OR IGNORE INTO records (kind, id, document, start, known, body) VALUES (?, ?, '', 0, ?, ?)", row).rowcount > 0

    def refuse(self, uri: str, reason: str, *, added: date) -> None:
        """Keep note of a text that could not be read or coded."""
        self._db.execute("INSERT OR IGNORE INTO refused VALUES (?, ?, ?)", (_clean(uri), _clean(reason), added.isoformat()))

    def has(self, document: str) -> bool:
        """Whether a document has been added."""
        return self._db.execute("SELECT 1 FROM documents WHERE id = ?", (document,)).fetchone() is not None

    def documents(self, *, as_of: date | None = None) -> Iterator[Document]:
        """The documents known by a day (all without one), by publication and id."""
        day = as_of.isoformat() if as_of else _FOREVER
        rows = self._db.execute(
            f"SELECT d.id, d.body FROM documents d JOIN {_KNOWN} k ON k.document = d.id WHERE k.known <= ? ORDER BY k.known, d.id", (day,)
        ).fetchall()
        for id, body in rows:
            seen = self._db.execute(
                "SELECT uri, publisher, published, added FROM appearances WHERE document = ? AND known <= ? ORDER BY uri, known", (id, day)
            )
            appearances = tuple(Appearance(u, p, _day(d), _day(a)) for u, p, d, a in seen)
            yield replace(revive(Document, json.loads(body)), appearances=appearances)

    def records(self, kind: str, *, as_of: date | None = None) -> Iterator[Row]:
        """The records of a kind known by a day, in the order in which they could be known."""
        cls = class_of(kind)
        day = as_of.isoformat() if as_of else _FOREVER
        rows = self._db.execute(
            f"SELECT r.document, ifnull(r.known, k.known) AS since, r.body FROM records r LEFT JOIN {_KNOWN} k ON k.document = r.document "
            "WHERE r.kind = ? AND since <= ? ORDER BY since, r.document, r.start, r.id",
            (kind, day),
        )
        for document, known, body in rows.fetchall():
            yield Row(revive(cls, json.loads(body)), document, date.fromisoformat(known))

    def refused(self) -> list[tuple[str, str]]:
        """What could not be read: (where, why)."""
        return self._db.execute("SELECT uri, reason FROM refused ORDER BY uri, reason").fetchall()

    def search(self, words: str, *, as_of: date | None = None) -> list[str]:
        """Ids of the documents that have all the words, best first."""
        query = " ".join('"' + w.replace('"', '""') + '"' for w in words.split())
        if not query:
            return []
        day = as_of.isoformat() if as_of else _FOREVER
        rows = self._db.execute(
            f"SELECT words.id FROM words JOIN {_KNOWN} k ON k.document = words.id WHERE words MATCH ? AND k.known <= ? ORDER BY rank, words.id",
            (query, day),
        )
        return [id for (id,) in rows]

    def close(self) -> None:
        """Give the file back."""
        self._db.close()


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _clean(text: str) -> str:
    """Text that the database can keep: halves of surrogate pairs (from odd file names) are shown as such."""
    return text.encode("utf-8", "backslashreplace").decode()
