"""Clauses: what each clause of an analysis is likely to tell, as far as its words, its syntax and the sentence encoder say.

The readers beside this one know phrasings; this one has learnt from marked analyses what a clause that tells of an event, an
expectation, a commitment or a strategy looks like. A logistic regression over the clause's words and syntax and the event
encoder's states, and three layers of that encoder tuned to clauses, each give log-odds for each kind; their weighted sum is
calibrated. The sentences before and behind, and how far on in the text it stands, count a little. All of it ships as data; `training/clauses.py` fits it anew.
"""

from __future__ import annotations

import json
import math
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Literal, TypeVar

from detente.coding.classify import classifier
from detente.coding.classify.wordpiece import LONGEST
from detente.coding.scene import Scene, body, short_news
from detente.config import data
from detente.model import Event, Evidence, Expectation, Meeting, Milestone

if TYPE_CHECKING:
    import numpy as np
    from spacy.tokens import Token

    from detente.model.kinds import Record

R = TypeVar("R", bound="Record")
H = TypeVar("H", Event, Meeting, Milestone)
Standing = Literal["planned", "failed"]
#: What a clause may tell.
KINDS = ("event", "expectation", "commitment", "strategy")
#: How the event that it tells of may stand, other than done, and the probability from which it does.
STANDINGS: tuple[Standing, ...] = ("planned", "failed")
STANDS = {"planned": 0.4, "failed": 0.3}
#: The probability from which a clause alone makes a record of its kind, and below which one that a phrasing makes is left out.
ENOUGH = {"event": 0.45, "expectation": 0.5, "commitment": 0.6, "strategy": 0.4}
TOO_LITTLE = {"event": 0.12, "expectation": 0.1, "commitment": 0.02, "strategy": 0.03}
#: The probability from which a clause is one of a kind whose words mostly are something else: "would" and "should", what was done.
SURER = 0.8
#: Types of events that are done in saying so.
_SAID = {"REJECT", "ACCUSE", "REQUEST", "THREATEN", "PROTEST"}
#: How many parts of a text are told apart.
PLACES = 6
#: Sentences that are read at once; the fewest words that tell something.
_AT_ONCE, _WORDS = 200, 3
#: Dependencies of the verb of a clause.
_HEADS = {"ROOT", "ccomp", "xcomp", "advcl", "relcl", "acl", "conj", "pcomp", "csubj", "csubjpass", "parataxis", "dep"}
#: What a clause does not take with it: the clauses joined to it.
_JOINED = {"conj", "cc", "parataxis", "punct"}
#: Dependencies of the verb of a clause within another that may tell something else, with the words that make it a condition or a bound of that, and of one
#: that says what the other does.
_WITHIN = {"relcl", "advcl", "acl"}
_BOUND = {"if", "unless", "until", "whether", "should"}
_CONTENT = {"ccomp", "xcomp", "pcomp", "csubj", "csubjpass", "dep"}
#: What stands in for words that a clause should not be known by.
_STANDS_FOR = {"NUM": "#", "PROPN": "@"}


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of a sentence by its verb, with its words, and the probability that it tells of each of `KINDS`, and of an event of each of `STANDINGS`."""

    scene: Scene
    verb: Token
    tokens: tuple[Token, ...]
    evidence: Evidence
    likely: Mapping[str, float]

    def why(self, kind: str) -> str:
        """Why a record is made of the clause."""
        return f"the clause reads like one: {self.likely[kind]:.0%} likely"

    @property
    def stands(self) -> Standing | None:
        """How what it tells of likely stands, None where it is done or nothing says so."""
        return next((s for s in sorted(STANDINGS, key=lambda s: -self.likely[s]) if self.likely[s] >= STANDS[s]), None)

    def own(self) -> Iterator[tuple[int, int]]:
        """Where its own words begin and end in the document's text.

        They are those of no clause within it that may tell something else, nor of what sets the scene before its subject: "after the talks in Bern, ...".
        """
        others = {t.i for verb in self.tokens if verb != self.verb and _apart(verb) for t in verb.subtree}
        subject = next((c.i for c in self.verb.children if c.dep_ in {"nsubj", "nsubjpass"}), self.verb.i)
        others |= {t.i for c in self.verb.lefts if c.i < subject and c.dep_ in {"prep", "npadvmod"} for t in c.subtree}
        sentence = self.scene.sentence
        yield from ((sentence.start(t), sentence.end(t)) for t in self.tokens if t.i not in others and not t.is_punct)


class Clauses:
    """The clauses of one analysis in order, each with what it is likely to tell; none of a short report or of an agreement's text."""

    def __init__(self, scenes: Sequence[Scene]) -> None:
        news = not scenes or short_news(scenes[0]) or scenes[0].document.genre == "agreement"
        told = [] if news else readable(scenes)
        self.all = [c for begin in range(0, len(told), _AT_ONCE) for c in _read(told[begin : begin + _AT_ONCE])]
        self._size = len(scenes[0].document.text) if scenes else 0
        self._sentences = {s: list(some) for s, some in groupby(self.all, key=lambda c: c.scene.sentence.start(c.scene.sentence.span[0]))}
        self._starts = list(self._sentences)

    def likely(self, record: Record, kind: str) -> bool:
        """Whether any clause that a record rests on may tell of something of the kind; where there is no clause, it may.

        What is expected for a set day may read like an event instead: "Somaliland votes on 13 November". A deed that is only thought of
        is none that the marked analyses have, so nothing speaks against it.
        """
        if isinstance(record, Event) and record.modality == "hypothetical":
            return True
        found = [c.likely for e in record.evidence for c in self._at(e)]
        dated = isinstance(record, Expectation) and record.horizon is not None and record.horizon.precision == "day"
        return not found or any(p[kind] >= TOO_LITTLE[kind] or (dated and p["event"] >= ENOUGH["event"]) for p in found)

    def _at(self, words: Evidence) -> list[Clause]:
        """The clauses of a sentence that have half of the shorter in common with some words of it."""
        before = bisect_right(self._starts, words.start)
        some = self._sentences[self._starts[before - 1]] if before else []
        return [c for c in some if 2 * (min(c.evidence.end, words.end) - max(c.evidence.start, words.start)) >= min(len(c.evidence.exact), len(words.exact))]

    def stood(self, told: H) -> H:
        """A happening as the clause most like its words says that it stands: "came home empty-handed" has failed.

        What is said, asked or refused has been said, whatever comes of it.
        """
        stands = told.status if isinstance(told, Meeting) else told.modality
        if stands not in {"actual", "held", "planned", "failed"} or (isinstance(told, Event) and told.type in _SAID):
            return told
        clause = max(((_alike(c.evidence, e), c) for e in told.evidence for c in self._at(e)), key=lambda found: found[0], default=(0.0, None))[1]
        read = clause.stands if clause else None
        if clause is None or read is None or read == stands or (stands == "failed" and clause.likely["planned"] < SURER):
            return told
        why = (*told.why, f"{read}: the clause reads so, {clause.likely[read]:.0%} likely")
        when = told.when
        if when and (when.first if read == "planned" else when.last) is None:
            when = clause.scene.clock.undated(ahead=read == "planned")
        return replace(told, status=read, when=when, why=why) if isinstance(told, Meeting) else replace(told, modality=read, when=when, why=why)

    def completed(self, records: Iterable[R], kind: str, made_of: Callable[[Clause], R | None], beside: Iterable[Record] = ()) -> list[R]:
        """The likely records of a kind, and those made of clauses of which neither they nor the records `beside` have a word."""
        known = [r for r in records if self.likely(r, kind)]
        return [*known, *(r for c in self.untold(kind, [*known, *beside]) if (r := made_of(c)))]

    def untold(self, kind: str, made: Iterable[Record]) -> list[Clause]:
        """The clauses that likely tell of something of a kind, and of which no record `made` and no likelier one has a word of their own, in order.

        An event takes the words that it is told by, every other record all that it quotes. A clause that only says what the one around it does,
        "agreed to meet", "said that they met", must be free of all that an event quotes as well.
        """
        quoted, told_by = bytearray(self._size), bytearray(self._size)
        for record in made:
            for taken, evidence in ((quoted, record.evidence), (told_by, _innermost(record.evidence) if kind == "event" else record.evidence)):
                for e in evidence:
                    taken[e.start : e.end] = b"1" * len(e.exact)
        found = []
        for clause in sorted((c for c in self.all if c.likely[kind] >= ENOUGH[kind] and len(c.tokens) >= _WORDS), key=lambda c: -c.likely[kind]):
            taken = quoted if clause.verb.dep_ in _CONTENT or _infinitive(clause.verb) else told_by
            own = list(clause.own())
            if not any(any(taken[start:end]) for start, end in own):
                found.append(clause)
                whole = clause.evidence
                quoted[whole.start : whole.end] = b"1" * len(whole.exact)
                for start, end in own:
                    told_by[start:end] = b"1" * (end - start)
        return sorted(found, key=lambda c: c.evidence.start)


