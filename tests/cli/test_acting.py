"""`progress`, `diary` and `period open` by command: in one line, as one step, with a reason where a report was accepted."""

from __future__ import annotations

import pytest

from tests.cli.gem import Gem


@pytest.fixture
def planned(gem: Gem) -> Gem:
    """A plan with two actions."""
    plan = gem.add(
        "action_plan", "title=Plan", "starts_on=2026-01-01", "ends_on=2027-12-31", "policy_version=2013"
    )
    for number in ("A-01", "A-02"):
        gem.add(
            "action", f"action_plan={plan}", f"number={number}", f"title=Note {number}", "area=A", "clauses=OA-A1",
            "responsible=Head", "accountable=Director", "delivery_on=2026-12-31", "status=planned",
        )  # fmt: skip
    return gem


def test_progress_of_several_actions_is_one_line_and_one_undo(planned: Gem) -> None:
    told = planned.json("progress", "A-01", "A-02", "60 % on hold: no funds", "--on", "2026-11-20")
    assert [(one["number"], one["percent"], one["status"]) for one in told] == [
        ("A-01", 60, "on_hold"), ("A-02", 60, "on_hold"),
    ]  # fmt: skip
    notes = planned.json("list", "action_progress")
    assert {(one["on"], one["note"]) for one in notes} == {("2026-11-20", "no funds")}
    assert "A-02: 80 %" in planned("progress", told[1]["id"], "80 %").out
    planned.json("undo")
    planned.json("undo")
    assert planned.json("list", "action_progress") == []
    assert {one["status"] for one in planned.json("list", "action")} == {"planned"}


def test_what_says_nothing_or_is_about_no_action_saves_nothing(planned: Gem) -> None:
    assert planned("progress", "A-01", " ").err.rstrip().endswith("[no-progress]")
    assert planned("progress", "A-01", "A-09", "60 %").code == 2
    assert planned.json("list", "action_progress") == []


def test_the_reason_travels_with_each_change(planned: Gem) -> None:
    planned.json("progress", "A-01", "done", "--why", "The minutes came only now")
    planned.json("diary", "add", "11: Focal person named", "--why", "Found in a drawer")
    planned.json("diary", "take", "11", "--why", "Asked for by headquarters")
    planned.json("period", "open", "2027", "--why", "The biennium is over")
    whys = {(entry["kind"], entry["why"]) for entry in planned.json("log") if entry["why"]}
    assert whys >= {
        ("action", "The minutes came only now"), ("action_progress", "The minutes came only now"),
        ("evidence", "Found in a drawer"), ("indicator_entry", "Asked for by headquarters"),
    }  # fmt: skip
    assert "The biennium is over" in {why for _, why in whys}
