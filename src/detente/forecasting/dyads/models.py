"""Models of whether a directed dyad sees at least one event of a class within a horizon, from the simplest to ours.

Each is fitted to samples (rows of some mornings and what followed) and gives probabilities (dyads, classes). A sample
whose window is not closed cannot be made without the events of its window, so nothing is fitted to the future.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

from detente.forecasting.dyads.features import OWN, Rows
from detente.forecasting.history import CLASSES, Array, History

if TYPE_CHECKING:
    from lightgbm import Booster

K = len(CLASSES)
_EDGE = 1e-5
#: From this horizon on rates tell more than counts: the history that counts are gathered over is no longer long beside it.
LONG = 60
#: The share of the Hawkes process in the pool of log-odds.
HAWKES_SHARE = 0.1
#: Days of history that a morning must have behind it to be learnt from: before, the dyads that are lively already are no fair sample.
SEASONED = 60


@dataclass(frozen=True, slots=True)
class Sample:
    """The dyads of one morning and whether each class followed within the horizon: `outcome` (dyads, classes), bool."""

    rows: Rows
    outcome: Array


class Model(Protocol):
    """What every model gives: probabilities (dyads, classes) of at least one event within the horizon it was fitted for."""

    def probabilities(self, rows: Rows) -> Array:
        """The probabilities for the dyads of one morning."""
        ...


def samples(made: Sequence[Rows], history: History, horizon: int) -> list[Sample]:
    """What followed each morning within so many days, that day included."""
    return [Sample(r, history.happened(r.pairs, r.day, r.day + horizon - 1)) for r in made]


@dataclass(frozen=True, slots=True)
class BaseRate:
    """The share of all dyads that saw the class: the reference that skill is measured against."""

    share: Array

    def probabilities(self, rows: Rows) -> Array:
        """The same for every dyad."""
        same: Array = np.broadcast_to(self.share, (len(rows.pairs), K))
        return same


def base_rate(data: Sequence[Sample], horizon: int) -> BaseRate:
    """Fitted by counting, with Jeffreys' half-counts."""
    yes, n = sum(s.outcome.sum(0) for s in data), sum(len(s.outcome) for s in data)
    return BaseRate((yes + 0.5) / (n + 1))


@dataclass(frozen=True, slots=True)
class Persistence:
    """What was the case in the last window of the same length stays the case, with the chances counted."""

    horizon: int
    share: Array

    def probabilities(self, rows: Rows) -> Array:
        """By whether the class was seen within the last `horizon` days."""
        p: Array = self.share[np.arange(K)[None], (rows.age <= self.horizon).astype(int)]
        return p


def persistence(data: Sequence[Sample], horizon: int) -> Persistence:
    """Fitted by counting."""
    yes, n = np.full((K, 2), 0.5), np.full((K, 2), 1.0)
    for s in data:
        was = s.rows.age <= horizon
        for w in (0, 1):
            n[:, w] += (was == w).sum(0)
            yes[:, w] += (s.outcome & (was == w)).sum(0)
    return Persistence(horizon, yes / n)


@dataclass(frozen=True, slots=True)
class Poisson:
    """A rate that is linear in what is known, with weights of zero and more, by class; P(at least one) = 1 - exp(-rate).

    With one decayed count it is the exponential-decay Poisson process, with all counts its plain dyad rate, with
    several kernels of the dyad, of the reverse dyad and of the actors' other dealings a Hawkes process (Hawkes 1971).
    """

    inputs: Callable[[Rows, int], Array]
    horizon: int
    weights: Array

    def probabilities(self, rows: Rows) -> Array:
        """From the expected counts within the horizon."""
        expected = np.einsum("nki,ki->nk", self.inputs(rows, self.horizon), self.weights)
        p: Array = np.clip(-np.expm1(-expected), _EDGE, 1 - _EDGE)
        return p


def _dyad_rate(rows: Rows, horizon: int) -> Array:
    span = max(rows.span, 1)
    return np.stack([np.full(rows.seen.shape, float(horizon)), rows.seen * horizon / span], 2)


