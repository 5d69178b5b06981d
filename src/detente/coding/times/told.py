"""Told: the dates that a text states with their year and without, and which way it leans on each."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import islice

from detente.coding.times.periods import containing, day_of
from detente.coding.times.words import DAY, MONTH, WEEKDAY, YEAR, month

#: Whether a stretch of the text looks forward (+1), back (-1) or neither (0), or ahead in a past that it tells of (`OVER`).
Lean = Callable[[int, int], int]
OVER = 2
DATED = re.compile(
    rf"\b(?:(?P<d1>{DAY})(?:\s+of)?\s+(?P<m1>{MONTH}),?\s+(?P<y1>{YEAR})|(?P<m2>{MONTH})\s+(?P<d2>{DAY}),?\s+(?P<y2>{YEAR})|(?P<m3>{MONTH})(?:\s+of|,)?\s+(?P<y3>{YEAR})|(?P<y4>{YEAR})(?![\w%]|[.,][0-9]))"
)
_ITS_YEAR = r"(?:\s+of)?\s+(?:that|the same|that same|this|last|next)\s+year"
_YEARLESS = re.compile(
    rf"\b(?:(?P<weekday>{WEEKDAY}),?\s+(?:the\s+)?)?(?:(?P<d1>{DAY})(?:\s+of)?\s+(?P<m1>{MONTH})|(?P<m2>{MONTH})\s+(?P<d2>{DAY}))"
    rf"(?![0-9]|,?\s+[0-9]|\s*(?:-|–|—|to|and|or|through)\s*[0-9]{{1,2}},?\s+[12][0-9]{{3}}|{_ITS_YEAR})"
)
_MONTHLY = re.compile(
    rf"\b(?:in|since|until|by|of|from|during|before|after|early|late|mid|and|to|through)[ -](?P<month>{MONTH})\b"
    rf"(?!\s+[0-9]|,?\s+(?:of\s+)?[12][0-9]{{3}}|\s*(?:-|–|—|to|and|or)\s*{MONTH},?\s+[12][0-9]{{3}}|{_ITS_YEAR})"
)
_NOT_YET = re.compile(r"\b(by|until|before|through|till)\s+(the end of\s+)?$")
_FUTURE = re.compile(r"\b(will|scheduled|planned|upcoming|due|set (?:for|to)|to be [a-z]+|are to|is to|next|expected?|likely|likeliest|probabl[ey]|deadline|plans?|shall|forthcoming|coming|invited?|agreed to meet|to take place)\b", re.I)
_PAST = re.compile(r"\b(was|were|had|since|last|after|did|held|hosted|ago|said|told|made|took|met|began|came|went|won|saw|gave|(?!undated)[a-z]{3,}ed)\b", re.I)
_PERHAPS = re.compile(r"\b(by|before|until)\b", re.I)
#: A part of a year that may stand before it, by its first and last month.
_PART = re.compile(r"\b(early|mid|late|beginning|start|middle|end|spring|summer|autumn|fall)(?:[ -](?:in|of|the))*[ -]$", re.I)
_MONTHS = {"early": (1, 4), "beginning": (1, 3), "start": (1, 3), "mid": (5, 8), "middle": (5, 8), "late": (9, 12), "end": (10, 12), "spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11)}
#: How many days on the wrong side of the day of writing weigh as one on the right side.
_AMISS = 4
#: How many days, and months, without a year are taken, for those of a longer text are its own story; the middle of a month.
MOST, MIDDLE = 60, 15


@dataclass(frozen=True, slots=True)
class Stated:
    """A date that the text states with its year, from its first day to its last: which way the text leans on it, and how exact it is ("day", "month", "part" of a year, "year")."""

    day: date
    last: date
    words: str
    start: int
    way: int
    size: str


@dataclass(frozen=True, slots=True)
class Yearless:
    """A day that the text states without its year."""

    month: int
    day: int
    start: int
    way: int
    weekday: str

    def nearest(self, now: date) -> date | None:
        """The day, in whichever year, that lies best by a day of writing."""
        options = [d for y in (now.year - 1, now.year, now.year + 1) if (d := on(y, self.month, self.day))]
        return min(options, key=lambda d: gap(now, d, d, self.way), default=None)


@lru_cache(maxsize=1 << 14)
def on(year: int, month: int, day: int) -> date | None:
    """A day of a year, None where the calendar has none."""
    period = day_of(year, month, day) if date.min.year <= year <= date.max.year else None
    return period.first if period else None


def stated_day(match: re.Match[str]) -> date | None:
    """The first day of a date that `DATED` found."""
    g = match.groupdict()
    year = int(g["y1"] or g["y2"] or g["y3"] or g["y4"])
    name, number = g["m1"] or g["m2"] or g["m3"], g["d1"] or g["d2"]
    period = day_of(year, month(name) if name else 1, _figure(number) if number else 1)
    return period.first if period else None


def _figure(number: str) -> int:
    return int(re.match(r"[0-9]+", number)[0])  # type: ignore[index]


def stated(text: str, lean: Lean) -> list[Stated]:
    """The dates with their year, in order."""
    found = [(day, m) for m in DATED.finditer(text) if (day := stated_day(m)) and 1900 <= day.year <= 2100]
    return [Stated(*_reach(text, day, m), m.group(), m.start(), _way(text, m, lean), _size(text, m)) for day, m in found]


def _size(text: str, match: re.Match[str]) -> str:
    """How exact a date is that `DATED` found."""
    return ("part" if _part(text, match) else "year") if match["y4"] else "month" if match["m3"] else "day"


def _part(text: str, match: re.Match[str]) -> re.Match[str] | None:
    return _PART.search(text, max(0, match.start() - 25), match.start())


def _reach(text: str, day: date, match: re.Match[str]) -> tuple[date, date]:
    """The first and last day of a date that `DATED` found."""
    if not match["y4"]:
        return day, containing("month", day).last if match["m3"] else day
    part = _part(text, match)
    first, last = _MONTHS[part[1].lower()] if part else (1, 12)
    return date(day.year, first, 1), containing("month", date(day.year, last, 1)).last


def yearless(text: str, lean: Lean) -> list[Yearless]:
    """The days without a year, in order."""
    found: list[Yearless] = []
    for match in islice(_YEARLESS.finditer(text), MOST):
        g = match.groupdict()
        number, name = _figure(g["d1"] or g["d2"]), month(g["m1"] or g["m2"])
        found.append(Yearless(name, number, match.start(), _way(text, match, lean), (g["weekday"] or "")[:3]))
    return found


def months(text: str, lean: Lean) -> list[Yearless]:
    """The months without a year, by their middle, in order."""
    return [Yearless(month(m["month"]), MIDDLE, m.start("month"), _way(text, m, lean), "") for m in islice(_MONTHLY.finditer(text), MOST)]


def _way(text: str, match: re.Match[str], lean: Lean) -> int:
    """Whether a date looks forward or back: by its sentence, else by the words around it, 0 where the two disagree."""
    bound = _NOT_YET.search(text[max(0, match.start() - 22) : match.start()].lower())
    if bound and not (bound[1] in {"before", "by"} and lean(match.start(), match.end()) < 0):  # "the positions that they held before May"
        return 1  # "until 12 October"
    by_sentence, by_words = lean(match.start(), match.end()), leaning_at(text, match.start(), match.end())
    return 0 if by_sentence == OVER or by_sentence * by_words < 0 else by_sentence or by_words


def leaning_at(text: str, start: int, end: int) -> int:
    """+1 where the words around look forward, -1 where they look back, 0 where nothing tells."""
    around = re.split(r"[.!?]\s|\n", text[max(0, start - 70) : start])[-1] + text[start : end + 25]
    return 1 if _FUTURE.search(around) else -1 if _PAST.search(around) else 1 if _PERHAPS.search(around) else 0


def gap(now: date, first: date, last: date, leaning: int) -> int:
    """How ill the days from one to another lie by the day of writing, in days."""
    before, after = (now - last).days, (first - now).days
    return max(before * (_AMISS if leaning > 0 else 1), after * (_AMISS if leaning < 0 else 1), 0)
