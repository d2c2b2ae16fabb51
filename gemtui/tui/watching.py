"""What others save meanwhile, in another window or by the command line, comes to the screen by itself."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gemtui.store import Store
    from gemtui.tui.app import GemApp

LOOK = 2.0
"""Seconds between two looks at how much the log holds; a look reads one short table."""


def watch(app: GemApp) -> None:
    """Look at the store now and then, and let the screen in front ask anew where somebody else has written."""
    app.set_interval(LOOK, partial(look_for_others, app))


def first_look(db: Store) -> int:
    """Return how much the log holds before any screen has read: what comes after is news. Reads the store."""
    from gemtui import store

    return store.held(db)


def look_for_others(app: GemApp) -> None:
    """Look in a thread; a look that fails is no news, since the next question says what is wrong."""
    from gemtui import store

    if app.desk.is_open:
        db = app.desk.db
        app.ask("others", lambda: store.held(db), lambda held: _found(app, held), lambda _: True)


def _found(app: GemApp, held: int) -> None:
    is_news = app.held is not None and held != app.held
    if is_news:
        app.changed()
        refill = getattr(app.screen, "refill", None) if app.screen_stack else None  # it may be ending
        if refill is not None:
            refill()
    app.held = held
