"""Every clause of the policy has a way that works: entered through the form, checked, sent, merged, and reported.

The clauses are those of the catalogue, so that one without a way fails here.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pytest

from gemtui import reports, rules, store
from gemtui.reference import clauses
from gemtui.reference.policy import Clause
from gemtui.reports.documents import Wanted as Report
from gemtui.store import Store
from gemtui.tui.screens.writing import Writing
from gemtui.tui.sheets import Wanted
from tests.exchange.offices import Office, Offices
from tests.journeys.person import Person, at_the_keyboard

ON = dt.date(2024, 1, 10)
OFFICE, UNION = "AO-PAZ", "ITU"
MADE_BY_PROGRAM = {"report": "submission", "log": "log"}

Entry = tuple[str, Mapping[str, str], Mapping[str, str]]
"""Kind, what is typed, and which records the form begins with: field → kind of the record entered before."""

BY_THE_OFFICE: tuple[Entry, ...] = (
    ("office_unit", {"code": "AO-PAZ", "name": "Area Office Porto Azul", "sector": "BDT"}, {}),
    ("person", {"name": "Head", "gender": "woman", "grade": "P-5"}, {}),
    (
        "focal_point",
        {"role": "focal", "appointed_on": "2022-05-01", "time_share": "20", "tor_signed_on": "2022-05-01"},
        {"person": "person"},
    ),
    (
        "action_plan",
        {"title": "Plan 2023–2024", "starts_on": "2023-01-01", "ends_on": "2024-12-31", "policy_version": "2013"},
        {},
    ),
    (
        "action",
        {"title": "Parity note", "responsible": "HR", "accountable": "Head of office", "delivery_on": "2024-06-30"},
        {"action_plan": "action_plan"},
    ),
    ("monitoring_round", {"opened_on": "2023-11-01", "closed_on": "2023-12-01"}, {"action_plan": "action_plan"}),
    ("indicator_entry", {"framework": "UN-SWAP 2", "indicator": "SWAP2-01", "period": "2023", "rating": "missing"}, {}),
    ("remedial_action", {"description": "A plan", "responsible": "Head", "due_on": "2024-06-30"}, {"indicator_entry": "indicator_entry"}),
    ("staffing_snapshot", {"as_of": "2023-12-31", "grade": "P-3", "women": "2", "men": "2"}, {}),
    ("recruitment_exercise", {"reference": "P3-1", "closed_on": "2023-10-01"}, {}),
    *(
        ("hr_measure", {"title": f"A measure of {clause}", "starts_on": "2023-05-01", "owner": "HR"}, {"": clause})
        for clause in ("OA-A0", "OA-A2", "OA-A3", "OA-A4", "OA-A5", "OA-A6")
    ),
    ("training_record", {"title": "I know gender", "held_on": "2023-05-01", "women": "5", "men": "5"}, {}),
    ("culture_survey", {"held_on": "2023-05-01", "question": "Am I heard?", "respondents_women": "6"}, {}),
    ("programme", {"title": "School connectivity", "starts_on": "2022-01-01"}, {}),
    ("programme_assessment", {"on": "2023-02-01"}, {"programme": "programme"}),
    ("good_practice", {"title": "Coding club", "on": "2023-04-01", "status": "ready"}, {}),
    ("governance_item", {"type": "planning", "title": "Operational plan", "on": "2023-03-01"}, {}),
    ("resource_line", {"year": "2023", "purpose": "training", "title": "Courses"}, {}),
    ("document_review", {"title": "Leaflet", "language": "en", "reviewed_on": "2023-03-01"}, {}),
    ("committee", {"name": "Procurement committee", "type": "decision", "established_on": "2020-01-01"}, {}),
    ("composition", {"as_of": "2023-12-31", "women": "2", "men": "3"}, {"committee": "committee"}),
)  # fmt: skip
BY_HEADQUARTERS: tuple[Entry, ...] = (
    ("legal_basis", {"title": "Plenipotentiary Resolution 70", "revision_name": "Bucharest 2022"}, {}),
    ("gem_group", {"name": "Gender Task Force", "established_on": "2012-09-01"}, {}),
    ("policy_review", {"on": "2021-06-01", "scope": "All of it", "decisions": "Kept"}, {}),
    ("committee", {"name": "Pension committee", "type": "statutory", "established_on": "2020-01-01"}, {}),
    ("composition", {"as_of": "2023-12-31", "women": "2", "men": "2"}, {"committee": "committee"}),
    ("committee", {"name": "Study Group 5", "type": "study group", "established_on": "2020-01-01"}, {}),
    ("composition", {"as_of": "2023-12-31", "women": "5", "men": "8"}, {"committee": "committee"}),
)


@dataclass
class World:
    """What both stores hold once everything has been entered, sent and merged."""

    office: Office
    union: Office
    entered: dict[tuple[str, str], str] = field(default_factory=dict)
    """Office and id of what was typed into a form → kind."""
    verified: list[bool] = field(default_factory=list)
    merged: list[bool] = field(default_factory=list)

    @cached_property
    def wrong(self) -> set[str]:
        """Return ids of records in which `check` finds an error, where they were entered."""
        found = (
            one
            for each in (self.office, self.union)
            for one in reports.check(each.db, ON, "2023")["findings"]
        )
        return {str(one["id"]).rpartition("/")[2] for one in found if one["level"] == "error"}

    @cached_property
    def policy(self) -> dict[str, dict[str, Any]]:
        """Return what headquarters says of each clause."""
        return {one["clause"]: one for one in reports.policy(self.union.db, ON)}

    @cached_property
    def council(self) -> tuple[dict[str, dict[str, Any]], str]:
        """Return the clauses in the Council's report, as figures and as people read it."""
        paper = reports.paper(self.union.db, Report("council", "md", ON, "2023"))
        return {one["clause"]: one for one in paper.figures["policy"]}, reports.written(paper, "md").decode()


