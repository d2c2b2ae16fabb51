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

from gemtui.tui.asking import Asking
from gemtui.tui.commands import COMMANDS, FORM
from gemtui.tui.keymap import bindings
from gemtui.tui.widgets.counts import Counts
from gemtui.tui.widgets.entry import Entry
from gemtui.tui.widgets.field import Field
from gemtui.tui.widgets.sheet import Reading, Sheet, blocks

if TYPE_CHECKING:
    from gemtui.records import Question
    from gemtui.tui.widgets.sheet import Option

EDITORS_KEYS = {"type-undo", "type-redo", "editor"}
"""Commands that the editors of single fields answer to."""

DRAFT_AFTER = 0.8
"""Seconds from the first key of a burst until what was typed is handed on to be kept (reliability.md, row 15)."""


class Form(Asking, VerticalScroll, can_focus=False, inherit_bindings=False):
    """One column of questions; posts `Answered` with the answers that differ, and `Typed` while somebody types."""

    BINDINGS = bindings(FORM, ids=[c.id for c in COMMANDS if c.id not in EDITORS_KEYS])

    class Answered(Message):
        """The person wants these answers saved."""

        def __init__(self, answers: dict[str, str]) -> None:
            super().__init__()
            self.answers = answers

    class Typed(Message):
        """What stands in the form now and differs from the record; to be kept as a draft."""

        def __init__(self, answers: dict[str, str]) -> None:
            super().__init__()
            self.answers = answers

    class Asked(Message):
        """The cursor is in another field."""

        def __init__(self, question: Question) -> None:
            super().__init__()
            self.question = question

    def __init__(self, sheet: Sheet, *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self.sheet = sheet
        self._draft_timer: Timer | None = None

    def compose(self) -> ComposeResult:
        """Yield a field for each question, and Save."""
        for block in blocks(self.sheet.kind):
            yield _field(self.sheet, block)
        yield Button("Save  ctrl+s", id="save", compact=True)

    def on_mount(self) -> None:
        """Begin at the field that was asked for, and show how each text is understood."""
        for each in self.fields:
            each.read_as(self._read(each, each.text))
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
        return [w for w in self.query("Entry, LongText, Button") if w.focusable]

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
        fields = self.fields
        if here is None:
            return
        edge = here.virtual_region.y + step * max(self.size.height - 2, 1)
        on = [f for f in fields if (f.virtual_region.y >= edge if step > 0 else f.virtual_region.y <= edge)]
        ends = (fields[0], fields[-1])
        target = (on[0] if step > 0 else on[-1]) if on else ends[step > 0]
        self.go_to(target.question.name)

    def action_save(self) -> None:
        """Hand the answers over, unless a field holds what it can't be."""
        for each in self.fields:
            each.take()
        problems = {each.question.name: self._read(each, each.text).problem for each in self.fields}
        wrong = {name: words for name, words in problems.items() if words}
        self.say(wrong)
        if wrong:
            self.flush()
        else:
            self._stop_timer()
            self.post_message(self.Answered(self.changed()))

    def on_input_submitted(self) -> None:
        """Go on after Enter."""
        self._go(1)

    def on_button_pressed(self, message: Button.Pressed) -> None:
        """Save."""
        message.stop()
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

    def on_field_edited(self, message: Field.Edited) -> None:
        """Show how the text is understood, and keep it before long."""
        message.stop()
        message.field.read_as(self._read(message.field, message.text))
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
        if isinstance(field, Counts):
            found = [
                self.sheet.judge(q, t) for q, t in zip(field.block, field.answers().values(), strict=True)
            ]
            return Reading(problem=" ".join(dict.fromkeys(r.problem for r in found if r.problem)))
        answer = field.answers()
        if answer.get(f"{field.question.name}_state"):
            return Reading()
        return self.sheet.judge(field.question, answer[field.question.name])


def _field(sheet: Sheet, block: tuple[Question, ...]) -> Field:
    texts = tuple(sheet.text(q.name) for q in block)
    last = " ".join(sheet.last.get(q.name, "") for q in block).strip()
    options = sheet.options.get(block[0].name, ())
    make = Counts if len(block) > 1 else Field
    if block[0].long:
        from gemtui.tui.widgets.long_text import LongField

        make = LongField
    return make(block, texts, last=last, options=options)
