"""The shipped odds for the parties of a ledger: which class of things each will do to the other, with what moved them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from importlib.resources import files
from itertools import chain

import numpy as np

from detente.forecasting.dyads.features import rows
from detente.forecasting.dyads.models import Trees, loaded, log_odds, sigmoid
from detente.forecasting.history import CLASSES
from detente.forecasting.record import Deed, record, remembered
from detente.model import Reason
from detente.model.memory import Memory

#: The horizons of the shipped models, in days, and who is asked about: dyads with so many events in so many days, for the
#: record of the world is thin.
HORIZONS, ACTIVE, WINDOW = (30, 90, 180), 3, 365


@dataclass(frozen=True, slots=True)
class Odds:
    """The probability that `source` does something of a class (a quad category) to `target` within `horizon` days."""

    source: str
    target: str
    klass: str
    horizon: int
    probability: float
    reasons: tuple[Reason, ...]


def odds(memory: Memory, table: Iterable[Deed] = ()) -> Iterator[Odds]:
    """For each party towards each other, class and horizon; nothing where the ledger and the event `table` know too little of the two.

    The models were fitted to the world's record; a ledger that tells more of a dyad than the world's news do will see higher odds.
    """
    past = record(chain(remembered(memory), (row for row in table if row.day <= memory.as_of)))
    if not past.number:
        return
    made = rows(past.history, (memory.as_of + timedelta(days=1)).toordinal(), active=ACTIVE, window=WINDOW)
    names = past.names
    for horizon in HORIZONS:
        model = shipped(horizon)
        p = model.probabilities(made)
        for row, (s, t) in enumerate(made.pairs):
            if not {names[s], names[t]} <= set(memory.pack.parties):
                continue
            for k, klass in enumerate(CLASSES):
                now = log_odds(p[row, k])
                reasons = tuple(Reason(f"{words}: {value:.3g}", round(float(p[row, k] - sigmoid(now - moved)), 3)) for words, value, moved in model.reasons(made, row, k))
                yield Odds(names[s], names[t], klass, horizon, round(float(np.clip(p[row, k], 0.005, 0.995)), 4), reasons)


@cache
def shipped(horizon: int) -> Trees:
    """The model of a horizon that ships, fitted to the world's record to 2018. Raises KeyError for another horizon."""
    if horizon not in HORIZONS:
        raise KeyError(f"no model for {horizon} days, only for {', '.join(map(str, HORIZONS))}")
    return loaded(files("detente.data").joinpath("odds", f"{horizon}.json.gz").read_bytes())
