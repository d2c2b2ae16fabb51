"""Another branch of this very store in headquarters' return: what happened, and whether headquarters' is to be kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING

from gemtui.exchange import Verdict
from gemtui.tui.screens.dialogs import Confirm

if TYPE_CHECKING:
    from gemtui.tui.screens.commanding import Commanding

WIDTH = 66


def ask_branch(place: Commanding, path: Path, verdict: Verdict, then: Callable[[], None]) -> None:
    """Say what differs and ask; `y` keeps headquarters' branch, and what only this laptop has follows it."""
    told = [problem["message"] for problem in verdict.problems(place.desk.lang)]
    lines = [path.name, *(line for message in told for line in wrap(message, WIDTH))]
    place.app.push_screen(
        Confirm("Two branches of this store", lines, place.desk.monotonic, yes="Take headquarters' branch"),
        lambda yes: then() if yes else None,
    )
