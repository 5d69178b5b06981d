"""Who: the actors that a sentence names, as spans and ids.

States by name, adjective and capital, organs and office-holders through dated offices, persons,
organisations, bodies, groups of people, and the definite descriptions that stand for a pair.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from detente.coding.deeds import is_deed
from detente.coding.named import POSSESSIVE, Named, taken
from detente.coding.names import Hit, Names, Post, inside_a_name, slug
from detente.coding.organisations import LANDS, PARTIES, bodies, organisations, publishers
from detente.coding.parse import Sentence
from detente.coding.pronouns import SUBJECTS, Spoken, antecedents, together

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_SIDES = {"leader", "side", "party", "country", "state", "neighbour", "neighbor", "government", "nation", "minister", "president", "capital", "army", "delegation", "ally", "rival", "partner", "foe", "republic"}
#: How many of those spoken of before are kept in mind.
_MIND = 12
_KIN = {"family", "clan"}
_PLACE_HEADS = {"conflict", "region", "war", "issue", "question", "crisis", "city", "area", "border", "corridor", "road", "district"}
#: What is named after people and is none.
_VESSELS = {"vessel", "ship", "frigate", "drillship", "tanker", "destroyer", "corvette", "icebreaker", "carrier", "submarine", "ferry", "freighter", "airport", "stadium", "bridge", "operation"}


@dataclass(slots=True)
class Cast:
    """Who has been named so far in one document: what later short forms and pronouns refer to.

    `states` counts how often the whole document names each state; `spoken` are those of the sentences
    before, the latest first, with the subject of each sentence before the others; `places` are the
    places it names, each with its country.
    """

    names: Names
    day: date | None
    persons: dict[str, str] = field(default_factory=dict)
    given: dict[str, str] = field(default_factory=dict)
    states: Counter[str] = field(default_factory=Counter)
    holders: dict[tuple[str, str], str] = field(default_factory=dict)
    organs: dict[str, str] = field(default_factory=dict)
    spoken: tuple[Spoken, ...] = ()
    places: dict[str, str] = field(default_factory=dict)
    home: str = ""
    lands: Counter[str] = field(default_factory=Counter)
    hits: list[Hit] = field(default_factory=list)

    def parties(self, number: int) -> tuple[str, ...]:
        """The states that "the sides" stands for, if they are so many: the pack's parties, else the last two named together, else the only ones told of so far, else the states named most."""
        if len(self.names.pack.parties) == number:
            return self.names.pack.parties
        for named in self.spoken if number == 2 else ():
            pair = dict.fromkeys(i.partition(":")[0] for i in named.ids)
            if len(pair) == 2 and all(s in self.names.actors and self.names.actors[s].kind == "state" for s in pair):
                return tuple(sorted(pair))
        before = dict.fromkeys(i.partition(":")[0] for s in reversed(self.spoken) for i in s.ids)
        told = [s for s in before if s in self.names.actors and self.names.actors[s].kind == "state"]
        if number > 2 and len(told) == number:
            return tuple(sorted(told))
        ranked = self.states.most_common(number + 1)
        even = len(ranked) > number and ranked[number - 1][1] == ranked[number][1]
        return () if len(ranked) < number or (even and number > 2) else tuple(sorted(s for s, _ in ranked[:number]))

    def mentions(self, sentence: Sentence, hits: list[Hit]) -> list[Named]:
        """The actors of one sentence, given its known names, in order of the text; what they teach is kept for later ones."""
        self.hits = hits
        found = [*_sides(self, sentence.span)]
        found += [n for n in _organs(self, sentence.span, hits) if not taken(found, n.start, n.end)]
        found += _bare(self, sentence.span, hits, found)
        found += [n for n in _halves(self, sentence.span) if not taken(found, n.start, n.end)]
        if sentence.block.kind not in {"heading", "title"}:
            found += _persons(self, sentence.span, found)
            found += organisations(self, sentence.span, found)
            found += _unlabelled(self, sentence.span, found)
        if sentence.block.kind == "boilerplate":
            found += publishers(sentence.span, found)
        found += bodies(self, sentence.span, found)
        found.sort(key=lambda n: (n.start, n.end))
        found = [c for n in found for c in _claimed(self, sentence.span, n, found)]
        self._keep_in_mind(sentence.span, found)
        return found

    def _keep_in_mind(self, span: Span, found: list[Named]) -> None:
        """Remember whom the sentence speaks of: its subjects first, then the others, the latest first."""
        new = sorted(together(span, found), key=lambda s: not s.subject)
        self.spoken = (*new, *(s for s in self.spoken if s.ids not in {n.ids for n in new}))[:_MIND]

    def speaking(self, id: str, of: str = "") -> str:
        """The actor that a person speaks as: of the body named with him here or before, else of the one that he served on the day of the text, or last before."""
        same = self.names.one.get(id)
        if same is None:
            return id
        told = next((a.id for a in same if of and any(o.of == of for o in a.offices)), "") or next((a.id for a in same if a.id in self.persons.values()), "")
        day = self.day or date.max
        return told or max(same, key=lambda a: (a.office(self.day) is not None, max((o.first for o in a.offices if o.first and o.first <= day), default=date.min))).id

    def holder(self, state: str, office: str) -> str:
        """The person known to hold an office of a state on the day of the text, or ""."""
        for actor in self.names.offices.get((state, office), ()):
            if any(p.of == state and p.office.lower() == office and p.held(self.day) for p in actor.offices):
                return actor.id
        return self.holders.get((state, office), "")




