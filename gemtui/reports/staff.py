"""Staff, recruitment, requests, training and surveys in figures, each with the ids behind it: what `gemtui staff` gives."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

from gemtui import store
from gemtui.reports.naming import fraction, percent, reference, unit_name
from gemtui.reports.staff_words import decimal
from gemtui.rules import (
    ALL,
    Counts,
    Line,
    Places,
    Proposal,
    Row,
    equal_representation,
    flows,
    staffing,
    workforce,
)
from gemtui.rules.between.staff import under_represented
from gemtui.rules.participation import Participation, participation
from gemtui.rules.projection import Assumed, Flow, Linear, flow
from gemtui.rules.recruitment import SELECTED, Funnel, funnel, is_below_four_fifths, justification, together
from gemtui.rules.references import Facts
from gemtui.rules.requests import (
    OUTCOMES,
    Requests,
    answers_of,
    by_kind,
    coverage,
    coverage_by_gender,
    is_too_small,
)
from gemtui.rules.workforce import Part, Standing
from gemtui.store import Store

NEEDED = (*workforce.NEEDED, "action", "hr_measure", "training_record", "culture_survey")
DISTANT = 8
"""Years of a flow that are told in figures."""


def staff_figures(db: Store, on: date, taken: Assumed = Assumed(None, None)) -> dict[str, Any]:  # noqa: B008 - frozen
    """Return everything that is said of staff on a date; at headquarters of every office, else of the own one.

    What `taken` gives stands in for what the flow projections would assume.
    """
    with db.reading():
        facts = {kind: [r for r in store.rows(db, kind) if _mine(db, r)] for kind in NEEDED}
    places = Places(facts)
    held = workforce.parts(facts, places, by_office=db.identity.role == "hq")
    return {
        "on": on.isoformat(),
        "lines": [_line(db, places, one, taken) for part in held for one in workforce.standings(part, on)],
        "representation": [_proposal(office, found) for office, found in proposals(facts, on).items()],
        "recruitment": _recruitment(db, facts, on),
        "measures": _measures(db, facts["hr_measure"], on),
        "participation": [_year(db, one) for one in participation(facts["training_record"], facts["hr_measure"], on)],
        "training": [_training(db, row, facts["staffing_snapshot"], on) for row in _until(facts["training_record"], "held_on", on)],
        "surveys": [_survey(db, row) for row in _until(facts["culture_survey"], "held_on", on)],
    }  # fmt: skip


def _mine(db: Store, row: Row) -> bool:
    return db.identity.role == "hq" or row["office"] == db.identity.office


def _until(rows: Iterable[Row], dated: str, on: date) -> list[Row]:
    held = [row for row in rows if not row.get(dated) or row[dated] <= on.isoformat()]
    return sorted(held, key=lambda row: (row["office"], str(row.get(dated) or ""), row["id"]))


def assuming(standing: Standing, taken: Assumed) -> tuple[Assumed, Flow]:
    """Return the flow projection of a line with what somebody says instead of what it assumes by itself."""
    given = {name: value for name in ("leaving", "women") if (value := getattr(taken, name)) is not None}
    assumed = replace(standing.assumed, **given)
    day = standing.day or "2000-01-01"
    return assumed, flow(standing.line.balance.counts, assumed, day) if given else standing.flow


def _line(db: Store, places: Places, one: Standing, taken: Assumed) -> dict[str, Any]:
    balance, last = one.line.balance, one.steps[-1] if one.steps else None
    before = one.steps[-2] if len(one.steps) > 1 else None
    assumed, ahead = assuming(one, taken)
    return {
        "part": part_name(places, one.part), "level": one.part.level, "line": one.line.name,
        **_heads(balance.counts), "share_women": fraction(balance.share), "percent_women": percent(balance.share),
        "verdict": balance.verdict, "meets": balance.meets, "under_represented": balance.under_represented,
        "gap_points": decimal(one.gap) or None, "pipeline": fraction(one.pipeline), "narrowing": one.narrows,
        "as_of": one.day or None, "moved": last.moved if last else None,
        "points": decimal(last.points) or None if last else None, "since": before.day if before else None,
        "flows": _flows(one), "linear": _linear(one.linear), "flow": _flow(ahead, assumed),
        "ids": [reference(db, *_key(one.part, i)) for i in one.line.sources],
    }  # fmt: skip


def part_name(places: Places, part: Part) -> str | None:
    """Return what a part is called: a sector's or office's code, a unit's code, None for the whole."""
    if part.level == workforce.UNIT:
        return unit_name(places, part.name)
    return part.name or None


