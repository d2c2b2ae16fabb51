"""The form that is derived for any kind: what it asks, how it reads what is typed, and what it hands over."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from textual.app import App, ComposeResult

from gemtui.records import Kind, block_title, blocks, kinds, split_state
from gemtui.reports.asking.options import Option
from gemtui.reports.asking.sheet import Sheet
from gemtui.tui.sheets import judge
from gemtui.tui.widgets.choices import Choices
from gemtui.tui.widgets.entry import Entry, visible
from gemtui.tui.widgets.form import Form
from tests.tui.test_lists import until

TODAY = date(2026, 11, 23)
KINDS = list(kinds().values())


class Asked(App[None]):
    """A form by itself, with what it said."""

    CSS_PATH = "../../gemtui/tui/gemtui.tcss"

    def __init__(self, sheet: Sheet) -> None:
        super().__init__()
        self.sheet = sheet
        self.answered: list[dict[str, str]] = []
        self.typed: list[dict[str, str]] = []

    def compose(self) -> ComposeResult:
        yield Form(self.sheet)

    def on_form_answered(self, message: Form.Answered) -> None:
        self.answered.append(message.answers)

    def on_form_typed(self, message: Form.Typed) -> None:
        self.typed.append(message.answers)

    @property
    def form(self) -> Form:
        return self.query_one(Form)

    @property
    def field(self) -> str | None:
        return self.focused.id if self.focused else None

    @property
    def lines(self) -> str:
        return "\n".join("".join(s.text for s in strip) for strip in self.screen._compositor.render_strips())


def sheet(kind: str, **given: Any) -> Sheet:
    about = kinds()[kind]
    options = {
        q.name: tuple(Option(c, c.replace("_", " ")) for c in q.choices) for q in about.questions if q.choices
    }
    return Sheet(about, **{"options": options, "judge": lambda q, t: judge(q, t, TODAY), **given})


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_question_of_every_kind_is_asked_once_in_its_order(kind: Kind) -> None:
    asked = [q.name for block in blocks(kind) for q in block]
    assert asked == [q.name for q in kind.questions if not q.state_of]
    assert all(block_title(block) for block in blocks(kind))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
async def test_every_kinds_form_opens_empty_and_hands_over_nothing_that_nobody_typed(kind: Kind) -> None:
    app = Asked(sheet(kind.name))
    async with app.run_test(size=(80, 24)):
        assert app.form.changed() == {}
        assert app.field == blocks(kind)[0][0].name


async def test_only_what_differs_from_the_record_is_handed_over() -> None:
    app = Asked(sheet("person", answers={"name": "Head", "gender": "woman"}))
    async with app.run_test() as pilot:
        await pilot.press("end", "x", "ctrl+s")
        await until(pilot, lambda: app.answered)
        assert app.answered == [{"name": "Headx"}]


async def test_a_day_is_echoed_in_words_and_an_unreadable_one_is_kept_with_words_beside_it() -> None:
    app = Asked(sheet("focal_point", at="appointed_on"))
    async with app.run_test() as pilot:
        await pilot.press(*"23.11")
        await until(pilot, lambda: "means 23 Nov 2026" in app.lines)
        await pilot.press("ctrl+u", *"soon", "tab")
        await until(pilot, lambda: "✗" in app.lines)
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert app.answered == []
        assert app.form.changed()["appointed_on"] == "soon"
        assert app.field == "appointed_on"


async def test_a_choice_is_taken_by_its_first_letters_and_handed_over_as_its_code() -> None:
    app = Asked(sheet("action", at="status"))
    async with app.run_test() as pilot:
        await pilot.press(*"in p", "enter")
        assert app.query_one("#status", Entry).value == "in progress"
        assert app.form.changed() == {"status": "in_progress"}


async def test_four_counts_stand_on_one_line_and_go_over_by_their_own_names() -> None:
    app = Asked(sheet("composition", at="women"))
    async with app.run_test() as pilot:
        await pilot.press("2", "tab", "3", "tab", "0", "tab", "1")
        assert app.form.changed() == {"women": "2", "men": "3", "other": "0", "undisclosed": "1"}
        line = next(line for line in app.lines.splitlines() if "undisclosed" in line)
        assert [word for word in line.split() if word.isdigit()] == ["2", "3", "0", "1"]


async def test_a_state_is_typed_as_a_word_and_blank_or_zero_are_something_else() -> None:
    asked = kinds()["committee"].question("term_months")
    assert asked is not None
    assert split_state(asked, "n/a") == {"term_months": "", "term_months_state": "n/a"}
    assert split_state(asked, "Pending") == {"term_months": "", "term_months_state": "pending"}
    assert split_state(asked, "0") == {"term_months": "0", "term_months_state": ""}
    assert split_state(asked, "") == {"term_months": "", "term_months_state": ""}
    app = Asked(sheet("committee", answers={"term_months_state": "unknown"}, at="term_months"))
    async with app.run_test():
        assert app.query_one("#term_months", Entry).value == "unknown"
        assert app.form.changed() == {}


async def test_typing_is_undone_and_done_again_in_a_one_line_field() -> None:
    app = Asked(sheet("person", answers={"name": "Head"}))
    async with app.run_test() as pilot:
        entry = app.query_one("#name", Entry)
        await pilot.press("end", "x", "y", "ctrl+z")
        assert entry.value == "Headx"
        await pilot.press("ctrl+z", "ctrl+z")
        assert entry.value == "Head"
        await pilot.press("ctrl+y", "ctrl+y", "ctrl+y")
        assert entry.value == "Headxy"


async def test_arrows_leave_a_field_at_its_edge_and_move_inside_it_before() -> None:
    app = Asked(sheet("person", answers={"name": "ab"}))
    async with app.run_test() as pilot:
        await pilot.press("end", "left", "right")
        assert app.field == "name"
        await pilot.press("right")
        await until(pilot, lambda: app.field == "gender")
        await pilot.press("up")
        await until(pilot, lambda: app.field == "name")


async def test_what_is_typed_is_handed_on_before_long_and_comes_back() -> None:
    app = Asked(sheet("person", answers={"name": "Head"}, draft={"name": "Hea"}))
    async with app.run_test() as pilot:
        assert app.query_one("#name", Entry).value == "Hea"
        assert app.form.changed() == {"name": "Hea"}
        await pilot.press("end", "r")
        await until(pilot, lambda: app.typed)
        assert app.typed[-1] == {"name": "Hear"}


async def test_what_is_wrong_is_said_under_its_field_and_the_cursor_goes_to_the_first() -> None:
    app = Asked(sheet("action"))
    async with app.run_test() as pilot:
        app.form.say({"delivery_on": "Give a day.", "title": "Give a title."})
        await until(pilot, lambda: app.field == "title")
        assert "Give a title." in app.lines


async def test_a_section_key_goes_a_screenful_on_and_back() -> None:
    app = Asked(sheet("recruitment_exercise"))
    async with app.run_test(size=(80, 18)) as pilot:
        first = app.field
        await pilot.press("ctrl+pagedown")
        await until(pilot, lambda: app.field != first)
        await pilot.press("ctrl+pageup")
        await until(pilot, lambda: app.field == first)


def test_options_that_begin_alike_come_before_those_that_hold_the_letters_and_the_exact_one_first() -> None:
    choices = Choices([Option("a", "in hand"), Option("b", "planned in"), Option("c", "in")])
    choices.look("in")
    assert [o.code for o in choices.fitting] == ["c", "a", "b"]
    assert choices.code("Planned in") == "b"
    assert choices.code("nothing of it") == "nothing of it"


def test_each_sign_that_a_terminal_would_obey_or_hide_has_one_visible_sign() -> None:
    typed = "a\x1b[31m\x7f\u202eb\u200b\u2028c"
    assert len(visible(typed)) == len(typed)
    assert visible(typed).isprintable()
    assert visible("Zoë 中") == "Zoë 中"
