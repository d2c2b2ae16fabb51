"""A survey with few answers is kept in the office without anybody having to think of it. Source: clause OA-A0."""

from __future__ import annotations

import zipfile

from tests.cli.gem import Gem


def test_a_survey_under_the_threshold_becomes_a_home_record(gem: Gem) -> None:
    few = gem.add(
        "culture_survey", "held_on=2026-11-01", "question=Ideas", "respondents_women=3", "respondents_men=1"
    )
    more = gem.add(
        "culture_survey", "held_on=2026-11-01", "question=Work", "respondents_women=3", "respondents_men=2"
    )
    kept = {one["id"]: one["home"] for one in gem.json("list", "culture_survey")}
    assert kept == {few: True, more: False}


def test_what_fell_under_the_threshold_later_is_a_warning(gem: Gem) -> None:
    survey = gem.add("culture_survey", "held_on=2026-11-01", "question=Work and life", "respondents_women=5")
    gem.json("set", "culture_survey", survey, "respondents_women=4")
    codes = [one["code"] for one in gem("check", "--json").json["findings"]]
    assert "survey-below-threshold" in codes


def test_a_survey_that_stays_at_home_is_in_no_bundle(gem: Gem) -> None:
    gem.add("culture_survey", "held_on=2026-11-01", "question=Work and life", "respondents_women=4")
    (told,) = gem.json("staff")["surveys"]
    assert (told["stays_home"], told["too_small"]) == (True, True)
    assert "survey-below-threshold" not in [one["code"] for one in gem("check", "--json").json["findings"]]
    gem.add("training_record", "title=A course", "held_on=2026-11-01")
    made = gem.json(
        "export", "--kind", "submission", "--period", "2026", "--despite", "A test", "--to", gem.home
    )
    with zipfile.ZipFile(made["bundle"]) as bundle:
        written = b"".join(bundle.read(name) for name in bundle.namelist())
    assert b"A course" in written
    assert b"Work and life" not in written
