"""Who mediates, who publishes, and with what interest: what packs declare and what texts say of themselves."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from detente.model import Document, Evidence
from detente.model.identity import bodies
from detente.model.memory import Memory
from detente.model.outlook import Group, Section, Statement
from detente.outlook.names import Names
from detente.outlook.words import quoted

#: How far back texts are looked at, in days.
RECENT = 120
_FUNDED = re.compile(r"\b(?:funded|financed|paid for|supported) by\b[^.]*|\breceives funding from\b[^.]*", re.I)
_NEUTRAL = re.compile(r"[^.]*\b(?:(?:do|does|will) not (?:support|take) [^.]{0,40}\bsides?\b|takes? no (?:side|position)|take neither side)[^.]*", re.I)
#: Of fewer hostile deeds nothing is counted.
_FEW = 3
#: What is held against a party.
_AGAINST = {"ASSAULT", "COERCE", "THREATEN", "REJECT", "SANCTION"}


def interests(memory: Memory, names: Names) -> Section:
    """The section: mediators and publishers as the pack declares them, and what each recent analysis tells of itself and of the parties."""
    declared = tuple(Statement(f"{t.name}: {t.interest}", (), basis="declared in the dispute's pack") for t in memory.pack.tracks if t.interest)
    declared += tuple(Statement(f"{p.name} is paid for by {names.actors(p.funders)}.", (), basis="declared in the dispute's pack") for p in memory.pack.publishers if p.funders)
    told = tuple(s for d in memory.documents.values() if _long(d) and d.known and (memory.as_of - d.known).days <= RECENT for s in _of_itself(d, memory, names))
    groups = (Group("", declared), Group("What the analyses tell of themselves, and of whom they tell", told))
    return Section("interests", "Who mediates, who publishes, and with what interest", tuple(g for g in groups if g.statements))


def _long(document: Document) -> bool:
    """Whether a text is an analysis, or long enough to be one where nobody says."""
    return document.genre == "analysis" or (not document.genre and len(document.text) > 2_000)


def _of_itself(document: Document, memory: Memory, names: Names) -> Iterator[Statement]:
    title = document.title or "An analysis"
    for block in document.blocks:
        if block.kind != "boilerplate":
            continue
        text = document.text[block.start : block.end]
        if paid := _FUNDED.search(text):
            evidence = _quote(document, block.start + paid.start(), block.start + paid.end())
            funders = [a.record.id for a in memory.actors if any(e.document == document.id and evidence.start <= e.start < evidence.end for e in a.record.evidence)]
            tracks = [t.name for t in memory.pack.tracks if set(funders) & set(t.convenors)]
            also = f", which also mediates ({', '.join(tracks)})" if tracks else ""
            yield Statement(f"“{title}” is {'paid for by ' + names.actors(tuple(funders)) if funders else 'paid for by others'}{also}:", (evidence,), quote=quoted(evidence))
        if neutral := _NEUTRAL.search(text):
            evidence = _quote(document, block.start + neutral.start(), block.start + neutral.end())
            yield Statement(f"“{title}” says of itself:", (evidence,), quote=quoted(evidence))
    yield from _held_against(document, memory, names, title)


def _held_against(document: Document, memory: Memory, names: Names, title: str) -> Iterator[Statement]:
    """How the hostile deeds and the omissions that a text names are spread over the parties."""
    parties = memory.pack.parties
    tally: Counter[str] = Counter()
    first: dict[str, Evidence] = {}
    for entry in memory.events:
        for report in entry.reports:
            if report.type in _AGAINST and report.modality in {"actual", "failed"} and report.evidence[0].document == document.id:
                for party in bodies(report.actors) & set(parties):
                    tally[party] += 1
                    first.setdefault(party, report.evidence[0])
    for claim in memory.claims:
        if claim.record.level in {"none", "violated"} and claim.record.evidence[0].document == document.id:
            for party in bodies(claim.record.parties) & set(parties):
                tally[party] += 1
                first.setdefault(party, claim.record.evidence[0])
    if sum(tally.values()) >= _FEW:
        spread = ", ".join(f"{tally[p]} of {names.actor(p)}" for p in sorted(parties, key=lambda p: -tally[p]))
        yield Statement(f"Of the hostile deeds and the omissions that “{title}” names, as far as they were understood: {spread}.", tuple(first.values()), basis="counted over the events and claims coded from it")


def _quote(document: Document, start: int, end: int) -> Evidence:
    while start < end and document.text[start].isspace():
        start += 1
    while end > start and document.text[end - 1].isspace():
        end -= 1
    return Evidence(document.id, start, end, document.text[start:end])
