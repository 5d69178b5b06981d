"""Claims: what somebody says stands undone, done or broken, or was not put on paper; omissions are claims, not events."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from detente.coding.commitments import DEEDS, places
from detente.coding.lexicon import lexicon
from detente.coding.modality import holder, modality
from detente.coding.roles import known, objects, of_noun, of_verb, who
from detente.coding.scene import Scene
from detente.coding.topics import topics_of
from detente.model import Claim, Evidence
from detente.model.identity import identify_by
from detente.model.record import Implementation

if TYPE_CHECKING:
    from spacy.tokens import Token

_OMIT_NOUNS = {"failure", "refusal", "inability", "unwillingness", "reluctance"}
_OMIT_VERBS = {"fail", "refuse", "decline", "neglect"}
_DUTY = {"implement", "fulfil", "fulfill", "honour", "honor", "comply", "release", "return", "withdraw", "hand", "respect", "execute", "unblock", "open", "establish", "provide", "observe", "abide", "free", "carry", "form", "set", "create", "apply", "disarm", "leave", "vacate", "meet", "restore", "deliver", "pay", "appoint", "ratify", "sign", "publish"}
_UNDONE = {"unfulfilled": "none", "outstanding": "none", "unimplemented": "none", "unresolved": "none", "pending": "none", "overdue": "none", "incomplete": "minimum", "unfinished": "minimum", "partial": "minimum", "unmet": "none"}
_DONE_VERBS: dict[str, Implementation] = {"implement": "full", "fulfil": "full", "fulfill": "full", "honour": "full", "honor": "full", "violate": "violated", "breach": "violated", "break": "violated", "complete": "full", "ignore": "none", "disregard": "none"}
_OBLIGATIONS = {"agreement", "ceasefire", "truce", "accord", "treaty", "statement", "obligation", "commitment", "provision", "point", "term", "clause", "promise", "pledge", "deal", "article", "undertaking", "cease-fire", "declaration", "withdrawal", "handover", "sovereignty"}


def claims(scenes: list[Scene]) -> Iterator[Claim]:
    """What somebody says stands undone, done, or broken: omissions are claims, not events."""
    for scene in scenes:
        if scene.document.genre == "agreement" or scene.sentence.block.kind in {"heading", "title"}:
            continue
        for token in scene.sentence.span:
            if token.pos_ in {"PUNCT", "SPACE", "DET", "ADP", "NUM", "CCONJ"}:
                continue
            claim = _omission(token, scene) or _standing(token, scene) or _unsigned(token, scene)
            if claim is not None:
                yield claim


def is_omission(token: Token) -> bool:
    """Whether a word reports that a duty was not done ("failed to return", "refusal to implement")."""
    yet = token.lemma_.lower() == "have" and any(c.lower_ == "yet" for c in token.children)  # "has yet to deliver"
    if not yet and token.lemma_.lower() not in (_OMIT_VERBS if token.pos_ == "VERB" else _OMIT_NOUNS):
        return False
    return any(_is_duty(c) for c in token.children)


def _is_duty(verb: Token) -> bool:
    """Whether an infinitive names something that may be owed: a word of duty, or a deed."""
    if verb.dep_ not in {"xcomp", "acl", "relcl"} or verb.pos_ != "VERB":
        return False
    if verb.lemma_.lower() == "do" and any(c.lower_ in {"so", "this", "it", "that"} for c in verb.children):
        return True
    return verb.lemma_.lower() in _DUTY or ((entry := lexicon().act(verb)) is not None and entry.type in DEEDS | {"AGREE"})


def _omission(token: Token, scene: Scene) -> Claim | None:
    if not is_omission(token):
        return None
    duty = next(c for c in token.children if _is_duty(c))
    actors = of_verb(token, scene)[0] if token.pos_ == "VERB" else of_noun(token, scene)[0]
    if not actors and any(c.dep_ == "nsubj" and c.pos_ == "NOUN" for c in token.children):
        return None  # a thing owes nothing: "the war failed to deliver a victory"
    if not actors:
        main = scene.sentence.span.root
        actors = of_verb(main, scene)[0] if main.pos_ in {"VERB", "AUX"} else []
    first, last = scene.sentence.subtree(token, without=[c for c in token.children if c.dep_ in {"nsubj", "advcl", "cc", "conj"}])
    return _claim(scene, token, "none", actors, (scene.sentence.quote(first, last), scene.sentence.quote(token, duty)), f"“{token.text} … {duty.text}” says that a duty was not done")


def _standing(token: Token, scene: Scene) -> Claim | None:
    lower, lemma = token.lower_, token.lemma_.lower()
    if lower in _UNDONE and token.dep_ in {"acomp", "amod", "attr", "conj", "oprd"}:
        head = token.head
        about = head if token.dep_ == "amod" else next((c for c in head.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
        if about is None or (lower in {"outstanding", "partial", "unfinished", "incomplete", "pending"} and about.lemma_.lower() not in _OBLIGATIONS | {"element", "issue", "question", "matter"}):
            return None
        actors = who(about, scene)
        return _claim(scene, token, _UNDONE[lower], actors, (scene.sentence.quote(*sorted((token, head), key=lambda t: t.i)),), f"“{token.text}” says how it stands")  # type: ignore[arg-type]
    if token.pos_ == "VERB" and lemma in _DONE_VERBS and not is_omission(token.head):
        target = next((o for o in objects(token) if o.lemma_.lower() in _OBLIGATIONS), None)
        stands, cue = modality(token, scene)
        if target is None or stands in {"planned", "expected", "demanded", "promised", "hypothetical"}:
            return None
        level: Implementation = "none" if stands in {"failed", "denied"} else _DONE_VERBS[lemma]
        if level == "full" and any(c.lower_ in {"partly", "partially"} for c in token.children):
            level = "intermediate"
        actors = of_verb(token, scene)[0]
        first, last = scene.sentence.subtree(token, without=[c for c in token.children if c.dep_ in {"ccomp", "conj", "advcl"}])
        return _claim(scene, token, level, actors, (scene.sentence.quote(first, last),), f"“{token.text}” with “{target.text}” says how it stands" + (f" ({cue})" if cue else ""))
    return None


#: What is signed, and what says that there was none of it.
_SIGNING = {"signing", "signature", "adoption", "conclusion"}
_PAPERS = {"document", "agreement", "statement", "text", "declaration", "deal", "paper", "protocol"}


def _unsigned(token: Token, scene: Scene) -> Claim | None:
    """"There was never any expectation for the signing of any document": somebody says that nothing was to be put on paper."""
    if token.lemma_.lower() not in _SIGNING or token.pos_ != "NOUN":
        return None
    paper = next((o for c in token.children if c.lower_ == "of" for o in c.children if o.lemma_.lower() in _PAPERS), None)
    above = [token, *token.ancestors]
    denied = next((c for t in above for c in t.children if c.dep_ == "neg" or c.lower_ in {"no", "never", "without", "neither"}), None)
    if paper is None or denied is None:
        return None
    verb = next((t for t in above if t.pos_ in {"VERB", "AUX"}), token)
    first, last = scene.sentence.subtree(verb, without=[c for c in verb.children if c.dep_ in {"conj", "advcl", "cc"}])
    return _claim(scene, token, "none", [], (scene.sentence.quote(token, paper), scene.sentence.quote(first, last)), f"“{denied.text} … {token.text}” says that nothing was put on paper")


def _claim(scene: Scene, token: Token, level: Implementation, actors: list, evidence: tuple[Evidence, ...], why: str) -> Claim:  # type: ignore[type-arg]
    expression = scene.time_at(token)
    return Claim(
        id=identify_by("claim", (scene.sentence.quote(token, token),), level),
        about=" ".join(evidence[0].exact.split()),
        claim=" ".join(evidence[-1].exact.split()),
        level=level,
        parties=known(actors),
        topics=topics_of(scene, token),
        places=places(scene),
        when=expression.bounded(scene.clock) if expression else None,
        holder=holder(token, scene)[0],
        why=(why,),
        evidence=evidence,
    )
