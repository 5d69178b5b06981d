"""The store: the only place that knows SQL. Three roles: open, write in one transaction, read as of a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from detente.model import Document

__all__ = ["Row", "Store", "open_store"]


@dataclass(frozen=True, slots=True)
class Row:
    """A record as stored: what it is, from which document ("" if made here), and since when it can be known."""

    record: Any
    document: str
    known: date


class Store(Protocol):
    """What a backend must do; every backend passes the same tests."""

    def add(self, document: Document, records: Iterable[Any], *, added: date) -> bool:
        """Write a document with its records, or only its new appearance, at once; False if nothing was new."""

    def append(self, record: Any, *, known: date) -> bool:
        """Write a forecast, question or decision once; False if it stands there already."""

    def refuse(self, uri: str, reason: str, *, added: date) -> None:
        """Keep note of a text that could not be read or coded."""

    def has(self, document: str) -> bool:
        """Whether a document has been added."""

    def documents(self, *, as_of: date | None = None) -> Iterator[Document]:
        """The documents known by a day (all without one), by publication and id."""

    def records(self, kind: str, *, as_of: date | None = None) -> Iterator[Row]:
        """The records of a kind known by a day, in the order in which they could be known."""

    def refused(self) -> list[tuple[str, str]]:
        """What could not be read: (where, why)."""

    def search(self, words: str, *, as_of: date | None = None) -> list[str]:
        """Ids of the documents that have all the words, best first."""

    def transaction(self) -> AbstractContextManager[None]:
        """One unit: all that is written inside, or nothing."""

    def close(self) -> None:
        """Give the file back."""


def open_store(path: Path, *, create: bool = False) -> Store:
    """Open the ledger's file. Raises LedgerError if it is missing (unless `create`) or of another version."""
    from detente.store.sqlite import SQLiteStore

    return SQLiteStore(path, create=create)
