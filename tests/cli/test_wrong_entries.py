"""What each clause of the policy does about a wrong entry: the last column of the matrix, clause by clause.

`form` means that the form says so beside the field and nothing is saved; `check` that the record is saved and
`check` lists the finding, with its level, at its field.
"""

import zipfile
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from gemtui import reports, rules, store
from gemtui.reference import clauses
from gemtui.rules import CATALOGUE
from gemtui.rules.resources import share_of_markers, spent_of_approved
from gemtui.store import Edit, Refused
from tests.cli.gem import Gem
from tests.reports.stores import create

ON = date(2024, 1, 10)
FIELD, UNION = "AO-PAZ", "ITU"


class Wrong(NamedTuple):
    """One wrong entry: the records, the last of which is the wrong one, and what the program has to say of it."""

    clause: str
    code: str
    level: str
    """`refused` where nothing is saved, else the level of the finding."""
    records: tuple[tuple[str, dict], ...]
    """Kind and values; `@kind` stands for the id of the record of that kind before it."""
    field: str = ""
    office: str = FIELD


def refused(clause, code, field, *records, office=FIELD):
    return Wrong(clause, code, "refused", records, field, office)


def listed(clause, code, *records, office=FIELD, field=""):
    return Wrong(clause, code, CATALOGUE[code].level, records, field, office)


def people(women, men, other=0, undisclosed=0, prefix=""):
    names = ("women", "men", "other", "undisclosed")
    return {
        f"{prefix}{name}": count for name, count in zip(names, (women, men, other, undisclosed), strict=True)
    }


def plan(**more):
    given = {"title": "Plan", "starts_on": "2023-01-01", "ends_on": "2024-12-31", "policy_version": "2013"}
    return "action_plan", {**given, **more}


def action(**more):
    given = {"title": "An action", "responsible": "HR", "accountable": "Head", "delivery_on": "2024-06-30"}
    return "action", {**given, **more}


def staff(grade="P-3", **more):
    return "staffing_snapshot", {
        "as_of": "2023-12-31",
        "grade": grade,
        "contract": "fixed-term",
        **people(2, 2),
        **more,
    }


def measure(**more):
    given = {"type": "diversity", "title": "Session", "starts_on": "2023-05-01", "owner": "HR assistant"}
    return "hr_measure", {**given, **more}


def entry(**more):
    given = {"framework": "un-swap-2", "indicator": "SWAP2-01", "period": 2023, "accountable": "Head"}
    return "indicator_entry", {**given, **more}


def review(**more):
    return "document_review", {"title": "Leaflet", "language": "en", "reviewed_on": "2023-03-01", **more}


def programme(**more):
    return "programme", {"title": "School connectivity", "starts_on": "2022-01-01", **more}


def line(**more):
    return "resource_line", {"year": 2023, "purpose": "training", "title": "Courses", **more}


BODY = ("committee", {"name": "Panel", "established_on": "2023-02-01"})


def count(role=None, as_of="2023-12-31", **more):
    given = {"committee": "@committee", "as_of": as_of, "role": role, **people(2, 2)}
    return "composition", {**given, **more}


def seat(**more):
    return "seat", {"committee": "@committee", "gender": "woman", "starts_on": "2023-03-01", **more}


FOCAL = ("focal_point", {"role": "focal_point", "appointed_on": "2022-01-01", "ends_on": "2023-06-30"})

