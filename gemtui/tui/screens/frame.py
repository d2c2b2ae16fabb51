"""The frame around anything: top line, toast, footer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.app import ComposeResult
from textual.screen import Screen

from gemtui.tui.screens.fitting import Fitting
from gemtui.tui.widgets.chrome import Footer, TopLine

if TYPE_CHECKING:
    from gemtui.tui.app import GemApp

WIDE = 120
"""Columns from which a list has its pane beside it."""


class Frame(Fitting, Screen[Any]):
    """A screen that says where one is, what happened, and which keys work."""

    if TYPE_CHECKING:
        app: GemApp

    help_code = ""
    """Code of the sentence that F1 says of a screen without a number, or of one that is more than its number says."""

    def __init__(self) -> None:
        super().__init__()
        # A new screen gets its styles when it is registered; Textual would read all rules anew, a tenth of a start.
        self._css_update_count = self.app._css_update_count

    def compose(self) -> ComposeResult:
        """Yield the frame: what is above and below is the same everywhere."""
        yield TopLine()
        yield from self.compose_body()
        yield Footer()

    def compose_body(self) -> ComposeResult:
        """Yield what is between top line and footer."""
        yield from ()

    def fit(self) -> None:
        """Put the pane beside the list where there is room."""
        self.set_class(self.app.size.width >= WIDE, "-wide")
        super().fit()

    def action_terminal(self) -> None:
        """Show what the terminal sends."""
        from gemtui.tui.screens.sent import Sent

        self.app.push_screen(Sent())

    def say(self, text: str, role: str) -> None:
        """Show a message: role `ok`, `dim` or `alarm`."""
        from gemtui.tui.widgets.toast import Toast

        toast = next(iter(self.query(Toast)), None)
        if toast is None:
            toast = Toast()
            self.mount(toast)
        toast.say(text, role)

    def on_screen_suspend(self) -> None:
        """Keep where the person is before going elsewhere."""
        from gemtui.tui.left_off import note

        note(self)

    def hush(self) -> None:
        """Take the message away, if there is one."""
        for toast in self.query("Toast"):
            toast.remove_class("-shown")
