"""Tables: entries as rows and as text, for the command line and for notebooks."""

from __future__ import annotations

import json
from typing import Any

from detente.model import Document
from detente.model.codec import plain
from detente.model.memory import Entry, Memory


def json_line(kind: str, entry: Entry[Any], memory: Memory) -> str:
    """An entry as one line of JSON, with the state of a commitment."""
    extra: dict[str, Any] = {"known": entry.known.isoformat()}
    if kind == "commitments":
        state = next((s for s in memory.standings if s.commitment.record.id == entry.record.id), None)
        extra["standing"] = state.level if state else "no_report"
    return json.dumps({**plain(entry.record), **extra}, ensure_ascii=False)


def rows(kind: str, memory: Memory) -> list[tuple[str, ...]]:
    """The entries of a kind as rows of text; the first row is the head."""
    head, row = _COLUMNS[kind]
    states = {s.commitment.record.id: s for s in memory.standings}
    found = [row(e, states) for e in memory.entries(kind)]
    if kind in {"events", "meetings", "milestones"}:
        found.sort(key=lambda r: r[0])
    return [head, *found]


def _when(record: Any, name: str = "when") -> str:
    value = getattr(record, name)
    return value.text() if value else "-"


def _words(entry: Entry[Any], most: int = 90) -> str:
    text = " ".join(entry.record.evidence[0].exact.split())
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + "…"


def _event(e: Entry[Any], _: Any) -> tuple[str, ...]:
    r = e.record
    return _when(r), r.type + (f"/{r.mode}" if r.mode else ""), r.modality, f"{' '.join(r.actors)} > {' '.join(r.recipients)}", r.id, _words(e)


def _meeting(e: Entry[Any], _: Any) -> tuple[str, ...]:
    r = e.record
    return _when(r), r.status, r.level, r.place or r.format or "-", " ".join(r.participants or r.convenor), r.id


def _milestone(e: Entry[Any], _: Any) -> tuple[str, ...]:
    r = e.record
    return _when(r), r.kind, r.modality, " ".join(r.actors), r.id, _words(e)


def _issue(e: Entry[Any], _: Any) -> tuple[str, ...]:
    r = e.record
    return r.topic, str(len({x.document for x in r.evidence})), " ".join(r.parties[:6]), r.title


def _agreement(e: Entry[Any], _: Any) -> tuple[str, ...]:
    r = e.record
    return _when(r), r.status, " ".join(r.parties), r.id, r.title[:90]


def _commitment(e: Entry[Any], states: Any) -> tuple[str, ...]:
    r = e.record
    state = states.get(r.id)
    return r.number or "-", state.level if state else "-", " ".join(r.obligors), _when(r, "due"), r.id, r.action[:90]


def _expectation(e: Entry[Any], _: Any) -> tuple[str, ...]:
    r = e.record
    size = f"{r.low:.0%}-{r.high:.0%}" if r.low is not None else "-"
    return r.holder, r.hedge, size, _when(r, "horizon"), r.id, _words(e)


def _scenario(e: Entry[Any], _: Any) -> tuple[str, ...]:
    r = e.record
    return r.holder, r.id, " | ".join(a.text[:60] for a in r.alternatives)


def _strategy(e: Entry[Any], _: Any) -> tuple[str, ...]:
    r = e.record
    return r.holder, r.actor, "; ".join(r.means)[:60], "; ".join(r.aims)[:80], r.id


_COLUMNS: dict[str, tuple[tuple[str, ...], Any]] = {
    "events": (("when", "type", "stands", "who > whom", "id", "words"), _event),
    "meetings": (("when", "status", "level", "where", "who", "id"), _meeting),
    "milestones": (("when", "kind", "stands", "who", "id", "words"), _milestone),
    "issues": (("topic", "texts", "parties", "title"), _issue),
    "agreements": (("when", "status", "parties", "id", "title"), _agreement),
    "commitments": (("no.", "state", "owes", "due", "id", "what"), _commitment),
    "expectations": (("holder", "hedge", "size", "until", "id", "words"), _expectation),
    "scenarios": (("holder", "id", "alternatives"), _scenario),
    "strategies": (("claimed by", "of", "means", "aims", "id"), _strategy),
}


def shown(kind: str, item: Any) -> str:
    """A record or document in full, for reading: its values, why, and the words it rests on."""
    if isinstance(item, Document):
        head = [f"document {item.id}", f"  {item.title or 'untitled'}; {item.source}; published {item.published or 'unknown: ' + item.published_reason}"]
        return "\n".join([*head, *(f"  seen at {a.uri}" for a in item.appearances), "", item.text])
    record = item.record if isinstance(item, Entry) else item
    out = [f"{kind} {record.id}"]
    for key, value in plain(record).items():
        if key in {"id", "evidence", "mentions", "why"} or value in ("", None, []):
            continue
        out.append(f"  {key}: {value if isinstance(value, (str, int, float)) else json.dumps(value, ensure_ascii=False)}")
    out += [f"  why: {w}" for w in getattr(record, "why", ())]
    out += [f"  evidence: “{' '.join(e.exact.split())}” ({e.document[:12]}, {e.start} to {e.end})" for e in getattr(record, "evidence", ())]
    if isinstance(item, Entry) and len(item.reports) > 1:
        out.append(f"  {len(item.reports)} reports, first known {item.known}")
    return "\n".join(out)
