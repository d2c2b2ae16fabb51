"""`balance` in the shape of spec/cli.md, figure for figure from the scenarios."""

from datetime import date

import pytest

from gemtui import reports

KEYS = {
    "size", "women", "men", "other", "undisclosed", "share_women", "percent_women", "range", "provisional", "verdict",
    "meets", "under_represented", "attainable", "replace",
}  # fmt: skip
LINE = {
    "line",
    "unit",
    "women",
    "men",
    "other",
    "undisclosed",
    "share_women",
    "percent_women",
    "verdict",
    "meets",
}


@pytest.fixture(scope="module")
def paz(porto_azul):
    return reports.balance(porto_azul[0], date(2024, 1, 10))


def by_name(found):
    return {body["name"]: body for body in found["committees"]}


def test_the_shape_is_the_contract_s(paz):
    assert set(paz) == {"on", "committees", "summary", "staffing"}
    assert paz["on"] == "2024-01-10"
    assert all(set(body) == KEYS | {"id", "name", "leadership"} for body in paz["committees"])
    assert all(set(body["leadership"]) == KEYS for body in paz["committees"])
    assert all(set(line) == LINE for line in paz["staffing"])


def test_exact_fractions_beside_shown_percentages(paz):
    procurement = by_name(paz)["Local procurement committee"]
    assert (procurement["share_women"], procurement["percent_women"], procurement["size"]) == (
        "2/5",
        "40.0",
        5,
    )
    assert procurement["attainable"] == ["2-3", "3-2"]
    assert procurement["replace"] == 0


def test_an_undetermined_body_gives_its_range_and_no_way_to_mend_it(paz):
    steering = by_name(paz)["Regional event steering committee"]
    assert (steering["verdict"], steering["provisional"], steering["meets"]) == (
        "UNDETERMINED",
        "CRITICAL",
        "unknown",
    )
    assert steering["range"] == ["2/7", "3/7"]
    assert (steering["attainable"], steering["replace"], steering["under_represented"]) == (None, None, None)


def test_no_base_is_null_and_never_zero(paz):
    leading = by_name(paz)["Safety warden"]["leadership"]
    assert (leading["share_women"], leading["percent_women"], leading["verdict"]) == (None, None, "EMPTY")


def test_the_summary(paz, novaluna):
    assert paz["summary"] == {"bodies": 5, "judged": 4, "meet": 2, "not": 1, "unknown": 1}
    found = reports.balance(novaluna[0], date(2026, 1, 12))
    assert found["summary"] == {"bodies": 6, "judged": 6, "meet": 3, "not": 3, "unknown": 0}


def test_ids_are_those_of_the_store(porto_azul, paz):
    assert by_name(paz)["Office management meeting"]["id"] == porto_azul[1]["AO-PAZ", "c3"]


def test_staffing_lines_carry_the_unit_s_code(paz):
    lines = {line["line"]: line for line in paz["staffing"]}
    assert {line["unit"] for line in paz["staffing"]} == {"AO-PAZ"}
    assert (lines["all"]["women"], lines["all"]["men"], lines["all"]["share_women"]) == (8, 6, "4/7")
    assert lines["general service"]["percent_women"] == "66.7"
    assert list(lines)[-5:] == [
        "professional and higher",
        "P-4 and above",
        "national officers",
        "general service",
        "all",
    ]


def test_as_of_an_earlier_day_nothing_is_known(porto_azul):
    found = reports.balance(porto_azul[0], date(2018, 1, 1))
    assert (found["committees"], found["staffing"]) == ([], [])
    assert found["summary"]["bodies"] == 0


def test_headquarters_sees_the_union_each_office_and_each_unit(headquarters):
    found = reports.balance(headquarters, date(2026, 1, 20))
    everyone = {
        line["unit"]: (line["women"], line["men"]) for line in found["staffing"] if line["line"] == "all"
    }
    assert everyone[None] == (148, 153)
    assert everyone["ITU"] == (120, 130)
    assert (everyone["AO-PAZ"], everyone["RO-NVL"], everyone["AO-TRM"]) == ((8, 6), (17, 13), (3, 4))
    assert everyone["GS"] == (45, 40)
    union = found["staffing"][[line["line"] for line in found["staffing"]].index("all")]
    assert (union["percent_women"], union["verdict"], union["undisclosed"]) == ("49.2", "PARITY", 1)


def test_headquarters_names_other_offices_records_with_their_code(headquarters):
    found = by_name(reports.balance(headquarters, date(2026, 1, 20)))
    assert found["Contracts committee"]["id"].startswith("RO-NVL/")
    assert "/" not in found["Council"]["id"]


def test_rules_of_their_own(headquarters):
    found = by_name(reports.balance(headquarters, date(2026, 1, 20)))
    board = found["Appointment and Promotion Board, professional posts"]
    assert (board["verdict"], board["band"], board["meets"]) == ("BOTH_PRESENT", "CRITICAL", "yes")
    council = found["Council"]
    assert (council["verdict"], council["meets"], council["percent_women"]) == (None, "n/a", "29.2")
    assert council["leadership"]["verdict"] == "PARITY"
