"""Coverage, markers, money and practices from the command line: the figures of scenario 1, and sheets without anybody in them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.cli.gem import Gem

QUOTED = "Maria said it changed her life"


@pytest.fixture
def paz(demo: Path) -> Gem:
    """Porto Azul as it reports 2023."""
    return Gem(demo.parent, store="demo/ao-paz.gemtui", today=date(2024, 1, 10))


@pytest.fixture
def nvl(demo: Path) -> Gem:
    """Headquarters, which has the practices of all offices."""
    return Gem(demo.parent, store="demo/itu.gemtui", today=date(2026, 1, 14))


def of(paz: Gem, tmp_path: Path) -> dict:
    return paz.json(
        "report", "office", "--to", tmp_path / "office.json", "--period", "2023", "--on", "2024-01-10"
    )


def test_the_coverage_of_scenario_1_is_75_per_cent_of_four(paz: Gem, tmp_path: Path) -> None:
    found = of(paz, tmp_path)["programmes"]
    assert (found["assessed"]["value"], found["due"]["value"], found["exempt"]["value"]) == (3, 4, 1)
    assert (found["coverage"]["value"], found["coverage"]["percent"]) == ("3/4", "75.0")
    assert [found["markers"][code]["value"] for code in "0123"] == [0, 1, 0, 2]
    assert found["overdue"]["ids"] == sorted(set(found["due"]["ids"]) - set(found["assessed"]["ids"]))


def test_the_money_of_scenario_1_against_what_was_approved_and_by_marker(paz: Gem, tmp_path: Path) -> None:
    (found,) = of(paz, tmp_path)["money"]
    assert [found[name]["value"] for name in ("planned", "approved", "spent")] == ["20000", "18000", "14500"]
    assert found["spent_of_approved"]["percent"] == "80.6"
    assert (found["portfolio"]["marker_2_and_3"], found["portfolio"]["marker_3"]) == ("40.0", "10.0")
    assert found["share_of_base"]["value"] is None


def test_a_portfolio_of_nothing_says_no_base_and_never_zero_per_cent(gem: Gem, tmp_path: Path) -> None:
    gem.json("add", "resource_line", "year=2026", "marker=3", "approved=0", "currency=CHF")
    told = gem.json("report", "office", "--to", tmp_path / "office.json", "--period", "2026")
    assert told["money"][0]["portfolio"]["marker_3"] is None
    gem.json("report", "office", "--to", tmp_path / "office.html", "--period", "2026")
    assert "no base" in (tmp_path / "office.html").read_text("utf-8")


def test_money_that_nobody_gave_is_not_zero_and_each_total_says_what_it_left_out(
    gem: Gem, tmp_path: Path
) -> None:
    for given in (
        "spent=100 approved=200",
        "spent=unknown approved=50",
        "approved=pending",
        "spent=n/a approved=0",
    ):
        gem.json("add", "resource_line", "year=2026", "purpose=training", "currency=CHF", *given.split())
    (found,) = gem.json("report", "office", "--to", tmp_path / "office.json", "--period", "2026")["money"]
    told = {
        name: (found[name]["value"], found[name]["left_out"]) for name in ("planned", "approved", "spent")
    }
    assert told == {
        "planned": (None, {"blank": 4}),
        "approved": ("250", {"pending": 1}),
        "spent": ("100", {"blank": 1, "n/a": 1, "unknown": 1}),
    }
    assert found["spent_of_approved"]["percent"] == "50.0", "over the one line that gives both"
    assert len(found["spent_of_approved"]["ids"]) == 1
    gem.json("report", "office", "--to", tmp_path / "office.html", "--period", "2026")
    page = (tmp_path / "office.html").read_text("utf-8")
    assert "planned 4 blank; approved 1 not yet; spent 1 blank, 1 not applicable, 1 not known" in page


def test_a_line_with_an_unknown_marker_counts_nowhere_and_is_named(gem: Gem, tmp_path: Path) -> None:
    line = ("year=2026", "currency=CHF", "approved=100", "spent=50")
    own = gem.add("resource_line", *line, "purpose=training")
    doubtful = gem.add("resource_line", *line, "purpose=programme", "marker=unknown")
    (found,) = gem.json("report", "office", "--to", tmp_path / "office.json", "--period", "2026")["money"]
    assert (found["approved"]["value"], found["approved"]["ids"]) == ("100", [own])
    assert found["unmarked"] == {"value": 1, "ids": [doubtful]}
    gem.json("report", "office", "--to", tmp_path / "office.html", "--period", "2026")
    assert "marker 1 not known" in (tmp_path / "office.html").read_text("utf-8")


def test_planning_and_what_is_owed_with_the_days(paz: Gem, tmp_path: Path) -> None:
    told = of(paz, tmp_path)
    assert told["planning"]["objective"]["value"] == told["planning"]["evidenced"]["value"] == 1
    owed = {each["code"]: each for each in told["owed"]}
    assert (owed["monitoring"]["due"], owed["monitoring"]["days_left"]) == ("2023-12-15", -26)


def test_the_sheets_of_all_offices_that_have_left_the_draft(nvl: Gem, tmp_path: Path) -> None:
    told = nvl.json("report", "practice", "--to", tmp_path / "sheets.json")
    assert [each["ready"] for each in told["practices"]] == [True, True]
    nvl.json("report", "practice", "--to", tmp_path / "sheets.md")
    page = (tmp_path / "sheets.md").read_text("utf-8")
    assert "38 of 40 finished the course" in page
    assert "Ready to be shown" in page


def practice(gem: Gem, **given: str) -> str:
    values = {
        "title": "Radios",
        "context": "Few women",
        "what_was_done": QUOTED,
        "result": "9 of 10",
        "lessons": QUOTED,
        **given,
    }
    return gem.json("add", "good_practice", *(f"{name}={value}" for name, value in values.items()))["id"]


def test_a_sheet_without_consent_quotes_nobody_and_says_what_it_lacks(gem: Gem, tmp_path: Path) -> None:
    made = practice(gem, beneficiaries_women="9", beneficiaries_men="1")
    told = gem.json("report", "practice", "--record", made, "--to", tmp_path / "one.md")
    page = (tmp_path / "one.md").read_text("utf-8")
    assert QUOTED not in page
    assert "Few women" in page
    assert told["practices"][0]["lacks"] == ["consent"]
    assert "written consent" in page


def test_a_sheet_with_consent_is_whole_and_hides_a_single_man(gem: Gem, tmp_path: Path) -> None:
    made = practice(gem, beneficiaries_women="9", beneficiaries_men="1", consent="true")
    told = gem.json("report", "practice", "--record", made, "--to", tmp_path / "one.md")
    page = (tmp_path / "one.md").read_text("utf-8")
    assert QUOTED in page
    heads = told["practices"][0]["beneficiaries"]
    assert heads["men"]["value"] is None
    assert None in (
        heads["women"]["value"],
        heads["total"]["value"],
    )  # else the one man could be told from the rest
    assert "9 women" not in page or "10 in all" not in page


def test_only_a_practice_can_be_a_report_of_one_record(gem: Gem, tmp_path: Path) -> None:
    made = practice(gem)
    assert gem("report", "office", "--record", made, "--to", tmp_path / "a.html").code == 2
    assert not (tmp_path / "a.html").exists()
