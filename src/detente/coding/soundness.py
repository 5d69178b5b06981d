"""How likely it is that an act has the right doers and the right ones it was done to: a logistic regression over how they were found.

The weights ship as data; `training/roles.py` fits them anew to the judged clauses.
"""

from __future__ import annotations

import json
from functools import cache
from math import exp, log, log1p
from typing import TYPE_CHECKING

from detente.config import data

if TYPE_CHECKING:
    from detente.coding.acts import Act

#: Types that several may do together.
_MUTUAL = {"SUPPORT", "AGREE", "CONSULT", "COOPERATE"}
#: Types of which whoever is missing tells most.
_TELLING = ("ASSAULT", "CONSULT", "COERCE", "ACCUSE", "REQUEST", "SUPPORT", "PROTEST")


def roles_right(act: Act, type_: str) -> float:
    """The probability that the actors and recipients of an act of a type are those that the text names."""
    weights = _weights()
    z = weights["constant"] + sum(weights.get(name, 0.0) * value for name, value in features(act, type_).items())
    return 1 / (1 + exp(-z))


def features(act: Act, type_: str) -> dict[str, float]:
    """What speaks for and against the roles: the words they hang on, what is missing, who else is named around."""
    token, clause = act.token, act.clause
    actors, recipients = act.actors, act.recipients
    taken = {n.id for n in (*actors, *recipients)}
    others = [n for n in act.scene.named if n.id not in taken]
    inside = [n for n in others if n.start in clause]
    children = [c.dep_ for c in token.children]
    together = len(actors) > 1 and not recipients
    no_actor, no_recipient = float(not actors), float(not recipients and not together)
    left, right = float(min(sum(n.start < token.i for n in inside), 3)), float(min(sum(n.start > token.i for n in inside), 3))
    near = min((abs(n.start - token.i) for n in actors), default=30), min((abs(n.start - token.i) for n in recipients), default=30)
    found = {
        f"type {type_}": 1.0, f"dep {token.dep_}": 1.0, f"tag {token.tag_}": 1.0, f"stands {act.stands}": 1.0,
        f"actor {actors[0].kind if actors else 'none'}": 1.0, f"recipient {recipients[0].kind if recipients else 'beside' if together else 'none'}": 1.0,
        "both sides of one act": float(together and type_ in _MUTUAL), "several actors": float(len(actors) > 1), "several recipients": float(len(recipients) > 1),
        "unknown actor": float(any(n.id.startswith("UNK") for n in actors)), "unknown recipient": float(any(n.id.startswith("UNK") for n in recipients)),
        "unknown person acts": float(any(n.id.startswith("UNK:PER") for n in actors)), "unknown person acted on": float(any(n.id.startswith("UNK:PER") for n in recipients)),
        "actor after": float(any(n.start > token.i for n in actors)), "recipient before": float(any(n.start < token.i for n in recipients)),
        "known word": float(act.entry is not None), "object": float("dobj" in children), "subject": float("nsubj" in children or "nsubjpass" in children),
        "passive": float("nsubjpass" in children or "auxpass" in children),
        "actor in clause": float(all(n.start in clause for n in actors)), "recipient in clause": float(all(n.start in clause for n in recipients)),
        "others left in clause": left / 2, "others right in clause": right / 2,
        "others left": min(sum(n.start < token.i for n in others), 3) / 2, "others right": min(sum(n.start > token.i for n in others), 3) / 2,
        "length": log(len(act.scene.sentence.span)) / 2, "depth": min(sum(1 for _ in token.ancestors), 6) / 3,
        "far from actor": log1p(min(near[0], 30)) / 2 * (1 - no_actor), "far from recipient": log1p(min(near[1], 30)) / 2 * (1 - no_recipient),
        "no recipient, others right": no_recipient * min(right, 2.0), "no recipient, object": no_recipient * ("dobj" in children),
        "no actor, others left": no_actor * min(left, 2.0), "no actor, subject": no_actor * ("nsubj" in children), "no actor, passive": no_actor * ("nsubjpass" in children),
    }
    if type_ in _TELLING:
        found |= {f"{type_} by nobody": no_actor, f"{type_} to nobody": no_recipient}
    return found


@cache
def _weights() -> dict[str, float]:
    weights: dict[str, float] = json.loads(data("coder").joinpath("roles.json").read_text("utf-8"))
    return weights
