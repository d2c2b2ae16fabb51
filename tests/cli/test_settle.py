"""`settle`: every office's word on an indicator, and the Union's one rating of it."""

from __future__ import annotations

from pathlib import Path

from tests.cli.gem import Gem


def union(tmp_path: Path) -> Gem:
    """Return headquarters' machine in January 2027, with an entry of its own on gender architecture."""
    hq = Gem(tmp_path, store="itu.gemtui").on("2027-01-12")
    hq.json("init", "--office", "ITU", "--role", "hq")
    return hq


def test_an_indicator_is_settled_with_the_entries_that_it_rests_on(tmp_path: Path) -> None:
    hq = union(tmp_path)
    entry = hq.add(
        "indicator_entry", "framework=un-swap-3", "indicator=SWAP3-11", "period=2026", "rating=approaches"
    )
    (found,) = hq.json("settle", "11")
    assert [(one["office"], one["id"], one["rating"]) for one in found["inputs"]] == [
        ("ITU", entry, "approaches")
    ]
    assert (found["proposed"], found["ground"], found["settled"]) == ("approaches", "ground-own", None)
    made = hq.json("settle", "SWAP3-11", "--rating", "approaches", "--explanation", "All posts are at P-4")
    row = hq.json("show", "entity_rating", made["id"])["record"]
    assert (row["sources"], row["period"], row["framework"]) == ([entry], 2026, "un-swap-3")
    again = hq.json("settle", "11", "--rating", "missing")
    assert (again["id"], again["revision"]) == (made["id"], 2)
    assert hq.json("settle", "11")[0]["settled"]["rating"] == "missing"
    text = hq("settle", "11").out
    assert "PI 11 Gender architecture" in text
    assert "proposed: approaches; settled: missing" in text


def test_all_indicators_of_a_year_are_listed_in_its_framework(tmp_path: Path) -> None:
    hq = union(tmp_path)
    assert len(hq.json("settle")) == 18
    assert {one["indicator"][:5] for one in hq.json("settle", "--period", "2023")} == {"SWAP2"}


def test_what_can_t_be_settled_is_said_and_nothing_is_saved(tmp_path: Path) -> None:
    hq = union(tmp_path)
    assert hq("settle", "99").code == 2
    assert hq("settle", "--rating", "meets").code == 2
    assert hq("settle", "11", "--rating", "splendid").code == 2
    assert hq.json("list", "entity_rating") == []
    office = Gem(tmp_path / "office")
    office.json("init", "--office", "NBO")
    answer = office("settle", "11")
    assert answer.code == 1
    assert "not-permitted" in answer.out + answer.err
