"""What was typed into one line above a screen and not taken: offered when the same line is asked for again."""

from __future__ import annotations

from gemtui import store
from gemtui.reports.asking.draft import Draft
from gemtui.store import Store

LINES, LINE = "_line", "line"
"""Kind that such a draft has among the drafts, which no record has; its one answer."""
BETWEEN = "\n"


class LineDraft(Draft):
    """The draft of one line, known by its question and by the record that it is about."""

    def __init__(self, db: Store, question: str, about: str, given: str) -> None:
        super().__init__(db, LINES, f"{question}{BETWEEN}{about}")
        self.begins = {LINE: given}
        self._seen = given

    def left(self) -> store.Draft | None:
        """Return what was left, or None; asks the store, so call it in a thread."""
        return next(iter(store.drafts(self.db, LINES, self.identifier)), None)

    def resume(self, kept: store.Draft) -> str:
        """Return the text that was left; standing there again, it is no news."""
        self._seen = kept.answers.get(LINE, "")
        return self._seen

    def types(self, text: str) -> bool:
        """Note what stands in the line, and return whether it is news, to be kept."""
        is_news, self._seen = text != self._seen, text
        if is_news:
            self.note({LINE: text} if text.strip() else {}, None)
        return is_news


def question_of(kept: store.Draft) -> str:
    """Return the question that a line was typed for."""
    return kept.id.partition(BETWEEN)[0]
