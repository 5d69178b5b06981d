"""Scores: the bare mathematics. Outcomes are 1 for yes and 0 for no; probabilities lie between."""

from __future__ import annotations

from collections.abc import Sequence
from math import log
from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]


def brier(probability: float, outcome: int) -> float:
    """The squared error of a probability, 0 (best) to 1.

    Brier, G. W. (1950). Verification of forecasts expressed in terms of probability. Monthly
    Weather Review 78(1). The two-category half form.

    >>> brier(0.7, 1)
    0.09000000000000002
    """
    return (probability - outcome) ** 2


def log_loss(probability: float, outcome: int) -> float:
    """The negative natural logarithm of what was given to the outcome, in nats; infinite for a flat miss.

    Good, I. J. (1952). Rational decisions. Journal of the Royal Statistical Society B 14(1).

    >>> round(log_loss(0.5, 1), 4)
    0.6931
    """
    given = probability if outcome else 1 - probability
    return -log(given) if given > 0 else float("inf")


def skill(scores: Sequence[float], reference: Sequence[float]) -> float:
    """One minus the ratio of mean score to the reference's mean score: above 0 is better than the reference.

    >>> skill([0.1, 0.1], [0.2, 0.2])
    0.5
    """
    return 1 - sum(scores) / sum(reference)


def calibration_error(probabilities: Array, outcomes: Array, bins: int = 10) -> float:
    """The expected calibration error over bins of equal count: the mean distance of what was said from what happened.

    `probabilities` and `outcomes` (n,). Naeini, Cooper and Hauskrecht (2015), with equal counts instead of equal widths.

    >>> calibration_error(np.array([0.2] * 10), np.array([1, 1] + [0] * 8), bins=1)
    0.0
    """
    order = np.argsort(probabilities, kind="stable")
    parts = [part for part in np.array_split(order, bins) if len(part)]
    return round(float(sum(len(p) * abs(probabilities[p].mean() - outcomes[p].mean()) for p in parts) / len(order)), 15)


def auc(probabilities: Array, outcomes: Array) -> float:
    """The area under the receiver operating characteristic: how often a yes was given more than a no; ties count half.

    `probabilities` and `outcomes` (n,); nan where all outcomes are the same. Hanley and McNeil (1982).

    >>> auc(np.array([0.1, 0.4, 0.35, 0.8]), np.array([0, 0, 1, 1]))
    0.75
    """
    yes = np.asarray(outcomes).astype(bool)
    n, m = int(yes.sum()), int((~yes).sum())
    if not n or not m:
        return float("nan")
    _, inverse, count = np.unique(probabilities, return_inverse=True, return_counts=True)
    rank = (np.cumsum(count) - (count - 1) / 2)[inverse]
    return float((rank[yes].sum() - n * (n + 1) / 2) / (n * m))
