"""Which PLOVER event a sentence reports between two of its parties.

A small sentence encoder (four layers of all-MiniLM-L6-v2, Apache-2.0, the upper three tuned on our own
sentences and on PLV (Hu et al. 2024)), read once a sentence; the states over the actor's words, over the
recipient's and over the sentence give calibrated probabilities of the event types and of none.
Everything it needs ships as data; `training/events.py` rebuilds it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from detente.coding.classify.wordpiece import Span, WordPieces
from detente.config import data

if TYPE_CHECKING:
    import numpy as np

__all__ = ["Passage", "Verdict", "classifier"]

#: Sentences handed to the encoder at once; they are sorted by length first.
BATCH = 16
Pair = tuple[Span | None, Span | None]


@dataclass(frozen=True, slots=True)
class Passage:
    """The words of a sentence, and the pairs of (actor, recipient) to judge, as spans of words; None where there is none."""

    words: Sequence[str]
    pairs: Sequence[Pair]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is reported of a pair: the probability of each event type and of NONE, and of the modes of each type."""

    types: dict[str, float]
    modes: dict[str, float]

    @property
    def best(self) -> str:
        """The most probable event type, or NONE."""
        return max(self.types, key=self.types.__getitem__)

    def mode(self, type_: str, least: float = 0.5) -> str:
        """The mode of a type, where one has at least that share of what the type's modes have together; else ""."""
        own = {name: p for name, p in self.modes.items() if name.partition("/")[0] == type_}
        if not own:
            return ""
        best = max(own, key=own.__getitem__)
        return best.partition("/")[2] if own[best] >= least * sum(own.values()) else ""


class Classifier:
    """The encoder and the heads over it, loaded once."""

    def __init__(self) -> None:
        import numpy as np

        folder = data("coder")
        self._encoder = _session("encoder")
        self._pieces = WordPieces(folder.joinpath("vocabulary.txt").read_text("utf-8").splitlines())
        names = json.loads(folder.joinpath("labels.json").read_text("utf-8"))
        self.types: list[str] = names["types"]
        self.modes: list[str] = names["modes"]
        with folder.joinpath("heads.npz").open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            self._heads = {name: arrays[name].astype(np.float32) for name in arrays.files}

    def judge(self, passages: Sequence[Passage]) -> Iterator[list[Verdict]]:
        """For each passage a verdict on each of its pairs, in order."""
        types, modes, counts = self.probabilities(passages)
        at = 0
        for n in counts:
            yield [
                Verdict(dict(zip(self.types, map(float, types[i]), strict=True)), dict(zip(self.modes, map(float, modes[i]), strict=True)))
                for i in range(at, at + n)
            ]
            at += n

    def probabilities(self, passages: Sequence[Passage]) -> tuple[np.ndarray, np.ndarray, list[int]]:
        """Probabilities of types and of modes, (pairs, types) and (pairs, modes), and how many pairs each passage has."""
        import numpy as np

        coded = [self._pieces.encode(p.words, [s for pair in p.pairs for s in pair]) for p in passages]
        pooled: list[Any] = [None] * len(passages)
        order = sorted((i for i, p in enumerate(passages) if p.pairs), key=lambda i: len(coded[i][0]))
        for begin in range(0, len(order), BATCH):
            batch = order[begin : begin + BATCH]
            states = self._states([coded[i][0] for i in batch])
            for row, i in enumerate(batch):
                numbers, places = coded[i]
                state = states[row, : len(numbers)]
                whole = state.mean(0)
                pooled[i] = [np.concatenate([whole, state[a].mean(0), state[r].mean(0)]) for a, r in zip(places[::2], places[1::2], strict=True)]
        rows = [vector for vectors in pooled if vectors is not None for vector in vectors]
        h = self._heads
        if not rows:
            return np.zeros((0, len(self.types))), np.zeros((0, len(self.modes))), [0] * len(passages)
        hidden = np.tanh(np.stack(rows) @ h["hidden.w"] + h["hidden.b"])
        types = _softmax((hidden @ h["type.w"] + h["type.b"]) / h["temperature"])
        modes = _softmax(hidden @ h["mode.w"] + h["mode.b"])
        return types, modes, [len(p.pairs) for p in passages]

    def words(self, sentences: Sequence[Sequence[str]], *, tuned: bool = True) -> Iterator[tuple[np.ndarray, ...]]:
        """The states over each sentence's words, (words, width), in order: the encoder's, and if `tuned` those of the layers that are tuned to clauses."""
        import numpy as np

        coded = [self._pieces.encode(words, [(i, i + 1) for i in range(len(words))]) for words in sentences]
        found: list[Any] = [None] * len(coded)
        order = sorted(range(len(coded)), key=lambda i: len(coded[i][0]))
        for begin in range(0, len(order), BATCH):
            batch = order[begin : begin + BATCH]
            ids, mask = _padded([coded[i][0] for i in batch])
            high, low = self._encoder.run(None, {"ids": ids, "mask": mask})
            several = (high, *(_session("upper").run(None, {"states": low, "mask": mask}) if tuned else ()))
            for row, i in enumerate(batch):
                found[i] = tuple(np.stack([s[row][places].mean(0) for places in coded[i][1]]) for s in several)
        yield from found

    def _states(self, sentences: Sequence[Sequence[int]]) -> np.ndarray:
        ids, mask = _padded(sentences)
        states: np.ndarray = self._encoder.run([self._encoder.get_outputs()[0].name], {"ids": ids, "mask": mask})[0]
        return states


def _padded(sentences: Sequence[Sequence[int]]) -> tuple[np.ndarray, np.ndarray]:
    """The numbers of sentences side by side, and a mask of where there are any, (sentences, length)."""
    import numpy as np

    length = max(map(len, sentences))
    ids, mask = np.zeros((len(sentences), length), np.int64), np.zeros((len(sentences), length), np.int64)
    for row, numbers in enumerate(sentences):
        ids[row, : len(numbers)] = numbers
        mask[row, : len(numbers)] = 1
    return ids, mask


@cache
def _session(name: str) -> Any:
    """A model that ships, loaded once, on one core."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(data("coder").joinpath(f"{name}.onnx").read_bytes(), options, providers=["CPUExecutionProvider"])


def _softmax(x: np.ndarray) -> np.ndarray:
    import numpy as np

    e = np.exp(x - x.max(-1, keepdims=True))
    out: np.ndarray = e / e.sum(-1, keepdims=True)
    return out


@cache
def classifier() -> Classifier:
    """The shipped classifier."""
    return Classifier()
