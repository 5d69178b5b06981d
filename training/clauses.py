"""Train the reader of clauses: `python -m training.clauses [FOLDER ...]`.

Each FOLDER (`tests/analyses`, `tests/further`, `tests/varied` and `tests/later` unless given) holds marked analyses as for `benchmarks.analyses`. A clause is an example of a kind if
it and the words marked for one have half of the shorter in common; how its event stands is what the event says that has most in common with it. A regression and the tuned layers (`training.upper`) are fitted side by
side; how their log-odds are pooled is fitted to what each says of texts that it has not seen, half of them at a time. On these the
figures are measured that are printed. Writes clauses.json, clauses.npz and upper.onnx to src/detente/data/coder.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
from benchmarks.gold import gold_spans, touches
from scipy import sparse

from detente.coding import names_of, sighted
from detente.coding.clauses import ENOUGH, KINDS, PLACES, STANDINGS, STANDS, parts, readable, states, words
from detente.config import data, world
from detente.reading.document import document
from training.events import WIDTH
from training.files import write_arrays
from training.logistic import logistic
from training.upper import Frozen, Sentence, Tuned, tune

Array = np.ndarray
#: How the marked readings call what a clause may tell.
GOLD = {"event": {"event", "meeting_or_track"}, "expectation": {"expectation"}, "commitment": {"agreement_or_commitment"}, "strategy": {"strategy"}}
#: How they call the standings of an event.
MARKED_SO = {"planned": {"scheduled", "expected", "moved"}, "failed": {"failed", "denied", "postponed", "not carried out"}}
#: The ridge; what the words and the words around count for; how often a word must occur.
RIDGE, OF_WORDS, AROUND, LEAST = 10.0, 0.5, 0.2, 3
#: What the states of a clause, of the sentences before and behind it and the part of the text count for beside the words.
OF_STATES = np.repeat([0.07, 0.07, 0.03, 0.3], [3 * WIDTH, WIDTH, WIDTH, PLACES])
FOLDS = 2


@dataclass(frozen=True, slots=True)
class Examples:
    """Clauses of texts, n of them.

    `text` (n,) numbers the text, `words` are what each is known by, `states` (n, 5 x width + places) the encoder's, `marked` (n, kinds and standings),
    `spans` where it stands in the text; `sentences` hold the clauses in the same order, `of` (sentences,) the number of the text.
    """

    text: Array
    words: list[set[str]]
    states: Array
    marked: Array
    spans: list[tuple[int, int]]
    sentences: list[Sentence]
    of: Array


def examples(folders: Sequence[Path]) -> Examples:
    """Every clause of the folders' texts, in the order of their names."""
    frozen = Frozen()
    text: list[int] = []
    known, encoded, marked, spans, sentences, of = [], [], [], [], [], []
    for number, path in enumerate(sorted((p for folder in folders for p in folder.glob("*.gold.json")), key=lambda p: p.name)):
        gold = json.loads(path.read_text("utf-8"))
        source = path.with_name(path.name.removesuffix(".gold.json") + ".txt").read_bytes().decode("utf-8")
        (seen,), _ = sighted([document(source, uri="text", meta={})], names_of(world()))
        by_scene = [(s, found) for s in readable(seen) if (found := list(parts(s)))]
        encoded.append(states([(s, verb, tokens) for s, found in by_scene for verb, tokens in found], tuned=False)[0])
        for scene, found in by_scene:
            first = scene.sentence.span.start
            places = [([t.i - first for t in tokens], verb.i - first) for verb, tokens in found]
            sentences.append(frozen.sentence([t.text for t in scene.sentence.span], places, list(range(len(text), len(text) + len(found)))))
            of.append(number)
            for verb, tokens in found:
                span = scene.sentence.start(tokens[0]), scene.sentence.end(tokens[-1])
                text.append(number)
                known.append(words(scene, verb, tokens))
                touched = [g for g in gold if touches([span], gold_spans(g))]
                stands = _stands(span, [g for g in touched if g["kind"] in GOLD["event"]])
                marked.append([any(g["kind"] in GOLD[kind] for g in touched) for kind in KINDS] + [stands in MARKED_SO[standing] for standing in STANDINGS])
                spans.append(span)
        print(f"{path.name}: {len(text)} clauses so far", file=sys.stderr)
    return Examples(np.array(text), known, np.concatenate(encoded), np.array(marked, float), spans, sentences, np.array(of))


def _stands(span: tuple[int, int], events: Sequence[dict[str, Any]]) -> str:
    """How the event stands whose words are most like a span; "" where it is done or there is none."""
    def alike(event: dict[str, Any]) -> float:
        return max((min(span[1], b) - max(span[0], a)) / (max(span[1], b) - min(span[0], a)) for a, b in gold_spans(event))

    return str(max(events, key=alike, default={}).get("status", ""))


@dataclass(frozen=True, slots=True)
class Regression:
    """The weights of the words by their names, of the states, and the constants, for each kind."""

    names: list[str]
    of_words: Array
    of_states: Array
    constants: Array

    def log_odds(self, found: Examples, at: Array) -> Array:
        """Of some clauses and each kind and standing, (some, kinds and standings)."""
        row = {name: i for i, name in enumerate(self.names)}
        z: Array = found.states[at] @ self.of_states + self.constants
        for k, i in enumerate(at):
            z[k] += self.of_words[[row[w] for w in found.words[i] if w in row]].sum(0)
        return z


