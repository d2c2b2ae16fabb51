"""The reports by keys: which one, in which form, then it is written into the program's folder."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from gemtui import exchange, reports
from gemtui.locale import say
from gemtui.reports.documents import AT_HEADQUARTERS, ON_AN_OFFICE, REPORTS, Wanted
from gemtui.store import Row
from gemtui.tui.screens.finder import Finder

if TYPE_CHECKING:
    from gemtui.tui.screens.commanding import Commanding

ON_ONE = "office"
"""The report that headquarters makes on one office, to go back with the receipt."""


def choose_report(place: Commanding, office: str = "") -> None:
    """Offer the reports, each in its forms; `office` is the one under headquarters' cursor, of which the first is."""
    rows = _rows(place, office)

    def here(words: str) -> Sequence[Row]:
        asked = words.lower().split()
        return [row for row in rows if all(word in f"{row['name']} {row['note']}".lower() for word in asked)]

    folder = say("report-goes", {"folder": str(place.desk.folder)})
    place.app.push_screen(Finder(folder, here), lambda row: _write(place, row) if row else None)


def _rows(place: Commanding, office: str) -> list[Row]:
    names = [name for name in REPORTS if place.desk.is_headquarters or name not in AT_HEADQUARTERS]
    about = [(ON_ONE, office)] if office and ON_ONE in ON_AN_OFFICE else []
    return [
        {
            "name": say("report-on", {"office": of}) if of else say(f"report-{name}"),
            "note": say(f"form-{suffix}"),
            "key": f".{suffix}",
            "wanted": (name, suffix, of),
        }
        for name, of in (*about, *((name, "") for name in names))
        for suffix in REPORTS[name][1]
    ]


def _write(place: Commanding, row: Row) -> None:
    """Write the report in a thread, whole or not at all, and say where it is."""
    desk, (name, suffix, office) = place.desk, row["wanted"]
    path = desk.folder / f"{(office or desk.office).lower()}-{name}-{desk.period}.{suffix}"

    def work() -> bool:
        made = reports.paper(desk.db, Wanted(name, suffix, desk.today, str(desk.period), desk.lang, office))
        exchange.put_whole(path, reports.written(made, suffix))
        return made.draft

    def told(is_draft: bool) -> None:
        draft = f" {say('report-is-draft')}" if is_draft else ""
        place.app.tell(say("report-written", {"path": str(path)}) + draft)

    place.app.tell(say("report-begun"), "dim")
    place.ask("report", work, told)
