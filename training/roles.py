"""Fit how likely roles are right: `python -m training.roles REPORTS.jsonl.gz`.

Logistic regression with a ridge over the judged clauses of `labels.tsv` in which something was reported and the coder
still names the same two. Prints the area under the ROC curve and the calibration held out by report; writes `roles.json`.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np

from detente.coding.soundness import features
from detente.config import data
from detente.forecasting.scoring import auc, calibration_error
from training.events import relabelled
from training.logistic import logistic

RIDGE, PARTS = 3.0, 5


def main() -> None:
    """Run on the path given."""
    if len(sys.argv) != 2:
        sys.exit("usage: python -m training.roles REPORTS.jsonl.gz")
    rows: list[tuple[str, dict[str, float], float]] = []
    for report, act, row in relabelled(Path(sys.argv[1])):
        type_, _, wrong = row["label"].partition("!")
        if type_ != "NONE":
            rows.append((report, features(act, type_), float(not wrong)))
    names = sorted({name for _, found, _ in rows for name in found})
    at = {name: i for i, name in enumerate(names)}
    x = np.zeros((len(rows), len(names)))
    for i, (_, found, _) in enumerate(rows):
        for name, value in found.items():
            x[i, at[name]] = value
    y = np.array([right for *_, right in rows])
    part = np.unique([report for report, *_ in rows], return_inverse=True)[1] % PARTS
    held = np.zeros(len(y))
    for k in range(PARTS):
        w = logistic(x[part != k], y[part != k], RIDGE)
        held[part == k] = 1 / (1 + np.exp(-(x[part == k] @ w[:-1] + w[-1])))
    weights = {name: round(float(w), 4) for name, w in zip([*names, "constant"], logistic(x, y, RIDGE), strict=True)}
    Path(str(data("coder").joinpath("roles.json"))).write_text(json.dumps(weights, indent=0) + "\n", encoding="utf-8")
    print(f"{len(y)} clauses, {y.mean():.3f} right; held out: AUC {auc(held, y):.3f}, ECE {calibration_error(held, y):.3f}")


if __name__ == "__main__":
    main()
