"""The outlook as one page: no script, no network, every sentence a link to the words it rests on."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from detente.model import Document, Evidence
from detente.model.memory import Memory
from detente.model.outlook import Outlook
from detente.outlook.timeline import picture
from detente.outlook.words import day_words

if TYPE_CHECKING:
    from jinja2 import Template


@cache
def _template() -> Template:
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters["day"] = day_words
    return environment.from_string(files("detente.outlook").joinpath("page.html.j2").read_text("utf-8"))


def page(outlook: Outlook, memory: Memory) -> str:
    """The whole outlook as a self-contained HTML page."""
    from markupsafe import Markup

    cited: dict[str, list[Evidence]] = {}
    for section in outlook.sections:
        for statement in section.statements:
            for evidence in statement.evidence:
                cited.setdefault(evidence.document, []).append(evidence)
    for point in outlook.timeline:
        if point["document"] in memory.documents:
            cited.setdefault(point["document"], [])
    texts = {s.document: list(_pieces(memory.documents[s.document], cited.get(s.document, []), outlook)) for s in outlook.sources}
    # The picture comes out of the drawing library, which escapes what it prints.
    return _template().render(outlook=outlook, texts=texts, picture=Markup(picture(outlook)), anchor=anchor, number=outlook.number, first_of_each=first_of_each)  # noqa: S704


def anchor(evidence: Evidence) -> str:
    """The place on the page where an evidence is shown in its text."""
    return f"e-{evidence.document[:12]}-{evidence.start}"


def first_of_each(evidence: tuple[Evidence, ...]) -> list[Evidence]:
    """The first evidence out of each document: one number a source is enough in a sentence."""
    return list({e.document: e for e in reversed(evidence)}.values())[::-1]


def _pieces(document: Document, cited: list[Evidence], outlook: Outlook) -> Iterator[tuple[str, bool, list[str]]]:
    """The text of a source in pieces: the words, whether they are quoted, and the anchors that begin there."""
    starts: dict[int, set[str]] = {}
    for e in cited:
        starts.setdefault(e.start, set()).add(anchor(e))
    for point in outlook.timeline:
        if point["document"] == document.id:
            starts.setdefault(point["start"], set()).add(f"e-{document.id[:12]}-{point['start']}")
    cuts = sorted({0, len(document.text), *starts, *(e.end for e in cited)})
    for a, b in itertools.pairwise(cuts):
        yield document.text[a:b], any(e.start <= a and b <= e.end for e in cited), sorted(starts.get(a, ()))
