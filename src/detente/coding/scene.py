"""Scene: a sentence with everything that can be seen in it: who, when, where, and the words around."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.coding.actors import POINTS, Cast
from detente.coding.named import Named
from detente.coding.names import Hit, Names, slug
from detente.coding.parse import Sentence, quote
from detente.coding.places import Site, Toponym, located
from detente.coding.pronouns import Spoken, antecedents
from detente.coding.tenures import tenures
from detente.coding.times import OVER, Clock, Dated, clock, expressions, intervals
from detente.model import Document, Evidence, Mention

if TYPE_CHECKING:
    from spacy.tokens import Token

_LOCATIVE = {"in", "at", "near", "from", "to", "outside", "around", "into", "on", "along", "through", "via", "towards", "over", "inside", "of", "for"}


@dataclass(frozen=True, slots=True)
class Spot:
    """A place named in a sentence: tokens `start` to `end` (excluded) of the parsed block.

    `here` says whether the words put something there ("in X", "the X summit") or merely name it.
    """

    id: str
    start: int
    end: int
    name: str
    site: Site | None = None
    here: bool = True


@dataclass(frozen=True, slots=True)
class Scene:
    """One sentence, seen: actors, times, places, and what the document said before it.

    `before` are those spoken of so far.
    """

    sentence: Sentence
    named: tuple[Named, ...]
    times: tuple[Dated, ...]
    spots: tuple[Spot, ...]
    cast: Cast
    clock: Clock
    before: tuple[Spoken, ...] = ()

    @property
    def document(self) -> Document:
        """The document the sentence stands in."""
        return self.sentence.document

    @property
    def author(self) -> str:
        """Who speaks where nobody is quoted."""
        return self.document.author or self.document.publisher or "author"

    def antecedents(self, pronoun: Token) -> tuple[str, ...]:
        """The actors that a pronoun of the sentence stands for, none where nobody fits."""
        return antecedents(pronoun, list(self.named), self.before)

    def mention(self, named: Named) -> Mention:
        """A mention with its evidence."""
        doc = self.sentence.span.doc
        return Mention(named.id, self.sentence.quote(doc[named.start], doc[named.end - 1]))

    def time_span(self, expression: Dated) -> Evidence:
        """The evidence of a temporal expression."""
        base = self.sentence.offset + self.sentence.span.start_char
        return quote(self.document, base + expression.start, base + expression.end)

    def tokens_of(self, expression: Dated) -> list[Token]:
        """The tokens of a temporal expression."""
        base = self.sentence.span.start_char
        return [t for t in self.sentence.span if t.idx < base + expression.end and base + expression.start < t.idx + len(t)]

    def time_at(self, token: Token) -> Dated | None:
        """The temporal expression that belongs to a token: in its subtree, on its verb, or alone in the sentence."""
        if not self.times:
            return None
        places = {e: self.tokens_of(e) for e in self.times}
        for outer, scope in enumerate(_scopes(token)):
            inside = [e for e in self.times if places[e] and all(t.i in scope for t in places[e])]
            inside = [e for e in inside if not (_attributive(places[e], token) if outer else _elsewhere(places[e], token))]
            if inside:
                return min(inside, key=lambda e: abs(places[e][0].i - token.i))
        return self._time_of_what_it_tells(token, places)

    def _time_of_what_it_tells(self, token: Token, places: dict[Dated, list[Token]]) -> Dated | None:
        """The time of a meeting or the like of which a clause tells ("the talks of 8 July, at which she rejected")."""
        clause = token.head if token.dep_ in {"nsubj", "nsubjpass", "dobj"} else token
        while clause.dep_ in {"conj", "xcomp", "acomp"} and clause.head != clause:
            clause = clause.head
        if clause.dep_ != "relcl" or not any(t.lower_ in {"which", "where", "when"} and t.dep_ in {"pobj", "advmod"} for t in clause.subtree):
            return None
        own = {t.i for t in clause.head.subtree} - {t.i for t in clause.subtree}
        return next((e for e in self.times if places[e] and all(t.i in own for t in places[e])), None)

    def own_time(self, token: Token) -> Dated | None:
        """The days named in the token's own phrase, or right behind it ("the war for X in 2020")."""
        own = {t.i for t in token.subtree}
        end = max(own)
        behind = token.doc[end + 1 : end + 4]
        if len(behind) > 1 and behind[0].lower_ in {"in", "of", "on"}:
            own.update(t.i for t in behind)
        return next((e for e in self.times if (e.when.first or e.when.last) and (places := self.tokens_of(e)) and all(t.i in own for t in places)), None)

    def spot_at(self, token: Token, *, alone: bool = False) -> Spot | None:
        """The place that belongs to a token, found the same way as its time; else, if `alone`, the sentence's only one."""
        doc, states = token.doc, self.cast.names.actors
        state: Spot | None = None
        for outer, scope in enumerate(_scopes(token)):
            inside = [s for s in self.spots if s.here and s.start in scope]
            inside = [s for s in inside if not outer or not _attributive([doc[s.end - 1]], token)]
            nearest = min(inside, key=lambda s: (s.id in states, abs(s.start - token.i)), default=None)
            if nearest and nearest.id not in states:
                return nearest
            state = state or nearest
        only = {s.id: s for s in self.spots if s.here and s.id not in self.cast.names.actors}
        return next(iter(only.values())) if alone and len(only) == 1 else state


