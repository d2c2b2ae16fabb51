"""Catalogues that come with a plan: kept, in force, said; old answers stay beside the words that they answered."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from gemtui import reference
from gemtui.reference import CATALOGUES
from tests.cli.exchanged import Machines, merged, sent, taken, trusts
from tests.cli.gem import Gem

NAME = "un-swap-3"
OLD = (CATALOGUES / f"{NAME}.toml").read_text("utf-8")
FIRST = reference.load(NAME)["indicator"][0]
REQUIREMENT = f"{FIRST['id']}/approaches/1"
WORDS = FIRST["approaches"][0]


@pytest.fixture(autouse=True)
def packaged() -> Iterator[None]:
    """Leave the package's catalogues behind, whatever store was opened last."""
    yield
    reference.use(reference.PACKAGED)


def newer(version: str, words: str) -> str:
    assert WORDS in OLD
    return f'version = "{version}"\n' + OLD.replace(WORDS, words)


def published(hq: Gem, text: str, name: str = NAME) -> Path:
    """Lay a catalogue into headquarters' folder and return the plan that brings it."""
    folder = Path(hq.json("where")["catalogues"]["path"])
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.toml").write_text(text, "utf-8")
    return sent(hq, "plan")


@pytest.fixture
def union(tmp_path: Path) -> tuple[Gem, Gem]:
    """Headquarters and an office that trust each other."""
    machines = Machines(tmp_path)
    hq, nbo = machines.machine("hq", "ITU"), machines.machine("nbo", "NBO")
    trusts(hq, nbo)
    trusts(nbo, hq)
    return hq, nbo


def answered(gem: Gem) -> str:
    pairs = (
        f"framework={NAME}",
        f"indicator={FIRST['id']}",
        "period=2026",
        "rating=missing",
        f"requirements={REQUIREMENT}",
    )
    return gem.add("indicator_entry", *pairs)


def test_a_plan_brings_a_newer_catalogue_and_says_what_changed(union: tuple[Gem, Gem]) -> None:
    hq, nbo = union
    entry = answered(nbo)
    said = taken(nbo, published(hq, newer("2", "Something else is asked")))[0]["catalogues"]
    assert [(one["name"], one["before"], one["after"], one["answers"]) for one in said] == [
        (NAME, "1", "2", 1)
    ]
    assert said[0]["changes"] == [
        {"how": "changed", "where": f"indicator {FIRST['id']}", "fields": ["approaches"]}
    ]
    shown = nbo.json("show", "indicator_entry", entry)["record"]
    assert shown["catalogue_version"] == "1"
    assert reference.requirements()[REQUIREMENT] == "Something else is asked"
    assert (
        reference.requirement_texts(reference.framework_at(NAME, "1").indicators[FIRST["id"]])[REQUIREMENT]
        == WORDS
    )


def test_an_answer_moves_to_the_version_in_force_when_it_is_given_again(union: tuple[Gem, Gem]) -> None:
    hq, nbo = union
    entry = answered(nbo)
    taken(nbo, published(hq, newer("2", "Something else is asked")))
    nbo.json("set", "indicator_entry", entry, "explanation=Only a word on it")
    assert nbo.json("show", "indicator_entry", entry)["record"]["catalogue_version"] == "1"
    nbo.json("set", "indicator_entry", entry, "requirements=-")
    assert nbo.json("show", "indicator_entry", entry)["record"]["catalogue_version"] == "2"


def test_the_greatest_version_is_in_force_in_whatever_order_plans_arrive(union: tuple[Gem, Gem]) -> None:
    hq, nbo = union
    plans = [published(hq, newer(version, f"Words of {version}")) for version in ("2", "10", "9.1")]
    for plan in reversed(plans):
        merged(nbo, plan)
    nbo("list", "person")
    assert reference.requirements()[REQUIREMENT] == "Words of 10"
    assert reference.framework_at(NAME, "2").version == "2"


def test_a_second_laptop_gets_the_older_versions_with_a_later_plan(
    union: tuple[Gem, Gem], tmp_path: Path
) -> None:
    hq, _ = union
    published(hq, newer("2", "Words of 2"))
    last = published(hq, newer("3", "Words of 3"))
    laptop = Machines(tmp_path).machine("laptop", "NBO")
    trusts(laptop, hq)
    taken(laptop, last)
    texts = [
        reference.requirement_texts(reference.framework_at(NAME, v).indicators[FIRST["id"]])[REQUIREMENT]
        for v in "123"
    ]
    assert texts == [WORDS, "Words of 2", "Words of 3"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("version = ", NAME),
        ('version = "two"\n' + OLD, NAME),
        (newer("2", WORDS), "un-swap-7"),
        ("[[unheard]]\na = 1", NAME),
    ],
)
def test_a_catalogue_that_cannot_be_used_is_left_aside_and_said(
    union: tuple[Gem, Gem], text: str, name: str
) -> None:
    hq, _ = union
    folder = Path(hq.json("where")["catalogues"]["path"])
    folder.mkdir(parents=True)
    (folder / f"{name}.toml").write_text(text, "utf-8")
    answer = hq("list", "person")
    assert answer.code == 0
    assert f"{name}.toml" in answer.err
    assert hq("doctor", "--catalogue", folder / f"{name}.toml", "--json").code == 1
    assert reference.in_use() is reference.PACKAGED


