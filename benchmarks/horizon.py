"""Does it happen within the horizon: `python -m benchmarks.horizon DIR [--horizons 7,30,90]`.

DIR holds train, valid and perhaps test as for `benchmarks.tkg`, with relation2id (names of CAMEO events). Mornings
every week from day 45; directed dyads whose two sides had at least 5 events with each other in the 90 days before; the
four quad categories; the question is whether at least one event of the category follows within the horizon, the
morning's day included. The last third of the mornings is the test; models are fitted on mornings whose windows
close before the first of the test. Skill is against the category's base rate in those; the interval of the
difference to the Hawkes process is a bootstrap over dyads (both directions of a pair together).

The last line printed is one JSON object: by horizon, by model: brier, skill, log_loss, ece, auc; and by horizon
better_than_hawkes, the 95% interval of the difference in Brier score; cpu_seconds, peak_gb.
"""

from __future__ import annotations

import argparse
import json
import resource
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.tkg import facts, lines
from detente.forecasting.dyads import (
    LONG,
    History,
    Model,
    Sample,
    base_rate,
    decay,
    dyad_rate,
    hawkes,
    history,
    persistence,
    rows,
    samples,
    trees,
)
from detente.forecasting.history import Array, numbered
from detente.forecasting.scoring import auc, calibration_error
from detente.model.cameo import named

FIRST, STEP = 45, 7
MODELS: dict[str, Callable[[Sequence[Sample], int], Model]] = {
    "base_rate": base_rate, "persistence": persistence, "dyad_rate": dyad_rate, "decay": decay, "hawkes": hawkes, "trees": trees,
}


def read(folder: Path) -> History:
    """The history of a folder; exits if a relation is no event of CAMEO."""
    parts = np.concatenate([part for name in ("train", "valid", "test") if (part := facts(folder, name)) is not None])
    relations = {int(i): name for name, _, i in (row.rpartition("\t") for row in lines(folder, "relation2id") or [])}
    events = [named(relations.get(r, f"#{r}")) for r in range(int(parts[:, 1].max()) + 1)]
    if unknown := [relations.get(r, f"#{r}") for r, e in enumerate(events) if e is None]:
        raise SystemExit(f"{folder}: relations that are no events of CAMEO: {', '.join(unknown[:5])}")
    quad, root = (np.array([getattr(e, field) for e in events]) for field in ("quad", "root"))
    names = {int(i): n for n, _, i in (row.rpartition("\t") for row in lines(folder, "entity2id") or [])}
    count = int(max(parts[:, 0].max(), parts[:, 2].max(), max(names, default=0))) + 1
    country, kind = numbered(names, count)
    return history(parts[:, 0], parts[:, 2], quad[parts[:, 1]], parts[:, 3], root=root[parts[:, 1]], country=country, kind=kind)


def figures(p: Array, y: Array, reference: float) -> dict[str, float]:
    """The scores of probabilities (n,) against outcomes (n,)."""
    brier = float(((p - y) ** 2).mean())
    q = np.clip(p, 1e-9, 1 - 1e-9)
    log_loss = float(-(np.where(y, np.log(q), np.log(1 - q))).mean())
    return {k: round(v, 4) for k, v in {"brier": brier, "skill": 1 - brier / reference, "log_loss": log_loss, "ece": calibration_error(p, y), "auc": auc(p, y)}.items()}


def interval(difference: Array, group: Array, draws: int = 1000) -> list[float]:
    """The 95% interval of the mean of a difference, by a bootstrap over groups."""
    _, at = np.unique(group, return_inverse=True)
    total, count = np.bincount(at, difference), np.bincount(at).astype(float)
    rng = np.random.default_rng(0)
    drawn = rng.multinomial(len(total), np.full(len(total), 1 / len(total)), draws)
    means = (drawn @ total) / (drawn @ count)
    return [round(float(x), 6) for x in np.quantile(means, [0.025, 0.975])]


def main() -> None:
    """Run on the folder given."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.horizon")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--horizons", default="7,30,90")
    asked = parser.parse_args()
    begin = time.process_time()
    past = read(asked.folder)
    last = int(past.day[-1])
    made = [rows(past, day) for day in range(FIRST, last + 1, STEP)]
    print(f"{len(made)} mornings, {sum(len(m.pairs) for m in made):,} dyads in all, {time.process_time() - begin:.0f} CPU seconds", flush=True)
    found: dict[str, Any] = {}
    for horizon in map(int, asked.horizons.split(",")):
        closed = [m for m in made if m.day + horizon - 1 <= last]
        test = closed[-(len(closed) // 3) :]
        data, halves = (samples([m for m in made if m.day + days <= test[0].day], past, days) for days in (horizon, horizon // 2))
        held = samples(test, past, horizon)
        y = np.concatenate([s.outcome.ravel() for s in held])
        given = {}
        for name, fitted in MODELS.items():
            model = trees(data, horizon, halves=halves) if name == "trees" and horizon >= LONG else fitted(data, horizon)
            given[name] = np.concatenate([model.probabilities(s.rows).ravel() for s in held])
        reference = float(((given["base_rate"] - y) ** 2).mean())
        by_model = {name: figures(p, y, reference) for name, p in given.items()}
        pair = np.concatenate([np.repeat(np.minimum(*s.rows.pairs.T) * past.actors + np.maximum(*s.rows.pairs.T), s.outcome.shape[1]) for s in held])
        by_model["better_than_hawkes"] = interval((given["hawkes"] - y) ** 2 - (given["trees"] - y) ** 2, pair)  # type: ignore[assignment]
        found[str(horizon)] = by_model
        print(f"{horizon} days, {len(data)} mornings to fit, {len(held)} to test: {by_model['trees']}, {time.process_time() - begin:.0f} CPU seconds", flush=True)
    print(json.dumps(found | {"cpu_seconds": round(time.process_time() - begin), "peak_gb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20, 2)}))


if __name__ == "__main__":
    main()
