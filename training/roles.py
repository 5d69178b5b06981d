"""Fit how likely roles are right: `python -m training.roles REPORTS.jsonl.gz`.

Logistic regression with a ridge over the judged clauses of `labels.tsv` in which something was reported and the coder
still names the same two. Prints the area under the ROC curve and the calibration held out by report; writes `roles.json`.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize

from detente.coding.soundness import features
from detente.config import data
from detente.forecasting.scoring import auc, calibration_error
from training.events import relabelled

RIDGE, PARTS = 3.0, 5
Array = np.ndarray[Any, np.dtype[Any]]


def fitted(x: Array, y: Array) -> Array:
    """Weights (features,), the last of which is the constant and bears no ridge."""

    def loss(w: Array) -> tuple[float, Array]:
        z = x @ w
        own = np.append(w[:-1], 0.0)
        return float(np.logaddexp(0, z).sum() - y @ z + RIDGE * (own @ own) / 2), x.T @ (1 / (1 + np.exp(-z)) - y) + RIDGE * own

    found: Array = minimize(loss, np.zeros(x.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 500}).x
    return found


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
    x = np.zeros((len(rows), len(names) + 1))
    x[:, -1] = 1
    for i, (_, found, _) in enumerate(rows):
        for name, value in found.items():
            x[i, at[name]] = value
    y = np.array([right for *_, right in rows])
    part = np.unique([report for report, *_ in rows], return_inverse=True)[1] % PARTS
    held = np.zeros(len(y))
    for k in range(PARTS):
        held[part == k] = 1 / (1 + np.exp(-x[part == k] @ fitted(x[part != k], y[part != k])))
    weights = {name: round(float(w), 4) for name, w in zip([*names, "constant"], fitted(x, y), strict=True)}
    Path(str(data("coder").joinpath("roles.json"))).write_text(json.dumps(weights, indent=0) + "\n", encoding="utf-8")
    print(f"{len(y)} clauses, {y.mean():.3f} right; held out: AUC {auc(held, y):.3f}, ECE {calibration_error(held, y):.3f}")


if __name__ == "__main__":
    main()
