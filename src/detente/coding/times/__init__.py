"""When: temporal expressions as intervals of days with precision and basis, and as TIMEX3 values.

A grammar of our own, because general date libraries lose the interval and the precision. The one
verb is `expressions`; every value is relative to a `Clock`, which moves on as a text is read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import timedelta

from detente.coding.times.clock import Clock, clock
from detente.coding.times.grammar import RULES
from detente.coding.times.periods import Period, containing
from detente.coding.times.reading import Kind, Reading
from detente.coding.times.told import OVER, leaning_at
from detente.coding.times.writing import Tenure
from detente.model import When

__all__ = ["OVER", "Clock", "Dated", "Expression", "Tenure", "clock", "expressions", "intervals"]

Lean = Callable[[int, int], int]
#: No temporal expression is without one of these.
_TRIGGER = re.compile(r"[0-9]|day|night|week|month|quarter|year|decade|centur|ago\b|now|soon|recent|current|present|past|former|future|lately|shortly|imminent|before long|at the moment|hour|minute|second|morning|evening|afternoon|noon|dawn|spring|summer|autumn|winter|fall|\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Sat|Sun)|yesterday|tomorrow|tonight|annual|daily|christmas|ties\b|moment|half", re.I)

#: What is seen from the day of writing, whatever was told before.
_DEICTIC = re.compile(r"(?:(?:early|late|earlier|later|the (?:start|end|middle|beginning) of) )?(?:this|last|next|the coming|the past)\b", re.I)

#: How long ago (days) a time must lie to date the days without a year that are told after it; what such a time may be, how soon (characters)
#: it opens the sentence, and what stands before a year that is one.
_LONG_AGO, _TIMES, _OPENS, _THEN = 400, {"day", "month", "year"}, 30, re.compile(r"\b[Ii]n $")


@dataclass(frozen=True, slots=True)
class Expression:
    """A temporal expression: characters `start` to `end` of the given text.

    `kind` and `value` are TIMEX3's; `when` are the days that it names, None for a mere length or
    recurrence. `relation` is the word before it that makes a bound of the days ("since", "by",
    "before", "after", "until", "within") or "".
    """

    start: int
    end: int
    kind: Kind
    value: str
    when: When | None
    relation: str = ""


@dataclass(frozen=True, slots=True)
class Dated:
    """A stretch of text that names days, with the word that makes a bound of them."""

    start: int
    end: int
    when: When
    relation: str = ""

    def bounded(self, at: Clock) -> When:
        """The interval that the days with their relation allow."""
        v = self.when
        if self.relation in {"by", "until", "before", "within"} and v.last:
            last = v.last if self.relation != "before" else (v.first or v.last) - timedelta(days=1)
            first = at.published if at.published and at.published <= last else None
            return replace(v, first=first if self.relation != "within" else (v.first if v.first != v.last else first), last=last)
        return v


def expressions(text: str, at: Clock, lean: Lean | None = None) -> list[Expression]:
    """Every temporal expression of a sentence, longest first where forms overlap, in order.

    `lean` tells for a stretch of the text whether it looks forward (+1), back (-1) or neither (0);
    without one the words around decide. The clock moves on to the last date told.
    """
    at.silent += 1
    if not _TRIGGER.search(text):
        return []
    lean = lean or (lambda start, end: leaning_at(text, start, end))
    found: list[Expression] = []
    matches = sorted(((m.start(), -m.end(), order, m) for order, rule in enumerate(RULES) for m in rule.pattern.finditer(text)), key=lambda t: t[:3])
    end = seen = brackets = 0
    at.here = None
    for start, _, order, match in matches:
        if start < end or match.end() == start:
            continue
        at.story = None if _DEICTIC.match(match.group()) else _gone_back(text, found, at)
        leaning = lean(match.start(), match.end())
        if leaning in {-1, OVER}:
            at.turn_back()
        brackets += text.count("(", seen, start) - text.count(")", seen, start)
        seen = start
        for reading in _read(order, match, at, leaning):
            found.append(Expression(reading.start, reading.end, reading.kind, reading.value, reading.when, _relation(text, reading.start, text[reading.start : reading.end])))
            end = max(end, reading.end)
            if reading.told is not None and brackets <= 0:  # "(he himself took over in the coup of May 2014)" is told aside
                at.move(reading.told)
    day = next((e.when.first for e in found if e.when and e.when.first and e.when.first == e.when.last), None)
    if day is not None and not at.narrative:
        at.heard.append((text.lower(), containing("day", day)))
    return found


def _gone_back(text: str, found: list[Expression], at: Clock) -> Period | None:
    """The time of long ago to which a sentence of a text that is no story has gone back, where it opens with it and has told no later one."""
    told = [e for e in found if e.kind == "date" and e.when and e.when.last and e.when.precision in _TIMES]
    when = told[-1].when if told and told[-1].start < _OPENS else None
    if at.narrative or at.now is None or when is None or when.first is None or when.last is None or (at.now - when.last).days < _LONG_AGO:
        return None
    if when.basis == "stated" and when.precision == "year" and not _THEN.search(text, 0, told[-1].start):
        return None
    return containing(when.precision, when.first)  # type: ignore[arg-type]


def _read(order: int, match: re.Match[str], at: Clock, leaning: int) -> list[Reading]:
    try:
        return RULES[order].read(match, at, leaning)
    except (ValueError, OverflowError):
        return []


def _relation(text: str, start: int, own: str) -> str:
    before = text[max(0, start - 18) : start].lower() + " " + own.lower().split(" ")[0]
    match = re.search(r"\b(since|by|before|until|till|after|within|from)(?:\s+(?:the|about|around|early|late))*\s*(?:\S+)?$", before)
    return {"till": "until"}.get(match.group(1), match.group(1)) if match else ""


_LINK = re.compile(r"\s*(?:-|–|—|to|until|and|/|through)\s*")


def intervals(found: Iterable[Expression], text: str) -> list[Dated]:
    """What names days, two ends of one interval ("14 to 16 November") joined into one."""
    made: list[Dated] = []
    for e in found:
        if e.when is None:
            continue
        before = made[-1] if made else None
        if before and _LINK.fullmatch(text[before.end : e.start]) and _ends(before.when, e.when):
            link = text[before.end : e.start]
            if "and" not in link or (_consecutive(before.when, e.when) and text[e.start].isdigit()) or re.search(r"\bbetween\s+(?:the\s+)?$", text[max(0, before.start - 12) : before.start], re.I):
                made[-1] = replace(before, end=e.end, when=replace(before.when, last=e.when.last, precision="vague"))
                continue
        made.append(Dated(e.start, e.end, e.when, e.relation))
    return made


def _consecutive(a: When, b: When) -> bool:
    """Whether the one day follows the other: "on 17 and 18 March"."""
    return a.precision == b.precision == "day" and a.last is not None and b.first is not None and (b.first - a.last).days == 1


def _ends(a: When, b: When) -> bool:
    return bool(a.first and b.last and a.first < b.last and a.precision == b.precision)
