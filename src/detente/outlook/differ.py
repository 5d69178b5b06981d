"""Where the accounts differ: what a source claims beside what else the ledger knows of the same; both are shown, none is preferred."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from detente.model import Agreement, Claim, Evidence
from detente.model.identity import bodies
from detente.model.memory import Entry, Memory
from detente.model.outlook import Group, Section, Statement
from detente.outlook.names import Names
from detente.outlook.words import day_words, plural, quoted

#: How far back claims are looked at (days), and how near to each other words of one text must stand to be about one thing (characters).
RECENT, NEAR = 120, 300


def differing(memory: Memory, names: Names) -> Section:
    """The section: claims that an agreement's own text, a text of the same day, or the same author elsewhere does not bear out."""
    groups = [
        Group("Said to be part of an agreement, and not found among its points", tuple(_not_among_the_points(memory, names))),
        Group("Said not to have been put on paper, and a text of the same day", tuple(_on_paper_after_all(memory, names))),
        Group("Said to be withheld and said to be done, in one text", tuple(_both_in_one_text(memory, names))),
    ]
    return Section("differ", "Where the accounts differ", tuple(g for g in groups if g.statements), note="Nothing here is resolved: each statement is its author's, and what stands beside it is quoted too.")


def _recent(memory: Memory) -> list[Entry[Claim]]:
    return [c for c in memory.claims if (memory.as_of - c.known).days <= RECENT]


def _not_among_the_points(memory: Memory, names: Names) -> Iterator[Statement]:
    """What a claim calls an element of an agreement whose text the ledger has, where no point of the text is on that topic."""
    for entry in _recent(memory):
        claim = entry.record.evidence[0]
        agreement = _agreement_beside(claim, memory)
        if agreement is None:
            continue
        ids = {agreement.record.id, *(r.id for r in agreement.reports)}
        points = [c.record for c in memory.commitments if c.record.agreement in ids and c.record.number]
        known = {t for p in points for t in p.topics}
        for item in _items(claim, memory) if points else ():
            topics = _topics(item, memory)
            if topics and not topics & known:
                said = f"{names.actor(entry.record.holder)} names as an element of the agreement of {day_words(agreement.record.when)}:"
                titles = ", ".join(t.title for t in memory.pack.topics if t.id in topics)
                yield Statement(said, (item, claim), holder=entry.record.holder, quote=quoted(item), details=(f"none of the {plural(len({p.number for p in points}), 'point')} known here is on it ({titles})",))


def _agreement_beside(claim: Evidence, memory: Memory) -> Entry[Agreement] | None:
    """The agreement that the claim's own sentence names."""
    for entry in memory.agreements:
        for report in entry.reports:
            if any(e.document == claim.document and 0 <= e.start - claim.end <= NEAR / 4 for e in report.evidence):
                return entry
    return None


def _items(claim: Evidence, memory: Memory) -> Iterator[Evidence]:
    """The things that "these two issues" stands for: the list announced right before."""
    for entry in memory.counts:
        announced, *found = entry.record.evidence
        if announced.document == claim.document and 0 < claim.start - max((e.end for e in found), default=announced.end) <= NEAR:
            yield from found


def _topics(item: Evidence, memory: Memory) -> set[str]:
    return {i.record.topic for i in memory.issues if any(e.document == item.document and item.start <= e.start and e.end <= item.end for e in i.record.evidence)}


def _on_paper_after_all(memory: Memory, names: Names) -> Iterator[Statement]:
    """A claim that nothing was signed at a meeting, beside an agreement of the meeting's day."""
    for entry in _recent(memory):
        claim = entry.record
        if not any("put on paper" in w for w in claim.why):
            continue
        own = claim.evidence[0].document
        met = [m.record for m in memory.meetings if m.record.status == "held" and m.record.when and m.record.when.day and any(e.document == own for e in m.record.evidence)]
        for meeting in met:
            sides = bodies(meeting.participants)
            for agreement in memory.agreements:
                a = agreement.record
                same_day = a.when is not None and a.when.day is not None and meeting.when is not None and abs(a.when.day - meeting.when.day) <= timedelta(days=1)  # type: ignore[operator]
                if a.status == "concluded" and same_day and len(sides & bodies(a.parties)) > 1 and not any(e.document == own for e in a.evidence):
                    beside = f"of the meeting's day the ledger has: “{a.title}”, {day_words(a.when)}"
                    yield Statement(f"{names.actor(claim.holder)} writes:", (claim.evidence[-1], *a.evidence[:1]), holder=claim.holder, quote=quoted(claim.evidence[-1]), details=(beside,))


def _both_in_one_text(memory: Memory, names: Names) -> Iterator[Statement]:
    """An omission and a deed of the same party in one text."""
    for entry in _recent(memory):
        claim = entry.record
        if claim.level != "none" or not claim.parties or any("put on paper" in w for w in claim.why):
            continue
        own = claim.evidence[0].document
        for event in memory.events:
            e = event.record
            here = [x for r in event.reports for x in r.evidence[:1] if x.document == own]
            fits = e.modality == "actual" and e.type == "RETREAT" and e.mode in {"release", "withdraw", "return"} and bodies(e.actors) & bodies(claim.parties)
            if here and fits and set(e.topics) & set(claim.topics[:1]):
                yield Statement(f"{names.actor(claim.holder)} writes both:", (claim.evidence[0], here[0]), holder=claim.holder, quote=f"{quoted(claim.evidence[0])} … {quoted(here[0])}")
                break
