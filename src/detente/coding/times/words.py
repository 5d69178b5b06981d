"""The words of time: numbers, units, months, weekdays, seasons, parts; as pattern fragments and as values."""

from __future__ import annotations

import re

from detente.coding.times.periods import Part, Unit

MONTHS = {
    name: i + 1
    for i, names in enumerate((
        "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul",
        "august aug", "september sept sep", "october oct", "november nov", "december dec",
    ))
    for name in names.split()
}
WEEKDAYS = {
    name: i
    for i, names in enumerate(("monday mon", "tuesday tues tue", "wednesday wed", "thursday thurs thur thu", "friday fri", "saturday sat", "sunday sun"))
    for name in names.split()
}
SEASONS = {"spring": 0, "summer": 1, "autumn": 2, "fall": 2, "winter": 3}
UNITS: dict[str, Unit] = {"day": "day", "week": "week", "weekend": "weekend", "month": "month", "quarter": "quarter", "year": "year", "decade": "decade", "century": "century", "centurie": "century"}
#: The letters of units in TIMEX3 durations; hours, minutes and seconds stand after a T.
LETTERS = {"day": "D", "night": "D", "week": "W", "fortnight": "W", "weekend": "WE", "month": "M", "quarter": "Q", "year": "Y", "decade": "DE", "century": "CE", "centurie": "CE", "hour": "TH", "minute": "TM", "second": "TS"}
#: Days in a unit, as rough as speech is.
DAYS = {"hour": 0, "minute": 0, "second": 0, "day": 1, "night": 1, "week": 7, "fortnight": 14, "weekend": 2, "month": 30, "quarter": 91, "year": 365, "decade": 3652, "century": 36525, "centurie": 36525}
DAYPARTS = {"morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI", "midday": "MI", "noon": "MI", "dawn": "MO", "daybreak": "MO", "sunrise": "MO", "dusk": "EV", "sunset": "EV", "overnight": "NI"}

_ONES = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
NUMBERS = {w: i for i, w in enumerate(_ONES)} | _TENS
_ORDINALS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth"]
ORDINALS = {w: i + 1 for i, w in enumerate(_ORDINALS)} | {"twenty-first": 21}
#: Amounts that name no number (TIMEX3 writes X).
SOME = {"several", "some", "few", "a few", "many", "various", "numerous", "recent", "the few", "countless"}


def any_of(words: object) -> str:
    """A pattern fragment for one of the words, longest first."""
    return "|".join(sorted((re.escape(str(w)) for w in words), key=len, reverse=True))  # type: ignore[attr-defined]


MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
WEEKDAY = r"(?:Mondays?|Tuesdays?|Wednesdays?|Thursdays?|Fridays?|Saturdays?|Sundays?|(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\.)"
SEASON = r"(?:[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter)"
YEAR = r"(?:1[0-9]{3}|20[0-9]{2})"
DAY = r"(?:[12][0-9]|3[01]|0?[1-9])(?:st|nd|rd|th)?"
DAYPART = r"(?i:(?:early |late |mid-?)?(?:morning|afternoon|evening|night)|midday|noon|dawn|daybreak|sunrise|dusk|sunset)"
UNIT = r"(?i:day|week|weekend|fortnight|month|quarter|year|decade|centur(?:y|ie)|hour|minute|second|night)"
_NUMBER_WORD = rf"(?:(?:{any_of(_TENS)})(?:[- ](?:{any_of(_ONES[1:10])}))?|{any_of(_ONES[1:])})"
NUMBER = rf"(?i:[0-9]{{1,3}}(?:[.,][0-9]+)?|(?:a|one|two|three|four|five|six|seven|eight|nine) (?:hundred|dozen)(?: and (?:{_NUMBER_WORD}))?|(?:several |two |three )?dozens?(?: of)?|hundreds(?: of)?|{_NUMBER_WORD}(?: and a half|-and-a-half)?|(?:a couple(?: of)?|couple of|a few|several|some|few|many|half an?|an?))"
ORDINAL = rf"(?:{any_of(ORDINALS)}|[0-9]{{1,2}}(?:st|nd|rd|th))"
APPROX = r"(?:(?:[Aa]bout|[Aa]round|[Aa]pproximately|[Rr]oughly|[Nn]early|[Aa]lmost|[Ss]ome|[Oo]ver|[Uu]nder|[Mm]ore than|[Ll]ess than|[Ff]ewer than|[Nn]o more than|[Nn]o less than|[Aa]t least|[Aa]t most|[Uu]p to|[Aa] mere|[Aa]nother|[Bb]arely|[Ww]ell over|[Jj]ust (?:over|under)|[Aa] little (?:more|over|less) than) )"
PART = r"(?:(?:[Tt]he )?(?:very )?(?:beginning|start|early (?:part|days|months|weeks|years)|opening (?:days|weeks|months)|middle|end|close|latter (?:part|half)|last (?:days|weeks|months)|turn) of(?: the)?(?: month of)?|[Ee]arly(?: in)?|[Ll]ater?(?: in)?|[Ee]arlier in|[Mm]id)"
#: A day of a month, a weekday that may stand before one, the part of a period, a time of day behind a day.
DAY_MONTH = rf"(?P<day>{DAY})(?:\s+of)?\s+(?P<month>{MONTH})(?:,?\s+(?:of\s+)?(?P<year>{YEAR})(?![0-9])|(?P<its>(?:\s+of)?\s+(?:that|the same|that same|this|last|next)\s+year)?)"
MONTH_DAY = rf"(?P<month>{MONTH})\s+(?P<day>{DAY})(?![0-9:]|\s*(?:%|percent|a\.m|p\.m))(?:,?\s+(?P<year>{YEAR})(?![0-9])|(?P<its>(?:\s+of)?\s+(?:that|the same|that same|this|last|next)\s+year)?)"
AFTER_WEEKDAY = rf"(?:{WEEKDAY},?\s+(?:the\s+)?)?"
WITH_PART = rf"(?P<part>{PART})"
OF_DAY = rf"(?:\s+(?P<daypart>{DAYPART}))?"


