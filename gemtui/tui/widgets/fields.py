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


def a_screenful_on(fields: Sequence[Field], here: Field, height: int, step: int) -> Field:
    """Return the field that lies a screenful further (1) or back (-1), or the last one on the way."""
    edge = here.virtual_region.y + step * max(height - 2, 1)
    on = [f for f in fields if (f.virtual_region.y >= edge if step > 0 else f.virtual_region.y <= edge)]
    if not on:
        return fields[-1] if step > 0 else fields[0]
    return on[0] if step > 0 else on[-1]


def gap_from(fields: Sequence[Field], here: Field | None, step: int) -> Field | None:
    """Return the next field (the one before, with -1) that must be filled and is not, or can't be read; round again."""
    at = fields.index(here) if here is not None else -1 if step > 0 else len(fields)
    ahead = (
        [*fields[at + 1 :], *fields[: max(at, 0)]]
        if step > 0
        else [*fields[:at][::-1], *fields[at + 1 :][::-1]]
    )
    return next((f for f in ahead if f.problem or (f.question.required and not f.text.strip())), None)
