"""The pool: base rate and recency to one probability, with weights learned on the world's record.

Base rate: of weekly windows in the past that have closed, the share that saw such an event, with Jeffreys' half-counts;
overlapping windows weigh as many as fit side by side. Recency: a Poisson process whose rate is the exponentially discounted count
of past events (half-life 90 days) over the discounted exposure. A short record has few windows that closed, so its base rate is drawn to recency, which counts
for one window. Where at least `LEAST` are known the log-odds are those of a logistic
regression over both and the length of the window (`python -m training.pool`). Where fewer are, they are the mean of the two (Satopää et
al. 2014, without extremizing), and both begin from what the world's record says of pairs of parties in touch of which it told as little
of the kind, times `FOLLOWED`, instead of half-counts.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from math import exp, log

from detente.config import data
from detente.forecasting.windows import held, logistic, logit, recency, seen, smoothed

#: Half-life of the memory for past events, in days; how many events must be known for the learned weights; the length they are centred on.
HALF_LIFE, LEAST, SPAN = 90.0, 3, 90
#: How much oftener a thing comes where somebody keeps the record of a dispute and asks for it: of what a forecasting tournament asked about
#: 15% came in 90 days (`detente.forecasting.asked`), of the same types between pairs in touch 3% in the world's record.
FOLLOWED = 5.0


@dataclass(frozen=True, slots=True)
class Weights:
    """What base rate, recency and the logarithm of length over `SPAN` add to the log-odds, beside a constant.

    `begin` has for each PLOVER type how many the world's record tells in `SPAN` days of a pair in touch of which fewer than `LEAST` are known, and the power of the length by which that grows.
    """

    base: float
    recency: float
    length: float
    constant: float
    begin: Mapping[str, tuple[float, float]]


@cache
def weights() -> Weights:
    """The shipped weights."""
    return Weights(**json.loads(data("odds", "pool.json").read_text("utf-8")))


def beginning(types: Iterable[str], length: int) -> float:
    """The probability of at least one of some PLOVER types ("TYPE" or "TYPE/mode") within `length` days, before any case is known of the pair.

    Raises KeyError for a type that is none of PLOVER's.
    """
    known = weights().begin
    return held(1 - exp(-FOLLOWED * sum(rate * (length / SPAN) ** growth for rate, growth in (known[t] for t in {t.partition("/")[0] for t in types}))))


def before(days: Sequence[date], *, types: Iterable[str], length: int) -> tuple[float, float]:
    """Where both begin: the share of windows of `length` days (0 to 1), and the count in a half-life; half-counts where `LEAST` days are known, whatever the types."""
    if len(days) >= LEAST:
        return 0.5, 0.5
    start = beginning(types, length)
    return start, -log(1 - start) * HALF_LIFE / length


def parts(days: Sequence[date], *, begin: date, as_of: date, length: int, share: float = 0.5, count: float = 0.5) -> tuple[float, float]:
    """The log-odds of base rate and of recency, for at least one within `length` days after `as_of`, from where they begin (`before`)."""
    k, n = seen(days, begin=begin, as_of=as_of, length=length)
    base = smoothed(k, n, begin=begin, as_of=as_of, length=length, prior=share, weight=1)
    return logit(base), logit(recency(days, begin=begin, as_of=as_of, length=length, half_life=HALF_LIFE, prior=count))


def pooled(days: Sequence[date], *, types: Iterable[str], begin: date, as_of: date, length: int) -> float:
    """The probability of at least one within `length` days after `as_of`, from the days up to it on which there was one of some PLOVER types."""
    share, count = before(days, types=types, length=length)
    base, recent = parts(days, begin=begin, as_of=as_of, length=length, share=share, count=count)
    closed = max(((as_of - begin).days + 1) / length - 1, 0.0)
    base = (closed * base + recent) / (closed + 1)
    if len(days) < LEAST:
        return logistic((base + recent) / 2)
    w = weights()
    return logistic(w.base * base + w.recency * recent + w.length * log(length / SPAN) + w.constant)
