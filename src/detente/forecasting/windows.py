"""Windows of the past: how often something came within a length of time, how often of late, and how many times.

The one home of what every forecaster here counts; days are sorted and each counts once.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date, timedelta
from math import exp, log

from detente.model import Share

#: Days between the beginnings of windows.
STEP = 7
#: The shares of counts that are told apart: from, up to (None: or more).
_COUNTS: tuple[tuple[int, int | None], ...] = ((0, 0), (1, 1), (2, 2), (3, 5), (6, None))


def seen(days: Sequence[date], *, begin: date, as_of: date, length: int) -> tuple[int, int]:
    """Of the windows of `length` days that begin every week from `begin` and close by `as_of`: in how many it came (k), of how many (n)."""
    k = n = 0
    start = begin
    while start + timedelta(days=length - 1) <= as_of:
        first = bisect_left(days, start)
        n += 1
        k += first < len(days) and days[first] <= start + timedelta(days=length - 1)
        start += timedelta(days=STEP)
    return k, n


def smoothed(k: int, n: int, *, begin: date, as_of: date, length: int, prior: float, weight: float) -> float:
    """The share of windows, drawn towards `prior`, which counts for `weight` windows.

    Windows that overlap are no cases of their own: all `n` together weigh as many as fit side by side.
    """
    if not n:
        return prior
    aside = max(1.0, (as_of - begin).days / length)
    return (k / n * aside + prior * weight) / (aside + weight)


def rate(days: Sequence[date], *, begin: date, as_of: date, half_life: float, prior: float = 0.5) -> float:
    """How many a day: exponentially discounted counts over the discounted exposure; `prior` of a count is added, for a half-life of exposure."""
    decay = log(2) / half_life
    weight = sum(exp(-decay * (as_of - d).days) for d in days)
    exposure = (1 - exp(-decay * max((as_of - begin).days, 1))) / decay
    return (weight + prior) / (exposure + half_life)


def recency(days: Sequence[date], *, begin: date, as_of: date, length: int, half_life: float, prior: float = 0.5) -> float:
    """P(at least one in `length` days) of a Poisson process of that `rate`."""
    return held(1 - exp(-rate(days, begin=begin, as_of=as_of, half_life=half_life, prior=prior) * length))


def dispersion(days: Sequence[date], *, begin: date, as_of: date, length: int) -> float:
    """Variance over mean of the counts in windows side by side that close by `as_of`; 1 (Poisson) where fewer than four tell, never below."""
    counts = []
    last = as_of
    while last - timedelta(days=length - 1) >= begin:
        first = last - timedelta(days=length - 1)
        counts.append(bisect_right(days, last) - bisect_left(days, first))
        last = first - timedelta(days=1)
    mean = sum(counts) / len(counts) if counts else 0.0
    if len(counts) < 4 or not mean:
        return 1.0
    return max(1.0, sum((c - mean) ** 2 for c in counts) / (len(counts) - 1) / mean)


def at_least(m: int, probability: float, mean: float, spread: float = 1.0) -> float:
    """P(at least `m`), where P(at least one) is `probability`: if there is one, a zero-truncated negative binomial (Mullahy's hurdle model, 1986).

    `mean` is the expected count and `spread` the variance over the mean of the untruncated counts (1: Poisson).

    >>> at_least(1, 0.6, 2.0), round(at_least(2, 0.6, 2.0), 3)
    (0.6, 0.412)
    """
    if m < 1:
        return 1.0
    masses = _masses(m, max(mean, 1e-6), spread)
    return max(0.0, probability * (1 - sum(masses[1:]) / (1 - masses[0])))


def _masses(m: int, mean: float, spread: float) -> list[float]:
    """P(0), ..., P(m - 1) of a negative binomial."""
    if spread < 1.001:
        masses = [exp(-mean)]
        for i in range(1, m):
            masses.append(masses[-1] * mean / i)
        return masses
    size = mean / (spread - 1)
    masses = [spread**-size]
    for i in range(1, m):
        masses.append(masses[-1] * (size + i - 1) / i * (1 - 1 / spread))
    return masses


def counts(probability: float, mean: float, spread: float = 1.0) -> tuple[Share, ...]:
    """The distribution of the count, as shares of none, one, two, three to five, and more; they add up to one."""
    tails = [at_least(low, probability, mean, spread) for low, _ in _COUNTS] + [0.0]
    words = [str(low) if low == high else f"{low} or more" if high is None else f"{low} to {high}" for low, high in _COUNTS]
    return tuple(Share(w, round(a - b, 4)) for w, a, b in zip(words, tails, tails[1:], strict=False))


def held(p: float) -> float:
    """A probability kept from 0 and 1."""
    return min(max(p, 0.005), 0.995)


def logit(p: float) -> float:
    """The log-odds of a probability."""
    p = held(p)
    return log(p / (1 - p))


def logistic(x: float) -> float:
    """The probability of log-odds."""
    return 1 / (1 + exp(-x))
