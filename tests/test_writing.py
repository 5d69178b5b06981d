"""When an undated text was written: who is called by which office, what fits a day, what comes of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from benchmarks.analyses import months_off

from detente.coding import names_of
from detente.coding.parse import sentences
from detente.coding.scene import leaning
from detente.coding.tenures import tenures
from detente.coding.times.told import Stated, Yearless
from detente.coding.times.writing import Evidence, Tenure, about, addressed, gathered, written
from detente.config import world
from detente.reading.document import document


def given_away(text: str) -> Evidence:
    names, told = names_of(world()), sentences(document(text, uri="test", meta={}))
    return gathered(text, leaning(told), tenures(told, [names.find(s.span) for s in told], names))


def called(text: str) -> list[tuple[str, str, str, bool]]:
    return [(t.name, str(t.terms[-1][0]), str(t.terms[-1][1]), t.sure) for t in given_away(text).offices]


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("President Emmanuel Macron spoke.", ("Emmanuel Macron", "2017-05-14", "None", True)),
        ("The foreign minister, Bert Koenders, spoke.", ("Bert Koenders", "2014-10-17", "2017-10-26", True)),
        ("Bert Koenders, the foreign minister, spoke.", ("Bert Koenders", "2014-10-17", "2017-10-26", True)),
        # nothing says as what
        ("Bert Koenders spoke.", ("Bert Koenders", "2014-10-17", "2017-10-26", False)),
        # the office of whom he met is not his
        ("Mark Rutte met the secretary-general.", ("Mark Rutte", "2024-10-01", "None", False)),
        ("The new foreign minister, Annalena Baerbock, spoke.", ("Annalena Baerbock", "2021-12-08", "2022-10-04", True)),
        ("The former chancellor, Olaf Scholz, spoke.", ("Olaf Scholz", "2025-05-06", "None", True)),
        ("The outgoing chancellor, Olaf Scholz, spoke.", ("Olaf Scholz", "2025-01-06", "2025-05-06", True)),
        ("President-elect Joe Biden spoke.", ("Joe Biden", "2020-09-22", "2021-01-20", True)),
        # a deputy does not hold it
        ("The deputy crown prince, Mohammed bin Salman, signed.", ("Mohammed bin Salman", "2015-04-29", "2017-06-21", True)),
        # one office goes by several names
        ("Italy's minister of foreign affairs, Paolo Gentiloni, spoke.", ("Paolo Gentiloni", "2014-10-31", "2016-12-12", True)),
        # New Zealand is not new
        ("New Zealand’s prime minister, Chris Hipkins, spoke.", ("Chris Hipkins", "2023-01-25", "2023-11-27", True)),
    ],
)
def test_who_is_called_by_an_office_bounds_the_time(text: str, held: tuple[str, str, str, bool]) -> None:
    assert called(text) == [held]


def test_who_held_it_then_bounds_nothing() -> None:
    assert called("The then chancellor, Olaf Scholz, had agreed.") == []


def test_who_is_called_by_an_office_in_which_nobody_knows_him_bounds_nothing() -> None:
    assert called("The fisheries minister, Bert Koenders, spoke.") == []
    assert called("Bert Koenders, a challenger, spoke.") == []


def test_a_family_name_inside_another_name_is_nobody_known() -> None:
    assert called("In New York he hailed Burhan Wani as a martyr.") == []


def test_a_day_on_which_somebody_came_into_office_speaks_for_its_year() -> None:
    found = given_away("Sooronbay Jeenbekov won the vote and is to be sworn in on 24 November. Talks are due in December.")
    assert [found.signs(date(y, 11, 1))["nobody comes or goes"] for y in (2016, 2017, 2018)] == [1, 0, 1]


def test_a_day_out_of_every_term_is_so_far_off() -> None:
    (held,) = given_away("President Donald Trump spoke.").offices
    assert [held.off(date(*d)) for d in ((2017, 1, 10), (2019, 1, 1), (2021, 1, 30), (2025, 2, 1))] == [10, 0, 10, 0]
    assert held.begun(date(2019, 1, 1)) == date(2017, 1, 20)
    assert held.begun(date(2023, 1, 1)) is None


def test_a_part_of_a_year_is_no_whole_one() -> None:
    every = given_away("The vote is due in the autumn of 2025, after the talks of early 2024 and those of 2023.").every
    assert {(s.words, s.size, str(s.day), str(s.last)) for s in every} == {
        ("2025", "part", "2025-09-01", "2025-11-30"), ("2024", "part", "2024-01-01", "2024-04-30"), ("2023", "year", "2023-01-01", "2023-12-31"),
    }


def test_what_is_known_by_a_name_has_happened() -> None:
    assert given_away("Since the full-scale invasion and Brexit nobody trusts anybody.").after == [date(2016, 6, 23), date(2022, 2, 24)]


def test_each_sign_speaks_against_a_day_or_not_at_all() -> None:
    found = given_away("Prime Minister Boris Johnson spoke on Friday 13 March 2020. Talks are due on 3 May. Serbia left in 2019, four years ago.")
    for day in (date(2018, 5, 1), date(2020, 3, 14), date(2024, 1, 1)):
        assert all(value >= 0 for value in found.signs(day).values())
    assert found.signs(date(2020, 3, 14))["out of office"] == 0
    assert found.signs(date(2024, 1, 1))["out of office"] == 1


#: The first ten of the short texts; twenty others came later.
FIRST = {
    "colombia-venezuela-2015-10", "croatia-bosnia-2021-05", "denmark-united-states-2025-04", "egypt-saudi-arabia-2016-07", "hungary-romania-2020-06",
    "israel-lebanon-2020-11", "kuwait-iran-2022-05", "turkey-netherlands-2017-04", "ukraine-russia-2019-03", "uzbekistan-kyrgyzstan-2022-11",
}


def test_the_day_of_writing_of_short_texts_with_few_years() -> None:
    off = {p.stem: months_off(p.read_bytes().decode("utf-8"), p.stem) for p in (Path(__file__).parent / "undated").glob("*.txt")}
    assert len(off) == 30
    right = {k for k, n in off.items() if n is not None and abs(n) <= 1}
    assert len(right) >= 20, off.keys() - right
    assert len(right & FIRST) >= 8, FIRST - right


def test_the_years_thought_of_begin_when_all_or_all_but_one_are_in_office() -> None:
    former = Tenure("A", ((date(1990, 1, 1), date(2016, 9, 2)),))
    now = Tenure("B", ((date(2016, 12, 14), None),))
    to_come = Tenure("C", ((date(2024, 2, 8), None),))
    told = [Stated(date(2003, 5, 1), date(2003, 5, 1), "1 May 2003", 0, -1, "day")]
    day = Yearless(3, 9, 40, -1, "")

    def years(*offices: Tenure, every: list[Stated] = told) -> set[int]:
        return {d.year for d in Evidence(every, [day], [], offices, [], []).options()}

    assert {2016, 2018, 2025} <= years(former, now)
    assert {2016, 2018, 2025} <= years(former, now, to_come)
    assert 2018 in years(now)
    assert years(now, every=[]) == set()
    assert max(years()) == 2006


def test_how_likely_a_day_is_adds_up_over_the_days_about_it() -> None:
    cost = {date(2020, 1, 1): 1.0, date(2020, 6, 1): 1.0, date(2021, 6, 1): 1.0}
    assert about(date(2020, 1, 1), cost) == pytest.approx(2 / 3)
    assert about(date(2021, 6, 1), cost) == pytest.approx(1 / 3)


@pytest.mark.parametrize(
    ("address", "first", "last"),
    [
        ("https://example.org/2021/12/03/what-next", "2021-12-03", "2021-12-03"),
        ("https://example.org/2021/12/what-next", "2021-12-01", "2021-12-31"),
        ("texts/peru-ecuador-2021-12.txt", "2021-12-01", "2021-12-31"),
        ("2021-12-03 what next.txt", "2021-12-03", "2021-12-03"),
        # a folder tells nothing of a file
        ("2021-12/what-next.txt", None, None),
        ("reports-2020-2023.jsonl:7", None, None),
        ("article-20211203-1512345.html", None, None),
        ("v1.2021.13.txt", None, None),
        ("2021-02-30.txt", None, None),
    ],
)
def test_the_time_that_an_address_bears(address: str, first: str | None, last: str | None) -> None:
    found = addressed(address)
    assert (str(found.first), str(found.last)) == (first, last) if found else first is None


def test_an_address_dates_what_the_text_leaves_open_and_gives_way_to_what_it_says() -> None:
    told = "Envoys of Peru and Ecuador met in Lima on 26 November. Peru published a map on 20 September 2018."
    dated = {a: written(told, lambda start, end: -1, (), a) for a in ("text", "a-2021-12.txt", "https://example.org/2021/12/03/a", "saved-2031-05-01.txt")}
    assert {a: str(w.day) for a, w in dated.items() if w} == {
        "text": "2018-11-26", "a-2021-12.txt": "2021-12-16", "https://example.org/2021/12/03/a": "2021-12-03", "saved-2031-05-01.txt": "2018-11-26",
    }
    assert (w := dated["a-2021-12.txt"])
    assert w.rests == "its address says 2021-12"
