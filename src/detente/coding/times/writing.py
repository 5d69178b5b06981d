"""Writing: the day on which a text without a day of publication was written, by the days that it tells of.

What is told of as past lies before that day, what is planned soon behind it; weekdays and people in office narrow it down.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from heapq import nlargest
from itertools import islice
from math import exp

from detente.coding.times.periods import Period, containing, day_of
from detente.coding.times.told import MIDDLE, MOST, Lean, Stated, Yearless, gap, months, on, stated, yearless
from detente.coding.times.words import MONTH, WEEKDAY, weekday
from detente.config import data

#: A period by its year; None where that year has none such.
Yearly = Callable[[int], Period | None]

_BARE = re.compile(rf"(?<!every )(?<!each )(?<!next )\b(?P<weekday>{WEEKDAY.replace('days?', 'day')})(?!,?\s+(?:the\s+)?[0-9]|,?\s+{MONTH})")
#: How many days after the likeliest day of writing one more day told of as past may lie.
_SOON = 45
#: How many days from the likeliest day are still about then.
ABOUT = 200
#: How long after the last date told as past an undated text may be written, before a date that it looks ahead to tells more (days).
_STALE = 540
#: What lies so many days back in the year before, writers say so.
_BACK = 100
#: How much longer ago than its first day a year by itself is, in days.
_VAGUE = 200
#: How far apart a day and somebody in office are told of together, in characters, where no sentence ends between them.
_NEARBY, _END = 300, re.compile(r"[.!?]\s|\n")
#: For how many years after those named have come into office a text may have been written, that tells of no date so late.
_TERM = 10
#: How many days of silence are told apart, how many at most; how far a single date is followed; how many of the latest years are tried.
_SILENCE, _LONG, _FAR, _TRIED = 730, 3650, 400, 24
_MONTH, _YEAR = 30, 365
#: What is certain counts so much more from the outset.
_CERTAIN = 4
#: A day or month in an address, and what it costs (log-odds) to be written at another time: files bear the day of their saving, too.
_ADDRESS = re.compile(r"(?<![0-9])(?P<y>(?:19|20)[0-9]{2})[-_/.](?P<m>0[1-9]|1[0-2])(?:[-_/.](?P<d>0[1-9]|[12][0-9]|3[01]))?(?![0-9])")
_ASTRAY = 6.0
#: The longest title, how near the top a dateline stands, and what else may stand on its line (characters).
_TITLE, _TOP, _BYLINE = 200, 400, 40
#: How many of the latest dates with their year are weighed: those of a longer text are its own story.
_STATED = 120


@dataclass(frozen=True, slots=True)
class Written:
    """The day on which a text was written, and what that rests on, in words."""

    day: date
    rests: str


@dataclass(frozen=True, slots=True)
class Tenure:
    """The times at which somebody may be called what the text calls him at `start`, each from a day to a day (None: still).

    Those are the times in which he held that office; if nothing is `sure`, any office.
    """

    name: str
    terms: tuple[tuple[date, date | None], ...]
    start: int = 0
    sure: bool = True

    def off(self, now: date) -> int:
        """How many days a day lies outside of all of them."""
        return min((max((first - now).days, (now - (last or date.max)).days, 0) for first, last in self.terms), default=0)

    def changes(self, day: date) -> bool:
        """Whether one of them begins or ends on a day or the one beside it."""
        return any(abs((day - turn).days) <= 1 for term in self.terms for turn in term if turn)

    def to_come(self, now: date) -> bool:
        """Whether all of them lie ahead."""
        return all(first > now for first, _ in self.terms)

    def begun(self, now: date) -> date | None:
        """The beginning of the one that a day lies in."""
        return max((first for first, last in self.terms if first <= now <= (last or date.max)), default=None)


def written(text: str, lean: Lean, offices: Sequence[Tenure] = (), address: str = "") -> Written | None:
    """When a text was written, by the days it tells of, the offices of those it names and a date in its address; None where nothing tells."""
    every = stated(text, lean)
    if (dateline := _dateline(text, every)) is not None:
        return Written(dateline.day, f"its title or dateline says {dateline.words}")
    evidence = gathered(text, lean, offices)
    named = addressed(address)
    cost = {day: evidence.cost(day) + _elsewhere(day, named) for day in (*evidence.options(), *(evidence.within(named) if named else ()))}
    best = min(cost, key=cost.__getitem__, default=None)
    if best is None:
        return None
    day = _past_weekdays(text, lean, _soon_after(best, [*evidence.days, *evidence.months]), evidence.days)
    if named and not _elsewhere(best, named):
        inside = next((d for d in (day, best) if named.first <= d <= named.last), named.first + (named.last - named.first) / 2)
        whole = named.unit == "day"
        return Written(named.first if whole else inside, f"its address says {named.first.isoformat()[: 10 if whole else 7]}")
    return Written(day, f"{evidence.reason(day)}; {about(best, cost):.0%} likely within {ABOUT} days")


def about(best: date, cost: Mapping[date, float]) -> float:
    """The probability that a text was written within `ABOUT` days of a day, by what each day costs (a conditional logit)."""
    likely = {day: exp(cost[best] - c) for day, c in cost.items()}
    return sum(p for day, p in likely.items() if abs((day - best).days) <= ABOUT) / sum(likely.values())


def addressed(address: str) -> Period | None:
    """The day or month that an address bears: anywhere in that of a page, in the last part of a file's."""
    found = _ADDRESS.search(address if "://" in address else re.split(r"[/\\]", address)[-1])
    if found is None:
        return None
    return day_of(int(found["y"]), int(found["m"]), int(found["d"])) if found["d"] else containing("month", date(int(found["y"]), int(found["m"]), 1))


