"""The track record: what came of forecasts, and how good they were beside the base rate, the simple models and people.

A forecast is settled when its window has closed by the day of the memory that settles it; silence counts as "no", for the
ledger knows only what is reported.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta

import numpy as np

from detente.forecasting.asked import days_in
from detente.forecasting.occurrence import begun
from detente.forecasting.questions import occurrences
from detente.forecasting.scoring import calibration_error
from detente.forecasting.scoring import log_loss as nats
from detente.forecasting.windows import recency
from detente.model import Forecast, Question, Score, Settled
from detente.model.memory import Memory, nearest

#: How many days after its window a question is settled at the earliest: reports come late.
GRACE = 3
#: A base rate with a Brier score below this was right nearly always: skill against it says nothing.
_PERFECT = 0.005


def outcome(question: Question, memory: Memory) -> int | None:
    """Whether a question turned out yes by what the memory knows; None where it is not closed, lies beyond the ledger's last text, or cannot be settled by a ledger."""
    covered = max((d.known for d in memory.documents.values() if d.known), default=date.min)
    if question.last + timedelta(days=GRACE) > memory.as_of or question.last > covered:
        return None
    if question.meeting:
        return _met(question, memory)
    if question.about:
        return _done(question, memory)
    if question.actors or question.recipients:
        return int(sum(question.first <= d <= question.last for d in days_in(question, memory)) >= question.least)
    return int(sum(question.first <= day <= question.last for day, _ in occurrences(question, memory)) >= question.least) if question.types else None


def _met(question: Question, memory: Memory) -> int | None:
    entry = next((m for m in memory.meetings if m.record.id == question.meeting or any(r.id == question.meeting for r in m.reports)), None)
    if entry is None:
        return None
    m = entry.record
    return int(m.status == "held" and m.when is not None and m.when.last is not None and question.first <= m.when.last <= question.last)


def _done(question: Question, memory: Memory) -> int | None:
    """Whether the duty was done by the last day; None for a set of scenarios, which a ledger cannot tell apart."""
    for s in memory.standings:
        if s.commitment.record.id == question.about:
            return int(any(r.deed and r.level == "full" and r.known <= question.last for r in s.reports))
    return None


def settle(forecasts: Iterable[Forecast], memory: Memory) -> Iterator[Settled]:
    """What came of the forecasts that can be settled."""
    for f in forecasts:
        if (came := outcome(f.question, memory)) is not None:
            yield Settled("the program", f.question, f.as_of, f.probability, came)


def backtest(forecast: Callable[[date], tuple[Memory, list[Forecast]]], days: Iterable[date], memory: Memory) -> Iterator[Settled]:
    """Forecasts as of each of the days, settled by a later memory, beside the base rate, recency alone, and what people expected.

    `forecast` gives the memory and the forecasts as of a day; nothing later may be in them.
    """
    before: date | None = None
    for day in days:
        past, made = forecast(day)
        for f in made:
            came = outcome(f.question, memory)
            if came is None:
                continue
            yield Settled("the program", f.question, day, f.probability, came)
            for who, p in _simple(f, past):
                yield Settled(who, f.question, day, p, came)
        yield from _people(past, made, memory, since=before)
        before = day


def _simple(f: Forecast, past: Memory) -> Iterator[tuple[str, float]]:
    """What the simple models say to the same question."""
    yield "the base rate", (f.reference.k + 0.5) / (f.reference.n + 1)
    if f.question.types and not f.question.meeting and not f.question.about and f.reference.cases:
        days = [d for d, _ in occurrences(f.question, past)]
        yield "recency", recency(days, begin=begun(past), as_of=past.as_of, length=(f.question.last - past.as_of).days, half_life=90)


def _people(past: Memory, made: list[Forecast], memory: Memory, *, since: date | None) -> Iterator[Settled]:
    """What people expected, in words that a scale gives a size, where the program was asked the same; each expectation once."""
    for entry in past.expectations:
        x = entry.record
        if x.low is None or x.high is None or (since is not None and entry.known <= since):
            continue
        mine = nearest(x, made, past)
        if mine is None or (came := outcome(mine.question, memory)) is None:
            continue
        yield Settled(f"people ({x.holder})", mine.question, past.as_of, (x.low + x.high) / 2, came)
        yield Settled("the program, where people spoke", mine.question, past.as_of, mine.probability, came)


def kind(question: Question, as_of: date) -> str:
    """The class that a question is scored in."""
    if question.meeting:
        return "planned meetings, within a week" if (question.last - question.first).days > 1 else "planned meetings, on the day"
    if question.about:
        return "duties that fall due"
    if question.actors or question.recipients:
        return "asked in words"
    return f"{question.text.split(' within ')[0]}, {(question.last - as_of).days} days"


def scores(settled: Iterable[Settled], *, by_kind: bool = True) -> list[Score]:
    """Each forecaster's scores, by class of question and over all, the program first; skill is against the base rate on the same questions."""
    rows: dict[tuple[str, str], list[Settled]] = {}
    for s in settled:
        for of in ({kind(s.question, s.as_of), "all questions"} if by_kind else {"all questions"}):
            rows.setdefault((of, s.who), []).append(s)
    base = {of: {(s.question.id, s.as_of): (s.probability - s.outcome) ** 2 for s in found} for (of, who), found in rows.items() if who == "the base rate"}
    made = []
    for (of, who), found in rows.items():
        p, y = np.array([s.probability for s in found]), np.array([s.outcome for s in found], float)
        brier = float(((p - y) ** 2).mean())
        reference: list[float] = [base[of][key] for s in found if of in base and (key := (s.question.id, s.as_of)) in base[of]]
        mean = float(np.mean(reference)) if reference else 0.0
        skill = 1 - brier / mean if len(reference) == len(found) and mean > _PERFECT else None
        made.append(Score(who, of, len(found), int(y.sum()), round(brier, 4), None if skill is None else round(skill, 3), round(float(np.mean([nats(float(a), int(b)) for a, b in zip(p, y, strict=True)])), 4), round(calibration_error(p, y), 4), round(float(p.var()), 4)))
    return sorted(made, key=lambda s: (s.of != "all questions", s.of, s.who != "the program", s.who))
