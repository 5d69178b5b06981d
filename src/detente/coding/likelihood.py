"""Likelihood: what is said to be likely by a noun or an adjective and no future tense: "the likeliest outcome is", "would be a surprise"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.coding.scene import Scene

if TYPE_CHECKING:
    from spacy.tokens import Token

#: Ways in which things may go, which somebody calls likely.
_COURSES = {"course", "outcome", "scenario", "result", "case", "development", "path", "way", "venue", "option", "candidate", "answer", "place", "date", "future", "end"}
_LIKELY = {"likely", "likelier", "likeliest", "probable", "plausible", "realistic", "conceivable"}
_SPANS = {"day", "week", "month", "year", "hour", "time"}
_IS = {"be", "look", "seem", "appear", "remain"}
#: What brings a new turn, by itself a condition: "another massacre would upset all of this".
_ANOTHER = {"another", "further", "fresh", "renewed", "any", "more", "continued", "prolonged"}
#: Who expects where everybody does or nobody, and verbs of seeing what is to come.
_ANYONE, _SEE = {"i", "we", "one", "nobody", "none", "anyone", "anybody", "few"}, {"see", "foresee", "imagine", "envisage", "anticipate", "predict"}
#: How little may be hoped for, and adverbs by which "would" says how likely something is.
_LITTLE, _PROBABLY = {"little", "less", "nothing", "much", "more"}, {"hardly", "scarcely", "probably", "surely", "certainly", "likely", "almost"}


def likelihood(token: Token, scene: Scene) -> str | None:
    """How a token says that something is likely or not ("likely", or "said of it" where the verb above heads the clause), or None."""
    lower, lemma = token.lower_, token.lemma_.lower()
    if token.dep_ in {"amod", "compound"} and (lower in _LIKELY or lemma in _LIKELY) and token.head.lemma_.lower() in _COURSES and _present(_verb(token)):
        return "said of it"
    if lower == "bet" and token.dep_ == "attr" and any(c.lower_ in {"better", "best", "safe", "safer"} for c in token.children) and _present(_verb(token)):
        return "said of it"
    if lower in {"realistic", "likelier"} and token.dep_ in {"acomp", "oprd"} and token.head.lemma_.lower() in _IS and _present(token.head) and (lower == "likelier" or any(c.lower_ == "more" for c in token.children)):
        return "likely"
    if lower == "surprise" and token.dep_ == "attr" and any(c.lower_ == "would" for c in token.head.children):
        return "said of it"
    if lower == "about" and token.head.lemma_.lower() == "be" and token.head.tag_ in {"VBZ", "VBP"} and any(c.dep_ in {"xcomp", "acomp", "pcomp"} and c.tag_ == "VB" for c in (*token.children, *token.head.children)):
        return "said of it"
    if lower == "surprised" and token.dep_ in {"acomp", "ROOT"} and any(c.lower_ == "would" for v in (token, token.head) for c in v.children):
        return "likely"
    if lemma == "chance" and token.dep_ == "dobj" and token.head.lemma_.lower() in {"stand", "have"} and _is_told(token.head) and any(c.lower_ in {"better", "good", "fair", "little", "slim", "no", "every", "best"} for c in token.children):
        return "said of it"
    if lower == "matter" and token.dep_ == "attr" and any(o.lemma_.lower() in _SPANS for c in token.children if c.lower_ == "of" for o in c.children) and (_present(token.head) or any(c.lower_ == "should" for c in token.head.children)):
        return "said of it"
    if lower == "tipped" and any(c.dep_ == "auxpass" and c.lower_ in {"is", "are"} for c in token.children) and any(c.dep_ == "xcomp" for c in token.children):
        return "likely"
    if lower == "bound" and any(c.dep_ == "auxpass" and c.lower_ in {"is", "are"} for c in token.children) and any(c.dep_ == "xcomp" for c in token.children) and not any(c.dep_ == "agent" for c in token.children):
        return "likely"
    if lemma == "count" and any(c.dep_ == "prep" and c.lower_ in {"on", "upon"} for c in token.children) and any(c.dep_ == "neg" or c.lower_ in {"nobody", "none"} for c in token.children):
        return "likely"
    if lower == "would" and token.dep_ == "aux" and token.head.dep_ in {"ROOT", "conj"} and any(c.dep_ == "nsubj" and c.pos_ == "NOUN" and any(d.lower_ in _ANOTHER | {"even"} for d in c.children) for c in token.head.children):
        return "would"
    if lower in _LIKELY and token.head.lemma_.lower() in _IS and _present(token.head) and token.dep_ != "amod" and (token.dep_ == "nsubj" or any(c.lower_ in {"least", "most", "more", "less"} for c in token.children)) and not any(c.dep_ in {"xcomp", "ccomp"} for c in token.children):
        return "said of it"
    if token.pos_ == "VERB" and lemma in _SEE and _foreseen(token):
        return "likely"
    if lemma in {"hope", "expect"} and any(c.lower_ in {"can", "could"} for c in token.children) and any(c.dep_ == "nsubjpass" and c.lower_ in _LITTLE for c in token.children):
        return "likely"
    if lemma in {"hope", "expect", "look"} and any(c.lower_ == "should" for c in token.children) and any(c.dep_ == "nsubj" and c.lower_ in {"nobody", "none"} for c in token.children):
        return "likely"
    if lower == "would" and token.dep_ == "aux" and token.head.dep_ in {"ROOT", "conj", "parataxis"} and any(c.dep_ == "advmod" and c.lower_ in _PROBABLY and c.i < token.head.i for c in token.head.children) and not any(c.lower_ == "have" for c in token.head.children):
        return "would"
    if lower == "possible" and token.dep_ == "acomp" and _present(token.head) and token.head.dep_ in {"ROOT", "conj", "relcl"} and any(c.dep_ == "nsubj" and c.pos_ == "NOUN" for c in token.head.children) and not any(c.dep_ in {"xcomp", "ccomp"} for v in (token, token.head) for c in v.children):
        return "likely"
    if lower == "should" and token.dep_ == "aux" and token.head.lemma_.lower() in {"come", "follow"} and any(c.lower_ == "next" for c in token.head.children):
        return "should"
    if lower == "should" and token.dep_ == "aux" and (_by_then(token.head, scene) or any(c.dep_ == "advcl" and any(m.lower_ in {"unless"} for m in c.children) for c in token.head.children)):
        return "should"
    return None


def _foreseen(verb: Token) -> bool:
    """Whether somebody who speaks for himself or for all sees nothing of a kind ahead: "I see no breakthrough", "nor does anyone foresee a clash"."""
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    if subject is None or subject.lower_ not in _ANYONE or verb.tag_ not in {"VBP", "VBZ", "VB"}:
        return False
    nothing = any(t.lower_ == "no" for t in verb.doc[verb.i + 1 : verb.i + 3]) or any(c.dep_ in {"dobj", "ccomp"} and (c.lower_ in {"nothing", "nobody"} or any(d.lower_ in {"no", "little", "few"} for d in c.children)) for c in verb.children)
    return nothing or subject.lower_ in {"nobody", "none", "few"} or any(c.lower_ == "nor" for c in verb.children) or any(t.lower_ == "nor" for t in verb.doc[max(verb.i - 4, verb.sent.start) : verb.i])


def _verb(token: Token) -> Token | None:
    """The verb of the clause in which something is called likely, if that is a copula."""
    verb = next((t for t in token.ancestors if t.pos_ in {"VERB", "AUX"}), None)
    return verb if verb is not None and verb.lemma_.lower() in _IS else None


def _is_told(verb: Token) -> bool:
    return verb.tag_ in {"VBZ", "VBP"}


def _present(verb: Token | None) -> bool:
    return verb is not None and verb.tag_ in {"VBZ", "VBP"} and not any(c.dep_ == "neg" for c in verb.children)


def _by_then(verb: Token, scene: Scene) -> bool:
    """Whether something "should be there before the end of September": a bound ahead, and nobody who is told what to do."""
    time, now = scene.time_at(verb), scene.clock.now
    subject = next((c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    if time is None or now is None or time.when.last is None or time.when.last <= now or time.relation not in {"by", "before", "within", "until"}:
        return False
    return subject is not None and subject.pos_ == "NOUN" and not any(n.covers(subject) and n.kind in {"state", "organ", "organisation"} for n in scene.named)
