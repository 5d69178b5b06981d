"""Temporal expressions: value, precision, basis, and the year from context."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.coding.times import Clock, expressions, intervals


def at() -> Clock:
    return Clock(date(2021, 11, 27), None)


@pytest.mark.parametrize(
    ("text", "value", "precision"),
    [
        ("The leaders met in Sochi on 26 November.", "2021-11-26", "day"),
        ("a meeting scheduled for December 15", "2021-12-15", "day"),
        ("as it has done since May 2021", "2021-05", "month"),
        ("to be done by the end of October", "2022-10-31", "day"),
        ("on Friday he said so", "2021-11-26", "day"),
        ("the war of 2020", "2020", "year"),
        ("from 14 to 16 November they fought", "2021-11-14/2021-11-16", "vague"),
        ("within 60 days", "2021-11-27/2022-01-26", "day"),
        ("next month", "2021-12", "month"),
        ("yesterday", "2021-11-26", "day"),
        ("before the end of the year", "2021-12-31", "day"),
        ("2021-12-15", "2021-12-15", "day"),
    ],
)
def test_values(text: str, value: str, precision: str) -> None:
    (found,) = intervals(expressions(text, at()), text)
    assert found.when is not None
    assert (found.when.text(), found.when.precision) == (value, precision)


def test_an_inferred_year_keeps_its_reason() -> None:
    (found,) = expressions("They met on 26 November.", at())
    assert found.when.basis == "inferred"
    assert "2021-11-27" in found.when.reason


def test_a_year_nobody_states_is_not_guessed() -> None:
    (found,) = expressions("They met on 26 November.", Clock(None, None))
    assert found.when.first is None
    assert found.when.precision == "vague"


@given(st.text(max_size=200))
def test_any_text_is_survived_and_spans_are_inside(text: str) -> None:
    for e in expressions(text, at()):
        assert 0 <= e.start < e.end <= len(text)


@given(st.sampled_from(["on 31 {m}", "{m} 0", "by {m} 9999", "29 February {n}", "within {n} years", "{n} days ago", "in {n}", "0000-{n}-00", "9999-12-31"]), st.sampled_from(["February", "June", "December"]), st.integers(0, 9999))
def test_extreme_dates_are_survived(form: str, month: str, number: int) -> None:
    expressions(form.format(m=month, n=number), at())
