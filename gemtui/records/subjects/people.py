"""Offices, and the people who hold a role in them."""

from datetime import date
from typing import Annotated, ClassVar

from gemtui.records.ask import About, Ask
from gemtui.records.subjects.record import GENDERS, SECTORS, Record


class OfficeUnit(Record, table=True):
    """An office, bureau or department."""

    about: ClassVar[About] = About(
        name="office_unit",
        label="Office or unit",
        plural="Offices and units",
        written_by="both",
        section="offices",
        screen=3,
        key=("code",),
        title=("code", "name"),
        parent="part_of",
        dated="opened_on",
        clauses=("SCO-2",),
        moves=("closed_on",),
    )

    code: Annotated[
        str,
        Ask(
            "Code",
            "Short code of the unit, as in the office catalogue",
            ("SCO-2",),
            catalogue="offices",
            width=10,
            good="AO-PAZ",
            weak="our office",
        ),
    ]
    name: Annotated[
        str,
        Ask(
            "Name",
            "Full name of the office, bureau or department",
            width=26,
            good="Area Office, Porto Azul",
            weak="Office",
        ),
    ]
    sector: Annotated[
        str | None,
        Ask(
            "Sector",
            "General Secretariat or the Bureau that the unit belongs to",
            ("OA-A1", "RESP-4"),
            choices=SECTORS,
            width=6,
        ),
    ] = None
    level: Annotated[
        str | None,
        Ask(
            "Level",
            "Headquarters, regional office or area office",
            choices=("headquarters", "regional", "area"),
            width=12,
        ),
    ] = None
    city: Annotated[str | None, Ask("City", "Where the unit works", width=10)] = None
    country: Annotated[
        str | None,
        Ask("Country", "Two letters, ISO 3166 (XA to XZ are free for use)", catalogue="countries", width=2),
    ] = None
    region: Annotated[str | None, Ask("Region", "ITU region that the unit serves", catalogue="regions")] = (
        None
    )
    part_of: Annotated[str | None, Ask("Part of", "The unit above it", refers=("office_unit",))] = None
    head_role: Annotated[
        str | None,
        Ask(
            "Head",
            "Role of the person in charge, not the name",
            ("RESP-2",),
            good="Head of Area Office",
            weak="Maria",
        ),
    ] = None
    opened_on: Annotated[date | None, Ask("Opened on", "First day of the unit, if known", states=True)] = None
    closed_on: Annotated[
        date | None, Ask("Closed on", "Last day of the unit; it stays in the history", states=True)
    ] = None


class Person(Record, table=True):
    """Somebody who holds a role; as little as possible is kept."""

    about: ClassVar[About] = About(
        name="person",
        label="Person",
        plural="People",
        written_by="office",
        section="people",
        screen=3,
        title=("name",),
        clauses=("OBJ-3",),
        moves=("active",),
    )

    name: Annotated[
        str | None,
        Ask(
            "Name",
            "Stays in the office; headquarters reads the role only. A role label will do",
            personal="stays",
            width=26,
            good="Focal point, programme unit",
            weak="Mrs X (married, two children)",
        ),
    ] = None
    gender: Annotated[
        str | None,
        Ask(
            "Gender",
            "As the person says; undisclosed when not said. Never guessed from a name",
            ("OA-C2a", "OA-A1"),
            choices=GENDERS,
            personal="travels",
            width=11,
        ),
    ] = None
    grade: Annotated[
        str | None,
        Ask(
            "Grade",
            "Grade of the post held",
            ("RESP-5", "OA-A1"),
            catalogue="grades",
            personal="travels",
            width=6,
        ),
    ] = None
    unit: Annotated[
        str | None, Ask("Unit", "Where the person works", ("RESP-4",), refers=("office_unit",), width=16)
    ] = None
    active: Annotated[
        bool | None, Ask("Active", "No once the person has left; nobody is deleted from the history", width=6)
    ] = None
    contact: Annotated[
        str | None, Ask("Contact", "E-mail address or extension; stays in the office", personal="stays")
    ] = None
    note: Annotated[
        str | None,
        Ask(
            "Personal note",
            "Stays in the office. Never complaints, cases, marital or medical facts",
            personal="stays",
            long=True,
            good="Back from mission on 3 May",
            weak="On sick leave because of …",
        ),
    ] = None
