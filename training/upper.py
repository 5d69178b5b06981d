"""The layers over the encoder's frozen states that are tuned to clauses, and the head over them, in numpy on one core.

They start where those of the events start (`training.base`); the states of a clause's words, of its sentence and of its verb give
the log-odds of each kind. Words count alike, however many pieces they are cut into.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from detente.coding.classify.wordpiece import WordPieces
from detente.config import data
from training import base
from training.events import DROP, FROZEN, HEADS, LAYERS, WARM, WIDTH
from training.onnx import upper
from training.transformer import AdamW, Array, Params, backward, dropout, forward, norm

EPOCHS, SIZE, RATE, HEAD_RATE, HIDDEN, HEAD_DROP = 5, 16, 2e-4, 1e-3, 128, 0.2


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its states above the frozen layers (length, width), how each clause is pooled (clauses, 3, length), and which rows they are."""

    low: Array
    pools: Array
    rows: list[int]


@dataclass(frozen=True, slots=True)
class Tuned:
    """The layers and the head."""

    layers: list[Params]
    head: Params

    def parameters(self) -> Params:
        """Every tuned array by its name."""
        return {f"{i}.{name}": w for i, p in enumerate(self.layers) for name, w in p.items()} | {f"head.{name}": w for name, w in self.head.items()}

    def log_odds(self, sentences: Sequence[Sentence]) -> Array:
        """Of each clause and kind, in the order of the sentences, (clauses, kinds)."""
        out = []
        for begin in range(0, len(sentences), SIZE):
            x, bias, pools, own = _padded(sentences[begin : begin + SIZE])
            for p in self.layers:
                x, _ = forward(p, x, bias, HEADS)
            out.append(np.tanh(_pooled(x, pools, own) @ self.head["hidden.w"] + self.head["hidden.b"]) @ self.head["out.w"] + self.head["out.b"])
        return np.concatenate(out)

    def write(self, out: Path) -> None:
        """Write the layers as ONNX in eight bits; the head goes with the other weights."""
        (out / "upper.onnx").write_bytes(upper(self.layers, HEADS))


class Frozen:
    """The frozen layers over the pieces that ship."""

    def __init__(self) -> None:
        kept = data("coder").joinpath("vocabulary.txt").read_text("utf-8").splitlines()
        rows = {w: i for i, w in enumerate(base.vocabulary())}
        self._pieces = WordPieces(kept)
        self._embedding, self._layers = base.layers(FROZEN)
        self._words = self._embedding["words"][[rows[w] for w in kept]]

    def sentence(self, words: Sequence[str], clauses: Sequence[tuple[Sequence[int], int]], rows: list[int]) -> Sentence:
        """A sentence of words with its clauses: which words, and which of them is the verb."""
        numbers, places = self._pieces.encode(words, [(i, i + 1) for i in range(len(words))])
        e = self._embedding
        x, _ = norm((self._words[numbers] + e["positions"][: len(numbers)])[None], e["n.w"], e["n.b"])
        for p in self._layers:
            x, _ = forward(p, x, np.zeros((1, 1, 1, len(numbers)), np.float32), HEADS)
        pools = np.zeros((len(clauses), 3, len(numbers)), np.float32)
        for i, (inside, verb) in enumerate(clauses):
            for k, some in enumerate((inside, range(len(words)), [verb])):
                for word in some:
                    pools[i, k, places[word]] += 1 / (len(some) * len(places[word]))
        return Sentence(x[0].astype(np.float16), pools, rows)


def _padded(batch: Sequence[Sentence]) -> tuple[Array, Array, Array, Array]:
    """States (sentences, length, width), the penalty of where there are none, pools (clauses, 3, length), and the sentence of each clause."""
    length = max(len(s.low) for s in batch)
    x, bias = np.zeros((len(batch), length, WIDTH), np.float32), np.full((len(batch), 1, 1, length), -1e4, np.float32)
    pools = np.zeros((sum(len(s.pools) for s in batch), 3, length), np.float32)
    own = np.repeat(np.arange(len(batch)), [len(s.pools) for s in batch])
    at = 0
    for row, s in enumerate(batch):
        x[row, : len(s.low)], bias[row, :, :, : len(s.low)] = s.low, 0
        pools[at : at + len(s.pools), :, : len(s.low)] = s.pools
        at += len(s.pools)
    return x, bias, pools, own


