"""A question whose answer has several lines."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.message import Message
from textual.widgets import Button, TextArea

from gemtui.tui.commands import FORM
from gemtui.tui.keymap import bindings
from gemtui.tui.widgets.entry import Entry, visible
from gemtui.tui.widgets.field import Field


class LongText(TextArea):
    """A text area that shows what it can't show as it is, and says when an arrow leaves it."""

    BINDINGS: ClassVar = bindings(FORM, ids=("editor",))

    def __init__(self, value: str, *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(value, id=id, compact=True, tab_behavior="focus", highlight_cursor_line=False)
        self.cursor_blink = False

    class EditorWanted(Message):
        """The person wants the text in an editor of his own."""

        def __init__(self, field: LongText) -> None:
            super().__init__()
            self.field = field

    def action_editor(self) -> None:
        """Ask for the person's own editor."""
        self.post_message(self.EditorWanted(self))

    def get_line(self, line_index: int) -> Text:
        """Return a line with one visible sign for each character that a terminal would obey or hide."""
        return Text(visible(super().get_line(line_index).plain), end="", no_wrap=True)

    def action_cursor_up(self, select: bool = False) -> None:
        """Go up; in the first line leave the field."""
        if not select and self.cursor_location[0] == 0:
            self.post_message(Entry.Edge(-1))
        super().action_cursor_up(select)

    def action_cursor_down(self, select: bool = False) -> None:
        """Go down; in the last line leave the field."""
        if not select and self.cursor_location[0] == self.document.line_count - 1:
            self.post_message(Entry.Edge(1))
        super().action_cursor_down(select)


class LongField(Field):
    """A question with a text area."""

    editor_height = 4

    def compose(self) -> ComposeResult:
        """Yield the editor, and a button for an editor of the person's own; the key beside it does the same."""
        button = Button("open in editor  ^o", classes="editor", compact=True)
        button.can_focus = False
        yield button
        yield LongText(self.texts[0], id=self.question.name)

    def on_button_pressed(self, message: Button.Pressed) -> None:
        """Open the text in the person's own editor."""
        message.stop()
        self.query_one(LongText).action_editor()

    @property
    def text(self) -> str:
        """Return what stands in the editor."""
        return self.query_one(LongText).text

    def on_text_area_changed(self, message: TextArea.Changed) -> None:
        """Tell the form."""
        message.stop()
        if self.is_asked:
            self.post_message(self.Edited(self, self.text))

    def put(self, texts: tuple[str, ...]) -> None:
        """Put another text into the editor; its own undo takes it back."""
        editor = self.query_one(LongText)
        editor.replace(texts[0], (0, 0), editor.document.end)
        self.post_message(self.Edited(self, self.text))

    def take(self) -> None:
        """Take last period's text where the sign for it was typed."""
        self.takes_last()
