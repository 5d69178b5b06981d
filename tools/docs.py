"""Write the pages that come out of the program: python tools/docs.py (a test checks that they are current)."""

from __future__ import annotations

from pathlib import Path

import typer

from detente.cli import app
from detente.model import codebook

DOCS = Path(__file__).parents[1] / "docs"


def commands() -> str:
    """The page of commands, from the command line's own help."""
    root = typer.main.get_command(app)
    out = ["# Commands", "", "Every command has `--help`. Days are written as 2021-11-28.", ""]
    for name, command in root.commands.items():  # type: ignore[attr-defined]
        out += [f"## detente {name}", "", command.help or "", ""]
        for parameter in command.params:
            if parameter.name == "help":
                continue
            label = f"`{' '.join(parameter.opts)}`" if parameter.param_type_name == "option" else f"`{parameter.name.upper()}`"
            out.append(f"- {label}: {parameter.help}")
        out += ["", f"    {command.epilog.removeprefix('Example: ')}", ""]
    return "\n".join(out)


def codes() -> str:
    """The page of codes, from the codebook."""
    out = ["# Codebook", "", "PLOVER's event types in our own words, with a conflict-to-cooperation weight of Goldstein's kind.", ""]
    for type_ in codebook().values():
        out += [f"## {type_.code}", "", f"{type_.definition} *{type_.example}* ({type_.quad}, weight {type_.weight:+.1f})", ""]
        out += [f"- `{m.code}`: {m.definition}" for m in type_.modes]
        out += [""] if type_.modes else []
    return "\n".join(out)


PAGES = {"commands.md": commands, "codebook.md": codes}

if __name__ == "__main__":
    for page, write in PAGES.items():
        (DOCS / page).write_text(write(), encoding="utf-8")
