"""Questions: what the ledger raises about the future, as event patterns that can be settled."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from detente.model import Agreement, Event, Meeting, Question
from detente.model.identity import bodies, identify
from detente.model.memory import Entry, Memory

#: Horizons of the standing questions, in days.
HORIZONS = (30, 90, 180)
#: Meetings planned for later than this many days ahead are not asked about.
FARTHEST = 730
#: A planned meeting held within this many days of its date counts as held under the lenient criterion.
LENIENT_DAYS = 7


#: What answers the question of an agreement: signing (SUPPORT in PLOVER's table of 2021), of which the ledger keeps the agreements.
AGREEMENT = ("SUPPORT",)


@dataclass(frozen=True, slots=True)
class Class:
    """A class of events that is asked about in every dispute."""

    name: str
    text: str
    types: tuple[str, ...]
    strict: str
    lenient: str


CLASSES = (
    Class("meeting", "Will the leaders of the parties meet?", ("CONSULT",), "a meeting of both leaders in one place is reported as held", "a call or a meeting online counts too"),
    Class("agreement", "Will the parties conclude an agreement?", AGREEMENT, "a text that both sides signed or adopted is reported", "an understanding announced by either side counts"),
    Class("release", "Will prisoners be released?", ("RETREAT/release",), "a release from one side to the other is reported by either", "bodies handed over count too"),
    Class("clash", "Will there be an armed clash between the parties?", ("ASSAULT",), "an armed attack of one side on the other is reported by either", "an exchange of fire without casualties counts"),
)


def meeting_questions(memory: Memory) -> Iterator[tuple[Question, Entry[Meeting]]]:
    """For each meeting planned after the memory's day: held on the day, and held within a week of it."""
    for entry in memory.meetings:
        m = entry.record
        if m.status not in {"planned", "moved"} or not m.when or not m.when.first or not m.when.last:
            continue
        if m.when.span > 7 or not 0 < (m.when.first - memory.as_of).days <= FARTHEST:
            continue
        for slack in (0, LENIENT_DAYS):
            first, last = m.when.first - timedelta(days=slack), m.when.last + timedelta(days=slack)
            on = f"on {m.when.text()}" if slack == 0 else f"within {slack} days of {m.when.text()}"
            yield Question(
                id=identify("question", m.id, slack, memory.as_of),
                text=f"Will the meeting planned for {m.when.text()} be held {on}?",
                first=max(first, memory.as_of + timedelta(days=1)),
                last=last,
                types=("CONSULT",),
                parties=tuple(sorted(bodies(m.participants))),
                place=m.place,
                level=m.level,
                meeting=m.id,
                strict=f"reported as held at most {LENIENT_DAYS} days before or after" if slack else "reported as held on the day itself",
                lenient="a meeting of the same people online or at a lower level counts too" if slack else f"reported as held at most {LENIENT_DAYS} days before or after",
                evidence=m.evidence[:3],
            ), entry


def standing_questions(memory: Memory) -> Iterator[Question]:
    """The questions asked of every dispute, at each horizon."""
    for kind in CLASSES:
        for days in HORIZONS:
            last = memory.as_of + timedelta(days=days)
            yield Question(
                id=identify("question", memory.pack.id, kind.name, days, memory.as_of),
                text=f"{kind.text[:-1]} within {days} days, by {last}?",
                first=memory.as_of + timedelta(days=1),
                last=last,
                types=kind.types,
                parties=memory.pack.parties,
                level="leaders" if kind.name == "meeting" else "",
                strict=kind.strict,
                lenient=kind.lenient,
            )


Case = Entry[Event] | Entry[Meeting] | Entry[Agreement]


def occurrences(question: Question, memory: Memory) -> list[tuple[date, Case]]:
    """The past cases that would have answered the question with yes, by day, those of one day together once."""
    found: dict[date, Case] = {}
    if question.types == AGREEMENT:
        for agreement in memory.agreements:
            a = agreement.record
            day = a.when.last if a.when and a.when.span <= 31 else None
            if a.status == "concluded" and day and day <= memory.as_of and set(question.parties) <= bodies(a.parties):
                found.setdefault(day, agreement)
        return sorted(found.items(), key=lambda pair: pair[0])
    if "CONSULT" in question.types:
        for meeting in memory.meetings:
            m = meeting.record
            day = m.when.last if m.when and m.when.span <= 10 else None
            fits = m.status == "held" and set(question.parties) <= bodies(m.participants)
            if fits and day and day <= memory.as_of and (not question.level or m.level == question.level) and m.format != "online":
                found.setdefault(day, meeting)
        return sorted(found.items())
    for event in memory.events:
        e = event.record
        name = f"{e.type}/{e.mode}" if e.mode else e.type
        if e.modality != "actual" or not e.when or not e.when.last or e.when.span > 31 or e.when.last > memory.as_of:
            continue
        if not (e.type in question.types or name in question.types):
            continue
        involved = bodies(e.actors) | bodies(e.recipients)
        parties = set(question.parties)
        both = parties <= involved
        alone = e.type in {"RETREAT", "ASSAULT"} and involved & parties and not memory.pack.outsiders(involved)
        if both or alone:
            found.setdefault(e.when.last, event)
    return sorted(found.items(), key=lambda pair: pair[0])
