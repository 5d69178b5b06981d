"""The lexicon of acts: which words report which PLOVER event, compiled from the data file once."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from detente.coding.roles import objects
from detente.config import data

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class Entry:
    """One way to report an act: a lemma, and, for a frame, the lemmas that its object must have ("+on": the preposition).

    A frame may want lemmas of a second kind besides (`also`): "send <envoys>: home", "tell <envoys>: to leave".
    """

    rank: int
    type: str
    mode: str
    lemma: str
    wants: frozenset[str] = frozenset()
    also: frozenset[str] = frozenset()

    @property
    def why(self) -> str:
        """The entry in words, for explanations."""
        frame = f" with {'/'.join(sorted(self.wants)[:4])}…" if self.wants else ""
        return f"“{self.lemma}”{frame} reports {self.type}{'/' + self.mode if self.mode else ''}"


#: What "by" may stand before without naming who did it.
_MEANS = {"telephone", "phone", "video", "letter"}


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Entries by the lemma that triggers them, frames before bare words; `heads` are the last words of compounds."""

    verbs: dict[str, tuple[Entry, ...]]
    nouns: dict[str, tuple[Entry, ...]]
    heads: frozenset[str]

    def act(self, token: Token) -> Entry | None:
        """The act that a token reports, if it reports one."""
        if token.pos_ == "VERB" or (token.dep_ == "ROOT" and token.pos_ == "NOUN" and token.lemma_.lower() in self.verbs):
            return self._verb(token)
        if token.pos_ in {"NOUN", "PROPN"} and token.ent_type_ != "DATE":
            return self._noun(token)
        return None

    def _verb(self, token: Token) -> Entry | None:
        entries = self.verbs.get(token.lemma_.lower(), ())
        if not entries:
            return None
        found = objects(token)
        lemmas = {o.lemma_.lower() for o in found} | {o.lower_ for o in found} | {c.lower_ for c in token.children if c.dep_ in {"advmod", "prt"}}
        lemmas |= {f"+{c.lower_}" for c in token.children if c.dep_ in {"prep", "prt"} or (c.dep_ == "aux" and c.lower_ == "to")}
        lemmas |= {o.lower_ for c in token.children if c.lower_ == "by" for o in c.children if o.lower_ in _MEANS}
        more = lemmas | _beside(token, found) if any(entry.also for entry in entries) else lemmas
        for entry in entries:
            if entry.also:
                if entry.also & more and entry.wants & more:
                    return entry
            elif not entry.wants or entry.wants & lemmas or ("<people>" in entry.wants and _peoples(found)) or ("*" in entry.wants and lemmas):
                return entry
        return None

    def _noun(self, token: Token) -> Entry | None:
        lemma = token.lemma_.lower()
        if lemma not in self.nouns and lemma not in self.heads:
            return None
        before = token.nbor(-1) if token.i > token.sent.start else None
        compound = f"{before.lower_} {lemma}" if before is not None else lemma
        entries = (*self.nouns.get(compound, ()), *self.nouns.get(lemma, ()))
        if not entries:
            return None
        lemmas = {o.lemma_.lower() for c in token.children if c.dep_ == "prep" and c.lower_ in {"of", "for"} for o in c.children}
        lemmas |= {w for o in list(lemmas) for w in (o.removesuffix("s"),)}
        lemmas |= {c.lemma_.lower() for c in token.children if c.dep_ == "compound"}
        for entry in entries:
            if not entry.wants or entry.wants & lemmas:
                return entry
        return None


@cache
def lexicon() -> Lexicon:
    """The shipped lexicon."""
    table = tomllib.loads(data("acts.toml").read_text("utf-8"))
    raw, classes = table["act"], table["classes"]
    verbs: dict[str, list[Entry]] = defaultdict(list)
    nouns: dict[str, list[Entry]] = defaultdict(list)
    for rank, row in enumerate(raw):
        make = (rank, row["type"], row.get("mode", ""))
        for table, frames, bare in ((verbs, row.get("frames", ()), row.get("verbs", ())), (nouns, row.get("noun_frames", ()), (*row.get("nouns", ()), *row.get("compounds", ())))):
            for frame in frames:
                begin, _, wanted = frame.partition(":")
                lemma, _, also = begin.partition(" ")
                table[lemma].append(Entry(*make, lemma, _wanted(wanted, classes), _wanted(also, classes)))
            for lemma in bare:
                table[lemma].append(Entry(*make, lemma))
    return Lexicon(_ordered(verbs), _ordered(nouns), frozenset(n.rpartition(" ")[2] for n in nouns if " " in n))


def _wanted(words: str, classes: dict[str, list[str]]) -> frozenset[str]:
    found: set[str] = set()
    for word in filter(None, (w.strip() for w in words.split(","))):
        found.add(word)
        found.update(classes[word[1:-1]] if word.startswith("<") else ())
    return frozenset(found)


def _beside(verb: Token, found: list[Token]) -> set[str]:
    """What else a frame of two kinds may want: of "the consul persona non grata" the parser makes one noun."""
    within = {c.lemma_.lower() for o in found for c in o.children if c.dep_ == "compound"}
    behind = {c.lemma_.lower() for c in verb.children if c.dep_ in {"oprd", "acomp"}}
    return within | behind | {f"to {c.lemma_.lower()}" for c in verb.children if c.dep_ in {"xcomp", "ccomp"}}


def _peoples(found: list[Token]) -> bool:
    """Whether one of the objects is a people's name in the plural."""
    return any(t.ent_type_ == "NORP" and t.text.endswith("s") for t in found)


def _ordered(table: dict[str, list[Entry]]) -> dict[str, tuple[Entry, ...]]:
    return {lemma: tuple(sorted(rows, key=lambda e: (not e.wants, "*" in e.wants, not e.also, e.rank))) for lemma, rows in table.items()}
