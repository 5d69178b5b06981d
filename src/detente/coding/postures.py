"""Postures: what a text says that a party would rather do, will not have, keeps from, waits with or does both of."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

#: Means and aims by the tokens that head them, and the words that tell, in words.
Posture = tuple[tuple["Token", ...], tuple["Token", ...], str]

#: Verbs of doing two things at once, with what they are joined by.
_BOTH = {"mix", "combine", "couple", "alternate", "balance", "blend", "pair", "temper"}
#: What nobody lets pass who has drawn a line.
_SUFFER = {"tolerate", "accept", "let", "allow", "permit", "countenance", "yield", "cede", "surrender", "recognise", "recognize", "negotiate", "bargain"}
#: Verbs of keeping from a deed, and of what somebody has from a state of things.
_FORBEAR, _PROFIT = {"avoid", "refrain", "abstain", "shun"}, {"gain", "profit", "benefit"}
#: What one is in who waits: "is in no hurry to concede".
_MOODS = {"hurry", "mood", "position", "rush", "haste"}
_PRESENT = {"VBZ", "VBP"}


def posture(token: Token) -> Posture | None:
    """What a word tells of somebody's posture, or None; the verb's subject is whose it is."""
    if token.pos_ == "VERB":
        return _by_verb(token, token.lemma_.lower(), {c.lower_ for c in token.children if c.dep_ in {"aux", "neg", "advmod"}})
    if token.lower_ == "careful" and (kept := tuple(c for c in token.children if c.dep_ == "xcomp" and any(n.dep_ == "neg" for n in c.children))):
        return kept, (), "“careful not to” says what somebody keeps from"
    if token.lemma_.lower() in _MOODS and token.dep_ == "pobj" and any(c.lower_ == "no" for c in token.children) and (put_off := tuple(c for c in token.children if c.dep_ in {"acl", "relcl"} and c.tag_ == "VB")):
        return put_off, (), f"“no {token.text} to” says what somebody waits with"
    return None


def _by_verb(verb: Token, lemma: str, around: set[str]) -> Posture | None:
    children = list(verb.children)
    things = tuple(c for c in children if c.dep_ in {"dobj", "xcomp", "ccomp"} and c.i > verb.i)
    ongoing = verb.tag_ in _PRESENT or (verb.tag_ == "VBG" and around & {"is", "are", "’s", "'s"}) or (verb.tag_ == "VBN" and around & {"has", "have"})
    if "would" in around and ("rather" in around or lemma in {"prefer", "like"}) and "not" not in around:
        return (), (verb, *(c for c in verb.conjuncts if c.tag_ == "VB")) if "rather" in around else things, "“would rather” names what is wanted"
    if around & {"will", "would", "wo", "’ll"} and any(c.dep_ == "neg" for c in children) and lemma in _SUFFER and things and verb.dep_ not in {"advcl", "relcl"}:
        return things, (), f"“not {verb.text}” draws a line"
    if lemma in {"refuse", "decline"} and verb.tag_ in _PRESENT and (kept := tuple(c for c in things if c.dep_ == "xcomp")):
        return kept, (), f"“{verb.text} to” says what somebody keeps from"
    if lemma in _FORBEAR and ongoing and not around & {"will", "would", "could"}:
        kept = things or tuple(o for c in children if c.dep_ == "prep" and c.lower_ == "from" for o in c.children)
        return (kept, (), f"“{verb.text}” says what somebody keeps from") if kept else None
    if lemma in _BOTH and any(c.dep_ == "prep" and c.lower_ in {"with", "and"} for c in children):
        return things, _in_the_hope(children), f"“{verb.text} … with” names means"
    if lemma in _PROFIT and ongoing and (source := tuple(o for c in children if c.dep_ == "prep" and c.lower_ in {"from", "by"} for o in c.children)):
        return source, (), f"“{verb.text} from” says what serves somebody"
    if lemma == "treat" and ongoing and things and any(t.lower_ == "as" and t.i > verb.i for t in verb.subtree):
        return things, (), f"“{verb.text} … as” names a stance"
    if lemma == "mean" and verb.tag_ in _PRESENT and "not" not in around and (meant := tuple(c for c in things if c.dep_ == "xcomp" and c.tag_ == "VB")):
        return (), meant, f"“{verb.text} to” names an aim"
    if lemma in {"settle", "decide"} and "not" not in around and (chosen := tuple(o for c in children if c.dep_ == "prep" and c.lower_ == "on" for o in c.children if o.dep_ == "pcomp")):
        return chosen, (), f"“{verb.text} on” names means"
    if lemma in {"try", "attempt", "need"} and (verb.tag_ in _PRESENT or (verb.tag_ == "VBG" and around & {"is", "are"})) and "not" not in around and (sought := tuple(c for c in things if c.dep_ == "xcomp" and c.tag_ == "VB")):
        return (), sought, f"“{verb.text} to” names an aim"
    if lemma in {"demand", "insist"} and verb.tag_ in _PRESENT and "not" not in around:
        claimed = tuple(c for c in things if c.dep_ == "dobj" or (lemma == "demand" and c.dep_ == "ccomp")) + tuple(o for c in children if c.dep_ == "prep" and c.lower_ == "on" for o in c.children if o.dep_ in {"pobj", "pcomp"})
        return ((), claimed, f"“{verb.text}” names what is demanded") if claimed else None
    hoped = _in_the_hope(children)
    return ((verb,), hoped, "“in the hope of” names an aim") if hoped else None


def _in_the_hope(children: list[Token]) -> tuple[Token, ...]:
    """What is hoped for by a deed: "in the hope of keeping a rival at a distance"."""
    hopes = (o for c in children if c.dep_ == "prep" and c.lower_ == "in" for o in c.children if o.lemma_.lower() in {"hope", "expectation"})
    return tuple(p for h in hopes for c in h.children if c.lower_ in {"of", "that"} or c.dep_ == "acl" for p in ((c,) if c.dep_ == "acl" else c.children) if p.dep_ in {"pcomp", "pobj", "acl"})
