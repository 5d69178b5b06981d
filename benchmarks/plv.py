"""Event types on PLV (Hu et al., ACL 2024): `python -m benchmarks.plv TRAIN.tsv [TEST.tsv]`.

With TEST the classifier that ships is measured on it. Without, models trained as the shipped one is
are measured on TRAIN by five-fold cross-validation, all sentences of one text in one part (some twenty
minutes of one core). Either way `sentences_per_second` is that of the shipped classifier on one core.
Root: 15 classes, YIELD for CONCEDE and RETREAT; penta: PLOVER's quad classes as the file numbers them.
The last line printed is one JSON object.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from statistics import median
from typing import Any

for _name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):  # before numpy is loaded: one core is what is measured
    os.environ.setdefault(_name, "1")

import numpy as np  # noqa: E402
from training import base  # noqa: E402
from training.events import PENTA, Example, held_out, own, read_plv  # noqa: E402

from detente.coding.classify import Passage, classifier  # noqa: E402
from detente.coding.classify.wordpiece import WordPieces  # noqa: E402


def macro_f1(gold: list[Any], got: list[Any]) -> float:
    """The mean F1 over the classes that gold or prediction have."""
    scores: list[float] = []
    for c in sorted(set(gold) | set(got)):
        hit = sum(a == b == c for a, b in zip(gold, got, strict=True))
        scores.append(2 * hit / (gold.count(c) + got.count(c)))
    return sum(scores) / len(scores)


def figures(examples: list[Example], probabilities: np.ndarray, types: list[str]) -> dict[str, Any]:
    """Root and penta scores; NONE, which PLV does not have, is left out of account."""
    p = probabilities.copy()
    if "NONE" in types:
        p[:, types.index("NONE")] = 0
    roots = [types[i] for i in p.argmax(1)]
    classes = np.stack([p[:, [PENTA.get(t) == k for t in types]].sum(1) for k in (1, 2, 3, 4)], 1)
    gold = [e.type for e in examples]
    scores: dict[str, Any] = {"root_macro_f1": round(macro_f1(gold, roots), 4), "root_accuracy": round(sum(a == b for a, b in zip(gold, roots, strict=True)) / len(gold), 4)}
    told = [i for i, e in enumerate(examples) if e.penta]
    if told:
        scores["penta_macro_f1"] = round(macro_f1([examples[i].penta for i in told], [int(classes[i].argmax()) + 1 for i in told]), 4)
    return scores


def speed(examples: list[Example], runs: int = 5) -> float:
    """Sentences per CPU second of the shipped classifier, the median of several runs."""
    passages = [Passage(e.words, [(e.actor, e.recipient)]) for e in examples]
    rates = []
    for _ in range(runs):
        begun = time.process_time()
        classifier().probabilities(passages)
        rates.append(len(passages) / (time.process_time() - begun))
    return float(round(median(rates), 1))


def main() -> None:
    """Run on the paths given."""
    if not 2 <= len(sys.argv) <= 3:
        sys.exit("usage: python -m benchmarks.plv TRAIN.tsv [TEST.tsv]")
    examples = read_plv(Path(sys.argv[-1]))
    if len(sys.argv) == 3:
        types = classifier().types
        probabilities, _, _ = classifier().probabilities([Passage(e.words, [(e.actor, e.recipient)]) for e in examples])
    else:
        probabilities, types = held_out(examples, own(), WordPieces(base.vocabulary()))
    print(json.dumps({**figures(examples, probabilities, types), "sentences": len(examples), "sentences_per_second": speed(examples)}))


if __name__ == "__main__":
    main()
