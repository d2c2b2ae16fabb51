"""`demo`: a living office at once, the same every time; the figures of the scenarios in the contract's shapes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.gem import Gem

FIGURES = {
    "size", "women", "men", "other", "undisclosed", "share_women", "percent_women", "range", "provisional", "verdict",
    "meets", "under_represented", "attainable", "replace",
}  # fmt: skip


@pytest.fixture
def field(demo: Path) -> Gem:
    return Gem(demo.parent, store="demo/ao-paz.gemtui")


@pytest.fixture
def union(demo: Path) -> Gem:
    return Gem(demo.parent, store="demo/itu.gemtui")


def test_it_says_where_everything_is(bare: Gem, tmp_path: Path) -> None:
    told = bare.json("demo", "--to", tmp_path / "d", "--no-open")
    assert set(told) == {"folder", "field", "second", "headquarters", "bundles"}
    assert all(Path(told[name]).is_file() for name in ("field", "second", "headquarters"))
    assert all(Path(path).is_file() for path in told["bundles"].values())
    assert sorted(path.name for path in (tmp_path / "d").iterdir() if path.is_dir()) == ["bundles"]
    again = bare.json("demo", "--to", tmp_path / "d", "--no-open")
    assert again["field"] == told["field"], "a demo that is there is opened, not made again"


def test_it_writes_into_no_folder_that_is_in_use(bare: Gem, tmp_path: Path) -> None:
    (tmp_path / "d").mkdir()
    (tmp_path / "d" / "letter.txt").write_text("mine", encoding="utf-8")
    assert bare("demo", "--to", tmp_path / "d", "--no-open").err.rstrip().endswith("[demo-folder-in-use]")


def test_its_stores_are_sound_and_play_on_their_own_day(field: Gem, union: Gem) -> None:
    for machine in (field, union, field.at("demo/ao-paz-second-laptop.gemtui")):
        assert machine.json("doctor")["ok"]
    assert field.json("balance")["on"] == "2024-01-10"
    assert union.json("balance")["on"] == "2026-01-20"
    assert (
        Gem(field.home, store=field.store, env={"GEMTUI_TODAY": "2025-02-03"})
        .real("balance", "--json")
        .json["on"]
        == "2025-02-03"
    )
    assert field.json("balance", "--on", "2023-06-30")["on"] == "2023-06-30"


def test_its_records_are_the_same_every_time(bare: Gem, tmp_path: Path, field: Gem) -> None:
    bare.json("demo", "--to", tmp_path / "d", "--no-open")
    again = bare.at("d/ao-paz.gemtui")
    for kind in ("action", "committee", "staffing_snapshot"):
        assert again.json("list", kind) == field.json("list", kind)


def test_balance_has_the_contract_s_shape_and_scenario_1_s_figures(field: Gem) -> None:
    told = field.json("balance")
    assert set(told) == {"on", "committees", "summary", "staffing"}
    assert told["summary"] == {"bodies": 5, "judged": 4, "meet": 2, "not": 1, "unknown": 1}
    assert all({"id", "name", "leadership", *FIGURES} <= set(body) for body in told["committees"])
    found = {
        body["name"]: (body["percent_women"], body["verdict"], body["meets"]) for body in told["committees"]
    }
    assert found["Local procurement committee"] == ("40.0", "BALANCED", "yes")
    assert found["Regional event steering committee"] == ("33.3", "UNDETERMINED", "unknown")
    meeting = next(body for body in told["committees"] if body["name"] == "Office management meeting")
    assert (meeting["share_women"], meeting["verdict"], meeting["replace"]) == ("1/4", "LOW", 1)
    lines = {line["line"]: line for line in told["staffing"]}
    assert (lines["all"]["women"], lines["all"]["men"], lines["all"]["percent_women"]) == (8, 6, "57.1")
    assert (lines["general service"]["verdict"], lines["general service"]["meets"]) == ("CRITICAL", "no")


def test_check_finds_what_scenario_1_says_and_ends_with_1(field: Gem) -> None:
    answer = field("check", "--period", "2023", "--json")
    told = answer.json
    assert (answer.code, told["errors"]) == (1, 2)
    assert set(told) == {"errors", "warnings", "gaps", "findings", "completeness"}
    assert all(
        set(one) == {"code", "level", "kind", "id", "field", "clause", "message"} for one in told["findings"]
    )
    done = sum(has["done"] for has in told["completeness"].values())
    assert (done, sum(has["due"] for has in told["completeness"].values())) == (11, 13)
    overdue = [one for one in told["findings"] if one["code"] == "overdue"]
    assert len(overdue) == 4


def test_policy_names_every_clause_and_what_answers_it(field: Gem) -> None:
    told = field.json("policy")
    assert all(set(clause) == {"clause", "title", "answered_by", "records", "state"} for clause in told)
    assert {"OA-A1", "OA-B1", "OA-C1", "RESP-5"} <= {clause["clause"] for clause in told}


def test_a_submission_is_refused_while_there_are_errors_unless_a_reason_is_given(
    demo: Path, tmp_path: Path
) -> None:
    shutil.copytree(demo, tmp_path / "demo")
    field = Gem(tmp_path, store="demo/ao-paz.gemtui")
    field("where")
    answer = field("submit", "--period", "2023", "--json")
    assert answer.code == 1
    assert len(answer.json["problems"]) == 2
    assert field.json("list", "submission") == []
    made = field.json("submit", "--period", "2023", "--despite", "The audit is not over")
    assert set(made) == {"id", "period", "warnings"}
    assert field.json("submit", "--period", "2023") == made, "nothing new to say, and as many open warnings"
    status = field.json("status")
    assert set(status) == {"office", "role", "period", "state", "submitted_at", "changes_since", "conflicts"}
    assert (status["state"], status["changes_since"]) == ("submitted", 0)


def test_status_at_headquarters_is_scenario_3(union: Gem) -> None:
    told = union.json("status")
    offices = {office["office"]: office for office in told["offices"]}
    assert all(
        set(office) == {"office", "arrived_at", "completeness", "errors", "warnings", "gaps", "late", "state"}
        for office in offices.values()
    )
    assert (offices["AO-LIM"]["state"], offices["AO-LIM"]["completeness"]) == ("not_reported", None)
    assert (offices["RO-NVL"]["late"], offices["AO-PAZ"]["late"], offices["AO-TRM"]["late"]) == (4, 0, 0)
    assert [office for office, line in offices.items() if line["state"] == "not_reported"] == ["AO-LIM"]
    assert "4 of 5 offices" in union("status").out


def test_the_second_laptop_s_share_brings_a_conflict_to_settle(demo: Path, tmp_path: Path) -> None:
    shutil.copytree(demo, tmp_path / "demo")
    field = Gem(tmp_path, store="demo/ao-paz.gemtui")
    field("where")
    bundle = tmp_path / "demo" / "bundles" / "ao-paz-second-laptop-share.gem.zip"
    merged = field.json("merge", bundle)
    assert merged["merged"][0]["conflicts"] == 1
    (conflict,) = field.json("conflicts")
    assert {"kind", "id", "field", "heads"} <= set(conflict)
    assert all({"value", "at", "author", "workspace"} <= set(head) for head in conflict["heads"])
    theirs = next(head for head in conflict["heads"] if head["author"] == "alternate")
    field.json("resolve", "action", conflict["id"], "obstacle", "--take", theirs["workspace"])
    assert field.json("conflicts") == []
    assert field.json("show", "action", conflict["id"])["record"]["obstacle"] == theirs["value"]
    assert field("resolve", "action", conflict["id"], "obstacle", "--value", "x", "--json").codes == [
        "no-conflict"
    ]


def test_both_laptops_take_what_headquarters_returns(demo: Path, tmp_path: Path) -> None:
    shutil.copytree(demo, tmp_path / "demo")
    shutil.copytree(demo.parent / "state", tmp_path / "state", dirs_exist_ok=True)
    hq = Gem(tmp_path, store="demo/itu.gemtui")
    back = hq.json("export", "--kind", "return", "--office", "AO-PAZ", "--to", tmp_path)["bundle"]
    for store in ("ao-paz.gemtui", "ao-paz-second-laptop.gemtui"):
        laptop = Gem(tmp_path, store=f"demo/{store}")
        assert laptop.json("merge", back)["refused"] == []
        assert [row["decision"] for row in laptop.json("list", "receipt")] == ["accepted"]


def test_verify_says_of_each_bundle_whether_it_would_be_taken(union: Gem, demo: Path) -> None:
    bundles = sorted((demo / "bundles").glob("*.gem.zip"))
    answer = union("verify", *bundles, "--json")
    assert answer.code == 1
    told = {Path(one["bundle"]).name.partition(".")[0]: one for one in answer.json}
    keys = {
        "bundle",
        "ok",
        "kind",
        "office",
        "period",
        "signer",
        "changes",
        "records",
        "new",
        "problems",
        "warnings",
    }
    assert all(set(one) == keys for one in told.values())
    refused = {name: [p["code"] for p in one["problems"]] for name, one in told.items() if not one["ok"]}
    assert refused == {
        "ao-paz-second-laptop-share": ["not-for-me"], "ao-paz-share": ["not-for-me"],
        "ao-trm-2025-damaged": ["digest-mismatch"], "ao-xyz-2025-unknown-key": ["unknown-key"],
    }  # fmt: skip
    assert set(told["ro-nvl-2025"]["signer"]) == {"principal", "fingerprint"}
    assert union.json("verify", *[b for b in bundles if "2024" in b.name])[0]["ok"]


def test_a_demo_is_not_opened_where_nobody_looks(bare: Gem, tmp_path: Path) -> None:
    assert bare.real("demo", "--to", tmp_path / "d").code == 0
