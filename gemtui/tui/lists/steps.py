"""What to do next, as Home lists it: a sign, what it is, and when it is due."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from gemtui.locale import say, so_many
from gemtui.tui.widgets.cells import Column, Part, Row

if TYPE_CHECKING:
    from gemtui.reports import Step

ROLES = {
    "begin": "accent",
    "error": "alarm",
    "report": "accent",
    "late": "alarm",
    "warning": "accent",
    "soon": "accent",
}
ALL_DONE = ("Nothing is open here.", "x sends the report; 2 to 9 go to the records.")


def _due(row: Row) -> Part:
    step: Step = row["step"]
    if step.days is None:
        return ("stops the submission", "alarm") if step.rank == "error" else ("", "")
    days = so_many(abs(step.days), "day")
    if step.days == 0:
        return ("today", "accent")
    return (f"{days} late", "alarm") if step.days < 0 else (f"in {days}", "")


def _words(row: Row) -> Sequence[Part]:
    """Return what it is about, and in a few words what is the matter; the whole sentence stands below the list.

    Of an action that is late or due soon the next column says all.
    """
    step: Step = row["step"]
    if step.code == "request":
        return [(say("hq-asks", {"text": step.title}), "")]
    first, _, rest = step.words.partition(": ")
    first = first.partition(" (clause ")[0]  # which one it is stands in the sentence below
    matter = _brief(step.code) or (first if step.title else rest)
    if step.days is not None and not step.title:
        return [(_brief(step.code).capitalize() or first, "")]
    if step.days is not None:  # of an action, the next column says all
        matter = "" if step.kind == "action" else _brief(step.code)
    return [(step.title or first, ""), (f"  {matter}" if matter else "", "dim")]


def _brief(code: str) -> str:
    """Return a finding in two to four words; empty where it has none."""
    words = say(f"short.{code}")
    return "" if words.startswith("short.") else words


COLUMNS = (
    Column("sign", "", 1, lambda row: (row["step"].sign, ROLES.get(row["step"].rank, "dim")), sorts=False),
    Column("next", "NEXT", 30, _words, grows=True),
    Column("due", "DUE", 20, _due),
)
