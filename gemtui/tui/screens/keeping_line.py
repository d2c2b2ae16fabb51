"""What is typed into a line above a screen is kept while it is typed, and stands there when the same is asked again."""

from __future__ import annotations

from rich.text import Text
from textual.widgets import Static

from gemtui import store
from gemtui.locale import moment, say
from gemtui.tui.asking import Asking
from gemtui.tui.keymap import keys_of_id
from gemtui.tui.line_draft import LineDraft
from gemtui.tui.screens.over import Over
from gemtui.tui.widgets.entry import Entry

FOOT = "\n↵ takes it   esc closes"


class Keeping(Asking, Over[str | None]):
    """A question with one line; its draft is known by the question and by the record that it is about."""

    is_secret = False

    def __init__(self, heading: str, about: str, given: str) -> None:
        super().__init__()
        self.heading, self.about, self.given = heading, about, given
        self.draft: LineDraft | None = None
        self.is_opening = True
        """What is typed meanwhile waits."""

    @property
    def line(self) -> Entry:
        """Return the line that is typed into."""
        return self.query_one(Entry)

    def look_for_what_was_left(self) -> None:
        """Ask for it in a thread, and hear what is typed from then on."""
        desk = self.app.desk
        if self.is_secret or not desk.is_open or desk.db.read_only:
            self._begin()
            return
        self.draft = LineDraft(desk.db, self.heading, self.about, self.given)
        self.ask("left", self.draft.left, self._resume, lambda _: self._begin())

    def _resume(self, kept: store.Draft | None) -> None:
        if kept is not None and self.draft is not None:
            self.line.set_text(self.draft.resume(kept))
            self.line.action_select_all()
            facts = {
                "at": moment(kept.at, self.app.desk.today),
                "key": keys_of_id("type-undo", self.app.keys),
            }
            self.query_one("#foot", Static).update(Text(f"\n{say('line-left', facts)}{FOOT}", style="dim"))
        self._begin()

    def _begin(self) -> bool:
        self.is_opening = False
        self.app.hear_on()
        return True

    def keep_typed(self, text: str) -> None:
        """Keep what stands in the line, where it is news."""
        draft = self.draft
        if draft is not None and not self.is_opening and draft.types(text):
            # the app asks, since this line may be gone before the disk has answered
            self.app.ask(f"draft {draft.identifier}", draft.keep, lambda _: None)

    def done(self) -> None:
        """End the draft: what the line was for is done. Call it in a thread."""
        if self.draft is not None:
            self.draft.end()

    def keep_draft(self) -> None:
        """Keep what is typed at once: the program is about to end."""
        if self.draft is not None and not self.is_opening:
            self.draft.keep()