def _decay(rows: Rows, horizon: int) -> Array:
    return np.stack([np.full(rows.seen.shape, float(horizon)), _within(rows.own, horizon)[:, :, 2]], 2)


def _hawkes(rows: Rows, horizon: int) -> Array:
    own, back = _within(rows.own, horizon), _within(rows.back, horizon)
    constant, near = np.full((*rows.seen.shape, 1), float(horizon)), rows.near[:, :, None] * horizon / OWN[3]
    ever = rows.seen[:, :, None] * horizon / max(rows.span, 1)
    return np.concatenate([constant, own, own.sum(1, keepdims=True) - own, back, back.sum(1, keepdims=True) - back, near, ever], 2)


def _within(decayed: Array, horizon: int) -> Array:
    """The mass that each kernel has left within the horizon."""
    half = np.array(OWN)
    mass: Array = decayed * (1 - 0.5 ** (horizon / half))
    return mass


def _poisson(inputs: Callable[[Rows, int], Array], data: Sequence[Sample], horizon: int) -> Poisson:
    """Fitted by the likelihood of the windows with and without an event."""
    from scipy.optimize import minimize

    x = np.concatenate([inputs(s.rows, horizon) for s in data])
    y = np.concatenate([s.outcome for s in data])
    weights = np.zeros((K, x.shape[2]))
    for k in range(K):
        scale = x[:, k].mean(0) + 1e-9
        z, hit = x[:, k] / scale, y[:, k]

        def loss(w: Array, z: Array = z, hit: Array = hit) -> tuple[float, Array]:
            expected = z @ w + 1e-6
            p = np.maximum(-np.expm1(-expected), 1e-12)
            slope = np.where(hit, -np.exp(-expected) / p, 1.0) / len(hit)
            return float(-(np.where(hit, np.log(p), -expected)).mean()), z.T @ slope

        start = np.full(z.shape[1], 0.05)
        weights[k] = minimize(loss, start, jac=True, bounds=[(0, None)] * len(start), method="L-BFGS-B", options={"maxiter": 300}).x / scale
    return Poisson(inputs, horizon, weights)


def dyad_rate(data: Sequence[Sample], horizon: int) -> Poisson:
    """The dyad's own rate over all its history, shrunk to that of its class."""
    return _poisson(_dyad_rate, data, horizon)


def decay(data: Sequence[Sample], horizon: int) -> Poisson:
    """The exponential-decay Poisson process."""
    return _poisson(_decay, data, horizon)


def hawkes(data: Sequence[Sample], horizon: int) -> Poisson:
    """The Hawkes process with five kernels, the reverse dyad, other classes and the actors' dealings with others."""
    return _poisson(_hawkes, data, horizon)


@dataclass(frozen=True)
class Trees:
    """Gradient-boosted trees (Ke et al. 2017) over all features and the Hawkes process's log-odds, and the pool of the two."""

    hawkes: Poisson
    boosters: tuple[Booster, ...]
    rates: bool
    share: float = HAWKES_SHARE

    def inputs(self, rows: Rows) -> Array:
        """What the trees see: (dyads x classes, features)."""
        seen = rows.features / rows.exposure if self.rates else rows.features
        before = log_odds(self.hawkes.probabilities(rows))[:, :, None]
        return np.concatenate([seen, before, np.full(before.shape, self.hawkes.horizon)], 2).reshape(len(rows.pairs) * K, -1).astype(np.float32)

    def probabilities(self, rows: Rows) -> Array:
        """The pool of log-odds of trees and Hawkes process."""
        if not len(rows.pairs):
            return np.zeros((0, K))
        x = self.inputs(rows)
        raw = np.mean([np.asarray(b.predict(x, raw_score=True, num_threads=1)) for b in self.boosters], 0).reshape(-1, K)
        return sigmoid((1 - self.share) * raw + self.share * log_odds(self.hawkes.probabilities(rows)))

    def reasons(self, rows: Rows, row: int, klass: int, most: int = 4) -> list[tuple[str, float, float]]:
        """What moved the odds of one dyad and class most: the feature in words, its value, the change in log-odds."""
        at = row * K + klass
        x = self.inputs(rows)[at : at + 1]
        moved = np.mean([np.asarray(b.predict(x, pred_contrib=True, num_threads=1))[0, :-1] for b in self.boosters], 0)
        names = (*rows.names, "the past of the two as a Hawkes process weighs it", "days ahead")
        return [(names[i], float(x[0, i]), float(moved[i])) for i in np.argsort(-np.abs(moved))[:most]]

    def saved(self) -> bytes:
        """The model as packed JSON, the same bytes for the same model."""
        plain = {"horizon": self.hawkes.horizon, "rates": self.rates, "share": self.share, "hawkes": self.hawkes.weights.round(10).tolist(), "trees": [b.model_to_string() for b in self.boosters]}
        return gzip.compress(json.dumps(plain).encode(), mtime=0)


