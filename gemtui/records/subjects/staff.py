"""Staff by grade, recruitment, human-resources measures, training and surveys."""

from datetime import date
from typing import Annotated, ClassVar

from gemtui.records.ask import About, Ask
from gemtui.records.subjects.record import PEOPLE, PERCENT, SECTORS, Record, count

PARITY = ("OA-A1", "SCO-2")
LEAVE = ("OA-A6",)
SURVEY = ("OA-A0", "OA-A4")


class StaffingSnapshot(Record, table=True):
    """A head-count of a grade on a date."""

    about: ClassVar[About] = About(
        name="staffing_snapshot",
        label="Staffing snapshot",
        plural="Staffing",
        written_by="office",
        section="staffing",
        screen=6,
        key=("unit", "as_of", "grade", "contract"),
        title=("grade", "as_of"),
        dated="as_of",
        clauses=("OA-A1", "SCO-2", "RAT-5", "VIS-1", "OBJ-1"),
    )

    unit: Annotated[
        str | None, Ask("Unit", "The unit that was counted", PARITY, refers=("office_unit",), width=10)
    ] = None
    as_of: Annotated[
        date, Ask("As of", "Reference date, usually 31 December; never in the future", PARITY, width=11)
    ]
    grade: Annotated[str, Ask("Grade", "Grade of the posts counted", PARITY, catalogue="grades", width=6)]
    category: Annotated[
        str | None, Ask("Category", "Follows from the grade", PARITY, catalogue="categories")
    ] = None
    contract: Annotated[
        str | None,
        Ask(
            "Contract",
            "Type of contract; one year or more counts for parity",
            PARITY,
            catalogue="contracts",
            width=10,
        ),
    ] = None
    sector: Annotated[str | None, Ask("Sector", "Sector of the posts", PARITY, choices=SECTORS)] = None
    women: Annotated[int | None, PEOPLE, count("", "women", PARITY, 5)] = None
    men: Annotated[int | None, PEOPLE, count("", "men", PARITY, 5)] = None
    other: Annotated[int | None, PEOPLE, count("", "other", PARITY, 5)] = None
    undisclosed: Annotated[int | None, PEOPLE, count("", "undisclosed", PARITY, 6)] = None
    stated_total: Annotated[
        int | None, PEOPLE, Ask("Total", "If typed, it has to be the sum of the four", PARITY, group="heads")
    ] = None
    hired_women: Annotated[int | None, PEOPLE, count("Hired", "women", PARITY)] = None
    hired_men: Annotated[int | None, PEOPLE, count("Hired", "men", PARITY)] = None
    hired_other: Annotated[int | None, PEOPLE, count("Hired", "other", PARITY)] = None
    hired_undisclosed: Annotated[int | None, PEOPLE, count("Hired", "undisclosed", PARITY)] = None
    left_women: Annotated[int | None, PEOPLE, count("Left", "women", PARITY)] = None
    left_men: Annotated[int | None, PEOPLE, count("Left", "men", PARITY)] = None
    left_other: Annotated[int | None, PEOPLE, count("Left", "other", PARITY)] = None
    left_undisclosed: Annotated[int | None, PEOPLE, count("Left", "undisclosed", PARITY)] = None
    promoted_women: Annotated[int | None, PEOPLE, count("Promoted", "women", PARITY)] = None
    promoted_men: Annotated[int | None, PEOPLE, count("Promoted", "men", PARITY)] = None
    promoted_other: Annotated[int | None, PEOPLE, count("Promoted", "other", PARITY)] = None
    promoted_undisclosed: Annotated[int | None, PEOPLE, count("Promoted", "undisclosed", PARITY)] = None


class HRMeasure(Record, table=True):
    """Flexible work, careers, diversity, participation or management."""

    about: ClassVar[About] = About(
        name="hr_measure",
        label="HR measure",
        plural="HR measures",
        written_by="office",
        section="hr_measures",
        screen=6,
        key=("type", "title", "starts_on"),
        title=("title",),
        dated="starts_on",
        clauses=("OA-A0", "OA-A2", "OA-A3", "OA-A4", "OA-A5", "OA-A6", "RESP-10"),
        moves=("ends_on",),
    )

    type: Annotated[
        str,
        Ask(
            "Type", "Which clause the measure answers follows from it", catalogue="hr_measure_types", width=14
        ),
    ]
    title: Annotated[
        str,
        Ask(
            "Title",
            "What the measure is",
            width=20,
            good="Telework arrangement written down",
            weak="Telework",
        ),
    ]
    arrangement: Annotated[
        str | None,
        Ask(
            "Arrangement",
            "For flexible work and careers: which kind",
            LEAVE,
            catalogue="arrangements",
            width=14,
        ),
    ] = None
    starts_on: Annotated[date, Ask("Starts on", "First day, or first day of the year counted", width=11)]
    ends_on: Annotated[date | None, Ask("Ends on", "Last day in force", states=True)] = None
    owner: Annotated[
        str, Ask("Owner", "Role that answers for it", ("PUR-3",), width=10, good="HR assistant", weak="all")
    ]
    description: Annotated[
        str | None,
        Ask(
            "Description",
            "What changes for staff. Never complaints, cases, medical or marital facts",
            long=True,
        ),
    ] = None
    requests_women: Annotated[int | None, PEOPLE, count("Requests", "women", LEAVE)] = None
    requests_men: Annotated[int | None, PEOPLE, count("Requests", "men", LEAVE)] = None
    requests_other: Annotated[int | None, PEOPLE, count("Requests", "other", LEAVE)] = None
    requests_undisclosed: Annotated[int | None, PEOPLE, count("Requests", "undisclosed", LEAVE)] = None
    granted_women: Annotated[int | None, PEOPLE, count("Granted", "women", LEAVE)] = None
    granted_men: Annotated[int | None, PEOPLE, count("Granted", "men", LEAVE)] = None
    granted_other: Annotated[int | None, PEOPLE, count("Granted", "other", LEAVE)] = None
    granted_undisclosed: Annotated[int | None, PEOPLE, count("Granted", "undisclosed", LEAVE)] = None
    refused_women: Annotated[int | None, PEOPLE, count("Refused", "women", LEAVE)] = None
    refused_men: Annotated[int | None, PEOPLE, count("Refused", "men", LEAVE)] = None
    refused_other: Annotated[int | None, PEOPLE, count("Refused", "other", LEAVE)] = None
    refused_undisclosed: Annotated[int | None, PEOPLE, count("Refused", "undisclosed", LEAVE)] = None
    pending_women: Annotated[int | None, PEOPLE, count("Pending", "women", LEAVE)] = None
    pending_men: Annotated[int | None, PEOPLE, count("Pending", "men", LEAVE)] = None
    pending_other: Annotated[int | None, PEOPLE, count("Pending", "other", LEAVE)] = None
    pending_undisclosed: Annotated[int | None, PEOPLE, count("Pending", "undisclosed", LEAVE)] = None
    goal_share: Annotated[
        int | None,
        PERCENT,
        Ask(
            "Staff with a gender goal",
            "Per cent of staff with a gender goal in the appraisal",
            ("RESP-10", "OA-A5"),
            states=True,
        ),
    ] = None
    effect: Annotated[
        str | None,
        Ask(
            "Effect observed",
            "On productivity, innovation, retention …",
            ("RAT-4",),
            long=True,
            good="Sick days fell from 6.1 to 4.8 a head",
            weak="Staff are happier",
        ),
    ] = None
    effect_source: Annotated[
        str | None,
        Ask(
            "Source of the effect",
            "Where the figure comes from",
            ("RAT-4",),
            good="HR statistics 2025",
            weak="experience",
        ),
    ] = None


