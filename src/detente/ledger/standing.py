"""Where commitments stand: from deeds that match the duty and from what parties claim about it.

A duty is done when the act that its words name is reported, by a party that owes it, at its place,
after it was undertaken; a duty to meet is done by a meeting held. Claims stand beside deeds with who makes them; rival ones make it disputed.
Silence is `no_report`, never breach. Levels are those of the Peace Accords Matrix.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from detente.model import Claim, Commitment, Event
from detente.model.identity import bodies
from detente.model.memory import Entry, Memory, Report, Standing
from detente.model.record import Implementation

#: Acts that are done once and then done; others (releases, quiet on the line) come in parts.
_ONCE = {"RETREAT/return", "RETREAT/withdraw", "MOBILIZE/troops", "COOPERATE", "RETREAT/disarm"}
_QUIET = "RETREAT/ceasefire"


def standings(memory: Memory) -> Iterator[Standing]:
    """The state of every commitment as of the memory's day."""
    begun = {a.record.id: a.record.when.first if a.record.when else a.known for a in memory.agreements}
    for alias in memory.agreements:
        for report in alias.reports:
            begun[report.id] = begun[alias.record.id]
    for entry in memory.commitments:
        start = begun.get(entry.record.agreement) or entry.known
        reports = sorted((*_deeds(entry, memory, start), *_meetings(entry, memory, start), *_claims(entry, memory, start)), key=lambda r: (r.known, r.text))
        level = _level(entry.record, reports)
        due = entry.record.due.last if entry.record.due else None
        done = max((r.known for r in reports if r.deed and r.level == "full"), default=None)
        slip = (done - due).days if done and due else None
        overdue = bool(due and due < memory.as_of and level in {"no_report", "none"})
        yield Standing(entry, level, tuple(reports), slip, overdue)


def _deeds(entry: Entry[Commitment], memory: Memory, start: date) -> Iterator[Report]:
    commitment = entry.record
    owes = bodies(commitment.obligors) | bodies(commitment.beneficiaries)
    for event in memory.events:
        e: Event = event.record
        if e.modality != "actual" or not e.when or not e.when.last or e.when.last < start or event.known < start:
            continue
        named = bodies(e.actors) | bodies(e.recipients)
        if named and (not named & owes or (memory.pack.outsiders(named - owes) and len(named & owes) < 2)):
            continue
        name = f"{e.type}/{e.mode}" if e.mode else e.type
        if _QUIET in commitment.types and e.type == "ASSAULT" and len((bodies(e.actors) | bodies(e.recipients)) & owes) >= 2:
            yield _report(event, "violated")
        elif name in commitment.types and name != _QUIET and _placed(commitment, e):
            yield _report(event, "full" if name in _ONCE else "intermediate")


def _meetings(entry: Entry[Commitment], memory: Memory, start: date) -> Iterator[Report]:
    """The first meeting held after it was undertaken, where the duty is to meet: of two of those who owe it, at its place if it names one."""
    commitment = entry.record
    if "CONSULT" not in commitment.types:
        return
    owes = bodies(commitment.obligors) | bodies(commitment.beneficiaries)
    held = [
        (m.record.when.last, m)
        for m in memory.meetings
        if m.record.status == "held" and m.record.when and m.record.when.last and m.record.when.first and m.record.when.first > start and m.record.when.last <= memory.as_of
        and len(owes & (bodies(m.record.participants) | bodies(m.record.convenor))) >= min(2, len(owes)) > 0 and (not commitment.places or m.record.place in commitment.places)
    ]
    if held:
        day, meeting = min(held, key=lambda pair: pair[0])
        yield Report(day, "full", " ".join(meeting.record.evidence[0].exact.split()), meeting.record.holder, True, meeting.evidence[:1])


def _placed(commitment: Commitment, event: Event) -> bool:
    """Whether place and topic fit: the same place where the duty names one, else a common topic."""
    if commitment.places:
        return event.place in commitment.places or any(m.id in commitment.places for m in event.mentions)
    return bool(event.mode) or bool(set(commitment.topics[:2]) & set(event.topics))


def _report(event: Entry[Event], level: Implementation) -> Report:
    e = event.record
    when = e.when.last if e.when and e.when.last else event.known
    return Report(when, level, " ".join(e.evidence[0].exact.split()), e.holder, True, e.evidence[:1])


def _claims(entry: Entry[Commitment], memory: Memory, start: date) -> Iterator[Report]:
    commitment = entry.record
    for claim in memory.claims:
        c: Claim = claim.record
        if claim.known < start or claim.known < entry.known:
            continue
        if bodies(c.parties) and not bodies(c.parties) & bodies(commitment.obligors):
            continue
        if not commitment.topics or not c.topics or c.topics[0] not in commitment.topics[:2]:
            continue
        if commitment.places and c.places and not set(commitment.places) & set(c.places):
            continue
        yield Report(claim.known, c.level, " ".join(c.about.split()), c.holder, False, c.evidence[:1])


def _level(commitment: Commitment, reports: list[Report]) -> Implementation:
    deeds = {r.level for r in reports if r.deed}
    claimed = {r.level for r in reports if not r.deed}
    undone, done = claimed & {"none", "violated"}, claimed & {"full", "intermediate", "minimum"}
    if "full" in deeds:
        return "disputed" if undone else "full"
    if "violated" in deeds:
        return "violated"
    if undone and (done or deeds):
        return "disputed"
    if deeds or done:
        return "full" if "full" in done else "intermediate"
    if undone:
        return "violated" if undone == {"violated"} else "none"
    return "no_report"
