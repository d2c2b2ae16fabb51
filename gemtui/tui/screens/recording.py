"""Progress recorded in the list itself: one line on the row under the cursor, or on all that are marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from gemtui import rules, store
from gemtui.locale import say
from gemtui.store import Refused, Row, Saved
from gemtui.tui.listing import KIND
from gemtui.tui.lists.progress import answers, as_typed, meaning, named
from gemtui.tui.screens import deeds
from gemtui.tui.screens.going import may_write
from gemtui.tui.screens.questioning import Questioning
from gemtui.tui.sheets import Draft, Wanted
from gemtui.tui.widgets.answer_line import AnswerLine


class Recording(Questioning):
    """A list of actions on which progress can be typed."""

    about: Sequence[Row] = ()
    """The actions that the open question is about."""
    draft: Draft | None = None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Hide the command where progress can't be written."""
        if action == "progress":
            row = self.target if self.is_ready else None
            if row is None or row[KIND] != "action" or not may_write(self.desk.db, "action", row["office"]):
                return False
        return super().check_action(action, parameters)

    def action_progress(self) -> None:
        """Ask for the progress of the marked actions, or of this one."""
        chosen, source = self.table.chosen, self.table.source
        self.is_waiting = True
        self.ask("progress", lambda: deeds.chosen_rows(source, chosen), self.begin_on, self.waits_no_longer)

    def begin_on(self, rows: list[Row]) -> None:
        """Ask about these actions, with what was typed of them before and not saved."""
        db = self.desk.db
        self.about, self.is_waiting = rows, bool(rows)
        if rows:
            identifier = self._wanted.draft_id
            self.draft = Draft(db, "action_progress", identifier)
            self.ask(
                "draft",
                lambda: store.drafts(db, "action_progress", identifier),
                self._kept,
                self.waits_no_longer,
            )

    def _kept(self, found: list[store.Draft]) -> None:
        self.question(found[0].answers if found else {})

    def question(self, kept: Mapping[str, str]) -> None:
        """Ask in one line for per cent, status and note."""
        action, today = self.about[0], self.desk.today
        asked = say("progress-of", {"what": named(self.about)})
        self.put(asked, lambda typed: meaning(typed, action, today), as_typed(kept), say("progress-how"))

    def typed(self, text: str) -> rules.Update:
        """Return what has been said so far."""
        return rules.read_update(text)

    def on_answer_line_typed(self, message: AnswerLine.Typed) -> None:
        """Keep what is typed, as the draft of a progress note."""
        if self.draft is not None and self.about:
            self.draft.note(answers(self.typed(message.text), self.about[0]["id"]), None)
            self.app.ask(f"draft {self.draft.identifier}", self.draft.keep, lambda _: None)

    def take(self, text: str) -> None:
        """Save what was typed; an empty line opens the whole form."""
        update = self.typed(text)
        if update.is_empty:
            wanted = self._wanted
            self.leave_line()
            self.write(wanted)
        else:
            self.record(update)

    def record(self, update: rules.Update, held: Any = None) -> None:
        """Save progress of the actions asked about, in a thread and as one step of undo."""
        from gemtui import reports

        db, rows, on, draft = self.desk.db, list(self.about), self.desk.today, self.draft

        def save() -> list[Saved]:
            saved = reports.record_progress(db, rows, update, on, held)
            if draft is not None:
                draft.end()
            return saved

        self.is_waiting = True
        self.ask("record", save, lambda _: self.recorded(rows), self.refused)

    def recorded(self, rows: Sequence[Row]) -> None:
        """Show the list anew, and say what was saved."""
        self.leave_line()
        self.done(say("progress-saved", {"what": named(rows)}))
        self.table.refresh_rows(glow=int(rows[0]["entry"]))

    def refused(self, problem: Exception) -> bool:
        """Say why nothing was saved; what was typed stays in the line."""
        self.is_waiting = False
        if isinstance(problem, Refused):
            first = problem.problems[0]
            self.mend(say(first.code, first.facts))
        return isinstance(problem, Refused)

    def leave_line(self) -> None:
        """Take the question away."""
        self.about, self.draft = (), None
        super().leave_line()

    def escape(self) -> bool:
        """Leave the question; what was typed is a draft."""
        line = self.answer_line
        if line is not None and line.is_shown and self.about and answers(self.typed(line.text), ""):
            self.app.tell(say("draft-kept"), "dim")
        return super().escape()

    def keep_draft(self) -> None:
        """Keep what is typed at once: the program is about to end."""
        if self.draft is not None:
            self.draft.keep()

    @property
    def _wanted(self) -> Wanted:
        row, own = self.about[0], self.desk.office
        reference = row["id"] if row["office"] == own else f"{row['office']}/{row['id']}"
        return Wanted("action_progress", given={"action": reference})
