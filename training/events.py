"""Train the coder of event types: `python -m training.events TRAIN.tsv REPORTS.jsonl.gz [CORPUS.jsonl.gz ...]`.

TRAIN.tsv is PLV's training file (Hu et al., ACL 2024). To it come our own sentences (plover.txt, filled
from fillers.toml) and our own judgements (labels.tsv) of what 1,500 clauses of dated reports say; the
clauses themselves are read out of REPORTS. Of the encoder's layers the first is kept as it is and the
others are tuned; the vocabulary is cut to the pieces that occur in REPORTS and the corpora named.
Writes src/detente/data/coder; the same inputs on the same kind of machine give the same bytes.
`python -m benchmarks.plv TRAIN.tsv` cross-validates with these functions, without the reports.
"""

from __future__ import annotations

import csv
import gzip
import json
import random
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import log
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from detente.coding.classify.wordpiece import BEGIN, END, UNKNOWN, Span, WordPieces, words_of
from detente.config import data
from training import base
from training.files import write_arrays
from training.transformer import AdamW, Array, Params, backward, dropout, forward, norm, softmax

if TYPE_CHECKING:
    from detente.coding.acts import Act

HERE = Path(__file__).parent
LAYERS, FROZEN, HEADS, WIDTH, HIDDEN = 4, 1, 12, 384, 256
EPOCHS, SIZE, RATE, HEAD_RATE, DROP, SMOOTH, WARM = 5, 16, 1e-4, 1e-3, 0.1, 0.05, 50
#: How many sentences are made of each line of our own.
FILLINGS = 4
#: PLV has one class for CONCEDE and RETREAT.
PLV = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
PENTA = {"AGREE": 1, "CONSULT": 1, "SUPPORT": 1, "COOPERATE": 2, "AID": 2, "YIELD": 2, "REQUEST": 3, "ACCUSE": 3, "REJECT": 3, "THREATEN": 3, "PROTEST": 4, "SANCTION": 4, "MOBILIZE": 4, "COERCE": 4, "ASSAULT": 4}


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence in words with actor and recipient, its event type as PLV names it, and its mode where we know it."""

    words: tuple[str, ...]
    actor: Span | None
    recipient: Span | None
    type: str
    mode: str = ""
    penta: int = 0
    text: str = ""


def example(marked: str, type_: str, mode: str = "", penta: int = 0) -> Example:
    """From a sentence whose actor and recipient stand between <s> and </s>, <t> and </t>."""
    text = ""
    spans: dict[str, Span] = {}
    open_: tuple[str, int] | None = None
    for piece in re.split(r"(</?[st]>)", marked):
        if re.fullmatch(r"<[st]>", piece):
            open_ = (piece[1], len(text))
        elif re.fullmatch(r"</[st]>", piece):
            if open_:
                spans.setdefault(open_[0], (open_[1], len(text)))
            open_ = None
        else:
            text += piece
    words, begins = words_of(text)

    def span(name: str) -> Span | None:
        if name not in spans:
            return None
        inside = [i for i, at in enumerate(begins) if spans[name][0] <= at < spans[name][1]]
        return (inside[0], inside[-1] + 1) if inside else None

    return Example(tuple(words), span("s"), span("t"), type_, mode, penta, text)


def read_plv(path: Path) -> list[Example]:
    """PLV's rows."""
    csv.field_size_limit(10_000_000)
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    return [example(r["marked_sentence"], r["gold_root"], penta=int(float(r["gold_penta"] or 0))) for r in rows]


def own(seed: int = 0, fillings: int = FILLINGS) -> list[Example]:
    """Our own sentences, each line filled several times."""
    fill: dict[str, list[str]] = {k: v for k, v in tomllib.loads((HERE / "fillers.toml").read_text("utf-8")).items() if isinstance(v, list)}
    states = list(csv.DictReader(data("world", "states.tsv").read_text("utf-8").splitlines(), delimiter="\t"))
    fill["state"] = [r["name"] for r in states]
    fill["adj"] = [r["adjectives"].split("|")[0] for r in states if r["adjectives"]]
    fill["capital"] = [r["capital"].split("|")[0] for r in states if r["capital"]]
    rng = random.Random(seed)  # noqa: S311  # for variety, not for secrets
    made, code = [], ""
    for line in (HERE / "plover.txt").read_text("utf-8").splitlines():
        if line.startswith("== "):
            code = line[3:]
        elif line.strip() and not line.startswith("#"):
            made += [example(_filled(line, fill, rng), PLV.get(code.partition("/")[0], code.partition("/")[0]), code) for _ in range(fillings)]
    return [_less(e, rng) for e in made]


