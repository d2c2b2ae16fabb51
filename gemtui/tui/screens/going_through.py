"""The monitoring round: every action in turn, its status, per cent and finding; left and gone on with at will."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gemtui import reports
from gemtui.locale import day, say
from gemtui.reports import Register, Round
from gemtui.rules import Update, read_status
from gemtui.store import Row
from gemtui.tui.lists.actions import actions, detail, notes
from gemtui.tui.lists.progress import asked, percent_of
from gemtui.tui.lists.rounds import actions_of, standing
from gemtui.tui.lists.tab import Around, Tab
from gemtui.tui.screens.explained import Explained
from gemtui.tui.screens.recording import Recording
from gemtui.tui.sheets import Wanted
from gemtui.tui.widgets.list import RecordList


class MonitoringRound(Recording, Explained):
    """The actions with what the round says of each; Enter asks the three questions, and then those of the next."""

    help_code = "help-round"
    number = 2
    has_tabs = False
    tab = Tab("round", "action", actions, detail, notes)
    hints = (("open", "go through"), ("progress", "one line"), "history", "undo", ("back", "leave"))

    def __init__(self, plan: str | None) -> None:
        super().__init__()
        self.plan = plan
        self.held: Round | None = None
        self.said: list[str] | None = None
        """Answers so far: status, per cent; None outside of the three questions."""
        self.kept: Mapping[str, str] = {}
        self.goes_on = False
        """The next action's questions follow as soon as the list is there."""

    @property
    def around(self) -> Around:
        """Return what the list is made from."""
        return Around(self.desk.db, self.app.titles, self.desk.today)

    def headline(self) -> str:
        """Return the round, and how far it has come."""
        opened = f"opened {day(self.held.opened_on)}" if self.held and self.held.id else "new"
        return f"Monitoring round · {opened}"

    def fill(self) -> None:
        """Ask how far the round has come, and go to the first action that waits."""
        db, plan, on = self.desk.db, self.plan, self.desk.today
        work = lambda: (reports.round_of(db, plan, on), reports.register(db, on))  # noqa: E731
        self.ask("round", work, self._show, self.waits_no_longer)

    def refill(self) -> None:
        """Ask again."""
        self.shown_version = self.app.version
        self.fill()

    def _show(self, found: tuple[Round, Register]) -> None:
        self.held = held = found[0]
        self.tell_facts(standing(*found))
        self.table.show(actions_of(self.around, held), at=self.table.rowid)

    def on_record_list_listed(self, message: RecordList.Listed) -> None:
        """Go to the first action that waits, from the cursor on."""
        if self.held is None or not self.held.waiting:
            self.app.tell(say("round-over")) if self.goes_on else None
            self.is_waiting = self.goes_on = False
            return
        ids, at = self.table.rows.ids, self.table.cursor
        places = [*range(at, len(ids)), *range(at)]
        self.table.cursor = next((n for n in places if ids[n] in self.held.waiting), at)

    def on_record_list_moved(self, message: RecordList.Moved) -> None:
        """Ask at once where the pass goes on."""
        if self.goes_on and message.row is not None and message.row is self.table.row:
            self.goes_on = False
            self.open_row(message.row)

    def open_row(self, row: Row) -> None:
        """Go through this action; with none left, close the round."""
        if self.held is not None and self.held.id and not self.held.waiting:
            given = {"closed_on": self.desk.today.isoformat()}
            self.write(Wanted("monitoring_round", self.held.id, self.desk.office, given, at="participants"))
        elif self.check_action("progress", ()):
            self.said = []
            self.begin_on([row])

    def action_progress(self) -> None:
        """Say all in one line; what was said goes into the round, too."""
        self.said = None
        super().action_progress()

    def question(self, kept: Mapping[str, str]) -> None:
        """Put the question that comes next: status, per cent, finding."""
        if self.said is None:
            super().question(kept)
            return
        self.kept = kept
        self.put(*asked(self.said, self.about, kept))

    def typed(self, text: str) -> Update:
        """Return what has been said so far."""
        if self.said is None:
            return super().typed(text)
        status, percent, note = [*self.said, text, "", ""][:3]
        return Update(percent_of(percent), read_status(status), note)

    def take(self, text: str) -> None:
        """Take an answer and put the next question; the third one saves."""
        if self.said is None:
            super().take(text)
        elif text and (read_status, percent_of, str)[len(self.said)](text) is None:
            self.mend(say("round-not-read" if not self.said else "round-no-number"))
        elif len(self.said) < 2:
            self.said.append(text)
            self.question(self.kept)
        else:
            self.record(self.typed(text))

    def on_answer_line_before(self) -> None:
        """Go back to the question before."""
        if self.said:
            self.said.pop()
            self.question(self.kept)

    def record(self, update: Update, held: Round | None = None) -> None:
        """Save what was said as part of the round, in one step with the round itself where it is the first."""
        super().record(update, held or self.held)

    def recorded(self, rows: Sequence[Row]) -> None:
        """Go on to the next action; the list says what was saved."""
        self.goes_on = self.said is not None
        self.app.changed()
        self.leave_line()
        self.is_waiting = self.goes_on
        self.refill()

    def leave_line(self) -> None:
        """Take the question away; the round stays open."""
        self.said = None
        super().leave_line()
