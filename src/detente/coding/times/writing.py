"""Writing: the day on which a text without a day of publication was written, by the days that it tells of.

What is told of as past lies before that day, what is planned soon behind it; weekdays and people in office narrow it down.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from heapq import nlargest
from itertools import islice

from detente.coding.times.periods import Period, containing, day_of
from detente.coding.times.words import DAY, MONTH, WEEKDAY, YEAR, month, weekday

#: Whether a stretch of the text looks forward (+1), back (-1) or neither (0), or ahead in a past that it tells of (`OVER`).
Lean = Callable[[int, int], int]
OVER = 2
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
_FUTURE = re.compile(r"\b(will|scheduled|planned|upcoming|due|set (?:for|to)|to be [a-z]+|are to|is to|next|expected?|likely|likeliest|probabl[ey]|deadline|plans?|shall|forthcoming|coming|invited?|agreed to meet|to take place)\b", re.I)
_PAST = re.compile(r"\b(was|were|had|since|last|after|did|held|hosted|ago|said|told|made|took|met|began|came|went|won|saw|gave|(?!undated)[a-z]{3,}ed)\b", re.I)
_PERHAPS = re.compile(r"\b(by|before|until)\b", re.I)
#: How many days on the wrong side of the day of writing weigh as one on the right side, and up to how many days, of a date that is stated with its year.
_AMISS, _AT_MOST = 4, 400
#: What a day weighs on which somebody is not yet, or no longer, in the office that the text calls him by: offices are known to the day.
_OUT_OF_OFFICE = 12
#: How many days after the likeliest day of writing one more day told of as past may lie.
_SOON = 45
#: What a day on another weekday than the text names weighs, in days.
_WRONG = 1000
#: How long after the last date told as past an undated text may be written, before a date that it looks ahead to tells more (days).
_STALE = 540
#: What it costs, in days, that a text names its own year in so many dates (once it may, to begin with); what a day counts by which it lies before one that it looks ahead to, up to how many.
_OWN_YEAR, _AHEAD, _DISTANT = (0, 28, 84, 168), 0.9, 730
#: What a day costs, in days, that lies so many days back in the year before, which writers then say.
_UNSAID, _BACK = 60, 100
#: How many of the first days of a text weigh how much more: it begins with what is new.
_FIRST, _LEAD = 3, 1.5
#: What a year by itself is farther away than its first day, and how ill it may lie, in days.
_VAGUE = 200
#: How long ago the last date is where a text states none, in days, and how many of the latest years that it names are tried.
_LONG, _TRIED = 3650, 12
#: The longest title, how near the top a dateline stands, and what else may stand on its line (characters).
_TITLE, _TOP, _BYLINE = 200, 400, 40
#: How many days without a year, and how many of the latest with theirs, are weighed: those of a longer text are its own story.
_MOST, _STATED = 60, 120


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
    """A date that the text states with its year, from its first day to its last: which way the text leans on it, and how exact it is."""

    day: date
    last: date
    words: str
    start: int
    way: int
    size: str

    def amiss(self, now: date) -> int:
        """How ill it lies by a day of writing, in days: what is told of as past lies before it, what is ahead behind."""
        beyond = (self.day - now).days if self.way < 0 else (now - (self.day if self.size == "year" else self.last)).days if self.way > 0 else 0
        return min(_AMISS * max(beyond, 0), _VAGUE if self.size == "year" else _AT_MOST)


@dataclass(frozen=True, slots=True)
class _Yearless:
    """A day that the text states without its year."""

    month: int
    day: int
    start: int
    way: int
    weekday: str

    def nearest(self, now: date) -> date | None:
        """The day, in whichever year, that lies best by a day of writing."""
        options = [d for y in (now.year - 1, now.year, now.year + 1) if (d := _on(y, self.month, self.day))]
        return min(options, key=lambda d: _gap(now, d, d, self.way), default=None)


@lru_cache(maxsize=1 << 14)
def _on(year: int, month: int, day: int) -> date | None:
    """A day of a year, None where the calendar has none."""
    period = day_of(year, month, day) if date.min.year <= year <= date.max.year else None
    return period.first if period else None


def written(text: str, lean: Lean, offices: Tenure | None = None) -> Written | None:
    """When a text was written, by the days it tells of and the offices of those it names; None where nothing tells."""
    every = _stated(text, lean)
    if (dateline := _dateline(text, every)) is not None:
        return Written(dateline.day, f"its title or dateline says {dateline.words}")
    every = nlargest(_STATED, every, key=lambda s: s.day)
    days = _yearless(text, lean)
    exact = [s for s in every if s.size != "year"]
    told = max((s.day for s in exact if s.way < 0), default=date.min)
    coming = min((s for s in every if s.way > 0 and s.day > told), key=lambda s: s.day, default=None)
    tells = offices is not None and _tells(offices, every)
    if not exact and coming is None and not tells:
        return None
    evidence = _Evidence(every, days, coming, offices, tells)
    best = min(evidence.options(), key=evidence.cost, default=None)
    if best is None:
        return None
    day = _past_weekdays(text, lean, _soon_after(best, days), days)
    return Written(day, evidence.reason(day))


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What a text gives away about the day on which it was written."""

    every: list[_Stated]
    days: list[_Yearless]
    coming: _Stated | None
    offices: Tenure | None
    tells: bool

    def options(self) -> list[date]:
        """The days on which it may have been written: those it tells of as past, each in the years that it speaks of and the next."""
        named = {s.day.year for s in self.every} | ({self.offices.first.year} if self.offices and self.tells else set())
        years = sorted({y for n in named for y in (n - 1, n, n + 1)})[-_TRIED:]
        found = {day for d in self.days if d.way < 0 for y in years if (day := _on(y, d.month, d.day))}
        found |= {s.day for s in self.every if s.size != "year" and s.way <= 0}
        found |= {self.offices.first} if self.offices and self.tells else set()
        found |= {self.coming.day - timedelta(days=1)} if self.coming else set()
        return sorted(found)

    def latest(self, now: date) -> tuple[int, _Stated | None]:
        """How long ago the last date was that the text states as past, in days, and which that is; a year by itself tells less."""
        past = [((now - min(s.last, now)).days + (_VAGUE if s.size == "year" else 0), s) for s in self.every if (s.last if s.size == "year" else s.day) <= now and (s.way < 0 or (s.way == 0 and s.size != "year"))]
        return min(past, key=lambda f: (f[0], f[1].size == "year"), default=(_LONG, None))

    def cost(self, now: date) -> float:
        """How ill all of it lies by a day, in days."""
        since, stated = self.latest(now)
        begun = self.offices.first if self.offices and self.tells and self.offices.first <= now else None
        if begun:
            since = min(since, (now - begun).days)
        total: float = (min(since, _DISTANT) if self.coming else since) + _OWN_YEAR[min(sum(s.day.year == now.year for s in self.every), 3)]
        total += sum(s.amiss(now) for s in self.every)
        if self.coming:
            total += _AHEAD * (_DISTANT if now > self.coming.last else min(max((self.coming.day - now).days, 0), _DISTANT))  # what it looks ahead to has not passed
        if self.offices:
            before, after = (self.offices.first - now).days, (now - self.offices.last).days if self.offices.last else 0
            total += min(_OUT_OF_OFFICE * max(before, after, 0), 4 * _AT_MOST)
        for place, d in enumerate(self.days):
            if day := d.nearest(now):
                total += _UNSAID if day.year < now.year and (now - day).days > _BACK else 0
                total += _WRONG if d.weekday and not f"{day:%a}".startswith(d.weekday) else 0
                total += (_LEAD if place < _FIRST else 1) * _gap(now, day, day, d.way) * (2 if d.way > 0 else 1)
                if d.way < 0:
                    total += 2 * _before_it(day, d.start, stated, begun)
        return total

    def reason(self, now: date) -> str:
        """What a day rests on, in words."""
        since, stated = self.latest(now)
        if self.offices and self.tells and self.offices.first <= now and (stated is None or stated.size == "year" or self.offices.first > stated.last):
            return f"the text names {self.offices.name}, in office since {self.offices.first}"
        if self.coming and (stated is None or since > _STALE):
            return f"the text looks ahead to {self.coming.words}"
        return f"the latest date the text states is {stated.words}" if stated else "the days that it tells of"


