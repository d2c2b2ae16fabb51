"""Screen 8 by keys: planning, money, resolutions, delivery reviews, the group, and what is owed by when."""

from __future__ import annotations

import pytest

from gemtui import store
from gemtui.store import Store
from tests.journeys.person import Person, at_the_keyboard
from tests.tui.office import put

TITLE = "Governance and"
PLAN = {"type": "planning_instrument", "instrument": "operational_plan"}


async def goes_to(person: Person, tab: str) -> None:
    """Go to a tab of the screen."""
    await person.goes_to(8, TITLE)
    while f"[{tab}]" not in person.screen:
        await person.press("]")
    await person.rests()


async def to_line(person: Person, words: str) -> None:
    """Go down to the line with these words."""
    await person.press("g")
    for _ in range(40):
        if words in person.line:
            return
        await person.press("down")
    raise AssertionError(person.screen)


async def test_an_instrument_rises_from_look_to_look_and_a_claim_leads_to_its_evidence(db: Store) -> None:
    put(db, "governance_item", title="Operational plan 2023", on="2022-11-20", level="mentioned", **PLAN)
    put(db, "governance_item", title="Operational plan 2024", on="2023-11-20", level="objective", **PLAN)
    async with at_the_keyboard(db) as person:
        await goes_to(person, "planning")
        await person.sees("Operational plan ▲ risen", "1 of 1 with an objective", "✗ only said")
        await to_line(person, "Operational plan 2024")
        await person.sees("counts as claimed")
        await person.press("w")
        await person.sees("evidenced 0")
        await person.press("escape", "enter")
        await person.form_opens()
        assert person.field == "reference"
        await person.types("OP-2024, output 3")
        await person.saves()
        await person.sees("✓ shown")


async def test_n_makes_an_item_of_the_type_that_the_tab_is_about(db: Store) -> None:
    async with at_the_keyboard(db) as person:
        for tab, kind in (
            ("planning", "planning"),
            ("delivery", "delivery review"),
            ("reviews", "leadership act"),
        ):
            await goes_to(person, tab)
            await person.press("n")
            await person.form_opens()
            await person.sees(kind)
            await person.press("escape")
            await person.until(lambda: not person.is_writing, "the end of the form")
            await person.press("1")


async def test_money_of_the_year_against_what_was_approved_and_the_base(db: Store) -> None:
    line = {"year": 2023, "currency": "CHF"}
    put(
        db,
        "resource_line",
        title="The plan",
        purpose="action_plan",
        planned="20000",
        approved="18000",
        spent="14500",
        **line,
    )
    put(db, "resource_line", title="Portfolio", marker=3, approved="30000", purpose="programme", **line)
    async with at_the_keyboard(db) as person:
        await goes_to(person, "money")
        await person.sees("2023 CHF · spent of approved: 80.6 % · of the whole budget: no base", "marker 3")
        await person.press("w")
        await person.sees("= 80.6 %")


async def test_a_line_whose_marker_is_not_known_stands_apart(db: Store) -> None:
    line = {"year": 2023, "currency": "CHF", "approved": "100", "spent": "50"}
    put(db, "resource_line", title="Training", purpose="training", **line)
    put(db, "resource_line", title="Radios", purpose="programme", marker_state="unknown", **line)
    async with at_the_keyboard(db) as person:
        await goes_to(person, "money")
        await person.sees("spent of approved: 50.0 %", "2023 CHF · marker not known", "Radios")
        await person.press("w")
        await person.sees("planned 1 blank; marker 1 not")


async def test_more_spent_than_approved_is_said_and_enter_goes_to_the_figure(db: Store) -> None:
    put(
        db,
        "resource_line",
        year=2023,
        title="The plan",
        approved="18000",
        spent="19000",
        currency="CHF",
        total_base="0",
    )
    async with at_the_keyboard(db) as person:
        await goes_to(person, "money")
        await person.sees("105.6 %", "no base", "19000 spent of 18000 approved")
        await person.press("enter")
        await person.form_opens()
        assert person.field == "spent"


async def test_the_old_revision_stays_readable_below_the_one_in_force(db: Store) -> None:
    name = {"title": "Plenipotentiary Resolution 70", "code": "PP-70"}
    old = put(db, "legal_basis", revision_name="Busan 2014", adopted_on="2014-11-07", **name)
    put(db, "legal_basis", revision_name="Dubai 2018", adopted_on="2018-11-16", supersedes=old, **name)
    async with at_the_keyboard(db) as person:
        await goes_to(person, "legal basis")
        await person.sees("! newer: Bucharest 2022", "└ Plenipoten", "superseded")
        await person.press("enter")
        await person.form_opens()
        await person.saves()
        await person.sees("● in force")
        made = next(row for row in store.rows(db, "legal_basis") if row["revision_name"] == "Bucharest 2022")
        assert made["supersedes"] != old


