"""Fit what speaks against a day of writing: `python -m training.writing [FOLDER ...]`.

Each FOLDER (`tests/analyses`, `tests/undated` and `tests/varied` unless given) holds analyses as NAME-YYYY-MM.txt, the month being that in which they were
written. Of the days on which one may have been written those of that month and the ones beside it are right. A conditional
logit over the signs, each of which can only speak against a day, with a ridge. Prints how many texts are right that were left
out of fitting, and how many would be by their own probabilities; writes writing.json to src/detente/data/coder.

The analyses of `tests/further` are left out: their authors were asked to give recent days without the year, which not every author does; of those of `tests/varied` half were.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from detente.coding import names_of
from detente.coding.parse import sentences
from detente.coding.scene import leaning
from detente.coding.tenures import tenures
from detente.coding.times.writing import about, gathered
from detente.config import data, world
from detente.reading.document import document

RIDGE = 0.1
Array = np.ndarray


def examples(folder: Path) -> Iterator[tuple[str, list[date], list[str], Array, Array]]:
    """Of each text its name, the days, the names of the signs, what they are on each day (days, signs), and which days are right (days,)."""
    names = names_of(world())
    for path in sorted(folder.glob("*.txt")):
        year, month = map(int, re.search(r"(\d{4})-(\d\d)", path.stem).groups())  # type: ignore[union-attr]
        text = document(path.read_bytes().decode("utf-8"), uri=path.stem, meta={})
        told = sentences(text)
        evidence = gathered(text.text, leaning(told), tenures(told, [names.find(s.span) for s in told], names))
        days = evidence.options()
        right = np.array([abs((d.year - year) * 12 + d.month - month) <= 1 for d in days], bool)
        if right.any():
            signs = [evidence.signs(day) for day in days]
            yield path.stem, days, list(signs[0]), np.array([list(s.values()) for s in signs]), right
        else:
            print(f"{path.stem}: no day of {year}-{month:02} among those on which it may have been written", file=sys.stderr)


def fitted(signs: Sequence[Array], right: Sequence[Array]) -> Array:
    """The weights, none below 0, under which the right days are likeliest."""

    def loss(w: Array) -> tuple[float, Array]:
        total, slope = RIDGE * float(w @ w), 2 * RIDGE * w
        for x, y in zip(signs, right, strict=True):
            p = np.exp(-(x @ w) + (x @ w).min())
            p /= p.sum()
            total -= float(np.log(p[y].sum()))
            slope = slope + x.T @ (np.where(y, p, 0) / p[y].sum() - p)
        return total, slope

    found: Array = minimize(loss, np.zeros(signs[0].shape[1]), jac=True, method="L-BFGS-B", bounds=[(0, None)] * signs[0].shape[1]).x
    return found


def main() -> None:
    """Measure on each text by the others, fit to all, write."""
    beside = Path(__file__).parents[1] / "tests"
    folders = [Path(a) for a in sys.argv[1:]] or [beside / name for name in ("analyses", "undated", "varied")]
    found = [example for folder in folders for example in examples(folder)]
    signs, right = [x for *_, x, _ in found], [y for *_, y in found]
    missed, likely = [], []
    for i, (name, days, *_) in enumerate(found):
        cost = signs[i] @ fitted(signs[:i] + signs[i + 1 :], right[:i] + right[i + 1 :])
        likely.append(about(days[best := int(cost.argmin())], dict(zip(days, cost, strict=True))))
        if not right[i][best]:
            missed.append(name)
    print(f"{len(found) - len(missed)} of {len(found)} texts right by weights fitted to the others, {sum(likely):.1f} by what these hold likely; not {', '.join(missed)}")
    weights = {name: round(float(w), 4) for name, w in zip(found[0][2], fitted(signs, right), strict=True) if w > 0}
    Path(str(data("coder").joinpath("writing.json"))).write_text(json.dumps(weights, indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
