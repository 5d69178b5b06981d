"""Event tables from outside the ledger: rows of day, source, target and PLOVER type, from a file.

Read are tables with tabs or commas and a head that names the four columns, in any order among others, and JSON Lines as
`detente code --jsonl` and `detente export` write them; each may be packed with gzip.
"""

from __future__ import annotations

import csv
import gzip
import json
import zlib
from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any, TextIO

from detente.errors import RecordError, UnreadableError
from detente.forecasting.record import Deed, deeds
from detente.model import Event, codebook
from detente.model.codec import revive

COLUMNS = ("day", "source", "target", "type")
_FIELDS = frozenset(f.name for f in fields(Event))


def read_table(path: Path) -> Iterator[Deed]:
    """The rows of a table, one after the other. Raises UnreadableError, with the line and what is wrong with it."""
    try:
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
            yield from (_lines(file, path) if path.name.removesuffix(".gz").endswith(".jsonl") else _columns(file, path))
    except OSError as error:
        raise UnreadableError(f"{path}: cannot be read: {error.strerror or error}") from error
    except (UnicodeDecodeError, EOFError, zlib.error, csv.Error) as error:
        raise UnreadableError(f"{path}: is no table of events: {error}") from error


def write_row(row: Deed) -> str:
    """A row as a line with tabs, to stand under the head `"\\t".join(COLUMNS)`."""
    return "\t".join((row.day.isoformat(), *row[1:])) + "\n"


def _columns(file: TextIO, path: Path) -> Iterator[Deed]:
    head = file.readline()
    table = csv.reader(file, delimiter="\t" if "\t" in head else ",")
    names = [name.strip().lower() for name in next(csv.reader([head], delimiter="\t" if "\t" in head else ","), [])]
    if missing := [c for c in COLUMNS if c not in names]:
        raise UnreadableError(f"{path}: the first line must name the columns {', '.join(COLUMNS)}; it lacks {', '.join(missing)}")
    at = [names.index(c) for c in COLUMNS]
    for number, cells in enumerate(table, 2):
        if not cells:
            continue
        if len(cells) <= max(at):
            raise UnreadableError(f"{path}, line {number}: {len(cells)} cells, and the head names {len(names)}")
        yield _deed(*(cells[i].strip() for i in at), where=f"{path}, line {number}")


def _deed(day: str, source: str, target: str, type_: str, *, where: str) -> Deed:
    try:
        when = date.fromisoformat(day)
    except ValueError as error:
        raise UnreadableError(f"{where}: {day!r} is not a day; write it as 2021-11-28") from error
    code = type_.partition("/")[0].upper()
    if code not in codebook():
        raise UnreadableError(f"{where}: {type_!r} is no event type; `detente explain` lists them")
    if not source or not target:
        raise UnreadableError(f"{where}: {'source' if not source else 'target'} is empty")
    return Deed(when, source, target, code)


def _lines(file: TextIO, path: Path) -> Iterator[Deed]:
    for number, line in enumerate(file, 1):
        if not line.strip():
            continue
        try:
            row: Any = json.loads(line)
            for event in _events(row):
                yield from deeds(event)
        except (ValueError, TypeError, AttributeError, RecordError, RecursionError) as error:
            raise UnreadableError(f"{path}, line {number}: holds no coded events: {error}") from error


def _events(row: Any) -> Iterator[Event]:
    """The events of a line: of one text, or one linked event of an export."""
    if not isinstance(row, dict):
        raise TypeError("a line must be a JSON object")
    if "error" in row:
        return
    for raw in row["records"].get("events", ()) if "records" in row else (row,):
        if raw.get("type"):
            yield revive(Event, {k: v for k, v in raw.items() if k in _FIELDS})
