"""Fit the shipped odds of dyads to the world's record: `python -m training.odds DEEDS.tsv.gz`.

DEEDS is the table of deeds that `python -m training.code_world` made of the reports. Mornings every four weeks; windows that close by the
end of 2018 are fitted to, mornings of 2019 to 2024 choose how many trees (and chose the share of the Hawkes process): the best Brier score
of those that are calibrated. Writes one model a horizon, the same bytes for the same record.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np

from detente.config import data
from detente.forecasting.dyads.features import rows
from detente.forecasting.dyads.models import Plan, Trees, samples, trees
from detente.forecasting.dyads.odds import ACTIVE, HORIZONS, WINDOW
from detente.forecasting.event_table import read_table
from detente.forecasting.record import Record, record
from detente.forecasting.scoring import calibration_error

BEGIN, FITTED, LAST, STEP = date(2004, 6, 1), date(2018, 12, 31), date(2024, 12, 31), 28
PLAN, SIZES = Plan(leaves=7, rate=0.03, least=100, seeds=(0,), share=0.5), (80, 160, 320)
#: The calibration error that is put up with.
CALIBRATED = 0.010


def fitted(past: Record, horizon: int) -> tuple[Trees, float]:
    """The model of a horizon with the number of trees that did best in 2019 to 2024, and its Brier score there."""
    made = [rows(past.history, day, active=ACTIVE, window=WINDOW) for day in range(BEGIN.toordinal(), LAST.toordinal() - horizon + 2, STEP)]
    learn = samples([m for m in made if m.day + horizon - 1 <= FITTED.toordinal()], past.history, horizon)
    chosen = samples([m for m in made if m.day > FITTED.toordinal()], past.history, horizon)
    y = np.concatenate([s.outcome.ravel() for s in chosen])
    found = []
    for size in SIZES:
        model = trees(learn, horizon, replace(PLAN, trees=size))
        p = np.concatenate([model.probabilities(s.rows).ravel() for s in chosen])
        brier, error = float(((p - y) ** 2).mean()), calibration_error(p, y)
        found.append((error > CALIBRATED, brier, size, model))
        print(f"{horizon} days, {size} trees: Brier {brier:.4f}, calibration error {error:.4f}")
    _, brier, _, model = min(found, key=lambda f: f[:3])
    return model, brier


def main() -> None:
    """Run on the path given."""
    if len(sys.argv) != 2:
        sys.exit("usage: python -m training.odds DEEDS.tsv.gz")
    past = record(read_table(Path(sys.argv[1])))
    for horizon in HORIZONS:
        model, brier = fitted(past, horizon)
        out = Path(str(data("odds").joinpath(f"{horizon}.json.gz")))
        out.write_bytes(model.saved())
        print(f"{out.name}: Brier {brier:.4f} in 2019 to 2024, {out.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
