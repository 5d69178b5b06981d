"""Agreements: the texts that a document speaks of, how they stand, and whose they are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from detente.coding.clauses import Clause
from detente.coding.modality import holder, modality
from detente.coding.roles import known, of_noun, of_verb
from detente.coding.scene import Scene
from detente.coding.times import Dated
from detente.model import Agreement, Event, When
from detente.model.identity import bodies, identify_by

if TYPE_CHECKING:
    from spacy.tokens import Token

TEXTS = {"mou", "arrangement", "understanding", "agreement", "ceasefire", "truce", "accord", "treaty", "statement", "declaration", "armistice", "deal", "protocol", "memorandum", "roadmap", "pact", "convention", "framework", "plan"}
#: Texts only where their own date or number tells which they are: "the settlement plan of 1991", "resolution 1701".
_NUMBERED = {"communiqué", "communique", "resolution", "plan", "concept", "settlement", "charter", "contract", "text", "document", "compact", "exchange"}
#: Of these those that are made by being signed, issued or concluded.
_SIGNED = {"contract", "text", "document", "communiqué", "communique", "settlement", "compact"}
_WEAK = {"mou", "arrangement", "understanding", "statement", "declaration", "deal", "protocol", "memorandum", "roadmap", "agreement", "treaty", "pact", "convention", "framework"}
#: What a declaration is made of.
_CLAUSES = {"point", "article", "clause", "paragraph"}
_MARKED = {"trilateral", "joint", "bilateral", "quadrilateral", "peace", "written", "humanitarian"}
_MAKE = {"sign", "reach", "conclude", "adopt", "strike", "accept", "ratify", "initial", "announce", "broker", "finalise", "finalize", "draw"}
#: Of these those who do it and those they do it with are the parties.
_SIGN = {"sign", "reach", "conclude", "strike", "initial"}


def agreements(scenes: list[Scene]) -> Iterator[Agreement]:
    """The agreements that a document speaks of; one that is the document's own text comes first."""
    if not scenes:
        return
    document = scenes[0].document
    if document.genre == "agreement" and document.agreement:
        signed = document.agreement
        day = When(signed.signed, signed.signed, "day", "stated") if signed.signed else None
        title = scenes[0].sentence.whole
        yield Agreement(
            id=own_agreement(scenes), title=document.title, when=day, parties=signed.parties, pax=signed.pax,
            holder=scenes[0].author, why=("the document is the text of the agreement",), evidence=(title,),
        )
        return
    for scene in scenes:
        for token in scene.sentence.span:
            agreement = _agreement(token, scene) or _agreed(token, scene)
            if agreement is not None:
                yield agreement


def own_agreement(scenes: list[Scene]) -> str:
    """The id of the agreement whose text the document is."""
    return identify_by("agreement", (scenes[0].sentence.whole,), "text")


