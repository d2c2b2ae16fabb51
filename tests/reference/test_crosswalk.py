"""From one framework to the next: the package's crosswalk is whole, and a faulty one is named before anybody relies on it."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from gemtui.reference import CATALOGUES, Given, catalogue_faults, crosswalk, frameworks

PACKAGED = (CATALOGUES / "crosswalk.toml").read_text("utf-8")
OWN = Path(__file__).parents[1] / "reference" / "data" / "paz-own.toml"


def codes(text: str, name: str = "crosswalk", beside: tuple[Given, ...] = ()) -> set[str]:
    return {fault.code for fault in catalogue_faults(text.encode(), name, beside)}


def test_every_indicator_goes_on_or_ends_and_comes_from_somewhere_or_is_new() -> None:
    known = [*frameworks().values()]
    for older, newer in pairwise(known):
        assert sorted(n for link in crosswalk() for n in link.before if n in older.indicators) == sorted(
            older.indicators
        )
        assert sorted(n for link in crosswalk() for n in link.after if n in newer.indicators) == sorted(
            newer.indicators
        )
    assert {link.kind for link in crosswalk()} == {"same", "split", "merged", "new", "dropped"}


def test_the_file_says_that_it_is_our_reading() -> None:
    assert "THIS IS OUR READING" in PACKAGED
    assert all(link.confidence in ("high", "medium", "low") for link in crosswalk())


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ('kind = "merged"', 'kind = "joined"', "catalogue-value"),
        ('kind = "merged"', 'kind = "same"', "crosswalk-count"),
        ('before = ["SWAP2-16"]', 'before = ["SWAP2-99"]', "crosswalk-unknown"),
        ('before = ["SWAP2-16"]', 'before = ["SWAP2-17"]', "catalogue-twice"),
        ('before = ["SWAP2-16"]', 'before = ["SWAP2-17"]', "crosswalk-missing"),
        ('newer = "un-swap-3"', 'newer = "un-swap-9"', "catalogue-value"),
        ('before = ["SWAP2-16"]', "before = 16", "catalogue-type"),
    ],
)
def test_what_is_wrong_is_named(before: str, after: str, code: str) -> None:
    assert before in PACKAGED
    assert codes(PACKAGED) == set()
    assert code in codes(PACKAGED.replace(before, after))


def test_an_own_framework_is_checked_key_by_key() -> None:
    text = OWN.read_text("utf-8")
    assert codes(text, "paz-own") == set()
    assert codes(text, "other") == {"catalogue-name"}
    for old, new, code in (
        ('measure = "share"', 'measure = "part"', "catalogue-value"),
        ('target = "45"', 'target = "145"', "catalogue-value"),
        ('target = "45"', 'target = "many"', "catalogue-type"),
        ('target = "45"', "target = 45", "catalogue-type"),
        ("target_year = 2026", "target_year = 2010", "catalogue-value"),
        ('denominator = "all who took part"\n', "", "catalogue-missing"),
        ('office = "AO-PAZ"', 'office = ""', "catalogue-missing"),
        ('id = "PAZ-02"', 'id = "PAZ-01"', "catalogue-twice"),
        ('id = "PAZ-02"', 'id = "SWAP3-01"', "catalogue-twice"),
        ('clauses = ["OA-B1"]', 'clauses = ["OA-Z9"]', "catalogue-value"),
        ('better = "lower"', 'wort = "lower"', "catalogue-table"),
    ):
        assert old in text, old
        assert codes(text.replace(old, new), "paz-own") == {code}, (old, new)


def test_a_crosswalk_may_speak_of_own_frameworks_that_lie_beside_it() -> None:
    older = OWN.read_text("utf-8")
    newer = (
        older.replace("paz-own", "paz-next")
        .replace("PAZ-0", "PAN-0")
        .replace("from_year = 2020", "from_year = 2027")
    )
    text = (
        '[[step]]\nolder = "paz-own"\nnewer = "paz-next"\n'
        + '[[link]]\nid = "l1"\nkind = "same"\nbefore = ["PAZ-01"]\nafter = ["PAN-01"]\nnote = ""\n'
        + '[[link]]\nid = "l2"\nkind = "dropped"\nbefore = ["PAZ-02"]\nafter = []\nnote = ""\n'
        + '[[link]]\nid = "l3"\nkind = "new"\nbefore = []\nafter = ["PAN-02"]\nnote = ""\n'
    )
    beside = (Given("paz-own", older), Given("paz-next", newer))
    assert codes(text, "paz-crosswalk") == {"catalogue-value"}
    assert codes(text, "paz-crosswalk", beside) == set()
