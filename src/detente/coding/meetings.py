"""Meetings: encounters proposed, planned, moved, cancelled, failed or held, one record each in a document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from detente.coding.acts import news_time
from detente.coding.modality import came_to_nothing, holder, modality
from detente.coding.named import Named
from detente.coding.roles import of_noun, of_verb, who
from detente.coding.scene import Scene, short_news
from detente.coding.times import Dated
from detente.coding.topics import topics_of
from detente.model import Event, Meeting, When
from detente.model.event import Modality
from detente.model.identity import bodies, identify_by, same_meeting
from detente.model.record import LEVELS, Level, Status

if TYPE_CHECKING:
    from spacy.tokens import Token

#: Parts of speech that may tell of a meeting or take one up.
_SPEAKING = {"VERB", "NOUN", "PROPN", "PRON", "NUM", "DET"}
_NOUNS = {"meeting", "summit", "mini-summit", "talk", "session", "negotiation", "round", "encounter", "conference", "consultation", "hearing", "videoconference", "teleconference", "discussion", "dialogue"}
#: Nouns that are a meeting in the plural, and those that are one only where something is said to begin, go on or be held.
_SEVERAL = {"talk", "negotiation", "consultation", "discussion"}
_BROAD = {"discussion", "dialogue"}
_OPENED = {"begin", "start", "resume", "hold", "open", "continue", "conduct", "take", "schedule", "plan", "postpone", "launch", "convene", "host"}
#: How exactly (in days) the time of a meeting must be told where nobody is named.
_WEEKS = 10
#: What goes on as it is told of.
_GOES_ON = {"underway", "way", "ongoing", "progress"}
#: Bodies whose name stands for their meeting where it has a day: "the European Council of 1 October".
_ASSEMBLIES = {"council", "assembly", "congress"}
_VERBS = {"meet", "negotiate", "confer", "reconvene"}
#: Verbs that are a meeting where they have no object.
_ASSEMBLE = {"gather", "convene"}
#: Verbs that make a meeting of their subject, who convenes it, and the people who are their objects.
_RECEIVE = {"receive", "host", "bring", "gather", "convene", "assemble"}
_CONVENE = {"host", "convene", "organise", "organize", "arrange", "broker", "mediate", "facilitate", "chair", "sponsor", "propose", "offer"}
_BROKERED = ("-brokered", "-mediated", "-hosted", "-led", "-sponsored", "-facilitated", "-convened", "-organised", "-organized")
_ONLINE = {"online", "video", "virtual", "teleconference", "videoconference", "remote"}
_RANK: dict[Status, int] = {"failed": 6, "cancelled": 5, "held": 4, "moved": 3, "planned": 2, "proposed": 1}
_AHEAD: set[Status] = {"proposed", "planned"}
_CAME_TO_NOTHING: set[Status] = {"failed", "cancelled", "moved"}
#: Bodies that are a meeting where they are convened, or due on a day.
_BODIES = {"committee", "commission", "council", "group", "panel", "body", "forum", "assembly"}
#: Verbs by which a relative clause tells for when, or by whom, a meeting is called.
_SLATED = {"call", "schedule", "set", "fix", "pencil", "plan", "due", "slate", "convene", "arrange", "postpone", "agree", "announce", "propose", "expect"}
#: Verbs that say of a meeting whether there will be one.
_TAKES_PLACE = {"take", "happen", "be", "occur", "go", "follow", "come", "begin", "start", "resume", "open", "slip", "fail", "collapse", "materialise"}
#: Those who are received by their counterpart, named or not.
_GUESTS = {"colleague", "counterpart", "guest"}
_UNDONE = {"cancel", "scrap", "call", "postpone", "reschedule", "delay", "put"}


@dataclass(frozen=True, slots=True)
class Sighting:
    """One mention of a meeting; `strong` if the words themselves say how it stands, `anaphoric` if they refer back.

    `news` is when it was if it is held and nobody says when.
    """

    meeting: Meeting
    strong: bool
    anaphoric: bool
    news: When | None = None


def meetings(scenes: list[Scene]) -> Iterator[Meeting]:
    """The meetings of a document: sightings in order of the text, joined where they tell of one meeting."""
    groups: list[list[Sighting]] = []
    latest: list[Sighting] = []
    told = -2  # the sentence in which the latest was told of
    for number, scene in enumerate(scenes):
        for token in scene.sentence.span:
            if token.pos_ not in _SPEAKING:
                continue
            before = latest if number - told <= 1 else []
            sighting = _sighting(token, scene, taken_up=bool(before) and _takes_up(token))
            if sighting is None:
                continue
            if not _takes_up(token):
                group = _group(sighting, groups)
                if group is None and groups and not sighting.meeting.participants and _of_a_series(token):
                    sighting = replace(sighting, meeting=_again(sighting.meeting, groups[-1][0].meeting))
            elif token.lower_ == "one":  # another of the same people
                group, sighting = None, replace(sighting, meeting=_again(sighting.meeting, before[-1].meeting))
            else:
                group = before
            if group is None:
                group = []
                new = sighting.meeting
                if not sighting.anaphoric or new.when or new.place or (sighting.strong and len(bodies(new.participants)) > 1):
                    groups.append(group)
            group.append(sighting)
            latest, told = group, number
            groups.extend([further] for further in _further(sighting, token, scene))
    for group in groups:
        joined = _join(group)
        told_of = (joined.when or (joined.place and joined.status == "held" and any(s.strong for s in group) and not short_news(scenes[0]))) and (joined.place or joined.level != "unknown" or (joined.when is not None and (joined.when.span <= (_WEEKS if joined.status == "held" else 31) or joined.when.precision == "day") and any(s.strong for s in group) and not short_news(scenes[0])))
        if joined.participants or joined.convenor or joined.format or told_of:
            yield joined


def _further(sighting: Sighting, verb: Token, scene: Scene) -> Iterator[Sighting]:
    """The other meetings of a verb that tells of several: "it has met in Vantaa in August, in Stockholm in November and in Ankara on 14 June"."""
    if verb.pos_ != "VERB" or sighting.meeting.status != "held":
        return
    own = [e for e in scene.times if not e.relation and e.when.span <= 31 and (tokens := scene.tokens_of(e)) and _clause(tokens[0]) == verb]
    for before, time in pairwise(own):
        start, end = scene.tokens_of(before)[-1].i, scene.tokens_of(time)[0].i
        if not any(t.text == "," or t.lower_ == "and" for t in verb.doc[start:end]):
            continue
        spot = next((s for s in scene.spots if start < s.start < end), None)
        when = time.bounded(scene.clock)
        if sighting.meeting.when is not None and when.compatible(sighting.meeting.when):
            continue
        evidence = (scene.sentence.quote(verb.doc[spot.start if spot else end], scene.tokens_of(time)[-1]), scene.sentence.quote(verb, verb), scene.time_span(time))
        yield replace(sighting, meeting=replace(sighting.meeting, id=identify_by("meeting", evidence), when=when, place=spot.id if spot else "", evidence=evidence))


def _clause(token: Token) -> Token:
    """The verb of the clause that a word stands in."""
    return next((t for t in token.ancestors if t.pos_ in {"VERB", "AUX"}), token)


#: Words that take up a meeting told of before, and what is said of meetings.
_PRONOUNS = {"it", "this", "that", "one"}
_DONE_WITH = {"hold", "postpone", "convene", "schedule", "plan", "put", "cancel", "adjourn", "host", "reschedule"}


def _takes_up(token: Token) -> bool:
    """Whether a word stands for a meeting by what is said of it: "it was held on 30 June", "the previous one took place"."""
    verb = token.head
    if token.lower_ not in _PRONOUNS or token.dep_ not in {"nsubj", "nsubjpass"} or verb.pos_ != "VERB":
        return False
    if verb.lemma_.lower() in {"meet", "happen", "materialise", "materialize"}:
        return token.lower_ == "it" and any(c.dep_ == "neg" for c in verb.children)
    if verb.lemma_.lower() == "take":
        return any(c.lower_ == "place" for c in verb.children)
    return token.dep_ == "nsubjpass" and verb.lemma_.lower() in _DONE_WITH


def _of_a_series(token: Token) -> bool:
    """Whether a meeting is one of several of the same people: "the second round", "a follow-up meeting"."""
    return any(c.lower_ in _ONE_OF for c in token.lefts)


_ONE_OF = {"first", "second", "third", "fourth", "fifth", "next", "subsequent", "follow-up", "previous", "further", "another", "new", "last", "final"}


def _again(new: Meeting, before: Meeting) -> Meeting:
    """A meeting of the same people as one told of before ("the previous one")."""
    return replace(new, participants=new.participants or before.participants, level=before.level if new.level == "unknown" else new.level)


_STANDS: dict[Status, Modality] = {"held": "actual", "planned": "planned", "moved": "planned", "proposed": "hypothetical", "failed": "failed", "cancelled": "failed"}


def consultation(meeting: Meeting) -> Event:
    """The CONSULT event that a meeting is; a mutual meeting has all its parties as actors."""
    return Event(
        id=identify_by("event", meeting.evidence, "CONSULT"),
        type="CONSULT",
        mode="third-party" if meeting.convenor else "",
        actors=tuple(dict.fromkeys((*meeting.participants, *meeting.convenor))),
        when=meeting.when,
        place=meeting.place,
        modality=_STANDS[meeting.status],
        holder=meeting.holder,
        topics=meeting.agenda,
        mentions=meeting.mentions,
        why=meeting.why,
        evidence=meeting.evidence,
    )


def _group(sighting: Sighting, groups: list[list[Sighting]]) -> list[Sighting] | None:
    """The meeting that a sighting belongs to: the same by time, place and people, or the last one spoken of."""
    new = sighting.meeting
    for group in reversed(groups):
        for old in (s.meeting for s in group):
            if (new.format or old.format) and new.format != old.format and "online" in {new.format, old.format}:
                continue
            if new.format != old.format and (_proper(new.format) or _proper(old.format)):
                continue
            if new.when and old.when and same_meeting(new, old, slack=0):
                return group
            if not (new.when and old.when) and new.place and new.place == old.place and not (sighting.strong and _AHEAD & {new.status} != _AHEAD & {old.status}):
                return group
    if sighting.anaphoric and not new.when and not new.place and not new.format:
        held = [g for g in groups if not _proper(g[0].meeting.format)]
        if sighting.strong:
            held = [g for g in held if all(s.meeting.status == new.status or (s.meeting.status in _AHEAD and new.status in _CAME_TO_NOTHING) for s in g if s.strong)]
        return held[-1] if held else None
    return None


def _proper(name: str) -> bool:
    return any(c.isupper() for c in name)


def _sighting(token: Token, scene: Scene, *, taken_up: bool = False) -> Sighting | None:
    lemma = token.lemma_.lower()
    receives = token.pos_ == "VERB" and lemma in _RECEIVE and _receives(token, scene)
    convened = token.pos_ == "VERB" and lemma in _ASSEMBLE and any(c.dep_ in {"dobj", "nsubjpass"} and c.lemma_.lower() in _BODIES for c in token.children)
    talk = lemma == "talk" and scene.time_at(token) is not None and not any(c.lower_ in {"of", "about"} for c in token.children)
    verb = token.pos_ == "VERB" and (lemma in _VERBS or talk or receives or convened or (lemma in _ASSEMBLE and not any(c.dep_ in {"dobj", "nsubjpass"} for c in token.children)))
    assembly = lemma in _ASSEMBLIES and token.pos_ == "PROPN" and any(t.i > token.i and t.head == token and t.lower_ in {"of", "on"} for t in token.children) and scene.own_time(token) is not None
    noun = token.pos_ in {"NOUN", "PROPN"} and (lemma in _NOUNS or lemma.endswith("-summit") or assembly) and not (lemma in {"round", "hearing"} and _talks_of(token) is None and scene.own_time(token) is None and not _is_set(token, scene))
    noun = noun or taken_up or _due(token, scene)
    if not (verb or noun) or (noun and _modifies(token)):
        return None
    if lemma in _BROAD and not (token.dep_ in {"nsubj", "nsubjpass", "dobj"} and token.head.lemma_.lower() in _OPENED and (scene.time_at(token) is not None or scene.spot_at(token) is not None)):
        return None
    plural = token.tag_ == "NNS" and lemma not in _SEVERAL and not _held_with(token, scene)
    if plural or (noun and token.dep_ == "pobj" and token.head.lower_ == "of" and token.head.head.lemma_.lower() in {"round", "resumption", "series"}):
        return None
    if verb and not (any(c.dep_ in {"nsubj", "nsubjpass"} for c in token.children) or token.dep_ in {"xcomp", "conj", "acl", "advcl"}):
        return None
    actors, others = of_verb(token, scene) if verb else of_noun(token, scene)
    talks = _talks_of(token) if noun else None  # "the third round of the talks between A and B"
    if talks is not None:
        actors, others = [*actors, *of_noun(talks, scene)[0]], [*others, *of_noun(talks, scene)[1]]
    if verb and not (receives or convened) and not _people(token, actors, others, scene):
        return None
    if lemma in _ASSEMBLE and not convened and len({n.id for n in (*actors, *others) if n.kind != "group"}) < 2 and _office_level(token, scene) == "unknown":
        return None  # a crowd that gathers
    if lemma == "conference" and any(c.lower_ in {"press", "news"} for c in token.children):
        return None
    convenor = _convenor(token, scene) + (actors if receives else []) + (_convenor(talks, scene) if talks is not None else [])
    parties = _participants(token, scene, [*actors, *others])
    name = _proper_name(token, scene) if token.pos_ == "PROPN" else ""
    format_ = name or ("online" if lemma in {"videoconference", "teleconference"} or any(t.lower_ in _ONLINE for t in token.subtree) else "")
    stands, cue = modality(token, scene)
    slated = _slated(token) if noun else None
    expression = (_set_for(slated, scene) if slated is not None else None) or scene.time_at(token)
    when = expression.bounded(scene.clock) if expression else None
    spot = (scene.spot_at(slated) if slated is not None else None) or scene.spot_at(token)
    status, strong = _status(token, stands, cue, when, scene, verb=verb)
    determiner = next((c.lower_ for c in token.children if c.dep_ in {"det", "poss"}), "")
    head = scene.sentence.subtree(token, without=[c for c in token.children if c.dep_ in {"relcl", "conj"}])
    evidence = [scene.sentence.quote(*head), scene.sentence.quote(token, token)]
    if _frame_verb(token) is not None:
        first, last = sorted((_frame_verb(token), token), key=lambda t: t.i)  # type: ignore[type-var,union-attr]
        evidence.insert(0, scene.sentence.quote(first, last))  # type: ignore[arg-type]
    if expression:
        evidence.append(scene.time_span(expression))
    people = [*convenor, *parties]
    why = [f"“{token.text}” names a meeting", f"{status}: {cue or 'the tense and the date'}"]
    if when and when.reason:
        why.append(f"time: {when.reason}")
    level = min((n.level for n in people), key=lambda v: LEVELS.index(v if v in LEVELS else "unknown"), default="unknown")  # type: ignore[arg-type]
    if level == "unknown":
        level = "leaders" if "summit" in lemma else _office_level(token, scene)
    meeting = Meeting(
        id=identify_by("meeting", (scene.sentence.quote(token, token),)),
        status=status,
        level=level,  # type: ignore[arg-type]
        format=format_,
        convenor=tuple(dict.fromkeys(n.id for n in convenor)),
        participants=tuple(dict.fromkeys(n.id for n in parties)),
        place=spot.id if spot else "",
        when=when,
        agenda=topics_of(scene, token),
        holder=holder(token, scene)[0],
        mentions=tuple(scene.mention(n) for n in people if n.kind != "pronoun"),
        why=tuple(why),
        evidence=tuple(dict.fromkeys(evidence)),
    )
    undated = when is None and status == "held" and strong
    anaphoric = determiner in {"the", "this", "that", "these"} and not (strong and (convenor or format_ or verb))
    return Sighting(meeting, strong, anaphoric, news_time(token, scene) if undated else None)


def _held_with(token: Token, scene: Scene) -> bool:
    """Whether several meetings are told of as held with named people: "held separate meetings with X and Y"."""
    verb = token.head
    if token.dep_ != "dobj" or verb.lemma_.lower() != "hold":
        return False
    return any(n.kind in {"person", "organ", "state"} for h in (token, verb) for c in h.children if c.dep_ == "prep" and c.lower_ == "with" for o in c.children for n in who(o, scene))


def _talks_of(token: Token) -> Token | None:
    """The talks of which a noun is a round."""
    return next((o for c in token.children if c.dep_ == "prep" and c.lower_ == "of" for o in c.children if o.lemma_.lower() in _SEVERAL | {"dialogue"}), None)


def _slated(token: Token) -> Token | None:
    """The verb of a clause that tells for when a meeting was called: "the summit that X had called for 15 December", "pencilled in for March"."""
    return next((c for c in token.children if c.dep_ in {"acl", "relcl", "amod"} and c.i > token.i and c.lemma_.lower() in _SLATED), None)


def _set_for(verb: Token, scene: Scene) -> Dated | None:
    """The day that something is set for, and not the one on which it was set."""
    own = {t.i for c in verb.children if c.dep_ == "prep" and c.lower_ in {"for", "to"} for t in c.subtree}
    own |= {t.i for t in verb.subtree} if not own else set()
    return next((e for e in scene.times if (places := scene.tokens_of(e)) and all(t.i in own for t in places)), None)


def _is_set(token: Token, scene: Scene) -> bool:
    """Whether something is said to be set for a day: "a fifth round has been fixed for Wednesday"."""
    return token.dep_ == "nsubjpass" and token.head.lemma_.lower() in _SLATED and scene.time_at(token.head) is not None


def _due(token: Token, scene: Scene) -> bool:
    """Whether a body is said to be due on a day: "the oversight committee is due by 11 August"."""
    be = token.head
    if token.lemma_.lower() not in _BODIES or token.dep_ != "nsubj" or be.lemma_.lower() != "be":
        return False
    return any(c.lower_ == "due" and not any(g.dep_ == "xcomp" for g in c.children) for c in be.children) and scene.time_at(be) is not None


def _modifies(token: Token) -> bool:
    return token.dep_ in {"compound", "nmod", "amod"}


def _receives(token: Token, scene: Scene) -> bool:
    """Whether "receive", "host" or "bring together" has named people as its objects."""
    together = any(t.lower_ == "together" and t.i - token.i < 12 for t in token.subtree)
    if token.lemma_.lower() == "bring" and not together and not any(c.lower_ == "to" and any(o.ent_type_ in {"GPE", "LOC"} or o.lemma_.lower() == "table" for o in c.children) for c in token.children):
        return False
    objects = [c for c in token.children if c.dep_ in {"dobj", "nsubjpass"}]
    posts = scene.cast.names.posts
    if any(o.lemma_.lower() in _GUESTS or (o.tag_ == "NNS" and o.lemma_.lower() in posts and posts[o.lemma_.lower()].level != "unknown") for o in objects):
        return True
    brought = token.lemma_.lower() == "bring"
    return any(n.kind in {"person", "organ"} and (n.level != "unknown" or (brought and n.kind == "person")) for o in objects for n in who(o, scene, deep=brought))


def _people(token: Token, actors: list[Named], others: list[Named], scene: Scene) -> bool:
    """Whether "meet" has people on both sides (and not demands, deadlines or needs)."""
    subject = next((c for c in token.children if c.dep_ == "nsubj"), None)
    if subject is not None and subject.lemma_.lower() in {"ship", "vessel", "line", "road", "river", "eye", "path", "troop", "army", "force"}:
        return False
    if any(c.dep_ == "nsubjpass" for c in token.children):
        return False
    if not any(c.dep_ in {"dobj", "ccomp"} for c in token.children) and (actors or _office_level(token, scene) != "unknown"):
        return scene.time_at(token) is not None or scene.spot_at(token) is not None or len(actors) + len(others) > 1
    if any(c.dep_ == "dobj" and c.lemma_.lower() in {"term", "demand", "deadline", "condition", "need", "target", "criterion", "requirement", "obligation"} for c in token.children):
        return False
    return len({n.id for n in (*actors, *others)}) >= 2


def _office_level(token: Token, scene: Scene) -> Level:
    """The level that plural offices name ("the three deputy prime ministers"), where nobody is named."""
    posts = scene.cast.names.posts
    for child in token.children:
        if child.dep_ in {"nsubj", "pobj", "compound", "poss"} or child.dep_ == "prep":
            words = " ".join(t.lower_ for t in child.subtree)
            found = [w for w in posts if posts[w].level != "unknown" and f" {w}s " in f" {words} "]
            if found:
                return posts[max(found, key=len)].level  # type: ignore[return-value]
    return "unknown"


def _frame_verb(token: Token) -> Token | None:
    """The verb that makes a meeting noun an act: hosted, convened, held."""
    head: Token = token.head
    if token.dep_ in {"dobj", "nsubjpass"} and head.pos_ == "VERB" and (head.lemma_.lower() in _CONVENE or head.lemma_.lower() in {"hold", "attend", "cancel", "postpone", "schedule", "plan"}):
        return head
    return None


def _convenor(token: Token, scene: Scene) -> list[Named]:
    """Who called the meeting: "EU-brokered", "hosted by", "X convened", "the Russian attempt to convene"."""
    found: list[Named] = []
    for child in token.children:
        if child.text.lower().endswith(_BROKERED) or child.lower_ in {w[1:] for w in _BROKERED}:
            found += [n for n in scene.named if n.covers(child) or any(n.covers(g) for g in child.subtree)]
        if child.dep_ in {"acl", "relcl"} and child.lemma_.lower() in _CONVENE | {"call"}:
            found += of_verb(child, scene)[0]
        if child.dep_ == "prep" and child.lower_ == "at":
            found += [n for o in child.children if o.lemma_.lower() in {"initiative", "invitation", "proposal", "request"} for n in of_noun(o, scene)[0]]
        if child.dep_ == "prep" and child.lower_ in {"under"}:
            found += [n for o in child.children for n in who(o, scene)]
    verb = token.head
    if token.dep_ in {"dobj", "nsubjpass"} and verb.pos_ == "VERB" and verb.lemma_.lower() in _CONVENE:
        actors = of_verb(verb, scene)[0]
        if not actors and verb.dep_ == "acl":
            actors = of_noun(verb.head, scene)[0]
        found += actors
    return list({n.id: n for n in found}.values())


def _participants(token: Token, scene: Scene, near: list[Named]) -> list[Named]:
    """Those who meet: the roles of the word, and "with the participation of"."""
    found = list(near)
    verb = _frame_verb(token)
    if verb is None and token.dep_ == "nsubj" and token.head.lemma_.lower() == "be":
        verb = token.head  # "talks are underway with"
    for head in (token, verb) if verb is not None else (token,):
        for child in head.children:  # type: ignore[union-attr]
            if child.dep_ == "prep" and child.lower_ in {"with", "between", "of", "among"}:
                for obj in child.children:
                    found += who(obj, scene)
    keep = [n for n in found if n.kind not in {"group"}]
    return list({n.id: n for n in keep}.values())


def _proper_name(token: Token, scene: Scene) -> str:
    """The proper name of a named conference ("Eastern Partnership Summit"), "" for a plain capitalised word."""
    parts = [c for c in token.lefts if c.dep_ in {"compound", "amod", "nmod"} and c.text[:1].isupper() and not any(n.covers(c) for n in scene.named if n.kind == "state") and not any(s.start <= c.i < s.end for s in scene.spots)]
    if not parts:
        return ""
    doc = token.doc
    first = min(t.i for p in parts for t in p.subtree)
    return " ".join(doc[first : token.i + 1].text.split())


def _status(token: Token, stands: str, cue: str, when: object, scene: Scene, *, verb: bool) -> tuple[Status, bool]:
    """How the meeting stands, and whether the words say so."""
    head = token.head
    first, last = getattr(when, "first", None), getattr(when, "last", None)
    published = scene.document.published
    root = scene.sentence.span.root
    for undone in (root, *root.conjuncts):
        if undone.lemma_.lower() in _UNDONE and token.i < undone.i and any(c.dep_ == "auxpass" for c in undone.children) and (undone == root or root in token.ancestors):
            head = undone
    lemma = head.lemma_.lower()
    called_off = lemma == "call" and any(c.lower_ == "off" for c in head.children)
    put_off = lemma == "put" and any(c.lower_ == "off" for c in head.children)
    if lemma in {"cancel", "scrap"} or called_off or cue in {"cancelled", "canceled"}:
        return "cancelled", True
    if cue in {"postpone", "postponed"} or put_off or lemma in {"postpone", "reschedule", "delay"}:
        return "moved", True
    if token.dep_ == "nsubj" and (lemma == "fall" or came_to_nothing(head)):
        return "failed", True
    if token.dep_ == "nsubj" and lemma == "slip":
        return "moved", True
    if token.dep_ == "nsubjpass" and (lemma in {"suspend", "drop", "abandon"} or (lemma == "strike" and any(c.lower_ == "from" for c in head.children))) and head.tag_ == "VBN":
        return "failed", True
    if token.dep_ == "nsubj" and lemma == "be" and any(c.lower_ == "due" for c in head.children):
        return "planned", True
    if token.dep_ == "nsubjpass" and lemma in _SLATED - {"call", "convene", "announce"} and any(c.dep_ == "auxpass" and c.lower_ in {"is", "are"} for c in head.children):
        return "planned", True
    if token.dep_ == "nsubjpass" and lemma in _SLATED and last is not None and scene.clock.now is not None and last >= scene.clock.now:
        return "planned", True  # "talks were pencilled in for November"
    if stands == "hypothetical" and token.dep_ == "nsubj" and first is not None and lemma not in _TAKES_PLACE:
        stands = "actual"  # "the summit of 16 November might give them a chance"
    if stands == "failed":
        return "failed", True
    if token.dep_ == "nsubj" and lemma == "be" and any(t.lower_ in _GOES_ON for c in head.children if c.dep_ in {"advmod", "acomp", "prep"} for t in (c, *c.children)):
        return "held", True
    future = bool(published and first and (first > published or (first == published and last and (last - first).days > 2)))  # "in the coming days"
    if stands in {"planned", "expected"}:
        return ("planned", True)
    if stands in {"demanded", "hypothetical", "promised"}:
        agreed = stands == "promised" and (first is not None or cue in {"agree", "agreed"})
        return ("planned" if future or agreed else "proposed"), True
    if future:
        return "planned", True
    asserted = verb or (_frame_verb(token) is not None) or (token.dep_ in {"nsubj", "nsubjpass"} and head.tag_ in {"VBD", "VBN"})
    if asserted:
        return "held", True
    if any(t.lower_ == "undated" for t in token.lefts):
        return "planned", True
    return ("planned" if first and scene.clock.now and not published and first > scene.clock.now else "held"), False


def _join(group: list[Sighting]) -> Meeting:
    """One meeting out of its sightings: the status that the words say most firmly, the fullest of the rest."""
    strong = [s.meeting for s in group if s.strong] or [s.meeting for s in group]
    status = max((m.status for m in strong), key=lambda s: _RANK[s])
    all_ = [s.meeting for s in group]
    first = all_[0]
    dated = [m for m in strong if m.when and m.status == status] or [m for m in all_ if m.when]
    levels = [m.level for m in all_]
    return replace(
        first,
        status=status,
        level=min(levels, key=LEVELS.index),
        format=next((m.format for m in all_ if m.format), ""),
        convenor=tuple(dict.fromkeys(c for m in all_ for c in m.convenor)),
        participants=tuple(dict.fromkeys(p for m in all_ for p in m.participants)),
        place=next((m.place for m in all_ if m.place), ""),
        when=min((m.when for m in dated if m.when), key=lambda w: w.span) if dated else next((s.news for s in group if s.news and s.news.first), None) if status == "held" else None,
        agenda=tuple(dict.fromkeys(a for m in all_ for a in m.agenda)),
        mentions=tuple(dict.fromkeys(x for m in all_ for x in m.mentions)),
        why=tuple(dict.fromkeys(w for m in (next(m for m in strong if m.status == status), *all_) for w in m.why))[:8],
        evidence=tuple(dict.fromkeys(e for m in all_ for e in m.evidence)),
    )
