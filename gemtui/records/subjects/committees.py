"""Bodies that decide or advise, their seats, head-counts and meetings."""

from datetime import date
from typing import Annotated, ClassVar

from annotated_types import Interval

from gemtui.records.ask import About, Ask
from gemtui.records.subjects.record import GENDERS, PEOPLE, SEAT_ROLES, Record, count

BODIES = ("OA-C2a", "OA-C2b", "OA-C2c")


class Committee(Record, table=True):
    """A decision-making body, statutory committee, study group, panel or delegation."""

    about: ClassVar[About] = About(
        name="committee",
        label="Committee",
        plural="Committees",
        written_by="both",
        section="committees",
        screen=4,
        key=("name",),
        title=("name",),
        dated="established_on",
        clauses=BODIES,
        moves=("ends_on",),
    )

    name: Annotated[
        str,
        Ask(
            "Name", "What the body is called", width=30, good="Local procurement committee", weak="Committee"
        ),
    ]
    type: Annotated[
        str | None,
        Ask(
            "Type",
            "Decides which clause it answers and how it is judged",
            BODIES,
            catalogue="committee_types",
            width=16,
        ),
    ] = None
    unit: Annotated[str | None, Ask("Unit", "The unit that it belongs to", refers=("office_unit",))] = None
    size: Annotated[
        int | None,
        PEOPLE,
        Ask("Size", "How many members it should have", BODIES, width=4, good="5", weak="between 5 and 7"),
    ] = None
    rule: Annotated[
        str | None,
        Ask(
            "Rule",
            "band: judged by its share; both_present: women and men present; report_only: not judged",
            BODIES,
            choices=("band", "both_present", "report_only"),
            width=12,
        ),
    ] = None
    term_months: Annotated[
        int | None, Interval(ge=0, le=1_200), Ask("Term", "Months of a member's term", states=True, width=4)
    ] = None
    body: Annotated[
        str | None, Ask("Body", "The body of the Union's catalogue that it is", catalogue="bodies")
    ] = None
    category: Annotated[
        str | None,
        Ask(
            "Category of posts",
            "For an appointment and promotion board: the posts that it deals with",
            ("OA-C2b",),
            catalogue="categories",
        ),
    ] = None
    study_period: Annotated[
        str | None, Ask("Study period", "For a study group, as 2025–2028", ("OA-C2c",))
    ] = None
    established_on: Annotated[
        date | None, Ask("Established on", "Day on which it was set up", BODIES, states=True)
    ] = None
    ends_on: Annotated[date | None, Ask("Ends on", "Last day in force", states=True)] = None
    alternates_apart: Annotated[
        bool | None,
        Ask("Alternates apart", "Show a line of its own for alternates; they never count as members"),
    ] = None
    mandate: Annotated[str | None, Ask("Mandate", "What it decides or advises on", long=True)] = None


class Seat(Record, table=True):
    """One place in a committee, named or not."""

    about: ClassVar[About] = About(
        name="seat",
        label="Seat",
        plural="Seats",
        written_by="both",
        section="committees",
        screen=4,
        key=("committee", "place", "starts_on"),
        title=("place", "role"),
        parent="committee",
        dated="starts_on",
        clauses=BODIES,
        moves=("ends_on",),
    )

    committee: Annotated[
        str, Ask("Committee", "The body that the seat is in", refers=("committee",), width=14)
    ]
    place: Annotated[
        str | None,
        Ask("Place", "What the seat is for", width=10, good="BDT representative", weak="3rd chair"),
    ] = None
    role: Annotated[
        str | None,
        Ask(
            "Role",
            "Chairs and members vote; alternates, secretaries and observers are not counted",
            BODIES,
            choices=SEAT_ROLES,
            width=10,
        ),
    ] = None
    person: Annotated[
        str | None, Ask("Person", "Who sits there; the name stays in the office", refers=("person",))
    ] = None
    gender: Annotated[
        str | None,
        Ask(
            "Gender",
            "Where no person is named: as said, undisclosed when not said",
            BODIES,
            choices=GENDERS,
            personal="travels",
            width=11,
        ),
    ] = None
    starts_on: Annotated[date | None, Ask("From", "First day in the seat", states=True, width=11)] = None
    ends_on: Annotated[date | None, Ask("To", "Last day in the seat", states=True, width=11)] = None


class Composition(Record, table=True):
    """A head-count of a body on a date, where seats are not kept."""

    about: ClassVar[About] = About(
        name="composition",
        label="Composition",
        plural="Compositions",
        written_by="both",
        section="committees",
        screen=4,
        key=("committee", "as_of", "role"),
        title=("as_of", "role"),
        parent="committee",
        dated="as_of",
        clauses=(*BODIES, "RAT-5", "OBJ-1"),
    )

    committee: Annotated[str, Ask("Committee", "The body that was counted", refers=("committee",), width=18)]
    as_of: Annotated[date, Ask("As of", "Valid from this day until the next count", BODIES, width=11)]
    role: Annotated[
        str | None,
        Ask(
            "Role",
            "Blank for all members together; else one line a role",
            BODIES,
            catalogue="composition_roles",
            width=10,
        ),
    ] = None
    women: Annotated[int | None, PEOPLE, count("", "women", BODIES, 5)] = None
    men: Annotated[int | None, PEOPLE, count("", "men", BODIES, 5)] = None
    other: Annotated[int | None, PEOPLE, count("", "other", BODIES, 5)] = None
    undisclosed: Annotated[int | None, PEOPLE, count("", "undisclosed", BODIES, 11)] = None
    stated_total: Annotated[
        int | None, PEOPLE, Ask("Total", "If typed, it has to be the sum of the four", BODIES, group="heads")
    ] = None


class Meeting(Record, table=True):
    """A meeting of the gender group or of a committee."""

    about: ClassVar[About] = About(
        name="meeting",
        label="Meeting",
        plural="Meetings",
        written_by="both",
        section="meetings",
        screen=4,
        key=("gem_group", "committee", "held_on"),
        title=("held_on", "committee", "gem_group"),
        dated="held_on",
        clauses=("OA-C2c", "OA-C2a"),
    )

    gem_group: Annotated[
        str | None, Ask("Group", "The gender group that met", ("RESP-4",), refers=("gem_group",), width=14)
    ] = None
    committee: Annotated[
        str | None, Ask("Committee", "Or the body that met", refers=("committee",), width=18)
    ] = None
    held_on: Annotated[date, Ask("Held on", "First day of the meeting", width=11)]
    title: Annotated[str | None, Ask("Title", "What the meeting is called, if it has a name")] = None
    women: Annotated[int | None, PEOPLE, count("", "women", width=5)] = None
    men: Annotated[int | None, PEOPLE, count("", "men", width=5)] = None
    other: Annotated[int | None, PEOPLE, count("", "other", width=5)] = None
    undisclosed: Annotated[int | None, PEOPLE, count("", "undisclosed", width=6)] = None
    chair_counted: Annotated[
        bool | None, Ask("Chair counted", "Is the chair among the people counted here?", ("OA-C2c",))
    ] = None
    decisions: Annotated[
        str | None,
        Ask(
            "Decisions",
            "What was decided on gender equality",
            ("OA-A5", "OA-C0"),
            long=True,
            good="The chair of the weekly meeting rotates from March on",
            weak="discussed",
        ),
    ] = None
