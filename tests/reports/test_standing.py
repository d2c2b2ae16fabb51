"""`status` and the board: where reports stand, what arrived, what is late."""

from datetime import UTC, date, datetime

from gemtui import log, reports, store
from gemtui.reports import documents
from gemtui.store import Edit, Note
from tests.reports.stores import create, office_store


def test_an_office_that_has_not_sent_anything(porto_azul):
    assert reports.status(porto_azul[0], date(2024, 1, 10)) == {
        "office": "AO-PAZ", "role": "field", "period": "2023", "state": "not_submitted", "submitted_at": None,
        "changes_since": None, "conflicts": 0,
    }  # fmt: skip


def heads(db):
    return [
        {"workspace": s.workspace, "seq": s.seq, "hash": s.hash}
        for s in store.streams(db, db.identity.office)
        if not s.home
    ]


def test_from_submitted_to_sent_to_received_to_headquarters_word(tmp_path):
    db, _ = office_store(tmp_path, "ao-trm", at=datetime(2026, 1, 7, 9, tzinfo=UTC))
    on = date(2026, 1, 8)
    made = store.save(db, Edit("submission", {"period": "2025", "made_on": "2026-01-07", "heads": heads(db)}))
    found = reports.status(db, on)
    assert (found["state"], found["changes_since"]) == ("submitted", 0)
    assert found["submitted_at"] == "2026-01-07T09:00:00.000Z"
    store.note_bundle(db, Note("out", "0" * 64, "b.gem.zip", "exported", "submission", "AO-TRM", "2025"))
    assert reports.status(db, on)["state"] == "sent"
    store.save(db, Edit("committee", {"name": "Panel"}))
    store.save(db, Edit("committee", {"name": "Board"}))
    assert reports.status(db, on)["changes_since"] == 2
    hq = create(tmp_path, "ITU")
    store.save(hq, Edit("receipt", {"submission": made.id, "decision": "accepted"}, office="AO-TRM"))
    lines = [(e.change, log.line(e.change), e.hash) for e in store.log_entries(hq)]
    store.merge(db, store.Incoming(lines, {hq.identity.workspace: "hq:ITU"}))
    assert reports.status(db, on)["state"] == "accepted"


def board(db):
    return {line["office"]: line for line in reports.status(db, date(2026, 1, 20))["offices"]}


def test_the_board_has_a_line_for_every_office_that_is_waited_for(headquarters):
    found = board(headquarters)
    assert list(found) == ["AO-LIM", "AO-PAZ", "AO-TRM", "RO-NVL"]
    keys = {"office", "arrived_at", "completeness", "errors", "warnings", "gaps", "late", "state"}
    assert all(set(line) == keys for line in found.values())


def test_a_silent_office_is_not_reported_and_never_counted_as_zero(headquarters):
    assert board(headquarters)["AO-LIM"] == {
        "office": "AO-LIM", "arrived_at": None, "completeness": None, "errors": None, "warnings": None, "gaps": None,
        "late": 12, "state": "not_reported",
    }  # fmt: skip


def test_an_update_makes_nobody_late_and_four_days_late_is_said(headquarters):
    found = board(headquarters)
    assert (found["AO-PAZ"]["late"], found["AO-PAZ"]["arrived_at"]) == (0, "2026-01-09T12:00:00.000Z")
    assert (found["RO-NVL"]["late"], found["RO-NVL"]["state"]) == (4, "received")
    assert found["RO-NVL"]["completeness"] == {"done": 13, "due": 13}
    assert (found["RO-NVL"]["errors"], found["RO-NVL"]["warnings"]) == (0, 3)


def test_reports_are_due_two_weeks_before_the_union_s(porto_azul):
    assert reports.due_on(2025) == date(2026, 1, 8)
    assert reports.due_on(2023) == date(2024, 1, 8)


def test_with_nobody_registered_headquarters_waits_for_the_catalogue_s_offices(tmp_path):
    found = reports.status(create(tmp_path, "ITU"), date(2026, 1, 20))["offices"]
    assert {"AO-DKR", "RO-AFR", "RO-ASP"} <= {line["office"] for line in found}
    assert {line["state"] for line in found} == {"not_reported"}


def test_an_office_whose_key_is_trusted_is_waited_for(tmp_path):
    db = create(tmp_path, "ITU")
    store.put_trusted_lines(db, ['office:AO-XYZ namespaces="gemtui-bundle@1" ssh-ed25519 AAAA', "# hq:ITU"])
    assert [line["office"] for line in reports.status(db, date(2026, 1, 20))["offices"]] == ["AO-XYZ"]


def test_the_board_as_a_report_counts_what_came_late_after_the_acceptance(tmp_path):
    db, _ = office_store(tmp_path, "ao-trm", at=datetime(2026, 1, 7, 9, tzinfo=UTC))
    made = store.save(db, Edit("submission", {"period": "2025", "heads": heads(db)})).id
    body = store.rows(db, "committee")[0]["id"]
    hq = create(tmp_path, "ITU")
    arrives(db, hq)
    store.save(hq, Edit("receipt", {"submission": made, "decision": "accepted"}, office="AO-TRM"))

    def counted():
        found = documents.paper(hq, documents.Wanted("board", "json", date(2026, 1, 20), "2025")).figures[
            "offices"
        ]
        return next(line["late_changes"] for line in found if line["office"] == "AO-TRM")

    assert counted() == 0
    store.save(db, Edit("committee", {"size": 9}, id=body, why="One place more"))
    store.save(db, Edit("meeting", {"committee": body, "held_on": "2025-12-01"}))
    store.save(db, Edit("meeting", {"committee": body, "held_on": "2026-01-06"}))
    arrives(db, hq)
    assert counted() == 2
    cycle = dict(reports.cycles(hq, date(2026, 1, 20)))["AO-TRM"]
    assert any(words.endswith("after it was accepted: 2") for words in cycle)


def arrives(db, hq):
    """Merge what an office's store holds into headquarters'."""
    own = db.identity
    lines = [(e.change, log.line(e.change), e.hash) for e in reversed(store.log_entries(db))]
    store.merge(hq, store.Incoming(lines, {own.workspace: f"office:{own.office}"}))
