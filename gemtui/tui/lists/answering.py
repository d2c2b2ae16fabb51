"""What an office says on each indicator of a year, answered or not, with what stands behind it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from gemtui import reports, rules, store
from gemtui.reference import Framework, Indicator, framework_of_year
from gemtui.store import Row, Store, View
from gemtui.tui.listing import KIND
from gemtui.tui.widgets.computed import ID, Worked

ABOUT = "_about"
"""Key under which a row carries its `About`."""
UNANSWERED = 10**12
"""Row ids of indicators without an entry; the store's own are far below."""


@dataclass(frozen=True)
class About:
    """An indicator with an office's entry on it, this year's and last year's."""

    indicator: Indicator
    framework: Framework
    entry: Row | None
    before: Sequence[Row]
    """Last year's entry; of a merged indicator those of all that went into it."""
    evidence: int
    plans: int


def answered(db: Store, year: int, then: date | None = None) -> Worked:
    """Return a row for each indicator of the year's framework, or one for each office's entry at headquarters.

    They are as they were at the end of the day `then`, where one is given.
    """
    framework = framework_of_year(year)
    if framework is None:
        return Worked([])
    now, before = _entries(db, year, then), _entries(db, year - 1, then)
    evidence, plans = _behind(db, "evidence", "subject"), _behind(db, "remedial_action", "indicator_entry")
    rows: list[Row] = []
    for number, indicator in enumerate(framework.indicators.values()):
        earlier = [row for name in rules.predecessors(indicator.id, year - 1) for row in before.get(name, ())]
        entries: Sequence[Row | None] = now.get(indicator.id) or (None,)
        for entry in entries:
            key = entry["id"] if entry else ""
            office = entry["office"] if entry else db.identity.office
            last = [row for row in earlier if row["office"] == office]
            about = About(indicator, framework, entry, last, evidence.get(key, 0), plans.get(key, 0))
            blank = {ID: UNANSWERED + number, "office": office, "indicator": indicator.id}
            rows.append({**({**entry, KIND: "indicator_entry"} if entry else blank), ABOUT: about})
    return Worked(rows)


def _entries(db: Store, year: int, then: date | None) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    ids = store.rowids(db, "indicator_entry", View(sort=("office",), where={"period": year}, then=then))[
        :5000
    ]
    rows = (
        store.block(db, "indicator_entry", ids)
        if then is None
        else store.block_as_of(db, "indicator_entry", ids, store.end_of(then))
    )
    for row in rows:
        found.setdefault(str(row.get("indicator")), []).append(row)
    return found


def _behind(db: Store, kind: str, field: str) -> dict[str, int]:
    """Return how many records of a kind point to each id."""
    return dict(_counted(db, kind, field))


def _counted(db: Store, kind: str, field: str) -> Iterator[tuple[str, int]]:
    for row, count in store.tally(db, kind, (field,)):
        yield str(row[field] or "").rpartition("/")[2], count


def worded(about: About) -> dict[str, str]:
    """Return the requirements in the words in force; where the entry answered other ones, with those behind them."""
    return reports.worded(about.indicator, about.entry)
