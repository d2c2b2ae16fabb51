"""Rules that follow from how the kinds are declared: natural keys, references, catalogue codes; and the clock."""

from __future__ import annotations

from collections.abc import Iterator

from gemtui.records import ANY_KIND, Kind, Question
from gemtui.reference import catalogue_names, codes
from gemtui.rules.finding import Finding, finding
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


def duplicates(picture: Picture) -> Iterator[Finding]:
    """Yield records that agree in their natural key with an earlier one."""
    for name, kind in picture.context.kinds.items():
        if kind.about.key:
            yield from _twins(picture, name, kind.about.key)


def _twins(picture: Picture, kind: str, key: tuple[str, ...]) -> Iterator[Finding]:
    blanks = kind in BLANK_COUNTS
    first: dict[tuple[object, ...], Row] = {}
    for row in picture.rows(kind):
        values = [row.get(name) for name in key]
        if None in values and not blanks:
            continue
        other = first.setdefault((row["office"], *values), row)
        if other is not row:
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
    find = picture.places.find
    for name, kind in picture.context.kinds.items():
        asked = [(q.name, q.refers) for q in kind.questions if q.refers]
        for row in picture.rows(name) if asked else ():
            for field, kinds in asked:
                value = row.get(field)
                for reference in (value if isinstance(value, list) else (value,)) if value else ():
                    found = find(row, reference)
                    if found is None or (kinds != ANY_KIND and found[0] not in kinds):
                        yield finding("dangling-reference", name, row, field, reference=reference)


def unlisted(picture: Picture) -> Iterator[Finding]:
    """Yield codes that their catalogue does not list."""
    listed = set(catalogue_names()) - JUDGED_ELSEWHERE
    for name, kind in picture.context.kinds.items():
        asked = [(q, _listed(q.catalogue)) for q in kind.questions if q.catalogue in listed]
        for row in picture.rows(name) if asked else ():
            for question, known in asked:
                value = row.get(question.name)
                if value and (_unknown(value, known) if isinstance(value, list) else value not in known):
                    yield _unlisted(kind, row, question, value)


def _listed(catalogue: str) -> frozenset[str]:
    return codes(catalogue) | USER_ASSIGNED if catalogue == "countries" else codes(catalogue)


def _unknown(values: list[str], known: frozenset[str]) -> bool:
    return not known.issuperset(value.partition(":")[0] for value in values if isinstance(value, str))


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
            saved = row.get("changed_at")
            if saved and saved < FIRST_POLICY_YEAR:
                yield finding("clock", kind, row, "", at=saved)
