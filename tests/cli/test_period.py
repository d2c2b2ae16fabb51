"""`period`: a year is opened with what continues, and taken back in one step; headquarters sets its day."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from gemtui import reference
from tests.cli.gem import Gem


@pytest.fixture(autouse=True)
def packaged() -> Iterator[None]:
    """Let the tests that follow read the package's catalogues again: a call of its own process would end with it."""
    yield
    reference.use(reference.PACKAGED)


def office(gem: Gem) -> dict[str, str]:
    """Fill an office's store with a plan that ends in 2026, and an answer with a remedial action."""
    plan = gem.add(
        "action_plan", "title=Plan 2025-2026", "starts_on=2025-01-01", "ends_on=2026-12-31", "policy_version=2013",
        "status=approved", "sponsor=regional_director",
    )  # fmt: skip
    action = ("responsible=HR", "accountable=Head", f"action_plan={plan}", "delivery_on=2026-06-30")
    late = gem.add(
        "action", "title=Second woman on the panel", "number=A-01", "budget=500", "currency=CHF", *action
    )
    done = gem.add("action", "title=Note", "number=A-02", "status=done", "done_on=2026-06-01", *action)
    entry = gem.add(
        "indicator_entry", "framework=un-swap-3", "indicator=SWAP3-14", "period=2026", "rating=missing",
        "accountable=Regional Director", "explanation=Nothing yet", "numerator=3", "denominator=9",
    )  # fmt: skip
    gem.add(
        "remedial_action", f"indicator_entry={entry}", "description=Hold a survey", "responsible=HR", "due_on=2027-03-31",
        "budget=2000", "currency=CHF",
    )  # fmt: skip
    gem.add(
        "remedial_action",
        f"indicator_entry={entry}",
        "description=Memo",
        "responsible=HR",
        "done_on=2026-05-01",
    )
    gem.add("focal_point", "role=focal_point", "appointed_on=2025-01-01", "ends_on=2027-06-30")
    gem.add("committee", "name=Panel", "size=3")
    return {"plan": plan, "late": late, "done": done, "entry": entry}


def test_what_continues_is_carried_over_and_no_figure_with_it(gem: Gem) -> None:
    ids = office(gem)
    told = gem.json("period", "open", "2027")
    assert told["actions"] == [ids["late"]]
    assert told["entries"] == ["SWAP3-14"]
    assert told["remedial_actions"] == ["Hold a survey"]
    assert set(told["continues"]) == {"focal_point", "committee"}
    assert set(told["ends_within"]) == {"focal_point"}
    plans = {row["starts_on"]: row for row in gem.json("list", "action_plan")}
    new = plans["2027-01-01"]
    assert (new["ends_on"], new["next_review_on"], new["status"], new["sponsor"]) == (
        "2028-12-31", "2028-12-31", "draft", "regional_director",
    )  # fmt: skip
    assert plans["2025-01-01"]["status"] == "closed"
    late = gem.json("show", "action", ids["late"])["record"]
    assert (late["action_plan"], late["carried_from"], late["delivery_on"]) == (
        new["id"],
        ids["plan"],
        "2026-06-30",
    )
    assert gem.json("show", "action", ids["done"])["record"]["action_plan"] == ids["plan"]
    entry = next(row for row in gem.json("list", "indicator_entry") if row["period"] == 2027)
    assert entry["accountable"] == "Regional Director"
    assert {
        entry[name] for name in ("rating", "requirements", "explanation", "numerator", "denominator")
    } == {None}
    remedy = next(r for r in gem.json("list", "remedial_action") if r["indicator_entry"] == entry["id"])
    assert (remedy["description"], remedy["due_on"], remedy["budget"]) == (
        "Hold a survey",
        "2027-03-31",
        None,
    )


def test_it_is_one_step_of_undo_and_opening_again_does_nothing(gem: Gem) -> None:
    office(gem)
    before = gem.json("digest")["tables"]
    gem.json("period", "open", "2027")
    again = gem.json("period", "open", "2027")
    assert (again["plan"], again["actions"], again["entries"]) == (None, [], [])
    gem.json("undo")
    plans = gem.json("list", "action_plan")
    assert [(row["starts_on"], row["status"]) for row in plans] == [("2025-01-01", "approved")]
    assert {row["period"] for row in gem.json("list", "indicator_entry")} == {2026}
    assert before != gem.json("digest")["tables"]


def test_a_rehearsal_writes_nothing(gem: Gem) -> None:
    office(gem)
    before = gem.json("digest")
    assert gem.json("period", "open", "2027", "--dry-run")["entries"] == ["SWAP3-14"]
    assert gem.json("digest") == before


def test_an_opened_year_is_not_taken_for_an_answered_one(gem: Gem) -> None:
    office(gem)
    gem.json("period", "open", "2027")
    after = gem.on("2027-06-01")("check", "--period", "2027", "--json").json
    assert after["completeness"]["indicators"] == {"done": 0, "due": 1}
    assert ("rating-blank", "gap") in {(one["code"], one["level"]) for one in after["findings"]}


def test_a_year_far_away_is_refused(gem: Gem) -> None:
    for year in ("2030", "2020", "soon"):
        assert gem("period", "open", year).code in (1, 2)
    assert gem.json("list", "action_plan") == []


def test_headquarters_sets_a_year_s_day_and_home_and_calendar_follow(gem: Gem, tmp_path: Path) -> None:
    assert gem.json("period", "show", "2026")["due_on"] == "2027-01-08"
    assert gem("period", "set", "2026", "--due", "2027-02-05").code == 2
    hq = Gem(tmp_path / "hq", store="itu.gemtui")
    hq.json("init", "--office", "ITU", "--role", "hq")
    told = hq.json("period", "set", "2026", "--due", "2027-02-05")
    assert (told["union_due_on"], told["due_on"]) == ("2027-02-05", "2027-01-22")
    due = {one["code"]: one["on"] for one in hq.json("calendar", "--to", tmp_path / "due.ics")["entries"]}
    assert (due["due-offices-reports"], due["due-union-report"]) == ("2027-01-22", "2027-02-05")
    assert hq("period", "set", "2026", "--due", "2027-02-31").code in (1, 2)
    assert hq("period", "set", "2026", "--framework", "un-swap-9").code in (1, 2)
    assert hq.json("period", "set", "2024", "--framework", "un-swap-3")["framework"] == "un-swap-3"
    assert hq.json("period", "show", "2026")["due_on"] == "2027-01-22"
    # One step back at a time, like a record's.
    assert hq.json("undo")["year"] == {"year": 2024, "due": "–", "framework": "–"}
    assert hq.json("undo")["year"]["year"] == 2026
    assert hq.json("period", "show", "2026")["due_on"] == "2027-01-08"
    assert hq("undo").code == 1
    assert hq.json("redo")["year"] == {"year": 2026, "due": "2027-02-05", "framework": "–"}
    assert hq.json("period", "show", "2026")["due_on"] == "2027-01-22"
    assert hq.json("digest")["changes"] == 0
