"""Screen 5: indicators of an office's own: figures of two years, the target, and how far it still is."""

from __future__ import annotations

from fractions import Fraction

from gemtui import rules, store
from gemtui.locale import choice, say, share
from gemtui.reference import Framework, Indicator, own_frameworks
from gemtui.rules import Standing
from gemtui.store import Row, Store, View
from gemtui.tui.listing import KIND
from gemtui.tui.lists.tab import Around
from gemtui.tui.widgets.bars import progress
from gemtui.tui.widgets.cells import Cell, Column, Part
from gemtui.tui.widgets.computed import ID, Computed, Worked
from gemtui.tui.widgets.pane import Line, fact, wrapped

OWN = "_own"
"""Key under which a row carries its indicator, None where no catalogue knows it."""
FRAMEWORK = "_framework"
BEFORE = "_before"
FIRST = 3 * 10**11
"""Row ids of indicators without an entry; the store's own are far below."""
BAR = 10
EMPTY = (
    "No indicators of your own yet.",
    "Write them into a TOML file in the catalogues' folder (gemtui where; README, Indicators of your own),",
    "or press n and name a framework of your own in the form.",
)


def own_indicators(around: Around) -> Computed:
    """Return the list of the office's own indicators of the year; at headquarters every office's, as answers define them."""
    return Computed(around.of_offices(_columns(around.year)), lambda: _worked(around), EMPTY)


def _worked(around: Around) -> Worked:
    db, year = around.db, around.year
    now, last = _entries(around, year), _entries(around, year - 1)
    office = "" if db.identity.role == "hq" else db.identity.office
    rows: list[Row] = []
    for framework in own_frameworks(year, office):
        for indicator in framework.indicators.values():
            key = (framework.office, framework.code, indicator.id)
            rows.append(_row(now.pop(key, None), last.get(key), framework, indicator, FIRST + len(rows)))
    told = ((rules.framework_of(entry), rules.indicator_of(entry), key) for key, entry in now.items())
    rows += [_row(now[key], last.get(key), framework, one, 0) for framework, one, key in told]
    return Worked(rows)


def _row(
    entry: Row | None,
    before: Row | None,
    framework: Framework | None,
    indicator: Indicator | None,
    number: int,
) -> Row:
    about = {OWN: indicator, FRAMEWORK: framework, BEFORE: before}
    if entry is not None:
        return {**entry, KIND: "indicator_entry", **about}
    named = {"office": framework.office, "framework": framework.code} if framework else {}
    return {ID: number, **named, "indicator": indicator.id if indicator else "", **about}


def _entries(around: Around, year: int) -> dict[tuple[str, str, str], Row]:
    db = around.db
    ids = store.rowids(db, "indicator_entry", View(where={"period": year}, then=around.then))
    found = _block(db, around, ids)
    return {(str(r["office"]), str(r["framework"]), str(r["indicator"])): r for r in found if rules.is_own(r)}


def _block(db: Store, around: Around, ids: object) -> list[Row]:
    if around.then is None:
        return store.block(db, "indicator_entry", ids)  # type: ignore[arg-type]
    return store.block_as_of(db, "indicator_entry", ids, store.end_of(around.then))  # type: ignore[arg-type]


def given_own(row: Row, period: int) -> dict[str, object]:
    """Return the values that the entry of an own indicator begins with: the catalogue's baseline and target, too."""
    indicator: Indicator | None = row[OWN]
    begins = rules.catalogued(indicator.measure) if indicator and indicator.measure else {}
    return {"framework": row["framework"], "indicator": row["indicator"], "period": period, **begins}


def amount(row: Row | None, number: Fraction | None) -> str:
    """Return an amount in the indicator's own unit: a share with its sign."""
    if number is None:
        return "–"
    measure = rules.measure_of(row or {})
    if measure is not None and measure.kind == "share":
        return f"{share(number / 100)} %"
    return str(int(number)) if number.denominator == 1 else share(number / 100, ())


