"""Ranking of next events and odds of dyads: each query by itself, nothing of the day itself or later."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from benchmarks.horizon import interval
from benchmarks.tkg import ranks
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn import metrics

from detente.forecasting import dyads, graph
from detente.forecasting.dyads.models import Plan as DyadPlan
from detente.forecasting.dyads.models import Sample, log_odds
from detente.forecasting.graph.ranker import Ranker
from detente.forecasting.history import history
from detente.forecasting.scoring import auc, brier, calibration_error, log_loss
from detente.model.cameo import cameo, named

DAYS, SOME = 60, graph.Plan(days=15, queries=40, wrong=20, trees=30, leaves=7)
Array = np.ndarray[Any, np.dtype[Any]]


def world(seed: int = 0, days: int = DAYS) -> Array:
    """Facts of thirty actors of whom some keep meeting the same others."""
    rng = np.random.default_rng(seed)
    rows = []
    for day in range(days):
        for _ in range(25):
            s = int(rng.integers(30))
            o = (s + int(rng.integers(1, 4))) % 30 if rng.random() < 0.7 else int(rng.integers(30))
            if s != o:
                rows.append((s, int(rng.integers(4)), o, day))
    return np.array(rows)


def both_ways(facts: Array) -> graph.Graph:
    """The graph of facts (subject, relation, object, day)."""
    return graph.two_way(history(facts[:, 0], facts[:, 2], np.zeros(len(facts), np.int64), facts[:, 3], root=facts[:, 1]))


@pytest.fixture(scope="module")
def facts() -> Array:
    return world()


@pytest.fixture(scope="module")
def ranker(facts: Array) -> Ranker:
    return graph.fit(both_ways(facts), 50, SOME)


def answers(facts: Array, ranker: Ranker, day: int) -> Iterator[list[float]]:
    past = both_ways(facts)
    view = next(iter(graph.mornings(past, day, day, ranker.rates)))
    for subject in (0, 7, 19):
        for asked, scores in zip(view.ask(subject, [0, 5]), ranker.score(view.ask(subject, [0, 5])), strict=True):
            order = np.argsort(-scores, kind="stable")
            yield [float(x) for x in np.concatenate([asked.candidates[order], scores[order]])]


def test_a_query_asked_alone_gets_the_same_ranks(facts: Array, ranker: Ranker) -> None:
    past = both_ways(facts)
    view = next(iter(graph.mornings(past, 55, 55, ranker.rates)))
    today = past.on(55)
    alone = [r for i in range(len(today)) for r in ranks(past, ranker, view, today[i : i + 1])]
    by_query: dict[tuple[int, int], list[int]] = {}
    for s, r, o, _ in today:
        by_query.setdefault((int(s), int(r)), []).append(int(o))
    single = [q for q, objects in by_query.items() if len(objects) == 1]
    together = {}
    for (s, r, o, _), rank in zip(today, alone, strict=True):
        together[(int(s), int(r), int(o))] = rank
    for s, r in single:
        batch = today[(today[:, 0] == s)]
        place = [i for i, row in enumerate(sorted_by_query(batch)) if row == (s, r, by_query[(s, r)][0])]
        assert list(ranks(past, ranker, view, batch))[place[0]] == together[(s, r, by_query[(s, r)][0])]


def sorted_by_query(batch: Array) -> list[tuple[int, int, int]]:
    """The order in which `ranks` answers a batch of one subject: relations as first met."""
    order: dict[int, list[tuple[int, int, int]]] = {}
    for s, r, o, _ in batch:
        order.setdefault(int(r), []).append((int(s), int(r), int(o)))
    return [row for rows in order.values() for row in rows]


@pytest.mark.parametrize("change", ["plant", "delete", "shuffle"])
def test_nothing_of_the_day_or_later_changes_a_ranking(facts: Array, ranker: Ranker, change: str) -> None:
    before = list(answers(facts, ranker, 55))
    rng = np.random.default_rng(1)
    later = facts[:, 3] >= 55
    if change == "plant":
        other = np.concatenate([facts, np.array([[0, 0, o, d] for o in range(30) for d in (55, 56, 59)])])
    elif change == "delete":
        other = np.concatenate([facts[~later], [[3, 1, 4, 55]]])
    else:
        other = facts.copy()
        other[later, 2] = rng.permutation(other[later, 2])
    assert list(answers(other, ranker, 55)) == before


def test_a_day_that_peeks_is_caught(facts: Array, ranker: Ranker) -> None:
    past = both_ways(facts)
    honest = next(iter(graph.mornings(past, 55, 55, ranker.rates)))
    peeking = next(iter(graph.mornings(past, 56, 56, ranker.rates)))
    asked = [int(past.on(55)[0, 0]), int(past.on(55)[0, 1])]
    seen = [next(iter(view.ask(asked[0], [asked[1]]))).features.sum() for view in (honest, peeking)]
    assert seen[0] != seen[1]


def test_ranks_filter_other_right_answers_and_share_ties(facts: Array) -> None:
    class Flat(Ranker):
        def score(self, asked: Any) -> list[Array]:
            return [np.zeros(len(a.candidates)) for a in asked]

    past = both_ways(facts)
    flat = Flat(np.zeros((8, 8, 8), np.float32), None)  # type: ignore[arg-type]
    view = next(iter(graph.mornings(past, 55, 55, np.full((8, 8, 8), 0.1, np.float32))))
    one = past.on(55)[:1]
    asked = next(iter(view.ask(int(one[0, 0]), [int(one[0, 1])])))
    assert next(iter(ranks(past, flat, view, one))) == 1 + (len(asked.candidates) - 1) / 2
    two = np.concatenate([one, one])
    two[1, 2] = int(asked.candidates[asked.candidates != one[0, 2]][0])
    assert list(ranks(past, flat, view, two)) == [1 + (len(asked.candidates) - 2) / 2] * 2


def test_a_ranking_is_explained(facts: Array, ranker: Ranker) -> None:
    view = next(iter(graph.mornings(both_ways(facts), 55, 55, ranker.rates)))
    asked = next(iter(view.ask(0, [0])))
    reasons = ranker.reasons(asked, int(asked.candidates[0]))
    assert len(reasons) == 4
    assert all(isinstance(words, str) and words for words, *_ in reasons)


def test_fitting_twice_gives_the_same(facts: Array, ranker: Ranker) -> None:
    again = graph.fit(both_ways(facts), 50, SOME)
    assert again.trees.model_to_string() == ranker.trees.model_to_string()


def test_an_empty_past_is_refused() -> None:
    with pytest.raises(ValueError, match="without events"):
        both_ways(np.zeros((0, 4), np.int64))
    with pytest.raises(ValueError, match="no facts"):
        graph.fit(both_ways(np.array([[0, 0, 1, 5]])), 2, SOME)


# --- dyads ---------------------------------------------------------------------------------------


def past_of(facts: Array) -> dyads.History:
    return dyads.history(facts[:, 0], facts[:, 2], facts[:, 1], facts[:, 3])


@pytest.mark.parametrize("change", ["plant", "delete", "shuffle"])
def test_nothing_later_changes_the_odds(change: str) -> None:
    facts = world(days=120)
    made = [dyads.rows(past_of(facts), day) for day in range(30, 90, 7)]
    learn = [m for m in made if m.day + 7 <= 85]
    small = DyadPlan(trees=20, leaves=5, least=20, seeds=(0,))

    def odds(facts: Array) -> list[float]:
        past = past_of(facts)
        model = dyads.trees(dyads.samples([dyads.rows(past, m.day) for m in learn], past, 7), 7, small)
        return [float(x) for x in model.probabilities(dyads.rows(past, 92)).ravel()]

    later = facts[:, 3] >= 92
    other = facts.copy()
    if change == "plant":
        other = np.concatenate([facts, np.array([[0, 3, 1, 92]] * 50)])
    elif change == "delete":
        other = facts[~later]
    else:
        other[later, 0] = np.random.default_rng(2).permutation(other[later, 0])
    assert odds(other) == odds(facts)


def test_odds_that_peek_are_caught() -> None:
    facts = world(days=120)
    planted = np.concatenate([facts, np.array([[0, 3, 1, 92]] * 50)])
    peeked = [dyads.rows(past_of(f), 93).features.sum() for f in (facts, planted)]
    assert peeked[0] != peeked[1]


def test_every_model_gives_probabilities_and_ours_learns() -> None:
    past = past_of(world(days=120))
    made = [dyads.rows(past, day) for day in range(30, 105, 7)]
    learn, held = dyads.samples(made[:7], past, 7), dyads.samples(made[8:], past, 7)
    y = np.concatenate([s.outcome.ravel() for s in held])
    score = {}
    for fitted in (dyads.base_rate, dyads.persistence, dyads.dyad_rate, dyads.decay, dyads.hawkes):
        p = np.concatenate([fitted(learn, 7).probabilities(s.rows).ravel() for s in held])
        assert ((p > 0) & (p < 1)).all()
        score[fitted.__name__] = float(((p - y) ** 2).mean())
    ours = dyads.trees(learn, 7, DyadPlan(trees=40, leaves=5, least=20, seeds=(0,)))
    score["trees"] = float(((np.concatenate([ours.probabilities(s.rows).ravel() for s in held]) - y) ** 2).mean())
    assert score["hawkes"] < score["base_rate"]
    assert score["trees"] < score["base_rate"]


def test_an_empty_history_asks_nothing() -> None:
    empty = dyads.history([], [], [], [])
    assert dyads.rows(empty, 5).pairs.shape == (0, 2)
    with pytest.raises(ValueError, match="no closed windows"):
        dyads.trees([Sample(dyads.rows(empty, 5), np.zeros((0, 4), bool))], 7)
    with pytest.raises(ValueError, match="different lengths"):
        dyads.history([1], [2, 3], [0], [0])
    with pytest.raises(ValueError, match="classes are numbered"):
        dyads.history([1], [2], [9], [0])


def test_only_lively_dyads_are_asked_about_in_both_directions() -> None:
    past = dyads.history([0] * 5 + [2] * 4, [1] * 5 + [3] * 4, [0] * 9, list(range(5)) + list(range(4)))
    assert {tuple(map(int, p)) for p in dyads.rows(past, 6).pairs} == {(0, 1), (1, 0)}
    assert {tuple(map(int, p)) for p in dyads.rows(past, 4).pairs} == set()


def test_the_bootstrap_covers_a_clear_difference() -> None:
    low, high = interval(np.full(200, 0.01), np.repeat(np.arange(20), 10))
    assert low == high == 0.01


# --- scores against an independent library -------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.floats(0.001, 0.999), st.integers(0, 1)), min_size=4, max_size=60))
def test_scores_agree_with_an_independent_library(rows: list[tuple[float, int]]) -> None:
    p, y = np.array([r[0] for r in rows]), np.array([r[1] for r in rows])
    assert np.mean([brier(a, b) for a, b in rows]) == pytest.approx(metrics.brier_score_loss(y, p), abs=1e-12)
    assert np.mean([log_loss(a, b) for a, b in rows]) == pytest.approx(metrics.log_loss(y, p, labels=[0, 1]), abs=1e-12)
    if 0 < y.sum() < len(y):
        assert auc(p, y) == pytest.approx(metrics.roc_auc_score(y, p), abs=1e-12)
    assert 0 <= calibration_error(p, y) <= 1


def test_calibration_error_by_hand() -> None:
    p = np.array([0.1, 0.1, 0.9, 0.9])
    assert calibration_error(p, np.array([0, 1, 1, 1]), bins=2) == pytest.approx(0.25)
    assert log_odds(np.array([0.5]))[0] == 0


def test_cameo_names_in_any_spelling() -> None:
    event = named("Engage_in_diplomatic_cooperation")
    assert event is not None
    assert (event.root, event.plover, event.quad) == (5, "SUPPORT", 0)
    assert named("use conventional MILITARY force").quad == 3  # type: ignore[union-attr]
    assert named("no such event") is None
    assert cameo()["087"].plover == "RETREAT"
    assert cameo()["083"].plover == "CONCEDE"
