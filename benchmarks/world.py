"""Code the world's record: `python -m benchmarks.world FILE.jsonl.gz [--every N] [--sample OUT.tsv]`.

FILE holds dated reports {id, date, text}. Every Nth is coded (all without `--every`), in blocks, each block
right after a bare pass of spaCy's small model with its entity recogniser over the same texts; CPU time
is that of this one process. Events that are likely right (`coding.LIKELY`) are coded and counted. Of those that streams
keep (`coding.SURE`) in every 12th report 300 are drawn by a hash of their ids, so that neither the order nor an N that
divides 12 changes the draw; `--sample` writes them with their texts for judging. `world-verdicts.tsv` beside this file
holds what was judged: an event counts as judged only if it is still coded exactly so.

Verdicts: `right_triple` 1 if actor, recipient and type are right (one of several right ones is right, a more or
less exact id of the right one is right), `right_date` and `right_modality` 1 if right; an event that is none is wrong
in all three.

A run over all reports also scores the shipped odds of dyads on them, mornings of 2019 to 2024 every four weeks: by horizon and model
brier, skill against the base rate of the years before, log_loss, ece, auc. And it follows every meeting between two sides or more that a report
plans for a later day (or a week at most): whether one is reported as held on that day, or within a week of it, and how the forecaster's
chance, which knows only the plans whose day had passed, was calibrated: n plans, k held, mean forecast, Brier and ece (3 bins), over
all years (the chance has no coefficient that was fitted to them) and for plans of 2019 to 2024. Few are planned in this record, and its
silence proves nothing: what is measured is whether a plan's meeting comes to be reported. `--from FOLDER` reads what `training.code_world` wrote and codes nothing.

The last line printed is one JSON object: ratio, peak_gb, reports, events, judged, triple, date, modality, odds and meetings.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import resource
import time
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from heapq import heappush, heapreplace
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from training.code_world import Reported, read_meetings, told
from training.odds import BEGIN, FITTED, LAST, STEP

from benchmarks.horizon import figures
from detente.coding import LIKELY, SURE, Uncoded, code_all
from detente.coding.parse import pipeline
from detente.forecasting.dyads import Model, base_rate, decay, dyad_rate, hawkes, persistence, rows, samples
from detente.forecasting.dyads.odds import ACTIVE, HORIZONS, WINDOW, shipped
from detente.forecasting.event_table import read_table
from detente.forecasting.meetings import chance
from detente.forecasting.questions import FARTHEST, LENIENT_DAYS
from detente.forecasting.record import Deed, record
from detente.forecasting.scoring import calibration_error
from detente.model import Event, Meeting
from detente.model.identity import same_meeting
from detente.reading.document import document

VERDICTS = Path(__file__).parent / "world-verdicts.tsv"
SAMPLE, SEED, EVERY, BLOCK = 300, "2025", 12, 500
FIELDS = ("event", "report", "word", "type", "actors", "recipients", "when", "modality")


def reports(path: Path, every: int) -> Iterator[dict[str, Any]]:
    """Every Nth report of the file, with whether its events are drawn from."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for number, line in islice(enumerate(lines), 0, None, every):
            yield json.loads(line) | {"drawn": number % EVERY == 0}


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
    parser.add_argument("--from", dest="coded", type=Path, help="a folder that training.code_world wrote")
    asked = parser.parse_args()
    if asked.coded:
        print(json.dumps({"odds": odds(list(read_table(asked.coded / "deeds.tsv.gz"))), "meetings": plans(read_meetings(asked.coded / "meetings.jsonl.gz"))}))
        return
    if EVERY % asked.every:
        raise SystemExit(f"--every {asked.every}: must divide {EVERY}")
    nlp = pipeline()
    list(code_all([document("Kenya and Peru signed a treaty.", uri="warm", meta={})]))
    bare = coded = 0.0
    count = events = failed = 0
    known: list[Deed | Reported] = []
    drawn: list[tuple[int, str, dict[str, str]]] = []
    stream = reports(asked.file, asked.every)
    while block := list(islice(stream, BLOCK)):
        documents = [document(r["text"], uri=r["id"], meta={"published": r["date"]}) for r in block]
        start = time.process_time()
        for _ in nlp.pipe([" ".join(d.text.split()) for d in documents]):
            pass
        bare += time.process_time() - start
        start = time.process_time()
        outcomes = list(code_all(documents, least=LIKELY))
        coded += time.process_time() - start
        count += len(block)
        for report, outcome in zip(block, outcomes, strict=True):
            if isinstance(outcome, Uncoded):
                failed += 1
                continue
            known += told(date.fromisoformat(report["date"]), outcome.records)
            for event in (r for r in outcome.records if isinstance(r, Event)):
                events += 1
                if not report["drawn"] or (event.confidence is not None and event.confidence < SURE):
                    continue
                key = -int(sha256(f"{SEED}{report['id']}{event.id}".encode()).hexdigest()[:15], 16)
                item = (key, report["id"], row(report["id"], event) | {"confidence": str(event.confidence), "text": " ".join(report["text"].split()), "published": report["date"]})
                if len(drawn) < SAMPLE:
                    heappush(drawn, item)
                elif key > drawn[0][0]:
                    heapreplace(drawn, item)
        print(f"{count:,} reports, {events:,} events, ratio {coded / bare:.2f}", flush=True)
    sample = [r for *_, r in sorted(drawn, reverse=True)]
    if asked.sample:
        write(sample, asked.sample)
    measured = {"ratio": round(coded / bare, 3), "peak_gb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20, 2), "reports": count, "events": events, "failed": failed}
    ahead = {"odds": odds([d for d in known if isinstance(d, Deed)]), "meetings": plans([m for m in known if isinstance(m, Reported)])} if asked.every == 1 else {}
    print(json.dumps(measured | judged(sample) | ahead))


def write(sample: list[dict[str, str]], path: Path) -> None:
    """Write a sample with its texts, for judging."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [*FIELDS, "confidence", "published", "text"], delimiter="\t", lineterminator="\n")
        writer.writeheader()
        writer.writerows(sample)


def odds(told: list[Deed]) -> dict[str, Any]:
    """The scores of the shipped models and of the simple ones on 2019 to 2024."""
    past, found = record(told), {}
    for horizon in HORIZONS:
        days = range(BEGIN.toordinal(), LAST.toordinal() - horizon + 2, STEP)
        made = [rows(past.history, day, active=ACTIVE, window=WINDOW) for day in days]
        learn = samples([m for m in made if m.day + horizon - 1 <= FITTED.toordinal()], past.history, horizon)
        held = samples([m for m in made if m.day > FITTED.toordinal()], past.history, horizon)
        y = np.concatenate([s.outcome.ravel() for s in held])
        models: dict[str, Model] = {f.__name__: f(learn, horizon) for f in (base_rate, persistence, dyad_rate, decay, hawkes)} | {"shipped": shipped(horizon)}
        given = {name: np.concatenate([m.probabilities(s.rows).ravel() for s in held]) for name, m in models.items()}
        reference = float(((given["base_rate"] - y) ** 2).mean())
        found[str(horizon)] = {name: figures(p, y, reference) for name, p in given.items()} | {"n": len(y), "k": int(y.sum())}
    return found


#: How long after its day a planned meeting may still be reported as held (days).
LATE = 7


def plans(met: list[Reported]) -> dict[str, Any]:
    """How the chance that a planned meeting is held was calibrated, on the day itself and within a week."""
    met = sorted(met, key=lambda r: r.day)
    held = [r for r in met if r.meeting.status == "held"]
    planned: list[tuple[date, date, dict[bool, bool]]] = []  # known from, planned for, by leniency whether held
    seen: list[Meeting] = []
    for report in met:
        m = report.meeting
        day = m.when.last if m.when and m.when.span <= LENIENT_DAYS else None
        if m.status not in {"planned", "moved"} or day is None or not 0 < (day - report.day).days <= FARTHEST:
            continue
        if any(same_meeting(m, s, slack=LENIENT_DAYS) for s in seen[-500:]):
            continue
        seen.append(m)
        near = [r.meeting for r in held if abs((r.day - day).days) <= LENIENT_DAYS + LATE and same_meeting(m, r.meeting, slack=LENIENT_DAYS)]
        planned.append((report.day, day, {False: any(h.when.compatible(m.when) for h in near if h.when and m.when), True: bool(near)}))
    found: dict[str, Any] = {}
    for lenient, name in ((False, "on_the_day"), (True, "within_a_week")):
        rows = []
        for since, _, is_held in planned:
            passed = [h[lenient] for _, day, h in planned if (since - day).days > LENIENT_DAYS + LATE]
            rows.append((since, chance(len(passed), sum(passed), lenient=lenient), int(is_held[lenient])))
        found[name] = {"all_years": calibrated([r[1:] for r in rows]), "2019_to_2024": calibrated([r[1:] for r in rows if r[0] > FITTED])}
    return found


def calibrated(rows: list[tuple[float, int]]) -> dict[str, float]:
    """What was said beside what came: n, k, mean forecast, Brier, ece."""
    if not rows:
        return {"n": 0, "k": 0}
    p, y = (np.array(column, float) for column in zip(*rows, strict=True))
    return {"n": len(y), "k": int(y.sum()), "mean": round(float(p.mean()), 3), "brier": round(float(((p - y) ** 2).mean()), 4), "ece": round(calibration_error(p, y, 3), 4)}


def judged(sample: list[dict[str, str]]) -> dict[str, Any]:
    """The shares of the judged events of a sample that are right."""
    if not VERDICTS.exists():
        return {"judged": 0}
    with VERDICTS.open(encoding="utf-8", newline="") as file:
        known = {tuple(r[f] for f in FIELDS): r for r in csv.DictReader(file, delimiter="\t")}
    found = [known[k] for s in sample if (k := tuple(s[f] for f in FIELDS)) in known]
    shares = {f: round(sum(r[f"right_{f}"] == "1" for r in found) / len(found), 3) for f in ("triple", "date", "modality")} if found else {}
    return {"judged": len(found), **shares}


if __name__ == "__main__":
    main()
