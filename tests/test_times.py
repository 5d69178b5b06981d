"""Temporal expressions: value, precision, basis, and the year from context."""

from __future__ import annotations

from datetime import date
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.coding import names_of, sighted
from detente.coding.times import Clock, clock, expressions, intervals
from detente.coding.times.told import leaning_at
from detente.coding.times.writing import written
from detente.config import world
from detente.reading.document import document


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
        ("On Tuesday of last week they met", "2021-11-16", "day"),
        ("On Monday last week they met", "2021-11-15", "day"),
        ("On Tuesday of the week before last they met", "2021-11-09", "day"),
        ("to be mapped by the end of June next year", "2022-06-30", "day"),
        ("the gas was never cut even this July", "2021-07", "month"),
        ("you will see why if you look at this spring", "2021-03-01/2021-05-31", "season"),
        ("police walked in on Monday the 11th", "2021-10-11", "day"),
        ("a halt was asked for in November last year", "2020-11", "month"),
        ("he is to speak this Saturday", "2021-11-27", "day"),
        ("Resolution 1701, adopted on 11 August 2006", "2006-08-11", "day"),
    ],
)
def test_values(text: str, value: str, precision: str) -> None:
    (found,) = intervals(expressions(text, at()), text)
    assert found.when is not None
    assert (found.when.text(), found.when.precision) == (value, precision)


@pytest.mark.parametrize(
    ("before", "text", "when"),
    [
        ("Clashes broke out on 6 September.", "The next morning the gate was shut.", "2021-09-07"),
        ("Clashes broke out on 6 September.", "A meeting in Kabul on the 14th ended the quarrel.", "2021-09-14"),
        ("Mali called its envoys home on 6 April.", "The body had sat since 2010. Algiers answered the next day.", "2021-04-07"),
        ("The round of 8 September failed.", "Within a week the mediator had left.", "2021-09-08/2021-09-15"),
        ("The guards drilled in October 2019.", "Days later a consulate opened.", "2019-10"),
        ("The Lima meeting closed on 17 July.", "Two days after the Lima meeting five were arrested.", "2021-07-19"),
        ("The deal was announced on Monday, 27 September.", "On the Tuesday it was signed.", "2021-09-28"),
        ("", "On Monday, 11 October the visas stopped, and the diggers had until that Thursday.", "2021-10-14"),
        ("", "On 4 October they gave the captors until 1 January to free the men.", "2022-01-01"),
        ("", "In April 2018 they promised peace, and on 9 July the two signed.", "2018-07-09"),
        ("", "The emergency that Riga had declared in August 2019 ran out on 10 August.", "2021-08-10"),
        # a day by its number alone is of the month told in the sentence before, or else of late
        ("In June 2018 they had promised peace.", "On the 16th, the two signed.", "2018-06-16"),
        ("In June 2018 they had promised peace. Nobody believed it.", "On the 16th, the two signed.", "2021-11-16"),
        # what lies ahead, or is told aside, is not what the story goes on from
        ("The letter of 30 September set a duty from 10 December.", "The President answered that night.", "2021-09-30"),
        ("A letter had come on 8 September. (He had taken over in May 2014.)", "A fortnight later the minister flew in.", "2021-09-20/2021-09-26"),
        ("On Thursday, 21 October the soldiers set out. They had waited for an order given two days earlier.", "That same Thursday a man was shot.", "2021-10-21"),
        ("The envoy was called home on 18 October.", "Before midnight the house was full. The next day a statement was read out.", "2021-10-19"),
        ("", "On 18 October they quarrelled, and on Thursday of the same week both spoke.", "2021-10-21"),
        ("The rivals quarrelled on 18 October.", "On the Monday following there was a lunch.", "2021-10-25"),
        # a term runs from the day that its sentence tells, unless it is still to come
        ("", "On 6 September 2019 they undertook to leave the town within a hundred days.", "2019-09-06/2019-12-15"),
        ("", "Since the truce of 9 November 2020 the two have met, and they will meet again within 60 days.", "2021-11-27/2022-01-26"),
        ("", "In April he preached in Tawang, and days afterwards six places had new names.", "2021-04"),
        ("", "She flew in on 8 July 2021 and the next day the two signed.", "2021-07-09"),
        ("", "An embassy opened on 29 March, four months after parliament had voted for it.", "2020-11"),
    ],
)
def test_what_is_told_from_a_day_told_before(before: str, text: str, when: str) -> None:
    clock = at()
    told: list[str] = []
    for sentence in (s for t in (before, text) for s in t.split(". ") if s):
        told = [d.when.text() for d in intervals(expressions(sentence, clock), sentence)]
    assert told[-1] == when


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("The minister is due in Washington on Sunday.", "2021-11-28"),
        ("He lands in Taipei on Monday for a visit.", "2021-11-29"),
        ("The winner takes office in January.", "2022-01"),
        ("Nothing will move until Serbia has voted on 21 January.", "2022-01-21"),
        ("You will remember 27 December.", "2020-12-27"),
        ("Having joined the alliance in June, Montenegro sees it otherwise.", "2021-06"),
        ("Strikes on Sunday are the worst yet.", "2021-11-21"),
    ],
)
def test_the_tense_says_which_side_of_the_writing_a_day_lies(text: str, when: str) -> None:
    ((scene,),), _ = sighted([document(text, uri="test", meta={"published": "2021-11-27"})], names_of(world()))
    assert [d.when.text() for d in scene.times] == [when]


@pytest.mark.parametrize(("text", "when"), [("He said so today.", "2021-11-27"), ("He said so on Friday.", "2021-11-26"), ("Since 9 December 2018 much was said, and a list came out this spring.", "2021-03-01/2021-05-31")])
def test_what_is_seen_from_an_inferred_day_of_writing(text: str, when: str) -> None:
    found = intervals(expressions(text, Clock(None, date(2021, 11, 27))), text)
    assert found[-1].when.text() == when


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


def test_the_day_of_writing_of_a_long_text_costs_no_more_than_its_length() -> None:
    def cost(sentences: int) -> float:
        text = " ".join(f"On {1 + n * 7 % 28} March{f' {1990 + n % 30}' if n % 2 else ''} and on {1 + n * 11 % 28} August they met." for n in range(sentences))
        begun = process_time()
        assert written(text, lambda start, end: leaning_at(text, start, end)) is not None
        return process_time() - begun

    assert cost(2400) < 12 * max(cost(300), 0.02)


OLD_DATES = "The border {was} of 1961. In 1973 there {was} a clash. The pact of May 1981 {had} no map. A court {said} so in 1992. The last round {was} in June 2009."


@pytest.mark.parametrize(("now", "value"), [(False, "1992-03-14"), (True, "2021-03-14")])
def test_only_what_is_told_as_past_is_a_story_whose_days_follow_its_dates(now: bool, value: str) -> None:
    history = OLD_DATES.format(was="is" if now else "was", had="has" if now else "had", said="says" if now else "said")
    story = clock(document(history, uri="test", meta={"published": "2021-11-27"}))
    assert story.narrative != now
    for sentence in history.split(". ")[:4]:
        expressions(sentence, story)
    (found,) = expressions("The envoys met on 14 March.", story)
    assert found.value == value
