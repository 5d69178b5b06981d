"""A question in plain English becomes a pattern that the user sees, or is declined with the reason."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.asking import question_of
from detente.errors import DeclinedError
from detente.forecasting.asked import asked, days_of
from detente.forecasting.record import Deed
from detente.model import Question

DAY = date(2020, 3, 1)


@pytest.mark.parametrize(
    ("text", "types", "actors", "recipients", "last"),
    [
        ("Will Kenya and Uganda sign a border agreement before 1 June 2020?", ("SUPPORT",), {"KEN", "UGA"}, set(), "2020-05-31"),
        ("Will Kenya attack Uganda by 1 June 2020?", ("ASSAULT",), {"KEN"}, {"UGA"}, "2020-06-01"),
        ("Before 1 May 2020, will the Kenyan government and the Ugandan government begin talks?", ("CONSULT",), {"KEN:GOV", "UGA:GOV"}, set(), "2020-04-30"),
        ("Will Peru impose sanctions on Chile between 3 April 2020 and 30 June 2020?", ("COERCE",), {"PER"}, {"CHL"}, "2020-06-30"),
        ("Will the President of Kenya resign before 1 January 2021?", ("CONCEDE",), {"KEN:GOV:kenyatta-uhuru"}, set(), "2020-12-31"),
        ("Is Kenya going to attack Uganda before 1 June 2020?", ("ASSAULT",), {"KEN"}, {"UGA"}, "2020-05-31"),
        ("Will Kenya and Uganda sign a peace treaty before Tuesday?", ("SUPPORT",), {"KEN", "UGA"}, set(), "2020-03-02"),
        ("Will the leaders of Kenya and Uganda meet within 30 days?", ("CONSULT",), {"KEN:GOV", "UGA:GOV"}, set(), "2020-03-31"),
        ("Will the Kenyan army invade or enter Uganda before 1 June 2020?", ("ASSAULT",), {"KEN:MIL"}, {"UGA"}, "2020-05-31"),
    ],
)
def test_questions_become_patterns(text: str, types: tuple[str, ...], actors: set[str], recipients: set[str], last: str) -> None:
    question = question_of(text, as_of=DAY)
    assert question.types == types
    assert set(question.actors) == actors
    assert set(question.recipients) == recipients
    assert question.last.isoformat() == last
    assert question.first == DAY + timedelta(days=1)
    assert question.strict


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Who will win the election in Kenya?", "who, what or when"),
        ("Kenya attacks Uganda.", "no “will”"),
        ("Will Kenya attack Uganda?", "no day"),
        ("Will Kenya attack Uganda before 1 January 2019?", "closes on 2018-12-31"),
        ("Will the price of oil exceed $100 before 1 June 2020?", "amount"),
        ("Will the prime minister of Kenya remain in office before 1 June 2020?", "ask whether they leave"),
        ("Will it be a nice day before 1 June 2020?", "no word in it"),
        ("Will Kenya win the next election before 1 June 2020?", "contest"),
        ("Will Kenya stay out, or will it attack Uganda before 1 June 2020?", "one of them"),
        ("", "no “will”"),
        ("Will Kenya not attack Uganda before 1 June 2020?", "will not happen"),
        ("Will Kenya stop attacking Uganda before 1 June 2020?", "will not happen"),
    ],
)
def test_what_is_no_pattern_is_declined_with_the_reason(text: str, reason: str) -> None:
    with pytest.raises(DeclinedError, match=reason):
        question_of(text, as_of=DAY)


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=80))
def test_no_question_breaks_it(noise: str) -> None:
    with suppress(DeclinedError):
        assert question_of(f"Will {noise} attack Kenya before 1 June 2020?", as_of=DAY).last


def pattern(**changes: object) -> Question:
    given = {"id": "q", "text": "?", "first": DAY, "last": DAY + timedelta(days=29), "types": ("ASSAULT",), "actors": ("KEN:MIL",), "recipients": ("UGA",)}
    return Question(**(given | changes))  # type: ignore[arg-type]


def every(days: int, type_: str = "ASSAULT", source: str = "KEN", target: str = "UGA") -> list[Deed]:
    return [Deed(date(2018, 1, 1) + timedelta(days=i), source, target, type_) for i in range(0, 780, days)]


def test_odds_rise_with_what_the_record_holds() -> None:
    begin = date(2018, 1, 1)
    never, seldom, often = (asked(pattern(), days_of(pattern(), rows), begin=begin).probability for rows in ([], every(200), every(20)))
    assert never < seldom < often
    assert often > 0.6
    assert asked(pattern(), days_of(pattern(), every(20, "CONSULT")), begin=begin).probability == never
    assert asked(pattern(), days_of(pattern(), every(20, source="UGA", target="KEN")), begin=begin).probability == never


def test_talks_are_between_all_sides_in_either_direction() -> None:
    talks = pattern(types=("CONSULT",), actors=("KEN", "UGA"), recipients=())
    begin = date(2018, 1, 1)
    assert asked(talks, days_of(talks, every(20, "CONSULT", "UGA", "KEN")), begin=begin).probability > 0.6
    assert asked(talks, days_of(talks, every(20, "CONSULT", "UGA", "PER")), begin=begin).probability < 0.2


@given(st.lists(st.integers(0, 400), max_size=40))
@settings(max_examples=40)
def test_nothing_later_changes_an_answer(offsets: list[int]) -> None:
    before = every(60)
    later = [Deed(DAY + timedelta(days=o), "KEN", "UGA", "ASSAULT") for o in offsets]
    honest = asked(pattern(), days_of(pattern(), [d for d in before if d.day < DAY]), begin=date(2018, 1, 1))
    assert asked(pattern(), days_of(pattern(), [*later, *before]), begin=date(2018, 1, 1)) == honest
