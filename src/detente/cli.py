"""The command line: one natural verb each, over a dispute's folder."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from detente.errors import DetenteError

if TYPE_CHECKING:
    from detente.dispute import Dispute
    from detente.model import Settled

app = typer.Typer(
    name="detente",
    help="Reads the reporting on a dispute between states, keeps its record, and says what comes next.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

Folder = Annotated[Path, typer.Option("--in", "-C", help="The dispute's folder.", show_default="this folder")]
AsOf = Annotated[Optional[str], typer.Option("--as-of", metavar="DAY", help="Use only what was published by this day (2021-11-28); today without it.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON Lines instead of a table.")]
Table = Annotated[Optional[Path], typer.Option("--table", help="An event table beside the ledger: day, source, target, type, or what `detente code --jsonl` wrote.")]
HERE = Path()


def main() -> None:
    """Run the command line; what goes wrong is said in a sentence or two, with exit code 1."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    try:
        app()
    except DetenteError as error:
        print(f"detente: {error}", file=sys.stderr)
        sys.exit(1)
    except BrokenPipeError:
        sys.exit(0)
    except KeyboardInterrupt:
        print("detente: interrupted; what was finished is kept, and the same command goes on from there", file=sys.stderr)
        sys.exit(130)


@contextmanager
def _dispute(folder: Path) -> Iterator[Dispute]:
    from detente.dispute import Dispute

    dispute = Dispute(folder)
    try:
        yield dispute
    finally:
        dispute.close()


@contextmanager
def _progress(what: str) -> Iterator[Callable[[str], None]]:
    """A running count on a terminal, silent elsewhere; drawn only after two seconds."""
    from time import monotonic

    begun, seen, live = monotonic(), 0, sys.stderr.isatty()

    def tell(item: str) -> None:
        nonlocal seen
        seen += 1
        if live and monotonic() - begun > 2:
            print(f"\r{what}: {seen} ({Path(item).name[:50]})".ljust(79)[:79], end="", file=sys.stderr, flush=True)

    yield tell
    if live and monotonic() - begun > 2:
        print("\r" + " " * 79 + "\r", end="", file=sys.stderr, flush=True)


@app.command(epilog="Example: detente init my-dispute --parties Ukraine,Hungary")
def init(
    folder: Annotated[Path, typer.Argument(help="The folder to make.")],
    parties: Annotated[str, typer.Option("--parties", help="The parties by name or ISO code, with commas; the pack that is written may then be filled in.")] = "",
    pack: Annotated[str, typer.Option("--pack", help="Instead: a shipped pack (armenia-azerbaijan, kosovo-serbia), or a path to a dispute.toml.")] = "",
) -> None:
    """Make a dispute: a folder with its pack and an empty ledger."""
    from detente import dispute

    made = dispute.init(folder, pack=pack, parties=[p for p in parties.split(",") if p.strip()])
    made.close()
    print(f"{folder}: {made.pack.title}. Next: detente add TEXTS --in {folder}")


#: How many texts without a date are told one by one.
_TOLD = 20


@app.command(epilog="Example: detente add reports/ analysis.html --in my-dispute")
def add(
    paths: Annotated[list[Path], typer.Argument(help="Files or folders: .txt, .md, .html, .jsonl.")],
    folder: Folder = HERE,
    published: Annotated[Optional[str], typer.Option("--published", metavar="DAY", help="The publication day of texts that bear none.")] = None,
    format: Annotated[str, typer.Option("--format", help="text, markdown, html or jsonl, where the ending does not tell.")] = "",
) -> None:
    """Read, code and keep texts. Adding the same text again changes nothing."""
    from detente.dispute import day

    with _dispute(folder) as dispute, _progress("coding") as tell:
        added = dispute.add(*paths, published=day(published) if published else None, format=format, progress=tell)
    print(f"{added.new} new, {added.known} known already, {len(added.refused)} not read")
    for where, why in added.refused:
        print(f"  not read: {where}: {why}", file=sys.stderr)
    for where, how in added.undated[:_TOLD]:
        print(f"  no publication date: {where}: {how}", file=sys.stderr)
    if added.undated:
        more = f"  ... and {len(added.undated) - _TOLD} more\n" if len(added.undated) > _TOLD else ""
        print(f"{more}  without a date a text counts as known from today; date it with --published", file=sys.stderr)
    if added.refused and not added.new + added.known:
        raise typer.Exit(1)


