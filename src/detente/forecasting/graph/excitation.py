"""Excitation: how much one event between two raises the rate of another between the same two, by the days since.

A Hawkes process (Hawkes 1971) with a free kernel by steps of time, estimated by counting: of all pairs
that saw relation a, how many saw relation b so many days later. The classic finding is that tit follows tat.
"""

from __future__ import annotations

import numpy as np

from detente.forecasting.graph.two_way import Graph
from detente.forecasting.history import Array

#: Where the steps of the kernel begin, in days since.
STEPS = np.array([1, 2, 3, 5, 8, 15, 31, 91])
#: How many later facts of the same pair each fact is compared with, and the weight of the prior in facts.
_LATEST, _PRIOR = 200, 5.0


def kernel(history: Graph, until: int) -> Array:
    """Rates (relation before, relation after, step), of one pair and day, from the facts before a day."""
    facts, relations, steps = history.before(until), history.directed, len(STEPS)
    pair = facts[:, 0] * history.entities + facts[:, 2]
    order = np.lexsort((facts[:, 3], pair))
    facts, pair = facts[order], pair[order]
    seen = np.zeros((relations, relations, steps), np.float32)
    for back in range(1, _LATEST + 1):
        same = pair[back:] == pair[:-back]
        if not same.any():
            break
        days = facts[back:, 3] - facts[:-back, 3]
        same &= days > 0
        step = np.searchsorted(STEPS, days[same], side="right") - 1
        np.add.at(seen, (facts[:-back, 1][same], facts[back:, 1][same], step), 1)
    left = until - facts[:, 3]
    ends = np.append(STEPS[1:], 10_000)
    exposed = np.stack([np.bincount(facts[:, 1], np.clip(left - a + 1, 0, b - a), relations) for a, b in zip(STEPS, ends, strict=True)], 1)
    base = np.bincount(facts[:, 1], minlength=relations) / max(1, len(np.unique(pair))) / max(1, until - facts[0, 3] if len(facts) else 1)
    rates: Array = ((seen + _PRIOR * base[None, :, None]) / (exposed[:, None, :] + _PRIOR)).astype(np.float32)
    return rates


def step_of(age: Array) -> Array:
    """The step of the kernel for ages in days (1 and more)."""
    return np.searchsorted(STEPS, age, side="right") - 1
