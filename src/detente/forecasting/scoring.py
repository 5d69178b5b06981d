"""Scores: the bare mathematics. Outcomes are 1 for yes and 0 for no; probabilities lie between."""

from __future__ import annotations

from collections.abc import Sequence
from math import log


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
