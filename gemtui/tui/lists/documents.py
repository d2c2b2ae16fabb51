"""Screen 8: documents whose language and pictures were reviewed, with how they stand."""

from __future__ import annotations

from collections.abc import Sequence

from gemtui import rules
from gemtui.locale import say
from gemtui.tui.lists.tab import Around, derived_tab
from gemtui.tui.widgets.cells import Part

KIND = "document_review"
TAB = derived_tab(KIND, "language")


def figures(around: Around) -> Sequence[Part]:
    """Return how the year's reviewed documents stand; asks the store, so call it in a thread."""
    first, last = f"{around.year}-01-01", f"{around.year}-12-31"
    rows = [row for row in around.rows(KIND) if first <= str(row["reviewed_on"]) <= last]
    facts = {name: len(found) for name, found in rules.reviews_by_verdict(rows).items()}
    return [(say("documents-reviewed", {"reviewed": len(rows), **facts}), "dim")] if rows else ()
