"""A long text in the person's own editor."""

from __future__ import annotations

import shlex
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from gemtui.locale import say

if TYPE_CHECKING:
    from gemtui.tui.app import GemApp
    from gemtui.tui.widgets.long_text import LongText


def edit_text(app: GemApp, field: LongText) -> None:
    """Hand the text to $EDITOR and take back what it leaves; the terminal is the editor's meanwhile."""
    if not app.desk.editor:
        app.tell(say("no-editor"), "dim")
        return
    failure: Exception | None = None
    text = field.text
    try:
        with app.suspend():
            try:  # within: Textual takes the terminal back only where nothing is raised here
                text = edited(app.desk.editor, field.text)
            except (OSError, ValueError) as problem:
                failure = problem
    except SuspendNotSupported as problem:
        failure = problem
    if failure is not None:
        app.tell(say("editor-failed", {"detail": str(failure)}), "alarm")
        return
    field.replace(text, (0, 0), field.document.end)  # one step of typing: ^z brings back what was there


def edited(command: str, text: str) -> str:
    """Return a text as an editor left it; the file lies in a folder that only its owner reads, and is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="gemtui-") as folder:
        path = Path(folder) / "text.txt"
        path.write_text(text, encoding="utf-8")
        subprocess.run([*shlex.split(command), str(path)], check=False)  # noqa: S603 - the person's own editor
        return path.read_text(encoding="utf-8").rstrip("\n")
