"""Place: one identity, many names, each with its language, the society that uses it, and since when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from detente.model.evidence import Evidence

PlaceKind = Literal["city", "town", "village", "county", "region", "country", "disputed", "area", "water", "mountain", "road", "building"]


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A name, the language it is written in, the society whose form it is ("" for everybody), its validity."""

    name: str
    language: str = "en"
    society: str = ""
    first: date | None = None
    last: date | None = None

    def valid(self, day: date | None) -> bool:
        """Whether the name was in use on that day."""
        return day is None or (self.first or date.min) <= day <= (self.last or date.max)


@dataclass(frozen=True, slots=True)
class Place:
    """A place with its coordinates in degrees (WGS 84) and every name that stands for it.

    `country` is the state that administers it by the gazetteer's account (ISO 3166-1 alpha-3), which
    is no judgement on whose it is; `geonames` its number there.
    """

    id: str
    name: str
    kind: PlaceKind
    lat: float | None = None
    lon: float | None = None
    names: tuple[PlaceName, ...] = ()
    country: str = ""
    geonames: int | None = None
    evidence: tuple[Evidence, ...] = ()

    def form(self, society: str, day: date | None = None) -> str:
        """The name as a society writes it on that day; the general one where it has none of its own."""
        for name in self.names:
            if name.society == society and name.valid(day):
                return name.name
        return self.name
