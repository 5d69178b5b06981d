"""A dispute is a folder: the one place where the steps meet, behind every face of the program."""

from __future__ import annotations

import os
import shutil
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from importlib.resources import as_file
from itertools import chain
from pathlib import Path
from typing import Any

from detente import coding, interchange, ledger, reading
from detente.asking import question_of
from detente.config import load_pack, pack_text, shipped_pack
from detente.errors import DetenteError, LedgerError, PackError, UnknownNameError
from detente.forecasting import forecasts
from detente.forecasting.asked import asked, days_in
from detente.forecasting.commitments import promised
from detente.forecasting.dyads.odds import Odds, odds
from detente.forecasting.event_table import read_table
from detente.forecasting.graph import Ranked, ranking
from detente.forecasting.meetings import planned_meeting
from detente.forecasting.occurrence import begun
from detente.forecasting.questions import meeting_questions
from detente.forecasting.record import record, remembered
from detente.forecasting.track import backtest, settle
from detente.model import Appearance, Document, Forecast, Settled, codebook
from detente.model.kinds import CODED
from detente.model.memory import Entry, Memory
from detente.outlook import Briefing, compose
from detente.outlook.beside import beside
from detente.outlook.names import Names
from detente.reading import Unread
from detente.store import Store, open_store

PACK, LEDGER = "dispute.toml", "ledger.sqlite"


@dataclass(frozen=True, slots=True)
class Added:
    """What adding did: documents new to the ledger, those already there, what could not be read and why, and what bears no date and when that is taken as written."""

    new: int
    known: int
    refused: tuple[tuple[str, str], ...]
    undated: tuple[tuple[str, str], ...] = ()


