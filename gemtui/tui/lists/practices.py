"""Good practices: what each lacks before it is shown, and the sheet as a page."""

from __future__ import annotations

from gemtui import store
from gemtui.locale import choice, day, plain, say
from gemtui.reports.documents.practice import public_heads, sheet
from gemtui.rules.programmes import practice_lacks
from gemtui.store import Row, Store
from gemtui.tui.describing import changed_line
from gemtui.tui.listing import KIND, KindSource
from gemtui.tui.lists.record import COLUMNS, FIELD, Open
from gemtui.tui.lists.tab import MISSING, Around
from gemtui.tui.showing import NAMES, Titles
from gemtui.tui.widgets.cells import Column, Part
from gemtui.tui.widgets.pane import Line, wrapped
from gemtui.tui.widgets.source import Few

EMPTY = (
    "No good practices yet.",
    "n writes one: the problem, what was done, a result with a number, what others can reuse.",
)


def practices(around: Around) -> KindSource:
    """Return the practices with what keeps each from being shown."""
    return KindSource(
        around.db,
        around.db.kinds["good_practice"],
        around.titles,
        around.of_offices(LIST_COLUMNS),
        EMPTY,
        around.on,
        ("title",),
        prepare=lambda row: {**row, MISSING: bool(practice_lacks(row))},
        then=around.then,
    )


def _ready(row: Row) -> Part:
    lacks = practice_lacks(row)
    if not lacks:
        return "✓ ready", "ok"
    return say("lacks-so-many", {"count": len(lacks)}), "alarm" if row.get(
        "status"
    ) == "published" else "accent"


def _reached(row: Row) -> Part:
    held = [row.get(f"beneficiaries_{name}") for name in ("women", "men", "other", "undisclosed")]
    counted = [count for count in held if count is not None]
    return (f"{row.get('beneficiaries_women') or 0} of {sum(counted)}", "") if counted else ("·", "dim")


def _consent(row: Row) -> Part:
    is_whole = row.get("consent") and row.get("consent_images") is not False
    return ("✓", "ok") if is_whole else ("✗", "alarm" if row.get("status") == "published" else "dim")


LIST_COLUMNS = (
    Column("title", "Practice", 20, lambda row: str(row.get("title") or ""), grows=True),
    Column("reached", "Women", 11, _reached, right=True, sorts=False),
    Column("consent", "Consent", 7, _consent, sorts=False),
    Column("status", "Status", 9, lambda row: choice(row.get("status") or "draft")),
    Column("ready", "To be shown", 11, _ready, sorts=False),
    Column("on", "Of", 11, lambda row: (day(row.get("on")) or "·", "dim"), right=True),
)


def detail(row: Row, width: int) -> list[Line]:
    """Return whether a practice is ready to be shown, and its result."""
    if KIND not in row:
        return []
    lacks = practice_lacks(row)
    words = readiness(row)
    lines: list[Line] = [[(plain(str(row.get("title") or "")), "strong")]]
    lines += wrapped(words, width, "alarm" if lacks else "ok", 3)
    lines += wrapped(str(row.get("result") or ""), width, "", 2) if row.get("result") else []
    return [*lines, changed_line(row)]


def readiness(row: Row) -> str:
    """Return in words whether a practice is ready to be shown, or what is missing."""
    lacks = [say(f"practice-lacks-{name}") for name in practice_lacks(row)]
    return say("practice-is-not-ready", {"lacks": "; ".join(lacks)}) if lacks else say("practice-is-ready")


def why(_around: Around, row: Row) -> list[str]:
    """Return what makes a sheet ready to be shown."""
    return [readiness(row), say("why-ready")]


# The page

FIELDS = {
    "practice-context": "context", "practice-what_was_done": "what_was_done", "practice-result": "result",
    "practice-lessons": "lessons", "practice-effect": "effect", "practice-beneficiaries": "beneficiaries_women",
    "practice-source": "effect_source", "practice-programme": "programme", "practice-shown": "shown_at",
    "practice-status": "status", "practice-consent": "consent",
}  # fmt: skip
"""The field behind each part of the page: Enter goes there."""


def page(db: Store, titles: Titles, key: tuple[str, str], width: int) -> Open:
    """Return a practice as a page: its parts, each missing one in its place; asks the store, so call it in a thread."""
    office, identifier = key
    kind = db.kinds["good_practice"]
    row = titles.name({**store.find(db, kind.name, f"{office}/{identifier}"), KIND: kind.name}, kind)
    # here, in the office, all of it is read; what leaves asks for consent first
    whole = {**row, "consent": True}
    told = dict(sheet(whole, row.get(NAMES, {}).get("programme", "")))
    told["practice-consent"] = say("practice-agreed" if row.get("consent") else "practice-no-consent")
    told |= {"practice-beneficiaries": heads_in_words(row)} if public_heads(row) else {}
    lacks = practice_lacks(row)
    rows: list[Row] = []
    _put(rows, "", readiness(row), width, ("", "alarm" if lacks else "ok"))
    for code, field in FIELDS.items():
        text = told.get(code) or (say("page-missing") if field in lacks else "")
        if text:
            is_lacking = field in lacks
            _put(rows, say(code), text, width, (field, "alarm" if is_lacking else ""))
    _put(rows, "", say("page-copies", {"id": identifier}), width, ("", "dim"))
    return Open(row, titles.title(kind, row), Few(COLUMNS, rows))


def heads_in_words(row: Row) -> str:
    """Return the beneficiaries as they were counted."""
    held = {name: row.get(f"beneficiaries_{name}") for name in ("women", "men", "other", "undisclosed")}
    counted = {name: count for name, count in held.items() if count is not None}
    each = [say(f"practice-{name}", {"count": count}) for name, count in counted.items()]
    return ", ".join([*each, say("practice-total", {"count": sum(counted.values())})])


def _put(rows: list[Row], label: str, text: str, width: int, about: tuple[str, str]) -> None:
    field, role = about
    for number, line in enumerate(wrapped(text, width, role, most=40) or [[("", "")]]):
        rows.append({"label": label if number == 0 else "", "text": list(line), FIELD: field})
    rows.append({"label": "", "text": "", FIELD: field})
