"""A year's day, set at headquarters beside opening the year; offices are told who sets it, and what holds."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from gemtui import exchange, reports
from gemtui.locale import day, say
from gemtui.records import Unreadable, read_day
from gemtui.reference import usual
from gemtui.tui.screens.asking_line import AskLine

if TYPE_CHECKING:
    from gemtui.tui.screens.commanding import Commanding


def set_deadline(place: Commanding) -> None:
    """Ask for the year, then for the day by which the Union's own report on it is due."""
    period = place.desk.period
    if not place.desk.is_headquarters:
        facts = {"year": period, "due": day(reports.due_on(period).isoformat())}
        place.app.tell(say("deadline-not-yours", facts), "dim")
        return

    def take(typed: str | None) -> None:
        if typed and typed.isascii() and typed.isdigit() and len(typed) == 4:
            _ask_day(place, int(typed))
        elif typed:
            place.app.tell(say("no-period", {"period": typed}), "alarm")

    place.app.push_screen(AskLine(say("deadline-asks"), say("deadline-how"), str(period)), take)


def _ask_day(place: Commanding, year: int) -> None:
    db, today = place.desk.db, place.desk.today
    before = reports.union_due_on(year)

    def echo(typed: str) -> str:
        try:
            union = date.fromisoformat(read_day(typed, today)) if typed.strip() else before
        except Unreadable as problem:
            return say(problem.code, problem.facts)
        facts = {"union": day(union.isoformat()), "offices": day((union - usual()[0]).isoformat())}
        return say("deadline-means", facts)

    def take(typed: str | None) -> None:
        if not typed:
            return
        try:
            due = read_day(typed, today)
        except Unreadable as problem:
            place.app.tell(say(problem.code, problem.facts), "alarm")
            return
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
