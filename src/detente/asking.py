"""Questions in plain English to event patterns: "Will A do this to B before that day?", or why one cannot be asked.

The question is turned into the statement it asks about and coded as any other text, so that a question means what
the same words mean in a report.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from detente.coding import names_of, sighted
from detente.coding.acts import Act, typed
from detente.coding.classify import Verdict, classifier
from detente.coding.lexicon import lexicon
from detente.coding.meetings import meetings
from detente.coding.parse import pipeline
from detente.coding.scene import Scene
from detente.coding.times import Clock, expressions, intervals
from detente.config import world
from detente.errors import DeclinedError
from detente.model import Pack, Question
from detente.model.identity import bodies, identify
from detente.reading.document import document

_SYMMETRIC = {"CONSULT", "COOPERATE"}
#: What is asked about when somebody is to leave or to keep an office.
_LEAVES = re.compile(r"\b(vacate|step down|resign|leave office|cease to (?:be|hold|serve)|lose (?:his|her|their) (?:post|office)|be (?:ousted|removed|impeached|replaced)|no longer (?:be|hold))\b", re.I)
#: What an assembly does in favour of something.
_PASSES = re.compile(r"\b(?:pass|adopt|approve|ratify|vote for)\b", re.I)
_STAYS = re.compile(r"\b(remain|continue|stay|still)\b[^?]*\b(in office|in power|president|prime minister|chancellor|leader|minister|head of)\b", re.I)
_OPEN = re.compile(r"^\s*(who|what|which|when|where|how|why)\b", re.I)
_AMOUNT = re.compile(
    r"\b(?:more|fewer|less|greater|higher|lower) than\b|\b(?:exceed|above|below|surpass|at least|at most|percent|per cent|price|rate|yield|index|GDP|barrel|score|rank|rating|"
    r"number of|how many|turnout|share of|majority|seats?|close (?:at|above|below)|per (?:day|dollar|euro))\b|%|\$|€", re.I,
)
#: How many times it must happen, where that is asked.
_TIMES = re.compile(r"\s*\b(?:on |in )?(?:at least )?(?P<n>two|three|four|five|six|[2-9]|1[0-9])(?: or more)? (?:(?:separate|different|distinct) (?:times|occasions|days|groups|batches)|times|occasions)\b", re.I)
_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
#: What asks whether something will not happen, or will end.
_NEGATED = re.compile(r"\bwill\b.{0,80}?\b(not|never|refrain|avoid|stop [a-z]+ing|cease [a-z]+ing|fail to|no longer)\b|\bwon[’']t\b", re.I)
_GOING = re.compile(r"^\s*(?:is|are)\s+(.+?)\s+going to\s+", re.I)
_CONTEST = re.compile(r"\b(win|be elected|be re-?elected|be nominated|be named|be the next|become the next|hold .{0,40}elections?|elections? (?:be held|occur|take place|commence))\b", re.I)


def question_of(text: str, *, as_of: date, pack: Pack | None = None) -> Question:
    """The pattern that a question asks about, from the day after `as_of`. Raises DeclinedError with the reason where there is none."""
    asked = text = " ".join(text.replace("*", " ").split())
    text = _GOING.sub(r"Will \1 ", text)
    if _OPEN.match(text):
        raise DeclinedError("this asks who, what or when; ask whether something will happen: “Will A do this to B before that day?”")
    if not re.search(r"\bwill\b", text, re.I):
        raise DeclinedError("there is no “will” in it; ask “Will A do this to B before that day?”")
    if re.search(r",? or will\b", text, re.I):
        raise DeclinedError("this asks which of several things will happen; ask about one of them")
    if (negated := _NEGATED.search(text)) and not _LEAVES.search(text):
        raise DeclinedError(f"“{negated.group(1) or negated.group()}” asks whether something will not happen; ask whether it will, and take the rest of 100%")
    least = 1
    if times := _TIMES.search(text):
        least = _NUMBERS.get(times["n"].lower()) or int(times["n"])
        text = text[: times.start()] + text[times.end() :]
    scenes, acts = _coded(_statement(text), as_of, pack)
    if (amount := _AMOUNT.search(text)) and not re.search(r"\bat least one\b", text, re.I):
        raise DeclinedError(f"“{amount.group()}” asks about an amount; only whether something happens at all can be asked")
    last = _deadline(text, as_of)
    if _STAYS.search(text):
        raise DeclinedError("this asks whether somebody stays in office; ask whether they leave it")
    if contest := _CONTEST.search(text):
        raise DeclinedError(f"“{contest.group()}” is a contest or a poll, for which the record of events holds no odds")
    try:
        types, actors, recipients, why = _pattern(text, scenes, acts)
    except DeclinedError:
        if (rough := _roughly(text)) == text:
            raise
        types, actors, recipients, why = _pattern(text, *_coded(rough, as_of, pack))
    if not actors and not recipients:
        raise DeclinedError("nobody in it is known here as a state, an organisation, an armed group or a leader")
    return Question(
        id=identify("question", asked, as_of), text=asked, first=as_of + timedelta(days=1), last=last, types=types, actors=actors, recipients=recipients,
        parties=tuple(dict.fromkeys(i.partition(":")[0] for i in (*actors, *recipients))), least=least,
        strict=f"{why} of {', '.join(actors) or 'anybody'}" + (f" towards {', '.join(recipients)}" if recipients else "") + (f" is reported for a day up to {last}" if least == 1 else f" is reported for {least} different days up to {last}"),
        lenient="a less exact actor of the same side counts too",
    )


def _coded(statement: str, as_of: date, pack: Pack | None) -> tuple[list[Scene], list[tuple[Act, Verdict]]]:
    seen, found = sighted([document(statement, uri="question", meta={"published": as_of.isoformat()})], names_of(pack or world()))
    verdicts = [v for judged in classifier().judge([a.passage for a in found[0]]) for v in judged]
    return seen[0], list(zip(found[0], verdicts, strict=True))


def _statement(text: str) -> str:
    """The question as the report that would answer it, "Will A meet B?" as "A did meet B."; what cannot be turned stays as it is."""
    doc = pipeline()(text.rstrip("?. ") + "?")
    will = next((t for t in doc if t.lower_ == "will"), None)
    if will is None:
        return text
    head = will.head if will.head != will else next((t for t in doc if t.dep_ == "ROOT"), will)
    subject = next((c for c in head.children if c.dep_ in {"nsubj", "nsubjpass", "csubj", "expl"} and c.i > will.i), None)
    if subject is None:
        return text
    end = head.i
    while end > subject.i + 1 and doc[end - 1].head == head and doc[end - 1].dep_ in {"aux", "auxpass", "neg", "advmod"}:
        end -= 1
    before, who = doc[: will.i].text, doc[will.i + 1 : end].text
    be = next((t for t in doc[end:] if t.lower_ == "be" and head in (t, t.head)), None)
    rest = "".join(f"was{t.whitespace_}" if t == be else t.text_with_ws for t in doc[end:]).rstrip("? ")
    told = f"{who[:1].upper()}{who[1:]} {'' if be is not None else 'did '}{rest}"
    return f"{before.rstrip(',')}, {told}." if before else f"{told}."


def _roughly(text: str) -> str:
    """The same where the parser has lost its way: the first word that may be the verb divides the question."""
    words = text.rstrip("?. ").split()
    verb = next((i for i, w in enumerate(words) if i > 1 and w in lexicon().verbs), None)
    return f"{' '.join(words[1:verb])} did {' '.join(words[verb:])}." if verb is not None and words[0].lower() == "will" else text


def _deadline(text: str, as_of: date) -> date:
    """The last day of the window: what a question names lies ahead."""
    at = Clock(as_of, None)
    days = [w.last for e in intervals(expressions(text, at, lambda start, end: 1), text) if (w := e.bounded(at)).last]
    if not days:
        raise DeclinedError("no day in it by which it must have happened; add “before 1 May 2027”")
    if max(days) <= as_of:
        raise DeclinedError(f"its window closes on {max(days)}, which is not after {as_of}")
    return max(days)


def _pattern(text: str, scenes: list[Scene], acts: list[tuple[Act, Verdict]]) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], str]:
    """Types, actors and recipients that would answer the question, and the words for it."""
    if leaving := _LEAVES.search(text):
        who = [n for s in scenes for n in s.named if n.kind in {"person", "organ"}]
        if who:
            return ("CONCEDE",), (who[0].id,), (), f"“{leaving.group()}”"
    met = [m for m in meetings(scenes) if len(bodies((*m.participants, *m.convenor))) > 1]
    if met and not any(a.token.dep_ == "ROOT" and (typed := _typed(a, v)) and (a.entry is not None or typed != "CONSULT") for a, v in acts):
        return ("CONSULT",), met[0].participants, (), "a meeting or talks"
    if (passing := _PASSES.search(text)) and (body := [n.id for s in scenes for n in s.named if n.kind in {"organisation", "organ"}][:1]):
        about = [n.id for s in scenes for n in s.named if n.kind == "state" and not n.adjectival][:1]
        return ("SUPPORT",), tuple(body), tuple(i for i in about if i not in body), f"“{passing.group()}”"
    ranked = sorted((a for a in acts if _typed(*a)), key=lambda a: (not a[0].actors, a[0].token.dep_ not in {"ROOT", "xcomp"}, sum(1 for _ in a[0].token.ancestors), a[0].token.i))
    if not ranked:
        raise DeclinedError("no word in it is known as an event between two; `detente explain` lists the event types")
    act, verdict = ranked[0]
    name = _typed(act, verdict)
    actors, recipients = (tuple(dict.fromkeys(n.id for n in side)) for side in (act.actors, act.recipients))
    if name.partition("/")[0] in _SYMMETRIC:
        actors, recipients = tuple(dict.fromkeys((*actors, *recipients))), ()
    type_ = name if name.startswith("RETREAT/") else name.partition("/")[0]  # a release is no withdrawal; other modes are one act in many ways
    return (type_,), actors, recipients, f"“{act.token.text}” ({name})"


def _typed(act: Act, verdict: Verdict) -> str:
    """The type of an act with its mode ("RETREAT/release"): as in a report, else by the lexicon alone, for who asks means something; "" for none."""
    type_, mode, _ = typed(act, verdict)
    if not type_ and act.entry is not None:
        type_, mode = act.entry.type, act.entry.mode
    return f"{type_}/{mode}" if mode else type_
