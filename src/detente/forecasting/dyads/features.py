"""What the past of a dyad, of its actors, of their countries and of everybody says on the morning of a day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from detente.forecasting.history import CLASSES, Array, History

#: A dyad is asked about if its two sides had so many events with each other, in both directions, in so many days.
ACTIVE, WINDOW = 5, 90
#: Half-lives of the decayed counts, in days: of the dyad, of its actors and countries, of the finer types and the graph.
OWN, WIDE, FINE, LONG = (2.0, 6.0, 18.0, 55.0, 200.0), (8.0, 60.0), (5.0, 25.0), 45.0
#: Dimensions of the graph's embedding; what stands for "never", in days; dyads whose third parties are looked at at once.
SPACE, NEVER, AT_ONCE = 24, 999.0, 4000

K = len(CLASSES)


@dataclass(frozen=True)
class Rows:
    """Dyads (n, 2) as of the morning of a day, with decayed counts for the simple models and features for the learned one.

    `own`, `back`: (n, classes, half-lives) decayed counts of the dyad and of the reverse dyad; `near`: (n, classes) the
    same of its actors with others; `age`: (n, classes) days since the last event; `seen`: (n, classes) all counts;
    `span`: days of history; `features`: (n, classes, features), named by `names`; `exposure`: (features,) the days that a
    decayed count was gathered over, as a share of those of an endless history.
    """

    day: int
    span: int
    pairs: Array
    own: Array
    back: Array
    near: Array
    age: Array
    seen: Array
    features: Array
    exposure: Array
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Block:
    """Some features of one sort: (n or 1, classes or 1, m), the words for them, and half-lives where they are decayed counts."""

    words: str
    values: Array
    half_lives: tuple[float, ...] = ()

    def names(self) -> Iterator[str]:
        for i in range(self.values.shape[2]):
            yield f"{self.words}, half-life {self.half_lives[i % len(self.half_lives)]:g} days" if self.half_lives else f"{self.words} ({i + 1})" if self.values.shape[2] > 1 else self.words


def rows(history: History, day: int, *, active: int = ACTIVE, window: int = WINDOW) -> Rows:
    """The dyads that are asked about on the morning of a day, and what is known of them."""
    past = history.before(day)
    pairs = _active(past, day, active, window)
    n, e = len(pairs), past.actors
    place, mine, reverse = _places(past, pairs)
    klass, age = past.klass[mine], (day - past.day[mine]).astype(np.float64)
    cell = place * K + klass
    own = np.stack([np.bincount(cell, 0.5 ** ((age - 1) / h), n * K).reshape(n, K) for h in OWN], 2)
    last = _last(cell, age, n * K).reshape(n, K)
    seen = np.bincount(cell, minlength=n * K).reshape(n, K).astype(float)
    days = np.stack([_days(cell, past.day[mine], age, d, n) for d in (7, 30, 90)], 2)
    span = int(day - past.day[0]) if len(past.day) else 0
    fine = place * past.roots + past.root[mine]
    roots = [np.bincount(fine, 0.5 ** (age / h), n * past.roots).reshape(n, 1, past.roots) for h in FINE]
    since = _last(fine, age, n * past.roots).reshape(n, 1, past.roots)
    out, into = _by(past.source, past, day, e), _by(past.target, past, day, e)
    actor, c, k = np.arange(e), past.country, past.kind
    size = int(max(e, c.max(initial=0), k.max(initial=0))) + 1
    s, t = pairs.T

    def grouped(source: Array, target: Array, back: bool = False) -> Array:
        """What the group of each source did to the group of each target, or the target's to the source's."""
        asked = source[t] * size + target[s] if back else source[s] * size + target[t]
        return _sparse(source[past.source] * size + target[past.target], asked, past, day)

    near = (out[s, :, 1] + into[t, :, 1] - 2 * own[:, :, 3]).clip(0)
    by_class, close = _closeness(past, day, pairs)
    partners = _partners(past, day)
    by_kind = grouped(k, k)
    common, through = _third_parties(past, day, pairs)
    everybody = np.stack([np.bincount(past.klass, 0.5 ** ((day - past.day) / h), K) * (1 - 0.5 ** (1 / h)) for h in WIDE], 1)
    rate = max(span, 1)
    blocks = [
        _Block("this between the two", own, OWN),
        _Block("anything between the two", own.sum(1, keepdims=True), OWN),
        _Block("this in return", own[reverse], OWN),
        _Block("anything in return", own[reverse].sum(1, keepdims=True), OWN),
        _Block("days of the last 7, 30, 90 with this", days),
        _Block("days of the last 7, 30, 90 with this in return", days[reverse]),
        _Block("days since this", last[:, :, None]),
        _Block("days since anything", last.min(1, keepdims=True)[:, :, None]),
        _Block("days since this in return", last[reverse][:, :, None]),
        _Block("days since anything in return", last[reverse].min(1, keepdims=True)[:, :, None]),
        _Block("this a day, ever", seen[:, :, None] / rate),
        _Block("anything a day, ever", seen.sum(1, keepdims=True)[:, :, None] / rate),
        _Block("this by the source to anybody", out[s], WIDE),
        _Block("this to the target by anybody", into[t], WIDE),
        _Block("anything by the source", out[s].sum(1, keepdims=True), WIDE),
        _Block("anything to the target", into[t].sum(1, keepdims=True), WIDE),
        _Block("this to the source", into[s], WIDE),
        _Block("this by the target", out[t], WIDE),
        _Block("this by the source and to the target with others", near[:, :, None], OWN[3:4]),
        _Block("this between the two countries", grouped(c, c), WIDE),
        _Block("this between the two countries in return", grouped(c, c, back=True), WIDE),
        _Block("this between such kinds", by_kind, WIDE),
        _Block("share of this between such kinds", by_kind / (1e-3 + by_kind.sum(1, keepdims=True))),
        _Block("what the graph expects of this", by_class[:, :, None]),
        _Block("what the graph expects of anything", close[:, None, None]),
        _Block("this by everybody a day", everybody[None]),
        _Block("class", np.arange(K, dtype=float)[None, :, None]),
        *(_Block(f"each class between the two, half-life {OWN[i]:g} days", own[:, :, i][:, None], (OWN[i],)) for i in (2, 4)),
        _Block(f"each class in return, half-life {OWN[3]:g} days", own[reverse][:, :, 3][:, None], (OWN[3],)),
        *(_Block(f"each type between the two, half-life {h:g} days", r, (h,)) for h, r in zip(FINE, roots, strict=True)),
        *(_Block(f"each type in return, half-life {h:g} days", r[reverse], (h,)) for h, r in zip(FINE, roots, strict=True)),
        _Block("days since each type", since),
        _Block("days since each type in return", since[reverse]),
        _Block("partners of the source", partners[s][:, None, None]),
        _Block("partners of the target", partners[t][:, None, None]),
        _Block("same country", (c[s] == c[t]).astype(float)[:, None, None]),
        _Block("this by the source to the target's country", grouped(actor, c), WIDE),
        _Block("this to the target by the source's country", grouped(c, actor), WIDE),
        _Block("this by the target to the source's country", grouped(actor, c, back=True), WIDE),
        _Block("this to the source by the target's country", grouped(c, actor, back=True), WIDE),
        _Block("this by the source to such a kind", grouped(actor, k), WIDE),
        _Block("this to the target by such a kind", grouped(k, actor), WIDE),
        _Block("this by the source's country to anybody", _by(c[past.source], past, day, size)[c[s]], WIDE),
        _Block("this to the target's country by anybody", _by(c[past.target], past, day, size)[c[t]], WIDE),
        _Block("third parties that both deal with", common),
        _Block("this by the source to whom the target deals with", through),
    ]
    features = np.concatenate([np.broadcast_to(b.values, (n, K, b.values.shape[2])).astype(np.float32) for b in blocks], 2)
    exposure = [1 - 0.5 ** (max(span, 1) / b.half_lives[i % len(b.half_lives)]) if b.half_lives else 1.0 for b in blocks for i in range(b.values.shape[2])]
    return Rows(day, span, pairs, own, own[reverse], near, last, seen, features, np.array(exposure, np.float32), tuple(name for b in blocks for name in b.names()))


def _places(past: History, pairs: Array) -> tuple[Array, Array, Array]:
    """The row of each event among the pairs, which events have one, and the row of each pair's reverse."""
    key = pairs[:, 0] * past.actors + pairs[:, 1]
    order = np.argsort(key)
    if not len(key):
        return np.zeros(0, np.int64), np.zeros(len(past.day), bool), order
    its = past.source * past.actors + past.target
    at = np.minimum(np.searchsorted(key[order], its), len(key) - 1)
    mine = key[order][at] == its
    return order[at[mine]], mine, order[np.searchsorted(key[order], pairs[:, 1] * past.actors + pairs[:, 0])]


