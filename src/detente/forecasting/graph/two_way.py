"""A history read both ways: each fact with its inverse, by day and by subject."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from detente.forecasting.history import Array, History


@dataclass(frozen=True)
class Graph:
    """Facts (subject, relation, object, day), each with its inverse, in the order of days.

    `facts` is (n, 4), int64. Of R relations (the `roots` of the history) the inverse of r is r + R: "is visited by" for
    "visits". `country` and `kind` are those of the history's actors. `order` lists the facts by subject and day, `start`
    where each subject's begin.
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


def two_way(history: History) -> Graph:
    """The graph of a history. Raises ValueError for a history without events."""
    if not len(history.day):
        raise ValueError("a history without events has nothing to rank")
    there = np.stack([history.source, history.root, history.target, history.day], 1)
    back = np.stack([history.target, history.root + history.roots, history.source, history.day], 1)
    both = np.concatenate([there, back]).astype(np.int64)
    both = both[np.argsort(both[:, 3], kind="stable")]
    order = np.argsort(both[:, 0], kind="stable")
    start = np.searchsorted(both[order, 0], np.arange(history.actors + 1))
    return Graph(both, history.actors, history.roots, history.country, history.kind, order, start)
