"""Outlook: memory and odds to a briefing that a person reads. The one verb is `compose`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from detente.errors import DetenteError
from detente.model import Forecast
from detente.model.codec import plain
from detente.model.memory import Memory
from detente.model.outlook import Outlook
from detente.outlook.compose import outlook as _outlook
from detente.outlook.html import page
from detente.outlook.markdown import markdown

__all__ = ["Briefing", "compose"]


@dataclass(frozen=True, slots=True)
class Briefing:
    """An outlook with the memory it came from: ready to be printed, or written to a file."""

    outlook: Outlook
    memory: Memory

    def markdown(self) -> str:
        """The outlook in Markdown, every sentence with footnotes to the words it rests on."""
        return markdown(self.outlook, self.memory)

    def json(self) -> str:
        """The outlook as JSON: sections, statements, evidence, sources, timeline."""
        return json.dumps(plain(self.outlook), ensure_ascii=False, indent=1)

    def html(self) -> str:
        """The outlook as one page that needs nothing beside itself: no script, no network."""
        return page(self.outlook, self.memory)

    def write(self, path: str | Path) -> Path:
        """Write the outlook; the ending (.html, .md, .json) chooses the form. The file is old or new, never half."""
        path = Path(path)
        forms = {".html": self.html, ".md": self.markdown, ".json": self.json}
        if path.suffix not in forms:
            raise DetenteError(f"{path.name!r}: an outlook is written as {', '.join(forms)}")
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f".{path.name}.part")
        part.write_text(forms[path.suffix](), encoding="utf-8")
        part.replace(path)
        return path


def compose(memory: Memory, forecasts: Sequence[Forecast], *, society: str = "") -> Briefing:
    """The briefing as of the memory's day; `society` chooses whose place names come first ("" for both)."""
    return Briefing(_outlook(memory, forecasts, society=society), memory)
