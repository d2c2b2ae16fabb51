"""Whatever a bundle brings, of the right types and else without sense, the rules answer and never break."""

import random
from datetime import date

import pytest

from gemtui import locale, rules
from gemtui.records import kinds
from gemtui.reference import catalogue, catalogue_names
from gemtui.reports.naming import readable
from gemtui.rules.catalogue import CATALOGUE
from tests.records.strategies import HOSTILE
from tests.rules.offices import blank, row

ON = date(2024, 1, 10)
IDS = tuple("abcdef")
OFFICES = ("AO-PAZ", "ITU")
PLACES = (*IDS, "ITU/a", "AO-PAZ/b", "AO-PAZ/", "/a", "/")
DAYS = ("0001-01-01", "2013-01-01", "2022-12-31", "2023-12-31", "2024-01-10", "2024-02-29", "9999-12-31")
NAMES = frozenset(catalogue_names())


def likely(question):
    """Return values of the field's type: at its bounds, hostile, listed, or leading to another record."""
    if question.choices:
        return question.choices
    if question.refers:
        return PLACES
    if question.type == "integer":
        return (
            question.minimum or 0,
            1,
            3,
            2023,
            2025,
            10_000_000 if question.maximum is None else question.maximum,
        )
    listed = tuple(code for code, _ in catalogue(question.catalogue)) if question.catalogue in NAMES else ()
    texts = {
        "date": DAYS,
        "boolean": (True, False),
        "number": ("0", "-1", "-0.00", "12.50", "999999999999999"),
    }
    return texts.get(question.type, (*HOSTILE, "2023", "2025-2026", *listed))


def cell(chance, question):
    if chance.random() < 0.3:
        return None
    value = chance.choice(likely(question))
    return [value, chance.choice(likely(question))] if question.type == "array" else value


def any_facts(seed):
    chance = random.Random(seed)
    return {
        name: [
            {**blank(name, OFFICES[n % 2], IDS[n]), **{q.name: cell(chance, q) for q in kind.questions}}
            for n in range(chance.randint(0, len(IDS)))
        ]
        for name, kind in kinds().items()
    }


@pytest.mark.parametrize("seed", range(60))
def test_every_rule_answers_for_any_records(seed):
    facts, role = any_facts(seed), ("field", "hq")[seed % 2]
    period = (None, 2023, 2025)[seed % 3]
    context = rules.Context("ITU" if role == "hq" else "AO-PAZ", ON, role, period, kinds=kinds())
    picture = rules.Picture(facts, context)
    found = rules.findings(picture)
    for one in found:
        assert one.level == CATALOGUE[one.code].level
        assert locale.say(one.code, readable(one.facts, "en"))
        assert one.field == "" or kinds()[one.kind].question(one.field)
    rules.progress(picture, found)
    rules.completeness(facts, context)
    rules.answers(picture, "")
    for body in rules.bodies(facts, ON):
        assert body.balance.counts.total >= 0
        assert body.leadership.meets in ("yes", "no", "unknown", "n/a")
    rules.equal_representation(rules.staffing(facts["staffing_snapshot"], ON), planned=True)
    rules.summary(facts["action"], ON)
    for entry in facts["indicator_entry"]:
        indicator = rules.indicator_of(entry)
        if indicator:
            left = rules.distance(indicator, entry)
            assert 0 <= len(left.missing) <= left.of


@pytest.mark.parametrize("seed", range(60, 80))
def test_the_rules_within_a_record_answer_for_any_record(seed):
    for kind, held in any_facts(seed).items():
        for record in held:
            for one in rules.single(kind, record, ON):
                assert (one.kind, one.id, one.office) == (kind, record["id"], record["office"])


def test_a_record_that_came_without_its_date_is_named_and_counts_nowhere():
    whole = row("staffing_snapshot", "a", as_of="2023-12-31", grade="P-4", women=1, men=1)
    half = row("staffing_snapshot", "b", grade="P-4", women=9, men=9)
    context = rules.Context("AO-PAZ", ON, kinds=kinds())
    found = [f for f in rules.check({"staffing_snapshot": [whole, half]}, context) if f.id == "b"]
    assert [(f.code, f.field) for f in found] == [("required-blank", "as_of")]
    assert rules.staffing([whole, half], ON)[-1].balance.counts.total == 2
