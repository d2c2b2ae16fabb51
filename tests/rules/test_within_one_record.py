"""What one record can get wrong by itself: each code with an entry that raises it, and the same entry mended."""

from datetime import date

import pytest

from gemtui import rules
from gemtui.rules.catalogue import CATALOGUE
from tests.rules.offices import row

ON = date(2024, 1, 10)

PLAN = {"title": "Plan", "starts_on": "2023-01-01", "ends_on": "2024-12-31", "policy_version": "2013"}
ACTION = {"title": "Brief", "responsible": "HR assistant", "accountable": "Head", "delivery_on": "2023-06-30"}
ENTRY = {
    "framework": "un-swap-2", "indicator": "SWAP2-14", "period": 2023, "rating": "missing", "accountable": "Head",
}  # fmt: skip
UNION = ENTRY | {"framework": "un-swap-3", "indicator": "SWAP3-11", "period": 2025}
STAFF = {"as_of": "2023-12-31", "grade": "G-5", "women": 2, "men": 0}
VACANCY = {"reference": "VN 1", "applicants_women": 40, "shortlisted_women": 4, "applicants_men": 60}
MEASURE = {"type": "flexible_work", "title": "Telework", "starts_on": "2025-01-01", "owner": "HR"}
COURSE = {"title": "Course", "held_on": "2023-05-05", "women": 8, "men": 6}
SURVEY = {"held_on": "2023-05-05", "question": "Heard?", "respondents_women": 6}
ASSESSED = {"programme": "p4", "on": "2023-06-15", "marker": 3}
REVIEW = {"title": "Report", "language": "en", "reviewed_on": "2023-10-09"}
OWN = {"framework": "nbo-own", "indicator": "NBO-01", "period": 2023, "accountable": "Head"}
TICKED = ["SWAP3-11/approaches/1"]

