"""Odds for a question in somebody's own words: how often such a thing happened in past windows of the same length.

Base rate: windows of the question's length that end before the day it is asked, begun every week, of which the
share saw such an event; overlapping windows count for as many as would fit side by side. A weak prior stands for what
is asked about: most changes that people ask about do not come, more of them in a longer time. Recency: an exponential-decay
Poisson process. The two are pooled (`detente.forecasting.pool`; where too few are known for the learned weights, as the mean of their log-odds) and drawn back to the prior by `DRAWN` of the way. A question
asks for one particular thing, of which the events of its type are only a wider class: every word by which it is narrower makes
it less likely than the class. In a record that is `thin` (editors choose what is in it) silence proves nothing, and what was never
seen keeps the prior.

The prior, its growth and the narrowing were looked at on 126 closed tournament questions of 2011 to 2015.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from detente.forecasting.commitments import Promise
from detente.forecasting.pool import LEAST, pooled
from detente.forecasting.record import Deed, remembered
from detente.forecasting.windows import at_least, counts, dispersion, held, logistic, logit, rate, recency, seen, smoothed
from detente.model import Evidence, Forecast, Question, Reason, ReferenceClass
from detente.model.identity import bodies, identify
from detente.model.memory import Memory

#: The prior's share of windows of `SPAN` days with the event, the power of the length by which it grows, its highest, and how many
#: windows it counts for.
PRIOR, SPAN, GROWTH, MOST, WEIGHT = 0.15, 90, 0.7, 0.5, 2.0
#: How much less likely each further word makes what is asked than its class: 1 / (1 + this times the words).
NARROWER = 0.3
#: How far the log-odds are drawn back to the prior.
DRAWN = 0.15
#: The half-life of a past event, in days, and how many of the latest days are taken away in turn to show what they are worth.
HALF_LIFE, AWAY = 180.0, 2
METHOD = "windows of the past and recency, pooled"
_MUTUAL = {"CONSULT", "COOPERATE"}


def asked(question: Question, days: Iterable[date], *, begin: date, thin: bool = False, promise: Promise | None = None, calendar: Sequence[Forecast] = ()) -> Forecast:
    """The odds of a question whose window begins after the day it is asked, from the days on which the record tells such a thing.

    What lies after the day it is asked is not looked at; `begin` is the first day that the record covers. An open `promise` to do it
    adds its own chance, as if independent, and so does a planned meeting of the `calendar` that would answer it.
    """
    as_of = question.first - timedelta(days=1)
    days = sorted({d for d in days if d <= as_of})
    begin = min(begin, as_of)
    length = (question.last - question.first).days + 1
    k, n = seen(days, begin=begin, as_of=as_of, length=length)
    prior = prior_of(length)
    base = prior if thin and not days else smoothed(k, n, begin=begin, as_of=as_of, length=length, prior=prior, weight=WEIGHT)
    words = narrower(question.text)
    narrow = 1 / (1 + NARROWER * len(words))
    once = narrow * _pooled(days, begin, as_of, length) if days else prior if thin else _pooled(days, begin, as_of, length)
    spread = dispersion(days, begin=begin, as_of=as_of, length=length)
    mean = rate(days, begin=begin, as_of=as_of, half_life=HALF_LIFE, prior=0.25) * length
    probability = at_least(question.least, once, mean, spread)
    reasons = [
        Reason(f"to begin with, {prior:.0%}: of what people ask about, so much comes in {length} days", None),
        Reason(f"such a thing was reported in {k} of {n} past windows of {length} days", round(base - prior, 3)),
        Reason(f"the last was {(as_of - days[-1]).days} days before ({days[-1]})" if days else "none is in the record so far", round(once / narrow - base if days else once - base, 3)),
    ]
    if days and words:
        reasons.append(Reason(f"it is narrower than such things are, by {', '.join(f'“{w}”' for w in words)}", round(once - once / narrow, 3)))
    if question.least > 1:
        reasons.append(Reason(f"asked for {question.least} at least, where {mean:.1f} are to be expected, with a variance of {spread:.1f} times that", round(probability - once, 3)))
    rest = 1.0
    for told, chance, evidence in _beside(question, promise, calendar) if question.least == 1 else ():
        either = 1 - (1 - probability) * (1 - chance)
        reasons.append(Reason(told, round(either - probability, 3), evidence))
        probability, rest = either, rest * (1 - chance)
    for day in days[: -AWAY - 1 : -1]:
        less = at_least(question.least, narrow * _pooled([d for d in days if d != day], begin, as_of, length), mean, spread)
        less = 1 - (1 - less) * rest
        reasons.append(Reason(f"without what was reported for {day} it would be {held(less):.0%}", round(probability - less, 3)))
    return Forecast(
        id=identify("forecast", question.id, METHOD), question=question, probability=round(held(probability), 4), as_of=as_of, method=METHOD,
        reference=ReferenceClass(f"weekly windows of {length} days since {begin}", k, n, tuple(d.isoformat() for d in days[-20:])), reasons=tuple(reasons),
        counts=counts(held(probability) if question.least == 1 else once, mean, spread),
    )


def _beside(question: Question, promise: Promise | None, calendar: Sequence[Forecast]) -> Iterator[tuple[str, float, tuple[Evidence, ...]]]:
    """What else may bring it about, beside what the record's past says: in words, its chance, its evidence."""
    if planned := max((f for f in calendar if _answered_by(question, f)), key=lambda f: f.probability, default=None):
        yield f"a meeting is planned that would answer it, itself given {planned.probability:.0%}", planned.probability, planned.question.evidence[:2]
    if promise is not None:
        owed = " ".join(promise.standing.commitment.record.action.split())[:120]
        yield f"it is undertaken: “{owed}”; of 16 provisions of agreements between states 10 were carried out, in time or late", promise.chance, promise.standing.commitment.evidence[:2]


