"""The office of scenario 1, as a store that every test gets a copy of, on a day that stands still."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from gemtui import store
from gemtui.log import FixedClock, Ids
from gemtui.store import Around, Edit, Identity, Store
from gemtui.tui.desk import Desk

TODAY = date(2024, 1, 10)
NOW = datetime(2024, 1, 10, 9, 0, tzinfo=UTC)

ACTIONS = (
    ("A-01", "A", "OA-A1", "Parity note for the office head", "2023-06-30", "done", 100, "2023-06-20"),
    ("A-02", "A", "OA-A1b", "Brief selection panels on bias", "2023-09-30", "done", 100, "2023-10-15"),
    ("A-03", "A", "OA-A2", "Gender check of local vacancy texts", "2023-12-31", "in_progress", 60, None),
    ("A-04", "A", "OA-A3", "Diversity session for staff", "2024-01-10", "in_progress", 40, None),
    ("A-05", "A", "OA-A5", "Rotate the chair of the weekly meeting", "2024-01-09", "planned", 0, None),
    ("A-06", "A", "OA-A6", "Telework arrangement written down", "2024-02-09", "in_progress", 50, None),
    (
        "A-07",
        "B",
        "OA-B1",
        "Gender assessment of the school connectivity project",
        "2024-02-10",
        "planned",
        0,
        None,
    ),
    ("A-08", "B", "OA-B2", "Video on a women's coding club", "2023-11-15", "cancelled", 0, None),
    ("A-09", "C", "OA-C1", "Gender objective in operational plan 2025", "2024-06-30", "planned", 0, None),
    (
        "A-10",
        "C",
        "OA-C2b",
        "Second woman on the procurement committee",
        "2023-03-31",
        "in_progress",
        20,
        None,
    ),
    ("A-11", "C", "OA-C3", "Language check of the web pages", "2023-12-15", "in_progress", 100, None),
    ("A-12", "C", "RESP-5", "Terms of reference of the alternate", "2024-12-31", "planned", 0, None),
)
BODIES = (
    ("Local procurement committee", 2, 3, 0, 0),
    ("Selection panel G-5", 1, 2, 0, 0),
    ("Office management meeting", 1, 3, 0, 0),
    ("Regional event steering committee", 2, 4, 0, 1),
    ("Safety warden", 1, 0, 0, 0),
)
RATINGS = [
    "ME",
    "AP",
    "NA",
    "NA",
    "NR",
    "ME",
    "EX",
    "AP",
    "AP",
    "MI",
    "ME",
    "AP",
    "ME",
    "MI",
    "ME",
    "ME",
    "EX",
]
WORDS = {
    "EX": "exceeds",
    "ME": "meets",
    "AP": "approaches",
    "MI": "missing",
    "NA": "not_applicable",
    "NR": "not_reported",
}
REMEDIES = (2, 8, 9, 10, 12)
EVIDENCE = (1, 6, 7, 11, 13, 15, 17)


class Steady:
    """Bytes that are the same in every run."""

    def __init__(self, turn: int = 0) -> None:
        self.turn = turn

    def __call__(self, count: int) -> bytes:
        self.turn += 1
        return self.turn.to_bytes(16)[-count:]


def around(folder: Path, turn: int = 0) -> Around:
    """Return clock and ids; since the clock stands still, a later visit begins at a turn of its own."""
    clock = FixedClock(NOW)
    return Around(clock, Ids(clock, Steady(turn)), folder / "state", machine="test")


def make(path: Path, office: str = "AO-PAZ", role: str = "field") -> Store:
    """Make an empty store."""
    return store.create(
        path, Identity(office, role, "focal point" if role == "field" else "gender unit"), around(path.parent)
    )


def fill(db: Store) -> None:
    """Enter what scenario 1 says of the office's four subjects."""
    unit = put(
        db,
        "office_unit",
        code="AO-PAZ",
        name="Area Office Porto Azul",
        level="area",
        city="Porto Azul",
        country="XA",
    )
    head = put(db, "person", name="Head", gender="woman", grade="P-5", unit=unit, active=True)
    assistant = put(db, "person", name="Assistant", gender="man", grade="G-5", unit=unit, active=True)
    put(
        db,
        "focal_point",
        person=head,
        unit=unit,
        role="focal_point",
        appointed_on="2022-03-01",
        tor_signed_on="2022-03-15",
        time_share=20,
    )
    put(
        db,
        "focal_point",
        person=assistant,
        unit=unit,
        role="alternate",
        appointed_on="2022-05-01",
        ends_on="2024-01-31",
        time_share=10,
    )
    plan = put(
        db,
        "action_plan",
        title="Plan 2023–2024",
        starts_on="2023-01-01",
        ends_on="2024-12-31",
        status="approved",
        policy_version="2013",
    )
    actions = {}
    for number, area, clause, title, due, status, percent, done in ACTIONS:
        why = {"reason": "The club closed"} if status == "cancelled" else {}
        actions[number] = put(
            db, "action", action_plan=plan, number=number, area=area, clauses=[clause], title=title, responsible="Head", accountable="Regional Director",
            delivery_on=due, status=status, percent=percent, done_on=done, unit=unit, **why,
        )  # fmt: skip
    put(db, "evidence", subject_kind="action", subject=actions["A-01"], title="Parity note")
    put(
        db,
        "action_progress",
        action=actions["A-10"],
        on="2023-12-12",
        percent=20,
        status="in_progress",
        note="Two candidates named, one declined",
    )
    for name, women, men, other, undisclosed in BODIES:
        body = put(db, "committee", name=name, size=women + men + other + undisclosed, rule="band")
        put(
            db,
            "composition",
            committee=body,
            as_of="2023-12-31",
            role="member",
            women=women,
            men=men,
            other=other,
            undisclosed=undisclosed,
        )
    entries = {}
    for number, code in enumerate(RATINGS, 1):
        why = {"justification": "No such programme here"} if code == "NA" else {}
        entries[number] = put(
            db,
            "indicator_entry",
            framework="un-swap-2",
            indicator=f"SWAP2-{number:02d}",
            period=2023,
            rating=WORDS[code],
            explanation=f"Entry {number}",
            **why,
        )
    for number in REMEDIES:
        put(
            db,
            "remedial_action",
            indicator_entry=entries[number],
            description="A remedial plan",
            responsible="Head",
            due_on="2024-06-30",
        )
    for number in EVIDENCE:
        put(
            db,
            "evidence",
            subject_kind="indicator_entry",
            subject=entries[number],
            title=f"Evidence {number}",
        )


def put(db: Store, kind: str, **values: Any) -> str:
    """Save one record and return its id."""
    return store.save(db, Edit(kind, {k: v for k, v in values.items() if v is not None})).id


def desk(db: Store, today: date = TODAY, **given: Any) -> Desk:
    """Return what the program is handed in a test, the store open already."""
    made = Desk(
        lambda: (db, today), given.pop("monotonic", Ticking()), given.pop("folder", db.path.parent), **given
    )
    made.open()
    return made


class Ticking:
    """A clock that goes a second further each time one looks, so that no test waits for a dialog to listen."""

    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        self.at += 1
        return self.at
