"""Planning instruments through their cycles, resolutions in chains, money against its base, and what is owed by when."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from gemtui.rules import Context, Picture, Places
from gemtui.rules.governance import chains, claim, countdowns, instruments
from gemtui.rules.resources import HIGH_MARKERS, budgets, share_of_base
from tests.rules.offices import context, facts, row

FACTS = facts("ao-paz")
PICTURE = Picture(FACTS, context())


def basis(id_, revision, supersedes=None, **more):
    return row(
        "legal_basis",
        id_,
        "ITU",
        title="Plenipotentiary Resolution 70",
        revision_name=revision,
        supersedes=supersedes,
        **more,
    )


def linked(*rows):
    found = chains(rows, Places({"legal_basis": rows}))
    return [[each["id"] for each in chain.rows] for chain in found]


def test_the_operational_plan_of_scenario_1_has_an_objective_and_shows_where():
    (found,) = instruments(FACTS["governance_item"])
    assert (found.code, [row["level"] for row in found.items]) == ("operational_plan", ["objective"])
    assert claim(PICTURE, found.items[0]) == "evidenced"
    assert claim(PICTURE, found.items[0] | {"reference": None}) == "claimed"
    assert claim(PICTURE, found.items[0] | {"level": "mentioned"}) == ""


def test_an_instrument_rises_and_falls_from_look_to_look():
    looks = [
        row(
            "governance_item",
            f"g{year}",
            type="planning_instrument",
            instrument="budget",
            level=level,
            on=f"{year}-01-01",
        )
        for year, level in ((2025, "objective_and_money"), (2021, "absent"), (2023, "mentioned"))
    ]
    (found,) = instruments(looks)
    assert [each["id"] for each in found.items] == ["g2021", "g2023", "g2025"]
    assert found.moved == 2
    assert instruments(looks[:1])[0].moved == 0


def test_a_resolution_stands_before_those_that_it_replaces():
    new, middle, old = (
        basis("a", "Dubai 2018", "b"),
        basis("b", "Busan 2014", "c"),
        basis("c", "Guadalajara 2010"),
    )
    assert linked(old, new, middle) == [["a", "b", "c"]]


def test_a_ring_of_revisions_ends_and_shows_each_once():
    one, other = basis("a", "Dubai 2018", "b"), basis("b", "Busan 2014", "a")
    assert sorted(each for chain in linked(one, other) for each in chain) == ["a", "b"]


@pytest.mark.parametrize(
    ("code", "revision", "newer"),
    [
        ("PP-70", "Dubai 2018", "Bucharest 2022"),
        ("PP-70", "Bucharest 2022", ""),
        ("PP-70", "Nowhere 1999", ""),
        (None, "Dubai 2018", ""),
    ],
)
def test_a_newer_revision_that_the_catalogue_knows_is_named(code, revision, newer):
    rows = (basis("a", revision, code=code),)
    assert chains(rows, Places({"legal_basis": rows}))[0].newer == newer


# Money


def test_the_money_of_scenario_1():
    (found,) = budgets(FACTS["resource_line"])
    assert (found.year, found.currency) == (2023, "CHF")
    assert f"{float(found.spent_of_approved * 100):.1f}" == "80.6"
    assert sum(found.by_marker.values()) == Decimal(300_000)
    assert found.share_of(HIGH_MARKERS) == Fraction(2, 5)
    assert found.share_of((3,)) == Fraction(1, 10)
    assert set(found.by_purpose) == {"action_plan"}


def test_a_line_is_a_share_of_its_base_and_of_nothing_where_there_is_none():
    line = row("resource_line", year=2025, approved="80000", currency="CHF", total_base="160000000")
    assert share_of_base(line) == Fraction(1, 2000)
    assert share_of_base(line | {"total_base": "0"}) is None
    assert share_of_base(line | {"total_base": None}) is None
    assert share_of_base(line | {"approved": None, "planned": "16000000"}) == Fraction(1, 10)


def test_two_bases_of_one_year_give_no_share_and_two_currencies_are_two_budgets():
    line = row("resource_line", "a", year=2025, approved="10", currency="CHF", total_base="100")
    assert budgets([line, line | {"id": "b"}])[0].share_of_base == Fraction(1, 5)
    assert budgets([line, line | {"id": "b", "total_base": "200"}])[0].share_of_base is None
    assert [each.currency for each in budgets([line, line | {"currency": "USD"}])] == ["CHF", "USD"]


def test_a_portfolio_of_nothing_has_no_share():
    (found,) = budgets([row("resource_line", year=2025, marker=3, approved="0", currency="CHF")])
    assert found.share_of((3,)) is None


@pytest.mark.parametrize("state", ["unknown", "pending"])
def test_a_line_whose_marker_nobody_knows_is_neither_own_money_nor_portfolio(state):
    own = row("resource_line", "a", year=2025, approved="10", spent="5", currency="CHF", total_base="100")
    marked = own | {"id": "b", "marker": 3}
    doubtful = own | {"id": "c", "approved": "1000", "spent": "1000", "marker_state": state}
    (found,) = budgets([own, marked, doubtful, own | {"id": "d", "marker_state": "n/a"}])
    assert [line["id"] for line in found.own] == ["a", "d"]
    assert [line["id"] for line in found.unmarked] == ["c"]
    assert (found.spent_of_approved, found.share_of_base) == (Fraction(1, 2), Fraction(1, 5))
    assert found.by_marker == {3: Decimal(10)}


# By when


def by_code(picture, office):
    return {found.code: found for found in countdowns(picture, office)}


def test_the_round_of_scenario_1_is_26_days_late():
    found = by_code(PICTURE, "AO-PAZ")["monitoring"]
    assert (found.last, found.due, found.left) == ("2021-12-15", "2023-12-15", -26)


def test_the_policy_is_reviewed_four_years_after_the_last_review():
    held = facts("itu")
    found = by_code(Picture(held, Context("ITU", date(2026, 3, 30), "hq")), "ITU")["policy-review"]
    assert (found.last, found.due, found.left) == ("2022-03-30", "2026-03-30", 0)
    late = by_code(Picture(held, Context("ITU", date(2026, 4, 1), "hq")), "ITU")["policy-review"]
    assert late.left == -2


def test_a_submission_is_signed_off_once_a_senior_role_stands_on_it():
    made = row("submission", "s", period="2023", made_on="2024-01-08")
    assert by_code(Picture({"submission": [made]}, context()), "AO-PAZ")["sign-off"].last == ""
    signed = made | {"approved_by": "Head of Area Office", "approved_on": "2024-01-09"}
    found = by_code(Picture({"submission": [signed]}, context()), "AO-PAZ")["sign-off"]
    assert (found.last, found.record) == ("2024-01-09", signed)


def test_a_leadership_act_of_another_year_does_not_count():
    act = row("governance_item", "g", type="leadership_act", title="Message", on="2022-03-08")
    assert by_code(Picture({"governance_item": [act]}, context()), "AO-PAZ")["leadership"].last == ""
    now = act | {"on": "2023-03-08"}
    assert (
        by_code(Picture({"governance_item": [now]}, context()), "AO-PAZ")["leadership"].last == "2023-03-08"
    )
