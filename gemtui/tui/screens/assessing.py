"""The gender assessment gone through question by question; left and gone on with at will, and ended by a marker."""

from __future__ import annotations

from gemtui.locale import say
from gemtui.store import Refused, Row, Saved, Stale
from gemtui.tui.assessing import Pass, open_pass
from gemtui.tui.lists import assessing
from gemtui.tui.lists.assessing import CLEAR, STEP, Step, explained, proposal, read_answer, steps
from gemtui.tui.lists.marking import named
from gemtui.tui.screens.questioning import Questioning
from gemtui.tui.sheets import Wanted, theirs
from gemtui.tui.widgets.answer_line import AnswerLine
from gemtui.tui.widgets.list import RecordList
from gemtui.tui.widgets.pane import Detail


class Assessing(Questioning):
    """The questions with their answers; each answer leads to the next, the last one saves."""

    help_code = "help-assessing"
    number = 7
    has_tabs = False
    hints = (("open", "answer"), ("back", "leave; the draft stays"))

    def __init__(self, wanted: Wanted) -> None:
        super().__init__()
        self.wanted = wanted
        self.held: Pass | None = None
        self.step: Step | None = None  # the question in the line

    def headline(self) -> str:
        """Return what is assessed."""
        return f"Gender assessment · {self.held.name if self.held else '…'}"

    def fill(self) -> None:
        """Open the assessment with its draft."""
        db, titles, today, wanted = self.desk.db, self.app.titles, self.desk.today, self.wanted
        self.is_waiting = True
        work = lambda: open_pass(db, titles, today, wanted)  # noqa: E731
        self.ask("pass", work, self._begin, self.waits_no_longer)

    def refill(self) -> None:
        """Leave the answers as they are: what others save meanwhile changes nothing of what is being said here."""
        self.shown_version = self.app.version

    def _begin(self, held: Pass) -> None:
        self.held = held
        if held.opened.is_resumed:
            self.app.tell(say("assess-resumed"), "dim")
        self._show(held.first_open)

    def _show(self, at: int) -> None:
        """Show all answers, and put the question at this place."""
        if self.held is not None:
            facts = {"count": self.held.said, "all": len(steps())}
            self.tell_facts([(say("assess-answered", facts), "")])
            self.table.show(assessing.listed(self.held.answers), at=at)
            self._put_step(steps()[at])

    def on_record_list_moved(self, message: RecordList.Moved) -> None:
        """Explain the question under the cursor."""
        step, held = (message.row or {}).get(STEP), self.held
        for pane in self.query(Detail):
            if step is not None and held is not None:
                pane.tell(explained(step, held.opened.kind, held.answers, pane.size.width - 2))

    def open_row(self, row: Row) -> None:
        """Put the question of the row."""
        self._put_step(row[STEP])

    def _put_step(self, step: Step) -> None:
        """Put a question, with what Enter alone takes."""
        held, self.step = self.held, step
        if held is not None:
            echo = lambda typed: assessing.meaning(step, typed, held.answers)  # noqa: E731
            asked, given, hint = assessing.asked(step, held.opened.kind, held.answers)
            self.put(asked, echo, given, hint)

    def take(self, text: str) -> None:
        """Keep an answer and go on; a question may be left open, and the last one saves."""
        step, held = self.step, self.held
        if step is None or held is None:
            return
        kept = "" if step.way == "text" else proposal(step, held.answers)
        answer = kept if not text else "" if text == CLEAR else read_answer(step, text)
        if answer is None:
            self.mend(say(f"assess-not-{step.way}"))
            return
        self._note(step, answer)
        at = steps().index(step)
        if at + 1 < len(steps()):
            self._show(at + 1)
        else:
            self.is_waiting = True
            self.ask("save", held.save, self._saved, self._refused)

    def on_answer_line_before(self) -> None:
        """Go back to the question before."""
        at = steps().index(self.step) if self.step is not None else 0
        if at:
            self._show(at - 1)

    def on_answer_line_typed(self, message: AnswerLine.Typed) -> None:
        """Keep a long answer while it is typed."""
        step, held = self.step, self.held
        is_text = step is not None and held is not None and step.way == "text"
        if step and held and is_text and message.text != proposal(step, held.answers):
            self._note(step, message.text)

    def _note(self, step: Step, text: str) -> None:
        """Keep an answer as part of the draft."""
        held = self.held
        if held is not None:
            held.answer(step, text)
            self.app.ask(f"draft {held.draft.identifier}", held.draft.keep, lambda _: None)

    def keep_draft(self) -> None:
        """Keep what is answered at once: the program is about to end."""
        if self.held is not None:
            self.held.draft.keep()

    def _saved(self, saved: Saved) -> None:
        self.app.changed()
        marker = saved.row.get("marker")
        code = "assess-saved" if marker is not None else "assess-saved-open"
        self.leave_line()
        self.dismiss(saved)
        self.app.tell(say(code, {"marker": named(marker)}))

    def _refused(self, problem: Exception) -> bool:
        """Say why nothing was saved, at the question that it is about; the answers stay."""
        self.is_waiting = False
        if isinstance(problem, Refused):
            first = problem.problems[0]
            self._show(
                next((n for n, step in enumerate(steps()) if step.field == first.field), len(steps()) - 1)
            )
            self.app.tell(say(first.code, first.facts), "alarm")
        elif isinstance(problem, Stale) and self.held is not None:
            words = "; ".join(theirs(self.held.opened, problem).values())
            self.app.tell(say("assess-meanwhile", {"value": words}), "alarm")
        return isinstance(problem, Refused | Stale)

    def escape(self) -> bool:
        """Leave the question, then the pass; what was answered is a draft."""
        is_asking = self.answer_line is not None and self.answer_line.is_shown
        if is_asking and self.held is not None and self.held.said:
            self.app.tell(say("draft-kept"), "dim")
        return super().escape()
