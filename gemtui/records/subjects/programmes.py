"""Programmes with their gender assessments, and practices worth showing."""

from datetime import date
from typing import Annotated, ClassVar

from annotated_types import Interval

from gemtui.records.ask import About, Ask
from gemtui.records.subjects.record import PEOPLE, PERCENT, Record, count

ASSESSED = ("OA-B1",)
REACHED = ("OA-B2", "VIS-2")
MARKER = Interval(ge=0, le=3)


class Programme(Record, table=True):
    """A programme, project, activity or service."""

    about: ClassVar[About] = About(
        name="programme",
        label="Programme",
        plural="Programmes",
        written_by="office",
        section="programmes",
        screen=7,
        key=("title", "starts_on"),
        title=("title",),
        dated="starts_on",
        clauses=("OA-B0", "RAT-3"),
        moves=("ends_on",),
    )

    title: Annotated[
        str, Ask("Title", "What it is called", width=32, good="School connectivity", weak="Project 3")
    ]
    type: Annotated[
        str | None,
        Ask(
            "Type",
            "Programme, project, activity or service",
            ("OA-B0",),
            catalogue="programme_types",
            width=10,
        ),
    ] = None
    unit: Annotated[str | None, Ask("Unit", "The unit that runs it", refers=("office_unit",))] = None
    starts_on: Annotated[date | None, Ask("Starts on", "First day", ("OA-B0",), states=True, width=11)] = None
    ends_on: Annotated[date | None, Ask("Ends on", "Last day", ("OA-B0",), states=True, width=11)] = None
    approved_on: Annotated[
        date | None, Ask("Approved on", "From this day on an assessment is due", ("OA-B0",), states=True)
    ] = None
    budget: Annotated[
        str | None,
        Ask("Budget", "Money for its whole life", ("RESP-3",), type="number", group="budget", states=True),
    ] = None
    currency: Annotated[
        str | None,
        Ask("Currency", "Three letters, ISO 4217", ("RESP-3",), catalogue="currencies", group="budget"),
    ] = None
    assessed_not_applicable: Annotated[
        bool | None,
        Ask(
            "No assessment needed",
            "Yes where a gender assessment makes no sense; say why",
            ("RAT-3",),
            group="exempt",
            width=4,
        ),
    ] = None
    not_applicable_reason: Annotated[
        str | None,
        Ask(
            "Why none is needed",
            "The reason that headquarters reads",
            ("RAT-3",),
            group="exempt",
            long=True,
            good="One-day technical briefing without participants of the public",
            weak="technical",
        ),
    ] = None
    countries: Annotated[
        str | None, Ask("Countries", "Where it works, two letters each", catalogue="countries", type="array")
    ] = None
    partners: Annotated[str | None, Ask("Partners", "Who carries it with the office", type="array")] = None


class ProgrammeAssessment(Record, table=True):
    """A gender assessment of a programme."""

    about: ClassVar[About] = About(
        name="programme_assessment",
        label="Gender assessment",
        plural="Gender assessments",
        written_by="office",
        section="programmes",
        screen=7,
        key=("programme", "on"),
        title=("on", "stage"),
        parent="programme",
        dated="on",
        clauses=("OA-B0", "OA-B1", "OBJ-2", "RAT-3", "PRE-1", "MON-2"),
    )

    programme: Annotated[
        str, Ask("Programme", "What was assessed", ASSESSED, refers=("programme",), width=24)
    ]
    on: Annotated[date, Ask("On", "Day of the assessment", ASSESSED, width=11)]
    stage: Annotated[
        str | None, Ask("Stage", "At design, mid-term or close", ("OA-B0",), catalogue="stages", width=8)
    ] = None
    who_benefits: Annotated[
        str | None,
        Ask(
            "Who benefits",
            "Women and men who gain, and how; who is left out",
            ("PRE-1", "OA-B1"),
            long=True,
            good="Girls of 12 to 15 in four schools; boys use the lab after hours",
            weak="the population",
        ),
    ] = None
    needs_by_sex: Annotated[
        str | None,
        Ask(
            "Needs by sex", "Were the needs of women and men looked at apart?", ASSESSED, catalogue="answers"
        ),
    ] = None
    data_disaggregated: Annotated[
        str | None,
        Ask("Data by sex", "Are there data disaggregated by sex?", ASSESSED, catalogue="answers", width=8),
    ] = None
    women_consulted: Annotated[
        str | None,
        Ask(
            "Women consulted", "Were women, or their organizations, consulted?", ASSESSED, catalogue="answers"
        ),
    ] = None
    barriers_named: Annotated[
        str | None,
        Ask("Barriers named", "Are the barriers that women meet named?", ASSESSED, catalogue="answers"),
    ] = None
    indicators_by_sex: Annotated[
        str | None,
        Ask(
            "Indicators by sex", "Do the indicators count women and men apart?", ASSESSED, catalogue="answers"
        ),
    ] = None
    risks_named: Annotated[
        str | None,
        Ask(
            "Risks named",
            "Are risks for women and girls named, with a measure against each?",
            ASSESSED,
            catalogue="answers",
        ),
    ] = None
    budget_share: Annotated[
        int | None,
        PERCENT,
        Ask("Budget share", "Per cent of the budget that serves gender equality", ASSESSED, states=True),
    ] = None
    marker: Annotated[
        int | None,
        MARKER,
        Ask(
            "Marker",
            "0 none, 1 limited, 2 significant, 3 principal objective",
            ASSESSED,
            group="marker",
            width=6,
        ),
    ] = None
    justification: Annotated[
        str | None,
        Ask(
            "Reason for the marker",
            "What the marker rests on",
            ASSESSED,
            long=True,
            group="marker",
            good="Half of the places are for women, and the budget line shows it",
            weak="important project",
        ),
    ] = None
    assessed_by: Annotated[str | None, Ask("Assessed by", "Role that answered", ("PUR-3",), width=10)] = None


