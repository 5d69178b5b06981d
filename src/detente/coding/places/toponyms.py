"""Toponyms: which words of a text name places, and which place of that name is meant.

A name is looked up in the gazetteer; of several places the one is taken that best fits what else
the text names: a region beside it ("Paris, Texas"), the countries and regions spoken of, the other
places' whereabouts, and how large it is. The weights were fitted on GeoVirus (Gritta et al. 2018).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import exp, log1p, log10
from typing import TYPE_CHECKING

from detente.coding.places.gazetteer import Gazetteer, Site, distance, fold, gazetteer

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_LOCATIVE = {"in", "at", "near", "from", "to", "outside", "around", "into", "on", "along", "through", "via", "towards", "toward", "over", "inside", "of", "for", "between", "across", "throughout", "within", "off"}
_GENERIC = re.compile(r"^(?:(?:north|south|east|west|central|upper|lower|greater|northern|southern|eastern|western|northeastern|northwestern|southeastern|southwestern|north-eastern|north-western|south-eastern|south-western|mainland|downtown|rural) |(?:city|town|village|county|state|province|district|region|republic|commonwealth|island|port|municipality|kingdom) of (?:the )?)+|(?: (?:city|town|village|province|district|prefecture|region|governorate|oblast|municipality|state|airport|international airport|valley|area|island|department|territory|parish|township|suburb|republic|strip|peninsula|metropolitan area|rayon|marz|exclave))+$", re.I)
#: Names of states and regions that are people's first names too.
_FIRST_NAMES = {"Georgia", "Jordan", "Chad", "Israel", "Virginia", "Victoria", "Carolina", "Alberta", "Florida", "Paris", "Sofia", "Valencia"}
_NOT_ALONE = {"march", "may", "august", "april", "june", "sunday", "monday", "friday", "union", "university", "parliament", "senate", "congress", "council", "president", "minister", "street", "avenue", "church", "police", "court", "house", "star", "times", "post", "news", "press", "mission", "victoria cross"}
_PLACE_LABELS = {"GPE", "LOC", "FAC"}
_WIDE = {"country", "area", "water", "mountain", "disputed"}
_PLACE_NOUNS = {"city", "town", "village", "state", "province", "region", "district", "county", "island", "port", "capital", "municipality", "suburb", "resident", "mayor", "governor", "people", "outskirts", "north", "south", "east", "west", "border", "coast", "prefecture", "governorate", "oblast", "area", "parts", "enclave", "exclave"}
#: Traditional abbreviations of states and provinces.
SHORT = {
    "ala": "Alabama", "ariz": "Arizona", "ark": "Arkansas", "calif": "California", "colo": "Colorado", "conn": "Connecticut", "del": "Delaware", "fla": "Florida", "ga": "Georgia", "ill": "Illinois", "ind": "Indiana", "kan": "Kansas", "ky": "Kentucky", "la": "Louisiana", "md": "Maryland", "mass": "Massachusetts", "mich": "Michigan", "minn": "Minnesota", "miss": "Mississippi", "mo": "Missouri", "mont": "Montana", "neb": "Nebraska", "nev": "Nevada", "n h": "New Hampshire", "n j": "New Jersey", "n m": "New Mexico", "n y": "New York", "n c": "North Carolina", "n d": "North Dakota", "okla": "Oklahoma", "ore": "Oregon", "pa": "Pennsylvania", "r i": "Rhode Island", "s c": "South Carolina", "s d": "South Dakota", "tenn": "Tennessee", "tex": "Texas", "vt": "Vermont", "va": "Virginia", "wash": "Washington", "w va": "West Virginia", "wis": "Wisconsin", "wyo": "Wyoming",
    "ont": "Ontario", "que": "Quebec", "alta": "Alberta", "b c": "British Columbia", "bc": "British Columbia", "sask": "Saskatchewan", "man": "Manitoba", "n s": "Nova Scotia", "n b": "New Brunswick", "nsw": "New South Wales", "qld": "Queensland", "vic": "Victoria", "tas": "Tasmania",
    "d c": "Washington, D.C.", "dc": "Washington, D.C.",
}
_POSTAL = {"AL": "Alabama", "AK": "Alaska", "AZ": "Arizona", "AR": "Arkansas", "CA": "California", "CO": "Colorado", "CT": "Connecticut", "DE": "Delaware", "FL": "Florida", "GA": "Georgia", "HI": "Hawaii", "ID": "Idaho", "IL": "Illinois", "IN": "Indiana", "IA": "Iowa", "KS": "Kansas", "KY": "Kentucky", "LA": "Louisiana", "ME": "Maine", "MD": "Maryland", "MA": "Massachusetts", "MI": "Michigan", "MN": "Minnesota", "MS": "Mississippi", "MO": "Missouri", "MT": "Montana", "NE": "Nebraska", "NV": "Nevada", "NH": "New Hampshire", "NJ": "New Jersey", "NM": "New Mexico", "NY": "New York", "NC": "North Carolina", "ND": "North Dakota", "OH": "Ohio", "OK": "Oklahoma", "OR": "Oregon", "PA": "Pennsylvania", "RI": "Rhode Island", "SC": "South Carolina", "SD": "South Dakota", "TN": "Tennessee", "TX": "Texas", "UT": "Utah", "VT": "Vermont", "VA": "Virginia", "WA": "Washington", "WV": "West Virginia", "WI": "Wisconsin", "WY": "Wyoming"}
#: Weights of the features of a candidate, in the order of `_features`.
WEIGHTS = (1.9, 0.0, 1.4, 2.1, 0.0, -2.8, 0.5, 1.1, 1.5, 2.5, 0.8, 2.0)
#: Which feature says that the place lies in the larger one named behind it.
_CONTAINED = 9
#: How often the choices are gone over, each in the light of the others.
ROUNDS = 3
#: How near other places must be to speak for a candidate (kilometres).
_NEAR = 150.0


@dataclass(frozen=True, slots=True)
class Toponym:
    """A place's name in a text: tokens `start` to `end` (excluded) of the parsed block, and the words."""

    start: int
    end: int
    text: str
    qualifier: str = ""


