"""Screen 7: the register of programmes with what each owes, and the gender assessments behind it."""

from __future__ import annotations

from collections.abc import Sequence

from gemtui import reports
from gemtui.locale import choice, day, plain, say, share
from gemtui.reference import assessment_questions
from gemtui.rules.markers import proposed_marker
from gemtui.rules.programmes import ASSESSED, EXEMPT, OPEN, OVERDUE, ProgrammeState
from gemtui.store import Row
from gemtui.tui.describing import changed_line
from gemtui.tui.listing import KIND, KindSource
from gemtui.tui.lists.marking import marker_in_words, marker_part
from gemtui.tui.lists.tab import INVITES, MISSING, Around
from gemtui.tui.widgets.cells import Column, Part
from gemtui.tui.widgets.computed import Computed, Worked
from gemtui.tui.widgets.pane import Line, fact, wrapped

STATE = "_state"
EMPTY = (
    "No programmes yet.",
    "n makes one: each programme, project, activity and service that is active. Then m assesses it.",
)
SIGNS: dict[str, Part] = {
    ASSESSED: ("●", "ok"), EXEMPT: ("–", "dim"), OVERDUE: ("!", "alarm"), OPEN: ("○", "dim"),
}  # fmt: skip
ANSWERS: dict[str, Part] = {"yes": ("✓", "ok"), "partly": ("◐", "accent"), "no": ("✗", "alarm"), "not_applicable": ("–", "dim")}  # fmt: skip


def programmes(around: Around) -> Computed:
    """Return the register on a date: which programmes are assessed, exempt, or owe an assessment."""
    return Computed(around.of_offices(COLUMNS), lambda: _worked(around), EMPTY)


def _worked(around: Around) -> Worked:
    found = reports.register(around.db, around.on, around.then)
    order = {OVERDUE: 0, OPEN: 1, ASSESSED: 2, EXEMPT: 3}
    rows = [
        {**row, KIND: "programme", STATE: state, MISSING: state.code == OVERDUE} for row, state in found.rows
    ]
    return Worked(sorted(rows, key=lambda row: (row["office"], order[row[STATE].code], row["title"] or "")))


def _stands(row: Row) -> Part:
    state: ProgrammeState = row[STATE]
    late = say("days-late-short", {"days": state.overdue}) if state.overdue else ""
    code = "programme-overdue-short" if state.code == OVERDUE else f"programme-{state.code}"
    return f"{say(code)}{late}", SIGNS[state.code][1]


def _marker(row: Row) -> Part:
    marker = row[STATE].marker
    return (str(marker), "") if marker is not None else ("·", "dim")


def _assessed_on(row: Row) -> Part:
    latest = row[STATE].latest
    return (day(latest["on"]), "") if latest else ("·", "dim")


COLUMNS = (
    Column("sign", "", 1, lambda row: SIGNS[row[STATE].code], sorts=False),
    Column("title", "Programme", 16, lambda row: str(row.get("title") or ""), grows=True),
    Column("type", "Type", 9, lambda row: choice(row.get("type") or "")),
    Column("phase", "Runs", 7, lambda row: (choice(row[STATE].phase), "dim"), sorts=False),
    Column("state", "Assessment", 16, _stands, sorts=False),
    Column("marker", "Marker", 6, _marker, right=True, sorts=False),
    Column("assessed_on", "On", 11, _assessed_on, right=True, sorts=False),
)


def detail(row: Row, width: int) -> list[Line]:
    """Return what a programme owes, or what its assessment says, in words."""
    state: ProgrammeState | None = row.get(STATE)
    if state is None:
        return []
    runs = f"{day(row.get('starts_on')) or '…'} – {day(row.get('ends_on')) or '…'}"
    lines: list[Line] = [[(plain(str(row.get("title") or "")), "strong"), (f"   {runs}", "dim")]]
    lines += wrapped(_owed(row, state), width, "alarm" if state.code == OVERDUE else "", 3)
    lines += wrapped(say("enter-assesses"), width, "", 2) if row.get(INVITES) else []
    if state.latest:
        lines += wrapped(marker_in_words(state.latest), width, "", 3)
        if state.latest.get("who_benefits"):
            lines.append(fact("Who benefits", str(state.latest["who_benefits"])))
    return [*lines, changed_line(row)]


def _owed(row: Row, state: ProgrammeState) -> str:
    if state.code == EXEMPT:
        return say("is-exempt", {"reason": row["not_applicable_reason"]})
    if state.code == ASSESSED and state.latest:
        facts = {
            "day": day(state.latest["on"]),
            "stage": choice(state.latest.get("stage") or ""),
            "count": len(state.assessments),
        }
        return say("is-assessed", facts)
    if state.code == OVERDUE:
        return say("owes-assessment" if state.overdue else "owes-assessment-today", {"days": state.overdue})
    return say("owes-nothing-yet")


def why(around: Around, row: Row) -> list[str]:
    """Return how the coverage comes about, and the state and the marker of this programme."""
    found = reports.register(around.db, around.on, around.then)
    facts = {
        "assessed": found.assessed, "active": found.due + found.exempt, "exempt": found.exempt, "due": found.due,
        "percent": share(found.share) or say("no-base"), "year": around.year,
    }  # fmt: skip
    told = [say("why-coverage", facts) if found.due else say("why-no-coverage", facts)]
    state: ProgrammeState | None = row.get(STATE)
    if state is not None:
        told.append(f"{row.get('title')}: {_owed(row, state)}")
        told += [marker_in_words(state.latest), say("why-marker")] if state.latest else []
    return told


# The assessments themselves


def assessments(around: Around) -> KindSource:
    """Return the gender assessments with their answers, the marker they bear out, and the stated one."""
    columns = around.of_offices(ASSESSMENT)
    return KindSource(
        around.db,
        around.db.kinds["programme_assessment"],
        around.titles,
        columns,
        ("No gender assessments yet.", "On the tab “programmes”, m goes through the questions of one."),
        around.on,
        ("on",),
        then=around.then,
    )


def _answers(row: Row) -> Sequence[Part]:
    each = [ANSWERS.get(row.get(question.field) or "", ("·", "dim")) for question in assessment_questions()]
    return [(f"{sign} ", role) for sign, role in each]


def _borne_out(row: Row) -> Part:
    marker = proposed_marker(row).marker
    return (str(marker), "dim") if marker is not None else ("·", "dim")


ASSESSMENT = (
    Column("on", "On", 11, lambda row: day(row["on"])),
    Column("programme", "Programme", 16, lambda row: row.get("_names", {}).get("programme", ""), grows=True),
    Column("stage", "Stage", 8, lambda row: choice(row.get("stage") or "")),
    Column("answers", "Answers", 12, _answers, sorts=False),
    Column("borne", "bear out", 8, _borne_out, right=True, sorts=False),
    Column("marker", "Marker", 14, marker_part),
)


def assessment_detail(row: Row, width: int) -> list[Line]:
    """Return the marker with its reason, and each question with its answer."""
    lines: list[Line] = list(wrapped(marker_in_words(row), width, "", 3))
    for question in assessment_questions():
        said = row.get(question.field)
        sign, role = ANSWERS.get(said or "", ("·", "dim"))
        lines.append([(f"{sign} ", role), (question.text, ""), (f"  {choice(said) if said else '–'}", "dim")])
    return [*lines, changed_line(row)]


def assessment_why(_around: Around, row: Row) -> list[str]:
    """Return how the marker that the answers bear out comes about."""
    return [marker_in_words(row), say("why-marker")]