def number(text: str) -> float | None:
    """The number that words or digits name; None for an amount that names none ("several")."""
    word = text.lower().strip().removesuffix(" of").replace(",", "")
    if word in SOME or word.startswith(("several", "some", "many", "hundreds")) or word == "dozens":
        return None
    half = 0.0
    for tail in (" and a half", "-and-a-half"):
        if word.endswith(tail):
            word, half = word.removesuffix(tail), 0.5
    if word in {"half a", "half an"}:
        return 0.5
    if word in {"a couple", "couple"}:
        return 2
    if re.fullmatch(r"[0-9]+(\.[0-9]+)?", word):
        return float(word) + half
    if "hundred" in word or "dozen" in word:
        head, _, tail = word.partition("hundred" if "hundred" in word else "dozen")
        times = NUMBERS.get(head.strip(), 1)
        rest = number(tail.strip().removeprefix("and ")) if tail.strip() else 0
        return times * (100 if "hundred" in word else 12) + (rest or 0)
    total = 0.0
    for piece in re.split(r"[- ]", word):
        if piece in {"a", "an"}:
            total += 1
        elif piece in NUMBERS:
            total += NUMBERS[piece]
        else:
            return None
    return total + half


def unit(text: str) -> str:
    """The singular of a unit word."""
    word = text.lower().rstrip(".").removesuffix("-long")
    return word if word == "century" else word.removesuffix("s")


def month(text: str) -> int:
    """The number of a month's name."""
    return MONTHS[text.lower().rstrip(".")]


def weekday(text: str) -> int:
    """Monday is 0."""
    word = text.lower().rstrip(".")
    return WEEKDAYS[word] if word in WEEKDAYS else WEEKDAYS[word.removesuffix("s")]


def part(text: str | None) -> Part:
    """Which part of a period words like "early", "mid" and "the end of" mean."""
    word = (text or "").lower()
    if not word:
        return ""
    if re.search(r"beginning|start|early|opening", word):
        return "START"
    if re.search(r"mid|middle", word):
        return "MID"
    if re.search(r"\b(end|close|turn) of", word):
        return "EDGE"
    return "END"


def duration(amount: float | None, unit_word: str) -> str:
    """A length in TIMEX3's notation: P2M, P1.5Y, PXD, PT3H."""
    if amount == 0.5:
        amount, unit_word = {"hour": (30, "minute"), "year": (6, "month"), "decade": (5, "year"), "century": (50, "year")}.get(unit_word, (amount, unit_word))
    letter = LETTERS[unit_word]
    count = "X" if amount is None else f"{amount * (2 if unit_word == 'fortnight' else 1):g}"
    return f"PT{count}{letter[1]}" if letter.startswith("T") else f"P{count}{letter}"
