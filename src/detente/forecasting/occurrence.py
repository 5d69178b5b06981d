"""Will such an event happen within the horizon? Base rate and recency, pooled; simple on purpose.

Base rate: of weekly origins in the past whose horizon has closed, the share followed by such an
event, with Jeffreys' half-counts. Recency: a Poisson process whose rate is the exponentially
discounted count of past events (half-life 90 days) over the discounted exposure. The two are pooled
as the mean of their log-odds (Satopää et al. 2014, without extremizing). A meeting in the calendar
adds its own chance, as if independent.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import date, timedelta
from math import exp, log

from detente.forecasting.questions import occurrences
from detente.model import Forecast, Meeting, Question, Reason, ReferenceClass
from detente.model.identity import identify
from detente.model.memory import Entry, Memory

#: Half-life of the memory for past events, in days.
HALF_LIFE = 90.0
#: Days between the origins that the base rate is counted from.
STEP = 7
METHOD = "base rate and recency, pooled"

Calendar = list[tuple[Entry[Meeting], Forecast]]


def occurrence(question: Question, memory: Memory, calendar: Calendar) -> Forecast:
    """The probability of at least one event that fits the question, with what moved it."""
    horizon = (question.last - memory.as_of).days
    past = occurrences(question, memory)
    days = [d for d, _ in past]
    begin = min((d.known for d in memory.documents.values() if d.known and d.genre != "agreement"), default=memory.as_of)
    k, n, cases = base_rate(days, begin=begin, as_of=memory.as_of, horizon=horizon)
    base = (k + 0.5) / (n + 1)
    recent = recency(days, begin=begin, as_of=memory.as_of, horizon=horizon)
    pooled = _logistic((_logit(base) + _logit(recent)) / 2)
    reasons = [
        Reason(f"in {k} of {n} past windows of {horizon} days at least one was reported", round(base - 0.5, 3)),
        Reason(_recency_words(days, memory.as_of), round(pooled - base, 3), past[-1][1].evidence[:1] if past else ()),
    ]
    probability = pooled
    for meeting, forecast in calendar:
        if _answers(question, meeting, forecast):
            probability = 1 - (1 - pooled) * (1 - forecast.probability)
            when = meeting.record.when.text() if meeting.record.when else "soon"
            reasons.append(Reason(f"a meeting is planned for {when}, itself given {forecast.probability:.0%}", round(probability - pooled, 3), meeting.evidence[:2]))
            break
    return Forecast(
        id=identify("forecast", question.id, METHOD),
        question=question,
        probability=round(min(max(probability, 0.005), 0.995), 4),
        as_of=memory.as_of,
        method=METHOD,
        reference=ReferenceClass(f"weekly windows of {horizon} days since {begin}", k, n, tuple(c.isoformat() for c in cases)),
        reasons=tuple(reasons),
    )


def base_rate(days: list[date], *, begin: date, as_of: date, horizon: int) -> tuple[int, int, list[date]]:
    """Of weekly origins whose window has closed by `as_of`: how many were followed by an event, of how many; the days."""
    k = n = 0
    origin = begin
    while origin + timedelta(days=horizon) <= as_of:
        n += 1
        k += bisect_right(days, origin + timedelta(days=horizon)) > bisect_left(days, origin + timedelta(days=1))
        origin += timedelta(days=STEP)
    return k, n, days


def recency(days: list[date], *, begin: date, as_of: date, horizon: int) -> float:
    """P(at least one in `horizon` days) under a Poisson rate of exponentially discounted counts; half a count is added."""
    decay = log(2) / HALF_LIFE
    weight = sum(exp(-decay * (as_of - d).days) for d in days)
    exposure = (1 - exp(-decay * max((as_of - begin).days, 1))) / decay
    rate = (weight + 0.5) / (exposure + HALF_LIFE)
    return min(max(1 - exp(-rate * horizon), 0.005), 0.995)


def _recency_words(days: list[date], as_of: date) -> str:
    if not days:
        return "none has been reported so far"
    ago = (as_of - days[-1]).days
    lately = sum((as_of - d).days <= 90 for d in days)
    return f"the last was {ago} day{'s' * (ago != 1)} ago ({days[-1]}), {lately} in the last 90 days"


def _answers(question: Question, meeting: Entry[Meeting], forecast: Forecast) -> bool:
    """Whether the planned meeting, if held within its week, would answer the question with yes."""
    m = meeting.record
    if "CONSULT" not in question.types or forecast.question.first == forecast.question.last or not m.when or not m.when.last:
        return False
    if m.when.last > question.last:
        return False
    return m.level in {question.level, "unknown"} and (set(question.parties) <= {p.partition(":")[0] for p in m.participants})


def _logit(p: float) -> float:
    return log(p / (1 - p))


def _logistic(x: float) -> float:
    return 1 / (1 + exp(-x))
