"""What was typed and not saved is taken up again: a form, a table, or a text in review."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gemtui.locale import say
from gemtui.store import Row
from gemtui.tui.listing import KIND
from gemtui.tui.lists.drafts import is_form, is_line, is_table, wanted
from gemtui.tui.screens.doing import RecordPlace

if TYPE_CHECKING:
    from gemtui.tui.app import GemApp


def go_on_with_draft(place: RecordPlace, row: Row) -> None:
    """Go on with what was typed and not saved: a form, a table, or a text in review."""
    if is_line(row):
        place.app.tell(say("line-how"), "dim")
    elif is_table(row):
        from gemtui.tui.screens.tabular import reopen

        reopen(place, row)
    elif not is_form(row):
        from gemtui.tui.screens.text_opening import go_on_with

        go_on_with(place, str(row["id"]))
    else:
        place.write(wanted(row))


def take_up(app: GemApp, row: Row) -> None:
    """Go on with a draft from Home: what belongs to a list is taken up above it."""
    if is_form(row):
        from gemtui.tui.screens.writing import Writing

        app.push_screen(Writing(wanted(row)))
        return
    app.action_go(app.desk.db.kinds[row[KIND]].about.screen)
    if isinstance(app.screen, RecordPlace):
        go_on_with_draft(app.screen, row)
