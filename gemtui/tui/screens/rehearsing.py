"""The rehearsal: what leaves, what is other than in the last report, what would be late or in conflict."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from gemtui import exchange, reports
from gemtui.exchange import Exported, Order
from gemtui.locale import count, plain, say
from gemtui.reports import Rehearsal
from gemtui.tui.screens.dialogs import Words
from gemtui.tui.screens.news import rows_of

if TYPE_CHECKING:
    from gemtui.tui.screens.commanding import Commanding

SHOWN = 8


def rehearse(place: Commanding) -> None:
    """Work it out in a thread and show it; headquarters has nothing to rehearse."""
    if place.desk.is_headquarters:
        place.app.tell(say("rehearse-office"), "dim")
        return
    place.app.tell(say("looking"), "dim")
    place.ask("rehearsal", lambda: _found(place), lambda lines: _show(place, lines))


def _found(place: Commanding) -> list[str]:
    db, year = place.desk.db, place.desk.period
    made = exchange.rehearse(db, Order(kind="submission", period=str(year)))
    return [*_leaves(made), "", *_other(place, reports.rehearsal(db, year, place.desk.today))]


def _leaves(made: Exported) -> list[str]:
    levels = [one.level for one in made.findings]
    facts = {
        name: levels.count(level)
        for name, level in (("errors", "error"), ("warnings", "warning"), ("gaps", "gap"))
    }
    files = len(made.written.attachments)
    leaves = {"records": count(made.records), "changes": count(made.changes), "files": count(files)}
    return [say("rehearse-leaves", leaves), say("headquarters-sees", facts)]


def _other(place: Commanding, found: Rehearsal) -> list[str]:
    if found.submission is None:
        lines = [say("first-report")]
    else:
        facts = {"count": count(len(found.since)), "state": say(f"state-{found.state}")}
        rows = rows_of(place.desk.db, place.app.titles, found.since[:SHOWN])
        lines = [say("changed-since", facts), *(f"  {row['label']}: {row['title']}" for row in rows)]
        more = len(found.since) - SHOWN
        lines += [f"  … {count(more)}"] if more > 0 else []
    lines += [say("late-changes", {"count": count(len(found.accepted))})] if found.accepted else []
    lines += [say("conflicts-along", {"count": count(len(found.conflicts))})] if found.conflicts else []
    return lines


def _show(place: Commanding, lines: list[str]) -> None:
    text = Text("\n" + "\n".join(plain(line) for line in lines))
    place.app.push_screen(Words("What headquarters would see", text, place.desk.monotonic))
