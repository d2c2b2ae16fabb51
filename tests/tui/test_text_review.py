"""A text gone through on its screen: followed, turned down with a reason, left, gone on with, closed."""

from __future__ import annotations

from pathlib import Path

from gemtui import store
from gemtui.store import Store
from tests.journeys.person import Person, at_the_keyboard
from tests.rules.test_language import ENGLISH
from tests.tui.office import put

SCENARIO = 7
"""Errors and warnings of the scenario's English sample."""


async def to_language(person: Person) -> None:
    await person.goes_to(8, "Governance")
    while "[language]" not in person.screen:
        await person.press("]")
        await person.rests()


async def opens(person: Person, choice: str) -> None:
    await person.press("L")
    await person.sees("Check a text")
    await person.rests()
    await person.types(choice)
    await person.rests()
    await person.press("enter")
    await person.rests()


async def decides(person: Person, words: str) -> None:
    await person.press("K")
    await person.sees("Why does it stay?")
    await person.types(words)
    await person.press("enter")
    await person.rests()


def notice(db: Store, text: str = ENGLISH, name: str = "notice.txt") -> Path:
    path = db.path.parent / name
    path.write_text(text, "utf-8")
    return path


async def test_findings_are_gone_through_one_after_another_and_the_review_is_saved(db: Store) -> None:
    notice(db)
    async with at_the_keyboard(db) as person:
        await to_language(person)
        assert "L check a text" in person.screen
        await opens(person, "notice.txt")
        await person.sees(f"{SCENARIO} open · {SCENARIO} findings in 48 words (en) · short text revise")
        assert "Dear Sirs" in person.line
        await person.sees("Instead:", "rule en-067", "The chairman of the working party")
        await person.press("Y")
        await person.rests()
        assert "chairman" in person.line  # the next open one
        await decides(person, "quotation")
        await person.sees(f"{SCENARIO - 2} open · {SCENARIO - 1} findings in 48")
        await person.press("C")
        await person.until(lambda: "are neither accepted nor turned down" in person.said)
        for _ in range(SCENARIO - 2):
            await person.press("Y")
            await person.rests()
        await person.sees("0 open")
        await person.press("C")
        await person.form_opens()
        await person.saves()
        await person.sees("[language]")
        (row,) = store.rows(db, "document_review")
        counts = ("title", "words", "findings", "accepted", "rejected", "quotations", "verdict", "closed")
        assert [row[n] for n in counts] == ["notice.txt", 48, 7, 6, 1, 1, "revise", True]
        assert "notice.txt" in person.screen
        assert not store.drafts(db, "document_review")


async def test_what_was_decided_is_there_again_after_leaving_and_can_be_taken_back(db: Store) -> None:
    notice(db)
    async with at_the_keyboard(db) as person:
        await to_language(person)
        await opens(person, "notice.txt")
        await person.press("Y")
        await person.rests()
        await person.press("Y")
        await person.rests()
        await person.sees("5 open")
        await person.press("u")
        await person.sees("6 open")
        await person.press("q")
        await person.sees("[language]")
    async with at_the_keyboard(db) as person:
        await to_language(person)
        await opens(person, "notice")
        await person.sees("6 open", "will be changed")


async def test_a_pasted_text_is_checked_and_goes_into_no_record_and_no_draft_when_confidential(
    db: Store,
) -> None:
    async with at_the_keyboard(db) as person:
        await to_language(person)
        await opens(person, "paste")
        await person.sees("it goes into no record")
        await person.pastes("The chairman\nof the secret dinner spoke.")
        await person.press("ctrl+s")
        await person.sees("1 open")
        await person.press(":")
        await person.types("confidential")
        await person.press("enter")
        await person.sees("not even in the draft")
        await decides(person, "official name")
        await person.sees("0 open", "clean")
        (draft,) = store.drafts(db, "document_review")
        assert "secret" not in str(draft.answers)
        assert "chairman" not in str(draft.answers)
        await person.press("C")
        await person.form_opens()
        await person.types("Dinner")
        await person.saves()
        (row,) = store.rows(db, "document_review")
        assert (row["confidential"], row["verdict"], row["quotations"]) == (True, "clean", 1)
        assert not any("secret" in str(entry.change) for entry in store.log_entries(db))


async def test_a_wording_is_remembered_for_the_office_as_keep_remembers_it(db: Store) -> None:
    notice(db, "The ombudsman and the chairman spoke.")
    own = db.path.parent / "language.toml"
    async with at_the_keyboard(db, language_file=own) as person:
        await to_language(person)
        await opens(person, "notice.txt")
        await person.sees("2 open")
        while "ombudsman" not in person.line:
            await person.press("down")
        await decides(person, "official name, and")
        await person.sees("1 open", "stays from now on")
        assert 'rule = "en-041"' in own.read_text("utf-8")
        await person.press("[")
        await person.sees("[own rules]", "kept wording", "official name")
        await person.press("]", "u")
        await person.sees("2 open", "as they were before")
        assert not own.exists()
        await person.press("U")
        await person.sees("1 open")
        await person.press("u")
        await person.sees("2 open")
        await person.press("u")
        await person.sees("Nothing of this text")
        assert not store.drafts(db, "document_review")


