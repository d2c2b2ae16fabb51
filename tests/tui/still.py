"""A screen that stands still: nothing on its way, nothing about to come after a pause."""

from __future__ import annotations

from textual.app import App
from textual.timer import Timer

from tests.journeys.person import Person

SOON = 1.0
"""Seconds; a message that fades, or a saved row that shines, takes longer and is not waited for."""


async def stands_still(person: Person) -> None:
    """Wait until all questions are answered, also those that are asked when the cursor has rested for a moment."""
    await person.rests()
    await person.until(lambda: not any(map(_is_coming, _timers(person.app))), "the end of all pauses")
    await person.rests()


def _timers(app: App[object]) -> list[Timer]:
    pumps = [app, *app.screen_stack, *(w for screen in app.screen_stack for w in screen.walk_children())]
    return [timer for pump in pumps for timer in list(pump._timers)]


def _is_coming(timer: Timer) -> bool:
    is_waiting = timer._task is not None and not timer._task.done()
    return is_waiting and timer._repeat == 0 and timer._interval <= SOON
