"""A key that writes, where nothing can be written: it says why, instead of doing nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gemtui.locale import day, say
from gemtui.tui.listing import KIND
from gemtui.tui.screens.doing import RecordPlace
from gemtui.tui.screens.going import refusal

if TYPE_CHECKING:
    from textual.dom import DOMNode

WRITING = frozenset(
    ("new", "edit", "delete", "duplicate", "progress", "attach", "diary", "take_diary", "table")
)
"""Actions that write."""
MAKING = frozenset({"new", "diary", "take_diary"})
"""Actions that need no record under the cursor."""
KINDS = {"diary": "evidence", "take_diary": "indicator_entry"}


def why_not(node: DOMNode, action: str) -> str:
    """Return why a screen does not do what writes; empty where the action is none that writes, or nothing stands against it."""
    if action == "why" and isinstance(node, RecordPlace) and node.is_ready:
        return say("nothing-computed")
    if action not in WRITING or not isinstance(node, RecordPlace) or not node.is_ready:
        return ""
    db, row, own = node.desk.db, node.target, node.desk.office
    as_of = getattr(node, "as_of", None)
    if as_of is not None and not db.read_only:
        return say("is-past", {"day": day(as_of.isoformat())})
    if action in MAKING:
        kind = KINDS.get(action) or str(getattr(getattr(node, "tab", None), "kind", "") or "")
        return refusal(db, kind, own) or say("nothing-made-here")
    if row is None:
        return refusal(db, "", own) or say("no-record-here")
    return refusal(db, row[KIND], row["office"])
