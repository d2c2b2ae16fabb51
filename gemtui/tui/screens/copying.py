"""Copying a row as text: through the terminal, and to a file where the terminal does not take it."""

from __future__ import annotations

from gemtui.locale import plain
from gemtui.tui.screens.commanding import Commanding
from gemtui.tui.widgets.cells import Row, parts


def copy(place: Commanding, row: Row) -> None:
    """Copy the row as the list shows it, cells with tabs between."""
    text = "\t".join(
        "".join(plain(t) for t, _ in parts(c.cell(row))).strip() for c in place.table.source.columns
    )
    place.app.copy_to_clipboard(text)
    file = place.desk.folder / "gemtui-copied.txt"
    place.ask(
        "copy",
        lambda: file.write_text(f"{text}\n", "utf-8"),
        lambda _: place.app.tell(f"Copied; also in {file}"),
    )
