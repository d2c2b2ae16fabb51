"""A text in review: finding after finding is followed or stays, pictures are gone through, and the review is closed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from gemtui import reports
from gemtui.locale import say
from gemtui.rules import Decided
from gemtui.store import Row
from gemtui.tui.lists import text_review as lists
from gemtui.tui.lists.tab import Tab
from gemtui.tui.lists.text_review import FOUND, OWN_TABLE, PICTURE
from gemtui.tui.screens.text_choices import ask_decision, ask_language, ask_picture, ask_reason
from gemtui.tui.screens.text_in_hand import TextInHand
from gemtui.tui.screens.text_rules import add_rule, drop
from gemtui.tui.sheets import Wanted
from gemtui.tui.widgets.cells import Part
from gemtui.tui.widgets.chrome import Hints


class TextReviewing(TextInHand):
    """The findings of one text; whatever is decided is kept at once, and `u` takes it back."""

    help_code = "help-text-review"
    hints: Hints = (
        ("open", "decide"), "follow", "stay", ("gap-next", "next open"), "close-review", "undo", "tab-next",
        "text-language",
    )  # fmt: skip
    own_hints: Hints = (("new", "new rule"), ("delete", "drop"), "undo", "tab-next", "back")

    @property
    def tabs(self) -> Sequence[Tab]:
        """Return findings, pictures, and what the office has of its own."""
        read = self.read_text
        if read is None:
            return (Tab("findings", "", lambda _: lists.own_rules(None)),)
        return (
            Tab("findings", "", lambda _: lists.findings(read), lambda row, width: lists.finding_detail(row, width, read)),
            Tab("pictures", "", lambda _: lists.pictures(self.about), lists.picture_detail),
            Tab("own rules", "", lambda _: lists.own_rules(read), lists.own_detail),
        )  # fmt: skip

    def facts(self) -> Sequence[Part]:
        """Return the figures and the verdict."""
        return lists.figures(self.read_text) if self.read_text else ()

    def decide(self, follows: bool, reason: str = "") -> None:
        """Decide on the marked findings, or on the one under the cursor, and go on to the next open one."""
        found = self.chosen_findings
        if found:
            self.turn(self.about.decided(found, follows, reason), self._next_open())

    @property
    def chosen_findings(self) -> list[Decided]:
        """Return the marked findings, or the one under the cursor."""
        return [row[FOUND] for row in self.table.source.block(self.table.chosen) if FOUND in row]

    def _next_open(self) -> int | None:
        """Return the place of the next finding that waits, from the cursor on and round again."""
        chosen, here = set(self.table.chosen), self.table.rowid or 0
        every = self.read_text.review.decisions if self.read_text else ()
        waiting = [n for n, one in enumerate(every) if one.answer is None and n not in chosen]
        return next((n for n in waiting if n > here), waiting[0] if waiting else None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Hide the decisions where there is no finding."""
        if action in ("follow", "stay"):
            return self.is_ready and self.place == 0 and self.table.row is not None
        if action in ("new", "delete") and self.desk.language_file is not None:
            return self.read_text is not None and (action == "new" or OWN_TABLE in (self.table.row or {}))
        return super().check_action(action, parameters)

    def open_row(self, row: Row) -> None:
        """Ask for the decision on a finding, or for the answer to a picture question."""
        if FOUND in row:
            ask_decision(self)
        elif PICTURE in row:
            ask_picture(self, row[PICTURE])

    def action_follow(self) -> None:
        """Will be changed."""
        self.decide(True)

    def action_stay(self) -> None:
        """Stays, with a reason."""
        if self.chosen_findings:
            ask_reason(self)

    def hints_here(self) -> Hints:
        """Return the footer's hints: of the office's own rules others than of the text."""
        is_own = self.place == len(self.tabs) - 1 and self.read_text is not None
        return self.own_hints if is_own else super().hints_here()

    def action_new(self) -> None:
        """Make a rule of the office's own."""
        if self.read_text is not None:
            add_rule(self, self.read_text.review.lang)

    def action_delete(self) -> None:
        """Drop a rule, name or kept wording of the office's own."""
        if self.table.row is not None:
            drop(self, self.table.row)

    def action_gap(self, step: int) -> None:
        """Go to the next finding without a decision, or the next picture question without an answer."""
        here, rows = self.table.cursor, self.table.source.block(self.table.rows.ids)
        waiting = [n for n, row in enumerate(rows) if _waits(row)]
        on = [n for n in waiting if (n - here) * step > 0]
        if waiting:
            self.table.cursor = (on or waiting)[0 if step > 0 else -1]

    def action_text_language(self) -> None:
        """Choose the language."""
        ask_language(self)

    def action_confidential(self) -> None:
        """Turn whether anything of the text may be kept."""
        self.turn(replace(self.about, confidential=not self.about.confidential))
        self.app.tell(say("text-confidential" if self.about.confidential else "text-not-confidential"))

    def action_close_review(self) -> None:
        """Close the review in its form, once nothing is open."""
        read = self.read_text
        if read is None:
            return
        if read.review.open:
            self.app.tell(say("open-findings", {"open": read.review.open}), "alarm")
            self.action_gap(1)
            return
        given = reports.review_values(self.about, read.review, self.desk.today, closed=True)
        self.write(Wanted(reports.REVIEW_KIND, given=given, at="title"))

    def written(self, saved: Any) -> None:
        """Leave the text once its review is saved."""
        if saved is not None:
            db, about = self.desk.db, self.about
            self.ask("drop", lambda: reports.drop_text(db, about), lambda _: self.leave(saved))

    def leave(self, saved: Any) -> None:
        """Go back to where the text was opened."""
        self.dismiss(saved)


def _waits(row: Row) -> bool:
    return row[FOUND].answer is None if FOUND in row else PICTURE in row and not row["answer"]