MEETS = f"{FIRST['id']}/meets/1"
LAST = f"{FIRST['id']}/exceeds/1"


def altered() -> str:
    """Return a second version: one requirement in other words, one asked no more, one indicator anew."""
    first, second = FIRST["approaches"][0], FIRST["exceeds_adds"]
    text = newer("2", "Something else is asked")
    listed = OLD[OLD.index("exceeds_adds", OLD.index(first)) :].partition("\n")[0]
    assert second[0] in listed
    text = text.replace(listed, "exceeds_adds = []", 1)
    added = OLD[OLD.rindex("[[indicator]]") :].partition("\n[[")[0]
    number = reference.load(NAME)["indicator"][-1]["number"]
    for old, new in (
        (f"number = {number}", f"number = {number + 1}"),
        (reference.load(NAME)["indicator"][-1]["id"], "SWAP3-99"),
    ):
        assert old in added
        added = added.replace(old, new)
    return text + "\n" + added + "\n"


def test_a_newer_catalogue_moves_drafts_along_and_leaves_answers_where_they_were(
    union: tuple[Gem, Gem],
) -> None:
    hq, nbo = union
    ticked = f"{REQUIREMENT}, {MEETS}, {LAST}"
    old = nbo.add(
        "indicator_entry",
        f"framework={NAME}",
        f"indicator={FIRST['id']}",
        "period=2025",
        f"requirements={ticked}",
    )
    other = nbo.add("indicator_entry", "framework=un-swap-2", "indicator=SWAP2-01", "period=2020")
    typed = f"{NAME}\n{FIRST['id']}\n2026\n{ticked}\n"
    assert nbo("entry", "indicator_entry", stdin=typed).code == 1  # no more lines: a draft
    nbo("entry", "indicator_entry", other, stdin="\n\n\n\n\n\n\n\n\nAnother framework's\n")
    before = nbo.json("show", "indicator_entry", old)["record"]
    later = nbo.on("2026-11-25")
    plan = published(hq.on("2026-11-24"), altered())
    told = taken(later, plan)[0]["catalogues"]
    assert [(one["before"], one["after"], one["drafts"], one["answers"]) for one in told] == [
        ("1", "2", 1, 1)
    ]
    assert {(c["how"], c["where"]) for c in told[0]["changes"]} == {
        ("changed", f"indicator {FIRST['id']}"),
        ("added", "indicator SWAP3-99"),
    }
    assert later.json("show", "indicator_entry", old)["record"] == before
    said = later("show", "indicator_entry", old).out
    assert WORDS in said
    assert "Something else is asked" not in said
    # The draft: what is worded otherwise is marked, with the words that were ticked; nothing is lost.
    resumed = later("entry", "indicator_entry", stdin="\n\n\n\n\n>>\n")
    assert resumed.code == 0
    assert "2 of them are worded otherwise now" in resumed.out
    assert f"Something else is asked (reworded; answered was: {WORDS})" in resumed.out
    assert f"(asked no more; answered was: {FIRST['exceeds_adds'][0]})" in resumed.out
    (made,) = [row for row in later.json("list", "indicator_entry") if row["period"] == 2026]
    assert (made["requirements"], made["catalogue_version"]) == ([REQUIREMENT, MEETS, LAST], "2")
    # The old answer, opened in the form's twin: marked too, and moved only when it is answered anew.
    again = later("entry", "indicator_entry", old, stdin="\n" * 4 + ">>\n")
    assert f"Something else is asked (reworded; answered was: {WORDS})" in again.out
    assert later.json("show", "indicator_entry", old)["record"] == before


def test_the_plan_names_headquarters_recipient_and_the_office_keeps_it_after_its_yes(
    union: tuple[Gem, Gem],
) -> None:
    hq, nbo = union
    own = hq.json("key", "recipient")["recipient"]
    plan = sent(hq, "plan")
    taken(nbo, plan)
    again = taken(nbo, plan, options=("--accept-keys",))
    assert again
    from gemtui import store

    db = store.open_store(nbo.path, _around(nbo), read_only=True)
    assert store.setting(db, "recipients") == own
    db.close()


def _around(gem: Gem):  # type: ignore[no-untyped-def]
    import datetime as dt

    from gemtui import log
    from gemtui.store import Around

    clock = log.FixedClock(dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC))
    return Around(clock, log.Ids(clock), gem.home / "state" / "gemtui", "")
