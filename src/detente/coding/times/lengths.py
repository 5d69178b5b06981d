"""Lengths: how long something lasts or how often it comes, and the days that a length counts to."""

from __future__ import annotations

import re

from detente.coding.times.clock import Clock
from detente.coding.times.periods import Period, Unit, containing
from detente.coding.times.reading import Match, Reading, Rule, moved, rule
from detente.coding.times.relative import FEW
from detente.coding.times.words import (
    APPROX,
    DAYPARTS,
    DAYS,
    MONTH,
    NUMBER,
    SEASONS,
    UNIT,
    UNITS,
    WEEKDAY,
    duration,
    month,
    number,
    unit,
    weekday,
)
from detente.model import When


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
        told = at.here.last if at.here is not None and at.here.unit == "day" and at.here.last < at.now and not _STILL.search(m.string, 0, m.start()) else None
        last = moved(told or at.now, DAYS[word] * amount)
        if last:
            seen = f"{told}, told before it" if told else f"{at.now} ({at.reason})"
            when = When(told or at.now, last, "day" if word == "day" else "vague", "inferred", f"within {' '.join(m.group().split())} from {seen}")
    if within and within.group().lower().startswith("within") and leaning < 0 and amount and at.day is not None and not at.narrative and word in {"day", "week", "month", "fortnight"}:
        when = _soon_after(m, at.day, round(DAYS[word] * amount))
    if amount and amount == int(amount) and word in {"day", "week", "month", "year"}:
        when = _counted_from(m, int(amount), UNITS[word], at) or when
    return [Reading(m.start(), m.end(), "duration", value, when)]


#: What makes a length one from the writing, whatever day stands before it: "since the truce of 9 November the two will meet within a month".
_STILL = re.compile(r"\b(?:will|shall|must|has|have|is|are|can|may|should)\b")


def _soon_after(m: Match, told: Period, days: int) -> When | None:
    """"Within a week he was gone": the days from the one told to the end of the length."""
    last = moved(told.last, days)
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
    when = _soon_after(m, at.day, {"hour": 1, "day": FEW, "week": 42}[word]) if within and leaning < 0 and at.day is not None and not at.narrative else None
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


RULES: tuple[Rule, ...] = (
    rule("every", rf"(?:[Ee]very|[Ee]ach|[Pp]er)(?: (?P<other>other|second))? (?:(?P<n>two|three|four|five|six|seven|ten|[0-9]+) )?(?:(?P<unit>{UNIT}|morning|afternoon|evening)s?|(?P<weekday>{WEEKDAY})|(?P<month>{MONTH})|(?P<season>spring|summer|autumn|winter))", _every),
    rule("often", r"(?:[Tt]wice[- ])?(?P<word>daily|nightly|weekly|fortnightly|monthly|quarterly|yearly|annual(?:ly)?|biannual|hourly|bimonthly|everyday|(?<![a-zA-Z] )(?:Daily|Weekly|Monthly|Annual(?:ly)?|Yearly))", _often),
    rule("duration", rf"(?:{APPROX})?(?P<n>{NUMBER})(?:[ -](?:full|long|whole|consecutive|straight|more|successive|additional|working|business|calendar))?[ -](?P<unit>{UNIT})s?(?:[’'])?(?:[ -]long)?(?!-old|\s+old|-olds)", _duration),
    rule("unit-long", r"(?P<unit>day|week|month|year|decade|century|hour)s?-long", _unit_long),
    rule("lengths", r"(?:(?<=for )|(?<=in )|(?<=within )|(?<=after )|(?<=over )|(?<=of )|(?<=by )|(?<=last )|(?<=lasted )|(?<=take )|(?<=took )|(?<=After )|(?<=For )|(?<=Within )|(?<=and )|(?<=or )|(?<=takes ))(?P<unit>day|week|month|year|decade|centurie|hour)s", _bare_units),
)
