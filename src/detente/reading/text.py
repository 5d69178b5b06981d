"""Plain text: the text as it stands; title, byline and date line from its head."""

from __future__ import annotations

from collections.abc import Iterator

from detente.model import Document
from detente.reading.document import decode, document


def read(data: bytes, *, uri: str) -> Iterator[Document]:
    """The one document of a plain text file. Raises UnreadableError."""
    yield document(decode(data), uri=uri, meta={})
