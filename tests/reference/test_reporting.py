"""When reports are due and which framework a year belongs to: settings of headquarters, not constants."""

from datetime import date, timedelta

import pytest
import tomli_w

from gemtui import reference, reports
from gemtui.reference import Catalogues, Given, catalogue_faults
from gemtui.reference.files import trial


@pytest.fixture
def given():
    """Put catalogues in force for one test, each given by its name."""

    def put(**documents):
        return trial(Catalogues([Given(name, tomli_w.dumps(held)) for name, held in documents.items()]))

    return put


def test_a_year_of_its_own_counts_before_the_usual_day(given):
    assert reports.union_due_on(2026) == date(2027, 1, 22)
    with given(reporting=reference.with_deadline(2026, due="2027-02-05")):
        assert reports.union_due_on(2026) == date(2027, 2, 5)
        assert reports.due_on(2026) == date(2027, 1, 22)
        assert reports.due_on(2025) == date(2026, 1, 8)


def test_the_days_between_are_a_setting_too(given):
    sooner = {**reference.with_deadline(2026), "lead_days": 21}
    with given(reporting=sooner):
        assert reference.usual()[0] == timedelta(days=21)
        assert reports.due_on(2026) == date(2027, 1, 1)


def test_a_year_is_given_another_framework_and_the_rules_follow(given):
    assert reference.framework_of_year(2024).code == "un-swap-2"
    with given(reporting=reference.with_deadline(2024, framework="un-swap-3")):
        assert reference.framework_of_year(2024).code == "un-swap-3"
        assert not reference.frameworks()["un-swap-2"].covers(2024)
        assert reference.frameworks()["un-swap-2"].covers(2023)


def test_what_is_set_once_more_takes_the_place_of_what_was_set_before(given):
    first = reference.with_deadline(2026, due="2027-02-05")
    with given(reporting=first):
        second = reference.with_deadline(2026, framework="un-swap-3")
    assert [one for one in second["deadline"] if one["year"] == 2026] == [
        {"year": 2026, "due": "2027-02-05", "framework": "un-swap-3"}
    ]
    assert reference.age(second["version"]) > reference.age(first["version"]) > (1,)


@pytest.mark.parametrize("wrong", ["2027-02-31", "soon"])
def test_a_day_that_is_none_is_found_before_it_counts(wrong):
    faults = catalogue_faults(tomli_w.dumps(reference.with_deadline(2026, due=wrong)).encode(), "reporting")
    assert [fault.code for fault in faults] == ["catalogue-unread"]
    fit = tomli_w.dumps(reference.with_deadline(2026, due="2027-02-05")).encode()
    assert catalogue_faults(fit, "reporting") == []
