"""What happened, how unusual it is, and both sides' accounts where there are two."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from detente.model import Event, codebook
from detente.model.identity import bodies
from detente.model.memory import Entry, Memory
from detente.model.outlook import Group, Section, Statement
from detente.outlook.names import Names
from detente.outlook.words import day_words, plural, quoted

#: How far back "what happened" looks, in days, and how many events it prints.
WINDOW, MOST = 45, 14


def happened(memory: Memory, names: Names) -> Section:
    """The section: what is unusual first, then the events of the last weeks, newest first."""
    rare = tuple(unusual(memory, names))
    groups = [Group("How unusual it is", rare)] if rare else []
    rows = _recent(memory)
    if rows:
        groups.append(Group(f"Reported in the {WINDOW} days to {day_words(memory.as_of)}", tuple(_statement(e, names) for e in rows)))
    return Section("happened", "What happened, and how unusual it is", tuple(groups), note="An event is printed in the words of those who report it; where both sides report it, both accounts stand together.")


def unusual(memory: Memory, names: Names) -> Iterator[Statement]:
    """Rarities: the first leaders' meeting in so many days, a rise or fall in reported clashes."""
    parties = set(memory.pack.parties)
    met = [m for m in memory.meetings if m.record.status == "held" and m.record.level == "leaders" and m.record.format != "online" and parties <= bodies(m.record.participants) and m.record.when and m.record.when.day]
    days = sorted({m.record.when.day: m for m in met if m.record.when and m.record.when.day}.items())  # type: ignore[arg-type]
    if days:
        day, entry = days[-1]
        where = f" in {names.place(entry.record.place)}" if entry.record.place else ""
        host = names.actors(entry.record.convenor)
        text = f"The leaders met on {day_words(day)}{where}" + (f", convened by {host}" if host else "")
        evidence = entry.evidence[:2]
        if len(days) > 1:
            gap = (day - days[-2][0]).days  # type: ignore[operator]
            text += f": the first leaders' meeting in {plural(gap, 'day')}, as far as these texts were understood" if gap > 60 else f", {plural(gap, 'day')} after the one before"
            evidence += days[-2][1].evidence[:1]
            basis = "counted over the leaders' meetings in this ledger"
        else:
            text += ": the first that this ledger knows of"
            basis = "counted over this ledger, which begins with its oldest text"
        yield Statement(text + ".", evidence, basis=basis)
    clashes = _days_of(memory, "ASSAULT")
    if clashes:
        now = [e for d, e in clashes if (memory.as_of - d).days <= 30]
        begin = min(d for d, _ in clashes)
        months = max((memory.as_of - begin).days / 30, 1)
        usual = len(clashes) / months
        yield Statement(f"Days with a reported clash in the last 30: {len(now)}; the mean since {day_words(begin)} is {usual:.1f} in 30 days.", (now or [clashes[-1][1]])[-1].evidence[:1], basis="counted over the events in this ledger")
    freed = _days_of(memory, "RETREAT", mode="release")
    if freed:
        day, last = freed[-1]
        yield Statement(f"The last reported release of prisoners was on {day_words(day)}, {plural((memory.as_of - day).days, 'day')} ago; {plural(len(freed), 'day')} with one since {day_words(freed[0][0])}.", last.evidence[:1], basis="counted over the events in this ledger")


def _days_of(memory: Memory, type_: str, mode: str = "") -> list[tuple[date, Entry[Event]]]:
    found: dict[date, Entry[Event]] = {}
    parties = set(memory.pack.parties)
    for entry in memory.events:
        e = entry.record
        if e.type != type_ or (mode and e.mode != mode) or e.modality != "actual" or not e.when or not e.when.last or e.when.span > 10:
            continue
        involved = (bodies(e.actors) | bodies(e.recipients)) & parties
        others = memory.pack.outsiders(bodies(e.actors) | bodies(e.recipients))
        if not involved or (len(involved) < 2 and others) or e.when.last > memory.as_of:
            continue
        found.setdefault(e.when.last, entry)
    return sorted(found.items(), key=lambda pair: pair[0])


def _recent(memory: Memory) -> list[Entry[Event]]:
    """The weightiest recent events: many reports, both parties, strong types; one a day, type and side that did it, so that rival accounts of one day stand both."""
    begin = memory.as_of - timedelta(days=WINDOW)
    parties = set(memory.pack.parties)
    weight = {t.code: abs(t.weight) for t in codebook().values()}
    rows = []
    for entry in memory.events:
        e = entry.record
        if e.modality != "actual" or not e.when or not e.when.last or not begin <= e.when.last <= memory.as_of or e.when.span > 10:
            continue
        involved = (bodies(e.actors) | bodies(e.recipients)) & parties
        if not involved or len(e.evidence[0].exact.split()) < 5:
            continue
        societies = {memory.documents[x.document].society for r in entry.reports for x in r.evidence[:1]}
        rows.append((len(involved) + len(societies) + weight.get(e.type, 0) / 10, entry))
    best: dict[tuple[date | None, str, frozenset[str]], tuple[float, Entry[Event]]] = {}
    for score, entry in rows:
        key = (entry.record.when.last if entry.record.when else None, entry.record.type, bodies(entry.record.actors) & parties)
        if key not in best or score > best[key][0]:
            best[key] = (score, entry)
    chosen = sorted(best.values(), key=lambda pair: -pair[0])[:MOST]
    return sorted((e for _, e in chosen), key=lambda e: e.record.when.last, reverse=True)  # type: ignore[union-attr,arg-type,return-value]


def _statement(entry: Entry[Event], names: Names) -> Statement:
    """An event in its reporters' words: the first account of each society."""
    e = entry.record
    accounts: dict[str, Event] = {}
    for report in entry.reports:
        society = names.society_of(report.evidence[0])
        accounts.setdefault(society, report)
    first, *others = accounts.items()
    details = []
    for society, report in others:
        details.append(f"{names.press(society)}: “{quoted(report.evidence[0])}”")
    counted = [f"{m.what}{f' ({m.of})' if m.of else ''}: {_span(m.low, m.high)}{f', by the count of {names.actor(m.by)}' if m.by else ''}" for m in e.magnitude]
    if counted:
        details.append("as counted by the sources: " + "; ".join(dict.fromkeys(counted)))
    evidence = tuple(r.evidence[0] for r in accounts.values())
    return Statement(f"{day_words(e.when)}, {names.press(first[0])}:", evidence, holder=first[1].holder, quote=quoted(first[1].evidence[0]), tags=(e.type + (f"/{e.mode}" if e.mode else ""),), details=tuple(details))


def _span(low: int | None, high: int | None) -> str:
    if low == high:
        return f"{low:,}"
    if high is None:
        return f"at least {low:,}"
    return f"up to {high:,}" if low is None else f"{low:,} to {high:,}"
