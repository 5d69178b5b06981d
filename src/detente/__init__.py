"""detente: reads the reporting on a dispute between states and says what comes next.

    import detente

    dispute = detente.open("armenia-azerbaijan")      # a folder made by detente.init or `detente init`
    dispute.add("reports/")
    dispute.meetings(as_of="2021-11-28")
    dispute.outlook(as_of="2021-11-28").write("outlook.html")

The verbs load what they need when they are first used; importing the package loads nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from detente.coding import code
    from detente.dispute import Dispute, demo, init, open
    from detente.model import explain
    from detente.reading import read

__version__ = "0.1.0"
__all__ = ["Dispute", "code", "demo", "explain", "init", "open", "read"]

_HOMES = {
    "Dispute": "detente.dispute",
    "code": "detente.coding",
    "demo": "detente.dispute",
    "explain": "detente.model",
    "init": "detente.dispute",
    "open": "detente.dispute",
    "read": "detente.reading",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'detente' has no attribute {name!r}; it has {', '.join(__all__)}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
