"""What closes the distance between a rating and meeting the requirements."""

from datetime import date
from typing import Annotated, ClassVar

from gemtui.records.ask import About, Ask
from gemtui.records.subjects.record import Record


class RemedialAction(Record, table=True):
    """What closes the distance between a rating and meeting the requirements."""

    about: ClassVar[About] = About(
        name="remedial_action",
        label="Remedial action",
        plural="Remedial actions",
        written_by="both",
        section="indicators",
        screen=5,
        key=("indicator_entry", "description"),
        title=("description",),
        parent="indicator_entry",
        dated="due_on",
        clauses=("REP-2",),
        moves=("done_on",),
    )

    indicator_entry: Annotated[
        str,
        Ask(
            "Indicator",
            "The entry that is below meets",
            refers=("indicator_entry", "entity_rating"),
            width=14,
        ),
    ]
    description: Annotated[
        str,
        Ask(
            "What",
            "What will be done",
            long=True,
            width=28,
            good="Hold a survey of staff and share its results",
            weak="Improve",
        ),
    ]
    responsible: Annotated[
        str | None, Ask("Who", "Role that does it", ("PUR-3",), width=14, good="HR assistant", weak="all")
    ] = None
    due_on: Annotated[date | None, Ask("By", "When it will be done", ("PUR-3",), width=11, states=True)] = (
        None
    )
    resources: Annotated[
        str | None,
        Ask(
            "Resources",
            "Money and staff time that it takes",
            ("RESP-3",),
            long=True,
            good="10 staff days, CHF 2000",
            weak="none",
            states=True,
        ),
    ] = None
    budget: Annotated[
        str | None,
        Ask(
            "Budget",
            "Money set aside, as 2000 or 2000.50",
            ("RESP-3",),
            type="number",
            group="budget",
            states=True,
        ),
    ] = None
    currency: Annotated[
        str | None, Ask("Currency", "Three letters, ISO 4217", catalogue="currencies", group="budget")
    ] = None
    done_on: Annotated[date | None, Ask("Done on", "Day of completion")] = None
    action: Annotated[
        str | None, Ask("Action", "The plan's action that does it", ("RESP-7",), refers=("action",))
    ] = None
