"""How complete an office's year is: the thirteen sections of a report, and the areas that Home shows.

Source: scenarios.md, *Common rules*: a section is there when it has at least one record that is no draft.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gemtui.reference import framework_of_year
from gemtui.rules.answered import of_year
from gemtui.rules.between.programmes import coverage
from gemtui.rules.finding import Finding
from gemtui.rules.membership import bodies
from gemtui.rules.picture import Context, Picture
from gemtui.rules.references import Facts
from gemtui.rules.terms import Row

SECTIONS: dict[str, tuple[str, ...]] = {
    "plan": ("action_plan",),
    "actions": ("action",),
    "focal_points": ("focal_point",),
    "committees": ("composition", "seat"),
    "staffing": ("staffing_snapshot",),
    "recruitment": ("recruitment_exercise",),
    "hr_measures": ("hr_measure",),
    "programmes": ("programme",),
    "good_practices": ("good_practice",),
    "resources": ("resource_line",),
    "document_reviews": ("document_review",),
    "governance": ("governance_item",),
    "indicators": ("indicator_entry",),
}
"""The thirteen sections of an office's report with the kinds that fill them."""

Progress = dict[str, tuple[int, int]]
"""Done and due by section or area."""


def completeness(facts: Facts, context: Context) -> Progress:
    """Return for each of the thirteen sections (1, 1) where the office has a record for the year, else (0, 1)."""
    return {section: (int(_filled(facts, context, kinds)), 1) for section, kinds in SECTIONS.items()}


def _filled(facts: Facts, context: Context, kinds: tuple[str, ...]) -> bool:
    return any(
        row["office"] == context.office
        for kind in kinds
        for row in of_year(kind, context.kinds, facts.get(kind, ()), context.year)
    )


def filled(progress: Progress) -> tuple[int, int]:
    """Return how many sections are done, and how many there are."""
    return sum(done for done, _ in progress.values()), sum(due for _, due in progress.values())


def progress(picture: Picture, findings: Sequence[Finding]) -> Progress:
    """Return for each area that Home shows how much is done and due in an office's year.

    Actions and focal points are done when nothing is wrong or missing in them, committees when it is known who sits
    there, indicators when they are rated, grades when they were counted in the year, programmes when assessed.
    """
    office, year = picture.context.office, picture.context.year
    faulty = {(f.kind, f.id) for f in findings if f.level != "warning" and f.office == office}
    own = {kind: [row for row in rows if row["office"] == office] for kind, rows in picture.facts.items()}
    held = [
        body
        for body in bodies(picture.facts, picture.on, picture.places)
        if body.committee["office"] == office
    ]
    covered = coverage(picture, office)
    framework = framework_of_year(year)
    grades = {row["grade"] for row in own.get("staffing_snapshot", ())}
    counted = {row["grade"] for row in own.get("staffing_snapshot", ()) if row["as_of"].startswith(str(year))}
    return {
        "actions": _sound("action", _of_year("action", own, picture), faulty),
        "focal_points": _sound("focal_point", _of_year("focal_point", own, picture), faulty),
        "committees": (sum(1 for body in held if body.source), len(held)),
        "indicators": (
            len({row["indicator"] for row in own.get("indicator_entry", ()) if _rated(row, year)}),
            len(framework.indicators) if framework else 0,
        ),
        "staffing": (len(counted), len(grades)),
        "programmes": (len(covered.assessed), len(covered.due)),
    }


def _of_year(kind: str, own: Mapping[str, Sequence[Row]], picture: Picture) -> list[Row]:
    return list(of_year(kind, picture.context.kinds, own.get(kind, ()), picture.context.year))


def _sound(kind: str, rows: Sequence[Row], faulty: set[tuple[str, str]]) -> tuple[int, int]:
    return sum(1 for row in rows if (kind, row["id"]) not in faulty), len(rows)


def _rated(row: Row, year: int) -> bool:
    return row.get("period") == year and row.get("rating") not in (None, "not_reported")
