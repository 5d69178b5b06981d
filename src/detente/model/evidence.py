"""Evidence: the exact words of one document that a record rests on."""

from __future__ import annotations

from dataclasses import dataclass

from detente.errors import RecordError


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """A quotation with its place.

    `start` and `end` count code points of `Document.text`; for every evidence ever made
    `document.text[start:end] == exact` holds.
    """

    document: str
    start: int
    end: int
    exact: str

    def __post_init__(self) -> None:
        if self.end - self.start != len(self.exact) or self.start < 0 or not self.exact:
            raise RecordError(
                f"evidence [{self.start}:{self.end}] of document {self.document[:12]} does not span its "
                f"{len(self.exact)} characters; quote a non-empty run of the text as it stands"
            )

    def overlaps(self, other: Evidence) -> bool:
        """Whether both quote at least one common character of one document."""
        return self.document == other.document and self.start < other.end and other.start < self.end
