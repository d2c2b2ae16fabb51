"""The frame around anything: top line, toast, footer, and the word that a window is too small."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.app import ComposeResult
from textual.screen import Screen

from gemtui.tui.widgets.chrome import Footer, TopLine

if TYPE_CHECKING:
    from gemtui.tui.app import GemApp

SMALLEST = (60, 18)
"""Columns and rows below which the program says that the window is too small (spec/keys.md)."""
WIDE = 120
"""Columns from which a list has its pane beside it."""
TOO_SMALL = (
    "This window is too small.\nMake it 60 columns by 18 rows, or\nuse the command line: `gemtui --help`."
)


class Frame(Screen[Any]):
    """A screen that says where one is, what happened, and which keys work."""

    if TYPE_CHECKING:
        app: GemApp

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

    def on_mount(self) -> None:
        """Fit the window; Textual sends a new screen no Resize."""
        self.fit()

    def on_screen_resume(self) -> None:
        """Fit the window, which may have changed meanwhile."""
        self.fit()

    def on_resize(self) -> None:
        """Fit the window."""
        self.fit()

    def fit(self) -> None:
        """Put the pane beside the list where there is room; say so when there is none, and go on when there is again."""
        width, height = self.app.size
        small = width < SMALLEST[0] or height < SMALLEST[1]
        self.set_class(width >= WIDE, "-wide")
        if small != self.has_class("-small"):
            focused = self.focused
            self.set_class(small, "-small")
            if small and not self.query("#small"):
                from textual.widgets import Static

                self.mount(Static(TOO_SMALL, id="small", markup=False))
            if not small:
                self.call_after_refresh(self.set_focus, focused or self.first_focus())

    def say(self, text: str, role: str) -> None:
        """Show a message: role `ok`, `dim` or `alarm`."""
        from gemtui.tui.widgets.toast import Toast

        toast = next(iter(self.query(Toast)), None)
        if toast is None:
            toast = Toast()
            self.mount(toast)
        toast.say(text, role)

    def hush(self) -> None:
        """Take the message away, if there is one."""
        for toast in self.query("Toast"):
            toast.remove_class("-shown")

    def first_focus(self) -> Any:
        """Return what takes the keys."""
        return next((w for w in self.focus_chain), None)
