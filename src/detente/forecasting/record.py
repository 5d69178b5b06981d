"""Histories out of coded events: who did what to whom on which day, from the ledger, from an event table, or from both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import permutations
from typing import NamedTuple

from detente.forecasting.history import CLASSES, History, history
from detente.model import Event, codebook
from detente.model.memory import Memory

#: An event whose time is told less exactly than this is in no history.
_VAGUEST = 31
#: Prefixes of ids that name nobody who would be known again.
_NOBODY = {"UNK", "ORG", "BODY", ""}


class Deed(NamedTuple):
    """One row of an event table: on a day `source` did a PLOVER type to `target`; both are states or armed groups."""

    day: date
    source: str
    target: str
    type: str


def deeds(event: Event) -> Iterator[Deed]:
    """The rows of one event: each doer with each one it was done to; a meeting has all its sides in both directions."""
    if event.modality != "actual" or event.when is None or event.when.last is None or event.when.span > _VAGUEST:
        return
    sources, targets = _parties(event.actors), _parties(event.recipients)
    pairs = permutations(sources, 2) if not targets else ((s, t) for s in sources for t in targets if s != t)
    for source, target in pairs:
        yield Deed(event.when.last, source, target, event.type)


def remembered(memory: Memory) -> Iterator[Deed]:
    """The rows of a ledger as of its day: of its events, and of agreements concluded, which are signed by both sides."""
    for entry in memory.events:
        yield from deeds(entry.record)
    for agreement in memory.agreements:
        a = agreement.record
        if a.status == "concluded" and a.when and a.when.last and a.when.span <= _VAGUEST and a.when.last <= memory.as_of:
            for source, target in permutations(_parties(a.parties), 2):
                yield Deed(a.when.last, source, target, "SUPPORT")


def _parties(ids: tuple[str, ...]) -> list[str]:
    """The states and known groups behind ids, each once."""
    return list(dict.fromkeys(party for i in ids if (party := i.partition(":")[0]) not in _NOBODY))


@dataclass(frozen=True)
class Record:
    """A history whose actors have names: `number` of each name; days are those of the common calendar (`date.toordinal`)."""

    history: History
    number: dict[str, int]

    @property
    def names(self) -> list[str]:
        """The name of each actor."""
        return list(self.number)


def record(rows: Iterable[Deed]) -> Record:
    """The history of some rows in any order; the same row twice is one. Raises KeyError for a type that is none of PLOVER's."""
    types = {code: i for i, code in enumerate(codebook())}
    klass = {code: CLASSES.index(type_.quad) for code, type_ in codebook().items()}
    kept = sorted(set(rows))
    number: dict[str, int] = {}
    for row in kept:
        for name in (row.source, row.target):
            number.setdefault(name, len(number))
    made = history(
        [number[r.source] for r in kept], [number[r.target] for r in kept], [klass[r.type] for r in kept],
        [r.day.toordinal() for r in kept], root=[types[r.type] for r in kept], roots=len(types),
    )
    return Record(made, number)
