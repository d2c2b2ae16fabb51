"""What changed between two days: fields, whole records, who and why; what was changed back is no difference."""

from __future__ import annotations

from datetime import UTC, date, datetime

from gemtui import reports, store
from gemtui.store import Edit
from tests.reports.stores import create

FIRST, LAST = date(2030, 1, 1), date(2030, 12, 31)


def set_day(db, day):
    db.around.clock.set(datetime.combine(date.fromisoformat(day), datetime.min.time(), UTC))


def test_fields_records_who_and_why_are_told_and_what_came_back_is_not(tmp_path):
    db = create(tmp_path, "NBO")
    given = {"title": "One", "responsible": "Head", "accountable": "Director", "delivery_on": "2030-06-30"}
    set_day(db, "2029-06-01")
    kept, gone = (store.save(db, Edit("action", {**given, "number": n})).id for n in ("A-1", "A-2"))
    set_day(db, "2030-02-01")
    made = store.save(db, Edit("action", {**given, "number": "A-3"})).id
    store.save(db, Edit("action", {"percent": 20, "responsible": "Nobody"}, id=kept, why="asked twice"))
    set_day(db, "2030-03-01")
    store.save(db, Edit("action", {"percent": 40, "responsible": "Head"}, id=kept))
    store.delete(db, "action", gone)
    found = reports.differences(db, FIRST, LAST)
    assert [(d.what, d.id, d.field) for d in found] == [
        ("gone", gone, ""), ("changed", kept, "percent"), ("made", made, ""),
    ] or {(d.what, d.id, d.field) for d in found} == {
        ("gone", gone, ""), ("changed", kept, "percent"), ("made", made, ""),
    }  # fmt: skip
    percent = next(d for d in found if d.field == "percent")
    assert (percent.before.get("percent"), percent.after["percent"], percent.why) == (None, 40, "asked twice")
    assert (percent.at[:10], percent.author) == ("2030-03-01", db.identity.author)
    assert reports.differences(db, date(2030, 4, 1), LAST) == []


def test_a_record_that_came_and_went_between_the_days_is_no_difference(tmp_path):
    db = create(tmp_path, "NBO")
    set_day(db, "2030-02-01")
    made = store.save(db, Edit("remark", {"text": "Look", "status": "open"})).id
    store.delete(db, "remark", made)
    assert reports.differences(db, FIRST, LAST) == []
    store.restore_record(db, "remark", made)
    assert [d.what for d in reports.differences(db, FIRST, LAST)] == ["made"]
