"""Parts that several reports share: committees, staff as it may be published, actions, ratings, findings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

from gemtui import locale, reference, rules
from gemtui.locale import say
from gemtui.reports.balances import figures
from gemtui.reports.documents.page import Cell, Paper, figure
from gemtui.reports.findings import Checked, message
from gemtui.reports.naming import fraction, percent
from gemtui.reports.naming import reference as written_id
from gemtui.reports.naming import title as title_of
from gemtui.rules import ActionState, Balance, Finding, Row
from gemtui.store import UNION

COUNTS_PEOPLE = frozenset(
    {"staffing_snapshot", "recruitment_exercise", "hr_measure", "training_record", "culture_survey"}
)
HIDDEN = "–"
"""What stands for a suppressed figure."""


def office_rows(checked: Checked, kind: str, office: str) -> list[Row]:
    """Return the live records of one office, or of all with an empty code."""
    return [row for row in checked.picture.facts.get(kind, ()) if office in ("", row["office"])]


def actions(checked: Checked, office: str) -> list[tuple[Row, ActionState]]:
    """Return the actions of one office, or of all with an empty code, with where each stands."""
    return [(row, rules.state(row, checked.on)) for row in office_rows(checked, "action", office)]


def committees(paper: Paper, checked: Checked, office: str = "") -> None:
    """Add the committees with their verdicts, and leadership apart: never averaged."""
    held = [
        body
        for body in rules.bodies(checked.picture.facts, checked.on, checked.picture.places)
        if office in ("", body.committee["office"])
    ]
    met = rules.tally(body.balance for body in held)
    rows: list[Sequence[Cell]] = []
    told = []
    for body in held:
        row, counts, lead = body.committee, body.members, body.leadership
        identifier = written_id(checked.db, row["office"], row["id"])
        told.append(
            {"id": identifier, "name": row.get("name"), **_public(body.balance), "leadership": _public(lead)}
        )
        rows.append(
            (
                row["office"], row.get("name"), counts.women, counts.men, _others(counts),
                percent(body.balance.share), body.balance.verdict, say(f"meets-{body.balance.meets}", {}, paper.lang),
                lead.verdict if lead.counts.total else "",
            )
        )  # fmt: skip
    ids = [entry["id"] for entry in told]
    paper.figures["committees"] = told
    paper.figures["committee_summary"] = {
        name: figure(value, ids)
        for name, value in (
            ("bodies", met.bodies),
            ("judged", met.judged),
            ("meet", met.meet),
            ("unknown", met.unknown),
        )
    }
    note = say("report-bodies", {"meet": met.meet, "judged": met.judged, "bodies": met.bodies}, paper.lang)
    columns = (
        "office",
        "committee",
        "women",
        "men",
        "others",
        "percent",
        "verdict",
        "meets",
        "leadership",
    )
    paper.add("part-committees", columns, rows, numbers=(2, 3, 4, 5), note=note if rows else "")


def _public(balance: Balance) -> dict[str, Any]:
    """Return a body's figures, without those that tell who of a few is neither counted as a woman nor as a man."""
    told = figures(balance)
    if _others(balance.counts) == HIDDEN:
        told |= dict.fromkeys(("size", "other", "undisclosed", "range", "attainable", "replace"))
    return told


def _others(counts: rules.Counts) -> Cell:
    beside = counts.other + counts.undisclosed
    return HIDDEN if _is_small(beside) else beside


def action_figures(actions: Iterable[tuple[Row, ActionState]]) -> dict[str, Any]:
    """Return how many actions there are, done, cancelled, overdue and due soon, and the completion, with ids."""
    states = {row["id"]: state for row, state in actions}
    done = [i for i, s in states.items() if s.status == "done"]
    cancelled = [i for i, s in states.items() if s.status == "cancelled"]
    open_ = len(states) - len(cancelled)
    share = Fraction(len(done), open_) if open_ else None
    return {
        "all": figure(len(states), states),
        "done": figure(len(done), done),
        "cancelled": figure(len(cancelled), cancelled),
        "overdue": figure(*_counted(i for i, s in states.items() if s.overdue)),
        "due_soon": figure(*_counted(i for i, s in states.items() if s.due_soon)),
        "completion": {"value": fraction(share), "percent": percent(share), "ids": sorted(states)},
    }


def _counted(ids: Iterable[str]) -> tuple[int, list[str]]:
    found = list(ids)
    return len(found), found


