"""Features: what the past says for each who might be the object of a subject and a relation on a day.

Everything is read off the facts before the day; nothing of the day itself is looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from scipy import sparse

from detente.forecasting.graph.excitation import step_of
from detente.forecasting.graph.two_way import Graph
from detente.forecasting.history import Array

#: Half-lives of what decays, in days: of a pair's own past, and of what everybody does.
OWN, WIDE = (2.0, 8.0, 30.0, 120.0), (3.0, 20.0, 150.0)
#: Days after which the slow tables are made anew, their half-lives, and the dimensions of the embedding.
REFRESH, _TIES, _KINDS, _SPACE, DIMENSIONS = 7, 60.0, 200.0, 120.0, 48
#: How many candidates each source of them may name.
_MOST = {"relation.fast": 60, "relation.mid": 120, "relation.slow": 160, "country": 150, "paths": 150, "space": 80, "space.relation": 80, "kin": 150}
NEVER = 999.0

#: The columns of a candidate's features, in order, in words.
NAMES: tuple[str, ...] = (
    *(f"this with that one, half-life {h:g} days" for h in OWN), "days since this with that one",
    *(f"anything with that one, half-life {h:g} days" for h in OWN), "days since anything with that one", "events with that one",
    "excitation by the past of the two", "strongest excitation by the past of the two",
    *(f"this done to that one by anybody, half-life {h:g} days" for h in WIDE),
    *(f"that one in anything, half-life {h:g} days" for h in WIDE),
    "this by the same country to that one", "paths over a third", "closeness of the two", "the subject with that country", "this between such kinds",
    "same country", "the subject's activity, 8 days", "the subject's activity, 120 days", "events of this by the subject", "partners of the subject",
    "this by anybody", "this by the country", "this by the kind",
    "the reverse with that one, half-life 8 days", "the reverse with that one, half-life 120 days",
    "share of this between the two countries", "share of this by the subject in that country", "closeness under this", "partners of that one",
    "rank by recency under this", "rank by recency", "this with that one yesterday", "this with that one in three days",
    "share of this, 8 days", "share of this, 120 days", "share of this by anybody", "share between such kinds", "share of this by the country",
)


@dataclass
class Slow:
    """Tables that change little from day to day: decayed counts as sparse matrices, and an embedding of the graph."""

    ties: sparse.csr_matrix
    by_country: sparse.csr_matrix
    to_country: sparse.csr_matrix
    by_kind: sparse.csr_matrix
    countries: sparse.csr_matrix
    own_countries: sparse.csr_matrix
    under: sparse.csr_matrix
    left: Array
    right: Array
    partners: Array


def slow(history: Graph, day: int) -> Slow:
    """The slow tables as of a day."""
    facts = history.before(day)
    s, r, o, t = facts.T
    n, rr = history.entities, history.directed
    c, k = history.country, history.kind
    nc, nk = int(c.max()) + 1, int(k.max()) + 1

    def table(rows: Array, columns: Array, half_life: float, shape: tuple[int, int]) -> sparse.csr_matrix:
        weight = (0.5 ** ((day - t) / half_life)).astype(np.float32)
        return sparse.csr_matrix((weight, (rows, columns)), shape=shape)

    ties = table(s, o, _TIES, (n, n))
    under = table(s * rr + r, o, _SPACE, (n * rr, n))
    under.data = np.log1p(under.data)
    left, right = _embedding(ties)
    return Slow(
        ties, table(c[s] * rr + r, o, _TIES, (nc * rr, n)), table(s, c[o], _TIES, (n, nc)), table(k[s] * rr + r, k[o], _KINDS, (nk * rr, nk)),
        table(c[s] * rr + r, c[o], _SPACE, (nc * rr, nc)), table(s * rr + r, c[o], _SPACE, (n * rr, nc)), under, left, right,
        np.diff(ties.indptr).astype(np.float32),
    )


def _embedding(ties: sparse.csr_matrix) -> tuple[Array, Array]:
    """Left and right vectors (entities, dimensions) of the damped ties by a truncated singular value decomposition.

    So few entities that nothing is to be cut off are left as they are: the closeness of two is then their tie.
    """
    from scipy.sparse.linalg import svds

    damped = ties.copy()
    damped.data = np.log1p(3 * damped.data)
    size = min(damped.shape) - 2
    if size < 1 or damped.nnz == 0:
        return np.zeros((ties.shape[0], 1), np.float32), np.zeros((ties.shape[0], 1), np.float32)
    if size <= DIMENSIONS:
        return damped.toarray(), np.eye(damped.shape[0], dtype=np.float32)
    u, s, v = svds(damped, DIMENSIONS, v0=np.ones(min(damped.shape), np.float32), random_state=0)
    return np.ascontiguousarray((u * s).astype(np.float32)), np.ascontiguousarray(v.T.astype(np.float32))


@dataclass
class Pace:
    """What everybody does, decayed day by day: counts by (relation, object) and by object, for each half-life."""

    entities: int
    relations: int
    day: int | None = None
    under: list[Array] = field(default_factory=list)
    alone: list[Array] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.under = [np.zeros((self.relations, self.entities), np.float32) for _ in WIDE]
        self.alone = [np.zeros(self.entities, np.float32) for _ in WIDE]

    def advance(self, facts: Array, day: int) -> None:
        """Take in the facts of a day, which is later than those before."""
        for i, half_life in enumerate(WIDE):
            decay = np.float32(0.5 ** ((day - (self.day if self.day is not None else day)) / half_life))
            self.under[i] *= decay
            self.alone[i] *= decay
            np.add.at(self.under[i], (facts[:, 1], facts[:, 2]), 1)
            np.add.at(self.alone[i], facts[:, 2], 1)
        self.day = day


@dataclass(frozen=True, slots=True)
class Asked:
    """A subject and a relation with those who may be the object and their features (candidates, `NAMES`)."""

    subject: int
    relation: int
    candidates: Array
    features: Array


class Day:
    """All that is known on the morning of a day, to ask about who comes next."""

    def __init__(self, history: Graph, day: int, pace: Pace, tables: Slow, rates: Array) -> None:
        self.history, self.day, self.pace, self.slow, self.rates = history, day, pace, tables, rates
        self.members = _members(history.country)

    def ask(self, subject: int, relations: Sequence[int]) -> Iterator[Asked]:
        """The candidates for each relation of one subject."""
        past = _Past(self.history, subject, self.day)
        row = self.slow.ties[subject]
        paths = np.asarray((row @ self.slow.ties).todense()).ravel() if row.nnz else np.zeros(self.history.entities, np.float32)
        near = self.slow.right @ self.slow.left[subject]
        to_country = np.asarray(self.slow.to_country[subject].todense()).ravel()
        for relation in relations:
            yield self._ask(subject, int(relation), past, paths, near, to_country)

    def _ask(self, subject: int, relation: int, past: _Past, paths: Array, near: Array, to_country: Array) -> Asked:
        h, tables, pace = self.history, self.slow, self.pace
        country, kind, rr = int(h.country[subject]), int(h.kind[subject]), h.directed
        wide = [under[relation] for under in pace.under]
        by_country, by_kind = _row(tables.by_country, country * rr + relation), _row(tables.by_kind, kind * rr + relation)
        under = tables.right @ np.asarray(tables.under[subject * rr + relation] @ tables.right).ravel()
        named = [past.objects, _top(wide[0], _MOST["relation.fast"]), _top(wide[1], _MOST["relation.mid"]), _top(wide[2], _MOST["relation.slow"])]
        named += [_top(by_country, _MOST["country"]), _top(paths, _MOST["paths"]), _top(near, _MOST["space"]), _top(under, _MOST["space.relation"])]
        kin = self.members[country]
        if len(kin) > 1:
            named.append(kin[_top(pace.alone[2][kin] * (by_kind[h.kind[kin]] + 1e-3), _MOST["kin"])])
        c = np.unique(np.concatenate(named))
        c = c[c != subject]
        mine = past.under(relation, h.inverse(relation))
        own = past.at(c)
        size = len(c)
        between, inside = _row(tables.countries, country * rr + relation), _row(tables.own_countries, subject * rr + relation)
        excited, strongest = past.excitation(self.rates, relation)
        columns: list[Any] = [
            *(own(v) for v in mine.decayed), own(mine.age, NEVER),
            *(own(v) for v in past.decayed), own(past.age, NEVER), own(past.count),
            own(excited, -20), own(strongest, -20),
            *(v[c] for v in wide), *(v[c] for v in pace.alone),
            by_country[c], paths[c], near[c], to_country[h.country[c]], by_kind[h.kind[c]], h.country[c] == country,
            *(np.full(size, v) for v in (past.total[1], past.total[3], mine.events, len(past.objects), wide[2].sum(), by_country.sum(), by_kind.sum())),
            own(mine.reverse[0]), own(mine.reverse[1]),
            between[h.country[c]] / (1e-3 + between.sum()), inside[h.country[c]] / (1e-3 + inside.sum()), under[c], tables.partners[c],
            own(mine.rank, NEVER), own(past.rank, NEVER), own(mine.days[0]), own(mine.days[1]),
            own(mine.decayed[1]) / (1e-3 + mine.total[1]), own(mine.decayed[3]) / (1e-3 + mine.total[3]),
            wide[1][c] / (1e-3 + wide[1].sum()), by_kind[h.kind[c]] / (1e-3 + by_kind.sum()), by_country[c] / (1e-3 + by_country.sum()),
        ]
        features = np.empty((size, len(NAMES)), np.float32)
        for i, column in enumerate(columns):
            features[:, i] = column
        return Asked(subject, relation, c, features)


@dataclass(frozen=True, slots=True)
class _Under:
    """A subject's past under one relation, by object."""

    decayed: list[Array]
    age: Array
    rank: Array
    events: int
    total: list[float]
    reverse: list[Array]
    days: list[Array]