CASES = [
    ("amount-without-currency", "resource_line", {"year": 2023, "planned": "20000"}, {"currency": "CHF"}),
    ("amount-without-currency", "action", ACTION | {"budget": "10"}, {"currency": "CHF"}),
    ("cancelled-without-reason", "action", ACTION | {"status": "cancelled"}, {"reason": "The club was closed"}),
    ("coverage-above-whole", "training_record", COURSE | {"mandatory": True, "staff_on_board": 13}, {"staff_on_board": 14}),
    ("coverage-above-whole", "training_record", COURSE | {"leaders_trained": 3, "leaders_on_board": 2}, {"leaders_trained": 2}),
    ("dates-order", "action_plan", PLAN | {"ends_on": "2022-12-31"}, {"ends_on": "2023-01-01"}),
    ("dates-order", "seat", {"committee": "c", "gender": "man", "starts_on": "2023-02-01", "ends_on": "2023-01-31"}, {"ends_on": "2023-02-01"}),
    ("dates-order", "programme", {"title": "P", "starts_on": "2023-02-01", "ends_on": "2023-01-31"}, {"ends_on": None}),
    ("done-without-date", "action", ACTION | {"status": "done"}, {"done_on": "2023-06-30"}),
    ("exempt-without-reason", "programme", {"title": "P3", "assessed_not_applicable": True}, {"not_applicable_reason": "one-day briefing"}),
    ("favourable-above-respondents", "culture_survey", SURVEY | {"favourable_women": 7}, {"favourable_women": 6}),
    ("framework-of-another-year", "indicator_entry", ENTRY | {"period": 2025}, {"period": 2024}),
    ("funnel-grows", "recruitment_exercise", VACANCY | {"shortlisted_women": 45}, {"shortlisted_women": 40}),
    ("funnel-grows", "recruitment_exercise", VACANCY | {"interviewed_women": 5}, {"interviewed_women": 4}),
    ("future-date", "staffing_snapshot", STAFF | {"as_of": "2024-12-31"}, {"as_of": "2024-01-10"}),
    ("future-date", "action", ACTION | {"status": "done", "done_on": "2024-01-11"}, {"done_on": "2024-01-10"}),
    ("indicator-not-in-framework", "indicator_entry", ENTRY | {"indicator": "SWAP3-14"}, {"indicator": "SWAP2-01"}),
    ("language-not-supported", "document_review", REVIEW | {"language": "tlh"}, {"language": "es"}),
    ("marker-too-high", "programme_assessment", ASSESSED | {"data_disaggregated": "no"}, {"data_disaggregated": "yes"}),
    ("marker-too-high", "programme_assessment", ASSESSED | {"data_disaggregated": "no"}, {"marker": 1}),
    ("marker-too-high", "programme_assessment", ASSESSED | {"risks_named": "no"}, {"marker": 2}),
    ("marker-too-high", "programme_assessment", ASSESSED | {"needs_by_sex": "partly"}, {"needs_by_sex": "yes"}),
    ("na-not-allowed", "indicator_entry", ENTRY | {"rating": "not_applicable"}, {"indicator": "SWAP2-03"}),
    ("na-without-reason", "indicator_entry", ENTRY | {"indicator": "SWAP2-03", "rating": "not_applicable"}, {"justification": "none run here"}),
    ("negative-amount", "resource_line", {"year": 2023, "currency": "CHF", "spent": "-1"}, {"spent": "0"}),
    ("no-review-date", "action_plan", PLAN | {"ends_on": "2025-12-31"}, {"next_review_on": "2025-01-01"}),
    ("open-findings", "document_review", REVIEW | {"closed": True, "findings": 3, "accepted": 1, "rejected": 1}, {"rejected": 2}),
    ("plan-too-long", "action_plan", PLAN | {"ends_on": "2027-01-01", "next_review_on": "2024-12-31"}, {"ends_on": "2026-12-31"}),
    ("published-without-consent", "good_practice", {"title": "Radios", "status": "published"}, {"consent": True}),
    ("published-without-consent", "good_practice", {"title": "Radios", "status": "published", "consent": True, "consent_images": False}, {"consent_images": True}),
    ("rating-beyond-requirements", "indicator_entry", UNION | {"rating": "meets", "requirements": TICKED}, {"rating": "approaches"}),
    ("requests-differ", "hr_measure", MEASURE | {"requests_women": 14, "granted_women": 15}, {"granted_women": 14}),
    ("requests-differ", "hr_measure", MEASURE | {"requests_men": 9, "granted_men": 7, "refused_men": 1, "pending_men": 0}, {"pending_men": 1}),
    ("respondents-above-invited", "culture_survey", SURVEY | {"invited": 5}, {"invited": 6}),
    ("review-before-adoption", "policy_review", {"on": "2012-12-31"}, {"on": "2017-06-01"}),
    ("review-too-late", "action_plan", PLAN | {"next_review_on": "2026-01-11"}, {"next_review_on": "2026-01-10"}),
    ("revision-unnamed", "legal_basis", {"title": "Resolution 70", "revision_name": "latest"}, {"revision_name": "Bucharest 2022"}),
    ("requests-differ", "hr_measure", MEASURE | {"requests_men": 9, "granted_men": 7, "refused_men": 1}, {"refused_men": 2}),
    ("resolution-unlisted", "legal_basis", {"title": "Resolution 999", "revision_name": "Geneva 2001"}, {"title": "Resolution 70"}),
    ("selected-from-nobody", "recruitment_exercise", VACANCY | {"shortlisted_women": 0, "selected_gender": "woman"}, {"shortlisted_women": 1}),
    ("sum-differs", "staffing_snapshot", STAFF | {"stated_total": 3}, {"stated_total": 2}),
    ("sum-differs", "composition", {"committee": "c", "as_of": "2023-09-01", "women": 1, "stated_total": 4}, {"men": 3}),
    ("sum-differs", "good_practice", {"title": "R", "beneficiaries_women": 40, "stated_total": 41}, {"beneficiaries_undisclosed": 1}),
    ("tor-after-term", "focal_point", {"role": "alternate", "ends_on": "2023-01-31", "tor_signed_on": "2023-02-01"}, {"tor_signed_on": "2023-01-31"}),
    ("unknown-grade", "staffing_snapshot", STAFF | {"grade": "P-9"}, {"grade": "P-4"}),
    ("not-settled", "entity_rating", UNION | {"rating": "not_reported"}, {"rating": "missing"}),
    ("attendance-above-staff", "training_record", COURSE | {"staff_on_board": 13}, {"staff_on_board": 14}),
    ("case-in-text", "hr_measure", MEASURE | {"description": "After the complaint of a colleague"}, {"description": "Two days a week"}),
    ("case-in-text", "action_progress", {"action": "a", "on": "2024-01-01", "note": "She is pregnant"}, {"note": "Focal person for sexual harassment named"}),
    ("change-without-follow-up", "governance_item", {"type": "delivery_review", "title": "T", "on": "2023-02-02", "outcome": "needs_change"}, {"follow_up": "a01"}),
    ("effect-without-source", "good_practice", {"title": "Radios", "effect": "innovation"}, {"effect": "Two services came out of it: 2 of 3 still run"}),
    ("effect-without-source", "good_practice", {"title": "Radios", "effect": "innovation"}, {"effect_source": "Course register 2025"}),
    ("effect-without-source", "hr_measure", MEASURE | {"effect": "Fewer sick days"}, {"effect_source": "HR statistics"}),
    ("evidence-empty", "evidence", {"subject": "a01", "title": "Memo"}, {"reference": "Memo 3"}),
    ("evidence-for-nothing", "evidence", {"title": "Memo", "reference": "Memo 3"}, {"subject": "a01"}),
    ("evidence-undated", "evidence", {"title": "Panel briefed", "indicators": ["SWAP2-11"]}, {"on": "2023-05-12"}),
    ("delegation-outside-term", "focal_point", {"role": "alternate", "appointed_on": "2023-02-01", "ends_on": "2025-01-31", "acts_from": "2025-01-20", "acts_until": "2025-02-10"}, {"acts_until": "2025-01-31"}),
    ("dates-order", "focal_point", {"role": "alternate", "acts_from": "2024-01-20", "acts_until": "2024-01-10"}, {"acts_until": "2024-01-20"}),
    ("focal-point-accountable", "submission", {"period": "2023", "approved_by": "Gender focal point"}, {"approved_by": "Regional Director"}),
    ("focal-point-accountable", "action", ACTION | {"accountable": "Gender focal point"}, {"accountable": "Regional Director"}),
    ("image-check-without-reason", "document_review", REVIEW | {"has_images": True, "checklist": ["img-02:not_applicable"]}, {"checklist": ["img-02:not_applicable:no film"]}),
    ("meeting-without-body", "meeting", {"held_on": "2023-02-02"}, {"committee": "c1"}),
    ("money-without-line", "governance_item", {"type": "process", "title": "T", "on": "2023-02-02", "level": "objective_and_money"}, {"resource_line": "r"}),
    ("not-reported", "indicator_entry", ENTRY | {"rating": "not_reported"}, {"rating": "missing"}),
    ("principle-only", "action", ACTION | {"clauses": ["PRE-1"]}, {"clauses": ["PRE-1", "OA-B1"]}),
    ("result-without-number", "good_practice", {"title": "R", "result": "very successful"}, {"result": "38 of 40 finished"}),
    ("seat-without-person", "seat", {"committee": "c"}, {"gender": "undisclosed"}),
    ("spent-above-approved", "resource_line", {"year": 2023, "currency": "CHF", "approved": "18000", "spent": "19000.00"}, {"spent": "18000.00"}),
    ("survey-below-threshold", "culture_survey", SURVEY | {"respondents_women": 4}, {"home": True}),
    ("counted-out-of-nothing", "indicator_entry", ENTRY | {"numerator": "0", "denominator": "0"}, {"denominator": "3"}),
    ("part-above-whole", "indicator_entry", ENTRY | {"numerator": "5", "denominator": "3"}, {"numerator": "3"}),
    ("value-differs", "indicator_entry", OWN | {"value": "40", "numerator": "36", "denominator": "100"}, {"value": "36"}),
    ("image-checks-open", "document_review", REVIEW | {"has_images": True, "closed": True}, {"has_images": False}),
    ("verdict-differs", "document_review", REVIEW | {"words": 500, "errors": 1, "verdict": "clean"}, {"verdict": "minor"}),
    ("unknown-requirement", "indicator_entry", UNION | {"requirements": ["SWAP3-11/approaches/9"]}, {"requirements": TICKED}),
    ("half-a-count", "staffing_snapshot", STAFF | {"women": 3, "men": None}, {"men": 0}),
    ("half-a-count", "staffing_snapshot", STAFF | {"women": None, "men": 0}, {"women": None, "men": None}),
    ("no-count", "staffing_snapshot", STAFF | {"women": None, "men": None}, {"men": 0}),
    ("rating-blank", "indicator_entry", ENTRY | {"rating": None}, {"rating": "missing"}),
    ("rating-without-accountable", "indicator_entry", ENTRY | {"accountable": None}, {"accountable": "Head"}),
    ("remedial-plan-incomplete", "remedial_action", {"indicator_entry": "e", "description": "d", "responsible": "HR"}, {"due_on": "2024-05-05"}),
    ("requirements-unanswered", "indicator_entry", UNION | {"rating": "approaches"}, {"requirements": TICKED}),
]  # fmt: skip


