"""A history of events as a graph in time: who did what to whom on which day, and what it is that names tell of who is who."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]

_OF = re.compile(r"^(?P<type>.*?)[ _]*\((?P<country>[^()]*)\)$")


@dataclass(frozen=True)
class History:
    """Facts (subject, relation, object, day), each with its inverse, in the order of days.

    `facts` is (n, 4), int64. Of R relations the inverse of r is r + R: "is visited by" for "visits". `country` and
    `kind` number what entities share by their names ("Police (Kenya)": a police, and one of Kenya's); a name
    without brackets is a country of its own. `order` lists the facts by subject and day, `start` where each
    subject's begin.
    """

    facts: Array
    entities: int
    relations: int
    country: Array
    kind: Array
    order: Array
    start: Array

    @property
    def directed(self) -> int:
        """How many relations there are with the inverse ones."""
        return 2 * self.relations

    def inverse(self, relation: int) -> int:
        """The relation seen from the other side."""
        return (relation + self.relations) % self.directed

    def before(self, day: int) -> Array:
        """The facts of all days before a day."""
        return self.facts[: np.searchsorted(self.facts[:, 3], day)]

    def on(self, day: int) -> Array:
        """The facts of one day."""
        first, last = np.searchsorted(self.facts[:, 3], [day, day + 1])
        return self.facts[first:last]

    def of(self, subject: int, day: int) -> tuple[Array, Array, Array]:
        """Objects, relations and days of a subject's facts before a day."""
        own = self.facts[self.order[self.start[subject] : self.start[subject + 1]]]
        own = own[: np.searchsorted(own[:, 3], day)]
        return own[:, 2], own[:, 1], own[:, 3]


def history(facts: Array, names: Mapping[int, str] | None = None) -> History:
    """The history of facts (n, 4): subject, relation, object, day. Raises ValueError for another shape."""
    if facts.ndim != 2 or facts.shape[1] != 4 or not len(facts):
        raise ValueError(f"facts must be rows of (subject, relation, object, day), not {facts.shape}")
    names = names or {}
    entities = int(max(facts[:, 0].max(), facts[:, 2].max(), max(names, default=0))) + 1
    relations = int(facts[:, 1].max()) + 1
    back = np.stack([facts[:, 2], facts[:, 1] + relations, facts[:, 0], facts[:, 3]], 1)
    both = np.concatenate([facts, back]).astype(np.int64)
    both = both[np.argsort(both[:, 3], kind="stable")]
    order = np.argsort(both[:, 0], kind="stable")
    start = np.searchsorted(both[order, 0], np.arange(entities + 1))
    country, kind = _groups(entities, names)
    return History(both, entities, relations, country, kind, order, start)


def _groups(entities: int, names: Mapping[int, str]) -> tuple[Array, Array]:
    countries: dict[str, int] = {}
    kinds: dict[str, int] = {}
    country, kind = np.zeros(entities, np.int64), np.zeros(entities, np.int64)
    for i in range(entities):
        name = names.get(i, f"#{i}").replace("_", " ")
        match = _OF.match(name)
        country[i] = countries.setdefault(match["country"] if match else name, len(countries))
        kind[i] = kinds.setdefault(match["type"] if match else "", len(kinds))
    return country, kind
