"""Strategy claims: means to an end, as the text says them; no motive is ever inferred."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from detente.coding.clauses import Clause
from detente.coding.lexicon import lexicon
from detente.coding.modality import holder, modality
from detente.coding.named import POSSESSIVE
from detente.coding.roles import ids, of_noun, of_verb, who
from detente.coding.scene import Scene
from detente.coding.wants import nobody, want
from detente.model import Evidence, Strategy
from detente.model.identity import identify_by

if TYPE_CHECKING:
    from spacy.tokens import Token

_AIM_VERBS = {"seek", "aim", "intend", "strive", "endeavour", "want", "hope"}
#: Nouns that name an end, of which "is to" tells what it is; and what something is for somebody whose end it is.
_ENDS = {"aim", "goal", "objective", "object", "purpose", "ambition", "intention", "approach", "strategy", "tactic", "policy", "priority"}
_STAKES = {"priority", "interest", "imperative", "objective"}
#: What is done to others for an end: types of acts of which "to" tells the aim.
_LEVERS = {"REJECT", "COERCE", "SANCTION", "MOBILIZE", "THREATEN", "RETREAT", "CONCEDE"}
#: Modal verbs of a purpose, not of a result.
_PURPOSES = {"can", "could", "may", "might", "would", "should"}
#: Verbs that name means by their object.
_RELY = {"rely", "count", "bank", "bet"}
#: What speaks of a part of a strategy named before.
_PARTS = {"element", "component", "part", "pillar", "aspect", "feature"}
_PLANS = {"course", "line", "strategy", "approach", "tactic", "gambit", "doctrine", "policy", "game", "calculation", "move"}
_PURPOSE = {"design", "aim", "intend", "mean", "calculate", "direct"}
#: Parts of speech that may tell of a strategy.
_SPEAKING = {"VERB", "AUX", "NOUN", "ADJ", "PROPN"}
_ELEMENT = re.compile(r"^[\W_]*(?:the )?(first|firstly|second|secondly|third|thirdly|fourth|fifth)\b", re.I)


def strategies(scenes: list[Scene]) -> Iterator[Strategy]:
    """The strategies that a document claims, in order; each keeps the words of means and aims."""
    element, actor, planned = "", "", None
    for scene in scenes:
        if scene.sentence.block.kind == "heading":
            element, actor = "", ""
        if scene.sentence.block.kind in {"heading", "title"} or scene.document.genre == "agreement":
            continue
        opening = _ELEMENT.match(scene.sentence.text)
        if opening:
            element = opening.group(1).lower().removesuffix("ly")
        made: list[Evidence] = []
        if opening and actor and planned == scene.sentence.block and (part := _listed(scene, actor, element)):
            made.append(part.evidence[0])
            yield part
        for token in scene.sentence.span:
            if token.pos_ not in _SPEAKING:
                continue
            first, second = (_wants, _strategy) if token.pos_ == "NOUN" else (_strategy, _wants)
            strategy = first(token, scene, element, actor) or second(token, scene, element, actor)
            if strategy is not None and not any(strategy.evidence[0].overlaps(e) for e in made):
                made.append(strategy.evidence[0])
                actor = strategy.actor or actor
                if token.lemma_.lower() in _PLANS:
                    planned = scene.sentence.block
                yield strategy


def pursued(clause: Clause) -> Strategy | None:
    """What a clause is likely to say that a party is after: its infinitives are the aims, its other words the means.

    None where the sentence names no party, where nobody is after it or it is denied, and where it only says what comes of something ("so that ...").
    """
    verb, scene = clause.verb, clause.scene
    if verb.dep_ == "advcl" or any(c.dep_ == "neg" for c in verb.children) or any(nobody(t) for t in (*clause.tokens, *verb.ancestors)):
        return None
    inside = [n for n in scene.named if clause.tokens[0].i <= n.start <= clause.tokens[-1].i]
    actors = _agents(verb, scene) or _agents(verb.head, scene) or _states(ids(inside)) or _states(ids(scene.named))
    aims = _infinitives(verb, scene)
    means = () if aims else (" ".join(clause.evidence.exact.split()),)
    if not actors or modality(verb, scene)[0] == "denied":
        return None
    made = _made(scene, verb, actors[0], means, aims, "", clause.why("strategy"))
    return replace(made, evidence=(clause.evidence, made.evidence[-1]))


def _strategy(token: Token, scene: Scene, element: str, last_actor: str) -> Strategy | None:
    lemma = token.lemma_.lower()
    if lemma == "be" and token.tag_ == "VBZ" and last_actor and (whose := next((c for c in token.children if c.dep_ == "nsubj" and any(k.text in POSSESSIVE for k in c.children)), None)) is not None:
        aims = tuple(_words(scene, c) for c in token.children if c.dep_ == "xcomp" and c.tag_ == "VB")
        actors = [n.id for n in scene.named if n.covers(whose)]
        return _made(scene, token, actors[0], (), aims, element, f"“{whose.text}’s is to” names an aim beside another’s") if aims and actors else None
    if token.pos_ == "VERB" and lemma in _AIM_VERBS:
        aims = _infinitives(token, scene) or _wanted(token, scene)
        if any(c.dep_ == "neg" or c.lower_ in {"will", "would", "may", "might", "could"} for c in token.children if c.dep_ in {"aux", "neg"}) or nobody(token):
            return None
        actors = _agents(token, scene) or ([last_actor] if last_actor and not _other_subject(token) else [])
        return _made(scene, token, actors[0], _means(token, scene), aims, element, f"“{token.text} to” names an aim") if aims and actors else None
    if token.pos_ == "VERB" and lemma == "use" and token.tag_ != "VBN":
        aims = _infinitives(token, scene)
        actors = _agents(token, scene)
        obj = next((c for c in token.children if c.dep_ == "dobj"), None)
        as_means = any(c.dep_ == "prep" and c.lower_ == "as" for c in token.children)
        if obj is None or not (aims or as_means) or not actors:
            return None
        return _made(scene, token, actors[0], (_words(scene, obj),), aims, element, f"“{token.text} … to” names means and an aim")
    if token.tag_ == "VBN" and lemma == "use" and any(c.dep_ == "auxpass" for c in token.children) and (aims := _infinitives(token, scene)):
        actors = _agents(token, scene) or ([last_actor] if last_actor else [])
        means = tuple(_words(scene, c) for c in token.children if c.dep_ == "nsubjpass")
        return _made(scene, token, actors[0], means, aims, element, f"“{token.text} to” names means and an aim") if actors else None
    if token.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ == "that" and c.i > 0 and c.nbor(-1).lower_ == "so" for c in token.children):
        actors = _agents(token, scene) if any(c.dep_ == "aux" and c.lower_ in _PURPOSES for c in token.children) else []  # else it names what comes of it
        return _made(scene, token.head, actors[0], (_words(scene, token.head, without=token),), (_words(scene, token),), element, "“so that” names an aim") if actors else None
    if token.pos_ == "VERB" and lemma in _RELY and not any(c.dep_ == "neg" or c.lower_ in {"should", "nobody"} for c in token.children):
        means = tuple(_words(scene, o) for c in token.children if c.dep_ == "prep" and c.lower_ == "on" for o in c.children if o.dep_ in {"pobj", "pcomp"})
        actors = _agents(token, scene)
        return _made(scene, token, actors[0], means, _infinitives(token, scene), element, f"“{token.text} on” names means") if means and actors else None
    if token.tag_ == "VB" and (deed := _in_order(token)) is not None:
        actors = _agents(deed, scene)
        return _made(scene, deed, actors[0], (_words(scene, deed, without=token),), (_words(scene, token),), element, "“in order to” names an aim") if actors else None
    if token.tag_ == "VB" and token.dep_ == "advcl" and (entry := lexicon().act(token.head)) and entry.type in _LEVERS and not any(c.dep_ == "nsubj" for c in token.children) and token.head.tag_ in {"VBD", "VBZ", "VBP", "VBN"} and any(c.lower_ == "to" and c.nbor(-1).lower_ != "only" for c in token.children if c.i):
        actors = _agents(token.head, scene)
        return _made(scene, token.head, actors[0], (_words(scene, token.head, without=token),), (_words(scene, token),), element, f"“{token.head.text} … to” names means and an aim") if actors and modality(token.head, scene)[0] == "actual" else None
    if token.pos_ == "NOUN" and lemma in _MEANS and token.dep_ in {"attr", "pobj"} and (lever := _lever(token, scene, element)):
        return lever
    if token.pos_ == "NOUN" and token.dep_ != "compound" and (lemma in _ENDS or lemma in _STAKES) and (end := _end(token, scene, element, last_actor)):
        return end
    if token.pos_ == "NOUN" and lemma in _PLANS and token.dep_ != "compound" and not (lemma == "line" and any(c.dep_ == "compound" for c in token.children)) and not _part_of_one(token):
        return _plan(token, scene, element, last_actor)
    return None


def _wants(token: Token, scene: Scene, element: str, last_actor: str) -> Strategy | None:
    """What a text says that a party wants or makes use of, without an infinitive that tells the end."""
    found = want(token, scene)
    if found is None:
        return None
    whose = [i for i in _states(ids(found.actors)) if not i.endswith(":CVL")] or ([last_actor] if last_actor and not found.actors and not _other_subject(found.top) else [])
    if not whose:
        return None
    return _made(scene, found.top, whose[0], tuple(_words(scene, t) for t in found.means), tuple(_words(scene, t) for t in found.aims), element, found.why, keep=(*found.aims, *found.means))


def _wanted(verb: Token, scene: Scene) -> tuple[str, ...]:
    """"What it wants in the end is a treaty": the end that a copula names."""
    above = verb.head
    if verb.dep_ not in {"csubj", "ccomp"} or above.lemma_.lower() != "be" or not any(c.lower_ == "what" for c in verb.children):
        return ()
    return tuple(_words(scene, c) for c in above.children if c.i > verb.i and c.dep_ in {"attr", "xcomp", "ccomp", "acomp"})


def _listed(scene: Scene, actor: str, element: str) -> Strategy | None:
    """"The first is ambiguity": a part of the strategy that was announced before, by its name."""
    root = scene.sentence.span.root
    while root.lemma_.lower() != "be" and (inner := next((c for c in root.children if c.dep_ == "ccomp" and c.lemma_.lower() == "be" and c.i < root.i), None)) is not None:
        root = inner
    if root.lemma_.lower() != "be" or not any(c.dep_ == "nsubj" and c.lower_ == element for c in root.children):
        return None
    named = next((c for c in root.children if c.dep_ == "attr" and c.pos_ in {"NOUN", "PROPN"}), None)
    return _made(scene, named, actor, (_words(scene, named),), (), element, f"“the {element}” names a part of the strategy") if named is not None else None


def _agents(verb: Token, scene: Scene) -> list[str]:
    """The states and those who act for them among the subjects of a verb, not their people."""
    return [i for i in _states(ids(of_verb(verb, scene)[0])) if not i.endswith(":CVL")]


def _in_order(verb: Token) -> Token | None:
    """The verb of what is done, where "in order to" or "so as to" stands before an infinitive."""
    to = next((c for c in verb.children if c.lower_ == "to" and c.dep_ == "aux"), None)
    if to is None or to.i < 2 or to.nbor(-1).lower_ not in {"order", "as"}:
        return None
    if verb.dep_ == "advcl":
        return verb.head
    return verb.head.head.head if verb.dep_ == "acl" and verb.head.lower_ == "order" and verb.head.dep_ == "pobj" else None


def _part_of_one(noun: Token) -> bool:
    return noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.lemma_.lower() in _PARTS


def _end(noun: Token, scene: Scene, element: str, last_actor: str) -> Strategy | None:
    """"Its aim is to avoid a treaty", "demarcation is a priority for Armenia": an end, and whose it is."""
    verb = noun.head
    if verb.lemma_.lower() != "be":
        return None
    aims: tuple[str, ...] = ()
    if noun.dep_ == "nsubj":
        aims = tuple(_words(scene, c) for c in verb.children if c.dep_ in {"xcomp", "ccomp"} and c.tag_ == "VB")
        whose = _states(ids(of_noun(noun, scene)[0])) or ([last_actor] if last_actor else [])
    else:
        subject = next((c for c in verb.children if c.dep_ == "nsubj" and c.pos_ in {"NOUN", "PROPN"}), None)
        held = [n for c in noun.children if c.dep_ == "prep" and c.lower_ in {"for", "of"} for o in c.children for n in who(o, scene, deep=False)]
        whose = _states(ids(held))
        aims = (_words(scene, subject),) if subject is not None and noun.dep_ == "attr" and noun.lemma_.lower() in _STAKES else ()
    if not aims or not whose:
        return None
    return _made(scene, noun, whose[0], (), aims, element, f"“{noun.text}” names an end")


#: Nouns for what somebody uses.
_MEANS = {"means", "mean", "instrument", "lever", "tool", "way", "card"}


def _lever(noun: Token, scene: Scene, element: str) -> Strategy | None:
    """"For Cairo, Somalia is a means of putting pressure on Ethiopia": the end is told by "of", whose it is by "for"."""
    aims = tuple(_words(scene, o) for c in noun.children if c.dep_ == "prep" and c.lower_ == "of" for o in c.children if o.dep_ == "pcomp")
    root = next((t for t in noun.ancestors if t.lemma_.lower() == "be"), None)
    if not aims or root is None:
        return None
    whose = _states(ids(n for h in (noun, root) for c in h.children if c.dep_ == "prep" and c.lower_ == "for" for o in c.children for n in who(o, scene, deep=False)))
    means = tuple(_words(scene, c) for c in root.children if c.dep_ == "nsubj")
    return _made(scene, noun, whose[0], means, aims, element, f"“{noun.text} of” names means and an aim") if whose else None


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
    pursued = token.lemma_.lower() in {"policy", "approach", "tactic", "course", "line"} and token.dep_ == "dobj" and verb.lemma_.lower() in {"pursue", "follow", "adopt", "conduct"}
    if not actors or not (aims or ((token.lemma_.lower() in {"strategy", "doctrine"} or pursued) and described)):
        return None
    return _made(scene, token, actors[0], _means(token, scene), aims, element, f"“{token.text}” names a strategy")


def _made(scene: Scene, token: Token, actor: str, means: tuple[str, ...], aims: tuple[str, ...], element: str, why: str, keep: tuple[Token, ...] = ()) -> Strategy:
    top = token
    if token.pos_ == "NOUN" and token.head.pos_ in {"VERB", "AUX"} and token.dep_ in {"dobj", "attr", "nsubj"}:
        top = token.head
    evidence = scene.sentence.quote(*scene.sentence.subtree(top, without=[c for c in top.children if c.dep_ in {"ccomp", "parataxis"} and c not in keep]))
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


def _words(scene: Scene, token: Token, *, without: Token | None = None) -> str:
    first, last = scene.sentence.subtree(token, without=() if without is None else (without,))
    return " ".join(scene.sentence.span.doc[first.i : last.i + 1].text.split())


def _states(found: tuple[str, ...]) -> list[str]:
    return [i for i in found if not i.startswith("UNK") or i.count(":") > 1]


def _other_subject(verb: Token) -> bool:
    return any(c.dep_ in {"nsubj", "nsubjpass"} and c.pos_ == "PROPN" for c in verb.children)