def loaded(saved: bytes) -> Trees:
    """A model that was saved."""
    import lightgbm

    plain = json.loads(gzip.decompress(saved))
    weights = np.array(plain["hawkes"])
    return Trees(Poisson(_hawkes, plain["horizon"], weights), tuple(lightgbm.Booster(model_str=t) for t in plain["trees"]), plain["rates"], plain["share"])


@dataclass(frozen=True, slots=True)
class Plan:
    """How hard the trees learn."""

    trees: int = 170
    leaves: int = 15
    rate: float = 0.05
    least: int = 200
    seeds: tuple[int, ...] = (0, 1)
    most: int = 300_000
    share: float = HAWKES_SHARE


def trees(data: Sequence[Sample], horizon: int, plan: Plan | None = None, halves: Sequence[Sample] = ()) -> Trees:
    """The pooled model, fitted to the samples. Raises ValueError if there are none.

    `halves` are samples of windows of half the horizon (whole days) to learn from as well: with a `LONG` horizon and a
    short history more of them are closed, and later ones.
    """
    import lightgbm

    plan = plan or Plan()
    if not data or not sum(len(s.outcome) for s in data):
        raise ValueError("no closed windows to learn from: the history is too short for this horizon")
    seasoned = {days: [s for s in some if s.rows.span >= SEASONED] or some for days, some in ((horizon, data), (horizon // 2, halves)) if some}
    by_days = {days: Trees(hawkes(some, days), (), horizon >= LONG) for days, some in seasoned.items()}
    model = by_days[horizon]
    every = np.concatenate([by_days[days].inputs(s.rows) for days, some in seasoned.items() for s in some])
    outcome = np.concatenate([s.outcome.reshape(-1) for some in seasoned.values() for s in some]).astype(np.float32)
    boosters = []
    for seed in plan.seeds:
        x, y = every, outcome
        if len(y) > plan.most:
            few = np.sort(np.random.default_rng(seed).choice(len(y), plan.most, replace=False))
            x, y = every[few], outcome[few]
        settings = {
            "objective": "binary", "learning_rate": plan.rate, "num_leaves": plan.leaves, "min_data_in_leaf": plan.least, "feature_fraction": 0.3,
            "bagging_fraction": 0.7, "bagging_freq": 1, "lambda_l2": 5.0, "num_threads": 1, "seed": seed, "deterministic": True, "force_row_wise": True, "verbose": -1,
        }
        boosters.append(lightgbm.train(settings, lightgbm.Dataset(x, y), plan.trees))
    return Trees(model.hawkes, tuple(boosters), model.rates, plan.share)


def log_odds(p: Array) -> Array:
    """The logarithm of the odds."""
    p = np.clip(p, _EDGE, 1 - _EDGE)
    odds: Array = np.log(p / (1 - p))
    return odds


def sigmoid(x: Array) -> Array:
    """The probability of log-odds."""
    p: Array = 1 / (1 + np.exp(-x))
    return p