def _listing(kind: str, help: str) -> None:
    """Register the command that lists one kind of record."""

    def run(folder: Folder = HERE, as_of: AsOf = None, as_json: Json = False, about: Annotated[str, typer.Option("--about", help="Only those that mention this.")] = "") -> None:
        from detente.tables import json_line, rows

        with _dispute(folder) as dispute:
            memory = dispute.remember(as_of=as_of)
        if as_json:
            for entry in memory.entries(kind):
                text = json_line(kind, entry, memory)
                if about.lower() in text.lower():
                    print(text)
            return
        head, *body = rows(kind, memory)
        _table([head, *(r for r in body if about.lower() in " ".join(r).lower())], empty=f"no {kind} as of {memory.as_of}")

    run.__doc__ = help
    app.command(kind, help=help, epilog=f"Example: detente {kind} --as-of 2021-11-28 --json")(run)


for _kind, _help in {
    "events": "List the events: who did what to whom, when, where, and how it stands.",
    "meetings": "List the meetings: planned, held, moved, cancelled, failed.",
    "milestones": "List what is no act between two: elections, rulings, laws, deadlines and other happenings, past and to come.",
    "issues": "List the issues and how much is written about each.",
    "agreements": "List the agreements.",
    "commitments": "List the commitments and their state.",
    "expectations": "List what people said would happen, with hedge and horizon.",
    "scenarios": "List the scenario sets.",
    "strategies": "List the strategies, as claimed by whom.",
}.items():
    _listing(_kind, _help)


def _table(found: list[tuple[str, ...]], *, empty: str) -> None:
    """Print rows; the first is the head."""
    if len(found) < 2:
        print(empty)
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    head, *body = found
    table = Table(box=None, pad_edge=False, header_style="bold")
    for i, name in enumerate(head):
        table.add_column(name, overflow="fold", ratio=None if i < len(head) - 1 else 1)
    for row in body:
        table.add_row(*(Text(cell) for cell in row))
    Console(width=None if sys.stdout.isatty() else 160).print(table)


@app.command(epilog="Example: detente forecast --in my-dispute --as-of 2021-11-28")
def forecast(folder: Folder = HERE, as_of: AsOf = None, as_json: Json = False) -> None:
    """Give the odds for the questions that the ledger raises, with their reasons, and keep them for scoring."""
    from detente.model.codec import line

    with _dispute(folder) as dispute:
        made = dispute.forecast(as_of=as_of)
    for f in made:
        if as_json:
            print(line(f))
            continue
        print(f"{f.probability:5.0%}  {f.question.text}")
        for reason in f.reasons:
            print(f"       {reason.text}" + (f" ({reason.change:+.0%})" if reason.change is not None else ""))
        if f.counts:
            print(f"       how many: {', '.join(f'{s.text} {s.probability:.0%}' for s in f.counts)}")


@app.command(epilog="Example: detente odds --in my-dispute --as-of 2021-11-28")
def odds(folder: Folder = HERE, as_of: AsOf = None, table: Table = None, as_json: Json = False) -> None:
    """Give the odds of what each party will do to the other within 30, 90 and 180 days, by quad category, from models of the world's record."""
    from detente.model.codec import line

    with _dispute(folder) as dispute:
        found = dispute.odds(as_of=as_of, table=table)
    if as_json:
        for o in found:
            print(line(o))
        return
    by: dict[tuple[str, str, str], list[str]] = {}
    for o in found:
        by.setdefault((o.source, o.target, o.klass), []).append(f"{o.probability:.0%}")
    why = {(o.source, o.target, o.klass): f"{o.reasons[0].text} ({o.reasons[0].change:+.0%})" for o in found if o.horizon == 90 and o.reasons}
    _table([("who", "to whom", "what", "30 days", "90 days", "180 days", "what moved it most"), *((*key, *cells, why.get(key, "")) for key, cells in by.items())], empty="the ledger knows too little of the parties for odds")