TABLE = (
    listed("PRE-1", "principle-only", action(clauses=["PRE-1"])),
    refused("PUR-1", "required", "policy_version", plan(policy_version=None)),
    listed("PUR-1", "policy-superseded", ("policy_review", {"on": "2023-01-01", "new_version": "2023"}), plan(), office=UNION),
    listed("PUR-2", "claimed-without-evidence", ("governance_item", {
        "type": "planning_instrument", "title": "Plan", "on": "2023-01-01", "level": "objective"})),
    refused("PUR-3", "required", "accountable", action(accountable=None)),
    listed("PUR-3", "rating-without-accountable", entry(accountable=None, rating="missing")),
    refused("PUR-4", "plan-too-long", "ends_on", plan(ends_on="2027-12-31")),
    refused("PUR-4", "dates-order", "ends_on", plan(ends_on="2022-12-31")),
    refused("PUR-4", "no-review-date", "next_review_on", plan(ends_on="2026-12-30")),
    listed("SCO-1", "unknown-code", plan(sponsor="focal point"), field="sponsor"),
    refused("RAT-1", "revision-unnamed", "revision_name", ("legal_basis", {"title": "Resolution 70", "revision_name": "latest"})),
    listed("RAT-1", "resolution-unlisted", ("legal_basis", {"title": "Resolution 999", "revision_name": "Bucharest 2022"})),
    refused("RAT-2", "indicator-not-in-framework", "indicator", entry(indicator="SWAP3-18")),
    refused("RAT-2", "framework-of-another-year", "framework", entry(period=2025)),
    refused("RAT-3", "exempt-without-reason", "not_applicable_reason", programme(assessed_not_applicable=True)),
    listed("RAT-4", "effect-without-source", ("good_practice", {"title": "Club", "effect": "Much more innovation"})),
    listed("RAT-4", "effect-without-source", measure(effect="Much more innovation")),
    refused("VIS-2", "sum-differs", "stated_total", (
        "good_practice", {"title": "Club", **people(20, 5, prefix="beneficiaries_"), "stated_total": 30})),
    listed("OBJ-1", "objective-without-action", plan(status="approved"), action(action_plan="@action_plan", area="B")),
    listed("OBJ-2", "objective-without-action", plan(status="approved"), action(action_plan="@action_plan", area="A")),
    listed("OBJ-3", "no-focal-point", FOCAL),
    listed("OBJ-3b", "change-without-follow-up", ("governance_item", {
        "type": "delivery_review", "title": "Fellowships", "on": "2023-01-01", "outcome": "needs_change"})),
    refused("OA-A1", "too-small", "women", staff(women=-1)),
    refused("OA-A1", "unknown-grade", "grade", staff("G-9")),
    refused("OA-A1", "sum-differs", "stated_total", staff(stated_total=5)),
    refused("OA-A1", "future-date", "as_of", staff(as_of="2024-12-31")),
    listed("OA-A1", "duplicate-snapshot", staff(), staff()),
    refused("OA-A1b", "funnel-grows", "shortlisted_women", ("recruitment_exercise", {
        "reference": "G5-1", **people(40, 60, prefix="applicants_"), **people(45, 5, prefix="shortlisted_")})),
    listed("OA-A1b", "no-justification", staff("P-4", women=0, men=3), ("recruitment_exercise", {
        "reference": "P4-1", "grade": "P-4", "closed_on": "2023-11-01", "selected_gender": "man",
        **people(2, 4, prefix="shortlisted_"), **people(20, 80, prefix="applicants_")})),
    listed("OA-A2", "attendance-above-staff", (
        "training_record", {"title": "Course", "held_on": "2023-05-01", **people(9, 9), "staff_on_board": 14})),
    refused("OA-A3", "required", "starts_on", measure(starts_on=None)),
    refused("OA-A3", "required", "owner", measure(owner=None)),
    listed("OA-A3", "case-in-text", measure(description="The complaint of a colleague who was harassed")),
    refused("OA-A4", "required", "owner", measure(type="participation", owner=None)),
    listed("OA-A4", "case-in-text", measure(type="participation", description="A grievance was filed")),
    refused("OA-A5", "required", "owner", measure(type="management", owner=None)),
    listed("OA-A5", "case-in-text", measure(type="management", description="A grievance was filed")),
    refused("OA-A6", "requests-differ", "granted_women", measure(
        type="flexible_work", **people(14, 9, prefix="requests_"), **people(15, 9, prefix="granted_"),
        **people(0, 0, prefix="refused_"))),
    listed("OA-B0", "programme-unassessed", programme(approved_on="2022-01-01")),
    refused("OA-B0", "dates-order", "ends_on", programme(ends_on="2021-12-31")),
    refused("OA-B1", "marker-too-high", "marker", programme(), ("programme_assessment", {
        "programme": "@programme", "on": "2023-02-01", "marker": 3, "data_disaggregated": "no"})),
    refused("OA-B1", "too-large", "budget_share", programme(), ("programme_assessment", {
        "programme": "@programme", "on": "2023-02-01", "budget_share": 101})),
    refused("OA-B2", "published-without-consent", "consent", ("good_practice", {"title": "Club", "status": "published"})),
    listed("OA-B2", "result-without-number", ("good_practice", {"title": "Club", "result": "Very successful"})),
    listed("OA-C1", "money-without-line", ("governance_item", {
        "type": "planning_instrument", "title": "Plan", "on": "2023-01-01", "level": "objective_and_money", "reference": "C23/1"})),
    refused("OA-C1", "amount-without-currency", "currency", line(planned="20000")),
    refused("OA-C1", "required", "year", line(year=None)),
    listed("OA-C2a", "roles-differ-from-total", BODY, count(), count("member", women=1)),
    listed("OA-C2a", "composition-before-body", BODY, count(as_of="2023-01-31")),
    listed("OA-C2a", "person-in-two-roles", BODY, ("person", {"name": "Head"}),
        seat(person="@person", role="chair"), seat(person="@person", role="member")),
    listed("OA-C2b", "roles-differ-from-total", ("committee", {"name": "Pension committee", "type": "statutory"}),
        count(), count("member", women=1), office=UNION),
    listed("OA-C2b", "composition-before-body", (
        "committee", {"name": "Pension committee", "type": "statutory", "established_on": "2023-02-01"}),
        count(as_of="2023-01-31"), office=UNION),
    listed("OA-C2b", "seat-held-twice", ("committee", {"name": "Pension committee", "type": "statutory"}),
        seat(place="Staff"), seat(place="Staff"), office=UNION),
    listed("OA-C2c", "chair-counted-twice", ("committee", {"name": "Study Group 5", "type": "study_group"}),
        seat(role="chair"), ("meeting", {"committee": "@committee", "held_on": "2023-06-01", **people(5, 8), "chair_counted": True}),
        office=UNION),
    refused("OA-C3", "required", "language", review(language=None)),
    refused("OA-C3", "language-not-supported", "language", review(language="xx")),
    refused("OA-C3", "open-findings", "findings", review(closed=True, findings=3, accepted=1, rejected=1)),
    listed("OA-C3b", "image-check-without-reason", review(has_images=True, checklist=["img-01:not_applicable"])),
    refused("RESP-1", "coverage-above-whole", "staff_on_board", ("training_record", {
        "title": "I know gender", "held_on": "2023-05-01", "mandatory": True, **people(9, 9), "staff_on_board": 14})),
    listed("RESP-2", "focal-point-accountable", action(accountable="Focal point")),
    listed("RESP-2", "no-sign-off", ("submission", {"period": "2023"})),
    listed("RESP-3", "spent-above-approved", line(approved="18000", spent="19000", currency="CHF")),
    listed("RESP-4", "constituency-missing", ("gem_group", {"name": "Task force", "established_on": "2020-01-01"}), office=UNION),
    listed("RESP-4", "overlapping-terms",
        ("focal_point", {"role": "focal_point", "appointed_on": "2022-01-01", "ends_on": "2024-06-30"}),
        ("focal_point", {"role": "focal_point", "appointed_on": "2023-01-01"})),
    listed("RESP-5", "tor-missing", ("focal_point", {"role": "focal_point", "appointed_on": "2022-01-01"})),
    refused("RESP-5", "tor-after-term", "tor_signed_on", ("focal_point", {**FOCAL[1], "tor_signed_on": "2023-07-01"})),
    refused("RESP-5", "too-large", "time_share", ("focal_point", {**FOCAL[1], "time_share": 101})),
    listed("RESP-6", "group-without-resources", ("gem_group", {"name": "Task force", "established_on": "2020-01-01"}), office=UNION),
    refused("RESP-7", "required", "delivery_on", action(delivery_on=None)),
    refused("RESP-7", "required", "responsible", action(responsible=None)),
    listed("RESP-7", "delivery-outside-plan", plan(), action(action_plan="@action_plan", delivery_on="2025-01-01")),
    refused("RESP-7", "done-without-date", "done_on", action(status="done")),
    listed("RESP-7", "done-without-evidence", action(status="done", done_on="2023-06-01")),
    listed("RESP-8", "contribution-outside-term", FOCAL, action(),
        ("action_progress", {"action": "@action", "on": "2023-07-01", "focal_point": "@focal_point", "contribution": "briefing"})),
    listed("RESP-9", "round-without-update", plan(), action(action_plan="@action_plan"),
        ("monitoring_round", {"action_plan": "@action_plan", "opened_on": "2023-03-01", "closed_on": "2023-04-01"})),
    refused("RESP-10", "coverage-above-whole", "leaders_trained", ("training_record", {
        "title": "Leaders", "held_on": "2023-05-01", "leaders_trained": 4, "leaders_on_board": 3})),
    listed("MON-1", "round-closed-too-early", plan(), action(action_plan="@action_plan"),
        ("monitoring_round", {"action_plan": "@action_plan", "opened_on": "2023-01-01", "closed_on": "2023-02-01"}),
        ("monitoring_round", {"action_plan": "@action_plan", "opened_on": "2023-11-01", "closed_on": "2023-12-01"})),
    listed("MON-1", "monitoring-overdue", plan(starts_on="2021-01-01", ends_on="2022-12-31"),
        ("monitoring_round", {"action_plan": "@action_plan", "opened_on": "2021-11-01", "closed_on": "2021-12-15"})),
    listed("REP-2", "no-evidence", entry(rating="meets")),
    listed("REP-2", "no-evidence", entry(rating="exceeds")),
    listed("REP-2", "no-remedial-plan", entry(rating="missing")),
    listed("REP-2", "no-remedial-plan", entry(rating="approaches")),
    refused("REP-2", "na-without-reason", "justification", entry(rating="not_applicable")),
    refused("REP-2", "na-not-allowed", "rating", entry(rating="not_applicable", indicator="SWAP2-06", justification="No")),
    listed("REV-1", "review-overdue", ("policy_review", {"on": "2019-12-01"}), office=UNION),
    refused("REV-1", "review-before-adoption", "on", ("policy_review", {"on": "2012-12-31"}), office=UNION),
)  # fmt: skip


