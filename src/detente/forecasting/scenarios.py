"""Which way: a distribution over the alternatives that a source lists, with "other".

No list is complete: what nobody named gets as much as one of the alternatives would get if all were alike (Laplace's rule of
succession), and the rest goes to the alternatives by the weight that the source's own words give them, else in equal parts.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from detente.forecasting.windows import held
from detente.model import Forecast, Question, Reason, ReferenceClass, ScenarioSet
from detente.model.identity import identify
from detente.model.memory import Entry, Memory

#: How old a list of scenarios may be, and how far it looks where it does not say (days).
RECENT, AHEAD = 120, 365
METHOD = "the source's weights, with a share for what it does not list"


def scenario_odds(memory: Memory) -> Iterator[Forecast]:
    """For each alternative of each recent set that excludes the others, a probability; those of a set add up to one."""
    for entry in memory.scenarios:
        s = entry.record
        if s.exclusive and (memory.as_of - entry.known).days <= RECENT and sum(1 for a in s.alternatives if a.evidence) > 1:
            yield from _distribution(entry, memory)


def shares(scenarios: ScenarioSet) -> dict[str, float]:
    """The probability of each alternative by its id; "other" is one of them.

    Alternatives without a weight of their own share what the weighted ones leave, at least as much each as an equal part would be
    halved.
    """
    listed = [a for a in scenarios.alternatives if a.evidence]
    other = 1 / (len(listed) + 1)
    equal = 1 / len(listed)
    weights = [a.weight if a.weight is not None else None for a in listed]
    told = sum(w for w in weights if w is not None)
    open_ = sum(w is None for w in weights)
    rest = max(1 - told, open_ * equal / 2)
    raw = [w if w is not None else rest / open_ for w in weights]
    found = {a.id: (1 - other) * w / sum(raw) for a, w in zip(listed, raw, strict=True)}
    return found | {a.id: other for a in scenarios.alternatives if not a.evidence}


def _distribution(entry: Entry[ScenarioSet], memory: Memory) -> Iterator[Forecast]:
    s = entry.record
    last = s.horizon.last if s.horizon and s.horizon.last and s.horizon.last > memory.as_of else memory.as_of + timedelta(days=AHEAD)
    listed = sum(1 for a in s.alternatives if a.evidence)
    for alternative in s.alternatives:
        p = shares(s)[alternative.id]
        words = " ".join(alternative.text.split())[:160] if alternative.evidence else "something that the source does not list"
        why = [Reason(f"{listed} alternatives are listed; what is not listed gets as much as one of them would", round(1 / (listed + 1), 3), s.evidence[:1])]
        if alternative.weight is not None:
            why.append(Reason(f"the source's own words give it {alternative.weight:.0%} of what is listed", None, alternative.evidence[:1]))
        question = Question(
            id=identify("question", s.id, alternative.id, memory.as_of), text=f"Which way by {last}: {words}", first=memory.as_of + timedelta(days=1), last=last, topics=s.topics, about=s.id,
            strict="this comes about and none of the others", lenient="most of it comes about", evidence=alternative.evidence[:1],
        )
        yield Forecast(
            id=identify("forecast", question.id, METHOD), question=question, probability=round(held(p), 4), as_of=memory.as_of, method=METHOD,
            reference=ReferenceClass("alternatives that the source lists", listed, listed + 1), reasons=tuple(why),
        )
