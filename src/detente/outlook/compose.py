"""Composing: the sections of an outlook out of memory and odds, each statement with its evidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from detente.model import Commitment, Evidence, Expectation, Forecast, Meeting
from detente.model.identity import bodies
from detente.model.memory import Entry, Memory, Standing, nearest
from detente.model.outlook import Group, Outlook, Section, Source, Statement
from detente.outlook.differ import differing
from detente.outlook.happened import happened, unusual
from detente.outlook.interests import interests
from detente.outlook.names import Names
from detente.outlook.timeline import timeline
from detente.outlook.words import day_words, odds_words, quoted

#: How far back "what analysts expect" and "strategies" look, in days.
RECENT = 120
#: How many dates ahead that are no meetings the calendar prints.
DATES = 12


def outlook(memory: Memory, forecasts: Sequence[Forecast], *, society: str = "") -> Outlook:
    """The whole outlook as data."""
    names = Names(memory, society)
    sections = (
        bottom_line(memory, forecasts, names),
        happened(memory, names),
        Section("odds", "What next? The program's odds", tuple(_odds(memory, forecasts, names)), note="Every probability comes from counts in this ledger alone; the reasons stand beside it. The model is simple and said to be so."),
        Section("calendar", "The calendar, by track of mediation", tuple(_calendar(memory, forecasts, names))),
        Section("expectations", "What analysts expect, beside what the program expects", tuple(_expectations(memory, forecasts, names))),
        Section("scenarios", "Scenarios", tuple(_scenarios(memory, forecasts, names))),
        Section("issues", "The issues and where they stand", tuple(_issues(memory, names))),
        Section("commitments", "Commitments and their state", tuple(_commitments(memory, forecasts, names)), note="States follow the Peace Accords Matrix. A state is what the reports known here say; “no report” means silence, not breach."),
        Section("strategies", "Strategies, as claimed", tuple(_strategies(memory, names)), note="Each is somebody's claim about somebody. The program reads no motives. A party without a claim here is one of whom the sources claim none."),
        differing(memory, names),
        interests(memory, names),
        _note_on_names(memory, names),
    )
    kept = tuple(s for s in sections if s.groups)
    points = tuple(timeline(memory, names))
    return Outlook(
        dispute=memory.pack.id,
        title=f"{memory.pack.title}: what next?",
        as_of=memory.as_of,
        sections=kept,
        sources=tuple(_sources(memory, kept, points)),
        timeline=points,
        scale=next((e.record.scale for e in memory.expectations if e.record.scale), ""),
    )


def bottom_line(memory: Memory, forecasts: Sequence[Forecast], names: Names) -> Section:
    """Four or five sentences that a reader in a hurry needs."""
    found: list[Statement] = list(unusual(memory, names))[:1]
    planned = [f for f in forecasts if f.question.meeting and f.question.first != f.question.last]
    if planned:
        f = min(planned, key=lambda f: f.question.last)
        meeting = next(m for m in memory.meetings if m.record.id == f.question.meeting)
        m = meeting.record
        who = names.actors(m.participants or m.convenor)
        where = f" in {names.place(m.place)}" if m.place else ""
        found.append(Statement(f"Next in the calendar: a meeting planned for {day_words(m.when)}{where}{' (' + who + ')' if who else ''}. It is {odds_words(f.probability)} to be held within a week of that day.", meeting.evidence[:2], odds=f.probability))
    for name in ("agreement", "release", "clash"):
        f2 = next((f for f in forecasts if not f.question.meeting and f.question.text.lower().find(_KEYS[name]) >= 0 and (f.question.last - memory.as_of).days == 90), None)
        if f2:
            found.append(Statement(f"{_CLAIMS[name]} within 90 days: {f2.probability:.0%}.", tuple(e for r in f2.reasons for e in r.evidence)[:2], odds=f2.probability, basis=f2.method, details=tuple(r.text for r in f2.reasons)))
    owed = [s for s in memory.standings if s.commitment.record.agreement]
    if owed:
        tally = {level: sum(s.level == level for s in owed) for level in ("full", "intermediate", "minimum", "none", "violated", "disputed", "no_report")}
        words = ", ".join(f"{n} {_LEVELS[level]}" for level, n in tally.items() if n)
        found.append(Statement(f"Of {len(owed)} duties written down in agreements: {words}.", owed[0].commitment.evidence[:1], basis="counted over the section on commitments"))
    return Section("bottom-line", "Bottom line", (Group("", tuple(found)),) if found else ())


_KEYS = {"agreement": "conclude an agreement", "release": "prisoners", "clash": "armed clash"}
_CLAIMS = {"agreement": "A new agreement between the parties", "release": "A release of prisoners", "clash": "An armed clash between the parties"}
_LEVELS = {"full": "done", "intermediate": "done in part", "minimum": "barely begun", "none": "not done, as claimed", "violated": "broken, as reported", "disputed": "disputed", "no_report": "without a report"}


def _odds(memory: Memory, forecasts: Sequence[Forecast], names: Names) -> Iterator[Group]:
    meetings = [f for f in forecasts if f.question.meeting]
    if meetings:
        yield Group("Planned meetings", tuple(_forecast(f) for f in meetings))
    rest = [f for f in forecasts if not f.question.meeting and not f.question.about]
    for text in dict.fromkeys(f.question.text.split(" within ")[0] for f in rest):
        group = [f for f in rest if f.question.text.startswith(text)]
        yield Group(f"{text}?", tuple(_forecast(f) for f in group))


def _forecast(f: Forecast) -> Statement:
    reasons = tuple(f"{r.text}{f' ({r.change:+.0%})' if r.change is not None else ''}" for r in f.reasons)
    if f.counts:
        reasons += (f"how many: {', '.join(f'{s.text} {s.probability:.0%}' for s in f.counts)}",)
    evidence = tuple(dict.fromkeys((*f.question.evidence[:1], *(e for r in f.reasons for e in r.evidence))))[:3]
    return Statement(f"{f.question.text} {f.probability:.0%}.", evidence, basis=f"{f.method}; {f.reference.k} of {f.reference.n}: {f.reference.name}", odds=f.probability, details=(*reasons, f"settled yes if {f.question.strict}; leniently if {f.question.lenient}"))


def _calendar(memory: Memory, forecasts: Sequence[Forecast], names: Names) -> Iterator[Group]:
    odds = {f.question.meeting: f for f in forecasts if f.question.meeting and f.question.first != f.question.last}
    tracks = [(t.id, t.name) for t in memory.pack.tracks] + [("", "Other and unknown")]
    for id, title in tracks:
        rows = [m for m in memory.meetings if m.record.track == id and m.record.when and m.record.when.first and m.record.when.span <= 31]
        rows = [m for m in rows if _belongs(m.record, memory)]
        ahead = [m for m in rows if m.record.when and m.record.when.last and m.record.when.last > memory.as_of]
        gone = [m for m in rows if m not in ahead and (memory.as_of - (m.record.when.last or date.min)).days <= 180]  # type: ignore[union-attr]
        statements = []
        for entry in sorted([*ahead, *gone], key=lambda m: m.record.when.first, reverse=True):  # type: ignore[union-attr,arg-type,return-value]
            m = entry.record
            status = m.status
            if status in {"planned", "moved"} and entry not in ahead:
                status_words = "was planned; no report of how it went"
            else:
                status_words = {"held": "held", "planned": "planned", "moved": "moved", "cancelled": "called off", "failed": "did not take place", "proposed": "proposed"}[status]
            where = f", {names.place(m.place)}" if m.place else ", online" if m.format == "online" else ""
            what = m.format if m.format and m.format != "online" else {"leaders": "Leaders", "ministers": "Ministers", "deputies": "Deputy prime ministers", "officials": "Officials", "unknown": "Meeting"}[m.level]
            who = names.actors(m.participants or m.convenor)
            forecast = odds.get(m.id)
            statements.append(Statement(f"{day_words(m.when)}{where}: {what}{f' ({who})' if who else ''}, {status_words}.", entry.evidence[:3], tags=(status if "no report" not in status_words else "unknown",), odds=forecast.probability if forecast else None, details=(f"agenda: {', '.join(m.agenda)}",) if m.agenda else ()))
        if statements:
            yield Group(title, tuple(statements))
    dates = [e for e in memory.milestones if e.record.modality == "planned" and e.record.when.last and memory.as_of < e.record.when.last and e.record.when.span <= 366]
    dates.sort(key=lambda e: e.record.when.last or date.max)
    if dates:
        yield Group("Other dates ahead, as told", tuple(Statement(f"{day_words(e.record.when)}, {names.press(names.society_of(e.evidence[0]))}:", e.evidence[:1], holder=e.record.holder, quote=quoted(e.evidence[0])) for e in dates[:DATES]))


def _belongs(m: Meeting, memory: Memory) -> bool:
    """Whether a meeting is of this dispute: a party sits in it, or it lies ahead and a mediator of a track calls it."""
    mediators = {c for t in memory.pack.tracks for c in t.convenors}
    if bodies(m.participants) & set(memory.pack.parties):
        return True
    return m.status in {"planned", "moved"} and bool((bodies(m.convenor) | bodies(m.participants)) & mediators)


def _expectations(memory: Memory, forecasts: Sequence[Forecast], names: Names) -> Iterator[Group]:
    rows = [e for e in memory.expectations if (memory.as_of - e.known).days <= RECENT and not (e.record.horizon and e.record.horizon.last and e.record.horizon.last < memory.as_of)]
    rows = [e for e in rows if _of_dispute(e.record, memory)]
    by_holder: dict[str, list[Entry[Expectation]]] = {}
    for e in rows:
        by_holder.setdefault(e.record.holder, []).append(e)
    for holder, found in sorted(by_holder.items(), key=lambda pair: -len(pair[1])):
        statements = []
        for entry in found[:12]:
            x = entry.record
            mine = nearest(x, forecasts, memory)
            sized = f"{x.low:.0%} to {x.high:.0%} on the {x.scale.upper()} scale" if x.low is not None and x.high is not None else "a chance of no stated size"
            until = f"until {day_words(x.horizon)}" if x.horizon else "no date given"
            details = [f"hedge: “{x.hedge}”, {sized}; {until}"]
            if x.condition:
                details.append(f"on the condition: “{x.condition}”")
            if mine:
                details.append(f"the program, asked “{mine.question.text}”: {mine.probability:.0%}")
            else:
                details.append("no question of the program's own matches it")
            statements.append(Statement(f"{names.actor(holder)} expects:", x.evidence[:1], holder=holder, quote=quoted(x.evidence[0]), odds=mine.probability if mine else None, details=tuple(details)))
        yield Group(names.actor(holder), tuple(statements))


def _of_dispute(x: Expectation, memory: Memory) -> bool:
    text = memory.documents[x.evidence[0].document]
    return text.genre == "analysis" or bool(bodies(x.actors) & set(memory.pack.parties))


def _scenarios(memory: Memory, forecasts: Sequence[Forecast], names: Names) -> Iterator[Group]:
    for entry in memory.scenarios:
        s = entry.record
        if (memory.as_of - entry.known).days > RECENT:
            continue
        mine = {f.question.evidence: f for f in forecasts if f.question.about == s.id}
        rows = []
        for i, a in enumerate(x for x in s.alternatives if x.evidence):
            f = mine.get(a.evidence[:1])
            rows.append(Statement(f"{chr(65 + i)}{f' ({f.probability:.0%})' if f else ''}.", a.evidence, quote=quoted(a.evidence[0]), odds=f.probability if f else None, details=tuple(r.text for r in f.reasons[1:]) if f else ()))
        other = mine.get(())
        rows.append(Statement(f"Other{f' ({other.probability:.0%})' if other else ''}: something that the source does not list.", (), basis="added by the program to every set of scenarios", odds=other.probability if other else None))
        only = "one excludes the other" if s.exclusive else "more than one may come true"
        yield Group(f"As {names.actor(s.holder)} sees it ({only})", tuple(rows), note=quoted(s.evidence[0]))


def _issues(memory: Memory, names: Names) -> Iterator[Group]:
    own = [t.id for t in memory.pack.topics]
    lately = memory.as_of - timedelta(days=90)
    rows = []
    for entry in memory.issues:
        documents = {e.document for e in entry.evidence}
        known = {d: memory.documents[d].known for d in documents if d in memory.documents}
        recent = [d for d, k in known.items() if k and k >= lately]
        rows.append((entry, recent, len(documents)))
    rows.sort(key=lambda r: (own.index(r[0].record.topic) if r[0].record.topic in own[:8] else 99, -len(r[1])))
    for entry, recent, total in rows:
        issue = entry.record
        if len(recent) < 2:
            continue
        statements = [Statement(f"Treated in {len(recent)} of the texts of the last 90 days ({total} in all).", entry.evidence[-1:], basis="counted")]
        statements += _latest_on(issue.topic, memory, names)
        for s in issue.salience[-2:]:
            statements.append(Statement(f"Weight for {names.actor(s.party)}, as a source puts it:", (s.evidence,), quote=s.words))
        yield Group(issue.title, tuple(statements))


def _latest_on(topic: str, memory: Memory, names: Names) -> list[Statement]:
    """The two latest deeds on an issue, with who reports them."""
    stands = {"actual", "planned", "promised", "failed"}
    rows = [e for e in memory.events if topic in e.record.topics[:2] and e.record.modality in stands and len(e.record.evidence[0].exact.split()) > 6]
    rows = [e for e in rows if bodies(e.record.actors) | bodies(e.record.recipients) and e.record.when and e.record.when.span <= 31 and (memory.as_of - e.known).days <= 200]
    rows.sort(key=lambda e: (e.record.when.last, len(e.reports)), reverse=True)  # type: ignore[union-attr]
    found = []
    for e in rows[:2]:
        evidence = e.evidence[0]
        found.append(Statement(f"{day_words(e.record.when)}, {names.press(names.society_of(evidence))}:", (evidence,), quote=quoted(evidence), tags=(e.record.modality,)))
    return found


def _commitments(memory: Memory, forecasts: Sequence[Forecast], names: Names) -> Iterator[Group]:
    odds: dict[str, list[Forecast]] = {}
    for f in forecasts:
        odds.setdefault(f.question.about, []).append(f)
    titles = {r.id: a.record.title for a in memory.agreements for r in (a.record, *a.reports)}
    groups: dict[str, list[Standing]] = {}
    for s in memory.standings:
        if s.commitment.record.agreement:
            groups.setdefault(s.commitment.record.agreement, []).append(s)
    for agreement, rows in groups.items():
        rows.sort(key=lambda s: _number(s.commitment.record.number))
        yield Group(titles.get(agreement, "An agreement"), tuple(_standing(s, odds, names) for s in rows))
    promises = [s for s in memory.standings if not s.commitment.record.agreement and (memory.as_of - s.commitment.known).days <= 365 and bodies(s.commitment.record.obligors) & set(memory.pack.parties)]
    if promises:
        promises.sort(key=lambda s: s.commitment.known, reverse=True)
        yield Group("Undertakings reported outside a written text", tuple(_standing(s, odds, names) for s in promises[:10]))


def _number(number: str) -> tuple[int, str]:
    digits = "".join(c for c in number if c.isdigit())
    return (int(digits) if digits else 999, number)


def _standing(s: Standing, odds: dict[str, list[Forecast]], names: Names) -> Statement:
    c: Commitment = s.commitment.record
    owes = names.actors(c.obligors)
    due = f"due {day_words(c.due.last)}" if c.due and c.due.last else "no date set"
    slip = f", {s.slip:+d} days" if s.slip else ""
    details = [f"{day_words(r.known)}, {'reported' if r.deed else 'claimed'} by {names.actor(r.holder)}: “{r.text[:220]}”" for r in s.reports[:3] + (s.reports[-2:] if len(s.reports) > 5 else s.reports[3:5])]
    if len(s.reports) > 5:
        details.insert(3, f"… {len(s.reports) - 5} more reports …")
    mine = odds.get(c.id, [])
    details += [f"the program's odds that it is reported as done by {day_words(f.question.last)}: {f.probability:.0%} ({f.reference.k} of {f.reference.n} {f.reference.name}, with a weak prior)" for f in mine]
    evidence: tuple[Evidence, ...] = (*c.evidence[:1], *(e for r in s.reports[-2:] for e in r.evidence))
    head = f"{c.number}. " if c.number else ""
    return Statement(f"{head}{owes} ({due}{slip}):", evidence, holder=c.holder, quote=quoted(c.evidence[0]), tags=(s.level, *(("overdue",) if s.overdue else ())), odds=mine[0].probability if mine else None, details=tuple(details))


def _strategies(memory: Memory, names: Names) -> Iterator[Group]:
    rows = [e for e in memory.strategies if (memory.as_of - e.known).days <= RECENT]
    for actor in dict.fromkeys(e.record.actor.partition(":")[0] for e in rows):
        statements = []
        for e in rows:
            z = e.record
            if z.actor.partition(":")[0] != actor:
                continue
            parts = [f"means: “{m}”" for m in z.means] + [f"aim: “{a}”" for a in z.aims] + [f"effect: “{x}”" for x in z.effects]
            statements.append(Statement(f"{names.actor(z.holder)} says of {names.actor(z.actor)}:", z.evidence[:1], holder=z.holder, quote=quoted(z.evidence[0]), details=tuple(parts)))
        if statements:
            yield Group(names.actor(actor), tuple(statements[:8]))


def _note_on_names(memory: Memory, names: Names) -> Section:
    rows = []
    for place in names.contested():
        forms = "; ".join(f"{names.actor(s)}: {', '.join(n.name for n in place.names if n.society == s)}" for s in dict.fromkeys(n.society for n in place.names if n.society))
        evidence = next((e.record.evidence[:1] for e in memory.places if e.record.id == place.id), ())
        rows.append(Statement(f"{names.place(place.id)}. {forms}.", evidence))
    policy = f"Place names in the program's own sentences follow the form of {names.actor(names.society)}." if names.society else "In the program's own sentences places bear both names, in no order of merit."
    return Section("names", "A note on names", (Group("", tuple(rows), note=policy + " Quotations keep the names that their authors used."),) if rows else ())


def _sources(memory: Memory, sections: tuple[Section, ...], points: tuple[dict[str, Any], ...]) -> Iterator[Source]:
    cited = dict.fromkeys(e.document for s in sections for st in s.statements for e in st.evidence)
    cited |= dict.fromkeys(p["document"] for p in points)
    order = sorted(cited, key=lambda d: (memory.documents[d].known or date.min, d))
    for number, id in enumerate(order, 1):
        d = memory.documents[id]
        yield Source(number, id, d.title, d.author, d.publisher, d.society, d.published, d.appearances[0].uri if d.appearances else "", d.rests_on)
