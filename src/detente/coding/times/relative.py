"""Relative: days, weeks and longer seen from the day of writing or from a day told before, and present, past and future."""

from __future__ import annotations

import re
from datetime import timedelta

from detente.coding.times.clock import Clock
from detente.coding.times.periods import Period, Unit, containing, day_of
from detente.coding.times.reading import Match, Reader, Reading, Rule, context, dated, moved, number_in, rule, with_daypart
from detente.coding.times.words import (
    APPROX,
    DAYPART,
    DAYPARTS,
    DAYS,
    MONTH,
    NUMBER,
    OF_DAY,
    UNIT,
    UNITS,
    WEEKDAY,
    WITH_PART,
    duration,
    number,
    unit,
    weekday,
)
from detente.model import When


def on_weekday(m: Match, at: Clock, leaning: int) -> list[Reading]:
    """A weekday: the nearest to the day of writing, in a story to the day told before."""
    g = m.groupdict()
    target, rel = weekday(g["weekday"]), (g.get("rel") or "").lower()
    if g["weekday"].lower().rstrip(".").endswith("days") and not rel:
        return [Reading(m.start(), m.end(), "set", f"XXXX-WXX-{target + 1}")]
    week, following = g.get("week") or "", bool(g.get("following"))
    if at.day is not None and "same" in week:
        period = Period("day", containing("week", at.day.first).first.toordinal() + target)
        return [with_daypart(m, dated(m, period, f"{m.group()}, that of the day told before, {at.day.timex}"))]
    of_story = None if rel or at.day is None else _OF_THE_STORY.search(m.string, 0, m.start())
    if (of_story or following) and at.day is not None:
        same = next((day for _, day in reversed(at.heard) if day.first.weekday() == target), None) if of_story and of_story["same"] else None
        period = same or at.day.shift((target - at.day.first.weekday()) % 7 or 7 * following)
        return [with_daypart(m, dated(m, period, f"{g['weekday']} told before" if same else f"{g['weekday']} after the day told before, {at.day.timex}"))]
    today = at.reference.first if at.narrative and at.reference is not None and at.reference.unit == "day" else at.published if at.narrative else at.now
    if today is None:
        return []
    if week and "same" not in week:
        weeks = 1 if "next" in week else 0 if "this" in week else -2 if "before last" in week else -1
        day = containing("week", today).shift(weeks).first + timedelta(days=target)
        return [with_daypart(m, dated(m, Period("day", day.toordinal()), f"{m.group()}, seen from {today}"))]
    back, ahead = (today.weekday() - target) % 7, (target - today.weekday()) % 7
    if rel in {"next", "the next", "this coming", "the following"} or (rel not in {"last", "past", "this past", "the previous"} and leaning > 0) or (at.narrative and rel != "last"):
        day = today + timedelta(days=ahead or (7 if rel and rel != "this" else 0))
    else:
        day = today - timedelta(days=back or (7 if rel in {"last", "past", "this past", "the previous"} else 0))
    period = Period("day", day.toordinal())
    return [with_daypart(m, dated(m, period, f"{g['weekday']} nearest to {'the day told before' if at.narrative else 'the publication on' if at.published else 'the day of writing,'} {today}"))]


def _weekday_of_month(m: Match, at: Clock, leaning: int) -> list[Reading]:
    """"Monday the 30th": the day of whichever month falls on that weekday, the nearest on the side that the words lean to."""
    now = at.day.first if at.narrative and at.day is not None else at.now
    if now is None:
        return []
    target, n = weekday(m["weekday"]), number_in(m["day"])
    months = (containing("month", now).shift(k).first for k in range(-12, 13))
    days = [p.first for first in months if (p := day_of(first.year, first.month, n)) and p.first.weekday() == target]
    fit = [d for d in days if (d <= now if leaning < 0 else d >= now if leaning > 0 else True)] or days
    day = min(fit, key=lambda d: abs((d - now).days), default=None)
    return [dated(m, Period("day", day.toordinal()), f"{m.group()} nearest to {now}")] if day else []


#: What makes a weekday one of the days told before: "on the Tuesday they signed", "until that Thursday".
_OF_THE_STORY = re.compile(r"\b(?:on the|that(?P<same> same)?) $", re.I)
DEICTIC = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1, "the day before yesterday": -2, "the day after tomorrow": 2, "overnight": 0}


