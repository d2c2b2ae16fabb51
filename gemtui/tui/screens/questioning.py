"""Questions answered in one line under a list, which stays in view with its cursor."""

from __future__ import annotations

from typing import Any

from gemtui.tui.screens.doing import RecordPlace
from gemtui.tui.widgets.answer_line import AnswerLine
from gemtui.tui.widgets.chrome import Footer


class Questioning(RecordPlace):
    """A list of records under which something is asked."""

    _waits = False

    @property
    def is_waiting(self) -> bool:
        """Return whether a question, or the save of its answer, is on its way; keys wait for it."""
        return self._waits

    @is_waiting.setter
    def is_waiting(self, waits: bool) -> None:
        self._waits = waits
        if not waits:
            self.app.hear_on()

    @property
    def is_opening(self) -> bool:
        """Return whether a question is on its way: what is typed meanwhile waits for it."""
        return self.is_current and self.is_waiting

    @property
    def answer_line(self) -> AnswerLine | None:
        """Return the line of the question, once there was one."""
        return next(iter(self.query(AnswerLine)), None)

    def put(self, *asked: Any) -> None:
        """Open the line with a question, its echo, what is given, and a hint."""
        line = self.answer_line
        if line is None:
            line = AnswerLine(id="answer")
            self.mount(line, after="#main-part")
        self.hush()
        self.call_after_refresh(self._open, line, asked)

    def _open(self, line: AnswerLine, asked: tuple[Any, ...]) -> None:
        line.put(*asked)
        self.query_one(Footer).tell((("escape", "leave; what is typed is kept"),))
        self.is_waiting = False

    def on_answer_line_answered(self, message: AnswerLine.Answered) -> None:
        """Take the answer."""
        self.take(message.text)

    def take(self, text: str) -> None:
        """Do what the answer asks for."""
        raise NotImplementedError

    def mend(self, words: str) -> None:
        """Say what is wrong with the answer; it stays in the line."""
        self.is_waiting = False
        if self.answer_line is not None:
            self.answer_line.mend(words)

    def waits_no_longer(self, _problem: Exception) -> bool:
        """Let keys come again where a question can't be asked; the problem itself goes up the tree."""
        self.is_waiting = False
        return False

    def leave_line(self) -> None:
        """Take the question away; the list has the keys again."""
        self.is_waiting = False
        if self.answer_line is not None:
            self.answer_line.close()
        self.query_one(Footer).tell(self.hints_here())
        self.table.focus()

    def escape(self) -> bool:
        """Leave the question."""
        if self.answer_line is None or not self.answer_line.is_shown:
            return super().escape()
        self.leave_line()
        return True