@pytest.mark.parametrize("wrong", TABLE, ids=lambda wrong: f"{wrong.clause}-{wrong.code}-{wrong.field}")
def test_the_wrong_entry_of_a_clause_gets_what_the_matrix_says(wrong, tmp_path):
    db = create(tmp_path, wrong.office)
    *before, (kind, values) = wrong.records
    ids = {}
    for earlier, given in before:
        ids[f"@{earlier}"] = store.save(db, Edit(earlier, linked(given, ids))).id
    edit = Edit(kind, linked(values, ids))
    if wrong.level == "refused":
        with pytest.raises(Refused) as said:
            store.save(db, edit)
        assert (wrong.code, wrong.field) in {(one.code, one.field) for one in said.value.problems}
        assert not [row for row in store.rows(db, kind) if row["id"] not in ids.values()]
    else:
        store.save(db, edit)
        found = reports.check(db, ON, "2023")["findings"]
        hits = [one for one in found if one["code"] == wrong.code]
        assert hits, sorted({one["code"] for one in found})
        assert {one["level"] for one in hits} == {wrong.level}
        assert wrong.clause in {one["clause"] for one in hits}
        assert wrong.field in {"", *(one["field"] for one in hits)}


def linked(values, ids):
    return {
        name: ids.get(value, value) if isinstance(value, str) else value
        for name, value in values.items()
        if value is not None
    }


