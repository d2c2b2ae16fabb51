"""A table of texts that is edited as a spreadsheet is: moved in, typed over, pasted into, undone, kept as a draft."""

from __future__ import annotations

from gemtui.reports.asking.options import Option
from gemtui.tui.widgets.worksheet import Heading, Line, Worksheet

GENDERS = tuple(
    Option(code, words)
    for code, words in (
        ("woman", "woman"),
        ("man", "man"),
        ("other", "other"),
        ("undisclosed", "not disclosed"),
    )
)
HEADINGS = (
    Heading("place", "Place", 10),
    Heading("gender", "Gender", 10, options=GENDERS),
    Heading("n", "N", 3),
)


def sheet(*rows: tuple[str, str, str]) -> Worksheet:
    return Worksheet(HEADINGS, [Line(f"NBO/{n}", list(row), row) for n, row in enumerate(rows)])


def texts(found: Worksheet) -> list[list[str]]:
    return [line.texts for line in found.lines]


def test_typing_replaces_and_moving_accepts() -> None:
    found = sheet(("Law", "man", "1"))
    found.type("F")
    found.type("in")
    assert found.text == "Fin"
    found.move(0, 1)
    assert texts(found)[0] == ["Fin", "man", "1"]


def test_the_last_line_is_always_a_blank_one() -> None:
    found = sheet(("Law", "man", "1"))
    assert texts(found)[-1] == ["", "", ""]
    found.move(1, 0)
    found.type("IT")
    found.accept()
    assert texts(found) == [["Law", "man", "1"], ["IT", "", ""], ["", "", ""]]


def test_first_letters_and_other_people_s_words_stand_for_a_choice() -> None:
    gender = HEADINGS[1]
    told = {
        "w": "woman",
        "F": "woman",
        "Male": "man",
        "m": "man",
        "?": "not disclosed",
        "und": "not disclosed",
    }
    assert {typed: gender.completed(typed) for typed in told} == told
    assert gender.completed("zzz") == "zzz"
    assert gender.code("not disclosed") == "undisclosed"


def test_a_block_lands_cell_by_cell_and_what_finds_no_column_is_counted() -> None:
    found = sheet(("Law", "man", "1"))
    found.column = 1
    lost = found.paste("f\t2\tbeyond\r\nm\t3\r\n")
    assert texts(found) == [["Law", "woman", "2"], ["", "man", "3"], ["", "", ""]]
    assert lost == 1


def test_one_pasted_word_goes_on_with_what_is_typed() -> None:
    found = sheet(("Law", "man", "1"))
    found.type("Fi")
    assert found.paste("nance\n") == 0
    found.accept()
    assert texts(found)[0][0] == "Finance"


def test_tab_goes_right_and_into_the_next_line_and_enter_below_where_tab_began() -> None:
    found = sheet(("Law", "man", "1"), ("IT", "man", "2"))
    found.step(1)
    found.step(1)
    assert (found.row, found.column) == (0, 2)
    found.down()
    assert (found.row, found.column) == (1, 0)
    found.move(0, 2)
    found.step(1)
    assert (found.row, found.column) == (2, 0)
    found.row, found.column = 0, 0
    assert not found.step(-1)


def test_undo_takes_back_a_whole_block_and_redo_brings_it_again() -> None:
    found = sheet(("Law", "man", "1"))
    before = texts(found)
    kept = [list(row) for row in before]
    found.paste("a\tb\tc\nd\te\tf\ng\th\ti")
    after = [list(row) for row in texts(found)]
    found.undo()
    assert texts(found) == kept
    found.redo()
    assert texts(found) == after


def test_an_emptied_line_is_blank_and_a_line_begun_by_the_program_is_nothing_yet() -> None:
    found = sheet(("Law", "man", "1"))
    found.clear_line()
    assert (found.line.is_blank, found.line.is_changed, found.line.is_new) == (True, True, False)
    begun = Line("+0", ["P-3", "", ""], ("", "", ""), ("P-3", "", ""))
    assert (begun.is_blank, begun.is_untouched) == (True, True)
    begun.texts[2] = "4"
    assert not begun.is_blank


def test_a_draft_brings_changed_and_new_cells_back_and_forgets_lines_that_are_gone() -> None:
    found = sheet(("Law", "man", "1"))
    found.type("Tax")
    found.move(1, 1)
    found.type("w")
    kept = found.drafted()
    assert kept == {"NBO/0/place": "Tax", "+1/gender": "woman"}
    again = sheet(("Law", "man", "1"))
    again.take_up({**kept, "NBO/9/place": "gone"})
    assert texts(again) == [["Tax", "man", "1"], ["", "woman", ""], ["", "", ""]]
