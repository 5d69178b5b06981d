"""Odds for a question in somebody's own words: how often such a thing happened in past windows of the same length.

Base rate: windows of the question's length that end before the day it is asked, begun every week, of which the
share saw such an event; overlapping windows count for as many as would fit side by side. A weak prior stands for what
is asked about and has never been seen: most changes that people ask about do not come. Recency: an exponential-decay
Poisson process. The two are pooled as the mean of their log-odds, and drawn back to the prior by `DRAWN` of the way: a question asks
for one particular thing, of which the events of its type are only a wider class.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from detente.forecasting.dyads.record import Deed
from detente.forecasting.windows import at_least, counts, dispersion, held, logistic, logit, recency, seen
from detente.model import Forecast, Question, Reason, ReferenceClass
from detente.model.identity import identify

#: The prior's share of windows with the event, and how many windows it counts for.
PRIOR, WEIGHT = 0.1, 2.0
#: How far the log-odds are drawn back to the prior.
DRAWN = 0.15
#: The half-life of a past event, in days, and how many of the latest days are taken away in turn to show what they are worth.
HALF_LIFE, AWAY = 180.0, 2
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
    k, n = seen(days, begin=begin, as_of=as_of, length=length)
    base = _base(k, n, begin, as_of, length)
    once = _pooled(days, begin, as_of, length)
    spread = dispersion(days, begin=begin, as_of=as_of, length=length)
    probability = at_least(question.least, once, spread)
    reasons = [
        Reason(f"such a thing was reported in {k} of {n} past windows of {length} days; what was never seen is given {PRIOR:.0%}", round(base - PRIOR, 3)),
        Reason(f"the last was {(as_of - days[-1]).days} days before ({days[-1]})" if days else "none is in the record so far", round(once - base, 3)),
    ]
    if question.least > 1:
        reasons.append(Reason(f"asked for {question.least} at least, of a count whose variance is {spread:.1f} times its mean", round(probability - once, 3)))
    for day in days[: -AWAY - 1 : -1]:
        less = at_least(question.least, _pooled([d for d in days if d != day], begin, as_of, length), spread)
        reasons.append(Reason(f"without what was reported for {day} it would be {held(less):.0%}", round(probability - less, 3)))
    return Forecast(
        id=identify("forecast", question.id, METHOD), question=question, probability=round(held(probability), 4), as_of=as_of, method=METHOD,
        reference=ReferenceClass(f"weekly windows of {length} days since {begin}", k, n, tuple(d.isoformat() for d in days[-20:])), reasons=tuple(reasons),
        counts=counts(once, spread),
    )


def _base(k: int, n: int, begin: date, as_of: date, length: int) -> float:
    """The share of past windows, with the prior; overlapping ones weigh as many as fit side by side."""
    weight = max(1.0, (as_of - begin).days / length)
    return (k / n * weight + PRIOR * WEIGHT) / (weight + WEIGHT) if n else PRIOR


def _pooled(days: Sequence[date], begin: date, as_of: date, length: int) -> float:
    """The probability of at least one, from the days on which there was one."""
    base = _base(*seen(days, begin=begin, as_of=as_of, length=length), begin, as_of, length)
    recent = recency(days, begin=begin, as_of=as_of, length=length, half_life=HALF_LIFE, prior=0.25)
    told = (logit(base) + logit(recent)) / 2 if days else logit(min(base, recent))
    return logistic((1 - DRAWN) * told + DRAWN * logit(PRIOR))


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
