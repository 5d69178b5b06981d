"""Will a duty be done: by its due day, or late? The share of this ledger's duties whose day has passed, with a weak prior.

The prior: of 16 provisions with a due day in agreements between states of 2013 to 2022, read by us, 7 were carried out by the day
and 3 within a month after it. What is reported is counted; silence is not fulfilment.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from detente.forecasting.windows import held
from detente.model import Commitment, Forecast, Question, Reason, ReferenceClass
from detente.model.identity import bodies, identify
from detente.model.memory import Memory, Standing

#: How long after its day a duty counts as done late (days).
LATE = 180
#: Cases that the prior counts for, and how many of them were done: by the day, and late or by the day.
PRIOR = {"due": (4.0, 4 * 7 / 16), "late": (4.0, 4 * 10 / 16)}
METHOD = "share of duties done, with a weak prior"


def due_commitments(memory: Memory) -> Iterator[Forecast]:
    """For each open duty with a day to come: done by the day, done at most `LATE` days after it."""
    for standing in memory.standings:
        c = standing.commitment.record
        due = c.due.last if c.due else None
        if due is None or due <= memory.as_of or standing.level in {"full", "violated"} or not bodies(c.obligors) & set(memory.pack.parties):
            continue
        if _in_the_calendar(c, memory):
            continue
        for criterion in ("due", "late"):
            yield _forecast(standing, criterion, memory)


@dataclass(frozen=True, slots=True)
class Promise:
    """An open undertaking to do what a question asks about, and the chance that it is done within the question's window."""

    standing: Standing
    chance: float


#: Within how many days an undertaking without a day of its own is given the prior's chance to be done.
UNDATED = 365


def promised(question: Question, memory: Memory) -> Promise | None:
    """The open undertaking by those whom the question names that shares most of its words, or None.

    Its chance grows with the window as at a constant rate, and counts for the share of the question's words that it shares.
    """
    doers = bodies(question.actors) - {"BODY", "ORG"}
    wanted = _words(question.text, memory)
    best: tuple[float, Standing] | None = None
    for s in memory.standings:
        c = s.commitment.record
        if s.level in {"full", "violated"} or not doers or not doers <= bodies(c.obligors):
            continue
        shared = wanted & _words(c.action, memory)
        fit = len(shared) / len(wanted) if len(shared) > 1 else 0.0
        if fit > 0.5 and (best is None or fit > best[0]):
            best = (fit, s)
    if best is None:
        return None
    fit, standing = best
    due = standing.commitment.record.due
    span = max((due.last - memory.as_of).days + LATE, LATE) if due and due.last else UNDATED
    weight, done = PRIOR["late"]
    return Promise(standing, fit * (1 - (1 - done / weight) ** ((question.last - memory.as_of).days / span)))


def _words(text: str, memory: Memory) -> set[str]:
    """The beginnings of the words that say what is to be done, without names, months and what every question has."""
    names = {w.lower()[:6] for i in memory.pack.parties if (a := memory.pack.actor(i)) for n in (a.name, *a.adjectives) for w in n.split()}
    return {w.lower()[:6] for w in re.findall(r"[^\W\d_]{5,}", text)} - names - _EVERYWHERE


_EVERYWHERE = {"before", "within", "januar", "februa", "march", "april", "august", "septem", "octobe", "novemb", "decemb", "their", "would", "between", "betwee", "leader", "govern", "agree", "partie"}


def _in_the_calendar(c: Commitment, memory: Memory) -> bool:
    """Whether the duty is to meet on a day for which a meeting is planned: that has odds of its own."""
    return any(m.record.when and c.due and m.record.when.last == c.due.last and m.record.status in {"planned", "moved"} for m in memory.meetings)


def _forecast(standing: Standing, criterion: str, memory: Memory) -> Forecast:
    c = standing.commitment.record
    due = c.due.last if c.due and c.due.last else memory.as_of
    last = due + timedelta(days=LATE if criterion == "late" else 0)
    k, n, cases = _cases(memory, criterion)
    weight, done = PRIOR[criterion]
    prior, probability = done / weight, (k + done) / (n + weight)
    reasons = [
        Reason(f"before any case, {prior:.0%}: of 16 provisions of agreements between states with a due day, read one by one", round(prior - 0.5, 3)),
        Reason(f"{k} of {n} duties of this ledger whose day has passed were reported as done {'in time' if criterion == 'due' else 'in time or late'}", round(probability - prior, 3)),
    ]
    if c.condition:
        reasons.append(Reason(f"it is conditional: “{c.condition}”", None, c.evidence[:1]))
    question = Question(
        id=identify("question", c.id, criterion, memory.as_of),
        text=f"Will {' and '.join(dict.fromkeys(_name(i, memory) for i in c.obligors))} have done by {last} what is due {due}: “{' '.join(c.action.split())[:120]}”?",
        first=memory.as_of + timedelta(days=1), last=last, types=c.types, parties=tuple(sorted(bodies(c.obligors))), about=c.id,
        strict="a deed that fits the duty is reported by the day", lenient="a part of it, or a party's claim that it is done, counts too", evidence=c.evidence[:2],
    )
    return Forecast(
        id=identify("forecast", question.id, METHOD), question=question, probability=round(held(probability), 4), as_of=memory.as_of, method=METHOD,
        reference=ReferenceClass("duties of this ledger whose day has passed", k, n, tuple(cases)), reasons=tuple(reasons),
    )


def _name(id: str, memory: Memory) -> str:
    """The name of an actor, else of the state behind it."""
    known = memory.pack.actor(id) or memory.pack.actor(id.partition(":")[0])
    return known.name if known else id


def _cases(memory: Memory, criterion: str) -> tuple[int, int, list[str]]:
    """Duties whose day (and, for late ones, the time after it) has passed: how many were done, of how many, which."""
    slack = LATE if criterion == "late" else 0
    n = k = 0
    cases = []
    for s in memory.standings:
        due = s.commitment.record.due.last if s.commitment.record.due else None
        if due is None or due + timedelta(days=slack) >= memory.as_of or due <= s.commitment.known - timedelta(days=1):
            continue
        done = s.level in {"full", "disputed"} and s.slip is not None and s.slip <= slack
        n += 1
        k += done
        cases.append(f"{s.commitment.record.id} {due} {'done' if done else s.level}")
    return k, n, cases
