"""Clock: what temporal expressions are relative to, and how it moves on as a text is read."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from detente.coding.times.periods import Period, Unit, containing, day_of
from detente.coding.times.words import DAY, MONTH, WEEKDAY, YEAR, month
from detente.model import Document

_DATED = re.compile(
    rf"\b(?:(?P<d1>{DAY})(?:\s+of)?\s+(?P<m1>{MONTH}),?\s+(?P<y1>{YEAR})|(?P<m2>{MONTH})\s+(?P<d2>{DAY}),?\s+(?P<y2>{YEAR})|(?P<m3>{MONTH})(?:\s+of|,)?\s+(?P<y3>{YEAR})|(?P<y4>{YEAR})(?![\w%]|[.,][0-9]))"
)
_NOT_YET = re.compile(r"\b(by|until|before|through|till)\s+(the end of\s+)?$")
#: How far a story may step back from the last date told without naming the year (days).
SLACK = 150
#: How many days on the wrong side of an inferred day of writing weigh as one on the right side.
_AMISS = 4
#: How many days after the likeliest day of writing one more day told of as past may lie.
_SOON = 45
#: What a day on another weekday than the text names weighs, in days.
_WRONG = 1000
#: How many days a story steps back from the date that it has just told, without saying so.
_BACK = 100
#: A text whose dates lie further back than this, in the middle, tells a story and no news (days).
_HISTORY = 540


@dataclass(slots=True)
class Clock:
    """What relative expressions are relative to.

    In news that is the day of publication; in a narrative, or where no publication is known, the
    last date told (`reference`), which moves on as the text is read. `anchor` is the latest date
    that an undated text states as past, `written` the later day that its days without a year speak for. Where all it states is
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
        if self.published is None:
            return _placed(self.now, make, leaning) if self.now else None
        now = self.published
        if leaning > 0:
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


def _placed(now: date, make: Callable[[int], Period | None], leaning: int) -> Period | None:
    """The period, in whichever year, that lies best by an inferred day of writing: not long before it where the words look back, not long after where they look forward."""
    options = [p for y in (now.year - 1, now.year, now.year + 1) if (p := _made(make, y))]
    return min(options, key=lambda p: _gap(now, p.first, p.last, leaning), default=None)


def _gap(now: date, first: date, last: date, leaning: int) -> int:
    """How ill some days lie by the day of writing, in days."""
    before, after = (now - last).days, (first - now).days
    return max(before * (_AMISS if leaning > 0 else 1), after * (_AMISS if leaning < 0 else 1), 0)


def _made(make: Callable[[int], Period | None], year: int) -> Period | None:
    try:
        period = make(year)
        return period if period and period.first and period.last else None
    except (ValueError, OverflowError):
        return None


Lean = Callable[[int, int], int]


def clock(document: Document, lean: Lean | None = None) -> Clock:
    """The clock of a document, set before its first sentence.

    `lean` tells for a stretch of the document's text whether it looks forward (+1), back (-1) or neither (0);
    without one the words around decide.
    """
    text = document.text
    lean = lean or (lambda start, end: leaning_at(text, start, end))
    stated = [(day, match) for match in _DATED.finditer(text) if (day := _day(match))]
    if document.published:
        ago = [(document.published - day).days for day, _ in stated]
        narrative = len(ago) >= 5 and median(ago) > _HISTORY and sum(days < _HISTORY for days in ago) < len(ago) * (0.3 if len(ago) >= 20 else 0.1)
        return Clock(document.published, None, narrative=narrative)
    leant = [(day, match, _way(text, match, lean)) for day, match in stated if 1900 <= day.year <= 2100]
    told = max((day for day, _, way in leant if way < 0), default=date.min)
    ahead = min(((day, match) for day, match, way in leant if way > 0 and day > told), key=lambda t: t[0], default=None)
    behind = [(day, match) for day, match, way in leant if way <= 0 and (not match["m3"] or leaning_at(text, match.start(), match.end()) < 0) and not match["y4"] and (ahead is None or day <= ahead[0])]
    behind = behind or [(day, match) for day, match, way in leant if way == 0 and not match["y4"]]
    best = max(behind, key=lambda t: t[0], default=None)
    if ahead and (best is None or (ahead[0] - best[0]).days > _HISTORY * (1 if best[1]["m3"] else 2)):
        return Clock(None, ahead[0] - timedelta(days=1), ahead[1].group(), ahead=True)
    if best is None:
        return Clock(None, None)
    return Clock(None, best[0], best[1].group(), written=_written(text, best[0], best[1].start() if best[1]["m3"] else len(text), lean))


