"""`person`: what is held, where and why; erased for good, with every chain still whole."""

from __future__ import annotations

import sqlite3

from tests.cli.exchanged import sent
from tests.cli.gem import Gem

NAME = "Wanjiru Kamau-Okafor"


def entered(gem: Gem) -> str:
    person = gem.add("person", f"name={NAME}", "gender=woman", "note=prefers mail")
    gem.add("focal_point", f"person={person}", "role=alternate")
    gem.add(
        "meeting",
        "held_on=2026-05-02",
        f"decisions=Chaired by {NAME}",
        "women=1",
        "men=1",
        "other=0",
        "undisclosed=0",
    )
    gem.json("set", "person", person, "name=Wanjiru Kamau Okafor")
    gem.json("set", "person", person, f"name={NAME}")
    return person


def test_what_is_held_says_where_it_stands_and_where_it_went(gem: Gem) -> None:
    person = entered(gem)
    sent(gem, "share")
    told = gem.json("person", "show", person)
    assert {f["field"]: (f["value"], f["travels"]) for f in told["fields"]}.items() >= {
        "name": (NAME, "stays"), "gender": ("woman", "travels"), "note": ("prefers mail", "stays"),
    }.items()  # fmt: skip
    assert [one["kind"] for one in told["records"]] == ["focal_point"]
    assert [one["kind"] for one in told["mentions"]] == ["meeting"]
    assert [one["kind"] for one in told["bundles"]] == ["share"]
    assert len(gem.json("person", "export", person)["history"]) == 3


def test_an_erased_person_is_nowhere_in_the_file_and_the_log_still_verifies(gem: Gem) -> None:
    person = entered(gem)
    gem.json("delete", "meeting", gem.json("list", "meeting")[0]["id"])
    told = gem.json("person", "erase", person)
    assert told["erased"] == told["values"] == 5
    assert gem.json("doctor")["ok"]
    shown = gem.json("show", "person", person)["record"]
    assert (shown["name"], shown["gender"], shown["note"]) == (None, None, None)
    with sqlite3.connect(gem.path) as connection:
        assert connection.execute("SELECT count(*) FROM private").fetchone() == (0,)
    connection.close()
    files = b"".join(path.read_bytes() for path in gem.path.parent.glob("office.gemtui*"))
    assert b"prefers mail" not in files
    asked = gem.json("list", "remark")
    assert [(one["subject"], one["status"]) for one in asked] == [(person, "open")]


def test_erasing_again_asks_nobody_twice(gem: Gem) -> None:
    person = entered(gem)
    assert gem.json("person", "erase", person)["request"]
    again = gem.json("person", "erase", person)
    assert (again["erased"], again["request"]) == (0, None)


def test_an_unknown_person_is_said_and_nothing_happens(gem: Gem) -> None:
    answer = gem("person", "erase", "0192f0c1-7c1e-7b3a-9c52-0c1d2e3f4a5b")
    assert (answer.code, answer.out) == (2, "")