def _before_it(day: date, start: int, stated: _Stated | None, begun: date | None) -> int:
    """How long a day lies before an office that those named held by then, or before a month that the text told ahead of it, in days."""
    early = (begun - day).days if begun else 0
    if stated is not None and stated.size == "month" and start > stated.start and (back := (stated.day - day).days) > _BACK:
        early = max(early, back)
    return max(early, 0)


def _soon_after(best: date, days: list[_Yearless]) -> date:
    """The last day told of as past that lies soon after the likeliest day, and before what is ahead."""
    later = [day for d in days if d.way < 0 and (day := d.nearest(best))]
    ahead = [day for d in days if d.way > 0 and (day := d.nearest(best)) and day > best]
    return max((p for p in later if best < p < min(ahead, default=best + timedelta(days=_SOON))), default=best)


def _past_weekdays(text: str, lean: Lean, day: date, days: list[_Yearless]) -> date:
    """The last of the weekdays that a text tells of as past after the last day of which it gives the date; it calls by their weekday only the latest."""
    told = [m for m in islice(_BARE.finditer(text), _MOST) if lean(m.start(), m.end()) < 0]
    ahead = [when for d in days if d.way > 0 and (when := d.nearest(day)) and when > day]
    later = [day + timedelta(days=(weekday(m["weekday"]) - day.weekday()) % 7) for m in told]
    return max((p for p in later if p < min(ahead, default=date.max)), default=day)


