"""What is held about a person and why: shown, given to them as a file; how it is erased stands here too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gemtui import exchange
from gemtui.exchange import Whereabouts
from gemtui.locale import plain, safe_json, say
from gemtui.store import Row
from gemtui.tui.listing import KIND
from gemtui.tui.lists.held import ERASE, GIVE, lines_held, named, why_held
from gemtui.tui.screens.asking_line import AskLine
from gemtui.tui.screens.place import Place
from gemtui.tui.widgets.list import RecordList
from gemtui.tui.widgets.pane import Detail

if TYPE_CHECKING:
    from gemtui.tui.screens.commanding import Commanding


def held_about(place: Commanding) -> None:
    """Open the screen on the person under the cursor; says where people are where it is none."""
    row: Row | None = getattr(place, "target", None)
    if row is None or row.get(KIND) != "person":
        place.app.tell(say("held-where"), "dim")
    else:
        place.app.push_screen(Held(f"{row['office']}/{row['id']}"))


class Held(Place):
    """Values with their purpose, records that point to the person, bundles and backups that went before."""

    help_code = "help-held"
    hints = (("open", "go there"), "filter", "back")
    has_tabs = False

    def __init__(self, person: str) -> None:
        super().__init__()
        self.person = person
        self.found: Whereabouts | None = None

    def headline(self) -> str:
        """Return the title."""
        return say("held-about")

    def fill(self) -> None:
        """Ask where the person's data are."""
        self.ask("held", self._find, lambda found: self._show(*found))

    def _find(self) -> tuple[Whereabouts, dict[str, str]]:
        found = exchange.whereabouts(self.desk.db, self.person)
        return found, named(self.desk.db, self.app.titles, found)

    def refill(self) -> None:
        """Ask again; the cursor stays."""
        self.shown_version = self.app.version
        self.fill()

    def _show(self, found: Whereabouts, names: dict[str, str]) -> None:
        self.found = found
        labels = {name: kind.about.label for name, kind in self.desk.db.kinds.items()}
        self.table.show(lines_held(found, labels, names), at=self.table.rowid)

    def on_record_list_moved(self, message: RecordList.Moved) -> None:
        """Say what a value is for."""
        for pane in self.query(Detail):
            pane.tell(why_held(message.row, pane.size.width - 2))

    def on_record_list_opened(self, message: RecordList.Opened) -> None:
        """Go to the record, write the file, or say how erasing is done."""
        row = message.row
        if GIVE in row:
            self._give()
        elif ERASE in row:
            self.app.tell(say("held-erase-why"), "dim")
        elif KIND in row:
            from gemtui.tui.screens.reading import Reading

            self.app.push_screen(Reading(row[KIND], row["of"] or self.desk.office, row["id"]))

    def _give(self) -> None:
        found = self.found
        if found is None:
            return
        document = found.document() | {"history": found.history}

        def take(typed: str | None) -> None:
            if typed:
                path = self.desk.named(typed)
                self.ask(
                    "give",
                    lambda: exchange.put_whole(path, f"{safe_json(document)}\n".encode()),
                    lambda _: self.app.tell(say("held-given", {"path": plain(str(path))})),
                )

        self.app.push_screen(
            AskLine(say("held-give"), say("held-give-file"), f"person-{found.id[-8:]}.json", about=found.id),
            take,
        )
