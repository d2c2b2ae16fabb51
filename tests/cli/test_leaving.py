"""`calendar` and `handover`: due dates for a phone, and a note for the successor."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pyrage
import pytest
from icalendar import Calendar

from tests.cli.gem import Gem


@pytest.fixture
def gem(tmp_path: Path) -> Gem:
    office = Gem(tmp_path)
    office("init", "--office", "NBO")
    return office


def filled(gem: Gem) -> dict[str, str]:
    plan = gem.add(
        "action_plan", "title=Plan", "starts_on=2026-01-01", "ends_on=2027-12-31", "policy_version=2013",
        "next_review_on=2027-01-31", "status=approved",
    )  # fmt: skip
    late = gem.add(
        "action",
        f"action_plan={plan}",
        "number=A-01",
        "title=[x] Café; *1*",
        "responsible=Head",
        "accountable=Head",
        "delivery_on=2026-03-31",
    )
    gem.add(
        "action",
        f"action_plan={plan}",
        "title=Done",
        "responsible=Head",
        "accountable=Head",
        "delivery_on=2026-03-31",
        "status=done",
        "done_on=2026-03-01",
    )
    person = gem.add("person", "name=Amina Example", "gender=woman")
    term = gem.add(
        "focal_point", f"person={person}", "role=focal_point", "appointed_on=2025-01-01", "ends_on=2026-12-14"
    )
    gem.add("focal_point", "role=alternate", "appointed_on=2020-01-01", "ends_on=2022-12-31")
    return {"plan": plan, "late": late, "term": term}


def test_a_calendar_holds_what_is_open_and_nothing_that_is_done(gem: Gem, tmp_path: Path) -> None:
    ids = filled(gem)
    found = gem.json("calendar", "--to", tmp_path / "due.ics")
    due = {(entry["on"], entry["code"], entry["id"]) for entry in found["entries"]}
    assert due == {
        ("2026-03-31", "due-delivery", ids["late"]), ("2027-01-31", "due-review", ids["plan"]),
        ("2026-12-14", "due-term", ids["term"]), ("2028-01-01", "due-monitoring", ""),
        ("2027-01-08", "due-report", ""), ("2027-12-31", "due-plan-end", ids["plan"]),
    }  # fmt: skip
    calendar = Calendar.from_ical((tmp_path / "due.ics").read_bytes())
    events = {event["uid"]: event for event in calendar.walk("VEVENT")}
    assert {event.decoded("dtstart").isoformat() for event in events.values()} == {day for day, _, _ in due}
    assert str(events[f"NBO-due-delivery-{ids['late']}@gemtui"]["summary"]).endswith("[x] Café; *1*")
    assert all(type(event.decoded("dtstart")) is date for event in events.values())


def test_a_calendar_keeps_its_ids_and_names_nobody(gem: Gem, tmp_path: Path) -> None:
    filled(gem)
    one, other = tmp_path / "one.ics", tmp_path / "other.ics"
    gem("calendar", "--to", one)
    gem("calendar", "--to", other)
    ids = [
        {str(e["uid"]) for e in Calendar.from_ical(path.read_bytes()).walk("VEVENT")} for path in (one, other)
    ]
    assert ids[0] == ids[1]
    assert b"Amina" not in one.read_bytes()


def test_a_line_of_hostile_text_starts_no_line_of_its_own(gem: Gem, tmp_path: Path) -> None:
    gem.add(
        "action",
        "title=x\r\nEND:VCALENDAR\x1b[2J",
        "responsible=Head",
        "accountable=Head",
        "delivery_on=2026-12-31",
    )
    gem("calendar", "--to", tmp_path / "due.ics")
    content = (tmp_path / "due.ics").read_bytes()
    assert content.count(b"\r\nEND:VCALENDAR") == 1
    assert b"\x1b" not in content


def test_a_note_says_roles_open_items_and_deadlines_and_names_nobody(gem: Gem, tmp_path: Path) -> None:
    ids = filled(gem)
    found = gem.json("handover", "--to", tmp_path / "note.md")
    note = (tmp_path / "note.md").read_text("utf-8")
    assert [role["id"] for role in found["roles"]] == [ids["term"]]
    assert ids["late"] in [step["id"] for step in found["steps"]]
    assert "Amina" not in note
    assert "\\[x\\] Café; \\*1\\*" in note
    assert found["capsule"] is None


def test_a_capsule_is_the_store_for_the_recipient_alone(gem: Gem, tmp_path: Path) -> None:
    filled(gem)
    identity = pyrage.x25519.Identity.generate()
    answer = gem.json("handover", "--to", tmp_path / "note.md", "--capsule", str(identity.to_public()))
    capsule = Path(answer["capsule"])
    store = pyrage.decrypt(capsule.read_bytes(), [identity])
    (tmp_path / "copy.gemtui").write_bytes(store)
    successor = gem.at("new.gemtui")
    assert successor("restore", tmp_path / "copy.gemtui").code == 0
    assert successor.json("digest") == gem.json("digest")
    assert sorted(p.name for p in tmp_path.glob("*.gemtui*")) == sorted(
        {
            "copy.gemtui",
            "note.gemtui.age",
            *(p.name for p in tmp_path.glob("office.*")),
            *(p.name for p in tmp_path.glob("new.*")),
        }
    )
    assert gem("handover", "--to", tmp_path / "b.md", "--capsule", "nobody").code == 2
    assert not (tmp_path / "b.md").exists()


def test_a_folder_that_is_not_there_is_said(gem: Gem, tmp_path: Path) -> None:
    answer = gem("calendar", "--to", tmp_path / "none" / "due.ics")
    assert (answer.code, answer.out) == (2, "")
