"""Memory: everything a ledger knows as of a day, linked: what one record tells, and who reported it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Generic, TypeVar

from detente.model.actor import Actor
from detente.model.document import Document
from detente.model.event import Event
from detente.model.evidence import Evidence
from detente.model.forecast import Decision, Forecast
from detente.model.pack import Pack
from detente.model.place import Place
from detente.model.record import (
    Agreement,
    Claim,
    Commitment,
    Count,
    Expectation,
    Implementation,
    Issue,
    Meeting,
    Milestone,
    ScenarioSet,
    Strategy,
)

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Entry(Generic[R]):
    """One thing in the ledger: the record as all reports together tell it, and each report as it was coded.

    `known` is the day from which the first report could be known. Where reports differ, the
    record keeps the fullest value and the rival ones stay in the reports.
    """

    record: R
    known: date
    reports: tuple[R, ...]

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The words of every report."""
        found: tuple[Evidence, ...] = self.record.evidence  # type: ignore[attr-defined]
        return found


@dataclass(frozen=True, slots=True)
class Report:
    """What bears on a commitment: a deed or a claim, its level, who says so, since when known."""

    known: date
    level: Implementation
    text: str
    holder: str
    deed: bool
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a commitment stands: the level that follows from the reports, the reports, the slip in days."""

    commitment: Entry[Commitment]
    level: Implementation
    reports: tuple[Report, ...] = ()
    slip: int | None = None
    overdue: bool = False


@dataclass(frozen=True, slots=True)
class Memory:
    """A ledger as of a day. Nothing published later is in it, so nothing later can leak out of it."""

    pack: Pack
    as_of: date
    documents: dict[str, Document] = field(default_factory=dict)
    actors: tuple[Entry[Actor], ...] = ()
    places: tuple[Entry[Place], ...] = ()
    events: tuple[Entry[Event], ...] = ()
    meetings: tuple[Entry[Meeting], ...] = ()
    milestones: tuple[Entry[Milestone], ...] = ()
    issues: tuple[Entry[Issue], ...] = ()
    agreements: tuple[Entry[Agreement], ...] = ()
    commitments: tuple[Entry[Commitment], ...] = ()
    claims: tuple[Entry[Claim], ...] = ()
    expectations: tuple[Entry[Expectation], ...] = ()
    scenarios: tuple[Entry[ScenarioSet], ...] = ()
    strategies: tuple[Entry[Strategy], ...] = ()
    counts: tuple[Entry[Count], ...] = ()
    standings: tuple[Standing, ...] = ()
    forecasts: tuple[Forecast, ...] = ()
    decisions: tuple[Decision, ...] = ()

    def entries(self, kind: str) -> tuple[Entry[object], ...]:
        """The entries of a kind by its plural name."""
        found: tuple[Entry[object], ...] = getattr(self, kind)
        return found

    def all(self) -> Iterator[tuple[str, Entry[object]]]:
        """Every entry with its kind."""
        for kind in KINDS:
            for entry in self.entries(kind):
                yield kind, entry


def nearest(expectation: Expectation, forecasts: Iterable[Forecast], memory: Memory) -> Forecast | None:
    """The program's own question nearest to an expectation: the meeting of its day, else the same kind of act with the nearest horizon."""
    x = expectation
    wanted = set(x.types)
    end = x.horizon.last if x.horizon and x.horizon.last else memory.as_of + timedelta(days=180)
    found = list(forecasts)
    for f in found:
        m = next((m.record for m in memory.meetings if m.record.id == f.question.meeting), None) if f.question.meeting else None
        if m and m.when and x.horizon and x.horizon.day and m.when.day == x.horizon.day and f.question.first != f.question.last:
            return f
    same = [f for f in found if not f.question.meeting and not f.question.about and any(t.partition("/")[0] in wanted and (t != "RETREAT/release" or "prisoners" in x.topics) for t in f.question.types)]
    return min(same, key=lambda f: abs((f.question.last - end).days), default=None)


KINDS = ("actors", "places", "events", "meetings", "milestones", "issues", "agreements", "commitments", "claims", "expectations", "scenarios", "strategies", "counts")