@app.command("next", epilog="Example: detente next --in my-dispute --as-of 2021-11-28 --who AZE")
def next_(
    folder: Folder = HERE,
    as_of: AsOf = None,
    table: Table = None,
    who: Annotated[Optional[list[str]], typer.Option("--who", help="Who is asked about: a state's or group's id; may be repeated.", show_default="the dispute's parties")] = None,
    what: Annotated[Optional[list[str]], typer.Option("--what", help="An event type (CONSULT); may be repeated.", show_default="what they did most within a year")] = None,
    to: Annotated[bool, typer.Option("--to", help="Rank who does it to them, instead of whom they do it to.")] = False,
    most: Annotated[int, typer.Option("--most", min=1, help="How many for each.")] = 3,
    as_json: Json = False,
) -> None:
    """Rank who does what to whom next, with what speaks for each; an order, not odds."""
    from detente.model.codec import line

    with _dispute(folder) as dispute, _progress("learning") as tell:
        found = dispute.next(as_of=as_of, table=table, who=who or (), types=what or (), by=not to, most=most, progress=tell)
    if as_json:
        for ranked in found:
            print(line(ranked))
        return
    _table([("who", "does what", "to whom", "place", "so far", "what moved it most"), *((r.source, r.type, r.target, str(r.place), r.reasons[0].text, "; ".join(x.text for x in r.reasons[1:3])) for r in found)], empty="the record tells of none of them lately")


