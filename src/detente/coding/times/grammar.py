"""Grammar: the forms of temporal expressions in English, each with how it is read.

A form is a pattern and a reader; a reader turns a match into readings (or none, and the next form
may try). Spans and values follow TimeML's TIMEX3: determiners and modifiers belong to the
expression, prepositions do not.
"""

from __future__ import annotations

from detente.coding.times import calendar, hours, lengths, relative
from detente.coding.times.reading import Rule

#: Of forms that match the same stretch the earlier is tried first.
RULES: tuple[Rule, ...] = (*hours.RULES, *calendar.RULES, *relative.RULES, *lengths.RULES)
