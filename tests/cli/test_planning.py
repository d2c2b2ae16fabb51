"""`plan-seats`: from seats as they were entered to the appointments that bring a body into balance."""

from __future__ import annotations

from tests.cli.gem import Gem

OPTION = {
    "committee", "name", "way", "appointments", "women", "men", "either", "holds_from", "latest", "splits", "certain", "result",
}  # fmt: skip


def contracts(gem: Gem) -> str:
    """Enter a body of one woman and four men, two of whose terms end in March."""
    body = gem.add("committee", "name=Contracts committee", "size=5", "rule=band")
    gem.add("seat", f"committee={body}", "role=member", "gender=woman", "place=Legal")
    for place, end in (("Finance", "2027-03-31"), ("Procurement", "2027-03-31"), ("IT", ""), ("Admin", "")):
        gem.add("seat", f"committee={body}", "role=member", "gender=man", f"place={place}", f"ends_on={end}")
    return body


def test_two_seats_fall_vacant_in_march_and_the_command_says_what_to_do_with_them(gem: Gem) -> None:
    body = contracts(gem)
    told = gem.json("plan-seats", body)
    assert set(told) == {"options"}
    assert all(set(option) == OPTION for option in told["options"])
    march = told["options"][0]
    assert (march["way"], march["holds_from"], march["latest"]) == ("vacancies", "2027-04-01", "2027-03-31")
    assert [(a["place"], a["appoint"], a["by"]) for a in march["appointments"]] == [
        ("Finance", "woman", "2027-03-31"), ("Procurement", "either", "2027-03-31"),
    ]  # fmt: skip
    assert march["splits"] == ["2-3", "3-2"]
    assert (march["result"]["verdict"], march["result"]["share_women"]) == ("BALANCED", "2/5")
    assert [option["way"] for option in told["options"]] == ["vacancies", "replacement", "growth"]


def test_a_name_names_a_committee_and_several_are_planned_at_once(gem: Gem) -> None:
    body = contracts(gem)
    panel = gem.add("committee", "name=Panel", "size=4")
    gem.add("composition", f"committee={panel}", "as_of=2026-01-01", "women=1", "men=3")
    told = gem.json("plan-seats", "contracts COMMITTEE", "Panel")
    assert {option["committee"] for option in told["options"]} == {body, panel}
    assert gem("plan-seats", "Panel").code == 0


def test_as_seen_from_a_day_after_the_terms_there_is_an_open_seat(gem: Gem) -> None:
    contracts(gem)
    (now, first, *_) = gem.json("plan-seats", "Contracts committee", "--on", "2027-06-01")["options"]
    assert (now["way"], now["splits"]) == ("none", ["1-2"])  # three members left: the nearest they can come
    assert (first["way"], first["holds_from"], first["latest"]) == ("vacancies", "2027-06-01", None)


def test_an_unknown_committee_and_two_of_one_name_are_refused(gem: Gem) -> None:
    assert gem("plan-seats", "Nobody").code == 2
    gem.add("committee", "name=Panel")
    gem.add("committee", "name=Panel", "type=panel")
    answer = gem("plan-seats", "Panel")
    assert answer.code == 2
    assert "ambiguous-record" in answer.err


def test_all_bodies_at_once_the_one_that_is_due_first_before(gem: Gem) -> None:
    body = contracts(gem)
    unit = gem.add("office_unit", "code=HR", "name=Human resources")
    panel = gem.add("committee", "name=Panel", f"unit={unit}")
    gem.add("composition", f"committee={panel}", "as_of=2026-01-01", "women=1", "men=3")
    alone = gem.add("committee", "name=Warden")
    gem.add("composition", f"committee={alone}", "as_of=2026-01-01", "women=1", "men=0")
    told = gem.json("plan-seats", "--all")
    made = told["together"]
    assert {one["committee"] for one in told["options"]} == {body, panel}
    assert [(one["name"], one["way"], one["latest"]) for one in made["plans"]] == [
        ("Contracts committee", "vacancies", "2027-03-31"), ("Panel", "replacement", None), ("Warden", None, None),
    ]  # fmt: skip
    assert (made["bodies"], made["judged"], made["meet_now"], made["meet_then"]) == (3, 2, 0, 2)
    assert (made["woman"], made["man"], made["either"]) == (2, 0, 1)
    assert (made["first_by"], made["last_by"]) == ("2027-03-31", "2027-03-31")
    of_unit = gem.json("plan-seats", "--unit", "hr")["together"]["plans"]
    assert [one["name"] for one in of_unit] == ["Panel"]
    assert "Contracts committee: appointments by 31 Mar 2027" in gem("plan-seats", "--all").out


def test_a_set_needs_a_name_and_a_unit_that_is_there(gem: Gem) -> None:
    assert gem("plan-seats").code == 2
    assert "no-committee" in gem("plan-seats").err or "Which committee" in gem("plan-seats").err
    assert gem("plan-seats", "--unit", "NOWHERE").code == 2


def test_a_body_that_meets_is_kept_so_by_its_next_vacancy(gem: Gem) -> None:
    body = gem.add("committee", "name=Board", "size=4")
    for gender, end in (("woman", "2027-03-31"), ("woman", ""), ("man", ""), ("man", "")):
        gem.add("seat", f"committee={body}", "role=member", f"gender={gender}", f"ends_on={end}")
    (plan,) = gem.json("plan-seats", "--all")["together"]["plans"]
    assert (plan["meets_now"], plan["way"]) == ("yes", "vacancies")
    assert [(one["appoint"], one["by"]) for one in plan["appointments"]] == [("woman", "2027-03-31")]
