"""Coding: a document to its records, each bound to the exact words it rests on.

The one verb is `code`. Records come in the order of their kinds: actors, places, events, meetings,
issues, agreements, commitments, claims, expectations, scenarios, strategies, counts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from detente.coding.acts import acts
from detente.coding.commitments import agreements, claims, commitments
from detente.coding.expectations import expectations
from detente.coding.meetings import consultation, meetings
from detente.coding.merge import merge_agreements, merge_events
from detente.coding.names import Names
from detente.coding.parse import parsed
from detente.coding.scenarios import announcements, counts, scenarios
from detente.coding.scene import Scene, Spot, scenes
from detente.coding.strategies import strategies
from detente.coding.topics import issues
from detente.config import world
from detente.model import Actor, Document, Evidence, Meeting, Pack, Place

if TYPE_CHECKING:
    from detente.model.kinds import Record

__all__ = ["code", "code_all"]


@lru_cache(maxsize=8)
def _names(pack: Pack) -> Names:
    return Names(pack)


def code(document: Document, *, pack: Pack | None = None) -> list[Record]:
    """The records of one document; without a pack, the world's states and organisations are known."""
    return next(code_all([document], pack=pack))


def code_all(documents: Iterable[Document], *, pack: Pack | None = None) -> Iterator[list[Record]]:
    """For each document its records, in order; the model is loaded once and memory stays flat."""
    names = _names(pack or world())
    held: list[Document] = []

    def remember() -> Iterator[Document]:
        for document in documents:
            held.append(document)
            yield document

    for sentences in parsed(remember()):
        yield list(_records(scenes(held.pop(0), sentences, names), names))


def _records(seen: list[Scene], names: Names) -> Iterator[Record]:
    yield from _actors(seen, names)
    yield from _places(seen, names)
    body = [s for s in seen if s.sentence.block.kind not in {"title", "heading"}]
    if not seen or seen[0].document.genre != "agreement":
        met = [_tracked(m, names.pack) for m in meetings(body)]
        yield from merge_events(e for s in body for e in acts(s))
        yield from (consultation(m) for m in met)
        yield from met
    yield from issues(seen)
    yield from merge_agreements(agreements(seen))
    yield from commitments(seen)
    yield from claims(seen)
    yield from expectations(seen)
    lists = list(announcements(seen))
    yield from scenarios(lists)
    yield from strategies(seen)
    yield from counts(lists)


def _tracked(meeting: Meeting, pack: Pack) -> Meeting:
    """The meeting with its mediation track: that of its convenor, else of a mediator who sits in it or announces it."""
    track = pack.track(*meeting.convenor) or pack.track(*meeting.participants) or pack.track(meeting.holder)
    return replace(meeting, track=track.id) if track else meeting


def _actors(seen: list[Scene], names: Names) -> Iterator[Actor]:
    """Everybody named in the document, once, with every mention as evidence."""
    found: dict[str, list[Evidence]] = defaultdict(list)
    kinds: dict[str, tuple[str, str]] = {}
    for scene in seen:
        for named in scene.named:
            found[named.id].append(scene.mention(named).evidence)
            kinds.setdefault(named.id, (named.kind, named.name))
    for id, evidence in found.items():
        known = names.actors.get(id)
        kind, name = kinds[id]
        base = known or Actor(id, kind, " ".join(name.split()))  # type: ignore[arg-type]
        yield replace(base, evidence=tuple(dict.fromkeys(evidence)))


def _places(seen: list[Scene], names: Names) -> Iterator[Place]:
    """Every place named in the document, once, with every mention as evidence."""
    found: dict[str, list[Evidence]] = defaultdict(list)
    known: dict[str, Place] = {}
    for scene in seen:
        for spot in scene.spots:
            doc = scene.sentence.span.doc
            found[spot.id].append(scene.sentence.quote(doc[spot.start], doc[spot.end - 1]))
            known.setdefault(spot.id, names.places.get(spot.id) or _place(spot))
    for id, evidence in found.items():
        yield replace(known[id], evidence=tuple(dict.fromkeys(evidence)))


def _place(spot: Spot) -> Place:
    """A place of the gazetteer, or one that only the text names."""
    site = spot.site
    if site is None:
        return Place(spot.id, " ".join(spot.name.split()), "region")
    return Place(site.id, site.name, site.kind, round(site.lat, 4), round(site.lon, 4), country=site.country, geonames=site.geonames or None)  # type: ignore[arg-type]
