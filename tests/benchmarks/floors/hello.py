"""Floor of starting and of memory: the smallest Textual program."""

from typing import ClassVar

from textual.app import App, ComposeResult
from textual.widgets import Static


class Hello(App[None]):
    """One line of text."""

    BINDINGS: ClassVar = [("ctrl+q", "quit", "Quit")]

    def compose(self) -> ComposeResult:
        """Yield the line."""
        yield Static("Hello, world")


if __name__ == "__main__":
    Hello().run()
