"""A year asked for above a screen: to open it, or to set its day."""

from __future__ import annotations

from collections.abc import Callable

from gemtui.locale import say
from gemtui.records import Unreadable
from gemtui.tui.screens.asking_line import AskLine
from gemtui.tui.screens.filtering import Filtered


def ask_year(place: Filtered, code: str, offered: int, then: Callable[[int], None]) -> None:
    """Ask `code-asks` with the help `code-how` and hand the year on; what is none stays in its line."""

    def echo(text: str) -> str:
        _year(text)
        return ""

    line = AskLine(say(f"{code}-asks"), say(f"{code}-how"), str(offered), echo=echo)
    place.app.push_screen(line, lambda text: then(_year(text)) if text else None)


def _year(text: str) -> int:
    typed = text.strip()
    if not (typed.isascii() and typed.isdigit() and len(typed) == 4):
        raise Unreadable("no-period", period=typed)
    return int(typed)
