"""Identity: the ids of records, and when two records tell of the same thing.

Coding merges the mentions of one document by these rules and the ledger the reports of many; there
is no second notion of sameness.
"""

from __future__ import annotations

from hashlib import sha256

from detente.model.event import Event
from detente.model.evidence import Evidence
from detente.model.record import Meeting
from detente.model.when import When


def identify(kind: str, *parts: object) -> str:
    """A short stable id: the kind and ten hexadecimal digits over the parts."""
    return f"{kind}-{sha256(repr(parts).encode()).hexdigest()[:10]}"


def identify_by(kind: str, evidence: tuple[Evidence, ...], *parts: object) -> str:
    """The id of a coded record: it depends on the document, the words and the reading, on nothing else."""
    first = evidence[0]
    return identify(kind, first.document, first.start, first.end, *parts)


def bodies(ids: tuple[str, ...]) -> frozenset[str]:
    """The states and organisations behind actors: {ARM} for ARM:GOV:pashinyan-nikol."""
    return frozenset(i.partition(":")[0] for i in ids if not i.startswith("UNK"))


def _near(a: When | None, b: When | None, *, slack: int) -> bool:
    """Whether two times can be one: days at most `slack` apart, other intervals that share a day."""
    if a is None or b is None:
        return True
    if a.day and b.day:
        return abs((a.day - b.day).days) <= slack
    return a.compatible(b)


def same_event(a: Event, b: Event, *, slack: int = 1) -> bool:
    """Whether two reports tell one event: type, modality, parties, place and time agree as far as told.

    Mode may be told by one only. Both must name a common actor and, where both name recipients, a
    common recipient (in either order for symmetric types).
    """
    if a.type != b.type or (a.mode and b.mode and a.mode != b.mode):
        return False
    if (a.modality == "actual") != (b.modality == "actual") or (a.modality not in ("actual", b.modality)):
        return False
    if not _near(a.when, b.when, slack=slack) or (a.place and b.place and a.place != b.place):
        return False
    ours, theirs = _sides(a.actors), _sides(b.actors)
    if not (ours & theirs) and (ours or theirs or a.when is None or b.when is None):
        return False
    to, towards = _sides(a.recipients), _sides(b.recipients)
    if to & towards or not to or not towards:
        return True
    return _unnamed(to) != _unnamed(towards)


def _sides(ids: tuple[str, ...]) -> frozenset[str]:
    """The bodies behind actors, and the groups of which nobody says whose they are."""
    return bodies(ids) | {i for i in ids if i.startswith("UNK")}


def _unnamed(sides: frozenset[str]) -> bool:
    return all(i.startswith("UNK") for i in sides)


def same_meeting(a: Meeting, b: Meeting, *, slack: int = 3) -> bool:
    """Whether two reports tell of one meeting, however it slipped by a few days.

    Place and level must not differ, the times must be near, and the participants must overlap
    in two bodies (or all that the shorter list names).
    """
    if a.place and b.place and a.place != b.place and not (a.convenor and a.convenor == b.convenor):
        return False
    if a.level != b.level and "unknown" not in {a.level, b.level}:
        return False
    if a.when is None or b.when is None or not _near(a.when, b.when, slack=slack):
        return False
    ours = bodies(a.participants) | bodies(a.convenor)
    theirs = bodies(b.participants) | bodies(b.convenor)
    common = len(ours & theirs)
    if not ours or not theirs:
        named = bool(a.place) and a.place == b.place
        return named or bool(a.when.day and a.when.day == b.when.day and (a.place or b.place))
    return common >= min(2, len(ours), len(theirs))
