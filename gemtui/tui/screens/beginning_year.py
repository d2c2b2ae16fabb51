"""Opening a year: what continues is shown, Enter writes it, one undo takes it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gemtui import reports, rules
from gemtui.locale import say
from gemtui.tui.screens.asking_year import ask_year
from gemtui.tui.screens.lists import Looking
from gemtui.tui.widgets.cells import Column, Row
from gemtui.tui.widgets.source import Few

if TYPE_CHECKING:
    from gemtui.rules import Opening
    from gemtui.store import Saved
    from gemtui.tui.screens.commanding import Commanding

COLUMNS = (
    Column("what", "What", 22, lambda row: (row["what"], "strong"), sorts=False),
    Column("words", "Becomes of it", 50, lambda row: row["words"], grows=True, sorts=False),
)


def open_year(place: Commanding) -> None:
    """Ask which year to open; the next one is offered."""
    db, on = place.desk.db, place.desk.today

    def take(year: int) -> None:
        place.ask("open year", lambda: reports.open_period(db, year, on), lambda made: _opened(place, *made))

    ask_year(place, "period", rules.reporting_year(on) + 1, take)


def _opened(place: Commanding, found: Opening, saved: list[Saved]) -> None:
    place.app.changed()
    place.refill()
    rows = told(place, found)
    place.app.push_screen(Looking(say("period-title", {"year": found.year}), Few(COLUMNS, rows)))
    code = "period-opened-undo" if saved else "period-is-open"
    place.app.call_after_refresh(place.app.tell, say(code, {"year": found.year}), "ok" if saved else "dim")


def told(place: Commanding, found: Opening) -> list[Row]:
    """Return in lines what was carried over, what lasts by itself, and what ends within the year."""
    kinds = place.desk.db.kinds
    carried = {
        "period-plan": "action_plan", "period-actions": "action", "period-entries": "indicator_entry",
        "period-remedies": "remedial_action",
    }  # fmt: skip
    rows: list[Row] = [
        {"what": kinds[carried[code]].about.plural, "words": say(code, {"count": count}).strip()}
        for code, count in reports.opening_counts(found)
        if count
    ]
    for kind, held in found.lasting.items():
        ending = len(found.ending.get(kind, ()))
        facts = {"count": len(held), "ending": ending}
        words = say("period-goes-on-ending" if ending else "period-goes-on", facts)
        rows.append({"what": kinds[kind].about.plural, "words": words})
    rows.append({"what": say("period-own"), "words": say("period-own-words")})
    return rows