def _way(text: str, match: re.Match[str], lean: Lean) -> int:
    """Whether a date looks forward or back, by the sentence, else by the words around it."""
    if _lies_ahead(text, match):
        return 1
    by_sentence, by_words = lean(match.start(), match.end()), leaning_at(text, match.start(), match.end())
    return 0 if by_sentence * by_words < 0 else by_sentence or by_words


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


_YEARLESS = re.compile(rf"\b(?:(?P<weekday>{WEEKDAY}),?\s+(?:the\s+)?)?(?:(?P<d1>{DAY})(?:\s+of)?\s+(?P<m1>{MONTH})|(?P<m2>{MONTH})\s+(?P<d2>{DAY}))(?![0-9]|,?\s+[0-9]|\s*(?:-|–|—|to|and|or|through)\s*[0-9]{{1,2}},?\s+[12][0-9]{{3}}|(?:\s+of)?\s+(?:that|the same|that same|this|last|next)\s+year)")
_FUTURE = re.compile(r"\b(will|scheduled|planned|upcoming|due|set (?:for|to)|to be [a-z]+|are to|is to|next|expected|deadline|plans?|shall|forthcoming|coming|invited?|agreed to meet|to take place)\b", re.I)
_PAST = re.compile(r"\b(was|were|had|since|last|after|did|held|hosted|ago|said|told|made|took|met|began|came|went|won|saw|gave|(?!undated)[a-z]{3,}ed)\b", re.I)
_PERHAPS = re.compile(r"\b(by|before|until)\b", re.I)


def leaning_at(text: str, start: int, end: int) -> int:
    """+1 where the words around look forward, -1 where they look back, 0 where nothing tells."""
    around = re.split(r"[.!?]\s|\n", text[max(0, start - 70) : start])[-1] + text[start : end + 25]
    return 1 if _FUTURE.search(around) else -1 if _PAST.search(around) else 1 if _PERHAPS.search(around) else 0


def _written(text: str, anchor: date, told: int, lean: Lean) -> date | None:
    """The day of writing that the days without a year speak for: after those told of as past, soon before those ahead.

    It is not before `anchor`, the latest full date that the text speaks of as past, nor more than a year after
    it; None for that date itself. What is told behind a month that stands at `told` is seldom long before it.
    """
    days: list[tuple[Callable[[int], Period | None], int, bool, str]] = []
    for match in _YEARLESS.finditer(text):
        g = match.groupdict()
        number, name = int(re.match(r"[0-9]+", g["d1"] or g["d2"])[0]), month(g["m1"] or g["m2"])  # type: ignore[index]
        days.append((lambda y, n=number, m=name: day_of(y, m, n), _way(text, match, lean), match.start() > told, (g["weekday"] or "")[:3]))  # type: ignore[misc]

    def cost(now: date) -> int:
        total = (now - anchor).days
        for make, way, behind, weekday in days:
            if period := _placed(now, make, way):
                back = (anchor - period.last).days
                total += _WRONG if weekday and not f"{period.first:%a}".startswith(weekday) else 0
                total += _gap(now, period.first, period.last, way) * (2 if way > 0 else 1) + (2 * back if behind and way < 0 and back > _BACK else 0)
        return total

    past = [make for make, way, *_ in days if way < 0]
    options = {p.first for make in past for y in (anchor.year, anchor.year + 1) if (p := _made(make, y)) and 0 < (p.first - anchor).days <= 365}
    best = min(sorted({anchor, *options}), key=cost)
    placed = [p.first for make in past if (p := _placed(best, make, -1))]
    ahead = [p.first for make, way, *_ in days if way > 0 and (p := _placed(best, make, way)) and p.first > best]
    best = max((p for p in placed if best < p < min(ahead, default=best + timedelta(days=_SOON))), default=best)
    return best if best > anchor else None
