"""The first case as of its day, from the shipped dossier alone: `python -m benchmarks.case`.

Each expectation of the case's reading that is a question is asked of the program as of 28 November 2021, at the horizons of the
case's verdicts, in the words of `case-questions.tsv` beside this file, which also holds what happened by the strict and by the lenient
criteria (facts from the press) and why the others are no questions. The planned meeting is asked as "on the day" and "within a
week"; of the two variants of one expectation each, and what the author does not list, has its share of a distribution.

The last line printed is one JSON object: expectations, asked (questions), brier and brier_lenient, base_brier (half-and-half odds), by_question.
"""

from __future__ import annotations

import csv
import json
from pathlib import Path
from tempfile import TemporaryDirectory

from detente.dispute import Dispute, demo
from detente.errors import DetenteError
from detente.forecasting.scenarios import shares
from detente.forecasting.scoring import brier
from detente.model import Alternative, Evidence, Forecast, ScenarioSet

QUESTIONS = Path(__file__).parent / "case-questions.tsv"
DAY, PLANNED = "2021-11-28", "2021-12-15"


def answer(dispute: Dispute, asked: str, made: tuple[Forecast, ...]) -> tuple[str, float, tuple[str, ...]]:
    """The question, the probability and the reasons for a row of the table."""
    sort, _, rest = asked.partition(":")
    if sort in {"alternative", "other"}:
        listed = scenario_set(int(rest))
        p = shares(listed)[listed.alternatives[-1 if sort == "other" else 0].id]
        return f"one of {rest} alternatives" if sort == "alternative" else f"none of {rest} alternatives", p, ("what is not listed gets as much as one that is",)
    if sort == "planned":
        wanted = f"be held on {PLANNED}?" if rest == "day" else f"within 7 days of {PLANNED}"
        f = next(f for f in made if wanted in f.question.text)
    else:
        f = dispute.ask(asked, as_of=DAY, keep=False)
    return f.question.text, f.probability, tuple(r.text for r in f.reasons)


def scenario_set(listed: int) -> ScenarioSet:
    """A set of so many alternatives without weights, and "other"."""
    words = Evidence("case", 0, 1, "x")
    return ScenarioSet(id="case", question="which way", alternatives=(*(Alternative(str(i), "", None, (words,)) for i in range(listed)), Alternative("other", "other")), evidence=(words,))


def main() -> None:
    """Run on the shipped dossier."""
    with QUESTIONS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    scores: list[dict[str, float | str]] = []
    with TemporaryDirectory() as folder, demo(Path(folder) / "case") as dispute:
        made = dispute.forecast(as_of=DAY, keep=False)
        for row in rows:
            if row["strict"] == "-":
                print(f"{row['expectation']}: no question: {row['note']}")
                continue
            try:
                text, p, reasons = answer(dispute, row["asked"], made)
            except DetenteError as why:
                print(f"{row['expectation']}: declined: {why}")
                continue
            strict, lenient = int(row["strict"]), int(row["lenient"])
            scores.append({"expectation": row["expectation"], "question": text, "probability": round(p, 4), "strict": strict, "lenient": lenient, "brier": round(brier(p, strict), 4)})
            print(f"{row['expectation']}: {text} {p:.0%}; strictly {'yes' if strict else 'no'}, leniently {'yes' if lenient else 'no'}: {row['note']}")
            for reason in reasons:
                print(f"     {reason}")
    both = [sum(brier(float(s["probability"]), int(s[c])) for s in scores) / len(scores) for c in ("strict", "lenient")]
    print(json.dumps({"expectations": len({r["expectation"] for r in rows}), "asked": len(scores), "brier": round(both[0], 4), "brier_lenient": round(both[1], 4), "base_brier": 0.25, "by_question": scores}))


if __name__ == "__main__":
    main()
