"""What was typed and not saved, as a list: gone on with, forgotten, brought back."""

from __future__ import annotations

from gemtui import store
from gemtui.locale import say
from gemtui.store import Row
from gemtui.tui.line_draft import LINES
from gemtui.tui.listing import KIND
from gemtui.tui.lists.drafts import drafts_of
from gemtui.tui.screens.kept import Kept, Work
from gemtui.tui.screens.taking_up import go_on_with_draft


class Drafts(Kept):
    """What was typed and not saved; Enter goes on."""

    help_code = "help-drafts"
    hints = ("open", ("delete", "forget"), ("undo", ""), "filter", "back")

    def __init__(self, title: str, work: Work, empty: str) -> None:
        super().__init__(title, work, empty)
        self.forgotten: list[store.Draft] = []

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let every draft be forgotten, whatever it is about."""
        if action == "delete":
            return self.is_ready and self.table.row is not None
        return super().check_action(action, parameters)

    def open_row(self, row: Row) -> None:
        """Go on with the form, the table or the text."""
        go_on_with_draft(self, row)

    def action_delete(self) -> None:
        """Forget a draft: this alone of what is typed has no other place, so `u` brings it back while the list is open."""
        row, db = self.table.row, self.desk.db
        if row is None:
            return
        kind, name = row.get(KIND, LINES), row["id"]

        def work() -> list[store.Draft]:
            kept = store.drafts(db, kind, name)
            store.drop_draft(db, kind, name)
            return kept

        def forgot(kept: list[store.Draft]) -> None:
            self.forgotten += kept
            self.done(say("draft-dropped"))

        self.ask("drop", work, forgot)

    def action_undo(self) -> None:
        """Bring back the draft that was forgotten last, else take back the last action."""
        if not self.forgotten:
            super().action_undo()
            return
        one, db = self.forgotten.pop(), self.desk.db
        self.ask(
            "bring back",
            lambda: store.put_draft(db, one.kind, one.id, one.answers, one.seen),
            lambda _: self.done(say("draft-back")),
        )


def drafts() -> Drafts:
    """Return the drafts."""
    return Drafts("Drafts", drafts_of, "Nothing is waiting to be saved.")
