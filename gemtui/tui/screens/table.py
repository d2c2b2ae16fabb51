"""Records edited as a spreadsheet: figures above that move along, the table, and help on the cell below."""

from __future__ import annotations

from functools import partial

from textual.app import ComposeResult
from textual.containers import Vertical

from gemtui.locale import plain, say
from gemtui.reports.asking.draft import Draft
from gemtui.store import Saved, Stale
from gemtui.tui import tables
from gemtui.tui.asking import Asking
from gemtui.tui.lists.tables import Table
from gemtui.tui.screens.frame import Frame
from gemtui.tui.tables import CellsRefused, Opened, open_table, save_table
from gemtui.tui.widgets.chrome import Footer, Hints, TopLine
from gemtui.tui.widgets.grid import Grid
from gemtui.tui.widgets.pane import Detail, Line, wrapped

HINTS: Hints = (("accept", "down"), "save", "escape", ("type-undo", "undo"), "line-clear")
DRAFT_AFTER = 0.8
"""Seconds from the first key of a burst until what was typed is kept (reliability.md, row 15)."""


class Tabling(Asking, Frame):
    """Edits a table; one save is one action, `escape` leaves what was typed as a draft."""

    help_code = "help-table"
    AUTO_FOCUS = ""

    def __init__(self, table: Table) -> None:
        super().__init__()
        self.asked_for = table
        self.opened: Opened | None = None
        self.is_saving = False
        self._is_due = False

    def compose_body(self) -> ComposeResult:
        """Yield the figures, the place of the table, and the lines about its cell."""
        yield Detail(id="figures")
        yield Vertical(id="main-part")
        yield Detail(id="cell")

    def on_mount(self) -> None:
        """Say what is edited, and open the table in a thread."""
        desk, titles, asked = self.app.desk, self.app.titles, self.asked_for.asked
        self.query_one(TopLine).tell(f"{asked.title} · {asked.office}", ())
        self.query_one(Footer).tell(HINTS, "FORM")
        self.draft = Draft(desk.db, asked.kind, asked.draft_id)
        work = partial(open_table, desk.db, titles, desk.today, asked)
        self.ask("open", work, self._open, self._not_opened)

    @property
    def grid(self) -> Grid | None:
        """Return the table, once it is there."""
        return next(iter(self.query(Grid)), None)

    @property
    def is_opening(self) -> bool:
        """Return whether the table is on its way: what is typed meanwhile waits for it."""
        return self.is_current and (self.grid is None or self.focused is None)

    def _open(self, opened: Opened) -> None:
        self.opened = opened
        table = self.asked_for
        self.query_one("#main-part").mount(Grid(opened.sheet, table.marks, table.mark_width))
        self._tell_figures(opened)
        if opened.is_resumed:
            self.app.tell(say("table-restored"), "dim")

    def _not_opened(self, problem: Exception) -> bool:
        self.app.tell_problem(problem)
        self.app.drop_typed_ahead()
        self.dismiss(None)
        return True

    def _tell_figures(self, opened: Opened) -> None:
        self.query_one("#figures", Detail).tell(self.asked_for.figures(opened, self.app.desk.today))

    def on_grid_moved(self) -> None:
        """Explain the cell under the cursor."""
        grid = self.grid
        if grid is None:
            return
        heading, width = grid.sheet.heading, max(self.size.width - 2, 20)
        lines: list[Line] = [[(f"{heading.label}  ", "strong"), (plain(grid.sheet.text), "")]]
        if grid.problem:
            lines += wrapped(f"✗ {grid.problem}", width, "alarm", 2)
        options = " · ".join(o.words for o in heading.options[:12])
        lines += wrapped(f"{heading.help}{': ' if options else ''}{options}", width, "dim", 2)
        self.query_one("#cell", Detail).tell(lines)

    def on_grid_edited(self, message: Grid.Edited) -> None:
        """Let the figures follow, and keep what was typed before long."""
        opened, grid = self.opened, self.grid
        if opened is None or grid is None:
            return
        grid.mark(tables.unreadable(opened, self.app.desk.today))
        self._tell_figures(opened)
        if message.lost:
            self.app.tell(say("paste-lost", {"count": message.lost}), "alarm")
        if not self._is_due:
            self._is_due = True
            self.set_timer(DRAFT_AFTER, self._keep)

    def _keep(self) -> None:
        self._is_due = False
        if self.opened is not None:
            self.draft.note(self.opened.drafted(), None)
            self.app.ask(f"draft {self.draft.kind} {self.draft.identifier}", self.draft.keep, lambda _: None)

    def keep_draft(self) -> None:
        """Keep what is typed at once: the program is about to end."""
        if self.opened is not None:
            self.draft.note(self.opened.drafted(), None)
            self.draft.keep()

    def on_grid_answered(self) -> None:
        """Save in a thread: one transaction, one step of undo."""
        if self.opened is not None and not self.is_saving:
            self.is_saving = True
            work = partial(save_table, self.app.desk.db, self.opened, self.app.desk.today, self.draft)
            self.ask("save", work, self._saved, self._refused)

    def _saved(self, saved: list[Saved]) -> None:
        self.app.changed()
        self.dismiss(saved or [])
        self.app.tell(say("table-saved", {"count": sum(1 for one in saved if one.changed)}))

    def _refused(self, problem: Exception) -> bool:
        self.is_saving = False
        if self.grid is None or self.opened is None:
            return False
        if isinstance(problem, CellsRefused):
            self.grid.say(problem.problems)
        elif isinstance(problem, Stale):
            self.grid.say(tables.meanwhile(self.app.desk.db, self.opened, problem))
        self._keep()
        return False

    def escape(self) -> bool:
        """Leave the table; what was typed stays as a draft."""
        if self.grid is not None and self.opened is not None and not self.is_saving:
            self.opened.sheet.accept()
            self._keep()
            if self.opened.sheet.drafted():
                self.app.call_later(self.app.tell, say("draft-kept"), "dim")
        return self.is_saving
