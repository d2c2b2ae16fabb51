"""For terminals that show ASCII only: every sign has a stand-in of one cell."""

from __future__ import annotations

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

STAND_INS = str.maketrans(
    "●◐○⏸✕✓✗▲▼▌▪█▓▒░▏▎▍▋▊▉▕·–—…─│┌┐└┘←→↑↓↵⇧‹›“”’▸▾⚑★»Δ▁▂▃▄▅▆▇▀▔≠╌━◔◑•¿␡␣÷×−",
    '*o.=xvx^v>+##:.|||##||.--.-|++++<>^v<^<>""\'>-!*?~#########!-=.o*?d_/x-',
)


class AsciiOnly(LineFilter):
    """Draws every line with ASCII signs; other scripts' letters become `?`, one for each cell."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments in ASCII."""
        return [Segment(_plain(text), style, control) for text, style, control in segments]


def _plain(text: str) -> str:
    if text.isascii():
        return text
    from rich.cells import get_character_cell_size

    known = text.translate(STAND_INS)
    return "".join(c if c.isascii() else "?" * get_character_cell_size(c) for c in known)
