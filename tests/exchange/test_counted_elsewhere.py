"""Balance and staffing figures that DuckDB computes from a bundle's CSV files alone, beside the program's own."""

from __future__ import annotations

import shutil
import zipfile
from fractions import Fraction
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.cli.conftest import demo
from tests.cli.gem import Gem

__all__ = ["demo"]
DAY = "2024-01-10"
"""When the demo's office reports."""

MEMBERS = """
WITH sitting AS (
  SELECT s.*, coalesce(s.gender, p.gender, 'undisclosed') AS who FROM seat s LEFT JOIN person p ON p.id = s.person
  WHERE coalesce(s.starts_on, $day) <= $day AND coalesce(s.ends_on, $day) >= $day),
one_each AS (
  SELECT DISTINCT ON (committee, coalesce(person, id)) * FROM sitting
  WHERE coalesce(role, 'member') IN ('chair', 'vice_chair', 'member')),
seated AS (
  SELECT committee, count(*) FILTER (who = 'woman') AS women, count(*) FILTER (who = 'man') AS men,
    count(*) FILTER (who = 'other') AS other, count(*) FILTER (who = 'undisclosed') AS undisclosed,
    count(*) FILTER (coalesce(role, 'member') = 'member') AS named
  FROM one_each GROUP BY committee),
latest AS (
  SELECT DISTINCT ON (committee) committee, women::INT AS women, men::INT AS men, other::INT AS other,
    undisclosed::INT AS undisclosed
  FROM composition WHERE role IS NULL AND as_of <= $day ORDER BY committee, as_of DESC)
SELECT c.id, {cells} FROM committee c
LEFT JOIN seated s ON s.committee = c.id AND (s.named > 0 OR c.id NOT IN (SELECT committee FROM latest))
LEFT JOIN latest l ON l.committee = c.id AND s.committee IS NULL
WHERE coalesce(c.established_on, $day) <= $day AND coalesce(c.ends_on, $day) >= $day
""".format(cells=", ".join(f"coalesce(s.{g}, l.{g}, 0)" for g in ("women", "men", "other", "undisclosed")))

STAFF = """
SELECT grade, sum(women::INT), sum(men::INT), sum(other::INT), sum(undisclosed::INT) FROM staffing_snapshot s
WHERE contract IS DISTINCT FROM 'consultant' AND contract IS DISTINCT FROM 'intern'
  AND as_of = (SELECT max(as_of) FROM staffing_snapshot t WHERE t.unit = s.unit AND t.grade = s.grade AND t.as_of <= $day)
GROUP BY grade
"""


@pytest.fixture
def tables(demo: Path, tmp_path: Path) -> tuple[Gem, duckdb.DuckDBPyConnection]:
    """The demo's office, and a database that knows nothing but the CSV files of its bundle."""
    for found in demo.glob("ao-paz.gemtui*"):
        shutil.copy(found, tmp_path / found.name)
    office = Gem(tmp_path, store="ao-paz.gemtui", env={"GEMTUI_TODAY": DAY})
    bundle = office.json("export", "--kind", "share", "--to", tmp_path)["bundle"]
    with zipfile.ZipFile(bundle) as archive:
        archive.extractall(tmp_path / "unpacked")
    database = duckdb.connect()
    for path in (tmp_path / "unpacked").glob("*/data/tables/*.csv"):
        database.execute(f"CREATE TABLE {path.stem} AS SELECT * FROM read_csv('{path}', all_varchar = true)")
    return office, database


def counts(told: dict[str, Any]) -> tuple[int, ...]:
    return tuple(told[name] for name in ("women", "men", "other", "undisclosed"))


def test_a_database_counts_the_same_members(tables: tuple[Gem, duckdb.DuckDBPyConnection]) -> None:
    office, database = tables
    ours = {told["id"]: told for told in office.json("balance", "--on", DAY)["committees"]}
    theirs = {key: tuple(cells) for key, *cells in database.execute(MEMBERS, {"day": DAY}).fetchall()}
    assert len(theirs) > 3
    assert theirs == {key: counts(told) for key, told in ours.items()}
    for key, (women, men, other, _) in theirs.items():
        base = women + men + other
        assert ours[key]["share_women"] == (str(Fraction(women, base)) if base else None)


def test_a_database_counts_the_same_staff(tables: tuple[Gem, duckdb.DuckDBPyConnection]) -> None:
    office, database = tables
    ours = {told["line"]: counts(told) for told in office.json("balance", "--on", DAY)["staffing"]}
    by_grade = {
        grade: tuple(map(int, cells)) for grade, *cells in database.execute(STAFF, {"day": DAY}).fetchall()
    }
    assert len(by_grade) > 5

    def added(*begin: str) -> tuple[int, ...]:
        return tuple(
            map(
                sum,
                zip(*(cells for grade, cells in by_grade.items() if grade.startswith(begin)), strict=True),
            )
        )

    lines = {
        "professional and higher": added("P-", "D-"),
        "P-4 and above": added("P-4", "P-5", "D-"),
        "national officers": added("NO-"),
        "general service": added("G-"),
        "all": added(""),
    }
    assert ours == by_grade | lines