def _organs(cast: Cast, span: Span, hits: list[Hit]) -> Iterator[Named]:
    """Offices and organs with their state: "Armenian Prime Minister", "the Foreign Ministry in Baku"; groups without one."""
    doc = span.doc
    for hit in hits:
        if hit.form not in {"office", "organ"} or (hit.key in _PARTS and _of_somebody(doc, span, hits, hit)):
            continue
        arm = next((h for h in hits if h.form == "organ" and h.end == hit.start and doc[h.end - 1].dep_ == "compound"), None)
        post = cast.names.posts[arm.key if arm is not None and hit.form == "organ" else hit.key]
        owners, first, last = _owners(doc, span, hits, hit)
        if not owners and hit.form == "organ" and (known := cast.organs.get(doc[hit.start : hit.end].text)):
            yield Named(known, "organ", hit.start, hit.end, doc[hit.start : hit.end].text, post.level)
            continue
        yield from _each_of(cast, span, hit, post, owners, last)
        for owner in owners:
            yield from _owned(cast, span, hit, post, owner, (first, last), several=len(owners) > 1)
        if not owners:
            yield from _unowned(cast, span, hit, post)


def _each_of(cast: Cast, span: Span, hit: Hit, post: Post, owners: list[Hit], last: int) -> Iterator[Named]:
    """The persons named behind an office of several states, one of each: "the foreign ministers of A and B, X and Y"."""
    if hit.form != "office" or len(owners) < 2 or span.doc[hit.end - 1].tag_ not in {"NNS", "NNPS"}:
        return
    people = [_trim(span, e.start, e.end) for e in span.ents if e.label_ == "PERSON" and last <= e.start <= last + 4 * len(owners)]
    if len(people) != len(owners) or people[0][0] > last + 1:
        return
    for owner, (start, end) in zip(owners, people, strict=True):
        name = span.doc[start:end].text
        id = _known_person(cast, name, owner.key) or f"{owner.key}:{post.sector}:{slug(name, family_first=True)}"
        _remember(cast, name, id)
        yield Named(id, "person", start, end, name, post.level)


