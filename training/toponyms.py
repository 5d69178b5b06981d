"""Fit the weights of `coding/places/toponyms.py`: `python -m training.toponyms FILE.jsonl.gz`.

A softmax over the places that a name may mean, fitted by gradient descent with a quadratic penalty to
texts with located names; features look at the other names' present choices, so fitting and choosing
take turns. Prints the weights and, by five-fold cross-validation over texts, the share put within 161 km.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np
from benchmarks.places import NEAR
from benchmarks.times import read

from detente.coding.parse import parsed
from detente.coding.places import toponyms
from detente.coding.places.gazetteer import distance
from detente.reading.document import document

Case = tuple[np.ndarray, np.ndarray]


def cases(rows: list[dict[str, Any]], weights: np.ndarray) -> list[list[Case]]:
    """For each text its names: the features of their places and which are right."""
    out = []
    documents = [document(r["text"], uri=r["id"], meta={}) for r in rows]
    for row, sentences in zip(rows, parsed(documents), strict=True):
        found = [(s, t) for s, names in zip(sentences, toponyms.find([s.span for s in sentences]), strict=True) for t in names]
        gold: dict[tuple[str, str], tuple[float, float]] = {}
        for s, t in found:
            doc = s.span.doc
            a, b = s.start(doc[t.start]), s.end(doc[t.end - 1])
            hit = next((g for g in row["toponyms"] if g.get("lat") is not None and g["start"] < b and a < g["end"]), None)
            if hit:
                gold[t.text, t.qualifier] = (hit["lat"], hit["lon"])
        chosen: dict[tuple[str, str], Any] = {}
        last: dict[tuple[str, str], Case] = {}
        for pair, spots, features in toponyms.candidates([(t.text, t.qualifier) for _, t in found], None, chosen):
            x = np.array(features)
            chosen[pair] = spots[int((x @ weights).argmax())]
            if pair in gold:
                last[pair] = (x, np.array([distance((s.lat, s.lon), gold[pair]) <= NEAR for s in spots]))
        out.append(list(last.values()))
    return out


def fit(data: list[Case], weights: np.ndarray, *, steps: int = 400, penalty: float = 2e-3) -> np.ndarray:
    """Weights that give the right places the most probability."""
    use = [(x, y) for x, y in data if y.any() and not y.all()]
    w, m, v = weights.copy(), np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, steps + 1):
        g = penalty * w * len(use)
        for x, y in use:
            z = x @ w
            p = np.exp(z - z.max())
            p /= p.sum()
            q = p * y / max(1e-12, float((p * y).sum()))
            g += x.T @ (p - q)
        g /= len(use)
        m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g * g
        w -= 0.05 * (m / (1 - 0.9**step)) / (np.sqrt(v / (1 - 0.999**step)) + 1e-8)
    return w


def share(data: list[Case], weights: np.ndarray) -> float:
    """How many names the weights put right."""
    return sum(bool(y[(x @ weights).argmax()]) for x, y in data) / max(1, len(data))


def main() -> None:
    """Fit, print."""
    rows = [r for a in sys.argv[1:] for r in read(Path(a))]
    weights = np.array(toponyms.WEIGHTS)
    for turn in range(2):
        data = cases(rows, weights)
        every = [c for d in data for c in d]
        held = []
        for k in range(5):
            w = fit([c for i, d in enumerate(data) if i % 5 != k for c in d], np.array(toponyms.WEIGHTS))
            held.append(share([c for i, d in enumerate(data) if i % 5 == k for c in d], w))
        print(f"turn {turn}: {len(every)} names; before {share(every, weights):.4f}, held out {np.mean(held):.4f}", end="; ")
        weights = fit(every, np.array(toponyms.WEIGHTS))
        print(f"fitted {share(every, weights):.4f}")
    print("WEIGHTS =", tuple(round(float(w), 2) for w in weights))


if __name__ == "__main__":
    main()
