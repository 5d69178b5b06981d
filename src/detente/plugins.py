"""Plugins: entry-point groups in which the built-ins are registered too."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from typing import Any

from detente.errors import UnknownNameError


@cache
def _group(group: str) -> dict[str, EntryPoint]:
    return {point.name: point for point in entry_points(group=group)}


def plugin(group: str, name: str) -> Callable[..., Any]:
    """The callable registered as `name` in the entry-point group `detente.<group>`.

    Raises UnknownNameError, which lists the registered names.
    """
    points = _group(f"detente.{group}")
    if name not in points:
        raise UnknownNameError(f"plugin of detente.{group}", name, points)
    loaded: Callable[..., Any] = points[name].load()
    return loaded
