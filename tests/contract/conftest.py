"""A field office, another one, and two headquarters' stores, used by the command line alone."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests import postgresql
from tests.contract.forger import Forgery, private_key
from tests.contract.laptop import Laptop

TODAY = "2026-11-24"


@dataclass
class World:
    """Who is there, and a good bundle of the office's, with a remark of headquarters' in it."""

    office: Laptop
    other: Laptop
    hq: Laptop
    """Has merged the office's first bundle."""
    newcomer: Laptop
    """Headquarters' new machine: trusts them all and holds nothing."""
    good: Path
    committee: str
    schema: dict[str, Any]

    def forgery(self) -> Forgery:
        """Return the good bundle, taken apart, with the office's real key."""
        return Forgery.of(self.good, private_key(Path(f"{self.office.store}.key")), self.schema)


@pytest.fixture(scope="session")
def cluster() -> Iterator[postgresql.Cluster]:
    """A PostgreSQL server of the tests' own."""
    made = postgresql.cluster()
    yield made
    made.end()


Headquarters = Callable[[Path], Laptop]


@pytest.fixture(
    scope="session",
    params=["sqlite", pytest.param("postgresql", marks=pytest.mark.xdist_group("postgresql"))],
)
def headquarters(request: pytest.FixtureRequest) -> Headquarters:
    """Makes headquarters' machines, with their stores in files, or each in a database of its own."""

    def make(folder: Path) -> Laptop:
        if request.param == "sqlite":
            return Laptop(folder, TODAY)
        url = request.getfixturevalue("cluster").database()
        return Laptop(folder, TODAY, more={"GEMTUI_STORE": url})

    return make


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory, headquarters: Headquarters) -> Iterator[World]:
    """Make the stores and the good bundle once; tests that write into a store copy it."""
    root = tmp_path_factory.mktemp("world")
    office = Laptop(root / "nbo", TODAY).init("NBO")
    other = Laptop(root / "acc", TODAY).init("ACC")
    hq = headquarters(root / "hq").init("ITU", "hq", "gender unit")
    newcomer = headquarters(root / "new").init("ITU", "hq", "gender unit")
    for whom in (office, other, hq):
        newcomer.trust(whom)
    hq.trust(office)
    hq.trust(other)
    office.trust(hq)
    committee = fill(office)
    office.run("attach", "committee", committee, _file(root))
    hq.json("merge", office.export("--period", "2026", "--despite", "a rehearsal"))
    hq.add(
        "remark",
        {"office": "NBO", "subject_kind": "committee", "subject": committee, "text": "Who chairs it?"},
    )
    office.json("merge", hq.export("--kind", "return", "--office", "NBO"))
    office.run("set", "committee", committee, "size=6")
    good = office.export("--period", "2026", "--despite", "a rehearsal")
    yield World(office, other, hq, newcomer, good, committee, office.json("schema")["kinds"])
    shutil.rmtree(root, ignore_errors=True)


def fill(office: Laptop) -> str:
    """Enter a few records and return the committee's id."""
    committee, _ = office.add(
        "committee",
        {"name": "Contracts committee", "size": 5, "rule": "band", "established_on": "2020-01-01"},
        {"name": '=HYPERLINK("http://192.0.2.1")', "size": 3},
    )
    office.add("seat", {"committee": committee, "role": "chair", "gender": "woman"})
    office.add("composition", {"committee": committee, "as_of": "2026-01-01", "women": 2, "men": 3})
    office.add("person", {"name": "Ana", "gender": "woman", "grade": "P-4"})
    (plan,) = office.add(
        "action_plan",
        {"title": "Plan", "starts_on": "2025-01-01", "ends_on": "2027-12-31", "policy_version": "2013",
         "next_review_on": "2026-12-01"},
    )  # fmt: skip
    office.add(
        "action",
        {"action_plan": plan, "title": "Brief the panels", "responsible": "HR", "accountable": "Head",
         "delivery_on": "2026-12-31", "percent": 5, "budget": "12.50", "currency": "CHF", "clauses": ["OA-A1"]},
    )  # fmt: skip
    office.add(
        "indicator_entry",
        {"framework": "un-swap-3", "indicator": "SWAP3-01", "period": 2026, "rating": "missing"},
    )
    return committee


def _file(root: Path) -> Path:
    memo = root / "memo.txt"
    memo.write_bytes(b"memo")
    return memo
