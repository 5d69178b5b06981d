"""Hours: times of day on the day named beside them, else on the day where the reader stands."""

from __future__ import annotations

from datetime import timedelta

from detente.coding.times.calendar import day_of_month
from detente.coding.times.clock import Clock
from detente.coding.times.periods import Period
from detente.coding.times.reading import Match, Reading, Rule, context, rule
from detente.coding.times.relative import DEICTIC, on_weekday
from detente.coding.times.words import AFTER_WEEKDAY, DAY, DAY_MONTH, DAYPARTS, MONTH, MONTH_DAY, WEEKDAY, YEAR


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
        found = on_weekday(m, at, leaning)
        day = found[0].told if found else None
    elif g.get("month"):
        found_ = day_of_month(m, at, g["month"], g["day"], g.get("year"), 0, leaning)
        day = found_.told if found_ else None
    elif g.get("deictic") and at.published:
        day = Period("day", (at.published + timedelta(days=DEICTIC[g["deictic"].lower()])).toordinal())
    told = at.told("day") if at.day is not None and (leaning < 0 or at.day == at.reference) else None
    base = day or told or (at.at("day") if not at.narrative else None)
    if base is None:
        return Reading(m.start(), m.end(), "time", f"XXXX-XX-XX{clock}")
    when = base.when("inferred", f"{' '.join(m.group().split())} {context(at)}")
    return Reading(m.start(), m.end(), "time", f"{base.timex}{clock}", when, day or told)


def _noon(m: Match, at: Clock, leaning: int) -> list[Reading]:
    return [_timed(m, at, leaning, {"noon": "T12:00", "midnight": "T24:00", "midday": "T12:00"}[m["word"].lower()])]


def _morning_of(m: Match, at: Clock, leaning: int) -> list[Reading]:
    """"The night of 8 February 1904", "the early morning hours of 30 April"."""
    reading = day_of_month(m, at, m["month"], m["day"], m["year"], 0, leaning)
    if reading is None:
        return []
    code = DAYPARTS[m["daypart"].lower()]
    return [Reading(reading.start, reading.end, "time", f"{reading.value}T{code}", reading.when, reading.told)]


_ZONE = r"(?:\s+(?:GMT|UTC|EST|EDT|CET|BST|[Ll]ocal time|(?:[A-Z][a-z]+ )?(?:local )?time|hours?|hrs?))?"
_ON = rf"(?:,?\s+(?:on\s+)?(?:(?P<weekday>{WEEKDAY})|(?P<deictic>yesterday|today|tomorrow)|(?P<month>{MONTH})\s+(?P<day>{DAY})(?:,?\s+(?P<year>{YEAR}))?))?"

RULES: tuple[Rule, ...] = (
    rule("daypart of a day", rf"(?:[Tt]he )?(?:(?:early|late) )?(?:in the )?(?P<daypart>morning|afternoon|evening|night|dawn)(?: hours)? of (?:{AFTER_WEEKDAY}){MONTH_DAY}", _morning_of),
    rule("daypart of a day, British", rf"(?:[Tt]he )?(?:(?:early|late) )?(?P<daypart>morning|afternoon|evening|night|dawn)(?: hours)? of (?:{AFTER_WEEKDAY})(?:the )?{DAY_MONTH}", _morning_of),
    rule("clock time", rf"(?P<h>[0-2]?[0-9])(?:[:.](?P<min>[0-5][0-9]))?\s?(?P<half>[ap]\.?\s?m\b\.?|AM|PM){_ZONE}{_ON}", _clock_time),
    rule("clock time, 24 hours", rf"(?P<h>[0-2]?[0-9]):(?P<min>[0-5][0-9]){_ZONE}{_ON}", _clock_time),
    rule("noon", rf"(?P<word>[Nn]oon|[Mm]idnight){_ON}", _noon),
)
