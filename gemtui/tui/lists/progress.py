"""What a line of progress says back to the person who types it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from gemtui import rules
from gemtui.locale import choice, say
from gemtui.store import Row


def named(rows: Sequence[Row]) -> str:
    """Return what stands for the actions that a question is about."""
    return (
        str(rows[0].get("number") or rows[0].get("title") or "") if len(rows) == 1 else f"{len(rows)} actions"
    )


def meaning(typed: str, action: Row, on: date) -> str:
    """Return how a line is understood; nothing for an empty one."""
    update = rules.read_update(typed)
    if update.is_empty:
        return ""
    said = update.of_action(action, on)
    parts = [
        f"{said['percent']} %" if "percent" in said else "",
        choice(said["status"]) if "status" in said else "",
    ]
    told = [*filter(None, parts), *([say("a-note")] if update.note else [])]
    return f"= {' · '.join(told) or say('as-before')}"


def answers(update: rules.Update, action: str) -> dict[str, str]:
    """Return what is typed so far as the draft of a progress note; empty where nothing is."""
    said = {"percent": update.percent, "status": update.status, "note": update.note}
    found = {name: str(value) for name, value in said.items() if value not in (None, "")}
    return {**found, "action": action} if found else {}


def as_typed(kept: Mapping[str, str]) -> str:
    """Return a draft as it was typed into the line."""
    percent = f"{kept['percent']} % " if kept.get("percent") else ""
    status = f"{choice(kept['status'])}: " if kept.get("status") else ""
    return f"{percent}{status}{kept.get('note', '')}".strip()


def asked(
    said: Sequence[str], rows: Sequence[Row], kept: Mapping[str, str]
) -> tuple[str, Callable[[str], str], str, str]:
    """Return the question of a round that comes after so many answers: its words, echo, what is given, and a hint."""
    row = rows[0]
    told = (choice(row.get("status") or "planned"), row.get("percent") or 0, "")[len(said)]
    given = ("", "", kept.get("note", ""))[len(said)]
    code = ("round-status", "round-percent", "round-finding")[len(said)]
    echo: Callable[[str], str] = status_meaning if not said else lambda _typed: ""
    return say(code, {"what": named(rows), "value": told}), echo, given, say(f"{code}-how")


def status_meaning(typed: str) -> str:
    """Return the status that a word begins, as it is understood."""
    status = rules.read_status(typed)
    return f"= {choice(status)}" if status else ""


def percent_of(typed: str) -> int | None:
    """Return a number of per cent, or None where it is none from 0 to 100."""
    text = typed.rstrip("% ")
    return int(text) if text.isascii() and text.isdigit() and int(text) <= 100 else None
