"""Merging: the mentions of one event in one document become one record with all their evidence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from detente.model import Agreement, Event
from detente.model.identity import bodies, same_event


def merge_events(events: Iterable[Event]) -> list[Event]:
    """Events of one document, each once, in order of their first mention."""
    groups: list[list[Event]] = []
    for event in events:
        group = next((g for g in groups if all(_one(o, event) for o in g)), None)
        if group is None:
            groups.append([event])
        else:
            group.append(event)
    return [_joined(g) for g in groups]


def _one(a: Event, b: Event) -> bool:
    """Whether two mentions in one document tell of one event: undated ones must share more than who did something of the kind."""
    if not same_event(a, b) or _others(a, b):
        return False
    if a.when and b.when and a.when.first and b.when.first:
        return True
    word, other = (min(e.evidence, key=lambda x: x.end - x.start if not e.when else 99).exact.lower() for e in (a, b))
    return word[:4] == other[:4] or bool(bodies(a.recipients) & bodies(b.recipients)) or bool(a.place and a.place == b.place) or a.type in _LASTING


def _others(a: Event, b: Event) -> bool:
    """Whether both name persons of one body, and not the same ones: a minister's visit is no president's meeting."""
    ours, theirs = ({i.rpartition(":")[0]: i for i in (*e.actors, *e.recipients) if i.count(":") > 1} for e in (a, b))
    return any(ours[k] != theirs[k] for k in ours.keys() & theirs.keys()) and not set(ours.values()) & set(theirs.values())


#: Types of which the next mention is nearly always the same, and not another.
_LASTING = {"ASSAULT", "CONSULT", "MOBILIZE"}


def _joined(group: list[Event]) -> Event:
    if len(group) == 1:
        return group[0]
    dated = [e.when for e in group if e.when]
    return replace(
        group[0],
        mode=next((e.mode for e in group if e.mode), ""),
        actors=tuple(dict.fromkeys(a for e in group for a in e.actors)),
        recipients=tuple(dict.fromkeys(r for e in group for r in e.recipients)),
        when=min(dated, key=lambda w: w.span) if dated else None,
        place=next((e.place for e in group if e.place), ""),
        magnitude=tuple(dict.fromkeys(m for e in group for m in e.magnitude)),
        topics=tuple(dict.fromkeys(t for e in group for t in e.topics))[:4],
        mentions=tuple(dict.fromkeys(m for e in group for m in e.mentions)),
        confidence=max((e.confidence for e in group if e.confidence is not None), default=None),
        why=tuple(dict.fromkeys((*group[0].why, f"{len(group)} mentions in the document tell of it"))),
        evidence=tuple(dict.fromkeys(x for e in group for x in e.evidence)),
    )


def merge_agreements(agreements: Iterable[Agreement]) -> list[Agreement]:
    """Agreements of one document: mentions join where the time is compatible and the status the same."""
    groups: list[list[Agreement]] = []
    for agreement in agreements:
        group = next((g for g in reversed(groups) if all(_same(o, agreement) for o in g)), None)
        if group is None:
            groups.append([agreement])
        else:
            group.append(agreement)
    return [
        replace(
            g[0],
            when=min((a.when for a in g if a.when), key=lambda w: w.span, default=None),
            parties=tuple(dict.fromkeys(p for a in g for p in a.parties)),
            evidence=tuple(dict.fromkeys(e for a in g for e in a.evidence)),
        )
        for g in groups
    ]


def _same(a: Agreement, b: Agreement) -> bool:
    if a.status != b.status:
        return False
    if a.when and b.when:
        return a.when.compatible(b.when)
    if b.title.lower().startswith(("a ", "an ")):
        return False  # told of as new
    ours, theirs = bodies(a.parties), bodies(b.parties)
    if len(ours) > 1 and len(theirs) > 1 and ours != theirs:
        return False
    if not ours or not theirs:  # nothing but the words tells: the same noun, or one that only takes up
        word, other = (x.evidence[-1].exact.lower() for x in (a, b))
        return word == other or len(b.title.split()) <= 2
    return bool(ours & theirs)
