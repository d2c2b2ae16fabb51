"""Screen 9: what is to be sent and what came, conflicts, submissions and receipts; at headquarters the board."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult

from gemtui import store
from gemtui.locale import so_many
from gemtui.store import Row
from gemtui.tui.lists import arrived, board, conflicts, journals
from gemtui.tui.lists.tab import Tab, derived_tab
from gemtui.tui.screens.dialogs import Words
from gemtui.tui.screens.explaining import sentences
from gemtui.tui.screens.findings import Findings
from gemtui.tui.screens.settling import Case, ask_another, settle, settled
from gemtui.tui.screens.tabbed import Tabbed
from gemtui.tui.sheets import Wanted
from gemtui.tui.widgets.cells import Part
from gemtui.tui.widgets.chrome import Hints
from gemtui.tui.widgets.conflict_table import CONFLICT, ConflictTable
from gemtui.tui.widgets.list import RecordList
from gemtui.tui.widgets.pane import Detail

REPORT = Tab("report", "", journals.report)
SENT = Tab("sent", "", journals.sent, journals.detail)
RECEIVED = Tab("received", "", journals.received, journals.detail)
AT_HEADQUARTERS = Tab("at headquarters", "", arrived.at_headquarters)
LATE = Tab("late changes", "", arrived.late_changes)
CONFLICTS = Tab("conflicts", "", conflicts.conflicts, conflicts.detail)
BOARD = Tab("board", "", board.board, board.detail)
RECORDS = (
    derived_tab("submission", "submissions"),
    derived_tab("receipt", "receipts"),
    derived_tab("remark", "remarks"),
    derived_tab("evidence", "evidence"),
)


class Exchange(Tabbed):
    """Sending and receiving; nothing leaves without a look and a `y`."""

    number = 9
    hints = (
        "ours", "theirs", "before", "another", "send", "receive", "rehearse", "check", "open", "new", "tab-next", "undo",
    )  # fmt: skip
    board_hints: Hints = (
        ("open", "findings"), ("new", "answer"), ("receive", ""), ("send", "return"), ("report", ""), ("tab-next", ""), ("undo", ""),
    )  # fmt: skip

    @property
    def tabs(self) -> Sequence[Tab]:
        """Return the tabs: headquarters begins with the board, an office with its own report."""
        first, arrived_tab = (BOARD, LATE) if self.desk.is_headquarters else (REPORT, AT_HEADQUARTERS)
        return (first, SENT, RECEIVED, CONFLICTS, arrived_tab, *RECORDS)

    @property
    def offered(self) -> Hints:
        """Return the footer's hints: on the board those of headquarters."""
        return self.board_hints if self.tab is BOARD else self.hints

    def new_record(self) -> Wanted | None:
        """Return a receipt for the office under the cursor of the board; on tabs of records, such a record."""
        if self.answers_many:
            return Wanted("receipt")
        submission = (self.table.row or {}).get("submission_of_board")
        if submission and not self.desk.db.read_only:
            return Wanted("receipt", office=submission.partition("/")[0], given={"submission": submission})
        return super().new_record()

    def action_new(self) -> None:
        """Make what `n` makes here; on the board, a receipt for each marked office."""
        from gemtui.tui.screens.answering import answer_marked

        answer_marked(self) if self.answers_many else super().action_new()

    @property
    def answers_many(self) -> bool:
        """Return whether offices of the board are marked, to be answered at once."""
        return self.tab is BOARD and bool(self.table.marked) and not self.desk.db.read_only

    def action_rehearse(self) -> None:
        """Say what headquarters would see, without writing anything; `x` then sends."""
        from gemtui.tui.screens.rehearsing import rehearse

        rehearse(self)

    def action_report(self) -> None:
        """Choose a report; on the board first of all one on the office under the cursor."""
        from gemtui.tui.screens.report_menu import choose_report

        choose_report(self, (self.table.row or {}).get("office_of_board", ""))

    def action_sign_off(self) -> None:
        """Ask which senior role signs the year's report off."""
        from gemtui.tui.screens.signing import sign_off

        if not self.desk.is_headquarters:
            sign_off(self)

    def compose_list(self) -> ComposeResult:
        """Yield a list that also knows the keys of conflicts."""
        yield ConflictTable(id="list")
        yield Detail()

    def facts(self) -> Sequence[Part]:
        """Return how many conflicts are open."""
        found = len(store.conflicts(self.desk.db))
        return [(so_many(found, "conflict"), "alarm")] if found else [("no conflicts", "dim")]

    def on_record_list_moved(self, message: RecordList.Moved) -> None:
        """Let the footer name the keys of a conflict where the cursor is on one."""
        self.refresh_bindings()

    def open_row(self, row: Row) -> None:
        """Open what the row is about: a record, an office's findings, or the record in conflict."""
        if row.get("office_of_board"):
            self.app.push_screen(Findings(0, row["office_of_board"]))
        elif CONFLICT in row:
            found = row[CONFLICT].conflict
            self.read({"_kind": found.kind, "office": found.office, "id": found.id})
        elif journals.NOTE in row:
            self.app.push_screen(
                Words(row[journals.NOTE].bundle, sentences(journals.told(row)), self.desk.monotonic)
            )
        elif row.get("tab"):
            self.turn_to([tab.label for tab in self.tabs].index(row["tab"]))
        elif row.get("action"):
            self.run_worker(self.run_action(row["action"]), exclusive=True)
        else:
            super().open_row(row)

    def on_conflict_table_taken(self, message: ConflictTable.Taken) -> None:
        """Settle a conflict with one of its sides; `u` takes it back."""
        case = Case(message.found, message.side, message.value)
        self.ask(
            "settle",
            lambda: settle(self.desk.db, case),
            lambda field: self.done(settled(field)),
        )

    def on_conflict_table_another(self, message: ConflictTable.Another) -> None:
        """Ask for another value, and settle the conflict with it."""
        ask_another(
            self,
            message.found,
            lambda case: self.on_conflict_table_taken(ConflictTable.Taken(case.found, case.side, case.value)),
        )
