"""Plain tables: aligned in columns of a terminal, whatever stands in a cell."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from gemtui.cli.tables import pairs, table, width


def test_columns_are_as_wide_as_they_need_and_numbers_stand_right() -> None:
    assert list(table(("name", "size"), [("Contracts", 5), ("A", 12)], {1})) == [
        "name       size", "Contracts     5", "A            12",
    ]  # fmt: skip


def test_wide_and_combining_letters_count_as_the_terminal_counts() -> None:
    assert [width(text) for text in ("abc", "日本", "é", "e\u0301", "العربية")] == [3, 4, 1, 1, 7]
    lines = list(table(("name", "n"), [("日本", 1), ("ab", 2)], {1}))
    assert {width(line) for line in lines} == {7}


def test_nothing_yes_and_lists_in_words() -> None:
    assert list(table(("a", "b", "c"), [(None, True, ["x", "y"])])) == ["a  b    c", "   yes  x, y"]
    assert list(pairs([("name", "A"), ("sized", 5)])) == ["name   A", "sized  5"]


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(some.lists(some.tuples(some.text(), some.text()), max_size=5))
def test_a_row_is_always_one_line(rows: list[tuple[str, str]]) -> None:
    lines = list(table(("first", "second"), rows))
    assert len(lines) == len(rows) + 1
    assert not any("\n" in line or "\r" in line or "\x1b" in line for line in lines)