async def test_a_review_that_needs_change_makes_its_action_and_leads_to_it(db: Store) -> None:
    put(
        db, "governance_item", type="delivery_review", title="Procurement", on="2023-10-01", outcome="needs_change",
        finding="No gender step in the procedure",
    )  # fmt: skip
    async with at_the_keyboard(db) as person:
        await goes_to(person, "delivery")
        await person.sees("✗ no action", "Enter makes the action")
        await person.press("enter")
        await person.form_opens()
        await person.fills(
            {"responsible": "Head", "accountable": "Regional Director", "delivery_on": "2024-06-30"}
        )
        await person.saves()
        await person.sees("planned", "Follow-up: Procurement")
        (review,) = (row for row in store.rows(db, "governance_item") if row["title"] == "Procurement")
        action = next(row for row in store.rows(db, "action") if row["id"] == review["follow_up"])
        assert (action["area"], action["clauses"]) == ("C", ["OBJ-3b"])
        await person.press("enter")
        await person.sees("Action · Follow-up: Procurement")
        await person.press("q")
        await person.sees("[delivery]")
        await person.press("u")
        await person.sees("✗ no action")
        assert "Follow-up: Procurement" in person.said
        (review,) = (row for row in store.rows(db, "governance_item") if row["title"] == "Procurement")
        assert review["follow_up"] is None
        assert not [row for row in store.rows(db, "action") if row["title"] == "Follow-up: Procurement"]


@pytest.mark.parametrize("way", [("ctrl+p", "drafts"), ()])
async def test_a_follow_up_taken_up_from_the_drafts_is_linked_as_if_never_left(
    db: Store, way: tuple[str, ...]
) -> None:
    put(db, "governance_item", type="delivery_review", title="Procurement", on="2023-10-01", outcome="needs_change")  # fmt: skip
    async with at_the_keyboard(db) as person:
        await goes_to(person, "delivery")
        await person.sees("Enter makes the action")
        await person.press("enter")
        await person.form_opens()
        await person.fills({"responsible": "Head", "accountable": "Regional Director"})
        await person.press("escape")
        await person.sees("[delivery]", "✗ no action")
        if way:  # from the list of drafts; else from Home
            await person.press(way[0])
            await person.types(way[1])
            await person.sees("Show what was typed")
            await person.press("enter")
            await person.sees("Drafts", "Follow-up: Procurement")
            await person.press("enter")
        else:
            await person.goes_to(1, "NEXT")
            await person.press("o")
        await person.form_opens()
        await person.fills({"delivery_on": "2024-06-30"})
        await person.saves()
        (review,) = (row for row in store.rows(db, "governance_item") if row["title"] == "Procurement")
        action = next(row for row in store.rows(db, "action") if row["title"] == "Follow-up: Procurement")
        assert review["follow_up"] == action["id"]
        assert not store.drafts(db)


async def test_what_the_group_lacks_is_added_from_its_line(db: Store) -> None:
    group = put(db, "gem_group", name="Gender task force", established_on="2020-01-01")
    put(db, "group_member", gem_group=group, constituency="GS", starts_on="2023-02-10")
    async with at_the_keyboard(db) as person:
        await goes_to(person, "group")
        await person.sees(
            "not signed", "General Secretariat: 1", "field offices: nobody", "2023: no resource line"
        )
        await to_line(person, "no resource line")
        await person.press("enter")
        await person.form_opens()
        await person.saves()
        await person.sees("2023: 0 approved in 1 line")
        (line,) = store.rows(db, "resource_line")
        assert (line["purpose"], line["gem_group"], line["year"]) == ("group", group, 2023)
        await to_line(person, "not signed")
        await person.press("enter")
        await person.form_opens()
        assert person.field == "tor_signed_on"


async def test_the_days_until_each_review_and_the_round_that_is_late(db: Store) -> None:
    plan = put(
        db,
        "action_plan",
        title="Plan before",
        starts_on="2021-01-01",
        ends_on="2022-12-31",
        status="closed",
        policy_version="2013",
    )
    put(db, "monitoring_round", action_plan=plan, opened_on="2021-11-22", closed_on="2021-12-15")
    async with at_the_keyboard(db) as person:
        await goes_to(person, "reviews")
        await person.sees("monitoring 26 d late", "! 26 days late", "Policy review (four years)")
        await to_line(person, "Plan monitoring")
        await person.press("w")
        await person.sees("Clause MON-1", "26 days late.")
        await person.press("escape", "enter")
        await person.sees("Monitoring round")


async def test_the_sign_off_is_one_enter_from_its_field(db: Store) -> None:
    put(db, "submission", period="2023", made_by="focal point", made_on="2024-01-08")
    async with at_the_keyboard(db) as person:
        await goes_to(person, "reviews")
        await to_line(person, "Sign-off")
        await person.sees("not signed off")
        await person.press("enter")
        await person.form_opens()
        assert person.field == "approved_by"
        await person.types("Head of Area Office")
        await person.saves()
        await person.sees("✓ done for the year", "Signed off by Head of Area Office")


async def test_an_act_of_leadership_is_recorded_from_the_line_that_misses_it(db: Store) -> None:
    async with at_the_keyboard(db) as person:
        await goes_to(person, "reviews")
        await to_line(person, "Acts of leadership")
        await person.press("enter")
        await person.form_opens()
        await person.fills({"title": "Message on 8 March"})
        await person.saves()
        (act,) = store.rows(db, "governance_item")
        assert act["type"] == "leadership_act"
