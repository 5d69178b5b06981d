"""Fit the weights of the pool to the world's record: `python -m training.pool DEEDS.tsv.gz`.

DEEDS is the table of deeds that `python -m training.code_world` made of the reports. A case is a pair of parties, a type of act
between them and a morning every four weeks, where the `REACH` days before tell of at least three; asked is whether one
follows within 30, 90 and 180 days. Fitted are windows that close by the end of 2018; printed are the Brier scores of mornings from 2019 on,
beside those of base rate, recency and their mean.
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

from detente.config import data
from detente.forecasting.event_table import read_table
from detente.forecasting.pool import LEAST, SPAN, parts
from detente.forecasting.record import Deed
from training.logistic import logistic

BEGIN, FITTED, LAST, STEP, REACH = date(2004, 6, 1), date(2018, 12, 31), date(2024, 12, 31), 28, 1000
HORIZONS, RIDGE = (30, 90, 180), 1.0

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


def main() -> None:
    """Run on the path given."""
    if len(sys.argv) != 2:
        sys.exit("usage: python -m training.pool DEEDS.tsv.gz")
    rows = list(cases(list(read_table(Path(sys.argv[1])))))
    x = np.array([(b, r, log(length / SPAN)) for _, length, b, r, _ in rows])
    y = np.array([came for *_, came in rows], float)
    learn = np.array([as_of + timedelta(days=length) <= FITTED for as_of, length, *_ in rows])
    held = np.array([as_of > FITTED for as_of, *_ in rows])
    w = logistic(x[learn], y[learn], RIDGE)
    for length in HORIZONS:
        which = held & np.array([h == length for _, h, *_ in rows])
        score = {name: float((((1 / (1 + np.exp(-z[which]))) - y[which]) ** 2).mean()) for name, z in {"learned": x @ w[:-1] + w[-1], "mean": x[:, :2].mean(1), "base rate": x[:, 0], "recency": x[:, 1]}.items()}
        print(f"{length} days, n {which.sum():,}: " + ", ".join(f"{name} {brier:.4f}" for name, brier in score.items()))
    names = ("base", "recency", "length", "constant")
    Path(str(data("odds", "pool.json"))).write_text(json.dumps({n: round(float(v), 3) for n, v in zip(names, w, strict=True)}) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
