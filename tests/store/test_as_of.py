"""Records as they were at the end of a day, and those that changed between two days."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from gemtui import log, store
from gemtui.store import Around, Edit, Identity, Store, View


class Draws:
    """Bytes that are never the same."""

    def __init__(self) -> None:
        self.turn = 0

    def __call__(self, count: int) -> bytes:
        self.turn += 1
        return self.turn.to_bytes(count)


@pytest.fixture
def clock() -> log.FixedClock:
    return log.FixedClock(datetime(2024, 1, 10, 9, tzinfo=UTC))


@pytest.fixture
def db(tmp_path: Path, clock: log.FixedClock) -> Store:
    around = Around(clock, log.Ids(clock, Draws()), tmp_path / "state", machine="test")
    return store.create(tmp_path / "office.gemtui", Identity("AO-PAZ", "field", "focal point"), around)


def at(clock: log.FixedClock, day: str) -> None:
    clock.set(datetime.combine(date.fromisoformat(day), datetime.min.time(), UTC).replace(hour=9))


def action(db: Store, **values: object) -> str:
    given = {"title": "One", "responsible": "Head", "accountable": "Director", "delivery_on": "2024-06-30"}
    return store.save(db, Edit("action", {**given, **values})).id


def titles_on(db: Store, day: str) -> list[str]:
    on = date.fromisoformat(day)
    ids = store.rowids(db, "action", View(sort=("title",), then=on))
    return [row["title"] for row in store.block_as_of(db, "action", ids, store.end_of(on))]


def test_a_row_says_what_the_log_said_at_the_end_of_the_day(db, clock):
    held = action(db)
    at(clock, "2024-02-01")
    store.save(db, Edit("action", {"title": "Two", "delivery_on": "2024-12-31"}, id=held))
    on = date(2024, 1, 31)
    (row,) = store.block_as_of(db, "action", store.rowids(db, "action", View(then=on)), store.end_of(on))
    assert (row["title"], row["delivery_on"], row["revision"]) == ("One", "2024-06-30", 1)
    assert store.ENTERED_LATER not in row
    assert titles_on(db, "2024-02-01") == ["Two"]


def test_what_was_deleted_later_is_there_and_what_was_deleted_before_is_not(db, clock):
    held = action(db)
    at(clock, "2024-02-01")
    store.delete(db, "action", held)
    assert titles_on(db, "2024-01-31") == ["One"]
    assert titles_on(db, "2024-02-01") == []


def test_what_was_entered_later_counts_from_its_own_dates_and_says_so(db, clock):
    at(clock, "2024-03-01")
    action(db, title="Begun", starts_on="2023-01-01")
    action(db, title="Not begun", starts_on="2024-02-15")
    assert titles_on(db, "2024-01-31") == ["Begun"]
    on = date(2024, 1, 31)
    (row,) = store.block_as_of(db, "action", store.rowids(db, "action", View(then=on)), store.end_of(on))
    assert row[store.ENTERED_LATER][:10] == "2024-03-01"
    assert titles_on(db, "2024-03-01") == ["Begun", "Not begun"]


def test_personal_values_are_as_they_were_too(db, clock):
    held = store.save(db, Edit("person", {"name": "First", "gender": "woman"})).id
    at(clock, "2024-02-01")
    store.save(db, Edit("person", {"name": "Second"}, id=held))
    on = date(2024, 1, 20)
    (row,) = store.block_as_of(db, "person", store.rowids(db, "person", View(then=on)), store.end_of(on))
    assert (row["name"], row["gender"]) == ("First", "woman")


def test_records_that_changed_between_two_days_are_found_with_their_changes(db, clock):
    held = action(db)
    at(clock, "2024-02-01")
    other = action(db, title="Other")
    at(clock, "2024-03-01")
    store.save(db, Edit("action", {"percent": 10}, id=held))

    def changed(first: str, last: str) -> set[str]:
        days = store.beginning_of(date.fromisoformat(first)), store.end_of(date.fromisoformat(last))
        return {changes[0].record for _, changes in store.changed_between(db, *days)}

    assert changed("2024-01-01", "2024-01-31") == {held}
    assert changed("2024-02-01", "2024-02-01") == {other}
    assert changed("2024-02-01", "2024-03-01") == {held, other}
    assert changed("2024-02-02", "2024-02-20") == set()
