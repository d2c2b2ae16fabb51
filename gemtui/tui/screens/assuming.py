"""What if, for staff: other people leave and are appointed, the trend begins elsewhere; nothing is saved."""

from __future__ import annotations

from textual.app import ComposeResult

from gemtui.locale import say
from gemtui.reports.staff_words import read_assumption
from gemtui.rules.workforce import Standing
from gemtui.tui.lists.assumptions import WHAT, begun, course_lines, rows_of
from gemtui.tui.screens.explaining import why
from gemtui.tui.screens.place import Place
from gemtui.tui.widgets.list import RecordList
from gemtui.tui.widgets.pane import Detail
from gemtui.tui.widgets.trials import TrialList

MOST = {"leaving": None, "women": 100}


class Assuming(Place):
    """The assumptions behind a projection; Enter asks for another number, or turns to another count."""

    help_code = "help-assuming"
    hints = (("open", "another"), ("mark-none", "as counted"), "why", "back")
    has_tabs = False

    def __init__(self, standing: Standing) -> None:
        super().__init__()
        self.trying = begun(standing)

    def compose_list(self) -> ComposeResult:
        """Yield the assumptions, and what becomes of the line."""
        yield TrialList(id="list")
        yield Detail(id="ahead")

    @property
    def title_words(self) -> str:
        """Return the title."""
        return say("what-if-staff", {"line": self.trying.standing.line.name})

    def headline(self) -> str:
        """Return the title."""
        return self.title_words

    def fill(self) -> None:
        """Show what is assumed and what becomes of it."""
        self.tell_facts([(say("only-tried"), "accent")])
        self._draw()

    def refill(self) -> None:
        """Keep what is tried: a save elsewhere changes it only when it is opened again."""
        self.shown_version = self.app.version

    def _draw(self) -> None:
        self.table.show(rows_of(self.trying), at=self.table.rowid)
        pane = self.query_one(Detail)
        pane.tell(course_lines(self.trying, pane.size.width - 2, pane.size.height))

    def on_resize(self) -> None:
        """Draw anew: a larger window shows more years."""
        self.call_after_refresh(self._draw)

    def on_record_list_opened(self, message: RecordList.Opened) -> None:
        """Ask for another number, or turn to the next count."""
        what = message.row[WHAT]
        if what == "since":
            self.trying = self.trying.turned()
            self._draw()
        else:
            self._ask(what, str(message.row["value"]))

    def _ask(self, what: str, given: str) -> None:
        from gemtui.tui.screens.asking_line import AskLine

        def echo(text: str) -> str:
            read_assumption(text, MOST[what])
            return ""

        def take(text: str | None) -> None:
            if text:
                self.trying = self.trying.with_value(what, read_assumption(text, MOST[what]))
                self._draw()

        shown = given if given[:1].isdigit() else ""
        self.app.push_screen(
            AskLine(say(f"assume-{what}"), say(f"assume-{what}-how"), shown, echo=echo), take
        )

    def on_trial_list_cleared(self) -> None:
        """Go back to what was counted."""
        self.trying = begun(self.trying.standing)
        self._draw()

    def action_why(self) -> None:
        """Say how the projections are worked out."""
        why(
            self,
            [say("why-linear"), say("why-flow"), say("why-assumed"), say("why-clause", {"clause": "OA-A1"})],
        )
