"""Screen 8: the resolutions that the policy rests on, each revision above the one that it replaces."""

from __future__ import annotations

from gemtui.locale import day, plain, say
from gemtui.rules.governance import Chain, chains
from gemtui.store import Row
from gemtui.tui.describing import changed_line
from gemtui.tui.listing import KIND
from gemtui.tui.lists.tab import GIVEN, INVITES, MISSING, Around
from gemtui.tui.sheets import Wanted
from gemtui.tui.widgets.cells import Column, Part
from gemtui.tui.widgets.computed import Computed, Worked
from gemtui.tui.widgets.pane import Line, wrapped

CHAIN, DEPTH = "_chain", "_depth"
EMPTY = (
    "No resolution is recorded yet.",
    "n records one with place and year of its revision; a later one supersedes it, and the old stays readable.",
)


def resolutions(around: Around) -> Computed:
    """Return each resolution with the revision in force first and those before it below."""
    return Computed(COLUMNS, lambda: _worked(around), EMPTY)


def _worked(around: Around) -> Worked:
    picture = around.picture(("legal_basis",))
    held = list(picture.facts.get("legal_basis", ()))
    return Worked(
        [
            _row(dict(row), chain, n)
            for chain in chains(held, picture.places)
            for n, row in enumerate(chain.rows)
        ]
    )


def _row(row: Row, chain: Chain, depth: int) -> Row:
    is_old = depth == 0 and bool(chain.newer)
    given = _next(chain) if is_old else None
    return {**row, KIND: "legal_basis", CHAIN: chain, DEPTH: depth, MISSING: is_old, GIVEN: given}


def _next(chain: Chain) -> Wanted:
    """Return the revision that the catalogue knows and nobody has recorded."""
    head = chain.rows[0]
    given = {
        "title": head["title"],
        "code": head.get("code"),
        "revision_name": chain.newer,
        "supersedes": head["id"],
    }
    return Wanted("legal_basis", given=given, at="adopted_on")


def _title(row: Row) -> list[Part]:
    title = plain(str(row.get("title") or ""))
    return [(title, "strong")] if row[DEPTH] == 0 else [("  " * row[DEPTH] + "└ ", "dim"), (title, "dim")]


def _standing(row: Row) -> Part:
    if row[DEPTH]:
        return say("superseded"), "dim"
    newer = row[CHAIN].newer
    return (say("newer-known", {"revision": newer}), "alarm") if newer else (say("in-force-now"), "ok")


COLUMNS = (
    Column("title", "Resolution", 20, _title, grows=True),
    Column("revision_name", "Revision", 16, lambda row: str(row.get("revision_name") or "")),
    Column("adopted_on", "Adopted", 11, lambda row: day(row.get("adopted_on")) or ("·", "dim")),
    Column("standing", "Standing", 26, _standing, sorts=False),
)


def detail(row: Row, width: int) -> list[Line]:
    """Return the whole chain of a resolution, and what the catalogue knows after it."""
    chain: Chain | None = row.get(CHAIN)
    if chain is None:
        return []
    lines: list[Line] = [[(plain(str(row.get("title") or "")), "strong")]]
    if chain.newer:
        lines += wrapped(say("newer-missing", {"revision": chain.newer}), width, "alarm", 2)
        lines += wrapped(say("newer-mends"), width, "", 2) if row.get(INVITES) else []
    for n, each in enumerate(chain.rows):
        words = f"{each.get('revision_name') or '–'}, {day(each.get('adopted_on')) or say('no-day')}"
        lines.append(
            [("● " if n == 0 else "○ ", "ok" if n == 0 else "dim"), (plain(words), "" if n == 0 else "dim")]
        )
    return [*lines, changed_line(row)]


def why(_around: Around, row: Row) -> list[str]:
    """Return which revision is in force, and why."""
    chain: Chain | None = row.get(CHAIN)
    return (
        [say("why-in-force", {"revision": chain.rows[0].get("revision_name")}), say("why-newer")]
        if chain
        else []
    )
