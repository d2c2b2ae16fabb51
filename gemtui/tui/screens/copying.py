"""Copying a row as text: through the terminal, and to a file where the terminal does not take it."""

from __future__ import annotations

from gemtui.locale import plain, say
from gemtui.tui.screens.commanding import Commanding
from gemtui.tui.widgets.cells import Row, parts

COPIED = "gemtui-copied.txt"


def copy(place: Commanding, row: Row) -> None:
    """Copy the row as the list shows it, cells with tabs between; a file that can't be written leaves the terminal's copy."""
    text = "\t".join(
        "".join(plain(t) for t, _ in parts(c.cell(row))).strip() for c in place.table.source.columns
    )
    place.app.copy_to_clipboard(text)
    file = place.desk.folder / COPIED

    def failed(problem: Exception) -> bool:
        if isinstance(problem, OSError):
            place.app.tell(say("copied-no-file", {"path": str(file)}), "dim")
        return isinstance(problem, OSError)

    place.ask(
        "copy",
        lambda: file.write_text(f"{text}\n", "utf-8"),
        lambda _: place.app.tell(say("copied", {"path": str(file)})),
        failed,
    )