def _owned(cast: Cast, span: Span, hit: Hit, post: Post, owner: Hit, whole: tuple[int, int], *, several: bool) -> Iterator[Named]:
    """An office or organ of a state, an organisation or a ruler; of `several` states each is named by the whole phrase."""
    doc, actor = span.doc, cast.names.actors[owner.key]
    start, end = whole if several else (min(owner.start, hit.start), max(owner.end, hit.end))
    if actor.kind == "person":
        if hit.form == "organ":
            base = actor.id if ":" not in actor.id else actor.id.rsplit(":", 1)[0]
            name = f"{doc[owner.start : owner.end].text} {hit.key}"
            yield Named(f"{base}:{slug(name)}", "group", start, end, doc[start:end].text)
        return
    id = actor.id if actor.kind != "state" else f"{actor.id}:{post.sector}"
    single = hit.form == "office" and doc[hit.end - 1].tag_ in {"NN", "NNP"}
    person = _name_beside(cast, doc, span, *whole) if single else None
    if person:
        name = doc[person[0] : person[1]].text
        pid = _known_person(cast, name, actor.id) or f"{id}:{slug(name, family_first=True)}"
        _remember(cast, name, pid)
        cast.holders[(actor.id, hit.key)] = pid
        yield Named(pid, "person", min(start, person[0]), max(end, person[1]), name, post.level)
        return
    if hit.form == "organ" and actor.kind == "state" and doc[hit.end - 1].pos_ == "PROPN":
        cast.organs.setdefault(doc[hit.start : hit.end].text, id)
    once = any(t.lower_ in _ONCE for t in doc[max(start - 2, span.start) : hit.start])  # "former President of Moldova Igor Dodon"
    holder = cast.holder(actor.id, hit.key) if single and not once else ""
    if holder:
        yield Named(holder, "person", start, end, doc[start:end].text, post.level)
        return
    yield Named(id, "organ" if actor.kind == "state" else actor.kind, start, end, doc[start:end].text, post.level)


#: Who holds an office no more, or not quite.
_ONCE = {"former", "ex", "late", "then", "future", "acting", "interim", "deputy", "vice"}


def _unowned(cast: Cast, span: Span, hit: Hit, post: Post) -> Iterator[Named]:
    """An office or organ of which the words around do not say whose it is: "Prime Minister X", "the police", "foreign ministers"."""
    doc, head = span.doc, span.doc[hit.end - 1]
    text = doc[hit.start : hit.end].text
    before = doc[hit.start - 1] if hit.start > span.start else None
    if before is not None and before.text in POSSESSIVE and before.i > span.start:
        before = before.nbor(-1)  # "Mohamud's government"
    if hit.form == "organ" and before is not None and (ruler := _known_person(cast, before.text)):
        name = doc[before.i : hit.end].text
        yield Named(f"{ruler.rsplit(':', 1)[0]}:{slug(name)}", "group", before.i, hit.end, name)
    elif head.lemma_.lower() in _THIRD and _stands_alone(head, post.sector):
        third = next((s.ids[0] for s in cast.spoken if not s.plural and (a := cast.names.actors.get(s.ids[0].partition(":")[0])) and a.kind == "organisation"), "")
        yield Named(third or "UNK:GOV", cast.names.actors[third].kind if third in cast.names.actors else "group", hit.start, hit.end, text)
    elif hit.form == "organ" and _stands_alone(head, post.sector):
        foreign = any(c.lower_ in {"foreign", "multinational", "international"} for c in head.children)
        of_the_land = cast.home and post.sector in _STATELY and not foreign
        id = f"{cast.home if of_the_land else 'UNK'}:{post.sector}"
        yield Named(id, "organ" if of_the_land else "group", hit.start, hit.end, text, adjectival=head.dep_ == "compound")
    elif hit.form == "office" and head.tag_ in {"NNS", "NNPS"} and head.dep_ in PARTIES | {"pobj"}:
        yield Named(f"UNK:{post.sector}", "group", hit.start, hit.end, text, post.level)
    elif hit.form == "office" and head.tag_ in {"NN", "NNP"} and (person := _name_beside(cast, doc, span, hit.start, hit.end)):
        name = doc[person[0] : person[1]].text
        pid = _known_person(cast, name) or cast.persons.get(name) or f"UNK:{post.sector}:{slug(name, family_first=True)}"
        _remember(cast, name, pid)
        yield Named(pid, "person", min(hit.start, person[0]), max(hit.end, person[1]), name, post.level)


#: Those between the sides: no organ of either.
_THIRD = {"mediator", "facilitator", "broker", "go-between", "intermediary", "co-chair"}


