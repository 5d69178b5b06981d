"""The pool: base rate and recency to one probability, with weights learned on the world's record.

Base rate: of weekly windows in the past that have closed, the share that saw such an event, with Jeffreys' half-counts;
overlapping windows weigh as many as fit side by side. Recency: a Poisson process whose rate is the exponentially discounted count
of past events (half-life 90 days) over the discounted exposure. Where at least `LEAST` are known the log-odds are those of a logistic
regression over both and the length of the window (`python -m training.pool`); where fewer are, for which nothing was fitted, the
mean of the two (Satopää et al. 2014, without extremizing).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from math import log

from detente.config import data
from detente.forecasting.windows import logistic, logit, recency, seen, smoothed

#: Half-life of the memory for past events, in days; how many events must be known for the learned weights; the length they are centred on.
HALF_LIFE, LEAST, SPAN = 90.0, 3, 90


@dataclass(frozen=True, slots=True)
class Weights:
    """What base rate, recency and the logarithm of length over `SPAN` add to the log-odds, beside a constant."""

    base: float
    recency: float
    length: float
    constant: float


@cache
def weights() -> Weights:
    """The shipped weights."""
    return Weights(**json.loads(data("odds", "pool.json").read_text("utf-8")))


def parts(days: Sequence[date], *, begin: date, as_of: date, length: int) -> tuple[float, float]:
    """The log-odds of base rate and of recency, for at least one within `length` days after `as_of`."""
    k, n = seen(days, begin=begin, as_of=as_of, length=length)
    base = smoothed(k, n, begin=begin, as_of=as_of, length=length, prior=0.5, weight=1)
    return logit(base), logit(recency(days, begin=begin, as_of=as_of, length=length, half_life=HALF_LIFE))


def pooled(days: Sequence[date], *, begin: date, as_of: date, length: int) -> float:
    """The probability of at least one within `length` days after `as_of`, from the days up to it on which there was one."""
    base, recent = parts(days, begin=begin, as_of=as_of, length=length)
    if len(days) < LEAST:
        return logistic((base + recent) / 2)
    w = weights()
    return logistic(w.base * base + w.recency * recent + w.length * log(length / SPAN) + w.constant)