def _less(made: Example, rng: random.Random) -> Example:
    """Now and then the recipient or the actor is not told."""
    draw = rng.random()
    return replace(made, recipient=None) if draw < 0.12 else replace(made, actor=None) if draw < 0.18 else made


def _filled(line: str, fill: dict[str, list[str]], rng: random.Random) -> str:
    def words(text: str) -> str:
        while match := re.search(r"\{([^{}]*)\}", text):
            name = match.group(1)
            pick = rng.choice(name.split("|")) if "|" in name else rng.choice(fill["capital"]).upper() if name == "CAPITAL" else rng.choice(fill[name]) if name in fill else name
            text = text[: match.start()] + pick + text[match.end() :]
        return text

    text = re.sub(r"\[(\w+)\]", r"<s>{\1}</s>", line)
    text = words(re.sub(r"\((\w+)\)", r"<t>{\1}</t>", text))
    draw = rng.random()
    if draw < 0.35:
        text = words(rng.choice(fill["before"])) + text
    elif draw < 0.67:
        text = text.removesuffix(".") + words(rng.choice(fill["after"])) + "."
    return re.sub(r"^((?:<\w>)?)(\w)", lambda m: m.group(1) + m.group(2).upper(), text)


def relabelled(reports: Path) -> Iterator[tuple[str, Act, dict[str, str]]]:
    """The judged clauses that the coder still hands on with the same actor and recipient: report, act, row of `labels.tsv`."""
    for report, act, row in _clauses(reports):
        told = ["" if not named else str(act.token.doc[named[0].start : named[0].end].text) for named in (act.actors, act.recipients)]
        if told == [row["actor"], row["recipient"]]:
            yield report, act, row


def _clauses(reports: Path) -> Iterator[tuple[str, Act, dict[str, str]]]:
    from detente.coding import sighted
    from detente.coding.names import Names
    from detente.config import world
    from detente.reading.document import document

    with (HERE / "labels.tsv").open(encoding="utf-8", newline="") as file:
        rows = {(r["report"], int(r["at"])): r for r in csv.DictReader(file, delimiter="\t")}
    wanted = {report for report, _ in rows}
    with gzip.open(reports, "rt", encoding="utf-8") as lines:
        texts = [r for line in lines if (r := json.loads(line))["id"] in wanted]
    documents = [document(r["text"], uri=r["id"], meta={"published": r["date"]}) for r in texts]
    for text, found in zip(texts, sighted(documents, Names(world()))[1], strict=True):
        for act in (a for a in found if a.stands == "actual"):
            row = rows.get((text["id"], act.scene.sentence.start(act.token)))
            if row is not None:
                yield text["id"], act, row


def judged(reports: Path) -> list[Example]:
    """Our judgements as examples: the clauses as the coder hands them on, with what they were judged to report.

    A type counts for the clause whoever was taken to act; where somebody wrong was taken to, nothing is
    reported between the two.
    """
    made = []
    for report, act, row in _clauses(reports):
        told = ["" if not named else str(act.token.doc[named[0].start : named[0].end].text) for named in (act.actors, act.recipients)]
        type_, _, wrong = row["label"].partition("!")
        if told == [row["actor"], row["recipient"]] and (("A" in wrong and told[0]) or ("R" in wrong and told[1])):
            type_ = "NONE"
        passage = act.passage
        actor, recipient = passage.pairs[0]
        made.append(Example(tuple(passage.words), actor, recipient, PLV.get(type_, type_), text=report))
    return made


