"""A year's day, set at headquarters beside opening the year; offices are told who sets it, and what holds."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from gemtui import exchange, reports
from gemtui.locale import day, say
from gemtui.records import read_day
from gemtui.reference import usual
from gemtui.tui.screens.asking_line import AskLine
from gemtui.tui.screens.asking_year import ask_year

if TYPE_CHECKING:
    from gemtui.tui.screens.commanding import Commanding


def set_deadline(place: Commanding) -> None:
    """Ask for the year, then for the day by which the Union's own report on it is due."""
    period = place.desk.period
    if not place.desk.is_headquarters:
        facts = {"year": period, "due": day(reports.due_on(period).isoformat())}
        place.app.tell(say("deadline-not-yours", facts), "dim")
        return
    ask_year(place, "deadline", period, lambda year: _ask_day(place, year))


def _ask_day(place: Commanding, year: int) -> None:
    db, today = place.desk.db, place.desk.today
    before = reports.union_due_on(year)

    def echo(typed: str) -> str:
        union = date.fromisoformat(read_day(typed, today))
        facts = {"union": day(union.isoformat()), "offices": day((union - usual()[0]).isoformat())}
        return say("deadline-means", facts)

    def take(typed: str | None) -> None:
        if not typed:
            return
        due = read_day(typed, today)
        place.ask("deadline", lambda: exchange.set_year(db, year, due), lambda _: told())

    def told() -> None:
        facts = {
            "year": year,
            "union": day(reports.union_due_on(year).isoformat()),
            "offices": day(reports.due_on(year).isoformat()),
            "before": day(before.isoformat()),
        }
        place.app.changed()
        place.refill()
        place.app.tell(say("deadline-set", facts))

    line = AskLine(
        say("deadline-day", {"year": year}), say("deadline-day-how"), before.isoformat(), echo=echo
    )
    place.app.push_screen(line, take)
