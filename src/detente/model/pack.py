"""Pack: what must be known of a dispute before reading: parties, actors, places, tracks, issues."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from detente.model.actor import Actor
from detente.model.place import Place


@dataclass(frozen=True, slots=True)
class Society:
    """A society whose press is read and whose names are used."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Track:
    """A line of mediation: who convenes it, who sits in it, and the interest that the convenor has."""

    id: str
    name: str
    convenors: tuple[str, ...]
    members: tuple[str, ...] = ()
    interest: str = ""


@dataclass(frozen=True, slots=True)
class Topic:
    """A question that may be in dispute, and the words by which it is recognised (lemmas)."""

    id: str
    title: str
    terms: tuple[str, ...]
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Publisher:
    """An outlet, with the society it belongs to and who pays for it."""

    name: str
    society: str = ""
    funders: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pack:
    """Everything that tells one dispute from another; code holds nothing of it."""

    id: str
    title: str
    parties: tuple[str, ...] = ()
    societies: tuple[Society, ...] = ()
    actors: tuple[Actor, ...] = ()
    places: tuple[Place, ...] = ()
    tracks: tuple[Track, ...] = ()
    topics: tuple[Topic, ...] = ()
    publishers: tuple[Publisher, ...] = ()

    def actor(self, id: str) -> Actor | None:
        """The actor of that id, if the pack knows it."""
        return next((a for a in self.actors if a.id == id), None)

    def place(self, id: str) -> Place | None:
        """The place of that id, if the pack knows it."""
        return next((p for p in self.places if p.id == id), None)

    def outsiders(self, bodies: Iterable[str]) -> frozenset[str]:
        """Of these states and organisations, those that are neither a party nor a convenor of a track."""
        return frozenset(bodies) - set(self.parties) - {c for t in self.tracks for c in t.convenors}

    def track(self, *convenors: str) -> Track | None:
        """The track that one of these convenors runs (a person stands for the state or body served)."""
        bodies = {c.partition(":")[0] for c in convenors}
        return next((t for t in self.tracks if bodies & set(t.convenors)), None)
