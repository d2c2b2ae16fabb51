"""The diary of evidence on screen 5: a line typed under the list, and its lines taken into an answer."""

from __future__ import annotations

from gemtui import reports, rules, store
from gemtui.locale import say
from gemtui.records import Unreadable
from gemtui.store import Refused, Saved
from gemtui.tui.lists.answering import ABOUT, About
from gemtui.tui.lists.diary import diary, meaning
from gemtui.tui.screens.going import may_write
from gemtui.tui.screens.questioning import Questioning
from gemtui.tui.screens.settlements import Settlements
from gemtui.tui.sheets import Draft, Wanted
from gemtui.tui.widgets.answer_line import AnswerLine
from gemtui.tui.widgets.chrome import Hints

HINTS: Hints = (
    ("diary", "write a line"), ("new", "all its fields"), ("edit", ""), ("open", ""), ("delete", ""),
    ("period-previous", "year before"), ("tab-next", ""),
)  # fmt: skip
LINE = "+diary"
"""What the draft of a line is kept under."""


class Diary(Questioning, Settlements):
    """Writes lines of the diary, and takes them into the answer under the cursor."""

    usual: tuple[str, ...] = ()
    """The indicator of a line that names none: that of the row under the cursor."""
    draft: Draft | None = None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Hide what writes where nothing may be written, and taking lines where no indicator is under the cursor."""
        if action in {"diary", "take_diary"}:
            is_here = self.is_ready and self.as_of is None
            if not is_here or not may_write(self.desk.db, "evidence", self.desk.office):
                return False
            row = self.table.row or {}
            return action == "diary" or (ABOUT in row and row["office"] == self.desk.office)
        return super().check_action(action, parameters)

    @property
    def is_diary(self) -> bool:
        """Return whether the diary is shown."""
        return self.tab.source is diary

    def hints_here(self) -> Hints:
        """Return the footer's hints: in the diary a line is what one writes."""
        return HINTS if self.is_diary else super().hints_here()

    def new_record(self) -> Wanted | None:
        """Return a line of today with all its fields, in the diary."""
        wanted = super().new_record()
        if wanted is None or not self.is_diary:
            return wanted
        return Wanted("evidence", given={"on": self.desk.today.isoformat()}, at="title")

    def action_diary(self) -> None:
        """Ask for a line: what happened, and the indicators that it speaks to."""
        about: About | None = (self.table.row or {}).get(ABOUT)
        self.usual = (about.indicator.id,) if about is not None else ()
        db = self.desk.db
        self.draft, self.is_waiting = Draft(db, "evidence", LINE), True
        self.ask("draft", lambda: store.drafts(db, "evidence", LINE), self._begin_line, self.waits_no_longer)

    def _begin_line(self, kept: list[store.Draft]) -> None:
        usual, today = self.usual, self.desk.today
        given = kept[0].answers.get("title", "") if kept else ""
        self.put(say("diary-asks"), lambda typed: meaning(typed, usual, today), given, say("diary-how"))

    def on_answer_line_typed(self, message: AnswerLine.Typed) -> None:
        """Keep what is typed, as the draft of a piece of evidence."""
        if self.draft is not None:
            draft = self.draft
            draft.note({"title": message.text} if message.text else {}, None)
            self.app.ask(f"draft {draft.identifier}", draft.keep, lambda _: None)

    def take(self, text: str) -> None:
        """Save the line, in a thread."""
        noted = rules.read_noted(text)
        if not noted.text:
            self.leave_line()
            return
        db, on, usual, draft = self.desk.db, self.desk.today, self.usual, self.draft

        def save() -> Saved:
            saved = reports.note_down(db, noted, on, usual)
            if draft is not None:
                draft.end()
            return saved

        self.is_waiting = True
        self.ask("diary", save, self._noted, self._unnoted)

    def _noted(self, _saved: Saved) -> None:
        self.leave_line()
        self.done(say("diary-noted"))

    def _unnoted(self, problem: Exception) -> bool:
        self.is_waiting = False
        if isinstance(problem, Refused):
            first = problem.problems[0]
            self.mend(say(first.code, first.facts))
        elif isinstance(problem, Unreadable):
            self.mend(say(problem.code, problem.facts))
        return isinstance(problem, Refused | Unreadable)

    def escape(self) -> bool:
        """Leave the question; what was typed is a draft."""
        line = self.answer_line
        if line is not None and line.is_shown and line.text:
            self.app.tell(say("draft-kept"), "dim")
        return super().escape()

    def keep_draft(self) -> None:
        """Keep what is typed at once: the program is about to end."""
        if self.draft is not None:
            self.draft.keep()

    def leave_line(self) -> None:
        """Take the question away."""
        self.draft = None
        super().leave_line()

    def action_take_diary(self) -> None:
        """Take the lines that speak to the indicator under the cursor into its answer."""
        about: About | None = (self.table.row or {}).get(ABOUT)
        if about is not None:
            db, year = self.desk.db, self.period
            work = lambda: reports.take_lines(db, about.indicator, year, about.entry)  # noqa: E731
            self.ask("take diary", work, self._took)

    def _took(self, taken: reports.Taken | None) -> None:
        if taken is None:
            self.app.tell(say("diary-silent"), "dim")
        elif not taken.changed:
            self.app.tell(say("diary-taken-before", {"count": taken.lines}), "dim")
        else:
            self.done(say("diary-taken", {"count": taken.lines}))
