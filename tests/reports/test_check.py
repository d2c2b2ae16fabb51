"""`check` and `policy` in the shapes of spec/cli.md."""

from datetime import date

import pytest

from gemtui import reports, store
from gemtui.reference import clauses
from gemtui.rules import SECTIONS
from gemtui.store import Edit
from tests.reports.stores import create

ON = date(2024, 1, 10)


@pytest.fixture(scope="module")
def paz(porto_azul):
    return reports.check(porto_azul[0], ON, "2023")


def test_the_shape_is_the_contract_s(paz):
    assert set(paz) == {"errors", "warnings", "gaps", "findings", "completeness"}
    assert all(
        set(f) == {"code", "level", "kind", "id", "field", "clause", "message"} for f in paz["findings"]
    )
    assert set(paz["completeness"]) == set(SECTIONS)


def test_counts_agree_with_the_list(paz):
    levels = [f["level"] for f in paz["findings"]]
    assert (paz["errors"], paz["warnings"], paz["gaps"]) == tuple(
        levels.count(x) for x in ("error", "warning", "gap")
    )
    assert levels == sorted(levels, key=("error", "warning", "gap").index)


def test_two_errors_and_eleven_of_thirteen(paz):
    assert paz["errors"] == 2
    assert sum(part["done"] for part in paz["completeness"].values()) == 11
    assert sum(part["due"] for part in paz["completeness"].values()) == 13


def test_a_finding_leads_to_its_record_and_field(paz, porto_azul):
    found = next(f for f in paz["findings"] if f["code"] == "no-remedial-plan")
    assert (found["kind"], found["id"], found["field"]) == (
        "indicator_entry",
        porto_azul[1]["AO-PAZ", "pi14"],
        "rating",
    )
    assert found["clause"] == "REP-2"
    assert found["message"].startswith("PI 14 says missing")


def test_an_office_wide_finding_has_no_id(paz):
    found = next(f for f in paz["findings"] if f["code"] == "monitoring-overdue")
    assert (found["id"], found["field"]) == (None, "closed_on")
    assert "15 Dec 2023, 26 days ago" in found["message"]


def test_the_second_scenario_may_be_sent(novaluna):
    assert reports.check(novaluna[0], date(2026, 1, 12), "2025")["errors"] == 0


def test_headquarters_adds_the_offices_up(headquarters):
    found = reports.check(headquarters, date(2026, 1, 20), "2025")
    assert found["errors"] == 0
    assert found["completeness"]["staffing"] == {"done": 3, "due": 3}
    assert {f["id"].split("/")[0] for f in found["findings"] if f["id"] and "/" in f["id"]} == {
        "AO-PAZ",
        "AO-TRM",
        "RO-NVL",
    }
    silent = next(f for f in found["findings"] if f["code"] == "no-focal-point")
    assert silent["message"].startswith("AO-TRM: ")


def test_headquarters_judges_the_ratings_of_the_year_that_is_reported_now(headquarters):
    now = reports.check(headquarters, date(2026, 1, 20))
    assert now == reports.check(headquarters, date(2026, 1, 20), "2025")
    assert now["errors"] == 0
    early = reports.check(headquarters, date(2026, 1, 20), "2023")
    assert {f["code"] for f in early["findings"] if f["level"] == "error"} == {
        "no-evidence",
        "no-remedial-plan",
    }


def test_an_open_conflict_is_listed(tmp_path, monkeypatch):
    db = create(tmp_path, "AO-PAZ")
    made = store.save(db, Edit("committee", {"name": "Panel", "size": 3}))
    conflict = store.OpenConflict("committee", "AO-PAZ", made.id, "size", ())
    monkeypatch.setattr(store, "conflicts", lambda db, office=None: [conflict])
    found = [f for f in reports.check(db, ON)["findings"] if f["code"] == "open-conflict"]
    assert [(f["level"], f["id"], f["field"]) for f in found] == [("warning", made.id, "size")]


def test_an_empty_store_has_gaps_and_no_errors(tmp_path):
    found = reports.check(create(tmp_path, "AO-PAZ"), ON)
    assert (found["errors"], found["warnings"]) == (0, 0)
    assert found["gaps"] > 17


def test_every_clause_says_what_answers_it(porto_azul):
    db, ids = porto_azul
    found = reports.policy(db, ON)
    assert [line["clause"] for line in found] == list(clauses())
    assert all(set(line) == {"clause", "title", "answered_by", "records", "state"} for line in found)
    lines = {line["clause"]: line for line in found}
    assert {line["state"] for line in found} == {"answered", "gap", "principle", "reference", "headquarters"}
    assert ids["AO-PAZ", "op-2024"] in lines["OA-C1"]["records"]
    assert (lines["OA-A6"]["state"], lines["OA-A6"]["records"]) == ("gap", [])
    assert lines["REV-1"]["state"] == "headquarters"


def test_headquarters_answers_with_every_office_s_records(headquarters):
    lines = {line["clause"]: line for line in reports.policy(headquarters, date(2026, 1, 20))}
    assert {record.split("/")[0] for record in lines["OA-C3"]["records"]} == {"RO-NVL"}
    assert lines["REV-1"]["state"] == "answered"
    assert "headquarters" not in {line["state"] for line in lines.values()}


def test_what_was_typed_and_cannot_be_read_is_found_and_stops_nothing(tmp_path):
    db = create(tmp_path, "NBO")
    saved = store.save(db, Edit("committee", {"name": "Panel"}))
    store.put_draft(db, "committee", saved.id, {"name": "Panel", "size": "five", "term_months": "unknown"})
    store.put_draft(db, "action", "+0badcafe", {"title": "Brief", "delivery_on": "someday"})
    found = reports.check(db, date(2026, 11, 23))
    told = {(f["kind"], f["id"], f["field"]): f for f in found["findings"] if f["code"] == "draft-unreadable"}
    assert set(told) == {("committee", saved.id, "size"), ("action", None, "delivery_on")}
    assert {f["level"] for f in told.values()} == {"warning"}
    assert found["errors"] == 0
