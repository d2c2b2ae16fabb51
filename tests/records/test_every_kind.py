"""What must hold for every kind of record, tested the moment it is listed in KINDS."""

from __future__ import annotations

import json
import re

import pytest
from sqlalchemy import create_engine, inspect
from sqlalchemy.pool import StaticPool
from sqlmodel import Session, select

from gemtui.records import STATES, Kind, describe, described, kinds, tables
from gemtui.records.subjects import KINDS
from gemtui.reference import catalogue, clauses

KEPT = {"id", "office", "home", "deleted", "revision", "changed_at", "changed_by"}
COLUMNS = 80
EVERY_KIND = pytest.mark.parametrize("kind", kinds().values(), ids=lambda kind: kind.name)

CONTRACT = {
    "office_unit": "both", "person": "office", "focal_point": "office", "gem_group": "both", "group_member": "both",
    "meeting": "both", "action_plan": "both", "action": "both", "action_progress": "both", "monitoring_round": "both",
    "committee": "both", "seat": "both", "composition": "both", "indicator_entry": "office",
    "entity_rating": "headquarters", "remedial_action": "both", "staffing_snapshot": "office",
    "recruitment_exercise": "office", "hr_measure": "office", "training_record": "office", "culture_survey": "office",
    "programme": "office", "programme_assessment": "office", "good_practice": "office", "governance_item": "both",
    "resource_line": "both", "legal_basis": "both", "document_review": "office", "policy_review": "headquarters",
    "evidence": "both", "submission": "office", "receipt": "headquarters", "remark": "both",
}  # fmt: skip
"""Kinds and who writes them, in the order of spec/records.md."""


def test_the_kinds_are_those_of_the_contract_with_their_writers():
    assert [(kind.name, kind.about.written_by) for kind in kinds().values()] == list(CONTRACT.items())


@EVERY_KIND
def test_a_field_says_what_it_is_why_and_which_clause_asks_for_it(kind: Kind):
    for question in kind.questions:
        assert question.label, question.name
        assert question.help, question.name
        assert question.clauses, question.name
        assert set(question.clauses) <= set(clauses())


@EVERY_KIND
def test_a_field_has_a_name_that_the_log_takes_and_the_store_does_not_use(kind: Kind):
    for question in kind.questions:
        assert re.fullmatch(r"[a-z][a-z0-9_]{0,40}", question.name)
        assert question.name not in KEPT
        assert not question.name.endswith("_sha256")


@EVERY_KIND
def test_a_field_is_of_a_known_type_and_points_to_known_things(kind: Kind):
    for question in kind.questions:
        assert question.type in {"string", "integer", "boolean", "date", "number", "array"}
        assert question.personal in {"", "stays", "travels"}
        assert set(question.refers) <= {*kinds(), "*"}
        if question.catalogue:
            assert catalogue(question.catalogue)
        if question.states:
            assert not question.required
            assert not question.personal


@EVERY_KIND
def test_a_state_comes_right_after_its_field_and_is_written_with_it(kind: Kind):
    for place, question in enumerate(kind.questions):
        if question.states:
            state = kind.questions[place + 1]
            assert (state.name, state.state_of) == (f"{question.name}_state", question.name)
            assert state.choices == STATES
            assert question.group
            assert state.name in kind.group(question.name)


@EVERY_KIND
def test_the_four_counts_of_a_head_count_are_written_together(kind: Kind):
    for question in kind.questions:
        prefix, found, _ = question.name.rpartition("women")
        if found and question.type == "integer":
            four = {f"{prefix}{who}" for who in ("women", "men", "other", "undisclosed")}
            assert four <= set(kind.group(question.name))
            assert all(
                (kind.question(name).minimum, kind.question(name).maximum) == (0, 10_000_000) for name in four
            )


@EVERY_KIND
def test_an_amount_is_written_with_its_currency_and_a_rating_with_its_requirements(kind: Kind):
    if kind.question("currency"):
        assert any(kind.question(name).type == "number" for name in kind.group("currency"))
    if kind.question("rating"):
        assert kind.group("rating") == ("requirements", "rating")


@EVERY_KIND
def test_what_a_kind_says_of_itself_names_its_own_fields(kind: Kind):
    about = kind.about
    named = {*about.key, *about.title, *filter(None, (about.parent, about.dated))}
    assert named <= set(kind.names)
    assert about.title
    assert about.plural
    assert 1 <= about.screen <= 9
    assert set(about.clauses) <= set(clauses())
    if about.parent:
        assert kind.question(about.parent).refers


@EVERY_KIND
def test_a_list_shows_a_few_fields_and_fits_a_small_terminal(kind: Kind):
    widths = [q.width for q in kind.questions if q.width]
    assert 3 <= len(widths) <= 9
    assert sum(widths) + 2 * (len(widths) - 1) <= COLUMNS - 2


@EVERY_KIND
def test_free_text_that_people_get_wrong_comes_with_an_example(kind: Kind):
    for question in kind.questions:
        assert bool(question.good) == bool(question.weak), question.name


def test_descriptions_survive_json_and_come_back_equal():
    assert described(json.loads(json.dumps(describe(kinds())))) == kinds()


def test_personal_are_names_contacts_and_notes_and_what_headquarters_needs():
    personal = {(k.name, q.name): q.personal for k in kinds().values() for q in k.questions if q.personal}
    assert personal == {
        ("person", "name"): "stays",
        ("person", "contact"): "stays",
        ("person", "note"): "stays",
        ("person", "gender"): "travels",
        ("person", "grade"): "travels",
        ("seat", "gender"): "travels",
    }


@pytest.fixture(scope="module")
def engine():
    found = create_engine("sqlite://", poolclass=StaticPool)
    tables().create_all(found)
    yield found
    found.dispose()


@EVERY_KIND
def test_a_table_has_the_fields_in_order_between_the_store_s_own_columns(kind: Kind, engine):
    names = [column["name"] for column in inspect(engine).get_columns(kind.name)]
    assert names[:3] == ["id", "office", "home"]
    assert names[-4:] == ["deleted", "revision", "changed_at", "changed_by"]
    fields = [name for name in names[3:-4] if not name.endswith("_sha256")]
    assert tuple(fields) == kind.names
    for question in kind.questions:
        if question.personal:
            assert names[names.index(question.name) + 1] == f"{question.name}_sha256"


@EVERY_KIND
def test_a_table_is_clustered_by_office_and_id(kind: Kind, engine):
    assert inspect(engine).get_pk_constraint(kind.name)["constrained_columns"] == ["office", "id"]
    with engine.connect() as connection:
        sql = connection.exec_driver_sql(
            "SELECT sql FROM sqlite_schema WHERE name = ?", (kind.name,)
        ).scalar_one()
    assert "WITHOUT ROWID" in sql


@pytest.mark.parametrize("record", KINDS, ids=lambda record: record.about.name)
def test_a_record_class_reads_and_writes_the_table_made_from_it(record, engine):
    with Session(engine) as session:
        kept = {"changed_at": "2026-01-01T00:00:00.000Z", "changed_by": "focal point"}
        session.add(
            record(
                id="1",
                office="NBO",
                **kept,
                **{n: _any(f) for n, f in record.model_fields.items() if f.is_required() and n not in KEPT},
            )
        )
        session.flush()
        session.expire_all()
        found = session.exec(select(record)).one()
        assert (found.id, found.office, found.revision) == ("1", "NBO", 0)


def _any(field):
    from datetime import date

    return {int: 2026, date: date(2026, 1, 1)}.get(field.annotation, "x")
