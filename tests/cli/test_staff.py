"""`staff`: what the screen of staff shows, on the command line; and what it is asked to assume."""

from __future__ import annotations

from tests.cli.gem import Gem


def counted(gem: Gem) -> None:
    """Enter two counts of a grade, two years apart, and what came between."""
    gem.add("staffing_snapshot", "as_of=2023-12-31", "grade=P-5", "women=6", "men=14")
    flows = ("hired_women=3", "hired_men=1", "left_women=1", "left_men=3")
    gem.add("staffing_snapshot", "as_of=2025-12-31", "grade=P-5", "women=8", "men=12", *flows)


def test_parity_at_a_grade_by_its_increment_and_by_its_flows(gem: Gem) -> None:
    counted(gem)
    (grade,) = [one for one in gem.json("staff")["lines"] if one["line"] == "P-5"]
    assert (grade["moved"], grade["points"], grade["gap_points"]) == ("rising", "10.0", "-10.0")
    assert (grade["linear"]["answer"], grade["linear"]["years"], grade["linear"]["year"]) == ("by", 2, 2027)
    assert (grade["flow"]["leaving"], grade["flow"]["women"], grade["flow"]["answer"]) == ("2", "3/4", "by")
    assert grade["flows"]["hired"] == {"women": 3, "men": 1, "other": 0, "undisclosed": 0, "effect": "raises"}
    assert grade["flows"]["left"]["effect"] == "raises"
    assert "flows-differ" not in [one["code"] for one in gem("check", "--json").json["findings"]]


def test_assumptions_are_shown_beside_the_answer_and_can_be_turned(gem: Gem) -> None:
    counted(gem)
    answer = gem("staff", "--leaving", "4", "--women", "45 %").out
    assert "never with these appointments" in answer
    assert "if 4 leave a year and 45.0 % of those appointed are women, the size staying 20" in answer
    assert "at +5.0 points a year: 50 % in 2 years, by 2027" in gem("staff").out


def test_what_is_no_assumption_is_refused_with_what_to_type(gem: Gem) -> None:
    for given in (
        ("--women", "101"),
        ("--women", "-3"),
        ("--women", "half"),
        ("--leaving", "1/0"),
        ("--leaving", "٣"),
    ):
        answer = gem("staff", *given)
        assert answer.code == 2, given
        assert "type one, such as" in answer.err


def test_an_office_that_counted_nobody_has_no_figures(gem: Gem) -> None:
    told = gem.json("staff")
    assert (told["lines"], told["recruitment"]["exercises"], told["measures"]["all"]) == ([], [], None)
    assert gem("staff").code == 0


def test_flows_that_do_not_add_up_are_a_warning(gem: Gem) -> None:
    gem.add("staffing_snapshot", "as_of=2023-12-31", "grade=P-5", "women=6", "men=14")
    gem.add(
        "staffing_snapshot",
        "as_of=2025-12-31",
        "grade=P-5",
        "women=8",
        "men=12",
        "hired_women=5",
        "left_women=1",
    )
    (found,) = [one for one in gem("check", "--json").json["findings"] if one["code"] == "flows-differ"]
    assert (found["level"], found["field"], found["clause"]) == ("warning", "hired_women", "OA-A1")


def test_participation_is_told_year_by_year(gem: Gem) -> None:
    for day, women in (("2024-05-01", 8), ("2025-05-01", 12)):
        about = ("title=I know gender", "mandatory=yes", f"held_on={day}", f"women={women}", "men=4")
        gem.add("training_record", *about, "staff_on_board=40")
    before, now = gem.json("staff")["participation"]
    assert (before["year"], before["coverage"], before["moved"]) == (2024, "3/10", None)
    assert (now["percent"], now["moved"], now["women"], len(now["ids"])) == ("40.0", "rising", 12, 1)
    assert "rising" in gem("staff").out
