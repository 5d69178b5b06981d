"""Odds for a question in somebody's own words: how often such a thing happened in past windows of the same length.

Base rate: windows of the question's length that end before the day it is asked, begun every week, of which the
share saw such an event; overlapping windows count for as many as would fit side by side. A weak prior stands for what
is asked about and has never been seen: most changes that people ask about do not come. Recency: an exponential-decay
Poisson process. The two are pooled as the mean of their log-odds, and drawn back to the prior by `DRAWN` of the way: a question asks
for one particular thing, of which the events of its type are only a wider class.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from datetime import date, timedelta
from math import exp, log

from detente.forecasting.dyads.record import Deed
from detente.model import Forecast, Question, Reason, ReferenceClass
from detente.model.identity import identify

#: The prior's share of windows with the event, and how many windows it counts for.
PRIOR, WEIGHT = 0.1, 2.0
#: How far the log-odds are drawn back to the prior.
DRAWN = 0.15
#: The half-life of a past event, in days, and the days between the beginnings of windows.
HALF_LIFE, STEP = 180.0, 7
METHOD = "windows of the past and recency, pooled"
_MUTUAL = {"CONSULT", "COOPERATE"}


def asked(question: Question, record: Iterable[Deed], *, begin: date | None = None) -> Forecast:
    """The odds of a question whose window begins after the day it is asked, from what the record holds before it.

    `begin` is the first day the record covers, that of its first event without one.
    """
    as_of = question.first - timedelta(days=1)
    known = sorted({d for d in record if d.day <= as_of})
    begin = begin or (known[0].day if known else as_of)
    days = sorted({d.day for d in known if fits(question, d)})
    length = (question.last - question.first).days + 1
    k, n = _windows(days, begin, as_of, length)
    weight = min(1.0, length / STEP) and max(1.0, (as_of - begin).days / length)  # windows that fit side by side
    share = k / n if n else 0.0
    base = (share * weight + PRIOR * WEIGHT) / (weight + WEIGHT) if n else PRIOR
    recent = _recency(days, begin, as_of, length)
    told = (_logit(base) + _logit(recent)) / 2 if days else _logit(min(base, recent))
    pooled = 1 / (1 + exp(-((1 - DRAWN) * told + DRAWN * _logit(PRIOR))))
    ago = (as_of - days[-1]).days if days else 0
    reasons = (
        Reason(f"such a thing was reported in {k} of {n} past windows of {length} days; what was never seen is given {PRIOR:.0%}", round(base - PRIOR, 3)),
        Reason(f"the last was {ago} days before ({days[-1]})" if days else "none is in the record so far", round(pooled - base, 3)),
    )
    return Forecast(
        id=identify("forecast", question.id, METHOD), question=question, probability=round(min(max(pooled, 0.005), 0.995), 4), as_of=as_of, method=METHOD,
        reference=ReferenceClass(f"weekly windows of {length} days since {begin}", k, n, tuple(d.isoformat() for d in days[-20:])), reasons=reasons,
    )


def fits(question: Question, deed: Deed) -> bool:
    """Whether a deed would answer the question with yes: the type, and somebody of each side that is named."""
    if question.types and deed.type not in {t.partition("/")[0] for t in question.types}:
        return False
    doers, others = ({i.partition(":")[0] for i in side} - {"UNK", "ORG"} for side in (question.actors, question.recipients))
    sides = doers | others
    if deed.type in _MUTUAL or (len(doers) > 1 and not others):  # what several do together is between them
        return len({deed.source, deed.target} & sides) >= min(2, len(sides)) if sides else False
    if not doers and not others:
        return False
    return (not doers or deed.source in doers) and (not others or deed.target in others)


def _windows(days: list[date], begin: date, as_of: date, length: int) -> tuple[int, int]:
    k = n = 0
    start = begin
    while start + timedelta(days=length - 1) <= as_of:
        n += 1
        first = bisect_left(days, start)
        k += first < len(days) and days[first] <= start + timedelta(days=length - 1)
        start += timedelta(days=STEP)
    return k, n


def _recency(days: list[date], begin: date, as_of: date, length: int) -> float:
    decay = log(2) / HALF_LIFE
    weight = sum(exp(-decay * (as_of - d).days) for d in days)
    exposure = (1 - exp(-decay * max((as_of - begin).days, 1))) / decay
    rate = (weight + 0.25) / (exposure + HALF_LIFE)
    return min(max(1 - exp(-rate * length), 0.005), 0.995)


def _logit(p: float) -> float:
    p = min(max(p, 0.005), 0.995)
    return log(p / (1 - p))
