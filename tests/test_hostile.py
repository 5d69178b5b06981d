"""Two hundred hostile inputs: no crash, a reason for each that is not read, no script in the page."""

from __future__ import annotations

import json
import random
import time
from datetime import date
from pathlib import Path

import pytest

import detente
from detente.dispute import Dispute

SCRIPT = "<script>alert(1)</script>"


def hostile(folder: Path) -> list[Path]:
    """Write the inputs and return their paths."""
    chance = random.Random(1)  # noqa: S311
    base = "Kosovo Prime Minister Albin Kurti met Serbian President Aleksandar Vučić in Brussels on 18 March 2023. "
    files: dict[str, bytes] = {
        "empty.txt": b"", "blank.txt": b" \n\t\n", "nul.txt": b"\x00" * 500, "binary.txt": bytes(chance.randrange(256) for _ in range(5000)),
        "line.txt": b"a" * 50_000_000, "words.txt": b"war " * 12_500_000, "latin.txt": "Prištine déjà réunis à Genève pour négocier".encode("cp1252", "ignore"),
        "utf16.txt": base.encode("utf-16"), "utf16broken.txt": b"\xff\xfe\x00\xd8\x00", "bom.txt": b"\xef\xbb\xbf" + base.encode(),
        "cut.txt": base.encode()[:-3] + b"\xc4", "rtl.txt": ("\u202e" + base + "שלום العربية").encode(), "zero.txt": "\u200b".join(base).encode(),
        "combining.txt": ("e" + "\u0301" * 3000 + base).encode(), "surrogate.jsonl": b'{"text": "\\ud800 ' + base.encode() + b'"}\n',
        "year0.txt": b"On 9 May 0000 Kosovo met Serbia. On 0000-00-00 too.", "year9999.txt": b"On 31 December 9999 Kosovo will meet Serbia, within 9999 years.",
        "deep.html": b"<div>" * 50_000 + b"hello there" + b"</div>" * 50_000, "wide.html": b"<p>x</p>" * 300_000, "entities.html": b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><p>&b;</p>',
        "xxe.html": b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><html><body><p>Kosovo met Serbia &a; today in Vienna.</p></body></html>',
        "script.html": f"<html><head><title>{SCRIPT}</title></head><body><h1>{SCRIPT}</h1><p>{base * 5}</p><p>{SCRIPT}<img src=x onerror=alert(1)></p></body></html>".encode(),
        "title.md": f'+++\ntitle = "{SCRIPT}"\nauthor = "{SCRIPT}"\npublisher = "\\"><img src=x onerror=alert(2)>"\npublished = "2023-03-19"\n+++\n{base} {SCRIPT} <img src=x onerror=alert(3)>\n'.encode(),
        "front.md": b"+++\nthis is not toml\n+++\ntext", "date.md": b'+++\npublished = "soon"\n+++\n' + base.encode(), "array.jsonl": b"[1,2]\n", "nest.jsonl": b"[" * 100_000 + b"\n",
        "notext.jsonl": b'{"a": 1}\n{"text": 3}\n{"text": ""}\n', "longline.jsonl": b'{"text": "' + b"a " * 10_000_000 + b'"}\n{"text": "' + base.encode() + b'"}\n',
        "numbers.txt": b"1 2 3 4 5 6 7 8 9 10 " * 100, "quotes.txt": "“””““„‚‘’ ".encode() * 500, "emoji.txt": "👍🏽👩‍👩‍👧 ".encode() * 500, "weird.pdf": b"%PDF-1.4 broken",
        "path.md": b'+++\npublished = "2023-03-19"\n+++\n../../../../etc/passwd file:///etc/shadow {{7*7}} ${HOME} %s %n \x1b[31m Kosovo met Serbia.\n', "cr.txt": base.replace(" ", "\r").encode(),
        "sql.md": b'+++\ntitle = "\'; DROP TABLE documents; --"\npublished = "2023-03-19"\n+++\nKosovo rejected Serbian talks.\'); DROP TABLE records; --\n',
        "regex.txt": (b"two likely scenarios: " + b"or " * 5000), "parens.txt": b"(" * 5000 + b" Kosovo " + b")" * 5000, "dates.txt": b"1 May 2 May 3 May " * 1500,
    }
    for i in range(200 - len(files)):
        text = list(base * 2)
        for _ in range(chance.randrange(1, 60)):
            text[chance.randrange(len(text))] = chr(chance.choice([0x200B, 0x202E, 0xFEFF, 0x0301, 0x1F600, 0x2028, 0x85, 0x7F, 0x1B, 10, 13, 9, 0x5D0, 0x627, chance.randrange(32, 0xD7FF)]))
        kind = chance.choice(["txt", "md", "html", "jsonl"])
        body = "".join(text)
        files[f"fuzz{i}.{kind}"] = (json.dumps({"text": body, "published": chance.choice(["0000-00-00", "9999-12-31", "2023-03-19", "", None, 5])}) if kind == "jsonl" else body).encode("utf-8")
    for name, raw in files.items():
        (folder / name).write_bytes(raw)
    return [folder / name for name in files]


@pytest.fixture(scope="module")
def survived(tmp_path_factory: pytest.TempPathFactory) -> tuple[Dispute, list[Path], dict[str, str], float]:
    folder = tmp_path_factory.mktemp("hostile")
    paths = hostile(folder)
    dispute = detente.init(tmp_path_factory.mktemp("d") / "d", pack="kosovo-serbia")
    begun = time.monotonic()
    refused: dict[str, str] = {}
    for path in paths:
        refused.update(dict(dispute.add(path, today=date(2023, 4, 1)).refused))
    return dispute, paths, refused, time.monotonic() - begun


def test_two_hundred_inputs_are_survived_with_reasons(survived: tuple[Dispute, list[Path], dict[str, str], float]) -> None:
    dispute, paths, refused, _ = survived
    assert len(paths) == 200
    seen = {a.uri for d in dispute.store.documents() for a in d.appearances}
    for path in paths:
        told = [uri for uri in (*seen, *refused) if uri == str(path) or uri.startswith(f"{path}:")]
        assert told, path.name
    assert all(reason.strip() for reason in refused.values())
    for name in ("empty.txt", "nul.txt", "line.txt", "words.txt", "wide.html", "front.md", "weird.pdf"):
        assert any(name in uri for uri in refused), name


def test_no_file_is_read_that_was_not_given(survived: tuple[Dispute, list[Path], dict[str, str], float]) -> None:
    dispute, *_ = survived
    assert not any("root:" in d.text for d in dispute.store.documents())


def test_no_script_reaches_the_page(survived: tuple[Dispute, list[Path], dict[str, str], float]) -> None:
    dispute, *_ = survived
    briefing = dispute.outlook(as_of=date(2023, 4, 2), keep=False)
    html = briefing.html()
    assert briefing.outlook.sources
    assert "<script" not in html.lower()
    assert "<img" not in html.lower()
    assert "{{7*7}}" in html or "7*7" not in html
    assert "<script" not in briefing.markdown().lower()
