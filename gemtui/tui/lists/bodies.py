"""Screen 4: bodies with their balance, their seats, head-counts and meetings."""

from __future__ import annotations

from collections.abc import Sequence

from gemtui import rules, store
from gemtui.locale import day, plain, say, share, so_many
from gemtui.rules import Balance, Body, Counts
from gemtui.store import Row
from gemtui.tui.listing import KIND
from gemtui.tui.lists.tab import Around
from gemtui.tui.widgets.bars import balance, scale
from gemtui.tui.widgets.cells import Column, Part
from gemtui.tui.widgets.computed import Computed, Worked
from gemtui.tui.widgets.pane import Line, wrapped

BODY = "_body"
NEEDED = ("committee", "seat", "composition", "person")
SIGNS: dict[str, Part] = {
    "yes": ("✓", "ok"),
    "no": ("✗", "alarm"),
    "unknown": ("?", "accent"),
    "n/a": ("–", "dim"),
}
BAR = 16
EMPTY = ("No committees yet.", "n makes one; then enter it and add its seats, or a head-count.")
LETTERS = {"woman": "W", "man": "M", "other": "X"}


def bodies(around: Around) -> Computed:
    """Return the list of bodies as of a date."""
    return Computed(around.of_offices(COLUMNS), lambda: _worked(around), EMPTY)


def _worked(around: Around) -> Worked:
    facts = {kind: store.rows(around.db, kind) for kind in NEEDED}
    return Worked(
        [{**body.committee, KIND: "committee", BODY: body} for body in rules.bodies(facts, around.on)]
    )


def _women(row: Row) -> str:
    counts = row[BODY].balance.counts
    unsure = f" (+{counts.undisclosed} ?)" if counts.undisclosed else ""
    return f"{counts.women if row[BODY].source else '–':>2}{unsure}"


def _bar(row: Row) -> Sequence[Part]:
    found = row[BODY].balance
    low, high = found.range or (found.share, found.share)
    return balance(low, high, BAR, SIGNS[found.meets][0])


def _verdict(row: Row) -> list[Part]:
    body: Body = row[BODY]
    return verdict(body.balance) if body.source else [("– nobody entered", "dim")]


def verdict(found: Balance) -> list[Part]:
    """Return sign, share and verdict, each in its words; the colour repeats the sign."""
    sign, role = SIGNS[found.meets]
    if found.verdict == "SINGLE":
        return [("– one person", "dim")]
    spread = f"{share(found.range[0])}–{share(found.range[1])}" if found.range else share(found.share)
    words = {"nearest-attainable": "nearest possible"}.get(
        next(iter(found.notes), ""), found.verdict or "reported"
    )
    needs = f" needs {found.replace}" if found.replace and found.meets == "no" else ""
    return [
        (f"{sign} ", role),
        (f"{spread} ", ""),
        ("" if found.verdict == "UNDETERMINED" else words, role),
        (needs, ""),
    ]


def heads(found: Balance) -> list[Part]:
    """Return women and men of a head-count, and the others beside them."""
    counts = found.counts
    beside = [f" +{n} {word}" for n, word in ((counts.other, "other"), (counts.undisclosed, "?")) if n]
    return [(f"{counts.women}–{counts.men}{''.join(beside)}   ", "strong")]


COLUMNS = (
    Column("name", "Body", 20, lambda row: str(row.get("name") or ""), grows=True),
    Column("women", "women", 9, _women, sorts=False),
    Column(
        "men",
        "men",
        3,
        lambda row: str(row[BODY].balance.counts.men) if row[BODY].source else "–",
        right=True,
        sorts=False,
    ),
    Column("bar", scale(BAR), BAR, _bar, sorts=False),
    Column("verdict", "women %", 23, _verdict),
)


def detail(row: Row, width: int) -> list[Line]:
    """Return what is to be said of a body: where the figures are from, who leads it, and what would balance it."""
    body: Body | None = row.get(BODY)
    if body is None:
        return []
    chairs = " ".join(LETTERS.get(g, "?") for g in body.chairs)
    source = _source(body) or "no seats and no head-count yet"
    lines: list[Line] = [[(plain(str(row.get("name") or "")), "strong"), (f"   {source}", "dim")]]
    if chairs:
        lines.append(
            [
                (f"Chairs so far: {chairs}", "alarm" if body.never_rotates else ""),
                ("  never changes sides" if body.never_rotates else "", "alarm"),
            ]
        )
    if body.leadership.counts.total:
        lines.append(
            [
                ("Chair and vice-chairs: ", "dim"),
                *verdict(body.leadership),
            ]
        )
    lines += _beside(row, body)
    lines += [line for words in _mending(body) for line in wrapped(words, width, most=2)]
    return lines