def short_news(scene: Scene) -> bool:
    """Whether the document is a short report and no analysis: what it tells without a date is the day's news."""
    return len(scene.document.text) < 1_500 and scene.document.genre != "analysis"


def body(scenes: Iterable[Scene]) -> list[Scene]:
    """The sentences that tell: no titles, headings and notices."""
    return [s for s in scenes if s.sentence.block.kind not in {"title", "heading", "boilerplate"}]


def _scopes(token: Token) -> Iterator[set[int]]:
    """The token's own subtree, then that of each head up to its clause."""
    yield {t.i for t in token.subtree}
    for _ in range(4):
        if token.head == token or (token.dep_ in {"ccomp", "advcl", "relcl", "parataxis"}):
            return
        if token.dep_ == "conj" and token.pos_ == "VERB":
            inner = {t.i for t in token.subtree if not _inside_other_clause(t, token)}
            yield {t.i for t in token.head.subtree if t.i < token.head.i and not _inside_other_clause(t, token.head)} | inner
        token = token.head
        yield {t.i for t in token.subtree if not _inside_other_clause(t, token)}


def _elsewhere(tokens: list[Token], token: Token) -> bool:
    """Whether a time below a token belongs to something else there.

    To another clause ("soldiers captured on 16 November"), to what is agreed or asked ("agreed to meet on Monday"),
    to a noun that it names ("the 2016 bombing") or to what an act is for ("jailed for the murders in 1989").
    """
    own = {t.i for t in tokens}
    part = tokens[0]
    while part.i in own and part.head.i in own and part.head != part:
        part = part.head
    named = part.dep_ in {"compound", "nmod", "amod", "nummod", "poss"} and part.head != token
    if named and part.head.pos_ in {"NOUN", "PROPN"} and part.head.ent_type_ != "DATE" and part.head.head.lower_ not in {"during", "in"}:
        return True
    if tokens[0].i > 0 and token.doc[tokens[0].i - 1].lower_ == "since" and _first(token.doc[tokens[0].i - 1]):
        return True
    while part != token:
        if part.lower_ == "one" and part.dep_ == "pobj":
            return True  # "the second meeting, after the one on 15 June"
        if part.dep_ in {"acl", "relcl", "ccomp", "advcl", "parataxis"} and part.pos_ in {"VERB", "AUX"}:
            return True
        if part.lower_ == "due" and part.head != token and part.head.lemma_.lower() != "be":
            return True  # "with elections due on 23 April, the two cannot agree"
        if part.dep_ == "xcomp" and part.tag_ == "VB" and part.head.lemma_.lower() in _CONTENT:
            return True
        if part.dep_ in {"prep", "pcomp"} and part.i not in own and part.lower_ in _GROUNDS and part.head.pos_ != "ADV" and not _sets_the_day(part, own):
            return True
        if part.head == part:
            return False
        part = part.head
    return False


def _sets_the_day(prep: Token, own: set[int]) -> bool:
    """Whether "for" names the day that something is set for: "has been set for 23 December"."""
    return prep.lower_ == "for" and prep.head.lemma_.lower() in _CALLS and any(c.i in own for c in prep.children)


