"""Reading: metadata, boilerplate kept and marked, offsets that never move."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from detente.model import Document
from detente.reading import Unread, read
from detente.reading.blocks import blocks

PAGE = """<html lang="en"><head><title>Leaders meet</title><meta property="article:published_time" content="2021-11-27T10:00:00Z">
<meta name="author" content="Jane Doe"><meta property="og:site_name" content="Paper"></head><body><nav><a>Home</a></nav><article><h1>Leaders meet</h1>
<p>The Kenyan and Ugandan presidents met in Geneva on Friday, and the two discussed roads and railways for three hours.</p>
<p>They agreed to meet again in Vienna on 15 December, officials in both capitals said after the talks ended late on Friday.</p></article>
<aside><p>Read also: Something else entirely</p></aside><footer>All rights reserved</footer></body></html>"""


def only(path: Path) -> Document:
    (document,) = read(path)
    assert isinstance(document, Document)
    return document


def kinds(document: Document) -> dict[str, str]:
    return {document.text[b.start : b.end].strip(): b.kind for b in document.blocks}


def test_html(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(PAGE, "utf-8")
    d = only(tmp_path / "a.html")
    assert (d.title, d.author, d.publisher, d.published) == ("Leaders meet", "Jane Doe", "Paper", date(2021, 11, 27))
    marked = kinds(d)
    assert marked["Home"] == marked["All rights reserved"] == marked["Read also: Something else entirely"] == "boilerplate"
    assert marked["Leaders meet"] == "title"
    assert "railways" in d.text


def test_text_head(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Talks resume\nBy Jane Doe\n26 November 2021\n\nKenya and Uganda resumed talks in Geneva.\n\nRead also: More on roads\nThe project is funded by the European Union.\n", "utf-8")
    d = only(tmp_path / "a.txt")
    assert (d.title, d.author, d.published) == ("Talks resume", "Jane Doe", date(2021, 11, 26))
    assert kinds(d)["The project is funded by the European Union."] == "boilerplate"


def test_an_unknown_date_has_its_reason(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Kenya and Uganda resumed talks in Geneva.", "utf-8")
    d = only(tmp_path / "a.txt")
    assert d.published is None
    assert "no date line" in d.published_reason


def test_a_bad_line_does_not_stop_the_file(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "Kenya met Uganda."}\nnonsense\n{"text": "Uganda met Kenya."}\n', "utf-8")
    found = list(read(tmp_path / "a.jsonl"))
    assert [type(f) for f in found] == [Document, Unread, Document]
    assert found[1].uri.endswith("a.jsonl:2")  # type: ignore[union-attr]


@given(st.text(max_size=400))
def test_blocks_lie_in_order_and_cover_every_word(text: str) -> None:
    found = blocks(text)
    at = 0
    for block in found:
        assert at <= block.start < block.end <= len(text)
        assert not text[at : block.start].strip("\x1c\x1d\x1e\x0b\x0c") or not text[at : block.start].strip()
        at = block.end
