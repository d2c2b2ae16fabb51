"""The terminal program: composition, keys and message handlers, nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gemtui.tui.desk import Desk

__all__ = ["Desk", "run"]


def run(desk: Desk) -> int:
    """Run the terminal program until the person leaves; returns the exit code."""
    import gc  # what is loaded now stays: looking for garbage in it takes a tenth of the start

    gc.disable()
    from gemtui.tui.app import GemApp  # a command of the command line needs no Textual

    app = GemApp(desk)
    app.run()
    return app.return_code or 0


def __getattr__(name: str) -> object:
    if name == "Desk":
        from gemtui.tui.desk import Desk as desk  # noqa: N813 - as above

        return desk
    raise AttributeError(name)
