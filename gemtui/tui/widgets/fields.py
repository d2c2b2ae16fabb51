"""From a sheet's questions to the fields of a form."""

from __future__ import annotations

from collections.abc import Sequence

from gemtui.records import Question
from gemtui.reports.asking.sheet import Before, Sheet
from gemtui.tui.widgets.counts import Counts
from gemtui.tui.widgets.field import Field, Last
from gemtui.tui.widgets.ticks import Ticks


def last_of(before: Before, block: tuple[Question, ...]) -> Last:
    """Return what the period before says in a block of questions."""
    words = " ".join(before.words.get(q.name, "–" if len(block) > 1 else "") for q in block)
    typed = tuple(before.typed.get(q.name, "") for q in block)
    return Last(words, typed, before.at) if any(typed) else Last()


def make_field(sheet: Sheet, block: tuple[Question, ...]) -> Field:
    """Return the field for a block of questions."""
    texts = tuple(sheet.text(q.name) for q in block)
    last = last_of(sheet.last, block)
    options = sheet.options.get(block[0].name, ())
    make = Counts if len(block) > 1 else Field
    if block[0].long:
        from gemtui.tui.widgets.long_text import LongField  # a text area takes long to load

        make = LongField
    if block[0].catalogue == "requirements":
        make = Ticks
    return make(block, texts, last=last, options=options)


def add_up(fields: Sequence[Field]) -> None:
    """Let ticks follow the indicator that is chosen, and hear of the rating that is stated."""
    for each in fields:
        if isinstance(each, Ticks):
            answers = {name: text for one in fields for name, text in one.answers().items()}
            each.follow(answers.get("indicator", ""), answers.get("rating", ""))
