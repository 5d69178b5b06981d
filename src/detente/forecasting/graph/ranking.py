"""Who does what to whom next: for a party and a type of act, those it will most likely be done to or by, with reasons."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from detente.forecasting.graph.ranker import Plan, fit, morning
from detente.forecasting.graph.two_way import Graph, two_way
from detente.forecasting.record import Record
from detente.model import Reason, codebook

#: Facts that are enough to learn from, and the share of the days that must lie before the first of them.
_ENOUGH, _BEFORE = 4_000, 0.4
#: Days within which a party must have done, or been done, a thing to be asked about it again, and how many things at most.
_LATELY, _THINGS = 365, 6
#: Trees for a short record, and the queries below which a record is short.
_FEW_TREES, _SHORT = 200, 3_000


@dataclass(frozen=True, slots=True)
class Ranked:
    """The `place`-th likeliest pair of an act: `asked` is the party asked about, the other one was ranked; an order, and no odds."""

    asked: str
    source: str
    type: str
    target: str
    place: int
    reasons: tuple[Reason, ...]


def ranking(past: Record, as_of: date, parties: Sequence[str], *, types: Sequence[str] = (), by: bool = True, most: int = 3, progress: Callable[[str], None] = lambda _: None) -> Iterator[Ranked]:
    """For each party and type the likeliest others on the day after `as_of`, from the events to that day.

    With `by` the party does it, without it is done to. Without `types` those are taken that the party did (or suffered) most within
    a year. Yields nothing for parties the record does not know; raises ValueError where the record is too short to learn from.
    """
    day = as_of.toordinal() + 1
    graph = two_way(past.history.before(day))
    ranker = fit(graph, day, _plan(graph, day), progress)
    view = morning(graph, day, ranker.rates)
    names, codes = past.names, list(codebook())
    for party in parties:
        subject = past.number.get(party)
        if subject is None:
            continue
        relations = [codes.index(t) + (0 if by else graph.relations) for t in types] or _lately(graph, subject, day, by=by)
        questions = list(view.ask(subject, relations))
        for asked, scores in zip(questions, ranker.score(questions), strict=True):
            for place, i in enumerate(np.argsort(-scores, kind="stable")[:most], 1):
                candidate = int(asked.candidates[i])
                moved = (f"{words}: {value:.3g}" for words, value, _ in ranker.reasons(asked, candidate))
                reasons = tuple(Reason(text) for text in (_before(graph, subject, asked.relation, candidate, day), *moved))
                source, target = (party, names[candidate]) if by else (names[candidate], party)
                yield Ranked(party, source, codes[asked.relation % graph.relations], target, place, reasons)


def _before(graph: Graph, subject: int, relation: int, other: int, day: int) -> str:
    """What the record tells of the same between the same two, in words."""
    objects, relations, when = graph.of(subject, day)
    this, anything = when[(objects == other) & (relations == relation)], when[objects == other]
    if len(this):
        return f"{len(this)} times before, last on {date.fromordinal(int(this[-1]))}"
    return f"never before; {len(anything)} times something else, last on {date.fromordinal(int(anything[-1]))}" if len(anything) else "never had to do with each other"


def _plan(graph: Graph, day: int) -> Plan:
    """As much of the record as is needed to learn from, and not so much that the first of it has no past."""
    days = graph.facts[:, 3]
    first = int(days[0])
    enough = int(days[-min(len(days), _ENOUGH)])
    begin = max(enough, first + round(_BEFORE * (day - first)))
    short = int((days >= begin).sum()) < _SHORT
    return Plan(days=day - begin, trees=_FEW_TREES, leaves=7) if short else Plan(days=day - begin)


def _lately(graph: Graph, subject: int, day: int, *, by: bool) -> list[int]:
    """The relations of a subject in the last year, the most frequent first."""
    _, relations, when = graph.of(subject, day)
    own = relations[(when >= day - _LATELY) & ((relations < graph.relations) == by)]
    found, count = np.unique(own, return_counts=True)
    return [int(found[i]) for i in np.argsort(-count, kind="stable")[:_THINGS]]