def codes(kind, fields):
    return [found.code for found in rules.single(kind, row(kind, **fields), ON)]


@pytest.mark.parametrize(
    ("code", "kind", "wrong", "mended"), CASES, ids=lambda value: value if isinstance(value, str) else ""
)
def test_a_wrong_entry_is_found_and_its_mending_is_not(code, kind, wrong, mended):
    assert code in codes(kind, wrong)
    assert code not in codes(kind, wrong | mended)


@pytest.mark.parametrize(
    ("code", "kind", "wrong", "mended"), CASES, ids=lambda value: value if isinstance(value, str) else ""
)
def test_a_finding_names_level_clause_and_a_field_of_its_kind(code, kind, wrong, mended):
    record = row(kind, **wrong)
    found = next(f for f in rules.single(kind, record, ON) if f.code == code)
    assert (found.level, found.kind, found.id, found.office) == (CATALOGUE[code].level, kind, "x", "AO-PAZ")
    assert found.field in record


def test_a_rating_without_any_tick_is_a_gap_and_one_above_its_ticks_an_error():
    assert "rating-beyond-requirements" not in codes("indicator_entry", UNION | {"rating": "exceeds"})
    above = rules.single(
        "indicator_entry", row("indicator_entry", **UNION | {"rating": "exceeds", "requirements": TICKED}), ON
    )
    assert next(f for f in above if f.code == "rating-beyond-requirements").facts == {
        "missing": 4, "first": "SWAP3-11/meets/1",
    }  # fmt: skip


def test_a_missing_rating_keeps_its_ticks():
    assert "rating-beyond-requirements" not in codes("indicator_entry", UNION | {"requirements": TICKED})


def test_an_office_s_own_framework_is_not_judged_by_the_catalogue():
    own = ENTRY | {"framework": "paz-own", "indicator": "OWN-1", "period": 1999}
    assert codes("indicator_entry", own) == []


def test_a_gender_that_was_erased_is_no_fault():
    assert codes("seat", {"committee": "c", "gender_sha256": "0" * 64}) == []


def test_a_two_year_plan_is_gone_through_by_its_end_and_a_closed_one_needs_no_review():
    assert codes("action_plan", PLAN) == []
    assert codes("action_plan", PLAN | {"ends_on": "2026-12-31", "status": "closed"}) == []


def test_a_plan_under_way_may_set_its_next_review_up_to_two_years_from_today():
    assert codes("action_plan", PLAN | {"starts_on": "2021-01-01", "next_review_on": "2025-12-31"}) == []