def _value(row: Row | None) -> Part:
    if row is None or not row.get("id", row.get("framework")):
        return "–", "dim"
    found = rules.standing(row)
    if found.no_base:
        return say("no-base"), "alarm"
    state = row.get("value_state") or row.get("denominator_state") or row.get("numerator_state")
    if found.value is None and state:
        return choice(state), "dim"
    return amount(row, found.value), ("" if found.value is not None else "dim")


def _to_go(row: Row) -> Part:
    found = rules.standing(row)
    if found.target is None:
        return say("no-target"), "dim"
    if found.to_go is None:
        return "–", "dim"
    return (say("target-reached"), "ok") if found.to_go == 0 else (amount(row, found.to_go), "accent")


def _bar(row: Row) -> Cell:
    found = rules.standing(row)
    return progress(found.way, BAR, "ok" if found.to_go == 0 else "accent") if found.way is not None else ""


def _columns(year: int) -> tuple[Column, ...]:
    return (
        Column("indicator", "Indicator", 9, lambda row: str(row.get("indicator") or "")),
        Column("title", "", 14, _title, grows=True),
        Column("before", str(year - 1), 8, lambda row: _value(row[BEFORE]), right=True, sorts=False),
        Column(
            "value", str(year), 8, lambda row: _value(row if row.get("id") else None), right=True, sorts=False
        ),
        Column(
            "target",
            "Target",
            8,
            lambda row: amount(row, rules.standing(row).target),
            right=True,
            sorts=False,
        ),
        Column("to-go", "To go", 9, _to_go, right=True, sorts=False),
        Column("bar", "", BAR, _bar, sorts=False),
    )


def _title(row: Row) -> Part:
    indicator: Indicator | None = row[OWN]
    return (indicator.title, "") if indicator else (str(row.get("framework") or ""), "dim")


def own_detail(row: Row, width: int) -> list[Line]:
    """Return what an indicator counts, its figures, where it began, and what is still missing."""
    indicator: Indicator | None = row[OWN]
    found, measure = rules.standing(row), rules.measure_of(row)
    title = (
        indicator.title if indicator else say("own-uncatalogued", {"framework": row.get("framework") or "?"})
    )
    lines: list[Line] = [[(str(row.get("indicator") or ""), "strong"), (f"  {title}", "")]]
    if row.get("rating"):
        lines.append(fact(say("own-rating"), choice(row["rating"])))
    if measure is not None and measure.kind != "number":
        parts = {"above": measure.numerator, "below": measure.denominator}
        figures = f"{row.get('numerator') or '–'} / {row.get('denominator') or '–'}"
        lines += wrapped(f"{say('own-counts', parts)}: {figures}", width, "dim", 2)
    lines.append(
        fact(say("own-baseline"), _with_year(row, found.baseline, measure and measure.baseline_year))
    )
    lines.append(fact(say("own-target"), _with_year(row, found.target, measure and measure.target_year)))
    return [*lines, *wrapped(distance_words(row, found), width, "", 2)]


def _with_year(row: Row, number: Fraction | None, year: int | None) -> str:
    return f"{amount(row, number)}{f' ({year})' if year and number is not None else ''}"


def distance_words(row: Row, found: Standing) -> str:
    """Return in one sentence how far an indicator is from its target."""
    if found.no_base:
        return say("own-no-base")
    if found.to_go is None:
        return say("own-unknown")
    facts = {"to_go": amount(row, found.to_go), "way": share(found.way)}
    if found.to_go == 0:
        return say("own-reached")
    return say("own-distance-way" if found.way is not None else "own-distance", facts)


def why_own(around: Around, row: Row) -> list[str]:
    """Return how the figures of an indicator of the office's own come about."""
    measure = rules.measure_of(row)
    return [say(f"why-own-{measure.kind if measure else 'number'}"), say("why-own-target")]
