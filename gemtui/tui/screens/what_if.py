"""What if: appointments that are only tried; the bar and the verdict move along, and nothing is saved."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult

from gemtui import rules, store
from gemtui.locale import say
from gemtui.rules import Body, Trial
from gemtui.store import Row
from gemtui.tui.lists.openings import opening_lines, openings
from gemtui.tui.lists.tab import Around
from gemtui.tui.lists.what_if import JOINS, OPTION, PLACE, course_lines, followed, joined, lines_of_trial
from gemtui.tui.screens.explaining import why
from gemtui.tui.screens.place import Place
from gemtui.tui.widgets.list import RecordList
from gemtui.tui.widgets.pane import Detail
from gemtui.tui.widgets.trials import TrialList

NEEDED = ("seat", "composition", "person")


class WhatIf(Place):
    """A body's seats with who would follow in them; Enter tries the next choice, or a whole way into balance."""

    help_code = "help-what-if"
    hints = (("open", "try"), ("mark-none", "none tried"), "why", "back")
    has_tabs = False

    def __init__(self, committee: Row) -> None:
        super().__init__()
        self.committee = committee
        self.body: Body | None = None
        self.trial = Trial()

    def compose_list(self) -> ComposeResult:
        """Yield the list, and the body from date to date."""
        yield TrialList(id="list")
        yield Detail(id="course")

    @property
    def title_words(self) -> str:
        """Return the title."""
        return say("what-if-of", {"name": self.committee.get("name") or ""})

    def headline(self) -> str:
        """Return the title, with the day."""
        return self.title_words

    def fill(self) -> None:
        """Ask for who sits in the body."""
        self.ask("body", self._read, self._show)

    def refill(self) -> None:
        """Ask again; what is tried stays."""
        self.shown_version = self.app.version
        self.fill()

    def _read(self) -> Body | None:
        db, office = self.desk.db, self.committee["office"]
        facts = {kind: store.rows(db, kind) for kind in NEEDED}
        found = rules.bodies({**facts, "committee": [self.committee]}, self.desk.today)
        return next((body for body in found if body.committee["office"] == office), None)

    def _show(self, body: Body | None) -> None:
        if body is None:
            self.app.tell(say("not-in-force"), "dim")
            self.dismiss(None)
            return
        self.body = body
        self.tell_facts([(say("only-tried"), "accent")])
        self._draw()

    def _draw(self) -> None:
        body, on = self.body, self.desk.today
        if body is None:
            return
        held, at = rules.places(body, on), self.table.rowid
        self.table.show(lines_of_trial(body, on, self.trial), at=at)
        saved, tried = (rules.course(held, trial, body, on) for trial in (Trial(), self.trial))
        pane = self.query_one(Detail)
        pane.tell(course_lines(saved, tried, pane.size.width))

    def on_resize(self) -> None:
        """Draw the course anew: a wide window says more of it."""
        self.call_after_refresh(self._draw)

    def on_record_list_opened(self, message: RecordList.Opened) -> None:
        """Try the next choice, or a whole way."""
        row, body = message.row, self.body
        if body is None:
            return
        if OPTION in row:
            self.trial = rules.trial_of(row[OPTION], rules.places(body, self.desk.today))
        elif PLACE in row:
            self.trial = followed(self.trial, row[PLACE])
        elif JOINS in row:
            self.trial = joined(self.trial, row[JOINS])
        self._draw()

    def on_trial_list_cleared(self) -> None:
        """Try nothing."""
        self.trial = Trial()
        self._draw()

    def action_why(self) -> None:
        """Say how the ways are worked out."""
        why(
            self, [say("why-ways"), say("why-trial"), say("why-clause", {"clause": "OA-C2a, OA-C2b, OA-C2c"})]
        )


class WhatIfSet(Place):
    """Several bodies at once: whom to appoint by when, so that each of them is in balance; Enter tries one of them."""

    help_code = "help-what-if-set"
    hints = (("open", "try this body"), "why", "back")
    has_tabs = False

    def __init__(self, keys: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.keys = keys

    def headline(self) -> str:
        """Return the title."""
        return say("what-if-set", {"count": len(self.keys)})

    def fill(self) -> None:
        """Work the ways out, in a thread."""
        around = Around(self.desk.db, self.app.titles, self.desk.today)
        self.table.show(openings(around, set(self.keys)))
        self.tell_facts([(say("only-tried"), "accent")])

    def on_record_list_moved(self, message: RecordList.Moved) -> None:
        """Say what becomes of all of them, and of the row's own."""
        for pane in self.query(Detail):
            pane.tell(opening_lines(message.row, pane.size.width - 2) if message.row else ())

    def on_record_list_opened(self, message: RecordList.Opened) -> None:
        """Try one of the bodies."""
        row = message.row
        self.app.push_screen(WhatIf({name: row[name] for name in row if not name.startswith("_")}))

    def action_why(self) -> None:
        """Say how the ways are chosen."""
        why(self, [say("why-set"), say("why-ways")])
