"""Grammar: the forms of temporal expressions in English, each with how it is read.

A rule is a pattern and a reader; a reader turns a match into readings (or none, and the next rule
may try). Spans and values follow TimeML's TIMEX3: determiners and modifiers belong to the
expression, prepositions do not.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from detente.coding.times.clock import Clock
from detente.coding.times.periods import Period, Unit, containing, day_of, month_of
from detente.coding.times.words import (
    APPROX,
    DAY,
    DAYPART,
    DAYPARTS,
    DAYS,
    MONTH,
    NUMBER,
    ORDINAL,
    ORDINALS,
    PART,
    SEASON,
    SEASONS,
    UNIT,
    UNITS,
    WEEKDAY,
    YEAR,
    duration,
    month,
    number,
    part,
    unit,
    weekday,
)
from detente.model import When

Kind = Literal["date", "time", "duration", "set"]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a stretch of text (`start` to `end`) says: its TIMEX3 kind and value, and the days, where it names any.

    `told` is the period that the story has come to by it.
    """

    start: int
    end: int
    kind: Kind
    value: str
    when: When | None = None
    told: Period | None = None


Match = re.Match[str]
Reader = Callable[[Match, Clock, int], list[Reading]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A form of expression."""

    name: str
    pattern: re.Pattern[str]
    read: Reader


def _rule(name: str, pattern: str, read: Reader) -> Rule:
    return Rule(name, re.compile(rf"(?<!\w){pattern}(?!\w)"), read)


# --- readings ------------------------------------------------------------------------------------


def _date(m: Match, period: Period, why: str = "", *, group: str | int = 0, words: str | None = None, tell: bool = True) -> Reading:
    """The reading of a period; with a reason it is inferred, without one stated."""
    when = period.when("inferred" if why else "stated", why, part=part(words))
    return Reading(m.start(group), m.end(group), "date", period.timex, when, period if tell else None)


def _day_number(text: str) -> int:
    return int(re.match(r"[0-9]+", text)[0])  # type: ignore[index]


def _context(at: Clock) -> str:
    if at.narrative and at.reference is not None:
        return f"from the date told before, {at.reference.timex}"
    return f"from context: {at.reason}"


def _open(m: Match, group: str | int = 0, value: str = "XXXX-XX-XX") -> Reading:
    """A date that nothing in the text completes."""
    return Reading(m.start(group), m.end(group), "date", value, When(None, None, "vague", "inferred", "no year: neither a publication date nor a dated year in the text"))


# --- calendar dates ------------------------------------------------------------------------------


def _iso(m: Match, at: Clock, leaning: int) -> list[Reading]:
    day = day_of(int(m["y"]), int(m["m"]), int(m["d"]))
    return [_date(m, day)] if day else []


def _numeric(m: Match, at: Clock, leaning: int) -> list[Reading]:
    a, b, year = int(m["a"]), int(m["b"]), int(m["y"])
    day = day_of(year, b, a) if a > 12 or m["sep"] == "." else day_of(year, a, b)
    return [_date(m, day)] if day else []


def _dated_day(m: Match, at: Clock, name: str, figure: str, year: str | None, group: str | int, leaning: int) -> Reading | None:
    number_, month_ = _day_number(figure), month(name)
    if year:
        day = day_of(int(year), month_, number_)
        return _date(m, day, group=group) if day else None
    its = (m.groupdict().get("its") or "").lower().split()
    base = at.told("year") if its and its[-2] in {"that", "same"} else containing("year", at.now) if its and at.now else None
    shift = {"last": -1, "next": 1}.get(its[-2], 0) if its else 0
    day = day_of(base.year + shift, month_, number_) if base else _term(m, at, leaning, lambda y: day_of(y, month_, number_)) or at.complete(leaning, lambda y: day_of(y, month_, number_))
    if day is None:
        return _open(m, group, f"XXXX-{month_:02d}-{number_:02d}") if at.now is None and number_ <= 31 else None
    return _date(m, day, f"year {day.year} {_context(at)}", group=group)


_UNTIL = re.compile(r"\b(?:until|till|by)\s+(?:the\s+)?$", re.I)


def _term(m: Match, at: Clock, leaning: int, make: Callable[[int], Period | None]) -> Period | None:
    """The end of a term that a sentence sets on a day it has told: "on 4 December they gave them until 1 January"."""
    if at.here is None or at.narrative or leaning > 0 or not _UNTIL.search(m.string, 0, m.start()):
        return None
    return at.after(at.here.first, make)


def _day(m: Match, at: Clock, leaning: int) -> list[Reading]:
    reading = _dated_day(m, at, m["month"], m["day"], m["year"], 0, leaning)
    return [_with_daypart(m, reading)] if reading else []


def _with_daypart(m: Match, reading: Reading) -> Reading:
    daypart = m.groupdict().get("daypart")
    if not daypart:
        return reading
    code = DAYPARTS[re.sub(r"^(early |late |mid-?)", "", daypart.lower())]
    return Reading(reading.start, reading.end, "time", f"{reading.value}T{code}", reading.when, reading.told)


def _days(m: Match, at: Clock, leaning: int) -> list[Reading]:
    """"14 to 16 November", "May 3-5, 2020": two days of one month."""
    first = _dated_day(m, at, m["month"], m["day"], m["year"], "one", leaning)
    last = _dated_day(m, at, m["month"], m["day2"], m["year"], "two", leaning)
    return [first, last] if first and last else []


def _days_of_year(m: Match, at: Clock, leaning: int) -> list[Reading]:
    """"January 23 - March 9 2014": two days of one year, or of that and the year before."""
    year = int(m["year"])
    name, last_name = month(m["month"]), month(m["month2"])
    first = day_of(year - (name > last_name), name, _day_number(m["day"]))
    last = day_of(year, last_name, _day_number(m["day2"]))
    return [_date(m, first, group="one"), _date(m, last, group="two")] if first and last else []


def _the_day(m: Match, at: Clock, leaning: int) -> list[Reading]:
    """"The 20th", of the month last told; of the one after it, where a story has come past that day."""
    base = at.told("month") if at.narrative or (at.reference is not None and at.reference.unit in {"day", "month"}) else None
    figure = m["day"].lower()
    n = ORDINALS.get(figure) or _day_number(figure)
    if base is None:
        return []
    day = day_of(base.first.year, base.first.month, n)
    return [_date(m, day, f"of the month told before, {base.timex}")] if day else []


def _months(m: Match, at: Clock, leaning: int) -> list[Reading]:
    """"August-September 1950": two months of one year."""
    year = int(m["year"])
    first, last = month_of(year, month(m["month"])), month_of(year, month(m["month2"]))
    return [_date(m, first, group="one"), _date(m, last, group="two")] if first and last else []


def _month(m: Match, at: Clock, leaning: int) -> list[Reading]:
    g = m.groupdict()
    name, words = month(g["month"]), g.get("part")
    if g.get("year"):
        period = month_of(int(g["year"]), name)
        return [_date(m, period, words=words)] if period else []
    if g.get("same"):
        told = at.told("year")
        period = month_of(told.first.year, name) if told else None
    elif g.get("its") and at.now is not None:
        period = month_of(at.now.year + _SHIFTS[g["its"]], name)
    elif g.get("after") and at.reference is not None:
        told = at.reference
        period = month_of(told.first.year + (told.unit in {"day", "month"} and told.first.month > name), name)
    elif (g.get("rel") or "").lower() == "the following":
        told = at.told("month")
        period = month_of(told.first.year + (told.first.month >= name), name) if told else None
    elif g.get("rel"):
        now = at.now
        if now is None:
            return []
        year = now.year + (g["rel"].lower() in {"next", "this coming"} and name <= now.month) - (g["rel"].lower() in {"last", "past"} and name >= now.month)
        period = month_of(year, name)
    else:
        period = _term(m, at, leaning, lambda y: month_of(y, name)) or at.complete(leaning, lambda y: month_of(y, name))
    if period is None:
        return [_open(m, value=f"XXXX-{name:02d}")] if at.now is None else []
    return [_date(m, period, f"year {period.year} {_context(at)}", words=words)]


def _season(m: Match, at: Clock, leaning: int) -> list[Reading]:
    g = m.groupdict()
    which, words = SEASONS[g["season"].lower()], g.get("part")
    if g.get("year"):
        return [_date(m, Period("season", int(g["year"]) * 4 + which), words=words)]
    rel = (g.get("rel") or "").lower()
    if not rel and not g.get("det") and not at.narrative:
        return []
    period: Period | None
    if rel in {"last", "past", "previous"} and at.now:
        period = _before(at.now, which)
    elif rel in {"that", "that same", "the same", "same"} and (year := at.told("year")):
        period = Period("season", year.index * 4 + which)
    elif at.narrative and at.reference is not None:
        period = Period("season", at.reference.first.year * 4 + which)
    else:
        period = at.complete(1 if rel in {"next", "this coming", "coming"} else leaning, lambda y: Period("season", y * 4 + which))
    if period is None:
        return []
    return [_date(m, period, f"year {period.year} {_context(at)}", words=words)]


def _before(now: date, which: int) -> Period:
    """The last such season that had ended by the day."""
    period = Period("season", now.year * 4 + which)
    while period.last >= now:
        period = period.shift(-4)
    return period


def _quarter(m: Match, at: Clock, leaning: int) -> list[Reading]:
    g = m.groupdict()
    size: Unit = "half" if "half" in m.group().lower() else "quarter"
    word = (g.get("n") or "").lower().removesuffix("-")
    n = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4 if size == "quarter" else 2, "last": 4 if size == "quarter" else 2, "latter": 2}.get(word) or int(re.sub(r"\D", "", word))
    if not 1 <= n <= (4 if size == "quarter" else 2):
        return []
    per = 4 if size == "quarter" else 2
    if g.get("year"):
        return [_date(m, Period(size, int(g["year"]) * per + n - 1))]
    year = at.told("year") if at.narrative or (g.get("rest") and "that" in g["rest"]) else at.at("year")
    if year is None:
        return []
    index = year.index
    rest = (g.get("rest") or "").lower()
    if "last year" in rest:
        index -= 1
    elif "next year" in rest:
        index += 1
    elif not rest and not at.narrative and at.now and size == "quarter":
        period = Period(size, index * per + n - 1)
        if leaning <= 0 and period.first > at.now:
            index -= 1
    period = Period(size, index * per + n - 1)
    return [_date(m, period, f"year {period.year} {_context(at)}")]


def _year(m: Match, at: Clock, leaning: int) -> list[Reading]:
    g = m.groupdict()
    return [_date(m, Period("year", int(g["year"])), words=g.get("part"))]


def _years(m: Match, at: Clock, leaning: int) -> list[Reading]:
    """"1915-17", "1962–1975", "from 1939 to 1945": two years."""
    first = int(m["year"])
    last = int(m["year2"]) if len(m["year2"]) == 4 else first // 100 * 100 + int(m["year2"])
    if last <= first:
        return []
    return [_date(m, Period("year", first), group="one"), _date(m, Period("year", last), group="two")]


def _ancient(m: Match, at: Clock, leaning: int) -> list[Reading]:
    """Years before Christ have a value and no days of ours."""
    head = "BC" if m["era"].upper().startswith("B") else ""
    return [Reading(m.start(), m.end(), "date", f"{head}{int(m['n']):04d}")]


_NINETIES = {"twenties": 2, "thirties": 3, "forties": 4, "fifties": 5, "sixties": 6, "seventies": 7, "eighties": 8, "nineties": 9}


def _decade(m: Match, at: Clock, leaning: int) -> list[Reading]:
    g = m.groupdict()
    index = int(g["decade"]) // 10 if g.get("decade") else 190 + _NINETIES[g["name"].lower()]
    return [_date(m, Period("decade", index), words=g.get("part"), tell=False)]


def _century(m: Match, at: Clock, leaning: int) -> list[Reading]:
    word = m["n"].lower()
    n = ORDINALS.get(word) or _day_number(word)
    return [_date(m, Period("century", n - 1), words=m.groupdict().get("part"), tell=False)] if 1 <= n <= 30 else []


_HOLIDAYS = {"christmas day": (12, 25), "christmas eve": (12, 24), "christmas": (12, 25), "new year's day": (1, 1), "new year's eve": (12, 31), "new year’s day": (1, 1), "new year’s eve": (12, 31), "bastille day": (7, 14), "may day": (5, 1), "halloween": (10, 31), "boxing day": (12, 26)}


def _holiday(m: Match, at: Clock, leaning: int) -> list[Reading]:
    month_, day_ = _HOLIDAYS[m["day"].lower()]
    period = day_of(int(m["year"]), month_, day_) if m["year"] else at.complete(leaning, lambda y: day_of(y, month_, day_))
    return [_date(m, period, f"year {period.year} {_context(at)}")] if period else []


# --- days and weeks relative to writing ----------------------------------------------------------


def _weekday(m: Match, at: Clock, leaning: int) -> list[Reading]:
    g = m.groupdict()
    target, rel = weekday(g["weekday"]), (g.get("rel") or "").lower()
    if g["weekday"].lower().rstrip(".").endswith("days") and not rel:
        return [Reading(m.start(), m.end(), "set", f"XXXX-WXX-{target + 1}")]
    if not rel and at.day is not None and _OF_THE_STORY.search(m.string, 0, m.start()):
        day = at.day.first + timedelta(days=(target - at.day.first.weekday()) % 7)
        return [_with_daypart(m, _date(m, Period("day", day.toordinal()), f"{g['weekday']} after the day told before, {at.day.timex}"))]
    today = at.reference.first if at.narrative and at.reference is not None and at.reference.unit == "day" else at.published if at.narrative else at.now
    if today is None:
        return []
    if g.get("week"):
        day = containing("week", today).shift(-1).first + timedelta(days=target)
        return [_with_daypart(m, _date(m, Period("day", day.toordinal()), f"{m.group()}, seen from {today}"))]
    back, ahead = (today.weekday() - target) % 7, (target - today.weekday()) % 7
    if rel in {"next", "the next", "this coming", "the following"} or (rel not in {"last", "past", "this past", "the previous"} and leaning > 0) or (at.narrative and rel != "last"):
        day = today + timedelta(days=ahead or (7 if rel else 0))
    else:
        day = today - timedelta(days=back or (7 if rel in {"last", "past", "this past", "the previous"} else 0))
    period = Period("day", day.toordinal())
    return [_with_daypart(m, _date(m, period, f"{g['weekday']} nearest to {'the day told before' if at.narrative else 'the publication on' if at.published else 'the day of writing,'} {today}"))]


def _weekday_of_month(m: Match, at: Clock, leaning: int) -> list[Reading]:
    """"Monday the 30th": the day of whichever month falls on that weekday, the nearest on the side that the words lean to."""
    now = at.day.first if at.narrative and at.day is not None else at.now
    if now is None:
        return []
    target, n = weekday(m["weekday"]), _day_number(m["day"])
    months = (containing("month", now).shift(k).first for k in range(-12, 13))
    days = [p.first for first in months if (p := day_of(first.year, first.month, n)) and p.first.weekday() == target]
    fit = [d for d in days if (d <= now if leaning < 0 else d >= now if leaning > 0 else True)] or days
    day = min(fit, key=lambda d: abs((d - now).days), default=None)
    return [_date(m, Period("day", day.toordinal()), f"{m.group()} nearest to {now}")] if day else []


#: What makes a weekday one of the days told before: "on the Tuesday they signed", "until that Thursday".
_OF_THE_STORY = re.compile(r"\b(?:on the|that(?: same)?) $", re.I)
_DEICTIC = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1, "the day before yesterday": -2, "the day after tomorrow": 2, "overnight": 0}


def _deictic(m: Match, at: Clock, leaning: int) -> list[Reading]:
    word = m["word"].lower()
    if at.now is None or at.narrative:
        return [Reading(m.start(), m.end(), "date", "PRESENT_REF")] if word == "today" else []
    period = Period("day", (at.now + timedelta(days=_DEICTIC[word])).toordinal())
    reading = _date(m, period, f"{word}, seen from {at.now} ({at.reason})", tell=False)
    if word in {"tonight", "overnight"}:
        return [Reading(reading.start, reading.end, "time", f"{period.timex}TNI", reading.when)]
    return [_with_daypart(m, reading)]


def _this_morning(m: Match, at: Clock, leaning: int) -> list[Reading]:
    rel = m["rel"].lower()
    word = re.sub(r"^(early |late |mid-?)", "", m["daypart"].lower())
    relative = bool(m.groupdict().get("before")) or rel in {"that", "that same", "that very", "the same", "the next", "the following", "the previous", "later that", "early the next", "late the same", "early the following"}
    base = at.told("day") if relative or at.narrative else at.at("day")
    if base is None or (relative and at.reference is not None and at.day is None):
        return []
    shift = -1 if rel == "last" or "previous" in rel or m.groupdict().get("before") else 1 if "next" in rel or "following" in rel or rel == "tomorrow" else 0
    period = base.shift(shift)
    reading = _date(m, period, f"{m.group()} {_context(at)}")
    return [Reading(reading.start, reading.end, "time", f"{period.timex}T{DAYPARTS[word]}", reading.when, period)]


_SHIFTS = {"last": -1, "past": -1, "previous": -1, "preceding": -1, "this": 0, "current": 0, "the current": 0, "the present": 0, "next": 1, "coming": 1, "following": 1, "upcoming": 1, "subsequent": 1, "this coming": 1, "this past": -1, "that": 0, "that same": 0, "same": 0, "this same": 0, "the": 0, "the very same": 0, "then current": 0}


def _relative_unit(m: Match, at: Clock, leaning: int) -> list[Reading]:
    """"Last month", "the following year", "later that week", "the end of the year"."""
    g = m.groupdict()
    rel = g["rel"].lower().strip()
    bare = rel.removeprefix("the ")
    size = UNITS[unit(g["unit"])]
    shift = _SHIFTS.get(bare, _SHIFTS.get(rel, 0))
    told = (rel.startswith("the ") and bare in {"same", "following", "previous", "next", "preceding", "subsequent", "very same"}) or bare in {"that", "that same", "the"}
    if rel == "the" and not g.get("part"):
        return []
    base = at.told(size) if (told and (at.narrative or size == "day" or bare in {"that", "same", "that same"})) or (rel == "the" and at.narrative) else at.at(size)
    if base is None or (size == "day" and at.reference is not None and at.day is None and told):
        return []
    if size == "day" and not told:
        return []
    period = base.shift(shift)
    if bare == "this" and unit(g["unit"]) == "weekend" and leaning < 0 and at.now and period.first > at.now:
        period = base.shift(-1)  # "this weekend they reached a deal", told on a Monday
    return [_date(m, period, f"{' '.join(m.group().split())}, seen from {base.timex} ({_context(at)})", words=g.get("part"), tell=told)]


def _counted_unit(m: Match, at: Clock, leaning: int) -> list[Reading]:
    """"The past two years", "the next few weeks", "the coming months": a length, and the days it covers from writing."""
    g = m.groupdict()
    word = unit(g["unit"])
    amount = number(g["n"]) if g.get("n") else None
    value = duration(amount, word)
    now = at.now if not at.narrative else (at.reference.first if at.reference else None)
    back = bool(re.search(r"last|past|previous|recent|preceding", g["rel"].lower()))
    if now is None or word in {"hour", "minute", "second"}:
        return [Reading(m.start(), m.end(), "duration", value)]
    days = DAYS[word] * amount if amount else {"day": 10, "week": 42, "month": 183, "year": 1826}.get(word, 5 * DAYS[word])
    other = _moved(now, -days if back else days)
    if other is None:
        return [Reading(m.start(), m.end(), "duration", value)]
    why = f"{' '.join(m.group().split())} {'before' if back else 'from'} {now} ({at.reason})"
    when = When(min(now, other), max(now, other), "vague" if word != "day" or not amount else "day", "inferred", why)
    return [Reading(m.start(), m.end(), "duration", value, when)]


def _moved(day: date, by: float) -> date | None:
    try:
        return day + timedelta(days=round(by))
    except OverflowError:
        return None


def _ago(m: Match, at: Clock, leaning: int) -> list[Reading]:
    """"Two years ago" from writing; "three days later", "a month earlier" from the date last told."""
    g = m.groupdict()
    word = unit(g["unit"])
    amount = number(g["n"]) if g.get("n") else 1 if m.group()[:4].lower() == "the " else None
    how = g["how"].lower()
    back = how.startswith(("ago", "earlier", "before", "previously", "prior"))
    if word in {"hour", "minute", "second"}:
        if how != "ago" or at.published is None:
            return []
        return [_date(m, Period("day", at.published.toordinal()), f"{m.group()} of the publication on {at.published}", tell=False)]
    if amount is None:
        if at.narrative:
            return [Reading(m.start(), m.end(), "date", "PAST_REF" if back else "FUTURE_REF")]
        return [Reading(m.start(), m.end(), "date", "PAST_REF" if back else "FUTURE_REF", _some_later(m, word, at) if not back else None)]
    size: Unit = "week" if word == "fortnight" else UNITS.get(word, "day")
    n = 2 * amount if word == "fortnight" else amount
    if size == "century":
        size, n = "year", n * 100
    if size == "decade" and n > 1:
        size, n = "year", n * 10
    if n != int(n):
        size, n = ("month", round(n * 12)) if size == "year" else (size, round(n))
    base = at.at(size) if how == "ago" else at.told(size)
    if how != "ago" and at.reference is not None and size == "day" and at.day is None:
        return []
    if base is None:
        return []
    period = base.shift(int(-n if back else n))
    try:
        return [_date(m, period, f"{' '.join(m.group().split())}, seen from {base.timex} ({_context(at)})")]
    except (ValueError, OverflowError):
        return []


def _some_later(m: Match, word: str, at: Clock) -> When | None:
    """The days that "days later" may mean after the last date told; a few weeks are the most that it says for sure."""
    start = at.day or (at.reference if at.reference is not None and at.reference.unit == "month" else None)
    if start is None or word not in {"day", "night"}:
        return None
    last = _moved(start.last, _FEW) if start.unit == "day" else start.last
    first = _moved(start.first, 1) if start.unit == "day" else start.first
    return When(first, last, "vague" if start.unit == "day" else "month", "inferred", f"{m.group()}, seen from {start.timex}") if first and last else None


#: How many days "days later" are.
_FEW = 9


# --- lengths and recurrences ---------------------------------------------------------------------


def _duration(m: Match, at: Clock, leaning: int) -> list[Reading]:
    g = m.groupdict()
    word = unit(g["unit"])
    amount = number(g["n"]) if g.get("n") else None
    if word == "quarter" or (word == "second" and g["n"].lower() in {"a", "some"}):
        return []
    value = duration(amount, word)
    within = re.search(r"\b(?:within|in|over)\s+(?:the\s+)?$", m.string[max(0, m.start() - 12) : m.start()], re.I)
    when = None
    if within and at.now and word not in {"hour", "minute", "second"} and not at.narrative and amount and (leaning > 0 or within.group().lower().startswith("within")):
        last = _moved(at.now, DAYS[word] * amount)
        if last:
            when = When(at.now, last, "day" if word == "day" else "vague", "inferred", f"within {' '.join(m.group().split())} from {at.now} ({at.reason})")
    if within and within.group().lower().startswith("within") and leaning < 0 and amount and at.day is not None and not at.narrative and word in {"day", "week", "month", "fortnight"}:
        when = _soon_after(m, at.day, round(DAYS[word] * amount))
    if amount and amount == int(amount) and word in {"day", "week", "month", "year"}:
        when = _counted_from(m, int(amount), UNITS[word], at) or when
    return [Reading(m.start(), m.end(), "duration", value, when)]


def _soon_after(m: Match, told: Period, days: int) -> When | None:
    """"Within a week he was gone": the days from the one told to the end of the length."""
    last = _moved(told.last, days)
    return When(told.first, last, "day" if days < 2 else "vague", "inferred", f"within {' '.join(m.group().split())} of {told.timex}, told before") if last else None


def _counted_from(m: Match, amount: int, size: Unit, at: Clock) -> When | None:
    """The days that a length counts to: back from the date just told to what it came after ("on 29 March, four months after its parliament had voted"), else from what was told of before."""
    behind = _AFTER_IT.match(m.string, m.end())
    if behind is None:
        return None
    way = 1 if behind["way"].lower() == "after" else -1
    if at.here is not None and not at.narrative and at.here.unit in {"day", size} and _SO_LONG.search(m.string[: m.start()]):
        period = (at.here if at.here.unit == size else containing(size, at.here.first)).shift(-way * amount)
        return period.when("inferred", f"{' '.join(m.group().split())} {'before' if way > 0 else 'after'} {at.here.timex}")
    told = _heard(behind["what"], at) if behind["what"] else None
    told = told or (at.told(size) if _FROM_IT.match(m.string, m.end()) and at.reference is not None and at.reference.unit in {"day", size} else None)
    if told is None:
        return None
    period = (told if told.unit == size else containing(size, told.first)).shift(way * amount)
    return period.when("inferred", f"{' '.join(m.group().split())} {behind['way']} what was told of {told.timex}")


def _heard(what: str, at: Clock) -> Period | None:
    """The day of the last sentence that spoke of a thing and told a day: "the New York meeting"."""
    words = what.lower().split()
    names = [w.lower() for w in what.split() if w[0].isupper()]
    return next((day for text, day in reversed(at.heard) if words[-1] in text and all(n in text for n in names)), None) if names or len(words) > 1 else None


#: A length behind a date, and what a length is counted from.
_SO_LONG = re.compile(r"(?:,|—|–|\bonly|\bjust|\bbarely|\bsome|\babout|\balmost|\bnearly|\bexactly)\s*(?:about |some |just |only |barely |almost |nearly |exactly )?$")
_AFTER_IT = re.compile(r"\s+(?P<way>before|after)\s+(?:(?:the|that|this|their|its|his|her)\s+(?P<what>(?:(?:[A-Z][\w’'-]*|first|second|third|last)\s+){0,3}[A-Za-z][\w-]*)|(?=\w))")
#: What a length is counted from, where that has just been told: "three days before the session".
_FROM_IT = re.compile(r"\s+(?P<way>before|after) (?:the|that|this|their|its) (?:meeting|summit|session|talks|vote|election|elections|referendum|war|attack|attacks|strike|ceasefire|truce|agreement|signing|deal|debate|hearing|visit|clashes)\b")


def _unit_long(m: Match, at: Clock, leaning: int) -> list[Reading]:
    return [Reading(m.start(), m.end(), "duration", duration(1, unit(m["unit"])))]


def _bare_units(m: Match, at: Clock, leaning: int) -> list[Reading]:
    word = unit(m["unit"])
    within = word in {"day", "hour", "week"} and re.search(r"\bwithin\s+$", m.string[max(0, m.start() - 8) : m.start()], re.I)
    when = _soon_after(m, at.day, {"hour": 1, "day": _FEW, "week": 42}[word]) if within and leaning < 0 and at.day is not None and not at.narrative else None
    return [Reading(m.start(), m.end(), "duration", duration(None, word), when)]


_OFTEN = {"daily": "P1D", "nightly": "P1D", "weekly": "P1W", "fortnightly": "P2W", "monthly": "P1M", "quarterly": "P1Q", "yearly": "P1Y", "annual": "P1Y", "annually": "P1Y", "biannual": "P6M", "hourly": "PT1H", "bimonthly": "P2M", "everyday": "P1D"}


def _often(m: Match, at: Clock, leaning: int) -> list[Reading]:
    return [Reading(m.start(), m.end(), "set", _OFTEN[m["word"].lower()])]


def _every(m: Match, at: Clock, leaning: int) -> list[Reading]:
    g = m.groupdict()
    if g.get("weekday"):
        return [Reading(m.start(), m.end(), "set", f"XXXX-WXX-{weekday(g['weekday']) + 1}")]
    if g.get("month"):
        return [Reading(m.start(), m.end(), "set", f"XXXX-{month(g['month']):02d}")]
    if g.get("season"):
        return [Reading(m.start(), m.end(), "set", f"XXXX-{('SP', 'SU', 'FA', 'WI')[SEASONS[g['season'].lower()]]}")]
    word = unit(g["unit"])
    if word in {"morning", "afternoon", "evening", "night"}:
        return [Reading(m.start(), m.end(), "set", f"XXXX-XX-XXT{DAYPARTS[word]}")]
    amount = number(g["n"]) if g.get("n") else 2 if g.get("other") else 1
    return [Reading(m.start(), m.end(), "set", duration(amount, word))]


# --- times of day --------------------------------------------------------------------------------


def _clock_time(m: Match, at: Clock, leaning: int) -> list[Reading]:
    g = m.groupdict()
    hour, minute = int(g["h"]), int(g.get("min") or 0)
    half = (g.get("half") or "").lower().replace(".", "").replace(" ", "")
    if half == "pm" and hour < 12:
        hour += 12
    if half == "am" and hour == 12:
        hour = 0
    if hour > 24 or minute > 59:
        return []
    return [_timed(m, at, leaning, f"T{hour:02d}:{minute:02d}")]


def _timed(m: Match, at: Clock, leaning: int, clock: str) -> Reading:
    """A time of day on the day named beside it, else on the day where the reader stands."""
    g = m.groupdict()
    day: Period | None = None
    if g.get("weekday"):
        found = _weekday(m, at, leaning)
        day = found[0].told if found else None
    elif g.get("month"):
        found_ = _dated_day(m, at, g["month"], g["day"], g.get("year"), 0, leaning)
        day = found_.told if found_ else None
    elif g.get("deictic") and at.published:
        day = Period("day", (at.published + timedelta(days=_DEICTIC[g["deictic"].lower()])).toordinal())
    base = day or (at.told("day") if at.reference is not None and at.reference.unit == "day" else at.at("day") if not at.narrative else None)
    if base is None:
        return Reading(m.start(), m.end(), "time", f"XXXX-XX-XX{clock}")
    when = base.when("inferred", f"{' '.join(m.group().split())} {_context(at)}")
    return Reading(m.start(), m.end(), "time", f"{base.timex}{clock}", when, base)


def _noon(m: Match, at: Clock, leaning: int) -> list[Reading]:
    return [_timed(m, at, leaning, {"noon": "T12:00", "midnight": "T24:00", "midday": "T12:00"}[m["word"].lower()])]


def _morning_of(m: Match, at: Clock, leaning: int) -> list[Reading]:
    """"The night of 8 February 1904", "the early morning hours of 30 April"."""
    reading = _dated_day(m, at, m["month"], m["day"], m["year"], 0, leaning)
    if reading is None:
        return []
    code = DAYPARTS[m["daypart"].lower()]
    return [Reading(reading.start, reading.end, "time", f"{reading.value}T{code}", reading.when, reading.told)]


# --- present, past, future -----------------------------------------------------------------------


def _reference(value: str) -> Reader:
    return lambda m, at, leaning: [Reading(m.start(), m.end(), "date", value)]


def _soon(m: Match, at: Clock, leaning: int) -> list[Reading]:
    if leaning <= 0:
        return []
    last = _moved(at.now, 183) if at.now else None
    when = When(at.now, last, "vague", "inferred", f"{m.group()}, seen from {at.now} ({at.reason})") if last else None
    return [Reading(m.start(), m.end(), "date", "FUTURE_REF", when)]


_DM = rf"(?P<day>{DAY})(?:\s+of)?\s+(?P<month>{MONTH})(?:,?\s+(?:of\s+)?(?P<year>{YEAR})(?![0-9])|(?P<its>(?:\s+of)?\s+(?:that|the same|that same|this|last|next)\s+year)?)"
_MD = rf"(?P<month>{MONTH})\s+(?P<day>{DAY})(?![0-9:]|\s*(?:%|percent|a\.m|p\.m))(?:,?\s+(?P<year>{YEAR})(?![0-9])|(?P<its>(?:\s+of)?\s+(?:that|the same|that same|this|last|next)\s+year)?)"
_WD = rf"(?:{WEEKDAY},?\s+(?:the\s+)?)?"
_WITH_PART = rf"(?P<part>{PART})"
_OF_DAY = rf"(?:\s+(?P<daypart>{DAYPART}))?"
_REL_DAY = r"(?:[Ll]ast|(?:[Tt]he )?[Nn]ext|[Tt]his|[Pp]ast|[Tt]his (?:coming|past)|[Tt]he following|[Tt]he previous)"
_ZONE = r"(?:\s+(?:GMT|UTC|EST|EDT|CET|BST|[Ll]ocal time|(?:[A-Z][a-z]+ )?(?:local )?time|hours?|hrs?))?"
_ON = rf"(?:,?\s+(?:on\s+)?(?:(?P<weekday>{WEEKDAY})|(?P<deictic>yesterday|today|tomorrow)|(?P<month>{MONTH})\s+(?P<day>{DAY})(?:,?\s+(?P<year>{YEAR}))?))?"
_BEFORE_A_YEAR = ["in", "of", "since", "by", "until", "till", "from", "to", "and", "during", "before", "after", "between", "throughout", "late", "early", "mid", "the", "around", "circa", "through", "or", "as", "his", "her", "its", "their", "fiscal", "year", "into", "for", "than", "that", "on", "with", "spring", "summer", "autumn", "winter", "fall"]
_AFTER = "|".join(rf"(?<={w} )" for word in _BEFORE_A_YEAR for w in (word, word.capitalize()))
_COUNTED = r"(?:people|soldiers|troops|men|women|peacekeepers|square|km|kilomet|miles|meters|metres|feet|tons|tonnes|votes|civilians|prisoners|refugees|migrants|fighters|dollars|euros|percent|per cent|aircraft|tanks|[a-z]+ (?:people|soldiers|troops|men|prisoners|tanks|aircraft))"

RULES: tuple[Rule, ...] = (
    _rule("iso", r"(?P<y>[0-9]{4})-(?P<m>[01][0-9])-(?P<d>[0-3][0-9])", _iso),
    _rule("numeric", r"(?P<a>[0-3]?[0-9])(?P<sep>[/.])(?P<b>[0-3]?[0-9])(?P=sep)(?P<y>(?:19|20)[0-9]{2})", _numeric),
    _rule("daypart of a day", rf"(?:[Tt]he )?(?:(?:early|late) )?(?:in the )?(?P<daypart>morning|afternoon|evening|night|dawn)(?: hours)? of (?:{_WD}){_MD}", _morning_of),
    _rule("daypart of a day, British", rf"(?:[Tt]he )?(?:(?:early|late) )?(?P<daypart>morning|afternoon|evening|night|dawn)(?: hours)? of (?:{_WD})(?:the )?{_DM}", _morning_of),
    _rule("days of a month", rf"(?P<one>(?P<day>{DAY}))\s*(?:-|–|—|\s+to\s+|\s+and\s+|/|\s+or\s+)\s*(?P<two>(?P<day2>{DAY})(?:\s+of)?\s+(?P<month>{MONTH})(?:,?\s+(?P<year>{YEAR})(?![0-9]))?)", _days),
    _rule("days after a month", rf"(?P<one>(?P<month>{MONTH})\s+(?P<day>{DAY}))\s*(?:-|–|—|\s+to\s+|\s+and\s+|/)\s*(?P<two>(?P<day2>{DAY})(?![0-9:])(?:,?\s+(?P<year>{YEAR})(?![0-9]))?)(?!\s+(?:{MONTH}))", _days),
    _rule("days of a year", rf"(?P<one>(?P<month>{MONTH})\s+(?P<day>{DAY}))\s*(?:-|–|—|to|through|and)\s*(?P<two>(?P<month2>{MONTH})\s+(?P<day2>{DAY}),?\s+(?P<year>{YEAR})(?![0-9]))", _days_of_year),
    _rule("days of a year, British", rf"(?P<one>(?P<day>{DAY})\s+(?P<month>{MONTH}))\s*(?:-|–|—|to|through|and)\s*(?P<two>(?P<day2>{DAY})\s+(?P<month2>{MONTH}),?\s+(?P<year>{YEAR})(?![0-9]))", _days_of_year),
    _rule("day of a month", rf"{_WD}(?:the\s+|The\s+)?{_DM}{_OF_DAY}", _day),
    _rule("month and day", rf"{_WD}{_MD}{_OF_DAY}", _day),
    _rule("months of a year", rf"(?P<one>(?P<month>{MONTH}))\s*(?:-|–|—|/|\s+to\s+|\s+and\s+|\s+or\s+)\s*(?P<two>(?P<month2>{MONTH})(?:\s+of|,)?\s+(?P<year>{YEAR})(?![0-9]))", _months),
    _rule("part of a month", rf"{_WITH_PART}[\s-]+(?P<month>{MONTH})(?:(?:\s+of)?,?\s+(?P<year>{YEAR})(?![0-9])|\s+of\s+that\s+year)?", _month),
    _rule("month of a year", rf"(?P<month>{MONTH})(?:\s+of|,)?\s+(?P<year>{YEAR})(?![0-9])", _month),
    _rule("month of that year", rf"(?P<month>{MONTH}) (?:of )?(?:(?P<same>that|the same|that same)|(?P<its>this|last|next)) year", _month),
    _rule("that month by name", rf"(?P<after>[Tt]hat(?: same)?) (?P<month>{MONTH})(?!\s+[0-9])", _month),
    _rule("relative month", rf"(?P<rel>[Ll]ast|[Nn]ext|[Tt]his coming|[Pp]ast|[Tt]he following) (?P<month>{MONTH})", _month),
    _rule("season of a year", rf"(?:{_WITH_PART}[\s-]+)?(?:[Tt]he )?(?P<season>{SEASON})(?: of|,)? (?P<year>{YEAR})(?![0-9])", _season),
    _rule("relative season", rf"(?:{_WITH_PART}[\s-]+)?(?P<rel>[Tt]hat same|[Ll]ast|[Nn]ext|[Tt]his coming|[Tt]his|[Pp]ast|[Tt]hat|[Tt]he same|[Tt]he coming|[Tt]he following|[Tt]he previous) (?P<season>{SEASON})", _season),
    _rule("the season", rf"(?:{_WITH_PART}[\s-]+)?(?P<det>[Tt]he |(?<=throughout the )|(?<=by )|(?<=in )|(?<=before )|(?<=until )|(?<=In )|(?<=of ))(?P<season>spring|summer|autumn|winter)", _season),
    _rule("half of a year", rf"(?:[Tt]he )?(?P<n>[Ff]irst|[Ss]econd|[Ll]atter|[1-2](?:st|nd))[ -]half(?: of (?P<year>{YEAR})|(?P<rest> of (?:the|this|last|next|that) year))", _quarter),
    _rule("quarter of a year", rf"(?:[Tt]he )?(?P<n>[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|[Ff]inal|[1-4](?:st|nd|rd|th))[ -]quarter(?: of (?P<year>{YEAR})|(?P<rest> of (?:the|this|last|next|that) year))?(?! of (?!the|this|last))", _quarter),
    _rule("quarter in short", rf"(?P<n>Q[1-4])(?: (?:of )?(?P<year>{YEAR}))?", _quarter),
    _rule("years", rf"(?P<one>(?P<year>{YEAR}))(?:\s?(?:-|–|—|/)\s?|\s+to\s+|(?<=[Bb]etween [12][0-9]{{3}}) and )(?P<two>(?P<year2>{YEAR}|[0-9]{{2}}))(?![\w-]|[.,][0-9])", _years),
    _rule("part of a year", rf"{_WITH_PART}[\s-]+(?P<year>{YEAR})(?![\w%]|[.,][0-9])", _year),
    _rule("ancient year", r"(?P<n>[0-9]{1,4}) ?(?P<era>BCE?|B\.C\.(?:E\.)?|CE|AD|A\.D\.)(?=\W|$)", _ancient),
    _rule("decade", r"(?:[Tt]he )?(?:(?P<part>[Ee]arly|[Ll]ate|[Mm]id)[\s-]+)?(?P<decade>1[0-9]{2}0|20[0-9]0)[’']?s", _decade),
    _rule("decade in words", r"(?:[Tt]he )?(?:(?P<part>early|late|mid)[ -])?(?P<name>twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)", _decade),
    _rule("century", rf"(?:[Tt]he )?(?:(?P<part>[Ee]arly|[Ll]ate|[Mm]id)[ -])?(?P<n>{ORDINAL})[ -]century", _century),
    _rule("holiday", rf"(?P<day>Christmas Day|Christmas Eve|Christmas|New Year[’']s Day|New Year[’']s Eve|Bastille Day|May Day|Halloween|Boxing Day)(?:,? (?P<year>{YEAR}))?", _holiday),
    _rule("clock time", rf"(?P<h>[0-2]?[0-9])(?:[:.](?P<min>[0-5][0-9]))?\s?(?P<half>[ap]\.?\s?m\b\.?|AM|PM){_ZONE}{_ON}", _clock_time),
    _rule("clock time, 24 hours", rf"(?P<h>[0-2]?[0-9]):(?P<min>[0-5][0-9]){_ZONE}{_ON}", _clock_time),
    _rule("noon", rf"(?P<word>[Nn]oon|[Mm]idnight){_ON}", _noon),
    _rule("weekday of a month", rf"(?P<weekday>{WEEKDAY}),? the (?P<day>[0-3]?[0-9](?:st|nd|rd|th))(?!\s+(?:of\s+)?{MONTH})", _weekday_of_month),
    _rule("weekday", rf"(?:(?:[Ee]arly|[Ll]ate|[Ll]ater)(?: on)? )?(?:(?P<rel>{_REL_DAY}) )?(?P<weekday>{WEEKDAY})(?!,\s+(?:the\s+)?[0-9]{{1,2}}\s+(?:of\s+)?{MONTH}|,?\s+{MONTH}\s+[0-9]){_OF_DAY}(?P<week> of last week| of the week before)?", _weekday),
    _rule("deictic", rf"(?:(?:[Ee]arl(?:y|ier)|[Ll]ate(?:r)?) )?(?P<word>[Tt]oday|[Tt]onight|[Yy]esterday|[Tt]omorrow|[Tt]he day before yesterday|[Tt]he day after tomorrow|[Oo]vernight){_OF_DAY}", _deictic),
    _rule("this morning", rf"(?P<rel>[Tt]his|[Ll]ast|[Tt]hat(?: same| very)?|[Ll]ater that|[Tt]he same|[Tt]he next|[Tt]he following|[Tt]he previous|[Ee]arly the next|[Ee]arly the following) (?P<daypart>{DAYPART})", _this_morning),
    _rule("the evening before", r"(?P<rel>[Tt]he) (?P<daypart>evening|night|morning|afternoon) (?P<before>before|earlier)(?=[,.;:)]|\s+(?:had|the)\b|$)", _this_morning),
    _rule("counted unit", rf"(?P<rel>(?:[Tt]he |[Tt]hese |[Ii]ts |[Tt]heir |[Hh]is )?(?:last|past|previous|preceding|next|coming|following|recent|first|final|succeeding|ensuing|intervening|forthcoming))(?: (?:few|several|couple of))? (?P<n>{NUMBER})(?: (?:working|business|consecutive|full|calendar))? (?P<unit>{UNIT})s?", _counted_unit),
    _rule("few units", rf"(?P<rel>(?:[Tt]he )?(?:last|past|previous|next|coming|following|recent|forthcoming|succeeding|ensuing|intervening))(?: few| several| couple of)? (?P<unit>{UNIT})s", _counted_unit),
    _rule("ago", rf"(?:{APPROX})?(?P<n>{NUMBER}) (?P<unit>{UNIT})s? (?P<how>ago|earlier|later|afterwards?|previously|before that|after that|prior(?! to)|before(?=[,.;:)]|$))", _ago),
    _rule("units ago", rf"(?P<unit>{UNIT})s (?P<how>ago|earlier|later|afterwards?|before that|after that)", _ago),
    _rule("relative unit", rf"(?:(?:{_WITH_PART}|[Ll]ater(?: on)?(?: in)?|[Ee]arlier(?: in)?) )?(?P<rel>(?:the )?(?:last|past|previous|preceding|this past|this coming|this|current|next|coming|following|upcoming|subsequent|that same|that|same|very same)|[Ll]ast|[Pp]ast|[Tt]his|[Nn]ext|[Tt]hat same|[Tt]hat|[Tt]he same|[Tt]he following|[Tt]he next|[Tt]he previous|[Tt]he current|[Tt]he coming|[Tt]he preceding|[Tt]he past) (?P<unit>(?i:week|weekend|month|quarter|year|decade|century|day))(?! of\b)", _relative_unit),
    _rule("part of the unit", r"(?P<part>(?:[Tt]he )?(?:very )?(?:beginning|start|middle|end|turn|close) of|[Ll]ater? in|[Ee]arl(?:y|ier) in|(?:[Tt]he )?latter part of) (?P<rel>the) (?P<unit>month|year|week|decade|century)", _relative_unit),
    _rule("every", rf"(?:[Ee]very|[Ee]ach|[Pp]er)(?: (?P<other>other|second))? (?:(?P<n>two|three|four|five|six|seven|ten|[0-9]+) )?(?:(?P<unit>{UNIT}|morning|afternoon|evening)s?|(?P<weekday>{WEEKDAY})|(?P<month>{MONTH})|(?P<season>spring|summer|autumn|winter))", _every),
    _rule("often", r"(?:[Tt]wice[- ])?(?P<word>daily|nightly|weekly|fortnightly|monthly|quarterly|yearly|annual(?:ly)?|biannual|hourly|bimonthly|everyday|(?<![a-zA-Z] )(?:Daily|Weekly|Monthly|Annual(?:ly)?|Yearly))", _often),
    _rule("duration", rf"(?:{APPROX})?(?P<n>{NUMBER})(?:[ -](?:full|long|whole|consecutive|straight|more|successive|additional|working|business|calendar))?[ -](?P<unit>{UNIT})s?(?:[’'])?(?:[ -]long)?(?!-old|\s+old|-olds)", _duration),
    _rule("unit-long", r"(?P<unit>day|week|month|year|decade|century|hour)s?-long", _unit_long),
    _rule("lengths", r"(?:(?<=for )|(?<=in )|(?<=within )|(?<=after )|(?<=over )|(?<=of )|(?<=by )|(?<=last )|(?<=lasted )|(?<=take )|(?<=took )|(?<=After )|(?<=For )|(?<=Within )|(?<=and )|(?<=or )|(?<=takes ))(?P<unit>day|week|month|year|decade|centurie|hour)s", _bare_units),
    _rule("the year", rf"[Tt]he year (?P<year>{YEAR})(?![\w%-])", _year),
    _rule("the day before", r"[Tt]he (?P<unit>day|week|month|year) (?P<how>before|after|following|earlier|later)(?=[,.;:)]|$)", _ago),
    _rule("year", rf"(?:(?<=[(\[/–—-])|{_AFTER}|(?<=, ))(?P<year>{YEAR})(?![\w%]|[.,][0-9]|\s+{_COUNTED})(?:(?<=19[0-9][0-9])|(?<=20[0-3][0-9])|(?! [a-z]+s\b))", _year),
    _rule("year after a name", rf"(?<=[a-z] )(?P<year>19[0-9]{{2}}|20[0-3][0-9])(?![\w%]|[.,][0-9]|\s+(?:{_COUNTED}|[a-z]+s\b))", _year),
    _rule("year alone", rf"(?P<year>{YEAR})(?=[’']s\b|[),.;:\]]|\s*$|\n|\s+(?:[A-Z][a-z]|election|war|treaty|ceasefire|agreement|constitution|accord|revolution|invasion|coup|deal|summit|campaign|season|budget))(?![.,][0-9])", _year),
    _rule("month", r"(?P<month>January|February|April|June|July|September|October|November|December|Jan\.|Feb\.|Apr\.|Jun\.|Jul\.|Aug\.|Sept?\.|Oct\.|Nov\.|Dec\.)(?!\s+[0-9])", _month),
    _rule("month after a preposition", r"(?:(?<=in )|(?<=In )|(?<=since )|(?<=Since )|(?<=by )|(?<=By )|(?<=until )|(?<=from )|(?<=during )|(?<=before )|(?<=after )|(?<=of )|(?<=this )|(?<=last )|(?<=next )|(?<=its )|(?<=to )|(?<=and )|(?<=through )|(?<=Through )|(?<=or ))(?P<month>March|May|August)", _month),
    _rule("ordinal day", r"[Tt]he (?P<day>[0-3]?[0-9](?:st|nd|rd|th))(?=[,.;)]|(?:(?<=on the [0-9](?:st|nd|rd|th))|(?<=on the [0-3][0-9](?:st|nd|rd|th)))\s+(?:[A-Z]|[a-z]+ed\b|between|with|by|after|to|for|that|its|their|his|it|they|an?|no|some|both|two|three|four|several|when|but|as)|\s+(?:of (?:the|that|this) month|was|were|and|the|he|they|a|in|at)\b|\s*$)", _the_day),
    _rule("present", r"(?:[Tt]he present(?: day| time)?|[Pp]resent[- ]day|(?:[Rr]ight )?[Nn]ow|[Nn]owadays|[Cc]urrent(?:ly)?|[Tt]hese days|[Aa]t the moment|[Tt]he time being)", _reference("PRESENT_REF")),
    _rule("past", r"(?:[Rr]ecent(?:ly)?|[Tt]he (?:recent |distant )?past(?! few| several| two| three| [a-z]*(?:days|weeks|months|years))|[Ll]ately|[Ff]ormerly|[Tt]he old days)", _reference("PAST_REF")),
    _rule("future", r"(?:[Tt]he (?:near |immediate |foreseeable |distant )?future(?! of)|(?<=[Ii]n )future)", _reference("FUTURE_REF")),
    _rule("soon", r"(?:[Ss]oon|[Ss]hortly|[Bb]efore long|[Ii]mminently)(?! after| before)", _soon),
)
