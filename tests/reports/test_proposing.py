"""The next number of an action: one more than the greatest, written as the others are."""

from __future__ import annotations

import pytest

from gemtui.reports.asking.proposing import next_number


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (["A-01", "A-12", "A-03"], "A-13"),
        (["A-9"], "A-10"),
        (["A-09"], "A-10"),
        (["A-99"], "A-100"),
        (["7", "11"], "12"),
        (["B2.4", "B2.10"], "B2.11"),
        (["first", None, ""], ""),
        ([], ""),
        (["A-01", "the new one"], "A-02"),
        ([f"A-{10**12}"], f"A-{10**12 + 1}"),
    ],
)
def test_the_next_number(given: list[str | None], expected: str) -> None:
    assert next_number(given) == expected
