"""When: a time as an interval of days, with its precision and the reason it was read so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from detente.errors import RecordError

Precision = Literal["day", "week", "month", "season", "quarter", "year", "vague"]
Basis = Literal["stated", "inferred", "published"]


@dataclass(frozen=True, slots=True)
class When:
    """The days from `first` to `last`, both included; either may be open (None).

    `basis` says whether the text states the value, whether it was inferred (then `reason` says
    how), or whether it is the day of publication for want of anything better.
    """

    first: date | None
    last: date | None
    precision: Precision
    basis: Basis
    reason: str = ""

    def __post_init__(self) -> None:
        if self.first and self.last and self.first > self.last:
            raise RecordError(f"a time cannot end ({self.last}) before it begins ({self.first})")
        if self.basis == "inferred" and not self.reason:
            raise RecordError("an inferred time must keep the reason of the inference")

    @property
    def day(self) -> date | None:
        """The day, where the time is known to the day, else None."""
        return self.first if self.precision == "day" and self.first == self.last else None

    def text(self) -> str:
        """The value in ISO 8601, shortened to its precision: 2021-11-26, 2021-05, 2020, or an interval."""
        if self.day:
            return self.day.isoformat()
        if self.first and self.last:
            if self.precision == "month" and self.first.month == self.last.month:
                return self.first.isoformat()[:7]
            if self.precision == "year" and self.first.year == self.last.year:
                return f"{self.first.year:04d}"
        return f"{self.first or '..'}/{self.last or '..'}"

    def compatible(self, other: When) -> bool:
        """Whether both can be the same time: their intervals share a day."""
        return (self.first or date.min) <= (other.last or date.max) and (other.first or date.min) <= (
            self.last or date.max
        )

    @property
    def span(self) -> int:
        """Length in days; open ends count as 10,000."""
        return (self.last - self.first).days + 1 if self.first and self.last else 10_000
