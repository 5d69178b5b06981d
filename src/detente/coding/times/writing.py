"""Writing: the day on which a text without a day of publication was written, by the days that it tells of.

What is told of as past lies before that day, what is planned soon behind it; weekdays and people in office narrow it down.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from detente.coding.times.periods import Period, day_of
from detente.coding.times.words import DAY, MONTH, WEEKDAY, YEAR, month, weekday

#: Whether a stretch of the text looks forward (+1), back (-1) or neither (0).
Lean = Callable[[int, int], int]
#: A period by its year; None where that year has none such.
Yearly = Callable[[int], Period | None]

DATED = re.compile(
    rf"\b(?:(?P<d1>{DAY})(?:\s+of)?\s+(?P<m1>{MONTH}),?\s+(?P<y1>{YEAR})|(?P<m2>{MONTH})\s+(?P<d2>{DAY}),?\s+(?P<y2>{YEAR})|(?P<m3>{MONTH})(?:\s+of|,)?\s+(?P<y3>{YEAR})|(?P<y4>{YEAR})(?![\w%]|[.,][0-9]))"
)
_ITS_YEAR = r"(?:\s+of)?\s+(?:that|the same|that same|this|last|next)\s+year"
_YEARLESS = re.compile(
    rf"\b(?:(?P<weekday>{WEEKDAY}),?\s+(?:the\s+)?)?(?:(?P<d1>{DAY})(?:\s+of)?\s+(?P<m1>{MONTH})|(?P<m2>{MONTH})\s+(?P<d2>{DAY}))"
    rf"(?![0-9]|,?\s+[0-9]|\s*(?:-|–|—|to|and|or|through)\s*[0-9]{{1,2}},?\s+[12][0-9]{{3}}|{_ITS_YEAR})"
)
_BARE = re.compile(rf"(?<!every )(?<!each )(?<!next )\b(?P<weekday>{WEEKDAY.replace('days?', 'day')})(?!,?\s+(?:the\s+)?[0-9]|,?\s+{MONTH})")
_NOT_YET = re.compile(r"\b(by|until|before|through|till)\s+(the end of\s+)?$")
_FUTURE = re.compile(r"\b(will|scheduled|planned|upcoming|due|set (?:for|to)|to be [a-z]+|are to|is to|next|expected|deadline|plans?|shall|forthcoming|coming|invited?|agreed to meet|to take place)\b", re.I)
_PAST = re.compile(r"\b(was|were|had|since|last|after|did|held|hosted|ago|said|told|made|took|met|began|came|went|won|saw|gave|(?!undated)[a-z]{3,}ed)\b", re.I)
_PERHAPS = re.compile(r"\b(by|before|until)\b", re.I)
#: How many days on the wrong side of the day of writing weigh as one on the right side.
_AMISS = 4
#: How many days after the likeliest day of writing one more day told of as past may lie.
_SOON = 45
#: What a day on another weekday than the text names weighs, in days.
_WRONG = 1000
#: How many days a story steps back from the month that it has just told, without saying so.
_BACK = 100
#: How long after the last date told as past an undated text may be written, before a date that it looks ahead to tells more (days).
_STALE = 540
#: What it costs, in days, that a text names its own year in so many dates (once it may, to begin with); what a day counts by which it lies before one that it looks ahead to, up to how many.
_OWN_YEAR, _AHEAD, _DISTANT = (0, 28, 84, 168), 0.9, 730
#: What a day costs, in days, that lies months back in the year before, which writers then say.
_UNSAID = 60
#: How many of the first days of a text weigh how much more: it begins with what is new.
_FIRST, _LEAD = 3, 1.5
#: How many years behind its anchor a text that looks ahead may be written.
_YEARS = 4
#: The longest title, how near the top a dateline stands, and what else may stand on its line (characters).
_TITLE, _TOP, _BYLINE = 200, 400, 40
#: How many days without a year are weighed: those of a longer text are its own story.
_MOST = 250
#: Days of a month behind its first.
_MONTH = 30
#: The longest time between the anchor and the day of writing (days).
_LONGEST = 400
#: How many years a text looks ahead that also speaks of the year before, and how many at most.
_NEAR, _FAR = 2, 12


@dataclass(frozen=True, slots=True)
class Written:
    """The day on which a text was written, and what that rests on, in words."""

    day: date
    rests: str


@dataclass(frozen=True, slots=True)
class Tenure:
    """The time in which the people whom a text names held their offices: since `name` came into his, until the first left (None: open)."""

    first: date
    name: str
    last: date | None


@dataclass(frozen=True, slots=True)
class _Stated:
    """A date that the text states with its year: which way the text leans on it, by the tense of the sentence and by the words around, and how exact it is."""

    day: date
    words: str
    start: int
    way: int
    by_sentence: int
    by_words: int
    size: str


@dataclass(frozen=True, slots=True)
class _Yearless:
    """A day that the text states without its year."""

    make: Yearly
    start: int
    way: int
    weekday: str


def written(text: str, lean: Lean, offices: Tenure | None = None) -> Written | None:
    """When a text was written, by the days it tells of and the offices of those it names; None where nothing tells."""
    every = _stated(text, lean)
    if (dateline := _dateline(text, every)) is not None:
        return Written(dateline.day, f"its title or dateline says {dateline.words}")
    days = _yearless(text, lean)
    told = max((s.day for s in every if s.way < 0 and s.size != "year"), default=date.min)
    coming = min((s for s in every if s.way > 0 and s.day > told and (s.by_sentence > 0 or s.size != "month")), key=lambda s: s.day, default=None)
    anchor = _anchor([s for s in every if s.way <= 0 and s.size != "year" and (coming is None or s.day <= coming.day)])
    if offices and _tells(offices, anchor, coming):
        anchor = _Stated(offices.first, offices.name, -1, -1, -1, -1, "office")
    named = Counter(s.day.year for s in every)
    if anchor is None:
        return _before(coming, every, days, named, len(text)) if coming else None
    day = _day(days, anchor.day, len(text) if anchor.size == "day" else anchor.start, named, loose=_MONTH if anchor.size == "month" else 0, until=coming.day if coming else None)
    day = _past_weekdays(text, lean, day, days)
    if coming and (day - anchor.day).days > _STALE:
        return Written(day, f"the text looks ahead to {coming.words}")
    return Written(day, f"the text names {anchor.words}, in office since {anchor.day}" if anchor.size == "office" else f"the latest date the text states is {anchor.words}")


def _past_weekdays(text: str, lean: Lean, day: date, days: list[_Yearless]) -> date:
    """The last of the weekdays that a text tells of as past after the last day of which it gives the date; it calls by their weekday only the latest."""
    told = [m for m in islice(_BARE.finditer(text), _MOST) if lean(m.start(), m.end()) < 0]
    ahead = [p.first for d in days if d.way > 0 and (p := placed(day, d.make, d.way)) and p.first > day]
    later = [day + timedelta(days=(weekday(m["weekday"]) - day.weekday()) % 7) for m in told]
    return max((p for p in later if p < min(ahead, default=date.max)), default=day)


def _before(coming: _Stated, every: list[_Stated], days: list[_Yearless], named: Counter[int], size: int) -> Written:
    """The day of writing of a text that states no day or month of the past, by what it looks ahead to."""
    year = max((s.day.year for s in every if s.size == "year" and s.way < 0), default=0)
    begin = date(year, 1, 1) if coming.size == "year" and _NEAR < coming.day.year - year < _FAR else coming.day - timedelta(days=365)
    day = _day(days, begin, size, named, until=coming.day)
    return Written(day if day != begin else coming.day - timedelta(days=1), f"the text looks ahead to {coming.words}")


def _dateline(text: str, every: list[_Stated]) -> _Stated | None:
    """The full day that stands in the title, or on a line of its own near the top: the day on which a text says that it was written."""
    title = text.find("\n")
    for s in every:
        end = s.start + len(s.words)
        line = text[text.rfind("\n", 0, s.start) + 1 : text.find("\n", end) if "\n" in text[end:] else len(text)]
        if s.size == "day" and (0 < end <= title <= _TITLE or (s.start < _TOP and len(line) <= len(s.words) + _BYLINE)):
            return s
    return None


def _tells(offices: Tenure, anchor: _Stated | None, coming: _Stated | None) -> bool:
    """Whether offices narrow the day of writing down to a year: they begin after the anchor, and it, their end or what is ahead is near."""
    if anchor is not None and anchor.day >= offices.first:
        return False
    near = [(offices.first - anchor.day).days] if anchor else []
    near += [(end - offices.first).days for end in (offices.last, coming.day if coming else None) if end]
    return min(near, default=_STALE) < _STALE


def _anchor(past: list[_Stated]) -> _Stated | None:
    """The latest date told of as past; a month that only its words call past counts where the others are long gone."""
    firm = max((s for s in past if s.size == "day" or (s.by_sentence < 0 and s.way < 0)), key=lambda s: s.day, default=None)
    loose = max((s for s in past if s.by_words < 0), key=lambda s: s.day, default=None) or max(past, key=lambda s: s.day, default=None)
    return loose if firm is None or (loose is not None and (loose.day - firm.day).days > 365) else firm


def _day(days: list[_Yearless], anchor: date, told: int, named: Counter[int], *, until: date | None = None, loose: int = 0) -> date:
    """The day of writing that the days without a year speak for: soon after the anchor, and before `until`, in a year that the text does not name.

    The anchor lasts `loose` days more. What is told behind a month that stands at `told` is seldom long before it, and nothing before an office (at -1).
    `named` counts how often the text states a date with each year, which writers seldom do of their own.
    """

    def cost(now: date) -> float:
        since = max((now - anchor).days - loose, 0)
        total: float = (min(since, _DISTANT) if until else since) + _OWN_YEAR[min(named[now.year], 3)]
        if until:
            total += _AHEAD * min((until - now).days, _DISTANT)
        for place, d in enumerate(days):
            if period := placed(now, d.make, d.way):
                weight = _LEAD if place < _FIRST else 1
                back = (anchor - period.last).days
                total += _UNSAID if period.last.year < now.year and (now - period.last).days > _BACK else 0
                total += _WRONG if d.weekday and not f"{period.first:%a}".startswith(d.weekday) else 0
                total += weight * _gap(now, period, d.way) * (2 if d.way > 0 else 1) + (2 * back if d.start > told and d.way < 0 and back > (_BACK if told >= 0 else 0) else 0)
        return total

    past = [d.make for d in days if d.way < 0]
    years = range(anchor.year, min(until.year, anchor.year + _YEARS) + 1) if until else (anchor.year, anchor.year + 1)
    options = {p.first for make in past for y in years if (p := made(make, y)) and p.first > anchor and (p.first < until if until else (p.first - anchor).days <= _LONGEST)}
    best = min(sorted({anchor, *options}), key=cost)
    later = [p.first for make in past if (p := placed(best, make, -1))]
    ahead = [p.first for d in days if d.way > 0 and (p := placed(best, d.make, d.way)) and p.first > best]
    return max((p for p in later if best < p < min(ahead, default=best + timedelta(days=_SOON))), default=best)


def placed(now: date, make: Yearly, leaning: int) -> Period | None:
    """The period, in whichever year, that lies best by an inferred day of writing: not long before it where the words look back, not long after where they look forward."""
    options = [p for y in (now.year - 1, now.year, now.year + 1) if (p := made(make, y))]
    return min(options, key=lambda p: _gap(now, p, leaning), default=None)


def _gap(now: date, period: Period, leaning: int) -> int:
    """How ill a period lies by the day of writing, in days."""
    before, after = (now - period.last).days, (period.first - now).days
    return max(before * (_AMISS if leaning > 0 else 1), after * (_AMISS if leaning < 0 else 1), 0)


def made(make: Yearly, year: int) -> Period | None:
    """The period of a year, None where the calendar has none."""
    try:
        period = make(year)
        return period if period and period.first and period.last else None
    except (ValueError, OverflowError):
        return None


def stated_day(match: re.Match[str]) -> date | None:
    """The first day of a date that `DATED` found."""
    g = match.groupdict()
    year = int(g["y1"] or g["y2"] or g["y3"] or g["y4"])
    name, number = g["m1"] or g["m2"] or g["m3"], g["d1"] or g["d2"]
    period = day_of(year, month(name) if name else 1, _figure(number) if number else 1)
    return period.first if period else None


def _figure(number: str) -> int:
    return int(re.match(r"[0-9]+", number)[0])  # type: ignore[index]


def _stated(text: str, lean: Lean) -> list[_Stated]:
    found = [(day, m) for m in DATED.finditer(text) if (day := stated_day(m)) and 1900 <= day.year <= 2100]
    return [_Stated(day, m.group(), m.start(), *_ways(text, m, lean), "year" if m["y4"] else "month" if m["m3"] else "day") for day, m in found]


def _yearless(text: str, lean: Lean) -> list[_Yearless]:
    found: list[_Yearless] = []
    for match in islice(_YEARLESS.finditer(text), _MOST):
        g = match.groupdict()
        number, name = _figure(g["d1"] or g["d2"]), month(g["m1"] or g["m2"])
        make: Yearly = lambda y, n=number, m=name: day_of(y, m, n)  # type: ignore[misc]  # noqa: E731
        found.append(_Yearless(make, match.start(), _ways(text, match, lean)[0], (g["weekday"] or "")[:3]))
    return found


def _ways(text: str, match: re.Match[str], lean: Lean) -> tuple[int, int, int]:
    """Whether a date looks forward or back: by its sentence, else by the words around it, 0 where the two disagree; then by each of the two."""
    bound = _NOT_YET.search(text[max(0, match.start() - 22) : match.start()].lower())
    if bound and not (bound[1] in {"before", "by"} and lean(match.start(), match.end()) < 0):  # "the positions that they held before May"
        return 1, 1, 1  # "until 12 October"
    by_sentence, by_words = lean(match.start(), match.end()), leaning_at(text, match.start(), match.end())
    return (0 if by_sentence * by_words < 0 else by_sentence or by_words), by_sentence, by_words


def leaning_at(text: str, start: int, end: int) -> int:
    """+1 where the words around look forward, -1 where they look back, 0 where nothing tells."""
    around = re.split(r"[.!?]\s|\n", text[max(0, start - 70) : start])[-1] + text[start : end + 25]
    return 1 if _FUTURE.search(around) else -1 if _PAST.search(around) else 1 if _PERHAPS.search(around) else 0
