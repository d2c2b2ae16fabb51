"""Screen 6: staff by level, of the whole and of each sector, office or unit: share, verdict, gap, pipeline, trend."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gemtui import rules, store
from gemtui.locale import choice, day, plain, say, share
from gemtui.reports.naming import unit_name
from gemtui.reports.staff import proposals
from gemtui.reports.staff_words import ahead_words, decimal, linear_words
from gemtui.rules import Counts, Places, Proposal, flows, grades, workforce
from gemtui.rules.workforce import Part, Standing
from gemtui.store import Row
from gemtui.tui.listing import KIND
from gemtui.tui.lists.bodies import SIGNS, heads, verdict
from gemtui.tui.lists.tab import Around
from gemtui.tui.lists.trends import MOVED
from gemtui.tui.widgets.bars import balance
from gemtui.tui.widgets.cells import Column
from gemtui.tui.widgets.cells import Part as Piece
from gemtui.tui.widgets.computed import ID, Computed, Worked
from gemtui.tui.widgets.pane import Line, wrapped

STANDING = "_standing"
"""Key under which a row carries everything that is said of its line."""
FIRST = 2 * 10**11
"""Row ids of lines; the store's own are far below, and so are those of the steps of a trend."""
BAR = 13
EMPTY = (
    "Nobody has been counted yet.",
    "E counts all grades as in a spreadsheet, or paste a block there; n enters one grade.",
)


def staff(around: Around) -> Computed:
    """Return the staffing lines as of a date."""
    return Computed(COLUMNS, lambda: worked(around), EMPTY)


def held(around: Around) -> dict[str, list[Row]]:
    """Return the records that figures on staff are made from: of all offices at headquarters, else of the own one."""
    db, names = around.db, (*workforce.NEEDED, "action")
    office = None if db.identity.role == "hq" else db.identity.office
    return {kind: store.rows(db, kind, office=office) for kind in names}


def parts(around: Around) -> list[tuple[Part, str]]:
    """Return the whole and its parts, each with its heading."""
    facts = held(around)
    places, is_union = Places(facts), around.db.identity.role == "hq"
    found = workforce.parts(facts, places, by_office=is_union)
    return [(part, heading(part, places, around)) for part in found]


def heading(part: Part, places: Places, around: Around) -> str:
    """Return what a part is called."""
    if part.level == workforce.WHOLE:
        return say("the-union") if around.db.identity.role == "hq" else around.db.identity.office
    if part.level == workforce.SECTOR:
        return choice(part.name) if part.name else say("no-sector")
    return unit_name(places, part.name) if part.level == workforce.UNIT else part.name


def worked(around: Around) -> Worked:
    """Return a row for each line of each part."""
    rows: list[Row] = []
    headings = []
    for part, words in parts(around):
        found = workforce.standings(part, around.on)
        if found:
            headings.append((len(rows), f"{words}   {_as_of(found)}"))
        rows += [row_of(one, FIRST + len(rows) + n) for n, one in enumerate(found)]
    return Worked(rows, headings)


def _as_of(found: Sequence[Standing]) -> str:
    days = sorted({one.day for one in found if one.day})
    return say("counted-on", {"day": day(days[-1])}) if days else ""


def row_of(one: Standing, entry: int) -> Row:
    """Return a line as a row that carries the last of its head-counts, so that its table can be opened."""
    own = set(one.line.sources)
    rows = [row for row in one.part.snapshots if row["id"] in own]
    last = max(rows, key=lambda row: (str(row.get("as_of")), str(row.get("grade"))))
    return {**last, KIND: "staffing_snapshot", ID: entry, STANDING: one, "line": one.line.name}


def _moved(row: Row) -> Piece:
    one: Standing = row[STANDING]
    return MOVED.get(one.steps[-1].moved or "", ("", "")) if one.steps else ("", "")


def _bar(row: Row) -> Sequence[Piece]:
    found = row[STANDING].line.balance
    low, high = found.range or (found.share, found.share)
    return balance(low, high, BAR, SIGNS[found.meets][0])


def _gap(row: Row) -> Piece:
    one: Standing = row[STANDING]
    gap = one.gap
    if gap is None or one.line.balance.verdict == "SINGLE":
        return "", ""
    return decimal(gap, signed=True), "dim"


def _pipeline(row: Row) -> Piece:
    one: Standing = row[STANDING]
    return decimal(one.pipeline, 2), "alarm" if one.narrows else "dim"


def _heads(row: Row, gender: str) -> str:
    return str(getattr(row[STANDING].line.balance.counts, gender))


def level(row: Row) -> str:
    """Return a line's name as short as a list needs it."""
    short = say(f"level.{row['line']}")
    return str(row["line"]) if short.startswith("level.") else short


COLUMNS = (
    Column("line", "Level", 16, level, grows=True, sorts=False),
    Column("women", "women", 5, lambda row: _heads(row, "women"), right=True, sorts=False),
    Column("men", "men", 4, lambda row: _heads(row, "men"), right=True, sorts=False),
    Column("bar", "0   40 60 100", BAR, _bar, sorts=False),
    Column("verdict", "women %", 20, lambda row: verdict(row[STANDING].line.balance)[:3], sorts=False),
    Column("gap", "gap", 5, _gap, right=True, sorts=False),
    Column("pipeline", "pipel.", 6, _pipeline, right=True, sorts=False),
    Column("moved", "", 1, _moved, sorts=False),
)