@pytest.fixture
def offices(tmp_path):
    """A headquarters and an office that it trusts."""
    hq, paz = (Gem(tmp_path, ON, f"{name}.gemtui") for name in ("itu", "ao-paz"))
    hq.json("init", "--office", UNION)
    paz.json("init", "--office", FIELD)
    hq.json("key", "trust", paz.json("key", "show")["line"])
    return hq, paz


def sent(paz, path, *options):
    return paz.json("export", "--to", path, "--period", "2023", "--despite", "a test", *options)["bundle"]


def test_sco_2_an_office_without_a_bundle_is_not_reported_and_never_zero(offices, tmp_path):
    hq, paz = offices
    hq.json("add", "office_unit", "code=AO-LIM", "name=Area Office, Limoral", "level=area", "country=XC")
    paz.json(
        "add", "staffing_snapshot", "as_of=2023-12-31", "grade=P-3", "contract=fixed-term", "women=8", "men=6"
    )
    hq.json("merge", sent(paz, tmp_path / "a.gem.zip"))
    lines = {line["office"]: line for line in hq.json("status")["offices"]}
    assert (lines["AO-LIM"]["state"], lines["AO-LIM"]["arrived_at"]) == ("not_reported", None)
    assert lines["AO-LIM"]["completeness"] is None
    assert {line["unit"] for line in hq.json("balance")["staffing"]} == {FIELD}
    told = hq.json("report", "council", "--to", tmp_path / "council.md", "--period", "2023")
    assert told["not_reported"] == ["AO-LIM"]
    assert not [line for line in told["staffing"] if line["line"] == "AO-LIM"]