def _alike(a: Evidence, b: Evidence) -> float:
    """What share of the words of two are those of both."""
    return (min(a.end, b.end) - max(a.start, b.start)) / (max(a.end, b.end) - min(a.start, b.start))


def _innermost(evidence: Iterable[Evidence]) -> Iterator[Evidence]:
    """The words that have no others of the same record within them."""
    end = math.inf
    for e in sorted(set(evidence), key=lambda e: (-e.start, e.end)):
        if e.end < end:
            yield e
            end = e.end


def _read(told: Sequence[Scene]) -> Iterator[Clause]:
    found = [(s, verb, tokens) for s in told for verb, tokens in parts(s)]
    for (scene, verb, tokens), p in zip(found, _model().probabilities(found), strict=True):
        last = next((t for t in reversed(tokens) if t.text not in ",;:–—-"), verb)
        yield Clause(scene, verb, tokens, scene.sentence.quote(tokens[0], last), dict(zip((*KINDS, *STANDINGS), map(float, p), strict=True)))


def readable(scenes: Iterable[Scene]) -> list[Scene]:
    """The sentences of the body but for questions and what is longer than the encoder reads."""
    return [s for s in body(scenes) if not s.sentence.text.rstrip().endswith("?") and len(s.sentence.span) < LONGEST]


