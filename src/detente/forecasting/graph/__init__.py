"""Who does what to whom next: a ranking of the possible objects of a subject and a relation on a day, with reasons.

Temporal-knowledge-graph forecasting in the words of that field; the verbs are `history`, `fit` and `mornings`.
"""

from detente.forecasting.graph.history import History, history
from detente.forecasting.graph.ranker import Plan, Ranker, fit, mornings

__all__ = ["History", "Plan", "Ranker", "fit", "history", "mornings"]