def find(spans: Sequence[Span]) -> list[list[Toponym]]:
    """For each sentence of a text the words that name places, by the parser's entities, the gazetteer, and each other.

    A name that stands for a place once does so wherever it stands alone.
    """
    found = [_marked(span) for span in spans]
    names = {tuple(t.text for t in span.doc[a:b]) for span, hits in zip(spans, found, strict=True) for a, b in hits if b - a < 5}
    first = {n[0] for n in names}
    out = []
    for span, hits in zip(spans, found, strict=True):
        used = {i for a, b in hits for i in range(a, b)}
        for token in span:
            if token.text in first and token.i not in used:
                run = next((n for k in (4, 3, 2, 1) if tuple(t.text for t in span.doc[token.i : token.i + k]) in names for n in (k,)), 0)
                stands = run and token.i + run <= span.end and not used & set(range(token.i, token.i + run)) and not _inside_name(span.doc[token.i : token.i + run])
                if stands:
                    hits.append((token.i, token.i + run))
                    used.update(range(token.i, token.i + run))
        hits.sort()
        out.append([Toponym(a, b, span.doc[a:b].text, _qualifier(span.doc[a:b], hits)) for a, b in hits])
    return out


def _inside_name(words: Span) -> bool:
    """Whether the words are part of a longer name of something else."""
    doc, label = words.doc, words[0].ent_type_
    return bool(label in {"PERSON", "ORG"} and ((words.start > 0 and doc[words.start - 1].ent_type_ == label) or (words.end < len(doc) and doc[words.end].ent_type_ == label)))


def _marked(span: Span) -> list[tuple[int, int]]:
    """The places that a sentence shows by itself."""
    doc, found = span.doc, []
    used: set[int] = set()
    for entity in span.ents:
        if entity.label_ not in _PLACE_LABELS:
            continue
        start, end = entity.start, entity.end
        while start < end and (doc[start].lower_ in {"the", "a", "an"} or not doc[start].text[0].isalnum()):
            start += 1
        while end > start and (doc[end - 1].text in {"’s", "'s", "’", "'"} or doc[end - 1].is_punct):
            end -= 1
        if start < end and any(c.isupper() for c in doc[start:end].text) and not used & set(range(start, end)):
            used.update(range(start, end))
            found.append((start, end))
    return found + _unmarked(span, used)


