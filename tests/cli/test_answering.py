"""`receipt`: headquarters answers one report, several, or all that wait, as one step of undo."""

from __future__ import annotations

import pytest

from tests.cli.exchanged import sent, taken
from tests.cli.gem import Gem


@pytest.fixture
def union(gem: Gem) -> Gem:
    """Headquarters that trusts four offices: two sent fine reports, one a report with an error, one nothing."""
    hq = gem.at("itu.gemtui")
    hq.json("init", "--office", "ITU")
    for code in ("ACC", "ADD", "BKK", "DKR"):
        office = gem.at(f"{code}.gemtui")
        office.json("init", "--office", code)
        hq.json("key", "trust", office.json("key", "show")["line"])
        office.add("committee", "name=Panel", "size=5")
        if code == "BKK":
            plan = office.add(
                "action_plan",
                "title=Plan",
                "starts_on=2026-01-01",
                "ends_on=2027-12-31",
                "policy_version=2013",
            )
            office.add(
                "action", f"action_plan={plan}", "title=Note", "area=A", "clauses=OA-A1", "responsible=Head",
                "accountable=Director", "delivery_on=2026-12-31", "status=done", "done_on=2026-06-01",
            )  # fmt: skip
        if code != "DKR":
            taken(hq, sent(office, "submission"))
    return hq


def told(answer) -> tuple[int, list[str], list[tuple[str, str]]]:
    found = answer.json
    return (
        answer.code,
        [r["office"] for r in found["receipts"]],
        [(e["office"], e["code"]) for e in found["left"]],
    )


def test_all_reports_that_wait_are_accepted_but_none_with_errors_unless_it_is_named(union: Gem) -> None:
    assert told(union("receipt", "accepted", "--all", "--dry-run", "--json")) == (
        1,
        ["ACC", "ADD"],
        [("BKK", "has-errors")],
    )
    assert union.json("list", "receipt") == []
    assert told(union("receipt", "accepted", "--all", "--json"))[1] == ["ACC", "ADD"]
    rows = union.json("list", "receipt")
    assert {(r["office"], r["decision"], r["decided_on"]) for r in rows} == {
        (o, "accepted", "2026-11-23") for o in ("ACC", "ADD")
    }
    union.json("undo")
    assert union.json("list", "receipt") == []
    assert union("receipt", "accepted", "acc", "BKK", "DKR", "QQQ", "--json").code == 1
    states = {one["office"]: one["state"] for one in union.json("status")["offices"]}
    assert states == {"ACC": "accepted", "ADD": "received", "BKK": "accepted", "DKR": "not_reported"}
    again = told(union("receipt", "accepted", "ACC", "DKR", "QQQ", "--json"))
    assert again == (1, [], [("ACC", "answered-so"), ("DKR", "nothing-arrived"), ("QQQ", "unknown-office")])
    said = union("receipt", "accepted", "--all")
    assert (said.code, "1 report is answered: accepted" in said.out) == (0, True)
    assert "Nothing was saved" in union("receipt", "accepted", "--all").out


def test_a_word_that_is_not_the_last_leaves_the_report_waiting(union: Gem) -> None:
    assert union.json("receipt", "received", "--all")["left"] == []
    assert len(union.json("list", "receipt")) == 3
    assert told(union("receipt", "received", "--all", "--json")) == (0, [], [])
    assert told(union("receipt", "returned", "--all", "--note", "PI 14", "--json"))[1] == [
        "ACC",
        "ADD",
        "BKK",
    ]
    assert {r["note"] for r in union.json("list", "receipt", "--where", "decision=returned")} == {"PI 14"}


def test_only_headquarters_answers_and_somebody_must_be_meant(union: Gem) -> None:
    assert union("receipt", "accepted").err.rstrip().endswith("[offices-or-all]")
    assert union("receipt", "accepted", "ACC", "--all").code == 2
    assert union("receipt", "maybe", "--all").code == 2
    assert union.at("ACC.gemtui")("receipt", "accepted", "--all").code == 1
