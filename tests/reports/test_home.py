"""What Home shows of a living office."""

from datetime import date

import pytest

from gemtui import reports, store
from gemtui.store import Edit
from tests.reports.stores import JANUARY_2026, create, office_store

ON = date(2024, 1, 10)


@pytest.fixture(scope="module")
def home(porto_azul):
    return reports.overview(porto_azul[0], ON)


def test_what_stops_the_submission_comes_first_then_what_is_late_then_the_rest(home):
    ranks = [step.rank for step in home.steps]
    assert ranks == sorted(ranks, key=("error", "late", "warning", "soon", "gap", "request").index)
    assert {step.code for step in home.steps[:2]} == {"no-evidence", "no-remedial-plan"}
    late = [(step.title.split(" ")[0], step.days) for step in home.steps if step.rank == "late"]
    assert late == [("A-10", -285), ("", -26), ("A-11", -26), ("A-03", -10), ("A-05", -1)]


def test_actions_due_within_thirty_days_and_the_end_of_a_term_are_announced(home):
    assert [(s.title.split(" ")[0], s.days) for s in home.steps if s.rank == "soon"] == [
        ("A-04", 0),
        ("A-06", 30),
    ]
    term = next(step for step in home.steps if step.code == "term-ends-soon")
    assert (term.days, term.rank, term.sign) == (111, "warning", "▲")
    assert "Gender focal point" in term.title


def test_a_body_out_of_balance_is_work_to_do(home):
    found = [s for s in home.steps if s.code == "out-of-balance"]
    assert [(s.title, s.kind, s.rank) for s in found] == [
        ("Office management meeting", "committee", "warning")
    ]


def test_a_new_office_begins_with_its_plan_then_its_people_then_its_bodies(tmp_path):
    db = create(tmp_path, "NBO")
    screens = [db.kinds[s.kind].about.screen for s in reports.overview(db, ON).steps if s.rank == "gap"]
    assert screens == sorted(screens)
    assert screens[0] == 2


def test_an_office_that_has_nothing_yet_is_led_from_itself_to_its_staff(tmp_path):
    db = create(tmp_path, "NBO")
    first = [(s.rank, s.kind, s.id) for s in reports.overview(db, ON).steps[:6]]
    kinds = ("office_unit", "person", "focal_point", "action_plan", "committee", "staffing_snapshot")
    assert first == [("begin", kind, "") for kind in kinds]
    store.save(db, Edit("office_unit", {"code": "NBO", "name": "Nairobi", "level": "area"}))
    assert [s.kind for s in reports.overview(db, ON).steps if s.rank == "begin"] == list(kinds[1:])


def test_who_has_reported_before_is_not_told_how_to_begin(tmp_path):
    db = create(tmp_path, "NBO")
    store.save(db, Edit("submission", {"period": "2023", "made_on": "2024-01-08", "approved_by": "Head"}))
    assert not [s for s in reports.overview(db, ON).steps if s.rank == "begin"]


def test_every_step_leads_somewhere(home, porto_azul):
    db = porto_azul[0]
    for step in home.steps:
        assert step.kind in db.kinds
        assert step.id == "" or store.row(db, step.kind, step.id, step.office)
        assert step.field == "" or db.kinds[step.kind].question(step.field)


def test_figures_beside_the_list(home):
    assert (home.errors, home.year, home.framework) == (2, 2023, "UN-SWAP 2.0")
    assert home.sections == (11, 13)
    assert home.progress["indicators"] == (16, 17)
    assert home.ratings.by_rating["meets"] == 6
    assert (home.due_on, home.days_left) == (date(2024, 1, 8), -2)
    assert (home.standing.state, home.changes_since) == ("not_submitted", None)


def as_alternate(db):
    db.identity = type(db.identity)("AO-TRM", "field", "alternate", db.identity.workspace)