class Model:
    """The encoder's layers and the heads, in numpy."""

    def __init__(self, types: Sequence[str], modes: Sequence[str], seed: int) -> None:
        self.types, self.modes = list(types), list(modes)
        self.embedding, self.layers = base.layers(LAYERS)
        rng = np.random.default_rng(seed)

        def start(n: int, m: int) -> Array:
            out: Array = (rng.uniform(-1, 1, (n, m)) / np.sqrt(n)).astype(np.float32)
            return out

        self.head: Params = {
            "hidden.w": start(3 * WIDTH, HIDDEN), "hidden.b": np.zeros(HIDDEN, np.float32),
            "type.w": start(HIDDEN, len(types)), "type.b": np.zeros(len(types), np.float32),
            "mode.w": start(HIDDEN, len(modes)), "mode.b": np.zeros(len(modes), np.float32),
        }

    def low(self, ids: Array, mask: Array) -> Array:
        """The states above the frozen layers."""
        e = self.embedding
        x: Array
        x, _ = norm(e["words"][ids] + e["positions"][: ids.shape[1]], e["n.w"], e["n.b"])
        for p in self.layers[:FROZEN]:
            x, _ = forward(p, x, _bias(mask), HEADS)
        return x

    def predict(self, coded: Sequence[Coded]) -> Array:
        """Probabilities of the types, (examples, types)."""
        out = np.zeros((len(coded), len(self.types)), np.float32)
        order = sorted(range(len(coded)), key=lambda i: len(coded[i].ids))
        for begin in range(0, len(order), 32):
            batch = order[begin : begin + 32]
            x, mask, pools = padded([coded[i] for i in batch])
            for p in self.layers[FROZEN:]:
                x, _ = forward(p, x, _bias(mask), HEADS)
            h: Array = np.tanh(_pooled(x, pools) @ self.head["hidden.w"] + self.head["hidden.b"])
            out[batch] = softmax(h @ self.head["type.w"] + self.head["type.b"])
        return out


@dataclass(frozen=True, slots=True)
class Coded:
    """An example as the model takes it: piece numbers, positions of actor and recipient, frozen states, targets."""

    ids: list[int]
    places: list[list[int]]
    low: Array
    type: int
    mode: int


def encode(model: Model, examples: Sequence[Example], pieces: WordPieces) -> list[Coded]:
    """Every example with its frozen states, computed once."""
    cut = [pieces.encode(e.words, [e.actor, e.recipient]) for e in examples]
    low: list[Any] = [None] * len(examples)
    order = sorted(range(len(cut)), key=lambda i: len(cut[i][0]))
    for begin in range(0, len(order), 32):
        batch = order[begin : begin + 32]
        length = max(len(cut[i][0]) for i in batch)
        ids, mask = np.zeros((len(batch), length), np.int64), np.zeros((len(batch), length), np.float32)
        for row, i in enumerate(batch):
            ids[row, : len(cut[i][0])] = cut[i][0]
            mask[row, : len(cut[i][0])] = 1
        states = model.low(ids, mask)
        for row, i in enumerate(batch):
            low[i] = states[row, : len(cut[i][0])].astype(np.float16)
    return [Coded(ids, places, low[i], model.types.index(e.type) if e.type in model.types else -1, model.modes.index(e.mode) if e.mode else -1) for i, (e, (ids, places)) in enumerate(zip(examples, cut, strict=True))]


def padded(batch: Sequence[Coded]) -> tuple[Array, Array, Array]:
    """States (batch, length, width), mask (batch, length) and pooling weights (batch, 3, length)."""
    length = max(len(c.ids) for c in batch)
    x, mask = np.zeros((len(batch), length, WIDTH), np.float32), np.zeros((len(batch), length), np.float32)
    pools = np.zeros((len(batch), 3, length), np.float32)
    for row, c in enumerate(batch):
        n = len(c.ids)
        x[row, :n], mask[row, :n], pools[row, 0, :n] = c.low, 1, 1 / n
        for k, places in enumerate(c.places, 1):
            pools[row, k, places] = 1 / len(places)
    return x, mask, pools


def _bias(mask: Array) -> Array:
    return ((mask - 1) * np.float32(1e4))[:, None, None, :]


def _pooled(x: Array, pools: Array) -> Array:
    pooled: Array = (pools @ x).reshape(len(x), -1)
    return pooled