def _unmarked(span: Span, used: set[int]) -> list[tuple[int, int]]:
    """Runs of capitalised words that the parser did not take for places and the gazetteer knows."""
    doc, table, found = span.doc, gazetteer(), []
    i = span.start
    while i < span.end:
        if i in used or not _capitalised(doc[i]):
            i += 1
            continue
        j = i
        while j < span.end and j not in used and (_capitalised(doc[j]) or (doc[j].text == "-" and j + 1 < span.end and _capitalised(doc[j + 1]))) and j - i < 5:
            j += 1
        hit = next(((a, b) for n in range(j - i, 0, -1) for a in range(i, j - n + 1) for b in (a + n,) if _known(doc[a:b], table, whole=(a, b) == (i, j))), None)
        if hit:
            found.append(hit)
            used.update(range(*hit))
        i = j
    return found


def _capitalised(token: Token) -> bool:
    return bool(token.text[:1].isupper() and (token.pos_ in {"PROPN", "NOUN", "ADJ", "X"} or token.ent_type_))


def _known(words: Span, table: Gazetteer, *, whole: bool) -> bool:
    """Whether a run of words stands for a place though the parser did not say so."""
    text = words.text
    if text in {"US", "UK"} or (fold(text) in SHORT and text.isupper() and len(text) > 2):
        return True
    if len(text) < 3 or fold(text) in _NOT_ALONE:
        return False
    spots = table.named(text)
    if not spots:
        return False
    head, label = words.root, words[0].ent_type_
    if label in {"DATE", "TIME", "MONEY", "CARDINAL", "LANGUAGE"}:
        return False
    before = head.head
    locative = head.dep_ == "pobj" and (before.lower_ in _LOCATIVE - {"of", "for", "between"} or (before.lower_ == "of" and before.head.lemma_.lower() in _PLACE_NOUNS))
    named = words.doc[words.start - 1].ent_type_ == label and label == "PERSON" and words.start > words.sent.start
    major = spots[0].kind in {"country", "disputed"} or (spots[0].kind in {"region", "area", "water", "mountain"} and not spots[0].other)
    large = spots[0].population
    if label == "PERSON":
        alone = not named and (words.end >= len(words.doc) or words.doc[words.end].ent_type_ != "PERSON")
        return alone and ((locative and large >= 1_000) or (major and spots[0].name not in _FIRST_NAMES))
    if label == "NORP":
        return spots[0].kind in {"country", "region"} and locative
    if label == "ORG":
        return (locative and whole and large >= 500) or major or (large >= 100_000 and words.end < len(words.doc) and whole)
    modifies = head.dep_ in {"compound", "nmod", "poss"} and before.pos_ == "NOUN"
    return locative or major or (large >= 20_000 and (whole or len(words) > 1)) or (modifies and large >= 2_000 and whole)


def _qualifier(words: Span, found: Sequence[tuple[int, int]]) -> str:
    """The larger place named right behind: "Paris, Texas", "Gyumri in Armenia", "Springfield, Ill.", "Austin, TX"."""
    doc, end = words.doc, words.end
    if end + 1 >= len(doc):
        return ""
    gap = doc[end].text
    if gap in {",", "("} or doc[end].lower_ in {"in", "of"}:
        after = next(((a, b) for a, b in found if a in {end + 1, end + 2} and (a == end + 1 or doc[end + 1].lower_ in {"the", "northern", "southern", "eastern", "western", "central"})), None)
        if after:
            return str(doc[after[0] : after[1]].text)
        if doc[end + 1].text in _POSTAL and gap == ",":
            return _POSTAL[doc[end + 1].text]
        short = fold(doc[end + 1].text)
        if short in SHORT and gap == ",":
            return SHORT[short]
    return ""


