"""Reading what was typed, judging typed values, and showing them again."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gemtui.records import Unreadable, faults, judge, kinds, read, read_day, required_missing, show
from tests.records.strategies import DECIMALS, HOSTILE, rows

TODAY = date(2026, 1, 31)
EVERY_KIND = pytest.mark.parametrize("kind", kinds().values(), ids=lambda kind: kind.name)
CODES = {
    "not-text", "not-a-number", "not-whole", "not-a-date", "ambiguous-date", "not-a-choice", "not-yes-no", "not-decimal",
    "not-a-list", "not-a-reference", "too-small", "too-large", "too-long", "bad-text",
}  # fmt: skip
THOROUGH = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)


def question(name):
    kind, field = name.split(".")
    return kinds()[kind].question(field)


def attempt(asked, typed):
    try:
        return read(asked, typed, TODAY), None
    except Unreadable as problem:
        return None, problem.code


def refusal(call, *arguments):
    with pytest.raises(Unreadable) as caught:
        call(*arguments)
    return caught.value.code


@EVERY_KIND
@THOROUGH
@given(data=st.data())
def test_what_a_field_shows_it_reads_back_and_accepts(kind, data):
    row = data.draw(rows(kind))
    assert faults(kind, row) == {}
    assert required_missing(kind, row) == ()
    for name, value in row.items():
        asked = kind.question(name)
        typed = show(asked, value)
        assert read(asked, typed, TODAY) == value


@EVERY_KIND
@THOROUGH
@given(typed=st.sampled_from(HOSTILE) | st.text(max_size=40))
def test_whatever_is_typed_is_read_or_refused_with_a_code(kind, typed):
    for asked in kind.questions:
        value, problem = attempt(asked, typed)
        assert problem in CODES if problem else judge(asked, value) is None


@EVERY_KIND
@THOROUGH
@given(
    value=st.recursive(
        st.none()
        | st.booleans()
        | st.integers()
        | st.floats()
        | st.text(st.characters(), max_size=5)
        | st.binary(max_size=3),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
        max_leaves=5,
    )
)
def test_any_value_of_a_bundle_is_accepted_or_refused_with_a_code(kind, value):
    for asked in kind.questions:
        problem = judge(asked, value)
        assert problem is None or problem.code in CODES


@EVERY_KIND
def test_a_blank_answer_is_nothing(kind):
    assert {read(asked, " \t ", TODAY) for asked in kind.questions} == {None}


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-11-23", "2026-11-23"),
        ("2026/11/23", "2026-11-23"),
        ("23.11.2026", "2026-11-23"),
        ("23.11", "2026-11-23"),
        ("23.11.", "2026-11-23"),
        ("1.2.2024", "2024-02-01"),
        ("23 Nov 2026", "2026-11-23"),
        ("23 november", "2026-11-23"),
        ("23/11/2026", "2026-11-23"),
        ("11/23/2026", "2026-11-23"),
        ("04/04/2026", "2026-04-04"),
        ("today", "2026-01-31"),
        ("Tomorrow", "2026-02-01"),
        ("yesterday", "2026-01-30"),
        ("end of month", "2026-01-31"),
        ("End of  year", "2026-12-31"),
        ("+3m", "2026-04-30"),
        ("+1m", "2026-02-28"),
        ("-1y", "2025-01-31"),
        ("+2w", "2026-02-14"),
        ("-31d", "2025-12-31"),
        ("29.2.2024", "2024-02-29"),
    ],
)
def test_a_day_is_read_as_people_write_it(typed, day):
    assert read_day(typed, TODAY) == day


@pytest.mark.parametrize(
    "typed",
    [
        "2026-02-30",
        "31.2.",
        "32.1.2026",
        "23.11.26",
        "soon",
        "+9999y",
        "-2026y",
        "2026",
        "1 ma 2026",
        "0000-01-01",
        "+m",
    ],
)
def test_what_is_no_day_is_refused(typed):
    assert refusal(read_day, typed, TODAY) == "not-a-date"


def test_a_day_that_counts_from_today_needs_to_know_today():
    assert refusal(read_day, "+3m") == "not-a-date"
    assert refusal(read_day, "23.11") == "not-a-date"


def test_an_ambiguous_day_asks_for_the_order_and_takes_it():
    with pytest.raises(Unreadable) as caught:
        read_day("03/04/2026", TODAY)
    assert (caught.value.code, caught.value.facts) == (
        "ambiguous-date",
        {"first": "2026-04-03", "second": "2026-03-04"},
    )
    assert read_day("03/04/2026", TODAY, "dmy") == "2026-04-03"
    assert read_day("03/04/2026", TODAY, "mdy") == "2026-03-04"


def test_the_order_is_kept_even_where_the_day_makes_no_sense_in_it():
    assert refusal(read_day, "23/11/2026", TODAY, "mdy") == "not-a-date"


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("7", 7),
        ("007", 7),
        ("1 200", 1200),
        ("12\u202f000", 12000),
        ("1'000'000", 1_000_000),
        ("+5", 5),
        ("٤٢", 42),
    ],
)
def test_a_whole_number_is_read(typed, number):
    assert read(question("composition.women"), typed) == number


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("-1", "too-small"),
        ("10000001", "too-large"),
        ("9" * 30, "too-large"),
        pytest.param("9" * 5000, "too-large", id="thousands of digits"),
        ("2.5", "not-whole"),
        ("1,200", "not-a-number"),
        ("two", "not-a-number"),
        ("1 2", "not-a-number"),
        ("0x10", "not-a-number"),
    ],
)
def test_what_is_no_count_of_people_is_refused(typed, code):
    assert refusal(read, question("composition.women"), typed) == code


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("12000", "12000"),
        ("12 000.50", "12000.50"),
        ("0012.5", "12.5"),
        ("12,5", "12.5"),
        ("-3", "-3"),
        ("-0.00", "0.00"),
        ("+1", "1"),
    ],
)
def test_an_amount_is_kept_exactly(typed, amount):
    assert read(question("action.budget"), typed) == amount


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("1,200", "not-decimal"),
        ("1.23456", "not-decimal"),
        ("1e3", "not-decimal"),
        ("9" * 16, "too-large"),
        ("9" * 99, "too-large"),
        ("NaN", "not-decimal"),
    ],
)
def test_what_is_no_exact_amount_is_refused(typed, code):
    assert refusal(read, question("action.budget"), typed) == code


@given(DECIMALS)
def test_an_amount_that_the_log_can_hold_is_never_changed_by_a_form(amount):
    assert read(question("action.budget"), amount) == amount


@pytest.mark.parametrize(("typed", "value"), [("Yes", True), ("n", False), ("TRUE", True), ("0", False)])
def test_yes_and_no_are_read(typed, value):
    assert read(question("person.active"), typed) is value


def test_neither_yes_nor_no_is_refused():
    assert refusal(read, question("person.active"), "perhaps") == "not-yes-no"


@pytest.mark.parametrize("typed", ["in_progress", "In progress", "IN-PROGRESS", " in  progress "])
def test_a_choice_is_known_however_it_is_written(typed):
    assert read(question("action.status"), typed) == "in_progress"


def test_a_fixed_choice_outside_the_list_is_refused_and_a_catalogue_code_is_not():
    assert refusal(read, question("action.status"), "overdue") == "not-a-choice"
    assert read(question("staffing_snapshot.grade"), "Z-9") == "Z-9"


def test_a_reference_is_an_id_or_an_office_with_an_id():
    identifier = "01936f2a-7b1c-7d10-8a51-1f4c2b3a4d5e"
    asked = question("seat.committee")
    assert read(asked, identifier.upper()) == identifier
    assert read(asked, f"nbo/{identifier}") == f"NBO/{identifier}"
    for typed in ("3", identifier[:-1], f"/{identifier}", f"N/{identifier}", "local procurement committee"):
        assert refusal(read, asked, typed) == "not-a-reference"
    with pytest.raises(Unreadable) as refused:
        read(asked, "Contracts Committee")
    assert refused.value.facts["value"] == "Contracts Committee"


@pytest.mark.parametrize("typed", ["OA-B1, OA-B2", "OA-B1;OA-B2", "OA-B1\nOA-B2\n", '["OA-B1", "OA-B2"]'])
def test_a_list_is_read_however_it_is_divided(typed):
    assert read(question("action.clauses"), typed) == ["OA-B1", "OA-B2"]


def test_a_list_entry_with_a_comma_survives_the_form():
    entries = ["img-02:not_applicable:no people, no icons", "img-01:yes"]
    asked = question("document_review.checklist")
    assert read(asked, show(asked, entries)) == entries


@pytest.mark.parametrize("typed", ["[1]", "[", '["a", null]', '[["a"]]', "[" * 5000])
def test_what_is_no_list_of_texts_is_refused(typed):
    assert refusal(read, question("action.clauses"), typed) in {"not-a-list", "not-text"}


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("committee.name", "", "bad-text"),
        ("committee.name", "a\0b", "bad-text"),
        ("committee.name", "\ud800", "bad-text"),
        ("committee.name", "x" * 20_001, "too-long"),
        ("committee.name", 5, "not-text"),
        ("committee.name", ["a"], "not-text"),
        ("composition.women", True, "not-whole"),
        ("composition.women", "3", "not-whole"),
        ("composition.women", 3.0, "not-whole"),
        ("composition.women", 10_000_001, "too-large"),
        ("focal_point.time_share", 101, "too-large"),
        ("focal_point.time_share", -1, "too-small"),
        ("evidence.bytes", 2**53, "too-large"),
        ("action.budget", 12, "not-decimal"),
        ("action.budget", "012", "not-decimal"),
        ("action.budget", "1.00000", "not-decimal"),
        ("action.budget", ".5", "not-decimal"),
        ("action.budget", "12\n", "not-decimal"),
        ("action.delivery_on", "2026-02-30", "not-a-date"),
        ("action.delivery_on", "20260228", "not-a-date"),
        ("action.delivery_on", "2026-02-28\n", "not-a-date"),
        ("action.delivery_on", "٢٠٢٦-٠٢-٢٨", "not-a-date"),
        ("action.status", "Done", "not-a-choice"),
        ("action.clauses", "OA-B1", "not-a-list"),
        ("action.clauses", [""], "bad-text"),
        ("action.clauses", {}, "not-a-list"),
        ("person.active", 1, "not-yes-no"),
        ("person.active", "yes", "not-yes-no"),
        ("seat.committee", "01936F2A-7B1C-7D10-8A51-1F4C2B3A4D5E", "not-a-reference"),
        ("entity_rating.sources", ["x"], "not-a-reference"),
        ("submission.heads", [1.5], "not-whole"),
        ("submission.heads", [{"a b": 1}], "not-a-list"),
        ("submission.heads", [[[[[[[[1]]]]]]]], "not-a-list"),
        ("focal_point.tor_signed_on_state", "later", "not-a-choice"),
    ],
)
def test_a_value_beyond_the_bounds_of_the_log_is_refused(name, value, code):
    problem = judge(question(name), value)
    assert problem is not None
    assert problem.code == code


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("committee.name", "x" * 20_000),
        ("composition.women", 0),
        ("composition.women", 10_000_000),
        ("focal_point.time_share", 100),
        ("action.budget", "-999999999999999.9999"),
        ("action.delivery_on", "0001-01-01"),
        ("action.clauses", []),
        ("submission.heads", [{"workspace": "w", "seq": 3}]),
    ],
)
def test_a_value_at_the_bounds_of_the_log_is_accepted(name, value):
    assert judge(question(name), value) is None


def test_a_field_and_its_state_are_never_both_given():
    kind = kinds()["focal_point"]
    row = {"role": "alternate", "time_share": 5, "time_share_state": "pending"}
    assert {name: problem.code for name, problem in faults(kind, row).items()} == {
        "time_share_state": "state-and-value"
    }


def test_an_unknown_field_is_named():
    assert faults(kinds()["committee"], {"nmae": "x"})["nmae"].code == "unknown-field"


def test_required_fields_that_are_blank_are_named_in_order():
    assert required_missing(kinds()["action"], {"title": "x", "responsible": None}) == (
        "responsible",
        "accountable",
        "delivery_on",
    )
