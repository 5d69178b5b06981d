"""Wants: what a text says that a party wants, is bent on, bets on or makes of what it has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.coding.postures import posture
from detente.coding.roles import of_noun, of_verb, who
from detente.coding.scene import Scene

if TYPE_CHECKING:
    from spacy.tokens import Token

    from detente.coding.named import Named

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
#: Verbs of giving oneself out as something.
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
    if token.pos_ == "VERB" and _told(token) and (found := _by_verb(token, scene)):
        return found
    if (token.lower_ in _BENT or token.lemma_.lower() in _BENT) and (bent := _set_on(token, scene)):
        return bent
    if (held := posture(token)) and not nobody(token) and (held[0] or held[1]):
        top = token if token.pos_ == "VERB" else next((t for t in token.ancestors if t.pos_ in {"VERB", "AUX"}), token)
        return Want(top, _who(top, scene), *held)
    if token.pos_ != "NOUN":
        return None
    lemma = token.lemma_.lower()
    if lemma in _DRIVES and (drive := (_drive(token, scene) if token.dep_ == "nsubj" else None) or _spelt_out(token, scene)):
        return drive
    if lemma in _REASONS and (had := _had(token, scene)) and not nobody(had.top):
        return had
    return _served(token, scene) if lemma in _GAINS else None


def _by_verb(verb: Token, scene: Scene) -> Want | None:
    """"Wants one quiet flank", "bets that", "turns it into a lever", "plays for time", "ties permits to repairs", "is pressing for limits"."""
    lemma, children = verb.lemma_.lower(), list(verb.children)

    def made(why: str, *, means: tuple[Token, ...] = (), aims: tuple[Token, ...] = ()) -> Want | None:
        return Want(verb, _who(verb, scene), means, aims, f"“{verb.text}{why}") if means or aims else None

    if lemma in _WANT:
        return made("” names what is wanted", aims=_things(verb, lemma))
    if lemma in _STAKE and verb.tag_ in {"VBG", "VBZ", "VBP", "VBN"}:
        return made(" that” names what is counted on", aims=tuple(c for c in children if c.dep_ == "ccomp" and any(m.lower_ == "that" for m in c.children)))
    if lemma == "turn":
        return made(" … into” names means", means=_turned(verb))
    if lemma in _AFFECTS and any(c.dep_ in {"dobj", "nsubj"} and c.lower_ in {"itself", "himself", "herself", "themselves"} for c in children):
        return made(" … as” names means", means=_as(verb))
    if lemma in _IDIOMS and (idiom := tuple(t for t in verb.subtree if t.lemma_.lower() in _IDIOMS[lemma] and t.dep_ in {"dobj", "pobj"} and t.i - verb.i <= 4)):
        return made(f" … {idiom[0].text}” names means", means=idiom)
    if lemma in _TIE and any(c.dep_ == "prep" and c.lower_ in {"to", "on", "with"} for c in children):
        return made(" … to” names means", means=tuple(c for c in children if c.dep_ == "dobj" and not any(n.covers(c) for n in scene.named)))
    if lemma == "make" and any(t.lower_ == "conditional" for t in verb.subtree) and any(t.lower_ == "on" and t.i > verb.i for t in verb.subtree):
        return made(" … conditional on” names means", means=tuple(c for c in children if c.dep_ in {"dobj", "ccomp"}))
    if lemma in _PRESS and verb.tag_ in {"VBG", "VBZ", "VBP"}:
        return made(" for” names what is wanted", aims=tuple(o for c in children if c.dep_ == "prep" and c.lower_ == "for" for o in c.children if o.dep_ == "pobj"))
    if verb.lower_ in _MEANT and verb.tag_ == "VBN":
        policy = next((c for c in children if c.dep_ in {"nsubj", "nsubjpass"} and c.lemma_.lower() in _DRIVES | {"move", "step", "measure", "offer"}), None)
        aims = tuple(c for c in children if c.dep_ == "xcomp" and c.tag_ == "VB")
        return Want(verb, tuple(of_noun(policy, scene)[0]), (policy,), aims, f"“{verb.text} to” names an aim") if policy is not None and aims else None
    by = _by(verb)
    return Want(verb, _who(verb, scene), (by,), (), "“by” names means") if by is not None else None


def _set_on(word: Token, scene: Scene) -> Want | None:
    """"Seems bent on keeping a buffer", "is eager to sign"."""
    aims = tuple(o for c in word.children if c.dep_ == "prep" and c.lower_ in {"on", "for"} for o in c.children if o.dep_ in {"pcomp", "pobj"})
    aims += tuple(c for c in word.children if c.dep_ == "xcomp" and c.tag_ == "VB")
    if not aims or word.head.pos_ not in {"VERB", "AUX"} or word.dep_ not in {"acomp", "oprd", "ccomp", "xcomp"}:
        return None
    return Want(word.head, _who(word.head, scene), (), aims, f"“{word.text}” names what somebody is set on")


def _had(noun: Token, scene: Scene) -> Want | None:
    """"Has an interest in a stalled enlargement", "has no wish to make an issue of it", "Venezuela's wish to see its airline on the route"."""
    aims = tuple(c for c in noun.children if c.dep_ in {"acl", "relcl"} and (c.tag_ == "VB" or any(t.lower_ == "to" and t.dep_ == "aux" for t in c.children)))
    aims += tuple(o for c in noun.children if c.dep_ == "prep" and c.lower_ in {"in", "for"} for o in c.children if o.dep_ in {"pobj", "pcomp"})
    have = next((t for t in noun.ancestors if t.pos_ in {"VERB", "AUX"}), noun)
    if aims and noun.dep_ in {"dobj", "conj"} and have.lemma_.lower() == "have":
        return Want(have, _who(have, scene), (), aims, f"“have {noun.text}” names what is wanted")
    if aims and noun.lemma_.lower() in {"wish", "desire", "ambition", "intention"} and any(c.dep_ == "poss" for c in noun.children):
        return Want(noun, tuple(of_noun(noun, scene)[0]), (), aims, f"“{noun.text}” names what is wanted")
    return None


def _served(noun: Token, scene: Scene) -> Want | None:
    """"For Washington, quiet is a prize in itself": whom a thing serves."""
    if noun.dep_ != "attr" or noun.head.lemma_.lower() != "be":
        return None
    whose = tuple(n for c in (*noun.head.children, *noun.children) if c.dep_ == "prep" and c.lower_ == "for" for o in c.children for n in who(o, scene, deep=False))
    means = tuple(c for c in noun.head.children if c.dep_ == "nsubj" and c.pos_ == "NOUN")
    return Want(noun.head, whose, means, (), f"“{noun.text} for” says whom it serves") if whose and means else None


def _told(verb: Token) -> bool:
    """Whether a verb is told of as so, and not as possible, denied or asked."""
    if nobody(verb):
        return False
    return not any((c.dep_ == "neg") or (c.dep_ in {"aux", "advmod"} and c.lower_ in {"will", "would", "may", "might", "could", "should", "did", "how"}) or (c.dep_ == "mark" and c.lower_ in {"if", "unless"}) for c in verb.children)


def nobody(verb: Token) -> bool:
    """Whether a verb is told of nobody: "neither side wants", "no party seeks"."""
    return any(t.lower_ in {"neither", "no", "nobody", "none"} for c in verb.children if c.dep_ == "nsubj" for t in (c, *c.children))


def _who(verb: Token, scene: Scene) -> tuple[Named, ...]:
    return tuple(of_verb(verb, scene)[0])


def _things(verb: Token, lemma: str) -> tuple[Token, ...]:
    """What is wanted: a thing, a state of things ("wants the curbs lifted"), or "quiet"."""
    found = [c for c in verb.children if c.i > verb.i and ((c.dep_ in {"dobj", "ccomp"} and c.pos_ in {"NOUN", "PROPN"}) or (c.dep_ in {"oprd", "acomp"} and c.pos_ in {"NOUN", "ADJ"}))]
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
    if any(c.tag_ == "MD" for c in noun.head.children):
        return None  # "the direct line could help: if it is used honestly"
    behind = noun.doc[colon.i + 1 : noun.sent.end]
    heads = tuple(t for t in behind if (t.head.i <= colon.i or t.head == t) and not t.is_punct)
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