async def test_pictures_are_asked_item_by_item_with_a_reason_where_one_is_needed(db: Store) -> None:
    notice(db, "All are welcome.")
    async with at_the_keyboard(db) as person:
        await to_language(person)
        await opens(person, "notice.txt")
        await person.sees("Nothing is found in this text.")
        await person.press("]")
        await person.sees("[pictures]", "Are there pictures")
        await person.press("enter", "enter")  # yes
        await person.rests()
        assert "img-01" in person.screen
        while "img-01" not in person.line:
            await person.press("down")
        await person.press("enter")
        await person.types("not applicable")
        await person.press("enter")
        await person.sees("Why? One line")
        await person.press("enter")
        await person.rests()
        assert "not applicable" in person.screen
        while "img-01" not in person.line:
            await person.press("up")
        await person.sees("This answer needs a reason")
        await person.press("C")
        await person.form_opens()
        await person.saves()
        (row,) = store.rows(db, "document_review")
        assert (row["has_images"], row["checklist"]) == (True, ["img-01:not_applicable"])


async def test_arabic_informs_only_and_breaks_no_line(db: Store) -> None:
    notice(db, "السادة المحترمون، يرجى من رؤساء الوفود الحضور.\n" * 3)
    async with at_the_keyboard(db) as person:
        await to_language(person)
        await opens(person, "notice.txt")
        await person.sees("information only")
        assert all(strip.cell_length == 80 for strip in person.strips)
        await person.press("Y")
        await person.rests()
        assert all(strip.cell_length == 80 for strip in person.strips)


async def test_own_rules_are_seen_and_marked_as_the_office_s(db: Store) -> None:
    notice(db, "The panel met.")
    own = db.path.parent / "language.toml"
    own.write_text(
        '[[rule]]\nid = "own-1"\nlang = "en"\nseverity = "warn"\npattern = "\\\\bpanel\\\\b"\nsuggest = ["group"]\n',
        "utf-8",
    )
    async with at_the_keyboard(db, language_file=own) as person:
        await to_language(person)
        await opens(person, "notice.txt")
        await person.sees("own rule own-1", "Instead: group")
        await person.press("]", "]")
        await person.sees("[own rules]", "own-1", "group")


async def asked(person: Person, title: str, answer: str) -> None:
    await person.sees(title)
    await person.types(answer)
    await person.press("enter")


async def test_an_own_rule_is_made_and_dropped_by_keys_and_each_can_be_taken_back(db: Store) -> None:
    notice(db, "The panel met the [b]guests[/b].")
    own = db.path.parent / "language.toml"
    async with at_the_keyboard(db, language_file=own) as person:
        await to_language(person)
        await opens(person, "notice.txt")
        await person.sees("0 open")
        await person.press("[")
        await person.sees("No rules of your own yet.", "n new rule")
        await person.press("n")
        await asked(person, "Which word, or words", "  . ")
        await person.sees("at least one letter")
        await person.press("n")
        await asked(person, "Which word, or words", "pan*")
        await asked(person, "What is better", "group / [i]circle")
        await asked(person, "Why? One line", "We say so")
        await asked(person, "In which language", "")
        await asked(person, "How serious is it?", "err")
        await person.sees("1 open", "own-1", "u takes it back")
        await person.sees("Instead: group / [i]circle", "We say so")
        await person.press("]")
        await person.sees("own rule own-1")
        await person.press("[")
        await person.sees("[own rules]", "pan*", "error")
        await person.press("d")
        await person.sees("0 open", "No rules of your own yet.")
        await person.press("u")
        await person.sees("1 open", "own-1")
        await person.press("u")
        await person.sees("0 open", "No rules of your own yet.")
        assert not own.exists()


async def test_keys_typed_ahead_decide_each_on_its_own_finding_and_marks_decide_at_once(db: Store) -> None:
    notice(db)
    async with at_the_keyboard(db) as person:
        await to_language(person)
        await opens(person, "notice.txt")
        await person.types("YYY")
        await person.sees("4 open")
        await person.press("a", "Y")
        await person.sees("0 open")
        await person.press("u")
        await person.sees("4 open")


async def test_the_scenario_s_five_reviews_are_counted_on_the_tab(db: Store) -> None:
    for n, (lang, words, errors, warnings) in enumerate(
        (("en", 1200, 1, 1), ("fr", 80, 0, 3), ("es", 500, 1, 0), ("en", 900, 0, 0), ("en", 400, 0, 1)), 1
    ):
        about = {"title": f"D{n}", "language": lang, "reviewed_on": "2023-10-09", "words": words}
        put(db, "document_review", **about, errors=errors, warnings=warnings)
    async with at_the_keyboard(db) as person:
        await to_language(person)
        await person.sees("5 reviewed, 1 clean, 2 minor, 2 revise")


async def test_a_file_that_is_no_text_is_said(db: Store) -> None:
    (db.path.parent / "broken.docx").write_bytes(b"no zip")
    async with at_the_keyboard(db) as person:
        await to_language(person)
        await opens(person, "broken.docx")
        await person.sees("[language]")
        assert "broken.docx" in person.said