class _Past:
    """A subject's past before a day, by object."""

    def __init__(self, history: Graph, subject: int, day: int) -> None:
        objects, self._relation, when = history.of(subject, day)
        self._age = (day - when).astype(np.float32)
        self.objects, self._at = np.unique(objects, return_inverse=True)
        self._weight = [0.5 ** (self._age / h) for h in OWN]
        self.decayed = [self._sum(w) for w in self._weight]
        self.total = [float(w.sum()) for w in self._weight]
        self.age = self._least(np.ones(len(when), bool))
        self.count = np.bincount(self._at, minlength=len(self.objects))
        self.rank = _ranks(self.age)
        self._step = step_of(self._age)

    def _sum(self, weight: Array) -> Array:
        return np.bincount(self._at, weight, len(self.objects))

    def _least(self, which: Array) -> Array:
        age = np.full(len(self.objects), NEVER, np.float32)
        age[self._at[which]] = self._age[which]  # facts are in the order of days: the last one stays
        return age

    def under(self, relation: int, inverse: int) -> _Under:
        """The part of the past under one relation."""
        mine, other = self._relation == relation, self._relation == inverse
        weights = [w * mine for w in self._weight]
        age = self._least(mine)
        days = [self._sum((self._age <= d) * mine) for d in (1, 3)]
        return _Under([self._sum(w) for w in weights], age, _ranks(age), int(mine.sum()), [float(w.sum()) for w in weights], [self._sum(self._weight[i] * other) for i in (1, 3)], days)

    def excitation(self, rates: Array, relation: int) -> tuple[Array, Array]:
        """The logarithm of the summed and of the largest rate by object."""
        if not len(self.objects):
            return np.zeros(0), np.zeros(0)
        rate = rates[self._relation, relation, self._step]
        most = np.zeros(len(self.objects))
        np.maximum.at(most, self._at, rate)
        return np.log(self._sum(rate) + 1e-9), np.log(most + 1e-9)

    def at(self, candidates: Array) -> Any:
        """A function that spreads values by object over the candidates; those never met get the default."""
        if not len(self.objects):
            return lambda values, default=0.0: np.full(len(candidates), default, np.float32)
        place = np.clip(np.searchsorted(self.objects, candidates), 0, len(self.objects) - 1)
        met = self.objects[place] == candidates

        def spread(values: Array, default: float = 0.0) -> Array:
            return np.where(met, values[place], default).astype(np.float32)

        return spread


def _ranks(age: Array) -> Array:
    """How many others were met later; `NEVER` for those never met."""
    rank = np.empty(len(age), np.float32)
    rank[np.argsort(age, kind="stable")] = np.arange(len(age))
    rank[age >= NEVER] = NEVER
    return rank


def _row(table: sparse.csr_matrix, row: int) -> Array:
    """A row of a sparse table, in full."""
    full = np.zeros(table.shape[1], np.float32)
    first, last = table.indptr[row], table.indptr[row + 1]
    np.add.at(full, table.indices[first:last], table.data[first:last])
    return full


def _top(values: Array, most: int) -> Array:
    """Where the largest positive values are."""
    if most < len(values):
        where = np.argpartition(-values, most)[:most]
        return where[values[where] > 0]
    return np.flatnonzero(values > 0)


def _members(country: Array) -> list[Array]:
    order = np.argsort(country, kind="stable")
    return np.split(order, np.flatnonzero(np.diff(country[order])) + 1)