def _key(part: Part, identifier: str) -> tuple[str, str]:
    office = next((row["office"] for row in part.snapshots if row["id"] == identifier), "")
    return office, identifier


def _heads(counts: Counts) -> dict[str, int]:
    return {name: getattr(counts, name) for name in ("women", "men", "other", "undisclosed")}


def _flows(one: Standing) -> dict[str, Any] | None:
    found, stock = one.flows, one.line.balance.counts
    if found is None:
        return None
    told = {name: _heads(getattr(found, name)) for name in ("hired", "left", "promoted")}
    effects = {
        "hired": flows.effect(found.hired, stock),
        "left": flows.effect_of_leaving(found.left, stock),
        "promoted": flows.effect(found.promoted, stock),
    }
    return {name: {**heads, "effect": effects[name]} for name, heads in told.items()} | {
        "since": found.since or None,
        "until": found.until,
        "ids": list(found.sources),
    }


def _linear(found: Linear) -> dict[str, Any]:
    return {
        "answer": found.answer, "increment": decimal(found.increment, 4) or None, "exact_years": fraction(found.exact),
        "years": found.years, "year": found.year, "since": found.since or None, "provisional": found.is_provisional,
    }  # fmt: skip


def _flow(found: Flow, assumed: Assumed) -> dict[str, Any]:
    return {
        "answer": found.answer, "leaving": fraction(assumed.leaving), "women": fraction(assumed.women),
        "balanced_in": found.balanced_in, "years": found.years, "year": found.year,
        "women_after": [decimal(women, 2) for women in found.course[:DISTANT]],
    }  # fmt: skip


def proposals(facts: Facts, on: date) -> dict[str, Proposal]:
    """Return by office what its head-counts propose for the indicator on equal representation (PI 15).

    A plan for it is an action of the office that answers clause OA-A1 and was not cancelled.
    """
    found = {}
    for office in sorted({row["office"] for row in facts["staffing_snapshot"]}):
        rows = [row for row in facts["staffing_snapshot"] if row["office"] == office]
        planned = any(
            "OA-A1" in (row.get("clauses") or ()) and row.get("status") != "cancelled"
            for row in facts["action"]
            if row["office"] == office
        )
        lines = staffing(rows, on)
        if lines:
            found[office] = equal_representation(lines, planned)
    return found


def _proposal(office: str, found: Proposal) -> dict[str, Any]:
    return {
        "office": office, "rating": found.rating, "single_posts": list(found.single), "not_reached": list(found.open),
        "short_of_men": [{"grade": grade, "percent_men": percent(part)} for grade, part in found.short_of_men],
    }  # fmt: skip


def _recruitment(db: Store, facts: Facts, on: date) -> dict[str, Any]:
    rows = _until(facts["recruitment_exercise"], "closed_on", on)
    short = under_represented(facts, on, {row["office"] for row in rows})
    whole = together(rows)
    ids = [reference(db, row["office"], row["id"]) for row in rows]
    return {
        "exercises": [_exercise(db, row, short.get((row["office"], row.get("grade") or ""))) for row in rows],
        "together": {**_funnel(whole), "ids": ids},
    }


def _exercise(db: Store, row: Row, short: str | None) -> dict[str, Any]:
    return {
        "id": reference(db, row["office"], row["id"]), "reference": row.get("reference"), "grade": row.get("grade"),
        "closed_on": row.get("closed_on"), **_funnel(funnel(row), single=True), "selected_gender": row.get("selected_gender"),
        "decision_maker": row.get("decision_maker"), "under_represented": short,
        "justification": justification(row, short),
    }  # fmt: skip


