"""Receiving a whole folder: each bundle verified and merged by itself, then what became of each, in words."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from gemtui import exchange
from gemtui.exchange import Choices, ExchangeProblem, Outcome
from gemtui.locale import count, say
from gemtui.tui.asking import code_of
from gemtui.tui.screens.asking_passphrase import ask_passphrase
from gemtui.tui.screens.dialogs import Confirm
from gemtui.tui.screens.lists import Looking
from gemtui.tui.widgets.cells import Column, Part, Row
from gemtui.tui.widgets.chrome import Hints
from gemtui.tui.widgets.list import RecordList
from gemtui.tui.widgets.pane import Detail, wrapped
from gemtui.tui.widgets.source import Few

if TYPE_CHECKING:
    from gemtui.tui.screens.commanding import Commanding

ROLES = {"merged": "ok", "nothing": "dim", "refused": "alarm"}


def _became(row: Row) -> Part:
    words = say(f"became-{row['became']}", {"changes": count(row["changes"])})
    return words, ROLES[row["became"]]


COLUMNS = (
    Column("bundle", "Bundle", 30, lambda row: row["bundle"], grows=True),
    Column("office", "Office", 8, lambda row: row["office"]),
    Column("became", "What became of it", 18, _became),
)


def receive_all(place: Commanding, folder: Path, paths: Sequence[Path]) -> None:
    """Ask once, then merge all bundles of a folder; a refused one changes nothing and stops none of the others."""
    lines = [say("receive-all", {"count": len(paths), "folder": folder}), say("receive-all-refused")]
    place.app.push_screen(
        Confirm(say("receive-all-title"), lines, place.desk.monotonic, yes="Merge them"),
        lambda yes: Batch(place, folder, paths).go_on() if yes else None,
    )


class Batch:
    """The bundles that are still to be merged, the oldest first, and what became of the others; the program can be used meanwhile."""

    def __init__(self, place: Commanding, folder: Path, paths: Sequence[Path]) -> None:
        self.place, self.folder, self.left, self.all = place, folder, list(reversed(paths)), len(paths)
        self.rows: list[Row] = []
        self.passphrase: str | None = None
        self.identity = exchange.key_files(place.desk.db.path).identity

    def go_on(self) -> None:
        """Merge the next one in a thread, or show what became of all."""
        app, db = self.place.app, self.place.desk.db
        if not self.left:
            self._end()
            return
        path, choices = self.left[0], Choices(identities=self._identities)
        facts = {"number": self.all - len(self.left) + 1, "all": self.all, "bundle": path.name}
        app.tell(say("merging-one", facts), "dim")
        app.ask("receive-all", lambda: exchange.merge_one(db, path, choices), self._merged, self._failed)

    def _identities(self) -> Sequence[str]:
        return [exchange.read_identity(self.identity, *([self.passphrase] if self.passphrase else []))]

    def _merged(self, outcome: Outcome) -> None:
        found, verdict = outcome.merged, outcome.verdict
        lang = self.place.desk.lang
        if found is None:
            words = " ".join(problem["message"] for problem in verdict.problems(lang))
            self._note("refused", words)
        elif found.new_changes:
            self._note("merged", exchange.merged_words(found, lang), verdict.office or "", found.new_changes)
        else:
            self._note("nothing", exchange.merged_words(found, lang), verdict.office or "")
        self.go_on()

    def _failed(self, problem: Exception) -> bool:
        if ask_passphrase(self.place, self.identity, problem, self._unlocked):
            return True
        if not isinstance(problem, ExchangeProblem):
            self._end()  # the store itself: what is merged stays so, and the reason is said by whoever asked
            return False
        code, facts = code_of(problem)
        self._note("refused", say(code, facts, self.place.desk.lang))
        self.go_on()
        return True

    def _unlocked(self, passphrase: str) -> None:
        self.passphrase = passphrase
        self.go_on()

    def _note(self, became: str, words: str, office: str = "–", changes: int = 0) -> None:
        path = self.left.pop(0)
        self.rows.append(
            {"bundle": path.name, "office": office, "became": became, "words": words, "changes": changes}
        )

    def _end(self) -> None:
        app = self.place.app
        app.changed()
        if self.place.is_attached:
            self.place.refill()
        self.rows.sort(key=lambda row: row["became"] != "refused")
        told = {name: sum(row["became"] == name for row in self.rows) for name in ROLES}
        title = say("received-all", {**told, "folder": self.folder.name})
        app.push_screen(Became(title, Few(COLUMNS, self.rows)))


class Became(Looking):
    """What became of each bundle, refused ones first; the whole sentence below the list."""

    help_code = "help-became"
    hints: Hints = ("filter", "back")
    has_detail = True

    def on_record_list_moved(self, message: RecordList.Moved) -> None:
        """Say what became of the bundle under the cursor."""
        row, pane = message.row, self.query_one(Detail)
        width = max(pane.size.width - 2, 20)
        pane.tell(
            [[(row["bundle"], "strong")], *wrapped(row["words"], width, ROLES[row["became"]], 6)]
            if row
            else []
        )
