"""Markdown: front matter in TOML between lines of `+++`, then the text as it stands."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator

from detente.errors import UnreadableError
from detente.model import Document
from detente.reading.document import decode, document

_FRONT = re.compile(r"\+\+\+[ \t]*\r?\n(?P<front>.*?)\r?\n\+\+\+[ \t]*\r?\n", re.S)


def read(data: bytes, *, uri: str) -> Iterator[Document]:
    """The one document of a Markdown file. Raises UnreadableError, also for front matter that is not TOML."""
    text = decode(data)
    meta: dict[str, object] = {}
    front = _FRONT.match(text)
    if front:
        try:
            meta = tomllib.loads(front["front"])
        except (tomllib.TOMLDecodeError, RecursionError) as error:
            raise UnreadableError(f"the front matter is not TOML: {error}") from error
        text = text[front.end() :]
    yield document(text, uri=uri, meta=meta)
