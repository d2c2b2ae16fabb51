"""How the program ends: drafts are kept first, and a fault leaves a sentence and a report instead of a traceback."""

from __future__ import annotations

import traceback
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gemtui.tui.app import GemApp

REPORT = "gemtui-fault.txt"


def keep_drafts(screens: Iterable[Any]) -> None:
    """Keep what is being typed on any screen; a draft that can't be kept stops nobody from leaving."""
    for screen in screens:
        keep = getattr(screen, "keep_draft", None)
        if keep is None:
            continue
        try:
            keep()
        except Exception:  # noqa: BLE001, S112 - the disk may be full or gone, which is why the program ends
            continue


def keep_all(app: GemApp) -> None:
    """Keep what is being typed, and where the person is."""
    from gemtui.tui.left_off import keep_last

    keep_drafts(app.every_screen)
    with suppress(Exception):  # it is a convenience, and stops nobody from leaving
        keep_last(app)


def write_report(error: BaseException, folder: Path) -> Path | None:
    """Write where the fault was, without any value that was typed, and return the file; None where that fails."""
    lines = traceback.format_tb(error.__traceback__)
    path = folder / REPORT
    try:
        path.write_text("".join([f"{type(error).__name__}\n", *lines]), encoding="utf-8")
    except OSError:
        return None
    return path
