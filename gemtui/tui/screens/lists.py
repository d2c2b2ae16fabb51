"""Lists to look at above a screen: the keys, the last messages; filtered with `/` like any list."""

from __future__ import annotations

from gemtui.locale import say
from gemtui.tui.commands import ANYWHERE, COMMANDS, CONFLICTS, FORM, LIST
from gemtui.tui.keymap import keys_of as keys_of_command
from gemtui.tui.keymap import shown
from gemtui.tui.lists.clauses import check_lines, checks
from gemtui.tui.screens.commanding import Commanding
from gemtui.tui.screens.place import Place
from gemtui.tui.widgets.cells import Column, Row
from gemtui.tui.widgets.chrome import Hints
from gemtui.tui.widgets.list import RecordList
from gemtui.tui.widgets.pane import Detail
from gemtui.tui.widgets.source import Few, Source


class Looking(Place):
    """A list of lines above a screen; `q` or `escape` goes back."""

    help_code = "help-keys"
    hints: Hints = ("open", "filter", "back")
    has_detail = False
    has_tabs = False

    def __init__(self, title: str, source: Source) -> None:
        super().__init__()
        self.words, self.source = title, source

    def headline(self) -> str:
        """Return the title."""
        return self.words

    def fill(self) -> None:
        """Show the lines."""
        self.table.show(self.source)


WHERE = {LIST: "lists", FORM: "text fields", ANYWHERE: "anywhere", CONFLICTS: "conflicts"}


def keys_of(place: Commanding) -> Looking:
    """Return the keys of a screen: what `?` shows."""
    keys = place.app.keys
    columns = (
        Column("keys", "Key", 9, lambda row: (row["keys"], "strong")),
        Column("what", "What it does", 40, lambda row: row["what"], grows=True),
        Column("where", "Where", 11, lambda row: (row["where"], "dim")),
        Column("name", "In settings", 16, lambda row: (row["name"], "dim")),
    )
    rows: list[Row] = [
        {
            "keys": "  ".join(shown(k, in_ascii=place.desk.ascii) for k in keys_of_command(c, keys))
            or ": by name",
            "what": c.help,
            "name": c.id,
            "where": WHERE[c.where],
        }
        for c in COMMANDS
        if c.where in WHERE and (not c.screens or place.number in c.screens or not place.number)
    ]
    return Looking("Keys", Few(columns, rows))


class Checks(Looking):
    """Every check: what it says, of which clause, and how much it weighs."""

    help_code = "help-checks"
    hints = ("filter", "sort", "back")
    has_detail = True

    def __init__(self) -> None:
        super().__init__(say("the-checks"), checks())

    def on_record_list_moved(self, message: RecordList.Moved) -> None:
        """Show the whole sentence."""
        for pane in self.query(Detail):
            pane.tell(check_lines(message.row, pane.size.width - 2) if message.row else ())


def notices_of(place: Commanding) -> Looking:
    """Return the last messages, the newest first."""
    columns = (Column("text", "Message", 60, lambda row: (row["text"], row["role"]), grows=True),)
    rows: list[Row] = [{"text": text, "role": role} for text, role in reversed(place.app.said)]
    return Looking("Messages", Few(columns, rows, ("Nothing has been said yet.",)))
