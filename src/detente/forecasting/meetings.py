"""Will a planned meeting be held? The share of earlier planned meetings that were, with a weak prior."""

from __future__ import annotations

from datetime import timedelta

from detente.forecasting.questions import LENIENT_DAYS
from detente.model import Forecast, Meeting, Question, Reason, ReferenceClass
from detente.model.identity import identify
from detente.model.memory import Entry, Memory

#: Cases that the prior counts for, and how many of them were held: on the day itself, and within the week.
PRIOR = {"day": (4.0, 2.6), "week": (4.0, 3.2)}
METHOD = "share of planned meetings held, with a weak prior"


def planned_meeting(question: Question, meeting: Entry[Meeting], memory: Memory) -> Forecast:
    """The probability that the meeting is held by the question's criterion, with the cases it rests on."""
    lenient = question.first != question.last
    n, k, cases = _cases(memory, slack=LENIENT_DAYS if lenient else 0)
    prior, probability = chance(0, 0, lenient=lenient), chance(n, k, lenient=lenient)
    reasons = [
        Reason(f"before any case, {prior:.0%}: dates of high meetings slip more often than the meetings fail", round(prior - 0.5, 3)),
        Reason(f"{k} of {n} meetings that this ledger saw planned were held {'within a week of' if lenient else 'on'} the date", round(probability - prior, 3)),
    ]
    reports = len(meeting.reports)
    if reports > 1:
        firmer = probability + (1 - probability) * min(0.1 * (reports - 1), 0.3)
        reasons.append(Reason(f"{reports} reports speak of it as planned", round(firmer - probability, 3), meeting.evidence[:3]))
        probability = firmer
    return Forecast(
        id=identify("forecast", question.id, METHOD),
        question=question,
        probability=round(min(max(probability, 0.005), 0.995), 4),
        as_of=memory.as_of,
        method=METHOD,
        reference=ReferenceClass("meetings planned for a stated day that has passed", k, n, tuple(cases)),
        reasons=tuple(reasons),
    )


def chance(n: int, k: int, *, lenient: bool) -> float:
    """The probability that a planned meeting is held, where `k` of `n` before it were: on the day, or (`lenient`) within a week of it."""
    weight, held = PRIOR["week" if lenient else "day"]
    return (k + held) / (n + weight)


def _cases(memory: Memory, *, slack: int) -> tuple[int, int, list[str]]:
    """Meetings planned in an earlier report for a day that has passed: how many, how many were then held, which."""
    n = k = 0
    cases = []
    for entry in memory.meetings:
        planned = [r for r in entry.reports if r.status in {"planned", "moved"} and r.when and r.when.day]
        if not planned or not planned[0].when or not planned[0].when.last or planned[0].when.last >= memory.as_of:
            continue
        date = planned[0].when.last
        held = entry.record.status == "held" and entry.record.when and entry.record.when.last and abs((entry.record.when.last - date).days) <= slack
        if not held and date + timedelta(days=slack) >= memory.as_of:
            continue  # it may still be held within the days allowed
        n += 1
        k += bool(held)
        cases.append(f"{entry.record.id} {date} {'held' if held else entry.record.status}")
    return n, k, cases
