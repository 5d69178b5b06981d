"""Scenario sets and declared counts: lists that a text announces ("two likely scenarios: ...")."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from detente.coding.hedges import hedge
from detente.coding.parse import quote
from detente.coding.scene import Scene
from detente.coding.topics import topics_of
from detente.config import hedge_scale
from detente.model import Alternative, Count, Evidence, ScenarioSet, When
from detente.model.identity import identify_by

_NUMBER = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "2": 2, "3": 3, "4": 4, "5": 5, "6": 6, "both": 2}
_LISTED = r"issues?|expectations?|scenarios?|options?|outcomes?|alternatives?|paths?|possibilities|variants?|elements?|components?|reasons?|factors?|questions?|points?|conditions?|steps?|tracks?|goals?|aims?|objectives?|problems?|trends?|ways?|tests?|obstacles?|priorities|developments?|trajectories|futures|forms|pillars?|courses?|directions?|roads?|lines?|surprises?"
_ANNOUNCED = re.compile(rf"\b(?P<n>two|three|four|five|six|[2-6])\s+(?:[\w“”-]+\s+){{0,3}}?(?P<of>{_LISTED})\b(?:\s+or\s+(?:{_LISTED}))?", re.I)
_SCENARIOS = {"scenario", "option", "outcome", "alternative", "path", "possibility", "variant", "way", "trajectory", "future", "form", "course", "direction", "surprise"}
_ORDINALS = (
    ("first", "firstly", "one", "to begin with", "likeliest", "most (?:likely|probable|plausible)", "more (?:likely|probable|plausible)"),
    ("second", "secondly", "another", "the other"),
    ("third", "thirdly", "a third"),
    ("fourth", "fourthly"),
    ("fifth", "fifthly"),
    ("sixth",),
)
_OPENING = [re.compile(rf"^[\W_]*(?:in |under |on )?(?:the |a )?(?:{'|'.join(words)})\b|^\s*\(?(?:{letter}|{letter.upper()}|{number})\)\s", re.I) for number, (letter, words) in enumerate(zip("abcdef", _ORDINALS, strict=True), 1)]
#: What opens the last of a list, however long it is.
_LAST = re.compile(r"^[\W_]*(?:in |under |on )?(?:the )?(?:last|lastly|final|finally|least (?:likely|probable|plausible))\b", re.I)
_SPLIT = re.compile(r",?\s*\bor(?:,? (?:instead|alternatively|else))?,?\s+|;\s+(?:or |and )?|,\s+and finally,?\s+")
_AND = re.compile(r",\s+and\s+|\s+and\s+(?=the\b|a\b|an\b)|,\s+(?=the\b|a\b|an\b)")
#: How many sentences after the announcement its items may open.
_REACH = 25


@dataclass(frozen=True, slots=True)
class Announcement:
    """A declared number of things, where it stands, and the words that open each thing found."""

    scene: Scene
    of: str
    declared: int
    evidence: Evidence
    items: tuple[Evidence, ...]


def announcements(scenes: list[Scene]) -> Iterator[Announcement]:
    """The counted lists of a document, each with what was found of it."""
    for index, scene in enumerate(scenes):
        if scene.sentence.block.kind == "heading":
            continue
        base = scene.sentence.offset + scene.sentence.span.start_char
        for match in _ANNOUNCED.finditer(scene.sentence.text):
            singular = _singular(match["of"])
            declared = _NUMBER[match["n"].lower()]
            evidence = quote(scene.document, base + match.start(), base + match.end())
            if re.search(r"\b(these|those|the|of these|each of(?: these)?)\s*$", scene.sentence.text[: match.start()], re.I) and not _listed_here(scene, match.end()):
                continue
            items = _inline(scene, match.end(), declared, alternatives=singular in _SCENARIOS) or _following(scenes, index, declared, evidence)
            yield Announcement(scene, singular, declared, evidence, tuple(items))


def _singular(word: str) -> str:
    word = word.lower()
    return {"possibilities": "possibility", "priorities": "priority", "trajectories": "trajectory"}.get(word, word.removesuffix("s"))


def _listed_here(scene: Scene, end: int) -> bool:
    return ":" in scene.sentence.text[end:]


def _inline(scene: Scene, end: int, declared: int, *, alternatives: bool) -> list[Evidence]:
    """The items in the rest of the same sentence: after a colon or comma, split at "or", ";" or "and"."""
    text = scene.sentence.text
    rest = re.match(r"[^:;.]{0,60}?:\s*|[^:;.]{0,25}?,\s*", text[end:])
    if rest is None:
        return []
    start = end + rest.end()
    splits = (_SPLIT, _AND) if alternatives else (_AND, _SPLIT)
    pieces = next((p for s in splits if len(p := _pieces(text[start:], start, s)) == declared), [])
    if len(pieces) != declared:
        return []
    base = scene.sentence.offset + scene.sentence.span.start_char
    return [quote(scene.document, base + a, base + b) for a, b in pieces]


def _pieces(text: str, start: int, split: re.Pattern[str]) -> list[tuple[int, int]]:
    found, at = [], 0
    for match in split.finditer(text):
        if match.start() > at and _balanced(text[at : match.start()]):
            found.append((start + at, start + match.start()))
            at = match.end()
    tail = text[at:].rstrip().rstrip(".")
    if tail:
        found.append((start + at, start + at + len(tail)))
    return [f for f in found if f[1] - f[0] > 8]


def _balanced(text: str) -> bool:
    return text.count("“") == text.count("”") and text.count("(") == text.count(")")


def _following(scenes: list[Scene], index: int, declared: int, announced: Evidence) -> list[Evidence]:
    """The sentences that open with first, second, third ... after the announcement."""
    found: list[Evidence] = []
    for scene in scenes[index + 1 : index + 1 + _REACH]:
        if len(found) == declared:
            break
        if _OPENING[len(found)].match(scene.sentence.text) or (found and len(found) == declared - 1 and _LAST.match(scene.sentence.text)):
            found.append(scene.sentence.whole)
        elif found and _OPENING[0].match(scene.sentence.text):
            break
    return found


def counts(found: list[Announcement]) -> Iterator[Count]:
    """The declared counts: what was announced, and the items found under it."""
    for a in found:
        if len(a.items) >= 2:
            yield Count(
                id=identify_by("count", (a.evidence,), a.of, a.declared),
                of=a.of,
                declared=a.declared,
                found=tuple(i.exact[:80] for i in a.items),
                holder=a.scene.author,
                evidence=(a.evidence, *a.items),
            )


def scenarios(found: Iterable[Announcement]) -> Iterator[ScenarioSet]:
    """The scenario sets among the announced lists; "other" is always added."""
    for a in found:
        if a.of not in _SCENARIOS or len(a.items) < 2:
            continue
        hedged = hedge(a.evidence.exact, hedge_scale())
        horizon = _horizon(a)
        whole = a.scene.sentence.whole
        alternatives = tuple(Alternative(identify_by("alternative", (e,)), " ".join(e.exact.split()), _weight(e), (e,)) for e in a.items)
        other = Alternative(identify_by("alternative", (a.evidence,), "other"), "other", None)
        yield ScenarioSet(
            id=identify_by("scenario", (a.evidence,), len(a.items)),
            question=" ".join(whole.exact[: max(20, a.evidence.end - whole.start)].split()),
            alternatives=(*alternatives, other),
            exclusive=not re.search(r"\bboth\b", whole.exact),
            hedge=hedged.words,
            horizon=horizon,
            topics=topics_of(a.scene),
            holder=a.scene.author,
            why=(f"“{a.evidence.exact}” announces {a.declared}; {len(a.items)} found; “other” added",),
            evidence=(a.evidence, *a.items),
        )


def _weight(item: Evidence) -> float | None:
    """The middle of the range that a scale gives the item's own hedge, None where it has none."""
    own = hedge(item.exact, hedge_scale())
    return None if own.low is None or own.high is None else round((own.low + own.high) / 2, 3)


def _horizon(a: Announcement) -> When | None:
    times = [e.bounded(a.scene.clock) for e in a.scene.times]
    now = a.scene.clock.now
    return next((w for w in times if w.last and (now is None or w.last >= now)), None)
