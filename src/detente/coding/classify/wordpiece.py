"""Word pieces: words as numbers of a vocabulary, by the longest pieces from the left (Wu et al. 2016)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

BEGIN, END, UNKNOWN = "[CLS]", "[SEP]", "[UNK]"
#: Longest input in pieces; longer sentences are cut to what lies around the pair.
LONGEST = 96
#: Most pieces of one word.
_PER_WORD = 12
#: Words kept before and after the pair of a sentence that is too long.
_BEFORE, _AFTER = 8, 14
Span = tuple[int, int]


class WordPieces:
    """A vocabulary, and the words already cut."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self._numbers = {piece: i for i, piece in enumerate(vocabulary)}
        self.begin, self.end, self._unknown = (self._numbers[p] for p in (BEGIN, END, UNKNOWN))
        self._seen: dict[str, tuple[int, ...]] = {}

    def cut(self, word: str) -> tuple[int, ...]:
        """The pieces of one word, without case and accents, punctuation apart."""
        known = self._seen.get(word)
        if known is not None:
            return known
        plain = "".join(c for c in unicodedata.normalize("NFD", word.lower()) if unicodedata.category(c) != "Mn")
        found: list[int] = []
        for part in re.findall(r"\w+|[^\w\s]", plain):
            found += self._part(part)
        pieces = tuple(found[:_PER_WORD]) or (self._unknown,)
        if len(self._seen) < 200_000:
            self._seen[word] = pieces
        return pieces

    def _part(self, part: str) -> list[int]:
        found, at = [], 0
        while at < len(part):
            stop = len(part)
            while stop > at:
                number = self._numbers.get(part[at:stop] if at == 0 else "##" + part[at:stop])
                if number is not None:
                    found.append(number)
                    break
                stop -= 1
            if stop == at:
                return [self._unknown]
            at = stop
        return found

    def encode(self, words: Sequence[str], spans: Sequence[Span | None]) -> tuple[list[int], list[list[int]]]:
        """The numbers of a sentence, and for each span of words the positions of its pieces (that of [CLS] for None)."""
        cut = [self.cut(w) for w in words]
        first, last = 0, len(words)
        if sum(map(len, cut)) > LONGEST - 2:
            told = [s for s in spans if s]
            first = max(0, min((a for a, _ in told), default=0) - _BEFORE)
            last = min(len(words), max((b for _, b in told), default=LONGEST) + _AFTER)
        numbers = [self.begin]
        begins: dict[int, int] = {}
        for i in range(first, last):
            begins[i] = len(numbers)
            numbers += cut[i]
        begins[last] = len(numbers)
        numbers = [*numbers[: LONGEST - 1], self.end]
        places = []
        for span in spans:
            inside = [p for i in range(*span) if i in begins and i + 1 in begins for p in range(begins[i], begins[i + 1]) if p < len(numbers) - 1] if span else []
            places.append(inside or [0])
        return numbers, places


def words_of(text: str) -> tuple[list[str], list[int]]:
    """The words and marks of a text, and where each begins; for texts that no parser has split."""
    found = [(m.group(), m.start()) for m in re.finditer(r"\w+|[^\w\s]", text)]
    return [w for w, _ in found], [at for _, at in found]
