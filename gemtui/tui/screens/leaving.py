"""What one takes along, or leaves behind: the calendar of due dates, and the note for a successor."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from gemtui import exchange, reports
from gemtui.locale import say
from gemtui.tui.screens.asking_line import AskLine

if TYPE_CHECKING:
    from gemtui.tui.screens.commanding import Commanding


def write_calendar(place: Commanding) -> None:
    """Write all due dates as a calendar file into the program's folder, and say where it is."""
    desk = place.desk
    path = desk.folder / f"{desk.office.lower()}-due.ics"

    def work() -> int:
        entries = reports.due_list(desk.db, desk.today, desk.lang)
        exchange.put_whole(path, reports.calendar_file(entries, desk.db.around.clock.now()))
        return len(entries)

    facts = {"path": str(path)}
    place.ask("calendar", work, lambda n: place.app.tell(say("calendar-written", {**facts, "count": n})))


def write_handover(place: Commanding) -> None:
    """Ask whom a capsule is for, then write the note for a successor, and say where both are."""

    def take(recipient: str | None) -> None:
        if recipient is not None:
            place.ask("handover", lambda: _hand_over(place, recipient), lambda made: _told(place, *made))

    place.app.push_screen(AskLine(say("handover-asks"), say("handover-how")), take)


def _hand_over(place: Commanding, recipient: str) -> tuple[Path, Path | None]:
    desk = place.desk
    path = desk.folder / f"{desk.office.lower()}-handover.md"
    found = reports.handover(desk.db, desk.today, desk.lang)
    text = reports.handover_text(found, desk.lang)
    return path, exchange.hand_over(desk.db, path, text, [recipient] if recipient else [])


def _told(place: Commanding, note: Path, capsule: Path | None) -> None:
    words = say("handover-written", {"path": str(note)})
    more = f" {say('capsule-written', {'path': str(capsule)})}" if capsule else ""
    place.app.tell(words + more)
