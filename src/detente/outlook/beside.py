"""A text beside its records: on the left every word, the coded ones marked; on the right what each was coded as, and why."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from detente.model import Document, Evidence
from detente.outlook.names import Names

if TYPE_CHECKING:
    from jinja2 import Template

#: The kinds that stand beside the text, in words for one record; actors and places are marked, but have no card.
KINDS = {
    "events": "event", "meetings": "meeting", "milestones": "milestone", "issues": "issue", "agreements": "agreement", "commitments": "commitment", "claims": "claim",
    "expectations": "expectation", "scenarios": "scenarios", "strategies": "strategy", "counts": "declared count",
}
_PARAGRAPH = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class Card:
    """A record beside the text: `fields` are its values in words, `spans` where its words stand."""

    id: str
    kind: str
    head: str
    fields: tuple[tuple[str, str], ...]
    why: tuple[str, ...]
    spans: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of the text, the kind they are marked as ("" for none) and the card they lead to."""

    text: str
    kind: str
    card: str
    anchors: tuple[str, ...]


def beside(document: Document, records: list[tuple[str, Any]], names: Names) -> str:
    """The page for a document and the (kind, record) pairs that were coded from it: no script, no network."""
    cards = [c for kind, record in records if kind in KINDS and (c := _card(kind, record, document, names))]
    cards.sort(key=lambda c: (c.spans[0].start, c.spans[0].end, c.kind))
    named = [(e, "place" if kind == "places" else "actor") for kind, record in records if kind in {"actors", "places"} for e in record.evidence if e.document == document.id]
    rows = [(list(_pieces(document.text, a, b, cards, named)), [c for c in cards if a <= c.spans[0].start < b]) for a, b in _paragraphs(document.text)]
    counts = [(label, n) for kind, label in KINDS.items() if (n := sum(c.kind == kind for c in cards))]
    return _template().render(document=document, rows=rows, counts=counts, kinds=KINDS)


@cache
def _template() -> Template:
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(files("detente.outlook").joinpath("beside.html.j2").read_text("utf-8"))


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Where each paragraph begins and ends; together they are the whole text."""
    cuts = [0, *(m.end() for m in _PARAGRAPH.finditer(text)), len(text)]
    yield from ((a, b) for a, b in itertools.pairwise(cuts) if b > a)


def _card(kind: str, record: Any, document: Document, names: Names) -> Card | None:
    spans = tuple(e for e in record.evidence if e.document == document.id)
    if not spans:
        return None
    head, fields = _values(kind, record, names)
    return Card(record.id, kind, head, tuple((k, v) for k, v in fields if v), tuple(getattr(record, "why", ())), spans)


def _values(kind: str, r: Any, names: Names) -> tuple[str, list[tuple[str, str]]]:
    """What a record says, in words: its headline and its values by name."""

    def who(ids: tuple[str, ...]) -> str:
        return ", ".join(dict.fromkeys(names.actor(i) for i in ids))

    def when(value: Any) -> str:
        return value.text() + (f" ({value.basis})" if value.basis != "stated" else "") if value else ""

    match kind:
        case "events":
            counted = "; ".join(f"{m.low if m.low is not None else ''}{'–' if m.low != m.high else ''}{m.high if m.high is not None and m.high != m.low else ''} {m.of or m.what}{f' {m.what}' if m.of else ''}" for m in r.magnitude)
            head = f"{r.type}{'/' + r.mode if r.mode else ''}"
            return head, [("stands", r.modality), ("who", who(r.actors)), ("to whom", who(r.recipients)), ("when", when(r.when)), ("where", names.place(r.place) if r.place else ""), ("how many", counted), ("told by", names.actor(r.holder) if r.holder else "")]
        case "meetings":
            return f"{r.status}, {r.level}", [("who", who(r.participants)), ("convened by", who(r.convenor)), ("when", when(r.when)), ("where", names.place(r.place) if r.place else "")]
        case "milestones":
            return r.what, [("kind", r.kind), ("stands", r.modality), ("who", who(r.actors)), ("when", when(r.when)), ("where", names.place(r.place) if r.place else "")]
        case "issues":
            return r.title, [("parties", who(r.parties))]
        case "agreements":
            return r.title, [("status", r.status), ("parties", who(r.parties)), ("when", when(r.when))]
        case "commitments":
            return r.action, [("owed by", who(r.obligors)), ("to", who(r.beneficiaries)), ("due", when(r.due)), ("level claimed", r.implementation)]
        case "expectations":
            size = f"{r.low:.0%} to {r.high:.0%} ({r.scale})" if r.low is not None and r.high is not None else ""
            return r.question, [("holder", names.actor(r.holder)), ("hedge", r.hedge), ("size", size), ("until", when(r.horizon)), ("if", r.condition)]
        case "scenarios":
            return " | ".join(a.text for a in r.alternatives), [("holder", names.actor(r.holder))]
        case "strategies":
            return f"{names.actor(r.actor)}: {'; '.join(r.means)}", [("claimed by", names.actor(r.holder)), ("aims", "; ".join(r.aims))]
    plain = {name: getattr(r, name) for name in ("text", "action", "level", "about", "what", "declared", "delivered", "holder") if hasattr(r, name)}
    head = str(next((v for k, v in plain.items() if k in {"text", "action", "what", "about"} and v), kind))
    return head, [(k, names.actor(str(v)) if k == "holder" else str(v)) for k, v in plain.items() if v not in ("", None) and str(v) != head]


def _pieces(text: str, begin: int, end: int, cards: list[Card], named: list[tuple[Evidence, str]]) -> Iterator[Piece]:
    """A paragraph cut where a marking begins or ends; the shortest marking over a piece gives it its kind."""
    marks = [(e.start, e.end, c.kind, c.id) for c in cards for e in c.spans if e.start < end and begin < e.end]
    marks += [(e.start, e.end, kind, "") for e, kind in named if e.start < end and begin < e.end]
    cuts = sorted({begin, end, *(p for a, b, *_ in marks for p in (a, b) if begin < p < end)})
    starts = {c.id: c.spans[0].start for c in cards}
    for a, b in itertools.pairwise(cuts):
        over = [m for m in marks if m[0] <= a and b <= m[1]]
        _, _, kind, _ = min(over, key=lambda m: m[1] - m[0], default=(0, 0, "", ""))
        card = min((m for m in over if m[3]), key=lambda m: m[1] - m[0], default=(0, 0, "", ""))[3]
        yield Piece(text[a:b], kind, card, tuple(id for id, at in starts.items() if at == a))
