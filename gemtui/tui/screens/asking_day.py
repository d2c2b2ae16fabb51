"""A day, or two of them, asked for above a screen: as it was on a day, and what changed between two."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from gemtui.locale import day, say
from gemtui.records import read_day
from gemtui.tui.screens.asking_line import AskLine
from gemtui.tui.screens.filtering import Filtered

Between = Callable[[date, date], object]
SEPARATOR = re.compile(r"\s+to\s+|\s*(?:\.\.+|…|–)\s*", re.IGNORECASE)
"""What stands between two days: `1.1 to 30.6`."""


def ask_day(place: Filtered, then: Callable[[date | None], None], between: Between) -> None:
    """Ask for a day and hand it on; two days go to `between`. What is no day stays in its line."""

    def take(text: str | None) -> None:
        if text and _two(text):
            between(*_days(text, place.desk.today))
        elif text:
            then(date.fromisoformat(read_day(text, place.desk.today)))

    _ask(place, "As it was on", say("as-of-how"), take)


def ask_days(place: Filtered, between: Between, given: str = "") -> None:
    """Ask for two days and hand them on; one alone means up to today."""

    def take(text: str | None) -> None:
        if text:
            between(*_days(text, place.desk.today))

    _ask(place, "What changed", say("between-how"), take, given)


def _ask(
    place: Filtered, title: str, words: str, take: Callable[[str | None], None], given: str = ""
) -> None:
    today = place.desk.today

    def echo(text: str) -> str:
        if not _two(text):
            return f"means {day(read_day(text, today))}"
        first, last = _days(text, today)
        return f"means what changed from {day(first.isoformat())} to {day(last.isoformat())}"

    place.app.push_screen(AskLine(title, words, given, echo=echo), take)


def _two(text: str) -> bool:
    return SEPARATOR.search(text) is not None


def _days(text: str, today: date) -> tuple[date, date]:
    """Return the first and the last day that a text names, in their order; raises Unreadable."""
    parts = SEPARATOR.split(text, maxsplit=1)
    first, last = (date.fromisoformat(read_day(part, today)) for part in (*parts, "today")[:2])
    return min(first, last), max(first, last)