@app.command(epilog='Example: detente ask "Will Armenia and Azerbaijan sign an agreement before 1 July 2022?" --in my-dispute --as-of 2021-11-28')
def ask(
    question: Annotated[str, typer.Argument(help="“Will A do this to B before that day?”, in plain English.")],
    folder: Folder = HERE,
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """Give the odds of a question in your own words, with the pattern it was understood as, or say why it cannot be asked."""
    from detente.model.codec import line

    with _dispute(folder) as dispute:
        f = dispute.ask(question, as_of=as_of)
    if as_json:
        print(line(f))
        return
    print(f"understood as: {f.question.strict}")
    print(f"  types {' '.join(f.question.types)}; actors {' '.join(f.question.actors) or 'anybody'}; recipients {' '.join(f.question.recipients) or 'anybody'}; {f.question.first} to {f.question.last}")
    print(f"{f.probability:5.0%}")
    for reason in f.reasons:
        print(f"       {reason.text}" + (f" ({reason.change:+.0%})" if reason.change is not None else ""))
    print(f"       reference: {f.reference.name}: {f.reference.k} of {f.reference.n}")


@app.command(epilog="Example: detente record --in my-dispute --as-of 2022-06-01")
def record(folder: Folder = HERE, as_of: AsOf = None, as_json: Json = False, picture: Annotated[Optional[Path], typer.Option("--picture", help="An SVG file to draw the reliability of the odds to.")] = None) -> None:
    """Score the forecasts kept here whose window has closed: the track record."""
    with _dispute(folder) as dispute:
        settled = dispute.record(as_of=as_of)
    _scores(settled, as_json=as_json, picture=picture, empty="none of the forecasts kept here has come due; `detente forecast` makes some, `detente backtest` tries the past")


@app.command(epilog="Example: detente backtest --in my-dispute --from 2021-03-01 --to 2021-11-01 --every 28 --picture reliability.svg")
def backtest(
    folder: Folder = HERE,
    first: Annotated[str, typer.Option("--from", metavar="DAY", help="The first day to forecast from.")] = "",
    last: Annotated[str, typer.Option("--to", metavar="DAY", help="The last day to forecast from.")] = "",
    every: Annotated[int, typer.Option("--every", min=1, help="Days between one and the next.")] = 28,
    as_of: AsOf = None,
    as_json: Json = False,
    picture: Annotated[Optional[Path], typer.Option("--picture", help="An SVG file to draw the reliability of the odds to.")] = None,
) -> None:
    """Forecast from days in the past as if they were today, and score it against what the ledger knows of later."""
    from datetime import timedelta

    from detente.dispute import day

    if not first or not last:
        raise DetenteError("say from when to when: --from 2021-03-01 --to 2021-11-01")
    begin, end = day(first), day(last)
    if begin > end:
        raise DetenteError(f"--from {begin} is after --to {end}")
    days = [begin + timedelta(days=d) for d in range(0, (end - begin).days + 1, every)]
    with _dispute(folder) as dispute, _progress("forecasting") as tell:
        settled = dispute.backtest(days, as_of=as_of, progress=tell)
    _scores(settled, as_json=as_json, picture=picture, empty="no question from those days has come due by what this ledger knows")


def _scores(settled: Sequence[Settled], *, as_json: bool, picture: Path | None, empty: str) -> None:
    """Print the scores of settled forecasts, and draw their reliability."""
    from detente.forecasting.track import scores
    from detente.model.codec import line

    found = scores(settled)
    if picture is not None and settled:
        from detente.outlook.reliability import picture as drawn

        picture.write_text(drawn(settled), encoding="utf-8")
    if as_json:
        for s in found:
            print(line(s))
        return
    rows = [(s.of, s.who, str(s.n), str(s.k), f"{s.brier:.3f}", "-" if s.skill is None else f"{s.skill:+.2f}", f"{s.log_loss:.3f}", f"{s.ece:.3f}", f"{s.sharpness:.3f}") for s in found]
    _table([("questions", "who", "n", "came true", "Brier", "skill", "log loss", "calibration error", "sharpness"), *rows], empty=empty)
    if picture is not None and settled:
        print(picture)


@app.command(epilog="Example: detente outlook --in my-dispute --as-of 2021-11-28 --out outlook.html")
def outlook(
    folder: Folder = HERE,
    as_of: AsOf = None,
    out: Annotated[Optional[Path], typer.Option("--out", "-o", help="The file to write: .html, .md or .json.", show_default="outlooks/DAY.html in the dispute's folder")] = None,
    names: Annotated[str, typer.Option("--names", help="Whose place names come first: a society's id (ARM); both without it.")] = "",
) -> None:
    """Write the "what next?" outlook."""
    with _dispute(folder) as dispute:
        briefing = dispute.outlook(as_of=as_of, society=names)
        path = briefing.write(out or folder / "outlooks" / f"{briefing.outlook.as_of}.html")
    print(path)


@app.command(epilog="Example: detente show 3f0c9a --html --out text.html --in my-dispute")
def show(
    id: Annotated[str, typer.Argument(help="The id of a record or document, or its beginning.")],
    folder: Folder = HERE,
    html: Annotated[bool, typer.Option("--html", help="Write a document beside its records as a page.")] = False,
    out: Annotated[Optional[Path], typer.Option("--out", "-o", help="The page to write.", show_default="texts/ID.html in the dispute's folder")] = None,
) -> None:
    """Show a record: its values, why it was coded so, and the words it rests on; or a text beside its records."""
    from detente.tables import shown

    if html:
        with _dispute(folder) as dispute:
            page = dispute.beside(id)
        path = out or folder / "texts" / f"{id[:12]}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page, encoding="utf-8")
        print(path)
        return
    with _dispute(folder) as dispute:
        found = list(dispute.show(id))
    if not found:
        raise DetenteError(f"nothing here has an id that begins with {id!r}; `detente events --json` prints ids")
    for kind, item in found[:5]:
        print(shown(kind, item))
    if len(found) > 5:
        print(f"... and {len(found) - 5} more; give more of the id")


@app.command(epilog="Example: detente export backup/ --in my-dispute")
def export(to: Annotated[Path, typer.Argument(help="The folder to write.")], folder: Folder = HERE) -> None:
    """Write every record as JSON Lines, one file a kind."""
    with _dispute(folder) as dispute:
        counts = dispute.export(to)
    print(", ".join(f"{n} {kind}" for kind, n in counts.items() if n))


@app.command("import", epilog="Example: detente import backup/ --in restored")
def import_(source: Annotated[Path, typer.Argument(help="A folder that export wrote.")], folder: Folder = HERE) -> None:
    """Read an export back into the ledger."""
    with _dispute(folder) as dispute:
        counts = dispute.load(source)
    print(", ".join(f"{n} new {kind}" for kind, n in counts.items() if n) or "nothing new")


@app.command(epilog="Example: detente explain RETREAT/release")
def explain(code: Annotated[str, typer.Argument(help="An event type, or TYPE/mode.", show_default="lists them")] = "") -> None:
    """Say what a code of the codebook means, or what a word ("invade") is coded as."""
    from detente.model import codebook
    from detente.model import explain as meaning

    if code.partition("/")[0].upper() in codebook():
        print(meaning(code))
    elif code:
        from detente.coding.lexicon import lexicon

        told = (*lexicon().verbs.get(code.lower(), ()), *lexicon().nouns.get(code.lower(), ()))
        print("\n".join(dict.fromkeys(e.why for e in told)) if told else meaning(code))
    for type_ in codebook().values() if not code else ():
        print(f"{type_.code:<10} {type_.definition}")


@app.command(epilog='Example: echo \'{"id": "1", "text": "Baku freed two prisoners.", "published": "2021-11-26"}\' | detente code --jsonl')
def code(
    path: Annotated[Optional[Path], typer.Argument(help="A text to code; standard input without it.", show_default="standard input")] = None,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="Read lines {id, text, published?, title?, author?} and write lines {id, records}.")] = False,
    pack: Annotated[str, typer.Option("--pack", help="A shipped pack or a path to a dispute.toml, for its names.")] = "",
    published: Annotated[Optional[str], typer.Option("--published", metavar="DAY", help="The publication day of the text.")] = None,
    least: Annotated[Optional[float], typer.Option("--least", min=0, max=1, help="Leave out events that are less likely right; 0 keeps all.", show_default="0.82 for lines, 0 for a text")] = None,
    endpoint: Annotated[str, typer.Option("--endpoint", metavar="URL", help="Let a model behind an OpenAI-compatible endpoint read the events; the key is taken from DETENTE_KEY.")] = "",
    model: Annotated[str, typer.Option("--model", help="The model's name at the endpoint.")] = "",
    budget: Annotated[int, typer.Option("--budget", min=1, help="How many calls may be made.")] = 100,
    cache: Annotated[Optional[Path], typer.Option("--cache", help="A folder to keep the answers in.")] = None,
) -> None:
    """Code texts to records without any ledger."""
    import os

    from detente.coding import Endpoint
    from detente.stream import code_file, code_lines

    if bool(endpoint) != bool(model):
        raise DetenteError("--endpoint and --model go together")
    asked = Endpoint(endpoint, model, os.environ.get("DETENTE_KEY", ""), cache, budget) if endpoint else None

    if jsonl:
        with _progress("coding") as tell:
            for out in code_lines(path, pack=pack, endpoint=asked, progress=tell, **({} if least is None else {"least": least})):
                sys.stdout.write(out)
                sys.stdout.flush()
        return
    for text in code_file(path, pack=pack, published=published, least=least or 0.0, endpoint=asked):
        print(text)


@app.command(epilog="Example: detente demo --out demo")
def demo(
    out: Annotated[Path, typer.Option("--out", help="The folder to make.")] = Path("demo"),
    pack: Annotated[str, typer.Option("--pack", help="Whose dossier: armenia-azerbaijan or kosovo-serbia.")] = "armenia-azerbaijan",
    as_of: Annotated[Optional[str], typer.Option("--as-of", metavar="DAY", help="The outlook's day.", show_default="the dossier's own")] = None,
) -> None:
    """Make a dispute from the shipped dossier and write its outlook."""
    from detente import dispute
    from detente.config import demo_day

    with _progress("coding the dossier") as tell:
        made = dispute.demo(out, pack=pack, progress=tell)
    with made:
        briefing = made.outlook(as_of=as_of or demo_day(pack))
        paths = [briefing.write(out / "outlooks" / f"{briefing.outlook.as_of}.{ending}") for ending in ("html", "md", "json")]
    print(f"{len(briefing.memory.documents)} texts, {len(briefing.outlook.sources)} cited. The outlook:")
    for path in paths:
        print(f"  {path}")


if __name__ == "__main__":
    main()