def _agreement(token: Token, scene: Scene) -> Agreement | None:
    if token.pos_ not in {"NOUN", "PROPN"}:
        return None
    lemma = token.lemma_.lower()
    lemma = "roadmap" if lemma == "map" and token.i and token.nbor(-1).lower_ == "road" else lemma
    lemma = lemma if token.pos_ != "PROPN" or lemma in TEXTS else lemma.removesuffix("s")
    if lemma not in TEXTS | _NUMBERED | {"delimitation"} or token.dep_ in {"compound", "amod"}:
        return None
    of_date = next((e for c in token.children if c.dep_ in {"prep", "compound", "nmod", "nummod"} and (c.dep_ != "prep" or c.lower_ in {"of", "from"}) for e in scene.times if scene.tokens_of(e) and set(scene.tokens_of(e)) <= set(c.subtree)), None)
    told_which = of_date is not None or any(c.i == token.i + 1 and c.like_num for c in token.children)
    if lemma in _NUMBERED and not told_which and not (lemma == "plan" and _framework(token)) and not (lemma in _SIGNED and _signed(token)):
        return None
    if lemma == "exchange" and not any(o.lemma_.lower() in {"note", "letter"} for c in token.children if c.lower_ == "of" for o in c.children):
        return None
    expression = of_date or next((e for e in scene.times if set(scene.tokens_of(e)) <= set(token.subtree)), None)
    words = {c.lower_ for c in token.children if c.dep_ in {"amod", "compound"}}
    verb = token.head if token.dep_ in {"dobj", "nsubjpass"} else None
    made = verb is not None and verb.lemma_.lower() in _MAKE
    signed = next((c for c in token.children if c.dep_ in {"acl", "relcl"} and c.lemma_.lower() in _MAKE), None)
    made = made or signed is not None
    to_do = lemma == "agreement" and any(c.dep_ == "acl" and c.tag_ == "VB" for c in token.children)
    with_somebody = (lemma in {"treaty", "pact", "accord", "agreement", "deal", "arrangement", "contract"} or (token.pos_ == "PROPN" and lemma in TEXTS)) and any(c.lower_ == "with" and any(n.covers(o) for o in c.children for n in scene.named) for c in token.children)
    if not made and token.dep_ == "nsubj" and token.head.lemma_.lower() in _SIGN and not any(c.dep_ == "dobj" for c in token.head.children):
        made, verb = True, token.head  # "the pact concluded with Turkey", which the parser takes for what the pact did
    if lemma == "delimitation" and not made:
        return None
    named = token.pos_ == "PROPN" and (bool(words) or any(c.dep_ == "prep" and c.lower_ == "of" for c in token.children))
    after_a_place = lemma != "statement" and any(c.dep_ == "compound" and c.pos_ == "PROPN" and c.text[:1].isupper() and c.ent_type_ not in {"PERSON", "DATE"} for c in token.children) and any(c.dep_ in {"det", "poss"} and c.lower_ not in {"a", "an", "any", "no"} for c in token.children)
    topic = lemma != "framework" and any(c.dep_ == "prep" and c.lower_ in {"on", "for"} for c in token.children)
    if token.tag_ in {"NNS", "NNPS"} and not (made or with_somebody or of_date or after_a_place):
        return None
    numbered = any(o.lemma_.lower() in _CLAUSES for c in token.children if c.lower_ == "of" for o in c.children)
    if lemma in _WEAK and not (made or after_a_place or topic or numbered or to_do or with_somebody or (words & _MARKED and lemma != "statement") or of_date or (expression and (named or lemma in {"agreement", "treaty", "deal"})) or (words & {"trilateral"})):
        return None
    stands, cue = modality(token, scene)
    if any(c.dep_ in {"det", "preconj"} and c.lower_ in {"no", "neither"} for c in token.children):
        return None
    making = signed if signed is not None else verb
    unmade = made and making is not None and modality(making, scene)[0] != "actual"
    if unmade and making is not None:
        stands, cue = modality(making, scene)
    its_own = token.text[:1].isupper() or after_a_place or (expression is not None and not _later(expression, scene))
    if its_own and any(c.dep_ == "det" and c.lower_ == "the" for c in token.children) and not unmade:
        stands, cue = "actual", ""  # a text with a name exists, whatever is asked about it
    ahead = (lemma == "plan" and not of_date) or unmade or {"coming", "new", "future", "possible", "draft", "planned"} & words or stands in {"planned", "expected", "hypothetical", "demanded"}
    actors, others = of_noun(token, scene)
    if made and making is not None:
        makers, others_made = of_verb(making, scene)
        actors = [*actors, *makers, *(others_made if making.lemma_.lower() in _SIGN else [])]
        expression = expression or scene.time_at(making)
    if expression is not None and _later(expression, scene):
        ahead = True  # "a peace agreement by the end of the year"
    elif ahead:
        expression = None  # what is yet to come is not of a past day
    phrase = scene.sentence.quote(*scene.sentence.subtree(token, without=[c for c in token.children if c.dep_ == "relcl"]))
    return Agreement(
        id=identify_by("agreement", (scene.sentence.quote(token, token),)),
        title=" ".join(phrase.exact.split()),
        when=expression.bounded(scene.clock) if expression else None,
        parties=known([*actors, *others]),
        status="expected" if ahead else "concluded",
        holder=holder(token, scene)[0],
        why=(f"“{token.text}” names an agreement", *((f"“{cue}” makes it {stands}",) if cue else ())),
        evidence=(phrase, scene.sentence.quote(token, token)),
    )


def _signed(noun: Token) -> bool:
    """Whether a text is told of as signed or concluded: "signed a contract with", "the document signed in Minsk"."""
    verbs = [c for c in noun.children if c.dep_ in {"acl", "relcl"}] + ([noun.head] if noun.dep_ in {"dobj", "nsubjpass"} else [])
    return any(v.lemma_.lower() in _SIGN - {"reach", "strike"} for v in verbs)


