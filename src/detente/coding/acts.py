"""Acts: the PLOVER events that a sentence reports, with roles, time, place, modality and holder."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from detente.coding.claims import is_omission
from detente.coding.classify import Passage, Verdict
from detente.coding.forms import by_its_form
from detente.coding.lexicon import Entry, lexicon
from detente.coding.magnitudes import magnitudes
from detente.coding.modality import holder, modality
from detente.coding.named import Named
from detente.coding.places import whose
from detente.coding.roles import LIGHT, is_passive, of_noun, of_verb
from detente.coding.scene import Scene, short_news
from detente.coding.soundness import roles_right
from detente.coding.times import Dated
from detente.coding.topics import topics_of
from detente.model import Event, Evidence, When
from detente.model.event import Modality
from detente.model.identity import bodies, identify_by

if TYPE_CHECKING:
    from spacy.tokens import Token

_SYMMETRIC = {"CONSULT", "COOPERATE"}
#: PLV's one class for two of PLOVER's.
_PLV = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
#: How many times likelier a type is for the lexicon saying so by a word alone, and by a word with its object.
_LEND, _LEND_MORE = 5.0, 20.0
#: How sure the verdict must be, with and without the lexicon's word.
_SURE, _SURER = 0.5, 0.7
#: Sectors of those who bear no arms.
_UNARMED = {"CVL", "REF", "AGR", "BUS", "EDU", "HLH", "JRN", "LAB", "NGO"}
#: How sure, where nobody is named who did it.
_ALONE = 0.8
#: What a noun for an act that a short report only speaks of needs of the classifier's belief in the lexicon's type, were it an event.
_SPOKEN_OF = 0.3
#: What is ahead is typed by the lexicon, so only its roles are judged, a little less strictly.
_AHEAD = 0.9
#: How far the classifier may doubt what a verb with its object, a mere verb, and a noun with a day of its own report.
_DOUBT, _EVEN, _DATED_NOUN = 0.97, 0.5, 0.99
#: Verbs that report no act between two.
_DULL = {"land", "hope", "prepare", "stem", "result", "arise", "trigger", "indicate", "provoke", "involve", "be", "have", "do", "become", "include", "remain", "seem", "live", "say", "tell", "state", "add", "report", "note", "win", "lose", "beat", "defeat", "play", "score", "die", "bear", "name", "call", "know", "see", "consider", "contain", "follow", "begin", "start", "continue", "end", "close", "own", "use", "find", "make", "take", "get", "give", "go", "come", "base", "locate", "mark", "represent", "succeed", "replace", "elect", "claim", "believe", "think", "quote", "describe", "show", "reveal", "suggest", "announce", "confirm", "estimate", "cause", "pass", "reach", "hold", "lead", "face"}
_SELF_DATED = {"RETREAT", "ASSAULT", "CONSULT", "AGREE", "COERCE", "SANCTION"}


@dataclass(frozen=True, slots=True)
class Act:
    """A word that may report an event, with whom it names and how it stands; what it reports is yet to be judged."""

    scene: Scene
    token: Token
    entry: Entry | None
    actors: tuple[Named, ...]
    recipients: tuple[Named, ...]
    stands: Modality
    cue: str

    @property
    def violent(self) -> bool:
        """Whether the word, by the lexicon, tells of violence done."""
        return self.stands == "actual" and self.entry is not None and self.entry.type == "ASSAULT"

    @property
    def clause(self) -> set[int]:
        """The tokens of its clause or phrase."""
        return clause_tokens(self.token)

    @property
    def passage(self) -> Passage:
        """The clause as the classifier reads it, with the first actor and the first recipient."""
        own = set(self.clause)
        for named in (*self.actors[:1], *self.recipients[:1]):
            own.update(range(named.start, named.end))
        order = sorted(own)
        doc = self.token.doc
        at = {i: n for n, i in enumerate(order)}

        def span(named: Named | None) -> tuple[int, int] | None:
            return (at[named.start], at[named.end - 1] + 1) if named else None

        actor = self.actors[0] if self.actors else None
        recipient = self.recipients[0] if self.recipients else self.actors[1] if len(self.actors) > 1 else None
        if recipient is not None and not {recipient.start, recipient.end - 1} <= at.keys():
            recipient = None
        return Passage([doc[i].text for i in order], [(span(actor), span(recipient))])


def clause_tokens(token: Token) -> set[int]:
    """The tokens of the clause around a verb, or of the phrase around a noun (with the light verb it hangs on), without other clauses."""
    top = token
    if token.pos_ not in {"VERB", "AUX"} and token.dep_ in {"dobj", "nsubjpass", "attr"} and token.head.lemma_.lower() in LIGHT:
        top = token.head
    own: set[int] = set()
    left = [top]
    while left:
        word = left.pop()
        own.add(word.i)
        left += [c for c in word.children if c == token or not _clause_of_its_own(c)]
    return own


def _clause_of_its_own(word: Token) -> bool:
    return word.dep_ in {"relcl", "parataxis", "advcl"} or (word.dep_ == "conj" and word.pos_ == "VERB" and any(c.dep_ in {"nsubj", "nsubjpass"} for c in word.children))


def acts(scene: Scene) -> Iterator[Act]:
    """The words of one sentence that may report events, in order."""
    for token in scene.sentence.span:
        entry = by_its_form(token, scene) or lexicon().act(token)
        if entry is not None:
            if not _idle(token, entry, scene) and (act := _act(token, entry, scene)):
                yield act
        elif token.pos_ == "VERB" and token.lemma_.lower() not in _DULL and not is_omission(token):
            act = _act(token, None, scene)
            if act is not None and act.actors and (act.recipients or not short_news(scene)) and act.stands == "actual":
                yield act


def _idle(token: Token, entry: Entry, scene: Scene) -> bool:
    """Words that carry no act of their own here: objects of a coded verb, parts of names, mere topics."""
    if (is_omission(token) and (token.pos_ == "NOUN" or token.tag_ == "VBG")) or is_omission(token.head):
        return True
    if token.pos_ in {"NOUN", "PROPN"}:
        if token.dep_ in {"compound", "nmod"}:
            return True
        head = token.head
        if token.dep_ in {"dobj", "nsubjpass"} and head.pos_ == "VERB" and (verb := lexicon().act(head)) and verb.type == entry.type:
            return True
        if token.dep_ == "pobj" and head.head.pos_ == "VERB" and (verb := lexicon().act(head.head)) and token.lemma_.lower() in verb.wants:
            return True
        if any(n.covers(token) and n.kind in {"organisation", "format", "person"} for n in scene.named):
            return True
    return False


def _act(token: Token, entry: Entry | None, scene: Scene) -> Act | None:
    if any(c.dep_ == "neg" and c.lower_ == "never" for c in token.children):
        return None  # what never happened
    verb = token.pos_ == "VERB" and not _as_noun(token)
    actors, recipients = of_verb(token, scene) if verb else of_noun(token, scene)
    type_ = entry.type if entry else ""
    if verb and type_ in {"CONSULT", "AGREE"} and not recipients:
        recipients = [n for o in token.children if o.dep_ == "dobj" for n in of_noun(o, scene)[0] if n.id not in {a.id for a in actors}]
    if not verb and not actors and (type_ == "MOBILIZE" or (entry and entry.mode == "withdraw")):
        actors, recipients = recipients, []
    if not actors and len(recipients) > 1 and entry is not None and type_ in {"SUPPORT", "AGREE"} and is_passive(token):
        actors, recipients = recipients, []  # "a treaty between A and B was signed"
    mutual = len(actors) > 1 and recipients == actors
    if not recipients and (type_ not in _SYMMETRIC or (entry and entry.mode == "visit")):
        at_home = {a.id.partition(":")[0] for a in actors} if type_ != "ASSAULT" else set()
        recipients = [n for n in _located(token, scene, deed=type_ == "ASSAULT") if n.id not in at_home]
    others = recipients if mutual else [n for n in recipients if n.id not in {a.id for a in actors}]
    if (recipients and not others) or (not actors and not others and type_ not in _SELF_DATED):
        return None
    own = {f"{b}:MIL" for b in ("UNK", *(a.id.partition(":")[0] for a in actors))} if type_ == "MOBILIZE" or (entry and entry.mode == "withdraw") else set()
    recipients = [n for n in others if n.id not in own]  # "deploying 10,000 troops"
    stands, cue = modality(token, scene)
    if not verb and stands == "actual" and not actors and type_ not in {"RETREAT", "ASSAULT"} and not (type_ in _SELF_DATED and scene.own_time(token) is not None):
        return None
    return Act(scene, token, entry, tuple(actors), tuple(recipients), stands, cue)


def _as_noun(token: Token) -> bool:
    """Whether a gerund is used as a noun: "by Russian shelling"."""
    if token.tag_ != "VBG":
        return False
    between = token.dep_ in {"nsubj", "nsubjpass"} and any(c.dep_ == "prep" and c.lower_ in {"between", "by", "of"} for c in token.children)
    return between or any(c.dep_ in {"amod", "poss", "compound", "det"} and c.i < token.i for c in token.children)


#: Nouns behind which stands what is thought of, and no place: "in view of the Uri attack".
_VIEWS = {"view", "light", "case", "response", "protest", "support", "memory", "spite", "favour", "favor", "connection", "relation", "exchange", "return", "charge", "search"}


def _located(word: Token, scene: Scene, *, deed: bool) -> list[Named]:
    """The state in whose place something is done to what is not named: "attacked a camp near Quetta", "the strike on Homs".

    Of violence (`deed`) it is the state of the place where it happened, however that is told.
    """
    branches = [c for c in word.children if c.dep_ in {"dobj", "nsubjpass"} or (c.dep_ == "prep" and c.lower_ in {"on", "into", "against", "at", "to", "in", "near", "outside"})]
    inside = [t for b in branches for t in b.subtree]
    thought_of = {t.i for v in inside if v.lemma_.lower() in _VIEWS for c in v.children if c.dep_ == "prep" for t in c.subtree}
    scope = {t.i for t in inside} - thought_of
    near = [s for s in scene.spots if s.start in scope]
    where = scene.spot_at(word, alone=True) if deed else None
    if not deed and is_passive(word):
        return []
    for spot in (*near, *([where] if where else [])):
        site = spot.site
        state = (site.country or whose(site)) if site is not None else spot.id
        if state not in scene.cast.names.actors or (site is not None and site.kind in {"area", "water", "mountain"}):
            continue
        if site is None or site.population >= 50_000 or scene.cast.lands[state] > 0 or deed:
            return [Named(state, "state", spot.start, spot.end, spot.name)]
    return []


def event(act: Act, verdict: Verdict, least: float = 0.0) -> Event | None:
    """The event that an act reports by the classifier's verdict, if it reports one.

    Acts that are done are typed by the classifier, to which the lexicon lends some weight; acts that
    are only planned, promised, demanded, denied and so on are typed by the lexicon. What is less likely
    right in type and roles than `least` is left out.
    """
    type_, mode, sure = typed(act, verdict)
    if not type_:
        return None
    sound = roles_right(act, type_) * (verdict.types[_PLV.get(type_, type_)] if act.stands == "actual" else 1.0)
    if sound < least * (1.0 if act.stands == "actual" else _AHEAD):
        return None
    token, scene = act.token, act.scene
    actors, recipients = act.actors, act.recipients
    if type_ in _SYMMETRIC and mode != "visit":
        if len(actors) > 1:  # two who meet in a third's capital do not meet their host
            recipients = tuple(n for n in recipients if not any(s.here and s.start < n.end and n.start < s.end for s in scene.spots))
        actors, recipients = tuple({n.id: n for n in (*actors, *recipients)}.values()), ()
    expression = scene.time_at(token)
    if expression is None and token.pos_ != "VERB":
        expression = scene.own_time(token)
    if expression is not None and act.stands == "actual" and type_ in _ASKS and expression.relation in {"within", "by", "until", "before"}:
        told = [e for e in scene.times if not e.relation and all(t.head == token or token.is_ancestor(t) for t in scene.tokens_of(e))]
        expression = told[0] if len(told) == 1 else None  # "a week later A invited B to talks within ten days"
    if expression is not None and act.stands == "actual" and _yet_to_come(expression, scene):
        expression = None  # "has invited them to Brussels for 4 April"
    if not actors and not recipients and act.cue != "scenario" and (expression is None or expression != scene.own_time(token)):
        return None
    speaker, said = holder(token, scene)
    spot = scene.spot_at(token, alone=True)
    when = expression.bounded(scene.clock) if expression else (told_beside(token, scene) if act.stands == "actual" else None) or news_time(token, scene)
    if not short_news(scene) and (when is None or when.first is None) and _hardly_told(act, actors, recipients):
        return None
    clause = _clause(token, scene)
    why = [*((act.entry.why,) if act.entry else ()), *((f"classified as {type_} with {sure:.0%}" if sure >= _SURE else f"told by its words alone, where the classifier gives {type_} {sure:.0%}",) if sure else ())]
    if act.cue:
        why.append(f"“{act.cue}” makes it {act.stands}")
    if said:
        why.append(f"“{said}” attributes it to {speaker}")
    if when and when.reason:
        why.append(f"time: {when.reason}")
    evidence: tuple[Evidence, ...] = (clause, scene.sentence.quote(token, token))
    if expression:
        evidence = (*evidence, scene.time_span(expression))
    return Event(
        id=identify_by("event", (scene.sentence.quote(token, token),), type_, mode),
        type=type_,
        mode=mode,
        actors=tuple(n.id for n in actors),
        recipients=tuple(n.id for n in recipients),
        when=when,
        place=spot.id if spot else "",
        modality=act.stands,
        holder=speaker,
        magnitude=tuple(magnitudes(token, scene)),
        topics=topics_of(scene, token),
        mentions=tuple(scene.mention(n) for n in (*actors, *recipients)),
        confidence=round(sound, 3),
        why=tuple(why),
        evidence=tuple(dict.fromkeys(evidence)),
    )


def _hardly_told(act: Act, actors: tuple[Named, ...], recipients: tuple[Named, ...]) -> bool:
    """Whether an analysis says too little of an undated act for a record of it.

    It tells of nobody known, of what is only thought of or asked for, of what is usually so, or in passing of one side's stance.
    """
    token = act.token
    if act.stands in _UNREAL and not (token.pos_ in {"NOUN", "PROPN"} and actors and recipients):
        return True
    if (token.pos_ in {"NOUN", "PROPN"} and act.stands == "failed") or token.lemma_.lower() in _WANTS or act.scene.sentence.text.rstrip().endswith("?"):
        return True
    if token.pos_ == "VERB" and (token.tag_ in {"VBP", "VBZ", "VB"} or (token.tag_ == "VBG" and not any(c.dep_ == "aux" for c in token.children))):
        return True
    alone = not recipients and len(bodies(tuple(n.id for n in actors))) < 2
    if alone and token.dep_ not in {"ROOT", "parataxis"} and act.entry is not None and act.entry.type in _STANCES:
        return True
    return all(n.id.startswith("UNK") for n in (*actors, *recipients))


#: What an act without a day is not, where it stands so: expectations and demands have records of their own.
_UNREAL = {"hypothetical", "expected", "demanded", "denied"}
#: Verbs of wanting, which tell of no act.
_WANTS = {"want", "need", "seek", "wish", "desire"}
#: Types of what one side alone may say for years.
_STANCES = {"AGREE", "REQUEST", "SUPPORT", "THREATEN", "AID", "REJECT", "ACCUSE"}


#: Types of which a bound in time is that of what is asked or promised.
_ASKS = {"REQUEST", "AGREE", "THREATEN"}


def _yet_to_come(expression: Dated, scene: Scene) -> bool:
    """Whether a time lies after the day of writing, so that nothing done can be of it."""
    now = scene.clock.now
    return now is not None and expression.when.first is not None and expression.when.first > now + timedelta(days=1)


def typed(act: Act, verdict: Verdict) -> tuple[str, str, float]:
    """The event type of an act, its mode ("" for none), and how sure the classifier is; "" for all where it reports no event."""
    type_, sure = _type(act, verdict)
    if act.entry is None:
        return type_, verdict.mode(type_) if type_ else "", sure
    return type_, act.entry.mode if act.entry.type == type_ else "", sure  # where the lexicon means another type, no mode is guessed


def _type(act: Act, verdict: Verdict) -> tuple[str, float]:
    """The event type of an act and how sure the classifier is; "" where it reports no event."""
    told = act.entry.type if act.entry else ""
    own = _PLV.get(told, told)
    if act.stands != "actual":
        if not told or (not act.actors and act.cue != "scenario") or (act.token.pos_ != "VERB" and short_news(act.scene) and verdict.types[own] < _SPOKEN_OF * (1 - verdict.types["NONE"])):
            return "", 0.0
        return told, verdict.types[own]
    lend = _LEND_MORE if act.entry and act.entry.wants - {"*"} else _LEND
    scores = {t: p * (lend if t == own else 1.0) for t, p in verdict.types.items()}
    total = sum(scores.values())
    best = max(scores, key=scores.__getitem__)
    sure = scores[best] / total
    if best == "NONE" or sure < (_SURE if act.entry else _SURER) or (not act.actors and sure < _ALONE):
        return (told, verdict.types[own]) if _plainly_told(act, verdict.types["NONE"]) else ("", 0.0)
    if best == "ASSAULT" and act.entry is not None and act.entry.mode == "ceasefire":
        best = own  # "a truce between the rebels and the army"
    if best == "YIELD":
        ground = sum(p for m, p in verdict.modes.items() if m.partition("/")[0] == "RETREAT")
        way = sum(p for m, p in verdict.modes.items() if m.partition("/")[0] == "CONCEDE")
        best = told if own == "YIELD" else "RETREAT" if ground >= way else "CONCEDE"
    return best, sure


#: What hurts without anybody being named who laid or fired it.
_THINGS = {"mine", "landmine", "bomb", "explosion", "blast", "shell", "missile", "rocket", "drone", "grenade", "mortar", "device", "shot", "bullet"}


def _plainly_told(act: Act, none: float) -> bool:
    """Whether the lexicon alone makes an act an event: a verb with its object, or a noun with its own day.

    `none` is the classifier's belief that nothing is reported, which may not be near certain.
    """
    if act.entry is None:
        return False
    if act.entry.type == "ASSAULT" and none > _EVEN and act.actors and act.actors[0].id.partition(":")[2] in _UNARMED:
        return False  # refugees who cross a border
    if act.token.pos_ == "VERB":
        framed = bool(act.entry.wants) and none < _DOUBT
        by_thing = act.entry.type == "ASSAULT" and not act.actors and any(c.dep_ == "nsubj" and c.lemma_.lower() in _THINGS for c in act.token.children)
        return (bool(act.actors) and (framed or none < _EVEN)) or ((framed or by_thing) and bool(act.recipients) and (by_thing or is_passive(act.token)))
    return act.scene.own_time(act.token) is not None and act.entry.type in _SELF_DATED and none < _DATED_NOUN


def news_time(token: Token, scene: Scene) -> When | None:
    """The time of an undated act: news of the day in a short report, some day before it in an analysis."""
    published = scene.document.published
    if published is None:
        return None
    if short_news(scene) and not _background(token):
        return When(published - timedelta(days=1), published, "day", "published", "no date in the text; news of the day or the day before")
    return When(None, published, "vague", "published", "no date in the text; not after its publication")


def told_beside(token: Token, scene: Scene) -> When | None:
    """The time of an undated act that a longer text tells beside a dated one.

    It is that of the verb whose participle it is ("On 24 April it answered, shutting its airspace"), or the only one of the
    sentence, in the same tense ("In April it offered ...; both turned it down").
    """
    if scene.document.published is not None and short_news(scene):
        return None
    if token.tag_ == "VBG" and token.dep_ in {"advcl", "conj", "pcomp"} and not any(c.dep_ in {"mark", "aux"} for c in token.children):
        verb = token
        while verb.tag_ == "VBG" and verb.dep_ in {"advcl", "conj", "pcomp"} and (verb.head.pos_ == "VERB" or verb.head.lower_ == "by"):
            verb = verb.head if verb.head.pos_ == "VERB" else verb.head.head
        above = scene.time_at(verb) if verb.tag_ == "VBD" else None
        return _inferred(above.when) if above is not None and not above.relation else None
    days = [e for e in scene.times if e.when.first and e.when.precision in {"day", "month"}]
    if len(days) != 1 or days[0].relation or _yet_to_come(days[0], scene):
        return None
    verb = token
    while verb.dep_ in {"conj", "xcomp"} and verb.head.pos_ == "VERB":
        verb = verb.head
    beside = verb.dep_ == "ROOT" or (verb.dep_ in {"ccomp", "parataxis"} and verb.head.dep_ == "ROOT" and verb.head.tag_ == "VBD")
    if not beside or token.tag_ != "VBD" or _background(token) or any(t.lower_ in {"before", "after"} for t in token.subtree):
        return None
    return _inferred(days[0].when)


def _inferred(when: When) -> When:
    return replace(when, basis="inferred", reason=f"told beside {when.text()} in the same sentence")


#: Verbs and nouns of justice and of remembrance: what they are about is older than they are.
_LATER = {"arrest", "charge", "accuse", "convict", "sentence", "suspect", "try", "jail", "imprison", "indict", "plead", "acquit", "extradite", "investigate", "investigation", "probe", "inquiry", "inquest", "trial", "apologise", "apologize", "commemorate", "commemoration", "anniversary", "testify", "sue", "lawsuit", "honour", "honor", "admit", "acknowledge", "role", "involvement", "charges", "suspicion", "remember", "memorial", "video", "footage", "responsible", "guilty"}


def _background(token: Token) -> bool:
    """Whether an undated act is older than the news: told in the pluperfect, or what a trial or an anniversary is about."""
    if any(c.dep_ in {"aux", "auxpass"} and c.lower_ == "had" for c in token.children):
        return True
    word, below = token, False
    for _ in range(6):
        if word.head == word:
            return False
        below = below or word.dep_ in {"prep", "pcomp", "relcl", "acl"}
        word = word.head
        if below and word.lemma_.lower() in _LATER:
            return True
    return False


def _clause(token: Token, scene: Scene) -> Evidence:
    """The words of the act: the verb's clause without the clauses it reports, or the noun's phrase."""
    cut = [t for t in token.children if t.dep_ in {"ccomp", "parataxis", "relcl"}]
    if token.pos_ == "VERB":
        cut += [t for t in token.children if t.dep_ == "conj" and t.pos_ == "VERB"]
    first, last = scene.sentence.subtree(token, without=cut)
    if first.i > token.i or last.i < token.i:
        first = last = token
    return scene.sentence.quote(first, last)