def _deictic(m: Match, at: Clock, leaning: int) -> list[Reading]:
    word = m["word"].lower()
    if at.now is None or at.narrative:
        return [Reading(m.start(), m.end(), "date", "PRESENT_REF")] if word == "today" else []
    period = Period("day", (at.now + timedelta(days=DEICTIC[word])).toordinal())
    reading = dated(m, period, f"{word}, seen from {at.now} ({at.reason})", tell=False)
    if word in {"tonight", "overnight"}:
        return [Reading(reading.start, reading.end, "time", f"{period.timex}TNI", reading.when)]
    return [with_daypart(m, reading)]


def _this_morning(m: Match, at: Clock, leaning: int) -> list[Reading]:
    rel = m["rel"].lower()
    word = re.sub(r"^(early |late |mid-?)", "", m["daypart"].lower())
    relative = bool(m.groupdict().get("before")) or rel in {"that", "that same", "that very", "the same", "the next", "the following", "the previous", "later that", "early the next", "late the same", "early the following"}
    base = at.told("day") if relative or at.narrative else at.at("day")
    if base is None or (relative and at.reference is not None and at.day is None):
        return []
    shift = -1 if rel == "last" or "previous" in rel or m.groupdict().get("before") else 1 if "next" in rel or "following" in rel or rel == "tomorrow" else 0
    period = base.shift(shift)
    reading = dated(m, period, f"{m.group()} {context(at)}")
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
    return [dated(m, period, f"{' '.join(m.group().split())}, seen from {base.timex} ({context(at)})", words=g.get("part"), tell=told)]


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
    other = moved(now, -days if back else days)
    if other is None:
        return [Reading(m.start(), m.end(), "duration", value)]
    why = f"{' '.join(m.group().split())} {'before' if back else 'from'} {now} ({at.reason})"
    when = When(min(now, other), max(now, other), "vague" if word != "day" or not amount else "day", "inferred", why)
    return [Reading(m.start(), m.end(), "duration", value, when)]


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
        return [dated(m, Period("day", at.published.toordinal()), f"{m.group()} of the publication on {at.published}", tell=False)]
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
        return [dated(m, period, f"{' '.join(m.group().split())}, seen from {base.timex} ({context(at)})")]
    except (ValueError, OverflowError):
        return []


def _some_later(m: Match, word: str, at: Clock) -> When | None:
    """The days that "days later" may mean after the last date told; a few weeks are the most that it says for sure."""
    here = at.here if at.here is not None and at.here.unit in {"day", "month"} else None
    start = here or at.day or (at.reference if at.reference is not None and at.reference.unit == "month" else None)
    if start is None or word not in {"day", "night"}:
        return None
    last = moved(start.last, FEW) if start.unit == "day" else start.last
    first = moved(start.first, 1) if start.unit == "day" else start.first
    return When(first, last, "vague" if start.unit == "day" else "month", "inferred", f"{m.group()}, seen from {start.timex}") if first and last else None


#: How many days "days later" are.
FEW = 9


def _reference(value: str) -> Reader:
    return lambda m, at, leaning: [Reading(m.start(), m.end(), "date", value)]


def _soon(m: Match, at: Clock, leaning: int) -> list[Reading]:
    if leaning <= 0:
        return []
    last = moved(at.now, 183) if at.now else None
    when = When(at.now, last, "vague", "inferred", f"{m.group()}, seen from {at.now} ({at.reason})") if last else None
    return [Reading(m.start(), m.end(), "date", "FUTURE_REF", when)]


_REL_DAY = r"(?:[Ll]ast|(?:[Tt]he )?[Nn]ext|[Tt]his|[Pp]ast|[Tt]his (?:coming|past)|[Tt]he following|[Tt]he previous)"

