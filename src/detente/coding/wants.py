"""Wants: what a text says that a party wants, is bent on, bets on or makes of what it has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.coding.roles import of_noun, of_verb
from detente.coding.scene import Scene

if TYPE_CHECKING:
    from spacy.tokens import Token

    from detente.coding.actors import Named

#: Verbs whose object is what somebody wants, and words for those who are set on it.
_WANT = {"want", "need", "seek", "desire", "crave", "covet", "prefer"}
_BENT = {"bent", "intent", "keen", "eager", "determined", "anxious", "desperate", "resolved"}
#: Verbs of which "that" tells on what somebody stakes his cause, and nouns for what drives somebody.
_STAKE = {"bet", "gamble", "wager", "calculate", "reckon"}
_DRIVES = {"method", "wager", "bet", "gamble", "calculation", "calculus", "demand", "condition", "concern", "interest", "logic", "game", "plan", "aim", "goal", "strategy", "approach", "policy", "tactic", "hope"}
#: What a thing is turned into that is used, and what one has who would rather.
_TOOLS = {"lever", "weapon", "instrument", "tool", "card", "chip", "bargaining", "asset", "habit", "virtue", "fact"}
_REASONS = {"reason", "interest", "incentive", "motive", "cause"}
_AFFECTS = {"present", "portray", "cast", "style", "position", "offer"}


@dataclass(frozen=True, slots=True)
class Want:
    """The words by which a party wants something: `top` heads the clause, `means` and `aims` are the tokens that head what they name."""

    top: Token
    actors: tuple[Named, ...]
    means: tuple[Token, ...]
    aims: tuple[Token, ...]
    why: str


def want(token: Token, scene: Scene) -> Want | None:
    """What a word tells of somebody's wants, or None."""
    lemma = token.lemma_.lower()
    if token.pos_ == "VERB" and _told(token):
        if lemma in _WANT and (aims := _things(token, lemma)):
            return Want(token, _who(token, scene), (), aims, f"“{token.text}” names what is wanted")
        if lemma in _STAKE and (aims := tuple(c for c in token.children if c.dep_ == "ccomp" and any(m.lower_ == "that" for m in c.children))) and token.tag_ in {"VBG", "VBZ", "VBP", "VBN"}:
            return Want(token, _who(token, scene), (), aims, f"“{token.text} that” names what is counted on")
        if lemma == "turn" and (means := _turned(token)):
            return Want(token, _who(token, scene), means, (), f"“{token.text} … into” names means")
        if lemma in _AFFECTS and any(c.dep_ in {"dobj", "nsubj"} and c.lower_ in {"itself", "himself", "herself", "themselves"} for c in token.children) and (means := _as(token)):
            return Want(token, _who(token, scene), means, (), f"“{token.text} … as” names means")
        if (by := _by(token)) is not None:
            return Want(token, _who(token, scene), (by,), (), "“by” names means")
    if lemma in _BENT or token.lower_ in _BENT:
        aims = tuple(o for c in token.children if c.dep_ == "prep" and c.lower_ in {"on", "for"} for o in c.children if o.dep_ in {"pcomp", "pobj"}) + tuple(c for c in token.children if c.dep_ == "xcomp" and c.tag_ == "VB")
        if aims and token.head.pos_ in {"VERB", "AUX"} and token.dep_ in {"acomp", "oprd", "ccomp", "xcomp"}:
            return Want(token.head, _who(token.head, scene), (), aims, f"“{token.text}” names what somebody is set on")
    if token.pos_ == "NOUN" and lemma in _DRIVES and token.dep_ == "nsubj":
        return _drive(token, scene)
    if token.pos_ == "NOUN" and lemma in _REASONS and token.dep_ == "dobj" and token.head.lemma_.lower() == "have" and (aims := tuple(c for c in token.children if c.dep_ in {"acl", "relcl"} and c.tag_ == "VB")):
        return Want(token.head, _who(token.head, scene), (), aims, f"“have {token.text} to” names what is wanted")
    return None


def _told(verb: Token) -> bool:
    """Whether a verb is told of as so, and not as possible, denied or asked."""
    return not any((c.dep_ == "neg") or (c.dep_ in {"aux", "advmod"} and c.lower_ in {"will", "would", "may", "might", "could", "should", "did", "how"}) or (c.dep_ == "mark" and c.lower_ in {"if", "unless"}) for c in verb.children)


def _who(verb: Token, scene: Scene) -> tuple[Named, ...]:
    return tuple(of_verb(verb, scene)[0])


def _things(verb: Token, lemma: str) -> tuple[Token, ...]:
    """What is wanted: a thing, a state of things ("wants the curbs lifted"), or "quiet"."""
    found = [c for c in verb.children if c.i > verb.i and ((c.dep_ == "dobj" and c.pos_ in {"NOUN", "PROPN"}) or (c.dep_ in {"oprd", "acomp"} and c.pos_ in {"NOUN", "ADJ"}))]
    if lemma == "want":
        found += [c for c in verb.children if c.dep_ == "ccomp" and not any(m.dep_ == "mark" for m in c.children)]
    return tuple(found)


def _turned(verb: Token) -> tuple[Token, ...]:
    tool = any(o.lemma_.lower() in _TOOLS for c in verb.children if c.lower_ == "into" for o in c.children)
    return tuple(c for c in verb.children if c.dep_ == "dobj") if tool else ()


def _as(verb: Token) -> tuple[Token, ...]:
    return tuple(o for c in verb.subtree if c.lower_ == "as" and c.dep_ == "prep" and c.i > verb.i for o in c.children if o.dep_ == "pobj")[:1]


def _by(verb: Token) -> Token | None:
    """What is done where "by" opens the sentence: "By threatening a field, it has become a party to the talks"."""
    by = next((c for c in verb.children if c.dep_ == "prep" and c.lower_ == "by" and c.i == verb.sent.start), None)
    return next((c for c in by.children if c.dep_ == "pcomp" and c.tag_ == "VBG"), None) if by is not None else None


def _drive(noun: Token, scene: Scene) -> Want | None:
    """"Its method has been to ...", "its wager is a different one: that ...", "its demands come down to two: ...", "its method has three parts: ..."."""
    verb = noun.head
    lemma = verb.lemma_.lower()
    whose = tuple(of_noun(noun, scene)[0])
    aims: list[Token] = []
    means: list[Token] = []
    if lemma == "be":
        aims = [c for c in verb.children if c.i > noun.i and (c.dep_ == "ccomp" or (c.dep_ == "xcomp" and c.tag_ in {"VB", "VBG"}))]
        aims += [a for c in verb.children if c.dep_ == "attr" and c.lower_ in {"one", "this", "simple", "that"} for a in c.children if a.dep_ in {"acl", "ccomp", "relcl"}]
    elif lemma == "come" and any(c.lower_ == "down" for c in verb.children):
        aims = [c for c in (*noun.children, *verb.subtree) if c.dep_ in {"appos", "pobj"} and c.i > verb.i and c.pos_ in {"NOUN", "PROPN"}][:3]
    elif lemma in {"have", "consist", "rest"}:
        means = [c for c in verb.children if c.tag_ == "VBG" and c.i > verb.i]
        means += [k for c in means for k in c.conjuncts]
    if not (aims or means) or not whose:
        return None
    return Want(verb, whose, tuple(means), tuple(aims), f"“{noun.text}” names what drives somebody")