def _beside(row: Row, body: Body) -> list[Line]:
    """Return what is shown and never judged with the members: another rule's band, alternates, participants."""
    found = body.balance
    lines: list[Line] = []
    if found.rule == "report_only":
        lines.append([(say("only-reported"), "dim")])
    if found.band:
        lines.append([(say("band-beside", {"band": found.band}), "dim")])
    for role in ("alternate", "participant"):
        counts = body.beside(role)
        if counts.total and (role != "alternate" or row.get("alternates_apart")):
            lines.append(people_beside(say(f"beside-{role}"), counts))
    return lines


def people_beside(label: str, counts: Counts) -> Line:
    """Return heads and share of people who are counted apart, without a verdict."""
    found = rules.judge(counts, "report_only")
    told = f"{share(found.share)} % women" if found.share is not None else ""
    return [(f"{label} ", "dim"), *heads(found), (told, "dim")]


def _source(body: Body) -> str:
    sources = {"seats": "from its seats", "composition": f"from the head-count of {day(body.as_of)}"}
    return sources.get(body.source, "")


def _people(found: Balance) -> str:
    """Return who is short in a body, one or several of them."""
    several = found.under_represented or ""
    return {"women": "woman", "men": "man"}.get(several, several) if found.grow == 1 else several


def _mending(body: Body) -> list[str]:
    found = body.balance
    told = []
    if found.replace and found.meets == "no" and found.under_represented:
        others = "men" if found.under_represented == "women" else "women"
        told.append(
            say("to-balance", {"count": found.replace, "others": others, "wanted": found.under_represented})
        )
    if found.grow:
        told.append(say("or-grow", {"count": found.grow, "wanted": _people(found)}))
    if found.attainable:
        told.append(say("what-meets", {"splits": ", ".join(found.attainable)}))
    if found.counts.undisclosed:
        told.append(say("undisclosed-decide", {"count": found.counts.undisclosed}))
    return told


def vacancies(around: Around, row: Row, _width: int) -> list[Line]:
    """Return when seats of a body fall free next, and when it met last."""
    parts = store.children(around.db, "committee", row["office"], row["id"])
    today = around.on.isoformat()
    ending = sorted(
        (str(r["ends_on"]), str(r.get("role") or "member"))
        for k, r in parts
        if k == "seat" and str(r.get("ends_on") or "") >= today
    )
    lines: list[Line] = (
        [[("Next vacancy: ", "dim"), (f"{day(ending[0][0])} ({ending[0][1].replace('_', '-')})", "")]]
        if ending
        else []
    )
    lines += _met(around, row)
    seats, counts = (sum(1 for k, _ in parts if k == kind) for kind in ("seat", "composition"))
    words = f"{so_many(seats, 'seat')}, {so_many(counts, 'head-count')}"
    return [*lines, [(words, "dim")]]


def _met(around: Around, row: Row) -> list[Line]:
    """Return who came to the last meeting of a body: participants, apart from members and leadership."""
    places, key = (row["office"], row["id"]), around.on.isoformat()
    held = [
        meeting
        for meeting in store.rows(around.db, "meeting")
        if (meeting["office"], meeting.get("committee")) == places
        or meeting.get("committee") == "/".join(places)
    ]
    past = [m for m in held if (m.get("held_on") or "9999") <= key and rules.counted(m).total]
    if not past:
        return []
    last = max(past, key=lambda meeting: str(meeting["held_on"]))
    return [people_beside(say("beside-meeting", {"day": day(last["held_on"])}), rules.counted(last))]


def why(_around: Around, row: Row) -> list[str]:
    """Return how the share and the verdict of a body come about."""
    body: Body | None = row.get(BODY)
    if body is None or not body.source:
        return []
    found, counts = body.balance, body.balance.counts
    base = counts.women + counts.men
    told = [
        say("why-share", {"women": counts.women, "base": base, "share": share(found.share) or "–"}),
        say(f"why-rule-{found.rule}"),
        say("why-source", {"source": _source(body)}),
    ]
    if counts.other or counts.undisclosed:
        told.append(say("why-beside", {"other": counts.other, "undisclosed": counts.undisclosed}))
    if found.range:
        told.append(say("why-range", {"low": share(found.range[0]), "high": share(found.range[1])}))
    return [*told, say("why-clause", {"clause": "OA-C2a, OA-C2b, OA-C2c"})]
