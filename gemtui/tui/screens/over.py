"""What lies over a screen and takes all keys: it fits any window, and the program is left from it as from anywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual.screen import ModalScreen

from gemtui.tui.commands import ANYWHERE
from gemtui.tui.keymap import bindings
from gemtui.tui.screens.fitting import Fitting

if TYPE_CHECKING:
    from gemtui.tui.app import GemApp

Answer = TypeVar("Answer")


class Over(Fitting, ModalScreen[Answer]):
    """A modal screen; Textual hands it no binding of the app's."""

    if TYPE_CHECKING:
        app: GemApp

    BINDINGS: ClassVar = bindings(ANYWHERE, ids=("quit",))

    def action_leave_program(self) -> None:
        """Quit; drafts and saves are safe."""
        self.app.action_leave_program()
