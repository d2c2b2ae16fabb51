"""Every code has a level, a clause, a sentence and a case; no code stands there that nothing raises."""

import ast
import re
import tomllib
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

import gemtui.rules
from gemtui import locale, rules
from gemtui.records import kinds
from gemtui.reference import clauses
from gemtui.reports.naming import readable
from gemtui.rules.catalogue import CATALOGUE, ERRORS, GAPS, WARNINGS
from tests.rules import test_between_records as between
from tests.rules import test_within_one_record as within
from tests.rules.offices import row

WORDS = tomllib.loads((files("gemtui.locale") / "en" / "findings.toml").read_text("utf-8"))
LENGTHS = {"so-many-days"}


BODY = {"id": "c", "office": "AO-PAZ"}
OF_THE_STORE = (
    rules.in_draft("committee", BODY, "size", "Size"),
    rules.in_conflict("committee", BODY, "size"),
    rules.changed_late(kinds()["committee"], BODY, ("size", "deleted"), "One place more"),
    rules.changed_late(kinds()["committee"], BODY, ("size",), None),
    rules.changed_late(kinds()["meeting"], BODY, ("held_on",), "The list came now", "2023-05-02"),
    rules.changed_late(kinds()["meeting"], BODY, ("held_on",), None, "2023-05-02"),
)
"""Findings that the store's log asks for, not the rows."""


def raised_in_source():
    """Return the codes that stand in the rules' source outside the catalogue."""
    found = set()
    for path in Path(gemtui.rules.__file__).parent.rglob("*.py"):
        if path.name != "catalogue.py":
            nodes = ast.walk(ast.parse(path.read_text("utf-8")))
            found |= {
                node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)
            }
    return found & set(CATALOGUE)


def first_arguments():
    """Return every literal that is handed to `finding` as its code."""
    for path in Path(gemtui.rules.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "finding":
                yield from (arg.value for arg in node.args[:1] if isinstance(arg, ast.Constant))


def test_every_code_that_is_raised_is_listed_and_every_listed_one_is_raised():
    assert set(first_arguments()) <= set(CATALOGUE)
    assert raised_in_source() == set(CATALOGUE)


def test_no_code_has_two_levels():
    assert len(CATALOGUE) == len(ERRORS) + len(WARNINGS) + len(GAPS)


def test_every_code_has_one_sentence_and_no_sentence_is_left_over():
    assert set(WORDS) - LENGTHS == set(CATALOGUE)


def test_every_code_has_a_clause_of_the_policy():
    assert {rule.clause for rule in CATALOGUE.values()} <= set(clauses())


def test_every_code_is_shown_by_a_case():
    cases = {case[0] for case in (*within.CASES, *between.CASES)}
    assert cases | {found.code for found in OF_THE_STORE} == set(CATALOGUE)


def all_findings():
    for code, kind, wrong, _ in within.CASES:
        yield from (f for f in rules.single(kind, row(kind, **wrong), within.ON) if f.code == code)
    for code, wrong, _, more in between.CASES:
        yield from (f for f in between.found(wrong, more) if f.code == code)
    yield from OF_THE_STORE


@pytest.mark.parametrize("found", all_findings(), ids=lambda found: found.code)
def test_every_sentence_has_all_its_facts(found):
    said = locale.say(found.code, readable(found.facts, "en"), "en")
    assert not set(re.findall(r"\{(\w+)\}", WORDS[found.code])) - set(found.facts)
    assert "?" not in said
    assert said[0].isupper() or said[0].isdigit()
    assert said.endswith((".", "!"))


def test_lengths_of_time_agree_with_their_number():
    assert readable({"days": 1, "due": "2024-01-09"}, "en") == {
        "days": "1 day",
        "due": locale.day("2024-01-09"),
    }
    assert readable({"days": 2}, "en")["days"] == "2 days"


def test_the_year_that_is_reported_in_january_is_the_one_just_ended():
    assert rules.reporting_year(date(2026, 1, 31)) == 2025
    assert rules.reporting_year(date(2026, 2, 1)) == 2026
