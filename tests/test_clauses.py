"""What a clause of an analysis is likely to tell: the learnt reader beside those of phrasings."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from training.events import WIDTH
from training.logistic import logistic
from training.upper import Sentence, Tuned, gradients

from detente.coding import code, names_of, sighted
from detente.coding.clauses import ENOUGH, KINDS, STANDINGS, STANDS, TOO_LITTLE, Clauses
from detente.coding.expectations import foreseen
from detente.coding.milestones import happening
from detente.config import world
from detente.model import Actor, Agreement, Commitment, Expectation, Milestone, Place, Strategy
from detente.reading.document import document

ANALYSIS = Path(__file__).parent / "analyses" / "chile-bolivia-2023-02.txt"


def clauses(text: str, genre: str = "analysis") -> Clauses:
    (seen,), _ = sighted([document(text, uri="test", meta={"published": "2023-02-10", "genre": genre})], names_of(world()))
    return Clauses(seen)


@pytest.fixture(scope="module")
def whole() -> Clauses:
    return clauses(ANALYSIS.read_text("utf-8"))


def test_every_clause_quotes_its_words_and_has_a_probability_of_every_kind(whole: Clauses) -> None:
    text = ANALYSIS.read_text("utf-8")
    assert len(whole.all) > 100
    assert all(text[c.evidence.start : c.evidence.end] == c.evidence.exact for c in whole.all)
    assert all(c.evidence.start <= c.scene.sentence.start(c.verb) < c.evidence.end for c in whole.all)
    assert all(tuple(c.likely) == (*KINDS, *STANDINGS) and all(0 < p < 1 for p in c.likely.values()) for c in whole.all)


def test_a_clause_is_known_by_what_it_says() -> None:
    told = {
        "event": "On 3 May the two presidents signed a treaty on the river in Lima.",
        "expectation": "A breakthrough before the autumn looks unlikely, and both sides will probably wait for the election.",
        "commitment": "Both governments undertook to withdraw their troops from the bridge within thirty days.",
        "strategy": "Santiago is playing for time, in the hope of wearing its neighbour down.",
    }
    for kind, sentence in told.items():
        best = {k: max(c.likely[kind] for c in clauses(s).all) for k, s in told.items()}
        assert best[kind] >= ENOUGH[kind], (kind, best)
        assert max(best, key=best.__getitem__) in {kind, "event", "commitment"} if kind in {"event", "commitment"} else max(best, key=best.__getitem__) == kind, (kind, sentence, best)


def test_short_news_and_agreements_are_not_read_by_clauses() -> None:
    sentence = "On 3 May the two presidents signed a treaty on the river in Lima."
    assert clauses(sentence, "news").all == []
    assert clauses("1. The Parties shall withdraw their troops.", "agreement").all == []
    assert Clauses([]).all == []


def test_what_no_phrasing_finds_is_made_of_a_clause_and_says_why(whole: Clauses) -> None:
    records: list[Any] = code(document(ANALYSIS.read_text("utf-8"), uri="test", meta={"published": "2023-02-10", "genre": "analysis"}))
    likely = {c.evidence for c in whole.all if max(c.likely.values()) >= min(ENOUGH.values())}
    learnt = [r for r in records if isinstance(r, (Milestone, Commitment, Expectation, Strategy)) and r.why[0].startswith("the clause reads like one")]
    assert learnt
    assert all(any(r.evidence[0].overlaps(e) for e in likely) for r in learnt)
    made = [r.id for r in records if not isinstance(r, (Actor, Place)) and hasattr(r, "id")]
    assert len(set(made)) == len(made)


def test_what_a_phrasing_makes_of_words_that_tell_of_nothing_of_the_kind_is_left_out() -> None:
    text = "On 3 May Kenya and Uganda signed a treaty on the river, so that each could water its fields. Kenya will probably ask for more in the autumn."
    found = clauses(text)
    records = [r for r in code(document(text, uri="test", meta={"published": "2023-06-10", "genre": "analysis"})) if isinstance(r, Expectation)]
    assert [" ".join(r.evidence[0].exact.split()[:3]) for r in records] == ["Kenya will probably"]
    aim = next(c for c in found.all if c.verb.text == "water")
    assert aim.likely["expectation"] < TOO_LITTLE["expectation"]
    assert not found.likely(replace(records[0], evidence=(aim.evidence,)), "expectation")
    assert Clauses([]).likely(records[0], "expectation")


def test_untold_clauses_do_not_overlap_and_leave_out_what_is_made(whole: Clauses) -> None:
    every = whole.untold("event", [])
    assert every == sorted(every, key=lambda c: c.evidence.start)
    words = [word for c in every for word in c.own()]
    assert len(set(words)) == len(words)
    assert all(c.likely["event"] >= ENOUGH["event"] for c in every)
    told = next(m for c in every if (m := happening(c)))
    assert whole.untold("event", [replace(told, evidence=(c.evidence,)) for c in every]) == []


def milestones_of(text: str) -> list[Milestone]:
    return [r for r in code(document(text, uri="test", meta={"published": "2023-02-10", "genre": "analysis"})) if isinstance(r, Milestone)]


def test_a_clause_within_a_told_one_tells_of_something_else() -> None:
    text = "On 3 September 2022 Bolivia's president received his guest in La Paz, where the two foreign ministers signed a framework on water that the lower house passed in November. The border had been closed for nine years."
    verbs = {m.evidence[1].exact for m in milestones_of(text)}
    assert {"signed", "passed"} & verbs
    (outer,) = [c for c in clauses(text).all if c.verb.text == "received"]
    own = {text[a:b] for a, b in outer.own()}
    assert "guest" in own
    assert not own & {"signed", "passed", "ministers"}


def test_what_sets_the_scene_before_a_subject_is_not_what_a_clause_tells() -> None:
    text = "At their summit in Lima on 2 March 2022 the heads of state appointed a former judge as facilitator. Nothing has come of it since then, as everybody knows."
    (clause,) = [c for c in clauses(text).all if c.verb.text == "appointed"]
    assert "summit" not in {text[a:b] for a, b in clause.own()}
    assert "appointed" in {m.evidence[1].exact for m in milestones_of(text)}


def test_a_plan_without_a_day_is_still_to_come_and_what_was_is_not() -> None:
    text = "The two sides have talked for years about the river. A joint committee is to be set up to look at the border marks. On 4 May the guns spoke in the border town of Visviri and soldiers died."
    told = {" ".join(m.what.split()[:3]): m for m in milestones_of(text)}
    plan = told["A joint committee"]
    assert (plan.modality, plan.when and plan.when.text()) == ("planned", "2023-02-10/..")
    spoke = next(m for m in told.values() if "guns spoke" in m.what)
    assert spoke.modality == "actual"
    assert spoke.when is not None
    assert spoke.when.last is not None
    assert spoke.when.last.isoformat() <= "2023-02-10"


def test_a_happening_stands_as_the_clause_most_like_its_words_reads() -> None:
    (fell,) = [m for m in milestones_of("A motion to end the ban fell three votes short in the senate on 12 May 2022. Nobody in either country has asked for more since then.") if "fell" in m.what]
    assert (fell.modality, fell.when and fell.when.text()) == ("failed", "2022-05-12")
    assert fell.why[-1].startswith("failed: the clause reads so")


def test_what_is_read_as_planned_is_not_before_its_writing_and_what_failed_by_its_words_has(whole: Clauses) -> None:
    told = next(r for r in milestones_of(ANALYSIS.read_text("utf-8")) if r.modality == "actual" and any(c.evidence == r.evidence[0] for c in whole.all))
    undated = replace(told, when=whole.all[0].scene.clock.undated(ahead=False))
    (clause,) = [c for c in whole.all if c.evidence == told.evidence[0]]

    def read(**likely: float) -> Clauses:
        found = clauses(ANALYSIS.read_text("utf-8"))
        some = found._sentences[clause.scene.sentence.start(clause.scene.sentence.span[0])]
        some[:] = [replace(c, likely={**c.likely, "planned": 0.0, "failed": 0.0, **likely}) for c in some]
        return found

    planned = read(planned=STANDS["planned"]).stood(undated)
    assert (planned.modality, planned.when and planned.when.text()) == ("planned", "2023-02-10/..")
    assert read().stood(told) == told
    failed = replace(told, modality="failed")
    assert read(planned=STANDS["planned"]).stood(failed) == failed


def test_an_undertaking_is_of_its_subject_and_says_what_is_to_be_done() -> None:
    text = "Under the Luanda agreement of 6 September 2002 Uganda undertook to leave the town within a hundred days. The attacks offer the president a way to rally support. Chile accepted in 1998 that its ports be open to all."
    records: list[Any] = code(document(text, uri="test", meta={"published": "2023-02-10", "genre": "analysis"}))
    owed = {c.obligors: c.action for c in records if isinstance(c, Commitment)}
    assert owed[("UGA",)] == "to leave the town within a hundred days"
    assert not any("rally" in action for action in owed.values())


def test_what_a_pledge_is_of_is_not_expected() -> None:
    found = clauses("Kenya gave a guarantee that no interference will take place. Trade will recover before the autumn.")
    assert {c.verb.text: foreseen(c) is not None for c in found.all if c.verb.text in {"take", "recover"}} == {"take": False, "recover": True}


def test_a_clause_tells_what_was_undertaken_and_which_text_was_made() -> None:
    text = (
        "At Madrid in July 1997 Greece acknowledged Turkey's legitimate interests in the Aegean and Turkey forswore unilateral acts. "
        "In the autumn of 1998 Iceland and Norway signed a fisheries compact. Nobody in either country has asked for more since then."
    )
    records: list[Any] = code(document(text, uri="test", meta={"published": "2023-02-10", "genre": "analysis"}))
    owed = [r for r in records if isinstance(r, Commitment)]
    assert [("acknowledged" in c.action, c.obligors) for c in owed] == [(True, ("GRC",))]
    (signed,) = [r for r in records if isinstance(r, Agreement)]
    assert (signed.parties, signed.when and signed.when.text(), signed.status) == (("ISL", "NOR"), "1998-09-01/1998-11-30", "concluded")
    assert signed.why[0].startswith("the clause reads like one")


def test_no_two_records_have_one_id() -> None:
    text = (
        "In the autumn of 1998 Iceland and Norway agreed on fisheries. A fisheries agreement on herring, concluded that same autumn by the two, was signed again in 1999. "
        "The treaty on the river, agreed in Lima in 2001 and renewed in 2004, is still in force."
    )
    records: list[Any] = code(document(text, uri="test", meta={"published": "2023-02-10", "genre": "analysis"}))
    made = [r.id for r in records if not isinstance(r, (Actor, Place)) and hasattr(r, "id")]
    assert any(isinstance(r, Agreement) for r in records)
    assert len(set(made)) == len(made)


def test_a_sure_clause_may_say_would() -> None:
    found = clauses("Trade between Kenya and Uganda will recover before the autumn. Relations would then cool without a formal break. Nobody in Nairobi says so.")
    would = next(c for c in found.all if c.verb.text == "cool")
    assert foreseen(would)
    assert foreseen(replace(would, likely={**would.likely, "expectation": 0.6})) is None


def test_a_sentence_beyond_what_the_encoder_reads_is_left_to_the_phrasings() -> None:
    def long(times: int) -> str:
        return "On 3 May Chile and Bolivia agreed to meet, " + "and they met again in Lima, " * times + "as they said."

    assert len(clauses(long(8)).all) > 8
    assert clauses(long(400)).all == []


def test_the_tuned_layers_learn_what_is_marked() -> None:
    rng = np.random.default_rng(1)

    def some(*shape: int) -> np.ndarray:
        return rng.normal(0, 0.05, shape).astype(np.float32)

    w = WIDTH
    layer = {"qkv.w": some(w, 3 * w), "qkv.b": some(3 * w), "o.w": some(w, w), "o.b": some(w), "f1.w": some(w, 2 * w), "f1.b": some(2 * w), "f2.w": some(2 * w, w), "f2.b": some(w)}
    layer |= {f"{n}.{k}": np.full(w, k == "w", np.float32) for n in ("n1", "n2") for k in "wb"}
    head = {"hidden.w": some(3 * w, 16), "hidden.b": some(16), "out.w": some(16, 2) * 10, "out.b": some(2)}
    sentences = [Sentence(some(6, w) * 20, np.full((2, 3, 6), 1 / 6, np.float32), [2 * i, 2 * i + 1]) for i in range(3)]
    marked = np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0], [0.0, 0.0], [1.0, 0.0], [0.0, 0.0]])
    model = Tuned([layer], head)

    def loss() -> float:
        z = model.log_odds(sentences)
        return float((np.logaddexp(0, z) - marked * z).sum() / len(z))

    grads = gradients(model, sentences, marked, None)
    for name, weights in (("head.out.b", head["out.b"]), ("head.hidden.w", head["hidden.w"]), ("0.f1.b", layer["f1.b"]), ("0.qkv.w", layer["qkv.w"])):
        at = np.unravel_index(np.abs(grads[name]).argmax(), weights.shape)
        step = 3e-3
        weights[at] += step
        up = loss()
        weights[at] -= 2 * step
        down = loss()
        weights[at] += step
        assert (up - down) / (2 * step) == pytest.approx(float(grads[name][at]), rel=0.03, abs=1e-4), name


def test_a_logistic_regression_finds_the_log_odds_of_what_it_is_shown() -> None:
    y = np.array([1.0] * 3 + [0.0] + [1.0] + [0.0] * 4)
    x = np.array([[1.0]] * 4 + [[0.0]] * 5)
    assert logistic(x, y, 0.0) == pytest.approx([np.log(3) - np.log(1 / 4), np.log(1 / 4)], abs=1e-3)
    assert abs(logistic(x, y, 10.0)[0]) < 0.5
    with pytest.raises(ValueError, match="9 rows"):
        logistic(x, y[:4], 0.0)
