"""Rules that follow from how the kinds are declared: natural keys, references, catalogue codes; and the clock."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import itemgetter

from gemtui.records import ANY_KIND, Kind, Question
from gemtui.reference import catalogue_names, codes
from gemtui.rules.finding import Finding, finding
from gemtui.rules.indicators import framework_of
from gemtui.rules.picture import Picture
from gemtui.rules.terms import Row

BLANK_COUNTS = {"staffing_snapshot": "OA-A1", "composition": "OA-C2a"}
"""Head-counts, of which two of one day are an error; a blank in their key (no contract, all roles) means something."""

ENTRIES = frozenset({"indicator_entry", "entity_rating"})

JUDGED_ELSEWHERE = frozenset(
    {"frameworks", "grades", "indicators", "kinds", "languages", "offices", "requirements"}
)
"""Catalogues that an office may go beyond, or whose codes have a rule of their own."""

USER_ASSIGNED = frozenset(
    {"AA", "ZZ", *(f"Q{c}" for c in "MNOPQRSTUVWXYZ"), *(f"X{chr(c)}" for c in range(65, 91))}
)
"""Country codes that ISO 3166 leaves to its users."""

FIRST_POLICY_YEAR = "2013"


def incomplete(picture: Picture) -> Iterator[Finding]:
    """Yield records that came without a field that their kind requires; a form would not have saved them."""
    held = set(picture.offices)
    for name, kind in picture.context.kinds.items():
        required = [question.name for question in kind.questions if question.required]
        said = itemgetter("id", *required)
        for row in picture.given.get(name, ()) if required else ():
            if None in said(row) and row["office"] in held:
                blank = next(field for field in required if row[field] is None)
                yield finding("required-blank", name, row, blank, field=blank)


def duplicates(picture: Picture) -> Iterator[Finding]:
    """Yield records that agree in their natural key with an earlier one."""
    for name, kind in picture.context.kinds.items():
        if kind.about.key:
            yield from _twins(name, picture.rows(name), kind.about.key)


def _twins(kind: str, rows: Sequence[Row], key: tuple[str, ...]) -> Iterator[Finding]:
    said = itemgetter("office", *key)
    first: dict[tuple[object, ...], Row] = {}
    for row in rows:
        values = said(row)
        other = first.setdefault(values, row)
        if other is not row and (kind in BLANK_COUNTS or None not in values):
            early, late = sorted((other, row), key=lambda r: (r.get("changed_at") or "", r["id"]))
            yield _twin(kind, late, key, early["id"])


def _twin(kind: str, row: Row, key: tuple[str, ...], other: str) -> Finding:
    if kind in BLANK_COUNTS:
        return finding(
            "duplicate-snapshot",
            kind,
            row,
            "as_of",
            other=other,
            day=row["as_of"],
            clause_of=BLANK_COUNTS[kind],
        )
    if kind in ENTRIES:
        return finding("duplicate-entry", kind, row, "indicator", other=other)
    return finding("duplicate-record", kind, row, key[0], other=other)


def references(picture: Picture) -> Iterator[Finding]:
    """Yield references to what has not arrived, was deleted, or is a record of another kind."""
    for name, kind in picture.context.kinds.items():
        rows = picture.rows(name)
        for question in kind.questions if rows else ():
            if question.refers:
                yield from _dangling(picture, name, question, rows)


def _dangling(picture: Picture, kind: str, question: Question, rows: Sequence[Row]) -> Iterator[Finding]:
    find, at = picture.places.find, question.name
    is_any, allowed = question.refers == ANY_KIND, question.refers
    for row in rows:
        value = row.get(at)
        if value:
            if is_any:  # the row says of which kind it is, or nothing
                allowed = (row[f"{at}_kind"],) if row.get(f"{at}_kind") else ()
            for reference in value if isinstance(value, list) else (value,):
                found = find(row, reference)
                if found is None or (allowed and found[0] not in allowed):
                    yield finding("dangling-reference", kind, row, at, reference=reference)


def unlisted(picture: Picture) -> Iterator[Finding]:
    """Yield codes that their catalogue does not list."""
    listed = set(catalogue_names()) - JUDGED_ELSEWHERE
    for name, kind in picture.context.kinds.items():
        rows = picture.rows(name)
        for question in kind.questions if rows else ():
            if question.catalogue in listed:
                yield from _unknown(kind, question, rows)
            elif question.catalogue == "frameworks":
                yield from _of_no_framework(kind, question, rows)


def _unknown(kind: Kind, question: Question, rows: Sequence[Row]) -> Iterator[Finding]:
    known, at = _listed(question.catalogue), question.name
    for row in rows:
        value = row.get(at)
        if value and (not _all_listed(value, known) if isinstance(value, list) else value not in known):
            yield _unlisted(kind, row, question, value)


def _of_no_framework(kind: Kind, question: Question, rows: Sequence[Row]) -> Iterator[Finding]:
    """Yield entries under a framework that neither a catalogue nor the entry's own words tell."""
    for row in rows:
        if row.get(question.name) and framework_of(row) is None:
            yield _unlisted(kind, row, question, row[question.name])


def _listed(catalogue: str) -> frozenset[str]:
    return codes(catalogue) | USER_ASSIGNED if catalogue == "countries" else codes(catalogue)


def _all_listed(values: list[str], known: frozenset[str]) -> bool:
    return known.issuperset(value.partition(":")[0] for value in values if isinstance(value, str))


def _unlisted(kind: Kind, row: Row, question: Question, value: object) -> Finding:
    shown = ", ".join(map(str, value)) if isinstance(value, list) else value
    clause = question.clauses[0] if question.clauses else "PUR-3"
    return finding(
        "unknown-code", kind.name, row, question.name, clause_of=clause, code=shown, label=question.label
    )


def clocks(picture: Picture) -> Iterator[Finding]:
    """Yield records saved by a clock that stood before the policy was adopted."""
    for kind in picture.facts:
        for row in picture.rows(kind):
            if (row.get("changed_at") or FIRST_POLICY_YEAR) < FIRST_POLICY_YEAR:
                yield finding("clock", kind, row, "", at=row["changed_at"])
