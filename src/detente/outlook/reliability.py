"""The reliability picture: what was said against what came of it, and how often each was said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from detente.model import Settled

#: Bins of equal width.
BINS = 10


def bins(settled: Sequence[Settled]) -> list[dict[str, Any]]:
    """For each forecaster and bin in use: the mean probability given, the share that came true, its 95% Wilson interval, how many."""
    rows: dict[tuple[str, int], list[Settled]] = {}
    for s in settled:
        rows.setdefault((s.who, min(int(s.probability * BINS), BINS - 1)), []).append(s)
    made = []
    for (who, _), found in sorted(rows.items()):
        n, k = len(found), sum(s.outcome for s in found)
        low, high = wilson(k, n)
        made.append({"who": who, "given": sum(s.probability for s in found) / n, "came": k / n, "low": low, "high": high, "n": n})
    return made


def wilson(k: int, n: int, z: float = 1.96) -> tuple[float, float]:
    """The Wilson score interval of a share of `k` in `n` (Wilson 1927).

    >>> tuple(round(x, 2) for x in wilson(5, 10))
    (0.24, 0.76)
    """
    middle, half = (k + z * z / 2) / (n + z * z), z * ((k * (n - k) / n + z * z / 4) ** 0.5) / (n + z * z)
    return max(0.0, middle - half), min(1.0, middle + half)


def picture(settled: Sequence[Settled]) -> str:
    """The picture as SVG, a panel a forecaster; "" where nothing is settled."""
    points = bins(settled)
    if not points:
        return ""
    import altair as alt
    import vl_convert as vlc

    base = alt.Chart().encode(x=alt.X("given:Q", title="probability given", scale=alt.Scale(domain=[0, 1]), axis=alt.Axis(format="%", values=[0, 0.25, 0.5, 0.75, 1])))
    line = alt.Chart().mark_line(color="#bbb", strokeDash=[4, 3]).encode(x="from:Q", y="to:Q")
    y = alt.Y("came:Q", title="share that came true", scale=alt.Scale(domain=[0, 1]), axis=alt.Axis(format="%", values=[0, 0.25, 0.5, 0.75, 1]))
    dots = base.mark_circle(color="#1d4ed8", opacity=0.85).encode(y=y, size=alt.Size("n:Q", title="how many", scale=alt.Scale(range=[30, 500])), tooltip=["n:Q"])
    spans = base.mark_rule(color="#7aa2e3").encode(y=alt.Y("low:Q"), y2="high:Q")
    whos = list(dict.fromkeys(p["who"] for p in points))
    corners = [{"who": w, "from": v, "to": v, "given": v, "came": v} for w in whos for v in (0, 1)]
    panels = [
        alt.layer(line.properties(data=alt.Data(values=[c for c in corners if c["who"] == w])), *(m.properties(data=alt.Data(values=[p for p in points if p["who"] == w])) for m in (spans, dots))).properties(width=220, height=220, title=w)
        for w in whos
    ]
    chart = alt.concat(*panels, columns=3).configure_view(stroke="#eee").configure(font="Inter, Helvetica, Arial, sans-serif")
    svg: str = vlc.vegalite_to_svg(chart.to_json())
    return svg
