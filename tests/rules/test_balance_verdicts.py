"""Every worked case of balance-rules.md, sections 4 and 5, the tables themselves being the data."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gemtui.rules import Counts, bands, splits, verdict
from gemtui.rules.balance import _decide, judge

DATA = Path(__file__).parent / "data"


def table(name):
    lines = (DATA / name).read_text("utf-8").splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return rows[2:]


def one_decimal(share):
    return "-" if share is None else f"{(share * 1000 + Fraction(1, 2)) // 1 / 10:.1f}"


@pytest.mark.parametrize("row", table("verdicts.md"), ids=lambda row: "-".join(row[:4]))
def test_each_worked_case_has_its_verdict(row):
    heads, (size, share, spread, provisional, found, meets, short) = map(int, row[:4]), row[4:11]
    balance = verdict(*heads)
    assert balance.counts.total == int(size)
    assert one_decimal(balance.share) == share
    ends = balance.range
    assert ("-" if ends is None else " - ".join(map(one_decimal, ends))) == spread
    assert (balance.provisional, balance.verdict, balance.meets) == (provisional, found, meets)
    assert (balance.under_represented or "-") == short


def test_the_whole_table_is_read():
    assert len(table("verdicts.md")) == 50
    assert len(table("splits.md")) == 16


@pytest.mark.parametrize("row", table("splits.md"), ids=lambda row: "size-" + row[0])
def test_each_size_has_its_splits(row):
    size, parity, even, its_verdict, meeting, critical = row
    n = int(size)
    women, men = splits.nearest_attainable(n)
    assert (", ".join(splits.parity_splits(n)) or "none") == parity
    assert splits.parity_attainable(n) == (parity != "none")
    assert f"{women}-{men}" == even
    assert bands.band(women, men) == its_verdict
    assert ", ".join(splits.attainable(n)) == meeting
    found = [f"{w}-{n - w}" for w in range(n + 1) if bands.band(w, n - w) == "CRITICAL"]
    assert (", ".join(found) or "none") == critical


@pytest.mark.parametrize(
    ("women", "men", "needed"),
    [(1, 5, 2), (2, 5, 1), (3, 7, 1), (0, 3, 1), (2, 8, 2), (4, 6, 0), (4, 1, 1), (1, 0, None), (0, 0, None)],
)
def test_replacements_needed_at_the_same_size(women, men, needed):
    assert splits.replacements(women, men) == needed
    assert verdict(women, men).replace == needed


@pytest.mark.parametrize(("women", "men", "needed"), [(1, 4, 2), (2, 8, 4), (0, 2, 1), (4, 1, 2), (3, 3, 0)])
def test_growth_needed_when_nobody_leaves(women, men, needed):
    assert splits.growth(women, men) == needed


def test_the_weaker_rule_of_the_appointment_board_stands_beside_the_band():
    board = verdict(1, 5, rule="both_present")
    assert (board.verdict, board.band, board.meets) == ("BOTH_PRESENT", "LOW", "yes")
    alone = verdict(0, 4, rule="both_present")
    assert (alone.verdict, alone.band, alone.meets, alone.under_represented) == (
        "ONE_SEX",
        "ONE_SEX",
        "no",
        "women",
    )
    assert alone.replace == 1
    assert alone.attainable == ("1-3", "2-2", "3-1")


def test_an_undisclosed_seat_can_leave_presence_open():
    board = verdict(0, 3, undisclosed=1, rule="both_present")
    assert (board.verdict, board.provisional, board.meets) == ("UNDETERMINED", "ONE_SEX", "unknown")


def test_a_delegation_is_reported_not_judged():
    council = verdict(10, 38, rule="report_only")
    assert (council.verdict, council.meets, council.judged) == (None, "n/a", False)
    assert council.share == Fraction(5, 24)
    assert (council.attainable, council.replace) == (None, None)


def test_splits_count_the_undisclosed_in_and_are_left_out_where_undetermined():
    assert verdict(2, 2, undisclosed=1).attainable == ("2-3", "3-2")
    assert verdict(2, 2, undisclosed=1).replace == 0
    assert verdict(1, 9, undisclosed=1).replace == 4
    for open_case in (verdict(2, 4, undisclosed=1), verdict(5, 5, undisclosed=2)):
        assert open_case.verdict == "UNDETERMINED"
        assert (open_case.attainable, open_case.replace) == (None, None)


@pytest.mark.parametrize(
    ("heads", "notes"),
    [
        ((1, 2, 0, 2), {"too-many-undisclosed", "parity-not-attainable"}),
        ((4, 4, 0, 2), set()),
        ((1, 2, 0, 0), {"parity-not-attainable", "nearest-attainable"}),
        ((7, 8, 0, 0), {"parity-not-attainable"}),
        ((8, 9, 0, 0), set()),
    ],
)
def test_notes_say_what_the_verdict_cannot(heads, notes):
    assert set(verdict(*heads).notes) == notes


def test_bounds_are_settings():
    strict = replace(bands.DEFAULT, balanced_low=47, balanced_high=53)
    assert judge(Counts(40, 60), bands=strict).verdict == "CRITICAL"


@given(st.integers(0, 3000), st.integers(0, 3000), st.integers(0, 3), st.integers(0, 300))
def test_trying_only_the_turning_points_finds_what_trying_every_way_finds(women, men, other, undisclosed):
    size = women + men + undisclosed
    every = {bands.band(women + a, size - women - a, other) for a in range(undisclosed + 1)}
    found, _ = _decide(Counts(women, men, other, undisclosed), "band", bands.DEFAULT)
    assert found == (every.pop() if len(every) == 1 else "UNDETERMINED")


@given(st.integers(0, 400), st.integers(0, 400))
def test_replacing_as_many_as_said_meets_and_one_fewer_does_not(women, men):
    needed = splits.replacements(women, men)
    if needed:
        step = 1 if women < men else -1
        assert bands.band(women + step * needed, men - step * needed) in bands.MEETING
        assert bands.band(women + step * (needed - 1), men - step * (needed - 1)) not in bands.MEETING


@given(st.integers(0, 200), st.integers(1, 200))
def test_growing_as_said_is_the_smallest_that_meets(women, men):
    first = splits.growth(women, men)
    few, many = sorted((women, men))
    assert first == next(k for k in range(500) if bands.band(few + k, many) in bands.MEETING)


def test_millions_of_people_are_judged_at_once():
    crowd = verdict(10_000_000, 10_000_000, 0, 10_000_000)
    assert crowd.verdict == "UNDETERMINED"
    assert len(verdict(10_000_000, 9_000_000).attainable) == 3
