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
    """One way to report an act: a lemma, and, for a frame, the lemmas that its object must have."""

    rank: int
    type: str
    mode: str
    lemma: str
    wants: frozenset[str] = frozenset()

    @property
    def why(self) -> str:
        """The entry in words, for explanations."""
        frame = f" with {'/'.join(sorted(self.wants)[:4])}…" if self.wants else ""
        return f"“{self.lemma}”{frame} reports {self.type}{'/' + self.mode if self.mode else ''}"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Entries by the lemma that triggers them, frames before bare words."""

    verbs: dict[str, tuple[Entry, ...]]
    nouns: dict[str, tuple[Entry, ...]]

    def act(self, token: Token) -> Entry | None:
        """The act that a token reports, if it reports one."""
        if token.pos_ == "VERB":
            return self._verb(token)
        if token.pos_ in {"NOUN", "PROPN"}:
            return self._noun(token)
        return None

    def _verb(self, token: Token) -> Entry | None:
        entries = self.verbs.get(token.lemma_.lower(), ())
        if not entries:
            return None
        lemmas = {o.lemma_.lower() for o in objects(token)} | {o.lower_ for o in objects(token)}
        for entry in entries:
            if not entry.wants or entry.wants & lemmas or ("*" in entry.wants and lemmas):
                return entry
        return None

    def _noun(self, token: Token) -> Entry | None:
        lemma = token.lemma_.lower()
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
    raw = tomllib.loads(data("acts.toml").read_text("utf-8"))["act"]
    verbs: dict[str, list[Entry]] = defaultdict(list)
    nouns: dict[str, list[Entry]] = defaultdict(list)
    for rank, row in enumerate(raw):
        make = (rank, row["type"], row.get("mode", ""))
        for table, frames, bare in ((verbs, row.get("frames", ()), row.get("verbs", ())), (nouns, row.get("noun_frames", ()), (*row.get("nouns", ()), *row.get("compounds", ())))):
            for frame in frames:
                lemma, _, wanted = frame.partition(":")
                table[lemma].append(Entry(*make, lemma, frozenset(w.strip() for w in wanted.split(","))))
            for lemma in bare:
                table[lemma].append(Entry(*make, lemma))
    return Lexicon(_ordered(verbs), _ordered(nouns))


def _ordered(table: dict[str, list[Entry]]) -> dict[str, tuple[Entry, ...]]:
    return {lemma: tuple(sorted(rows, key=lambda e: (not e.wants, "*" in e.wants, e.rank))) for lemma, rows in table.items()}
