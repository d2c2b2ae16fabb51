"""Planning instruments, money, and the resolutions that the policy rests on."""

from datetime import date
from typing import Annotated, ClassVar

from annotated_types import Interval

from gemtui.records.ask import About, Ask
from gemtui.records.subjects.record import YEAR, Record

MONEY = ("RESP-3", "OA-C1")


class GovernanceItem(Record, table=True):
    """A planning instrument, process, leadership act or delivery review looked at for gender."""

    about: ClassVar[About] = About(
        name="governance_item",
        label="Governance item",
        plural="Governance items",
        written_by="both",
        section="governance",
        screen=8,
        key=("type", "title", "on"),
        title=("title",),
        dated="on",
        clauses=("OA-C0", "OA-C1", "OBJ-3b", "SCO-1", "RESP-2", "PUR-2", "OA-A5", "MON-2"),
    )

    type: Annotated[str, Ask("Type", "What was looked at", catalogue="governance_types", width=14)]
    title: Annotated[
        str, Ask("Title", "What it is called", width=26, good="Operational plan 2027", weak="Plan")
    ]
    on: Annotated[date, Ask("On", "Day that the finding is dated by", width=11)]
    instrument: Annotated[
        str | None, Ask("Instrument", "For a planning instrument: which", ("OA-C1",), catalogue="instruments")
    ] = None
    level: Annotated[
        str | None,
        Ask(
            "Level",
            "How far gender is in it",
            ("OA-C1", "PUR-2"),
            choices=("absent", "mentioned", "objective", "objective_and_money"),
            width=19,
        ),
    ] = None
    has_indicator: Annotated[
        bool | None, Ask("Indicator", "Does the objective have an indicator?", ("OA-C1",))
    ] = None
    finding: Annotated[
        str | None,
        Ask(
            "Finding",
            "What was found, with the place in the text",
            ("OA-C1", "OBJ-3b"),
            long=True,
            good="Output 4.2 names women as a target group, without a figure",
            weak="ok",
        ),
    ] = None
    outcome: Annotated[
        str | None, Ask("Outcome", "In order, or needs change", ("OBJ-3b",), catalogue="outcomes")
    ] = None
    follow_up: Annotated[
        str | None, Ask("Follow-up", "The action that makes the change", ("OBJ-3b",), refers=("action",))
    ] = None
    resource_line: Annotated[
        str | None,
        Ask("Resource line", "The money, where the level says so", ("OA-C1",), refers=("resource_line",)),
    ] = None
    responsible: Annotated[
        str | None, Ask("By", "Role that acted or decided", ("RESP-2", "SCO-1"), catalogue="senior_roles")
    ] = None
    reference: Annotated[str | None, Ask("Reference", "Document number or file reference", ("PUR-2",))] = None


class ResourceLine(Record, table=True):
    """Money or staff time for gender equality in a year."""

    about: ClassVar[About] = About(
        name="resource_line",
        label="Resource line",
        plural="Resources",
        written_by="both",
        section="resources",
        screen=8,
        key=("year", "purpose", "title"),
        title=("year", "purpose", "title"),
        dated="year",
        clauses=("RESP-3", "RESP-6", "OBJ-3", "OA-C1"),
    )

    year: Annotated[int, YEAR, Ask("Year", "Budget year", MONEY, width=4)]
    purpose: Annotated[
        str | None,
        Ask(
            "Purpose",
            "What it is for; the group's own resources are a purpose",
            ("RESP-6", "RESP-3"),
            catalogue="purposes",
            width=12,
        ),
    ] = None
    title: Annotated[
        str | None, Ask("Title", "What is paid for", width=16, good="Travel of focal points", weak="Misc")
    ] = None
    planned: Annotated[
        str | None,
        Ask("Planned", "As 20000 or 20000.50", MONEY, type="number", group="money", states=True, width=9),
    ] = None
    approved: Annotated[
        str | None,
        Ask("Approved", "What was approved", MONEY, type="number", group="money", states=True, width=9),
    ] = None
    spent: Annotated[
        str | None,
        Ask("Spent", "What was spent so far", MONEY, type="number", group="money", states=True, width=9),
    ] = None
    currency: Annotated[
        str | None,
        Ask("Currency", "Three letters, ISO 4217", MONEY, catalogue="currencies", group="money", width=4),
    ] = None
    total_base: Annotated[
        str | None,
        Ask(
            "Total base",
            "The whole budget that the line is a share of, in the same currency",
            ("RESP-3",),
            type="number",
            group="money",
            states=True,
        ),
    ] = None
    staff_days: Annotated[
        str | None, Ask("Staff days", "Staff time, in days", ("RESP-6",), type="number", states=True)
    ] = None
    source: Annotated[
        str | None, Ask("Source", "Where the money comes from", ("RESP-3",), catalogue="money_sources")
    ] = None
    marker: Annotated[
        int | None,
        Interval(ge=0, le=3),
        Ask("Marker", "Gender marker of what is paid for, 0 to 3", ("RESP-3",), states=True),
    ] = None
    gem_group: Annotated[
        str | None, Ask("Group", "The gender group that it serves", ("RESP-6",), refers=("gem_group",))
    ] = None
    programme: Annotated[
        str | None, Ask("Programme", "The programme that it pays for", refers=("programme",))
    ] = None
    action: Annotated[str | None, Ask("Action", "The action that it pays for", refers=("action",))] = None


class LegalBasis(Record, table=True):
    """A resolution and one of its revisions."""

    about: ClassVar[About] = About(
        name="legal_basis",
        label="Legal basis",
        plural="Legal basis",
        written_by="both",
        section="legal",
        screen=8,
        key=("title", "revision_name"),
        title=("title", "revision_name"),
        dated="adopted_on",
        steady=("title",),
        clauses=("RAT-1",),
    )

    title: Annotated[
        str, Ask("Title", "Name and number", width=34, good="Plenipotentiary Resolution 70", weak="Res.")
    ]
    code: Annotated[
        str | None, Ask("Code", "The catalogue's code, if it is listed", catalogue="legal_bases", width=8)
    ] = None
    # Not `revision`: every table has that column for the number of changes, and `set` may never name it.
    revision_name: Annotated[
        str, Ask("Revision", "Place and year", width=18, good="Bucharest 2022", weak="latest")
    ]
    adopted_on: Annotated[date | None, Ask("Adopted on", "Day of adoption", states=True, width=11)] = None
    supersedes: Annotated[
        str | None, Ask("Supersedes", "The revision before it, which stays readable", refers=("legal_basis",))
    ] = None