def _dateline(text: str, every: list[_Stated]) -> _Stated | None:
    """The full day that stands in the title, or on a line of its own near the top: the day on which a text says that it was written."""
    title = text.find("\n")
    for s in every:
        end = s.start + len(s.words)
        line = text[text.rfind("\n", 0, s.start) + 1 : text.find("\n", end) if "\n" in text[end:] else len(text)]
        if s.size == "day" and (0 < end <= title <= _TITLE or (s.start < _TOP and len(line) <= len(s.words) + _BYLINE)):
            return s
    return None


def _tells(offices: Tenure, every: list[_Stated]) -> bool:
    """Whether offices narrow the day of writing down to a year: a date that the text states, or their end, is near their beginning."""
    near = [abs((s.day - offices.first).days) for s in every]
    near += [(offices.last - offices.first).days] if offices.last else []
    return min(near, default=_STALE) < _STALE


def placed(now: date, make: Yearly, leaning: int) -> Period | None:
    """The period, in whichever year, that lies best by an inferred day of writing: not long before it where the words look back, not long after where they look forward."""
    options = [p for y in (now.year - 1, now.year, now.year + 1) if (p := made(make, y))]
    return min(options, key=lambda p: _gap(now, p.first, p.last, leaning), default=None)


def _gap(now: date, first: date, last: date, leaning: int) -> int:
    """How ill the days from one to another lie by the day of writing, in days."""
    before, after = (now - last).days, (first - now).days
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
    return [_Stated(day, _last(day, m), m.group(), m.start(), _way(text, m, lean), "year" if m["y4"] else "month" if m["m3"] else "day") for day, m in found]


def _last(day: date, match: re.Match[str]) -> date:
    """The last day of a date that `DATED` found."""
    return date(day.year, 12, 31) if match["y4"] else containing("month", day).last if match["m3"] else day


def _yearless(text: str, lean: Lean) -> list[_Yearless]:
    found: list[_Yearless] = []
    for match in islice(_YEARLESS.finditer(text), _MOST):
        g = match.groupdict()
        number, name = _figure(g["d1"] or g["d2"]), month(g["m1"] or g["m2"])
        found.append(_Yearless(name, number, match.start(), _way(text, match, lean), (g["weekday"] or "")[:3]))
    return found


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
