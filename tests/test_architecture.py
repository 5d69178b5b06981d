"""The promises about structure: layers, import time, files, codebook, tools' names."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from detente.config import shipped_packs, world
from detente.model import codebook, explain

ROOT = Path(__file__).parents[1]


def test_layers_hold() -> None:
    done = subprocess.run([Path(sys.executable).parent / "lint-imports", "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_import_is_light_and_fast() -> None:
    script = "import time,sys;t=time.perf_counter();import detente;print(time.perf_counter()-t);print('spacy' in sys.modules or 'altair' in sys.modules or 'lxml' in sys.modules)"
    times, heavy = [], set()
    for _ in range(5):
        took, loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()
        times.append(float(took))
        heavy.add(loaded)
    assert sorted(times)[2] < 0.150
    assert heavy == {"False"}


def test_every_code_is_explained() -> None:
    for code, type_ in codebook().items():
        assert type_.definition in explain(code)
        for mode in type_.modes:
            assert mode.definition in explain(f"{code}/{mode.code}")
    assert len(codebook()) == 16


def test_acts_and_offices_use_known_codes() -> None:
    from detente.coding.lexicon import lexicon

    for table in (lexicon().verbs, lexicon().nouns):
        for entries in table.values():
            for entry in entries:
                assert entry.type in codebook()
                assert not entry.mode or entry.mode in {m.code for m in codebook()[entry.type].modes}


def test_world_names_are_unique_ids() -> None:
    ids = [a.id for a in world().actors]
    assert len(ids) == len(set(ids))
    kinds = {a.kind for a in world().actors}
    assert kinds <= {"state", "organ", "person", "organisation", "armed group", "group", "format", "de facto state"}


def test_no_name_of_a_dispute_stands_in_code() -> None:
    code = "\n".join(p.read_text("utf-8") for p in (ROOT / "src" / "detente").rglob("*.py"))
    for word in ("Karabakh", "Nakhi", "Zangezur", "Shusha", "Aliyev", "Putin", "Vučić", "Kurti", "Mitrovica", "Brussels meeting of"):
        assert word not in code, word
    assert len(shipped_packs()) >= 2