class Dispute:
    """A dispute's folder, opened. Use it as a context manager, or close it."""

    def __init__(self, folder: str | Path) -> None:
        self.folder = Path(folder)
        if not (self.folder / PACK).is_file():
            raise LedgerError(f"{self.folder} is not a dispute (it has no {PACK}); make one with `detente init {self.folder} --pack NAME`")
        self.pack = load_pack(self.folder / PACK)
        self.store: Store = open_store(self.folder / LEDGER, create=True)

    def __enter__(self) -> Dispute:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give the ledger's file back."""
        self.store.close()

    def add(
        self,
        *paths: str | Path,
        published: date | None = None,
        format: str = "",
        today: date | None = None,
        progress: Callable[[str], None] = lambda _: None,
    ) -> Added:
        """Read, code and keep what is at the paths; each document is written at once, whole, or not at all.

        Adding again changes nothing. `published` dates documents that bear no date. What cannot be
        read is listed with the reason. `progress` is called with each document's place.
        """
        today = today or date.today()
        new = known = 0
        refused: list[tuple[str, str]] = []
        undated: list[tuple[str, str]] = []
        waiting: deque[tuple[Document, bool]] = deque()

        def fresh() -> Iterator[Document]:
            """What is to be coded; what is known already or cannot be read goes by."""
            for item in (item for path in paths for file in reading.files(Path(path)) for item in reading.read(file, format=format)):
                if isinstance(item, Unread):
                    refused.append((item.uri, item.reason))
                    self.store.refuse(item.uri, item.reason, added=today)
                    continue
                document = _dated(item, published)
                isnew = not self.store.has(document.id) and all(document.id != d.id for d, _ in waiting)
                if isnew or waiting:
                    waiting.append((document, isnew))
                else:
                    keep(document, coding.Coded([]))
                if isnew:
                    yield document

        def keep(document: Document, outcome: coding.Coded | coding.Uncoded) -> None:
            nonlocal new, known
            where = document.appearances[0].uri
            progress(where)
            if isinstance(outcome, coding.Uncoded):
                refused.append((where, outcome.reason))
                self.store.refuse(where, outcome.reason, added=today)
                return
            if self.store.add(document, outcome.records, added=today):
                new += 1
                if document.published is None:
                    undated.append((where, f"its days are read as of {outcome.written} ({outcome.rests})" if outcome.written else "nothing tells when it was written"))
            else:
                known += 1

        for outcome in coding.code_all(fresh(), pack=self.pack, cores=os.cpu_count() or 1):
            while not waiting[0][1]:
                keep(waiting.popleft()[0], coding.Coded([]))
            keep(waiting.popleft()[0], outcome)
        while waiting:
            keep(waiting.popleft()[0], coding.Coded([]))
        return Added(new, known, tuple(refused), tuple(undated))

    def remember(self, *, as_of: date | str | None = None) -> Memory:
        """Everything known as of a day (today without one), linked."""
        return ledger.remember(self.store, self.pack, as_of=day(as_of))

    def entries(self, kind: str, *, as_of: date | str | None = None) -> tuple[Entry[Any], ...]:
        """The records of a kind known by a day. Raises UnknownNameError for a kind that is none."""
        if kind not in CODED:
            raise UnknownNameError("kind of record", kind, CODED)
        return self.remember(as_of=as_of).entries(kind)

    def __getattr__(self, kind: str) -> Callable[..., tuple[Entry[Any], ...]]:
        """`dispute.meetings(as_of=...)`, and so on for every kind of record."""
        if kind not in CODED:
            raise AttributeError(kind)
        return lambda *, as_of=None: self.entries(kind, as_of=as_of)

    def forecast(self, *, as_of: date | str | None = None, keep: bool = True) -> tuple[Forecast, ...]:
        """The program's answers to the questions that the ledger raises as of a day; kept, so they can be scored."""
        made = tuple(forecasts(self.remember(as_of=as_of)))
        if keep:
            with self.store.transaction():
                for forecast in made:
                    self.store.append(forecast, known=forecast.as_of)
        return made

    def odds(self, *, as_of: date | str | None = None, table: str | Path | None = None) -> tuple[Odds, ...]:
        """What each party will do to the other within 30, 90 and 180 days, by class, from the shipped models.

        The history is the ledger's, and that of an event table beside it.
        """
        return tuple(odds(self.remember(as_of=as_of), read_table(Path(table)) if table else ()))

    def next(
        self,
        *,
        as_of: date | str | None = None,
        table: str | Path | None = None,
        who: Iterable[str] = (),
        types: Iterable[str] = (),
        by: bool = True,
        most: int = 3,
        progress: Callable[[str], None] = lambda _: None,
    ) -> tuple[Ranked, ...]:
        """Who does what to whom next: for each of `who` (the parties without it) those an act will most likely be done to, or by.

        The history is the ledger's, and that of an event table beside it. Raises DetenteError where it is too short to
        learn from, UnknownNameError for a type that is none.
        """
        kinds = [t.upper() for t in types]
        if unknown := [t for t in kinds if t not in codebook()]:
            raise UnknownNameError("event type", unknown[0], list(codebook()))
        memory = self.remember(as_of=as_of)
        rows = read_table(Path(table)) if table else ()
        past = record(chain(remembered(memory), (row for row in rows if row.day <= memory.as_of)))
        try:
            return tuple(ranking(past, memory.as_of, tuple(who) or self.pack.parties, types=kinds, by=by, most=most, progress=progress))
        except ValueError as error:
            raise DetenteError(f"too little is known by {memory.as_of} to rank what comes next: {error}") from error

    def ask(self, text: str, *, as_of: date | str | None = None, keep: bool = True) -> Forecast:
        """The odds of a question in plain English, from the events of this ledger before a day; kept, so they can be scored.

        Raises DeclinedError, with the reason, where the question is no pattern of events.
        """
        memory = self.remember(as_of=as_of)
        question = question_of(text, as_of=memory.as_of, pack=self.pack)
        calendar = [planned_meeting(q, meeting, memory) for q, meeting in meeting_questions(memory)]
        forecast = asked(question, days_in(question, memory), begin=begun(memory), promise=promised(question, memory), calendar=calendar)
        if keep:
            with self.store.transaction():
                self.store.append(forecast, known=forecast.as_of)
        return forecast

    def record(self, *, as_of: date | str | None = None) -> tuple[Settled, ...]:
        """What came of the forecasts kept here whose window has closed by a day, as this ledger knows it."""
        memory = self.remember(as_of=as_of)
        return tuple(settle((row.record for row in self.store.records("forecasts", as_of=memory.as_of)), memory))

    def backtest(self, days: Iterable[date], *, as_of: date | str | None = None, progress: Callable[[str], None] = lambda _: None) -> tuple[Settled, ...]:
        """The ledger's standing questions, planned meetings and duties, forecast as of each of the days and settled by what is known by `as_of`.

        Beside the program stand the base rate, recency alone, and what people expected of the same. Nothing is kept.
        """

        def made(day: date) -> tuple[Memory, list[Forecast]]:
            progress(day.isoformat())
            past = self.remember(as_of=day)
            return past, list(forecasts(past))

        return tuple(backtest(made, days, self.remember(as_of=as_of)))

    def outlook(self, *, as_of: date | str | None = None, society: str = "", keep: bool = True) -> Briefing:
        """The "what next?" briefing as of a day; `society` chooses whose place names come first."""
        made = self.forecast(as_of=as_of, keep=keep)
        return compose(self.remember(as_of=as_of), made, society=society)

    def show(self, id: str) -> Iterator[tuple[str, Any]]:
        """Everything with this id (or beginning of one): records with their kind, documents as "document"."""
        for document in self.store.documents():
            if document.id.startswith(id):
                yield "document", document
        for kind, entry in self.remember(as_of=date.max).all():
            if entry.record.id.startswith(id) or any(r.id.startswith(id) for r in entry.reports):  # type: ignore[attr-defined]
                yield kind, entry
        for kind in ("forecasts", "questions", "decisions"):
            for row in self.store.records(kind):
                if row.record.id.startswith(id):
                    yield kind, row.record

    def beside(self, id: str) -> str:
        """The page of one text beside the records coded from it. Raises UnknownNameError where no text has that id."""
        found = [d for d in self.store.documents() if d.id.startswith(id)]
        if len(found) != 1:
            raise UnknownNameError("text of this dispute" if not found else "one text (give more of the id)", id, [d.id[:12] for d in found or self.store.documents()])
        document = found[0]
        memory = self.remember(as_of=date.max)
        records = [(kind, r) for kind, entry in memory.all() for r in entry.reports if any(e.document == document.id for e in r.evidence)]  # type: ignore[attr-defined]
        return beside(document, records, Names(memory))

    def export(self, folder: str | Path) -> dict[str, int]:
        """Write every record as JSON Lines, one file a kind; the number of lines in each."""
        return interchange.write(self.store, self.remember(as_of=date.max), Path(folder))

    def load(self, folder: str | Path) -> dict[str, int]:
        """Read an export back; what is there already stays as it is."""
        return interchange.load(self.store, Path(folder))


