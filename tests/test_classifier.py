"""The classifier of events: its vocabulary, its batches, and the gradients it was trained with."""

from __future__ import annotations

import numpy as np
import pytest
from training.transformer import backward, forward

from detente.coding.classify import Passage, classifier
from detente.coding.classify.wordpiece import WordPieces

SENTENCES = [
    ("Turkey shelled positions of the YPG near Afrin on Monday .", (0, 1), (2, 6), "ASSAULT"),
    ("The foreign ministers of India and China met in Moscow .", (0, 5), (5, 7), "CONSULT"),
    ("Hungary accused Ukraine of stoking hatred .", (0, 1), (2, 3), "ACCUSE"),
    ("Norway gave Malawi two million dollars for the victims of the flood .", (0, 1), (2, 3), "AID"),
    ("Police in Minsk arrested forty demonstrators .", (0, 1), (4, 6), "COERCE"),
    ("The striker scored twice as Ghana beat Mali .", (0, 2), (7, 8), "NONE"),
]


def passages() -> list[Passage]:
    return [Passage(text.split(), [(actor, recipient)]) for text, actor, recipient, _ in SENTENCES]


def test_plain_sentences_are_read_as_what_they_say() -> None:
    got = [v[0].best for v in classifier().judge(passages())]
    assert got == [wanted for *_, wanted in SENTENCES]


def test_a_batch_changes_no_answer() -> None:
    together = [v[0].types for v in classifier().judge(passages())]
    alone = [next(iter(classifier().judge([p])))[0].types for p in passages()]
    for a, b in zip(together, alone, strict=True):
        assert a.keys() == b.keys()
        assert max(abs(a[t] - b[t]) for t in a) < 0.02  # eight-bit sums depend a little on the padding


def test_probabilities_are_probabilities_whoever_is_missing() -> None:
    words = ["Fighting", "broke", "out", "near", "the", "border", "."]
    verdicts = next(iter(classifier().judge([Passage(words, [(None, None), ((0, 1), None), (None, (5, 6))])])))
    assert len(verdicts) == 3
    for v in verdicts:
        assert sum(v.types.values()) == pytest.approx(1, abs=1e-5)
        assert sum(v.modes.values()) == pytest.approx(1, abs=1e-5)


def test_words_are_cut_as_the_encoder_learned_them() -> None:
    pieces = WordPieces(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "peace", "##keeper", "##s", "left"])
    numbers, places = pieces.encode(["Peacekeepers", "left"], [(0, 1), None])
    assert numbers == [2, 4, 5, 6, 7, 3]
    assert places[0] == [1, 2, 3]


def test_gradients_agree_with_differences() -> None:
    rng = np.random.default_rng(0)
    width, inner = 8, 16
    shapes = {"qkv": (width, 3 * width), "o": (width, width), "f1": (width, inner), "f2": (inner, width)}
    layer = {f"{n}.{k}": rng.normal(size=s if k == "w" else s[1:]) * 0.3 for n, s in shapes.items() for k in "wb"}
    layer |= {f"{n}.{k}": rng.normal(size=width) for n in ("n1", "n2") for k in "wb"}
    x, up, bias = rng.normal(size=(2, 5, width)), rng.normal(size=(2, 5, width)), np.zeros((2, 1, 1, 5))

    def value() -> float:
        return float((forward(layer, x, bias, 2)[0] * up).sum())

    dx, grads = backward(layer, forward(layer, x, bias, 2)[1], up)
    grads["x"], arrays = dx, {**layer, "x": x}
    for name, gradient in grads.items():
        flat = arrays[name].reshape(-1)
        for i in rng.choice(flat.size, 3, replace=False):
            flat[i] += 1e-5
            more = value()
            flat[i] -= 2e-5
            less = value()
            flat[i] += 1e-5
            assert gradient.reshape(-1)[i] == pytest.approx((more - less) / 2e-5, rel=1e-3, abs=1e-6), name