def _answered_by(question: Question, planned: Forecast) -> bool:
    """Whether a planned meeting, if held within a week of its day, would answer the question with yes."""
    q = planned.question
    if {t.partition("/")[0] for t in question.types} != {"CONSULT"} or q.first == q.last or not q.meeting or q.last > question.last + timedelta(days=7):
        return False
    return _among(_bodies(question.actors) | _bodies(question.recipients), frozenset(q.parties))


def prior_of(length: int) -> float:
    """What is given to something that is asked about, of which nothing is known but the days it has."""
    return min(MOST, PRIOR * float((length / SPAN) ** GROWTH))


def narrower(text: str) -> list[str]:
    """The words by which a question is narrower than the class of its event: those beyond its verb and one object."""
    plain = [w for w in re.findall(r"\b[a-z]{4,}\b", text) if w not in _USUAL]
    return list(dict.fromkeys(plain))[2:]


_USUAL = {"going", "deputy", "ministers", "presidents", "foreign", "leader", "next", "week", "weeks", "month", "months", "year", "years", "days", "coming", "this", "will", "before", "between", "their", "with", "from", "that", "have", "than", "more", "least", "such", "into", "over", "other", "after", "until", "within", "three", "four", "five", "separate", "different", "occasions", "times", "government", "president", "prime", "minister", "leaders", "country", "states", "nations"}


def _pooled(days: Sequence[date], begin: date, as_of: date, length: int) -> float:
    """The probability of at least one of the class, from the days on which there was one: by the learned pool where they are enough for it."""
    prior = prior_of(length)
    if len(days) >= LEAST:
        return logistic((1 - DRAWN) * logit(pooled(days, types=(), begin=begin, as_of=as_of, length=length)) + DRAWN * logit(prior))
    k, n = seen(days, begin=begin, as_of=as_of, length=length)
    base = smoothed(k, n, begin=begin, as_of=as_of, length=length, prior=prior, weight=WEIGHT)
    recent = recency(days, begin=begin, as_of=as_of, length=length, half_life=HALF_LIFE, prior=0.25)
    told = (logit(base) + logit(recent)) / 2 if days else logit(min(base, recent))
    return logistic((1 - DRAWN) * told + DRAWN * logit(prior))


def days_of(question: Question, record: Iterable[Deed]) -> list[date]:
    """The days on which an event table tells what a question asks about."""
    return sorted({d.day for d in record if fits(question, d)})


def days_in(question: Question, memory: Memory) -> list[date]:
    """The days up to its own on which a ledger tells what a question asks about: by events, meetings held and agreements concluded."""
    types, doers, others = set(question.types), _bodies(question.actors), _bodies(question.recipients)
    found = {d.day for d in remembered(memory) if not any("/" in t for t in types) and fits(question, d)}
    if types == {"CONSULT"}:
        found |= {m.record.when.last for m in memory.meetings if m.record.status == "held" and m.record.when and m.record.when.last and m.record.when.span <= _VAGUEST and _among(doers | others, bodies(m.record.participants) | bodies(m.record.convenor))}
    for entry in memory.events:
        e = entry.record
        if e.modality != "actual" or not e.when or not e.when.last or e.when.span > _VAGUEST or not ({e.type, f"{e.type}/{e.mode}"} & types):
            continue
        by, to = bodies(e.actors), bodies(e.recipients)
        together = e.type in _MUTUAL and _among(doers | others, by | to)
        if together or (e.type not in _MUTUAL and _side(doers, by, to, memory) and _side(others, to, by, memory)):
            found.add(e.when.last)
    return sorted(d for d in found if d <= memory.as_of)


#: An event whose time is told less exactly than this answers nothing (days).
_VAGUEST = 31


def _side(wanted: set[str], named: frozenset[str], opposite: frozenset[str], memory: Memory) -> bool:
    """Whether those named are whom the question names, or nobody is and it can only be them: the other of two parties."""
    if not wanted or wanted & named:
        return True
    parties = set(memory.pack.parties)
    return not named and len(parties) == 2 and bool(wanted & parties) and bool(opposite & (parties - wanted)) and not memory.pack.outsiders(opposite)


def _bodies(ids: Iterable[str]) -> set[str]:
    return {i.partition(":")[0] for i in ids} - {"UNK", "ORG", "BODY"}


def _among(wanted: set[str], named: frozenset[str]) -> bool:
    return len(wanted & named) >= min(2, len(wanted)) if wanted else False


def fits(question: Question, deed: Deed) -> bool:
    """Whether a deed would answer the question with yes: the type, and somebody of each side that is named."""
    if question.types and deed.type not in {t.partition("/")[0] for t in question.types}:
        return False
    doers, others = _bodies(question.actors), _bodies(question.recipients)
    sides = doers | others
    if deed.type in _MUTUAL or (len(doers) > 1 and not others):  # what several do together is between them
        return len({deed.source, deed.target} & sides) >= min(2, len(sides)) if sides else False
    if not doers and not others:
        return False
    return (not doers or deed.source in doers) and (not others or deed.target in others)
