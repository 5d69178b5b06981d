"""Questions in plain English: `python -m benchmarks.ask QUESTIONS.jsonl.gz [DEEDS.tsv.gz] [--write PATTERNS.tsv]`.

QUESTIONS holds {ifp_id, q_text, q_status, date_start, outcome, options}; the closed ones are asked as of the day before they
opened. DEEDS is an event table that `python -m training.code_world` made, of which only what is older than the question
is used; without it nothing has ever been seen. `ask-patterns.tsv` beside this file holds what was made of each question
and whether that is right, judged by reading; a pattern counts as judged only if it is still made exactly so.

Right is a pattern that a yes to the question would fit and little else: type, the actors and recipients that are known,
and the last day. The last line printed is one JSON object: asked, patterns, judged, right, scored, yes, brier,
base_brier (the Brier score of the share of yes), skill.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from detente.asking import question_of
from detente.errors import DeclinedError
from detente.forecasting.asked import asked, days_of
from detente.forecasting.event_table import read_table
from detente.forecasting.record import Deed
from detente.model import Question

PATTERNS = Path(__file__).parent / "ask-patterns.tsv"
FIELDS = ("id", "types", "actors", "recipients", "last")


def questions(path: Path) -> Iterator[dict[str, Any]]:
    """The closed questions of the file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from (row for row in map(json.loads, lines) if row["q_status"] == "closed")


def pattern(id: str, question: Question) -> tuple[str, ...]:
    """A question's pattern as it is judged."""
    return (id, " ".join(t.partition("/")[0] for t in question.types), " ".join(question.actors), " ".join(question.recipients), question.last.isoformat())


def main() -> None:
    """Run on the paths given."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.ask")
    parser.add_argument("questions", type=Path)
    parser.add_argument("deeds", type=Path, nargs="?")
    parser.add_argument("--write", type=Path)
    given = parser.parse_args()
    record: list[Deed] = sorted(read_table(given.deeds)) if given.deeds else []
    with PATTERNS.open(encoding="utf-8", newline="") as file:
        verdicts = {tuple(r[f] for f in FIELDS): r["right"] for r in csv.DictReader(file, delimiter="\t")}
    made: list[tuple[tuple[str, ...], str]] = []
    odds: list[tuple[float, int]] = []
    reasons: Counter[str] = Counter()
    count = 0
    for row in questions(given.questions):
        count += 1
        try:
            question = question_of(row["q_text"], as_of=date.fromisoformat(row["date_start"]) - timedelta(days=1))
        except DeclinedError as why:
            reasons["one of several" if "of several" in str(why) else str(why).split(";")[0].split(",")[0][-60:]] += 1
            continue
        made.append((pattern(row["ifp_id"], question), row["q_text"]))
        if row["options"].lower().startswith("(a) yes") and row["outcome"] in {"a", "b"}:
            odds.append((asked(question, days_of(question, record), begin=record[0].day if record else question.first, thin=True).probability, int(row["outcome"] == "a")))
    for reason, n in reasons.most_common(8):
        print(f"{n:4} declined: {reason}")
    if given.write:
        with given.write.open("w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out, delimiter="\t", lineterminator="\n")
            writer.writerow((*FIELDS, "right", "text"))
            writer.writerows((*p, verdicts.get(p, ""), " ".join(text.split())) for p, text in made)
    judged = [verdicts[p] for p, _ in made if verdicts.get(p)]
    share = sum(y for _, y in odds) / len(odds)
    brier, base = (sum((p - y) ** 2 for p, y in rows) / len(odds) for rows in (odds, [(share, y) for _, y in odds]))
    print(json.dumps({"asked": count, "patterns": len(made), "judged": len(judged), "right": judged.count("1"), "scored": len(odds), "yes": sum(y for _, y in odds), "brier": round(brier, 4), "base_brier": round(base, 4), "skill": round(1 - brier / base, 4)}))


if __name__ == "__main__":
    main()