def _claimed(cast: Cast, span: Span, named: Named, found: list[Named]) -> list[Named]:
    """A group of which "his", "their" or "the" says whose it is: "its garrison", "his army", "the opposition", "their soldiers" of both."""
    unknown, _, sector = named.id.partition(":")
    if unknown != "UNK" or named.kind not in {"group", "organ"} or ":" in sector:
        return [named]
    doc = span.doc
    if country := _country_of(cast, doc[named.end - 1]):
        return [replace(named, id=f"{country}:{sector}", kind="organ" if sector in _STATELY else "group")]
    of = [o for c in doc[named.end - 1].children if c.dep_ == "prep" and c.lower_ in {"of", "from"} for o in c.children if o.dep_ == "pobj"]
    if several := [n for n in found if n.kind == "state" and any(n.covers(o) for o in of)]:
        return [replace(named, id=f"{n.id}:{sector}", kind="organ", end=max(named.end, n.end)) for n in several]  # "officials from both countries"
    owner = next((t for t in doc[named.end - 1].children if t.dep_ == "poss" and t.lower_ in {"his", "her", "its", "their"} and t.i >= span.start), None)
    if owner is not None:
        bodies = dict.fromkeys(i.partition(":")[0] for i in antecedents(owner, [n for n in found if n is not named], cast.spoken))
    elif sector in _STATELY | {"OPP"} and any(t.lower_ == "the" for t in doc[named.end - 1].lefts) and not any(t.dep_ == "relcl" for t in doc[named.end - 1].rights):
        bodies = dict.fromkeys(i.partition(":")[0] for s in cast.spoken[:1] for i in s.ids)
    else:
        return [named]
    states = [b for b in bodies if (known := cast.names.actors.get(b)) is not None and known.kind == "state"]
    if len(states) != len(bodies) or not states or (len(states) > 1 and owner is None):
        return [named]
    return [replace(named, id=f"{state}:{sector}", kind="organ") for state in states]


def _country_of(cast: Cast, head: Token) -> str:
    """The state in whose place a group is at home, where the text speaks of that state: "Tigray farmers", "refugees from Tigray"."""
    near = [c for c in head.lefts if c.dep_ in {"compound", "nmod", "amod"}]
    near += [o for c in head.rights if c.dep_ == "prep" and c.lower_ in {"from", "of", "in"} and c.i == head.i + 1 for o in c.children if o.dep_ == "pobj"]
    for token in near:
        for text in (token.text, " ".join(t.text for t in token.subtree if t.i <= token.i)):
            state = cast.places.get(text, "")
            if cast.states[state] and state in cast.names.actors:
                return state
    return ""


#: Words for some of a group, which is the one meant where it is named ("members of the navy").
_PARTS = {"members", "units"}


def _of_somebody(doc: object, span: Span, hits: list[Hit], hit: Hit) -> bool:
    """Whether "of" and a known name or group follow."""
    tokens = span.doc
    if hit.end >= span.end or tokens[hit.end].lower_ != "of":
        return False
    return any(hit.end < h.start <= hit.end + 3 and h.form in {"organ", "name"} for h in hits)


#: Sectors that belong to the one state a text speaks of, where it names no other; and those that one person may act for.
_STATELY = {"GOV", "MIL", "COP", "JUD", "LEG", "SPY"}
_SINGLE = {"REB", "CRM", "JUD", "COP", "MIL", "GOV", "LEG"}


def _stands_alone(token: Token, sector: str) -> bool:
    """Whether a word for a group without an owner names somebody: "reporters", "the police", "a gunman"."""
    if token.dep_ == "compound" and (is_deed(token.head) or sector == "GOV"):
        return True
    if token.dep_ in {"compound", "nmod", "amod"} or token.pos_ not in {"NOUN", "PROPN"}:
        return False
    if token.text == "Union":  # the European one, or a name's last word
        return False
    if token.lower_ in {"person", "force"} and token.dep_ == "pobj" and not any(token.lefts):
        return False
    return token.tag_ in {"NNS", "NNPS"} or sector in _SINGLE or token.dep_ in {"nsubj", "nsubjpass", "dobj", "pobj", "conj"}