def test_news_are_what_others_saved_since_the_last_visit(tmp_path):
    db, _ = office_store(tmp_path, "ao-trm", at=JANUARY_2026)
    assert reports.news(db, "2020-01-01").authors == ()
    as_alternate(db)
    assert reports.news(db, "2020-01-01").authors[0][0] == "focal point"
    assert reports.news(db, "").authors == ()
    assert reports.news(db, "2027-01-01").authors == ()


def test_what_came_in_since_is_new_however_old_it_is(tmp_path):
    db, _ = office_store(tmp_path, "ao-trm", at=JANUARY_2026)
    kept = reports.marks(db)
    as_alternate(db)
    assert reports.news(db, "2027-01-01", kept).authors == ()
    db.identity = type(db.identity)("AO-TRM", "field", "focal point", db.identity.workspace)
    store.save(db, Edit("remark", {"text": "Look here", "status": "open"}))
    as_alternate(db)
    assert reports.news(db, "2027-01-01", kept).authors == (("focal point", 1),)


def test_charts_count_the_actions_of_each_quarter_the_bodies_and_the_years(home):
    quarters = {(q.year, q.number): (q.done, q.late, q.open) for q in home.charts.quarters}
    assert len(quarters) == 9
    assert quarters[2023, 4] == (0, 2, 0)
    assert quarters[2024, 1] == (0, 1, 3)
    assert next((name, b.meets) for name, b in home.charts.bodies) == ("Office management meeting", "no")
    assert dict(home.charts.ratings)[2023] == home.ratings.by_rating


def test_headquarters_requests_are_asked_until_answered(tmp_path):
    db, _ = office_store(tmp_path, "ao-trm", at=JANUARY_2026)
    asked = store.save(
        db, Edit("remark", {"text": "Who chairs the board?", "status": "open", "due_on": "2024-01-13"})
    )
    found = [step for step in reports.overview(db, ON).steps if step.rank == "request"]
    assert [(step.title, step.days, step.id) for step in found] == [("Who chairs the board?", 3, asked.id)]
    assert found[0].code == "open-remark"  # the office's own question, not headquarters'
    store.save(db, Edit("remark", {"text": "A woman.", "status": "answered", "reply_to": asked.id}))
    assert not [step for step in reports.overview(db, ON).steps if step.rank == "request"]


TWENTIETH = date(2026, 1, 20)
"""Twelve days after the internal day, two before the Union's own."""


def test_headquarters_is_told_of_reports_without_an_answer_silent_offices_and_ratings_not_of_the_offices_work(
    headquarters,
):
    found = reports.overview(headquarters, TWENTIETH)
    assert {step.office for step in found.steps if step.rank not in ("report", "late", "request")} == {"ITU"}
    lines = {line["office"]: line for line in reports.status(headquarters, TWENTIETH)["offices"]}
    waiting = [step for step in found.steps if step.code == "report-unanswered"]
    assert [s.office for s in waiting] == [o for o, line in lines.items() if line["state"] == "received"]
    assert waiting
    assert all(store.row(headquarters, "submission", s.id, s.office) for s in waiting)
    silent = {step.office: -step.days for step in found.steps if step.code == "office-silent"}
    assert silent == {
        o: line["late"] for o, line in lines.items() if line["state"] == "not_reported" and line["late"]
    }
    made = sum(line["state"] != "not_reported" for line in lines.values())
    assert (found.reported.offices, found.reported.expected) == (made, len(lines))
    unsettled = [one for one in reports.to_settle(headquarters, TWENTIETH) if one.settled is None]
    (rating,) = [step for step in found.steps if step.code == "ratings-unsettled"]
    assert rating.title.startswith(f"{len(unsettled)} of ")
    assert rating.days == found.reported.days_left
    judged = reports.Checked(headquarters, TWENTIETH, "2025")
    assert (found.errors, found.gaps) == (judged.count("error", "ITU"), judged.count("gap", "ITU"))


def test_an_office_has_nobody_that_reports_to_it(home):
    assert home.reported is None
    assert not {step.code for step in home.steps} & {
        "report-unanswered",
        "office-silent",
        "ratings-unsettled",
    }
