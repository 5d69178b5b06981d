"""The whole way: demo, time travel, idempotence, kills, export and import, the commands."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import detente
from detente.config import shipped_packs
from detente.dispute import Dispute
from detente.errors import DetenteError, LedgerError, PackError, UnknownNameError
from detente.model.codec import plain

from .conftest import AS_OF

DETENTE = str(Path(sys.executable).parent / "detente")


def command(*args: str | Path, input: str | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run([DETENTE, *map(str, args)], capture_output=True, text=True, input=input, check=False, encoding="utf-8")


def snapshot(dispute: Dispute, folder: Path) -> dict[str, bytes]:
    dispute.export(folder)
    return {p.name: p.read_bytes() for p in sorted(folder.iterdir())}


def test_the_demo_shows_what_it_must(dossier: Dispute) -> None:
    briefing = dossier.outlook(as_of=AS_OF, keep=False)
    memory = briefing.memory
    (brussels,) = [m.record for m in memory.meetings if m.record.when and m.record.when.day == date(2021, 12, 15)]
    assert (brussels.status, brussels.place) == ("planned", "brussels")
    online = [m.record for m in memory.meetings if m.record.format == "online" and "RUS" in {p[:3] for p in m.record.participants + m.record.convenor}]
    assert online
    assert all(m.status == "failed" for m in online)
    markdown = briefing.markdown()
    assert "first leaders' meeting in 319 days" in markdown
    nine = next(g for s in briefing.outlook.sections if s.id == "commitments" for g in s.groups if "nine points" in g.title)
    assert {s.text.split(".")[0].rstrip("abcdef") for s in nine.statements} == {str(n) for n in range(1, 10)}
    assert all(s.tags for s in nine.statements)
    with_odds = [s for section in briefing.outlook.sections if section.id == "expectations" for s in section.statements if s.holder and s.odds is not None]
    assert len(with_odds) >= 2
    assert all(d.known is not None and d.known <= AS_OF for d in memory.documents.values())
    assert all(s.published is None or s.published <= AS_OF for s in briefing.outlook.sources)


def test_every_sentence_leads_to_evidence_or_says_its_basis(dossier: Dispute) -> None:
    briefing = dossier.outlook(as_of=AS_OF, keep=False)
    for section in briefing.outlook.sections:
        for s in section.statements:
            assert s.evidence or s.basis, s.text
            for e in s.evidence:
                assert briefing.memory.documents[e.document].text[e.start : e.end] == e.exact


def test_every_link_of_the_page_has_its_anchor(dossier: Dispute) -> None:
    import re

    html = dossier.outlook(as_of=AS_OF, keep=False).html()
    assert "<script" not in html.lower()
    assert [h for h in re.findall(r'(?:href|src)="([^"]*)"', html) if not h.startswith("#")] == []
    anchors = set(re.findall(r'id="([^"]+)"', html))
    missing = {a for a in re.findall(r'href="#([^"]+)"', html) if a not in anchors}
    assert len(missing) == 0, sorted(missing)[:5]


def test_the_dossier_is_as_large_as_promised_and_its_notes_say_what_they_rest_on(dossier: Dispute) -> None:
    notes = [d for d in dossier.store.documents() if not d.genre]
    assert len(notes) >= 120
    assert all(d.rests_on and d.society and d.published for d in notes)
    assert len([d for d in dossier.store.documents() if d.genre == "analysis"]) == 2


def test_dossiers_copy_no_sentence(shared: Path) -> None:
    from detente.config import shipped_pack

    def runs(text: str) -> set[tuple[str, ...]]:
        words = "".join(c if c.isalnum() else " " for c in text.lower()).split()
        return {tuple(words[i : i + 8]) for i in range(len(words) - 7)}

    sources = [shared / "cases" / "armenia-azerbaijan-reports-2020-2023.jsonl", *sorted((shared / "benchmarks" / "agreements").glob("*.jsonl"))]
    taken = set().union(*(runs(p.read_text("utf-8")) for p in sources))
    for pack in shipped_packs():
        for file in shipped_pack(pack).joinpath("dossier").iterdir():
            assert not runs(file.read_text("utf-8")) & taken, file.name


def test_later_documents_change_no_earlier_answer(tmp_path: Path, dossier: Dispute) -> None:
    day = date(2021, 6, 30)
    source = dossier.folder / "dossier" / "notes.jsonl"
    early = tmp_path / "early.jsonl"
    early.write_text("".join(line for line in source.read_text("utf-8").splitlines(keepends=True) if json.loads(line)["published"] <= day.isoformat()), "utf-8")
    planted = tmp_path / "planted.md"
    planted.write_text('+++\npublished = "2021-07-01"\n+++\nArmenian Prime Minister Nikol Pashinyan met Azerbaijani President Ilham Aliyev in Tbilisi on 29 June 2021 and they signed a peace agreement.\n', "utf-8")
    with detente.init(tmp_path / "a", pack="armenia-azerbaijan") as dispute:
        dispute.add(early, today=AS_OF)
        before = plain(dispute.remember(as_of=day)), dispute.outlook(as_of=day, keep=False).json(), [plain(f) for f in dispute.forecast(as_of=day, keep=False)]
        dispute.add(source, planted, today=AS_OF)
        after = plain(dispute.remember(as_of=day)), dispute.outlook(as_of=day, keep=False).json(), [plain(f) for f in dispute.forecast(as_of=day, keep=False)]
    assert list(before[0]["documents"]) == list(after[0]["documents"])
    assert len(before[0]["events"]) > 100
    for part in ("events", "meetings", "agreements", "commitments", "expectations", "standings"):
        assert before[0][part] == after[0][part], part
    assert before[2] == after[2]
    assert json.loads(before[1])["sections"] == json.loads(after[1])["sections"]


def test_adding_twice_adds_nothing(tmp_path: Path, dossier: Dispute) -> None:
    added = dossier.add(dossier.folder / "dossier")
    assert added.new == 0
    assert not added.refused


def test_the_same_text_twice_is_one_document_with_two_appearances(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("Kenya and Uganda met in Geneva on 3 May 2021.\n", "utf-8")
    with detente.init(tmp_path / "d", pack="kosovo-serbia") as dispute:
        dispute.add(tmp_path / "a.txt", tmp_path / "b.txt", published=date(2021, 5, 4), today=AS_OF)
        (document,) = dispute.store.documents()
        assert len(document.appearances) == 2


def test_export_import_export_is_byte_identical(tmp_path: Path, dossier: Dispute) -> None:
    dossier.forecast(as_of=AS_OF)
    first = snapshot(dossier, tmp_path / "one")
    with detente.init(tmp_path / "other", pack="armenia-azerbaijan") as other:
        other.load(tmp_path / "one")
        second = snapshot(other, tmp_path / "two")
        assert sum(other.load(tmp_path / "one").values()) == 0
    assert first == second
    assert len(first["events.jsonl"].splitlines()) > 100


def test_a_false_quotation_is_refused_and_nothing_written(tmp_path: Path, dossier: Dispute) -> None:
    dossier.export(tmp_path / "one")
    path = tmp_path / "one" / "events.jsonl"
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    for evidence in rows[3]["reports"][0]["evidence"]:
        evidence["start"] += 1
        evidence["end"] += 1
    path.write_text("".join(json.dumps(r) + "\n" for r in rows), "utf-8")
    with detente.init(tmp_path / "other", pack="armenia-azerbaijan") as other:
        with pytest.raises(LedgerError, match=r"events\.jsonl:\d+"):
            other.load(tmp_path / "one")
        assert not list(other.store.documents())


def test_killing_add_at_any_moment_loses_nothing(tmp_path: Path, dossier: Dispute) -> None:
    lines = (dossier.folder / "dossier" / "notes.jsonl").read_text("utf-8").splitlines(keepends=True)[:40]
    texts = tmp_path / "notes.jsonl"
    texts.write_text("".join(lines), "utf-8")
    today = "2026-01-01"
    script = f"import detente,datetime;d=detente.open(__import__('sys').argv[1]);d.add({str(texts)!r},today=datetime.date.fromisoformat({today!r}))"
    with detente.init(tmp_path / "clean", pack="armenia-azerbaijan") as clean:
        clean.add(texts, today=date.fromisoformat(today))
        wanted = snapshot(clean, tmp_path / "clean-export")
    detente.init(tmp_path / "killed", pack="armenia-azerbaijan").close()
    chance = random.Random(7)  # noqa: S311
    begun = 0.0
    for _ in range(20):
        process = subprocess.Popen([sys.executable, "-c", script, str(tmp_path / "killed")])
        time.sleep(2.0 + chance.random() * 1.2 + begun)
        process.send_signal(signal.SIGKILL)
        process.wait()
    subprocess.run([sys.executable, "-c", script, str(tmp_path / "killed")], check=True)
    with detente.open(tmp_path / "killed") as killed:
        assert snapshot(killed, tmp_path / "killed-export") == wanted


def test_the_second_pack_runs_without_a_change(tmp_path: Path) -> None:
    with detente.demo(tmp_path / "ks", pack="kosovo-serbia") as dispute:
        assert len(list(dispute.store.documents())) >= 40
        briefing = dispute.outlook(as_of="2023-10-21", keep=False)
        path = briefing.write(tmp_path / "ks.html")
    text = path.read_text("utf-8")
    assert "Kosovo and Serbia" in text
    assert {s.id for s in briefing.outlook.sections} >= {"bottom-line", "happened", "odds", "calendar", "expectations", "issues", "commitments", "names"}


def test_names_policy_never_touches_quotations(dossier: Dispute) -> None:
    both, armenian = (dossier.outlook(as_of=AS_OF, society=s, keep=False).outlook for s in ("", "ARM"))
    quotes = [[st.quote for sec in o.sections for st in sec.statements] for o in (both, armenian)]
    assert quotes[0] == quotes[1]


def test_commands(tmp_path: Path) -> None:
    folder = tmp_path / "d"
    (tmp_path / "t.md").write_text('+++\npublished = "2023-03-19"\npublisher = "Test"\n+++\nKosovo Prime Minister Albin Kurti met Serbian President Aleksandar Vučić in Ohrid on 18 March 2023. The next meeting is planned for 2 April 2023 in Brussels.\n', "utf-8")
    assert command("init", folder, "--pack", "kosovo-serbia").returncode == 0
    assert "1 new" in command("add", tmp_path / "t.md", "--in", folder).stdout
    assert "1 known" in command("add", tmp_path / "t.md", "--in", folder).stdout
    for kind in ("events", "meetings", "issues", "agreements", "commitments", "expectations", "scenarios", "strategies"):
        done = command(kind, "--in", folder, "--as-of", "2023-03-20")
        assert done.returncode == 0, done.stderr
        for line in command(kind, "--in", folder, "--as-of", "2023-03-20", "--json").stdout.splitlines():
            json.loads(line)
    meetings = [json.loads(x) for x in command("meetings", "--in", folder, "--as-of", "2023-03-20", "--json").stdout.splitlines()]
    assert {m["status"] for m in meetings} == {"held", "planned"}
    assert command("meetings", "--in", folder, "--as-of", "2023-03-01", "--json").stdout == ""
    assert "why" in command("show", meetings[0]["id"], "--in", folder).stdout
    assert "%" in command("forecast", "--in", folder, "--as-of", "2023-03-20").stdout
    out = tmp_path / "o.html"
    assert command("outlook", "--in", folder, "--as-of", "2023-03-20", "--out", out).returncode == 0
    assert out.is_file()
    assert command("export", tmp_path / "x", "--in", folder).returncode == 0
    assert command("init", tmp_path / "e", "--pack", "kosovo-serbia").returncode == 0
    assert "1 new documents" in command("import", tmp_path / "x", "--in", tmp_path / "e").stdout


def test_code_reads_and_writes_lines() -> None:
    rows = [{"id": "a", "text": "Kenya freed two Ugandan soldiers on Friday.", "published": "2021-11-27"}, {"id": "b"}, {"id": 3, "text": "nothing here"}]
    done = command("code", "--jsonl", input="".join(json.dumps(r) + "\n" for r in rows))
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert next(f["id"] for f in found) == "a"
    assert found[0]["records"]["events"][0]["type"] == "RETREAT"
    assert set(found[0]["records"]) >= {"events", "meetings", "expectations", "actors"}
    assert "error" in found[1]
    assert found[2]["records"]["events"] == []


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("events", "--in", "/nowhere"), "detente init"),
        (("explain", "ASALT"), "nearest: ASSAULT"),
        (("init", "x", "--pack", "atlantis"), "armenia-azerbaijan"),
    ],
)
def test_errors_say_what_to_do(args: tuple[str, ...], words: str, tmp_path: Path) -> None:
    done = subprocess.run([DETENTE, *args], capture_output=True, text=True, check=False, cwd=tmp_path)
    assert done.returncode == 1
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_every_command_has_an_example() -> None:
    names = ["init", "add", "events", "meetings", "issues", "agreements", "commitments", "expectations", "scenarios", "strategies", "forecast", "outlook", "show", "export", "import", "explain", "code", "demo"]
    for name in names:
        assert "Example:" in command(name, "--help").stdout, name


def test_a_pack_that_does_not_fit_says_where(tmp_path: Path) -> None:
    (tmp_path / "dispute.toml").write_text('id = "x"\ntitle = "X"\nparties = ["ATL"]\n', "utf-8")
    with pytest.raises(PackError, match="ATL"):
        detente.init(tmp_path / "d", pack=tmp_path / "dispute.toml")


def test_a_dispute_begins_with_the_names_of_its_parties(tmp_path: Path) -> None:
    with detente.init(tmp_path / "d", parties=["Ukraine", "hun"]) as dispute:
        assert (dispute.pack.title, dispute.pack.parties) == ("Ukraine and Hungary", ("UKR", "HUN"))
        assert [s.name for s in dispute.pack.societies] == ["Ukrainian", "Hungarian"]
    with pytest.raises(UnknownNameError, match="Hungary"):
        detente.init(tmp_path / "e", parties=["Ukraine", "Hungry"])
    for few in ({"parties": ["Ukraine", "UKR"]}, {}, {"parties": ["Ukraine", "Hungary"], "pack": "kosovo-serbia"}):
        with pytest.raises(PackError):
            detente.init(tmp_path / "e", **few)
    assert not (tmp_path / "e").exists()


def test_adding_says_when_what_bears_no_date_is_taken_as_written(tmp_path: Path) -> None:
    (tmp_path / "told.txt").write_text("Kenya and Uganda met on 3 May 2021. On 9 May they quarrelled.\n", "utf-8")
    (tmp_path / "timeless.txt").write_text("Kenya and Uganda are neighbours.\n", "utf-8")
    with detente.init(tmp_path / "d", parties=["Kenya", "Uganda"]) as dispute:
        found = {Path(where).stem: how for where, how in dispute.add(tmp_path / "told.txt", tmp_path / "timeless.txt").undated}
        assert "2021-05" in found["told"]
        assert "3 May 2021" in found["told"]
        assert found["timeless"] == "nothing tells when it was written"
        assert not dispute.add(tmp_path / "told.txt").undated


def test_forecasts_are_kept_once(tmp_path: Path) -> None:
    with detente.init(tmp_path / "d", pack="kosovo-serbia") as dispute:
        first = dispute.forecast(as_of="2023-01-01")
        dispute.forecast(as_of="2023-01-01")
        assert len(list(dispute.store.records("forecasts"))) == len(first)
        with pytest.raises(DetenteError):
            dispute.remember(as_of="yesterday")


def test_environment_is_not_needed() -> None:
    assert "DETENTE_MODEL" not in os.environ


@pytest.fixture(scope="module")
def with_the_case(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dispute]:
    """The shipped dossier with the case's analysis beside it."""
    folder = tmp_path_factory.mktemp("case")
    text = folder / "analysis.txt"
    text.write_bytes((shared / "cases" / "armenia-azerbaijan-2021-12.txt").read_bytes())
    with detente.demo(folder / "dispute") as dispute:
        dispute.add(text, published=AS_OF)
        yield dispute


