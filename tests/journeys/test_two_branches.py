"""One store used in two places that nobody noticed: headquarters' branch is kept, and what only one place has follows it."""

from __future__ import annotations

import shutil
from pathlib import Path

from gemtui import log
from tests.cli.exchanged import Machines, merged, sent, taken, trusts
from tests.cli.gem import Gem


def brought_back(gem: Gem, folder: Path) -> None:
    """Put the whole disk of a machine back to an older state: the store notices nothing of that."""
    shutil.rmtree(gem.home)
    shutil.copytree(folder, gem.home)


def two_branches(tmp_path: Path) -> tuple[Gem, Gem, str]:
    """Return headquarters, which has one branch of an office's store, and the office, which goes on with another."""
    machines = Machines(tmp_path)
    hq, office = machines.machine("hq", "ITU", author="headquarters"), machines.machine("office", "NBO")
    trusts(hq, office)
    trusts(office, hq)
    body = office.add("committee", "name=Contracts", "size=5", "rule=band")
    shutil.copytree(office.home, tmp_path / "image")
    office.json("set", "committee", body, "size=6")
    office.add("person", "name=Wanjiru Kamau", "gender=woman")
    taken(hq, sent(office, "submission"))
    brought_back(office, tmp_path / "image")
    office.json("set", "committee", body, "size=7", "--why", "One more since the audit")
    office.json("set", "committee", body, "term_months=24")
    office.add(
        "action_plan", "title=Plan", "starts_on=2026-01-01", "ends_on=2027-12-31", "policy_version=2013"
    )
    office.add("person", "name=Amina Diallo", "gender=woman", "contact=ext. 12")
    return hq, office, body


def test_the_other_branch_is_refused_until_somebody_says_that_headquarters_is_to_be_kept(
    tmp_path: Path,
) -> None:
    hq, office, body = two_branches(tmp_path)
    refused = merged(hq, sent(office, "submission"))
    assert [p["code"] for one in refused.json["refused"] for p in one["problems"]] == ["forked-history"]
    back = sent(hq, "return", "--office", "NBO")
    before = office.json("digest")
    answer = merged(office, back)
    problem = answer.json["refused"][0]["problems"][0]
    assert (answer.code, problem["code"]) == (1, "forked-history")
    assert "merge --recover" in problem["message"]
    assert office.json("digest") == before
    mine = {entry["hash"]: entry for entry in office.json("log")}

    outcome = taken(office, back, options=("--recover",))[0]

    assert outcome["appended"] >= 5
    assert outcome["conflicts"] == 1
    shown = office.json("show", "committee", body, "--history")
    assert shown["record"]["term_months"] == 24
    assert [c["field"] for c in office.json("conflicts")] == ["size"]
    assert {head["value"] for head in office.json("conflicts")[0]["heads"]} == {6, 7}
    assert "One more since the audit" in {each["why"] for each in office.json("log", "--record", body)}
    now = office.json("log")
    kept = {log.canonical(entry["set"]) for entry in now}
    assert {log.canonical(entry["set"]) for entry in mine.values()} <= kept
    names = {row["name"] for row in office.json("list", "person")}
    assert "Amina Diallo" in names
    assert office.json("doctor")["ok"]
    office.json("resolve", "committee", body, "size", "--value", "7")
    taken(hq, sent(office, "submission"))
    assert office.json("digest", "--office", "NBO") == hq.json("digest", "--office", "NBO")
    taken(office, sent(hq, "return", "--office", "NBO"))
    assert hq.json("doctor")["ok"]
    assert office.json("add", "committee", "name=Another", "size=3", "rule=band")


def test_it_is_done_once_and_undone_by_nobody(tmp_path: Path) -> None:
    hq, office, _ = two_branches(tmp_path)
    back = sent(hq, "return", "--office", "NBO")
    taken(office, back, options=("--recover",))
    before = office.json("digest")
    again = taken(office, back, options=("--recover",))[0]
    assert (again["new_changes"], office.json("digest")) == (0, before)
    assert office("undo", "--json").codes == ["nothing-to-undo"]


def test_another_laptop_that_went_on_from_the_lost_branch_keeps_it_where_it_is(tmp_path: Path) -> None:
    machines = Machines(tmp_path / "more")
    (tmp_path / "more").mkdir()
    hq, office, body = two_branches(tmp_path)
    second = machines.machine("second", "NBO", author="alternate")
    trusts(second, office, hq)
    trusts(office, second)
    taken(second, sent(office, "share"))
    second.json("set", "committee", body, "size=8")
    taken(office, sent(second, "share"))
    before = office.json("digest")
    answer = merged(office, sent(hq, "return", "--office", "NBO"), options=("--recover",))
    assert [p["code"] for one in answer.json["refused"] for p in one["problems"]] == ["forked-history"]
    assert office.json("digest") == before
    assert office.json("doctor")["ok"]
