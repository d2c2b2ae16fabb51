"""What travels beside the facts: evidence, submissions, receipts and remarks."""

from datetime import date
from typing import Annotated, ClassVar

from gemtui.records.ask import ANY_KIND, About, Ask
from gemtui.records.subjects.record import AMOUNT_OF_THINGS, Record


class Evidence(Record, table=True):
    """A file or a reference behind a record, or a line of the diary that speaks to indicators of its year."""

    about: ClassVar[About] = About(
        name="evidence",
        label="Evidence",
        plural="Evidence",
        written_by="both",
        section="evidence",
        screen=9,
        key=("subject", "title"),
        title=("title",),
        parent="subject",
        clauses=("REP-2", "PUR-2", "PUR-3", "OBJ-4"),
    )

    subject_kind: Annotated[
        str | None, Ask("Kind", "Kind of record that it is for", group="subject", width=16)
    ] = None
    subject: Annotated[
        str | None,
        Ask(
            "Record",
            "The record that it is for; blank in a line of the diary until an answer takes it",
            refers=ANY_KIND,
            group="subject",
            width=14,
        ),
    ] = None
    on: Annotated[date | None, Ask("On", "In the diary: the day on which it happened", ("OBJ-4",))] = None
    indicators: Annotated[
        str | None,
        Ask(
            "Indicators",
            "In the diary: the indicators that it speaks to",
            ("OBJ-4", "REP-2"),
            catalogue="indicators",
            type="array",
        ),
    ] = None
    title: Annotated[
        str | None,
        Ask("Title", "What it shows", width=24, good="Memo of 12 May naming the focal person", weak="scan1"),
    ] = None
    reference: Annotated[
        str | None, Ask("Reference", "Document number or address, where no file is attached", width=14)
    ] = None
    sha256: Annotated[
        str | None, Ask("Digest", "SHA-256 of the attached file; filled in by the program", group="file")
    ] = None
    media_type: Annotated[
        str | None, Ask("Media type", "Type of the file; filled in by the program", group="file")
    ] = None
    bytes: Annotated[
        int | None, AMOUNT_OF_THINGS, Ask("Bytes", "Size of the file; filled in by the program", group="file")
    ] = None


class Submission(Record, table=True):
    """An office's word that this is its report for the period."""

    about: ClassVar[About] = About(
        name="submission",
        label="Submission",
        plural="Submissions",
        written_by="office",
        section="exchange",
        screen=9,
        key=("period", "made_on"),
        title=("period",),
        dated="period",
        steady=(),
        clauses=("REP-1", "RESP-2"),
    )

    period: Annotated[str, Ask("Period", "Year, or years as 2025-2026", width=9)]
    made_by: Annotated[str | None, Ask("Made by", "Role that made it", width=16)] = None
    made_on: Annotated[date | None, Ask("Made on", "Day on which it was made", width=11)] = None
    approved_by: Annotated[
        str | None,
        Ask(
            "Signed off by",
            "Senior role that signs it off",
            ("RESP-2",),
            width=18,
            good="Regional Director",
            weak="me",
        ),
    ] = None
    approved_on: Annotated[date | None, Ask("Signed off on", "Day of the sign-off", ("RESP-2",))] = None
    heads: Annotated[
        str | None,
        Ask("Heads", "How far the log reached; filled in by the program", type="array", items="any"),
    ] = None
    despite: Annotated[
        str | None,
        Ask(
            "Sent in spite of errors",
            "The reason, which headquarters sees",
            long=True,
            width=10,
            good="The evidence for PI 16 arrives with the minutes in March",
            weak="deadline",
        ),
    ] = None
    note: Annotated[str | None, Ask("Note", "What headquarters should know", long=True)] = None


class Receipt(Record, table=True):
    """What headquarters said to a submission."""

    about: ClassVar[About] = About(
        name="receipt",
        label="Receipt",
        plural="Receipts",
        written_by="headquarters",
        section="exchange",
        screen=9,
        key=("submission", "decided_on"),
        title=("decision", "submission"),
        parent="submission",
        dated="decided_on",
        clauses=("REP-1",),
    )

    submission: Annotated[
        str, Ask("Submission", "The submission that it answers", refers=("submission",), width=20)
    ]
    decision: Annotated[
        str, Ask("Decision", "What headquarters says", choices=("received", "accepted", "returned"), width=9)
    ]
    decided_on: Annotated[date | None, Ask("On", "Day of the decision", width=11)] = None
    note: Annotated[
        str | None,
        Ask(
            "Note",
            "What to mend, where it was returned",
            long=True,
            width=28,
            good="PI 14 needs a remedial plan; the rest is accepted",
            weak="incomplete",
        ),
    ] = None


class Remark(Record, table=True):
    """A remark or a request on any record."""

    about: ClassVar[About] = About(
        name="remark",
        label="Remark",
        plural="Remarks",
        written_by="both",
        section="exchange",
        screen=9,
        title=("text",),
        parent="subject",
        dated="due_on",
        clauses=("REP-1", "PUR-3"),
    )

    subject_kind: Annotated[
        str | None,
        Ask("Kind", "Kind of record that it is about", group="subject", width=16),
    ] = None
    subject: Annotated[
        str | None, Ask("Record", "The record that it is about", refers=ANY_KIND, group="subject")
    ] = None
    field: Annotated[
        str | None, Ask("Field", "The field that it is about, if it is one", group="subject")
    ] = None
    text: Annotated[
        str,
        Ask(
            "Text",
            "What you say or ask; no names, no cases",
            long=True,
            width=36,
            good="Who chairs the youth board?",
            weak="please check",
        ),
    ]
    status: Annotated[
        str | None,
        Ask("Status", "Open until it is answered", choices=("open", "answered", "settled"), width=8),
    ] = None
    reply_to: Annotated[
        str | None, Ask("Reply to", "The remark that this one answers", refers=("remark",))
    ] = None
    due_on: Annotated[date | None, Ask("By", "When an answer is needed", width=11, states=True)] = None