RULES: tuple[Rule, ...] = (
    rule("weekday of a month", rf"(?P<weekday>{WEEKDAY}),? the (?P<day>[0-3]?[0-9](?:st|nd|rd|th))(?!\s+(?:of\s+)?{MONTH})", _weekday_of_month),
    rule("weekday", rf"(?:(?:[Ee]arly|[Ll]ate|[Ll]ater)(?: on)? )?(?:(?P<rel>{_REL_DAY}) )?(?P<weekday>{WEEKDAY})(?!,\s+(?:the\s+)?[0-9]{{1,2}}\s+(?:of\s+)?{MONTH}|,?\s+{MONTH}\s+[0-9]){OF_DAY}(?P<week> (?:of )?(?:last|this|next) week| of the week before(?: last)?| the week before last| of the same week| of that same week)?(?P<following> following)?", on_weekday),
    rule("deictic", rf"(?:(?:[Ee]arl(?:y|ier)|[Ll]ate(?:r)?) )?(?P<word>[Tt]oday|[Tt]onight|[Yy]esterday|[Tt]omorrow|[Tt]he day before yesterday|[Tt]he day after tomorrow|[Oo]vernight){OF_DAY}", _deictic),
    rule("this morning", rf"(?P<rel>[Tt]his|[Ll]ast|[Tt]hat(?: same| very)?|[Ll]ater that|[Tt]he same|[Tt]he next|[Tt]he following|[Tt]he previous|[Ee]arly the next|[Ee]arly the following) (?P<daypart>{DAYPART})", _this_morning),
    rule("the evening before", r"(?P<rel>[Tt]he) (?P<daypart>evening|night|morning|afternoon) (?P<before>before|earlier)(?=[,.;:)]|\s+(?:had|the)\b|$)", _this_morning),
    rule("counted unit", rf"(?P<rel>(?:[Tt]he |[Tt]hese |[Ii]ts |[Tt]heir |[Hh]is )?(?:last|past|previous|preceding|next|coming|following|recent|first|final|succeeding|ensuing|intervening|forthcoming))(?: (?:few|several|couple of))? (?P<n>{NUMBER})(?: (?:working|business|consecutive|full|calendar))? (?P<unit>{UNIT})s?", _counted_unit),
    rule("few units", rf"(?P<rel>(?:[Tt]he )?(?:last|past|previous|next|coming|following|recent|forthcoming|succeeding|ensuing|intervening))(?: few| several| couple of)? (?P<unit>{UNIT})s", _counted_unit),
    rule("ago", rf"(?:{APPROX})?(?P<n>{NUMBER}) (?P<unit>{UNIT})s? (?P<how>ago|earlier|later|afterwards?|previously|before that|after that|prior(?! to)|before(?=[,.;:)]|$))", _ago),
    rule("units ago", rf"(?P<unit>{UNIT})s (?P<how>ago|earlier|later|afterwards?|before that|after that)", _ago),
    rule("relative unit", rf"(?:(?:{WITH_PART}|[Ll]ater(?: on)?(?: in)?|[Ee]arlier(?: in)?) )?(?P<rel>(?:the )?(?:last|past|previous|preceding|this past|this coming|this|current|next|coming|following|upcoming|subsequent|that same|that|same|very same)|[Ll]ast|[Pp]ast|[Tt]his|[Nn]ext|[Tt]hat same|[Tt]hat|[Tt]he same|[Tt]he following|[Tt]he next|[Tt]he previous|[Tt]he current|[Tt]he coming|[Tt]he preceding|[Tt]he past) (?P<unit>(?i:week|weekend|month|quarter|year|decade|century|day))(?! of\b)", _relative_unit),
    rule("part of the unit", r"(?P<part>(?:[Tt]he )?(?:very )?(?:beginning|start|middle|end|turn|close) of|[Ll]ater? in|[Ee]arl(?:y|ier) in|(?:[Tt]he )?latter part of) (?P<rel>the) (?P<unit>month|year|week|decade|century)", _relative_unit),
    rule("the day before", r"[Tt]he (?P<unit>day|week|month|year) (?P<how>before|after|following|earlier|later)(?=[,.;:)]|$)", _ago),
    rule("present", r"(?:[Tt]he present(?: day| time)?|[Pp]resent[- ]day|(?:[Rr]ight )?[Nn]ow|[Nn]owadays|[Cc]urrent(?:ly)?|[Tt]hese days|[Aa]t the moment|[Tt]he time being)", _reference("PRESENT_REF")),
    rule("past", r"(?:[Rr]ecent(?:ly)?|[Tt]he (?:recent |distant )?past(?! few| several| two| three| [a-z]*(?:days|weeks|months|years))|[Ll]ately|[Ff]ormerly|[Tt]he old days)", _reference("PAST_REF")),
    rule("future", r"(?:[Tt]he (?:near |immediate |foreseeable |distant )?future(?! of)|(?<=[Ii]n )future)", _reference("FUTURE_REF")),
    rule("soon", r"(?:[Ss]oon|[Ss]hortly|[Bb]efore long|[Ii]mminently)(?! after| before)", _soon),
)
