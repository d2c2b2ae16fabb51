"""Screen 8: what leadership owes again and again, with the days left: reviews, monitoring, sign-off, acts of leadership."""

from __future__ import annotations

from gemtui.locale import choice, day, plain, say
from gemtui.rules.governance import Countdown, countdowns
from gemtui.store import UNION, Row
from gemtui.tui.describing import changed_line
from gemtui.tui.listing import KIND
from gemtui.tui.lists.tab import GIVEN, INVITES, MISSING, Around
from gemtui.tui.sheets import Wanted
from gemtui.tui.widgets.cells import Column, Part
from gemtui.tui.widgets.computed import ID, Computed, Worked
from gemtui.tui.widgets.pane import Line, wrapped

NEEDED = ("policy_review", "monitoring_round", "action_plan", "submission", "governance_item")
OWED = "_owed"
OWN = 5 * 10**11
"""Row ids of what is owed; the store's own are far below, those of gaps above."""
SOON = 120
"""Days before its day from which something owed is announced."""


def owed(around: Around) -> Computed:
    """Return what is owed with its countdown, and below it what was done: reviews of the policy, acts of leadership."""
    return Computed(
        COLUMNS, lambda: _worked(around), (say("nothing-owed"), "n records an act of leadership.")
    )


def _worked(around: Around) -> Worked:
    picture = around.picture(NEEDED)
    own = around.db.identity.office
    rows = [_row(around, each, n) for n, each in enumerate(countdowns(picture, own))]
    headings = [(0, say("owed-heading"))]
    for kind, heading, wanted in (
        ("policy_review", say("reviews-so-far"), lambda row: True),
        ("governance_item", say("acts-so-far"), lambda row: row.get("type") == "leadership_act"),
    ):
        held = [{**row, KIND: kind} for row in picture.facts.get(kind, ()) if wanted(row)]
        if held:
            headings.append((len(rows), heading))
            rows += sorted(held, key=lambda row: row["on"], reverse=True)
    return Worked(rows, headings)


def _row(around: Around, found: Countdown, number: int) -> Row:
    is_missing = _is_missing(found)
    return {ID: OWN + number, OWED: found, MISSING: is_missing, GIVEN: _given(around, found)}


def _is_missing(found: Countdown) -> bool:
    """Return whether something is overdue, or, where there is no day, not done in the year."""
    return (
        found.left < 0
        if found.left is not None
        else not found.last and found.code in ("sign-off", "leadership")
    )


def _given(around: Around, found: Countdown) -> Wanted | None:
    """Return the form that does what is owed."""
    today = around.on.isoformat()
    if found.code == "policy-review":
        return Wanted("policy_review", given={"on": today}) if around.db.identity.office == UNION else None
    if found.code == "plan-review" and found.record:
        return Wanted("action_plan", found.record["id"], found.record["office"], at="next_review_on")
    if found.code == "sign-off":
        row = found.record
        return Wanted("submission", row["id"], row["office"], at="approved_by") if row else None
    if found.code == "leadership":
        return Wanted("governance_item", given={"type": "leadership_act", "on": today})
    return None


def _what(row: Row) -> str:
    found: Countdown | None = row.get(OWED)
    if found is None:
        return str(row.get("title") or row.get("scope") or "")
    plan = f": {found.record.get('title')}" if found.code == "plan-review" and found.record else ""
    return f"{say(f'owed-{found.code}')}{plan}"


def _last(row: Row) -> Part:
    found: Countdown | None = row.get(OWED)
    return (day(found.last if found else row["on"]) or "·", "")


def _left(row: Row) -> Part:
    found: Countdown | None = row.get(OWED)
    if found is None:
        return choice(row.get("responsible") or "") if row[KIND] == "governance_item" else str(
            row.get("new_version") or ""
        ), "dim"
    if found.left is None:
        return (
            (say("owed-done"), "ok")
            if found.last
            else (say(f"owed-open-{found.code}"), "alarm" if row[MISSING] else "dim")
        )
    words = (
        say("days-late-long", {"days": -found.left})
        if found.left < 0
        else say("days-to-go", {"days": found.left})
    )
    return words, "alarm" if found.left < 0 else "accent" if found.left <= SOON else ""


def _due(row: Row) -> str:
    found: Countdown | None = row.get(OWED)
    return day(found.due) if found else ""


COLUMNS = (
    Column("what", "What", 28, _what, grows=True, sorts=False),
    Column("last", "Last", 11, _last, right=True, sorts=False),
    Column("due", "Due by", 11, _due, right=True, sorts=False),
    Column("left", "", 22, _left, sorts=False),
)


def detail(row: Row, width: int) -> list[Line]:
    """Return what is asked for, from which clause it comes, and what Enter does about it."""
    found: Countdown | None = row.get(OWED)
    if found is None:
        text = row.get("findings") or row.get("finding") or row.get("decisions") or ""
        return [[(plain(_what(row)), "strong")], *wrapped(str(text), width, "", 4), changed_line(row)]
    lines: list[Line] = [[(plain(_what(row)), "strong"), (f"   {found.clause}", "dim")]]
    lines += wrapped(say(f"owed-asks-{found.code}"), width, "", 3)
    signed = (found.record or {}).get("approved_by") if found.code == "sign-off" else ""
    lines += wrapped(say("signed-by", {"role": signed}), width, "ok", 1) if signed else []
    is_elsewhere = row[GIVEN] is None and found.code != "monitoring"
    if row.get(INVITES):
        return [*lines, *wrapped(say(f"owed-enter-{found.code}"), width, "", 2)]
    return [*lines, *(wrapped(say("owed-elsewhere"), width, "dim", 2) if is_elsewhere else ())]


def why(_around: Around, row: Row) -> list[str]:
    """Return how a countdown comes about."""
    found: Countdown | None = row.get(OWED)
    if found is None:
        return []
    left = found.left or 0
    words = (
        say("days-late-long", {"days": -left}).lstrip("! ") if left < 0 else say("days-to-go", {"days": left})
    )
    facts = {
        "last": day(found.last) or say("never"),
        "due": day(found.due) or "–",
        "left": words if found.left is not None else "–",
    }
    return [say(f"why-owed-{found.code}", facts)]
