"""`practice`: good practices as sheets of one page; whom they show or quote only with their written consent."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from gemtui import rules
from gemtui.locale import choice, day, plain, say
from gemtui.reports.documents.page import Cell, Paper, Table, figure
from gemtui.reports.documents.parts import HIDDEN, office_rows
from gemtui.reports.findings import Checked, nameless
from gemtui.reports.naming import title as title_of
from gemtui.rules import Row, Sum
from gemtui.rules.bands import GENDERS
from gemtui.rules.programmes import practice_lacks
from gemtui.store import Store, find

QUOTING = frozenset({"what_was_done", "result", "lessons", "effect"})
"""Texts in which somebody may be quoted or known again: left out without consent."""

TOTAL = "total"


def compose(db: Store, on: date, period: str, lang: str, **about: str) -> Paper:
    """Return the sheet of one practice (`record`), or of all that are more than a draft, of an `office`; raises what `find` raises."""
    office, record = about.get("office", ""), about.get("record", "")
    checked = nameless(Checked(db, on, period or str(rules.reporting_year(on))))
    own = office or ("" if db.identity.role == "hq" else db.identity.office)
    held = (
        [find(db, "good_practice", record)]
        if record
        else [
            row
            for row in office_rows(checked, "good_practice", own)
            if row.get("status") not in (None, "draft")
        ]
    )
    named = plain(str(held[0].get("title") or "")) if record else db.identity.office
    made = Paper(say("report-practice", {"title": named}, lang), lang=lang)
    made.figures |= {"report": "practice", "on": on.isoformat()}
    made.figures["practices"] = [_figures(row) for row in held]
    for row in held:
        _add(made, checked, row)
    if not held:
        made.add("part-practices", ("practice", "state"), ())
    return made


def sheet(row: Row, programme: str, lang: str = "en") -> Iterator[tuple[str, str]]:
    """Yield the name of each part of a practice and its text, as it may be shown: nobody is quoted without consent."""
    parts = ("context", "what_was_done", "result", "lessons", "effect")
    for name in parts:
        if row.get(name) and (row.get("consent") or name not in QUOTING):
            yield f"practice-{name}", plain(str(row[name]), lines=True)
    heads = public_heads(row)
    if heads:
        told = [
            say(f"practice-{name}", {"count": HIDDEN if count is None else count}, lang)
            for name, count in heads.items()
        ]
        yield "practice-beneficiaries", ", ".join(told)
    if row.get("effect_source"):
        yield "practice-source", plain(str(row["effect_source"]))
    if programme:
        yield "practice-programme", programme
    if row.get("shown_at"):
        yield "practice-shown", plain(str(row["shown_at"]))
    yield (
        "practice-status",
        f"{choice(row.get('status') or 'draft', lang)} · {day(row.get('on'), lang) or '–'}",
    )
    yield (
        "practice-consent",
        say("practice-agreed" if row.get("consent") else "practice-not-agreed", {}, lang),
    )


def public_heads(row: Row) -> dict[str, int | None]:
    """Return the beneficiaries by gender with their total, None where a small cell is hidden (balance-rules, section 10)."""
    counted = {g: row[f"beneficiaries_{g}"] for g in GENDERS if row.get(f"beneficiaries_{g}") is not None}
    if not counted:
        return {}
    cells = {**counted, TOTAL: sum(counted.values())}
    return dict(rules.published(cells, [Sum(TOTAL, tuple(counted))]))


def _add(made: Paper, checked: Checked, row: Row) -> None:
    places = checked.picture.places
    found = places.find(row, row.get("programme"))
    programme = title_of(checked.db, *found, places) if found else ""
    rows: list[tuple[Cell, ...]] = [
        (say(name, {}, made.lang), text) for name, text in sheet(row, programme, made.lang)
    ]
    lacks = [say(f"practice-lacks-{name}", {}, made.lang) for name in practice_lacks(row)]
    code = "practice-is-not-ready" if lacks else "practice-is-ready"
    note = say(code, {"lacks": "; ".join(lacks)}, made.lang)
    heads = ("", "")
    made.blocks.append(Table(plain(str(row.get("title") or "")), heads, tuple(rows), note=note))


def _figures(row: Row) -> dict[str, object]:
    lacks = practice_lacks(row)
    return {
        "id": row["id"], "office": row["office"], "ready": not lacks, "lacks": list(lacks),
        "consent": bool(row.get("consent")), "beneficiaries": {name: figure(count, [row["id"]]) for name, count in public_heads(row).items()},
    }  # fmt: skip
