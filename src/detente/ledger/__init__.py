"""The ledger: coded reports to one memory. The one verb is `remember`.

What the store keeps is what each document says. What the ledger knows (one meeting out of five
reports, where a commitment stands) is worked out from the reports known by a day, every time it
is asked: so nothing later can leak in, and re-coding needs no repair.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from detente.ledger.link import link
from detente.ledger.standing import standings
from detente.model import Pack
from detente.model.memory import KINDS, Memory
from detente.store import Store

__all__ = ["remember"]


def remember(store: Store, pack: Pack, *, as_of: date) -> Memory:
    """Everything the ledger knows as of a day, linked, with the state of every commitment."""
    documents = {d.id: d for d in store.documents(as_of=as_of)}
    linked = {kind: link(kind, store.records(kind, as_of=as_of)) for kind in KINDS}
    memory = Memory(
        pack=pack,
        as_of=as_of,
        documents=documents,
        forecasts=tuple(r.record for r in store.records("forecasts", as_of=as_of)),
        decisions=tuple(r.record for r in store.records("decisions", as_of=as_of)),
        **linked,  # type: ignore[arg-type]
    )
    return replace(memory, standings=tuple(standings(memory)))
