"""Whether one actor does a class of thing to another within a horizon: histories of directed dyads, and models over them.

The way of the data: `history` of events, `rows` of a morning, `samples` of mornings whose windows are closed, a model
fitted to them (`base_rate`, `persistence`, `dyad_rate`, `decay`, `hawkes`, `trees`), its `probabilities`.
"""

from detente.forecasting.dyads.features import Rows, rows
from detente.forecasting.dyads.models import LONG, Model, Sample, base_rate, decay, dyad_rate, hawkes, persistence, samples, trees
from detente.forecasting.history import CLASSES, History, history

__all__ = [
    "CLASSES", "LONG", "History", "Model", "Rows", "Sample", "base_rate", "decay", "dyad_rate", "hawkes", "history", "persistence",
    "rows", "samples", "trees",
]
