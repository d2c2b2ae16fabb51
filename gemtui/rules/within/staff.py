"""What one head-count, vacancy, measure, training or survey result can get wrong by itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from gemtui.rules import grades
from gemtui.rules.bands import GENDERS, counted
from gemtui.rules.finding import Finding, finding
from gemtui.rules.recruitment import STAGES
from gemtui.rules.requests import is_too_small
from gemtui.rules.terms import Row
from gemtui.rules.within.every_kind import has_number

BY_TYPE = {
    "flexible_work": ("OA-A6",),
    "careers": ("OA-A6",),
    "diversity": ("OA-A3",),
    "participation": ("OA-A4",),
    "management": ("OA-A5",),
    "recruitment": ("OA-A2",),
    "workplace": ("OA-A0",),
}
"""What an HR measure answers follows from its type. Source: clauses OA-A0 to OA-A6."""

SELECTED = {"woman": "women", "man": "men", "other": "other", "undisclosed": "undisclosed"}

CASES = re.compile(
    r"\b(complain(t|ts|ed|ant)|grievance|plaintiff|harassed|molested|pregnan(t|cy)|sick leave|divorc\w+|diagnos\w+)\b",
    re.IGNORECASE,
)
"""Words that a case would be told with; a hint, never a refusal."""


def staffing_snapshot(rows: Iterable[Row], _on: str) -> Iterator[Finding]:
    """Yield a grade that the catalogue does not list. Source: clause OA-A1."""
    for row in rows:
        if row.get("grade") and not grades.group(row["grade"]):
            yield finding("unknown-grade", "staffing_snapshot", row, "grade", grade=row["grade"])


def recruitment_exercise(rows: Iterable[Row], _on: str) -> Iterator[Finding]:
    """Yield a funnel that grows on its way down, and a selection from nobody. Source: clause OA-A1b."""
    for row in rows:
        last: dict[str, tuple[str, int]] = {}
        for stage in STAGES:
            for gender in GENDERS:
                heads = row.get(f"{stage}_{gender}")
                if heads is None:
                    continue
                before, most = last.get(gender, (stage, heads))
                if heads > most:
                    facts = {"stage": stage, "heads": heads, "before": before, "most": most, "gender": gender}
                    yield finding("funnel-grows", "recruitment_exercise", row, f"{stage}_{gender}", **facts)
                last[gender] = (stage, heads)
        chosen = SELECTED.get(row.get("selected_gender") or "")
        if chosen in last and last[chosen][1] == 0:
            yield finding(
                "selected-from-nobody",
                "recruitment_exercise",
                row,
                "selected_gender",
                stage=last[chosen][0],
                gender=chosen,
            )


def hr_measure(rows: Iterable[Row], _on: str) -> Iterator[Finding]:
    """Yield requests that do not add up, and text that tells a case. Source: clauses OA-A3 to OA-A6."""
    for row in rows:
        for gender in GENDERS:
            asked = row.get(f"requests_{gender}")
            answers = [row.get(f"{answer}_{gender}") for answer in ("granted", "refused", "pending")]
            given = sum(answer or 0 for answer in answers)
            is_settled = (
                None not in answers[:2]
            )  # granted and refused are known, so whoever is left is pending
            if asked is not None and (given > asked or (is_settled and given != asked)):
                yield finding(
                    "requests-differ",
                    "hr_measure",
                    row,
                    f"granted_{gender}",
                    requests=asked,
                    sum=given,
                    gender=gender,
                )
        effect = row.get("effect")
        if effect and not row.get("effect_source") and not has_number(effect):
            yield finding("effect-without-source", "hr_measure", row, "effect_source")
        clause = BY_TYPE.get(row.get("type") or "", ("OA-A3",))[0]
        yield from case("hr_measure", row, "description", clause)


def training_record(rows: Iterable[Row], _on: str) -> Iterator[Finding]:
    """Yield more people trained than there are. Source: clauses RESP-1 and OA-A2."""
    for row in rows:
        came, staff = counted(row).total, row.get("staff_on_board")
        if staff is not None and came > staff:
            code = "coverage-above-whole" if row.get("mandatory") else "attendance-above-staff"
            yield finding(code, "training_record", row, "staff_on_board", came=came, staff=staff)
        leaders, there = row.get("leaders_trained"), row.get("leaders_on_board")
        if leaders is not None and there is not None and leaders > there:
            yield finding(
                "coverage-above-whole", "training_record", row, "leaders_trained", came=leaders, staff=there
            )


def culture_survey(rows: Iterable[Row], _on: str) -> Iterator[Finding]:
    """Yield answers that cannot be, and results so small that they should stay here. Source: clause OA-A0."""
    for row in rows:
        for gender in GENDERS:
            answered, favourable = row.get(f"respondents_{gender}"), row.get(f"favourable_{gender}")
            if favourable is not None and answered is not None and favourable > answered:
                yield finding(
                    "favourable-above-respondents",
                    "culture_survey",
                    row,
                    f"favourable_{gender}",
                    gender=gender,
                )
        total, invited = counted(row, "respondents_").total, row.get("invited")
        if invited is not None and total > invited:
            yield finding(
                "respondents-above-invited", "culture_survey", row, "invited", answered=total, invited=invited
            )
        if is_too_small(row) and not row.get("home"):
            yield finding(
                "survey-below-threshold", "culture_survey", row, "respondents_women", answered=total
            )


def stays_here(kind: str, row: Row) -> bool:
    """Return whether a new record is so small a survey result that it never leaves the office. Source: clause OA-A0."""
    return kind == "culture_survey" and is_too_small(row)


def case(kind: str, row: Row, name: str, clause: str = "OA-A3") -> Iterator[Finding]:
    """Yield a warning where free text looks like a personal case: cases are never recorded here."""
    text = row.get(name)
    if text and CASES.search(text):
        yield finding("case-in-text", kind, row, name, clause_of=clause)


def person(rows: Iterable[Row], _on: str) -> Iterator[Finding]:
    """Yield a note about a person that looks like a case."""
    for row in rows:
        yield from case("person", row, "note")


def action_progress(rows: Iterable[Row], _on: str) -> Iterator[Finding]:
    """Yield a progress note that looks like a case."""
    for row in rows:
        yield from case("action_progress", row, "note")
