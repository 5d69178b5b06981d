"""Periods: days, weeks, months, seasons, quarters, years, decades and centuries that can be counted on.

Each period is a unit and a number in the row of such units, so that "two months later" is an addition.
Values are written as in TIMEX3 (Pustejovsky et al. 2003, TimeML): 2013-03-22, 2013-W12, 2013-03,
2013-SU, 2013-Q1, 2013, 201, 20.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from detente.model import When
from detente.model.when import Basis, Precision

Unit = Literal["day", "week", "weekend", "month", "season", "quarter", "half", "year", "decade", "century"]
Part = Literal["", "START", "MID", "END", "EDGE"]

_SEASONS = ("SP", "SU", "FA", "WI")
_PRECISION: dict[Unit, Precision] = {
    "day": "day", "week": "week", "weekend": "week", "month": "month", "season": "season",
    "quarter": "quarter", "half": "season", "year": "year", "decade": "vague", "century": "vague",
}
_FIRST, _LAST = date.min, date.max


@dataclass(frozen=True, slots=True)
class Period:
    """The `index`-th unit of its kind since the year 0 (days and weeks: since the day before 1 January 1)."""

    unit: Unit
    index: int

    def shift(self, by: int) -> Period:
        """The period so many units later (earlier, if negative)."""
        return Period(self.unit, self.index + by)

    @property
    def year(self) -> int:
        """The year in which the period begins."""
        return self.first.year

    @property
    def first(self) -> date:
        """The first day. Raises ValueError or OverflowError outside the years 1 to 9999."""
        n = self.index
        match self.unit:
            case "day":
                return date.fromordinal(n)
            case "week":
                return date.fromordinal(n * 7 + 1)
            case "weekend":
                return date.fromordinal(n * 7 + 6)
            case "month":
                return date(n // 12, n % 12 + 1, 1)
            case "season":
                return date(n // 4, n % 4 * 3 + 3, 1)
            case "quarter":
                return date(n // 4, n % 4 * 3 + 1, 1)
            case "half":
                return date(n // 2, n % 2 * 6 + 1, 1)
            case "year":
                return date(n, 1, 1)
            case "decade":
                return date(max(1, n * 10), 1, 1)
            case "century":
                return date(max(1, n * 100), 1, 1)

    @property
    def last(self) -> date:
        """The last day."""
        if self.unit == "day":
            return self.first
        if self.unit == "weekend":
            return self.first + timedelta(days=1)
        return self.shift(1).first - timedelta(days=1)

    @property
    def timex(self) -> str:
        """The value in TIMEX3's notation."""
        n = self.index
        match self.unit:
            case "day":
                return self.first.isoformat()
            case "week" | "weekend":
                year, week, _ = self.first.isocalendar()
                return f"{year:04d}-W{week:02d}" + ("-WE" if self.unit == "weekend" else "")
            case "month":
                return f"{n // 12:04d}-{n % 12 + 1:02d}"
            case "season":
                return f"{n // 4:04d}-{_SEASONS[n % 4]}"
            case "quarter":
                return f"{n // 4:04d}-Q{n % 4 + 1}"
            case "half":
                return f"{n // 2:04d}-H{n % 2 + 1}"
            case "year":
                return f"{n:04d}"
            case "decade":
                return f"{n:03d}"
            case "century":
                return f"{n:02d}"

    def when(self, basis: Basis, reason: str = "", *, part: Part = "") -> When:
        """The days of the period, or of its beginning, middle, end, or very edge, with its precision."""
        first, last = self.first, self.last
        precision = _PRECISION[self.unit]
        third = timedelta(days=max(1, (last - first).days // 3)) if last > first else timedelta(0)
        if part == "START":
            last = first + third
        elif part == "MID":
            first, last = first + third, last - third
        elif part == "END":
            first = last - third
        elif part == "EDGE":
            first = last
        if part and self.unit != "day":
            precision = "day" if first == last else {"month": "week", "year": "season"}.get(precision, precision)  # type: ignore[assignment]
        return When(first, last, precision, basis, reason)


def containing(unit: Unit, day: date) -> Period:
    """The period of that unit in which a day lies."""
    match unit:
        case "day":
            return Period(unit, day.toordinal())
        case "week" | "weekend":
            return Period(unit, (day.toordinal() - 1) // 7)
        case "month":
            return Period(unit, day.year * 12 + day.month - 1)
        case "season":
            return Period(unit, (day.year * 12 + day.month - 3) // 3)
        case "quarter":
            return Period(unit, day.year * 4 + (day.month - 1) // 3)
        case "half":
            return Period(unit, day.year * 2 + (day.month - 1) // 6)
        case "year":
            return Period(unit, day.year)
        case "decade":
            return Period(unit, day.year // 10)
        case "century":
            return Period(unit, day.year // 100)


def day_of(year: int, month: int, day: int) -> Period | None:
    """A day of the calendar, None where there is no such day."""
    try:
        return Period("day", date(year, month, day).toordinal())
    except ValueError:
        return None


def month_of(year: int, month: int) -> Period | None:
    """A month of the calendar, None outside the years 1 to 9999."""
    return Period("month", year * 12 + month - 1) if 1 <= year <= _LAST.year and 1 <= month <= 12 else None
