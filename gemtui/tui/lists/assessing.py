"""The steps of a gender assessment as it is gone through: what each asks, how an answer is understood, what it proposes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from gemtui.locale import choice, plain, say
from gemtui.records import Kind
from gemtui.reference import assessment_questions, catalogue, markers
from gemtui.rules.markers import highest_marker, proposed_marker
from gemtui.store import Row
from gemtui.tui.lists.marking import marker_in_words, named, reason
from gemtui.tui.widgets.cells import Column, Part
from gemtui.tui.widgets.computed import ID
from gemtui.tui.widgets.pane import Line, wrapped
from gemtui.tui.widgets.source import Few

STEP, TEXT = "_step", "_text"
CLEAR = "-"
"""What takes an answer away again."""
OUT = ("x", "na", "n/a", "n.a", "n.a.")
"""Short ways to say that a question does not apply."""


@dataclass(frozen=True, slots=True)
class Step:
    """One question of the pass."""

    field: str
    text: str
    help: str
    way: str
    """`answer`, `stage`, `text`, `percent` or `marker`: how it is answered."""


@cache
def steps() -> tuple[Step, ...]:
    """Return the questions in their order: the stage and who benefits first, then the checklist, the marker last."""
    asked = [Step(q.field, q.text, q.help, "answer") for q in assessment_questions()]
    more = {
        name: Step(name, say(f"assess-{name}"), say(f"assess-{name}-help"), way)
        for name, way in (
            ("stage", "stage"), ("who_benefits", "text"), ("budget_share", "percent"), ("marker", "marker"),
            ("justification", "text"),
        )
    }  # fmt: skip
    return (
        more["stage"],
        more["who_benefits"],
        *asked,
        more["budget_share"],
        more["marker"],
        more["justification"],
    )


def read_answer(step: Step, typed: str) -> str | None:
    """Return what is kept for a typed answer: a code, a number or the text; None where it is no answer."""
    text = typed.strip()
    if step.way == "text":
        return text
    if step.way == "percent":
        digits = text.rstrip("% ")
        return digits if digits.isascii() and digits.isdigit() and int(digits) <= 100 else None
    if step.way == "marker":
        return text if text in {str(code) for code in markers()} else None
    if step.way == "answer" and text.casefold() in OUT:
        return "not_applicable"
    offered = [code for code, _ in catalogue("answers" if step.way == "answer" else "stages")]
    word = text.casefold().replace(" ", "_").replace("-", "_")
    if word in offered:
        return word
    begun = [code for code in offered if code.startswith(word)]
    # `n` is no: what does not apply is x
    return (
        begun[0] if len(begun) == 1 or (word == "n" and "no" in begun and not begun.sort(key=len)) else None
    )


def typed_of(answers: Mapping[str, str]) -> Row:
    """Return answers as the values of a record, for the rules."""
    row: Row = {name: text or None for name, text in answers.items()}
    row["marker"] = int(answers["marker"]) if answers.get("marker", "").isdigit() else None
    return row


def meaning(step: Step, typed: str, answers: Mapping[str, str]) -> str:
    """Return how an answer is understood, before it is given."""
    if not typed.strip() or step.way == "text":
        return ""
    if typed.strip() == CLEAR:
        return say("assess-cleared")
    found = read_answer(step, typed)
    if found is None:
        return ""
    if step.way == "marker":
        highest, against = highest_marker(typed_of(answers))
        if int(found) > highest and against is not None:
            return say("assess-too-high", {"highest": highest})
        return f"= {named(int(found))}"
    return f"= {found} %" if step.way == "percent" else f"= {choice(found)}"


def proposal(step: Step, answers: Mapping[str, str]) -> str:
    """Return what Enter alone takes: what was answered before, the marker that is borne out, the reason in words."""
    held = answers.get(step.field, "")
    row = typed_of(answers)
    if held or step.way not in ("marker", "text"):
        return held
    if step.way == "marker":
        marker = proposed_marker(row).marker
        return "" if marker is None else str(marker)
    return reason(row) if step.field == "justification" else ""


def asked(step: Step, kind: Kind, answers: Mapping[str, str]) -> tuple[str, str, str]:
    """Return a step's question for one line, the text that stands in it, and a hint on how to answer."""
    question, text = kind.question(step.field), proposal(step, answers)
    place = f"{steps().index(step) + 1}/{len(steps())} {question.label if question else step.field}"
    if step.way == "text":
        return f"{place}:", text, say("assess-how-text")
    words = named(int(text)) if text and step.way == "marker" else choice(text) if text else ""
    held = f" [{words}]" if words else ""
    return f"{place}{held}:", "", say(f"assess-how-{step.way}" if words else f"assess-how-{step.way}-open")


def listed(answers: Mapping[str, str]) -> Few:
    """Return the list of the steps with their answers."""
    return Few(
        COLUMNS, [{ID: n, STEP: step, TEXT: answers.get(step.field, "")} for n, step in enumerate(steps())]
    )


def _answer(row: Row) -> Part:
    step, text = row[STEP], row[TEXT]
    if not text:
        return say("not-answered"), "dim"
    if step.way == "marker":
        return named(int(text)), "strong"
    return (
        (plain(text), "")
        if step.way == "text"
        else (f"{text} %" if step.way == "percent" else choice(text), "")
    )


def _sign(row: Row) -> Part:
    return ("✓", "ok") if row[TEXT] else ("·", "accent")


COLUMNS = (
    Column("sign", "", 1, _sign, sorts=False),
    Column("text", "Question", 30, lambda row: row[STEP].text, grows=True, sorts=False),
    Column("answer", "Answer", 20, _answer, sorts=False),
)


def explained(step: Step, kind: Kind, answers: Mapping[str, str], width: int) -> Sequence[Line]:
    """Return help on a step, an example where the form has one, and what the answers bear out so far."""
    question = kind.question(step.field)
    lines: list[Line] = [*wrapped(step.text, width, "strong", 2), *wrapped(step.help, width, "", 2)]
    if question is not None and question.good:
        lines += wrapped(say("assess-example", {"good": question.good}), width, "dim", 1)
    return [*lines, *wrapped(marker_in_words(typed_of(answers)), width, "accent", 6)]
