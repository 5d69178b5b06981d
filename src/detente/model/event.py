"""Event: who did what to whom, when and where, and how it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from detente.model.actor import Mention
from detente.model.evidence import Evidence
from detente.model.when import When

Modality = Literal["actual", "planned", "expected", "demanded", "promised", "failed", "denied", "hypothetical"]


@dataclass(frozen=True, slots=True)
class Magnitude:
    """A number that a source gives: what is counted (dead, wounded, prisoners, released, troops, ...), from `low` to `high` (None: open).

    `of` says who they are where the words tell (soldiers, civilians), `by` is whose count it is where the text quotes somebody.
    """

    what: str
    low: int | None
    high: int | None
    evidence: Evidence
    of: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One PLOVER event as one source tells it.

    `type`, `mode` and `contexts` are PLOVER's; a mutual meeting has all its parties as actors and
    no recipient. `mentions` says which words named each actor, recipient and place; `confidence` is the
    probability that type, actors and recipients are all right, None where nobody judged; the first `evidence` spans the whole statement. Only `actual` events happened, and only as `holder` says.
    """

    id: str
    type: str
    mode: str = ""
    contexts: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    when: When | None = None
    place: str = ""
    modality: Modality = "actual"
    holder: str = ""
    magnitude: tuple[Magnitude, ...] = ()
    topics: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()
    confidence: float | None = None
    why: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...]
