"""Places against texts with located names: `python -m benchmarks.places FILE.jsonl.gz`.

FILE has lines {id, text, toponyms: [{start, end, name, lat, lon}]}. A gold name counts as placed when
one of the toponyms found shares a character with it and lies within 161 km (Gritta et al. 2018);
`placed` is the share of all gold names, `found` that of names found at all, `right` the placed among
those found, `median_km` the median error of those found. The last line printed is one JSON object;
with --errors what was missed or misplaced comes before it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.times import read
from detente.coding.parse import parsed
from detente.coding.places import located
from detente.coding.places.gazetteer import distance
from detente.reading.document import document

#: 100 miles.
NEAR = 161.0


def score(rows: Iterable[dict[str, Any]], *, errors: bool = False) -> dict[str, Any]:
    """The figures over a corpus."""
    gold = found = placed = 0
    off: list[float] = []
    kept = list(rows)
    documents = [document(r["text"], uri=r["id"], meta={}) for r in kept]
    for row, sentences in zip(kept, parsed(documents), strict=True):
        text = row["text"]
        spots = [(s.start(s.span.doc[t.start]), s.end(s.span.doc[t.end - 1]), site) for s, names in zip(sentences, located([s.span for s in sentences]), strict=True) for t, site in names if site]
        for t in row["toponyms"]:
            if t.get("lat") is None:
                continue
            gold += 1
            hits = [s for a, b, s in spots if a < t["end"] and t["start"] < b]
            around = " ".join(text[max(0, t["start"] - 40) : t["end"] + 30].split())
            if not hits:
                if errors:
                    print(f"missed\t{t['name']}\t\t{around}")
                continue
            found += 1
            km = min(distance((s.lat, s.lon), (t["lat"], t["lon"])) for s in hits)
            off.append(km)
            placed += km <= NEAR
            if km > NEAR and errors:
                print(f"wrong\t{t['name']}\t{hits[0].id} {km:.0f} km ({t['lat']}, {t['lon']})\t{around}")
    return {"placed": round(placed / max(1, gold), 4), "found": round(found / max(1, gold), 4), "right": round(placed / max(1, found), 4), "median_km": round(median(off), 1) if off else None, "gold": gold}


def main() -> None:
    """Run on the paths given."""
    paths = [Path(a) for a in sys.argv[1:] if not a.startswith("--")]
    if not paths:
        sys.exit("usage: python -m benchmarks.places FILE.jsonl.gz [--errors]")
    print(json.dumps(score((row for path in paths for row in read(path)), errors="--errors" in sys.argv)))


if __name__ == "__main__":
    main()
