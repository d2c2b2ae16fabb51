"""How wide the columns of a list are: as their texts need, where there is room; by their own widths, where there is none."""

from __future__ import annotations

import pytest

from gemtui.tui.widgets.cells import GAP, Column, needs, widths
from gemtui.tui.widgets.pane import laid_out

COLUMNS = (
    Column("title", "Action", 24, lambda row: row["title"], grows=True),
    Column("who", "Responsible", 13, lambda row: row["who"]),
    Column("role", "Role", 20, lambda row: row["role"]),
)
ROWS = [
    {"title": "Gender check of local vacancy texts", "who": "Communication assistant", "role": "chair"},
    {},
]
GAPS = GAP * (len(COLUMNS) - 1)


def test_what_one_column_leaves_shows_another_ones_text_whole() -> None:
    needed = needs(COLUMNS, ROWS)
    sizes = widths(COLUMNS, sum(needed.values()) + GAPS, needed)
    assert sizes == [needed["title"], needed["who"], needed["role"]]


def test_in_a_wide_window_the_own_widths_come_back_and_the_rest_goes_to_the_column_that_grows() -> None:
    needed = needs(COLUMNS, ROWS)
    room = 2 * sum(c.width for c in COLUMNS) + sum(needed.values())
    title, who, role = widths(COLUMNS, room, needed)
    assert (who, role) == (needed["who"], 20)
    assert title + who + role + GAPS == room


@pytest.mark.parametrize("room", range(40, 120))
def test_no_cell_is_given_twice_or_left_over_and_a_short_text_is_never_cut_for_a_long_one(room: int) -> None:
    needed = needs(COLUMNS, ROWS)
    sizes = widths(COLUMNS, room, needed)
    assert sum(sizes) + GAPS == room
    assert sizes[2] >= needed["role"]


def test_a_heading_is_not_cut_while_there_is_room() -> None:
    columns = (
        Column("a", "Undisclosed", 7, lambda row: "0"),
        Column("b", "Body", 9, lambda row: "x", grows=True),
    )
    assert widths(columns, 40, needs(columns, [{"a": 0}]))[0] == len("Undisclosed")


def test_before_any_row_is_known_columns_have_their_own_widths() -> None:
    assert widths(COLUMNS, 80) == [80 - 13 - 20 - GAPS, 13, 20]


def test_a_long_line_of_the_pane_goes_on_beside_its_label_while_there_is_room() -> None:
    line = [("Appointed      ", "dim"), ("1 Feb 2023 by the Head of the Area Office", "")]
    shown = ["".join(text for text, _ in each).rstrip() for each in laid_out([line, line[:1]], 40, 5)]
    assert shown == [
        "Appointed      1 Feb 2023 by the Head of",
        "               the Area Office",
        "Appointed",
    ]


def test_where_the_pane_is_full_a_long_line_is_cut_and_no_other_is_pushed_out() -> None:
    line = [("A text that is much too long for its place", "")]
    shown = ["".join(text for text, _ in each) for each in laid_out([line, line], 20, 2)]
    assert shown == ["A text that is much…"] * 2
