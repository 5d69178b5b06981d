"""Words: days, odds and quotations as they are printed."""

from __future__ import annotations

from datetime import date

from detente.model import Evidence, When

_MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]


def day_words(when: When | date | None) -> str:
    """A time in words: 26 November 2021; November 2020; 14 to 16 November 2021; by 31 December 2021."""
    if when is None:
        return "undated"
    if isinstance(when, date):
        return f"{when.day} {_MONTHS[when.month - 1]} {when.year}"
    first, last = when.first, when.last
    if first and last:
        if first == last:
            return day_words(last)
        if when.precision == "year":
            return str(first.year)
        if when.precision == "month" and first.month == last.month:
            return f"{_MONTHS[first.month - 1]} {first.year}"
        if (first.year, first.month) == (last.year, last.month):
            return f"{first.day} to {day_words(last)}"
        return f"{day_words(first)} to {day_words(last)}"
    if last:
        return f"by {day_words(last)}"
    return f"from {day_words(first)}" if first else "undated"


def odds_words(p: float) -> str:
    """A probability in the words of ICD 203, with the number beside them."""
    for bound, words in ((0.05, "almost certain not"), (0.2, "very unlikely"), (0.45, "unlikely"), (0.55, "about as likely as not"), (0.8, "likely"), (0.95, "very likely")):
        if p <= bound:
            return f"{words} ({p:.0%})"
    return f"almost certain ({p:.0%})"


def quoted(evidence: Evidence, *, most: int = 320) -> str:
    """The words of an evidence on one line, cut at a word where they are long."""
    text = " ".join(evidence.exact.split())
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + " …"


def plural(n: int, word: str) -> str:
    """A count with its noun: 1 day, 319 days."""
    return f"{n:,} {word}{'' if n == 1 else 's'}"
