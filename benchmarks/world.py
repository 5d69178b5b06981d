"""Code the world's record: `python -m benchmarks.world FILE.jsonl.gz [--every N] [--sample OUT.tsv]`.

FILE holds dated reports {id, date, text}. Every Nth is coded (all without `--every`), in blocks, each block
right after a bare pass of spaCy's small model with its entity recogniser over the same texts; CPU time
is that of this one process. Of the events 300 are drawn by a hash of their ids, so that the draw does not
depend on the order; `--sample` writes them with their texts for judging. `world-verdicts.tsv` beside this
file holds what was judged: an event counts as judged only if it is still coded exactly so.

Verdicts: `triple` 1 if actor, recipient and type are right (one of several right ones is right, a more or
less exact id of the right one is right), `date` and `modality` 1 if right; an event that is none is wrong
in all three.

The last line printed is one JSON object: ratio, peak_gb, reports, events, judged, triple, date, modality.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import resource
import time
from collections.abc import Iterator
from hashlib import sha256
from heapq import heappush, heapreplace
from itertools import islice
from pathlib import Path
from typing import Any

from detente.coding import Uncoded, code_all
from detente.coding.parse import pipeline
from detente.model import Event
from detente.reading.document import document

VERDICTS = Path(__file__).parent / "world-verdicts.tsv"
SAMPLE, SEED, BLOCK = 300, "2024", 500
FIELDS = ("event", "report", "word", "type", "actors", "recipients", "when", "modality")


def reports(path: Path, every: int) -> Iterator[dict[str, Any]]:
    """Every Nth report of the file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in islice(lines, 0, None, every):
            yield json.loads(line)


def row(report: str, event: Event) -> dict[str, str]:
    """An event as it is judged."""
    word = min(event.evidence[:2], key=lambda e: e.end - e.start).exact
    return dict(zip(FIELDS, (event.id, report, word, f"{event.type}/{event.mode}".rstrip("/"), " ".join(event.actors), " ".join(event.recipients), event.when.text() if event.when else "", event.modality), strict=True))


def main() -> None:
    """Run on the paths given."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.world")
    parser.add_argument("file", type=Path)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--sample", type=Path)
    asked = parser.parse_args()
    nlp = pipeline()
    list(code_all([document("Kenya and Peru signed a treaty.", uri="warm", meta={})]))
    bare = coded = 0.0
    count = events = failed = 0
    drawn: list[tuple[int, str, dict[str, str]]] = []
    stream = reports(asked.file, asked.every)
    while block := list(islice(stream, BLOCK)):
        documents = [document(r["text"], uri=r["id"], meta={"published": r["date"]}) for r in block]
        start = time.process_time()
        for _ in nlp.pipe([" ".join(d.text.split()) for d in documents]):
            pass
        bare += time.process_time() - start
        start = time.process_time()
        outcomes = list(code_all(documents))
        coded += time.process_time() - start
        count += len(block)
        for report, records in zip(block, outcomes, strict=True):
            if isinstance(records, Uncoded):
                failed += 1
                continue
            for event in (r for r in records if isinstance(r, Event)):
                events += 1
                key = -int(sha256(f"{SEED}{report['id']}{event.id}".encode()).hexdigest()[:15], 16)
                item = (key, report["id"], row(report["id"], event) | {"text": " ".join(report["text"].split()), "published": report["date"]})
                if len(drawn) < SAMPLE:
                    heappush(drawn, item)
                elif key > drawn[0][0]:
                    heapreplace(drawn, item)
        print(f"{count:,} reports, {events:,} events, ratio {coded / bare:.2f}", flush=True)
    sample = [r for *_, r in sorted(drawn, reverse=True)]
    if asked.sample:
        with asked.sample.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, [*FIELDS, "published", "text"], delimiter="\t", lineterminator="\n")
            writer.writeheader()
            writer.writerows(sample)
    figures = {"ratio": round(coded / bare, 3), "peak_gb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20, 2), "reports": count, "events": events, "failed": failed}
    print(json.dumps(figures | judged(sample)))


def judged(sample: list[dict[str, str]]) -> dict[str, Any]:
    """The shares of the judged events of a sample that are right."""
    if not VERDICTS.exists():
        return {"judged": 0}
    with VERDICTS.open(encoding="utf-8", newline="") as file:
        known = {tuple(r[f] for f in FIELDS): r for r in csv.DictReader(file, delimiter="\t")}
    found = [known[k] for s in sample if (k := tuple(s[f] for f in FIELDS)) in known]
    shares = {f: round(sum(r[f] == "1" for r in found) / len(found), 3) for f in ("triple", "date", "modality")} if found else {}
    return {"judged": len(found), **shares}


if __name__ == "__main__":
    main()
