"""The track record: forecasts are settled only when their window has closed; distributions add up; evidence taken away is named."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from typer.testing import CliRunner

from detente.cli import app
from detente.dispute import Dispute, init
from detente.forecasting.scenarios import shares
from detente.forecasting.track import outcome, scores
from detente.model import Alternative, Evidence, Question, ScenarioSet, Settled
from detente.outlook.reliability import bins, picture

AS_OF = date(2021, 11, 28)


def ask(types: tuple[str, ...], first: date, last: date, least: int = 1) -> Question:
    return Question(id="q", text="Will it happen?", first=first, last=last, types=types, parties=("ARM", "AZE"), least=least)


def test_nothing_is_settled_before_its_window_closes(dossier: Dispute) -> None:
    memory = dossier.remember(as_of=AS_OF)
    assert outcome(ask(("RETREAT/release",), date(2021, 11, 1), AS_OF), memory) is None
    assert outcome(ask(("RETREAT/release",), date(2021, 1, 1), date(2021, 6, 30)), memory) == 1
    assert outcome(ask(("RETREAT/release",), date(2021, 1, 1), date(2021, 6, 30), least=50), memory) == 0
    assert outcome(ask((), date(2021, 1, 1), date(2021, 6, 30)), memory) is None
    later = dossier.remember(as_of=date(2023, 1, 1))  # the dossier ends in 2021: its silence after that settles nothing
    assert outcome(ask(("ASSAULT",), date(2022, 1, 1), date(2022, 6, 30)), later) is None


def test_a_backtest_forecasts_from_the_past_and_settles_by_what_came(dossier: Dispute) -> None:
    days = [date(2021, 3, 1), date(2021, 6, 1)]
    settled = dossier.backtest(days, as_of=date(2021, 12, 31))
    whos = {s.who for s in settled}
    assert {"the program", "the base rate", "recency"} <= whos
    assert {s.as_of for s in settled} == set(days)
    assert all(s.question.last < date(2021, 12, 31) for s in settled)
    mine = [s for s in settled if s.who == "the program"]
    assert {s.outcome for s in mine} == {0, 1}
    honest = {f.question.text: f.probability for f in dossier.forecast(as_of=days[0], keep=False)}
    assert all(honest[s.question.text] == s.probability for s in mine if s.as_of == days[0])


def test_scores_set_every_forecaster_beside_the_base_rate() -> None:
    q = ask(("CONSULT",), date(2021, 1, 1), date(2021, 1, 31))
    rows = [Settled(who, q, AS_OF - timedelta(days=i), p, i % 2) for i in range(20) for who, p in (("the program", 0.9 if i % 2 else 0.1), ("the base rate", 0.5))]
    found = {s.who: s for s in scores(rows, by_kind=False)}
    assert found["the program"].brier == pytest.approx(0.01)
    assert found["the program"].skill == pytest.approx(0.96)
    assert found["the base rate"].skill == 0
    assert found["the program"].n == 20
    assert found["the program"].k == 10


def test_the_reliability_picture_keeps_counts_and_intervals() -> None:
    q = ask(("CONSULT",), date(2021, 1, 1), date(2021, 1, 31))
    rows = [Settled("the program", q, AS_OF, 0.25, int(i < 5)) for i in range(20)]
    (only,) = bins(rows)
    assert only["n"] == 20
    assert only["came"] == 0.25
    assert only["low"] < 0.25 < only["high"]
    assert picture(rows).startswith("<svg")
    assert picture([]) == ""


def test_what_a_source_does_not_list_has_a_share() -> None:
    words = (Evidence("d", 0, 1, "x"),)
    listed = ScenarioSet(id="s", question="which", alternatives=(Alternative("a", "", 0.7, words), Alternative("b", "", None, words), Alternative("o", "other")), evidence=words)
    found = shares(listed)
    assert sum(found.values()) == pytest.approx(1)
    assert found["o"] == pytest.approx(1 / 3)
    assert found["a"] > found["b"] > 0


def test_duties_and_scenarios_have_odds(dossier: Dispute) -> None:
    made = dossier.forecast(as_of=AS_OF, keep=False)
    of_sets: dict[str, float] = {}
    for f in made:
        if f.question.text.startswith("Which way"):
            of_sets[f.question.about] = of_sets.get(f.question.about, 0) + f.probability
    assert of_sets
    assert all(total == pytest.approx(1, abs=0.02) for total in of_sets.values())
    early = dossier.forecast(as_of="2020-11-12", keep=False)
    duties = [f for f in early if f.question.text.startswith("Will") and f.question.about]
    assert duties
    by_text = {f.question.text.split("what is due")[1]: [] for f in duties}  # type: ignore[var-annotated]
    for f in duties:
        by_text[f.question.text.split("what is due")[1]].append(f)
    assert all(in_time.probability <= late.probability for in_time, late in by_text.values())


def test_odds_say_what_each_of_the_latest_cases_is_worth(dossier: Dispute) -> None:
    f = next(f for f in dossier.forecast(as_of=AS_OF, keep=False) if f.question.text.startswith("Will prisoners be released within 30"))
    away = [r for r in f.reasons if r.text.startswith("without")]
    assert len(away) == 2
    assert all(r.evidence for r in away)
    assert sum(s.probability for s in f.counts) == pytest.approx(1, abs=1e-3)
    assert f.counts[0].probability == pytest.approx(1 - f.probability, abs=1e-3)


def test_a_planned_meeting_answers_a_question_in_words_too(dossier: Dispute) -> None:
    asked = dossier.ask("Will the leaders of Armenia and Azerbaijan meet within 30 days?", as_of=AS_OF, keep=False)
    planned = next(f for f in dossier.forecast(as_of=AS_OF, keep=False) if f.question.meeting and f.question.first != f.question.last)
    assert asked.probability >= planned.probability
    assert any("a meeting is planned" in r.text and r.evidence for r in asked.reasons)


def test_an_empty_ledger_has_no_odds(tmp_path) -> None:  # type: ignore[no-untyped-def]
    with init(tmp_path / "new", pack="kosovo-serbia") as empty:
        assert empty.forecast(as_of=AS_OF, keep=False) == ()


def test_an_undertaking_moves_the_odds_of_what_it_is_about(dossier: Dispute) -> None:
    owed = dossier.ask("Will Armenia and Azerbaijan form a border commission before 26 May 2022?", as_of=AS_OF, keep=False)
    assert any(r.text.startswith("it is undertaken") and r.evidence and (r.change or 0) > 0.1 for r in owed.reasons)
    not_owed = dossier.ask("Will Armenia and Azerbaijan form a joint commission on fish before 26 May 2022?", as_of=AS_OF, keep=False)
    assert not_owed.probability < owed.probability


def test_record_and_backtest_commands(dossier: Dispute, tmp_path) -> None:  # type: ignore[no-untyped-def]
    run = CliRunner().invoke
    to = tmp_path / "reliability.svg"
    done = run(app, ["backtest", "--in", str(dossier.folder), "--from", "2021-03-01", "--to", "2021-06-01", "--every", "60", "--as-of", "2021-12-31", "--picture", str(to)])
    assert done.exit_code == 0, done.output
    assert "the base rate" in done.output
    assert to.read_text("utf-8").startswith("<svg")
    assert "Traceback" not in run(app, ["backtest", "--in", str(dossier.folder), "--from", "2021-06-01", "--to", "2021-03-01"]).output
    assert run(app, ["record", "--in", str(dossier.folder), "--as-of", "2019-01-01"]).exit_code == 0
