"""Deeds: the words for violence, of which those who do it and those it is done to are told apart by rules of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

#: Nouns that name violence.
_DEEDS = {"attack", "strike", "airstrike", "raid", "bombing", "shelling", "ambush", "assault", "shooting", "clash", "offensive", "operation", "explosion", "blast", "bomb", "massacre", "rampage", "fire", "gunfire", "shootout", "fighting", "battle", "incursion", "killing", "murder", "crackdown", "bombardment", "firefight", "gunfight", "skirmish", "invasion", "assassination", "stabbing", "siege"}
#: Verbs of violence, of which the one in a clause of time is the cause of the deaths that the main clause tells of.
VIOLENT = {"attack", "storm", "shoot", "fire", "open", "bomb", "shell", "ambush", "raid", "detonate", "strike", "clash", "assault", "stab", "explode", "launch", "hit", "target", "blow", "kill", "burn", "ram", "drive", "destroy", "seize", "rape", "crush", "fight"}
#: What is done to people who are only counted ("20 wounded", "three killed").
HARM = {"kill", "wound", "injure", "hurt", "arrest", "detain", "abduct", "kidnap"}


def is_deed(noun: Token) -> bool:
    """Whether a noun names violence of which those who did it and those it was done to may be told apart."""
    return noun.lemma_.lower() in _DEEDS or noun.lemma_.lower().endswith(("bombing", "strike", "shooting"))
