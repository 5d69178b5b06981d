"""Acts: the PLOVER events that a sentence reports, with roles, time, place, modality and holder."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from detente.coding.commitments import is_omission
from detente.coding.lexicon import Entry, lexicon
from detente.coding.modality import holder, modality
from detente.coding.roles import of_noun, of_verb
from detente.coding.scene import Scene
from detente.coding.topics import topics_of
from detente.model import Event, Evidence, Magnitude, When
from detente.model.identity import identify_by

if TYPE_CHECKING:
    from spacy.tokens import Token

_SYMMETRIC = {"CONSULT", "AGREE", "COOPERATE"}
_SELF_DATED = {"RETREAT", "ASSAULT", "CONSULT", "AGREE"}
_COUNTED = {"prisoner": "prisoners", "pow": "prisoners", "captive": "prisoners", "detainee": "prisoners", "soldier": "soldiers", "serviceman": "soldiers", "troop": "soldiers", "civilian": "civilians", "people": "people", "person": "people", "body": "bodies", "peacekeeper": "peacekeepers", "hostage": "hostages", "policeman": "police", "officer": "police", "protester": "protesters", "fighter": "fighters"}
_WORDS = {w: i for i, w in enumerate(["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"])}


def acts(scene: Scene) -> Iterator[Event]:
    """The events of one sentence, in order; each says why it was coded so."""
    for token in scene.sentence.span:
        entry = lexicon().act(token)
        if entry is None or _idle(token, entry, scene):
            continue
        event = _event(token, entry, scene)
        if event is not None:
            yield event


def _idle(token: Token, entry: Entry, scene: Scene) -> bool:
    """Words that carry no act of their own here: objects of a coded verb, parts of names, mere topics."""
    if (is_omission(token) and (token.pos_ == "NOUN" or token.tag_ == "VBG")) or is_omission(token.head):
        return True
    if token.pos_ in {"NOUN", "PROPN"}:
        if token.dep_ in {"compound", "nmod"}:
            return True
        head = token.head
        if token.dep_ in {"dobj", "nsubjpass"} and head.pos_ == "VERB" and (verb := lexicon().act(head)) and verb.type == entry.type:
            return True
        if token.dep_ == "pobj" and head.head.pos_ == "VERB" and (verb := lexicon().act(head.head)) and token.lemma_.lower() in verb.wants:
            return True
        if any(n.covers(token) and n.kind in {"organisation", "format", "person"} for n in scene.named):
            return True
    return False


def _event(token: Token, entry: Entry, scene: Scene) -> Event | None:
    verb = token.pos_ == "VERB"
    actors, recipients = of_verb(token, scene) if verb else of_noun(token, scene)
    if verb and entry.type in {"CONSULT", "AGREE"} and not recipients:
        recipients = [n for o in token.children if o.dep_ == "dobj" for n in of_noun(o, scene)[0]]
    if entry.type in _SYMMETRIC and not (entry.type == "CONSULT" and entry.mode == "visit"):
        actors, recipients = list({n.id: n for n in (*actors, *recipients)}.values()), []
    recipients = [n for n in recipients if n.id not in {a.id for a in actors}]
    expression = scene.time_at(token)
    dated = bool(expression and any(t in set(token.subtree) for t in scene.tokens_of(expression)))
    if not actors and not recipients and not (entry.type in _SELF_DATED and dated):
        return None
    stands, cue = modality(token, scene)
    if not verb and stands == "actual" and not actors and not dated and entry.type not in {"RETREAT", "ASSAULT"}:
        return None
    speaker, said = holder(token, scene)
    spot = scene.spot_at(token, alone=True)
    when = expression.bounded(scene.clock) if expression else news_time(token, scene)
    clause = _clause(token, scene)
    why = [entry.why]
    if cue:
        why.append(f"“{cue}” makes it {stands}")
    if said:
        why.append(f"“{said}” attributes it to {speaker}")
    if when and when.reason:
        why.append(f"time: {when.reason}")
    mentions = tuple(scene.mention(n) for n in (*actors, *recipients))
    evidence: tuple[Evidence, ...] = (clause, scene.sentence.quote(token, token))
    if expression:
        evidence = (*evidence, scene.time_span(expression))
    return Event(
        id=identify_by("event", (scene.sentence.quote(token, token),), entry.type, entry.mode),
        type=entry.type,
        mode=entry.mode,
        actors=tuple(n.id for n in actors),
        recipients=tuple(n.id for n in recipients),
        when=when,
        place=spot.id if spot else "",
        modality=stands,
        holder=speaker,
        magnitude=tuple(magnitudes(token, scene)),
        topics=topics_of(scene, token),
        mentions=mentions,
        why=tuple(why),
        evidence=tuple(dict.fromkeys(evidence)),
    )


def news_time(token: Token, scene: Scene) -> When | None:
    """The time of an undated act: news of the day in a short report, some day before it in an analysis."""
    published = scene.document.published
    if published is None:
        return None
    short = len(scene.document.text) < 1_500 and scene.document.genre != "analysis"
    if short:
        return When(published - timedelta(days=1), published, "day", "published", "no date in the text; news of the day or the day before")
    return When(None, published, "vague", "published", "no date in the text; not after its publication")


def _clause(token: Token, scene: Scene) -> Evidence:
    """The words of the act: the verb's clause without the clauses it reports, or the noun's phrase."""
    cut = [t for t in token.children if t.dep_ in {"ccomp", "parataxis", "relcl"}]
    if token.pos_ == "VERB":
        cut += [t for t in token.children if t.dep_ == "conj" and t.pos_ == "VERB"]
    first, last = scene.sentence.subtree(token, without=cut)
    if first.i > token.i or last.i < token.i:
        first = last = token
    return scene.sentence.quote(first, last)


def magnitudes(token: Token, scene: Scene) -> Iterator[Magnitude]:
    """The numbers of people in the act's words, with what is counted ("at least 13 soldiers killed")."""
    tokens = set(token.subtree) | {t for c in token.head.children if c.dep_ in {"nsubj", "nsubjpass", "dobj"} and token.head.pos_ == "VERB" for t in c.subtree}
    for number in sorted(tokens, key=lambda t: t.i):
        if number.dep_ != "nummod" or number.head.lemma_.lower() not in _COUNTED:
            continue
        value = count_of(number.text)
        if value is None:
            continue
        hedge = " ".join(t.lower_ for t in scene.sentence.span.doc[max(scene.sentence.span.start, number.i - 3) : number.i])
        low: int | None = value
        high: int | None = value
        if re.search(r"at least|more than|over", hedge):
            high = None
        elif re.search(r"up to|at most|fewer than|less than", hedge):
            low = None
        what = _COUNTED[number.head.lemma_.lower()]
        yield Magnitude(what, low, high, scene.sentence.quote(number, number.head) if number.i <= number.head.i else scene.sentence.quote(number, number))


def count_of(text: str) -> int | None:
    """The number a word or numeral names, if it names a whole one below ten million."""
    word = text.lower().replace(",", "")
    if word in _WORDS:
        return _WORDS[word]
    return int(word) if word.isascii() and word.isdigit() and len(word) < 8 else {"dozen": 12, "dozens": 24, "hundreds": 200}.get(word)
