"""The action plan and its actions."""

from datetime import date
from typing import Annotated, ClassVar

from gemtui.records.ask import About, Ask
from gemtui.records.subjects.record import PERCENT, Record

STATUSES = ("planned", "in_progress", "done", "on_hold", "cancelled")


class ActionPlan(Record, table=True):
    """A plan with a period."""

    about: ClassVar[About] = About(
        name="action_plan",
        label="Action plan",
        plural="Action plans",
        written_by="both",
        section="plan",
        screen=2,
        key=("title", "starts_on"),
        title=("title",),
        dated="starts_on",
        steady=(),
        clauses=("PUR-4", "RESP-7", "PUR-1"),
        moves=("status", "next_review_on"),
    )

    title: Annotated[
        str,
        Ask("Title", "What the plan is called", width=21, good="Gender action plan 2026–2027", weak="Plan"),
    ]
    starts_on: Annotated[date, Ask("Starts on", "First day of the plan's period", ("PUR-4",), width=11)]
    ends_on: Annotated[
        date,
        Ask("Ends on", "Last day of the period, at most four years after the first", ("PUR-4",), width=11),
    ]
    policy_version: Annotated[
        str,
        Ask(
            "Policy version",
            "The version of the policy that the plan carries out",
            ("PUR-1",),
            catalogue="policy_versions",
            width=6,
        ),
    ]
    status: Annotated[
        str | None,
        Ask(
            "Status",
            "Draft until it is approved",
            ("PUR-4",),
            choices=("draft", "approved", "closed"),
            width=8,
        ),
    ] = None
    sponsor: Annotated[
        str | None,
        Ask(
            "Sponsor",
            "Role of the senior manager who stands for the plan, not a name",
            ("SCO-1", "RESP-2"),
            catalogue="senior_roles",
            good="regional_director",
            weak="focal point",
        ),
    ] = None
    next_review_on: Annotated[
        date | None,
        Ask(
            "Next review",
            "When the plan is gone through again: within two years",
            ("PUR-4", "MON-1"),
            width=11,
        ),
    ] = None
    version: Annotated[str | None, Ask("Version", "Version of the plan's text", ("PUR-4",))] = None
    approved_on: Annotated[date | None, Ask("Approved on", "Day of approval", ("PUR-4",), states=True)] = None
    approved_by: Annotated[
        str | None,
        Ask("Approved by", "Role that approved it", ("RESP-2",), good="Regional Director", weak="me"),
    ] = None
    summary: Annotated[
        str | None,
        Ask(
            "Summary",
            "What the plan is to change, in a few lines",
            long=True,
            good="By end 2027 both panels are balanced and every project has an assessment",
            weak="Promote gender equality",
        ),
    ] = None


class Action(Record, table=True):
    """One line of a plan."""

    about: ClassVar[About] = About(
        name="action",
        label="Action",
        plural="Actions",
        written_by="both",
        section="actions",
        screen=2,
        key=("action_plan", "number"),
        title=("number", "title"),
        parent="action_plan",
        dated="delivery_on",
        clauses=("RESP-7", "PUR-3"),
        moves=("status", "percent", "done_on", "obstacle"),
    )

    action_plan: Annotated[
        str | None, Ask("Plan", "The plan that the action is a line of", ("RESP-7",), refers=("action_plan",))
    ] = None
    number: Annotated[
        str | None,
        Ask(
            "No.",
            "Number within the plan; never used again for another action",
            ("RESP-7",),
            width=6,
            good="A-07",
            weak="the new one",
        ),
    ] = None
    title: Annotated[
        str,
        Ask(
            "Action",
            "What is done, beginning with what comes out of it",
            ("RESP-7",),
            width=24,
            good="Gender assessment of the school connectivity project",
            weak="Gender",
        ),
    ]
    area: Annotated[
        str | None,
        Ask(
            "Area",
            "A organizational culture and staffing, B programmes and services, C governance",
            choices=("A", "B", "C"),
        ),
    ] = None
    clauses: Annotated[
        str | None,
        Ask(
            "Clauses",
            "Clauses of the policy that the action carries out",
            ("OBJ-1", "OBJ-2", "PRE-1"),
            catalogue="clauses",
            type="array",
            good="OA-B1",
            weak="PRE-1 alone",
        ),
    ] = None
    output: Annotated[
        str | None,
        Ask(
            "Output",
            "What can be shown when it is done",
            ("RESP-7",),
            long=True,
            good="A filled assessment with marker, shared with the project team",
            weak="More awareness",
        ),
    ] = None
    responsible: Annotated[
        str,
        Ask(
            "Responsible",
            "Role that does it",
            ("RESP-7", "RESP-2"),
            width=12,
            good="Project officer",
            weak="everybody",
        ),
    ]
    accountable: Annotated[
        str,
        Ask(
            "Accountable",
            "Senior role that answers for it; not the focal point alone",
            ("PUR-3", "RESP-2"),
            good="Regional Director",
            weak="focal point",
        ),
    ]
    unit: Annotated[str | None, Ask("Unit", "The unit that does it", refers=("office_unit",))] = None
    contributors: Annotated[
        str | None, Ask("Contributors", "Other roles that take part", ("RESP-1", "RESP-10"), type="array")
    ] = None
    starts_on: Annotated[date | None, Ask("Starts on", "Day on which work begins", states=True)] = None
    delivery_on: Annotated[
        date, Ask("Due", "Delivery date; due on the day is not overdue", ("RESP-7",), width=11)
    ]
    done_on: Annotated[
        date | None, Ask("Done on", "Day of completion; asked for as soon as the status is done", ("RESP-7",))
    ] = None
    status: Annotated[
        str | None,
        Ask(
            "Status",
            "Where it stands; overdue is computed, never typed",
            ("RESP-7",),
            choices=STATUSES,
            width=11,
        ),
    ] = None
    percent: Annotated[
        int | None, PERCENT, Ask("Progress", "Per cent done, 0 to 100", ("MON-1",), width=4)
    ] = None
    indicator: Annotated[
        str | None,
        Ask(
            "Indicator",
            "UN-SWAP performance indicator that the action moves",
            ("RESP-7", "RAT-2"),
            catalogue="indicators",
        ),
    ] = None
    target: Annotated[
        str | None,
        Ask(
            "Target",
            "What figure or state tells that it has worked",
            ("RESP-7",),
            good="2 of 5 members are women",
            weak="better balance",
        ),
    ] = None
    budget: Annotated[
        str | None,
        Ask(
            "Budget",
            "Money set aside, as 12000 or 12000.50",
            ("RESP-3",),
            type="number",
            group="budget",
            states=True,
        ),
    ] = None
    currency: Annotated[
        str | None,
        Ask("Currency", "Three letters, ISO 4217", ("OA-C1",), catalogue="currencies", group="budget"),
    ] = None
    reason: Annotated[
        str | None,
        Ask(
            "Reason",
            "Why it was cancelled, put on hold or moved",
            ("PUR-3", "MON-1"),
            long=True,
            good="The club was closed in October; replaced by A-09",
            weak="n/a",
        ),
    ] = None
    obstacle: Annotated[
        str | None, Ask("Obstacle", "What stands in the way, and who could remove it", ("MON-1",), long=True)
    ] = None
    legal_basis: Annotated[
        str | None,
        Ask("Legal basis", "Resolution that the action rests on", ("RAT-1",), refers=("legal_basis",)),
    ] = None
    carried_from: Annotated[
        str | None,
        Ask("Carried over from", "The plan under which it was begun", ("RESP-7",), refers=("action_plan",)),
    ] = None
