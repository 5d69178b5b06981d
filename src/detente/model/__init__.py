"""The domain model: frozen values that every step speaks in. No I/O, no third party."""

from detente.model.actor import Actor, Mention, Office
from detente.model.document import Appearance, Block, Document, Signed
from detente.model.event import Event, Magnitude
from detente.model.evidence import Evidence
from detente.model.forecast import Decision, Forecast, Question, Reason, ReferenceClass, Score, Settled, Share
from detente.model.pack import Pack, Publisher, Society, Topic, Track
from detente.model.place import Place, PlaceName
from detente.model.plover import EventType, Mode, codebook, explain
from detente.model.record import (
    Agreement,
    Alternative,
    Claim,
    Commitment,
    Count,
    Expectation,
    Issue,
    Meeting,
    Milestone,
    Salience,
    ScenarioSet,
    Strategy,
)
from detente.model.when import When

__all__ = [
    "Actor",
    "Agreement",
    "Alternative",
    "Appearance",
    "Block",
    "Claim",
    "Commitment",
    "Count",
    "Decision",
    "Document",
    "Event",
    "EventType",
    "Evidence",
    "Expectation",
    "Forecast",
    "Issue",
    "Magnitude",
    "Meeting",
    "Mention",
    "Milestone",
    "Mode",
    "Office",
    "Pack",
    "Place",
    "PlaceName",
    "Publisher",
    "Question",
    "Reason",
    "ReferenceClass",
    "Salience",
    "ScenarioSet",
    "Score",
    "Settled",
    "Share",
    "Signed",
    "Society",
    "Strategy",
    "Topic",
    "Track",
    "When",
    "codebook",
    "explain",
]
