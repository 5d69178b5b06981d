"""Clock: what temporal expressions are relative to, and how it moves on as a text is read."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from statistics import median

from detente.coding.times.periods import Period, Unit, containing
from detente.coding.times.told import DATED, OVER, Lean, leaning_at, stated_day
from detente.coding.times.writing import Tenure, made, placed, written
from detente.model import Document, When

#: How far a story may step back from the last date told without naming the year (days).
SLACK = 150
#: The same where a text that is no story goes back to one.
_BEFORE = 31
#: How many of the last sentences that told a day are remembered.
_HEARD = 40
#: A text whose dates lie further back than this, in the middle, tells a story and no news (days).
_HISTORY = 540
#: How many dates there must be to tell, and how many make a long story, in which some may be of late.
_FEW, _MANY = 5, 20
#: What is told as present and as past by the commonest verbs: news has either, a story nearly all of it past.
_IS, _WAS = re.compile(r"\b(?:is|are|has|have|does|do|says?)\b"), re.compile(r"\b(?:was|were|had|did|said)\b")


@dataclass(slots=True)
class Clock:
    """What relative expressions are relative to.

    In news that is the day of publication; in a narrative, or where no publication is known, the
    last date told (`reference`), which moves on as the text is read; `day` is the last day told since any later month
    or season was. `here` is the last date told in the sentence that is read, `heard` are the sentences that told a day.
    `silent` is how many sentences ago it last went on to a date.
    `story` is a time of long ago that the sentence has gone back to, from which later dates in it are seen; `gone` are `reference` and `day`
    before the text told of what lies ahead of its writing.
    An undated text was `written` on a day that is inferred; `rests` says from what.
    """

    published: date | None
    written: date | None = None
    rests: str = ""
    narrative: bool = False
    reference: Period | None = None
    day: Period | None = None
    here: Period | None = None
    story: Period | None = None
    gone: tuple[Period | None, Period | None] = (None, None)
    silent: int = 0
    heard: deque[tuple[str, Period]] = field(default_factory=lambda: deque(maxlen=_HEARD))

    def move(self, told: Period) -> None:
        """Go on to a date that the text tells."""
        self.reference = self.here = told
        self.silent = 0
        if told.unit == "day":
            self.day = told
        elif self.narrative or (self.day is not None and told.first > self.day.first):
            self.day = None
        if self.now is None or told.first <= self.now:
            self.gone = self.reference, self.day

    def turn_back(self) -> None:
        """Leave aside what lies ahead of the day of writing: "the duty is due from 10 June. The President answered that night"."""
        if not self.narrative and self.now is not None and self.reference is not None and self.reference.first > self.now:
            self.reference, self.day = self.gone

    @property
    def now(self) -> date | None:
        """The best known day of writing."""
        return self.published or self.written

    @property
    def reason(self) -> str:
        """What the day of writing rests on, in words."""
        return f"published {self.published}" if self.published else f"no publication date; {self.rests}"

    def undated(self, *, ahead: bool) -> When:
        """The time of something of which the text tells no date: not before its writing where it is `ahead`, else not after it."""
        return When(self.now, None, "vague", "inferred", "no date in the text; not before its writing") if ahead else When(None, self.now, "vague", "inferred", "no date in the text; not after its writing")

    def at(self, unit: Unit) -> Period | None:
        """The unit in which the reader stands: that of the story in a narrative, else that of writing."""
        if self.narrative and self.reference is not None:
            return containing(unit, self.reference.first)
        return containing(unit, self.now) if self.now else None

    def told(self, unit: Unit) -> Period | None:
        """The unit of the last date told, else that of writing ("the next day", "that year")."""
        if unit == "day" and self.day is not None:
            return self.day
        if self.reference is not None:
            return containing(unit, self.reference.first)
        return containing(unit, self.now) if self.now else None

    def complete(self, leaning: int, make: Callable[[int], Period | None]) -> Period | None:
        """A period whose year is not told: `make` gives it for a year; the nearest that fits is taken.

        `leaning` is +1 where the words look forward, -1 where they look back, 0 where neither.
        """
        if self.narrative and self.reference is not None:
            return self._nearest(self.reference.first, make, slack=-SLACK)
        if self.story is not None and leaning in {-1, OVER}:
            return self._nearest(self.story.first, make, slack=-_BEFORE)
        if self.published is None:
            return placed(self.now, make, leaning) if self.now else None
        now = self.published
        if leaning > 0:
            return self._nearest(now, make, slack=-1, by_end=True)
        if leaning < 0:
            options = [p for y in (now.year, now.year - 1) if (p := made(make, y)) and p.first <= now]
            return options[0] if options else made(make, now.year)
        options = [p for y in (now.year - 1, now.year, now.year + 1) if (p := made(make, y))]
        return min(options, key=lambda p: abs((p.first - now).days), default=None)

    def after(self, day: date, make: Callable[[int], Period | None]) -> Period | None:
        """A period whose year is not told, the first that begins after a day."""
        return self._nearest(day, make, slack=0)

    def _nearest(self, day: date, make: Callable[[int], Period | None], *, slack: int, by_end: bool = False) -> Period | None:
        """The first that does not lie more than `slack` days before the day."""
        options = [p for y in range(max(1, day.year - 1), min(9998, day.year + 1) + 1) if (p := made(make, y))]
        ahead = [p for p in options if ((p.last if by_end else p.first) - day).days > slack]
        return ahead[0] if ahead else (options[-1] if options else None)


def clock(document: Document, lean: Lean | None = None, offices: Sequence[Tenure] = ()) -> Clock:
    """The clock of a document, set before its first sentence.

    `lean` tells for a stretch of the document's text whether it looks forward (+1), back (-1) or neither (0);
    without one the words around decide. `offices` are the times in which those whom it names by their offices held them.
    """
    text = document.text
    if document.published:
        return Clock(document.published, narrative=_narrative(text, document.published))
    found = written(text, lean or (lambda start, end: leaning_at(text, start, end)), offices, document.appearances[0].uri if document.appearances else "")
    return Clock(None, found.day, found.rests) if found else Clock(None)


def _narrative(text: str, published: date) -> bool:
    """Whether a text tells a story of long before it was published: by its dates with a year, and by the tense of its verbs."""
    ago = [(published - day).days for match in DATED.finditer(text) if (day := stated_day(match))]
    if len(ago) < _FEW or median(ago) <= _HISTORY or sum(days < _HISTORY for days in ago) >= len(ago) * (0.3 if len(ago) >= _MANY else 0.1):
        return False
    return 2 * len(_IS.findall(text)) < len(_WAS.findall(text))
