"""Expectations: what a text says would happen, with hedge and horizon."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from detente.coding.clauses import SURER, Clause
from detente.coding.cues import cue, disowned
from detente.coding.hedges import hedge
from detente.coding.lexicon import lexicon
from detente.coding.likelihood import likelihood
from detente.coding.modality import holder
from detente.coding.owed import PLEDGES
from detente.coding.scene import Scene
from detente.coding.topics import topics_of
from detente.config import hedge_scale
from detente.model import Evidence, Expectation, When
from detente.model.identity import identify_by

if TYPE_CHECKING:
    from spacy.tokens import Token

#: Parts of speech that open no expectation.
_SILENT = {"DET", "PUNCT", "SPACE", "NUM", "PRON", "CCONJ", "PART", "SYM"}
_QUESTION = re.compile(r"^[\W_]*(?:how|what|when|where|who|why|whether|which|will|would|can|could|is|are|does|do)\b(?:\s+\w+){0,2}?\s*(?:will|would|can|could|might|may|should|is|are|do|does|the|[A-Z])", re.I)


def expectations(scenes: list[Scene]) -> Iterator[Expectation]:
    """The expectations of a document, in order of the text."""
    horizon: When | None = None
    for scene in scenes:
        announced = _announced_horizon(scene)
        if announced is not None:
            horizon = announced
        if scene.sentence.block.kind in {"heading", "title"} or asks(scene):
            continue
        seen: list[Evidence] = []
        opened: list[Token] = []
        for token in scene.sentence.span:
            if token.pos_ in _SILENT:
                continue
            opening = cue(token, scene) or likelihood(token, scene)
            if opening is None or disowned(token):
                continue
            made = _expectation(token, opening, scene, horizon, opened)
            if made is not None and not any(made.evidence[0].overlaps(e) for e in seen):
                seen.append(made.evidence[0])
                opened.append(token)
                yield made


def foreseen(clause: Clause) -> Expectation | None:
    """What a clause is likely to expect.

    None where it asks or says that a question is open, or what a pledge is of ("gave a guarantee that nobody will interfere"). "Would" and "should" are mostly wishes and advice, so what says them must be surer.
    """
    pledged = clause.verb.dep_ in {"acl", "ccomp"} and clause.verb.head.pos_ == "NOUN" and clause.verb.head.lemma_.lower() in PLEDGES
    if asks(clause.scene) or disowned(clause.verb) or pledged or any(c.dep_ == "csubj" for c in clause.verb.children):
        return None
    wished = any(c.dep_ == "aux" and c.lower_ in {"would", "should"} for v in (clause.verb, clause.verb.head) for c in v.children)
    if wished and clause.likely["expectation"] < SURER:
        return None
    made = _expectation(clause.verb, "clause", clause.scene, None, [])
    return replace(made, why=(clause.why("expectation"), *made.why[1:])) if made else None


def asks(scene: Scene) -> bool:
    """Whether the sentence is a question, with or without its mark."""
    text = scene.sentence.text.strip()
    if text.endswith("?"):
        return True
    first = next((t for t in scene.sentence.span if not t.is_space and not t.is_punct), None)
    if first is None or first.lower_ not in {"how", "what", "when", "where", "who", "why", "which", "will"}:
        return False
    root = scene.sentence.span.root
    inverted = any(c.dep_ in {"aux", "auxpass"} and any(s.dep_ in {"nsubj", "nsubjpass"} and s.i > c.i for s in root.children) for c in root.children)
    return inverted and bool(_QUESTION.match(text))


def _announced_horizon(scene: Scene) -> When | None:
    """The horizon of a list of expectations that this sentence announces ("two expectations in the coming months")."""
    if re.search(r"\b(expectations|scenarios|forecasts|developments|outcomes)\b", scene.sentence.text) and scene.times:
        return scene.times[-1].bounded(scene.clock)
    return None


def _expectation(token: Token, opening: str, scene: Scene, announced: When | None, opened: list[Token]) -> Expectation | None:
    """The expectation that a cue opens, less the clauses in which others were `opened` before."""
    anchor = token.head if token.dep_ in {"aux"} or (token.dep_ in {"acomp", "advmod", "oprd"} and token.head.pos_ in {"VERB", "AUX"}) else token
    clause = anchor
    if opening in {"noun", "ahead"} and anchor.dep_ in {"attr", "nsubj", "amod", "acomp", "dobj"}:
        clause = anchor.head
    if opening in {"away", "said of it"}:
        clause = next((t for t in anchor.ancestors if t.pos_ in {"VERB", "AUX"}), anchor)
    if clause.dep_ == "relcl":
        clause = clause.head
    cut = [c for c in clause.children if c.dep_ in {"parataxis"} or (c.dep_ == "conj" and c.pos_ == "VERB" and any(x.dep_ == "nsubj" for x in c.children))]
    cut += [c for c in clause.children if c.pos_ in {"VERB", "AUX"} and c.dep_ in {"ccomp", "conj", "advcl"} and any(o == c or c.is_ancestor(o) for o in opened)]
    first, last = scene.sentence.subtree(clause, without=cut)
    words = scene.sentence.span.doc[first.i : last.i + 1]
    if len(words) < 4 or not any(t.pos_ in {"VERB", "AUX", "NOUN"} for t in words):
        return None
    evidence = scene.sentence.quote(first, last)
    found = hedge(evidence.exact, hedge_scale(), default=token.text)
    speaker, said = holder(anchor, scene)
    if opening == "expect":
        own = next((n for c in anchor.children if c.dep_ == "nsubj" and c.pos_ != "PRON" for n in scene.named if n.covers(c)), None)
        speaker, said = (own.id, anchor.text) if own else _in_a_capital(anchor, scene) or (speaker, said)
    inside = [e for e in scene.times if evidence.start <= scene.time_span(e).start < evidence.end]
    horizon = _ahead([e.bounded(scene.clock) for e in inside], scene) or _ahead([e.bounded(scene.clock) for e in scene.times], scene) or announced
    condition = _condition(clause, scene)
    entries = [e for t in clause.subtree if t != token and (e := lexicon().act(t))]
    why = [f"“{token.text}” opens an expectation ({opening})"]
    if said:
        why.append(f"“{said}” attributes it to {speaker}")
    if announced is not None and horizon is announced:
        why.append("horizon announced for the list it stands in")
    return Expectation(
        id=identify_by("expectation", (evidence,), opening),
        question=" ".join(evidence.exact.split()),
        holder=speaker,
        hedge=found.words,
        low=found.low,
        high=found.high,
        scale=found.scale,
        horizon=horizon,
        condition=condition,
        types=tuple(dict.fromkeys(e.type for e in entries)),
        actors=tuple(dict.fromkeys(n.id for n in scene.named if evidence.start <= scene.mention(n).evidence.start < evidence.end)),
        topics=topics_of(scene, token),
        places=tuple(dict.fromkeys(s.id for s in scene.spots)),
        why=tuple(why),
        evidence=(evidence, scene.sentence.quote(token, token)),
    )


def _in_a_capital(verb: Token, scene: Scene) -> tuple[str, str] | None:
    """Whose expectation "In Baku it was expected that" tells of: that of those who rule there, and the words that say so."""
    if not any(c.dep_ in {"nsubjpass", "expl"} and c.lower_ == "it" for c in verb.children):
        return None
    there = next((o for c in verb.children if c.dep_ == "prep" and c.lower_ == "in" for o in c.children if o.dep_ == "pobj"), None)
    hit = next((h for h in scene.cast.names.find(scene.sentence.span) if h.form == "metonym" and there is not None and h.start <= there.i < h.end), None)
    return (f"{hit.key}:GOV", f"in {scene.sentence.span.doc[hit.start : hit.end].text}") if hit else None


def _ahead(times: list[When], scene: Scene) -> When | None:
    """The first of the times that does not lie wholly before the writing."""
    now = scene.clock.now
    return next((w for w in times if w.last and (now is None or w.last >= now)), None)


def _condition(clause: Token, scene: Scene) -> str:
    """The words of the condition, if the expectation has one."""
    for token in clause.subtree:
        if token.dep_ == "mark" and token.lower_ in {"if", "unless", "should", "provided"}:
            first, last = scene.sentence.subtree(token.head)
            return str(scene.sentence.span.doc[first.i : last.i + 1].text)
    match = re.search(r"\b(?:either option|regardless of [^,]+|in (?:either|that|this|the first|the second) (?:case|event|scenario)|without [^,]+)", scene.sentence.text, re.I)
    return match.group() if match else ""
