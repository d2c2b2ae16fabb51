"""Going to the very field that a finding or a step is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gemtui import store
from gemtui.store import Store, StoreProblem
from gemtui.tui.sheets import Wanted

if TYPE_CHECKING:
    from gemtui.tui.screens.commanding import Commanding

Target = tuple[str, str, str, str]
"""Kind, office, id and field; without an id, the kind that is missing."""


def go_to(place: Commanding, target: Target) -> None:
    """Open the form at the field; a record that this store may not write is opened for reading."""
    kind, office, identifier, field = target
    db = place.desk.db
    if kind not in db.kinds:
        return
    if not identifier:
        number = db.kinds[kind].about.screen
        place.app.action_go(number)
        return
    if may_write(db, kind, office):
        from gemtui.tui.screens.writing import Writing

        place.app.push_screen(
            Writing(Wanted(kind, identifier, office, at=field)),
            lambda saved: place.refill() if saved else None,
        )
    else:
        from gemtui.tui.screens.reading import Reading

        place.app.push_screen(Reading(kind, office, identifier, field))


def may_write(db: Store, kind: str, office: str) -> bool:
    """Return whether this store may write records of that kind about that office."""
    try:
        store.may_write(db.identity, db.kinds[kind], office)
    except StoreProblem:
        return False
    return not db.read_only