#: Prepositions behind which stands what an act is about and not when it was, and verbs whose infinitive is yet to come.
_GROUNDS = {"for", "over", "of", "about", "into", "regarding", "concerning", "against"}
_CONTENT = {"agree", "promise", "plan", "vow", "pledge", "threaten", "ask", "urge", "order", "call", "offer", "refuse", "decide", "want", "intend", "expect", "hope", "demand", "request"}


def _first(since: Token) -> bool:
    """Whether "since" only says how long nothing like it was: "the first time since 2018"."""
    return any(t.lower_ in {"first", "time", "highest", "worst", "largest", "biggest", "deadliest", "lowest"} for t in since.doc[max(since.sent.start, since.i - 6) : since.i])


def _attributive(tokens: list[Token], token: Token) -> bool:
    """Whether a time or place belongs to another noun ("the 15 December meeting") and not to the clause."""
    own = {t.i for t in tokens}
    head = tokens[-1]
    while head.i in own and head.head != head:
        head = head.head
    while head.dep_ == "prep" or head.pos_ == "ADP" or (head.ent_type_ == "DATE" and head.i not in own):
        if head.head == head:
            break
        head = head.head
    return (head.pos_ in {"NOUN", "PROPN"} or head.lower_ == "one") and head != token and head.i not in own


def _inside_other_clause(token: Token, top: Token) -> bool:
    while token != top:
        if token.dep_ in {"ccomp", "relcl", "parataxis"} or (token.dep_ == "conj" and token.pos_ == "VERB"):
            return True
        if token.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ in {"since", "until"} for c in token.children):
            return True
        token = token.head
    return False


def scenes(document: Document, sentences: list[Sentence], names: Names) -> list[Scene]:
    """Every sentence of a document, seen in order, each knowing what went before."""
    known = [names.find(s.span) for s in sentences]
    at = clock(document, leaning(sentences), () if document.published else tenures(sentences, known, names))
    text = [s.block.kind != "boilerplate" for s in sentences]
    states = Counter(h.key for hits, told in zip(known, text, strict=True) for h in hits if told and h.key in names.actors and names.actors[h.key].kind == "state")
    places = [[(t, site) for t, site in toponyms if t.text not in POINTS] for toponyms in located([s.span for s in sentences], states)]
    known = [[h for h in hits if not _another_place(h, toponyms, names)] for hits, toponyms in zip(known, places, strict=True)]
    lands = states + Counter(site.country for toponyms in places for _, site in toponyms if site and site.kind == "country")
    every = set(lands) | {site.country for toponyms in places for _, site in toponyms if site and site.country in names.actors}
    home = next(iter(every)) if len(every) == 1 else ""
    cast = Cast(names, document.published or at.now, places={t.text: site.country for toponyms in places for t, site in toponyms if site}, home=home, states=states, lands=lands)
    found: list[Scene] = []
    for sentence, hits, toponyms in zip(sentences, known, places, strict=True):
        before = cast.spoken
        actors = tuple(cast.mentions(sentence, hits))
        times = tuple(intervals(expressions(sentence.text, at, _lean(sentence)), sentence.text))
        found.append(Scene(sentence, actors, times, tuple(_spots(sentence, hits, actors, toponyms)), cast, at, before))
    return found


def _another_place(hit: Hit, toponyms: list[tuple[Toponym, Site | None]], names: Names) -> bool:
    """Whether a state's name is part of another place's, or names a region elsewhere: "New South Wales", "Atlanta, Georgia"."""
    if hit.form != "name" or hit.key not in names.actors or names.actors[hit.key].kind != "state":
        return False
    for toponym, site in toponyms:
        if site is not None and toponym.start <= hit.start and hit.end <= toponym.end:
            longer = toponym.end - toponym.start > hit.end - hit.start
            return site.country != hit.key and site.kind in {"region", "city", "county"} and (longer or site.kind == "region")
    return False


