"""Gazetteer: places of the world by name, offline; many names for one identity.

Built from GeoNames (CC BY 4.0), Natural Earth and US postal codes (public domain) by
`training/gazetteer.py`; about 280,000 places.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import blake2b
from math import asin, cos, radians, sin, sqrt
from typing import TYPE_CHECKING

from detente.config import data

if TYPE_CHECKING:
    import numpy as np

#: The kinds of places, as the table numbers them.
KINDS = ("country", "region", "county", "city", "town", "village", "disputed", "area", "water", "mountain")
_LETTERS = str.maketrans({"ə": "a", "Ə": "A", "ı": "i", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ß": "ss", "æ": "ae", "Æ": "Ae", "œ": "oe", "ð": "d", "þ": "th", "Þ": "Th", "’": "", "'": "", "‘": "", "ʻ": "", "ʼ": "", "ʿ": "", "`": "", "´": ""})
_EARTH = 6371.0


@lru_cache(maxsize=1 << 14)
def fold(name: str) -> str:
    """A name without case, accents, apostrophes, hyphens and a leading article."""
    plain = unicodedata.normalize("NFKD", name.translate(_LETTERS))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    words = re.findall(r"\w+", plain)
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


def key(name: str) -> int:
    """The 64-bit number under which a name is looked up."""
    return int.from_bytes(blake2b(fold(name).encode(), digest_size=8).digest(), "big")


@dataclass(frozen=True, slots=True)
class Site:
    """A row of the gazetteer: degrees (WGS 84), inhabitants (0: not known), ISO 3166-1 alpha-3, first-level code."""

    id: str
    name: str
    kind: str
    lat: float
    lon: float
    country: str
    admin: str
    population: int
    geonames: int
    other: bool = False


class Gazetteer:
    """The table, loaded once."""

    def __init__(self) -> None:
        import numpy as np

        with data("world", "gazetteer.npz").open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            self._a: dict[str, np.ndarray] = {name: arrays[name] for name in arrays.files}
        self._text = self._a["text"].tobytes()
        self._codes = [str(c) for c in self._a["codes"]]
        self._admins = [str(c) for c in self._a["admins"]]
        self._weight = dict(zip(self._codes, np.bincount(self._a["country"], self._a["population"], len(self._codes)), strict=True))

    @lru_cache(maxsize=65_536)  # noqa: B019  # one table for the life of the process
    def named(self, name: str) -> tuple[Site, ...]:
        """Every place of that name, largest first; of two as large that of the larger country, by the people of its places."""
        k = key(name)
        keys = self._a["keys"]
        first = int(keys.searchsorted(keys.dtype.type(k)))
        found = []
        while first < len(keys) and int(keys[first]) == k:
            found.append(self._site(int(self._a["rows"][first]), bool(self._a["other"][first])))
            first += 1
        return tuple(sorted(found, key=lambda s: (-s.population, -self._weight[s.country])))

    def _site(self, row: int, other: bool) -> Site:
        a = self._a
        id_, _, name = self._text[a["starts"][row] : a["starts"][row + 1] - 1].decode().partition("\t")
        return Site(
            id_, name, KINDS[a["kind"][row]], float(a["lat"][row]), float(a["lon"][row]), self._codes[a["country"][row]],
            self._admins[a["admin"][row]], int(a["population"][row]), int(a["geonames"][row]), other,
        )


@cache
def gazetteer() -> Gazetteer:
    """The shipped gazetteer."""
    return Gazetteer()


def distance(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Kilometres between two points in degrees, on a sphere (haversine)."""
    (lat1, lon1), (lat2, lon2) = ((radians(x), radians(y)) for x, y in (a, b))
    h = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * _EARTH * asin(sqrt(min(1.0, h)))
