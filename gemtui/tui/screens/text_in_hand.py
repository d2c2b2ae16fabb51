"""The text that is gone through: read in a thread, kept as a draft after each step, and each step can be taken back."""

from __future__ import annotations

from gemtui import exchange, reports
from gemtui.exchange import Rewritten
from gemtui.locale import say
from gemtui.reports import Read, TextInReview
from gemtui.tui.screens.tabbed import Tabbed


class TextInHand(Tabbed):
    """A screen on one text, whose state is never changed but exchanged for another."""

    number = 8

    def __init__(self, about: TextInReview) -> None:
        super().__init__()
        self.about = about
        self.read_text: Read | None = None
        self.before: list[TextInReview | Rewritten] = []
        """What each step taken back leads to, the last one last: a state of the text, or the office's own file."""
        self.after: list[TextInReview | Rewritten] = []

    def headline(self) -> str:
        """Return the document's name."""
        return say("text-in-review", {"title": self.about.title or self.about.path or say("pasted-text")})

    def fill(self) -> None:
        """Show the tab; read the text first, in a thread, where it is not read yet."""
        if self.read_text is None:
            self.read_anew()
        else:
            super().fill()

    def read_anew(self) -> None:
        """Read the text and the office's own rules in a thread; what is shown stays until then."""
        about, own = self.about, self.desk.language_file
        self.ask("text", lambda: reports.read_text(about, own), self._show, self._unread)

    def _show(self, read: Read) -> None:
        self.read_text, self.at_first = read, self.table.rowid
        self.fill()

    def _unread(self, problem: Exception) -> bool:
        if self.read_text is None:
            self.dismiss(None)
        self.app.tell_problem(problem)
        return True

    def turn(self, about: TextInReview, at: int | None = None, *, keeps: bool = True) -> None:
        """Go on with another state of the text, kept as a draft, with the cursor on a row or where it was."""
        if keeps:
            self.before, self.after = [*self.before, self.about], []
        is_other_text = about.lang != self.about.lang
        self.about, self.at_first = about, self.table.rowid if at is None else at
        if self.read_text is not None and not is_other_text:
            self.read_text = reports.decided_anew(self.read_text, about)
        self.read_anew() if is_other_text else self.fill()
        if not self.desk.db.read_only:
            self.app.ask("text draft", self.keep_draft, lambda _: None)

    def keep_draft(self) -> None:
        """Keep it at once: durable when this returns."""
        decided = any(isinstance(step, TextInReview) for step in self.before)
        if not self.desk.db.read_only and (decided or self.about.name):
            reports.keep_text(self.desk.db, self.about)

    def action_undo(self) -> None:
        """Take back the last decision."""
        self._step(self.before, self.after)

    def action_redo(self) -> None:
        """Decide again."""
        self._step(self.after, self.before)

    def rewrote(self, change: Rewritten, words: str) -> None:
        """Read the text by the office's rules as they are written now; `u` takes the change back."""
        self.before, self.after = [*self.before, change.back], []
        self.read_anew()
        self.app.tell(words)

    def _step(self, source: list[TextInReview | Rewritten], other: list[TextInReview | Rewritten]) -> None:
        if not source:
            self.app.tell(say("text-nothing-back"), "dim")
            return
        step = source.pop()
        if isinstance(step, TextInReview):
            other.append(self.about)
            self.turn(step, keeps=False)
        else:
            self._rewrite(step, other)

    def _rewrite(self, step: Rewritten, other: list[TextInReview | Rewritten]) -> None:
        file = self.desk.language_file

        def done(_: None) -> None:
            other.append(step.back)
            self.read_anew()
            self.app.tell(say("own-rules-back"))

        if file is not None:
            self.ask("own rules", lambda: exchange.rewrite(file, step), done)
