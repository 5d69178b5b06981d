"""What the tests share: the case's files where they are, and a dispute made from the shipped dossier once."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import detente
from detente.dispute import Dispute

SHARED = Path(__file__).parents[2] / "shared"
AS_OF = date(2021, 11, 28)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of cases and benchmarks; tests that need it skip where it is missing, and may not in CI."""
    if not SHARED.is_dir():
        if os.environ.get("CI"):
            pytest.fail("CI must have ../shared")
        pytest.skip("needs ../shared, which is not here")
    return SHARED


@pytest.fixture(scope="session")
def dossier(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dispute]:
    """The shipped dossier of Armenia and Azerbaijan, added; read only."""
    with detente.demo(tmp_path_factory.mktemp("aa") / "dispute") as dispute:
        yield dispute
