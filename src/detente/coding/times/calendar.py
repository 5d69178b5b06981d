"""Calendar: days, months, seasons, years and longer, by their names and numbers."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from detente.coding.times.clock import Clock
from detente.coding.times.periods import Period, Unit, containing, day_of, month_of
from detente.coding.times.reading import Match, Reading, Rule, context, dated, number_in, open_date, rule, with_daypart
from detente.coding.times.told import gap
from detente.coding.times.words import (
    AFTER_WEEKDAY,
    DAY,
    DAY_MONTH,
    MONTH,
    MONTH_DAY,
    OF_DAY,
    ORDINAL,
    ORDINALS,
    SEASON,
    SEASONS,
    WITH_PART,
    YEAR,
    month,
)


def _iso(m: Match, at: Clock, leaning: int) -> list[Reading]:
    day = day_of(int(m["y"]), int(m["m"]), int(m["d"]))
    return [dated(m, day)] if day else []


def _numeric(m: Match, at: Clock, leaning: int) -> list[Reading]:
    a, b, year = int(m["a"]), int(m["b"]), int(m["y"])
    day = day_of(year, b, a) if a > 12 or m["sep"] == "." else day_of(year, a, b)
    return [dated(m, day)] if day else []


def day_of_month(m: Match, at: Clock, name: str, figure: str, year: str | None, group: str | int, leaning: int) -> Reading | None:
    """The reading of a day by its figure and the name of its month, None where the calendar has none."""
    number_, month_ = number_in(figure), month(name)
    if year:
        day = day_of(int(year), month_, number_)
        return dated(m, day, group=group) if day else None
    its = (m.groupdict().get("its") or "").lower().split()
    base = at.told("year") if its and its[-2] in {"that", "same"} else containing("year", at.now) if its and at.now else None
    shift = {"last": -1, "next": 1}.get(its[-2], 0) if its else 0
    day = day_of(base.year + shift, month_, number_) if base else _term(m, at, leaning, lambda y: day_of(y, month_, number_)) or at.complete(leaning, lambda y: day_of(y, month_, number_))
    if day is None:
        return open_date(m, group, f"XXXX-{month_:02d}-{number_:02d}") if at.now is None and number_ <= 31 else None
    return dated(m, day, f"year {day.year} {context(at)}", group=group)


_UNTIL = re.compile(r"\b(?:until|till|by)\s+(?:the\s+)?$", re.I)


def _term(m: Match, at: Clock, leaning: int, make: Callable[[int], Period | None]) -> Period | None:
    """The end of a term that a sentence sets on a day it has told: "on 4 December they gave them until 1 January"."""
    if at.here is None or at.narrative or leaning > 0 or not _UNTIL.search(m.string, 0, m.start()):
        return None
    return at.after(at.here.first, make)


def _day(m: Match, at: Clock, leaning: int) -> list[Reading]:
    reading = day_of_month(m, at, m["month"], m["day"], m["year"], 0, leaning)
    return [with_daypart(m, reading)] if reading else []


def _days(m: Match, at: Clock, leaning: int) -> list[Reading]:
    """"14 to 16 November", "May 3-5, 2020": two days of one month."""
    first = day_of_month(m, at, m["month"], m["day"], m["year"], "one", leaning)
    last = day_of_month(m, at, m["month"], m["day2"], m["year"], "two", leaning)
    return [first, last] if first and last else []


def _days_of_year(m: Match, at: Clock, leaning: int) -> list[Reading]:
    """"January 23 - March 9 2014": two days of one year, or of that and the year before."""
    year = int(m["year"])
    name, last_name = month(m["month"]), month(m["month2"])
    first = day_of(year - (name > last_name), name, number_in(m["day"]))
    last = day_of(year, last_name, number_in(m["day2"]))
    return [dated(m, first, group="one"), dated(m, last, group="two")] if first and last else []


def _the_day(m: Match, at: Clock, leaning: int) -> list[Reading]:
    """"The 20th", of the month last told; the last before the day of writing, where that month lies long back and was told of two sentences ago or more."""
    base = at.told("month") if at.narrative or (at.reference is not None and at.reference.unit in {"day", "month"}) else None
    figure = m["day"].lower()
    n = ORDINALS.get(figure) or number_in(figure)
    if base is None:
        return []
    if not at.narrative and at.silent > 1 and at.now and (at.now - base.last).days > _LATELY:
        this = containing("month", at.now)
        late = [p for month_ in (this, this.shift(-1)) if (p := day_of(month_.first.year, month_.first.month, n)) and p.first <= at.now]
        return [dated(m, late[0], f"the last before {at.now}")] if late else []
    day = day_of(base.first.year, base.first.month, n)
    return [dated(m, day, f"of the month told before, {base.timex}")] if day else []


#: How long ago the month last told may lie, of which "the 20th" is (days).
_LATELY = 60


def _months(m: Match, at: Clock, leaning: int) -> list[Reading]:
    """"August-September 1950": two months of one year."""
    year = int(m["year"])
    first, last = month_of(year, month(m["month"])), month_of(year, month(m["month2"]))
    return [dated(m, first, group="one"), dated(m, last, group="two")] if first and last else []


def _month(m: Match, at: Clock, leaning: int) -> list[Reading]:
    g = m.groupdict()
    name, words = month(g["month"]), g.get("part")
    if g.get("year"):
        period = month_of(int(g["year"]), name)
        return [dated(m, period, words=words)] if period else []
    if g.get("same"):
        told = at.told("year")
        period = month_of(told.first.year, name) if told else None
    elif g.get("its") and at.now is not None:
        period = month_of(at.now.year + {"last": -1, "this": 0, "next": 1}[g["its"]], name)
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
        return [open_date(m, value=f"XXXX-{name:02d}")] if at.now is None else []
    return [dated(m, period, f"year {period.year} {context(at)}", words=words)]


def _season(m: Match, at: Clock, leaning: int) -> list[Reading]:
    g = m.groupdict()
    which, words = SEASONS[g["season"].lower()], g.get("part")
    if g.get("year"):
        return [dated(m, Period("season", int(g["year"]) * 4 + which), words=words)]
    rel = (g.get("rel") or "").lower()
    if not rel and not g.get("det") and not at.narrative:
        return []
    period: Period | None
    if rel in {"last", "past", "previous"} and at.now:
        period = _before(at.now, which)
    elif rel in {"that", "that same", "the same", "same"} and (year := at.told("year")):
        period = Period("season", year.index * 4 + which)
    elif rel == "this" and at.now and not at.narrative and leaning >= 0:
        now = at.now
        seasons = (Period("season", year * 4 + which) for year in (now.year - 1, now.year, now.year + 1))
        period = min((p for p in seasons if now.year in {p.first.year, p.last.year}), key=lambda p: gap(now, p.first, p.last, 0))
    elif at.narrative and at.reference is not None:
        period = Period("season", at.reference.first.year * 4 + which)
    else:
        period = at.complete(1 if rel in {"next", "this coming", "coming"} else leaning, lambda y: Period("season", y * 4 + which))
    if period is None:
        return []
    return [dated(m, period, f"year {period.year} {context(at)}", words=words)]


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
        return [dated(m, Period(size, int(g["year"]) * per + n - 1))]
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
    return [dated(m, period, f"year {period.year} {context(at)}")]


#: What a number of four figures counts, and is no year: "resolution 1701", "Resolutions 1860 (2009) and 1701".
_NUMBERED = re.compile(r"\b(?:resolutions?|regulations?|decrees?|directives?|flights?|hill|point|no\.?|number)\s+(?:[0-9]{3,4}(?:\s\([0-9]{4}\))?(?:,|\s+and)\s+)*$", re.I)


def _year(m: Match, at: Clock, leaning: int) -> list[Reading]:
    g = m.groupdict()
    if _NUMBERED.search(m.string, max(0, m.start() - 40), m.start()):
        return []
    return [dated(m, Period("year", int(g["year"])), words=g.get("part"))]


def _years(m: Match, at: Clock, leaning: int) -> list[Reading]:
    """"1915-17", "1962–1975", "from 1939 to 1945": two years."""
    first = int(m["year"])
    last = int(m["year2"]) if len(m["year2"]) == 4 else first // 100 * 100 + int(m["year2"])
    if last <= first:
        return []
    return [dated(m, Period("year", first), group="one"), dated(m, Period("year", last), group="two")]


def _ancient(m: Match, at: Clock, leaning: int) -> list[Reading]:
    """Years before Christ have a value and no days of ours."""
    head = "BC" if m["era"].upper().startswith("B") else ""
    return [Reading(m.start(), m.end(), "date", f"{head}{int(m['n']):04d}")]


_NINETIES = {"twenties": 2, "thirties": 3, "forties": 4, "fifties": 5, "sixties": 6, "seventies": 7, "eighties": 8, "nineties": 9}


def _decade(m: Match, at: Clock, leaning: int) -> list[Reading]:
    g = m.groupdict()
    index = int(g["decade"]) // 10 if g.get("decade") else 190 + _NINETIES[g["name"].lower()]
    return [dated(m, Period("decade", index), words=g.get("part"), tell=False)]


def _century(m: Match, at: Clock, leaning: int) -> list[Reading]:
    word = m["n"].lower()
    n = ORDINALS.get(word) or number_in(word)
    return [dated(m, Period("century", n - 1), words=m.groupdict().get("part"), tell=False)] if 1 <= n <= 30 else []


_HOLIDAYS = {"christmas day": (12, 25), "christmas eve": (12, 24), "christmas": (12, 25), "new year's day": (1, 1), "new year's eve": (12, 31), "new year’s day": (1, 1), "new year’s eve": (12, 31), "bastille day": (7, 14), "may day": (5, 1), "halloween": (10, 31), "boxing day": (12, 26)}


def _holiday(m: Match, at: Clock, leaning: int) -> list[Reading]:
    month_, day_ = _HOLIDAYS[m["day"].lower()]
    period = day_of(int(m["year"]), month_, day_) if m["year"] else at.complete(leaning, lambda y: day_of(y, month_, day_))
    return [dated(m, period, f"year {period.year} {context(at)}")] if period else []


_BEFORE_A_YEAR = ["in", "of", "since", "by", "until", "till", "from", "to", "and", "during", "before", "after", "between", "throughout", "late", "early", "mid", "the", "around", "circa", "through", "or", "as", "his", "her", "its", "their", "fiscal", "year", "into", "for", "than", "that", "on", "with", "spring", "summer", "autumn", "winter", "fall"]
_AFTER = "|".join(rf"(?<={w} )" for word in _BEFORE_A_YEAR for w in (word, word.capitalize()))
_COUNTED = r"(?:people|soldiers|troops|men|women|peacekeepers|square|km|kilomet|miles|meters|metres|feet|tons|tonnes|votes|civilians|prisoners|refugees|migrants|fighters|dollars|euros|percent|per cent|aircraft|tanks|[a-z]+ (?:people|soldiers|troops|men|prisoners|tanks|aircraft))"

RULES: tuple[Rule, ...] = (
    rule("iso", r"(?P<y>[0-9]{4})-(?P<m>[01][0-9])-(?P<d>[0-3][0-9])", _iso),
    rule("numeric", r"(?P<a>[0-3]?[0-9])(?P<sep>[/.])(?P<b>[0-3]?[0-9])(?P=sep)(?P<y>(?:19|20)[0-9]{2})", _numeric),
    rule("days of a month", rf"(?P<one>(?P<day>{DAY}))\s*(?:-|–|—|\s+to\s+|\s+and\s+|/|\s+or\s+)\s*(?P<two>(?P<day2>{DAY})(?:\s+of)?\s+(?P<month>{MONTH})(?:,?\s+(?P<year>{YEAR})(?![0-9]))?)", _days),
    rule("days after a month", rf"(?P<one>(?P<month>{MONTH})\s+(?P<day>{DAY}))\s*(?:-|–|—|\s+to\s+|\s+and\s+|/)\s*(?P<two>(?P<day2>{DAY})(?![0-9:])(?:,?\s+(?P<year>{YEAR})(?![0-9]))?)(?!\s+(?:{MONTH}))", _days),
    rule("days of a year", rf"(?P<one>(?P<month>{MONTH})\s+(?P<day>{DAY}))\s*(?:-|–|—|to|through|and)\s*(?P<two>(?P<month2>{MONTH})\s+(?P<day2>{DAY}),?\s+(?P<year>{YEAR})(?![0-9]))", _days_of_year),
    rule("days of a year, British", rf"(?P<one>(?P<day>{DAY})\s+(?P<month>{MONTH}))\s*(?:-|–|—|to|through|and)\s*(?P<two>(?P<day2>{DAY})\s+(?P<month2>{MONTH}),?\s+(?P<year>{YEAR})(?![0-9]))", _days_of_year),
    rule("day of a month", rf"{AFTER_WEEKDAY}(?:the\s+|The\s+)?{DAY_MONTH}{OF_DAY}", _day),
    rule("month and day", rf"{AFTER_WEEKDAY}{MONTH_DAY}{OF_DAY}", _day),
    rule("months of a year", rf"(?P<one>(?P<month>{MONTH}))\s*(?:-|–|—|/|\s+to\s+|\s+and\s+|\s+or\s+)\s*(?P<two>(?P<month2>{MONTH})(?:\s+of|,)?\s+(?P<year>{YEAR})(?![0-9]))", _months),
    rule("part of a month", rf"{WITH_PART}[\s-]+(?P<month>{MONTH})(?:(?:\s+of)?,?\s+(?P<year>{YEAR})(?![0-9])|\s+(?:of\s+)?(?:(?P<same>that|the same|that same)|(?P<its>this|last|next))\s+year)?", _month),
    rule("month of a year", rf"(?P<month>{MONTH})(?:\s+of|,)?\s+(?P<year>{YEAR})(?![0-9])", _month),
    rule("month of that year", rf"(?P<month>{MONTH}) (?:of )?(?:(?P<same>that|the same|that same)|(?P<its>this|last|next)) year", _month),
    rule("that month by name", rf"(?P<after>[Tt]hat(?: same)?) (?P<month>{MONTH})(?!\s+[0-9])", _month),
    rule("relative month", rf"(?P<rel>[Ll]ast|[Nn]ext|[Tt]his(?: coming)?|[Pp]ast|[Tt]he following) (?P<month>{MONTH})(?!\s+[0-9])", _month),
    rule("season of a year", rf"(?:{WITH_PART}[\s-]+)?(?:[Tt]he )?(?P<season>{SEASON})(?: of|,)? (?P<year>{YEAR})(?![0-9])", _season),
    rule("relative season", rf"(?:{WITH_PART}[\s-]+)?(?P<rel>[Tt]hat same|[Ll]ast|[Nn]ext|[Tt]his coming|[Tt]his|[Pp]ast|[Tt]hat|[Tt]he same|[Tt]he coming|[Tt]he following|[Tt]he previous) (?P<season>{SEASON})", _season),
    rule("the season", rf"(?:{WITH_PART}[\s-]+)?(?P<det>[Tt]he |(?<=throughout the )|(?<=by )|(?<=in )|(?<=before )|(?<=until )|(?<=In )|(?<=of ))(?P<season>spring|summer|autumn|winter)", _season),
    rule("half of a year", rf"(?:[Tt]he )?(?P<n>[Ff]irst|[Ss]econd|[Ll]atter|[1-2](?:st|nd))[ -]half(?: of (?P<year>{YEAR})|(?P<rest> of (?:the|this|last|next|that) year))", _quarter),
    rule("quarter of a year", rf"(?:[Tt]he )?(?P<n>[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|[Ff]inal|[1-4](?:st|nd|rd|th))[ -]quarter(?: of (?P<year>{YEAR})|(?P<rest> of (?:the|this|last|next|that) year))?(?! of (?!the|this|last))", _quarter),
    rule("quarter in short", rf"(?P<n>Q[1-4])(?: (?:of )?(?P<year>{YEAR}))?", _quarter),
    rule("years", rf"(?P<one>(?P<year>{YEAR}))(?:\s?(?:-|–|—|/)\s?|\s+to\s+|(?<=[Bb]etween [12][0-9]{{3}}) and )(?P<two>(?P<year2>{YEAR}|[0-9]{{2}}))(?![\w-]|[.,][0-9])", _years),
    rule("part of a year", rf"{WITH_PART}[\s-]+(?P<year>{YEAR})(?![\w%]|[.,][0-9])", _year),
    rule("ancient year", r"(?P<n>[0-9]{1,4}) ?(?P<era>BCE?|B\.C\.(?:E\.)?|CE|AD|A\.D\.)(?=\W|$)", _ancient),
    rule("decade", r"(?:[Tt]he )?(?:(?P<part>[Ee]arly|[Ll]ate|[Mm]id)[\s-]+)?(?P<decade>1[0-9]{2}0|20[0-9]0)[’']?s", _decade),
    rule("decade in words", r"(?:[Tt]he )?(?:(?P<part>early|late|mid)[ -])?(?P<name>twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)", _decade),
    rule("century", rf"(?:[Tt]he )?(?:(?P<part>[Ee]arly|[Ll]ate|[Mm]id)[ -])?(?P<n>{ORDINAL})[ -]century", _century),
    rule("holiday", rf"(?P<day>Christmas Day|Christmas Eve|Christmas|New Year[’']s Day|New Year[’']s Eve|Bastille Day|May Day|Halloween|Boxing Day)(?:,? (?P<year>{YEAR}))?", _holiday),
    rule("the year", rf"[Tt]he year (?P<year>{YEAR})(?![\w%-])", _year),
    rule("year", rf"(?:(?<=[(\[/–—-])|{_AFTER}|(?<=, ))(?P<year>{YEAR})(?![\w%]|[.,][0-9]|\s+{_COUNTED})(?:(?<=19[0-9][0-9])|(?<=20[0-3][0-9])|(?! [a-z]+s\b))", _year),
    rule("year after a name", rf"(?<=[a-z] )(?P<year>19[0-9]{{2}}|20[0-3][0-9])(?![\w%]|[.,][0-9]|\s+(?:{_COUNTED}|[a-z]+s\b))", _year),
    rule("year alone", rf"(?P<year>{YEAR})(?=[’']s\b|[),.;:\]]|\s*$|\n|\s+(?:[A-Z][a-z]|election|war|treaty|ceasefire|agreement|constitution|accord|revolution|invasion|coup|deal|summit|campaign|season|budget))(?![.,][0-9])", _year),
    rule("month", r"(?P<month>January|February|April|June|July|September|October|November|December|Jan\.|Feb\.|Apr\.|Jun\.|Jul\.|Aug\.|Sept?\.|Oct\.|Nov\.|Dec\.)(?!\s+[0-9])", _month),
    rule("month after a preposition", r"(?:(?<=in )|(?<=In )|(?<=since )|(?<=Since )|(?<=by )|(?<=By )|(?<=until )|(?<=from )|(?<=during )|(?<=before )|(?<=after )|(?<=of )|(?<=this )|(?<=last )|(?<=next )|(?<=its )|(?<=to )|(?<=and )|(?<=through )|(?<=Through )|(?<=or ))(?P<month>March|May|August)", _month),
    rule("ordinal day", r"[Tt]he (?P<day>[0-3]?[0-9](?:st|nd|rd|th))(?=[,.;)]|(?:(?<=on the [0-9](?:st|nd|rd|th))|(?<=on the [0-3][0-9](?:st|nd|rd|th)))\s+(?:[A-Z]|[a-z]+ed\b|between|with|by|after|to|for|that|its|their|his|it|they|an?|no|some|both|two|three|four|several|when|but|as)|\s+(?:of (?:the|that|this) month|was|were|and|the|he|they|a|in|at)\b|\s*$)", _the_day),
)
