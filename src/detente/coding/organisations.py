"""Organisations, bodies and formats: what a sentence names that is neither state, organ nor person.

Organisations that the parser or their kind tells, who publishes a notice, working groups and joint commissions, and
the channels that sides talk through.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from detente.coding.named import Named, taken
from detente.coding.names import slug

if TYPE_CHECKING:
    from spacy.tokens import Span

    from detente.coding.actors import Cast

_BODY_HEADS = {"group", "commission", "committee", "council", "centre", "center", "mission", "taskforce", "tribunal"}
#: What sides talk through.
_CHANNELS = {"mechanism", "channel", "track", "format", "mediation", "quartet", "troika", "hotline"}
_BODY_MODS = {"military", "security", "diplomatic", "standing", "permanent", "working", "joint", "contact", "border", "bilateral", "trilateral", "intergovernmental", "monitoring", "state", "mixed", "fact-finding", "delimitation", "demarcation", "technical", "ministerial", "steering"}
_OCCASIONS = {"summit", "meeting", "conference", "agreement", "treaty", "war", "accord", "protocol", "declaration", "statement", "election", "act", "resolution", "minister", "president"}
#: What stands in a place's name and no organisation's.
LANDS = {"governorate", "province", "district", "oblast", "valley", "county", "region", "city", "town", "village", "airport", "island", "islands", "river", "prefecture", "municipality", "department", "square", "street", "bridge"}

#: Where a name stands that acts or is acted on.
PARTIES = {"nsubj", "nsubjpass", "dobj", "conj"}


def organisations(cast: Cast, span: Span, found: list[Named]) -> Iterator[Named]:
    """Organisations that the parser recognises and no list knows."""
    for entity in span.ents:
        start, end = entity.start, entity.end
        while start < end and span.doc[start].lower_ in {"the", "a", "an"}:
            start += 1
        if entity.label_ != "ORG" or start >= end or span.doc[end - 1].lower_ in LANDS - {"department"} or taken(found, start, end):
            continue
        name = span.doc[start:end].text
        if name in cast.places:
            continue
        if sum(c.isupper() for c in name) < (1 if len(name) > 3 and span.doc[end - 1].dep_ in PARTIES else 2) or len(name) < 3 or "\n" in name or span.doc[end - 1].lower_ in _OCCASIONS:
            continue
        yield Named(f"ORG:{slug(name)}", "organisation", start, end, name)
    yield from _by_their_kind(span, found)


#: Words that say of a name that it is an organisation's.
_KINDS = {"party", "movement", "front", "coalition", "alliance", "militia", "faction", "bloc", "union", "league"}
#: Capitals that are no organisation.
_NO_BODY = {"COVID", "GMT", "UTC", "HIV", "AIDS", "GDP", "OK"}


def _by_their_kind(span: Span, found: list[Named]) -> Iterator[Named]:
    """Organisations told by the word behind their name or by their capitals: "the Congress party", "the Hirak protest movement", "MINURSO"."""
    doc = span.doc
    for token in span:
        if token.lower_ in _KINDS and token.text.islower() and token.i - 1 >= span.start:
            start = token.i
            while start > span.start and doc[start - 1].head in {token, doc[start]} and doc[start - 1].dep_ in {"compound", "nmod"} and token.i - start < 4:
                start -= 1
            if start < token.i and doc[start].pos_ == "PROPN" and doc[start].text[:1].isupper() and not taken(found, start, token.i + 1):
                name = doc[start : token.i + 1].text
                yield Named(f"ORG:{slug(name)}", "organisation", start, token.i + 1, name)
        elif token.is_alpha and token.text.isupper() and 4 <= len(token.text) <= 9 and token.pos_ == "PROPN" and token.text not in _NO_BODY and token.ent_type_ not in {"GPE", "PERSON", "DATE", "LAW"} and token.dep_ in PARTIES | {"pobj", "poss", "appos"} and set(token.text) - set("IVXLCDM") and not taken(found, token.i, token.i + 1):
            yield Named(f"ORG:{slug(token.text)}", "organisation", token.i, token.i + 1, token.text)


def publishers(span: Span, found: list[Named]) -> Iterator[Named]:
    """Who a notice says publishes, carries out and pays, where the parser sees no organisation: names in capitals."""
    doc, i = span.doc, span.start
    while i < span.end:
        j = i
        while j < span.end and doc[j].pos_ == "PROPN" and doc[j].text[:1].isupper():
            j += 1
        if j > i and doc[j - 1].dep_ in {"nsubj", "nsubjpass", "pobj", "conj", "appos"} and not taken(found, i, j) and doc[j - 1].ent_type_ not in {"DATE", "GPE", "LOC", "NORP", "LANGUAGE"}:
            yield Named(f"ORG:{slug(doc[i:j].text)}", "organisation", i, j, doc[i:j].text)
        i = max(j, i + 1)


def bodies(cast: Cast, span: Span, found: list[Named]) -> Iterator[Named]:
    """Bodies and formats without a name of their own: a working group, a joint commission, a channel between two chiefs, Angolan mediation."""
    for token in span:
        lemma = token.lemma_.lower()
        if lemma not in _BODY_HEADS | _CHANNELS or token.pos_ not in {"NOUN", "PROPN"} or token.dep_ == "compound" or taken(found, token.i, token.i + 1):
            continue
        mods = [t for t in token.lefts if t.dep_ in {"amod", "compound", "nmod"} and t.text not in "“”\"'"]
        between = lemma in _CHANNELS and any(t.dep_ == "prep" and t.lower_ == "between" for t in token.rights)
        whose = lemma in _CHANNELS and any(m.lower_ in _BODY_MODS or any(n.covers(m) for n in found) for m in token.lefts)
        if not (between or whose or (lemma in _BODY_HEADS and any(m.lower_ in _BODY_MODS for m in mods))):
            continue
        start, end = min((m.i for m in mods), default=token.i), token.i + 1
        topic = next((t for t in token.rights if t.dep_ == "prep" and t.lower_ in {"on", "for"} | ({"between"} if between else set())), None)
        if topic is not None:
            stop = max(t.i for t in topic.subtree) + 1
            end = stop if stop - end <= 8 else end
        while span.doc[end - 1].is_punct:
            end -= 1
        kind = " ".join(m.lemma_.lower() for m in mods if m.lower_ in _BODY_MODS | {"task"}) + " " + token.lemma_.lower()
        yield Named(f"BODY:{slug(kind)}", "format", start, end, span.doc[start:end].text)
