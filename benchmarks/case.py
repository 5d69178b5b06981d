"""The first case as of its day, from the shipped dossier alone: `python -m benchmarks.case`.

Each expectation of the case's reading that is a question is asked of the program as of 28 November 2021, in the words of
`case-questions.tsv` beside this file, which also holds what happened (facts from the press) and why the others are no questions.
A planned meeting is asked as "on the day" and "within a week", a standing question by its class and horizon.

The last line printed is one JSON object: expectations, asked, brier, base_brier (half-and-half odds), by_expectation.
"""

from __future__ import annotations

import csv
import json
from pathlib import Path
from tempfile import TemporaryDirectory

from detente.dispute import Dispute, demo
from detente.errors import DetenteError
from detente.model import Forecast

QUESTIONS = Path(__file__).parent / "case-questions.tsv"
DAY, PLANNED = "2021-11-28", "2021-12-15"


def answer(dispute: Dispute, asked: str, made: tuple[Forecast, ...]) -> Forecast:
    """The program's forecast for a row of the table."""
    sort, _, rest = asked.partition(":")
    if sort == "planned":
        wanted = f"be held on {PLANNED}?" if rest == "day" else f"within 7 days of {PLANNED}"
        return next(f for f in made if wanted in f.question.text)
    if sort == "standing":
        horizon = rest.partition(":")[2]
        return next(f for f in made if f"meet within {horizon} days" in f.question.text)
    return dispute.ask(asked, as_of=DAY, keep=False)


def main() -> None:
    """Run on the shipped dossier."""
    with QUESTIONS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    scores: dict[str, dict[str, float | str]] = {}
    with TemporaryDirectory() as folder, demo(Path(folder) / "case") as dispute:
        made = dispute.forecast(as_of=DAY, keep=False)
        for row in rows:
            if row["outcome"] == "-":
                print(f"{row['expectation']}: no question: {row['note']}")
                continue
            try:
                forecast = answer(dispute, row["asked"], made)
            except DetenteError as why:
                print(f"{row['expectation']}: declined: {why}")
                continue
            outcome = int(row["outcome"])
            scores[row["expectation"]] = {"probability": forecast.probability, "outcome": outcome, "brier": round((forecast.probability - outcome) ** 2, 4)}
            print(f"{row['expectation']}: {forecast.question.text} {forecast.probability:.0%}; it did{'' if outcome else ' not'} happen: {row['note']}")
            for reason in forecast.reasons:
                print(f"     {reason.text}")
    brier = sum(float(s["brier"]) for s in scores.values()) / len(scores)
    print(json.dumps({"expectations": len(rows), "asked": len(scores), "brier": round(brier, 4), "base_brier": 0.25, "by_expectation": scores}))


if __name__ == "__main__":
    main()
