"""Will such an event happen within the horizon? Base rate and recency, pooled; simple on purpose.

A meeting in the calendar adds its own chance, as if independent.
"""

from __future__ import annotations

from datetime import date

from detente.forecasting.pool import HALF_LIFE, LEAST, before, pooled
from detente.forecasting.questions import Case, occurrences
from detente.forecasting.windows import counts, dispersion, held, rate, seen, smoothed
from detente.model import Forecast, Meeting, Question, Reason, ReferenceClass
from detente.model.identity import identify
from detente.model.memory import Entry, Memory

#: The latest cases of which each is taken away in turn, to show what it is worth.
AWAY = 2
METHOD = "base rate and recency, pooled"

Calendar = list[tuple[Entry[Meeting], Forecast]]


def occurrence(question: Question, memory: Memory, calendar: Calendar) -> Forecast:
    """The probability of at least one event that fits the question, with what moved it."""
    horizon = (question.last - memory.as_of).days
    past = occurrences(question, memory)
    days = [d for d, _ in past]
    begin = begun(memory)
    k, n = seen(days, begin=begin, as_of=memory.as_of, length=horizon)
    share, count = before(days, types=question.types, length=horizon)
    base = smoothed(k, n, begin=begin, as_of=memory.as_of, length=horizon, prior=share, weight=1)
    alone = pooled(days, types=question.types, begin=begin, as_of=memory.as_of, length=horizon)
    known = [Reason(f"to begin with, {share:.0%}: by the world's record, for a dispute that is followed and of which so little of the kind is known", None)] if len(days) < LEAST else []
    reasons = [
        *known,
        Reason(f"in {k} of {n} past windows of {horizon} days at least one was reported", round(base - share, 3)),
        Reason(_recency_words(days, memory.as_of), round(alone - base, 3), past[-1][1].evidence[:1] if past else ()),
    ]
    probability = alone
    for meeting, forecast in calendar:
        if _answers(question, meeting, forecast):
            probability = 1 - (1 - alone) * (1 - forecast.probability)
            when = meeting.record.when.text() if meeting.record.when else "soon"
            reasons.append(Reason(f"a meeting is planned for {when}, itself given {forecast.probability:.0%}", round(probability - alone, 3), meeting.evidence[:2]))
            break
    reasons += _without(past, probability, alone, question, begin, memory.as_of)
    return Forecast(
        id=identify("forecast", question.id, METHOD),
        question=question,
        probability=round(held(probability), 4),
        as_of=memory.as_of,
        method=METHOD,
        reference=ReferenceClass(f"weekly windows of {horizon} days since {begin}", k, n, tuple(d.isoformat() for d in days)),
        reasons=tuple(reasons),
        counts=counts(held(probability), rate(days, begin=begin, as_of=memory.as_of, half_life=HALF_LIFE, prior=count) * horizon, dispersion(days, begin=begin, as_of=memory.as_of, length=horizon)),
    )


def begun(memory: Memory) -> date:
    """The first day that the ledger's reporting covers."""
    return min((d.known for d in memory.documents.values() if d.known and d.genre != "agreement"), default=memory.as_of)


def _without(past: list[tuple[date, Case]], probability: float, alone: float, question: Question, begin: date, as_of: date) -> list[Reason]:
    """What the odds would be without each of the latest cases."""
    found = []
    length = (question.last - as_of).days
    for i in range(len(past) - 1, max(len(past) - 1 - AWAY, -1), -1):
        day, case = past[i]
        less = pooled([d for j, (d, _) in enumerate(past) if j != i], types=question.types, begin=begin, as_of=as_of, length=length)
        apart = 1 - (1 - less) * (1 - probability) / (1 - alone)  # the calendar's part stays
        found.append(Reason(f"without the one of {day} it would be {held(apart):.0%}", round(probability - apart, 3), case.evidence[:1]))
    return found


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
