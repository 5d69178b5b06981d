"""Strategy claims: means to an end, as the text says them; no motive is ever inferred."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from detente.coding.modality import holder
from detente.coding.roles import ids, of_noun, of_verb
from detente.coding.scene import Scene
from detente.model import Evidence, Strategy
from detente.model.identity import identify_by

if TYPE_CHECKING:
    from spacy.tokens import Token

_AIM_VERBS = {"seek", "aim", "intend", "strive", "endeavour"}
_PLANS = {"strategy", "approach", "tactic", "gambit", "doctrine", "policy", "game", "calculation", "move"}
_PURPOSE = {"design", "aim", "intend", "mean", "calculate", "direct"}
_ELEMENT = re.compile(r"^[\W_]*(?:the )?(first|firstly|second|secondly|third|thirdly|fourth|fifth)\b", re.I)


def strategies(scenes: list[Scene]) -> Iterator[Strategy]:
    """The strategies that a document claims, in order; each keeps the words of means and aims."""
    element, actor = "", ""
    for scene in scenes:
        if scene.sentence.block.kind == "heading":
            element, actor = "", ""
        if scene.sentence.block.kind in {"heading", "title"} or scene.document.genre == "agreement":
            continue
        opening = _ELEMENT.match(scene.sentence.text)
        if opening:
            element = opening.group(1).lower().removesuffix("ly")
        made: list[Evidence] = []
        for token in scene.sentence.span:
            strategy = _strategy(token, scene, element, actor)
            if strategy is not None and not any(strategy.evidence[0].overlaps(e) for e in made):
                made.append(strategy.evidence[0])
                actor = strategy.actor or actor
                yield strategy


def _strategy(token: Token, scene: Scene, element: str, last_actor: str) -> Strategy | None:
    lemma = token.lemma_.lower()
    if token.pos_ == "VERB" and lemma in _AIM_VERBS:
        aims = _infinitives(token, scene)
        actors = _states(ids(of_verb(token, scene)[0])) or ([last_actor] if last_actor and not _other_subject(token) else [])
        return _made(scene, token, actors[0], _means(token, scene), aims, element, f"“{token.text} to” names an aim") if aims and actors else None
    if token.pos_ == "VERB" and lemma == "use" and token.tag_ != "VBN":
        aims = _infinitives(token, scene)
        actors = _states(ids(of_verb(token, scene)[0]))
        obj = next((c for c in token.children if c.dep_ == "dobj"), None)
        as_means = any(c.dep_ == "prep" and c.lower_ == "as" for c in token.children)
        if obj is None or not (aims or as_means) or not actors:
            return None
        means = (_words(scene, obj),)
        return _made(scene, token, actors[0], means, aims, element, f"“{token.text} … to” names means and an aim")
    if token.pos_ == "NOUN" and lemma in _PLANS and token.dep_ != "compound":
        return _plan(token, scene, element, last_actor)
    return None


def _plan(token: Token, scene: Scene, element: str, last_actor: str) -> Strategy | None:
    """"A strategy of ...", "has adopted an approach designed to ..."."""
    actors = _states(ids(of_noun(token, scene)[0]))
    verb = token.head
    while verb.pos_ not in {"VERB", "AUX"} and verb.head != verb:
        verb = verb.head
    if not actors and verb.pos_ in {"VERB", "AUX"}:
        actors = _states(ids(of_verb(verb, scene)[0]))
    if not actors:
        before = [n.id for n in scene.named if n.end <= token.i and not n.adjectival]
        actors = _states(tuple(before[-1:])) or ([last_actor] if last_actor else [])
    aims: tuple[str, ...] = ()
    for child in token.children:
        if child.dep_ in {"acl", "relcl"}:
            aims += _infinitives(child, scene) if child.lemma_.lower() in _PURPOSE else ((_words(scene, child),) if child.tag_ == "VB" else ())
        if child.dep_ == "prep" and child.lower_ in {"of", "for"} and token.lemma_.lower() in {"strategy", "policy", "tactic"}:
            aims += tuple(_words(scene, o) for o in child.children if o.dep_ == "pcomp")
    described = any(c.dep_ in {"acl", "relcl", "prep", "amod"} for c in token.children)
    if not actors or not (aims or (token.lemma_.lower() in {"strategy", "doctrine"} and described)):
        return None
    return _made(scene, token, actors[0], _means(token, scene), aims, element, f"“{token.text}” names a strategy")


def _made(scene: Scene, token: Token, actor: str, means: tuple[str, ...], aims: tuple[str, ...], element: str, why: str) -> Strategy:
    top = token
    if token.pos_ == "NOUN" and token.head.pos_ == "VERB" and token.dep_ in {"dobj", "attr", "nsubj"}:
        top = token.head
    evidence = scene.sentence.quote(*scene.sentence.subtree(top, without=[c for c in top.children if c.dep_ in {"ccomp", "parataxis"}]))
    return Strategy(
        id=identify_by("strategy", (scene.sentence.quote(token, token),)),
        actor=actor,
        means=means,
        aims=aims,
        element=element,
        holder=holder(token, scene)[0],
        why=(why,),
        evidence=(evidence, scene.sentence.quote(token, token)),
    )


def _infinitives(verb: Token, scene: Scene) -> tuple[str, ...]:
    found: list[str] = []
    for child in verb.children:
        if child.dep_ in {"xcomp", "advcl"} and child.tag_ == "VB":
            found.append(_words(scene, child))
        if child.dep_ == "prep" and child.lower_ == "at":
            found += [_words(scene, o) for o in child.children if o.dep_ in {"pcomp", "pobj"}]
    return tuple(found)


def _means(token: Token, scene: Scene) -> tuple[str, ...]:
    """What follows "by" or "through", anywhere in the clause."""
    found = []
    verb = token
    while verb.pos_ not in {"VERB", "AUX"} and verb.head != verb:
        verb = verb.head
    for child in verb.children:
        if child.dep_ in {"prep", "agent"} and child.lower_ in {"by", "through"}:
            found += [_words(scene, o) for o in child.children if o.dep_ in {"pcomp", "pobj"}]
    return tuple(found)


def _words(scene: Scene, token: Token) -> str:
    first, last = scene.sentence.subtree(token)
    return " ".join(scene.sentence.span.doc[first.i : last.i + 1].text.split())


def _states(found: tuple[str, ...]) -> list[str]:
    return [i for i in found if not i.startswith(("UNK", "ORG"))]


def _other_subject(verb: Token) -> bool:
    return any(c.dep_ in {"nsubj", "nsubjpass"} and c.pos_ == "PROPN" for c in verb.children)
