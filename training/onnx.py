"""The encoder as an ONNX graph, in eight bits: embeddings by row, matrices by column, what is multiplied with them by word.

Each word's state has a scale of its own, so that what a sentence gives depends on no other sentence
that is read with it. Needs onnx (`pip install onnx`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from detente.coding.classify.wordpiece import LONGEST

Params = dict[str, np.ndarray]


class Graph:
    """An ONNX graph in the making: nodes and constants by name."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.constants: list[Any] = []
        self._rows: dict[str, str] = {}
        for name, number in (("step", 1 / 127), ("middle", 128), ("least", 1e-6)):
            self.constant(name, np.array(number, np.float32))
        self.constant("middle.byte", np.array(128, np.uint8))
        self.constant("last", np.array([-1], np.int64))

    def constant(self, name: str, array: np.ndarray) -> str:
        """Put in an array; returns its name."""
        from onnx import numpy_helper

        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def node(self, op: str, inputs: list[str], *outputs: str, **attributes: Any) -> str:
        """Put in an operation; returns the name of its first output."""
        from onnx import helper

        self.nodes.append(helper.make_node(op, inputs, list(outputs), name=f"{op}:{outputs[0]}", **attributes))
        return outputs[0]

    def cast(self, name: str, out: str, kind: str) -> str:
        """A tensor in another type."""
        from onnx import TensorProto

        return self.node("Cast", [name], out, to=getattr(TensorProto, kind))

    def normal(self, name: str, inputs: str, p: Params, key: str) -> str:
        """Layer normalisation with the gain and shift of `key`."""
        weights = [self.constant(f"{name}.w", p[f"{key}.w"]), self.constant(f"{name}.b", p[f"{key}.b"])]
        return self.node("LayerNormalization", [inputs, *weights], name, axis=-1, epsilon=1e-12)

    def linear(self, name: str, inputs: str, p: Params, key: str) -> str:
        """A matrix product in whole numbers, with a scale for each row of the input and each column of the matrix."""
        w = p[f"{key}.w"]
        columns = (np.abs(w).max(0) / 127).astype(np.float32)
        weight = self.constant(f"{name}.w", np.clip(np.round(w / columns), -127, 127).astype(np.int8))
        if inputs not in self._rows:
            largest = self.node("ReduceMax", [self.node("Abs", [inputs], f"{inputs}.abs"), "last"], f"{inputs}.largest", keepdims=1)
            self._rows[inputs] = self.node("Mul", [self.node("Max", [largest, "least"], f"{inputs}.bound"), "step"], f"{inputs}.row")
            shifted = self.node("Add", [self.node("Div", [inputs, self._rows[inputs]], f"{inputs}.steps"), "middle"], f"{inputs}.shifted")
            self.cast(self.node("Round", [shifted], f"{inputs}.rounded"), f"{inputs}.bytes", "UINT8")
        whole = self.cast(self.node("MatMulInteger", [f"{inputs}.bytes", weight, "middle.byte"], f"{name}.sum"), f"{name}.whole", "FLOAT")
        by_row = self.node("Mul", [whole, self._rows[inputs]], f"{name}.byrow")
        product = self.node("Mul", [by_row, self.constant(f"{name}.s", columns)], f"{name}.product")
        return self.node("Add", [product, self.constant(f"{name}.b", p[f"{key}.b"])], name)


def encoder(embedding: Params, layers: Sequence[Params], heads: int, low: int) -> bytes:
    """The model's file: inputs ids and mask (batch, length), outputs the states (batch, length, width) above all layers and above the `low` first."""
    from onnx import TensorProto

    graph, width = Graph(), embedding["words"].shape[1]
    x = _embedded(graph, embedding)
    above = _layers(graph, x, layers, heads, width)
    return _written(graph, "encoder", {"ids": TensorProto.INT64, "mask": TensorProto.INT64}, [above[-1], above[low - 1]], width)


def upper(layers: Sequence[Params], heads: int) -> bytes:
    """The file of layers over states: inputs the states (batch, length, width) and the mask (batch, length), output the states above."""
    from onnx import TensorProto

    graph, width = Graph(), len(layers[0]["n1.w"])
    _penalty(graph)
    above = _layers(graph, "states", layers, heads, width)
    return _written(graph, "upper", {"states": TensorProto.FLOAT, "mask": TensorProto.INT64}, above[-1:], width)


