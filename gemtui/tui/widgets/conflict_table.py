"""A list whose rows may be conflicts: 1 ours, 2 theirs, 3 what both started from, e another."""

from __future__ import annotations

from typing import Any, ClassVar

from textual.message import Message

from gemtui.tui.commands import CONFLICTS
from gemtui.tui.keymap import bindings
from gemtui.tui.widgets.list import RecordList

CONFLICT = "_conflict"
"""Key under which a row carries its conflict."""


class ConflictTable(RecordList):
    """A list whose rows may be conflicts; only then do 1, 2, 3 and e settle."""

    BINDINGS: ClassVar = bindings(CONFLICTS)

    class Taken(Message):
        """One side was chosen."""

        def __init__(self, found: Any, side: str, value: Any = None) -> None:
            super().__init__()
            self.found, self.side, self.value = found, side, value

    class Another(Message):
        """Another value is to be typed."""

        def __init__(self, found: Any) -> None:
            super().__init__()
            self.found = found

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave the keys to the screen where the row is no conflict."""
        if action in ("take", "another"):
            return self.row is not None and CONFLICT in self.row
        return super().check_action(action, parameters)

    def action_take(self, side: int) -> None:
        """Choose a side."""
        if self.row is not None:
            self.post_message(self.Taken(self.row[CONFLICT], str(side)))

    def action_another(self) -> None:
        """Type another value."""
        if self.row is not None:
            self.post_message(self.Another(self.row[CONFLICT]))
