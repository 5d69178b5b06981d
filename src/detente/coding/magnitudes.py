"""Magnitudes: the numbers of people in the words of an act: what became of them, who they are, from how many to how many, as counted by whom.

Intervals are kept as they are told ("at least 13", "between 30 and 50", "dozens"); rival numbers stand side by side.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from detente.coding.modality import holder
from detente.coding.scene import Scene
from detente.model import Magnitude

if TYPE_CHECKING:
    from spacy.tokens import Token

_PEOPLE = {
    "prisoner": "prisoners", "pow": "prisoners", "captive": "prisoners", "detainee": "prisoners", "hostage": "hostages", "soldier": "soldiers", "serviceman": "soldiers", "servicemen": "soldiers", "troop": "soldiers",
    "civilian": "civilians", "people": "people", "person": "people", "man": "people", "woman": "people", "child": "children", "body": "bodies", "peacekeeper": "peacekeepers", "policeman": "police", "officer": "police", "protester": "protesters",
    "fighter": "fighters", "militant": "fighters", "rebel": "fighters", "refugee": "refugees", "migrant": "migrants", "worker": "workers", "journalist": "journalists", "member": "members", "student": "students", "resident": "residents", "villager": "residents",
}
#: What became of them, by the verb or the adjective that tells.
_FATE = {
    "kill": "dead", "die": "dead", "dead": "dead", "behead": "dead", "execute": "dead", "massacre": "dead", "murder": "dead", "death": "dead", "fatality": "dead",
    "wound": "wounded", "injure": "wounded", "hurt": "wounded", "wounded": "wounded", "injured": "wounded", "injury": "wounded", "missing": "missing", "displace": "displaced", "flee": "displaced", "evacuate": "displaced", "displaced": "displaced",
    "capture": "prisoners", "detain": "prisoners", "arrest": "prisoners", "imprison": "prisoners", "abduct": "abducted", "kidnap": "abducted", "release": "released", "free": "released", "return": "released", "repatriate": "released", "hand": "released", "exchange": "released",
    "deploy": "troops", "send": "troops", "mass": "troops", "withdraw": "troops", "mobilise": "troops", "mobilize": "troops", "redeploy": "troops",
}
#: Nouns that count by themselves ("30 deaths").
_COUNTING = {"death": "dead", "fatality": "dead", "injury": "wounded"}
_SMALL = {w: i for i, w in enumerate(["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"])}
_TENS = {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "dozen": 12}
#: Words that name no number and set a lower bound.
_MANY = {"dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2_000}
_MONEY = {"DATE", "TIME", "MONEY", "PERCENT", "ORDINAL", "QUANTITY"}


def magnitudes(token: Token, scene: Scene) -> Iterator[Magnitude]:
    """The numbers of people that belong to an act, in order."""
    near = set(token.subtree)
    if token.head.pos_ == "VERB":
        near |= {t for c in token.head.children if c.dep_ in {"nsubj", "nsubjpass", "dobj"} for t in c.subtree}
    said = holder(token, scene)
    done: set[int] = set()
    for number in sorted(near, key=lambda t: t.i):
        if number.i in done:
            continue
        value, top = _value(number), None
        if value is None or number.ent_type_ in _MONEY:
            continue
        people = number.head if number.dep_ in {"nummod", "quantmod", "compound"} or (number.head.dep_ == "pobj" and number.lower_ in _MANY) else None
        if number.lower_ in _MANY:
            people = next((o for c in number.children if c.lower_ == "of" for o in c.children), None)
        counted = people if people is not None and people.pos_ in {"NOUN", "PROPN"} else None
        who = _PEOPLE.get(counted.lemma_.lower(), "") if counted is not None else ""
        what = _fate(counted if counted is not None else number)
        if not (who or what) or (counted is not None and not who and counted.lemma_.lower() not in _COUNTING):
            continue
        low: int | None = value
        high: int | None = None if number.lower_ in _MANY else value
        before = " ".join(t.lower_ for t in token.doc[max(scene.sentence.span.start, number.i - 4) : number.i])
        other = _other_end(number)
        if other is not None:
            top = _value(other)
            done.add(other.i)
        if top is not None and top > value:
            high = top
        elif re.search(r"\b(?:at least|more than|over|no fewer than|no less than|upwards of)(?: \w+)?$", before):
            high = None
        elif re.search(r"\b(?:up to|at most|fewer than|less than|no more than|as many as)$", before):
            low = None
        last = max((t for t in (number, other, counted) if t is not None), key=lambda t: t.i)
        yield Magnitude(what or who, low, high, scene.sentence.quote(number, last), who if what and who != what else "", said[0] if said[1] else "")


def _value(token: Token) -> int | None:
    if token.pos_ not in {"NUM", "NOUN", "ADJ"} and token.tag_ != "CD":
        return None
    return _MANY[token.lower_] if token.lower_ in _MANY else count_of(token.text)


def _other_end(number: Token) -> Token | None:
    """The second number of "between 30 and 50", "30 to 50", "30-50"."""
    doc = number.doc
    for step in (1, 2):
        if number.i + step + 1 < len(doc) and doc[number.i + step].lower_ in {"to", "and", "or", "-", "–"}:
            after = doc[number.i + step + 1]
            between = doc[number.i + step].lower_ != "and" or (number.i > 0 and doc[number.i - 1].lower_ == "between")
            return after if between and step == 1 and _value(after) is not None else None
    return None


def _fate(word: Token) -> str:
    """What became of those counted: by an adjective or participle of theirs, their noun itself, or the verb above."""
    own = _COUNTING.get(word.lemma_.lower())
    if own:
        return own
    for child in word.children:
        if child.dep_ in {"amod", "acl", "advmod"} and (found := _FATE.get(child.lemma_.lower()) or _FATE.get(child.lower_)):
            return found
    after = word.nbor(1) if word.i + 1 < len(word.doc) else None
    if after is not None and after.lower_ in {"dead", "wounded", "injured", "missing"}:
        return _FATE[after.lower_]
    verb = word
    for _ in range(4):
        if verb.head == verb:
            break
        verb = verb.head
        if verb.pos_ == "VERB":
            break
    return _FATE.get(verb.lemma_.lower(), "") if verb.pos_ == "VERB" else ""


def count_of(text: str) -> int | None:
    """The number a word or numeral names, if it names a whole one below ten million."""
    word = text.lower().replace(",", "")
    if word in _SMALL or word in _TENS:
        return _SMALL.get(word, _TENS.get(word))
    tens, _, ones = word.partition("-")
    if tens in _TENS | {"twenty": 20} and ones in _SMALL:
        return (_TENS | {"twenty": 20})[tens] + _SMALL[ones]
    return int(word) if word.isascii() and word.isdigit() and len(word) < 8 else None
