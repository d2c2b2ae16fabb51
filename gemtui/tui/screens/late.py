"""What is typed while a save waits for its turn is not in that save, and not lost either."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gemtui import store
from gemtui.locale import say
from gemtui.store import Saved

if TYPE_CHECKING:
    from gemtui.tui.screens.writing import Writing


def keep_later(writing: Writing, saved: Saved) -> None:
    """Keep as a draft of the saved record what differs in the form from what was saved."""
    app, now = writing.app, writing.form.changed() if writing.form is not None else {}
    later = {name: text for name, text in now.items() if writing.sent.get(name) != text}
    db = app.desk.db

    def work() -> None:
        store.put_draft(db, saved.kind, saved.id, later, store.seen(db, saved.office, saved.id))

    if later != writing.left:  # those the save itself keeps
        app.ask(f"late {saved.id}", work, lambda _: app.tell(say("draft-kept"), "dim"))
