"""Progress of actions, and the two-yearly round over them."""

from datetime import date
from typing import Annotated, ClassVar

from gemtui.records.ask import About, Ask
from gemtui.records.subjects.plan import STATUSES
from gemtui.records.subjects.record import PEOPLE, PERCENT, Record


class ActionProgress(Record, table=True):
    """A dated update of an action."""

    about: ClassVar[About] = About(
        name="action_progress",
        label="Progress note",
        plural="Progress notes",
        written_by="both",
        section="actions",
        screen=2,
        key=("action", "on"),
        title=("on", "note"),
        parent="action",
        dated="on",
        clauses=("RESP-8", "MON-1"),
    )

    action: Annotated[str, Ask("Action", "The action that it is about", refers=("action",), width=20)]
    on: Annotated[date, Ask("On", "Day of the update", ("MON-1",), width=11)]
    percent: Annotated[int | None, PERCENT, Ask("Progress", "Per cent done on that day", width=4)] = None
    status: Annotated[str | None, Ask("Status", "Where it stood on that day", choices=STATUSES, width=11)] = (
        None
    )
    note: Annotated[
        str | None,
        Ask(
            "Note",
            "What was done; no names, no cases",
            ("RESP-8",),
            long=True,
            width=22,
            good="Draft checklist sent to the project officer",
            weak="ongoing",
        ),
    ] = None
    obstacle: Annotated[str | None, Ask("Obstacle", "What stands in the way", ("MON-1",), long=True)] = None
    contribution: Annotated[
        str | None,
        Ask(
            "Contribution",
            "What the focal point gave: a briefing, advice, a draft",
            ("RESP-8",),
            catalogue="contributions",
        ),
    ] = None
    focal_point: Annotated[
        str | None,
        Ask("Focal point", "Who contributed, within the term", ("RESP-8",), refers=("focal_point",)),
    ] = None
    monitoring_round: Annotated[
        str | None,
        Ask(
            "Round", "The monitoring round in which it was written", ("MON-1",), refers=("monitoring_round",)
        ),
    ] = None


class MonitoringRound(Record, table=True):
    """The two-yearly pass over all actions of a plan."""

    about: ClassVar[About] = About(
        name="monitoring_round",
        label="Monitoring round",
        plural="Monitoring rounds",
        written_by="both",
        section="monitoring",
        screen=2,
        key=("action_plan", "opened_on"),
        title=("opened_on", "action_plan"),
        parent="action_plan",
        dated="opened_on",
        clauses=("MON-1", "MON-2", "PUR-4", "RESP-9", "OBJ-4"),
        moves=("closed_on",),
    )

    action_plan: Annotated[
        str | None,
        Ask("Plan", "The plan that is gone through", ("MON-1",), refers=("action_plan",), width=24),
    ] = None
    opened_on: Annotated[date, Ask("Opened on", "First day of the round", ("MON-1",), width=11)]
    closed_on: Annotated[
        date | None, Ask("Closed on", "Day on which every action had been gone through", ("MON-1",), width=11)
    ] = None
    participants: Annotated[
        int | None, PEOPLE, Ask("Participants", "How many colleagues took part", ("RESP-9",), width=12)
    ] = None
    findings: Annotated[
        str | None,
        Ask(
            "Findings",
            "What the round has shown",
            ("MON-2",),
            long=True,
            good="Programmes are covered; procurement procedures still lack a gender step",
            weak="all fine",
        ),
    ] = None
    decisions: Annotated[
        str | None, Ask("Decisions", "What was decided, by which role, until when", ("MON-1",), long=True)
    ] = None
