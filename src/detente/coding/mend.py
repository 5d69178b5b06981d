"""Mend: what the small parser gets wrong in dated prose, put right in its trees.

A day that opens a sentence runs into the name behind it ("On 5 December Maduro proposed"): the parser takes day and
name for one phrase, and the verb loses its subject and its time; or it hangs the day on the clause that stands between. A sentence before a semicolon becomes what the verb behind it says
("The Union has endorsed a plan; I expect ..."), as if it were expected.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

MONTHS = {"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"}
_WEEKDAYS = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}
_AT = {"on", "in", "by", "since", "until"}
_SUBORDINATES = {"after", "before", "when", "while", "although", "though", "as", "because", "once"}
_WITHIN = {"compound", "nummod", "nmod", "amod", "npadvmod", "appos"}
#: How many tokens a day may have ("Sunday, 15 July 2018").
_LONGEST = 5


#: Lemmas that the parser's rules get wrong.
_LEMMAS = {"hoped": "hope", "hoping": "hope"}


def mend(doc: Doc) -> None:
    """Part the opening day of each sentence from the name that the parser joined to it, and what a semicolon parts, in place."""
    for token in doc:
        if token.lower_ in _LEMMAS:
            token.lemma_ = _LEMMAS[token.lower_]
        if token.dep_ == "ccomp" and token.i < token.head.i and any(t.text in {";", ":"} and t.i > token.i for t in token.head.lefts):
            token.dep_ = "parataxis"
    for sentence in doc.sents:
        opening = sentence[0]
        if opening.lower_ in _AT and len(sentence) > 4:
            _part(opening, sentence)
            _lift(opening)


def _lift(preposition: Token) -> None:
    """Hang the opening day on the main verb, and not on a clause that begins behind it: "On 11 January, after the sitting had been put off, they approved"."""
    clause = preposition.head
    begins = any(c.dep_ in {"mark", "advmod"} and c.lower_ in _SUBORDINATES and c.i > preposition.i for c in clause.children)
    if preposition.dep_ == "prep" and begins and clause.dep_ in {"advcl", "ccomp"} and clause.head.pos_ in {"VERB", "AUX"} and clause.head.i > clause.i:
        preposition.head = clause.head


def _part(preposition: Token, sentence: Span) -> None:
    day = _day(preposition, sentence)
    if not day or day[-1].i + 1 >= sentence.end:
        return
    last = day[-1]
    outside = [t for t in day if t.head not in day and t.head != preposition]
    if not outside:
        return
    name = outside[0].head
    while name.dep_ in _WITHIN and name.head.i > name.i:
        name = name.head
    if name.i <= last.i or name.pos_ not in {"PROPN", "NOUN"} or any(t.dep_ not in _WITHIN or not name.is_ancestor(t) for t in outside):
        return
    verb = name.head
    if name.head == preposition and name.dep_ == "pobj":
        verb = preposition.head
        if verb == preposition or verb.pos_ not in {"VERB", "AUX"} or verb.i < name.i or any(c.dep_ in {"nsubj", "nsubjpass"} for c in verb.children):
            return
        name.head = verb
        name.dep_ = "nsubjpass" if any(c.dep_ == "auxpass" for c in verb.children) else "nsubj"
    elif name.dep_ not in {"nsubj", "nsubjpass"} or preposition.head != verb:
        return
    for token in day:
        token.head, token.dep_ = (preposition, "pobj") if token == last else (last, "nummod" if token.tag_ == "CD" else "compound")


def _day(preposition: Token, sentence: Span) -> list[Token]:
    """The tokens of a day or month right after the preposition, none where no month or weekday is among them."""
    found: list[Token] = []
    for token in sentence.doc[preposition.i + 1 : min(sentence.end, preposition.i + 1 + _LONGEST)]:
        temporal = token.lower_ in MONTHS | _WEEKDAYS or (token.tag_ == "CD" and token.text.isdigit() and len(token.text) in {1, 2, 4})
        if not temporal:
            break
        found.append(token)
    return found if any(t.lower_ in MONTHS | _WEEKDAYS for t in found) else []