def detail(row: Row, width: int) -> list[Line]:
    """Return what is to be said of a line: its trend, who came and went, and when it would reach parity."""
    one: Standing | None = row.get(STANDING)
    if one is None:
        return []
    found = one.line.balance
    lines: list[Line] = [[(plain(one.line.name), "strong"), ("   ", ""), *heads(found), *verdict(found)]]
    told = [trend_words(one), pipeline_words(one), *flow_lines(one), *ahead(one)]
    return [*lines, *(line for words in told if words for line in wrapped(words, width, most=2))]


def trend_words(one: Standing) -> str:
    """Return what moved since the count before."""
    if len(one.steps) < 2:
        return say("one-count-only", {"day": day(one.day)})
    last, before = one.steps[-1], one.steps[-2]
    facts = {"points": decimal(last.points, signed=True), "since": day(before.day), "moved": last.moved or ""}
    return say(
        "not-like" if last.moved == "not comparable" else "moved-since" if last.moved else "no-base-then",
        facts,
    )


def pipeline_words(one: Standing) -> str:
    """Return how a grade stands to the one below it."""
    if one.pipeline is None:
        return ""
    return say("narrowing" if one.narrows else "not-narrowing", {"ratio": decimal(one.pipeline, 2)})


def flow_lines(one: Standing) -> Iterator[str]:
    """Yield who was hired, promoted and left since the count before, and what that did to the share."""
    found, stock = one.flows, one.line.balance.counts
    if found is None:
        return
    effects = {
        "hired": flows.effect(found.hired, stock),
        "promoted": flows.effect(found.promoted, stock),
        "left": flows.effect_of_leaving(found.left, stock),
    }
    told = []
    for name, effect in effects.items():
        counts: Counts = getattr(found, name)
        if counts.total:
            facts = {
                "women": counts.women,
                "men": counts.men,
                "effect": say(f"effect-{effect}") if effect else "",
            }
            told.append(say(f"flow-{name}", facts))
    if told:
        yield say("came-and-went", {"since": day(found.since) or "–", "told": "; ".join(told)})


def ahead(one: Standing) -> Iterator[str]:
    """Yield both projections, each with what it assumes."""
    if one.linear.answer == "too-few":
        yield linear_words(one.linear, one.line.balance.share)
        return
    yield say("ahead-linear", {"words": linear_words(one.linear, one.line.balance.share)})
    yield say("ahead-flow", {"words": ahead_words(one.flow, one.assumed, one.line.balance.counts)})


def proposed(around: Around, row: Row, width: int) -> list[Line]:
    """Return what the head-counts propose for the indicator on equal representation."""
    one: Standing | None = row.get(STANDING)
    if one is None or one.part.level not in (workforce.WHOLE, workforce.OFFICE):
        return []
    found = proposals(held(around), around.on)
    office = one.part.name or around.db.identity.office
    proposal = found.get(office)
    return wrapped(proposal_words(office, proposal), width, "dim", 3) if proposal else []


def proposal_words(office: str, found: Proposal) -> str:
    """Return a proposed rating with what it leaves open."""
    return say(
        "staff-proposal",
        {
            "office": office,
            "rating": choice(found.rating),
            "open": ", ".join(found.open) or "–",
            "men": ", ".join(grade for grade, _ in found.short_of_men) or "–",
        },
    )


def why(around: Around, row: Row) -> list[str]:
    """Return how the figures of a line come about: formula, head-counts, rule."""
    one: Standing | None = row.get(STANDING)
    if one is None:
        return []
    found = one.line.balance
    base = found.counts.base
    told = [say("why-share", {"women": found.counts.women, "base": base, "share": share(found.share) or "–"})]
    if found.counts.other or found.counts.undisclosed:
        told.append(say("why-beside", {"other": found.counts.other, "undisclosed": found.counts.undisclosed}))
    told += [say("why-rule-band"), say("why-staff-base")]
    if one.pipeline is not None:
        told.append(say("why-pipeline"))
    rows = [r for r in one.part.snapshots if r["id"] in set(one.line.sources)]
    counted = sorted(
        {f"{r.get('grade')} {r.get('as_of')} {r.get('women') or 0}–{r.get('men') or 0}" for r in rows}
    )
    told.append(say("why-counts", {"count": len(rows), "counts": ", ".join(counted[:20])}))
    return [*told, say("why-clause", {"clause": "OA-A1, SCO-2"})]


def facts_of(around: Around) -> list[Piece]:
    """Return the office's figures for the top line: all staff, and how many grades are reached."""
    facts = held(around)
    lines = rules.staffing(facts["staffing_snapshot"], around.on)
    whole = next((line.balance for line in lines if line.name == rules.ALL), None)
    if whole is None:
        return []
    own = [line for line in lines if line.name not in grades.SUMS and line.balance.judged]
    meet = sum(1 for line in own if line.balance.meets == "yes")
    words = say("staff-facts", {"share": share(whole.share) or "–"})
    return [(words, ""), (say("staff-levels", {"meet": meet, "judged": len(own)}), "")]
