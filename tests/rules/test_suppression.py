"""Small cells: balance-rules.md section 10 and scenario 2's public tables; nothing hidden can be computed back."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from gemtui.rules import Sum, public_requests, public_staffing, published

ROW = [Sum("total", ("women", "men"))]


@pytest.mark.parametrize(
    ("women", "men", "shown"),
    [
        (3, 12, (None, None, 15)),  # test 1
        (12, 9, (12, 9, 21)),  # test 2
        (0, 8, (0, 8, 8)),  # test 3
        (2, 1, (None, None, None)),
        (5, 5, (5, 5, 10)),
    ],
)
def test_worked_cases_of_one_row(women: int, men: int, shown: tuple[int | None, ...]) -> None:
    found = published({"women": women, "men": men, "total": women + men}, ROW)
    assert (found["women"], found["men"], found["total"]) == shown


def test_the_public_staffing_table_of_scenario_2() -> None:
    lines = {"all": (17, 13, 2), "professional": (10, 11, 1), "others": (7, 2, 1)}
    found = public_staffing(lines, [Sum("all", ("professional", "others"))])
    assert [(line.name, line.women, line.men, line.total, line.others) for line in found] == [
        ("all", 17, 13, 30, None), ("professional", None, None, 21, None), ("others", None, None, 9, None),
    ]  # fmt: skip
    assert [line.percent for line in found] == [Fraction(17, 30), None, None]


def test_flexible_work_of_scenario_2() -> None:
    telework = {
        "requests_women": 14, "requests_men": 9, "granted_women": 14, "granted_men": 8, "refused_women": 0, "refused_men": 1,
    }  # fmt: skip
    part_time = {
        "requests_women": 3, "requests_men": 0, "granted_women": 3, "granted_men": 0, "refused_women": 0, "refused_men": 0,
    }  # fmt: skip
    found = public_requests({"telework": telework, "part_time": part_time})
    assert found["telework"] == {**telework, "granted_men": None, "refused_men": None}
    assert set(found["part_time"].values()) == {None}


def test_one_undisclosed_person_in_an_office_is_not_told_by_subtraction() -> None:
    (line,) = public_staffing({"all": (8, 6, 1)})
    assert (line.women, line.men, line.total, line.others) == (8, 6, 14, None)


def test_a_survey_of_six_with_one_no_shows_no_answer() -> None:
    found = published({"yes": 5, "no": 1, "answers": 6}, [Sum("answers", ("yes", "no"))])
    assert found == {"yes": None, "no": None, "answers": 6}


def test_a_share_of_few_is_left_out_and_a_threshold_can_not_be_lowered_away() -> None:
    assert public_staffing({"all": (5, 0, 0)})[0].percent is None
    with pytest.raises(ValueError, match="2"):
        published({"a": 1}, [], 2)


SMALL = some.integers(0, 7)


@settings(deadline=None)
@given(some.lists(some.tuples(SMALL, SMALL), min_size=1, max_size=2))
def test_whoever_knows_the_published_table_knows_no_hidden_small_count(rows: list[tuple[int, int]]) -> None:
    """Tries every table: of those that would be published alike, at least two differ in each hidden small count."""
    found = table(rows)
    alike = [
        tried for tried in product(product(range(9), repeat=2), repeat=len(rows)) if fits(list(tried), found)
    ]
    for n, row in enumerate(rows):
        for g, count in enumerate(row):
            shown = found[f"line {n}"][g]
            assert shown in (None, count)
            if 0 < count < 5:
                assert shown is None
                assert len({tried[n][g] for tried in alike}) > 1


def table(rows: list[tuple[int, int]]) -> dict[str, tuple[int | None, ...]]:
    lines = {f"line {n}": (women, men, 0) for n, (women, men) in enumerate(rows)}
    whole = (sum(w for w, _ in rows), sum(m for _, m in rows), 0)
    found = public_staffing({"all": whole, **lines}, [Sum("all", tuple(lines))])
    return {line.name: (line.women, line.men, line.total) for line in found}


def fits(tried: list[tuple[int, int]], found: dict[str, tuple[int | None, ...]]) -> bool:
    whole = (sum(w for w, _ in tried), sum(m for _, m in tried))
    there = {"all": whole, **{f"line {n}": row for n, row in enumerate(tried)}}
    return all(
        all(shown in (None, value) for shown, value in zip(found[name], (w, m, w + m), strict=True))
        for name, (w, m) in there.items()
    )


OFFICES = {
    "Union": (148, 153, 2),
    "PAZ": (8, 6, 0),
    "NVL": (17, 13, 2),
    "TRM": (3, 4, 0),
    "ITU": (120, 130, 0),
}


def test_a_small_office_does_not_follow_from_what_the_others_publish_of_themselves() -> None:
    names = list(OFFICES)
    found = public_staffing(OFFICES, [Sum("Union", tuple(names[1:]))], elsewhere=names[1:-1])
    shown = {line.name: (line.women, line.men, line.total) for line in found}
    assert shown == {
        "Union": (148, 153, 301), "PAZ": (8, 6, 14), "NVL": (17, 13, 30), "TRM": (None, None, 7), "ITU": (None, None, 250),
    }  # fmt: skip


def test_where_all_others_publish_their_own_table_the_whole_is_hidden() -> None:
    lines = {"Union": (28, 23, 0), **{name: OFFICES[name] for name in ("PAZ", "NVL", "TRM")}}
    found = public_staffing(lines, [Sum("Union", ("PAZ", "NVL", "TRM"))], elsewhere=("PAZ", "NVL", "TRM"))
    shown = {line.name: (line.women, line.men, line.total) for line in found}
    assert shown["Union"] == (None, None, 51)
    assert shown["PAZ"] == (8, 6, 14)


def test_grades_of_a_few_are_merged_into_one_line() -> None:  # test 5: P-5 1-0, P-4 2-2, P-3 3-3
    (line,) = public_staffing({"professional and higher": (6, 5, 0)})
    assert (line.women, line.men, line.total) == (6, 5, 11)
