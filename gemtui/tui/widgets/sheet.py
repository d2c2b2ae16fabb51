"""What a form is given: questions with the texts in them, choices, last period's values, and a judge."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from gemtui.records import STATES, Kind, Question


@dataclass(frozen=True, slots=True)
class Option:
    """Something that can be chosen: its code, and the words for it."""

    code: str
    label: str
    note: str = ""

    @property
    def words(self) -> str:
        """Return the label with what tells it apart, without the signs that part a list."""
        return self.label.replace(",", " ").replace(";", " ").strip() or self.code


@dataclass(frozen=True, slots=True)
class Reading:
    """What a judge makes of a typed text: how it is understood, or what is wrong, in words."""

    echo: str = ""
    problem: str = ""


Judge = Callable[[Question, str], Reading]
Lookup = Callable[[Question, str], list[Option]]
"""Records that a reference field may point to, for the words typed so far; called in a thread."""


@dataclass(frozen=True)
class Sheet:
    """Everything that a form shows, handed down by its screen."""

    kind: Kind
    answers: Mapping[str, str] = field(default_factory=dict)
    """Texts by field as the record has them."""
    draft: Mapping[str, str] = field(default_factory=dict)
    """Texts that were typed before and not yet saved."""
    options: Mapping[str, tuple[Option, ...]] = field(default_factory=dict)
    """By field: choices, a catalogue's codes, or the records that references here point to now."""
    last: Mapping[str, str] = field(default_factory=dict)
    """Last period's values, or what somebody else wrote meanwhile, by field."""
    judge: Judge = lambda _question, _typed: Reading()
    lookup: Lookup = lambda _question, _words: []
    at: str = ""
    """The field to begin at."""

    def text(self, name: str) -> str:
        """Return the text of a field: as typed before, else as the record has it; its state where it is blank."""
        for texts in (self.draft, self.answers):
            if name in texts:
                return texts[name] or texts.get(f"{name}_state", "")
        return self.answers.get(f"{name}_state", "")

    def changed(self, answers: Mapping[str, str]) -> dict[str, str]:
        """Return those answers that differ from the record; nobody answers for what he did not touch."""
        return {name: text for name, text in answers.items() if text != self.answers.get(name, "")}


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


def title(block: tuple[Question, ...]) -> str:
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


def _who(question: Question) -> str:
    last = question.label.casefold().rpartition(":")[2].strip()
    return last if question.type == "integer" else ""
