"""Forms: what a sentence does by the way it is built, whatever its single words: refuse, demand, set an ultimatum, visit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.coding.lexicon import Entry
from detente.coding.roles import of_verb, who
from detente.coding.scene import Scene

if TYPE_CHECKING:
    from spacy.tokens import Token

_SAYS = {"say", "state", "declare", "announce", "insist", "confirm"}
_PRESSES = {"press", "push", "pressure", "lobby"}
_GOES = {"go", "fly", "head"}
_LINKS = {"flight", "trade", "traffic", "service", "export", "supply"}
_SPANS = {"hour", "day", "week", "month", "year", "time"}


def by_its_form(token: Token, scene: Scene) -> Entry | None:
    """What a sentence does by its form: "said it would not open" refuses, "gave the firms a month to leave" sets an ultimatum."""
    lemma = token.lemma_.lower()
    if token.pos_ != "VERB":
        return None
    if lemma in _SAYS:
        for content in (c for c in token.children if c.dep_ == "ccomp" and c.pos_ in {"VERB", "AUX"}):
            parts = {c.lower_ for c in content.children if c.dep_ in {"aux", "neg"}}
            own = next((c for c in content.children if c.dep_ == "nsubj" and c.lower_ in {"it", "he", "she", "they", "we", "i"}), None)
            named = any(who(c, scene) for c in content.children if c.dep_ in {"nsubj", "nsubjpass"})
            if own is None and "must" in parts and named and of_verb(token, scene)[0]:
                return Entry(0, "REQUEST", "", f"{lemma} … must", frozenset({"must"}))
            if own is not None and parts & {"will", "would", "wo"} and parts & {"not", "n’t", "n't", "never"}:
                return Entry(0, "REJECT", "", f"{lemma} … not", frozenset({"will not"}))
    if lemma in {"declare", "pronounce", "call"} and any(t.lower_ in {"null", "void", "invalid"} for c in token.children if c.dep_ in {"ccomp", "oprd", "xcomp", "dobj", "acomp"} for t in c.subtree):
        return Entry(0, "REJECT", "", f"{lemma} void", frozenset({"void"}))
    if lemma in {"insist", "demand", "request", "propose", "recommend"} and any(c.dep_ == "ccomp" and c.tag_ == "VB" and not any(a.dep_ == "aux" for a in c.children) for c in token.children):
        return Entry(0, "REQUEST", "", f"{lemma} that … do", frozenset({"do"}))
    if lemma in _PRESSES and any(c.dep_ == "dobj" and who(c, scene) for c in token.children) and any(c.dep_ in {"xcomp", "ccomp"} and c.tag_ == "VB" for c in token.children):
        return Entry(0, "REQUEST", "", f"{lemma} … to", frozenset({"to"}))
    if lemma == "resume" and any(c.dep_ == "nsubj" and c.lemma_.lower() in _LINKS for c in token.children) and not any(c.dep_ == "dobj" for c in token.children):
        return Entry(0, "RETREAT", "ease", "… resume", frozenset({"link"}))
    if (lemma in _GOES or (lemma == "turn" and any(c.dep_ == "prt" and c.lower_ == "up" for c in token.children))) and any(n.kind == "person" for n in of_verb(token, scene)[0]):
        abroad = {o.i for c in token.children if c.dep_ == "prep" and c.lower_ in ({"in", "at"} if lemma == "turn" else {"to"}) for o in c.children if o.dep_ == "pobj"}
        if any(abroad & set(range(s.start, s.end)) and (s.site is None or s.site.kind in {"city", "country", "region", "town"}) for s in scene.spots):
            return Entry(0, "CONSULT", "visit", f"{lemma} to", frozenset({"place"}))
    if lemma == "give" and any(c.dep_ in {"xcomp", "advcl", "acl", "relcl"} and c.tag_ == "VB" for c in token.subtree) and any(t.lemma_.lower() in _SPANS and t.dep_ in {"dobj", "npadvmod"} for t in token.subtree) and any(c.dep_ in {"dobj", "dative"} and c.lemma_.lower() not in _SPANS and who(c, scene) for c in token.children):
        return Entry(0, "THREATEN", "", "give … time to", frozenset({"time to"}))
    return None
