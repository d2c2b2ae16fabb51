"""What a line of progress means: per cent, status, words; and which fields it changes."""

from __future__ import annotations

from datetime import date

import pytest

from gemtui.rules import Update, as_noted, in_round, read_status, read_update

ON = date(2024, 1, 10)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("60", Update(60)),
        ("60 %", Update(60)),
        ("60% two candidates named", Update(60, None, "two candidates named")),
        ("60: two named", Update(60, None, "two named")),
        ("60 on hold: the post is frozen", Update(60, "on_hold", "the post is frozen")),
        ("done", Update(None, "done")),
        ("Done: the list is out", Update(None, "done", "the list is out")),
        ("100 done", Update(100, "done")),
        ("done by the committee", Update(None, None, "done by the committee")),
        ("3 women applied", Update(None, None, "3 women applied")),
        ("2026 budget asked for", Update(None, None, "2026 budget asked for")),
        ("", Update()),
        ("  ", Update()),
    ],
)
def test_a_number_is_per_cent_only_where_nobody_can_mean_anything_else(typed, meant):
    assert read_update(typed) == meant


def test_work_that_has_begun_is_in_progress_and_done_is_a_hundred_per_cent_on_a_day():
    planned = {"status": "planned", "percent": 0}
    assert Update(10).of_action(planned, ON) == {"status": "in_progress", "percent": 10}
    assert Update(None, "done").of_action(planned, ON) == {
        "status": "done", "percent": 100, "done_on": "2024-01-10",
    }  # fmt: skip
    assert Update(None, None, "asked again").of_action(planned, ON) == {}
    assert Update(40).of_action({"status": "in_progress", "percent": 40}, ON) == {}
    assert Update(None, "cancelled", "no money").of_action(planned, ON) == {
        "status": "cancelled", "reason": "no money",
    }  # fmt: skip


def test_the_note_says_where_the_action_stands_after_it():
    held = {"status": "in_progress", "percent": 40}
    assert Update(None, None, "asked").of_note(held, ON) == {
        "on": "2024-01-10", "status": "in_progress", "percent": 40, "note": "asked",
    }  # fmt: skip


def test_a_status_is_read_from_its_beginning_where_only_one_begins_so():
    assert [read_status(word) for word in ("d", "i", "o", "p", "c", "on hold", "hold")] == [
        "done", "in_progress", "on_hold", "planned", "cancelled", "on_hold", "on_hold",
    ]  # fmt: skip
    assert [read_status(word) for word in ("", "x", "done!")] == [None, None, None]


def test_a_round_goes_through_what_was_open_when_it_began():
    assert in_round({"status": "planned"}, "2024-01-10")
    assert in_round({"status": "done", "done_on": "2024-01-10"}, "2024-01-10")
    assert not in_round({"status": "done", "done_on": "2024-01-09"}, "2024-01-10")
    assert not in_round({"status": "cancelled"}, "2024-01-10")
    assert not in_round({"status": "done"}, "2024-01-10")


def test_what_was_entered_afterwards_stands_where_its_dates_and_notes_say_and_nowhere_else():
    action = {"status": "done", "percent": 100, "done_on": "2024-01-05"}
    notes = [
        {"on": "2023-06-01", "status": "in_progress", "percent": 20},
        {"on": "2023-09-01", "status": "in_progress", "percent": 50},
    ]
    assert as_noted(action, notes, date(2023, 7, 1)) == {
        "status": "in_progress",
        "percent": 20,
        "done_on": None,
    }
    assert as_noted(action, notes, ON)["status"] == "done"
    assert as_noted(action, notes, date(2023, 1, 1)) == {"status": None, "percent": None, "done_on": None}