def open(folder: str | Path) -> Dispute:
    """Open the dispute in a folder. Raises LedgerError where there is none."""
    return Dispute(folder)


def init(folder: str | Path, *, pack: str | Path = "", parties: Sequence[str] = ()) -> Dispute:
    """Make a dispute's folder from a shipped pack's name or a path to a dispute.toml, or between `parties` that the world knows by name or id; and open it.

    Raises LedgerError where there is one already, UnknownNameError or PackError where pack or parties are none.
    """
    folder = Path(folder)
    if (folder / PACK).exists():
        raise LedgerError(f"{folder} is a dispute already; open it, or choose another folder")
    if bool(pack) == bool(parties):
        raise PackError("a dispute is made from a pack or between parties: give one of the two, as in `--parties Ukraine,Hungary`")
    if parties:
        text = pack_text(parties)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / PACK).write_text(text, encoding="utf-8")
        return Dispute(folder)
    path = Path(pack)
    source: Any = path / PACK if path.is_dir() else path
    if not source.is_file():
        source = shipped_pack(str(pack)).joinpath(PACK)
    load_pack(source)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / PACK).write_bytes(source.read_bytes())
    return Dispute(folder)


def demo(folder: str | Path, *, pack: str = "armenia-azerbaijan", progress: Callable[[str], None] = lambda _: None) -> Dispute:
    """The shipped dossier of a pack, added to a fresh dispute in the folder; adding again changes nothing."""
    folder = Path(folder)
    dispute = Dispute(folder) if (folder / PACK).exists() else init(folder, pack=pack)
    with as_file(shipped_pack(pack)) as source:
        copy = folder / "dossier"
        shutil.copytree(source / "dossier", copy, dirs_exist_ok=True)
    added = dispute.add(copy, progress=progress)
    if added.refused:
        raise DetenteError(f"the shipped dossier could not be read: {added.refused[0]}")
    return dispute


def day(value: date | str | None) -> date:
    """A day from a date or its ISO form; today for None. Raises DetenteError for anything else."""
    if value is None:
        return date.today()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise DetenteError(f"{value!r} is not a day; write it as 2021-11-28") from error


def _dated(document: Document, published: date | None) -> Document:
    if published is None or document.published is not None:
        return document
    seen = tuple(Appearance(a.uri, a.publisher, published) for a in document.appearances)
    return replace(document, published=published, published_reason="given when it was added", appearances=seen)
