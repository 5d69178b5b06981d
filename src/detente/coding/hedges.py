"""Hedges: words of estimative probability, and the ranges that published scales give them."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache

from detente.config import data
from detente.errors import UnknownNameError


@dataclass(frozen=True, slots=True)
class Hedge:
    """The words as written, and the range of probability under a scale (None where they name no size)."""

    words: str
    low: float | None
    high: float | None
    scale: str


@cache
def _raw() -> dict[str, dict[str, object]]:
    return tomllib.loads(data("hedges.toml").read_text("utf-8"))


@cache
def _pattern() -> re.Pattern[str]:
    words = sorted(_raw()["words"], key=len, reverse=True)
    return re.compile(r"(?<![\w-])(?:" + "|".join(re.escape(w) for w in words) + r")(?![\w-])", re.I)


def hedge(text: str, scale: str, *, default: str = "") -> Hedge:
    """The firmest hedge in a text: one that the scale gives a range beats one that only names a chance.

    Raises UnknownNameError for a scale that the data file does not have.
    """
    scales = _raw()["scales"]
    if scale not in scales:
        raise UnknownNameError("probability scale", scale, scales)
    words = _raw()["words"]
    found = [m.group() for m in _pattern().finditer(text)]
    ranked = sorted(found, key=lambda w: (not words[w.lower()], -len(w)))
    if not ranked:
        return Hedge(default, None, None, scale)
    rung = words[ranked[0].lower()]
    low, high = scales[scale][rung] if rung else (None, None)  # type: ignore[index]
    return Hedge(ranked[0], low, high, scale)
