"""Topics: which issue a passage is about, by the terms of the pack and of the general list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from detente.coding.scene import Scene
from detente.model import Issue, Salience
from detente.model.identity import identify_by

if TYPE_CHECKING:
    from spacy.tokens import Token

_SALIENCE = re.compile(r"\b(?:critical|key|main|top|central|vital|essential|particular|very|most|high|crucial|paramount)\b.{0,40}\b(?:priority|propriety|importance|important|interest|concern)\b|\b(?:priority|important|importance)\b", re.I)


def topics_of(scene: Scene, token: Token | None = None) -> tuple[str, ...]:
    """The topics of a sentence, those whose term lies nearest to the token first; at most three."""
    text = scene.sentence.text
    at = (token.idx - scene.sentence.span.start_char) if token is not None else 0
    found = []
    for topic, pattern in scene.cast.names.topics:
        spans = [(len(m.group()), -abs(m.start() - at)) for m in pattern.finditer(text)]
        if spans:
            found.append((max(s[1] for s in spans), topic.id))
    return tuple(id for _, id in sorted(found, reverse=True)[:3])


def issues(scenes: list[Scene]) -> Iterator[Issue]:
    """The issues that a document treats: per topic one record, all its passages as evidence."""
    if not scenes:
        return
    for topic, pattern in scenes[0].cast.names.topics:
        evidence, salience, parties = [], [], []
        for scene in scenes:
            hits = list(pattern.finditer(scene.sentence.text))
            for match in hits:
                first = scene.sentence.span.char_span(match.start(), match.end(), alignment_mode="expand")
                if first is not None:
                    evidence.append(scene.sentence.quote(first[0], first[-1]))
            if hits:
                states = [n.id.partition(":")[0] for n in scene.named if n.kind in {"state", "organ", "person"} and not n.id.startswith("UNK")]
                parties += states
                weight = _SALIENCE.search(scene.sentence.text)
                if weight and states:
                    words = scene.sentence.span.char_span(weight.start(), weight.end(), alignment_mode="expand")
                    nearest = min(
                        (n for n in scene.named if n.kind in {"state", "organ", "person"} and not n.id.startswith("UNK")),
                        key=lambda n: abs(scene.sentence.span.doc[n.start].idx - scene.sentence.span.start_char - weight.end()),
                    )
                    if words is not None:
                        salience.append(Salience(nearest.id.partition(":")[0], words.text, scene.sentence.quote(words[0], words[-1])))
        if evidence:
            quotes = tuple(dict.fromkeys(evidence))
            yield Issue(
                id=identify_by("issue", quotes, topic.id),
                topic=topic.id,
                title=topic.title,
                parties=tuple(dict.fromkeys(parties)),
                salience=tuple(salience),
                links=topic.links,
                holder=scenes[0].author,
                evidence=quotes,
            )
