"""What a new record is proposed to begin with: an action belongs to the plan in force, and its number is the next one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from gemtui import store
from gemtui.reports.rounds import plan_in_force
from gemtui.store import Store

NUMBERED = re.compile(r"(.*?)(\d{1,9})")


def proposed(db: Store, kind: str, today: date) -> dict[str, Any]:
    """Return the values by their fields, none where nothing can be known; asks the store, so call it in a thread.

    A number is never used again (RESP-7), so those in the trash count as well.
    """
    plan = plan_in_force(db, today) if kind == "action" else None
    if plan is None:
        return {}
    own = store.rows(db, kind, office=db.identity.office, deleted=True)
    number = next_number(row["number"] for row in own if row["action_plan"] == plan)
    return {"action_plan": plan, "number": number} if number else {"action_plan": plan}


def next_number(given: Iterable[str | None]) -> str:
    """Return `A-13` after `A-01` to `A-12`: one more than the greatest, written alike; empty where none ends in digits."""
    found = [match for text in given if text and (match := NUMBERED.fullmatch(text))]
    last = max(found, key=lambda match: int(match[2]), default=None)
    return f"{last[1]}{int(last[2]) + 1:0{len(last[2])}d}" if last else ""
