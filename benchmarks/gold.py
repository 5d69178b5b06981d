"""Compare coding with a careful reading: `python -m benchmarks.gold TEXT GOLD.json`.

TEXT is coded as `detente code` would: no pack, no day of publication but what the text and the file's name tell. GOLD.json is a list
of items {kind, id, spans: [{start, end, exact}], date?, precision?, status?, ...}. Matching rules:

- A prediction *touches* a gold item when one of its evidence spans and one of the item's spans overlap
  in at least half the characters of the shorter one.
- `events`: predicted events, meetings, milestones, claims of omission and standing formats (a working group, a mediation
  format) against gold events and gold meetings or tracks; a format only stands for a track. Besides touching, dates must agree where both give one to the day, month or year, and status
  must agree: a gold meeting that is scheduled or failed is not matched by one coded as held or actual,
  nor the other way round. Recall counts gold items matched by at least one prediction, precision
  counts predictions that match at least one gold item; a CONSULT event that repeats a meeting counts
  once with it.
- `expectations`: predicted expectations, scenario sets and their alternatives (not "other") against gold
  expectations, by touching. A trap is taken when a prediction's cue (its shortest evidence) lies in
  the trap's span, or the prediction touches a trap and no gold expectation.
- `actors`: gold actors against predicted actors: touching, or named elsewhere in the text by the very same
  words (a gold item lists only some of its mentions), and where the gold item gives a three-letter
  state code, the same state. Precision: predicted actors that touch any gold actor or toponym.
- `counts`: gold declared counts that give a number: the announcement touches and the declared number
  equals the number of things found.
- `strategies`, `commitments` (with agreements and claims), `issues`: by touching.
- `dates`: gold dates of events to the day, month or year: some matched prediction has that value.
- `exact`: the share of all predicted evidence for which text[start:end] == exact.

The last line printed is one JSON object.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from detente.coding import code
from detente.config import world
from detente.model import Actor, Agreement, Claim, Commitment, Count, Event, Expectation, Issue, Meeting, Milestone, ScenarioSet, Strategy
from detente.reading.document import document

Span = tuple[int, int]


def touches(predicted: Iterable[Span], gold: Iterable[Span]) -> bool:
    """Whether two sets of spans have a pair that overlaps in half of the shorter one."""
    gold = list(gold)
    return any(2 * (min(b, d) - max(a, c)) >= min(b - a, d - c) > 0 for a, b in predicted for c, d in gold)


def spans(record: Any) -> list[Span]:
    """The evidence of a record as spans."""
    return [(e.start, e.end) for e in record.evidence]


def gold_spans(item: dict[str, Any]) -> list[Span]:
    """The spans of a gold item."""
    return [(s["start"], s["end"]) for s in item["spans"]]


def gold_date(item: dict[str, Any]) -> str:
    """The gold date where it is exact to the day, month or year, else ""."""
    value = str(item.get("date", ""))
    return value if re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", value) else ""


def same_time(record: Any, item: dict[str, Any]) -> bool:
    """Whether the times agree, or one side has none to compare."""
    when, wanted = getattr(record, "when", None), gold_date(item)
    if not wanted or when is None or when.first is None or when.last is None:
        return True
    return bool(when.text().startswith(wanted) or wanted.startswith(when.text()) or (when.span < 40 and when.first.isoformat() <= wanted <= when.last.isoformat()))


_STANDS = {"held": {"held", "actual"}, "scheduled": {"planned", "moved", "expected", "promised"}, "failed": {"failed", "cancelled", "denied"}}


def same_status(record: Any, item: dict[str, Any]) -> bool:
    """Whether the status agrees where the gold item gives one."""
    wanted = item.get("status")
    if not wanted or isinstance(record, Claim):
        return True
    got = record.status if isinstance(record, Meeting) else record.modality
    return got in _STANDS.get(wanted, {got})


def score(predicted: list[Any], gold: list[dict[str, Any]], fits: Callable[[Any, dict[str, Any]], bool], *, allowed: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    """Precision and recall of predictions against gold items under a rule, with what was missed."""
    hit = [g["id"] for g in gold if any(fits(p, g) for p in predicted)]
    right = [p for p in predicted if any(fits(p, g) for g in (allowed or gold))]
    return {
        "recall": round(len(hit) / len(gold), 3) if gold else None,
        "precision": round(len(right) / len(predicted), 3) if predicted else None,
        "missed": [g["id"] for g in gold if g["id"] not in hit],
        "wrong": [" ".join(p.evidence[0].exact.split())[:70] for p in predicted if p not in right],
    }


def run(text: str, gold: list[dict[str, Any]], address: str = "text") -> dict[str, Any]:
    """Every figure of the comparison; `address` is where the text comes from."""
    records = code(document(text, uri=address, meta={}))
    of = {kind: [g for g in gold if g["kind"] == kind] for kind in {g["kind"] for g in gold}}

    def some(*kinds: str) -> list[dict[str, Any]]:
        return [g for k in kinds for g in of.get(k, [])]

    def every(*classes: type) -> list[Any]:
        return [r for r in records if isinstance(r, classes)]

    meetings = every(Meeting)
    met = {m.evidence for m in meetings}
    formats = [a for a in every(Actor) if a.kind == "format"]
    happened = [*meetings, *(e for e in every(Event) if e.evidence not in met), *every(Milestone), *every(Claim), *formats]

    def touch(prediction: Any, item: dict[str, Any]) -> bool:
        return touches(spans(prediction), gold_spans(item))

    def happens(p: Any, g: dict[str, Any]) -> bool:
        return touch(p, g) and (g["kind"] == "meeting_or_track" if isinstance(p, Actor) else same_time(p, g) and same_status(p, g))

    events = score(happened, some("event", "meeting_or_track"), happens)
    alternatives = [a for s in every(ScenarioSet) for a in s.alternatives if a.evidence]
    expected = [*every(Expectation), *every(ScenarioSet), *alternatives]
    expectations = score(expected, some("expectation"), touch)
    traps = [g["id"] for g in some("not_an_expectation") if any(_trapped(p, g, some("expectation")) for p in expected)]
    actors = score(every(Actor), some("actor"), lambda p, g: (touch(p, g) or _same_words(p, g)) and _same_state(p, g), allowed=some("actor", "toponym"))
    declared = [g for g in some("declared_count") if re.match(r"\d", g["extract"]) and re.search(r"\b(one|two|three|four|five|six|\d)\b", g["spans"][0]["exact"])]
    right = [g["id"] for g in declared if any(touch(c, g) and c.declared == len(c.found) == int(g["extract"][0]) if g["extract"][0].isdigit() else False for c in every(Count))]
    dated = [g for g in some("event") if gold_date(g)]
    good = [g["id"] for g in dated if any(touch(p, g) and getattr(p, "when", None) and p.when.text().startswith(gold_date(g)) for p in happened)]
    evidence = [e for r in records for e in r.evidence]
    return {
        "events": events,
        "expectations": expectations,
        "traps_taken": traps,
        "actors": actors,
        "counts": {"right": right, "of": [g["id"] for g in declared]},
        "strategies": score(every(Strategy), some("strategy"), touch),
        "commitments": score(every(Commitment, Agreement, Claim), some("agreement_or_commitment"), touch),
        "issues": score(every(Issue), some("issue"), touch),
        "dates": {"right": good, "of": [g["id"] for g in dated]},
        "exact": sum(text[e.start : e.end] == e.exact for e in evidence) / len(evidence),
    }


def _trapped(prediction: Any, trap: dict[str, Any], expectations: list[dict[str, Any]]) -> bool:
    cue = min(spans(prediction), key=lambda s: s[1] - s[0])
    inside = any(a <= cue[0] and cue[1] <= b for a, b in gold_spans(trap))
    touching = touches(spans(prediction), gold_spans(trap))
    return inside or (touching and not any(touches(spans(prediction), gold_spans(g)) for g in expectations))


def _same_words(actor: Actor, item: dict[str, Any]) -> bool:
    """Whether the actor is named somewhere by the very words of the item (which lists only some mentions)."""
    return bool({e.exact.lower() for e in actor.evidence} & {s["exact"].lower() for s in item["spans"]})


def _same_state(actor: Actor, item: dict[str, Any]) -> bool:
    states = [s for s in re.findall(r"\b(?:ISO3 |; )([A-Z]{3})\b", item["extract"]) if world().actor(s)]
    return not states or actor.state in states


def main() -> None:
    """Run on the two paths given."""
    if len(sys.argv) != 3:
        sys.exit("usage: python -m benchmarks.gold TEXT GOLD.json")
    text = Path(sys.argv[1]).read_bytes().decode("utf-8")
    figures = run(text, json.loads(Path(sys.argv[2]).read_text("utf-8")), Path(sys.argv[1]).name)
    print(json.dumps(figures, ensure_ascii=False))


if __name__ == "__main__":
    main()