def _funnel(found: Funnel, *, single: bool = False) -> dict[str, Any]:
    """Return the stages; of a single vacancy one person is selected, whose sex makes no rate."""
    told = []
    for stage, counts in found.stages:
        has_rates = stage != "applicants" and not (single and stage == SELECTED)
        women, men = found.rates(stage) if has_rates else (None, None)
        ratio = found.ratio(stage) if has_rates else None
        told.append({
            "stage": stage, **_heads(counts), "rate_women": fraction(women), "rate_men": fraction(men),
            "ratio": fraction(ratio), "below_four_fifths": is_below_four_fifths(ratio),
        })  # fmt: skip
    return {"stages": told}


def _measures(db: Store, rows: Iterable[Row], on: date) -> dict[str, Any]:
    held = _until(rows, "starts_on", on)
    kinds = by_kind(held)
    whole = sum_of(kinds.values())
    return {
        "kinds": [{"kind": kind, **_requests(found)} for kind, found in kinds.items()],
        "all": _requests(whole) if whole else None,
        "ids": [reference(db, row["office"], row["id"]) for row in held],
    }


def sum_of(each: Iterable[Requests]) -> Requests | None:
    """Return the requests of all kinds together, None where there are none."""
    whole: Requests | None = None
    for one in each:
        whole = one if whole is None else whole + one
    return whole


def _requests(found: Requests) -> dict[str, Any]:
    rates: Iterator[tuple[str, Fraction | None]] = ((g, found.granted_rate(g)) for g in ("women", "men"))
    return {
        **{name: _heads(getattr(found, name)) for name in OUTCOMES},
        **{f"granted_rate_{gender}": fraction(rate) for gender, rate in rates},
    }


def _training(db: Store, row: Row, snapshots: Iterable[Row], on: date) -> dict[str, Any]:
    held_on, own = row.get("held_on"), [s for s in snapshots if s["office"] == row["office"]]
    by_gender = coverage_by_gender(row, head_count_of(row, own, on))
    return {
        "id": reference(db, row["office"], row["id"]), "title": row.get("title"), "held_on": held_on,
        "mandatory": row.get("mandatory"), **{g: row.get(g) for g in ("women", "men", "other", "undisclosed")},
        "coverage": fraction(coverage(row)), "percent": percent(coverage(row)),
        **{f"coverage_{gender}": fraction(by_gender.get(gender)) for gender in ("women", "men")},
    }  # fmt: skip


def _year(db: Store, one: Participation) -> dict[str, Any]:
    return {
        "year": one.year, "trainings": one.trainings, **_heads(one.came), "coverage": fraction(one.coverage),
        "percent": percent(one.coverage), "moved": one.moved, "goal_share": one.goal, "goal_moved": one.goal_moved,
        "ids": [reference(db, *each) for each in one.sources],
    }  # fmt: skip


def head_count_of(row: Row, snapshots: Iterable[Row], on: date) -> Line | None:
    """Return the staff that a training's coverage by gender is taken of: all, as counted at the end of its year."""
    held_on = row.get("held_on")
    if not held_on:
        return None
    lines = staffing(snapshots, min(on, date(int(held_on[:4]), 12, 31)))
    return next((line for line in lines if line.name == ALL), None)


def _survey(db: Store, row: Row) -> dict[str, Any]:
    found = answers_of(row)
    return {
        "id": reference(db, row["office"], row["id"]), "held_on": row.get("held_on"), "question": row.get("question"),
        "respondents": _heads(found.respondents), "favourable": _heads(found.favourable),
        "percent_women": percent(found.share("women")), "percent_men": percent(found.share("men")),
        "percent": percent(found.share()), "stays_home": bool(row.get("home")), "too_small": is_too_small(row),
    }  # fmt: skip
