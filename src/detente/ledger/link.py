"""Linking: the reports of many documents that tell of one thing become one entry.

Reports come in the order in which they could be known, and each joins an entry made by earlier
ones or founds its own, so that adding later documents never renames or re-groups earlier ones.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

from detente.model import Actor, Agreement, Event, Issue, Meeting, Milestone, Place, When
from detente.model.identity import bodies, same_event, same_meeting
from detente.model.memory import Entry
from detente.model.record import LEVELS, Status
from detente.store import Row

#: Times longer than this many days are too vague to join reports of different documents by.
_VAGUE = 10
_FINAL: tuple[Status, ...] = ("cancelled", "failed", "held")


def link(kind: str, rows: Iterable[Row]) -> tuple[Entry[Any], ...]:
    """The entries of one kind out of its reports. Linear in the reports: candidates are found by key."""
    rule = _RULES.get(kind)
    if rule is None:
        return tuple(Entry(r.record, r.known, (r.record,)) for r in rows)
    keys, same, merge = rule
    groups: list[list[Row]] = []
    index: dict[object, list[int]] = defaultdict(list)
    for row in rows:
        candidates = sorted({i for key in keys(row.record) for i in index[key]})
        home = next((i for i in candidates if all(same(row.record, other.record) for other in groups[i])), None)
        if home is None:
            home = len(groups)
            groups.append([])
        groups[home].append(row)
        for key in keys(row.record):
            if home not in index[key]:
                index[key].append(home)
    return tuple(_entry(group, merge) for group in groups)


def _entry(group: list[Row], merge: Callable[[list[Row]], Any]) -> Entry[Any]:
    records = tuple(r.record for r in group)
    merged = merge(group) if len(group) > 1 else records[0]
    return Entry(merged, group[0].known, records)


def _together(records: list[Any], name: str) -> tuple[Any, ...]:
    return tuple(dict.fromkeys(v for r in records for v in getattr(r, name)))


def _days(when: When | None, slack: int) -> Iterator[int]:
    """Keys by which times near each other meet: the ordinals of the days around a short interval."""
    if when and when.first and when.last and when.span <= _VAGUE:
        for shift in range(-slack, when.span + slack):
            yield when.first.toordinal() + shift


# --- events ---------------------------------------------------------------------------------------


def _event_keys(event: Event) -> Iterator[object]:
    for day in _days(event.when, 0):
        yield event.type, day


def _same_event(a: Event, b: Event) -> bool:
    return bool(a.when and b.when) and same_event(a, b, slack=1)


def _merged_event(group: list[Row]) -> Event:
    records: list[Event] = [r.record for r in group]
    best = min((r.when for r in records if r.when), key=lambda w: (w.span, w.basis == "published"))
    return replace(
        records[0],
        mode=next((r.mode for r in records if r.mode), ""),
        actors=_together(records, "actors"),
        recipients=tuple(r for r in _together(records, "recipients") if r not in _together(records, "actors")),
        when=best,
        place=next((r.place for r in records if r.place), ""),
        magnitude=_together(records, "magnitude"),
        topics=_together(records, "topics")[:4],
        mentions=_together(records, "mentions"),
        evidence=_together(records, "evidence"),
    )


# --- meetings -------------------------------------------------------------------------------------


def _meeting_keys(meeting: Meeting) -> Iterator[object]:
    yield from _days(meeting.when, 3)


def _same_meeting(a: Meeting, b: Meeting) -> bool:
    if any(c.isupper() for c in a.format) != any(c.isupper() for c in b.format) or (a.format != b.format and "online" in (a.format, b.format)):
        return False
    return same_meeting(a, b, slack=3)


def _merged_meeting(group: list[Row]) -> Meeting:
    """One meeting: the last word on its status that could be known, the firmest date, the fullest rest."""
    records: list[Meeting] = [r.record for r in group]
    final = [r for r in group if r.record.status in _FINAL]
    decisive: Meeting = max(final, key=lambda r: r.known).record if final else records[-1]
    told = [r.when for r in reversed(records) if r.when and r.when.basis != "published"]
    when = decisive.when if decisive.when and (decisive.when.basis != "published" or not told) else next(iter(told), decisive.when)
    return replace(
        records[0],
        status=decisive.status,
        level=min((r.level for r in records), key=LEVELS.index),
        track=next((r.track for r in records if r.track), ""),
        format=next((r.format for r in records if r.format), ""),
        convenor=_together(records, "convenor"),
        participants=_together(records, "participants"),
        place=next((r.place for r in records if r.place), ""),
        when=when,
        agenda=_together(records, "agenda")[:5],
        mentions=_together(records, "mentions"),
        why=decisive.why,
        evidence=_together(records, "evidence"),
    )


# --- milestones -----------------------------------------------------------------------------------


def _milestone_keys(milestone: Milestone) -> Iterator[object]:
    when = milestone.when
    if when.first and when.last:
        yield when.first.year, when.first.month


def _same_milestone(a: Milestone, b: Milestone) -> bool:
    """Whether two documents tell of one dated happening: the same day or month, and most of the weightier words of the shorter."""
    ours, theirs = ({w.casefold() for w in re.findall(r"[^\W\d_]{4,}", m.what)} for m in (a, b))
    few = min(len(ours), len(theirs))
    return a.when.compatible(b.when) and few > 0 and 2 * len(ours & theirs) > few


def _merged_milestone(group: list[Row]) -> Milestone:
    """One milestone: as the last report has it, with the most exact day."""
    records: list[Milestone] = [r.record for r in group]
    return replace(records[-1], id=records[0].id, when=min((r.when for r in records), key=lambda w: w.span), actors=_together(records, "actors"), mentions=_together(records, "mentions"), evidence=_together(records, "evidence"))


# --- the rest ---------------------------------------------------------------------------------------


def _by_id(record: Any) -> Iterator[object]:
    yield record.id


def _topic(issue: Issue) -> Iterator[object]:
    yield issue.topic


def _merged_issue(group: list[Row]) -> Issue:
    records: list[Issue] = [r.record for r in group]
    return replace(
        records[0],
        parties=_together(records, "parties"),
        salience=_together(records, "salience"),
        links=_together(records, "links"),
        evidence=_together(records, "evidence"),
    )


def _merged_name(group: list[Row]) -> Actor | Place:
    records = [r.record for r in group]
    merged: Actor | Place = replace(records[0], evidence=_together(records, "evidence"))
    return merged


def _agreement_keys(agreement: Agreement) -> Iterator[object]:
    if agreement.status == "concluded":
        yield from _days(agreement.when, 1)
        when = agreement.when
        if when and when.first and (when.precision == "month" or _is_text(agreement)):
            yield "month", when.first.year, when.first.month  # "the ceasefire of November 2020" is the one whose text is of that month


def _is_text(agreement: Agreement) -> bool:
    """Whether the record was read from the agreement's own text."""
    return agreement.pax is not None or "text of the agreement" in " ".join(agreement.why)