def _agreed(verb: Token, scene: Scene) -> Agreement | None:
    """What two or more agreed on: "in 1935 Laval and Mussolini agreed on a line"; a list of terms is no text of its own, and what they agreed to do an undertaking."""
    if verb.lemma_.lower() != "agree" or any(c.dep_ == "xcomp" for c in verb.children) or verb.tag_ not in {"VBD", "VBN"} or modality(verb, scene)[0] != "actual":
        return None
    on = next((c for c in verb.children if c.dep_ == "prep" and c.lower_ in {"on", "upon"} and any(o.dep_ == "pobj" and o.pos_ == "NOUN" for o in c.children)), None)
    actors, others = of_verb(verb, scene)
    parties = known([*actors, *others])
    if on is None or len(bodies(parties)) < 2 or any(t.text == ":" for t in verb.subtree):
        return None
    expression = scene.time_at(verb)
    phrase = scene.sentence.quote(*scene.sentence.subtree(verb, without=[c for c in verb.children if c.dep_ in {"conj", "cc", "parataxis"}]))
    return Agreement(
        id=identify_by("agreement", (scene.sentence.quote(verb, verb),)),
        title=" ".join(phrase.exact.split()),
        when=expression.bounded(scene.clock) if expression else None,
        parties=parties,
        status="concluded",
        holder=holder(verb, scene)[0],
        why=(f"“{verb.text} {on.text}” says what was agreed",),
        evidence=(phrase, scene.sentence.quote(verb, on)),
    )


#: Verbs by which a text comes about, beside those of `_MAKE`.
_COME_ABOUT = {"agree", "issue", "renew", "approve", "publish", "complete", "exchange"}


def made_text(clause: Clause) -> Agreement | None:
    """The text that a clause tells was made or is to be: "a fisheries agreement, concluded that autumn", "the two signed a strategic partnership"; None where it tells of none."""
    verb, scene = clause.verb, clause.scene
    signs = verb.lemma_.lower() in _SIGN
    nouns = [c for c in verb.children if c.dep_ in {"dobj", "nsubjpass"}] + ([verb.head] if verb.dep_ == "acl" and verb.tag_ == "VBN" else [])
    text = next((n for n in nouns if n.pos_ in {"NOUN", "PROPN"} and (n.lemma_.lower() in TEXTS | _NUMBERED or signs)), None)
    stands = modality(verb, scene)[0]
    if text is None or not (signs or verb.lemma_.lower() in _MAKE | _COME_ABOUT) or stands in {"failed", "denied"}:
        return None
    time = scene.time_at(verb)
    actors, others = of_verb(verb, scene)
    return Agreement(
        id=identify_by("agreement", (scene.sentence.quote(text, text),)),
        title=" ".join(clause.evidence.exact.split()),
        when=time.bounded(scene.clock) if time else None,
        parties=known([*actors, *others]),
        status="concluded" if stands == "actual" else "expected",
        holder=holder(verb, scene)[0],
        why=(clause.why("commitment"), f"“{text.text}” is what was made"),
        evidence=(clause.evidence, scene.sentence.quote(*sorted((verb, text), key=lambda t: t.i))),
    )


def _later(expression: Dated, scene: Scene) -> bool:
    """Whether a time ends after the day of writing."""
    return bool(expression.when.last and scene.clock.now and expression.when.last > scene.clock.now)


def accord(agreement: Agreement) -> Event | None:
    """The SUPPORT event (an agreement signed) that a concluded agreement is, where its day or month is told; a year alone only says which it is."""
    if agreement.status != "concluded" or agreement.when is None or agreement.when.precision not in {"day", "month"}:
        return None
    return Event(
        id=identify_by("event", agreement.evidence, "SUPPORT"),
        type="SUPPORT",
        actors=agreement.parties,
        when=agreement.when,
        modality="actual",
        holder=agreement.holder,
        why=(*agreement.why, "an agreement of a told date was reached then"),
        evidence=agreement.evidence,
    )


def _framework(plan: Token) -> bool:
    """Whether a plan is one that several share: "the larger plan for restoring trade", "the peace plan"."""
    aim = any(c.dep_ == "prep" and c.lower_ == "for" and any(o.dep_ in {"pcomp", "pobj"} for o in c.children) for c in plan.children)
    definite = any(c.dep_ == "det" and c.lower_ in {"the", "this"} for c in plan.children)
    return (aim and definite) or any(c.dep_ in {"compound", "amod"} and c.lower_ in {"peace", "action", "autonomy", "settlement"} for c in plan.children)