def _pooled(x: Array, pools: Array, own: Array) -> Array:
    flat: Array = np.matmul(pools, x[own]).reshape(len(pools), -1)
    return flat


def tune(sentences: Sequence[Sentence], marked: Array, seed: int = 0) -> Tuned:
    """Layers tuned to what is `marked` (rows, kinds) of the sentences' clauses, by cross-entropy."""
    rng = np.random.default_rng(seed)
    kinds = marked.shape[1]
    head: Params = {
        "hidden.w": (rng.standard_normal((3 * WIDTH, HIDDEN)) * 0.02).astype(np.float32), "hidden.b": np.zeros(HIDDEN, np.float32),
        "out.w": (rng.standard_normal((HIDDEN, kinds)) * 0.05).astype(np.float32), "out.b": np.full(kinds, -1.5, np.float32),
    }
    model = Tuned(base.layers(LAYERS)[1][FROZEN:], head)
    tuned = model.parameters()
    optimiser = AdamW({name: HEAD_RATE if name.startswith("head.") else RATE for name in tuned})
    total, step = EPOCHS * -(-len(sentences) // SIZE), 0
    for _ in range(EPOCHS):
        order = [sentences[i] for i in rng.permutation(len(sentences))]
        chunks = [sorted(order[i : i + 10 * SIZE], key=lambda s: len(s.low)) for i in range(0, len(order), 10 * SIZE)]
        batches = [chunk[i : i + SIZE] for chunk in chunks for i in range(0, len(chunk), SIZE)]
        for k in rng.permutation(len(batches)):
            optimiser.update(tuned, gradients(model, batches[k], marked, rng), min(1.0, step / WARM) * max(0.0, 1 - step / total))
            step += 1
    return model


def gradients(model: Tuned, batch: Sequence[Sentence], marked: Array, rng: np.random.Generator | None) -> Params:
    """The gradient of the loss of a batch in every tuned parameter; without `rng` nothing is dropped."""
    layers, head = model.layers, model.head
    x, bias, pools, own = _padded(batch)
    caches = []
    for p in layers:
        x, cache = forward(p, x, bias, HEADS, rate=DROP, rng=rng)
        caches.append(cache)
    flat = _pooled(x, pools, own)
    keep, keep2 = (np.float32(1) if k is None else k for k in (dropout(flat.shape, HEAD_DROP, rng), dropout((len(flat), HIDDEN), HEAD_DROP, rng)))
    flat = flat * keep
    hidden = np.tanh(flat @ head["hidden.w"] + head["hidden.b"])
    dropped = hidden * keep2
    off = 1 / (1 + np.exp(-(dropped @ head["out.w"] + head["out.b"]))) - marked[[r for s in batch for r in s.rows]]
    d = (off / len(flat)).astype(np.float32)
    dhidden = (d @ head["out.w"].T) * keep2 * (1 - hidden * hidden)
    grads: Params = {"head.out.w": dropped.T @ d, "head.out.b": d.sum(0), "head.hidden.w": flat.T @ dhidden, "head.hidden.b": dhidden.sum(0)}
    back = np.matmul(pools.transpose(0, 2, 1), ((dhidden @ head["hidden.w"].T) * keep).reshape(len(pools), 3, WIDTH))
    dx = np.zeros_like(x)
    np.add.at(dx, own, back)
    for i in range(len(layers) - 1, -1, -1):
        dx, grads_of = backward(layers[i], caches[i], dx)
        grads |= {f"{i}.{name}": g for name, g in grads_of.items()}
    return grads