def _owners(doc: object, span: Span, hits: list[Hit], hit: Hit) -> tuple[list[Hit], int, int]:
    """The states (or persons) an office or organ belongs to, and the tokens from first to last of it all."""
    tokens = span.doc
    usable = [h for h in hits if h.form in {"name", "adjective", "metonym"}]
    owners: list[Hit] = []
    i = hit.start
    gap = 0
    while i > span.start and gap <= 3:
        before = next((h for h in usable if h.end == i), None)
        if before:
            owners.insert(0, before)
            i, gap = before.start, 0
        elif not owners and tokens[i - 1].lower_ == "led" and i - 2 > span.start and tokens[i - 2].text == "-":
            i -= 2
        elif tokens[i - 1].text in POSSESSIVE or (owners and tokens[i - 1].lower_ in {"and", ","}) or (not owners and tokens[i - 1].pos_ in {"ADJ", "PROPN", "NOUN", "ADV"} and tokens[i - 1].dep_ in {"amod", "compound", "nmod", "advmod", "poss"}):
            i, gap = i - 1, gap + 1
        else:
            break
    if owners:
        return owners, owners[0].start, hit.end
    i = hit.end
    if i < span.end and tokens[i].lower_ in {"of", "in", "for", "from"}:
        i += 1
        if i < span.end and tokens[i].lower_ == "the":
            i += 1
        while i < span.end:
            after = next((h for h in usable if h.start == i and h.form != "adjective"), None)
            if after is None or (after.end < span.end and tokens[after.end].text == "-"):
                break
            owners.append(after)
            i = after.end
            while i < span.end and tokens[i].lower_ in {"and", ","} and any(h.start == i + 1 for h in usable):
                i += 1
    return owners, hit.start, owners[-1].end if owners else hit.end


def _name_beside(cast: Cast, doc: object, span: Span, first: int, last: int) -> tuple[int, int] | None:
    """A person's name right after ("President X") or in apposition before ("X, the president")."""
    people = [(e.start, e.end) for e in span.ents if e.label_ == "PERSON"]
    people += [(h.start, h.end) for h in cast.hits if h.form == "name" and cast.names.actors[h.key].kind == "person"]
    for start, end in sorted(people, key=lambda p: p[0] - p[1]):
        if start == last or (start == last + 1 and span.doc[last].text == ","):
            return _trim(span, start, end)
        if end <= first and span.doc[end].text == "," and all(t.pos_ in {"DET", "ADJ"} for t in span.doc[end + 1 : first]):
            return _trim(span, start, end)
    return None


def _trim(span: Span, start: int, end: int) -> tuple[int, int]:
    while end > start + 1 and span.doc[end - 1].text in {*POSSESSIVE, ","}:
        end -= 1
    return start, end


def _known_person(cast: Cast, name: str, of: str = "") -> str:
    """The pack's or the document's person of that name or family name, speaking for a body."""
    if not name.strip():
        return ""
    known = cast.names.people.get(name)
    return (cast.speaking(known, of) if known else "") or cast.persons.get(name) or cast.persons.get(name.rsplit(maxsplit=1)[-1], "") or cast.given.get(name, "")


def _remember(cast: Cast, name: str, id: str) -> None:
    if not name.strip():
        return
    cast.persons[name] = id
    cast.persons.setdefault(name.rsplit(maxsplit=1)[-1], id)
    if len(name.split()) > 1:
        cast.given.setdefault(name.split(maxsplit=1)[0], id)


