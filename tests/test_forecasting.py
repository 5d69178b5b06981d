"""Scores are proper; base rates count only windows that have closed."""

from __future__ import annotations

from datetime import date, timedelta
from math import isinf, log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.errors import RecordError
from detente.forecasting.pool import before, beginning, parts, pooled
from detente.forecasting.scoring import brier, log_loss, skill
from detente.forecasting.windows import at_least, counts, dispersion, recency, seen
from detente.model import Forecast, Question, ReferenceClass

P = st.floats(0.01, 0.99)


@given(P, P)
def test_brier_and_log_are_proper(truth: float, told: float) -> None:
    for score in (brier, log_loss):
        honest = truth * score(truth, 1) + (1 - truth) * score(truth, 0)
        other = truth * score(told, 1) + (1 - truth) * score(told, 0)
        assert honest <= other + 1e-12


def test_scores_at_the_ends() -> None:
    assert brier(1, 1) == 0
    assert isinf(log_loss(0, 1))
    assert skill([0.2], [0.2]) == 0


def test_the_base_rate_of_a_short_record_counts_for_the_windows_that_have_closed() -> None:
    as_of, length = date(2021, 6, 30), 30
    days = [date(2021, 6, 20)]
    for covered, closed in ((20, 0.0), (30, 0.0), (60, 1.0), (120, 3.0)):
        begin = as_of - timedelta(days=covered - 1)
        share, count = before(days, types=["CONSULT"], length=length)
        base, recent = parts(days, begin=begin, as_of=as_of, length=length, share=share, count=count)
        odds = log((p := pooled(days, types=["CONSULT"], begin=begin, as_of=as_of, length=length)) / (1 - p))
        assert abs(odds - ((closed * base + recent) / (closed + 1) + recent) / 2) < 1e-9



@given(st.lists(st.integers(0, 400), max_size=30), st.sampled_from([30, 90, 180]))
def test_base_rate_never_looks_past_the_day(offsets: list[int], horizon: int) -> None:
    begin, as_of = date(2020, 1, 1), date(2021, 1, 1)
    days = sorted(begin + timedelta(days=o) for o in offsets)
    known = [d for d in days if d <= as_of]
    k, n = seen(known, begin=begin, as_of=as_of, length=horizon)
    assert 0 <= k <= n
    assert n == (367 - horizon) // 7 + 1
    assert 0 < recency(known, begin=begin, as_of=as_of, length=horizon, half_life=90) < 1
    assert dispersion(known, begin=begin, as_of=as_of, length=horizon) >= 1


@given(P, st.floats(0.01, 30), st.floats(1, 8))
def test_counts_are_a_distribution_whose_none_is_what_was_said(p: float, mean: float, spread: float) -> None:
    shares = counts(p, mean, spread)
    assert sum(s.probability for s in shares) == pytest.approx(1, abs=1e-3)
    assert all(s.probability >= 0 for s in shares)
    assert shares[0].probability == pytest.approx(1 - p, abs=1e-4)
    assert at_least(1, p, mean, spread) == pytest.approx(p)
    assert at_least(3, p, mean, spread) <= at_least(2, p, mean, spread) <= p + 1e-12


def test_a_certain_forecast_is_refused() -> None:
    question = Question(id="q", text="?", first=date(2021, 1, 1), last=date(2021, 1, 2))
    with pytest.raises(RecordError, match="strictly between"):
        Forecast(id="f", question=question, probability=1.0, as_of=date(2021, 1, 1), method="m", reference=ReferenceClass("r", 0, 0))


def test_a_thin_record_begins_from_what_the_world_tells_of_the_type() -> None:
    as_of = date(2021, 11, 28)
    reach = {"begin": as_of, "as_of": as_of}
    clash, none = (pooled([], types=["ASSAULT"], length=n, **reach) for n in (90, 30))
    assert none < clash < 0.25
    assert clash == pytest.approx(beginning(["ASSAULT"], 90), abs=0.01)
    assert beginning(["ASSAULT/aerial"], 90) == beginning(["ASSAULT"], 90) > beginning(["RETREAT"], 90)
    assert beginning(["ASSAULT", "RETREAT"], 90) > beginning(["ASSAULT"], 90)
    assert pooled([as_of - timedelta(days=9)], types=["ASSAULT"], length=90, **reach) > clash
    often = [as_of - timedelta(days=n) for n in (40, 20, 10)]
    assert pooled(often, types=["ASSAULT"], length=90, **reach) == pooled(often, types=["RETREAT"], length=90, **reach)
