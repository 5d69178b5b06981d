"""Mend: what the small parser gets wrong in dated prose, put right in its trees.

A day runs into the name behind it ("On 5 December Maduro proposed"): the parser takes day and name for one phrase, and
the verb loses its subject and its time; or it hangs the day on the clause that stands between. A sentence before a
semicolon becomes what the verb behind it says ("The Union has endorsed a plan; I expect ..."), as if it were expected.
A subject with a clause of its own is taken for the head of its sentence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

MONTHS = {"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"}
_WEEKDAYS = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}
_DAYS = MONTHS | _WEEKDAYS
_AT = {"on", "in", "by", "since", "until"}
_SUBORDINATES = {"after", "before", "when", "while", "although", "though", "as", "because", "once"}
_WITHIN = {"compound", "nummod", "nmod", "amod", "npadvmod", "appos"}
#: How many tokens a day may have ("Sunday, 15 July 2018").
_LONGEST = 5
#: What stands before the month that the parser takes for a modal verb.
_BEFORE_MAY = {"mid", "-", "early", "late", "in", "of", "since", "by", "until"}
#: Lemmas that the parser's rules get wrong.
_LEMMAS = {"hoped": "hope", "hoping": "hope", "hopes": "hope"}


def mend(doc: Doc) -> None:
    """Part the days of each sentence from the names that the parser joined to them, and what a semicolon parts, and crown its verb, in place."""
    for token in doc:
        if token.lower_ in _LEMMAS:
            token.lemma_ = _LEMMAS[token.lower_]
        if token.text == "May" and (token.tag_ == "MD" or token.dep_ == "aux") and token.i > token.sent.start and (doc[token.i - 1].lower_ in _BEFORE_MAY or doc[token.i - 1].text.isdigit()):
            token.tag_, token.pos_, token.dep_, token.lemma_ = "NNP", "PROPN", "npadvmod", "May"
        if token.lower_ in MONTHS and token.dep_ == "compound" and token.head.i == token.i + 1 and token.head.tag_ == "NNS" and token.head.text.islower() and token.i >= 2 and doc[token.i - 2].lower_ in _AT:
            verb, at = token.head, doc[token.i - 2]  # "an amendment published on 3 February lets him"
            token.head, token.dep_ = at, "pobj"
            if verb.dep_ == "ROOT":
                verb.tag_, verb.pos_ = "VBZ", "VERB"
        if token.dep_ == "ccomp" and token.i < token.head.i and (any(t.text in {";", ":"} and t.i > token.i for t in token.head.lefts) or any(t.text == ";" for t in doc[token.i : token.head.i])):
            token.dep_ = "parataxis"
    for sentence in list(doc.sents):
        _crown(sentence)
        opening = sentence[0]
        for token in sentence[:-1] if len(sentence) > 4 else ():
            if token.lower_ in _AT | {"of"} and (token.nbor().lower_ in _DAYS or token.nbor().text.isdigit()):
                _part(token, sentence)
        if opening.lower_ in _AT and len(sentence) > 4:
            _lift(opening)


def _crown(sentence: Span) -> None:
    """Make the verb the head of a sentence of which the parser took the subject for it: "Russia, which arms both, received the ministers"."""
    subject = sentence.root
    if subject.pos_ not in {"NOUN", "PROPN"} or subject.i == sentence.end - 1:
        return
    own = [c for c in subject.children if c.dep_ in {"acl", "relcl", "conj"} and c.i > subject.i and c.tag_ in {"VBD", "VBZ"} and (_behind_a_clause(c, subject) or not any(g.dep_ in {"nsubj", "nsubjpass", "mark"} or g.tag_ in {"WDT", "WP"} for g in c.children))]
    if len(own) != 1 or sentence.doc[own[0].i - 1].text == ":" or any(c.dep_ in {"nsubj", "nsubjpass", "cop"} for c in subject.children):
        return
    verb = own[0]
    for child in [c for c in verb.children if c.i < verb.i and c.tag_ != "RB"]:
        child.head, child.dep_ = subject, "relcl" if child.pos_ == "VERB" else "dep"
    verb.head, verb.dep_ = verb, "ROOT"
    subject.head, subject.dep_ = verb, "nsubj"
    for child in [c for c in subject.children if (c.i < subject.i and c.dep_ in {"prep", "advmod", "npadvmod"} and any(t.text == "," and c.i < t.i < subject.i for t in sentence)) or (c.i > verb.i)]:
        child.head = verb


def _lift(preposition: Token) -> None:
    """Hang the opening day on the main verb, and not on a clause that begins behind it: "On 11 January, after the sitting had been put off, they approved"."""
    clause = preposition.head
    begins = any(c.dep_ in {"mark", "advmod"} and c.lower_ in _SUBORDINATES and c.i > preposition.i for c in clause.children)
    if preposition.dep_ == "prep" and begins and clause.dep_ in {"advcl", "ccomp"} and clause.head.pos_ in {"VERB", "AUX"} and clause.head.i > clause.i:
        preposition.head = clause.head


def _behind_a_clause(verb: Token, subject: Token) -> bool:
    """Whether a relative clause between commas stands between a subject and its verb."""
    return verb.i - subject.i > 3 and verb.doc[verb.i - 1].text == "," and verb.doc[subject.i + 1].text == "," and verb.doc[subject.i + 2].lower_ in {"which", "who", "whose", "where"}


def _part(preposition: Token, sentence: Span) -> None:
    day = _day(preposition, sentence)
    if not day or day[-1].i + 1 >= sentence.end:
        return
    last = day[-1]
    outside = [t for t in day if t.head not in day and t.head != preposition]
    beside = [c for c in preposition.children if c.dep_ == "pobj" and c.i > last.i]  # "under the agreement of 6 September 2002 Uganda undertook"
    if not outside and not beside:
        return
    name = outside[0].head if outside else beside[0]
    while name.dep_ in _WITHIN and name.head.i > name.i:
        name = name.head
    if name.i <= last.i or name.pos_ not in {"PROPN", "NOUN"} or any(t.dep_ not in _WITHIN or not name.is_ancestor(t) for t in outside):
        return
    verb = name.head
    if name.head == preposition and name.dep_ == "pobj":
        verb = preposition.head
        while preposition.lower_ == "of" and verb.pos_ in {"NOUN", "PROPN", "ADP"} and verb.head != verb:
            verb = verb.head
        if verb == preposition or verb.pos_ not in {"VERB", "AUX"} or verb.i < name.i or any(c.dep_ in {"nsubj", "nsubjpass"} for c in verb.children):
            return
        name.head = verb
        name.dep_ = "nsubjpass" if any(c.dep_ == "auxpass" for c in verb.children) else "nsubj"
    elif name.dep_ not in {"nsubj", "nsubjpass"} or preposition.head != verb or not outside:
        return
    for token in day:
        token.head, token.dep_ = (preposition, "pobj") if token == last else (last, "nummod" if token.tag_ == "CD" else "compound")


def _day(preposition: Token, sentence: Span) -> list[Token]:
    """The tokens of a day or month right after the preposition, none where no month or weekday is among them."""
    found: list[Token] = []
    for token in sentence.doc[preposition.i + 1 : min(sentence.end, preposition.i + 1 + _LONGEST)]:
        temporal = token.lower_ in _DAYS or (token.tag_ == "CD" and token.text.isdigit() and len(token.text) in {1, 2, 4})
        if not temporal:
            break
        found.append(token)
    return found if any(t.lower_ in _DAYS for t in found) else []
