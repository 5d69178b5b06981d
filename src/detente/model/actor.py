"""Actors: states, their organs, persons in office, organisations, armed groups, groups of people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from detente.model.evidence import Evidence

ActorKind = Literal["state", "organ", "person", "organisation", "armed group", "group", "format", "de facto state"]


@dataclass(frozen=True, slots=True)
class Office:
    """A post held by a person, from a day to a day (None: still, or not known)."""

    office: str
    of: str
    first: date | None = None
    last: date | None = None

    def held(self, day: date | None) -> bool:
        """Whether the post was held on that day; an unknown day asks for the present holder."""
        if day is None:
            return self.last is None
        return (self.first or date.min) <= day <= (self.last or date.max)


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who can act.

    Ids: ISO 3166-1 alpha-3 for states, the usual acronym for organisations, `ARM:MIL` for an organ
    (PLOVER's sector codes), `ARM:GOV:pashinyan-nikol` for a person.
    """

    id: str
    kind: ActorKind
    name: str
    aliases: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()
    offices: tuple[Office, ...] = ()
    evidence: tuple[Evidence, ...] = ()

    @property
    def state(self) -> str:
        """The state or organisation behind the actor: `ARM` for `ARM:GOV:pashinyan-nikol`."""
        return self.id.partition(":")[0]

    def office(self, day: date | None) -> Office | None:
        """The post that the person held on that day, if any is known."""
        return next((o for o in self.offices if o.held(day)), None)


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name an actor or a place, and the id that they were read as."""

    id: str
    evidence: Evidence