def regression(found: Examples, at: Array) -> Regression:
    """The regression of some of the examples."""
    counts = Counter(w for i in at for w in found.words[i])
    names = sorted(w for w, n in counts.items() if n >= LEAST)
    row = {name: i for i, name in enumerate(names)}
    cells = [(k, row[w]) for k, i in enumerate(at) for w in sorted(found.words[i]) if w in row]
    weight = np.array([AROUND if name.startswith("around ") else OF_WORDS for name in names])
    by_words = sparse.csr_array((weight[[c for _, c in cells]], tuple(zip(*cells, strict=True))), shape=(len(at), len(names)))
    mean, spread = found.states[at].mean(0), (found.states[at].std(0) + 1e-6) / OF_STATES
    x = sparse.hstack([sparse.csr_array((found.states[at] - mean) / spread), by_words]).tocsr()
    fits = np.stack([logistic(x, found.marked[at, k], RIDGE) for k in range(found.marked.shape[1])], 1)
    width = found.states.shape[1]
    of_states = fits[:width] / spread[:, None]
    return Regression(names, fits[width:-1] * weight[:, None], of_states, fits[-1] - mean @ of_states)


def fit(found: Examples, inside: Array) -> tuple[Regression, Tuned]:
    """Both readers, fitted to the texts (numbers) that are `inside`."""
    some = [s for s, number in zip(found.sentences, found.of, strict=True) if number in inside]
    return regression(found, np.flatnonzero(np.isin(found.text, inside))), tune(some, found.marked)


def fits(found: Examples) -> tuple[tuple[Regression, Tuned], Array]:
    """Both readers fitted to all texts, and the log-odds of each clause by readers that saw nothing of its text, (2, n, kinds and standings); two fits at a time."""
    numbers = np.unique(found.text)
    apart = np.zeros((2, *found.marked.shape))
    with ProcessPoolExecutor(2, mp_context=get_context("fork")) as pool:
        whole, *parts_of = [pool.submit(fit, found, inside) for inside in (numbers, *(numbers[numbers % FOLDS != part] for part in range(FOLDS)))]
        for part, fitted in enumerate(parts_of):
            by_words, by_layers = fitted.result()
            at = np.flatnonzero(found.text % FOLDS == part)
            apart[0, at] = by_words.log_odds(found, at)
            apart[1, at] = by_layers.log_odds([s for s, number in zip(found.sentences, found.of, strict=True) if number % FOLDS == part])
            print(f"part {part + 1} of {FOLDS} held out", file=sys.stderr)
        return whole.result(), apart


def precision(p: Array, marked: Array, text: Array, spans: Sequence[tuple[int, int]], enough: float) -> tuple[int, float]:
    """Of the likeliest clauses of each text that do not overlap: how many there are, and what share is marked."""
    right = []
    for number in np.unique(text):
        taken: list[tuple[int, int]] = []
        at = np.flatnonzero((text == number) & (p >= enough))
        for i in at[np.argsort(-p[at], kind="stable")]:
            a, b = spans[i]
            if not any(a < d and c < b for c, d in taken):
                taken.append((a, b))
                right.append(bool(marked[i]))
    return len(right), float(np.mean(right)) if right else 0.0


def write(fitted: tuple[Regression, Tuned], pool: Array, out: Path) -> int:
    """Write the weights; how many bytes."""
    by_words, by_layers = fitted
    by_layers.write(out)
    (out / "clauses.json").write_text(json.dumps(by_words.names, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    arrays = {"words": by_words.of_words, "states": by_words.of_states, "constants": by_words.constants, "pool": pool, **by_layers.head}
    write_arrays(out / "clauses.npz", {name: a.astype(np.float16 if name in {"words", "hidden.w"} else np.float32) for name, a in sorted(arrays.items())})
    return sum((out / name).stat().st_size for name in ("clauses.json", "clauses.npz", "upper.onnx"))


def main() -> None:
    """Measure on texts held out, fit to all, write."""
    found = examples([Path(a) for a in sys.argv[1:]] or [Path(__file__).parents[1] / "tests" / name for name in ("analyses", "further", "varied", "later")])
    fitted, apart = fits(found)
    pool = np.stack([logistic(apart[:, :, k].T, found.marked[:, k], 0.0) for k in range(found.marked.shape[1])], 1)
    p = 1 / (1 + np.exp(-(pool[0] * apart[0] + pool[1] * apart[1] + pool[2])))
    for k, kind in enumerate(KINDS):
        n, share = precision(p[:, k], found.marked[:, k], found.text, found.spans, ENOUGH[kind])
        print(f"{kind}: {int(found.marked[:, k].sum())} of {len(p)} clauses marked; of texts held out {n} are likely enough, {share:.3f} of them marked")
    for k, standing in enumerate(STANDINGS, len(KINDS)):
        at = p[:, k] >= STANDS[standing]
        print(f"{standing}: {int(found.marked[:, k].sum())} of {len(p)} clauses marked; of texts held out {int(at.sum())} are likely enough, {found.marked[at, k].mean():.3f} of them marked")
    print(f"pool of regression, layers and constant:\n{pool.round(3)}")
    print(f"{write(fitted, pool, Path(str(data('coder')))):,} bytes")


if __name__ == "__main__":
    main()