def _last(cell: Array, age: Array, size: int) -> Array:
    last = np.full(size, NEVER)
    np.minimum.at(last, cell, age)
    return last


def _active(past: History, day: int, active: int, window: int) -> Array:
    """The directed dyads (n, 2), both directions of each, that had so many events together lately."""
    a = int(np.searchsorted(past.day, day - window))
    s, t = past.source[a:], past.target[a:]
    key, count = np.unique(np.minimum(s, t) * past.actors + np.maximum(s, t), return_counts=True)
    key = key[count >= active]
    low, high = key // past.actors, key % past.actors
    low, high = low[low != high], high[low != high]
    return np.stack([np.concatenate([low, high]), np.concatenate([high, low])], 1)


def _days(cell: Array, day: Array, age: Array, within: int, n: int) -> Array:
    """Days of the last so many with an event, by cell."""
    recent = age <= within
    unique = np.unique(cell[recent] * 10_000_000 + day[recent])
    return np.bincount(unique // 10_000_000, minlength=n * K).reshape(n, K).astype(float)


def _by(side: Array, past: History, day: int, size: int) -> Array:
    return np.stack([np.bincount(side * K + past.klass, 0.5 ** ((day - past.day) / h), size * K).reshape(size, K) for h in WIDE], 2)


def _sparse(key: Array, asked: Array, past: History, day: int) -> Array:
    """Decayed counts by a sparse key, for the keys asked about: (n, classes, half-lives)."""
    unique, at = np.unique(key, return_inverse=True)
    table = _by(at, past, day, len(unique))
    place = np.minimum(np.searchsorted(unique, asked), max(len(unique) - 1, 0))
    return table[place] * (unique[place] == asked)[:, None, None] if len(unique) else np.zeros((len(asked), K, len(WIDE)))


def _partners(past: History, day: int) -> Array:
    recent = past.day >= day - WINDOW
    key = np.unique(past.source[recent] * past.actors + past.target[recent])
    return np.bincount(key // past.actors, minlength=past.actors).astype(float)


def _third_parties(past: History, day: int, pairs: Array) -> tuple[Array, Array]:
    """How much both deal with the same others, (n, 1, half-lives), and how much of each class the source does to whom the target deals with, (n, classes, half-lives)."""
    common, through = np.zeros((len(pairs), 1, len(WIDE))), np.zeros((len(pairs), K, len(WIDE)))
    for i, h in enumerate(WIDE):
        weight = 0.5 ** ((day - past.day) / h)
        ties = _ties(past, weight, back=True)
        deeds = [_ties(past, weight, past.klass == k) for k in range(K)]
        for at in range(0, len(pairs), AT_ONCE):
            some = slice(at, at + AT_ONCE)
            s, t = pairs[some].T
            theirs = ties[t]
            common[some, 0, i] = theirs.multiply(ties[s]).sum(1)
            for k in range(K):
                through[some, k, i] = theirs.multiply(deeds[k][s]).sum(1)
    return common, through


def _ties(past: History, weight: Array, which: Array | slice = slice(None), *, back: bool = False) -> sparse.csr_array:
    """The graph of those events (actors, actors), each tie the damped sum of its weights; with `back`, whoever did it to whom."""
    ties = sparse.csr_array((weight[which], (past.source[which], past.target[which])), shape=(past.actors, past.actors))
    ties = (ties + ties.T).tocsr() if back else ties
    ties.data = np.log1p(ties.data)
    return ties


def _closeness(past: History, day: int, pairs: Array) -> tuple[Array, Array]:
    """How much the graph of all others expects of each class, and of anything, between two: the reconstruction of the damped ties in few dimensions."""
    from scipy.sparse.linalg import svds

    e = past.actors
    weight = 3 * 0.5 ** ((day - past.day) / LONG)
    ties = _ties(past, weight)
    size = min(SPACE, e - 2)
    if size < 1 or not ties.nnz:
        return np.zeros((len(pairs), K)), np.zeros(len(pairs))
    u, s, v = svds(ties, size, v0=np.ones(e), random_state=0)
    left, right = u * s, v.T
    by_class = [np.einsum("ij,ij->i", (_ties(past, weight, past.klass == k) @ right)[pairs[:, 0]], right[pairs[:, 1]]) for k in range(K)]
    return np.stack(by_class, 1), np.einsum("ij,ij->i", left[pairs[:, 0]], right[pairs[:, 1]])
