"""Readings: what a temporal expression says, the forms of expression, and what all that read them share."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from detente.coding.times.clock import Clock
from detente.coding.times.periods import Period
from detente.coding.times.words import DAYPARTS, part
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


def rule(name: str, pattern: str, read: Reader) -> Rule:
    """The form of a pattern that stands for whole words."""
    return Rule(name, re.compile(rf"(?<!\w){pattern}(?!\w)"), read)


def dated(m: Match, period: Period, why: str = "", *, group: str | int = 0, words: str | None = None, tell: bool = True) -> Reading:
    """The reading of a period; with a reason it is inferred, without one stated."""
    when = period.when("inferred" if why else "stated", why, part=part(words))
    return Reading(m.start(group), m.end(group), "date", period.timex, when, period if tell else None)


def number_in(text: str) -> int:
    """The figure with which a day is written: "3rd"."""
    return int(re.match(r"[0-9]+", text)[0])  # type: ignore[index]


def context(at: Clock) -> str:
    """What a reading that is inferred rests on, in words."""
    if at.narrative and at.reference is not None:
        return f"from the date told before, {at.reference.timex}"
    return f"from context: {at.reason}"


def open_date(m: Match, group: str | int = 0, value: str = "XXXX-XX-XX") -> Reading:
    """A date that nothing in the text completes."""
    return Reading(m.start(group), m.end(group), "date", value, When(None, None, "vague", "inferred", "no year: neither a publication date nor a dated year in the text"))


def with_daypart(m: Match, reading: Reading) -> Reading:
    """The reading of a day with the part of it that the match names."""
    daypart = m.groupdict().get("daypart")
    if not daypart:
        return reading
    code = DAYPARTS[re.sub(r"^(early |late |mid-?)", "", daypart.lower())]
    return Reading(reading.start, reading.end, "time", f"{reading.value}T{code}", reading.when, reading.told)


def moved(day: date, by: float) -> date | None:
    """The day so many days later, None outside the calendar."""
    try:
        return day + timedelta(days=round(by))
    except OverflowError:
        return None
