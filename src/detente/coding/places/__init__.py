"""Where: places named in a text, and which place of that name is meant. The one verb is `located`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from detente.coding.places.gazetteer import Site, distance, gazetteer
from detente.coding.places.toponyms import Toponym, find, resolve

if TYPE_CHECKING:
    from spacy.tokens import Span

__all__ = ["Site", "Toponym", "located", "whose"]


def located(spans: Sequence[Span], countries: Counter[str] | None = None) -> list[list[tuple[Toponym, Site | None]]]:
    """For each sentence of a text its place names, each with the place that it means (None: in no gazetteer).

    `countries` are the states that the text speaks of, by ISO 3166-1 alpha-3, counted.
    """
    found = find(spans)
    chosen = resolve([(t.text, t.qualifier) for names in found for t in names], countries)
    return [[(t, chosen.get((t.text, t.qualifier))) for t in names] for names in found]


def whose(site: Site) -> str:
    """Under which state the gazetteer's sources list a place that has none here because it is disputed; "" if under none.

    Only a way to name who was hit there; it decides no dispute.
    """
    near = (s for s in gazetteer().named(site.name) if s.country and distance((s.lat, s.lon), (site.lat, site.lon)) < 80)
    return next((s.country for s in near), "")
