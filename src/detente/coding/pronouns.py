"""Pronouns: whom "he", "it" and "they" stand for, asked from where they stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from detente.coding.named import Named

_HUMAN = {"he", "him", "his", "she", "her", "himself", "herself"}
_PLURAL = {"they", "them", "their", "both", "themselves"}


@dataclass(frozen=True, slots=True)
class Spoken:
    """Somebody, or several together, spoken of before: whom a pronoun may stand for."""

    ids: tuple[str, ...]
    human: bool
    plural: bool
    subject: bool = False

    def fits(self, pronoun: Token) -> bool:
        """Whether the pronoun may stand for them, by number and by person."""
        if pronoun.lower_ in _HUMAN:
            return not self.plural and self.human
        if pronoun.lower_ in _PLURAL:
            return self.plural
        return not self.plural and not self.human


SUBJECTS = {"nsubj", "nsubjpass", "csubj"}


def together(span: Span, found: list[Named]) -> list[Spoken]:
    """Those named in a sentence as a pronoun would take them up, in order: joined names are several together."""
    doc, made = span.doc, []
    for first, last in sorted({(n.start, n.end) for n in found if not n.adjectival}):
        same = [n for n in found if (n.start, n.end) == (first, last)]
        head = next((t for t in doc[first:last] if t.head.i < first or t.head.i >= last), doc[last - 1])
        if head.dep_ == "conj" and any(n.covers(head.head) for n in found):
            continue
        joined = [n for c in head.conjuncts if c.i > head.i for n in found if n.covers(c) and n.id not in {s.id for s in same}]
        several = len(same) + len(joined) > 1 or (same[0].kind in {"group", "organ"} and doc[last - 1].tag_ in {"NNS", "NNPS"})
        subject = head.dep_ in SUBJECTS
        made.append(Spoken(tuple(dict.fromkeys(n.id for n in (*same, *joined))), same[0].kind == "person", several, subject))
        made += [Spoken((n.id,), n.kind == "person", False) for n in joined]
    return made


def antecedents(token: Token, found: list[Named], before: tuple[Spoken, ...]) -> tuple[str, ...]:
    """Whom a pronoun stands for, given whom its sentence names and who was spoken of before.

    A subject before it in the sentence, else the subject of the main clause, else whoever of the sentence is
    nearest before it, else the latest subject of an earlier sentence that fits.
    """
    sentence = token.sent
    own = together(sentence, [n for n in found if n.end <= token.i])
    fitting = [s for s in own if s.fits(token)]
    if subject := next((s for s in fitting if s.subject), None):
        return subject.ids
    if token.lower_ not in _HUMAN | _PLURAL:
        main = [n.id for n in found if n.start > token.i and n.kind not in {"person", "group"} and any(n.covers(t) and t.dep_ in SUBJECTS and t.head.dep_ == "ROOT" for t in sentence)]
        if main:
            return (main[0],)
    if fitting:
        return fitting[-1].ids
    if token.lower_ in _PLURAL and (bodies := [s for s in own if not s.human]):
        return bodies[-1].ids  # "Moscow ... their deployment"
    if earlier := next((s for s in before if s.fits(token)), None):
        return earlier.ids
    if token.lower_ in _HUMAN:
        alone = [n for n in found if n.end <= token.i and n.kind == "group" and token.doc[n.end - 1].tag_ == "NN"]
        return (alone[-1].id,) if alone else ()
    return ()