def fit(examples: Sequence[Example], types: Sequence[str], modes: Sequence[str], pieces: WordPieces, *, seed: int = 0) -> Model:
    """A model tuned to the examples: cross-entropy with smoothed labels over types, and half of it over modes."""
    model = Model(types, modes, seed)
    coded = encode(model, examples, pieces)
    rng, shuffle = np.random.default_rng(seed), random.Random(seed)  # noqa: S311
    tuned = {f"{i}.{name}": w for i, p in enumerate(model.layers) if i >= FROZEN for name, w in p.items()} | {f"head.{name}": w for name, w in model.head.items()}
    optimiser = AdamW({name: HEAD_RATE if name.startswith("head.") else RATE for name in tuned})
    order = list(range(len(coded)))
    total, step = EPOCHS * (-(-len(coded) // SIZE)), 0
    for _ in range(EPOCHS):
        shuffle.shuffle(order)
        chunks = [sorted(order[i : i + 10 * SIZE], key=lambda i: len(coded[i].ids)) for i in range(0, len(order), 10 * SIZE)]
        batches = [chunk[i : i + SIZE] for chunk in chunks for i in range(0, len(chunk), SIZE)]
        shuffle.shuffle(batches)
        for batch in batches:
            grads = gradients(model, [coded[i] for i in batch], rng)
            optimiser.update(tuned, grads, min(1.0, step / WARM) * max(0.0, 1 - step / total))
            step += 1
    return model


def gradients(model: Model, batch: Sequence[Coded], rng: np.random.Generator | None) -> Params:
    """The gradient of the loss of a batch in every tuned parameter."""
    x, mask, pools = padded(batch)
    bias, caches, head = _bias(mask), [], model.head
    for p in model.layers[FROZEN:]:
        x, cache = forward(p, x, bias, HEADS, rate=DROP, rng=rng)
        caches.append(cache)
    flat = _pooled(x, pools)
    keep = dropout(flat.shape, DROP, rng)
    flat = flat if keep is None else flat * keep
    hidden = np.tanh(flat @ head["hidden.w"] + head["hidden.b"])
    keep2 = dropout(hidden.shape, DROP, rng)
    dropped = hidden if keep2 is None else hidden * keep2
    grads: Params = {}
    dhidden = np.zeros_like(hidden)
    for name, targets, weight in (("type", [c.type for c in batch], 1.0), ("mode", [c.mode for c in batch], 0.5)):
        rows = [i for i, t in enumerate(targets) if t >= 0]
        share = softmax(dropped @ head[f"{name}.w"] + head[f"{name}.b"])
        d = np.zeros_like(share)
        if rows:
            d[rows] = share[rows] - np.float32(SMOOTH / share.shape[1])
            d[rows, [targets[i] for i in rows]] -= np.float32(1 - SMOOTH)
            d *= np.float32(weight / len(rows))
        grads[f"head.{name}.w"], grads[f"head.{name}.b"] = dropped.T @ d, d.sum(0)
        dhidden += d @ head[f"{name}.w"].T
    dhidden = (dhidden if keep2 is None else dhidden * keep2) * (1 - hidden * hidden)
    grads["head.hidden.w"], grads["head.hidden.b"] = flat.T @ dhidden, dhidden.sum(0)
    dflat = dhidden @ head["hidden.w"].T
    dflat = dflat if keep is None else dflat * keep
    dx = pools.transpose(0, 2, 1) @ dflat.reshape(len(batch), 3, WIDTH)
    for i in range(LAYERS - 1, FROZEN - 1, -1):
        dx, own_ = backward(model.layers[i], caches[i - FROZEN], dx)
        grads |= {f"{i}.{name}": g for name, g in own_.items()}
    return grads


def labels(examples: Iterable[Example]) -> tuple[list[str], list[str]]:
    """The types and the modes that examples bear, in order."""
    kept = list(examples)
    return sorted({e.type for e in kept}), sorted({e.mode for e in kept if e.mode})


def folds(examples: Sequence[Example], k: int = 5, seed: int = 0) -> list[list[int]]:
    """Indices of k parts of about the same size and mix of types, sentences of one text in one part."""
    rng = random.Random(seed)  # noqa: S311
    groups: dict[str, list[int]] = {}
    for i, e in enumerate(examples):
        groups.setdefault(e.text, []).append(i)
    order = sorted(groups)
    rng.shuffle(order)
    parts: list[list[int]] = [[] for _ in range(k)]
    filled = [Counter[str]() for _ in range(k)]
    for text in sorted(order, key=lambda t: -len(groups[t])):
        type_ = examples[groups[text][0]].type
        part = min(range(k), key=lambda p: (filled[p][type_], len(parts[p])))
        parts[part] += groups[text]
        filled[part].update(examples[i].type for i in groups[text])
    return parts


def held_out(examples: Sequence[Example], extra: Sequence[Example], pieces: WordPieces, *, seed: int = 0) -> tuple[Array, list[str]]:
    """For each example the probabilities of a model that was not trained on its part; `extra` is in every training."""
    types, modes = labels([*examples, *extra])
    out = np.zeros((len(examples), len(types)), np.float32)
    for number, part in enumerate(folds(examples, seed=seed)):
        inside = set(part)
        model = fit([*(e for i, e in enumerate(examples) if i not in inside), *extra], types, modes, pieces, seed=seed)
        out[part] = model.predict(encode(model, [examples[i] for i in part], pieces))
        print(f"part {number + 1} of 5 held out", file=sys.stderr)
    return out, types


def temperature(probabilities: Array, targets: Sequence[int]) -> float:
    """The temperature that makes held-out probabilities honest (Guo et al. 2017), by the least log loss."""
    z = np.log(np.maximum(probabilities, 1e-9))
    best = min((t / 100 for t in range(50, 200, 2)), key=lambda t: -sum(log(max(1e-12, float(p[y]))) for p, y in zip(softmax(z / t), targets, strict=True)))
    return float(best)


# --- what ships ----------------------------------------------------------------------------------


def vocabulary(corpora: Sequence[Path], examples: Sequence[Example], least: int = 3) -> list[str]:
    """The pieces that occur often enough in the corpora or at all in the examples, and every single letter, in their old order."""
    every = base.vocabulary()
    pieces = WordPieces(every)
    counts: Counter[int] = Counter()
    for path in corpora:
        with gzip.open(path, "rt", encoding="utf-8") as file:
            for line in file:
                row = json.loads(line)
                text = row.get("text") or " ".join(str(s) for s in row.get("sentences", ()))
                counts.update(p for w in words_of(text)[0] for p in pieces.cut(w))
    sure = {p for e in examples for w in e.words for p in pieces.cut(w)}
    keep = {BEGIN, END, UNKNOWN}
    return [w for i, w in enumerate(every) if w in keep or i in sure or counts[i] >= least or len(w.removeprefix("##")) == 1]


def export(model: Model, kept: Sequence[str], heat: float, out: Path) -> None:
    """Write the encoder as ONNX in eight bits, the heads, the vocabulary and the labels."""
    from training.onnx import encoder

    out.mkdir(parents=True, exist_ok=True)
    rows = {w: i for i, w in enumerate(base.vocabulary())}
    words = model.embedding["words"][[rows[w] for w in kept]]
    (out / "encoder.onnx").write_bytes(encoder({**model.embedding, "words": words}, model.layers, HEADS, FROZEN))
    (out / "vocabulary.txt").write_text("\n".join(kept) + "\n", encoding="utf-8")
    (out / "labels.json").write_text(json.dumps({"types": model.types, "modes": model.modes}, indent=0) + "\n", encoding="utf-8")
    arrays = {name: w.astype(np.float16) for name, w in model.head.items()} | {"temperature": np.array(heat, np.float32)}
    write_arrays(out / "heads.npz", dict(sorted(arrays.items())))


def main() -> None:
    """Cross-validate for the temperature, train on everything, write."""
    paths = [Path(a) for a in sys.argv[1:]]
    if len(paths) < 2:
        sys.exit("usage: python -m training.events TRAIN.tsv REPORTS.jsonl.gz [CORPUS.jsonl.gz ...]")
    plv, extra = read_plv(paths[0]), [*own(), *judged(paths[1])]
    kept = vocabulary(paths[1:], [*plv, *extra])
    pieces = WordPieces(base.vocabulary())
    probabilities, types = held_out(plv, extra, pieces)
    heat = temperature(probabilities, [types.index(e.type) for e in plv])
    _, modes = labels(extra)
    model = fit([*plv, *extra], types, modes, pieces)
    out = Path(str(data("coder")))
    export(model, kept, heat, out)
    size = sum(f.stat().st_size for f in out.iterdir())
    print(f"{out}: {len(kept):,} pieces, temperature {heat}, {size:,} bytes")


if __name__ == "__main__":
    main()
