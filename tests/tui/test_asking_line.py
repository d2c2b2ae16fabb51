"""One line asked for above a screen: what can't be read stays open, and what was typed is there again."""

from __future__ import annotations

from pathlib import Path

from gemtui import exchange, store
from gemtui.store import Store
from gemtui.tui.ending import keep_drafts
from gemtui.tui.lists.drafts import drafts_of
from gemtui.tui.screens.asking_line import AskLine
from gemtui.tui.screens.asking_passphrase import AskSecret
from gemtui.tui.widgets.entry import Entry
from tests.journeys.person import Person, at_the_keyboard
from tests.store.accepted import accept


def typed(person: Person) -> str:
    return person.app.screen.query_one(Entry).value


async def asks(person: Person) -> None:
    await person.until(lambda: isinstance(person.app.screen, AskLine), "the line")
    await person.rests()


async def test_what_is_no_day_stays_in_its_line_with_what_is_wrong(db: Store) -> None:
    async with at_the_keyboard(db) as person:
        await person.goes_to(2, "Action plan")
        await person.press("t")
        await person.types("the day before")
        await person.press("enter")
        await person.sees("✗ This is not a day")
        assert typed(person) == "the day before"
        await person.clears()
        await person.sees_no("✗")
        await person.types("2024-01-01")
        await person.press("enter")
        await person.sees_no("As it was on")
        await person.sees("1 Jan 2024")


async def test_a_year_that_is_none_stays_in_its_line(db: Store) -> None:
    async with at_the_keyboard(db) as person:
        await person.press(":")
        await person.types("open a year")
        await person.press("enter")
        await asks(person)
        await person.clears()
        await person.types("next")
        await person.press("enter")
        await person.sees("✗ next is not a period")
        assert typed(person) == "next"


async def test_a_file_that_is_not_there_stays_in_its_line(db: Store, tmp_path: Path) -> None:
    async with at_the_keyboard(db, folder=tmp_path) as person:
        await person.goes_to(2, "Action plan")
        await person.press(":")
        await person.types("attach")
        await person.press("enter")
        await asks(person)
        await person.types("memo.pdf")
        await person.press("enter")
        await person.sees("✗ There is no file memo.pdf")
        assert typed(person) == "memo.pdf"
        (tmp_path / "memo.pdf").write_bytes(b"%PDF-1.7")
        await person.press("enter")
        await person.sees("Attached: memo.pdf")
    assert "memo.pdf" in [row["title"] for row in store.rows(db, "evidence")]


async def test_what_was_typed_and_left_stands_there_again_and_one_key_takes_it_away(db: Store) -> None:
    async with at_the_keyboard(db) as person:
        await person.goes_to(2, "Action plan")
        await person.press("T")
        await asks(person)
        await person.types("1.1 to 30.")
        await person.press("escape")
        await person.sees("stands there again")
    async with at_the_keyboard(db) as person:
        await person.goes_to(2, "Action plan")
        await person.press("T")
        await asks(person)
        assert typed(person) == "1.1 to 30."
        await person.sees("As you left it")
        await person.press("ctrl+z")
        assert typed(person) == ""
        await person.press("ctrl+y", "end")
        await person.types("6")
        await person.press("enter")
        await person.sees("Changed · 1 Jan")
        await person.press("q", "T")
        await asks(person)
        assert typed(person) == ""
    assert store.drafts(db) == []


async def test_a_program_that_is_ended_keeps_a_reason_and_offers_it_to_that_record_alone(db: Store) -> None:
    accept(db)
    bodies = sorted(store.rows(db, "committee"), key=lambda row: row["name"])

    async def changes(person: Person, down: int) -> None:
        await person.goes_to(4, "Committees")
        await person.until(lambda: bodies[0]["name"][:10] in person.line)
        for _ in range(down):
            await person.press("down")
        await person.press("e")
        await person.form_opens()
        await person.to_field("size")
        await person.clears()
        await person.types("6")
        await person.press("ctrl+s")
        await person.sees("Headquarters has accepted this as it was")
        await asks(person)

    async with at_the_keyboard(db) as person:
        await changes(person, 0)
        await person.types("One place more since")
        keep_drafts(person.app.every_screen)  # as SIGHUP does
    async with at_the_keyboard(db) as person:
        await changes(person, 1)
        assert typed(person) == ""
        await person.press("escape", "escape")
    async with at_the_keyboard(db) as person:
        await changes(person, 0)
        assert typed(person) == "One place more since"
        await person.press("end")
        await person.types(" January")
        await person.press("enter")
        await person.sees("saved. You are in")
    row = store.row(db, "committee", bodies[0]["id"])
    assert row["size"] == 6
    assert "One place more since January" in {
        entry.change.why for entry in store.history(db, "AO-PAZ", bodies[0]["id"])
    }
    assert not any(one.kind not in db.kinds for one in store.drafts(db))


async def test_a_line_that_was_left_stands_among_the_drafts_and_is_forgotten_there(db: Store) -> None:
    async with at_the_keyboard(db) as person:
        await person.press("T")
        await asks(person)
        await person.types("1.1 to 30.")
        await person.press("escape")
        await person.sees("stands there again")
        assert [row["title"] for row in drafts_of(db, person.app.titles)] == ["What changed: 1.1 to 30."]
        await person.press(":")
        await person.types("drafts")
        await person.press("enter")
        await person.until(lambda: "What changed" in person.line, "the line among the drafts")
        await person.press("enter")
        await person.sees("asked again")
        await person.press("d")
        await person.sees("Nothing is waiting", "u brings the draft back")
        await person.press("u")
        await person.until(lambda: "What changed" in person.line, "the line again")
        assert [one.answers for one in store.drafts(db)] == [{"line": "1.1 to 30."}]
        await person.press("d")
        await person.sees("Nothing is waiting")
    assert store.drafts(db) == []


async def test_why_a_report_goes_in_spite_of_errors_stays_until_it_has_gone(
    db: Store, tmp_path: Path
) -> None:
    """Whoever looks at the summary and thinks better of it has not typed the reason for nothing."""
    exchange.make_key(exchange.key_files(db.path).key)
    async with at_the_keyboard(db, folder=tmp_path) as person:

        async def sends() -> None:
            await person.press("x")
            await person.sees("Report to headquarters")
            await person.rests()
            await person.press("enter")
            await person.sees("Send in spite of errors?")
            await asks(person)

        await person.goes_to(9, "Exchange")
        await sends()
        await person.types("Two answers are still awaited")
        await person.press("enter")
        await person.sees("in spite of", "Write the bundle")
        await person.press("n")
        await person.sees_no("Write the bundle")
        await sends()
        assert typed(person) == "Two answers are still awaited"
        await person.press("enter")
        await person.sees("Write the bundle")
        await person.press("y")
        await person.until(lambda: list(tmp_path.glob("*.gem.zip")), "the bundle")
        await person.rests()
    assert store.drafts(db) == []


async def test_a_passphrase_is_kept_nowhere(db: Store) -> None:
    async with at_the_keyboard(db) as person:
        given: list[str | None] = []
        person.app.push_screen(AskSecret("Passphrase", ""), given.append)
        await asks(person)
        await person.types("open sesame")
        await person.press("escape")
        await person.rests()
        assert given == [None]
    assert store.drafts(db) == []
