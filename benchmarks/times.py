"""Temporal expressions against a marked-up corpus: `python -m benchmarks.times FILE.jsonl.gz`.

FILE has lines {id, published, text, timex: [{start, end, type, value}]}. As in TempEval-3 (UzZaman et
al. 2013): strict F1 wants the same span, relaxed F1 any common character (each expression matched
once), value F1 relaxed matches whose TIMEX3 value is the same. The last line printed is one JSON
object; with --errors what was missed, wrong or too much comes before it.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from detente.coding.times import Expression, clock, expressions
from detente.reading.document import document


def read(path: Path) -> Iterator[dict[str, Any]]:
    """The lines of a file, plain or packed."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def found(text: str, published: str | None) -> list[Expression]:
    """The expressions of a text, read sentence by sentence as coding does, at the text's own offsets."""
    at = clock(document(text, uri="text", meta={"published": published} if published else {}))
    out = []
    for piece in re.finditer(r"[^\n]+", text):
        start = piece.start()
        for sentence in re.finditer(r".+?(?:[.!?][”\"’']?(?=\s+[A-Z“\"‘'(])|$)", piece.group()):
            for e in expressions(sentence.group(), at):
                base = start + sentence.start()
                out.append(Expression(base + e.start, base + e.end, e.kind, e.value, e.when, e.relation))
    return out


def score(rows: Iterator[dict[str, Any]], *, errors: bool = False) -> dict[str, Any]:
    """The figures over a corpus."""
    n: Counter[str] = Counter()
    begun = time.process_time()
    for row in rows:
        text, gold = row["text"], [t for t in row["timex"] if t["end"] > t["start"]]
        predicted = found(text, row.get("published"))
        n["gold"] += len(gold)
        n["predicted"] += len(predicted)
        n["characters"] += len(text)
        free = list(predicted)
        for t in gold:
            hits = [p for p in free if p.start < t["end"] and t["start"] < p.end]
            best = max(hits, key=lambda p: (p.start == t["start"] and p.end == t["end"], p.value == t["value"], min(p.end, t["end"]) - max(p.start, t["start"])), default=None)
            if best is None:
                _tell(errors, "missed", text, t["start"], t["end"], t["value"], "")
                continue
            free.remove(best)
            n["relaxed"] += 1
            n["strict"] += (best.start, best.end) == (t["start"], t["end"])
            n["value"] += best.value == t["value"]
            if best.value != t["value"]:
                _tell(errors, "value", text, t["start"], t["end"], t["value"], best.value)
            elif (best.start, best.end) != (t["start"], t["end"]):
                _tell(errors, "span", text, t["start"], t["end"], t["value"], text[best.start : best.end])
        for p in free:
            _tell(errors, "extra", text, p.start, p.end, "", p.value)
    f1 = {k: round(2 * n[k] / max(1, n["gold"] + n["predicted"]), 4) for k in ("strict", "relaxed", "value")}
    return {
        "strict_f1": f1["strict"], "relaxed_f1": f1["relaxed"], "value_f1": f1["value"],
        "gold": n["gold"], "predicted": n["predicted"],
        "characters_per_second": round(n["characters"] / max(1e-9, time.process_time() - begun)),
    }


def _tell(errors: bool, kind: str, text: str, start: int, end: int, gold: str, got: str) -> None:
    if errors:
        around = text[max(0, start - 45) : start] + "[" + text[start:end] + "]" + text[end : end + 30]
        print(f"{kind}\t{gold}\t{got}\t{' '.join(around.split())}")


def main() -> None:
    """Run on the paths given."""
    paths = [Path(a) for a in sys.argv[1:] if not a.startswith("--")]
    if not paths:
        sys.exit("usage: python -m benchmarks.times FILE.jsonl.gz [--errors]")
    print(json.dumps(score((row for path in paths for row in read(path)), errors="--errors" in sys.argv)))


if __name__ == "__main__":
    main()
