"""One vacancy from notice to selection, as head-counts."""

from datetime import date
from typing import Annotated, ClassVar

from gemtui.records.ask import About, Ask
from gemtui.records.subjects.record import PEOPLE, Record, count

DECIDERS = ("OA-A1b",)


class RecruitmentExercise(Record, table=True):
    """One vacancy."""

    about: ClassVar[About] = About(
        name="recruitment_exercise",
        label="Recruitment",
        plural="Recruitment",
        written_by="office",
        section="recruitment",
        screen=6,
        key=("reference",),
        title=("reference", "grade"),
        dated="closed_on",
        clauses=("OA-A1b", "OA-A2", "OBJ-1"),
    )

    reference: Annotated[
        str,
        Ask(
            "Reference",
            "Number of the vacancy notice",
            DECIDERS,
            width=16,
            good="VN 12/2026",
            weak="the new post",
        ),
    ]
    title: Annotated[str | None, Ask("Post", "Title of the post", width=18)] = None
    unit: Annotated[str | None, Ask("Unit", "Where the post is", refers=("office_unit",), width=8)] = None
    grade: Annotated[str | None, Ask("Grade", "Grade of the post", DECIDERS, catalogue="grades", width=5)] = (
        None
    )
    contract: Annotated[str | None, Ask("Contract", "Type of contract", catalogue="contracts")] = None
    closed_on: Annotated[
        date | None,
        Ask("Closed on", "Day on which the selection was decided", DECIDERS, states=True, width=11),
    ] = None
    notice_checked: Annotated[
        bool | None, Ask("Notice checked", "Was the language of the notice checked?", ("OA-A2", "OA-C3"))
    ] = None
    applicants_women: Annotated[int | None, PEOPLE, count("Applicants", "women", DECIDERS)] = None
    applicants_men: Annotated[int | None, PEOPLE, count("Applicants", "men", DECIDERS)] = None
    applicants_other: Annotated[int | None, PEOPLE, count("Applicants", "other", DECIDERS)] = None
    applicants_undisclosed: Annotated[int | None, PEOPLE, count("Applicants", "undisclosed", DECIDERS)] = None
    longlisted_women: Annotated[int | None, PEOPLE, count("Long-listed", "women", DECIDERS)] = None
    longlisted_men: Annotated[int | None, PEOPLE, count("Long-listed", "men", DECIDERS)] = None
    longlisted_other: Annotated[int | None, PEOPLE, count("Long-listed", "other", DECIDERS)] = None
    longlisted_undisclosed: Annotated[int | None, PEOPLE, count("Long-listed", "undisclosed", DECIDERS)] = (
        None
    )
    shortlisted_women: Annotated[int | None, PEOPLE, count("Short-listed", "women", DECIDERS)] = None
    shortlisted_men: Annotated[int | None, PEOPLE, count("Short-listed", "men", DECIDERS)] = None
    shortlisted_other: Annotated[int | None, PEOPLE, count("Short-listed", "other", DECIDERS)] = None
    shortlisted_undisclosed: Annotated[int | None, PEOPLE, count("Short-listed", "undisclosed", DECIDERS)] = (
        None
    )
    interviewed_women: Annotated[int | None, PEOPLE, count("Interviewed", "women", DECIDERS)] = None
    interviewed_men: Annotated[int | None, PEOPLE, count("Interviewed", "men", DECIDERS)] = None
    interviewed_other: Annotated[int | None, PEOPLE, count("Interviewed", "other", DECIDERS)] = None
    interviewed_undisclosed: Annotated[int | None, PEOPLE, count("Interviewed", "undisclosed", DECIDERS)] = (
        None
    )
    recommended_women: Annotated[int | None, PEOPLE, count("Recommended", "women", DECIDERS)] = None
    recommended_men: Annotated[int | None, PEOPLE, count("Recommended", "men", DECIDERS)] = None
    recommended_other: Annotated[int | None, PEOPLE, count("Recommended", "other", DECIDERS)] = None
    recommended_undisclosed: Annotated[int | None, PEOPLE, count("Recommended", "undisclosed", DECIDERS)] = (
        None
    )
    selected_gender: Annotated[
        str | None,
        Ask(
            "Selected",
            "Gender of the person selected; nobody when the post stays open",
            DECIDERS,
            catalogue="selected_genders",
            width=8,
        ),
    ] = None
    panel_women: Annotated[int | None, PEOPLE, count("Panel", "women", DECIDERS)] = None
    panel_men: Annotated[int | None, PEOPLE, count("Panel", "men", DECIDERS)] = None
    panel_other: Annotated[int | None, PEOPLE, count("Panel", "other", DECIDERS)] = None
    panel_undisclosed: Annotated[int | None, PEOPLE, count("Panel", "undisclosed", DECIDERS)] = None
    equally_qualified: Annotated[
        bool | None,
        Ask(
            "Equally qualified",
            "Was somebody of the under-represented sex equally qualified and not selected?",
            DECIDERS,
        ),
    ] = None
    decision_maker: Annotated[
        str | None,
        Ask(
            "Decided by",
            "Role that decided on the selection",
            ("OA-A1b", "PUR-3"),
            good="Regional Director",
            weak="the panel",
        ),
    ] = None
    justification: Annotated[
        str | None,
        Ask(
            "Justification",
            "Why the under-represented sex was not selected though equally qualified; no personal facts",
            DECIDERS,
            long=True,
            good="Only the person selected had managed a budget of that size",
            weak="better fit",
        ),
    ] = None
