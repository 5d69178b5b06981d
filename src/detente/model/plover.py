"""The PLOVER codebook: event types and modes, read from a data file, with definitions in our own words."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from detente.errors import UnknownNameError


@dataclass(frozen=True, slots=True)
class Mode:
    """A kind of an event type: `visit` of CONSULT, `release` of RETREAT."""

    code: str
    definition: str


@dataclass(frozen=True, slots=True)
class EventType:
    """One of PLOVER's sixteen event types.

    `quad` is the quad category (verbal or material, cooperation or conflict), `penta` the class of
    the five-way grouping, `weight` a conflict (-10) to cooperation (+10) score of Goldstein's kind.
    """

    code: str
    label: str
    quad: str
    penta: int
    weight: float
    definition: str
    example: str
    modes: tuple[Mode, ...]


@cache
def codebook() -> dict[str, EventType]:
    """Every event type by its code."""
    data = tomllib.loads(files("detente.data").joinpath("plover.toml").read_text("utf-8"))
    return {
        code: EventType(
            code=code,
            label=row["label"],
            quad=row["quad"],
            penta=row["penta"],
            weight=row["weight"],
            definition=row["definition"],
            example=row["example"],
            modes=tuple(Mode(m, d) for m, d in row.get("modes", {}).items()),
        )
        for code, row in data.items()
    }


def explain(code: str) -> str:
    """What a code means, in a sentence or two: `explain("RETREAT/release")`.

    Raises UnknownNameError for a code that is not in the codebook.
    """
    root, _, mode = code.partition("/")
    types = codebook()
    if root.upper() not in types:
        raise UnknownNameError("PLOVER event type", root, types, see="detente explain")
    type_ = types[root.upper()]
    head = f"{type_.code} ({type_.label}; {type_.quad}, weight {type_.weight:+.1f}): {type_.definition}"
    if not mode:
        modes = ", ".join(m.code for m in type_.modes)
        return f"{head} Example: {type_.example}" + (f" Modes: {modes}." if modes else "")
    for m in type_.modes:
        if m.code == mode:
            return f"{type_.code}/{m.code}: {m.definition} Of {head}"
    raise UnknownNameError(f"mode of {type_.code}", mode, [m.code for m in type_.modes], see="detente explain")
