"""The distance to a rating, and what is planned already that would close it."""

from datetime import date

import pytest

from gemtui import rules
from gemtui.reference import indicators, requirement_ids
from tests.rules.offices import row

ON = date(2024, 1, 10)
PI_14 = indicators()["SWAP3-14"]
ENTRY = row("indicator_entry", "e", framework="un-swap-3", indicator="SWAP3-14", period=2025)


def action(identifier="a", **fields):
    given = {"number": "A-07", "indicator": "SWAP3-14", "delivery_on": "2024-06-30", "status": "planned"}
    return row("action", identifier, **(given | fields))


def told(actions=(), plans=(), entry=ENTRY):
    return [(r.name, r.due_on, r.left) for r in rules.remedies(PI_14, entry, actions, plans, ON)]


def test_an_open_action_that_names_the_indicator_would_give_it():
    assert told([action()]) == [("A-07", "2024-06-30", 172)]


@pytest.mark.parametrize("over", ["done", "cancelled"])
def test_what_is_over_gives_nothing_more(over):
    assert told([action(status=over)]) == []


def test_an_action_of_another_indicator_or_office_does_not_count():
    assert told([action(indicator="SWAP3-01"), action("b", office="XX"), action("c", indicator=None)]) == []


def test_a_late_one_says_how_late_and_one_without_a_date_comes_last():
    actions = [action("a", number="A-08", delivery_on=None), action("b", delivery_on="2024-01-05")]
    assert told(actions) == [("A-07", "2024-01-05", -5), ("A-08", "", None)]


def test_the_same_indicator_of_an_older_framework_is_known_by_its_title():
    known = {i.title: i for i in indicators().values() if i.id.startswith("SWAP3")}
    older = next(i for i in indicators().values() if i.id.startswith("SWAP2") and i.title in known)
    found = rules.remedies(known[older.title], ENTRY, [action(indicator=older.id)], [], ON)
    assert [one.name for one in found] == ["A-07"]


def test_an_entry_s_own_remedial_actions_count_until_they_are_done():
    plan = row("remedial_action", "p", indicator_entry="e", description="A survey", due_on="2024-02-01")
    assert told(plans=[plan]) == [("A survey", "2024-02-01", 22)]
    assert told(plans=[{**plan, "done_on": "2024-01-05"}]) == []
    assert told(plans=[{**plan, "indicator_entry": "other"}]) == []


def test_the_distance_to_meets_counts_everything_up_to_it():
    needed = requirement_ids(PI_14, "approaches") + requirement_ids(PI_14, "meets")
    found = rules.toward(PI_14, {**ENTRY, "requirements": list(needed[:3])}, "meets")
    assert (found.target, found.of, len(found.missing)) == ("meets", len(needed), len(needed) - 3)
    assert found.missing == needed[3:]
    everything = rules.toward(PI_14, {**ENTRY, "requirements": list(needed)}, "meets")
    assert everything.missing == ()


def test_ticks_beyond_the_level_do_not_count_for_it():
    beyond = list(requirement_ids(PI_14, "exceeds"))
    assert len(rules.toward(PI_14, {**ENTRY, "requirements": beyond}, "approaches").missing) == 2
