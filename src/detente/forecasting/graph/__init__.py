"""Who does what to whom next: a ranking of the possible objects of a subject and a relation on a day, with reasons.

Temporal-knowledge-graph forecasting in the words of that field; the verbs are `ranking`,
or, step by step, `two_way`, `fit` and `mornings`.
"""

from detente.forecasting.graph.ranker import Plan, Ranker, fit, morning, mornings
from detente.forecasting.graph.ranking import Ranked, ranking
from detente.forecasting.graph.two_way import Graph, two_way

__all__ = ["Graph", "Plan", "Ranked", "Ranker", "fit", "morning", "mornings", "ranking", "two_way"]