def _same_agreement(a: Agreement, b: Agreement) -> bool:
    if a.status != "concluded" or b.status != "concluded" or not (a.when and b.when):
        return False
    ours, theirs = bodies(a.parties), bodies(b.parties)
    near = a.when.compatible(b.when) or bool(a.when.day and b.when.day and abs((a.when.day - b.when.day).days) <= 1)
    return near and (not ours or not theirs or bool(ours & theirs))


def _merged_agreement(group: list[Row]) -> Agreement:
    records: list[Agreement] = [r.record for r in group]
    own = next((r for r in records if _is_text(r)), records[0])
    return replace(own, id=records[0].id, parties=_together([own, *records], "parties"), evidence=_together(records, "evidence"))


_Rule = tuple[Callable[[Any], Iterator[object]], Callable[[Any, Any], bool], Callable[[list[Row]], Any]]
_RULES: dict[str, _Rule] = {
    "events": (_event_keys, _same_event, _merged_event),
    "meetings": (_meeting_keys, _same_meeting, _merged_meeting),
    "milestones": (_milestone_keys, _same_milestone, _merged_milestone),
    "issues": (_topic, lambda a, b: a.topic == b.topic, _merged_issue),
    "actors": (_by_id, lambda a, b: a.id == b.id, _merged_name),
    "places": (_by_id, lambda a, b: a.id == b.id, _merged_name),
    "agreements": (_agreement_keys, _same_agreement, _merged_agreement),
}
