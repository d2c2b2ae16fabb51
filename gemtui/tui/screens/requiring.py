"""What an indicator requires, on screen 5: `tab` goes there and back, space ticks."""

from __future__ import annotations

from functools import partial

from gemtui.locale import choice, say
from gemtui.tui.lists.answering import ABOUT, About
from gemtui.tui.screens.diary import Diary
from gemtui.tui.screens.refusing import why_not
from gemtui.tui.ticking import Ticked, turn
from gemtui.tui.widgets.checklist import Checklist
from gemtui.tui.widgets.chrome import Footer


class Requiring(Diary):
    """A screen with a checklist beside its list."""

    @property
    def checklist(self) -> Checklist:
        """Return the requirements of the indicator under the cursor."""
        return self.query_one(Checklist)

    def on_descendant_focus(self) -> None:
        """Let the footer say what works in the half of the screen that has the keys."""
        if self.desk.is_open:
            self.query_one(Footer).tell(self.hints_here())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Hide the way to the requirements where none are shown."""
        if action == "requirements":
            return self.is_ready and bool(len(self.checklist.rows))
        return super().check_action(action, parameters)

    def action_requirements(self) -> None:
        """Go to the requirements, or back to the list."""
        (self.table if self.focused is self.checklist else self.checklist).focus()

    def on_checklist_ticked(self, message: Checklist.Ticked) -> None:
        """Tick or untick a requirement at once; `u` takes it back."""
        about: About | None = (self.table.row or {}).get(ABOUT)
        if words := why_not(self, "edit"):
            self.app.tell(words, "dim")
        elif about is not None:
            work = partial(turn, self.desk.db, about, message.item.id, self.period)
            self.ask("tick", work, self._ticked)

    def _ticked(self, found: Ticked) -> None:
        self.app.changed()
        self.renew()
        self.table.refresh_rows(glow=found.saved.row["entry"])
        self.app.tell(
            say("ticked-lowered" if found.is_lowered else "ticked", {"rating": choice(found.borne)})
        )
