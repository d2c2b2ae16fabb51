"""The command line: parse, call, print; one module a group of commands.

Names are fetched from their modules at first use, since the terminal program starts without most of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gemtui.cli.asking import first_run
    from gemtui.cli.call import FINE, WRONG, Call
    from gemtui.cli.guarding import guarded
    from gemtui.cli.settings import keep_setting, read_settings, settings_fault
    from gemtui.cli.world import CallProblem, Dirs, World

_HOMES = {
    "Call": "call",
    "CallProblem": "world",
    "Dirs": "world",
    "FINE": "call",
    "WRONG": "call",
    "World": "world",
    "first_run": "asking",
    "guarded": "guarding",
    "keep_setting": "settings",
    "read_settings": "settings",
    "settings_fault": "settings",
}

__all__ = [
    "FINE",
    "WRONG",
    "Call",
    "CallProblem",
    "Dirs",
    "World",
    "first_run",
    "guarded",
    "keep_setting",
    "read_settings",
    "run",
    "settings_fault",
]


def run(argv: Sequence[str], world: World) -> int:
    """Carry out one command and return its exit code; never raises."""
    from gemtui.cli.running import answer  # the terminal program starts without click

    return answer(argv, world)


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
