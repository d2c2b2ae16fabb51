"""Indicators: what an office reports, of UN-SWAP's and its own, and what headquarters settles."""

from typing import Annotated, ClassVar

from gemtui.records.ask import About, Ask
from gemtui.records.subjects.record import YEAR, Record

RATINGS = ("missing", "approaches", "meets", "exceeds", "not_applicable", "not_reported")


class IndicatorEntry(Record, table=True):
    """What an office has to say on an indicator for a period."""

    about: ClassVar[About] = About(
        name="indicator_entry",
        label="Indicator",
        plural="Indicators",
        written_by="office",
        section="indicators",
        screen=5,
        key=("framework", "indicator", "period"),
        title=("indicator", "period"),
        dated="period",
        clauses=("RAT-2", "REP-2", "OBJ-4", "PUR-3"),
    )

    framework: Annotated[
        str,
        Ask("Framework", "The framework in force for the year", ("RAT-2",), catalogue="frameworks", width=9),
    ]
    indicator: Annotated[
        str,
        Ask("Indicator", "Number of the performance indicator", ("RAT-2",), catalogue="indicators", width=9),
    ]
    period: Annotated[int, YEAR, Ask("Year", "Reporting year", ("RAT-2",), width=4)]
    requirements: Annotated[
        str | None,
        Ask(
            "Requirements met",
            "Tick what is fulfilled; the rating follows from the ticks",
            ("REP-2",),
            catalogue="requirements",
            type="array",
            group="rating",
        ),
    ] = None
    rating: Annotated[
        str | None,
        Ask(
            "Rating",
            "The office's own contribution; the Union is rated by headquarters",
            ("REP-2",),
            choices=RATINGS,
            group="rating",
            width=14,
        ),
    ] = None
    value: Annotated[
        str | None,
        Ask(
            "Value",
            "A figure, where the indicator asks for one",
            ("REP-2",),
            type="number",
            group="figure",
            states=True,
            width=8,
        ),
    ] = None
    numerator: Annotated[
        str | None,
        Ask(
            "Of these",
            "Top of the fraction behind the value",
            ("REP-2",),
            type="number",
            group="figure",
            states=True,
        ),
    ] = None
    denominator: Annotated[
        str | None,
        Ask(
            "Out of",
            "Bottom of the fraction behind the value",
            ("REP-2",),
            type="number",
            group="figure",
            states=True,
        ),
    ] = None
    baseline: Annotated[
        str | None,
        Ask(
            "Baseline",
            "The figure that it began from, of an indicator of your own; a share in per cent",
            ("PUR-3",),
            type="number",
            group="figure",
            good="31.5",
            weak="low",
        ),
    ] = None
    target: Annotated[
        str | None,
        Ask(
            "Target",
            "The figure that it is to reach, of an indicator of your own; a share in per cent",
            ("PUR-3",),
            type="number",
            group="figure",
            good="45",
            weak="more",
        ),
    ] = None
    explanation: Annotated[
        str | None,
        Ask(
            "Explanation",
            "What the rating rests on, so that a stranger can follow",
            ("REP-2",),
            long=True,
            states=True,
            width=12,
            good="Objective 3 of the operational plan 2026 has a gender target and a budget line",
            weak="We do well",
        ),
    ] = None
    justification: Annotated[
        str | None,
        Ask(
            "Reason",
            "Why not applicable, or why the rating differs from the ticks",
            ("REP-2",),
            long=True,
            good="The office runs no evaluations of its own",
            weak="n/a",
        ),
    ] = None
    accountable: Annotated[
        str | None,
        Ask(
            "Accountable",
            "Senior role that answers for the indicator",
            ("PUR-3", "RESP-2"),
            width=10,
            good="Regional Director",
            weak="focal point",
        ),
    ] = None
    responsible: Annotated[str | None, Ask("Responsible", "Role that gathers the facts", ("PUR-3",))] = None
    catalogue_version: Annotated[
        str | None,
        Ask("Catalogue", "Version of the framework's catalogue that the entry was made under", ("RAT-2",)),
    ] = None
    definition: Annotated[
        str | None,
        Ask(
            "Definition",
            "An indicator of your own in its file's words, filled in by itself, so that headquarters can read it",
            ("PUR-3",),
            long=True,
        ),
    ] = None


class EntityRating(Record, table=True):
    """The Union's one rating of an indicator for a period, settled from the offices' entries."""

    about: ClassVar[About] = About(
        name="entity_rating",
        label="Union rating",
        plural="Union ratings",
        written_by="headquarters",
        section="ratings",
        screen=5,
        key=("framework", "indicator", "period"),
        title=("indicator", "period"),
        dated="period",
        clauses=("REP-2", "RAT-2"),
    )

    framework: Annotated[
        str, Ask("Framework", "The framework in force for the year", catalogue="frameworks", width=9)
    ]
    indicator: Annotated[
        str, Ask("Indicator", "Number of the performance indicator", catalogue="indicators", width=9)
    ]
    period: Annotated[int, YEAR, Ask("Year", "Reporting year", width=4)]
    requirements: Annotated[
        str | None,
        Ask(
            "Requirements met",
            "Tick what the Union fulfils",
            catalogue="requirements",
            type="array",
            group="rating",
        ),
    ] = None
    rating: Annotated[
        str | None,
        Ask("Rating", "Settled by headquarters, never averaged", choices=RATINGS, group="rating", width=14),
    ] = None
    value: Annotated[
        str | None,
        Ask(
            "Value",
            "A figure, where the indicator asks for one",
            type="number",
            group="figure",
            states=True,
            width=8,
        ),
    ] = None
    numerator: Annotated[
        str | None,
        Ask("Of these", "Top of the fraction behind the value", type="number", group="figure", states=True),
    ] = None
    denominator: Annotated[
        str | None,
        Ask("Out of", "Bottom of the fraction behind the value", type="number", group="figure", states=True),
    ] = None
    explanation: Annotated[
        str | None,
        Ask(
            "Explanation",
            "Why this rating, given what the offices reported",
            long=True,
            states=True,
            good="Three of four offices have terms of reference; the fourth signs in March",
            weak="average",
        ),
    ] = None
    justification: Annotated[str | None, Ask("Reason", "Why not applicable", long=True)] = None
    accountable: Annotated[
        str | None, Ask("Accountable", "Senior role that answers for the indicator", ("PUR-3", "RESP-2"))
    ] = None
    settled_by: Annotated[str | None, Ask("Settled by", "Role that settled it", ("PUR-3",), width=14)] = None
    sources: Annotated[
        str | None,
        Ask(
            "Sources",
            "The offices' entries that it was settled from",
            refers=("indicator_entry",),
            type="array",
        ),
    ] = None
    catalogue_version: Annotated[
        str | None, Ask("Catalogue", "Version of the framework's catalogue that the rating was made under")
    ] = None
