"""Indicators of an office's own: a base of nothing, a part above its whole, unknown ones, the distance to the target."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from gemtui import reference, rules
from gemtui.reference import Catalogues, Given
from gemtui.rules import Context

OWN = (Path(__file__).parents[1] / "reference" / "data" / "paz-own.toml").read_text("utf-8")
ON = date(2024, 6, 1)


@pytest.fixture(autouse=True)
def own_catalogue() -> Iterator[None]:
    reference.use(Catalogues([Given("paz-own", OWN)]))
    yield
    reference.use(reference.PACKAGED)


def entry(**values: Any) -> dict[str, Any]:
    about = {"id": "e1", "office": "AO-PAZ", "framework": "paz-own", "indicator": "PAZ-01", "period": 2023}
    return {**about, "accountable": "Head", **values}


def codes(**values: Any) -> set[str]:
    return {found.code for found in rules.single("indicator_entry", entry(**values), ON)}


def test_a_share_is_the_part_out_of_the_whole_in_per_cent() -> None:
    found = rules.standing(entry(numerator="36", denominator="100"))
    assert (found.value, found.target, found.to_go) == (36, 45, 9)
    assert found.way == Fraction(2, 5)
    assert codes(numerator="36", denominator="100") == set()


def test_a_whole_of_nothing_gives_no_base_and_never_nought() -> None:
    found = rules.standing(entry(numerator="0", denominator="0", value="0"))
    assert (found.value, found.no_base, found.to_go) == (None, True, None)
    assert "counted-out-of-nothing" in codes(numerator="0", denominator="0")
    assert "counted-out-of-nothing" in {
        f.code for f in rules.single("indicator_entry", entry(framework="un-swap-2", indicator="SWAP2-10", denominator="0"), ON)
    }  # fmt: skip


def test_a_part_above_its_whole_is_an_error_of_a_share_only() -> None:
    assert "part-above-whole" in codes(numerator="101", denominator="100")
    assert "part-above-whole" not in codes(indicator="PAZ-02", numerator="101", denominator="100")


def test_an_unknown_indicator_is_found_and_a_stated_value_is_compared() -> None:
    assert "indicator-not-in-framework" in codes(indicator="PAZ-99")
    assert "value-differs" in codes(numerator="36", denominator="100", value="40")
    assert "value-differs" not in codes(numerator="1", denominator="3", value="33.3")
    assert "framework-of-another-year" in codes(period=2019)


def test_an_own_indicator_is_counted_and_not_rated() -> None:
    assert codes(value="31") == set()


def test_less_is_better_where_the_catalogue_says_so_and_the_entry_s_own_target_counts_first() -> None:
    found = rules.standing(entry(indicator="PAZ-02", value="12"))
    assert (found.to_go, found.way) == (7, None)
    assert rules.standing(entry(indicator="PAZ-02", value="4")).to_go == 0
    assert rules.standing(entry(numerator="36", denominator="100", target="40")).to_go == 4


def test_only_the_office_whose_indicators_they_are_is_asked_for_them() -> None:
    for office, expected in (("AO-PAZ", {"PAZ-01", "PAZ-02"}), ("AO-TRM", set())):
        context = Context(office, ON, period=2024)
        found = rules.check({"indicator_entry": []}, context)
        asked = {f.facts["code"] for f in found if f.code == "indicator-unanswered"}
        assert {code for code in asked if code.startswith("PAZ")} == expected


def test_headquarters_word_on_a_year_s_framework_leaves_own_indicators_alone() -> None:
    assert [one.code for one in reference.own_frameworks(2023)] == ["paz-own"]
    assert reference.own_frameworks(2019) == []


def test_a_year_still_belongs_to_one_un_swap_framework() -> None:
    framework = reference.framework_of_year(2023)
    assert framework is not None
    assert framework.code == "un-swap-2"
