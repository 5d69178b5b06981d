"""Outlook: what a person reads, as data; every statement carries the evidence it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from detente.model.evidence import Evidence


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of the outlook.

    `text` is the program's wording, `quote` the words of a source that it prints, `holder` who says
    so. `basis` tells what a sentence without evidence rests on (a count, a calendar, a model).
    """

    text: str
    evidence: tuple[Evidence, ...] = ()
    holder: str = ""
    quote: str = ""
    basis: str = ""
    tags: tuple[str, ...] = ()
    odds: float | None = None
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Statements under one heading of a section."""

    title: str
    statements: tuple[Statement, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the outlook."""

    id: str
    title: str
    groups: tuple[Group, ...]
    note: str = ""

    @property
    def statements(self) -> tuple[Statement, ...]:
        """Every statement of the section."""
        return tuple(s for g in self.groups for s in g.statements)


@dataclass(frozen=True, slots=True)
class Source:
    """A document that the outlook rests on, numbered as it is cited."""

    number: int
    document: str
    title: str
    author: str
    publisher: str
    society: str
    published: date | None
    uri: str
    rests_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outlook:
    """A briefing on one dispute as of a day: the sections, the numbered sources, and the timeline as data."""

    dispute: str
    title: str
    as_of: date
    sections: tuple[Section, ...]
    sources: tuple[Source, ...]
    timeline: tuple[dict[str, Any], ...] = ()
    scale: str = ""

    def number(self, document: str) -> int:
        """The number by which a document is cited."""
        return next(s.number for s in self.sources if s.document == document)
