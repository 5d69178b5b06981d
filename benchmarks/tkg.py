"""Temporal-knowledge-graph forecasting: `python -m benchmarks.tkg DIR [--multi-step] [--every N]`.

DIR holds train, valid and perhaps test as .txt or .txt.gz: rows of subject, relation, object, hour (a multiple of
24), and perhaps entity2id. Without test the last 30 days of valid are the test. Everything before the test is
history to learn from; a test day is answered from the facts of the days before it (with `--multi-step`, of the
days before the first test day). Both directions; other right answers of the same day are filtered; ties
count by their mean; an answer that is no candidate shares the ranks behind all candidates. Each query is answered alone:
nothing is read from what else is asked. `--every N` asks every Nth query.

The last line printed is one JSON object: mrr, hits_1, hits_3, hits_10, queries, cpu_seconds, peak_gb.
"""

from __future__ import annotations

import argparse
import gzip
import json
import resource
import time
from collections.abc import Iterator
from itertools import repeat
from pathlib import Path
from typing import Any

import numpy as np

from detente.forecasting.graph import Graph, fit, morning, mornings, two_way
from detente.forecasting.graph.features import Day
from detente.forecasting.graph.ranker import Ranker, by_subject
from detente.forecasting.history import Array, history, numbered


def lines(folder: Path, name: str) -> list[str] | None:
    """The lines of a file, packed or not; None where there is none."""
    plain, packed = folder / f"{name}.txt", folder / f"{name}.txt.gz"
    if packed.exists():
        return gzip.open(packed, "rt", encoding="utf-8").read().splitlines()
    return plain.read_text("utf-8").splitlines() if plain.exists() else None


def facts(folder: Path, name: str) -> Array | None:
    """The facts of a part, with days for hours."""
    rows = lines(folder, name)
    if rows is None:
        return None
    array = np.array([[int(x) for x in row.split()[:4]] for row in rows if row.strip()], np.int64)
    array[:, 3] //= 24
    return array


def read(folder: Path) -> tuple[Graph, int]:
    """The graph of a folder and the first day of its test."""
    parts = {name: part for name in ("train", "valid", "test") if (part := facts(folder, name)) is not None}
    names = {int(i): n for n, _, i in (row.rpartition("\t") for row in lines(folder, "entity2id") or [])}
    last = "test" if "test" in parts else "valid"
    first = int(parts[last][:, 3].min()) if last == "test" else max(int(parts[last][:, 3].min()), int(parts[last][:, 3].max()) - 29)
    rows = np.concatenate(list(parts.values()))
    country, kind = numbered(names, int(max(rows[:, 0].max(), rows[:, 2].max(), max(names, default=0))) + 1)
    past = history(rows[:, 0], rows[:, 2], np.zeros(len(rows), np.int64), rows[:, 3], root=rows[:, 1], country=country, kind=kind)
    return two_way(past), first


def ranks(past: Graph, ranker: Ranker, day: Day, asked_on: Array) -> Iterator[float]:
    """The filtered rank of every right answer of a day's facts."""
    for subject, wanted in by_subject(asked_on).items():
        questions = list(day.ask(subject, list(wanted)))
        for question, scores in zip(questions, ranker.score(questions), strict=True):
            answers = wanted[question.relation]
            place = {int(c): i for i, c in enumerate(question.candidates)}
            for answer in answers:
                others = [place[a] for a in answers if a != answer and a in place]
                keep = np.ones(len(scores), bool)
                keep[others] = False
                if answer in place:
                    own = scores[place[answer]]
                    left = scores[keep]
                    yield 1 + float((left > own).sum()) + (float((left == own).sum()) - 1) / 2
                else:
                    yield float(keep.sum()) + (past.entities - len(scores)) / 2


def main() -> None:
    """Run on the folder given."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.tkg")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--multi-step", action="store_true")
    parser.add_argument("--every", type=int, default=1)
    asked = parser.parse_args()
    begin = time.process_time()
    past, first = read(asked.folder)
    ranker = fit(past, first, progress=lambda text: print(text, flush=True))
    print(f"fitted in {time.process_time() - begin:.0f} CPU seconds", flush=True)
    rank: list[float] = []
    days = np.unique(past.facts[past.facts[:, 3] >= first, 3])
    views = repeat(morning(past, first, ranker.rates), len(days)) if asked.multi_step else mornings(past, first, int(days[-1]), ranker.rates)
    for day, view in zip(days, views, strict=True):
        rank += ranks(past, ranker, view, past.on(int(day))[:: asked.every])
        print(f"day {day}: MRR so far {np.mean(1 / np.array(rank)):.4f}", flush=True)
    print(json.dumps(figures(np.array(rank)) | {"queries": len(rank), "cpu_seconds": round(time.process_time() - begin), "peak_gb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20, 2)}))


def figures(rank: Array) -> dict[str, Any]:
    """Mean reciprocal rank and the shares of ranks up to 1, 3 and 10."""
    return {"mrr": round(float((1 / rank).mean()), 4), **{f"hits_{k}": round(float((rank <= k).mean()), 4) for k in (1, 3, 10)}}


if __name__ == "__main__":
    main()
