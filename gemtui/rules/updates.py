"""What a line typed about an action's progress means, and what it changes: the action itself and a dated note."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from gemtui.rules.terms import Row

WORDS = {
    "done": "done",
    "on hold": "on_hold",
    "hold": "on_hold",
    "in progress": "in_progress",
    "planned": "planned",
    "cancelled": "cancelled",
}
"""Statuses as a person types them before a note."""

_STATUS = rf"({'|'.join(WORDS)})\s*(?:[:,;]\s*|$)"
STATUS = re.compile(_STATUS, re.IGNORECASE)
PERCENT = re.compile(rf"(\d{{1,4}})(?:\s*%|(?=\s*(?:[:,;]|$))|(?=\s+{_STATUS}))\s*[:,;]?\s*", re.IGNORECASE)
"""A number counts as per cent with its sign, alone, or before a colon: `3 women applied` is a note."""


@dataclass(frozen=True, slots=True)
class Update:
    """What a person says of an action on a day; None for what is left as it is."""

    percent: int | None = None
    status: str | None = None
    note: str = ""

    @property
    def is_empty(self) -> bool:
        """Return whether nothing was said."""
        return self.percent is None and self.status is None and not self.note

    def is_about(self, action: Row) -> str:
        """Return the status that the action has after this: work that has begun is in progress."""
        before = action.get("status") or "planned"
        if self.status:
            return self.status
        return "in_progress" if self.percent and before == "planned" else before

    def of_action(self, action: Row, on: date) -> dict[str, Any]:
        """Return the action's fields that change: done is 100 per cent, and done on a day."""
        status = self.is_about(action)
        percent = 100 if self.status == "done" and self.percent is None else self.percent
        said: dict[str, Any] = {"status": status} if status != (action.get("status") or "planned") else {}
        if percent is not None and percent != action.get("percent"):
            said["percent"] = percent
        if status == "done" and not action.get("done_on"):
            said["done_on"] = on.isoformat()
        if status == "cancelled" and self.note and not action.get("reason"):
            said["reason"] = self.note
        return said

    def of_note(self, action: Row, on: date) -> dict[str, Any]:
        """Return the fields of the dated note: where the action stands on that day, and what was said."""
        percent = self.of_action(action, on).get("percent", action.get("percent"))
        said = {
            "on": on.isoformat(),
            "status": self.is_about(action),
            "percent": percent,
            "note": self.note or None,
        }
        return {name: value for name, value in said.items() if value is not None}


def read_update(typed: str) -> Update:
    """Return what a line says: per cent, then a status with a colon (or alone), then words: `60 % on hold: why`."""
    rest = typed.strip()
    percent = PERCENT.match(rest)
    if percent:
        rest = rest[percent.end() :]
    status = STATUS.match(rest)
    if status:
        rest = rest[status.end() :]
    return Update(
        int(percent[1]) if percent else None, WORDS[status[1].lower()] if status else None, rest.strip()
    )


def read_status(typed: str) -> str | None:
    """Return the status that a word begins, as `d` for done; None where it is none or could be several."""
    word = " ".join(typed.lower().replace("_", " ").split())
    found = {status for text, status in WORDS.items() if word and text.startswith(word)}
    return found.pop() if len(found) == 1 else None


def open_since(action: Row, day: str) -> bool:
    """Return whether an action was still open on a day: neither cancelled nor done before it. Source: clause MON-1."""
    return action.get("status") != "cancelled" and (action.get("done_on") or day) >= day


def in_round(action: Row, opened_on: str) -> bool:
    """Return whether a monitoring round has to go through an action. Source: clause MON-1."""
    is_done = action.get("status") == "done" and not action.get("done_on")
    return open_since(action, opened_on) and not is_done


def as_noted(action: Row, notes: Iterable[Mapping[str, Any]], on: date) -> dict[str, Any]:
    """Return status, per cent and day of completion that an action entered afterwards had on a day.

    Its own dates and the notes of that time say so; what nobody noted then is not known, and stays empty.
    """
    day = on.isoformat()
    done = action.get("done_on")
    if done and done <= day:
        return {"status": "done", "percent": action.get("percent"), "done_on": done}
    then = max((n for n in notes if str(n.get("on") or "~") <= day), key=lambda n: str(n["on"]), default={})
    return {"status": then.get("status"), "percent": then.get("percent"), "done_on": None}
