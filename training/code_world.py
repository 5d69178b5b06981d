"""Code the world's record into an event table: `python -m training.code_world REPORTS.jsonl.gz DEEDS.tsv.gz`.

One row a deed: day, source, target, PLOVER type. Known from the day of the report, so a row is as old as its report.
"""

from __future__ import annotations

import gzip
import json
import os
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from detente.coding import LIKELY, Uncoded, code_all
from detente.forecasting.dyads.record import Deed, deeds
from detente.model import Event
from detente.reading.document import document


def reports(path: Path) -> Iterator[dict[str, Any]]:
    """The dated reports of the file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def coded(path: Path, cores: int) -> Iterator[Deed]:
    """The deeds of every report; an event older than a month when reported is left out, for it was not known in its time."""
    documents = (document(r["text"], uri=r["id"], meta={"published": r["date"]}) for r in reports(path))
    days = (date.fromisoformat(r["date"]) for r in reports(path))
    for published, records in zip(days, code_all(documents, cores=cores, least=LIKELY), strict=False):
        if isinstance(records, Uncoded):
            continue
        for event in (r for r in records if isinstance(r, Event)):
            yield from (d for d in deeds(event) if 0 <= (published - d.day).days <= 31)


def read(path: Path) -> list[Deed]:
    """The rows of a table that was written."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [line.rstrip("\n").split("\t") for line in lines]
    return [Deed(date.fromisoformat(day), source, target, type_) for day, source, target, type_ in rows]


def main() -> None:
    """Run on the paths given."""
    if len(sys.argv) != 3:
        sys.exit("usage: python -m training.code_world REPORTS.jsonl.gz DEEDS.tsv.gz")
    count = 0
    with gzip.open(sys.argv[2], "wt", encoding="utf-8") as out:
        for deed in coded(Path(sys.argv[1]), os.cpu_count() or 1):
            out.write("\t".join((deed.day.isoformat(), *deed[1:])) + "\n")
            count += 1
            if count % 2000 == 0:
                print(f"{count:,} deeds, {deed.day}", file=sys.stderr)
    print(f"{count:,} deeds")


if __name__ == "__main__":
    main()
