"""From facts to ratings: what headquarters sees of the offices' entries, and what it settles from them."""

from __future__ import annotations

from datetime import date

import pytest

from gemtui import rules
from gemtui.rules.picture import Picture
from tests.rules.offices import context, facts, row

ON = date(2026, 1, 20)
NAMES = ("ao-paz", "ao-paz-2025", "ao-paz-2025-second", "ro-nvl", "ao-trm", "itu")
EXPECTED = ("AO-LIM", "AO-PAZ", "AO-TRM", "RO-NVL")


def settled(held, on=ON, year=2025):
    found = rules.settlements(Picture(held, context("ITU", on, year, role="hq")), EXPECTED)
    return {one.indicator.number: one for one in found}


@pytest.fixture(scope="module")
def union():
    return settled(facts(*NAMES))


def test_every_indicator_of_the_year_is_there_with_all_inputs_and_who_is_silent(union):
    assert list(union) == list(range(1, 19))
    eleven = union[11]
    assert {one.office: one.rating for one in eleven.inputs} == {
        "AO-PAZ": "meets", "AO-TRM": "missing", "RO-NVL": "approaches", "ITU": "approaches",
    }  # fmt: skip
    assert eleven.silent == ("AO-LIM",)
    assert eleven.by_rating == {"meets": 1, "approaches": 2, "missing": 1}


def test_gender_architecture_is_settled_as_approaches_and_never_averaged(union):
    eleven = union[11]
    assert (eleven.proposed, eleven.ground, eleven.settled["rating"]) == (
        "approaches",
        "ground-own",
        "approaches",
    )
    assert eleven.lowest.office == "AO-TRM"
    assert eleven.by_all == ()
    assert "SWAP3-11/approaches/1" in eleven.by_some


def test_settled_as_meets_over_a_missing_input_is_seen_beside_it():
    held = facts(*NAMES)
    held["entity_rating"] = [{**held["entity_rating"][0], "rating": "meets", "requirements": None}]
    against = {(f.office, f.code, f.level) for f in settled(held)[11].contradictions}
    assert ("ITU", "rating-above-inputs", "warning") in against


def test_a_p3_focal_point_at_fifteen_per_cent_who_meets_is_a_contradiction():
    found = settled(facts("ao-paz"), on=date(2024, 1, 10), year=2023)[11]
    assert [one.rating for one in found.inputs] == ["meets"]
    assert [(f.office, f.code) for f in found.contradictions] == [("AO-PAZ", "architecture-contradicted")]


def test_equal_representation_follows_headquarters_own_head_counts_not_the_offices(union):
    fifteen = union[15]
    assert [one.office for one in fifteen.inputs] == ["RO-NVL"]
    assert (fifteen.proposed, fifteen.ground) == ("approaches", "ground-counts")
    held = facts(*NAMES)
    held["staffing_snapshot"] = [r for r in held["staffing_snapshot"] if r["office"] != "ITU"]
    without = settled(held)[15]
    assert (without.proposed, without.ground) == ("approaches", "ground-lowest")


def test_the_union_rated_above_its_own_head_counts_is_a_contradiction():
    held = facts(*NAMES)
    rated = row(
        "entity_rating", "x", "ITU", framework="un-swap-3", indicator="SWAP3-15", period=2025, rating="meets"
    )
    held["entity_rating"] = [*held["entity_rating"], rated]
    against = [f for f in settled(held)[15].contradictions if f.code == "representation-contradicted"]
    assert [(f.office, f.facts["ceiling"]) for f in against] == [("ITU", "approaches")]
    assert "P-5" in against[0].facts["grades"]


def test_only_the_offices_that_rated_say_what_all_prove():
    entry = {"framework": "un-swap-3", "indicator": "SWAP3-11", "period": 2025}
    first, second = "SWAP3-11/approaches/1", "SWAP3-11/meets/1"
    held = {
        "indicator_entry": [
            row("indicator_entry", "a", "AO-PAZ", rating="meets", requirements=[first, second], **entry),
            row("indicator_entry", "b", "AO-TRM", rating="approaches", requirements=[first], **entry),
            row(
                "indicator_entry", "c", "RO-NVL", rating="not_applicable", justification="none here", **entry
            ),
            row("indicator_entry", "d", "AO-LIM", rating="not_reported", **entry),
        ]
    }
    found = settled(held)[11]
    assert (found.by_all, found.by_some) == ((first,), (second,))
    assert (found.proposed, found.ground, found.silent) == ("approaches", "ground-lowest", ("AO-LIM",))
    assert found.sources == ["AO-LIM/d", "AO-PAZ/a", "AO-TRM/b", "RO-NVL/c"]


def test_where_nobody_has_said_anything_nothing_is_proposed():
    found = settled({})[1]
    assert (found.proposed, found.ground, found.silent, found.lowest) == ("", "ground-none", EXPECTED, None)
