"""Gender focal points and their group."""

from datetime import date
from typing import Annotated, ClassVar

from gemtui.records.ask import About, Ask
from gemtui.records.subjects.record import PERCENT, SECTORS, Record


class FocalPoint(Record, table=True):
    """An appointment as gender focal point or alternate."""

    about: ClassVar[About] = About(
        name="focal_point",
        label="Focal point",
        plural="Focal points",
        written_by="office",
        section="focal_points",
        screen=3,
        key=("unit", "role", "appointed_on"),
        title=("role", "unit", "person"),
        dated="appointed_on",
        clauses=("RESP-4", "RESP-5", "OBJ-3"),
        moves=("ends_on", "trained_on"),
    )

    person: Annotated[
        str | None,
        Ask(
            "Person",
            "Who is appointed; grade and gender come from the person's record",
            refers=("person",),
            width=14,
        ),
    ] = None
    unit: Annotated[
        str | None,
        Ask("Unit", "The unit that the focal point serves", ("RESP-4",), refers=("office_unit",), width=8),
    ] = None
    role: Annotated[
        str,
        Ask("Role", "Focal point or alternate", ("RESP-4",), choices=("focal_point", "alternate"), width=11),
    ]
    appointed_on: Annotated[
        date | None, Ask("Appointed on", "First day of the term", ("RESP-4",), states=True)
    ] = None
    ends_on: Annotated[
        date | None, Ask("Ends on", "Last day of the term in force", ("RESP-4",), states=True, width=11)
    ] = None
    time_share: Annotated[
        int | None,
        PERCENT,
        Ask(
            "Time share",
            "Per cent of working time set aside for the role, 0 to 100",
            ("RESP-5",),
            states=True,
            width=4,
            good="20",
            weak="when there is time",
        ),
    ] = None
    tor_signed_on: Annotated[
        date | None,
        Ask(
            "Terms of reference of",
            "Day on which the terms of reference were signed; pending when being written",
            ("RESP-5",),
            states=True,
            width=11,
        ),
    ] = None
    tor_version: Annotated[str | None, Ask("Version", "Version of the terms of reference", ("RESP-5",))] = (
        None
    )
    tor_reference: Annotated[
        str | None,
        Ask(
            "Terms of reference",
            "Where they are filed: memo number or file reference",
            ("RESP-5",),
            good="Memo 12/2026",
            weak="in my drawer",
        ),
    ] = None
    appointed_by: Annotated[
        str | None,
        Ask(
            "Appointed by",
            "Role that made the appointment",
            ("RESP-5",),
            good="Regional Director",
            weak="the boss",
        ),
    ] = None
    in_appraisal: Annotated[
        bool | None,
        Ask(
            "In appraisal",
            "Is the role part of the person's performance appraisal?",
            ("RESP-5", "RESP-10"),
            states=True,
        ),
    ] = None
    trained_on: Annotated[
        date | None, Ask("Trained on", "Day of the last training for the role", ("OA-A2",), states=True)
    ] = None
    note: Annotated[
        str | None, Ask("Note", "What a successor needs to know; no personal facts", ("RESP-8",), long=True)
    ] = None
    acts_from: Annotated[
        date | None,
        Ask("Acts from", "Of an alternate: first day of acting for the focal point", ("RESP-4", "RESP-8")),
    ] = None
    acts_until: Annotated[
        date | None, Ask("Acts until", "Last day of acting; blank until it is known", ("RESP-4", "RESP-8"))
    ] = None
    acts_scope: Annotated[
        str | None,
        Ask(
            "Acts in",
            "What is handed over meanwhile",
            ("RESP-8",),
            good="All duties but the sign-off",
            weak="things",
        ),
    ] = None


class GemGroup(Record, table=True):
    """The gender equality and mainstreaming group, or gender task force."""

    about: ClassVar[About] = About(
        name="gem_group",
        label="Gender group",
        plural="Gender groups",
        written_by="both",
        section="groups",
        screen=3,
        key=("name",),
        title=("name",),
        dated="established_on",
        clauses=("RESP-4", "RESP-5", "RESP-6", "OBJ-3"),
        moves=("ends_on",),
    )

    name: Annotated[
        str,
        Ask(
            "Name",
            "Name of the group or task force",
            ("RESP-4",),
            width=32,
            good="Gender Task Force",
            weak="us",
        ),
    ]
    established_on: Annotated[
        date | None, Ask("Established on", "Day on which it was set up", ("RESP-4",), states=True, width=11)
    ] = None
    ends_on: Annotated[
        date | None, Ask("Ends on", "Last day in force, if it has one", states=True, width=11)
    ] = None
    tor_signed_on: Annotated[
        date | None,
        Ask(
            "Terms of reference of",
            "Day on which its terms of reference were signed",
            ("RESP-5",),
            states=True,
            width=11,
        ),
    ] = None
    tor_version: Annotated[str | None, Ask("Version", "Version of the terms of reference", ("RESP-5",))] = (
        None
    )
    tor_reference: Annotated[
        str | None,
        Ask(
            "Terms of reference", "Where they are filed", ("RESP-5",), good="DM-14/1021", weak="shared drive"
        ),
    ] = None
    chaired_by: Annotated[
        str | None, Ask("Chaired by", "Role that chairs it", ("SCO-1",), catalogue="senior_roles")
    ] = None
    mandate: Annotated[
        str | None,
        Ask(
            "Mandate",
            "What the group is there for, in a few lines",
            ("RESP-5", "RESP-7"),
            long=True,
            good="Prepares the Union-wide action plan and follows it up every two years",
            weak="gender matters",
        ),
    ] = None


class GroupMember(Record, table=True):
    """A place in the gender group."""

    about: ClassVar[About] = About(
        name="group_member",
        label="Group member",
        plural="Group members",
        written_by="both",
        section="groups",
        screen=3,
        key=("gem_group", "focal_point", "person", "starts_on"),
        title=("constituency", "role", "focal_point", "person"),
        parent="gem_group",
        dated="starts_on",
        steady=("gem_group", "constituency"),
        clauses=("RESP-4",),
        moves=("ends_on",),
    )

    gem_group: Annotated[str, Ask("Group", "The group that the place is in", refers=("gem_group",), width=14)]
    focal_point: Annotated[
        str | None,
        Ask("Focal point", "The appointment that brings the member in", refers=("focal_point",), width=16),
    ] = None
    person: Annotated[
        str | None, Ask("Person", "Where the member is not a focal point", refers=("person",))
    ] = None
    constituency: Annotated[
        str | None,
        Ask(
            "Constituency",
            "General Secretariat, a Bureau or the field: all five belong in the group",
            ("RESP-4",),
            choices=(*SECTORS, "field"),
            width=6,
        ),
    ] = None
    role: Annotated[
        str | None, Ask("Role", "What the member does in the group", catalogue="member_roles", width=10)
    ] = None
    starts_on: Annotated[date | None, Ask("From", "First day in the group", states=True, width=11)] = None
    ends_on: Annotated[date | None, Ask("To", "Last day in the group", states=True, width=11)] = None
