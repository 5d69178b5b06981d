"""Clock: what temporal expressions are relative to, and how it moves on as a text is read."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from statistics import median

from detente.coding.times.periods import Period, Unit, containing, day_of
from detente.coding.times.words import DAY, MONTH, YEAR, month
from detente.model import Document

_DATED = re.compile(
    rf"\b(?:(?P<d1>{DAY})(?:\s+of)?\s+(?P<m1>{MONTH}),?\s+(?P<y1>{YEAR})|(?P<m2>{MONTH})\s+(?P<d2>{DAY}),?\s+(?P<y2>{YEAR})|(?P<m3>{MONTH})(?:\s+of|,)?\s+(?P<y3>{YEAR})|(?P<y4>{YEAR})(?![\w%]|[.,][0-9]))"
)
_NOT_YET = re.compile(r"\b(by|until|before|through|till)\s+(the end of\s+)?$")
#: How far a story may step back from the last date told without naming the year (days).
SLACK = 150
#: A text whose dates lie further back than this, in the middle, tells a story and no news (days).
_HISTORY = 540


@dataclass(slots=True)
class Clock:
    """What relative expressions are relative to.

    In news that is the day of publication; in a narrative, or where no publication is known, the
    last date told (`reference`), which moves on as the text is read. `anchor` is the latest date
    that an undated text states, `written` a later day that it speaks of as past. Where all it states is
    long past but for a date it looks `ahead` to, it is taken to be written just before that.
    """

    published: date | None
    anchor: date | None
    anchor_text: str = ""
    written: date | None = None
    narrative: bool = False
    reference: Period | None = None
    ahead: bool = False

    @property
    def now(self) -> date | None:
        """The best known day of writing."""
        return self.published or self.written or self.anchor

    @property
    def reason(self) -> str:
        """What the day of writing rests on, in words."""
        if self.published:
            return f"published {self.published}"
        if self.ahead:
            return f"no publication date; the text looks ahead to {self.anchor_text}"
        return f"no publication date; the latest date the text states is {self.anchor_text}"

    def at(self, unit: Unit) -> Period | None:
        """The unit in which the reader stands: that of the story in a narrative, else that of writing."""
        if self.narrative and self.reference is not None:
            return containing(unit, self.reference.first)
        return containing(unit, self.now) if self.now else None

    def told(self, unit: Unit) -> Period | None:
        """The unit of the last date told, else that of writing ("the next day", "that year")."""
        if self.reference is not None:
            return containing(unit, self.reference.first)
        return containing(unit, self.now) if self.now else None

    def complete(self, leaning: int, make: Callable[[int], Period | None]) -> Period | None:
        """A period whose year is not told: `make` gives it for a year; the nearest that fits is taken.

        `leaning` is +1 where the words look forward, -1 where they look back, 0 where neither.
        """
        if self.narrative and self.reference is not None:
            return self._nearest(self.reference.first, make, slack=-SLACK)
        now = self.published or self.anchor
        if now is None:
            return None
        if (self.published is None and not self.ahead) or leaning > 0:
            return self._nearest(now, make, slack=-1, by_end=True)
        if leaning < 0:
            options = [p for y in (now.year, now.year - 1) if (p := _made(make, y)) and p.first <= now]
            return options[0] if options else _made(make, now.year)
        options = [p for y in (now.year - 1, now.year, now.year + 1) if (p := _made(make, y))]
        return min(options, key=lambda p: abs((p.first - now).days), default=None)

    def _nearest(self, day: date, make: Callable[[int], Period | None], *, slack: int, by_end: bool = False) -> Period | None:
        """The first that does not lie more than `slack` days before the day."""
        options = [p for y in range(max(1, day.year - 1), min(9998, day.year + 1) + 1) if (p := _made(make, y))]
        ahead = [p for p in options if ((p.last if by_end else p.first) - day).days > slack]
        return ahead[0] if ahead else (options[-1] if options else None)


def _made(make: Callable[[int], Period | None], year: int) -> Period | None:
    try:
        period = make(year)
        return period if period and period.first and period.last else None
    except (ValueError, OverflowError):
        return None


def clock(document: Document) -> Clock:
    """The clock of a document, set before its first sentence."""
    stated = [(day, match) for match in _DATED.finditer(document.text) if (day := _day(match))]
    if document.published:
        ago = [(document.published - day).days for day, _ in stated]
        narrative = len(ago) >= 5 and median(ago) > _HISTORY and sum(days < _HISTORY for days in ago) < len(ago) * (0.3 if len(ago) >= 20 else 0.1)
        return Clock(document.published, None, narrative=narrative)
    best: tuple[date, str] | None = None
    coming: tuple[date, str] | None = None
    for day, match in stated:
        if not 1900 <= day.year <= 2100:
            continue
        if _lies_ahead(document.text, match) or leaning_at(document.text, match.start(), match.end()) > 0:
            coming = min(coming or (day, match.group()), (day, match.group()))
        elif best is None or day > best[0]:
            best = (day, match.group())
    if coming and (best is None or (coming[0] - best[0]).days > _HISTORY):
        return Clock(None, coming[0] - timedelta(days=1), coming[1], ahead=True)
    if best is None:
        return Clock(None, None)
    at = Clock(None, best[0], best[1])
    return replace(at, written=_later(document.text, at))


def _lies_ahead(text: str, match: re.Match[str]) -> bool:
    """Whether a day is one to wait for: "until 12 October"."""
    return bool(_NOT_YET.search(text[max(0, match.start() - 22) : match.start()].lower()))


def _day(match: re.Match[str]) -> date | None:
    g = match.groupdict()
    year = int(g["y1"] or g["y2"] or g["y3"] or g["y4"])
    name, number = g["m1"] or g["m2"] or g["m3"], g["d1"] or g["d2"]
    digits = int(re.match(r"[0-9]+", number)[0]) if number else 1  # type: ignore[index]
    period = day_of(year, month(name) if name else 1, digits)
    return period.first if period else None


_YEARLESS = re.compile(rf"\b(?:(?P<d1>{DAY})(?:\s+of)?\s+(?P<m1>{MONTH})|(?P<m2>{MONTH})\s+(?P<d2>{DAY}))(?![0-9]|,?\s+[0-9])")
_FUTURE = re.compile(r"\b(will|scheduled|planned|upcoming|due|set (?:for|to)|to be [a-z]+|are to|is to|next|expected|deadline|plans?|shall|forthcoming|coming|invited?|agreed to meet|to take place)\b", re.I)
_PAST = re.compile(r"\b(was|were|had|since|last|after|did|held|hosted|ago|said|told|made|took|met|began|came|went|won|saw|gave|(?!undated)[a-z]{3,}ed)\b", re.I)
_PERHAPS = re.compile(r"\b(by|before|until)\b", re.I)


def leaning_at(text: str, start: int, end: int) -> int:
    """+1 where the words around look forward, -1 where they look back, 0 where nothing tells."""
    around = text[max(0, start - 70) : end + 25]
    return 1 if _FUTURE.search(around) else -1 if _PAST.search(around) else 1 if _PERHAPS.search(around) else 0


def _later(text: str, at: Clock) -> date | None:
    """The latest day without a year that an undated text speaks of as past, after its latest full date."""
    latest: date | None = None
    for match in _YEARLESS.finditer(text):
        if leaning_at(text, match.start(), match.end()) >= 0 or _lies_ahead(text, match):
            continue
        g = match.groupdict()
        number, name = int(re.match(r"[0-9]+", g["d1"] or g["d2"])[0]), month(g["m1"] or g["m2"])  # type: ignore[index]
        period = at.complete(-1, lambda y, n=number, m=name: day_of(y, m, n))  # type: ignore[misc]
        if period and at.anchor and at.anchor < period.first <= at.anchor + timedelta(days=365) and (latest is None or period.first > latest):
            latest = period.first
    return latest
