"""Code the world's record once: `python -m training.code_world REPORTS.jsonl.gz FOLDER`.

Writes to FOLDER `deeds.tsv.gz`, one row a deed: day, source, target, PLOVER type; and `meetings.jsonl.gz`, one line a
meeting of two sides or more: the day of the report and the record. A row is known from the day of its report.
"""

from __future__ import annotations

import gzip
import json
import os
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from detente.coding import LIKELY, Uncoded, code_all
from detente.forecasting.event_table import COLUMNS, write_row
from detente.forecasting.record import Deed, deeds
from detente.model import Event, Meeting
from detente.model.codec import plain, revive
from detente.model.identity import bodies
from detente.reading.document import document

#: An event older than this when reported was not known in its time (days).
STALE = 31


class Reported(NamedTuple):
    """A meeting as it was reported on a day."""

    day: date
    meeting: Meeting


def reports(path: Path) -> Iterator[dict[str, Any]]:
    """The dated reports of the file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def told(published: date, records: Iterable[Any]) -> Iterator[Deed | Reported]:
    """The deeds that the records of one report tell in time, and its meetings between at least two sides."""
    for record in records:
        if isinstance(record, Event):
            yield from (d for d in deeds(record) if 0 <= (published - d.day).days <= STALE)
        elif isinstance(record, Meeting) and len(sides(record)) > 1:
            yield Reported(published, record)


def sides(meeting: Meeting) -> frozenset[str]:
    """The bodies that meet."""
    return bodies(meeting.participants) | bodies(meeting.convenor)


def coded(path: Path, cores: int) -> Iterator[Deed | Reported]:
    """What every report tells, in the order of the file."""
    documents = (document(r["text"], uri=r["id"], meta={"published": r["date"]}) for r in reports(path))
    days = (date.fromisoformat(r["date"]) for r in reports(path))
    for published, outcome in zip(days, code_all(documents, cores=cores, least=LIKELY), strict=False):
        if not isinstance(outcome, Uncoded):
            yield from told(published, outcome.records)


def write(rows: Iterable[Deed | Reported], folder: Path) -> tuple[int, int]:
    """Write both tables as the rows come; how many of each."""
    folder.mkdir(parents=True, exist_ok=True)
    done = met = 0
    with gzip.open(folder / "deeds.tsv.gz", "wt", encoding="utf-8") as table, gzip.open(folder / "meetings.jsonl.gz", "wt", encoding="utf-8") as lines:
        table.write("\t".join(COLUMNS) + "\n")
        for row in rows:
            if isinstance(row, Deed):
                table.write(write_row(row))
                done += 1
                if done % 2000 == 0:
                    print(f"{done:,} deeds, {row.day}", file=sys.stderr)
            else:
                lines.write(json.dumps({"day": row.day.isoformat(), "meeting": plain(row.meeting)}, ensure_ascii=False) + "\n")
                met += 1
    return done, met


def read_meetings(path: Path) -> list[Reported]:
    """The meetings of a table that was written."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [Reported(date.fromisoformat(row["day"]), revive(Meeting, row["meeting"])) for row in map(json.loads, lines)]


def main() -> None:
    """Run on the paths given."""
    if len(sys.argv) != 3:
        sys.exit("usage: python -m training.code_world REPORTS.jsonl.gz FOLDER")
    done, met = write(coded(Path(sys.argv[1]), os.cpu_count() or 1), Path(sys.argv[2]))
    print(f"{done:,} deeds, {met:,} meetings")


if __name__ == "__main__":
    main()
