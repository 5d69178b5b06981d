"""The ranker: gradient-boosted trees over the features, fitted to put those who did come next in front.

Listwise loss (Bruch 2021, XE-NDCG) with LightGBM (Ke et al. 2017), on one core, from a fixed seed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from detente.forecasting.graph.excitation import kernel
from detente.forecasting.graph.features import NAMES, REFRESH, Asked, Day, Pace, slow
from detente.forecasting.graph.two_way import Graph
from detente.forecasting.history import Array

if TYPE_CHECKING:
    from lightgbm import Booster


@dataclass(frozen=True, slots=True)
class Plan:
    """How much to learn from: the last days, queries of each, wrong candidates of each query; and how hard to learn."""

    days: int = 60
    queries: int = 1000
    wrong: int = 80
    trees: int = 1000
    leaves: int = 31
    rate: float = 0.035
    seed: int = 0


def mornings(history: Graph, first: int, last: int, rates: Array) -> Iterator[Day]:
    """The days from first to last on which anything happened, each as it stood in the morning."""
    pace = Pace(history.entities, history.directed)
    tables, made = None, 0
    for day in np.unique(history.facts[:, 3]):
        if day > last:
            return
        if day >= first:
            if tables is None or day - made >= REFRESH:
                tables, made = slow(history, int(day)), int(day)
            yield Day(history, int(day), pace, tables, rates)
        pace.advance(history.on(int(day)), int(day))


def morning(history: Graph, day: int, rates: Array) -> Day:
    """A day as it stood, or will stand, in the morning, whatever happens on it."""
    pace = Pace(history.entities, history.directed)
    past = history.before(day)
    for earlier in np.unique(past[:, 3]):
        pace.advance(history.on(int(earlier)), int(earlier))
    return Day(history, day, pace, slow(history, day), rates)


def by_subject(facts: Array) -> dict[int, dict[int, list[int]]]:
    """The objects of each subject and relation among facts."""
    found: dict[int, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for s, r, o, _ in facts:
        found[int(s)][int(r)].append(int(o))
    return found


#: How many trees make the shortlist, and how long it is.
_ROUGH, SHORTLIST = 120, 120


@dataclass(frozen=True)
class Ranker:
    """What was learned: the excitation kernel and the trees."""

    rates: Array
    trees: Booster

    def score(self, asked: Iterable[Asked]) -> list[Array]:
        """The scores of the candidates of each query; each query is answered by itself.

        The first trees score all candidates, all trees the shortlist, which then stands before the rest.
        """
        asked = list(asked)
        if not asked:
            return []
        rough = np.asarray(self.trees.predict(np.concatenate([a.features for a in asked]), num_iteration=_ROUGH, num_threads=1))
        scores = np.split(rough, np.cumsum([len(a.candidates) for a in asked])[:-1])
        short = [np.argpartition(-s, SHORTLIST)[:SHORTLIST] if len(s) > SHORTLIST else np.arange(len(s)) for s in scores]
        fine = np.asarray(self.trees.predict(np.concatenate([a.features[i] for a, i in zip(asked, short, strict=True)]), num_threads=1))
        return [_joined(s, i, own) for s, i, own in zip(scores, short, np.split(fine, np.cumsum([len(i) for i in short])[:-1]), strict=True)]

    def reasons(self, asked: Asked, candidate: int, most: int = 4) -> list[tuple[str, float, float]]:
        """What speaks most for and against a candidate: the feature in words, its value, and how far it moves the score."""
        row = asked.features[np.flatnonzero(asked.candidates == candidate)]
        moved = np.asarray(self.trees.predict(row, pred_contrib=True, num_threads=1))[0, :-1]
        return [(NAMES[i], float(row[0, i]), float(moved[i])) for i in np.argsort(-np.abs(moved))[:most]]


def _joined(rough: Array, short: Array, fine: Array) -> Array:
    """The scores of the shortlist, and before it stands nobody of the rest."""
    scores: Array = rough - (rough.max(initial=0.0) - fine.min(initial=0.0) + 1.0)
    scores[short] = fine
    return scores


def fit(history: Graph, until: int, plan: Plan | None = None, progress: Callable[[str], None] = lambda _: None) -> Ranker:
    """Learn from the facts before a day. Raises ValueError if there are none to learn from."""
    import lightgbm

    plan = plan or Plan()
    rng = np.random.default_rng(plan.seed)
    rates = kernel(history, until)
    rows: list[Array] = []
    right: list[Array] = []
    sizes: list[int] = []
    for day in mornings(history, until - plan.days, until - 1, rates):
        facts = history.on(day.day)
        if len(facts) > plan.queries:
            facts = facts[rng.choice(len(facts), plan.queries, replace=False)]
        for subject, wanted in by_subject(facts).items():
            for asked in day.ask(subject, list(wanted)):
                hit = np.isin(asked.candidates, wanted[asked.relation])
                if not hit.any():
                    continue
                keep = np.flatnonzero(hit)
                others = np.flatnonzero(~hit)
                keep = np.sort(np.concatenate([keep, rng.choice(others, min(plan.wrong, len(others)), replace=False)]))
                rows.append(asked.features[keep])
                right.append(hit[keep].astype(np.float32))
                sizes.append(len(keep))
        progress(f"day {day.day}: {len(sizes):,} queries to learn from")
    if not sizes:
        raise ValueError(f"no facts in the {plan.days} days before day {until} to learn from")
    settings = {
        "objective": "rank_xendcg", "learning_rate": plan.rate, "num_leaves": plan.leaves, "min_data_in_leaf": 50, "feature_fraction": 0.7,
        "lambda_l2": 1.0, "num_threads": 1, "seed": plan.seed, "deterministic": True, "force_row_wise": True, "verbose": -1,
    }
    data = lightgbm.Dataset(np.concatenate(rows), np.concatenate(right), group=sizes)
    return Ranker(rates, lightgbm.train(settings, data, plan.trees))
