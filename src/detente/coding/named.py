"""Named: a mention of an actor in a sentence, as a span and an id."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

#: What makes a possessive of a name.
POSSESSIVE = {"’s", "'s", "’", "'"}


@dataclass(frozen=True, slots=True)
class Named:
    """A mention: tokens `start` to `end` (excluded) of the parsed block, read as the actor `id`."""

    id: str
    kind: str
    start: int
    end: int
    name: str
    level: str = "unknown"
    adjectival: bool = False

    def covers(self, token: Token) -> bool:
        """Whether the token is part of the mention."""
        return self.start <= int(token.i) < self.end


def taken(found: list[Named], start: int, end: int) -> bool:
    """Whether one of the mentions has a token between `start` and `end` (excluded)."""
    return any(n.start < end and start < n.end for n in found)