_AHEAD = {"planned", "upcoming", "scheduled", "forthcoming", "next", "coming", "future", "due", "set", "slated", "looming", "approaching"}
_CLAUSES = {"parataxis", "ccomp", "conj", "advcl", "csubj"}
#: Participles of what is yet to come.
_YET = _AHEAD | {"expected", "called", "promised", "pencilled", "fixed", "arranged", "proposed", "tabled", "postponed", "foreseen"}


def _lean(sentence: Sentence, neither: int = 0) -> Callable[[int, int], int]:
    """Whether a stretch of the sentence looks forward or back, by the tense of what it hangs on; `neither` is for what was ahead in the past."""
    base, root = sentence.span.start_char, sentence.span.root
    past = root.tag_ == "VBD" or any(c.lower_ in {"was", "were", "had", "did"} for c in root.children if c.dep_ in {"aux", "auxpass"})

    def lean(start: int, end: int) -> int:
        tokens = [t for t in sentence.span if t.idx < base + end and base + start < t.idx + len(t)]
        if not tokens:
            return 0
        head = tokens[-1]
        told = next((c for t in tokens for c in t.children if c.dep_ == "relcl" and c.i > t.i), None)
        if told is not None and (told.tag_ == "VBD" or any(c.lower_ in {"was", "were", "had"} for c in told.children)):
            return -1  # "the queues of October 2024, when the frontier jammed, could return"
        for _ in range(8):
            if any(c.lower_ in _AHEAD and (c == head or c.dep_ not in _CLAUSES) and not any(p.dep_ == "prt" for p in c.children) for c in (head, *head.children)) and (head.pos_ in {"NOUN", "PROPN", "VERB", "ADJ"} or (head.lemma_ == "be" and any(c.lower_ == "due" for c in head.children))):
                return neither if past else 1
            if any(c.dep_ == "mark" and c.lower_ in {"if", "unless"} for c in head.children):
                return 1
            if head.lower_ == "for" and head.dep_ == "prep" and head.head.lemma_.lower() in _CALLS and any(c.lower_ in {"has", "have", "is", "are"} for c in head.head.children if c.dep_ in {"aux", "auxpass"}):
                return 1  # "has called a rally for Sunday"
            if head.lower_ in {"to", "until", "till"} and head.dep_ == "prep" and head.head.lemma_.lower() in _LENGTHENS:
                return 1  # "whose extension to 31 January 2026 was cleared in June"
            if head.pos_ in {"NOUN", "PRON", "NUM"} and head.ent_type_ != "DATE" and head.head.lower_ == "after" and head.dep_ == "pobj" and sentence.span.root.tag_ not in {"VBZ", "VBP", "VB"}:
                return -1  # "the second, after the one on 15 June"
            if head.tag_ == "VBN" and head.dep_ == "acl" and head.lower_ not in _YET:
                return -1  # "under a plan announced on 29 April, it is to close"
            if head.pos_ in {"VERB", "AUX"}:
                aux = {c.lower_ for c in head.children if c.dep_ in {"aux", "auxpass"}}
                if aux & {"will", "shall", "’ll", "'ll"}:
                    return -1 if head.lemma_.lower() in _RECALLS else 1  # "you will remember 27 March"
                if aux & {"has", "have"} and head.lemma_.lower() in _INVITES:
                    return 0  # "whom the envoy has invited to the capital on 4 April"
                if aux & {"has", "have"} and any(c.dep_ == "mark" and c.lower_ == "until" for c in head.children):
                    return 1  # "until Serbia has voted on 21 January"
                if head.tag_ == "VBD" or aux & {"was", "were", "had", "has", "have", "having", "did"}:
                    return -1
                if head.tag_ == "VBN" and aux & {"is", "are"} and not aux & {"has", "have", "been"}:
                    return neither
                if aux & _MODAL:
                    return 0 if "could" in aux and any(c.dep_ == "neg" for c in head.children) else 1  # "could not agree on a ceiling"
                if head.tag_ == "VB" and "to" in aux and head.head.lemma_.lower() in {"suppose", "mean"} and any(c.lower_ in {"was", "were"} for c in head.head.children):
                    return -1  # "was supposed to open on 20 March"
                if head.tag_ == "VB" and "to" in aux and head.head.lemma_.lower() not in _DONE:
                    return (neither if head.head.lower_ in {"was", "were"} or (past and head.head.lower_ in _AHEAD) else 1) if head.head.lemma_.lower() in _INTENDS else 0
                if head.tag_ in {"VBZ", "VBP"} and not aux and (head.lemma_.lower() in _ENDS or any(c.dep_ == "mark" and c.lower_ == "until" for c in head.children)):
                    return 1
                if head.dep_ == "ROOT" or (head.dep_ == "conj" and head.tag_ in {"VBZ", "VBP"}):
                    return 0
            if head.head == head:
                return 0
            head = head.head
        return 0

    return lean


