"""A text beside its records: every word of it, each record with its words, and nothing that could run."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from pathlib import Path

import pytest

from detente.coding import code
from detente.dispute import Dispute, init
from detente.errors import DeclinedError, UnknownNameError
from detente.model import Event

TEXT = "Armenia and <b>Azerbaijan</b> met in Sochi.\n\nAzerbaijan <script>alert(1)</script> released ten Armenian prisoners on 4 December 2021.\n"


@pytest.fixture
def dispute(tmp_path: Path) -> Dispute:
    made = init(tmp_path / "d", pack="armenia-azerbaijan")
    (tmp_path / "report.txt").write_text(TEXT, encoding="utf-8")
    made.add(tmp_path / "report.txt", published=date(2021, 12, 5))
    return made


def test_the_page_holds_the_whole_text_and_every_event(dispute: Dispute) -> None:
    with dispute:
        (document,) = dispute.store.documents()
        page = dispute.beside(document.id[:8])
        events = [e.record for e in dispute.entries("events")]
    told = "".join(re.findall(r'<div class="text">(.*?)</div>', page, re.S))
    assert unescape(re.sub(r"<[^>]+>", "", told)) == document.text
    assert "<script" not in page
    assert "http:" not in page
    assert "https:" not in page
    for event in events:
        assert isinstance(event, Event)
        assert f'id="{event.id}"' in page
        assert f'href="#{event.id}"' in page


def test_an_unknown_text_is_named(dispute: Dispute) -> None:
    with dispute, pytest.raises(UnknownNameError, match="not a known text"):
        dispute.beside("zzz")


def test_a_question_is_answered_and_kept_or_declined(dispute: Dispute) -> None:
    with dispute:
        forecast = dispute.ask("Will Azerbaijan release Armenian prisoners before 1 March 2022?", as_of="2021-12-06")
        assert forecast.question.types == ("RETREAT/release",)
        assert 0 < forecast.probability < 1
        assert [r.record.id for r in dispute.store.records("forecasts")] == [forecast.id]
        with pytest.raises(DeclinedError):
            dispute.ask("Who will win?", as_of="2021-12-06")


def test_every_event_says_how_likely_it_is_right() -> None:
    from detente.reading.document import document

    read = document("Kenya attacked Uganda. A man said that they had thrown stones at a bus of somebody.", uri="x", meta={"published": "2020-05-05"})
    kept, sure = code(read), code(read, least=0.82)
    events = [r for r in kept if isinstance(r, Event)]
    assert events
    assert all(e.confidence is not None and 0 < e.confidence < 1 for e in events)
    assert {e.id for e in sure if isinstance(e, Event)} <= {e.id for e in events if (e.confidence or 1) >= 0.82 * 0.9}


def test_the_odds_of_the_parties_see_nothing_later(tmp_path: Path) -> None:
    from detente.dispute import demo

    with demo(tmp_path / "demo") as made:
        told = made.odds(as_of="2021-11-28")
        assert {(o.source, o.target) for o in told} == {("ARM", "AZE"), ("AZE", "ARM")}
        assert len(told) == 2 * 4 * 3
        assert all(o.reasons and 0 < o.probability < 1 for o in told)
        for a, b in zip(told, told[8:], strict=False):
            assert a.klass == b.klass
            assert a.probability <= b.probability + 0.02  # a longer horizon is hardly ever less likely
        (tmp_path / "later.txt").write_text("Azerbaijan attacked Armenia. Armenia shelled Azerbaijan. Armenia and Azerbaijan signed an agreement.", encoding="utf-8")
        made.add(tmp_path / "later.txt", published=date(2021, 11, 29))
        assert made.odds(as_of="2021-11-28") == told
