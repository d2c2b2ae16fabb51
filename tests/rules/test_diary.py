"""The diary of evidence: what a typed line says, which indicators it speaks to, what an answer takes from it."""

from __future__ import annotations

import pytest

from gemtui import rules
from gemtui.reference import framework_of_year, indicators
from gemtui.rules import Noted
from tests.rules.offices import row

ARCHITECTURE = indicators()["SWAP2-11"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Panels briefed", Noted("Panels briefed")),
        (
            "11 14: Panels briefed on bias (Memo 3/2026)",
            Noted("Panels briefed on bias", "", (11, 14), "Memo 3/2026"),
        ),
        ("PI 11, PI 14: Panels briefed", Noted("Panels briefed", "", (11, 14))),
        ("pi11,14,11: Panels briefed", Noted("Panels briefed", "", (11, 14))),
        ("12.5. 11: Panels briefed", Noted("Panels briefed", "12.5.", (11,))),
        ("2026-05-12: Panels briefed", Noted("Panels briefed", "2026-05-12")),
        ("Decision: the chair rotates", Noted("Decision: the chair rotates")),
        ("Item 3 of 5: adopted", Noted("Item 3 of 5: adopted")),
        ("at 9:30 the panel met", Noted("at 9:30 the panel met")),
        ("3 women joined (as planned)", Noted("3 women joined (as planned)")),
        ("", Noted("")),
    ],
)
def test_a_line_is_read_as_it_is_meant(typed, said):
    assert rules.read_noted(typed) == said


def test_numbers_are_those_of_the_year_s_framework():
    assert rules.numbered(framework_of_year(2023), (11, 14)) == ("SWAP2-11", "SWAP2-14")
    assert rules.numbered(framework_of_year(2023), (18,)) is None
    assert rules.numbered(framework_of_year(2025), (18,)) == ("SWAP3-18",)


def line(id_="d", office="AO-PAZ", **given):
    return row(
        "evidence",
        id_,
        office,
        **{"on": "2023-05-12", "indicators": ["SWAP2-11"], "title": "Memo sent", **given},
    )


def test_a_line_speaks_to_what_it_names_in_its_year_also_under_the_next_framework():
    rows = [line("b", on="2023-07-01"), line("a"), line("c", on="2022-05-12"), line("e", office="RO-NVL"),
            line("f", indicators=["SWAP2-12"]), line("g", indicators=["SWAP3-11"]), line("h", on=None)]  # fmt: skip
    found = rules.speaking(rows, ARCHITECTURE, 2023, "AO-PAZ")
    assert [one["id"] for one in found] == ["a", "g", "b"]


def test_words_are_added_once():
    told = rules.told(line(reference="Memo 3"), "12 May 2023")
    assert told == "12 May 2023: Memo sent (Memo 3)"
    once = rules.added("The unit is funded", [told])
    assert once == f"The unit is funded\n{told}"
    assert rules.added(once, [told]) == once
    assert rules.added(None, [told]) == told


def test_only_what_can_be_shown_becomes_evidence_and_a_second_answer_gets_a_copy():
    entry = row("indicator_entry", "x")
    assert rules.behind(line(), entry) is None
    at = {"subject_kind": "indicator_entry", "subject": "x"}
    assert rules.behind(line(reference="Memo 3"), entry) == at
    assert rules.behind(line(reference="Memo 3", subject="x"), entry) is None
    copy = rules.behind(line(sha256="ab", bytes=3, media_type="text/plain", subject="y"), entry)
    assert copy == {**at, "title": "Memo sent", "sha256": "ab", "bytes": 3, "media_type": "text/plain"}
