"""HTML: every visible paragraph in order; what is not the article's body is kept and marked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from detente.errors import UnreadableError
from detente.model import Block, Document
from detente.model.document import BlockKind
from detente.reading.blocks import blocks
from detente.reading.document import decode, document

_SKIP = {"script", "style", "noscript", "template", "svg", "math", "head", "iframe", "object", "form", "button", "select", "textarea"}
_BREAKS = {"p", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "tr", "td", "th", "table", "section", "article", "header", "footer", "nav", "aside", "main", "br", "figure", "figcaption", "body", "dd", "dt", "dl", "pre", "hr", "address"}
_AROUND = {"nav", "footer", "aside"}
#: Most elements that a page may have; pages of prose have a few thousand.
MOST = 200_000


def read(data: bytes, *, uri: str) -> Iterator[Document]:
    """The one document of a page. Raises UnreadableError."""
    from lxml import etree, html

    text = decode(data)
    try:
        tree = html.fromstring(text.encode("utf-8"), parser=html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError) as error:
        raise UnreadableError(f"not HTML that can be parsed ({str(error)[:80]})") from error
    paragraphs = list(_paragraphs(tree))
    if not paragraphs:
        raise UnreadableError("a page without visible words")
    meta, body = _article(tree)
    plain = "\n".join(p for p, _, _ in paragraphs)
    yield document(plain, uri=uri, meta=meta, parts=_marked(plain, paragraphs, body))


def _paragraphs(tree: Any) -> Iterator[tuple[str, str, bool]]:
    """The visible paragraphs: text, tag, and whether it stands in navigation, an aside or the footer."""
    from lxml import etree

    words: list[str] = []
    tag, around, skip = "p", 0, 0

    def flush() -> Iterator[tuple[str, str, bool]]:
        line = " ".join("".join(words).split())
        words.clear()
        if line:
            yield line, tag, around > 0

    for seen, (event, element) in enumerate(etree.iterwalk(tree, events=("start", "end"))):
        name = element.tag if isinstance(element.tag, str) else ""
        if seen > 2 * MOST:
            raise UnreadableError(f"more than {MOST:,} elements: not a page of prose")
        if event == "start":
            if name in _SKIP or not name:
                skip += 1
            if name in _BREAKS:
                yield from flush()
                tag = name if name != "br" else tag
            around += name in _AROUND
            if not skip and element.text:
                words.append(element.text)
        else:
            if name in _BREAKS:
                yield from flush()
            around -= name in _AROUND
            if name in _SKIP or not name:
                skip -= 1
            if not skip and element.tail:
                words.append(element.tail)
    yield from flush()


def _article(tree: Any) -> tuple[dict[str, Any], str]:
    """Metadata, and the article's body as the extraction library sees it ("" where it sees none)."""
    import trafilatura
    from trafilatura.metadata import extract_metadata

    try:
        found = extract_metadata(tree, date_config={"extensive_search": False, "original_date": True, "max_date": "2199-12-31"})
        body = trafilatura.extract(tree, include_comments=False, include_tables=True, favor_recall=True) or ""
    except (RecursionError, ValueError, TypeError, AttributeError, AssertionError):
        return {}, ""
    meta = {"title": found.title, "author": found.author, "publisher": found.sitename or found.hostname, "published": found.date, "language": found.language} if found else {}
    return meta, " ".join(body.split())


def _marked(plain: str, paragraphs: list[tuple[str, str, bool]], body: str) -> tuple[Block, ...]:
    own = {(b.start, b.end): b.kind for b in blocks(plain)}
    result, at = [], 0
    titled = False
    for text, tag, around in paragraphs:
        kind: BlockKind = own.get((at, at + len(text)), "body")
        if tag == "h1" and not titled:
            kind, titled = "title", True
        elif tag.startswith("h") and tag[1:].isdigit():
            kind = "heading"
        elif around or (body and text not in body and text[:40] not in body):
            kind = "boilerplate"
        result.append(Block(at, at + len(text), kind))
        at += len(text) + 1
    return tuple(result)
