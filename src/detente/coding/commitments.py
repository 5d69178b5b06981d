"""Commitments: what is owed, by whom, to whom and until when."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from detente.coding.agreements import TEXTS, made_text, own_agreement
from detente.coding.clauses import SURER, Clause
from detente.coding.lexicon import lexicon
from detente.coding.modality import holder, modality
from detente.coding.owed import BINDING, MEETINGS, PROMISES, Owed, owed
from detente.coding.roles import ids, known, of_verb, who
from detente.coding.scene import Scene
from detente.coding.times import Dated
from detente.coding.topics import topics_of
from detente.model import Agreement, Commitment, Evidence
from detente.model.identity import identify_by

if TYPE_CHECKING:
    from spacy.tokens import Token

#: Event types that a duty can be done by, beside a meeting held.
DEEDS = {"RETREAT", "COOPERATE", "AID", "CONCEDE", "MOBILIZE"}


def commitments(scenes: list[Scene]) -> Iterator[Commitment]:
    """What parties undertake: the points of an agreement's text, and promises reported elsewhere."""
    if scenes and scenes[0].document.genre == "agreement":
        yield from _points(scenes)
        return
    for scene in scenes:
        if scene.sentence.block.kind in {"heading", "title"}:
            continue
        for token in scene.sentence.span:
            for duty in owed(token, scene) if token.pos_ in {"VERB", "AUX", "NOUN"} else ():
                if duty.content.pos_ != "PRON" and duty.content.lemma_.lower() not in _NOTHING:
                    yield _commitment(duty, token, scene)


def undertaken(clause: Clause) -> Commitment | Agreement | None:
    """What a clause is likely to say is owed, or was undertaken, by those who do it in its words, or the text that it says was agreed.

    None where it would be, and where it was done and the clause might as well only say so.
    """
    verb, scene = clause.verb, clause.scene
    stands, cue = modality(verb, scene)
    if stands in {"hypothetical", "denied"} or (stands == "failed" and cue != "not") or verb.lemma_.lower() in _NOTHING:
        return None  # "refused to carry out the terms", where "not to move a stone" may be owed
    if text := made_text(clause):
        return text
    done = verb.tag_ in {"VBD", "VBN", "VBG"} and not any(c.lower_ in {"is", "are"} for c in verb.children)
    if stands in {"actual", "failed"} and done and clause.likely["commitment"] < SURER:
        return None
    obligors, beneficiaries = (known(named) for named in of_verb(verb, scene))
    taken_on, put_on = verb.lemma_.lower() in _TAKES_ON, verb.lemma_.lower() in BINDING
    if put_on and beneficiaries:
        obligors, beneficiaries = beneficiaries, ()
    if verb.lemma_.lower() == "offer" and not obligors and any(c.dep_ == "nsubj" and c.pos_ == "NOUN" and c.lemma_.lower() not in TEXTS and not who(c, scene) for c in verb.children):
        return None  # "the attacks offer him a way to rally support"
    content = next((c for c in verb.children if c.dep_ in {"xcomp", "ccomp"} and c.i > verb.i), verb) if taken_on or put_on else verb
    made = _commitment(Owed(content, obligors, beneficiaries, clause.why("commitment")), verb, scene)
    return replace(made, action=" ".join(clause.evidence.exact.split()) if content == verb else made.action, evidence=(clause.evidence, made.evidence[-1]))


#: Verbs by which somebody takes on what their complement says.
_TAKES_ON = PROMISES | {"accept", "engage", "consent", "swear", "bind", "offer", "resolve", "decide"}
#: Words that name nothing to be done: "as the notes oblige it to do", "were promised nothing", "are to be expected".
_NOTHING = {"do", "expect", "something", "nothing", "anything", "themselves", "other"}


def _points(scenes: list[Scene]) -> Iterator[Commitment]:
    agreement = own_agreement(scenes)
    parties = scenes[0].document.agreement.parties if scenes[0].document.agreement else ()
    points: dict[int, list[Scene]] = {}
    for scene in scenes:
        if scene.sentence.block.kind == "point":
            points.setdefault(scene.sentence.block.start, []).append(scene)
    for start, group in points.items():
        marker = re.match(r"\s*(\d+[a-z]?)[.)]", scenes[0].document.text[start : start + 8])
        number = marker.group(1) if marker else ""
        duties = list(_duties(group))
        for index, duty in enumerate(duties):
            scene = duty[0]
            root = scene.sentence.span.root
            actors, others = of_verb(root, scene)
            states = known(actors)
            plural = any(c.dep_ == "nsubj" and c.lower_ == "they" for c in root.children)
            obligors = (parties if plural else states) or tuple(p for p in parties if any(n.id.startswith(p) for n in scene.named)) or parties
            due = next((e.bounded(s.clock) for s in duty for e in reversed(s.times) if _binds(e, s)), None)
            whole = scene.sentence.whole
            text = re.sub(r"^\s*\d+[a-z]?[.)]\s*", "", whole.exact)
            offset = whole.end - len(text)
            evidence = Evidence(whole.document, offset, whole.end, text) if text else whole
            yield Commitment(
                id=identify_by("commitment", (evidence,), agreement),
                agreement=agreement,
                number=number + (chr(97 + index) if len(duties) > 1 else ""),
                action=" ".join((text + " " + " ".join(s.sentence.text for s in duty[1:])).split()),
                obligors=obligors,
                beneficiaries=tuple(i for i in known(others) if i not in obligors) or tuple(p for p in parties if p not in obligors),
                topics=topics_of(scene),
                places=places(scene),
                due=due,
                condition=_condition(scene),
                types=_acts_named(scene.sentence.span),
                holder=scene.author,
                why=(f"point {number or index + 1} of the agreement's text", *((f"due: {due.text()}",) if due else ())),
                evidence=(evidence, *(s.sentence.whole for s in duty[1:])),
            )


