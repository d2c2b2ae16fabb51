"""Screen 6: vacancies as funnels from applicants to the one selected, with rates, who decided, and the reason asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from gemtui import store
from gemtui.locale import choice, day, plain, say, share
from gemtui.reports.staff_words import decimal
from gemtui.rules import Counts
from gemtui.rules.between.staff import under_represented
from gemtui.rules.recruitment import (
    GIVEN,
    MISSING,
    SELECTED,
    Funnel,
    funnel,
    is_below_four_fifths,
    justification,
    together,
)
from gemtui.store import Row
from gemtui.tui.listing import KIND
from gemtui.tui.lists.tab import Around
from gemtui.tui.widgets.cells import Column, Part
from gemtui.tui.widgets.computed import Computed, Worked
from gemtui.tui.widgets.pane import Line, wrapped

FUNNEL, SHORT, REASON = "_funnel", "_short", "_reason"
"""Keys under which a row carries its stages, who is too few at its grade, and whether a reason was needed."""
NARROWED = ("shortlisted", "longlisted", "interviewed", "recommended")
"""The first stages at which a choice was made; the earliest recorded one is compared."""
EMPTY = (
    "No vacancy yet.",
    "n enters one: applicants, each stage by gender, who was selected, and who decided.",
)


def vacancies(around: Around) -> Computed:
    """Return the vacancies decided by the day that is shown, the latest first."""
    return Computed(around.of_offices(COLUMNS), lambda: _worked(around), EMPTY)


def _worked(around: Around) -> Worked:
    facts = {kind: store.rows(around.db, kind) for kind in ("recruitment_exercise", "staffing_snapshot")}
    until = around.on.isoformat()
    held = [row for row in facts["recruitment_exercise"] if str(row.get("closed_on") or "") <= until]
    short = under_represented(facts, around.on, {row["office"] for row in held})
    rows: list[Row] = [_row(row, short.get((row["office"], row.get("grade") or ""))) for row in held]
    rows.sort(key=lambda row: (str(row.get("closed_on") or "9999"), str(row.get("reference"))), reverse=True)
    return Worked(rows, [(0, together_words(together(held)))] if rows else [])


def _row(row: Row, short: str | None) -> Row:
    return {
        **row,
        KIND: "recruitment_exercise",
        FUNNEL: funnel(row),
        SHORT: short,
        REASON: justification(row, short),
    }


def together_words(found: Funnel) -> str:
    """Return what all vacancies come to: applicants, the selected, and the ratio of their rates."""
    applied, chosen = found.of("applicants"), found.of(SELECTED)
    if applied is None or chosen is None:
        return say("vacancies-open")
    ratio = found.ratio(SELECTED)
    facts = {
        "applied": pair(applied),
        "selected": pair(chosen),
        "ratio": decimal(ratio, 2) if ratio is not None else say("no-ratio"),
    }
    return say("vacancies-together", facts)


def pair(counts: Counts) -> str:
    """Return women and men as `4–5`."""
    return f"{counts.women}–{counts.men}"


def _stage(row: Row, stage: str) -> str:
    found: Counts | None = row[FUNNEL].of(stage)
    return pair(found) if found is not None else "·"


def _narrowed(row: Row) -> tuple[str, Fraction | None]:
    found: Funnel = row[FUNNEL]
    stage = next((stage for stage in NARROWED if found.of(stage) is not None), "")
    return stage, found.ratio(stage) if stage else None


def _ratio(row: Row) -> Part:
    ratio = _narrowed(row)[1]
    return decimal(ratio, 2), "alarm" if is_below_four_fifths(ratio) else ""


def _selected(row: Row) -> str:
    return choice(row["selected_gender"]) if row.get("selected_gender") else "·"


def _reason(row: Row) -> Part:
    state = row[REASON]
    if state == MISSING:
        return "! missing", "alarm"
    return ("✓ given", "ok") if state == GIVEN else ("–" if state else "·", "dim")


COLUMNS = (
    Column("reference", "Vacancy", 10, lambda row: str(row.get("reference") or "")),
    Column("title", "Post", 12, lambda row: str(row.get("title") or ""), grows=True),
    Column("grade", "Grade", 5, lambda row: str(row.get("grade") or "")),
    Column("closed_on", "Closed on", 11, lambda row: day(row.get("closed_on")) or "·", right=True),
    Column("applied", "applied", 7, lambda row: _stage(row, "applicants"), right=True, sorts=False),
    Column("short", "short", 5, lambda row: _stage(row, "shortlisted"), right=True, sorts=False),
    Column("ratio", "ratio", 5, _ratio, right=True, sorts=False),
    Column("selected_gender", "chosen", 6, _selected),
    Column("reason", "Reason", 9, _reason, sorts=False),
)


def detail(row: Row, width: int) -> list[Line]:
    """Return the funnel: a bar of women and one of men for each stage, rates beside them, and who decided."""
    found: Funnel | None = row.get(FUNNEL)
    if found is None:
        return []
    name = " · ".join(filter(None, (row.get("reference"), row.get("title"), row.get("grade"))))
    decided = (
        say("decided-by", {"who": row["decision_maker"]})
        if row.get("decision_maker")
        else say("nobody-decided")
    )
    lines: list[Line] = [
        [(plain(name), "strong"), (f"   {plain(decided)}", "dim" if row.get("decision_maker") else "alarm")]
    ]
    lines += bars(found, width)
    return [*lines, *wrapped(reason_words(row), width, "alarm" if row[REASON] == MISSING else "dim", 2)]


def bars(found: Funnel, width: int) -> Iterator[Line]:
    """Yield a line a stage: women to the left of the middle, men to its right, as long as they are many."""
    most = max((max(counts.women, counts.men) for _, counts in found.stages), default=0)
    for stage, counts in found.stages:
        ratio = found.ratio(stage) if stage not in ("applicants", SELECTED) else None
        women, men = found.rates(stage) if stage not in ("applicants", SELECTED) else (None, None)
        rates = f"  {share(women)} % / {share(men)} %" if women is not None and men is not None else ""
        hint = f"  ratio {decimal(ratio, 2)}" if ratio is not None else ""
        yield [
            (f"{say(f'stage-{stage}'):<13}", "dim"),
            *_half(counts.women, most, "accent", left=True),
            (f" {counts.women:>3} ", "strong"),
            (f"{counts.men:<3} ", "strong"),
            *_half(counts.men, most, "", left=False),
            (rates if width >= FOR_RATES else "", "dim"),
            (hint if width >= FOR_BOTH else "", "alarm" if is_below_four_fifths(ratio) else ""),
        ]


FOR_RATES, FOR_BOTH = 62, 75
"""Cells that it takes to show the rates, and the ratio beside them; the list has the ratio, too."""
HALF = 11


def _half(heads: int, most: int, role: str, *, left: bool) -> Sequence[Part]:
    """Return a bar as long as the heads are many; somebody is never nothing."""
    cells = max(round(HALF * heads / most), 1) if heads and most else 0
    drawn, blank = ("█" * cells, role), ("·" * (HALF - cells), "dim")
    return [blank, drawn] if left else [drawn, blank]


def reason_words(row: Row) -> str:
    """Return whether the selection needed a written reason, and why or why not."""
    state, short = row[REASON], row[SHORT]
    facts = {"sex": short or "", "grade": row.get("grade") or "–"}
    if state is None:
        return say("reason-open")
    if state == MISSING:
        return say("reason-missing", facts)
    if state == GIVEN:
        return say("reason-given", {**facts, "words": row.get("justification") or ""})
    return say("reason-not-needed", facts) if short else say("reason-at-parity", facts)


def why(_around: Around, row: Row) -> list[str]:
    """Return how rates and ratio of a vacancy come about, and when a reason is asked for."""
    found: Funnel | None = row.get(FUNNEL)
    if found is None:
        return []
    stage, ratio = _narrowed(row)
    told = []
    came, applied = found.of(stage), found.of("applicants")
    if came is not None and applied is not None:
        facts = {
            "stage": say(f"stage-{stage}").lower(), "women": came.women, "of_women": applied.women, "men": came.men,
            "of_men": applied.men, "ratio": decimal(ratio, 2) if ratio is not None else say("no-ratio"),
        }  # fmt: skip
        told.append(say("why-ratio", facts))
    told += [say("why-four-fifths"), reason_words(row), say("why-reason")]
    return [*told, say("why-clause", {"clause": "OA-A1b"})]