def _layers(graph: Graph, x: str, layers: Sequence[Params], heads: int, width: int) -> list[str]:
    """Layer upon layer over the states x; the names of what comes out of each."""
    for name, numbers in (("split", [0, 0, heads, width // heads]), ("join", [0, 0, width]), ("thirds", [width] * 3)):
        graph.constant(name, np.array(numbers, np.int64))
    graph.constant("root", np.array(1 / np.sqrt(width // heads), np.float32))
    above = [x]
    for i, p in enumerate(layers):
        above.append(_layer(graph, f"{i}", above[-1], p))
    return above[1:]


def _written(graph: Graph, name: str, inputs: dict[str, int], outputs: Sequence[str], width: int) -> bytes:
    import onnx
    from onnx import TensorProto, helper

    shape = {"ids": ["batch", "length"], "mask": ["batch", "length"], "states": ["batch", "length", width]}
    made = helper.make_graph(
        graph.nodes,
        name,
        [helper.make_tensor_value_info(i, kind, shape[i]) for i, kind in inputs.items()],
        [helper.make_tensor_value_info(o, TensorProto.FLOAT, shape["states"]) for o in outputs],
        graph.constants,
    )
    model = helper.make_model(made, opset_imports=[helper.make_opsetid("", 20)], ir_version=9, producer_name="detente")
    onnx.checker.check_model(model)
    out: bytes = model.SerializeToString(deterministic=True)
    return out


def _embedded(graph: Graph, embedding: Params) -> str:
    """The states of the pieces before the first layer, and the penalty of where there are none."""
    scale = np.abs(embedding["words"]).max(1, keepdims=True) / 127
    graph.constant("words", np.clip(np.round(embedding["words"] / scale), -127, 127).astype(np.int8))
    graph.constant("scales", scale.astype(np.float32))
    graph.constant("positions", embedding["positions"][:LONGEST])
    for name, value in (("zero", 0), ("one", 1), ("two", 2)):
        graph.constant(name, np.array([value], np.int64))
    whole = graph.cast(graph.node("Gather", ["words", "ids"], "bytes"), "whole", "FLOAT")
    graph.node("Mul", [whole, graph.node("Gather", ["scales", "ids"], "scale_of")], "word")
    graph.node("Slice", [graph.node("Shape", ["ids"], "shape"), "one", "two"], "length")
    graph.node("Slice", ["positions", "zero", "length", "zero"], "position")
    graph.node("Add", ["word", "position"], "embedded")
    _penalty(graph)
    return graph.normal("x", "embedded", embedding, "n")


def _penalty(graph: Graph) -> None:
    """What "bias" adds to the attention paid to where there is no piece."""
    graph.cast("mask", "present", "FLOAT")
    graph.node("Sub", [graph.constant("unit", np.array(1, np.float32)), "present"], "absent")
    graph.node("Mul", ["absent", graph.constant("far", np.array(-1e4, np.float32))], "penalty")
    graph.node("Unsqueeze", ["penalty", graph.constant("axes", np.array([1, 2], np.int64))], "bias")


def _layer(graph: Graph, i: str, x: str, p: Params) -> str:
    """One layer over the states x; the name of what comes out."""
    node = graph.node
    node("Split", [graph.linear(f"{i}.qkv", x, p, "qkv"), "thirds"], f"{i}.q", f"{i}.k", f"{i}.v", axis=2)
    for part, order in (("q", [0, 2, 1, 3]), ("k", [0, 2, 3, 1]), ("v", [0, 2, 1, 3])):
        node("Transpose", [node("Reshape", [f"{i}.{part}", "split"], f"{i}.{part}.split")], f"{i}.{part}.heads", perm=order)
    node("Mul", [node("MatMul", [f"{i}.q.heads", f"{i}.k.heads"], f"{i}.scores"), "root"], f"{i}.scaled")
    node("Softmax", [node("Add", [f"{i}.scaled", "bias"], f"{i}.masked")], f"{i}.attention", axis=-1)
    node("Transpose", [node("MatMul", [f"{i}.attention", f"{i}.v.heads"], f"{i}.context")], f"{i}.context.back", perm=[0, 2, 1, 3])
    joined = node("Reshape", [f"{i}.context.back", "join"], f"{i}.joined")
    y = graph.normal(f"{i}.n1", node("Add", [graph.linear(f"{i}.o", joined, p, "o"), x], f"{i}.sum1"), p, "n1")
    inner = node("Gelu", [graph.linear(f"{i}.f1", y, p, "f1")], f"{i}.gelu", approximate="tanh")
    return graph.normal(f"{i}.n2", node("Add", [graph.linear(f"{i}.f2", inner, p, "f2"), y], f"{i}.sum2"), p, "n2")