def test_obj_4_a_report_from_an_unfinished_round_is_a_draft_with_its_gaps(offices, tmp_path):
    hq, _ = offices
    told = hq.json("report", "council", "--to", tmp_path / "council.md", "--period", "2023")
    assert told["draft"]
    assert len(told["not_rated"]) == 17
    content = (tmp_path / "council.md").read_text("utf-8")
    assert "DRAFT" in content
    assert "PI 17" in content


def test_oa_a0_a_small_survey_result_stays_in_the_office(offices, tmp_path):
    hq, paz = offices
    small, whole = (
        paz.add("culture_survey", "held_on=2023-05-01", f"question={words}", f"respondents_women={women}")
        for words, women in (("Am I heard?", 4), ("Is it fair?", 5))
    )
    assert {row["id"]: row["home"] for row in paz.json("list", "culture_survey")} == {
        small: True,
        whole: False,
    }
    hq.json("merge", sent(paz, tmp_path / "a.gem.zip"))
    assert [row["id"] for row in hq.json("list", "culture_survey")] == [whole]
    assert paz.json("show", "culture_survey", small)["record"]["question"] == "Am I heard?"


def test_oa_a6_small_counts_are_hidden_in_what_is_published(offices, tmp_path):
    _, paz = offices
    asked = (
        "type=flexible_work",
        "title=Telework",
        "arrangement=telework",
        "starts_on=2023-01-01",
        "owner=HR",
    )
    counts = ("requests_women=14", "requests_men=9", "granted_women=14", "granted_men=8", "refused_women=0")
    paz.add("hr_measure", *asked, *counts, "refused_men=1")
    told = paz.json("report", "office", "--to", tmp_path / "o.html", "--period", "2023")
    (line,) = told["requests"]
    assert (line["requests_men"], line["granted_men"], line["refused_men"]) == (9, None, None)


