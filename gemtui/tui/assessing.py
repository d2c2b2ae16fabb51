"""A gender assessment that is gone through: its answers, kept as the draft of its form, and saved as the form would."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gemtui.store import Saved, Store
from gemtui.tui.lists.assessing import Step, steps
from gemtui.tui.sheets import Draft, Opened, Wanted, open_sheet, save_sheet, values
from gemtui.tui.showing import Titles

KIND = "programme_assessment"
BESIDE = ("programme", "on")
"""Fields that the pass knows without asking."""


@dataclass
class Pass:
    """One assessment on its way."""

    opened: Opened
    draft: Draft
    name: str
    """The programme's name."""
    answers: dict[str, str]
    today: date

    @property
    def first_open(self) -> int:
        """Return the place of the first question without an answer; the first of all where every one has one."""
        return next((n for n, step in enumerate(steps()) if not self.answers[step.field]), 0)

    @property
    def said(self) -> int:
        """Return how many questions are answered."""
        return sum(1 for step in steps() if self.answers[step.field])

    def answer(self, step: Step, text: str) -> None:
        """Take an answer, and note it for the draft; `draft.keep` then writes it."""
        self.answers[step.field] = text
        self.draft.note(self.opened.sheet.changed(self.answers) | dict(self.opened.begins), self.opened.seen)

    def save(self) -> Saved:
        """Save the assessment, dated today where it has no day yet; raises what `save_sheet` raises."""
        opened = self.opened
        given = {**self.answers, "on": self.answers["on"] or self.today.isoformat()}
        found, _ = values(opened.kind, opened.sheet.changed(given) | dict(opened.begins), self.today)
        return save_sheet(self.draft.db, opened, found, self.draft)


def open_pass(db: Store, titles: Titles, today: date, wanted: Wanted) -> Pass:
    """Return the assessment with its draft, the same one that the form would show; asks the store."""
    opened = open_sheet(db, titles, today, wanted)
    draft = Draft(db, KIND, wanted.draft_id)
    draft.begins = opened.begins
    office = opened.row["office"] if opened.row else db.identity.office
    name = titles.of(office, ("programme",), opened.sheet.text("programme"))
    answers = {field: opened.sheet.text(field) for field in (*BESIDE, *(step.field for step in steps()))}
    return Pass(opened, draft, name, answers, today)
