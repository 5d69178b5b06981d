"""The other records: meetings, milestones, issues, agreements, commitments, expectations, scenarios, strategies, claims."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from detente.model.actor import Mention
from detente.model.event import Modality
from detente.model.evidence import Evidence
from detente.model.when import When

Status = Literal["proposed", "planned", "moved", "cancelled", "failed", "held"]
Implementation = Literal["none", "minimum", "intermediate", "full", "violated", "disputed", "no_report"]
Happening = Literal["election", "ruling", "law", "office", "expiry", "statement", "visit", "other"]
Level = Literal["leaders", "ministers", "deputies", "officials", "unknown"]

#: The levels of meetings, highest first.
LEVELS: tuple[Level, ...] = ("leaders", "ministers", "deputies", "officials", "unknown")


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """An encounter, proposed, planned, moved, cancelled, failed or held; one identity over its slips."""

    id: str
    status: Status
    level: Level = "unknown"
    track: str = ""
    format: str = ""
    convenor: tuple[str, ...] = ()
    participants: tuple[str, ...] = ()
    place: str = ""
    when: When | None = None
    agenda: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    holder: str = ""
    mentions: tuple[Mention, ...] = ()
    why: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """A happening, mostly dated, or a day to come, that is no PLOVER event between two: an election, a ruling, an expiry, a speech.

    `what` are the words of it, `kind` its sort by its verb or noun, `actors` those who do it where they are named. `modality` is an event's:
    `planned` is a day to come.
    """

    id: str
    what: str
    when: When
    kind: Happening = "other"
    modality: Modality = "actual"
    actors: tuple[str, ...] = ()
    place: str = ""
    topics: tuple[str, ...] = ()
    holder: str = ""
    mentions: tuple[Mention, ...] = ()
    why: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Salience:
    """How much an issue matters to a party, as somebody says ("a critical priority")."""

    party: str
    words: str
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """A question in dispute: a topic of the pack or of the general list, as one document treats it."""

    id: str
    topic: str
    title: str
    parties: tuple[str, ...] = ()
    salience: tuple[Salience, ...] = ()
    links: tuple[str, ...] = ()
    holder: str = ""
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """A text or an oral understanding that binds; `status` is how the source speaks of it."""

    id: str
    title: str
    when: When | None = None
    parties: tuple[str, ...] = ()
    guarantors: tuple[str, ...] = ()
    status: Literal["concluded", "expected", "proposed"] = "concluded"
    pax: int | None = None
    holder: str = ""
    why: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """One thing one party owes another; `implementation` is the level that this source claims (PAM).

    `types` are the PLOVER acts ("RETREAT/return") by which it would be done, read from its words.
    """

    id: str
    agreement: str
    action: str
    number: str = ""
    obligors: tuple[str, ...] = ()
    beneficiaries: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    due: When | None = None
    condition: str = ""
    types: tuple[str, ...] = ()
    implementation: Implementation = "no_report"
    holder: str = ""
    why: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """What somebody said would happen.

    `hedge` keeps the words; `low` and `high` are the probability that the named `scale` gives
    them, None where the words name none. `horizon` is until when, open where it was left open.
    """

    id: str
    question: str
    holder: str
    hedge: str = ""
    low: float | None = None
    high: float | None = None
    scale: str = ""
    horizon: When | None = None
    condition: str = ""
    types: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    why: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Alternative:
    """One way that a question may turn out; `other` is always among them and has no evidence."""

    id: str
    text: str
    weight: float | None = None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioSet:
    """Alternatives for one question, as a source lists them, with "other" added."""

    id: str
    question: str
    alternatives: tuple[Alternative, ...]
    exclusive: bool = True
    hedge: str = ""
    horizon: When | None = None
    topics: tuple[str, ...] = ()
    holder: str = ""
    why: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Strategy:
    """Means to an end, as somebody claims it; never the program's own reading of motives."""

    id: str
    actor: str
    means: tuple[str, ...] = ()
    aims: tuple[str, ...] = ()
    effects: tuple[str, ...] = ()
    element: str = ""
    holder: str = ""
    why: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """Somebody says that something was not done, or stands so: a status, not an event.

    `level` is the implementation that the words claim of the commitment or agreement in `about`.
    """

    id: str
    about: str
    claim: str
    level: Implementation
    parties: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    when: When | None = None
    holder: str = ""
    why: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A number of things that a text announces ("two main expectations"), and what was found."""

    id: str
    of: str
    declared: int
    found: tuple[str, ...] = ()
    holder: str = ""
    evidence: tuple[Evidence, ...]
