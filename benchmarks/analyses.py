"""Compare coding with every careful reading of a folder: `python -m benchmarks.analyses [FOLDER]`.

FOLDER (`tests/analyses` unless given) holds analyses as NAME-YYYY-MM.txt, the month being that in which they were
written, each with its reading NAME-YYYY-MM.gold.json. Each is compared as by `benchmarks.gold`, but without its name; of each the day of
writing, which is not given to the program, is compared with the month of its name.

A line is printed for each text: recall/precision of events and meetings, expectations, strategies and commitments, the
dates that are right of those there are, the traps taken, and by how many months the day of writing is off. The last
line printed is one JSON object: the means over the texts, and how many are dated to the month or the one beside it.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from statistics import fmean

from benchmarks.gold import run
from detente.coding import names_of, sighted
from detente.config import world
from detente.reading.document import document

KINDS = ("events", "expectations", "strategies", "commitments")


def months_off(text: str, name: str) -> int | None:
    """By how many months the inferred day of writing lies off the month in a name; None where none is inferred."""
    (seen,), _ = sighted([document(text, uri="text", meta={})], names_of(world()))
    now = seen[0].clock.now
    month = re.search(r"(\d{4})-(\d\d)", name)
    return (now.year - int(month[1])) * 12 + now.month - int(month[2]) if now and month else None


def main() -> None:
    """Run on every pair of the folder."""
    folder = Path(sys.argv[1]) if len(sys.argv) == 2 else Path(__file__).parents[1] / "tests" / "analyses"
    golds = sorted(folder.glob("*.gold.json"))
    if len(sys.argv) > 2 or not golds:
        sys.exit(f"usage: python -m benchmarks.analyses [FOLDER]; {folder} holds no NAME-YYYY-MM.gold.json")
    rows: list[dict[str, float]] = []
    dated = 0
    for gold in golds:
        name = gold.name.removesuffix(".gold.json")
        text = gold.with_name(f"{name}.txt").read_bytes().decode("utf-8")
        figures = run(text, json.loads(gold.read_text("utf-8")))
        row = {f"{k}_{m}": figures[k][m] or 0.0 for k in KINDS for m in ("recall", "precision")}
        off = months_off(text, name)
        days, traps = figures["dates"], len(figures["traps_taken"])
        rows.append(row)
        dated += off is not None and abs(off) <= 1
        print(f"{name:36}" + "  ".join(f"{row[f'{k}_recall']:.2f}/{row[f'{k}_precision']:.2f}" for k in KINDS) + f"  dates {len(days['right'])}/{len(days['of'])}  traps {traps}  written {'?' if off is None else f'{off:+d}'}", flush=True)
        rows[-1] |= {"dates": len(days["right"]) / max(len(days["of"]), 1), "traps": float(traps)}
    means = {k: round(fmean(r[k] for r in rows), 3) for k in rows[0]}
    print(json.dumps({"texts": len(rows), **means, "dated_to_the_month": dated}))


if __name__ == "__main__":
    main()