def _elsewhere(day: date, named: Period | None) -> float:
    """What it costs that a day lies out of the time that the address bears, or the month around that."""
    return _ASTRAY if named and not -_MONTH <= (day - named.first).days <= _MONTH + (named.last - named.first).days else 0


def gathered(text: str, lean: Lean, offices: Sequence[Tenure] = ()) -> Evidence:
    """What a text gives away about the day on which it was written."""
    every = nlargest(_STATED, stated(text, lean), key=lambda s: s.day)
    days = yearless(text, lean)
    places = [d.start for d in days]
    near = ((d, t) for t in offices for d in days[bisect_right(places, t.start - _NEARBY) : bisect_left(places, t.start + _NEARBY)])
    with_day = [(d, t) for d, t in near if not _END.search(text, *sorted((d.start, t.start)))]
    return Evidence(every, days, months(text, lean), list({(t.name, t.terms): t for t in offices}.values()), with_day, _after(text))


def _after(text: str) -> list[date]:
    """Since when there is what a text speaks of: of the events known by a name, those that it names."""
    days, pattern = _epochs()
    return sorted({days[m.group().lower()] for m in pattern.finditer(text)})


@cache
def _epochs() -> tuple[dict[str, date], re.Pattern[str]]:
    rows = [line.split("\t") for line in data("world", "epochs.tsv").read_text("utf-8").splitlines()[1:]]
    days = {words: date.fromisoformat(day) for day, every in rows for words in every.split("|")}
    return days, re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(days, key=len, reverse=True)))})\b", re.I)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a text gives away about the day on which it was written.

    `every` are the dates stated with their year, `days` those without, `months` months without, by their middle, `offices` the times in which those named held theirs, `with_day`
    which are named together with which day, `after` the days since which there is what it speaks of.
    """

    every: list[Stated]
    days: list[Yearless]
    months: list[Yearless]
    offices: Sequence[Tenure]
    with_day: Sequence[tuple[Yearless, Tenure]]
    after: Sequence[date]

    def options(self) -> list[date]:
        """The days on which it may have been written: those it tells of as past, each in the years that it speaks of and the next; none where it tells of years only."""
        held = self._years()
        if not held and all(s.size == "year" and s.way <= 0 for s in self.every):
            return []
        near = {y for s in self.every for y in (s.day.year - 1, s.day.year, s.day.year + 1)}
        near |= {max(s.day.year for s in behind) + n for n in (2, 3)} if (behind := [s for s in self.every if s.way <= 0]) else set()
        years = sorted(near | held | {d.year for d in self.after})[-_TRIED:]
        found = {day for d in (*self.days, *self.months) if d.way < 0 for y in years if (day := on(y, d.month, d.day))}
        found |= {s.day for s in self.every if s.size != "year" and s.way <= 0} | {first for t in self.offices for first, _ in t.terms if first.year in held}
        told = max((s.day for s in self.every if s.way < 0 and s.size != "year"), default=date.min)
        coming = min((s.day for s in self.every if s.way > 0 and s.day > told), default=None)
        return sorted(found | ({coming - timedelta(days=1)} if coming else set()))

    def _years(self) -> set[int]:
        """The years after all of those named, or all but one, have come into an office, `_TERM` of each: a text names many who have left theirs, hardly anybody who is yet to come.

        None where one alone is named, and no date with its year that he may be later than.
        """
        if len(self.offices) == 1 and not self.every:
            return set()
        begun = sorted(min(first for first, _ in t.terms) for t in self.offices)
        latest = {day.year for day in begun[-1:] + begun[-2:-1] * (len(begun) > 2)}
        return {y for first in latest for y in range(first, first + _TERM)}

    def within(self, named: Period) -> list[date]:
        """The days told of as past that lie in a period, and its middle."""
        days = sorted({day for d in (*self.days, *self.months) if d.way < 0 and (day := on(named.first.year, d.month, d.day))})
        return [*(day for day in days if named.first <= day <= named.last), named.first + (named.last - named.first) / 2]

    def latest(self, now: date) -> tuple[int, Stated | None]:
        """How long ago the last date was that the text states as past, in days, and which that is; a year by itself tells less."""
        past = [((now - min(s.last, now)).days + (_VAGUE if s.size == "year" else 0), s) for s in self.every if (s.last if s.size == "year" else s.day) <= now and (s.way < 0 or (s.way == 0 and s.size != "year"))]
        return min(past, key=lambda f: (f[0], f[1].size == "year"), default=(_LONG, None))

    def lately(self, now: date) -> tuple[date, str] | None:
        """Since when the last of those in office by a day is in office, and who."""
        return max(((first, t.name) for t in self.offices if (first := t.begun(now))), default=None)

    def signs(self, now: date) -> dict[str, float]:
        """What speaks against a day, each from 0: how long the text has then been silent, what lies on the wrong side, who is out of office."""
        since, _ = self.latest(now)
        begun, _ = self.lately(now) or (None, "")
        silence = min(since, (now - begun).days if begun else _LONG)
        late = [(s.day - now).days for s in self.every if s.way < 0 and s.size != "year" and s.day > now]
        gone = [(now - s.last).days for s in self.every if s.way > 0 and s.size != "year" and s.last < now]
        ahead = min((max((s.day - now).days, 0) for s in self.every if s.way > 0 and s.last >= now), default=_LONG)
        called = {t.name for t in self.offices if t.sure}
        out = [t.off(now) for t in self.offices if t.sure]
        elsewhere = [(t.off(now), t.to_come(now)) for t in self.offices if not t.sure and t.name not in called]
        own = {s.day for s in self.every if s.day.year == now.year}
        days = [(d, day) for d in self.days if (day := d.nearest(now))]
        gaps = [min(gap(now, day, day, d.way), _FAR) for d, day in days]
        back, on = (sum(g for (d, _), g in zip(days, gaps, strict=True) if (d.way > 0) == forward) for forward in (False, True))
        whole = [(m.way, min(max(gap(now, day, day, m.way) - MIDDLE, 0), _FAR)) for m in self.months if (day := m.nearest(now))]
        return {
            "silence": min(silence, _SILENCE) / _YEAR,
            "no date lately": min(since, _SILENCE) / _YEAR,
            "its own year": float(len(own) > 0),
            "its own year twice": float(len(own) > 1),
            "its own year often": float(len(own) > 2),
            "past to come, days": sum(min(days, _FAR) for days in late) / _FAR,
            "ahead and gone": sum(min(days, _FAR) for days in gone) / _FAR,
            "year ahead and gone": float(sum(s.way > 0 and s.size == "year" and s.day.year < now.year for s in self.every)),
            "next date": min(ahead, _SILENCE) / _YEAR,
            "no next date": float(ahead > _SILENCE),
            "out of office": sum(min(days, _MONTH) / _MONTH for days in out),
            "long out of office": sum(min(days, _YEAR) / _YEAR for days in out),
            "no longer in any office": sum(min(days, _YEAR) / _YEAR for days, to_come in elsewhere if not to_come),
            "not yet in any office": sum(min(days, _YEAR) / _YEAR for days, to_come in elsewhere if to_come),
            "nothing new": min([*(g for (d, _), g in zip(days, gaps, strict=True) if d.way <= 0), *(g for way, g in whole if way <= 0)], default=0) / _MONTH,
            "out of office that day": sum(min(t.off(day), _MONTH) / _MONTH for d, t in self.with_day if t.sure and d.way <= 0 and (day := d.nearest(now))),
            "nobody comes or goes": float(not any(t.changes(day) for d, t in self.with_day if (day := d.nearest(now)))),
            "year unsaid": float(sum(day.year < now.year and (now - day).days > _BACK for _, day in days)),
            "another weekday": float(sum(bool(d.weekday) and not f"{day:%a}".startswith(d.weekday) for d, day in days)),
            "days back": back / _YEAR,
            "days on": on / _YEAR,
            "months back": sum(gap for way, gap in whole if way <= 0) / _YEAR,
            "before its time": _CERTAIN * sum(min(max((day - now).days, 0), _MONTH) / _MONTH for day in self.after),
        }

    def cost(self, now: date) -> float:
        """How ill all of it lies by a day."""
        weights = _weights()
        return sum(weights.get(name, 0.0) * value for name, value in self.signs(now).items())

    def reason(self, now: date) -> str:
        """What a day rests on, in words."""
        since, stated = self.latest(now)
        begun, name = self.lately(now) or (None, "")
        if begun and (stated is None or stated.size == "year" or begun > stated.last):
            return f"the text names {name}, in office since {begun}"
        coming = min((s for s in self.every if s.way > 0 and s.last >= now), key=lambda s: s.day, default=None)
        if coming and (stated is None or since > _STALE):
            return f"the text looks ahead to {coming.words}"
        return f"the latest date the text states is {stated.words}" if stated else "the days that it tells of"


@cache
def _weights() -> dict[str, float]:
    """What each sign weighs, as `training.writing` fits it to analyses of which the month of writing is known."""
    found: dict[str, float] = json.loads(data("coder").joinpath("writing.json").read_text("utf-8"))
    return found


def _soon_after(best: date, days: list[Yearless]) -> date:
    """The last day told of as past that lies soon after the likeliest day, and before what is ahead."""
    later = [day for d in days if d.way < 0 and (day := d.nearest(best))]
    ahead = [day for d in days if d.way > 0 and (day := d.nearest(best)) and day > best]
    return max((p for p in later if best < p < min(ahead, default=best + timedelta(days=_SOON))), default=best)


def _past_weekdays(text: str, lean: Lean, day: date, days: list[Yearless]) -> date:
    """The last of the weekdays that a text tells of as past after the last day of which it gives the date; it calls by their weekday only the latest."""
    told = [m for m in islice(_BARE.finditer(text), MOST) if lean(m.start(), m.end()) < 0]
    ahead = [when for d in days if d.way > 0 and (when := d.nearest(day)) and when > day]
    later = [day + timedelta(days=(weekday(m["weekday"]) - day.weekday()) % 7) for m in told]
    return max((p for p in later if p < min(ahead, default=date.max)), default=day)


def _dateline(text: str, every: list[Stated]) -> Stated | None:
    """The full day that stands in the title, or on a line of its own near the top: the day on which a text says that it was written."""
    title = text.find("\n")
    for s in every:
        end = s.start + len(s.words)
        line = text[text.rfind("\n", 0, s.start) + 1 : text.find("\n", end) if "\n" in text[end:] else len(text)]
        if s.size == "day" and (0 < end <= title <= _TITLE or (s.start < _TOP and len(line) <= len(s.words) + _BYLINE)):
            return s
    return None


def placed(now: date, make: Yearly, leaning: int) -> Period | None:
    """The period, in whichever year, that lies best by an inferred day of writing: not long before it where the words look back, not long after where they look forward."""
    options = [p for y in (now.year - 1, now.year, now.year + 1) if (p := made(make, y))]
    return min(options, key=lambda p: gap(now, p.first, p.last, leaning), default=None)


def made(make: Yearly, year: int) -> Period | None:
    """The period of a year, None where the calendar has none."""
    try:
        period = make(year)
        return period if period and period.first and period.last else None
    except (ValueError, OverflowError):
        return None


