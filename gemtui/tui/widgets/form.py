"""The form that any kind of record is asked with: it asks, helps and remembers; it does not save."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.events import DescendantBlur
from textual.message import Message
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Button

from gemtui.records import blocks
from gemtui.reports.asking.sheet import Reading, Renewed, Sheet
from gemtui.tui.asking import Asking
from gemtui.tui.commands import COMMANDS, FORM, LIST
from gemtui.tui.keymap import bindings
from gemtui.tui.widgets.entry import Entry
from gemtui.tui.widgets.field import Field
from gemtui.tui.widgets.fields import a_screenful_on, add_up, gap_from, last_of, make_field

if TYPE_CHECKING:
    from gemtui.records import Question
    from gemtui.reports.asking.options import Option

EDITORS_KEYS = {"type-undo", "type-redo", "editor"}
KEYS = {c.id for c in COMMANDS if c.where == FORM} - EDITORS_KEYS | {"gap-next", "gap-previous"}
"""Commands that the form answers to; the editors of single fields have their own, and `.` is a key only outside of a text."""

DRAFT_AFTER = 0.8
"""Seconds from the first key of a burst until what was typed is handed on to be kept (reliability.md, row 15)."""


class Form(Asking, VerticalScroll, can_focus=False, inherit_bindings=False):
    """One column of questions; posts `Answered` with the answers that differ, and `Typed` while somebody types."""

    BINDINGS = bindings(FORM, LIST, ids=KEYS)

    class Answered(Message):
        """The person wants these answers saved; those in `left` can't be read, and he knows."""

        def __init__(self, answers: dict[str, str], left: dict[str, str] | None = None) -> None:
            super().__init__()
            self.answers = answers
            self.left = left or {}

    class Typed(Message):
        """What stands in the form now and differs from the record; to be kept as a draft."""

        def __init__(self, answers: dict[str, str]) -> None:
            super().__init__()
            self.answers = answers

    class Notice(Message):
        """Something that the person should know: the code of its words, with their facts."""

        def __init__(self, code: str, role: str = "dim", **facts: object) -> None:
            super().__init__()
            self.code, self.role, self.facts = code, role, facts

    class FileWanted(Message):
        """A file is to be attached to the record."""

    class Asked(Message):
        """The cursor is in another field."""

        def __init__(self, question: Question) -> None:
            super().__init__()
            self.question = question

    def __init__(self, sheet: Sheet, *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self.sheet = sheet
        self._draft_timer: Timer | None = None
        self._renewed_for: dict[str, str] | None = None
        self._told_wrong: dict[str, str] = {}
        """Texts that can't be read, as they stood when the last save said so."""

    def compose(self) -> ComposeResult:
        """Yield a field for each question, and Save."""
        for block in blocks(self.sheet.kind):
            yield make_field(self.sheet, block)
        yield Button("Save  ctrl+s", id="save", compact=True)
        if self.sheet.answers:  # what is not saved yet has nothing that a file could stand behind
            yield Button("Attach a file", id="attach-file", compact=True)

    def on_mount(self) -> None:
        """Begin at the field that was asked for, and show how each text is understood."""
        for each in self.fields:
            reading = self._read(each, each.text)
            each.read_as(reading)
            if each.question.name in self.sheet.draft:
                each.say(reading.problem)
        self.call_after_refresh(add_up, self.fields)
        self.go_to(self.sheet.at)

    # What it holds

    @property
    def fields(self) -> list[Field]:
        """Return the fields from top to bottom."""
        return list(self.query(Field))

    def answers(self) -> dict[str, str]:
        """Return all texts by field name."""
        return {name: text for each in self.fields for name, text in each.answers().items()}

    def changed(self) -> dict[str, str]:
        """Return the answers that differ from the record."""
        return self.sheet.changed(self.answers())

    def say(self, problems: Mapping[str, str]) -> None:
        """Show what is wrong under the fields, in words, and go to the first of them."""
        wrong = [
            each
            for each in self.fields
            if any(q.name in problems or f"{q.name}_state" in problems for q in each.block)
        ]
        for each in self.fields:
            words = [problems[n] for q in each.block for n in (q.name, f"{q.name}_state") if n in problems]
            each.say(" ".join(dict.fromkeys(words)))
        if wrong:
            self.go_to(wrong[0].question.name)

    def go_to(self, name: str) -> None:
        """Put the cursor into a field, or into the first one."""
        found = next((w for w in self.editors if w.id == name), None) or next(iter(self.editors), None)
        if found is not None:
            found.focus()

    # Keys

    @property
    def editors(self) -> list[Widget]:
        """Return everything that takes the cursor, from top to bottom."""
        return [w for w in self.query("Entry, LongText, TickLines, Button") if w.focusable]

    def action_field(self, step: int) -> None:
        """Go to another field."""
        self._go(step)

    def action_option(self, step: int) -> None:
        """Go to another option, or past the first and the last one to another field."""
        field = self._here()
        if field is None or not field.pick(step):
            self._go(step)

    def action_accept(self) -> None:
        """Go on to the next field."""
        self._go(1)

    def action_section(self, step: int) -> None:
        """Go a screenful of fields on."""
        here = self._here()
        if here is not None:
            self.go_to(a_screenful_on(self.fields, here, self.size.height, step).question.name)

    def action_gap(self, step: int) -> None:
        """Go to the next field that lacks an answer; where the cursor is in no text, `.` is a key and no letter."""
        gap = gap_from(self.fields, self._here(), step)
        if gap is None:
            self.post_message(self.Notice("no-gap-here"))
        else:
            self.go_to(gap.question.name)

    def action_save(self) -> None:
        """Hand the answers over, unless a field holds what it can't be."""
        for each in self.fields:
            each.take()
        wrong = self._wrong()
        answers = self.changed()
        left = {name: answers.pop(name) for name in wrong if name in answers}
        if wrong and left != self._told_wrong:
            self._told_wrong = left
            self.say(wrong)
            self.flush()
            self.post_message(self.Notice("unread-texts", "alarm", count=len(left)))
        else:
            self._stop_timer()
            self.post_message(self.Answered(answers, left))

    def _wrong(self) -> dict[str, str]:
        """Return by field the words for what can't be read."""
        asked = ((q, text) for each in self.fields for q, text in each.readable())
        return {q.name: problem for q, text in asked if (problem := self.sheet.judge(q, text).problem)}

    def action_as_before(self) -> None:
        """Take over last period's value; without one there is nothing to take."""
        field = self._here()
        if field is not None and not field.confirm():
            self.post_message(self.Notice("nothing-before"))

    def on_input_submitted(self) -> None:
        """Go on after Enter."""
        self._go(1)

    def on_button_pressed(self, message: Button.Pressed) -> None:
        """Save, or ask for a file."""
        message.stop()
        if message.button.id == "attach-file":
            self.post_message(self.FileWanted())
        else:
            self.action_save()

    def on_entry_edge(self, message: Entry.Edge) -> None:
        """Go to the neighbouring field when an arrow left this one."""
        self._go(message.step)

    def _go(self, step: int) -> None:
        editors = self.editors
        focused = self.screen.focused
        if focused in editors:
            place = editors.index(focused) + step
            editors[max(0, min(place, len(editors) - 1))].focus()

    def _here(self) -> Field | None:
        focused = self.screen.focused
        return next((a for a in focused.ancestors if isinstance(a, Field)), None) if focused else None

    # Reading and drafts

    def on_descendant_focus(self) -> None:
        """Say which question is asked now."""
        here = self._here()
        if here is not None:
            self.post_message(self.Asked(here.question))

    def on_descendant_blur(self, message: DescendantBlur) -> None:
        """Judge the field that was left."""
        left = next((a for a in message.widget.ancestors if isinstance(a, Field)), None)
        if left is not None:
            left.say(self._read(left, left.text).problem)
            if left.question.name in self.sheet.renewing:
                self._renew()
            add_up(self.fields)

    def on_field_edited(self, message: Field.Edited) -> None:
        """Show how the text is understood, and keep it before long."""
        message.stop()
        message.field.read_as(self._read(message.field, message.text))
        add_up(self.fields)
        if self._draft_timer is None:
            self._draft_timer = self.set_timer(DRAFT_AFTER, self.flush)

    def on_field_looked_for(self, message: Field.LookedFor) -> None:
        """Ask which records fit."""
        message.stop()
        field, words = message.field, message.words
        self.ask(
            f"lookup {field.question.name}",
            lambda: self.sheet.lookup(field.question, words),
            lambda o: self._offer(field, o),
        )

    def _offer(self, field: Field, options: list[Option]) -> None:
        if not field.is_attached:
            return
        field.offer(tuple(options))
        if not field.is_asked and field.settle():  # who types on without waiting means the first that fits
            field.say(self._read(field, field.text).problem)
            self.flush()

    def _renew(self) -> None:
        """Ask for what depends on the answers, where they are other ones than when it was asked last."""
        answers = {name: text for name, text in self.answers().items() if name in self.sheet.renewing}
        if answers != self._renewed_for:
            self._renewed_for = answers
            self.ask("renew", lambda: self.sheet.renew(answers), self._show_renewed)

    def _show_renewed(self, found: Renewed) -> None:
        for each in self.fields:
            each.remember(last_of(found.last, each.block), found.options.get(each.question.name))

    def show_saved(self, is_saved: bool) -> None:
        """Put what the record says into the fields, or the draft again; the undo of each field knows both."""
        for each in self.fields:
            texts = tuple(self.sheet.text(q.name, saved=is_saved) for q in each.block)
            if texts != each.stands():
                each.put(texts)
                each.say("")

    def flush(self) -> None:
        """Hand on what stands in the form now, so that it is kept."""
        self._stop_timer()
        if self.is_attached:
            self.post_message(self.Typed(self.changed()))

    def _stop_timer(self) -> None:
        if self._draft_timer is not None:
            self._draft_timer.stop()
            self._draft_timer = None

    def _read(self, field: Field, text: str) -> Reading:
        found = [self.sheet.judge(q, t) for q, t in field.readable()]
        echo = found[0].echo if len(found) == 1 else ""
        return Reading(echo, " ".join(dict.fromkeys(r.problem for r in found if r.problem)))
