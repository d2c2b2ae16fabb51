"""One module a screen; each is loaded when its key is pressed for the first time."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from textual.screen import Screen

MODULES = {
    1: ("home", "Home"),
    2: ("plan", "ActionPlan"),
    3: ("focal_points", "FocalPoints"),
    4: ("committees", "Committees"),
    5: ("indicators", "Indicators"),
    6: ("staff", "Staff"),
    7: ("programmes", "Programmes"),
    8: ("governance", "Governance"),
    9: ("exchange", "Exchange"),
}


def screen_of(number: int) -> Screen[Any]:
    """Return a new screen for a number key, loading its module."""
    module, name = MODULES[number]
    made: Screen[Any] = getattr(import_module(f"gemtui.tui.screens.{module}"), name)()
    return made