def places(scene: Scene) -> tuple[str, ...]:
    """The places of a sentence that are smaller than a state."""
    return tuple(dict.fromkeys(s.id for s in scene.spots if s.id not in scene.cast.names.actors))


def _binds(expression: Dated, scene: Scene) -> bool:
    """Whether a time is one to keep: a bound ("by", "within"), or a day not before the signing."""
    signed = scene.document.agreement.signed if scene.document.agreement else None
    first = expression.when.first
    return expression.relation in {"by", "until", "before", "within"} or bool(signed and first and first >= signed and expression.when.day)


def _duties(point: list[Scene]) -> Iterator[list[Scene]]:
    """The sentences of a point, cut where a named party is bound to a further act; the rest explains."""
    duty: list[Scene] = []
    for scene in point:
        root = scene.sentence.span.root
        if not any(t.pos_ in {"VERB", "AUX"} for t in scene.sentence.span) and not duty:
            continue
        bound = bool(of_verb(root, scene)[0]) and bool(_acts_named(scene.sentence.span))
        if duty and bound:
            yield duty
            duty = []
        duty.append(scene)
    if duty:
        yield duty


def _acts_named(tokens: Iterable[Token]) -> tuple[str, ...]:
    """The acts that the verbs of a duty name: the deeds by which it would be done."""
    clause = {"acl", "relcl"}
    verbs = [t for t in tokens if (t.pos_ == "VERB" or t.dep_ == "ROOT") and t.dep_ not in clause]
    named = [(f"{e.type}/{e.mode}" if e.mode else e.type) if (e := lexicon().act(t)) and e.type in DEEDS else "CONSULT" if _meets(t) else "" for t in verbs]
    return tuple(dict.fromkeys(n for n in named if n))


def _meets(verb: Token) -> bool:
    """Whether a duty is to meet: "to meet again in Brazil", "to hold a second round"."""
    objects = {c.lemma_.lower() for c in verb.children if c.dep_ == "dobj"}
    return (verb.lemma_.lower() == "meet" and not objects) or (verb.lemma_.lower() in {"hold", "convene"} and bool(objects & MEETINGS))


def _condition(scene: Scene) -> str:
    match = re.search(r"\b(?:if|unless|provided that|as (?:both|the) (?:sides|parties) agree|subject to|by agreement)\b[^.;]*", scene.sentence.text, re.I)
    return match.group().strip() if match else ""


def _commitment(duty: Owed, token: Token, scene: Scene) -> Commitment:
    content = duty.content
    cut = [c for c in content.children if c.dep_ in {"conj", "cc"} and (content.pos_ == "VERB" or duty.beside)] + [t for t in duty.beside if content.is_ancestor(t)]
    first, last = scene.sentence.subtree(content, without=cut)
    action = scene.sentence.quote(first, last)
    expression = next((e for e in scene.times if action.start <= scene.time_span(e).start < action.end), None) or next((e for e in scene.times if e.relation in {"until", "by", "within"}), None)
    beneficiaries = duty.beneficiaries or ids(of_verb(content, scene)[1] if content.pos_ == "VERB" else ())
    return Commitment(
        id=identify_by("commitment", (action,), "promise"),
        agreement="",
        action=" ".join(action.exact.split()),
        obligors=duty.obligors,
        beneficiaries=tuple(i for i in beneficiaries if i not in duty.obligors and not i.startswith("UNK")),
        topics=topics_of(scene, content),
        places=places(scene),
        due=expression.bounded(scene.clock) if expression else None,
        condition=_condition(scene),
        types=_acts_named(content.subtree),
        holder=holder(token, scene)[0],
        why=(duty.why,),
        evidence=(action, scene.sentence.quote(*sorted((token, content), key=lambda t: t.i))),
    )
