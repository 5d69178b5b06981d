"""The documentation is true: generated pages are current, every setting is named, the README's commands run."""

from __future__ import annotations

import json
import os
import re
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent


@pytest.mark.parametrize("page", ["commands.md", "codebook.md"])
def test_generated_pages_are_current(page: str) -> None:
    pages = runpy.run_path(str(ROOT / "tools" / "docs.py"))["PAGES"]
    assert (ROOT / "docs" / page).read_text("utf-8") == pages[page]()


def test_every_setting_is_documented() -> None:
    used = set(re.findall(r"DETENTE_[A-Z]+", (ROOT / "src" / "detente" / "config.py").read_text("utf-8")))
    assert used == set(re.findall(r"DETENTE_[A-Z]+", (ROOT / "docs" / "settings.md").read_text("utf-8")))


def blocks(page: str) -> list[str]:
    return re.findall(r"```sh\n(.*?)```", (ROOT / page).read_text("utf-8"), re.S)


@pytest.mark.parametrize("page", ["README.md", "docs/tutorial.md"])
def test_the_commands_of_a_page_run(page: str, tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "one.jsonl").write_text(json.dumps({"text": "Kosovo and Serbia met in Ohrid on 18 March 2023.", "published": "2023-03-19"}) + "\n", "utf-8")
    path = f"{BIN}{os.pathsep}{os.environ['PATH']}"
    for block in blocks(page):
        script = block.replace(".venv/bin/", "")
        if "make " in script:
            continue
        done = subprocess.run(["bash", "-euo", "pipefail", "-c", script], cwd=tmp_path, capture_output=True, text=True, check=False, env={**os.environ, "PATH": path})
        assert done.returncode == 0, script + done.stderr


def test_readme_names_the_make_targets() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in re.findall(r"^make (\w+)$", (ROOT / "README.md").read_text("utf-8"), re.M):
        assert f"\n{target}:" in makefile


def test_docstring_examples() -> None:
    import doctest

    from detente.forecasting import scoring

    result = doctest.testmod(scoring)
    assert result.attempted >= 3
    assert result.failed == 0
