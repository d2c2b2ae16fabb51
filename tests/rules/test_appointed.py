"""Who covers a unit."""

from gemtui import rules
from tests.rules.offices import row

UNIT = row("office_unit", "u", code="NBO")


def appointment(identifier, role="focal_point", unit="u", **fields):
    return row("focal_point", identifier, role=role, unit=unit, **fields)


def covered(*appointments, unit=UNIT):
    found = rules.appointed(unit, appointments)
    return {role: [each["id"] for each in held] for role, held in found.items()}


def test_appointments_stand_under_their_roles():
    assert covered(appointment("a"), appointment("b", "alternate"), appointment("c", unit="other")) == {
        "focal_point": ["a"], "alternate": ["b"],
    }  # fmt: skip


def test_a_unit_nobody_covers_has_both_roles_empty():
    assert covered() == {"focal_point": [], "alternate": []}


def test_a_unit_of_the_same_id_in_another_office_is_another_one():
    elsewhere = appointment("a", office="XX")
    named = appointment("b", office="XX", unit=f"{UNIT['office']}/u")
    assert covered(elsewhere, named)["focal_point"] == ["b"]
