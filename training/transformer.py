"""Layers of a BERT encoder in numpy, forwards and backwards: enough to tune a small one on one core.

Post-norm layers after Devlin et al. (2019); GELU in its tanh form (Hendrycks & Gimpel 2016); AdamW
after Loshchilov & Hutter (2019). Arrays are float32; x is (batch, length, width). Everything that is
random comes from the generator that is passed in, so the same machine gives the same bytes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

Array = np.ndarray
Params = dict[str, Array]
Cache = dict[str, Any]

EPS = np.float32(1e-12)
_C = np.float32(0.7978845608028654)


def norm(x: Array, gain: Array, shift: Array) -> tuple[Array, tuple[Array, Array]]:
    """Layer normalisation over the last axis, and what its gradient needs."""
    centred = x - x.mean(-1, keepdims=True)
    inverse = 1 / np.sqrt((centred * centred).mean(-1, keepdims=True) + EPS)
    unit = centred * inverse
    return unit * gain + shift, (unit, inverse)


def norm_back(d: Array, gain: Array, kept: tuple[Array, Array]) -> tuple[Array, Array, Array]:
    """Gradients of layer normalisation: of its input, gain and shift."""
    unit, inverse = kept
    axes = tuple(range(d.ndim - 1))
    dunit = d * gain
    dx = inverse * (dunit - dunit.mean(-1, keepdims=True) - unit * (dunit * unit).mean(-1, keepdims=True))
    return dx, (d * unit).sum(axes), d.sum(axes)


def gelu(x: Array) -> tuple[Array, Array]:
    """GELU and its tanh, from which the gradient follows."""
    t = np.tanh(_C * (x + np.float32(0.044715) * x * x * x))
    return np.float32(0.5) * x * (1 + t), t


def gelu_back(d: Array, x: Array, t: Array) -> Array:
    """Gradient of GELU."""
    out: Array = d * np.float32(0.5) * ((1 + t) + x * (1 - t * t) * _C * (1 + np.float32(3 * 0.044715) * x * x))
    return out


def softmax(x: Array) -> Array:
    """Over the last axis."""
    e = np.exp(x - x.max(-1, keepdims=True))
    out: Array = e / e.sum(-1, keepdims=True)
    return out


def dropout(shape: tuple[int, ...], rate: float, rng: np.random.Generator | None) -> Array | None:
    """A mask that keeps 1 - rate of the values, scaled; None where nothing is dropped."""
    if rng is None or rate == 0:
        return None
    return (rng.random(shape, np.float32) >= rate).astype(np.float32) / np.float32(1 - rate)


def forward(p: Params, x: Array, bias: Array, heads: int, *, rate: float = 0.0, rng: np.random.Generator | None = None) -> tuple[Array, Cache]:
    """One layer. `bias` (batch, 1, 1, length) is 0 where there are words and very negative elsewhere."""
    b, t, h = x.shape
    d = h // heads
    qkv = (x @ p["qkv.w"] + p["qkv.b"]).reshape(b, t, 3, heads, d).transpose(2, 0, 3, 1, 4)
    q, k, v = qkv[0], qkv[1], qkv[2]
    scale = np.float32(1 / np.sqrt(d))
    a = softmax(q @ k.transpose(0, 1, 3, 2) * scale + bias)
    c = (a @ v).transpose(0, 2, 1, 3).reshape(b, t, h)
    o = c @ p["o.w"] + p["o.b"]
    keep1 = dropout(o.shape, rate, rng)
    y, n1 = norm(x + (o if keep1 is None else o * keep1), p["n1.w"], p["n1.b"])
    u = y @ p["f1.w"] + p["f1.b"]
    g, th = gelu(u)
    z = g @ p["f2.w"] + p["f2.b"]
    keep2 = dropout(z.shape, rate, rng)
    out, n2 = norm(y + (z if keep2 is None else z * keep2), p["n2.w"], p["n2.b"])
    return out, {"x": x, "q": q, "k": k, "v": v, "a": a, "c": c, "y": y, "u": u, "g": g, "th": th, "n1": n1, "n2": n2, "keep1": keep1, "keep2": keep2, "scale": scale}


def backward(p: Params, cache: Cache, dout: Array) -> tuple[Array, Params]:
    """The gradient of a layer's input, and of its parameters, from that of its output."""
    grads: Params = {}
    b, t, h = dout.shape
    heads, d = cache["q"].shape[1], cache["q"].shape[3]

    def linear(name: str, inputs: Array, dy: Array) -> Array:
        flat_x, flat_d = inputs.reshape(-1, inputs.shape[-1]), dy.reshape(-1, dy.shape[-1])
        grads[f"{name}.w"] = flat_x.T @ flat_d
        grads[f"{name}.b"] = flat_d.sum(0)
        back: Array = dy @ p[f"{name}.w"].T
        return back

    dr2, grads["n2.w"], grads["n2.b"] = norm_back(dout, p["n2.w"], cache["n2"])
    dz = dr2 if cache["keep2"] is None else dr2 * cache["keep2"]
    dy = dr2 + linear("f1", cache["y"], gelu_back(linear("f2", cache["g"], dz), cache["u"], cache["th"]))
    dr1, grads["n1.w"], grads["n1.b"] = norm_back(dy, p["n1.w"], cache["n1"])
    do = dr1 if cache["keep1"] is None else dr1 * cache["keep1"]
    dc = linear("o", cache["c"], do).reshape(b, t, heads, d).transpose(0, 2, 1, 3)
    a, scale = cache["a"], cache["scale"]
    dv = a.transpose(0, 1, 3, 2) @ dc
    da = dc @ cache["v"].transpose(0, 1, 3, 2)
    ds = a * (da - (da * a).sum(-1, keepdims=True)) * scale
    dqkv = np.stack([ds @ cache["k"], ds.transpose(0, 1, 3, 2) @ cache["q"], dv])
    dx = dr1 + linear("qkv", cache["x"], dqkv.transpose(1, 3, 0, 2, 4).reshape(b, t, 3 * h))
    return dx, grads


@dataclass
class AdamW:
    """Adam with decoupled weight decay; `rates` gives the learning rate of a parameter by its name."""

    rates: dict[str, float]
    decay: float = 0.01
    step: int = 0
    moments: dict[str, tuple[Array, Array]] = field(default_factory=dict)

    def update(self, params: Params, grads: Params, share: float) -> None:
        """One step in place at `share` of the learning rates."""
        self.step += 1
        fix1, fix2 = 1 - 0.9**self.step, 1 - 0.999**self.step
        for name, g in grads.items():
            m, v = self.moments.get(name) or (np.zeros_like(g), np.zeros_like(g))
            m *= np.float32(0.9)
            m += np.float32(0.1) * g
            v *= np.float32(0.999)
            v += np.float32(0.001) * g * g
            self.moments[name] = (m, v)
            rate = self.rates[name] * share
            w = params[name]
            w *= np.float32(1 - rate * self.decay)
            w -= np.float32(rate / fix1) * m / (np.sqrt(v / np.float32(fix2)) + np.float32(1e-8))
