"""Tenures: when those whom a text calls by an office held it, which bounds the time of its writing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from detente.coding.names import Hit, Names, inside_a_name
from detente.coding.parse import Sentence
from detente.coding.times import Tenure
from detente.model import Office

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

Terms = tuple[tuple[date, date | None], ...]
#: How long somebody is called new in an office, and how long before he takes or leaves it he is called its next or outgoing holder.
_FRESH, _CHOSEN = timedelta(days=300), timedelta(days=120)
#: How many words on either side of a name may call him something, and what ends them.
_AROUND, _STOPS, _OPENS = 8, frozenset(",;:–—()"), frozenset(",(")
#: What is done to somebody who comes into an office.
_NAMES = {"name", "appoint", "nominate", "elect", "propose"}
_NEVER = re.compile(r"\b(late|future|candidate|challenger|rival|opposition|predecessor|successor|succeed|died|then)\b")
_FORMER = re.compile(r"\b(former|ex|deposed|ousted)\b")
_NEW = re.compile(r"\bnew(?:ly)?\s(?!zealand|delhi|york)")
_NEXT = re.compile(r"[ -]elect\b|\bincoming\b")
_OUTGOING = re.compile(r"\boutgoing\b")
#: One office that goes by several names: as people.tsv has it, and as texts do.
_ALSO = (
    ("foreign minister", re.compile(r"\bminister (?:of|for) (?:foreign|external) (?:affairs|relations)\b|\bexternal affairs minister\b|\bforeign affairs minister\b|\btop diplomat\b")),
    ("defence minister", re.compile(r"\bminister (?:of|for) (?:national )?defen[cs]e\b|\bdefense minister\b")),
    ("prime minister", re.compile(r"\b(?<!vice )(?<!vice-)premier\b|\btaoiseach\b")),
)
#: Words of offices that say nothing against any other office.
_ANY = {"leader", "head of state", "head of government", "counterpart", "diplomat", "politician", "dictator"}


def tenures(sentences: Iterable[Sentence], known: Iterable[Sequence[Hit]], names: Names) -> list[Tenure]:
    """The times in which those named held what they are called, or anything they are known to have held where they are called nothing; `known` are the names in each sentence."""
    found: list[Tenure] = []
    for sentence, hits in zip(sentences, known, strict=True):
        for hit in hits:
            actor = names.actors.get(hit.key)
            if actor is None or actor.kind != "person" or inside_a_name(sentence.span, hit) or (hit.start > sentence.span.start and _names(sentence.span.doc[hit.start - 1])):
                continue
            offices = [o for a in names.one.get(actor.id, (actor,)) for o in a.offices]
            called = _plain(_apposed(sentence.span, hit))
            posts = [o for o in offices if re.search(rf"(?<!deputy )(?<!vice )(?<!vice-)\b{re.escape(o.office.lower())}\b", called)]
            if terms := _terms(posts, called) if posts else () if _another(called, names) else _held(offices, called):
                found.append(Tenure(actor.name, terms, sentence.start(sentence.span.doc[hit.start]), sure=bool(posts)))
    return found


def _plain(called: str) -> str:
    """What somebody is called, with his office by the name that the list of people has for it."""
    for office, names in _ALSO:
        called = names.sub(office, called)
    return called


def _another(called: str, names: Names) -> bool:
    """Whether somebody is called by an office, so that one in which nobody knows him may be meant: of that the list of people says nothing."""
    return any(re.search(rf"\b{re.escape(word)}\b", called) for word, post in names.posts.items() if post.level != "unknown" and word not in _ANY)


def _names(token: Token) -> bool:
    return token.pos_ == "VERB" and token.lemma_.lower() in _NAMES


def _apposed(sentence: Span, hit: Hit) -> str:
    """The words that call somebody something, in lower case: "the foreign minister, X", "President X", "X, the foreign minister"."""
    doc = sentence.doc
    at = hit.start - 1
    at -= at >= sentence.start and doc[at].text == ","
    before = list(_until_stop(doc[i] for i in range(at, max(at - _AROUND, sentence.start - 1), -1)))[::-1]
    after = range(hit.end + 1, min(hit.end + 1 + _AROUND, sentence.end)) if hit.end < sentence.end and doc[hit.end].text in _OPENS else ()
    return " ".join("".join(t.text_with_ws for t in some) for some in (before, _until_stop(doc[i] for i in after))).lower()


def _until_stop(tokens: Iterable[Token]) -> Iterator[Token]:
    for token in tokens:
        if token.text in _STOPS or token.pos_ in {"VERB", "AUX"}:
            return
        yield token


def _held(posts: Sequence[Office], called: str) -> Terms:
    """The times at which somebody holds any of his posts."""
    return () if _NEVER.search(called) else tuple((o.first, o.last) for o in posts if o.first)


def _terms(posts: Sequence[Office], called: str) -> Terms:
    """The times at which somebody is called the holder of posts, or their former, new, outgoing or next one."""
    if _NEVER.search(called):
        return ()
    if _FORMER.search(called):
        return tuple((o.last, None) for o in posts if o.last) if all(o.last for o in posts) else ()
    if _NEXT.search(called):
        return tuple((o.first - _CHOSEN, o.first) for o in posts if o.first)
    if _OUTGOING.search(called):
        return tuple((o.last - _CHOSEN, o.last) for o in posts if o.last)
    if _NEW.search(called):
        return tuple((o.first, min(o.first + _FRESH, o.last or date.max)) for o in posts if o.first)
    return _held(posts, called)
