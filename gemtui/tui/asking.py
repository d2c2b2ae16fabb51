"""Questions that take time: asked in a thread, answered by a message, stale answers dropped."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from textual.message import Message
from textual.worker import get_current_worker

if TYPE_CHECKING:
    from textual.dom import DOMNode

    Base = DOMNode
else:
    Base = object

T = TypeVar("T")


NEEDS_REASON = ("why-needed", "why-needed-new")
"""Codes of a save that the store does only with a reason."""


class Arrived(Message, bubble=False):
    """A question was answered."""

    def __init__(self, topic: str, number: int, then: Callable[[], None]) -> None:
        super().__init__()
        self.topic = topic
        self.number = number
        self.then = then


class Failed(Message):
    """A question or a save could not be answered; `problem` has a `code` and `facts`, if anybody foresaw it."""

    def __init__(self, topic: str, problem: Exception) -> None:
        super().__init__()
        self.topic = topic
        self.problem = problem


class Asking(Base):
    """What a widget or a screen needs to ask the disk without making anybody wait."""

    def ask(
        self,
        topic: str,
        work: Callable[[], T],
        then: Callable[[T], None],
        failed: Callable[[Exception], bool] | None = None,
    ) -> None:
        """Run `work` in a thread and hand what it returns to `then`, unless the topic was asked again meanwhile.

        What it raises goes to `failed`; where that is missing or returns False, a `Failed` goes up the tree.
        """
        number = self._number_of(topic)

        def answer() -> None:
            worker = get_current_worker()
            try:
                found = work()
            except Exception as error:  # noqa: BLE001 - the top of the program, for work that a thread does
                problem = error
                reply = Arrived(topic, number, lambda: self._failed(topic, problem, failed, work, then))
            else:
                reply = Arrived(topic, number, lambda: then(found))
            if not worker.is_cancelled:
                self.post_message(reply)

        self.run_worker(answer, thread=True, group=topic, exclusive=True, exit_on_error=False)

    def forget(self, topic: str) -> None:
        """Drop the answer to a question that is still on its way."""
        self._number_of(topic)

    def on_arrived(self, message: Arrived) -> None:
        """Hand an answer on, if nobody asked anew since."""
        message.stop()
        if self._asked().get(message.topic) == message.number and self.is_attached:
            message.then()

    def _asked(self) -> dict[str, int]:
        numbers: dict[str, int] = self.__dict__.setdefault("_asked_numbers", {})
        return numbers

    def _number_of(self, topic: str) -> int:
        number = self._asked().get(topic, 0) + 1
        self._asked()[topic] = number
        return number

    def _failed(
        self,
        topic: str,
        problem: Exception,
        failed: Callable[[Exception], bool] | None,
        work: Callable[[], T],
        then: Callable[[T], None],
    ) -> None:
        def leave() -> None:
            if failed is None or not failed(problem):
                self.post_message(Failed(topic, problem))

        if code_of(problem)[0] in NEEDS_REASON:
            from gemtui.tui.screens.reasoning import ask_why  # here: few saves ask

            ask_why(self.app, problem, work, lambda reasoned: self.ask(topic, reasoned, then, failed), leave)  # type: ignore[arg-type]  # Textual's own App
        else:
            leave()


def code_of(problem: Exception) -> tuple[str, dict[str, Any]]:
    """Return the stable code and the facts of an error; `unexpected` where nobody gave it one."""
    code = getattr(problem, "code", None)
    if isinstance(code, str):
        return code, dict(getattr(problem, "facts", {}))
    return "unexpected", {"detail": f"{type(problem).__name__}: {problem}"}