def section(dispute: Dispute, id: str) -> list[tuple[str, str, str]]:
    found = next(s for s in dispute.outlook(as_of=AS_OF, keep=False).outlook.sections if s.id == id)
    return [(g.title, f"{s.text} {s.quote}", " ".join(s.details)) for g in found.groups for s in g.statements]


def test_case_point_2_the_agreement_is_the_one_whose_text_is_known(with_the_case: Dispute) -> None:
    memory = with_the_case.remember(as_of=AS_OF)
    ceasefire = [a for a in memory.agreements if any("Russian-imposed ceasefire" in e.exact for e in a.evidence)]
    assert len(ceasefire) == 1
    assert "nine points" in ceasefire[0].record.title


def test_case_point_6_what_the_texts_do_not_bear_out_is_flagged(with_the_case: Dispute) -> None:
    differ = section(with_the_case, "differ")
    assert any("border demarcation" in words and "none of the 9 points" in why for _, words, why in differ)
    assert not any("trade and transport" in words for title, words, _ in differ if "points" in title)
    assert any("signing of any document" in words and "Sochi" in why for _, words, why in differ)
    assert not any("motive" in words.lower() for _, words, _ in differ)


def test_case_point_8_withheld_and_done_stand_side_by_side(with_the_case: Dispute) -> None:
    assert any("refusal to release" in words and "freed from captivity" in words for _, words, _ in section(with_the_case, "differ"))


def test_case_point_10_funder_neutrality_and_blame_are_visible(with_the_case: Dispute) -> None:
    told = [words for _, words, _ in section(with_the_case, "interests")]
    assert any("European Union" in w and "also mediates" in w for w in told)
    assert any("do not support any one side" in w for w in told)
    tally = next(w for w in told if w.startswith("Of the hostile deeds"))
    assert int(tally.split(" of Azerbaijan")[0].rsplit(maxsplit=1)[-1]) > int(tally.split(" of Armenia")[0].rsplit(maxsplit=1)[-1])
