"""Document: one text as published, with everywhere it appeared."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Literal

BlockKind = Literal["title", "heading", "body", "point", "boilerplate"]


def text_id(text: str) -> str:
    """The identity of a text: the hexadecimal SHA-256 of its UTF-8 bytes."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of the text, from `start` to `end`; boilerplate is kept, marked, and never coded but for whom it names."""

    start: int
    end: int
    kind: BlockKind = "body"


@dataclass(frozen=True, slots=True, order=True)
class Appearance:
    """One place where the text stood: a file, an address, a line of a file."""

    uri: str
    publisher: str = ""
    published: date | None = None
    added: date | None = None


@dataclass(frozen=True, slots=True)
class Signed:
    """What is known of an agreement whose text a document is: its day, its parties, its number in PA-X."""

    signed: date | None = None
    parties: tuple[str, ...] = ()
    pax: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One text as published.

    `published` is None where it could not be found, and `published_reason` then says why;
    `known` is the day from which its content could be known: the publication, or, where that is
    unknown, the day it was added.
    """

    id: str
    text: str
    title: str = ""
    author: str = ""
    publisher: str = ""
    society: str = ""
    published: date | None = None
    published_reason: str = ""
    language: str = "en"
    genre: str = ""
    rests_on: tuple[str, ...] = ()
    agreement: Signed | None = None
    blocks: tuple[Block, ...] = ()
    appearances: tuple[Appearance, ...] = ()

    @property
    def known(self) -> date | None:
        """The first day on which the text could be known, or None before it has been added anywhere."""
        days = [a.published for a in self.appearances if a.published]
        if self.published:
            days.append(self.published)
        if days:
            return min(days)
        added = [a.added for a in self.appearances if a.added]
        return min(added) if added else None

    @property
    def source(self) -> str:
        """Who answers for the text, as shortly as can be said: author, else publisher, else title."""
        return self.author or self.publisher or self.title or self.id[:12]
