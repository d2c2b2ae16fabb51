"""Screen 1: what to do next, how complete the report is, and where the submission stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from textual.app import ComposeResult

from gemtui.tui.screens.place import Place
from gemtui.tui.widgets.cells import Column, Part, Row
from gemtui.tui.widgets.list import RecordList
from gemtui.tui.widgets.pane import Detail
from gemtui.tui.widgets.source import Few
from gemtui.tui.widgets.standing import Standing

if TYPE_CHECKING:
    from gemtui.reports import Glance, Overview, Step

ROLES = {"error": "alarm", "late": "alarm", "warning": "accent", "soon": "accent"}
ALL_DONE = ("Nothing is open here.", "x sends the report; 2 to 9 go to the records.")


def _due(row: Row) -> Part:
    step: Step = row["step"]
    if step.days is None:
        return ("stops the submission", "alarm") if step.rank == "error" else ("", "")
    days = f"{abs(step.days)} day{'' if abs(step.days) == 1 else 's'}"
    if step.days == 0:
        return ("today", "accent")
    return (f"{days} late", "alarm") if step.days < 0 else (f"in {days}", "")


def _words(row: Row) -> Sequence[Part]:
    step: Step = row["step"]
    return [(step.title, ""), (f"  {step.words}" if step.title else step.words, "dim" if step.title else "")]


COLUMNS = (
    Column("sign", "", 1, lambda row: (row["step"].sign, ROLES.get(row["step"].rank, "dim")), sorts=False),
    Column("next", "NEXT", 30, _words, grows=True),
    Column("due", "DUE", 20, _due),
)


class Home(Place):
    """Ranked next steps: Enter goes to the very field."""

    number = 1
    _greeted = False
    has_tabs = False
    hints = (("open", "go there"), "gap-next", "check", "send", "receive", "filter", "undo", "palette-list")

    def compose_list(self) -> ComposeResult:
        """Yield the steps, the sentence of the one under the cursor, and the bars."""
        yield RecordList(id="list")
        yield Detail(id="sentence")
        yield Standing()

    def fill(self) -> None:
        """Ask for the overview, and note that somebody was here."""
        self.ask("overview", self._read, self._show)
        if not self._greeted:
            self._greeted = True
            self.ask("greeting", self._greeting, self._greet)

    def _greeting(self) -> list[tuple[str, str]]:
        """Return what should be read once: notices of the store, and drafts that wait."""
        from gemtui import locale, store

        db = self.desk.db
        said = [(locale.say(code, facts, self.desk.lang), "alarm") for code, facts in db.notices]
        waiting = len(store.drafts(db))
        return [
            *said,
            *([(locale.say("drafts-waiting", {"count": waiting}, self.desk.lang), "dim")] if waiting else []),
        ]

    def _greet(self, said: list[tuple[str, str]]) -> None:
        for words, role in reversed(said):
            self.app.tell(words, role)

    def refill(self) -> None:
        """Ask again."""
        self.renew()
        self.fill()

    def _read(self) -> Overview | Glance:
        from gemtui import log, reports, store

        db, on = self.desk.db, self.desk.today
        found = reports.glance(db, on)
        if found is not None:
            return found
        since = self.app.since if self.app.since is not None else store.setting(db, "last_visit")
        if self.app.since is None and not db.read_only:
            self.app.since = since
            store.put_setting(db, "last_visit", log.stamp(db.around.clock.now()))
        return reports.overview(db, on, since, self.desk.lang)

    def _show(self, found: Any) -> None:
        at = self.table.cursor
        self.table.show(Few(COLUMNS, [{"step": step} for step in found.steps], ALL_DONE), at=at)
        overview, glance = (found, None) if hasattr(found, "standing") else (None, found)
        self.query_one(Standing).tell(overview, glance)
        self.tell_facts(self.query_one(Standing).facts())

    def on_record_list_moved(self, message: RecordList.Moved) -> None:
        """Say in a sentence what is the matter."""
        from gemtui.tui.widgets.pane import wrapped

        step: Step | None = (message.row or {}).get("step")
        pane = self.query_one("#sentence", Detail)
        pane.tell(wrapped(step.words or step.title, max(pane.size.width - 2, 20), "", 2) if step else [])

    def on_record_list_opened(self, message: RecordList.Opened) -> None:
        """Go to the field that the step is about, or to the screen where it can be entered."""
        from gemtui.tui.screens.going import go_to

        step: Step = message.row["step"]
        go_to(self, (step.kind, step.office, step.id, step.field))

    def action_gap(self, step: int) -> None:
        """Go to the next step that is not a request."""
        self.table.action_move(step)
