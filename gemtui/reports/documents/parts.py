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
from gemtui.rules import Line, Row, Sum, public_staffing
from gemtui.store import UNION

REST = "national officers and general service"
HIDDEN = "–"
"""What stands for a suppressed figure."""


def office_rows(checked: Checked, kind: str, office: str) -> list[Row]:
    """Return the live records of one office, or of all with an empty code."""
    return [row for row in checked.picture.facts.get(kind, ()) if office in ("", row["office"])]


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
            {"id": identifier, "name": row.get("name"), **figures(body.balance), "leadership": figures(lead)}
        )
        rows.append(
            (
                row["office"], row.get("name"), counts.women, counts.men, counts.other, counts.undisclosed,
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
        "other",
        "undisclosed",
        "percent",
        "verdict",
        "meets",
        "leadership",
    )
    paper.add("part-committees", columns, rows, numbers=(2, 3, 4, 5, 6), note=note if rows else "")


def staffing(paper: Paper, checked: Checked, office: str = "") -> None:
    """Add the staff of an office, or of the Union by office, small cells hidden (balance-rules.md, section 10)."""
    rows = office_rows(checked, "staffing_snapshot", office)
    lines = _office_lines(rows, checked) if office else _union_lines(rows, checked)
    heads = {name: (c.women, c.men, c.other + c.undisclosed) for name, (c, _) in lines.items()}
    first, *rest = [*lines, ""]
    parts = [Sum(first, tuple(rest[:-1]))] if len(lines) > 1 else []
    shown = public_staffing(heads, parts)
    paper.figures["staffing"] = [
        {
            "line": line.name, "women": line.women, "men": line.men, "total": line.total, "other_or_undisclosed": line.others,
            "share_women": fraction(line.percent), "percent_women": percent(line.percent),
            "suppressed": None in (line.women, line.men, line.total, line.others), "ids": sorted(lines[line.name][1]),
        }
        for line in shown
    ]  # fmt: skip
    table = [
        (
            line.name,
            *(_shown(v) for v in (line.women, line.men, line.total, line.others)),
            percent(line.percent),
        )
        for line in shown
    ]
    columns = ("line", "women", "men", "women-and-men", "others", "percent")
    note = say("report-suppressed", {"threshold": rules.THRESHOLD}, paper.lang) if table else ""
    paper.add("part-staffing", columns, table, numbers=(1, 2, 3, 4, 5), note=note)


def _shown(value: int | None) -> Cell:
    return HIDDEN if value is None else value


def _office_lines(rows: Sequence[Row], checked: Checked) -> dict[str, tuple[rules.Counts, list[str]]]:
    found = {line.name: line for line in rules.staffing(rows, checked.on)}
    if not found:
        return {}
    whole, upper = found[rules.ALL], found[rules.PROFESSIONAL]
    rest = [line for line in (found[rules.NATIONAL], found[rules.GENERAL]) if line.balance.counts.total]
    lines = [(rules.ALL, [whole])]
    if upper.balance.counts.total and rest:
        lines += [(rules.PROFESSIONAL, [upper]), (REST, rest)]
    return {name: _summed(parts) for name, parts in lines}


def _union_lines(rows: Sequence[Row], checked: Checked) -> dict[str, tuple[rules.Counts, list[str]]]:
    held: dict[str, list[Row]] = {}
    for row in rows:
        held.setdefault(row["office"], []).append(row)
    each = {office: _office_lines(of, checked).get(rules.ALL) for office, of in sorted(held.items())}
    counted = {office: line for office, line in each.items() if line}
    if not counted:
        return {}
    heads, ids = rules.Counts(), list[str]()
    for counts, sources in counted.values():
        heads += counts
        ids += sources
    return {"Union": (heads, ids), **counted}


def _summed(lines: Iterable[Line]) -> tuple[rules.Counts, list[str]]:
    heads, ids = rules.Counts(), list[str]()
    for line in lines:
        heads += line.balance.counts
        ids += line.sources
    return heads, ids


def action_figures(rows: Sequence[Row], checked: Checked) -> dict[str, Any]:
    """Return how many actions there are, done, cancelled, overdue and due soon, and the completion, with ids."""
    states = {row["id"]: rules.state(row, checked.on) for row in rows}
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
        rows.append((say(f"level-{one.level}", {}, paper.lang), one.clause, named, message(one, paper.lang)))
    paper.figures["findings"] = {
        level: figure(*_counted(one.id or one.code for one in held if one.level == level)) for level in levels
    }
    paper.add("part-findings", ("level", "clause", "record", "finding"), rows)


def indicators(paper: Paper, checked: Checked, office: str, year: int) -> list[reference.Indicator]:
    """Add one line for each indicator of the year's framework; returns the indicators that nobody has rated."""
    kind = "entity_rating" if office == UNION else "indicator_entry"
    framework = reference.framework_of_year(year)
    entries = {
        row["indicator"]: row for row in office_rows(checked, kind, office) if row.get("period") == year
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
