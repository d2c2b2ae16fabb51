"""The palette: every command, screen and record by name, with its key; and search over all records."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual.dom import DOMNode

from gemtui import store
from gemtui.tui.commands import COMMANDS, CONFLICTS, DIALOG, Command
from gemtui.tui.keymap import keys_of, shown
from gemtui.tui.screens.finder import Finder
from gemtui.tui.widgets.cells import Row

if TYPE_CHECKING:
    from gemtui.tui.app import GemApp

FROM_LETTERS = 2
"""Letters from which the palette also looks for records."""
ONCE = {"palette-list", "back"}
"""Second doors to a command that is listed under its first."""


def open_palette(app: GemApp) -> None:
    """Open the palette over the screen in front."""
    doors = list(_doors(app))
    keys = app.keys
    rows: list[Row] = [
        {"name": c.label.capitalize() if c.id[:6] != "screen" else c.label, "note": "", "key": "  ".join(shown(k, in_ascii=app.desk.ascii) for k in keys_of(c, keys)[:1]),
         "words": f"{c.label} {c.help}".lower(), "command": c, "node": node}
        for c, node in doors
    ]  # fmt: skip
    for row in rows:
        row["note"] = row["command"].help

    def here(words: str) -> Sequence[Row]:
        each = words.lower().split()
        fitting = [r for r in rows if all(w in r["words"] for w in each)]
        return sorted(fitting, key=lambda r: not r["name"].lower().startswith(words.lower()))

    app.push_screen(
        Finder("Commands, screens and records", here, _records(app, FROM_LETTERS)),
        lambda row: _take(app, row),
    )


def open_search(app: GemApp) -> None:
    """Open the search over all records."""
    app.push_screen(
        Finder("Search all records", lambda _words: (), _records(app, 1)), lambda row: _take(app, row)
    )


def _doors(app: GemApp) -> Sequence[tuple[Command, DOMNode]]:
    """Return the commands that work now, each with the widget, screen or app that answers to it."""
    chain = [*(app.focused.ancestors_with_self if app.focused else (app.screen, app))]
    found = []
    for command in COMMANDS:
        if (
            command.moves
            or command.id in ONCE
            or command.where in (CONFLICTS, DIALOG)
            or command.id == "palette"
        ):
            continue
        name = re.split(r"\(", command.does)[0]
        node = next((n for n in chain if callable(getattr(n, f"action_{name}", None))), None)
        if node is not None and node.check_action(name, ()):
            found.append((command, node))
    return found


def _records(app: GemApp, letters: int) -> Callable[[str], Sequence[Row]]:
    db, titles = app.desk.db, app.titles

    def there(words: str) -> Sequence[Row]:
        if len(words) < letters:
            return ()
        found: list[Row] = []
        for hit in store.search(db, words):
            kind = db.kinds.get(hit.kind)
            if kind and hit.row:
                found.append(
                    {
                        "name": titles.title(kind, hit.row),
                        "note": kind.about.label,
                        "key": hit.office,
                        "hit": hit,
                    }
                )
        return found

    return there


def _take(app: GemApp, row: Row | None) -> None:
    if row is None:
        return
    if "command" in row:
        app.call_later(app.run_action, row["command"].does, row["node"])
        return
    from gemtui.tui.screens.reading import Reading

    hit = row["hit"]
    app.push_screen(Reading(hit.kind, hit.office, hit.id))
