"""The policy, clause by clause: what answers it here, and Enter leads to the records or makes the missing one."""

from __future__ import annotations

from collections.abc import Sequence

from gemtui import rules, store
from gemtui.locale import say
from gemtui.rules import Answer
from gemtui.store import Row, Store
from gemtui.tui.listing import KIND
from gemtui.tui.lists.clauses import ANSWER, detail, policy, tally
from gemtui.tui.lists.tab import Around
from gemtui.tui.screens.doing import RecordPlace
from gemtui.tui.screens.going import may_write
from gemtui.tui.screens.kept import Kept
from gemtui.tui.sheets import Wanted
from gemtui.tui.showing import Titles
from gemtui.tui.widgets.list import RecordList
from gemtui.tui.widgets.pane import Detail


class Policy(RecordPlace):
    """Every clause with its state; `n` makes a record that answers it."""

    help_code = "help-policy"
    hints = (("open", "records"), ("new", "answer it"), ("gap-next", "next gap"), "filter", "back")
    has_tabs = False

    @property
    def title_words(self) -> str:
        """Return the title."""
        return say("policy")

    def fill(self) -> None:
        """Ask which records answer which clause."""
        self.table.show(policy(Around(self.desk.db, self.app.titles, self.desk.today)))

    def on_record_list_listed(self, message: RecordList.Listed) -> None:
        """Say how many clauses are answered; what a filter leaves out counts all the same."""
        if not self.table.view.filter:
            self.tell_facts(tally(self.table.source.block(self.table.rows.ids)))

    def on_record_list_moved(self, message: RecordList.Moved) -> None:
        """Say what the clause asks, of whom, when, and what a wrong entry gets."""
        super().on_record_list_moved(message)
        for pane in self.query(Detail):
            row = message.row
            pane.tell(detail(row, self._labels(row[ANSWER]), pane.size.width - 2) if row else ())

    def _labels(self, answer: Answer) -> list[str]:
        kinds = self.desk.db.kinds
        return [kinds[name].about.label for name in answer.clause.answered_by if name in kinds]

    @property
    def answer(self) -> Answer | None:
        """Return the clause under the cursor with its records."""
        return (self.table.row or {}).get(ANSWER)

    def new_record(self) -> Wanted | None:
        """Return the first kind of record that answers the clause and that this store may write."""
        answer = self.answer if self.is_ready else None
        if answer is None:
            return None
        kind = next((name for name in answer.clause.answered_by if self._is_ours(name)), "")
        return Wanted(kind, given=rules.begins_with(answer.clause.id, kind)) if kind else None

    def _is_ours(self, kind: str) -> bool:
        db = self.desk.db
        return kind in db.kinds and may_write(db, kind, self.desk.office)

    def open_row(self, row: Row) -> None:
        """List the records that answer the clause; where there are none, make one."""
        answer: Answer = row[ANSWER]
        if answer.records:
            self.app.push_screen(Answering(answer))
        elif wanted := self.new_record():
            self.write(wanted)
        else:
            self.app.tell(say("not-answered-here"), "dim")

    def action_gap(self, step: int) -> None:
        """Go to the next clause that is not answered."""
        ids, source = self.table.rows.ids, self.table.source
        on = range(self.table.cursor + step, len(ids) if step > 0 else -1, step)
        clauses = [n for n in on if ids[n] >= 0]
        rows = source.block([ids[n] for n in clauses])  # none while they are worked out anew
        at = next((n for n, row in zip(clauses, rows, strict=False) if row["state"] == "gap"), None)
        if at is None:
            self.app.tell(say("no-more-gaps"), "dim")
        else:
            self.table.cursor = at


class Answering(Kept):
    """The records that answer one clause."""

    help_code = "help-answering"

    def __init__(self, answer: Answer) -> None:
        super().__init__(
            f"{answer.clause.id} · {answer.clause.title}", lambda db, titles: _records(db, titles, answer), say("nothing-here-yet")
        )  # fmt: skip


def _records(db: Store, titles: Titles, answer: Answer) -> Sequence[Row]:
    found = []
    for name, office, identifier in answer.records:
        row = store.row(db, name, identifier, office)
        if row is not None:
            kind = db.kinds[name]
            found.append({**row, KIND: name, "label": kind.about.label, "title": titles.title(kind, row)})
    return found
