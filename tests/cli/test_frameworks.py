"""Frameworks side by side, and an office's own, from the command line: doctor, the catalogue folder, the report's figures."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from gemtui import reference
from tests.cli.exchanged import Machines, sent, taken, trusts
from tests.cli.gem import Gem

OWN = Path(__file__).parents[1] / "reference" / "data" / "paz-own.toml"


@pytest.fixture(autouse=True)
def packaged() -> Iterator[None]:
    """Leave the package's catalogues behind, whatever store was opened last."""
    yield
    reference.use(reference.PACKAGED)


@pytest.fixture
def gem(tmp_path: Path) -> Gem:
    made = Gem(tmp_path)
    made("init", "--office", "AO-PAZ")
    return made.on("2026-02-01")


def rated(gem: Gem, framework: int, number: int, year: int, rating: str) -> str:
    indicator = f"indicator=SWAP{framework}-{number:02}"
    return gem.add(
        "indicator_entry", f"framework=un-swap-{framework}", indicator, f"period={year}", f"rating={rating}"
    )


def test_a_trend_survives_the_change_of_framework_and_is_never_averaged(gem: Gem, tmp_path: Path) -> None:
    one, two = rated(gem, 2, 14, 2024, "missing"), rated(gem, 2, 15, 2024, "exceeds")
    new = rated(gem, 3, 12, 2025, "meets")
    told = gem.json("report", "un-swap", "--to", tmp_path / "u.json", "--period", "2025")
    line = next(each for each in told["over_the_years"] if each["indicator"] == "SWAP3-12")
    years = {
        each["year"]: [(r["indicator"], r["rating"], r["id"]) for r in each["ratings"]]
        for each in line["years"]
    }
    assert years[2024] == [("SWAP2-14", "missing", one), ("SWAP2-15", "exceeds", two)]
    assert years[2025] == [("SWAP3-12", "meets", new)]
    assert [(each["year"], each["kind"]) for each in line["breaks"]] == [(2025, "merged")]
    assert {each["year"] for each in line["years"]} == {2024, 2025}


def test_an_own_framework_in_the_catalogues_folder_is_asked_checked_and_reported(
    gem: Gem, tmp_path: Path
) -> None:
    assert gem("doctor", "--catalogue", OWN).code == 0
    folder = Path(gem.json("where")["catalogues"]["path"])
    folder.mkdir(parents=True, exist_ok=True)
    (folder / OWN.name).write_bytes(OWN.read_bytes())
    asked = [
        f
        for f in gem("check", "--period", "2025", "--json").json["findings"]
        if f["code"] == "indicator-unanswered"
    ]
    assert sum("PAZ-0" in f["message"] for f in asked) == 2
    about = ("framework=paz-own", "indicator=PAZ-01", "period=2025")
    refused = gem("add", "indicator_entry", *about, "numerator=12", "denominator=10")
    assert (refused.code, "part-above-whole" in refused.out + refused.err) == (1, True)
    identifier = gem.add("indicator_entry", *about, "numerator=36", "denominator=100", "target=40")
    told = gem.json("report", "un-swap", "--to", tmp_path / "u.json", "--period", "2025")
    (own,) = told["own_indicators"]
    assert (own["value"], own["baseline"], own["target"], own["to_go"], own["ids"]) == (
        "36",
        "30",
        "40",
        "4",
        [identifier],
    )
    assert told["ratings"]["rated"] == 0


def own_answer(gem: Gem, *pairs: str) -> str:
    """Lay the office's own framework into its folder, answer its first indicator, and return the entry's id."""
    folder = Path(gem.json("where")["catalogues"]["path"])
    folder.mkdir(parents=True, exist_ok=True)
    (folder / OWN.name).write_bytes(OWN.read_bytes())
    about = ("framework=paz-own", "indicator=PAZ-01", "period=2025")
    return gem.add("indicator_entry", *about, *pairs)


def test_headquarters_reads_an_own_indicator_in_its_words_without_its_file(tmp_path: Path) -> None:
    machines = Machines(tmp_path)
    office, hq = machines.machine("paz", "AO-PAZ"), machines.machine("hq", "ITU")
    trusts(hq, office)
    identifier = own_answer(office, "numerator=36", "denominator=100", "rating=approaches")
    bundle = sent(office, "submission", "--period", "2025")
    taken(hq, bundle)
    told = hq.json("report", "un-swap", "--to", tmp_path / "u.json", "--period", "2025")
    (own,) = told["own_indicators"]
    assert (own["office"], own["indicator"], own["ids"]) == ("AO-PAZ", "PAZ-01", [identifier])
    assert own["title"] == "Women among those who took part in coding clubs"
    assert own["counts"] == ["women who took part", "all who took part"]
    assert (own["numerator"], own["denominator"]) == ("36", "100")
    assert (own["value"], own["baseline"], own["target"], own["to_go"]) == ("36", "30", "45", "9")
    assert own["rating"] == "approaches"
    found = [f for f in hq("check", "--period", "2025", "--json").json["findings"] if f["id"] == identifier]
    assert found == []


def test_an_answer_keeps_the_words_that_it_was_given_under(gem: Gem) -> None:
    identifier = own_answer(gem, "numerator=36", "denominator=100")
    folder = Path(gem.json("where")["catalogues"]["path"])
    newer = (
        OWN.read_text("utf-8")
        .replace('version = "1"', 'version = "2"')
        .replace("coding clubs", "robot clubs")
    )
    (folder / OWN.name).write_text(newer, "utf-8")

    def words() -> str:
        return str(gem.json("show", "indicator_entry", identifier)["record"]["definition"])

    gem.json("set", "indicator_entry", identifier, "explanation=Counted at the door")
    assert "coding clubs" in words()
    gem.json("set", "indicator_entry", identifier, "numerator=37")
    assert "robot clubs" in words()
    gem.json("undo")
    assert "coding clubs" in words()


def test_a_hostile_definition_says_nothing(tmp_path: Path) -> None:
    machines = Machines(tmp_path)
    office, hq = machines.machine("paz", "AO-PAZ"), machines.machine("hq", "ITU")
    trusts(hq, office)
    for n, text in enumerate(("[[indicator", "a = " + "[" * 5000, 'office = "AO-PAZ"', OWN.read_text().replace("paz-own", "other"))):  # fmt: skip
        office.add(
            "indicator_entry", "framework=mine", f"indicator=X-{n}", "period=2025", "value=1", f"definition={text}"
        )  # fmt: skip
    taken(hq, sent(office, "submission", "--period", "2025"))
    told = hq.json("report", "un-swap", "--to", tmp_path / "u.json", "--period", "2025")
    assert [(own["title"], own["value"]) for own in told["own_indicators"]] == [(None, "1")] * 4


def test_doctor_reads_a_crosswalk_with_the_frameworks_beside_it(gem: Gem, tmp_path: Path) -> None:
    crosswalk = tmp_path / "crosswalk.toml"
    packaged = (reference.CATALOGUES / "crosswalk.toml").read_text("utf-8")
    crosswalk.write_text(packaged.replace('after = ["SWAP3-18"]', 'after = ["SWAP3-19"]'), "utf-8")
    answer = gem("doctor", "--catalogue", crosswalk, "--json")
    assert (answer.code, answer.codes) == (1, ["crosswalk-unknown", "crosswalk-missing"])