class GoodPractice(Record, table=True):
    """A practice worth showing."""

    about: ClassVar[About] = About(
        name="good_practice",
        label="Good practice",
        plural="Good practices",
        written_by="office",
        section="good_practices",
        screen=7,
        key=("title",),
        title=("title",),
        dated="on",
        clauses=("OA-B2", "VIS-2", "OBJ-2", "RAT-4"),
        moves=("status",),
    )

    title: Annotated[
        str,
        Ask(
            "Title",
            "What it is, in one line",
            width=32,
            good="Women repair radios in Terramar",
            weak="Success",
        ),
    ]
    on: Annotated[date | None, Ask("On", "Day that the practice is dated by", width=11)] = None
    programme: Annotated[str | None, Ask("Programme", "Where it comes from", refers=("programme",))] = None
    context: Annotated[str | None, Ask("Context", "What the problem was", long=True)] = None
    what_was_done: Annotated[str | None, Ask("What was done", "By whom, for whom, how long", long=True)] = (
        None
    )
    result: Annotated[
        str | None,
        Ask(
            "Result",
            "What changed, with a number",
            ("OA-B2",),
            long=True,
            good="38 of 40 finished the course, 21 found work within a year",
            weak="very successful",
        ),
    ] = None
    lessons: Annotated[str | None, Ask("Lessons", "What others can reuse", long=True)] = None
    beneficiaries_women: Annotated[int | None, PEOPLE, count("Beneficiaries", "women", REACHED)] = None
    beneficiaries_men: Annotated[int | None, PEOPLE, count("Beneficiaries", "men", REACHED)] = None
    beneficiaries_other: Annotated[int | None, PEOPLE, count("Beneficiaries", "other", REACHED)] = None
    beneficiaries_undisclosed: Annotated[
        int | None, PEOPLE, count("Beneficiaries", "undisclosed", REACHED)
    ] = None
    stated_total: Annotated[
        int | None,
        PEOPLE,
        Ask(
            "Beneficiaries: total",
            "If typed, it has to be the sum of the four",
            REACHED,
            group="beneficiaries",
            width=6,
        ),
    ] = None
    consent: Annotated[
        bool | None,
        Ask("Consent", "Have the people shown or quoted agreed to it in writing?", ("OA-B2",), width=7),
    ] = None
    consent_images: Annotated[
        bool | None, Ask("Consent for images", "Is consent for pictures on file?", ("OA-B2", "OA-C3b"))
    ] = None
    shown_at: Annotated[
        str | None, Ask("Shown at", "Where it was shown: event, page, publication", ("OA-B2",))
    ] = None
    status: Annotated[
        str | None,
        Ask("Status", "A draft counts nowhere", ("OA-B2",), catalogue="practice_statuses", width=10),
    ] = None
    effect: Annotated[
        str | None,
        Ask(
            "Effect observed",
            "On productivity, innovation or reach …",
            ("RAT-4",),
            long=True,
            good="Two new services came out of it",
            weak="innovation",
        ),
    ] = None
    effect_source: Annotated[
        str | None,
        Ask(
            "Source",
            "Where the numbers come from",
            ("RAT-4",),
            good="Course register 2025",
            weak="own estimate",
        ),
    ] = None