def parts(scene: Scene) -> Iterator[tuple[Token, tuple[Token, ...]]]:
    """The verbs of a sentence's clauses, each with the words that hang on it, less the clauses joined to it."""
    for token in scene.sentence.span:
        if (token.pos_ in {"VERB", "AUX"} and token.dep_ in _HEADS) or token.dep_ == "ROOT":
            out = {t.i for c in token.children if c.dep_ in _JOINED for t in c.subtree}
            yield token, tuple(t for t in token.subtree if t.i not in out)


def _apart(verb: Token) -> bool:
    """Whether a verb's clause tells something else than the one that it stands in."""
    return verb.pos_ in {"VERB", "AUX"} and verb.dep_ in _WITHIN and not _infinitive(verb) and not any(c.lower_ in _BOUND for c in verb.children)


def _infinitive(verb: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)


def words(scene: Scene, verb: Token, tokens: Sequence[Token]) -> set[str]:
    """What a clause is known by: its words and pairs of words, its verb with what hangs on it, the words around it."""
    inside = {t.i for t in tokens}
    line = [_word(t) for t in tokens]
    above = verb.head
    found = {f"word {w}" for w in line} | {f"pair {a} {b}" for a, b in pairwise(line)}
    found |= {f"verb {verb.lemma_.lower()}", f"tag {verb.tag_}", f"dep {verb.dep_}"}
    found |= {f"around {_word(t)}" for t in scene.sentence.span if t.i not in inside}
    if above != verb:
        found |= {f"above {_word(above)}", f"{verb.dep_} above {_word(above)}", f"tag above {above.tag_}"}
    helpers = " ".join(c.lemma_.lower() for c in verb.children if c.dep_ in {"aux", "auxpass", "neg"})
    found.add(f"helpers {helpers} {verb.tag_}")
    subjects = [c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"}]
    found.add(f"subject {'named' if any(n.covers(c) for c in subjects for n in scene.named) else 'other' if subjects else 'none'}")
    found.add("times" if scene.times else "no times")
    for child in verb.children:
        found |= {f"has {child.dep_}", f"has {child.dep_} {_word(child)}"}
        if child.dep_ in {"xcomp", "ccomp", "advcl"}:
            found |= {f"{verb.lemma_.lower()} > {child.lemma_.lower()}", f"{verb.lemma_.lower()} > {child.dep_} {child.tag_}"}
        elif child.dep_ in {"dobj", "prep"}:
            found.add(f"{verb.lemma_.lower()} > {child.dep_} {_word(child)}")
    return found


def _word(token: Token) -> str:
    return _STANDS_FOR.get(token.pos_) or token.lemma_.lower()


def states(found: Sequence[tuple[Scene, Token, tuple[Token, ...]]], *, tuned: bool = True) -> tuple[np.ndarray, ...]:
    """What the encoder makes of each, and if `tuned` what the layers tuned to clauses do.

    The first holds the clause's words, its sentence, its verb, the sentences before and behind that and how far on it stands,
    (clauses, 5 x width + `PLACES`), the second the first three of them, (clauses, 3 x width).
    """
    import numpy as np

    scenes = {id(s): s for s, _, _ in found}
    by_scene = dict(zip(scenes, classifier().words([[t.text for t in s.sentence.span] for s in scenes.values()], tuned=tuned), strict=True))
    rows = []
    for scene, verb, tokens in found:
        inside, at = [t.i - scene.sentence.span.start for t in tokens], verb.i - scene.sentence.span.start
        rows.append([np.concatenate([s[inside].mean(0), s.mean(0), s[at]]) for s in by_scene[id(scene)]])
    of_sentences = [s[0].mean(0) for s in by_scene.values()]
    none = np.zeros_like(of_sentences[0])
    around = {id: np.concatenate([before, behind]) for id, before, behind in zip(by_scene, [none, *of_sentences[:-1]], [*of_sentences[1:], none], strict=True)}
    own, *rest = (np.stack(some) for some in zip(*rows, strict=True))
    placed = np.zeros((len(found), PLACES), own.dtype)
    placed[range(len(found)), [_place(scene) for scene, _, _ in found]] = 1
    return np.concatenate([own, np.stack([around[id(scene)] for scene, _, _ in found]), placed], 1), *rest


def _place(scene: Scene) -> int:
    """Which part of the text a sentence stands in."""
    return min(PLACES * scene.sentence.start(scene.sentence.span[0]) // max(len(scene.document.text), 1), PLACES - 1)


class Model:
    """The weights: `names` of the words, and arrays by name, as `training.clauses` writes them."""

    def __init__(self, names: Sequence[str], arrays: Mapping[str, np.ndarray]) -> None:
        self._row = {name: i for i, name in enumerate(names)}
        self._weights = arrays

    def by_words(self, found: Sequence[tuple[Scene, Token, tuple[Token, ...]]], encoded: np.ndarray) -> np.ndarray:
        """The log-odds of the regression, (clauses, kinds and standings)."""
        w = self._weights
        z: np.ndarray = encoded @ w["states"] + w["constants"]
        for row, (scene, verb, tokens) in enumerate(found):
            known = [i for word in words(scene, verb, tokens) if (i := self._row.get(word)) is not None]
            z[row] += w["words"][known].sum(0)
        return z

    def by_layers(self, tuned: np.ndarray) -> np.ndarray:
        """The log-odds of the head over the tuned layers, (clauses, kinds and standings)."""
        import numpy as np

        w = self._weights
        z: np.ndarray = np.tanh(tuned @ w["hidden.w"] + w["hidden.b"]) @ w["out.w"] + w["out.b"]
        return z

    def probabilities(self, found: Sequence[tuple[Scene, Token, tuple[Token, ...]]]) -> np.ndarray:
        """The probability of each kind and standing, (clauses, kinds and standings)."""
        import numpy as np

        if not found:
            return np.zeros((0, len(KINDS) + len(STANDINGS)))
        encoded, tuned = states(found)
        pool = self._weights["pool"]
        out: np.ndarray = 1 / (1 + np.exp(-(pool[0] * self.by_words(found, encoded) + pool[1] * self.by_layers(tuned) + pool[2])))
        return out


@cache
def _model() -> Model:
    import numpy as np

    names = json.loads(data("coder").joinpath("clauses.json").read_text("utf-8"))
    with data("coder").joinpath("clauses.npz").open("rb") as file, np.load(file, allow_pickle=False) as arrays:
        return Model(names, {name: arrays[name].astype(np.float32) for name in arrays.files})
