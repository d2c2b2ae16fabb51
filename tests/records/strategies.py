"""Hypothesis strategies for the values of any kind of record, for every room's tests."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st

from gemtui.records import STATES, Kind, Question, kinds
from gemtui.reference import catalogue

HOSTILE = (
    "[/]",
    "[red]x[/] [TODO] [@click=app.quit]y[/]",
    "\x1b[31mred\x1b]0;title\x07",
    "\x9b31m\x85",
    "safe\u202efdp.exe\u2066",
    "zero\u200bwidth\u2028line\ufeff",
    "=HYPERLINK(1)",
    "+1-1@x",
    "'quoted",
    '"; DROP TABLE action; --',
    "two\nlines\tand a tab",
    "العربية 中文 Русский ελληνικά हिन्दी é",
    "👩🏽‍🔧",
    "{value} {0} %s",
    "<script>&amp;</script>",
)
"""Texts that must go through every door unchanged, and be shown without steering anything."""

TEXT = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), min_size=1, max_size=60),
).filter(lambda text: text == text.strip() and text != "")

IDS = st.uuids().map(str)
REFERENCES = st.one_of(IDS, st.builds("{}/{}".format, st.sampled_from(("NBO", "RO-ASP", "ITU")), IDS))
DECIMALS = st.builds(
    "{}{}{}".format,
    st.sampled_from(("", "-")),
    st.integers(1, 10**15 - 1),
    st.sampled_from(("", ".5", ".50", ".0001")),
)
DAYS = st.dates(date(1, 1, 1), date(9999, 12, 31)).map(date.isoformat)
LARGEST = 2**53 - 1

JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-LARGEST, LARGEST), TEXT),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.from_regex(r"[A-Za-z0-9_.:/-]{1,8}", fullmatch=True), inner, max_size=3),
    max_leaves=6,
)  # fmt: skip


def values(question: Question) -> st.SearchStrategy[Any]:
    """Return a strategy for values that the field may hold, null left out."""
    if question.choices:
        return st.sampled_from(question.choices)
    if question.type == "array":
        return st.lists(_entries(question), min_size=1, max_size=4)
    if question.type == "string":
        return _entries(question)
    return {
        "integer": st.integers(
            -LARGEST if question.minimum is None else question.minimum,
            LARGEST if question.maximum is None else question.maximum,
        ),
        "boolean": st.booleans(),
        "number": DECIMALS,
        "date": DAYS,
    }[question.type]


def rows(kind: Kind | str, full: bool = False) -> st.SearchStrategy[dict[str, Any]]:
    """Return a strategy for valid typed values of a kind: required fields always, the others or their state maybe.

    With `full`, every field that is not a state has a value. Values that rules refuse together (an end before its
    beginning) do come up.
    """
    found = kinds()[kind] if isinstance(kind, str) else kind
    fields = [q for q in found.questions if not q.state_of]
    drawn = {q.name: _field(q, full) for q in fields}
    return st.fixed_dictionaries(drawn).map(_row)


def _field(question: Question, full: bool) -> st.SearchStrategy[tuple[Any, str | None]]:
    filled = st.tuples(values(question), st.none())
    if question.required or full:
        return filled
    blank = st.tuples(st.none(), st.sampled_from(STATES) if question.states else st.none())
    return filled | blank | st.just((None, None))


def _row(drawn: dict[str, tuple[Any, str | None]]) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for name, (value, state) in drawn.items():
        if value is not None:
            row[name] = value
        if state is not None:
            row[f"{name}_state"] = state
    return row


def _entries(question: Question) -> st.SearchStrategy[Any]:
    if question.refers:
        return REFERENCES
    if question.items == "any":
        return JSON
    if question.catalogue:
        return st.sampled_from([code for code, _ in catalogue(question.catalogue)]) | TEXT
    return TEXT
