"""Names: the pack's and the world's names compiled into matchers, once a pack."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from detente.coding.parse import pipeline
from detente.config import data
from detente.model import Actor, Pack, Place, Topic

if TYPE_CHECKING:
    from spacy.matcher import PhraseMatcher
    from spacy.tokens import Span

Form = Literal["name", "adjective", "metonym", "office", "organ", "place"]


@dataclass(frozen=True, slots=True)
class Hit:
    """A known name in a sentence: tokens `start` to `end` (excluded) of the parsed block, and what it names."""

    start: int
    end: int
    form: Form
    key: str


@dataclass(frozen=True, slots=True)
class Post:
    """An office or organ: PLOVER's sector code, and for an office the level of its meetings."""

    sector: str
    level: str = "unknown"


def slug(name: str, *, family_first: bool = False) -> str:
    """A name as part of an id: `Nikol Pashinyan` gives `pashinyan-nikol` with the family name first."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode() or name
    words = [w for w in re.split(r"[^0-9A-Za-z]+", plain.lower()) if w]
    if family_first and len(words) > 1:
        words = [words[-1], *words[:-1]]
    return "-".join(words)[:60] or "unnamed"


class Names:
    """Every name of a pack, ready to be found in sentences; made once a pack and shared."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.actors: dict[str, Actor] = {a.id: a for a in pack.actors}
        self.places: dict[str, Place] = {p.id: p for p in pack.places}
        self.posts: dict[str, Post] = _posts()
        people = [a for a in pack.actors if a.kind == "person"]
        self.people: dict[str, str] = {name: a.id for a in reversed(people) for name in (a.name, *a.aliases)}
        self.one: dict[str, tuple[Actor, ...]] = {a.id: same for same in _namesakes(people) for a in same}
        self.offices: dict[tuple[str, str], list[Actor]] = {}
        for actor in people:
            for post in actor.offices:
                self.offices.setdefault((post.of, post.office.lower()), []).append(actor)
        self.topics: tuple[tuple[Topic, re.Pattern[str]], ...] = tuple((t, _terms(t)) for t in pack.topics)
        self._exact = self._matcher("ORTH", self._exact_names())
        self._lower = self._matcher("LOWER", self._post_names())

    def find(self, span: Span) -> list[Hit]:
        """The known names of a sentence, longest first where they overlap, in order of the text."""
        hits = [*self._hits(self._exact, span), *self._hits(self._lower, span)]
        hits.sort(key=lambda h: (h.start - h.end, h.start, _RANK[h.form]))
        taken: dict[int, int] = {}
        kept: list[Hit] = []
        for hit in hits:
            same = [k for k in kept if (k.start, k.end) == (hit.start, hit.end)]
            if same or not any(i in taken for i in range(hit.start, hit.end)):
                if any(k.form == hit.form for k in same):
                    continue
                kept.append(hit)
                taken.update(dict.fromkeys(range(hit.start, hit.end), 1))
        return sorted(kept, key=lambda h: (h.start, _RANK[h.form]))

    def _hits(self, matcher: PhraseMatcher, span: Span) -> list[Hit]:
        strings = span.doc.vocab.strings
        found = []
        for key, start, end in matcher(span):
            form, _, value = strings[key].partition(":")
            found.append(Hit(start, end, form, value))  # type: ignore[arg-type]
        return found

    def _matcher(self, attribute: str, phrases: dict[tuple[Form, str], set[str]]) -> PhraseMatcher:
        from spacy.matcher import PhraseMatcher

        nlp = pipeline()
        matcher = PhraseMatcher(nlp.vocab, attr=attribute)
        for (form, key), names in phrases.items():
            matcher.add(f"{form}:{key}", [nlp.make_doc(n) for n in sorted(names)])
        return matcher

    def _exact_names(self) -> dict[tuple[Form, str], set[str]]:
        phrases: dict[tuple[Form, str], set[str]] = {}
        for actor in self.pack.actors:
            phrases.setdefault(("name", actor.id), set()).update({actor.name, *actor.aliases})
            for form, names in (("adjective", actor.adjectives), ("metonym", actor.metonyms)):
                if names:
                    plural = {f"{n}s" for n in names if form == "adjective" and not n.endswith(("s", "sh", "ch", "ese"))}
                    phrases.setdefault((form, actor.id), set()).update({*names, *plural})  # type: ignore[arg-type]
        for place in self.pack.places:
            forms = {place.name, *(n.name for n in place.names)}
            phrases.setdefault(("place", place.id), set()).update(forms)
        return phrases

    def _post_names(self) -> dict[tuple[Form, str], set[str]]:
        raw = _post_data()
        phrases: dict[tuple[Form, str], set[str]] = {}
        for form, words in (("office", raw["offices"]), ("organ", raw["organs"])):
            for word in words:
                other = (word[:-1] if form == "organ" and not word.endswith(("ss", "ies")) else word) if word.endswith("s") else re.sub(r"y$", "ie", word) + "s"
                phrases[(form, word)] = {word, other}  # type: ignore[index]
        return phrases


def inside_a_name(span: Span, hit: Hit) -> bool:
    """Whether a family name stands inside somebody else's full name: "Jomo Kenyatta" is not the Kenyatta who is known."""
    doc = span.doc
    before = doc[hit.start - 1] if hit.start > span.start else None
    after = doc[hit.end] if hit.end < span.end else None
    label = doc[hit.start].ent_type_
    ahead = before is not None and before.pos_ == "PROPN" and before.ent_type_ == "PERSON" == label and before.text[:1].isupper()
    behind = after is not None and after.pos_ == "PROPN" and after.ent_type_ == "PERSON" == label
    return hit.end - hit.start == 1 and (ahead or behind)


def _namesakes(people: list[Actor]) -> list[tuple[Actor, ...]]:
    """Those who are one person that has held office for one body after another: an actor for each, of one name."""
    found: dict[str, tuple[Actor, ...]] = {}
    for actor in people:
        found[actor.name] = (*found.get(actor.name, ()), actor)
    return [same for same in found.values() if len(same) > 1]


def _terms(topic: Topic) -> re.Pattern[str]:
    """The terms of a topic as they stand in a text."""
    words = "|".join(re.escape(t).replace(r"\ ", r"[\s-]+") for t in sorted(topic.terms, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{words})(?:s|es|ies)?(?!\w)", re.I)


_RANK = {"name": 0, "place": 1, "adjective": 2, "metonym": 3, "office": 4, "organ": 5}


@cache
def _post_data() -> dict[str, dict[str, object]]:
    return tomllib.loads(data("world", "offices.toml").read_text("utf-8"))


@cache
def _posts() -> dict[str, Post]:
    raw: dict[str, Any] = dict(_post_data())
    offices = {word: Post(*row) for word, row in raw["offices"].items()}
    return offices | {word: Post(sector) for word, sector in raw["organs"].items()}