def leaning(sentences: list[Sentence]) -> Callable[[int, int], int]:
    """Whether a stretch of the document looks forward or back, by its sentence."""
    starts = [s.offset + s.span.start_char for s in sentences]

    def lean(start: int, end: int) -> int:
        at = bisect_right(starts, start) - 1
        return _lean(sentences[at], OVER)(start - starts[at], end - starts[at]) if at >= 0 else 0

    return lean


_CALLS = {"call", "summon", "schedule", "plan", "set", "convene", "announce", "pencil", "fix", "invite", "postpone", "slate"}
_RECALLS = {"remember", "recall", "forget"}
_INVITES = {"invite", "summon", "convene", "schedule"}
_INTENDS = {"agree", "plan", "schedule", "expect", "intend", "invite", "promise", "be", "due", "set", "likely", "unlikely"}
#: What puts an end off to a later day.
_LENGTHENS = {"extension", "prolongation", "extend", "prolong", "postpone", "postponement", "delay", "renewal", "renew", "defer", "adjourn", "reschedule"}
#: What happens on a day that a calendar tells, where it is told in the present tense: "the mandate expires on 31 December".
_ENDS = {
    "expire", "end", "begin", "start", "open", "run", "lapse", "elapse", "resume", "close", "vote", "fall",
    "gather", "meet", "convene", "elect", "decide", "visit", "travel", "arrive", "fly", "sit", "choose",
    "take", "hold", "host", "play", "land", "return", "reconvene",
}
#: Verbs of which the infinitive was done where they were: "let it lapse", "went on to say", "met to sign".
_DONE = {"allow", "let", "make", "help", "manage", "begin", "start", "continue", "go", "come", "return", "cease", "stop", "happen", "fail", "refuse", "use", "meet", "gather", "travel", "fly", "visit", "turn"}
_MODAL = {"would", "could", "may", "might", "should", "must"}


#: What a place's name is part of where nothing is there: "the Indus Waters Treaty".
_TEXTS = {"treaty", "agreement", "accord", "pact", "convention", "commission", "protocol", "declaration"}
_TITLES = {"Treaty", "Waters", "Water", "Agreement", "Accord", "Pact", "Convention", "Protocol"}


def _is_locative(head: Token) -> bool:
    return head.dep_ == "pobj" and head.head.lower_ in _LOCATIVE


def _spots(sentence: Sentence, hits: list[Hit], named: tuple[Named, ...], toponyms: list[tuple[Toponym, Site | None]]) -> Iterator[Spot]:
    """Places: the pack's own names, and what the gazetteer and the parser know for places."""
    doc = sentence.span.doc
    taken: set[int] = set()
    for hit in hits:
        if hit.form == "place":
            taken.update(range(hit.start, hit.end))
            if not _is_locative(doc[hit.end - 1]) and any(n.kind == "state" and n.start <= hit.start and hit.end <= n.end for n in named):
                continue  # the state, where a state and a place bear one name
            yield Spot(hit.key, hit.start, hit.end, doc[hit.start : hit.end].text)
    for t, site in toponyms:
        if taken & set(range(t.start, t.end)) or any(n.start < t.end and t.start < n.end and n.kind != "state" for n in named):
            continue
        head = doc[t.end - 1]
        locative = _is_locative(head)
        if site is None and not locative:
            continue
        text = head.head.lemma_.lower() in _TEXTS or (t.end < len(doc) and doc[t.end].text in _TITLES)
        here = locative or (head.dep_ in {"compound", "nmod"} and (site is None or site.kind != "country") and not text)
        if any(n.covers(head) and n.kind == "state" for n in named) and not locative:
            continue
        yield Spot(site.id if site else slug(t.text), t.start, t.end, t.text, site, here)
