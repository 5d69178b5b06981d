"""Parsing: a document's blocks through spaCy, with every offset kept in the document's own text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from detente.coding.mend import mend
from detente.config import model_name
from detente.errors import DetenteError
from detente.model import Block, Document, Evidence

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span, Token

#: Longest boilerplate that may be a publisher's notice, in characters.
NOTICE = 1_500
#: Longest block handed to the parser at once, in characters; longer ones are cut at a space.
LONGEST = 20_000


@cache
def pipeline(name: str | None = None) -> Language:
    """The spaCy pipeline, loaded once. Raises DetenteError with what to install if it is missing."""
    import spacy

    if not spacy.Language.has_factory(_JOINED):
        spacy.Language.component(_JOINED, func=_joined)
    name = name or model_name()
    try:
        nlp = spacy.load(name)
    except OSError as error:
        raise DetenteError(
            f"the spaCy model {name!r} is not installed; install it with pip, or unset DETENTE_MODEL"
        ) from error
    nlp.add_pipe(_JOINED, first=True)
    return nlp


#: Abbreviations behind which no sentence begins.
_ABBREVIATED = {"No.", "Nos.", "no.", "nos.", "Art.", "art.", "Gen.", "Col.", "Lt.", "Maj.", "Sen.", "Rep.", "Gov.", "Brig.", "Adm.", "Capt.", "Sgt.", "approx.", "ca."}
#: Those that the tokenizer takes for a word and a full stop, before a figure.
_NUMBERED = {"No", "Nos", "Art"}
_JOINED = "detente_no_sentence_behind_abbreviations"


def _joined(doc: Doc) -> Doc:
    """The document, told where no sentence begins: "Protocol No. 44"."""
    for token in doc[:-1]:
        if token.text in _ABBREVIATED or (token.text == "." and token.i and token.nbor(-1).text in _NUMBERED and token.nbor().is_digit):
            token.nbor().is_sent_start = False
    return doc


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a parsed block with its words as `text`; `offset` is where the block begins in the document's text."""

    document: Document
    block: Block
    span: Span
    offset: int
    index: int
    text: str

    def start(self, token: Token) -> int:
        """Where a token begins in the document's text, in code points."""
        return self.offset + int(token.idx)

    def end(self, token: Token) -> int:
        """Where a token ends in the document's text, in code points."""
        return self.offset + int(token.idx) + len(token.text)

    def quote(self, first: Token, last: Token) -> Evidence:
        """The evidence from one token to another, both included, whichever stands first."""
        return quote(self.document, min(self.start(first), self.start(last)), max(self.end(first), self.end(last)))

    def subtree(self, token: Token, *, without: Iterable[Token] = ()) -> tuple[Token, Token]:
        """The first and last token of what hangs on a token, less the named branches, punctuation trimmed."""
        cut = {t.i for branch in without for t in branch.subtree}
        tokens = [t for t in token.subtree if t.i not in cut and self.span.start <= t.i < self.span.end]
        tokens = _contiguous(tokens, token)
        while len(tokens) > 1 and (tokens[-1].is_punct or tokens[-1].is_space or tokens[-1].dep_ == "cc") and tokens[-1].text not in "”’\"')":
            tokens.pop()
        while len(tokens) > 1 and (tokens[0].is_space or tokens[0].text in ",;:-–—" or tokens[0].dep_ == "cc"):
            tokens.pop(0)
        return tokens[0], tokens[-1]

    @property
    def whole(self) -> Evidence:
        """The sentence as evidence."""
        tokens = [t for t in self.span if not t.is_space]
        return self.quote(tokens[0], tokens[-1])


def quote(document: Document, start: int, end: int) -> Evidence:
    """Evidence from `start` to `end` of the document's text, white space at its ends trimmed."""
    text = document.text
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Evidence(document.id, start, end, text[start:end])


def sentences(document: Document) -> list[Sentence]:
    """The sentences of everything in a document that may be coded, and of its notices."""
    return parsed([document])[0]


def parsed(documents: Sequence[Document]) -> list[list[Sentence]]:
    """For each document its sentences, in order; the blocks of all of them go through the parser together."""
    found: list[list[Sentence]] = [[] for _ in documents]
    pieces = [(document.text[a:b], (number, a, block)) for number, document in enumerate(documents) for block in document.blocks for a, b in _pieces(document, block)]
    for doc, (number, offset, block) in pipeline().pipe(pieces, as_tuples=True, batch_size=64):
        mend(doc)
        for span in _sentences(doc):
            found[number].append(Sentence(documents[number], block, span, offset, len(found[number]), span.text))
    return found


def _sentences(doc: Doc) -> Iterator[Span]:
    for span in doc.sents:
        if any(not t.is_space and not t.is_punct for t in span):
            yield span


def _pieces(document: Document, block: Block) -> Iterator[tuple[int, int]]:
    """The block in stretches that the parser takes; long boilerplate yields none, of the rest only the names are wanted."""
    if block.kind == "boilerplate" and block.end - block.start > NOTICE:
        return
    start = block.start
    while block.end - start > LONGEST:
        stop = max((m.end() for m in re.finditer(r"\s", document.text[start : start + LONGEST])), default=LONGEST)
        yield start, start + stop
        start += stop
    if start < block.end:
        yield start, block.end


def _contiguous(tokens: list[Token], head: Token) -> list[Token]:
    """The unbroken run of tokens around the head."""
    by_index = {t.i: t for t in tokens}
    first = last = head.i
    while first - 1 in by_index:
        first -= 1
    while last + 1 in by_index:
        last += 1
    return [by_index[i] for i in range(first, last + 1)]
