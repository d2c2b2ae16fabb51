"""Reviews of documents, and of the policy."""

from datetime import date
from typing import Annotated, ClassVar

from gemtui.records.ask import About, Ask
from gemtui.records.subjects.record import AMOUNT_OF_THINGS, Record

LANGUAGE = ("OA-C3",)


class DocumentReview(Record, table=True):
    """A check of a document's language and pictures; counts and verdict, never the text."""

    about: ClassVar[About] = About(
        name="document_review",
        label="Document review",
        plural="Document reviews",
        written_by="office",
        section="document_reviews",
        screen=8,
        key=("title", "reviewed_on"),
        title=("title",),
        dated="reviewed_on",
        clauses=("OA-C3", "OA-C3b"),
    )

    title: Annotated[str, Ask("Title", "Document that was reviewed", width=22)]
    language: Annotated[
        str, Ask("Language", "Language of the text", LANGUAGE, catalogue="languages", width=4)
    ]
    reviewed_on: Annotated[date, Ask("Reviewed on", "Day of the review", width=11)]
    words: Annotated[
        int | None,
        AMOUNT_OF_THINGS,
        Ask("Words", "Words in the text, quotations left out", LANGUAGE, group="counts", width=7),
    ] = None
    errors: Annotated[
        int | None,
        AMOUNT_OF_THINGS,
        Ask("Errors", "Findings to be changed", LANGUAGE, group="counts", width=6),
    ] = None
    warnings: Annotated[
        int | None,
        AMOUNT_OF_THINGS,
        Ask("Warnings", "Findings that should be changed", LANGUAGE, group="counts", width=8),
    ] = None
    informations: Annotated[
        int | None,
        AMOUNT_OF_THINGS,
        Ask("Hints", "Findings to think about; not counted in the verdict", LANGUAGE, group="counts"),
    ] = None
    findings: Annotated[
        int | None,
        AMOUNT_OF_THINGS,
        Ask("Findings", "All findings of the checker", LANGUAGE, group="findings"),
    ] = None
    accepted: Annotated[
        int | None,
        AMOUNT_OF_THINGS,
        Ask("Accepted", "Findings that were followed", LANGUAGE, group="findings"),
    ] = None
    rejected: Annotated[
        int | None,
        AMOUNT_OF_THINGS,
        Ask("Rejected", "Findings that were turned down with a reason", LANGUAGE, group="findings"),
    ] = None
    quotations: Annotated[
        int | None,
        AMOUNT_OF_THINGS,
        Ask(
            "Quotations",
            "Of these, because it was a quotation, an official name or somebody's own choice",
            LANGUAGE,
            group="findings",
        ),
    ] = None
    has_images: Annotated[
        bool | None, Ask("Has images", "Are there pictures, pictograms, sound or film in it?", ("OA-C3b",))
    ] = None
    checklist: Annotated[
        str | None,
        Ask(
            "Picture checklist",
            "One line an item, as img-01:yes or img-02:not_applicable:reason",
            ("OA-C3b",),
            catalogue="image_checks",
            type="array",
            good="img-08:partly:one icon to be redrawn",
            weak="ok",
        ),
    ] = None
    verdict: Annotated[
        str | None, Ask("Verdict", "Clean, minor or revise", LANGUAGE, catalogue="verdicts", width=8)
    ] = None
    closed: Annotated[
        bool | None, Ask("Closed", "Yes once every finding is accepted or turned down", LANGUAGE)
    ] = None
    confidential: Annotated[
        bool | None, Ask("Confidential", "Then nothing of the text is kept", LANGUAGE)
    ] = None
    note: Annotated[str | None, Ask("Note", "What was done with the findings", long=True)] = None


class PolicyReview(Record, table=True):
    """The four-yearly review of the policy."""

    about: ClassVar[About] = About(
        name="policy_review",
        label="Policy review",
        plural="Policy reviews",
        written_by="headquarters",
        section="policy",
        screen=8,
        key=("on",),
        title=("on", "new_version"),
        dated="on",
        clauses=("REV-1", "PUR-1", "OBJ-3b"),
    )

    on: Annotated[date, Ask("On", "Day on which the review was closed", width=11)]
    scope: Annotated[str | None, Ask("Scope", "What was reviewed", long=True, width=28)] = None
    findings: Annotated[str | None, Ask("Findings", "What the review has shown", long=True)] = None
    decisions: Annotated[str | None, Ask("Decisions", "What was decided, by whom", long=True, width=20)] = (
        None
    )
    new_version: Annotated[
        str | None, Ask("New version", "Version that came out of it, if any", ("PUR-1",), width=11)
    ] = None
