"""Fit the weights of the pool to the world's record: `python -m training.pool DEEDS.tsv.gz`.

DEEDS is the table of deeds that `python -m training.code_world` made of the reports. A case is a pair of parties, a type of act
between them and a morning every four weeks, where the `REACH` days before tell of at least three; asked is whether one
follows within 30, 90 and 180 days. Fitted are windows that close by the end of 2018; printed are the Brier scores of mornings from 2019 on,
beside those of base rate, recency and their mean. Then for pairs of which the year before tells of three deeds at least, but of fewer than
three of a type: how often such a pair sees that type, by which the odds of a thin record begin; printed beside half-counts.
"""

from __future__ import annotations

import json
import sys
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from math import log
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from detente.config import data
from detente.forecasting.event_table import read_table
from detente.forecasting.pool import HALF_LIFE, LEAST, SPAN, parts
from detente.forecasting.record import Deed
from detente.forecasting.windows import logistic as probability
from detente.model import codebook
from training.logistic import logistic

BEGIN, FITTED, LAST, STEP, REACH = date(2004, 6, 1), date(2018, 12, 31), date(2024, 12, 31), 28, 1000
HORIZONS, RIDGE = (30, 90, 180), 1.0
#: Parties are in touch where so many days before tell of `LEAST` deeds between them.
TOUCH = 365

#: A case: the morning, the length, log-odds of base rate and recency, and whether it came.
Case = tuple[date, int, float, float, bool]


def cases(deeds: list[Deed]) -> Iterator[Case]:
    """Every case of the record."""
    told: dict[tuple[frozenset[str], str], set[date]] = defaultdict(set)
    for d in deeds:
        told[frozenset((d.source, d.target)), d.type].add(d.day)
    end = max(d.day for d in deeds)
    for days in (sorted(v) for _, v in sorted(told.items(), key=lambda item: (sorted(item[0][0]), item[0][1])) if len(v) >= LEAST):
        for i in range((LAST - BEGIN).days // STEP):
            as_of = BEGIN + timedelta(days=i * STEP)
            begin, now = as_of - timedelta(days=REACH), bisect_right(days, as_of)
            past = [d for d in days[:now] if d > begin]
            if len(past) < LEAST:
                continue
            for length in HORIZONS:
                last = as_of + timedelta(days=length)
                if last <= end:
                    yield (as_of, length, *parts(past, begin=begin, as_of=as_of, length=length), bisect_right(days, last) > now)


#: A thin case: the type, the morning, the length, the days known, and whether it came.
Thin = tuple[str, date, int, tuple[date, ...], bool]


def thin_cases(deeds: list[Deed]) -> Iterator[Thin]:
    """Every case of a pair in touch of which fewer than `LEAST` days tell of a type."""
    told: dict[frozenset[str], dict[str, set[date]]] = defaultdict(lambda: defaultdict(set))
    for d in deeds:
        told[frozenset((d.source, d.target))][d.type].add(d.day)
    end = max(d.day for d in deeds)
    mornings = [BEGIN + timedelta(days=i * STEP) for i in range((LAST - BEGIN).days // STEP)]
    for _, by_type in sorted(told.items(), key=lambda item: sorted(item[0])):
        every = sorted(set().union(*by_type.values()))
        for as_of in (m for m in mornings if bisect_right(every, m) - bisect_right(every, m - timedelta(days=TOUCH)) >= LEAST):
            for type_ in codebook():
                days = sorted(by_type.get(type_, ()))
                first, now = bisect_right(days, as_of - timedelta(days=REACH)), bisect_right(days, as_of)
                if now - first < LEAST:
                    for length in HORIZONS:
                        if (last := as_of + timedelta(days=length)) <= end:
                            yield type_, as_of, length, tuple(days[first:now]), bisect_right(days, last) > now


def beginnings(rows: list[Thin]) -> dict[str, tuple[float, float]]:
    """For each type the rate in `SPAN` days and its growth, by which the cases are likeliest: 1 - exp(-rate (length / SPAN)^growth)."""
    found = {}
    for type_ in sorted({t for t, *_ in rows}):
        n, came = ({h: sum(1 for t, _, length, _, c in rows if t == type_ and length == h and (c or not only)) for h in HORIZONS} for only in (False, True))

        def loss(w: np.ndarray, n: dict[int, int] = n, came: dict[int, int] = came) -> float:
            hazard = {h: np.exp(w[0] + w[1] * log(h / SPAN)) for h in HORIZONS}
            return float((w[1] - 1) ** 2 + sum((n[h] - came[h]) * hazard[h] - (came[h] + 0.5) * np.log(-np.expm1(-hazard[h])) for h in HORIZONS))

        rate, growth = minimize(loss, np.array([-3.0, 1.0]), method="Nelder-Mead").x
        found[type_] = round(float(np.exp(rate)), 4), round(float(growth), 3)
    return found


def compared(rows: list[Thin], begin: dict[str, tuple[float, float]]) -> None:
    """Print the Brier scores of thin cases from half-counts, and from the beginnings."""
    for length in HORIZONS:
        half: list[float] = []
        ours: list[float] = []
        for type_, as_of, _, days, came in (r for r in rows if r[2] == length):
            hazard = begin[type_][0] * (length / SPAN) ** begin[type_][1]
            first = as_of - timedelta(days=REACH)
            for share, count, scores in ((0.5, 0.5, half), (1 - float(np.exp(-hazard)), hazard * HALF_LIFE / length, ours)):
                base, recent = parts(days, begin=first, as_of=as_of, length=length, share=share, count=count)
                scores.append((probability((base + recent) / 2) - came) ** 2)
        print(f"{length} days, fewer than {LEAST} known, n {len(half):,}: half-counts {np.mean(half):.4f}, from the world's record {np.mean(ours):.4f}")


def main() -> None:
    """Run on the path given."""
    if len(sys.argv) != 2:
        sys.exit("usage: python -m training.pool DEEDS.tsv.gz")
    deeds = list(read_table(Path(sys.argv[1])))
    rows = list(cases(deeds))
    x = np.array([(b, r, log(length / SPAN)) for _, length, b, r, _ in rows])
    y = np.array([came for *_, came in rows], float)
    learn = np.array([as_of + timedelta(days=length) <= FITTED for as_of, length, *_ in rows])
    held = np.array([as_of > FITTED for as_of, *_ in rows])
    w = logistic(x[learn], y[learn], RIDGE)
    for length in HORIZONS:
        which = held & np.array([h == length for _, h, *_ in rows])
        score = {name: float((((1 / (1 + np.exp(-z[which]))) - y[which]) ** 2).mean()) for name, z in {"learned": x @ w[:-1] + w[-1], "mean": x[:, :2].mean(1), "base rate": x[:, 0], "recency": x[:, 1]}.items()}
        print(f"{length} days, n {which.sum():,}: " + ", ".join(f"{name} {brier:.4f}" for name, brier in score.items()))
    thin = list(thin_cases(deeds))
    begin = beginnings([r for r in thin if r[1] + timedelta(days=r[2]) <= FITTED])
    compared([r for r in thin if r[1] > FITTED], begin)
    names = ("base", "recency", "length", "constant")
    fitted = {n: round(float(v), 3) for n, v in zip(names, w, strict=True)}
    Path(str(data("odds", "pool.json"))).write_text(json.dumps({**fitted, "begin": begin}) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
