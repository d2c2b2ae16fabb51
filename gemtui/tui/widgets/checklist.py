"""A checklist: what a level asks for, ticked with space."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.message import Message

from gemtui.tui.widgets.cells import Column
from gemtui.tui.widgets.list import RecordList
from gemtui.tui.widgets.source import Few


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that is asked for."""

    id: str
    level: str
    text: str
    is_ticked: bool


COLUMNS = (
    Column("tick", "", 3, lambda row: ("[x]", "ok") if row["item"].is_ticked else "[ ]", sorts=False),
    Column("text", "Requirement", 30, lambda row: row["item"].text, grows=True, sorts=False),
    Column("level", "for", 10, lambda row: (row["item"].level, "dim"), sorts=False),
)


class Checklist(RecordList):
    """Items with their ticks; says which one is to be turned, and turns none itself."""

    class Ticked(Message):
        """The person wants an item turned."""

        def __init__(self, item: Item) -> None:
            super().__init__()
            self.item = item

    def ask_for(self, items: Sequence[Item]) -> None:
        """Show other items; the cursor stays where the items are the same ones."""
        same = [row["item"].id for row in getattr(self.source, "rows", ())] == [item.id for item in items]
        at = self.cursor if same else None
        self.show(Few(COLUMNS, [{"item": item} for item in items]), at=at)

    def action_mark(self) -> None:
        """Ask for the item under the cursor to be turned."""
        if self.row is not None:
            self.post_message(self.Ticked(self.row["item"]))

    def action_open(self) -> None:
        """Ask for the same."""
        self.action_mark()
