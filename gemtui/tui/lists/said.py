"""What others say of a record: how far it has come with headquarters, and the threads of remarks on it."""

from __future__ import annotations

from collections.abc import Iterator

from gemtui import reports, store
from gemtui.locale import day, say
from gemtui.reports import Held, Said
from gemtui.store import UNION, Row, Store
from gemtui.tui.listing import KIND
from gemtui.tui.widgets.cells import Part
from gemtui.tui.widgets.lines import NO_SIGN, SIGN
from gemtui.tui.widgets.pane import wrapped

REMARK = "remark"
ROLE = "_role"
"""Key under which a line carries the role of its label."""
INDENT = 2
LINES = 40
"""Lines of one remark that are shown; the rest is behind Enter."""
STATES = {"open": "alarm", "answered": "accent", "settled": "ok"}


def told_of(db: Store, key: tuple[str, str, str], width: int) -> list[Row]:
    """Return lines on whether headquarters has a record, and what was changed after it was accepted."""
    kind, office, identifier = key
    if office == UNION or db.kinds[kind].about.section == "exchange":
        return []
    found = next(iter(reports.held(db, office, [identifier])), None)
    if found is None or (found.state == "unsent" and not store.rows(db, "submission", office=office)):
        return []
    has = found.state in reports.ANSWERS or found.state == "held"
    label = say("it-has" if has else "it-has-not")
    return [*_in_lines(label, "dim", *standing(found), width), *_late(db, found, width)]


def _in_lines(label: str, label_role: str, text: str, role: str, width: int) -> list[Row]:
    lines = wrapped(text, width, role, most=LINES)
    return [
        {"label": label if n == 0 else "", ROLE: label_role, "text": list(line)}
        for n, line in enumerate(lines)
    ]


def standing(found: Held, *, counts: bool = True) -> Part:
    """Return in words how far a record has come, and how often it was changed since."""
    facts = {"on": day(found.on) if found.on else "", "period": found.period}
    words, role = say(f"held-{found.state}", facts), {"accepted": "ok", "returned": "alarm", "unsent": "dim"}
    if counts and found.since and found.state != "unsent":
        return words + say("held-since", {"count": found.since}), "accent"
    return words, role.get(found.state, "")


def _late(db: Store, found: Held, width: int) -> Iterator[Row]:
    if found.late is None:
        return
    kind = db.kinds[found.kind]
    proven = store.owners(db)
    for change in found.late.changes:
        names = [name for name in change.set if name in found.late.fields]
        fields = ", ".join(q.label if (q := kind.question(name)) else name for name in names)
        who = f"{proven.get(change.workspace, '?').rpartition(':')[2]} · {change.author}"
        why = change.why or found.late.remarked
        facts = {"on": day(change.at[:10]), "who": who, "fields": fields, "why": why or ""}
        was, label = ("late", "changed-late") if found.late.dated is None else ("late-new", "entered-late")
        words = say(f"{was}-because" if why else f"{was}-unsaid", facts)
        role = "" if why else "alarm"
        yield from _in_lines(say(label), "accent", words, role, width)


def talked_of(db: Store, key: tuple[str, str, str], width: int) -> list[Row]:
    """Return the threads on a record in lines of so many cells: who, when, and below it what was said."""
    return [line for one in reports.talk(db, *key) for line in _lines(one, width)]


def _lines(one: Said, width: int) -> Iterator[Row]:
    left = " " * INDENT * one.depth
    label = say(f"thread-{one.state}") if one.state else f"{left}{say('an-answer')}"
    row = {**one.row, KIND: REMARK}
    who = f"{left}{one.by}, {day(one.at[:10])}" + (
        say("answer-by", {"on": day(str(one.row["due_on"]))}) if one.row.get("due_on") else ""
    )
    yield {**row, "label": label, ROLE: STATES.get(one.state, "dim"), "text": (who, "dim")}
    row |= {SIGN: NO_SIGN}  # the first line of a remark has it
    for line in wrapped(str(one.row.get("text") or ""), max(width - len(left), 20), "", most=LINES):
        yield {**row, "label": "", "text": [(left, ""), *line]}