def findings(
    paper: Paper, checked: Checked, office: str, levels: Sequence[str] = ("error", "warning", "gap")
) -> None:
    """Add what the rules find, worst first."""
    held = [one for one in checked.findings if one.office == office and one.level in levels]
    rows = []
    for one in held:
        row = checked.picture.places.row({"office": one.office}, one.id) if one.id else None
        named = title_of(checked.db, one.kind, row, checked.picture.places) if row else ""
        said = message(_discreet(one), paper.lang)
        rows.append((say(f"level-{one.level}", {}, paper.lang), one.clause, named, said))
    paper.figures["findings"] = {
        level: figure(*_counted(one.id or one.code for one in held if one.level == level)) for level in levels
    }
    paper.add("part-findings", ("level", "clause", "record", "finding"), rows)


def _discreet(one: Finding) -> Finding:
    """Return a finding whose sentence tells no small count of people."""
    if one.kind not in COUNTS_PEOPLE:
        return one
    facts = {name: f"<{rules.THRESHOLD}" if _is_small(fact) else fact for name, fact in one.facts.items()}
    return one._replace(facts=facts)


def _is_small(fact: object) -> bool:
    return isinstance(fact, int) and 0 < fact < rules.THRESHOLD


def indicators(paper: Paper, checked: Checked, office: str, year: int) -> list[reference.Indicator]:
    """Add one line for each indicator of the year's framework; returns the indicators that nobody has rated."""
    kind = "entity_rating" if office == UNION else "indicator_entry"
    framework = reference.framework_of_year(year)
    code = framework.code if framework else ""
    entries = {
        row["indicator"]: row
        for row in office_rows(checked, kind, office)
        if row.get("period") == year and row.get("framework") == code
    }
    rows, told, open_ = [], [], []
    for indicator in framework.indicators.values() if framework else ():
        entry = entries.get(indicator.id)
        if entry is None or not entry.get("rating"):
            open_.append(indicator)
        rows.append(_indicator_row(checked, indicator, entry, paper.lang))
        told.append({
            "indicator": indicator.id, "number": indicator.number, "title": indicator.title,
            "rating": entry.get("rating") if entry else None, "ids": [entry["id"]] if entry else [],
        })  # fmt: skip
    counted = rules.ratings(entries.values())
    paper.figures["indicators"] = told
    paper.figures["ratings"] = {
        "by_rating": counted.by_rating, "rated": counted.rated, "meet": counted.meet,
        "share_meeting": fraction(counted.share_meeting), "percent_meeting": percent(counted.share_meeting),
        "ids": sorted(row["id"] for row in entries.values()),
    }  # fmt: skip
    columns = (
        "number",
        "indicator",
        "rating",
        "explanation",
        "evidence",
        "remedial",
        "responsible",
        "date",
        "money",
    )
    facts = {
        "meet": counted.meet,
        "rated": counted.rated,
        "percent": percent(counted.share_meeting) or HIDDEN,
    }
    note = say("report-ratings", facts, paper.lang)
    paper.add("part-indicators", columns, rows, numbers=(0,), note=note)
    return open_


def _indicator_row(
    checked: Checked, indicator: reference.Indicator, entry: Row | None, lang: str
) -> tuple[Cell, ...]:
    if entry is None:
        return (indicator.number, indicator.title, say("not-rated", {}, lang), *[None] * 6)
    places, facts = checked.picture.places, checked.picture.facts
    key = (entry["office"], entry["id"])
    proofs = [e for e in facts.get("evidence", ()) if places.key(e, e.get("subject")) == key]
    plans = [p for p in facts.get("remedial_action", ()) if places.key(p, p.get("indicator_entry")) == key]
    return (
        indicator.number, indicator.title, locale.choice(entry.get("rating") or "not_reported", lang),
        entry.get("explanation") or entry.get("justification"),
        "; ".join(str(e.get("title") or e.get("reference") or "") for e in proofs),
        "; ".join(str(p.get("description") or "") for p in plans),
        "; ".join(str(p["responsible"]) for p in plans if p.get("responsible")),
        "; ".join(locale.day(p["due_on"], lang) for p in plans if p.get("due_on")),
        "; ".join(f"{p['budget']} {p.get('currency') or ''}".strip() for p in plans if p.get("budget")),
    )  # fmt: skip
