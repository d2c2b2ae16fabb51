"""A list whose rows are tried: Enter and space turn the one under the cursor."""

from __future__ import annotations

from textual.message import Message

from gemtui.tui.widgets.list import RecordList


class TrialList(RecordList):
    """Says which row is to be turned, and turns none itself; nothing is ever marked."""

    class Cleared(Message):
        """The person wants nothing tried."""

    def action_mark(self) -> None:
        """Ask for the row under the cursor to be turned."""
        self.action_open()

    def action_mark_all(self) -> None:
        """Mark nothing: there is no command here that would be about several rows."""

    def action_mark_none(self) -> None:
        """Ask for nothing to be tried."""
        self.post_message(self.Cleared())
