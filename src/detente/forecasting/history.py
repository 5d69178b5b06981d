"""An event history of directed dyads: who did what class of thing to whom on which day, as of any day.

`History.before` is the one door to the events, so that no feature and no model sees the day it speaks of or a later one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]

#: The classes: the quad categories of CAMEO and PLOVER (Duval and Thompson 1980).
CLASSES = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")


@dataclass(frozen=True)
class History:
    """Events in the order of days.

    `source`, `target` number the actors, `klass` the `CLASSES`, `root` a finer type (`roots` of them), `day` the day;
    all (n,), int64. `country` and `kind` (actors,) number what actors share: the state they belong to and the
    sort of body they are.
    """

    source: Array
    target: Array
    klass: Array
    root: Array
    day: Array
    country: Array
    kind: Array
    roots: int

    @property
    def actors(self) -> int:
        """How many actors there are."""
        return len(self.country)

    def before(self, day: int) -> History:
        """The part of the history before a day: all that may be known on its morning."""
        n = int(np.searchsorted(self.day, day))
        return History(self.source[:n], self.target[:n], self.klass[:n], self.root[:n], self.day[:n], self.country, self.kind, self.roots)

    def happened(self, pairs: Array, first: int, last: int) -> Array:
        """Whether dyads (n, 2) saw each class from `first` to `last`, both included: (n, classes), bool."""
        a, b = np.searchsorted(self.day, [first, last + 1])
        key = (self.source[a:b] * self.actors + self.target[a:b]) * len(CLASSES) + self.klass[a:b]
        asked = (pairs[:, 0] * self.actors + pairs[:, 1])[:, None] * len(CLASSES) + np.arange(len(CLASSES))
        found: Array = np.isin(asked, key)
        return found


def history(
    source: Sequence[int] | Array,
    target: Sequence[int] | Array,
    klass: Sequence[int] | Array,
    day: Sequence[int] | Array,
    *,
    root: Sequence[int] | Array | None = None,
    roots: int | None = None,
    country: Array | None = None,
    kind: Array | None = None,
) -> History:
    """A history of events in any order. Raises ValueError where the columns differ in length or name unknown classes."""
    columns = [np.asarray(c, np.int64) for c in (source, target, klass, day, klass if root is None else root)]
    if len({len(c) for c in columns}) != 1:
        raise ValueError(f"columns of different lengths: {[len(c) for c in columns]}")
    if len(columns[2]) and not 0 <= columns[2].min() <= columns[2].max() < len(CLASSES):
        raise ValueError(f"classes are numbered 0 to {len(CLASSES) - 1}, not {columns[2].min()} to {columns[2].max()}")
    order = np.argsort(columns[3], kind="stable")
    s, t, k, d, r = (c[order] for c in columns)
    actors = int(max(s.max(initial=-1), t.max(initial=-1))) + 1 if country is None else len(country)
    country = np.arange(actors) if country is None else country
    kind = np.zeros(actors, np.int64) if kind is None else kind
    return History(s, t, k, r, d, country, kind, int(r.max(initial=0)) + 1 if roots is None else roots)


def numbered(names: Mapping[int, str], count: int) -> tuple[Array, Array]:
    """Country and kind of actors by names such as "Police (Kenya)"; a name without brackets is a country of its own."""
    countries: dict[str, int] = {}
    kinds: dict[str, int] = {}
    country, kind = np.zeros(count, np.int64), np.zeros(count, np.int64)
    for i in range(count):
        name = names.get(i, f"#{i}").replace("_", " ")
        body, bracket, rest = name.rpartition("(")
        of = rest.rstrip(") ") if bracket and rest.rstrip().endswith(")") else ""
        country[i] = countries.setdefault(of or name, len(countries))
        kind[i] = kinds.setdefault(body.strip() if of else "", len(kinds))
    return country, kind
