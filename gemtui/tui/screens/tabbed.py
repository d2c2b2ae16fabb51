"""A screen with tabs: each a list of records, with a pane that explains the row under the cursor."""

from __future__ import annotations

from collections.abc import Sequence, Set
from datetime import date

from gemtui.locale import day
from gemtui.tui.listing import in_line
from gemtui.tui.lists.tab import Around, Tab, derived_tab
from gemtui.tui.screens.explained import Explained
from gemtui.tui.screens.going import may_write
from gemtui.tui.screens.refusing import WRITING
from gemtui.tui.sheets import Wanted
from gemtui.tui.widgets.cells import Part
from gemtui.tui.widgets.chrome import Footer, Hints, TabLine


class Tabbed(Explained):
    """A screen that shows one of its tabs."""

    hints: Hints = (
        ("open", ""), ("new", ""), ("edit", ""), ("delete", ""), ("tab-next", ""), ("gap-next", ""), ("filter", ""), ("history", ""),
    )  # fmt: skip
    place: int = 0
    at_first: int | None = None
    """Integer id of the row on which the list begins."""
    as_of: date | None = None
    folded: Set[str] = frozenset()
    """Keys of the groups of which only the heading is shown."""

    @property
    def tabs(self) -> Sequence[Tab]:
        """Return the tabs; by default one for each kind of record of this screen."""
        kinds = self.desk.db.kinds.values()
        return [derived_tab(k.name, in_line(k.about.plural)) for k in kinds if k.about.screen == self.number]

    @property
    def tab(self) -> Tab:
        """Return the tab that is shown."""
        return self.tabs[self.place]

    @property
    def on(self) -> date:
        """Return the day that the screen shows."""
        return self.as_of or self.desk.today

    @property
    def around(self) -> Around:
        """Return what a tab's list is made from."""
        return Around(self.desk.db, self.app.titles, self.on, self.as_of is not None, self.folded)

    def fill(self) -> None:
        """Show the tab's list."""
        self.query_one(TabLine).tell([tab.label for tab in self.tabs], self.place)
        self.query_one(Footer).tell(self.hints_here())
        self.set_class(self.tab.is_wide, "-below")
        self.turn_away()
        self.table.show(self.tab.source(self.around), at=self.at_first)
        self.at_first = None
        self.ask("facts", self.facts, self.tell_facts)

    @property
    def offered(self) -> Hints:
        """Return what the footer may name on the tab; by default the same on all."""
        return self.hints

    def hints_here(self) -> Hints:
        """Return the footer's hints: the next tab by its name; what is special to the first tab only there."""
        following = self.tabs[(self.place + 1) % len(self.tabs)].label
        special = {"tab-next": following, **({} if self.place == 0 else {"open": ""})}
        pairs = [(hint, "") if isinstance(hint, str) else hint for hint in self.offered]
        return [(name, special.get(name, words)) for name, words in pairs]

    def renew(self) -> None:
        """Have the list and the figures of the top line worked out anew."""
        super().renew()
        self.ask("facts", self.facts, self.tell_facts)

    def facts(self) -> Sequence[Part]:
        """Return the figures at the right of the top line; asks the store, so it runs in a thread."""
        return ()

    def headline(self) -> str:
        """Return the title, with the day where it is not today."""
        if self.as_of is None:
            return super().headline()
        return f"{self.title_words} · as of {day(self.as_of.isoformat())}"

    def new_record(self) -> Wanted | None:
        """Return what `n` makes here."""
        kind = self.tab.kind
        return Wanted(kind) if kind and may_write(self.desk.db, kind, self.desk.office) else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Hide what writes while another day is shown: a form would show what the records say today."""
        if action == "why":
            return self.is_ready and self.table.row is not None and self.tab.why is not None
        return not (self.as_of is not None and action in WRITING) and super().check_action(action, parameters)

    def action_turn_tab(self, step: int) -> None:
        """Go to another tab."""
        self.place = (self.place + step) % len(self.tabs)
        self.escape()
        self.explain(None, ())  # an empty list moves no cursor: the pane would go on about another row
        self.fill()

    def turn_to(self, place: int, entry: int | None = None) -> None:
        """Go to a tab, and to a row of it."""
        self.place, self.at_first = min(place, len(self.tabs) - 1), entry
        self.fill() if self.is_mounted and self.desk.is_open else None

    def action_as_of(self) -> None:
        """Ask for a day and show the screen as it was then; again for today."""
        from gemtui.tui.screens.asking_day import ask_day

        if self.as_of is not None:
            self.show_day(None)
        else:
            from gemtui.tui.screens.changed import Changed

            ask_day(self, self.show_day, lambda first, last: self.app.push_screen(Changed(first, last)))

    def show_day(self, day: date | None) -> None:
        """Show the screen as it was on a day."""
        self.as_of, self.at_first = day, self.table.rowid
        self.fill()
        self.refresh_bindings()

    def action_gap(self, step: int) -> None:
        """Go to the next row about which the rules find something."""
        from gemtui.tui.screens.gaps import go_to_gap

        go_to_gap(self, step)

    def action_why(self) -> None:
        """Show how the computed figures of the row come about."""
        from gemtui.tui.screens.explaining import why

        row = self.table.row
        asked, around = self.tab.why, self.around
        if row is not None and asked is not None:
            self.ask("why", lambda: asked(around, row), lambda told: why(self, told))

    def action_trash(self) -> None:
        """Show the deleted records of this tab."""
        from gemtui.tui.screens.kept import trash

        if self.tab.kind:
            self.app.push_screen(trash(self.tab.kind))
