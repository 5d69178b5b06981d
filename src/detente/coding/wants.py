"""Wants: what a text says that a party wants, is bent on, bets on or makes of what it has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.coding.roles import of_noun, of_verb, who
from detente.coding.scene import Scene

if TYPE_CHECKING:
    from spacy.tokens import Token

    from detente.coding.actors import Named

#: Verbs whose object is what somebody wants, and words for those who are set on it.
_WANT = {"want", "need", "seek", "desire", "crave", "covet", "prefer"}
_BENT = {"bent", "intent", "keen", "eager", "determined", "anxious", "desperate", "resolved"}
#: Verbs of which "that" tells on what somebody stakes his cause, and nouns for what drives somebody.
_STAKE = {"bet", "gamble", "wager", "calculate"}
_DRIVES = {"answer", "response", "line", "design", "priority", "method", "wager", "bet", "gamble", "calculation", "calculus", "demand", "condition", "concern", "interest", "logic", "game", "plan", "aim", "goal", "strategy", "approach", "policy", "tactic", "hope"}
#: What a thing is turned into that is used, and what one has who would rather.
_TOOLS = {"lever", "weapon", "instrument", "tool", "card", "chip", "bargaining", "asset", "habit", "virtue", "fact"}
_REASONS = {"reason", "interest", "incentive", "motive", "cause", "wish", "desire", "appetite", "intention", "ambition", "stake"}
#: Words for playing for time and the like: the verb, and what must hang on it.
_IDIOMS = {"play": {"time"}, "buy": {"time"}, "bide": {"time"}, "create": {"fact"}, "hedge": {"bet"}, "drag": {"foot", "feet"}, "change": {"fact"}, "divide": {"front", "opponent"}}
#: Verbs of tying one thing to another, of pressing for one, and what was meant to come of a policy.
_TIE, _PRESS, _MEANT = {"tie", "link", "condition"}, {"press", "push", "lobby", "campaign", "angle"}, {"supposed", "meant", "intended", "designed", "calculated"}
#: What a thing is for somebody whom it serves.
_GAINS = {"prize", "insurance", "policy", "gift", "lifeline", "windfall", "shield", "asset", "card"}
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
        if (token.lemma_.lower() in _IDIOMS) and (found := tuple(t for t in token.subtree if t.lemma_.lower() in _IDIOMS[lemma] and t.dep_ in {"dobj", "pobj"} and t.i - token.i <= 4)):
            return Want(token, _who(token, scene), found, (), f"“{token.text} … {found[0].text}” names means")
        if lemma in _TIE and (means := tuple(c for c in token.children if c.dep_ == "dobj" and not any(n.covers(c) for n in scene.named))) and any(c.dep_ == "prep" and c.lower_ in {"to", "on", "with"} for c in token.children):
            return Want(token, _who(token, scene), means, (), f"“{token.text} … to” names means")
        if lemma == "make" and any(t.lower_ == "conditional" for t in token.subtree) and any(t.lower_ == "on" and t.i > token.i for t in token.subtree):
            return Want(token, _who(token, scene), tuple(c for c in token.children if c.dep_ in {"dobj", "ccomp"}), (), f"“{token.text} … conditional on” names means")
        if lemma in _PRESS and token.tag_ in {"VBG", "VBZ", "VBP"} and (aims := tuple(o for c in token.children if c.dep_ == "prep" and c.lower_ == "for" for o in c.children if o.dep_ == "pobj")):
            return Want(token, _who(token, scene), (), aims, f"“{token.text} for” names what is wanted")
        if token.lower_ in _MEANT and token.tag_ == "VBN" and (aims := tuple(c for c in token.children if c.dep_ == "xcomp" and c.tag_ == "VB")) and (policy := next((c for c in token.children if c.dep_ in {"nsubj", "nsubjpass"} and c.lemma_.lower() in _DRIVES | {"move", "step", "measure", "offer"}), None)) is not None:
            return Want(token, tuple(of_noun(policy, scene)[0]), (policy,), aims, f"“{token.text} to” names an aim")
        if (by := _by(token)) is not None:
            return Want(token, _who(token, scene), (by,), (), "“by” names means")
    if lemma in _BENT or token.lower_ in _BENT:
        aims = tuple(o for c in token.children if c.dep_ == "prep" and c.lower_ in {"on", "for"} for o in c.children if o.dep_ in {"pcomp", "pobj"}) + tuple(c for c in token.children if c.dep_ == "xcomp" and c.tag_ == "VB")
        if aims and token.head.pos_ in {"VERB", "AUX"} and token.dep_ in {"acomp", "oprd", "ccomp", "xcomp"}:
            return Want(token.head, _who(token.head, scene), (), aims, f"“{token.text}” names what somebody is set on")
    if token.pos_ == "NOUN" and lemma in _DRIVES and (found_drive := (_drive(token, scene) if token.dep_ == "nsubj" else None) or _spelt_out(token, scene)):
        return found_drive
    if token.pos_ == "NOUN" and lemma in _REASONS:
        aims = tuple(c for c in token.children if c.dep_ in {"acl", "relcl"} and c.tag_ == "VB") + tuple(o for c in token.children if c.dep_ == "prep" and c.lower_ in {"in", "for"} for o in c.children if o.dep_ in {"pobj", "pcomp"})
        if aims and token.dep_ in {"dobj", "conj"} and (have := next((t for t in token.ancestors if t.pos_ in {"VERB", "AUX"}), token)).lemma_.lower() == "have":
            return Want(have, _who(have, scene), (), aims, f"“have {token.text}” names what is wanted")
        if aims and lemma in {"wish", "desire", "ambition", "intention"} and any(c.dep_ == "poss" for c in token.children):
            return Want(token, tuple(of_noun(token, scene)[0]), (), aims, f"“{token.text}” names what is wanted")
    if token.pos_ == "NOUN" and lemma in _GAINS and token.dep_ == "attr" and token.head.lemma_.lower() == "be":
        whose = tuple(n for c in (*token.head.children, *token.children) if c.dep_ == "prep" and c.lower_ == "for" for o in c.children for n in who(o, scene, deep=False))
        means = tuple(c for c in token.head.children if c.dep_ == "nsubj" and c.pos_ == "NOUN")
        return Want(token.head, whose, means, (), f"“{token.text} for” says whom it serves") if whose and means else None
    return None


def _told(verb: Token) -> bool:
    """Whether a verb is told of as so, and not as possible, denied or asked."""
    if any(t.lower_ in {"neither", "no", "nobody"} for c in verb.children if c.dep_ == "nsubj" for t in (c, *c.children)):
        return False
    return not any((c.dep_ == "neg") or (c.dep_ in {"aux", "advmod"} and c.lower_ in {"will", "would", "may", "might", "could", "should", "did", "how"}) or (c.dep_ == "mark" and c.lower_ in {"if", "unless"}) for c in verb.children)


def _who(verb: Token, scene: Scene) -> tuple[Named, ...]:
    return tuple(of_verb(verb, scene)[0])


def _things(verb: Token, lemma: str) -> tuple[Token, ...]:
    """What is wanted: a thing, a state of things ("wants the curbs lifted"), or "quiet"."""
    found = [c for c in verb.children if c.i > verb.i and ((c.dep_ == "dobj" and c.pos_ in {"NOUN", "PROPN"}) or (c.dep_ in {"oprd", "acomp"} and c.pos_ in {"NOUN", "ADJ"}))]
    found += [c for c in verb.children if c.dep_ == "ccomp" and any(m.lower_ == "what" for m in c.children)]
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


def _spelt_out(noun: Token, scene: Scene) -> Want | None:
    """What stands behind a colon: "its method is well known: it plays for time", "behind it stand three aims: to make ..., to keep ..."."""
    colon = next((t for t in noun.sent if t.text == ":" and 0 < t.i - noun.i < 16), None)
    if colon is None or noun.dep_ not in {"nsubj", "dobj", "attr", "nsubjpass"} or any(t.pos_ == "VERB" and t.tag_ == "VBD" and t.lemma_.lower() not in {"have", "be", "stand"} for t in noun.doc[noun.sent.start : colon.i]):
        return None
    behind = noun.doc[colon.i + 1 : noun.sent.end]
    heads = tuple(t for t in behind if t.head.i <= colon.i and not t.is_punct)
    return Want(noun.sent.root, tuple(of_noun(noun, scene)[0]), (), heads[:4], f"“{noun.text}” is spelt out") if heads else None


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
