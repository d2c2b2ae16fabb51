"""One question of a form: label at the left, editor, last period's value, and below it what helps."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.app import ComposeResult
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip
from textual.widgets import Input

from gemtui.locale import plain
from gemtui.records import Question, block_title, split_state
from gemtui.reports.asking.options import BEFORE, Option
from gemtui.reports.asking.sheet import Reading
from gemtui.tui.keymap import DEFAULT, keys_of_id
from gemtui.tui.widgets.cells import Part, fit
from gemtui.tui.widgets.choices import MEANINGS, STATE_OPTIONS, Choices
from gemtui.tui.widgets.entry import Entry
from gemtui.tui.widgets.in_sight import InSight

LABEL = 26
"""Cells of the label; gemtui.tcss gives the editor the same margin."""


@dataclass(frozen=True, slots=True)
class Last:
    """What the record of the period before says here."""

    words: str = ""
    typed: tuple[str, ...] = ()
    """The texts of the editors that say the same."""
    at: str = ""
    """Which period that was."""


class Field(InSight):
    """A question with its editor; it judges nothing and saves nothing."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"field--{name}" for name in ("label", "dim", "alarm", "picked", "accent")
    }
    editor_height = 1

    class Edited(Message):
        """Somebody typed."""

        def __init__(self, field: Field, text: str) -> None:
            super().__init__()
            self.field = field
            self.text = text

    class LookedFor(Message):
        """Somebody types the name of a record; the form may know which fit."""

        def __init__(self, field: Field, words: str) -> None:
            super().__init__()
            self.field = field
            self.words = words

    def __init__(
        self,
        block: tuple[Question, ...],
        texts: tuple[str, ...],
        *,
        last: Last = Last(),
        options: tuple[Option, ...] = (),
    ) -> None:
        super().__init__(id=f"field-{block[0].name}")
        self.block = block
        self.question = block[0]
        self.texts = texts
        self.last = last
        self.reading = Reading()
        self.problem = ""
        self.choices = Choices((*options, *self._states(options)), is_list=self.question.type == "array")
        self.is_asked = False  # has the cursor
        self._lines_below = 0

    def compose(self) -> ComposeResult:
        """Yield the editor."""
        entry = Entry(self.choices.words(self.texts[0]), id=self.question.name)
        entry.joint = ", " if self.question.type == "array" else " "
        yield entry

    # What it says

    @property
    def text(self) -> str:
        """Return what stands in the editor."""
        return self.query_one(Entry).value

    def answers(self) -> dict[str, str]:
        """Return the texts by field name; a choice as its code, as far as it is one."""
        return split_state(self.question, self.choices.code(self.text))

    def stands(self) -> tuple[str, ...]:
        """Return what stands in the editors, choices as their codes."""
        return tuple(text or self.answers().get(f"{name}_state", "") for name, text in self._own())

    def readable(self) -> list[tuple[Question, str]]:
        """Return the questions whose texts are to be read as values: a state is none."""
        known = dict(self._own())
        stated = {name for name in known if self.answers().get(f"{name}_state")}
        return [(q, known[q.name]) for q in self.block if q.name not in stated]

    def _own(self) -> list[tuple[str, str]]:
        answers = self.answers()
        return [(q.name, answers[q.name]) for q in self.block]

    def say(self, problem: str) -> None:
        """Show what is wrong (nothing, when empty) under the field."""
        if problem != self.problem:  # a save asks all fields, and most have nothing to redraw
            self.problem = problem
            self._below_changed()

    def read_as(self, reading: Reading) -> None:
        """Show how the text is understood; an error only where one stood already, so that nobody is nagged while typing."""
        self.reading = reading
        if self.problem:
            self.problem = reading.problem
        self._below_changed()

    def offer(self, options: tuple[Option, ...]) -> None:
        """Offer other records for a reference; those known before stay known."""
        kept = {o.code: o for o in (*self.choices.options, *options)}
        found = {o.code for o in options}
        self.choices.options = [*options, *(o for code, o in kept.items() if code not in found)]
        self._below_changed()

    def remember(self, last: Last, options: tuple[Option, ...] | None) -> None:
        """Show another last value, and other choices where they depend on what was answered."""
        self.last = last
        if options is not None:
            self.choices.options = [*options, *self._states(options)]
        self._below_changed()
        self.refresh()

    def confirm(self) -> bool:
        """Take over last period's value, as one step of undo; returns False where there is none."""
        if self.last.typed:
            self.put(self.last.typed)
        return bool(self.last.typed)

    def takes_last(self) -> bool:
        """Take over last period's value where the sign for it was typed, as between plain lines."""
        return BEFORE in {self.text.strip(), *(e.value.strip() for e in self.query(Entry))} and self.confirm()

    def put(self, texts: tuple[str, ...]) -> None:
        """Put texts into the editors, as if typed."""
        for entry, text in zip(self.query(Entry), texts, strict=True):
            entry.set_text(self.choices.words(text))
        self.choices.close()
        self.post_message(self.Edited(self, self.choices.code(self.text)))
        self._below_changed()

    def _states(self, options: tuple[Option, ...]) -> tuple[Option, ...]:
        return STATE_OPTIONS if self.question.states and options else ()

    # Typing

    def on_input_changed(self, message: Input.Changed) -> None:
        """Look for fitting options, and tell the form."""
        message.stop()
        if not self.is_asked:
            return
        if self.choices.options or self.question.refers:
            self.choices.look(message.value)
        if self.question.refers:
            self.post_message(self.LookedFor(self, self.choices.typed))
        self.post_message(self.Edited(self, self.choices.code(message.value)))
        self._below_changed()

    def on_input_submitted(self) -> None:
        """Take the option under the cursor; the message goes on to the form, which goes to the next field."""
        self.take()

    def take(self) -> None:
        """Take the option under the cursor, if the list of options is open; a lone `=` takes last period's value."""
        if self.takes_last():
            return
        option = self.choices.picked
        self.choices.close()
        if option is not None:
            entry = self.query_one(Entry)
            entry.set_text(self.choices.chosen_text(entry.value, option))
            self.choices.close()

    def settle(self) -> bool:
        """Take the first option that fits what was typed, where the options came after the cursor had left."""
        text = self.text
        if not text or any(text == option.words for option in self.choices.options):
            return False
        self.choices.look(text)
        self.take()
        return self.text != text

    def pick(self, step: int) -> bool:
        """Go to another option; returns False where the arrow is not for the options."""
        moved = self.choices.move(step, is_empty=not self.text)
        self._below_changed()
        return moved

    def on_descendant_focus(self) -> None:
        """Show help and options."""
        self.is_asked = True
        self.choices.close()
        if self.question.refers and not self.text:
            self.post_message(self.LookedFor(self, ""))
        self._below_changed()

    def on_descendant_blur(self) -> None:
        """Take what was picked, and fold help and options away."""
        self.take()
        self.is_asked = False
        self._below_changed()

    # Drawing

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the editor's lines and those below it."""
        return self.editor_height + len(list(self._below(width)))

    def _below_changed(self) -> None:
        """Draw anew; other fields move only where the lines below became more or fewer."""
        lines = len(list(self._below(self.size.width)))
        self.refresh(layout=lines != self._lines_below)
        self._lines_below = lines

    def _below(self, width: int) -> Iterator[list[Part]]:
        room = max(width - LABEL - 1, 20)
        if self.problem:
            for words in textwrap.wrap(plain(f"✗ {self.problem}"), room):
                yield [(words, "alarm")]
        if not self.is_asked:
            return
        if self.choices.is_open or (self.choices.options and not self.choices.typed and not self.text):
            for option, here in self.choices.window():
                note = f"  {plain(option.note)}" if option.note else ""
                yield [
                    (
                        f"{'▸' if here and self.choices.picked else ' '} {plain(option.words)}",
                        "picked" if here else "",
                    ),
                    (note, "dim"),
                ]
        if self.last.typed and self.last.words != self.text:
            key = keys_of_id("as-before", getattr(self.app, "keys", DEFAULT))
            said = f"{self.last.at}: {' '.join(self.last.words.split())}  ({key} or {BEFORE} takes it)"
            for words in textwrap.wrap(plain(said), room)[:2]:
                yield [(words, "dim")]
        if said := self._means():
            yield [(plain(said), "accent")]
        for words in textwrap.wrap(plain(self._help()), room):
            yield [(words, "dim")]

    def _means(self) -> str:
        """Return what a state that was typed means; a blank and a 0 need no words."""
        state = self.answers().get(f"{self.question.name}_state", "")
        return f"means {MEANINGS[state]}" if state else self.reading.echo

    def _help(self) -> str:
        states = " Or: n/a, unknown, pending." if self.question.states else ""
        must = "Must be filled. " if self.question.required else ""
        return f"{must}{self.question.help}{'.' if self.question.help and states else ''}{states}"

    def render_line(self, y: int) -> Strip:
        """Return a line: the label and last period's value, or what stands below."""
        width = self.size.width
        if y == 0:
            pieces = self._first(width)
        else:
            below = list(self._below(width))
            line = below[y - self.editor_height] if 0 <= y - self.editor_height < len(below) else []
            pieces = [(" " * LABEL, ""), *line]
        base = self.rich_style
        return Strip([Segment(text, self._role(role, base)) for text, role in pieces]).adjust_cell_length(
            width, base
        )

    def _first(self, width: int) -> list[Part]:
        sign = "▌" if self.is_asked else " "
        star = "*" if self.question.required else " "
        label = fit(block_title(self.block), LABEL - 3)
        room = self._room_for_last(width)
        middle = max(width - LABEL - room, 0)
        return [(sign, "accent"), (label, "label" if self.is_asked else ""), (star, "accent"), (" " * (middle + 1), ""),
                (fit(plain(self.last.words), room, right=True) if room else "", "dim")]  # fmt: skip

    def _room_for_last(self, width: int) -> int:
        return 16 if width < 110 else 30

    def _role(self, role: str, base: Style) -> Style:
        return base + self.get_component_rich_style(f"field--{role}") if role else base
