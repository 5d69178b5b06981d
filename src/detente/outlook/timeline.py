"""The timeline: meetings, agreements, releases and clashes over time, as data and as a picture."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from detente.model.identity import bodies
from detente.model.memory import Memory
from detente.model.outlook import Outlook
from detente.outlook.names import Names
from detente.outlook.words import day_words

_LANES = ("Planned", "Leaders meet", "Other meetings", "Releases, hand-overs", "Clashes")
_COLOURS = ("#c2410c", "#1d4ed8", "#7aa2e3", "#15803d", "#4b5563")


#: Meetings planned for later than this many days ahead are left out of the picture.
AHEAD = 365


def timeline(memory: Memory, names: Names) -> Iterator[dict[str, Any]]:
    """The points of the picture: day, lane, label, and the document and offset that it leads to."""
    parties = set(memory.pack.parties)
    for entry in memory.meetings:
        m = entry.record
        if not m.when or not m.when.last or m.when.span > 7 or (m.when.last - memory.as_of).days > AHEAD:
            continue
        if not parties & bodies(m.participants) and m.status not in {"planned", "moved"}:
            continue
        if m.status in {"planned", "moved"} and m.when.last > memory.as_of:
            lane = "Planned"
        elif m.status == "held" and m.when.last <= memory.as_of:
            lane = "Leaders meet" if m.level == "leaders" and parties <= bodies(m.participants) else "Other meetings"
        else:
            continue
        yield _point(m.when.last.isoformat(), lane, f"{names.place(m.place) if m.place else 'meeting'}, {day_words(m.when)}", entry.evidence[0])
    for event in memory.events:
        e = event.record
        if e.modality != "actual" or not e.when or not e.when.last or e.when.span > 10 or e.when.last > memory.as_of:
            continue
        involved = (bodies(e.actors) | bodies(e.recipients)) & parties
        others = memory.pack.outsiders(bodies(e.actors) | bodies(e.recipients))
        if e.type == "ASSAULT" and involved and (len(involved) > 1 or not others):
            lane = "Clashes"
        elif e.type == "RETREAT" and e.mode in {"release", "return", "withdraw"} and involved and not others:
            lane = "Releases, hand-overs"
        else:
            continue
        yield _point(e.when.last.isoformat(), lane, f"{day_words(e.when)}: {' '.join(e.evidence[0].exact.split())[:90]}", event.evidence[0])


def _point(day: str, lane: str, label: str, evidence: Any) -> dict[str, Any]:
    return {"day": day, "lane": lane, "label": label, "document": evidence.document, "start": evidence.start}


def picture(outlook: Outlook) -> str:
    """The timeline as SVG, drawn without a script or the network; "" where there is nothing to draw."""
    points = [{**p, "href": f"#e-{p['document'][:12]}-{p['start']}"} for p in outlook.timeline]
    if not points:
        return ""
    import altair as alt
    import vl_convert as vlc

    lanes = [lane for lane in _LANES if any(p["lane"] == lane for p in points)]
    colours = [_COLOURS[_LANES.index(lane)] for lane in lanes]
    first, last = min(p["day"] for p in points), max(p["day"] for p in points)
    domain = [_shift(first, -8), _shift(last, 10)]
    x = alt.X("day:T", title=None, scale=alt.Scale(domain=domain), axis=alt.Axis(format="%b %Y", labelAngle=0, grid=True, gridColor="#eee", tickCount=8, labelColor="#555"))
    y = alt.Y("lane:N", sort=lanes, title=None, axis=alt.Axis(labelFontSize=12, labelLimit=160, domain=False, ticks=False, grid=True, gridColor="#f3f3f3", labelColor="#333"))
    marks = (
        alt.Chart(alt.Data(values=points))
        .mark_point(filled=True, size=85, opacity=0.75)
        .encode(x=x, y=y, color=alt.Color("lane:N", scale=alt.Scale(domain=lanes, range=colours), legend=None), href="href:N", tooltip="label:N")
    )
    today = alt.Chart(alt.Data(values=[{"day": outlook.as_of.isoformat()}])).mark_rule(color="#c2410c", strokeDash=[4, 3]).encode(x="day:T")
    chart = (today + marks).properties(width=760, height=38 * len(lanes)).configure_view(stroke=None).configure(font="Inter, Helvetica, Arial, sans-serif")
    svg: str = vlc.vegalite_to_svg(chart.to_json())
    # The library resolves links against an address of its own; ours lead to places on the page.
    return re.sub(r'href="[^"#]*#e-', 'href="#e-', svg)


def _shift(day: str, days: int) -> str:
    from datetime import date

    try:
        return (date.fromisoformat(day) + timedelta(days=days)).isoformat()
    except OverflowError:
        return day