def _bare(cast: Cast, span: Span, hits: list[Hit], found: list[Named]) -> Iterator[Named]:
    """Names that stand alone: a state, a capital for its government, an organisation, a known person."""
    for hit in hits:
        if hit.form not in {"name", "adjective", "metonym"} or taken(found, hit.start, hit.end) or _stance(span, hit.start):
            continue
        actor = cast.names.actors[hit.key]
        text = span.doc[hit.start : hit.end].text
        token = span.doc[hit.end - 1]
        if actor.kind == "de facto state" and not _acts_itself(token):
            continue
        if hit.form in {"metonym", "name"} and actor.kind == "state" and hit.end < span.end and span.doc[hit.end].lower_ in _DWELLERS:
            yield Named(f"{actor.id}:CVL", "group", hit.start, hit.end + 1, span.doc[hit.start : hit.end + 1].text)
            continue
        if hit.form == "metonym":
            if _is_place(span, hit.start, hit.end):
                continue
            yield Named(f"{actor.id}:GOV", "organ", hit.start, hit.end, text)
        elif actor.kind == "person":
            if inside_a_name(span, hit):
                continue
            actor = cast.names.actors[cast.speaking(actor.id)]
            _remember(cast, text, actor.id)
            post = actor.office(cast.day)
            level = cast.names.posts[post.office.lower()].level if post and post.office.lower() in cast.names.posts else "unknown"
            head = span.doc[hit.end] if hit.end < span.end else None
            if head is not None and head.lemma_.lower() in _KIN:
                yield Named(f"{actor.id.rsplit(':', 1)[0]}:{slug(text)}-{head.lemma_.lower()}", "group", hit.start, hit.end + 1, f"{text} {head.text}")
                continue
            yield Named(actor.id, "person", hit.start, hit.end, text, level)
        else:
            people = token.tag_ == "NNPS" or (hit.form == "adjective" and token.pos_ in {"NOUN", "PROPN"} and text.endswith("s"))
            yield Named(
                f"{actor.id}:CVL" if people and actor.kind == "state" else actor.id,
                "group" if people else actor.kind,
                hit.start, hit.end, text, adjectival=hit.form == "adjective" and not people,
            )


#: Those who live somewhere: "Baku residents".
_DWELLERS = {"residents", "inhabitants", "citizens", "villagers", "dwellers", "locals"}


def _acts_itself(token: Token) -> bool:
    """Whether the name of a de facto state stands for those who rule it and not for where something is."""
    head = token
    while head.dep_ == "conj" and head.head != head:
        head = head.head
    if head.dep_ in {"nsubj", "nsubjpass", "dobj", "dative", "poss"}:
        return True
    return head.dep_ == "pobj" and head.head.lower_ in {"with", "against", "by", "between"}


def _stance(span: Span, start: int) -> bool:
    """Whether a name only says whom others are for or against: "pro-Israel counter-protesters"."""
    doc = span.doc
    return start - 1 > span.start and doc[start - 1].text == "-" and doc[start - 2].lower_ in {"pro", "anti", "non"}


def _is_place(span: Span, start: int, end: int) -> bool:
    """Whether a capital stands for the city: "in Baku", "Baku residents", "the Brussels meeting"."""
    token = span.doc[end - 1]
    if token.dep_ == "pobj" and token.head.lower_ in {"in", "at", "near", "from", "to", "outside", "around", "into"}:
        return True
    if token.dep_ == "appos" and token.head.lemma_.lower() in {"capital", "city"}:
        return True
    return token.dep_ in {"compound", "nmod", "amod"} and not token.head.ent_type_


def _persons(cast: Cast, span: Span, found: list[Named]) -> Iterator[Named]:
    """People whom the parser recognises and nobody has placed yet."""
    for entity in span.ents:
        if entity.label_ != "PERSON" or taken(found, entity.start, entity.end):
            continue
        start, end = _trim(span, entity.start, entity.end)
        if start > span.start and span.doc[start - 1].lemma_.lower() in _VESSELS:
            continue
        name = span.doc[start:end].text
        known = _known_person(cast, name)
        head = span.doc[end] if end < span.end else None
        if name in cast.places or span.doc[end - 1].lower_ in LANDS or (head is not None and head.lemma_.lower() in _PLACE_HEADS):
            continue
        if head is not None and known and head.lemma_.lower() in _KIN | {"regime", "government", "administration"}:
            yield Named(f"{known.rsplit(':', 1)[0]}:{slug(name)}-{head.lemma_.lower()}", "group", start, end + 1, span.doc[start : end + 1].text)
            continue
        if not known:
            if len(name.split()) < 2 or any(t.pos_ != "PROPN" for t in span.doc[start:end]) or any(w in cast.places for w in name.split()):
                continue
            known = f"UNK:PER:{slug(name, family_first=True)}"
            _remember(cast, name, known)
        yield Named(known, "person", start, end, name)