def look(name: str) -> tuple[Site, ...]:
    """The places that a name may mean, with and without the generic words around it."""
    table = gazetteer()
    found = table.named(name)
    if found:
        return found
    short = SHORT.get(fold(name))
    if short:
        return table.named(short)
    bare = _GENERIC.sub("", name.strip())
    if bare and bare != name and (found := table.named(bare)):
        return found
    if " county" in name.lower():
        return table.named(re.sub(r"(?i) county.*", "", name))
    return ()


def resolve(names: Sequence[tuple[str, str]], countries: Counter[str] | None = None) -> dict[tuple[str, str], Site]:
    """The place that each (name, qualifier) of one text means; `countries` are the states that it speaks of, counted."""
    chosen: dict[tuple[str, str], Site] = {}
    for pair, spots, rows in candidates(names, countries, chosen):
        inside = [i for i, row in enumerate(rows) if row[_CONTAINED]] or range(len(spots))
        best = max(inside, key=lambda i: (sum(w * x for w, x in zip(WEIGHTS, rows[i], strict=True)), -i))
        chosen[pair] = spots[best]
    for pair in list(chosen):
        told = [p for p in chosen if p[0] == pair[0] and p[1] and _inside(p[1])]
        if not pair[1] and len(told) == 1:
            chosen[pair] = chosen[told[0]]
    return chosen


def candidates(
    names: Sequence[tuple[str, str]], countries: Counter[str] | None, chosen: dict[tuple[str, str], Site]
) -> Iterator[tuple[tuple[str, str], tuple[Site, ...], list[tuple[float, ...]]]]:
    """Each name that may mean several places with these and their features, over and over until no choice changes, `ROUNDS` times at most.

    `chosen` is what the caller has settled on so far; the features of one name look at the others' choices.
    """
    options = {pair: spots for pair in dict.fromkeys(names) if (spots := look(pair[0])[:40])}
    often = Counter(names)
    inside = {pair: _inside(pair[1]) for pair in options if pair[1]}
    for pair, spots in options.items():
        chosen[pair] = spots[0]
    for _ in range(ROUNDS):
        before = dict(chosen)
        for pair, spots in options.items():
            if len(spots) == 1:
                continue
            known, admins, near = Counter(countries or {}), Counter[tuple[str, str]](), []
            for other, spot in chosen.items():
                if fold(other[0]) == fold(pair[0]):
                    continue
                sure = 1.0 if len(options[other]) < 3 or spot.kind == "country" or other[1] else 0.5
                known[spot.country] += often[other] * sure  # type: ignore[assignment]
                if spot.kind not in _WIDE:
                    near.append(spot)
                    if spot.admin:
                        admins[spot.country, spot.admin] += sure  # type: ignore[assignment]
            del known[""]
            yield pair, spots, [_features(s, known, admins, inside.get(pair, ()), near) for s in spots]
        if chosen == before:
            return


def _inside(qualifier: str) -> tuple[Site, ...]:
    return tuple(s for s in look(qualifier) if s.kind in {"country", "region", "county", "area", "disputed"})[:4]


def _features(spot: Site, known: Counter[str], admins: Counter[tuple[str, str]], inside: Sequence[Site], near: Sequence[Site]) -> tuple[float, ...]:
    total, regional = sum(known.values()) or 1, sum(admins.values()) or 1
    contained = any(q.country == spot.country and q.id != spot.id and (q.kind == "country" or q.admin == spot.admin or distance((q.lat, q.lon), (spot.lat, spot.lon)) < 120) for q in inside)
    return (
        log10(spot.population + 10),
        float(spot.kind == "country"),
        float(spot.kind in {"disputed", "area", "water", "mountain"}),
        float(spot.kind == "region"),
        float(spot.kind == "county"),
        float(spot.other),
        known[spot.country] / total if spot.country else 0.0,
        float(known[spot.country] > 0) if spot.country else 0.0,
        admins[spot.country, spot.admin] / regional if spot.admin else 0.0,
        float(contained),
        sum(exp(-distance((o.lat, o.lon), (spot.lat, spot.lon)) / _NEAR) for o in near) / (len(near) or 1),
        log1p(sum(distance((o.lat, o.lon), (spot.lat, spot.lon)) < _NEAR for o in near)),
    )
