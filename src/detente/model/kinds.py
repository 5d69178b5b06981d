"""Kinds: every kind of record by its plural name, as the interchange files and the store name them."""

from __future__ import annotations

from detente.errors import UnknownNameError
from detente.model.actor import Actor
from detente.model.event import Event
from detente.model.forecast import Decision, Forecast, Question
from detente.model.place import Place
from detente.model.record import (
    Agreement,
    Claim,
    Commitment,
    Count,
    Expectation,
    Issue,
    Meeting,
    Milestone,
    ScenarioSet,
    Strategy,
)

Record = (
    Actor | Place | Event | Meeting | Milestone | Issue | Agreement | Commitment | Claim | Expectation | ScenarioSet | Strategy | Count
)

#: Records that coding draws out of documents, in the order in which they are written.
CODED: dict[str, type] = {
    "actors": Actor,
    "places": Place,
    "events": Event,
    "meetings": Meeting,
    "milestones": Milestone,
    "issues": Issue,
    "agreements": Agreement,
    "commitments": Commitment,
    "claims": Claim,
    "expectations": Expectation,
    "scenarios": ScenarioSet,
    "strategies": Strategy,
    "counts": Count,
}

#: Records that the program or a person makes.
MADE: dict[str, type] = {"questions": Question, "forecasts": Forecast, "decisions": Decision}

_NAMES = {cls: name for name, cls in (CODED | MADE).items()}


def kind_of(record: object) -> str:
    """The plural name of a record's kind."""
    return _NAMES[type(record)]


def class_of(kind: str) -> type:
    """The class of a kind. Raises UnknownNameError for a name that is none."""
    known = CODED | MADE
    if kind not in known:
        raise UnknownNameError("kind of record", kind, known)
    return known[kind]
