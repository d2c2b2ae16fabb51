"""The order in which a kind's questions are asked, and how a state is typed: the same in every form and line."""

from __future__ import annotations

from gemtui.records.ask import STATES, Kind, Question

FOUR = ("women", "men", "other", "undisclosed")


def blocks(kind: Kind) -> list[tuple[Question, ...]]:
    """Return the questions as a form asks them: one by one, the four columns of a head-count on one line."""
    asked = [q for q in kind.questions if not q.state_of]
    found: list[tuple[Question, ...]] = []
    place = 0
    while place < len(asked):
        four = asked[place : place + len(FOUR)]
        if tuple(_who(q) for q in four) == FOUR and len({q.group for q in four}) == 1:
            found.append(tuple(four))
        else:
            found.append((asked[place],))
        place += len(found[-1])
    return found


def block_title(block: tuple[Question, ...]) -> str:
    """Return the label of a block: the question's, or what the four have in common."""
    if len(block) == 1:
        return block[0].label
    before, colon, _ = block[0].label.rpartition(":")
    return before if colon else "Head-count"


def split_state(question: Question, text: str) -> dict[str, str]:
    """Return a text as answers: `n/a`, `unknown` or `pending` typed into a field with states is its state."""
    if not question.states:
        return {question.name: text}
    state = text.strip().casefold()
    if state in STATES:
        return {question.name: "", f"{question.name}_state": state}
    return {question.name: text, f"{question.name}_state": ""}


def steady_fields(kind: Kind) -> tuple[str, ...] | None:
    """Return the fields that a record shares with the one of the period before; None where there is no such thing.

    The kind says so itself (`About.steady`), else they are its natural key without the dates in it.
    """
    about = kind.about
    if about.steady is not None:
        return about.steady
    if not about.dated or about.dated not in about.key:
        return None
    key = (kind.question(name) for name in about.key if name != about.dated)
    return tuple(q.name for q in key if q is not None and q.type != "date")


def _who(question: Question) -> str:
    last = question.label.casefold().rpartition(":")[2].strip()
    return last if question.type == "integer" else ""
