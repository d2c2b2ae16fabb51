"""Screen 1: what to do next, how complete the report is, and where the submission stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.app import ComposeResult

from gemtui.locale import say
from gemtui.tui.left_off import GoOn, go, go_on, note_visit, visited
from gemtui.tui.lists.steps import ALL_DONE, COLUMNS
from gemtui.tui.screens.place import Place
from gemtui.tui.widgets.list import RecordList
from gemtui.tui.widgets.news import NewsLines
from gemtui.tui.widgets.pane import Detail
from gemtui.tui.widgets.source import Few
from gemtui.tui.widgets.standing import Standing

if TYPE_CHECKING:
    from gemtui.reports import Glance, News, Overview, Step

HIGH = 40
"""Rows from which Home has room for charts."""


class Home(Place):
    """Ranked next steps: Enter goes to the very field."""

    number = 1
    news: News | None = None
    """What others have done since the last visit; asked once."""
    found: GoOn | None = None
    """What one key goes on with."""
    _greeted = False
    _is_noted = False
    has_tabs = False
    hints = (
        ("open", "go there"),
        "go-on",
        "gap-next",
        "check",
        "send",
        "receive",
        "filter",
        "undo",
        "palette-list",
    )

    def compose_list(self) -> ComposeResult:
        """Yield the steps, the sentence of the one under the cursor, and the bars."""
        yield NewsLines()
        yield RecordList(id="list")
        yield Detail(id="sentence")
        yield Standing()

    def fill(self) -> None:
        """Ask for the overview, and note that somebody was here."""
        self.ask("overview", self._read, self._show)
        if not self._greeted:
            self._greeted = True
            self.ask("greeting", self._greeting, self._greet)

    def _greeting(self) -> list[str]:
        """Return what should be read once: notices of the store, of the settings, and keys that can't be used."""
        from gemtui import locale

        db = self.desk.db
        odd = [*db.notices, *self.desk.notices, *((wrong.code, wrong.facts) for wrong in self.app.wrong_keys)]
        return [locale.say(code, facts, self.desk.lang) for code, facts in odd]

    def _greet(self, said: list[str]) -> None:
        for words in reversed(said):
            self.app.tell(words, "alarm")

    def refill(self) -> None:
        """Ask again."""
        self.renew()
        self.fill()

    def fit(self) -> None:
        """Make room for charts in a high window."""
        self.set_class(self.app.size.height >= HIGH, "-high")
        super().fit()

    def _read(self) -> Overview | Glance:
        from gemtui import reports

        db, on = self.desk.db, self.desk.today
        if self.news is None:
            self.news = visited(db)
        self.found = go_on(self.app)
        return reports.glance(db, on) or reports.overview(db, on, self.desk.lang)

    def _show(self, found: Any) -> None:
        at = self.table.cursor
        self.table.show(Few(COLUMNS, [{"step": step} for step in found.steps], ALL_DONE), at=at)
        overview, glance = (found, None) if hasattr(found, "standing") else (None, found)
        if not self._is_noted:
            self._is_noted = True
            self.ask("visit", lambda: note_visit(self.desk.db), lambda _: None, lambda _: True)
        self.query_one(Standing).tell(overview, glance)
        self._offer(self.found)
        self.tell_facts(self.query_one(Standing).facts())

    def on_screen_resume(self) -> None:
        """Offer to go back to where the person has just been."""
        if self.is_mounted and self.desk.is_open and self.news is not None:
            self.ask("go on", lambda: go_on(self.app), self._offer)

    def _offer(self, found: GoOn | None) -> None:
        self.found = found
        self.query_one(NewsLines).tell(self.news, found.words if found else "")

    def action_go_on(self) -> None:
        """Go on where the person left off."""
        if self.found is None:
            self.app.tell(say("nothing-to-go-on"), "dim")
        else:
            go(self.app, self.found)

    def on_record_list_moved(self, message: RecordList.Moved) -> None:
        """Say in a sentence what is the matter."""
        from gemtui.tui.widgets.pane import wrapped

        step: Step | None = (message.row or {}).get("step")
        pane = self.query_one("#sentence", Detail)
        pane.tell(wrapped(step.words or step.title, max(pane.size.width - 2, 20), "", 2) if step else [])

    def on_record_list_opened(self, message: RecordList.Opened) -> None:
        """Go to the field that the step is about, or to the screen where it can be entered."""
        from gemtui.tui.screens.going import take_step

        take_step(self, message.row["step"])

    def action_gap(self, step: int) -> None:
        """Go to the next step that is not a request."""
        self.table.action_move(step)
