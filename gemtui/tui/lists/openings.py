"""Screen 4: which seats fall vacant, and whom to appoint by when, for every body or for a set of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from gemtui import rules, store
from gemtui.locale import choice, day, plain, say
from gemtui.rules import Body, Plan, Together
from gemtui.store import Row
from gemtui.tui.listing import KIND
from gemtui.tui.lists.bodies import BODY, NEEDED, detail, verdict
from gemtui.tui.lists.tab import Around
from gemtui.tui.lists.what_if import way_in_words
from gemtui.tui.widgets.cells import Column, Part
from gemtui.tui.widgets.computed import ID, Computed, Worked
from gemtui.tui.widgets.pane import Line, wrapped

FIRST = 2 * 10**11
"""Row ids of appointments; the store's own, and those of steps in time, are below."""
PLAN, SET = "_plan", "_together"
Key = tuple[str, str]


def openings(around: Around, only: Collection[Key] = ()) -> Computed:
    """Return the appointments that all bodies need, or only those of these offices and ids."""
    return Computed(COLUMNS, lambda: _worked(around, only), (say("vacant-first"), say("vacant-how")))


def _worked(around: Around, only: Collection[Key]) -> Worked:
    facts = {kind: store.rows(around.db, kind) for kind in NEEDED}
    wanted = [b for b in rules.bodies(facts, around.on) if not only or _key(b) in only]
    made = rules.together(wanted, around.on)
    rows: list[Row] = []
    headings: list[tuple[int, str]] = []
    many = around.db.identity.role == "hq"
    for plan in made.plans:
        if plan.is_asked or (only and plan.option is not None):
            headings.append((len(rows), _heading(plan, many=many)))
            rows += [{**row, ID: FIRST + len(rows) + n, SET: made} for n, row in enumerate(_rows(plan))]
    return Worked(rows, headings)


def _key(body: Body) -> Key:
    return body.committee["office"], body.committee["id"]


def _heading(plan: Plan, *, many: bool) -> str:
    office = f"{plan.body.committee['office']} · " if many else ""
    way = way_in_words(plan.option) if plan.option else ""
    return plain(f"{office}{plan.body.committee.get('name') or ''} — {way}")


def _rows(plan: Plan) -> list[Row]:
    row = {**plan.body.committee, KIND: "committee", BODY: plan.body, PLAN: plan}
    asked = plan.option.appointments if plan.option else ()
    told = [
        {
            "by": one.by,
            "seat": " · ".join(filter(None, (one.place, choice(one.role)))),
            "leaves": choice(one.leaves) if one.leaves else say("leaves-nobody"),
            "appoint": say(f"appoint-{one.appoint}"),
        }
        for one in asked
    ]
    return [{**row, **words} for words in told or [{}]]


def _then(row: Row) -> list[Part]:
    option = row[PLAN].option
    return verdict(option.balance) if option else []


def _by(row: Row) -> str:
    return "" if "by" not in row else day(row["by"]) or say("any-day")


COLUMNS = (
    Column("by", "By", 12, _by, right=True, sorts=False),
    Column("seat", "Seat", 14, lambda row: plain(row.get("seat", "")), grows=True, sorts=False),
    Column("leaves", "leaves", 8, lambda row: (row.get("leaves", ""), "dim"), sorts=False),
    Column("appoint", "appoint", 16, lambda row: (row.get("appoint", ""), "accent"), sorts=False),
    Column("verdict", "then women %", 22, _then, sorts=False),
)


def set_in_words(made: Together) -> str:
    """Return in words how many of the bodies meet now and with the appointments, and by when these are due."""
    asked = made.count()
    counts = {name: getattr(made, name) for name in ("judged", "meet_now", "meet_then")}
    words = say("set-together", {**counts, **{each: asked[each] for each in ("woman", "man", "either")}})
    days = {"first_by": day(made.first_by), "last_by": day(made.last_by)}
    return words + (say("set-days", days) if made.last_by else "")


def opening_lines(row: Row, width: int) -> Sequence[Line]:
    """Return what becomes of all bodies together, and what is to be said of the row's own."""
    if SET not in row:
        return ()
    now: Line = [("Now: ", "dim"), *verdict(row[BODY].balance)]
    return [*wrapped(set_in_words(row[SET]), width, "", 3), [], now, *detail(row, width)]


def why_openings(_around: Around, _row: Row) -> list[str]:
    """Return how the ways of several bodies are chosen."""
    return [say("why-set"), say("why-ways"), say("why-clause", {"clause": "OA-C2a, OA-C2b, OA-C2c"})]