def _unlabelled(cast: Cast, span: Span, found: list[Named]) -> Iterator[Named]:
    """Full names that the parser took for nothing: capitalised words that act or are acted on, after a nationality or alone."""
    doc, i = span.doc, span.start
    while i < span.end:
        j = i
        while j < span.end and doc[j].pos_ in {"PROPN", "ADJ"} and doc[j].ent_type_ in {"", "NORP"} and doc[j].text[:1].isupper() and doc[j].text.isalpha():
            j += 1
        nation = next((n for n in found if n.adjectival and n.start == i and n.end < j), None)
        first = nation.end if nation else i
        if j - i == 1 and doc[i].dep_ in SUBJECTS | {"dobj", "pobj", "poss", "conj"} and not taken(found, i, j) and (known := cast.persons.get(doc[i].text) or cast.given.get(doc[i].text)):
            yield Named(known, "person", i, j, doc[i].text)
        if 2 <= j - first <= 4 and doc[j - 1].dep_ in {"nsubj", "nsubjpass", "dobj", "appos"} and not taken(found, first, j) and doc[first:j].text not in cast.places:
            name = doc[first:j].text
            known = _known_person(cast, name) or f"{nation.id + ':CVL' if nation else 'UNK:PER'}:{slug(name, family_first=True)}"
            _remember(cast, name, known)
            yield Named(known, "person", i, j, name)
        i = max(j, i + 1)


#: How many "the two leaders", "both sides", "the three governments" are.
_HOW_MANY = {"two": 2, "both": 2, "each": 2, "neither": 2, "either": 2, "three": 3, "four": 4}


def _sides(cast: Cast, span: Span) -> Iterator[Named]:
    """"The two leaders", "both sides", "the three capitals", "the parties": the states that the text is about."""
    for token in span:
        pair = token.lower_ == "pair" and token.dep_ in {"nsubj", "nsubjpass", "dobj", "pobj"} and not any(t.dep_ == "prep" for t in token.rights)
        each = token.lemma_.lower() in _SIDES and token.tag_ == "NN" and any(t.lower_ in {"each", "neither", "either"} for t in token.lefts)
        if (token.lemma_.lower() not in _SIDES or token.tag_ != "NNS") and not pair and not each:
            continue
        lefts = [t for t in token.lefts if not t.is_punct]
        words = {t.lower_ for t in lefts}
        if not words or any(t.dep_ == "prep" and t.lower_ == "of" for t in token.rights) or words & {"other", "no", "some", "many", "more", "all"}:
            continue
        number = next((_HOW_MANY[w] for w in words if w in _HOW_MANY), 2 if words == {"the"} and token.lemma_.lower() in {"leader", "side", "party", "pair"} else 0)
        if number > 2 and not words & {"the", "these", "those"}:
            continue
        if any(t.dep_ in {"amod", "compound", "nmod", "poss"} and t.lower_ not in _HOW_MANY for t in lefts):
            continue
        post = cast.names.posts.get(token.lemma_.lower())
        start = min(t.i for t in lefts) if lefts else token.i
        for state in cast.parties(number) if number else ():
            id = f"{state}:{post.sector}" if post else state
            yield Named(id, "organ" if post else "state", start, token.i + 1, span.doc[start : token.i + 1].text, post.level if post else "unknown")


def _halves(cast: Cast, span: Span) -> Iterator[Named]:
    """"The North", "the South": the state of which the text gives the whole name elsewhere, "North Korea"."""
    for token in span:
        if token.text not in POINTS or token.i == span.start or span.doc[token.i - 1].lower_ != "the" or (token.i + 1 < span.end and span.doc[token.i + 1].text[:1].isupper()):
            continue
        states = [s for s in cast.states if s in cast.names.actors and cast.names.actors[s].name.startswith(f"{token.text} ")]
        if len(states) == 1 and not any(o.pos_ == "PROPN" for t in token.rights if t.lower_ == "of" for o in t.children):
            yield Named(states[0], "state", token.i - 1, token.i + 1, f"the {token.text}")


#: Points of the compass by which a state may be called.
POINTS = {"North", "South", "East", "West"}
