"""CAMEO, the codebook of ICEWS and GDELT (Gerner and Schrodt 2002): its events by code and name, with quad category and PLOVER type."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

#: The quad categories, in the order of CAMEO's roots.
QUADS = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")
#: PLOVER's types for CAMEO's roots; root 08 (yield) has two in PLOVER, root 01 (statements) none.
_PLOVER = {"02": "REQUEST", "03": "AGREE", "04": "CONSULT", "05": "SUPPORT", "06": "COOPERATE", "07": "AID", "08": "CONCEDE", "09": "ACCUSE", "10": "REQUEST", "11": "ACCUSE", "12": "REJECT", "13": "THREATEN", "14": "PROTEST", "15": "MOBILIZE", "16": "SANCTION", "17": "COERCE", "18": "ASSAULT", "19": "ASSAULT", "20": "ASSAULT"}
#: Yielding on the ground, which PLOVER calls RETREAT: releases, the lifting of blockades and sanctions, ceasefires and withdrawals.
_GROUND = ("0831", "0841", "0842", "0843", "085", "086", "087")


@dataclass(frozen=True, slots=True)
class Cameo:
    """An event of CAMEO: its `code` of two to four digits, and its `name`."""

    code: str
    name: str

    @property
    def root(self) -> int:
        """The root, 1 to 20."""
        return int(self.code[:2])

    @property
    def quad(self) -> int:
        """The number of the quad category in `QUADS`."""
        return sum(self.root >= first for first in (6, 9, 14))

    @property
    def plover(self) -> str:
        """The PLOVER type, "" for mere statements."""
        return "RETREAT" if self.code.startswith(_GROUND) else _PLOVER.get(self.code[:2], "")


@cache
def cameo() -> dict[str, Cameo]:
    """Every event of the codebook by its code."""
    lines = files("detente.data").joinpath("cameo.tsv").read_text("utf-8").splitlines()[1:]
    return {code: Cameo(code, name) for code, _, name in (line.partition("\t") for line in lines)}


def named(name: str) -> Cameo | None:
    """The event of a name, however it is spelled as to case, hyphens and underscores; None if there is none."""
    return _by_name().get(_plain(name))


@cache
def _by_name() -> dict[str, Cameo]:
    return {_plain(c.name): c for c in reversed(cameo().values())}


def _plain(name: str) -> str:
    return " ".join(name.lower().replace("_", " ").replace("-", " ").split())
