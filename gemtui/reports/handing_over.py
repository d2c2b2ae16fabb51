"""The note for a successor: roles, what is open, deadlines, how to go on. Names of persons are left out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from gemtui import locale, rules, store
from gemtui.reports.calendar import DueDate, due_list
from gemtui.reports.cycle import acting, acting_words
from gemtui.reports.findings import Checked, nameless
from gemtui.reports.headquarters import offices_of
from gemtui.reports.home import steps
from gemtui.reports.naming import title
from gemtui.reports.standing import standings
from gemtui.reports.writing.markdown import markdown_text
from gemtui.store import Store

STEPS = 40
"""Steps that a note lists; `check` has them all."""


def handover(db: Store, on: date, lang: str = "en") -> dict[str, Any]:
    """Return what a successor has to know on a date, each item with the record that it comes from."""
    with db.reading():
        checked = nameless(Checked(db, on, str(rules.reporting_year(on))))
        picture, own = checked.picture, db.identity
        stands = standings(db, picture.facts, checked.context.year, on, [own.office])[own.office]
        todo = steps(db, checked, offices_of(db, checked.picture), lang)
        roles = [_role(db, picture, row) for row in picture.rows("focal_point") if _holds(row, picture.day)]
        deputy = acting_words(acting(checked, own.office), lang)
        settings = {"drafts": len(list(store.drafts(db))), "conflicts": len(store.conflicts(db))}
    return {
        "office": own.office,
        "role": own.role,
        "on": on.isoformat(),
        "year": checked.context.year,
        "state": stands.state,
        "roles": roles,
        "acting": deputy,
        "counts": {level: checked.count(level) for level in ("error", "warning", "gap")},
        "steps": [
            {"code": s.code, "title": s.title, "words": s.words, "days": s.days, "kind": s.kind, "id": s.id}
            for s in todo
        ],
        "due": [entry._asdict() for entry in due_list(db, on, lang)],
        **settings,
    }


def handover_text(found: dict[str, Any], lang: str = "en") -> str:
    """Return the note as Markdown; what people typed is text in it, never markup."""
    return (
        "\n".join([*_head(found, lang), *_open(found, lang), *_deadlines(found, lang), *_going_on(lang)])
        + "\n"
    )


def _head(found: dict[str, Any], lang: str) -> Iterator[str]:
    facts = {"office": found["office"], "day": locale.day(found["on"], lang), "year": found["year"]}
    yield f"# {locale.say('handover-title', facts, lang)}"
    yield ""
    yield locale.say("handover-state", {**facts, "state": found["state"].replace("_", " ")}, lang)
    yield locale.say("handover-kept", {"drafts": found["drafts"], "conflicts": found["conflicts"]}, lang)
    yield from _section("handover-roles", lang)
    for role in found["roles"]:
        ends = locale.day(role["ends_on"], lang) if role["ends_on"] else "–"
        yield f"- {markdown_text(role['title'])} ({locale.say('handover-term', {'ends': ends}, lang)})"
    if not found["roles"]:
        yield locale.say("handover-no-roles", {}, lang)
    if found["acting"]:
        yield f"- {markdown_text(found['acting'])}"


def _open(found: dict[str, Any], lang: str) -> Iterator[str]:
    yield from _section("handover-open", lang)
    yield locale.say("findings-counted", {f"{k}s": v for k, v in found["counts"].items()}, lang)
    yield ""
    for step in found["steps"][:STEPS]:
        yield f"- {markdown_text(' · '.join(filter(None, (step['title'], step['words']))) or step['code'])}"
    if len(found["steps"]) > STEPS:
        yield f"- {locale.say('handover-more', {'count': len(found['steps']) - STEPS}, lang)}"


def _deadlines(found: dict[str, Any], lang: str) -> Iterator[str]:
    yield from _section("handover-due", lang)
    for entry in (DueDate(**each) for each in found["due"]):
        late = f" **{locale.say('handover-late', {}, lang)}**" if entry.on < found["on"] else ""
        yield f"- {locale.day(entry.on, lang)}{late}: {markdown_text(entry.words)}"


def _going_on(lang: str) -> Iterator[str]:
    yield from _section("handover-on", lang)
    for code in ("handover-start", "handover-key", "handover-store", "handover-year"):
        yield f"1. {locale.say(code, {}, lang)}"


def _section(code: str, lang: str) -> Iterator[str]:
    yield ""
    yield f"## {locale.say(code, {}, lang)}"
    yield ""


def _role(db: Store, picture: Any, row: rules.Row) -> dict[str, Any]:
    return {
        "title": title(db, "focal_point", row, picture.places),
        "ends_on": row.get("ends_on"),
        "id": row["id"],
    }


def _holds(row: rules.Row, day: str) -> bool:
    return rules.in_force({**row, "starts_on": row.get("appointed_on")}, day)
