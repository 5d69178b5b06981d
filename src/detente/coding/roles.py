"""Roles: whom the words around a verb or a noun name as acting and as acted upon."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from detente.coding.actors import Named
from detente.coding.scene import Scene

if TYPE_CHECKING:
    from spacy.tokens import Token

_LIGHT = {"hold", "launch", "conduct", "carry", "make", "host", "convene", "organise", "organize", "stage", "begin", "start", "open", "mount", "attend", "resume", "continue", "offer", "issue", "sign", "reach", "conclude", "have", "impose", "give", "pay", "join", "chair", "mediate", "broker", "arrange", "declare", "announce", "adopt", "suffer", "lead", "complete", "follow"}
_OBJECT_CONTROL = {"urge", "ask", "call", "press", "order", "request", "invite", "tell", "force", "persuade", "allow", "require", "warn", "accuse"}
_SUBJECTS = {"nsubj", "csubj"}
_TOWARDS = {"to", "with", "against", "on", "at", "from", "towards", "toward", "into", "for", "upon", "between", "of", "over", "in"}
_PRONOUNS = {"he", "she", "it", "they", "him", "her", "them", "his", "its", "their"}


def who(token: Token, scene: Scene, *, deep: bool = True) -> list[Named]:
    """The actors that a noun phrase names: its own mention, else those among its modifiers; with its conjuncts."""
    found: list[Named] = []
    for head in _conjuncts(token):
        own = [n for n in scene.named if n.covers(head)]
        if not own and head.lower_ in _PRONOUNS:
            own = _pronoun(head, scene)
        if not own and deep:
            for child in head.children:
                if child.dep_ in {"poss", "amod", "compound", "nmod"}:
                    own += [n for c in _conjuncts(child) for n in scene.named if n.covers(c)]
                    own += _pronoun(child, scene) if child.lower_ in _PRONOUNS else []
                elif child.dep_ == "prep" and child.lower_ in {"of", "from", "between"}:
                    for obj in child.children:
                        if obj.dep_ == "pobj":
                            own += who(obj, scene, deep=False)
        found += own
    return _unique(found)


def _pronoun(token: Token, scene: Scene) -> list[Named]:
    id = scene.cast.antecedent(token, list(scene.named))
    return [Named(id, "pronoun", token.i, token.i + 1, token.text)] if id else []


def _conjuncts(token: Token) -> list[Token]:
    return [token, *(t for t in token.conjuncts if t.i > token.i)]


def _unique(found: Iterable[Named]) -> list[Named]:
    return list({n.id: n for n in found}.values())


def objects(verb: Token) -> list[Token]:
    """What a verb acts on, in any form: object, passive subject, particle, infinitive, prepositional object."""
    found = []
    for child in verb.children:
        if child.dep_ in {"dobj", "obj", "nsubjpass", "dative", "prt", "oprd", "attr"}:
            found += _conjuncts(child)
        elif child.dep_ in {"xcomp", "ccomp", "pcomp"}:
            found.append(child)
        elif child.dep_ in {"prep", "agent"} and child.lower_ != "by":
            for obj in child.children:
                if obj.dep_ in {"pobj", "pcomp"}:
                    found += _conjuncts(obj)
    if verb.dep_ in {"acl"} and verb.tag_ == "VBN":
        found.append(verb.head)
    return found


def _subject(verb: Token, scene: Scene, depth: int = 0) -> list[Named]:
    """The grammatical subject, through conjunction, control and relative clauses."""
    for child in verb.children:
        if child.dep_ in _SUBJECTS:
            if child.lower_ in {"which", "who", "that"} and verb.dep_ == "relcl":
                return who(verb.head, scene)
            return who(child, scene)
    if depth > 4:
        return []
    if any(c.dep_ == "nsubjpass" for c in verb.children):
        return []
    if verb.dep_ == "conj" and verb.head.pos_ in {"VERB", "AUX"}:
        return _subject(verb.head, scene, depth + 1) or _passive_subject(verb.head, scene)
    if verb.dep_ in {"xcomp", "ccomp", "advcl"} and verb.head.pos_ in {"VERB", "AUX", "ADJ"}:
        if verb.head.lemma_.lower() in _OBJECT_CONTROL:
            for child in verb.head.children:
                if child.dep_ in {"dobj", "dative"}:
                    return who(child, scene)
                if child.dep_ == "prep" and child.lower_ in {"on", "to"}:
                    return [n for o in child.children for n in who(o, scene)]
        if any(c.dep_ == "mark" for c in verb.children) and verb.dep_ != "advcl":
            return []
        return _subject(verb.head, scene, depth + 1) or _passive_subject(verb.head, scene)
    if verb.dep_ == "pcomp" and verb.head.head.pos_ in {"VERB", "AUX"}:
        return _subject(verb.head.head, scene, depth + 1)
    if verb.dep_ == "acl" and verb.tag_ != "VBN":
        return who(verb.head, scene)
    if verb.dep_ == "relcl" and not any(c.dep_ in {"nsubj", "nsubjpass"} for c in verb.children):
        return who(verb.head, scene)
    return []


def _passive_subject(verb: Token, scene: Scene) -> list[Named]:
    return [n for c in verb.children if c.dep_ == "nsubjpass" for n in who(c, scene)]


def _by(token: Token, scene: Scene) -> list[Named]:
    """The agent after "by"."""
    for child in token.children:
        if child.lower_ == "by" and child.dep_ in {"agent", "prep"}:
            return [n for obj in child.children if obj.dep_ in {"pobj", "pcomp"} for n in who(obj, scene)]
    return []


def of_verb(verb: Token, scene: Scene) -> tuple[list[Named], list[Named]]:
    """Actors and recipients of a verb."""
    passive = any(c.dep_ in {"nsubjpass", "auxpass"} for c in verb.children) or (verb.dep_ == "acl" and verb.tag_ == "VBN")
    agents = _by(verb, scene)
    actors = agents if passive else (_subject(verb, scene) or agents)
    recipients: list[Named] = []
    for obj in objects(verb):
        if obj.dep_ in {"xcomp", "ccomp", "pcomp", "prt"} and obj.pos_ in {"VERB", "ADP"}:
            continue
        recipients += who(obj, scene)
        recipients += [n for c in obj.children if c.dep_ == "prep" and c.lower_ in _TOWARDS for o in c.children if o.dep_ == "pobj" for n in who(o, scene, deep=False)]
    return _unique(actors), _less(_unique(recipients), actors)


def of_noun(noun: Token, scene: Scene) -> tuple[list[Named], list[Named]]:
    """Actors and recipients of a noun that reports an act ("attacks by A on B", "A's incursion into B")."""
    actors: list[Named] = []
    recipients: list[Named] = []
    for child in noun.children:
        if child.dep_ in {"poss", "amod", "compound", "nmod"}:
            for c in _conjuncts(child):
                actors += [n for n in scene.named if n.covers(c)]
                actors += _pronoun(c, scene) if c.lower_ in _PRONOUNS else []
                actors += [n for g in c.children for n in scene.named if n.covers(g)] if c.dep_ == "amod" and "-" in c.text else []
        elif child.dep_ in {"prep", "agent"}:
            named = [n for o in child.children if o.dep_ == "pobj" for n in who(o, scene)]
            if child.lower_ in {"by", "between", "among"}:
                actors += named
            elif child.lower_ in _TOWARDS:
                recipients += named
    for prep in noun.subtree:
        if prep.dep_ == "prep" and prep.lower_ in {"on", "against", "into", "upon"} and prep.head != noun:
            recipients += [n for o in prep.children if o.dep_ == "pobj" for n in who(o, scene)]
    if not actors:
        actors = _by(noun, scene)
    head = noun.head
    if not actors and noun.dep_ in {"dobj", "nsubjpass", "pobj", "nsubj"}:
        verb = head if head.pos_ == "VERB" else head.head
        if verb.pos_ == "VERB" and verb.lemma_.lower() in _LIGHT:
            actors = _by(verb, scene) if noun.dep_ == "nsubjpass" else _subject(verb, scene)
            recipients += [n for c in verb.children if c.dep_ == "prep" and c.lower_ in {"with", "against", "on", "to", "between"} for o in c.children if o.dep_ == "pobj" for n in who(o, scene)]
    return _unique(actors), _less(_unique(recipients), actors)


def ids(named: Iterable[Named]) -> tuple[str, ...]:
    """The ids of mentions, each once, in order."""
    return tuple(dict.fromkeys(n.id for n in named))


def _less(found: list[Named], taken: list[Named]) -> list[Named]:
    ids = {n.id for n in taken}
    return [n for n in found if n.id not in ids]
