"""Violence: what one report tells of it in several words is put together, so that doers and victims are not lost.

"Two soldiers are killed when rebels attack a convoy. The front claims responsibility": the rebels kill,
the soldiers are attacked, and where nobody is named who did it, it is the one who claims it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from detente.coding.roles import of_verb

if TYPE_CHECKING:
    from detente.coding.acts import Act
    from detente.coding.named import Named
    from detente.coding.scene import Scene


def completed(found: list[Act], scenes: Sequence[Scene]) -> list[Act]:
    """The acts of one document, each violent one with the doers and victims that the words around name for it."""
    claims = list(_claims(scenes)) if any(a.violent and not a.actors for a in found) else []
    return [_completed(act, found, claims) if act.violent else act for act in found]


def _completed(act: Act, found: list[Act], claims: Sequence[tuple[Scene, Named]]) -> Act:
    beside = [o for o in found if o.violent and o.scene is act.scene and o is not act]
    actors, recipients = act.actors, act.recipients
    victims = {n.id for n in recipients}
    if not actors:
        sides = {tuple(n.id for n in o.actors): o.actors for o in beside if o.actors}
        if len(sides) == 1:
            actors = tuple(n for n in next(iter(sides.values())) if n.id not in victims)
        elif not sides:
            actors = tuple(n for scene, n in claims if scene.sentence.span.doc is act.token.doc and scene.sentence.index > act.scene.sentence.index and n.id not in victims)[:1]
    if all(n.kind == "state" for n in recipients):
        doers = {n.id for n in actors}
        hurt = {n.id: n for o in beside if not o.actors or doers & {a.id for a in o.actors} for n in o.recipients if n.kind != "state" and n.id not in doers | victims}
        recipients = (*recipients, *hurt.values())
    return act if (actors, recipients) == (act.actors, act.recipients) else replace(act, actors=actors, recipients=recipients)


def _claims(scenes: Sequence[Scene]) -> Iterator[tuple[Scene, Named]]:
    """Who claims responsibility, and in which sentence."""
    for scene in scenes:
        for word in scene.sentence.span:
            if word.lemma_.lower() == "responsibility" and word.dep_ == "dobj" and word.head.lemma_.lower() in {"claim", "take", "accept"}:
                yield from ((scene, n) for n in of_verb(word.head, scene)[0])
