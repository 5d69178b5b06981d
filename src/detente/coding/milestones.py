"""Milestones: what an analysis dates that is no act between two: elections, rulings, laws, speeches, expiries, past and to come.

A short report tells the news of its day, so only analyses have them. Every exact time of the text that no event, meeting
or agreement took up is asked what was, or is to be, then; and a clause that likely tells of a happening is one, dated or not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from detente.coding.acts import news_time, told_beside
from detente.coding.clauses import Clause
from detente.coding.modality import came_to_nothing, holder, modality
from detente.coding.roles import of_noun, of_verb
from detente.coding.scene import Scene, short_news
from detente.coding.times import Dated
from detente.coding.topics import topics_of
from detente.model import Agreement, Event, Evidence, Meeting, Milestone, When
from detente.model.event import Modality
from detente.model.identity import identify_by
from detente.model.record import Happening

if TYPE_CHECKING:
    from spacy.tokens import Token

#: The longest time that is one (days), and how far ahead of the day of writing it may lie and still be past.
_MONTH, _SLACK = 31, 1
#: Nouns for what happens on a day.
_HAPPENINGS = {
    "election", "vote", "referendum", "poll", "ballot", "ruling", "verdict", "judgment", "judgement", "trial", "reshuffle", "speech", "address", "resolution", "decision", "decree", "law", "bill",
    "appointment", "inauguration", "coup", "resignation", "deadline", "expiry", "visit", "trip", "disengagement", "withdrawal", "incident", "crash", "fight", "fighting", "clash", "attack", "strike", "war", "massacre", "battle", "uprising",
    "exercise", "drill", "launch", "announcement", "declaration", "statement", "recognition", "offer", "proposal", "letter", "note", "ceasefire", "truce", "revolution", "protest", "ceremony",
    "signing", "ratification", "closure", "reopening", "ban", "embargo", "test", "arrest", "award", "assassination", "invasion", "annexation", "independence", "accession", "anniversary", "boycott", "census", "handover", "release",
}
#: The sorts of happenings, by the noun or the verb that tells of one.
_KINDS: dict[Happening, tuple[set[str], set[str]]] = {
    "election": ({"election", "vote", "referendum", "poll", "ballot"}, {"elect"}),
    "ruling": ({"ruling", "verdict", "judgment", "judgement", "trial"}, {"convict", "acquit", "sentence", "overturn"}),
    "law": ({"law", "bill", "decree", "resolution", "motion", "amendment", "constitution", "ratification"}, {"enact", "legislate", "repeal", "promulgate", "ratify"}),
    "office": ({"appointment", "inauguration", "resignation", "reshuffle"}, {"appoint", "inaugurate", "resign", "oust", "swear", "nominate"}),
    "expiry": ({"expiry", "deadline", "mandate", "licence", "license", "ultimatum", "term"}, {"expire", "lapse"}),
    "statement": ({"speech", "address", "statement", "declaration", "announcement", "letter", "note"}, {"say", "tell", "declare", "announce", "state", "warn", "reply", "confirm", "write", "remark", "retort"}),
    "visit": ({"visit", "trip"}, {"visit", "travel", "fly", "arrive"}),
}
#: Verbs that tell of no happening, and words that make a guess of what is to come.
_STANDING = {"be", "seem", "deserve", "allow", "mean", "matter", "depend", "reckon", "remain", "become", "want", "know", "think", "believe", "hope", "live", "appear", "look", "find", "count", "turn", "need", "chair"}
_GUESS = {"probably", "likely", "perhaps", "possibly", "presumably", "maybe", "doubtless"}
#: Verbs of what is called for a day.
_CALLS = {"call", "summon", "announce", "convene", "schedule", "set", "invite", "fix"}
_PRESENT = {"VBZ", "VBP"}
#: Verbs that say of another what is to be done: "are to meet in May", "intends to drill next year".
_MEANS_TO = {"be", "intend", "plan", "mean"}
#: Words that set something for a day.
_SET = {"due", "scheduled", "planned", "set", "slated", "looming", "coming", "promised", "pencilled", "fixed"}


def milestones(scenes: Iterable[Scene], coded: Iterable[Event | Meeting | Agreement]) -> Iterator[Milestone]:
    """The dated happenings of an analysis that what was `coded` of it does not tell."""
    coded = list(coded)
    taken = {(e.start, e.end) for r in coded if not isinstance(r, Agreement) for e in r.evidence}
    texts = [(r.evidence[0].start, r.evidence[0].end) for r in coded if isinstance(r, Agreement)]
    made: set[Evidence] = set()
    for scene in scenes:
        if short_news(scene) or scene.document.genre == "agreement" or scene.sentence.block.kind in {"title", "heading"} or scene.sentence.text.rstrip().endswith("?"):
            continue
        for time in scene.times:
            span = scene.time_span(time)
            if not _exact(time) or span.exact.lower() in {"midnight", "noon"} or any(a <= span.start and span.end <= b for a, b in texts):
                continue
            token = _told(time, scene)
            if token is None:
                continue
            for told in (*((token,) if (span.start, span.end) not in taken else ()), *_joined(token, scene)):
                own = scene.sentence.quote(told, told)
                if (own.start, own.end) not in taken and (told == token or own not in made) and (found := _milestone(told, own, time, scene)):
                    made.add(own)
                    yield found


def happening(clause: Clause) -> Milestone | None:
    """What a clause is likely to tell that happened, or is to happen on a day; None where it is neither or goes on, or nothing says when the text was written."""
    verb, scene = clause.verb, clause.scene
    time, now = scene.time_at(verb), scene.clock.now
    bound, time = time, time if time and _exact(time) and not (_past(verb) and _ahead(time, scene)) else None
    deed = _main(verb) if verb.lemma_.lower() in _MEANS_TO and verb.tag_ in _PRESENT else verb
    stands = _stands(deed, time, scene, verb=True) if time else "failed" if came_to_nothing(deed) else modality(deed, scene)[0]
    goes_on = stands == "actual" and (verb.tag_ in _PRESENT or any(c.lower_ in {"is", "are"} for c in verb.children if c.dep_ in {"aux", "auxpass"})) and not any(c.lower_ == "did" for c in verb.children)
    if stands not in {"actual", "planned", "failed"} and clause.stands and not any(t.lower_ in _GUESS for t in verb.subtree):
        stands = clause.stands
    if stands not in {"actual", "planned", "failed"} or goes_on or now is None:
        return None
    if time:
        when = time.bounded(scene.clock)
    elif stands == "planned":
        when = bound.bounded(scene.clock) if bound else scene.clock.undated(ahead=True)
    else:
        when = told_beside(verb, scene) or news_time(verb, scene) or scene.clock.undated(ahead=False)
    return _made(verb, scene, stands, when, (clause.why("event"),), (clause.evidence, scene.sentence.quote(verb, verb), *((scene.time_span(time),) if time else ())))


def _past(verb: Token) -> bool:
    """Whether a verb tells of what was."""
    return verb.tag_ == "VBD" or any(c.lower_ in {"has", "had", "have", "was", "were"} and c.dep_ in {"aux", "auxpass"} for c in verb.children)


def _ahead(time: Dated, scene: Scene) -> bool:
    """Whether a time begins after the day of writing."""
    now, first = scene.clock.now, time.when.first
    return now is not None and first is not None and first > now + timedelta(days=_SLACK)


def _joined(token: Token, scene: Scene) -> Iterator[Token]:
    """The verbs joined to a dated one that tell of what was done then too: "on 5 December he proposed a law, appointed a governor and ordered maps"."""
    main = token.head
    ahead = token.dep_ == "advcl" and token.tag_ in {"VBG", "VBN"} and main.i > token.i and main.tag_ == "VBD"  # "receiving him on 15 March, he told reporters"
    if token.tag_ not in {"VBD", "VBN"} and not ahead:
        return
    for verb in (main, *main.conjuncts) if ahead else token.conjuncts:
        if verb.i > token.i and verb.tag_ in {"VBD", "VBN"} and not any((c.dep_ == "advmod" and c.lower_ in _ELSEWHEN) or (c.dep_ in {"aux", "auxpass"} and c.lower_ in {"has", "have"}) for c in verb.children):
            own = {t.i for t in verb.subtree} - ({t.i for t in token.subtree} if ahead else set())
            if not any(t.i in own for time in scene.times for t in scene.tokens_of(time)):
                yield verb


#: Words by which a joined verb tells of another time.
_ELSEWHEN = {"since", "later", "then", "afterwards", "earlier", "previously", "meanwhile", "once", "never", "always", "often", "still", "eventually", "finally"}


def _exact(time: Dated) -> bool:
    """Whether a time names a day, a week, a month, a season or a year, and no bound before it."""
    when = time.when
    if when.first is None or when.last is None or time.relation in {"before", "within"}:
        return False
    return when.span <= _MONTH or when.precision in {"year", "season"}


def _told(time: Dated, scene: Scene) -> Token | None:
    """The verb, or the noun for a happening, that a time belongs to."""
    tokens = scene.tokens_of(time)
    if not tokens:
        return None
    own = {t.i for t in tokens}
    word = tokens[-1]
    before = tokens[0].nbor(-1) if tokens[0].i > tokens[0].sent.start else None
    if before is not None and (before.dep_ in {"det", "case", "poss"}) and any(t.dep_ in {"compound", "nmod"} and t.head.i not in own and t.head.pos_ in {"NOUN", "PROPN"} and t.head.lemma_.lower() not in _HAPPENINGS for t in tokens):
        return None  # "the 31 October date"
    clause = next((c for t in tokens for c in t.children if c.dep_ == "relcl" and any(g.lower_ == "when" for g in c.children)), None)
    if clause is not None:
        return _main(clause)
    while word.head != word:
        if word.i not in own:
            if word.pos_ in {"NOUN", "PROPN"} and word.lemma_.lower() in _HAPPENINGS:
                return word
            if word.lower_ in _SET and (what := _what_is_set(word)) is not None:
                return what
            if word.pos_ in {"VERB", "AUX"}:
                break
        word = word.head
    if _back(word) or (word.lemma_.lower() == "be" and _there(word, scene)):
        return word
    if word.lemma_.lower() == "be" or word.lower_ in _SET:
        return next((c for c in word.children if c.dep_ in {"nsubj", "nsubjpass"} and c.lemma_.lower() in _HAPPENINGS), None)
    return word if word.pos_ == "VERB" else None


def _back(verb: Token) -> bool:
    """Whether something was back, over or gone: "the ambassador was back at her post on 20 March"."""
    return verb.lemma_.lower() == "be" and any(c.lower_ in {"back", "over", "gone", "through"} for c in verb.children)


def _there(verb: Token, scene: Scene) -> bool:
    """Whether somebody was, or is due, at a place: "on 19 April Cohen was in Baku", "are both due in Beijing on the 17th"."""
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    named = subject is not None and any(n.covers(subject) and n.kind in {"person", "organ", "pronoun"} for n in scene.named)
    due = next((c for c in verb.children if c.dep_ == "acomp" and c.lower_ == "due"), None)
    places = [o for w in (verb, *((due,) if due is not None else ())) for c in w.children if c.dep_ == "prep" and c.lower_ in {"in", "at"} for o in c.children]
    if due is not None and subject is not None and (named or subject.tag_ == "NNS"):
        return True
    return named and verb.tag_ == "VBD" and any(s.start <= o.i < s.end for o in places for s in scene.spots)


def _what_is_set(word: Token) -> Token | None:
    """The happening that is due on a day: "elections due on 27 November", "with elections due on"."""
    beside = [c for c in word.head.children if c.dep_ == "pobj" and c.i < word.i] if word.dep_ == "prep" else []
    return next((t for t in (word.head, *beside) if t.pos_ in {"NOUN", "PROPN"} and t.lemma_.lower() in _HAPPENINGS), None)


def _main(clause: Token) -> Token:
    """The verb of what a clause says is to be done: "is to proclaim", "are due to vote"."""
    for child in clause.children:
        if child.dep_ in {"xcomp", "acomp"}:
            return _main(child)
    return clause


def _milestone(token: Token, own: Evidence, time: Dated, scene: Scene) -> Milestone | None:
    lemma = token.lemma_.lower()
    verb = token.pos_ in {"VERB", "AUX"}
    back = _back(token)
    if time.when.span > _MONTH and not _of_a_year(token, time, scene, verb=verb):
        return None
    there = lemma == "be" and not back and _there(token, scene)
    if verb and ((lemma in _STANDING and not back and not there) or token.dep_ == "amod" or any(c.dep_ == "nsubj" and c.lower_ in {"we", "i"} for c in token.children)):
        return None
    stands = _stands(token, time, scene, verb=verb)
    if there and any(c.lower_ == "due" for c in token.children):
        stands = "planned"
    if stands is None or (time.relation == "by" and stands != "actual" and verb):
        return None
    cut = [c for c in token.children if c.dep_ in {"ccomp", "parataxis", "relcl"} or (c.dep_ == "conj" and c.pos_ == "VERB")]
    clause = scene.sentence.quote(*scene.sentence.subtree(token, without=cut))
    when = replace(time.when, first=time.when.first if time.relation not in {"by", "until"} else None) if time.relation in {"by", "until"} and time.when.precision != "day" else time.when
    made = _made(token, scene, stands, when, (f"“{token.text}” is dated and is no act between two",), (clause, own, scene.time_span(time), *_said(token, scene)))
    return replace(made, kind="visit") if there else made


def _made(token: Token, scene: Scene, stands: Modality, when: When, why: tuple[str, ...], evidence: tuple[Evidence, ...]) -> Milestone:
    actors = (of_verb(token, scene) if token.pos_ in {"VERB", "AUX"} else of_noun(token, scene))[0]
    spot = scene.spot_at(token)
    return Milestone(
        id=identify_by("milestone", evidence[1:2], *(e.start for e in evidence[2:3])),
        what=" ".join(evidence[0].exact.split()),
        when=when,
        kind=_kind(token),
        modality=stands,
        actors=tuple(dict.fromkeys(n.id for n in actors)),
        place=spot.id if spot else "",
        topics=topics_of(scene, token),
        holder=holder(token, scene)[0],
        mentions=tuple(scene.mention(n) for n in actors if n.kind != "pronoun"),
        why=(*why, *((f"time: {when.reason}",) if when.reason else ())),
        evidence=tuple(dict.fromkeys(evidence)),
    )


def _said(token: Token, scene: Scene) -> Iterator[Evidence]:
    """The words of what a statement says."""
    if _kind(token) == "statement" and token.pos_ == "VERB":
        for clause in token.children:
            if clause.dep_ == "ccomp":
                yield scene.sentence.quote(*scene.sentence.subtree(clause))


def _kind(token: Token) -> Happening:
    """What sort of happening a word tells of: by itself, else by what it is done to or what does it ("signed a law", "the mandate runs out")."""
    lemma = token.lemma_.lower()
    for place in ({"dobj", "nsubjpass"}, {"nsubj"}):
        near = {c.lemma_.lower() for c in token.children if c.dep_ in place} if token.pos_ == "VERB" else set()
        for kind, (nouns, verbs) in _KINDS.items():
            if (lemma in verbs if token.pos_ == "VERB" else lemma in nouns) or (near & nouns and (kind != "expiry" or place == {"nsubj"})):
                return kind
    return "other"


def _of_a_year(token: Token, time: Dated, scene: Scene, *, verb: bool) -> bool:
    """Whether what a mere year dates is worth a record: an election to come, or a deed of a named party in a stated year."""
    now = scene.clock.now
    if not verb:
        return now is not None and time.when.first is not None and time.when.first > now
    actors = of_verb(token, scene)[0]
    told = token.tag_ in {"VBD", "VBN"} and token.dep_ != "amod" and time.when.basis == "stated" and time.when.precision == "year" and time.relation != "since"
    return told and bool(actors) and not any(n.id.startswith(("UNK", "ORG")) for n in actors)


def _stands(token: Token, time: Dated, scene: Scene, *, verb: bool) -> Modality | None:
    """How a dated happening stands; None where it is a guess, a wish or a condition."""
    if verb and came_to_nothing(token):
        return "failed"
    stands, _ = modality(token, scene)
    aux = {c.lower_ for c in token.children if c.dep_ in {"aux", "auxpass"}}
    if stands == "planned" and verb and (token.tag_ == "VBG" or (token.tag_ == "VB" and "to" in aux and token.head.lemma_.lower() not in {"be", "due", "set", "schedule", "plan"})):
        return None
    if any(c.lower_ in _SET and c.dep_ in {"acl", "amod", "relcl"} for c in token.children) or (token.dep_ == "pobj" and any(c.lower_ == "due" for c in token.head.children)):
        stands = "planned"
    now, ahead = scene.clock.now, _ahead(time, scene)
    if stands == "demanded" and ahead and verb and any(c.lower_ == "must" for c in token.children):
        stands = "planned"  # "must face the voters again on 7 May"
    if stands == "planned" and any(t.lower_ in _GUESS for t in token.subtree):
        return None
    if stands not in {"actual", "planned", "failed"} or (stands == "failed" and time.relation == "since"):
        return None
    if stands == "planned" and token.dep_ == "conj" and now is not None and time.when.last is not None and time.when.last < now:
        return "actual"  # "were to have been held in December, but were put off on the 10th"
    if stands == "actual" and ahead and verb and token.lemma_.lower() in _CALLS and any(c.dep_ == "prep" and c.lower_ == "for" for t in (token, *token.children) for c in t.children):
        return "planned"  # "has called a rally for Sunday"
    if stands == "actual" and ahead:
        return None if verb and _past(token) and time.relation != "until" else "planned"
    return stands
