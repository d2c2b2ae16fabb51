"""What is kept beside the lists: the trash, and the person's flags."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from gemtui import store
from gemtui.locale import day
from gemtui.store import Row, Store
from gemtui.tui.listing import KIND
from gemtui.tui.screens.doing import RecordPlace
from gemtui.tui.showing import Titles
from gemtui.tui.widgets.cells import Column
from gemtui.tui.widgets.chrome import Hints
from gemtui.tui.widgets.computed import Computed, Worked

COLUMNS = (
    Column("kind", "Kind", 16, lambda row: (row["label"], "dim")),
    Column("title", "Record", 30, lambda row: row["title"], grows=True),
    Column("at", "When", 12, lambda row: day(str(row.get("at") or row.get("changed_at") or "")[:10])),
    Column("by", "Who", 14, lambda row: str(row.get("changed_by") or "")),
)
Work = Callable[[Store, Titles], Sequence[Row]]


class Kept(RecordPlace):
    """A list of records that are kept apart."""

    help_code = "help-flags"
    hints: Hints = ("open", "filter", "back")
    has_detail = False
    has_tabs = False

    def __init__(self, title: str, work: Work, empty: str) -> None:
        super().__init__()
        self.words, self.work, self.empty = title, work, empty

    @property
    def title_words(self) -> str:
        """Return the title."""
        return self.words

    def fill(self) -> None:
        """Ask for the records."""
        db, titles = self.desk.db, self.app.titles
        self.table.show(
            Computed(
                COLUMNS,
                lambda: Worked([{**row, "entry": n} for n, row in enumerate(self.work(db, titles))]),
                (self.empty,),
            )
        )


class Trash(Kept):
    """Deleted records; Enter brings one back."""

    help_code = "help-trash"
    hints = (("open", "bring back"), "filter", "undo", "back")

    def __init__(self, kind: str) -> None:
        super().__init__(
            "Trash",
            lambda db, titles: [
                _row(db, titles, kind, r) for r in store.rows(db, kind, deleted=True) if r["deleted"]
            ],
            "The trash is empty.",
        )

    def open_row(self, row: Row) -> None:
        """Bring the record back."""
        db = self.desk.db
        self.ask(
            "restore",
            lambda: store.restore_record(db, row[KIND], f"{row['office']}/{row['id']}"),
            lambda _: self.done(f"{row['title']} is back · u takes it back"),
        )


def trash(kind: str) -> Trash:
    """Return the trash of a kind."""
    return Trash(kind)


def flags() -> Kept:
    """Return the records that this person flagged."""
    return Kept("Flagged", _flagged, "Nothing is flagged; f flags a record.")


def _flagged(db: Store, titles: Titles) -> Sequence[Row]:
    found = (
        (kind, store.row(db, kind, identifier, office)) for kind, office, identifier in store.flagged(db)
    )
    return [_row(db, titles, kind, row) for kind, row in found if row is not None]


def _row(db: Store, titles: Titles, name: str, row: Row) -> Row:
    kind = db.kinds[name]
    return {**row, KIND: name, "label": kind.about.label, "title": titles.title(kind, row)}
