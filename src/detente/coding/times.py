"""When: temporal expressions as intervals of days with precision and basis.

A grammar of our own, because general date libraries lose the interval and the precision. Every
value is relative to a `Clock`: the publication day where it is known, else the latest date that
the text itself states.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from detente.model import Document, When
from detente.model.when import Precision

_MONTHS = {
    name: i // 2 + 1
    for i, name in enumerate(
        ["january", "jan", "february", "feb", "march", "mar", "april", "apr", "may", "may", "june", "jun", "july", "jul", "august", "aug", "september", "sept", "october", "oct", "november", "nov", "december", "dec"]
    )
} | {"sep": 9}
_DAYS = {d: i for i, d in enumerate(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])}
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_NUMBERS = {w: i for i, w in enumerate(["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"])}
_NUMBERS |= {"a": 1, "an": 1, "several": 3, "few": 3, "couple of": 2, "fifteen": 15, "twenty": 20, "thirty": 30, "sixty": 60, "ninety": 90}
_UNITS = {"day": 1, "week": 7, "fortnight": 14, "month": 30, "year": 365}

_M = r"(?P<month>January|February|March|April|May|June|July|August|September|October|November|December|Jan\.?|Feb\.?|Mar\.|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)"
_Y = r"(?P<year>[0-9]{4})(?![0-9])"
_D = r"(?P<day>[0-3]?[0-9])(?:st|nd|rd|th)?"
_D2 = r"(?P<day2>[0-3]?[0-9])(?:st|nd|rd|th)?"
_N = r"(?P<n>[0-9]{1,4}|a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|sixty|ninety|several|a few|few|a couple of|couple of)"
_U = r"(?P<unit>day|week|fortnight|month|year)s?"
_PART = r"(?P<part>[Ee]arly|[Mm]id|[Ll]ate|(?:the )?(?:very )?(?:beginning|start|middle|end|turn) of(?: the)?(?: month of)?)"


@dataclass(frozen=True, slots=True)
class Expression:
    """A temporal expression: characters `start` to `end` of the given text, its value, and how it relates.

    `relation` is the word that turns the value into a bound ("since", "by", "before", "after",
    "until", "within") or "".
    """

    start: int
    end: int
    value: When
    relation: str = ""

    def bounded(self, clock: Clock) -> When:
        """The interval that the expression with its relation allows."""
        v = self.value
        if self.relation in {"by", "until", "before", "within"} and v.last:
            last = v.last if self.relation != "before" else (v.first or v.last) - timedelta(days=1)
            first = clock.published if clock.published and clock.published <= last else None
            return replace(v, first=first if self.relation != "within" else (v.first if v.first != v.last else first), last=last, precision=v.precision)
        return v


@dataclass(frozen=True, slots=True)
class Clock:
    """What relative expressions are relative to: the publication day, or the latest date the text states."""

    published: date | None
    anchor: date | None
    anchor_text: str = ""
    written: date | None = None

    @property
    def now(self) -> date | None:
        """The best known day of writing."""
        return self.published or self.written or self.anchor

    @property
    def reason(self) -> str:
        """What the day of writing rests on, in words."""
        if self.published:
            return f"published {self.published}"
        return f"no publication date; the latest date the text states is {self.anchor_text}"


def clock(document: Document) -> Clock:
    """The clock of a document."""
    if document.published:
        return Clock(document.published, None)
    best: tuple[date, str] | None = None
    for match in re.finditer(rf"(?:{_D}\s+)?{_M}\s+{_Y}|\b{_M.replace('month', 'month2')}\s+{_D2},?\s+{_Y.replace('year', 'year2')}|\b(?P<only>[12][0-9]{{3}})\b", document.text):
        before = document.text[max(0, match.start() - 12) : match.start()].lower()
        if re.search(r"\b(by|until|before|through|till)\s+(the end of\s+)?$", before):
            continue
        g = match.groupdict()
        year = int(g["year"] or g["year2"] or g["only"])
        month = g["month"] or g["month2"]
        day = _safe(year, _month(month) if month else 1, int(g["day"] or g["day2"] or 1))
        if day and 1900 <= year <= 2100 and (best is None or day > best[0]):
            best = (day, match.group())
    if best is None:
        return Clock(None, None)
    at = Clock(None, best[0], best[1])
    past = [e.value.last for e in expressions(document.text, at) if e.value.day and _leaning_at(document.text, e.start, e.end) < 0]
    latest = max((d for d in past if d and (d - best[0]).days < 366), default=None)
    return replace(at, written=latest) if latest and latest > best[0] else at


Lean = Callable[[int, int], int]


def expressions(text: str, at: Clock, lean: Lean | None = None) -> list[Expression]:
    """Every temporal expression of a sentence, longest first where patterns overlap, in order.

    `lean` tells for a stretch of the text whether it looks forward (+1), back (-1) or neither (0);
    without one the words around decide.
    """
    lean = lean or (lambda start, end: _leaning_at(text, start, end))
    found: list[Expression] = []
    for pattern, read in _GRAMMAR:
        for match in pattern.finditer(text):
            if any(e.start < match.end() and match.start() < e.end for e in found):
                continue
            try:
                value = read(match, at, lean(match.start(), match.end()))
            except (ValueError, OverflowError):
                continue
            if value is not None:
                found.append(Expression(match.start(), match.end(), value, _relation(text, match.start(), match.group())))
    return sorted(found, key=lambda e: e.start)


# --- reading single patterns ---------------------------------------------------------------------


def _safe(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month(name: str) -> int:
    return _MONTHS[name.lower().rstrip(".")]


def _number(word: str) -> int:
    word = word.lower()
    if word.isdigit():
        return int(word)
    return _NUMBERS.get(word.removeprefix("a ") if word != "a" else "a", 3)


def _leaning_at(text: str, start: int, end: int) -> int:
    """+1 where the words around look forward, -1 where they look back, 0 where nothing tells."""
    around = text[max(0, start - 70) : end + 25]
    if re.search(r"\b(will|scheduled|planned|upcoming|due|set (?:for|to)|to be held|next|by|before|expected|until|deadline|plans?|shall|forthcoming|coming|invited?|agreed to meet)\b", around, re.I):
        return 1
    if re.search(r"\b(was|were|had|since|last|after|did|held|hosted|ago|[a-z]{3,}ed)\b", around, re.I):
        return -1
    return 0


def _relation(text: str, start: int, own: str) -> str:
    before = text[max(0, start - 18) : start].lower() + " " + own.lower().split(" ")[0]
    match = re.search(r"\b(since|by|before|until|till|after|within|from)(?:\s+(?:the|about|around|early|late))*\s*(?:\S+)?$", before)
    return {"till": "until"}.get(match.group(1), match.group(1)) if match else ""


def _stated(first: date, last: date, precision: Precision) -> When:
    return When(first, last, precision, "stated")


def _inferred(first: date | None, last: date | None, precision: Precision, reason: str) -> When:
    return When(first, last, precision, "inferred", reason)


def _complete(at: Clock, leaning: int, make: Callable[[int], tuple[date, date] | None], precision: Precision) -> When | None:
    """Complete a date without a year: the nearest that fits the leaning; the reason is kept."""
    now = at.published or at.anchor
    if now is None:
        return When(None, None, "vague", "inferred", "no year: neither a publication date nor a dated year in the text")
    options = [o for year in range(max(1, now.year - 1), min(9999, now.year + 2)) if (o := make(year))]
    if not options:
        return None
    if at.published is None or leaning > 0:
        after = [o for o in options if o[1] >= now]
        pick = after[0] if after else options[-1]
    elif leaning < 0:
        until = [o for o in options if o[0] <= now]
        pick = until[-1] if until else options[0]
    else:
        pick = min(options, key=lambda o: abs((o[0] - now).days))
    return _inferred(*pick, precision, f"year {pick[0].year} from context: {at.reason}")


def _day(match: re.Match[str], at: Clock, leaning: int) -> When | None:
    g = match.groupdict()
    month, day = _month(g["month"]), int(g["day"])
    last = int(g.get("day2") or day)

    def make(year: int) -> tuple[date, date] | None:
        a, b = _safe(year, month, day), _safe(year, month, last)
        return (a, b) if a and b and a <= b else None

    precision: Precision = "day" if last == day else "vague"
    if g.get("year"):
        made = make(int(g["year"]))
        return _stated(*made, precision) if made else None
    return _complete(at, leaning, make, precision)


def _iso(match: re.Match[str], at: Clock, leaning: int) -> When | None:
    day = _safe(int(match["year"]), int(match["m"]), int(match["day"]))
    return _stated(day, day, "day") if day else None


def _span_of_month(year: int, month: int) -> tuple[date, date] | None:
    a = _safe(year, month, 1)
    return (a, a.replace(day=monthrange(year, month)[1])) if a else None


def _part(span: tuple[date, date], part: str | None) -> tuple[date, date]:
    """The early, middle or late third of an interval; "the end of" is its last day's neighbourhood."""
    if not part:
        return span
    first, last = span
    third = timedelta(days=max(1, (last - first).days // 3))
    word = part.lower()
    if word.startswith("early") or "beginning" in word or "start" in word:
        return first, first + third
    if word.startswith("mid") or "middle" in word:
        return first + third, last - third
    if "end of" in word or "turn of" in word:
        return last, last
    return last - third, last


def _month_of(match: re.Match[str], at: Clock, leaning: int) -> When | None:
    g = match.groupdict()
    month = _month(g["month"])

    def make(year: int) -> tuple[date, date] | None:
        span = _span_of_month(year, month)
        return _part(span, g.get("part")) if span else None

    part = (g.get("part") or "").lower()
    precision: Precision = "day" if "end of" in part else ("week" if part else "month")
    if g.get("year"):
        made = make(int(g["year"]))
        return _stated(*made, precision) if made else None
    return _complete(at, leaning, make, precision)


def _year(match: re.Match[str], at: Clock, leaning: int) -> When | None:
    year = int(match["year"])
    if not 1000 <= year <= 2999:
        return None
    part = match.groupdict().get("part")
    span = _part((date(year, 1, 1), date(year, 12, 31)), part)
    precision: Precision = "year" if not part else ("day" if span[0] == span[1] else "season")
    return _stated(*span, precision)


def _season(match: re.Match[str], at: Clock, leaning: int) -> When | None:
    g = match.groupdict()
    begins = _SEASONS[g["season"].lower()]

    def make(year: int) -> tuple[date, date] | None:
        a = _safe(year, begins, 1)
        b = _span_of_month(year + (begins == 12), (begins + 1) % 12 + 1)
        return (a, b[1]) if a and b else None

    if g.get("year"):
        made = make(int(g["year"]))
        return _stated(*made, "season") if made else None
    rel = (g.get("rel") or "").lower()
    return _complete(at, 1 if rel in {"next", "this coming"} else -1 if rel == "last" else leaning, make, "season")


def _weekday(match: re.Match[str], at: Clock, leaning: int) -> When | None:
    if at.published is None:
        return None
    target, rel = _DAYS[match["weekday"].lower()], (match["rel"] or "").lower()
    back = (at.published.weekday() - target) % 7
    forward = (target - at.published.weekday()) % 7
    if rel == "next" or (rel not in {"last", "past"} and leaning > 0):
        day = at.published + timedelta(days=forward or (7 if rel == "next" else 0))
    else:
        day = at.published - timedelta(days=back or (7 if rel in {"last", "past"} else 0))
    return _inferred(day, day, "day", f"{match['weekday']} nearest to the publication on {at.published}")


def _deictic(match: re.Match[str], at: Clock, leaning: int) -> When | None:
    if at.published is None:
        return None
    shift = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1, "day before yesterday": -2, "day after tomorrow": 2}
    day = at.published + timedelta(days=shift[match["deictic"].lower()])
    return _inferred(day, day, "day", f"{match['deictic']} of the publication on {at.published}")


def _unit_relative(match: re.Match[str], at: Clock, leaning: int) -> When | None:
    now = at.now
    if now is None:
        return None
    rel, unit = match["rel"].lower(), match["unit"].lower()
    shift = {"last": -1, "past": -1, "previous": -1, "this": 0, "current": 0, "next": 1, "coming": 1, "following": 1}[rel.removeprefix("the ").strip()]
    part = match.groupdict().get("part")
    if unit in {"week", "weekend"}:
        monday = now - timedelta(days=now.weekday()) + timedelta(weeks=shift)
        first, last = (monday, monday + timedelta(days=6)) if unit == "week" else (monday + timedelta(days=5), monday + timedelta(days=6))
        precision: Precision = "week"
    elif unit == "month":
        index = now.year * 12 + now.month - 1 + shift
        span = _span_of_month(index // 12, index % 12 + 1)
        if span is None:
            return None
        first, last = span
        precision = "month"
    elif unit == "year":
        first, last, precision = date(now.year + shift, 1, 1), date(now.year + shift, 12, 31), "year"
    else:
        return None
    if part:
        first, last = _part((first, last), part)
        precision = "day" if first == last else precision
    return _inferred(first, last, precision, f"{match.group().strip()}, seen from {now} ({at.reason})")


def _of_the_unit(match: re.Match[str], at: Clock, leaning: int) -> When | None:
    """"The end of the year", "the end of the month"."""
    now = at.now
    if now is None:
        return None
    span = (date(now.year, 1, 1), date(now.year, 12, 31)) if match["unit"] == "year" else _span_of_month(now.year, now.month)
    if span is None:
        return None
    first, last = _part(span, match["part"])
    return _inferred(first, last, "day" if first == last else "month", f"{match['unit']} of writing: {at.reason}")


def _ago(match: re.Match[str], at: Clock, leaning: int) -> When | None:
    if at.published is None:
        return None
    days = _number(match["n"]) * _UNITS[match["unit"]]
    day = at.published - timedelta(days=days)
    precision: Precision = {"day": "day", "week": "week", "month": "month", "year": "year"}.get(match["unit"], "week")  # type: ignore[assignment]
    if precision == "month" and (span := _span_of_month(day.year, day.month)):
        return _inferred(*span, "month", f"{match.group()} before {at.published}")
    if precision == "year":
        return _inferred(date(day.year, 1, 1), date(day.year, 12, 31), "year", f"{match.group()} before {at.published}")
    return _inferred(day, day if precision == "day" else day + timedelta(days=6), precision, f"{match.group()} before {at.published}")


def _within(match: re.Match[str], at: Clock, leaning: int) -> When | None:
    now = at.now
    if now is None:
        return None
    last = now + timedelta(days=_number(match["n"]) * _UNITS[match["unit"]])
    return _inferred(now, last, "vague" if match["unit"] != "day" else "day", f"{match.group()} from {now} ({at.reason})")


def _coming(match: re.Match[str], at: Clock, leaning: int) -> When | None:
    """"The coming months": from now to a handful of the unit (days 10, weeks 6, months 6, years 5)."""
    now = at.now
    if now is None:
        return None
    length = {"day": 10, "week": 42, "month": 183, "year": 1826}[match["unit"]]
    if match["back"]:
        return _inferred(now - timedelta(days=length), now, "vague", f"{match.group()} before {now} ({at.reason})")
    return _inferred(now, now + timedelta(days=length), "vague", f"{match.group()} from {now} ({at.reason})")


def _soon(match: re.Match[str], at: Clock, leaning: int) -> When | None:
    now = at.now
    if now is None:
        return None
    return _inferred(now, now + timedelta(days=183), "vague", f"{match.group()}, seen from {now} ({at.reason})")


def _re(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{pattern})(?!\w)")


_Reader = Callable[[re.Match[str], Clock, int], When | None]
_GRAMMAR: list[tuple[re.Pattern[str], _Reader]] = [
    (_re(r"(?P<year>[0-9]{4})-(?P<m>[01][0-9])-(?P<day>[0-3][0-9])"), _iso),
    (_re(rf"(?:between |from )?{_D}\s*(?:-|–|—|to|and|/)\s*{_D2}(?:\s+of)?\s+{_M}(?:,?\s+{_Y})?"), _day),
    (_re(rf"(?:between |from )?{_M}\s+{_D}\s*(?:-|–|—|to|and|/)\s*{_D2}(?!\s*{_M.replace('month', 'x')})(?:,?\s+{_Y})?"), _day),
    (_re(rf"{_D}(?:\s+of)?\s+{_M}(?:,?\s+{_Y})?"), _day),
    (_re(rf"{_M}\s+{_D}(?:,?\s+{_Y})?"), _day),
    (_re(rf"{_PART}[\s-]+{_M}(?:,?\s+{_Y})?"), _month_of),
    (_re(rf"{_M}(?:\s+of|,)?\s+{_Y}"), _month_of),
    (_re(rf"(?:(?:[Tt]he )?(?P<season>[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter)) (?:of )?{_Y}"), _season),
    (_re(rf"{_PART}[\s-]+{_Y}"), _year),
    (_re(rf"{_PART} (?P<rel>next|this|last) (?P<unit>week|month|year)"), _unit_relative),
    (re.compile(r"(?<![\w-])(?P<part>(?:the )?(?:beginning|start|middle|end) of) the (?P<unit>month|year)(?!\w)"), _of_the_unit),
    (_re(rf"(?:(?<=in )|(?<=In )|(?<=since )|(?<=Since )|(?<=by )|(?<=By )|(?<=until )|(?<=from )|(?<=during )|(?<=before )|(?<=after )|(?<=of )|(?<=this )|(?<=last )|(?<=next )|(?<=its )){_M}"), _month_of),
    (_re(r"(?:(?P<rel>next|last|this|this coming) |(?:the|by|in|before|until|after|this) (?:the )?)(?P<season>spring|summer|autumn|winter)"), _season),
    (re.compile(r"(?:(?<=[Ii]n )|(?<=[Ss]ince )|(?<=[Bb]y )|(?<=[Uu]ntil )|(?<=[Ff]rom )|(?<=[Dd]uring )|(?<=[Bb]efore )|(?<=[Aa]fter )|(?<=[Oo]f )|(?<=[Tt]he )|(?<=[Tt]o )|(?<=[Aa]nd ))(?P<year>1[89][0-9]{2}|20[0-9]{2})(?![\w%]|[.,][0-9]|\s+(?:people|soldiers|troops|men|peacekeepers|square|km|kilomet))"), _year),
    (_re(r"(?:(?P<rel>[Ll]ast|[Nn]ext|[Tt]his|[Pp]ast) )?(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"), _weekday),
    (_re(r"(?P<deictic>[Tt]oday|[Tt]onight|[Yy]esterday|[Tt]omorrow|day before yesterday|day after tomorrow)"), _deictic),
    (_re(rf"{_N} {_U} (?:ago|earlier)"), _ago),
    (_re(rf"(?:[Ww]ithin|[Ii]n|[Oo]ver|[Ii]n the next|[Ww]ithin the next|[Oo]ver the next|[Oo]ver the coming|[Ww]ithin the coming)(?: the next| the coming)? {_N} {_U}(?: time)?"), _within),
    (_re(r"(?:the )?(?P<back>past|last|previous|recent)? ?(?:few )(?P<unit>day|week|month|year)s"), _coming),
    (_re(r"(?:(?:the )?(?:coming|next|following|forthcoming)(?: few)?|(?P<back>recent|the past|the last|past)) (?P<unit>day|week|month|year)s"), _coming),
    (_re(r"(?P<rel>[Ll]ast|[Nn]ext|[Tt]his|[Tt]he coming|[Tt]he following|[Tt]he previous) (?P<unit>week|weekend|month|year)"), _unit_relative),
    (_re(r"soon|shortly|in the near future|before long|imminently"), _soon),
]

