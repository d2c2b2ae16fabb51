"""Any size at any moment: a screen or a dialog that has no room says so, and goes on where it was when it has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.events import Event, Key, Paste

from gemtui.tui.in_turn import LEAVING

if TYPE_CHECKING:
    from textual.screen import Screen
    from textual.widget import Widget

    Base = Screen[Any]
else:
    Base = object

SMALLEST = (60, 18)
"""Columns and rows below which the program says that the window is too small (spec/keys.md)."""
TOO_SMALL = (
    "This window is too small.\nMake it 60 columns by 18 rows, or\nuse the command line: `gemtui --help`."
)


class Fitting(Base):
    """What a screen needs to fit its window; it comes first among the bases."""

    _had_focus: Widget | None = None

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
        """Say so when there is no room; go on where the cursor was when there is again."""
        width, height = self.app.size
        small = width < SMALLEST[0] or height < SMALLEST[1]
        if small == self.has_class("-small"):
            return
        if small:
            self._had_focus = self.focused
        self.set_class(small, "-small")
        if small and not self.query("#small"):
            from textual.widgets import Static

            self.mount(Static(TOO_SMALL, id="small", markup=False))
        if not small:
            self.call_after_refresh(self._go_on)

    def _go_on(self) -> None:
        before = self._had_focus
        is_there = before is not None and before.is_attached and before.focusable
        # as after a look at another window: what was typed is not selected anew, or the next letter would replace it
        self.set_focus(before if is_there else self.first_focus(), from_app_focus=True)

    def first_focus(self) -> Any:
        """Return what takes the keys."""
        return next((w for w in self.focus_chain), None)

    def drops(self, event: Event) -> bool:
        """Return whether the app is to drop a key or a paste: nobody acts on what can't be seen."""
        is_leaving = isinstance(event, Key) and event.key in LEAVING
        return self.has_class("-small") and isinstance(event, Key | Paste) and not is_leaving