def test_resp_3_a_share_of_nothing_has_no_base():
    assert rules.verdict(0, 0).share is None
    assert spent_of_approved([{"approved": "0", "spent": "0"}]) is None
    assert share_of_markers({}, (2, 3)) is None


def test_resp_5_without_terms_of_reference_the_facts_do_not_bear_meets_out(offices):
    _, paz = offices
    person = paz.add("person", "grade=P-5", "gender=woman")
    paz.add("focal_point", "role=focal_point", "appointed_on=2022-01-01", f"person={person}", "time_share=25")
    paz.add("indicator_entry", "framework=un-swap-2", "indicator=SWAP2-11", "period=2023", "rating=meets")
    found = paz("check", "--period", "2023", "--json").json["findings"]
    (contradicted,) = [one for one in found if one["code"] == "architecture-contradicted"]
    assert contradicted["level"] == "warning"
    assert {one["level"] for one in found if one["code"] == "tor-missing"} == {"gap"}


def test_rep_1_what_can_not_be_trusted_is_refused_with_its_reason(offices, tmp_path):
    """A newer format is refused in tests/exchange/test_every_refusal.py."""
    hq, paz = offices
    paz.add("committee", "name=Panel")
    good = Path(sent(paz, tmp_path / "good.gem.zip"))
    stranger = Gem(tmp_path, ON, "stranger.gemtui")
    stranger.json("init", "--office", "AO-XYZ")
    stranger.add("committee", "name=Nobody knows it")
    unknown = stranger.json(
        "export", "--to", tmp_path / "x.gem.zip", "--period", "2023", "--despite", "a test"
    )
    changed = written_anew(good, tmp_path / "changed.gem.zip", "tables/committee.csv", b"Panel", b"Penal")
    answer = hq("merge", unknown["bundle"], changed, "--json")
    codes = {Path(one["bundle"]).name: one["problems"][0]["code"] for one in answer.json["refused"]}
    assert answer.code == 1
    assert codes == {
        "x.gem.zip": "unknown-key",
        "changed.gem.zip": "digest-mismatch",
    }
    assert hq.json("list", "committee") == []


def test_rep_1_two_bundles_of_a_year_are_both_merged_and_the_later_counts(offices, tmp_path):
    hq, paz = offices
    body = paz.add("committee", "name=Panel")
    first = sent(paz, tmp_path / "first.gem.zip")
    later = paz.on("2024-01-12")
    later.json("set", "committee", body, "name=Selection panel")
    second = sent(later, tmp_path / "second.gem.zip")
    told = hq.on("2024-01-12").json("merge", second, first)
    assert [one["new_changes"] > 0 for one in told["merged"]] == [True, False]
    assert [row["name"] for row in hq.json("list", "committee")] == ["Selection panel"]
    assert len(hq.json("show", "committee", f"{FIELD}/{body}", "--history")["history"]) == 2
    assert len(hq.json("list", "submission")) == 2


def written_anew(source, target, name, old, new):
    """Write a copy of a bundle in which one file says something else."""
    with zipfile.ZipFile(source) as whole, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        for each in whole.infolist():
            content = whole.read(each)
            copy.writestr(each, content.replace(old, new) if each.filename.endswith(name) else content)
    return target


def parts(checks):
    """Return what a clause's last column says, part by part; `as X` says what X says."""
    if checks.startswith("as "):
        of = checks.removeprefix("as ").strip()
        return parts(next(clause.checks for clause in clauses().values() if clause.id.endswith(of)))
    return [part for part in checks.split(";") if part.strip(" -")]


@pytest.mark.parametrize("clause", clauses().values(), ids=lambda clause: clause.id)
def test_every_part_of_a_clause_s_last_column_has_a_test(clause):
    shown = sum(1 for wrong in TABLE if wrong.clause == clause.id)
    told = [name for name in globals() if name.startswith(f"test_{clause.id.lower().replace('-', '_')}_")]
    assert shown + len(told) >= len(parts(clause.checks)), clause.checks
