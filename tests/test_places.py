"""Where: names found and resolved, the pack's and the world's, and what the gazetteer holds of the first case's region."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from detente.coding import code
from detente.coding.places.gazetteer import gazetteer
from detente.coding.places.toponyms import resolve
from detente.model import Document, Place
from detente.reading.document import document

#: The places of the first case in the forms of both societies and of older maps.
REGION = [
    ("Stepanakert", "Khankendi"), ("Shushi", "Shusha"), ("Nagorno-Karabakh", "Artsakh"), ("Lachin", "Berdzor"),
    ("Kalbajar", "Karvachar"), ("Agdam", "Akna"), ("Fuzuli", "Varanda"), ("Jabrayil", "Jrakan"), ("Zangilan", "Kovsakan"),
    ("Hadrut",), ("Martakert", "Aghdara"), ("Martuni", "Khojavend"), ("Zangezur", "Zangazur"), ("Syunik",), ("Goris",), ("Meghri",),
    ("Yerevan", "Erivan"), ("Baku",), ("Ganja", "Kirovabad"), ("Gyumri", "Leninakan"), ("Nakhchivan", "Nakhichevan"), ("Sevan",), ("Tavush",),
]


def text(words: str, published: date = date(2021, 11, 28)) -> Document:
    return document(words, uri="text", meta={"published": published})


def places(words: str) -> dict[str, Place]:
    return {p.name: p for p in code(text(words)) if isinstance(p, Place)}


@pytest.mark.parametrize("names", REGION, ids=lambda n: n[0])
def test_every_name_of_the_region_leads_to_one_neighbourhood(names: tuple[str, ...]) -> None:
    table = gazetteer()
    for name in names:
        assert any(38 < s.lat < 41.5 and 43 < s.lon < 50.5 for s in table.named(name)), name


@pytest.mark.parametrize(
    ("name", "qualifier", "beside", "country"),
    [("Paris", "", {}, "FRA"), ("Paris", "Texas", {}, "USA"), ("Georgia", "", {"ARM": 2}, "GEO"), ("Tripoli", "", {"LBN": 3}, "LBN"), ("Tripoli", "", {"LBY": 1}, "LBY")],
)
def test_the_place_meant_is_told_by_what_stands_around(name: str, qualifier: str, beside: dict[str, int], country: str) -> None:
    chosen = resolve([(name, qualifier)], Counter(beside))
    assert chosen[name, qualifier].country == country


def test_a_state_in_a_longer_name_is_not_that_state() -> None:
    found = {r.id for r in code(text("New South Wales reopened its border on Monday.")) if type(r).__name__ == "Actor"}
    assert "GBR" not in found


def test_places_carry_where_they_are() -> None:
    lyman = places("Shelling killed five people in the town of Lyman, Ukraine.")["Lyman"]
    assert (lyman.country, round(lyman.lat or 0), round(lyman.lon or 0)) == ("UKR", 49, 38)
