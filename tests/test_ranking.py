"""Event tables, and who does what to whom next as a user asks it."""

from __future__ import annotations

import gzip
import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from detente import dispute
from detente.cli import app
from detente.errors import DetenteError, UnknownNameError, UnreadableError
from detente.forecasting.event_table import COLUMNS, read_table, write_row
from detente.forecasting.record import Deed
from detente.stream import grouped

DAY = date(2021, 11, 28)
HEAD = "\t".join(COLUMNS) + "\n"


def table(path: Path, rows: list[Deed]) -> Path:
    path.write_text(HEAD + "".join(map(write_row, rows)), encoding="utf-8")
    return path


def past(days: int = 200) -> list[Deed]:
    """Azerbaijan attacks Armenia every third day and meets Turkey every fifth; Georgia has to do with Iran alone."""
    rows = []
    for ago in range(1, days):
        day = DAY - timedelta(days=ago)
        rows += [Deed(day, "AZE", "ARM", "ASSAULT")] if ago % 3 == 0 else []
        rows += [Deed(day, "AZE", "TUR", "CONSULT"), Deed(day, "TUR", "AZE", "CONSULT")] if ago % 5 == 0 else []
        rows += [Deed(day, "GEO", "IRN", "CONSULT"), Deed(day, "ARM", "RUS", "REQUEST")] if ago % 7 == 0 else []
    return rows


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    dispute.init(tmp_path / "d", pack="armenia-azerbaijan").close()
    return tmp_path / "d"


def test_who_comes_next_is_who_came_before(empty: Path, tmp_path: Path) -> None:
    rows = table(tmp_path / "rows.tsv", past())
    with dispute.open(empty) as made:
        found = made.next(as_of=DAY, table=rows, who=["AZE"], types=["assault", "CONSULT"])
        suffered = made.next(as_of=DAY, table=rows, who=["ARM"], types=["ASSAULT"], by=False)
    first = {r.type: r.target for r in found if r.place == 1}
    assert first == {"ASSAULT": "ARM", "CONSULT": "TUR"}
    assert found[0].reasons[0].text.startswith("66 times before, last on 2021-11-25")
    assert (suffered[0].source, suffered[0].target) == ("AZE", "ARM")


def test_what_comes_later_changes_no_ranking(empty: Path, tmp_path: Path) -> None:
    later = [Deed(DAY + timedelta(days=d), "AZE", "GEO", "ASSAULT") for d in range(1, 30)]
    with dispute.open(empty) as made:
        asked = [made.next(as_of=DAY, table=table(tmp_path / "rows.tsv", rows), who=["AZE"]) for rows in (past(), [*later, *past()])]
    assert asked[0] == asked[1]


def test_a_table_adds_to_the_odds_and_later_rows_do_not(empty: Path, tmp_path: Path) -> None:
    later = [Deed(DAY + timedelta(days=d), "AZE", "ARM", "CONSULT") for d in range(1, 60)]
    with dispute.open(empty) as made:
        assert made.odds(as_of=DAY) == ()
        few = made.odds(as_of=DAY, table=table(tmp_path / "rows.tsv", past()))
        assert few == made.odds(as_of=DAY, table=table(tmp_path / "rows.tsv", past() + later))
    assert max(o.probability for o in few if (o.source, o.target, o.klass) == ("AZE", "ARM", "material conflict")) > 0.5


def test_the_ways_to_write_a_table(tmp_path: Path) -> None:
    rows = [Deed(date(2021, 11, 16), "AZE", "ARM", "ASSAULT"), Deed(date(2021, 11, 17), "ARM", "RUS", "REQUEST")]
    plain = table(tmp_path / "a.tsv", rows)
    (tmp_path / "b.csv").write_text('type,id,target,source,day\n"ASSAULT/seize",1,ARM,AZE,2021-11-16\n\nREQUEST,2,RUS,ARM,2021-11-17\n', encoding="utf-8")
    with gzip.open(tmp_path / "c.tsv.gz", "wt", encoding="utf-8") as packed:
        packed.write(plain.read_text("utf-8"))
    assert list(read_table(plain)) == list(read_table(tmp_path / "b.csv")) == list(read_table(tmp_path / "c.tsv.gz")) == rows


def test_coded_lines_are_a_table(tmp_path: Path) -> None:
    from detente.coding import code
    from detente.reading.document import document

    records = code(document("Azerbaijani forces attacked Armenian soldiers on 16 November 2021.", uri="x", meta={"published": "2021-11-17"}))
    lines = [{"id": "1", "records": grouped(records)}, {"id": "2", "error": "line 2: no text"}]
    path = tmp_path / "coded.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    assert list(read_table(path)) == [Deed(date(2021, 11, 16), "AZE", "ARM", "ASSAULT")]


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("a.tsv", "day\tsource\ttype\n", "lacks target"),
        ("a.tsv", "", "must name the columns"),
        ("a.tsv", HEAD + "2021-13-01\tA\tB\tCONSULT\n", "line 2: '2021-13-01' is not a day"),
        ("a.tsv", HEAD + "2021-11-01\tA\tB\tHUG\n", "line 2: 'HUG' is no event type"),
        ("a.tsv", HEAD + "2021-11-01\tA\n", "line 2: 2 cells"),
        ("a.tsv", HEAD + "2021-11-01\t\tB\tCONSULT\n", "source is empty"),
        ("a.jsonl", "[" * 100_000 + "\n", "line 1: holds no coded events"),
        ("a.jsonl", '{"records": 3}\n', "line 1: holds no coded events"),
        ("a.jsonl", '{"type": "CONSULT", "actors": "ARM", "id": "x", "evidence": []}\n', "line 1: holds no coded events"),
        ("a.tsv.gz", "day\n", "cannot be read"),
        ("none.tsv", None, "cannot be read"),
    ],
)
def test_a_bad_table_is_told_where_and_why(tmp_path: Path, name: str, text: str | None, told: str) -> None:
    if text is not None:
        (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableError, match=told):
        list(read_table(tmp_path / name))


def test_too_little_and_the_unknown_are_refused(empty: Path) -> None:
    with dispute.open(empty) as made:
        with pytest.raises(DetenteError, match="too little is known by 2021-11-28"):
            made.next(as_of=DAY)
        with pytest.raises(UnknownNameError, match="event type"):
            made.next(as_of=DAY, types=["HUG"])


def test_the_command(empty: Path, tmp_path: Path) -> None:
    rows = table(tmp_path / "rows.tsv", past())
    asked = ["next", "--in", str(empty), "--as-of", "2021-11-28", "--table", str(rows), "--who", "AZE", "--what", "ASSAULT"]
    shown = CliRunner().invoke(app, asked)
    assert shown.exit_code == 0
    assert "66 times before" in shown.output
    lines = CliRunner().invoke(app, [*asked, "--json", "--most", "1"]).output.splitlines()
    assert [json.loads(line)["target"] for line in lines] == ["ARM"]
