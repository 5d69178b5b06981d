"""Coding: a document to its records, each bound to the exact words it rests on.

The one verb is `code`. Records come in the order of their kinds: actors, places, events, meetings,
milestones, issues, agreements, commitments, claims, expectations, scenarios, strategies, counts.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import chain, islice
from multiprocessing import get_context
from typing import TYPE_CHECKING

from detente.coding.acts import Act, acts, event
from detente.coding.agreements import accord, agreements
from detente.coding.claims import claims
from detente.coding.classify import classifier
from detente.coding.clauses import Clauses
from detente.coding.commitments import commitments, undertaken
from detente.coding.endpoint import Endpoint, read_events
from detente.coding.expectations import expectations, foreseen
from detente.coding.meetings import consultation, meetings
from detente.coding.merge import merge_agreements, merge_events
from detente.coding.milestones import happening, milestones
from detente.coding.names import Names
from detente.coding.parse import parsed
from detente.coding.scenarios import announcements, counts, scenarios
from detente.coding.scene import Scene, Spot, body, scenes, short_news
from detente.coding.strategies import pursued, strategies
from detente.coding.topics import issues
from detente.coding.violence import completed
from detente.config import world
from detente.model import Actor, Agreement, Commitment, Document, Event, Evidence, Meeting, Pack, Place
from detente.model.identity import bodies

if TYPE_CHECKING:
    from detente.model.kinds import Record

__all__ = ["LIKELY", "SURE", "Coded", "Endpoint", "Uncoded", "code", "code_all"]

#: The confidence from which four of five events are right in actor, recipient and type (judged on the world's record): what streams keep.
SURE = 0.82
#: The confidence from which events count towards base rates and odds, which average errors out but need the events.
LIKELY = 0.62
#: Characters that are parsed and judged together.
BATCH = 60_000
#: Batches below which other processes would take longer to start than they save.
_FEW = 4


@lru_cache(maxsize=8)
def names_of(pack: Pack) -> Names:
    """The names of a pack and of the world, made ready once."""
    return Names(pack)


def code(document: Document, *, pack: Pack | None = None, least: float = 0.0, endpoint: Endpoint | None = None) -> list[Record]:
    """The records of one document; without a pack, the world's states and organisations are known.

    Events of a confidence below `least` are left out. With an `endpoint` the events are those that its model reads.
    """
    names = names_of(pack or world())
    if endpoint is None:
        return _coded([document], names, least)[0].records
    (seen,), _ = sighted([document], names)
    return list(_records(seen, list(read_events(document, seen, endpoint)), names))


@dataclass(frozen=True, slots=True)
class Coded:
    """The records of a document; of one without a day of publication, when it is taken as `written`, if anything tells, and what that rests on."""

    records: list[Record]
    written: date | None = None
    rests: str = ""


@dataclass(frozen=True, slots=True)
class Uncoded:
    """A document that could not be coded, and why."""

    document: str
    reason: str


def code_all(documents: Iterable[Document], *, pack: Pack | None = None, cores: int = 1, least: float = 0.0, endpoint: Endpoint | None = None) -> Iterator[Coded | Uncoded]:
    """For each document its records and when it was written, in order, or why there are none; memory stays flat however many there are.

    With several `cores` long runs are shared among processes; the records are the same. Events of a confidence
    below `least` are left out: `SURE` is what many reports of the same events can afford. With an `endpoint` the events
    are those that its model reads, one text after the other.
    """
    if endpoint is not None:
        yield from (_read(document, pack, endpoint) for document in documents)
        return
    batches = _batches(documents)
    first = list(islice(batches, _FEW))
    if not first:
        return
    if cores > 1 and len(first) == _FEW:
        yield from _shared(chain(first, batches), pack, cores, least)
        return
    names = names_of(pack or world())
    for batch in chain(first, batches):
        yield from _safely(batch, names, least)


def _read(document: Document, pack: Pack | None, endpoint: Endpoint) -> Coded | Uncoded:
    """The records of a document whose events a model reads; an answer that fails, or a spent budget, stops none of the others."""
    try:
        return Coded(code(document, pack=pack, endpoint=endpoint))
    except Exception as error:
        return Uncoded(document.id, f"could not be coded: {error or type(error).__name__}"[:200])


def _safely(batch: list[Document], names: Names, least: float) -> Iterator[Coded | Uncoded]:
    """The records of a batch; whatever one text provokes does not stop the others."""
    try:
        yield from _coded(batch, names, least)
    except Exception:
        for document in batch:
            try:
                yield _coded([document], names, least)[0]
            except Exception as error:
                yield Uncoded(document.id, f"could not be coded: {type(error).__name__}: {str(error)[:120]}")


def _shared(batches: Iterable[list[Document]], pack: Pack | None, cores: int, least: float) -> Iterator[Coded | Uncoded]:
    """Batches coded by several processes, a few ahead of what has been taken."""
    with ProcessPoolExecutor(cores, mp_context=get_context("spawn"), initializer=_begin, initargs=(pack, least)) as pool:
        ahead: deque[Future[list[Coded | Uncoded]]] = deque()
        try:
            for batch in batches:
                ahead.append(pool.submit(_work, batch))
                if len(ahead) > 2 * cores:
                    yield from ahead.popleft().result()
            while ahead:
                yield from ahead.popleft().result()
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


_working: list[tuple[Names, float]] = []


def _begin(pack: Pack | None, least: float) -> None:
    """Get a process ready: its names, parser and classifier."""
    _working[:] = [(names_of(pack or world()), least)]


def _work(batch: list[Document]) -> list[Coded | Uncoded]:
    return list(_safely(batch, *_working[0]))


def _batches(documents: Iterable[Document]) -> Iterator[list[Document]]:
    """Documents in runs of about `BATCH` characters."""
    batch: list[Document] = []
    size = 0
    for document in documents:
        batch.append(document)
        size += len(document.text)
        if size >= BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _coded(documents: list[Document], names: Names, least: float) -> list[Coded]:
    """Each of some documents, which share the parser's and the classifier's batches."""
    seen, found = sighted(documents, names)
    verdicts = iter([v for judged in classifier().judge([a.passage for few in found for a in few]) for v in judged])
    events = [[e for a in few if (e := event(a, next(verdicts), least))] for few in found]
    clocks = [scenes[0].clock if scenes else None for scenes in seen]
    return [Coded(list(_records(scenes, happened, names)), clock.written if clock else None, clock.rests if clock else "") for scenes, happened, clock in zip(seen, events, clocks, strict=True)]


def sighted(documents: list[Document], names: Names) -> tuple[list[list[Scene]], list[list[Act]]]:
    """The sentences of each document as seen, and the words in them that may report events, not yet judged."""
    seen = [scenes(document, sentences, names) for document, sentences in zip(documents, parsed(documents), strict=True)]
    found = [_supposed(completed([a for s in body(scene) for a in acts(s)], scene), scene) if document.genre != "agreement" else [] for document, scene in zip(documents, seen, strict=True)]
    return seen, found


def _supposed(found: list[Act], seen: list[Scene]) -> list[Act]:
    """The acts of a document, those within a scenario that it lists as hypothetical: "in the second, A annexes the area"."""
    spans = [(e.start, e.end) for s in scenarios(announcements(seen)) for a in s.alternatives for e in a.evidence] if found else []
    if not spans:
        return found
    at = [a.scene.sentence.start(a.token) for a in found]
    return [replace(a, stands="hypothetical", cue="scenario") if a.stands == "actual" and any(first <= i < last for first, last in spans) else a for a, i in zip(found, at, strict=True)]


def _records(seen: list[Scene], happened: list[Event], names: Names) -> Iterator[Record]:
    yield from _actors(seen, names)
    seen = [s for s in seen if s.sentence.block.kind != "boilerplate"]
    yield from _places(seen, names)
    parts = Clauses(seen)
    if not seen or seen[0].document.genre != "agreement":
        met = [parts.stood(_tracked(m, names.pack)) for m in meetings(body(seen)) if parts.likely(m, "event")]
        texts = [] if not seen or short_news(seen[0]) else list(agreements(body(seen)))
        signed = [e for a in texts if (e := accord(a)) and not any(_tells(h, e) for h in happened)]
        dated = {e.evidence[0] for e in signed}  # the day of an agreement is told by its name, in a clause of something else
        told = [parts.stood(e) for e in merge_events([*happened, *signed]) if parts.likely(e, "event") or dated & set(e.evidence)]
        yield from told
        yield from (consultation(m) for m in met if len(bodies((*m.participants, *m.convenor))) > 1)
        yield from met
        yield from map(parts.stood, parts.completed(milestones(body(seen), [*told, *met, *texts]), "event", happening, beside=[*told, *met]))
    yield from issues(seen)
    agreed, claimed = list(merge_agreements(agreements(seen))), list(claims(seen))
    promised: Iterable[Agreement | Commitment] = commitments(seen)
    owed = parts.completed(promised, "commitment", undertaken, beside=[*agreed, *claimed])
    yield from {a.id: a for a in (*(r for r in owed if isinstance(r, Agreement)), *agreed)}.values()
    yield from (r for r in owed if isinstance(r, Commitment))
    yield from claimed
    lists = list(announcements(seen))
    outcomes = list(scenarios(lists))
    yield from parts.completed(expectations(seen), "expectation", foreseen, beside=outcomes)
    yield from outcomes
    yield from parts.completed(strategies(seen), "strategy", pursued)
    yield from counts(lists)


def _tells(event: Event, agreed: Event) -> bool:
    """Whether an event tells already that an agreement was made."""
    return event.type in {"SUPPORT", "AGREE"} and event.modality == "actual" and any(a.overlaps(b) for a in event.evidence for b in agreed.evidence)


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