class TrainingRecord(Record, table=True):
    """Attendance of a training, as totals."""

    about: ClassVar[About] = About(
        name="training_record",
        label="Training",
        plural="Trainings",
        written_by="office",
        section="training",
        screen=6,
        key=("title", "held_on"),
        title=("title", "held_on"),
        dated="held_on",
        clauses=("RESP-1", "RESP-10", "OA-A2"),
    )

    title: Annotated[
        str,
        Ask("Title", "As on the invitation", width=28, good="I know gender, modules 1–3", weak="Training"),
    ]
    held_on: Annotated[date, Ask("Held on", "Last day of the training", width=11)]
    mandatory: Annotated[bool | None, Ask("Mandatory", "Is it a mandatory course?", ("RESP-1",), width=9)] = (
        None
    )
    women: Annotated[int | None, PEOPLE, count("", "women", ("RESP-1",), 5)] = None
    men: Annotated[int | None, PEOPLE, count("", "men", ("RESP-1",), 5)] = None
    other: Annotated[int | None, PEOPLE, count("", "other", ("RESP-1",), 5)] = None
    undisclosed: Annotated[int | None, PEOPLE, count("", "undisclosed", ("RESP-1",))] = None
    staff_on_board: Annotated[
        int | None,
        PEOPLE,
        Ask("Staff on board", "How many could have come: the base of the coverage", ("RESP-1",)),
    ] = None
    leaders_trained: Annotated[
        int | None,
        PEOPLE,
        Ask("Leaders trained", "How many heads and managers came", ("RESP-2",), group="leaders"),
    ] = None
    leaders_on_board: Annotated[
        int | None,
        PEOPLE,
        Ask("Leaders on board", "How many heads and managers there are", ("RESP-2",), group="leaders"),
    ] = None
    note: Annotated[str | None, Ask("Note", "What it was about, for whom", long=True)] = None


class CultureSurvey(Record, table=True):
    """Aggregate results of one question of a staff survey."""

    about: ClassVar[About] = About(
        name="culture_survey",
        label="Survey result",
        plural="Survey results",
        written_by="office",
        section="survey",
        screen=6,
        key=("held_on", "question"),
        title=("question", "held_on"),
        dated="held_on",
        clauses=SURVEY,
    )

    held_on: Annotated[date, Ask("Held on", "Last day of the survey", width=11)]
    question: Annotated[
        str,
        Ask(
            "Question",
            "The question as it was asked",
            long=True,
            width=32,
            good="My ideas are heard in meetings",
            weak="Culture",
        ),
    ]
    question_group: Annotated[
        str | None, Ask("Group", "What the question is about", SURVEY, catalogue="survey_groups", width=14)
    ] = None
    respondents_women: Annotated[int | None, PEOPLE, count("Respondents", "women", SURVEY)] = None
    respondents_men: Annotated[int | None, PEOPLE, count("Respondents", "men", SURVEY)] = None
    respondents_other: Annotated[int | None, PEOPLE, count("Respondents", "other", SURVEY)] = None
    respondents_undisclosed: Annotated[int | None, PEOPLE, count("Respondents", "undisclosed", SURVEY)] = None
    favourable_women: Annotated[int | None, PEOPLE, count("Favourable", "women", SURVEY)] = None
    favourable_men: Annotated[int | None, PEOPLE, count("Favourable", "men", SURVEY)] = None
    favourable_other: Annotated[int | None, PEOPLE, count("Favourable", "other", SURVEY)] = None
    favourable_undisclosed: Annotated[int | None, PEOPLE, count("Favourable", "undisclosed", SURVEY)] = None
    invited: Annotated[int | None, PEOPLE, Ask("Invited", "How many were asked to answer", width=7)] = None
    follow_up: Annotated[
        str | None, Ask("Follow-up", "How the results were shared and what came of them", long=True)
    ] = None