async def enter(db: Store, entries: tuple[Entry, ...], world: World) -> None:
    """Type every record into its form, one after the other, and save it."""
    latest: dict[str, str] = {}
    async with at_the_keyboard(db, (100, 40), today=ON) as person:
        for kind, answers, given in entries:
            await write(person, kind, answers, begins(kind, given, latest))
            (made,) = {row["id"] for row in store.rows(db, kind)} - {i for _, i in world.entered}
            latest[kind] = made
            world.entered[db.identity.office, made] = kind


def begins(kind: str, given: Mapping[str, str], latest: Mapping[str, str]) -> dict[str, Any]:
    """Return what a form begins with: its parent, or what the policy's screen gives for a clause."""
    found: dict[str, Any] = {name: latest[of] for name, of in given.items() if name}
    return {**found, **(rules.begins_with(given[""], kind) if "" in given else {})}


async def write(person: Person, kind: str, answers: Mapping[str, str], given: Mapping[str, Any]) -> None:
    """Open the form of a new record, answer, save."""
    person.app.push_screen(Writing(Wanted(kind, given=given or None)))
    await person.form_opens()
    for name, text in answers.items():
        await person.to_field(name)
        await person.types(text)
        if name == "framework":  # the indicators to choose from follow from it
            await person.rests()
    await person.saves()


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    offices = Offices(tmp_path_factory.mktemp("clauses"))
    at = dt.datetime(2024, 1, 10, 9, tzinfo=dt.UTC)
    made = World(offices.office(OFFICE, at), offices.office(UNION, at))
    made.union.trusts(made.office)
    made.office.trusts(made.union)
    asyncio.run(enter(made.office.db, BY_THE_OFFICE, made))
    asyncio.run(enter(made.union.db, BY_HEADQUARTERS, made))
    sent = made.office.export(period="2023", despite="Many answers are still missing")
    out = made.union.export(kind="plan", despite="")
    for reader, bundle in ((made.union, sent), (made.office, out)):
        made.verified.append(reader.verify(bundle).ok)
        made.merged += [one.merged is not None for one in reader.merge(bundle)]
    yield made
    offices.close()


@pytest.mark.parametrize("clause", clauses().values(), ids=lambda clause: clause.id)
def test_a_clause_is_entered_checked_sent_merged_and_reported(world: World, clause: Clause) -> None:
    assert (world.verified, world.merged) == ([True, True], [True, True])
    told, (figures, text) = world.policy[clause.id], world.council
    known = {(of or UNION, identifier) for of, _, identifier in (r.rpartition("/") for r in told["records"])}
    kinds = {MADE_BY_PROGRAM.get(kind, kind) for kind in clause.answered_by}
    by_hand = {key for key in known if world.entered.get(key) in kinds}
    if kinds <= set(MADE_BY_PROGRAM.values()):
        by_hand = known  # the submission, which the export makes
    assert by_hand, f"nothing that was entered answers {clause.id} at headquarters"
    assert told["state"] in ("answered", clause.kind)
    assert not {identifier for _, identifier in by_hand} & world.wrong
    assert set(figures[clause.id]["ids"]) == set(told["records"])
    assert f"| {clause.id} |" in text


def test_what_headquarters_entered_is_answered_in_the_office_too(world: World) -> None:
    held = {row["id"] for kind in world.union.db.kinds for row in store.rows(world.office.db, kind)}
    assert {identifier for office, identifier in world.entered if office == UNION} <= held
