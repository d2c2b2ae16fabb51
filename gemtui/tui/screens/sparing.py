"""What the diary has for a form: said when it opens, taken into its text by a key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gemtui.locale import say
from gemtui.rules import added
from gemtui.tui.keymap import keys_of_id
from gemtui.tui.screens.frame import Frame

if TYPE_CHECKING:
    from gemtui.reports.asking.sheet import Sheet
    from gemtui.tui.widgets.form import Form


class Sparing(Frame):
    """A form to which lines of the diary may speak."""

    @property
    def form(self) -> Form | None:
        """Return the form, once it is there."""
        raise NotImplementedError

    def say_spare(self, sheet: Sheet) -> None:
        """Say how many lines of the diary speak to this answer, and which key takes their words."""
        count = max(map(len, sheet.spare.values()), default=0)
        if count:
            facts = {"count": count, "key": keys_of_id("from-diary", self.app.keys)}
            self.app.tell(say("diary-in-form", facts), "dim")

    def action_from_diary(self) -> None:
        """Take the lines into the text that they are for; what stands there stays, and typing's undo takes them back."""
        form = self.form
        held = form.sheet.spare if form is not None else {}
        for each in form.fields if form is not None else ():
            lines = held.get(each.question.name)
            if lines and form is not None:
                each.put((added(each.text, lines),))
                form.go_to(each.question.name)
        if not held:
            self.app.tell(say("diary-silent"), "dim")
