"""The form of one record: opened with its draft, kept while it is typed, saved in one piece."""

from __future__ import annotations

from functools import partial
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.containers import Container

from gemtui.locale import say
from gemtui.store import Saved
from gemtui.tui.asking import Asking
from gemtui.tui.commands import FORM
from gemtui.tui.keymap import bindings
from gemtui.tui.screens.resuming import as_shown, say_resumed, turn_draft
from gemtui.tui.screens.sparing import Sparing
from gemtui.tui.screens.written import say_refused, say_saved
from gemtui.tui.sheets import Draft, Opened, Wanted, open_sheet, save_sheet, values
from gemtui.tui.widgets.chrome import FORM_HINTS, Footer, TopLine
from gemtui.tui.widgets.form import Form


class Writing(Asking, Sparing):
    """Asks a record's questions; `escape` goes back and leaves what was typed as a draft."""

    BINDINGS: ClassVar = bindings(FORM, ids=("set-aside", "from-diary"))
    AUTO_FOCUS = ""

    def __init__(self, wanted: Wanted) -> None:
        super().__init__()
        self.wanted = wanted
        self.opened: Opened | None = None
        self.is_saving, self.sent = False, dict[str, str]()
        self.shows_draft = True  # rather than what is saved
        self.left: dict[str, str] = {}  # can't be read; stays as a draft beside what is saved now

    def compose_body(self) -> ComposeResult:
        """Yield the place of the form, which comes when its draft and choices are known."""
        yield Container(id="main-part")

    def on_mount(self) -> None:
        """Say what is being written, and open the form in a thread."""
        self.query_one(TopLine).tell(self.heading, ())
        self.query_one(Footer).tell(FORM_HINTS, "FORM")
        desk, titles = self.app.desk, self.app.titles
        self.draft = Draft(desk.db, self.wanted.kind, self.wanted.draft_id)
        work = partial(open_sheet, desk.db, titles, desk.today, self.wanted)
        self.ask("open", work, self._open, self._not_opened)

    @property
    def heading(self) -> str:
        """Return what the form is for, with the record's name once it is known."""
        desk, title = self.app.desk, self.opened.title if self.opened else ""
        words = ("Edit" if self.wanted.id else "New", desk.db.kinds[self.wanted.kind].about.label, title)
        return " · ".join(filter(None, (*words, desk.office)))

    @property
    def form(self) -> Form | None:
        """Return the form, once it is there."""
        return next(iter(self.query(Form)), None)

    @property
    def is_opening(self) -> bool:
        """Return whether the form is on its way: what is typed meanwhile waits for it."""
        return self.is_current and (self.form is None or self.focused is None)

    def _open(self, opened: Opened) -> None:
        self.opened, self.draft.begins = opened, opened.begins
        self.query_one(TopLine).tell(self.heading, ())
        self.query_one("#main-part").mount(Form(opened.sheet))
        say_resumed(self)

    def _not_opened(self, problem: Exception) -> bool:
        self.app.tell_problem(problem)
        self.app.drop_typed_ahead()
        self.dismiss(None)
        return True

    def on_form_typed(self, message: Form.Typed) -> None:
        """Keep what is typed so far, beside the log."""
        self.draft.note(message.answers, self.opened.seen if self.opened else None)
        # the app asks, since this screen may be gone before the disk has answered
        self.app.ask(f"draft {self.draft.kind} {self.draft.identifier}", self.draft.keep, lambda _: None)

    def on_long_text_editor_wanted(self, message: Any) -> None:
        """Open a long text in the person's own editor."""
        from gemtui.tui.screens.editing import edit_text

        edit_text(self.app, message.field)

    def keep_draft(self) -> None:
        """Keep what is typed at once: the program is about to end."""
        if self.form is not None and self.opened is not None:
            self.draft.note(self.form.changed(), self.opened.seen)
            self.draft.keep()

    def on_form_answered(self, message: Form.Answered) -> None:
        """Save in a thread: one transaction, and `saved` is said only after it."""
        opened = self.opened
        if opened is None or self.is_saving:
            return
        found, _ = values(opened.kind, message.answers, self.app.desk.today)
        self.is_saving, self.sent, self.left = True, message.answers, message.left
        self.set_timer(1.0, self._waits)  # an undisturbed save is long over
        save = partial(save_sheet, self.app.desk.db, as_shown(self, opened), found, self.draft, message.left)
        self.ask("save", save, self._saved, self._refused)

    def _waits(self) -> None:
        if self.is_saving and self.app.screen is self:  # not below the question that the save waits for
            self.app.tell(say("save-waits"), "dim")

    def _saved(self, saved: Saved) -> None:
        self.app.changed()
        say_saved(self, saved)

    def _refused(self, problem: Exception) -> bool:
        self.is_saving = False
        return say_refused(self, problem)

    def on_form_notice(self, message: Form.Notice) -> None:
        """Say what the form has to say."""
        self.app.tell(say(message.code, message.facts), message.role)

    def action_attach(self) -> None:
        """Attach a file as evidence to the record."""
        from gemtui.tui.screens.attaching import attach_here

        attach_here(self)

    def on_form_file_wanted(self) -> None:
        """Attach a file as evidence to the record."""
        self.action_attach()

    def action_set_aside(self) -> None:
        """Turn between the draft and what is saved."""
        turn_draft(self)

    def escape(self) -> bool:
        """Leave the form; what was typed stays as a draft."""
        if self.is_saving:
            return True
        if self.form is not None and self.form.changed() not in ({}, self.draft.begins):
            self.on_form_typed(Form.Typed(self.form.changed()))
            self.app.call_later(self.app.tell, say("draft-kept"), "dim")
        return False
