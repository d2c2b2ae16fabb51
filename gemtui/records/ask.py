"""What a field says of itself, free of SQLModel: forms, lists, CSV and schema all read it from here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

SCHEMA = 1
"""The record schema's version (`Gem-Schema` in a bundle): one more whenever a kind or a field is added."""

STATES = ("n/a", "unknown", "pending")
"""The three kinds of nothing that a `<field>_state` may hold (spec/records.md, *Nothing, zero, and not*)."""

ANY_KIND = ("*",)
"""`refers` of a field that may point to a record of any kind (a field `subject_kind` beside it says which)."""

# Named tuples, not dataclasses: the first screen makes these classes and reads some 450 questions, and the tuples
# are six times as fast to make.


class Ask(NamedTuple):
    """What a field says of itself: how to ask for it, list it, export it."""

    label: str
    help: str = ""
    clauses: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    """Fixed choices: anything else is refused, also in a merge."""
    catalogue: str = ""
    """Name of the catalogue whose codes are offered; a code it lacks gives a finding, never a refusal."""
    refers: tuple[str, ...] = ()
    """Kinds of record that the field may point to."""
    type: str = ""
    """`number` (decimal kept as text) or `array`, where the annotation alone (`str`) can't say it."""
    items: str = ""
    """Of an array: `any` where its entries are JSON values of the program's own, else they are text."""
    width: int = 0
    """Cells in a list; 0 keeps the field off it."""
    group: str = ""
    """Fields with the same group are written, conflict and settle together."""
    personal: str = ""
    """`stays` or `travels`: the log holds a commitment only (spec/merge.md, *What stays at home*)."""
    states: bool = False
    """The field may be not applicable, unknown or pending, in `<field>_state`."""
    long: bool = False
    """Text of several lines."""
    good: str = ""
    weak: str = ""
    """A good and a weak example, shown by F1."""


class Question(NamedTuple):
    """A field joined to its Ask: all that a form, a list, a file or a schema needs."""

    name: str
    type: str
    """Table Schema type: string, integer, boolean, date, number or array."""
    label: str
    help: str = ""
    required: bool = False
    clauses: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    catalogue: str = ""
    refers: tuple[str, ...] = ()
    items: str = ""
    """Of an array: `any` where its entries are JSON values of the program's own, else they are text."""
    width: int = 0
    group: str = ""
    personal: str = ""
    states: bool = False
    state_of: str = ""
    """For a `<field>_state` column: the field that it belongs to."""
    long: bool = False
    good: str = ""
    weak: str = ""
    minimum: int | None = None
    maximum: int | None = None
    max_length: int | None = None


class About(NamedTuple):
    """What a kind of record says of itself."""

    name: str
    label: str
    plural: str
    written_by: str
    """`office`, `both` or `headquarters` (spec/records.md)."""
    section: str
    """The completeness section or subject that it belongs to."""
    screen: int
    """The number key of the screen that shows it."""
    key: tuple[str, ...] = ()
    """Natural key: an imported row is the same record when these agree."""
    title: tuple[str, ...] = ()
    """Fields that name one record to a person."""
    parent: str = ""
    """The field that points to the record this one is part of."""
    dated: str = ""
    """The field that says which day, or year, a record belongs to."""
    steady: tuple[str, ...] | None = None
    """Fields that agree with the record of the period before, which is then found by `dated`; None: as `steady_fields`."""
    clauses: tuple[str, ...] = ()
    """Clauses of the policy matrix that a record of this kind answers by itself."""
    moves: tuple[str, ...] = ()
    """Fields that go on after a report was accepted, without changing what was reported: no reason is asked."""


def is_state(question: Question, typed: object) -> bool:
    """Return whether what was typed is a field's state rather than its value; a text may well be the word “unknown”."""
    return question.states and question.type != "string" and typed in STATES


class Kind(NamedTuple):
    """A kind of record with its questions, each `_state` right after its field."""

    about: About
    questions: tuple[Question, ...]

    @property
    def name(self) -> str:
        """Return the table's name."""
        return self.about.name

    @property
    def names(self) -> tuple[str, ...]:
        """Return the field names in declared order, states included."""
        return tuple(q.name for q in self.questions)

    @property
    def personal(self) -> tuple[str, ...]:
        """Return the names of the personal fields, those that stay and those that travel."""
        return tuple(q.name for q in self.questions if q.personal)

    def question(self, name: str) -> Question | None:
        """Return the question of that name, or None where the kind has no such field."""
        return next((q for q in self.questions if q.name == name), None)

    def named(self, name: str) -> str:
        """Return the field that a name means: `revision` of a legal basis is `revision_name`, since `revision` counts changes."""
        own = f"{name}_name"
        return own if name == "revision" and self.question(own) else name

    def one_of_two(self, values: dict[str, Any]) -> dict[str, Any]:
        """Return the values with a field cleared where only its state is given, and the state where only the field is.

        Who clears the field clears what stood in its place, too.
        """
        for name, of in ((q.name, q.state_of) for q in self.questions if q.state_of):
            if values.get(name) is not None:
                values.setdefault(of, None)
            elif of in values:
                values.setdefault(name, None)
        return values

    def group(self, name: str) -> tuple[str, ...]:
        """Return the fields that are written together with this one, itself included."""
        own = self.question(name)
        if own is None or not own.group:
            return (name,)
        return tuple(q.name for q in self.questions if q.group == own.group)


def describe(kinds: Mapping[str, Kind]) -> list[dict[str, Any]]:
    """Return the kinds as JSON values, defaults left out; `described` reads them back."""
    return [{"about": _lean(k.about), "questions": [_lean(q) for q in k.questions]} for k in kinds.values()]


def described(document: list[dict[str, Any]]) -> dict[str, Kind]:
    """Return the kinds that `describe` wrote, in the same order, without importing a record class."""
    kinds = (
        Kind(About(**_tuples(k["about"])), tuple(Question(**_tuples(q)) for q in k["questions"]))
        for k in document
    )
    return {kind.name: kind for kind in kinds}


def _lean(thing: About | Question) -> dict[str, Any]:
    usual = thing._field_defaults
    return {
        name: value for name, value in thing._asdict().items() if name not in usual or value != usual[name]
    }


def _tuples(values: dict[str, Any]) -> dict[str, Any]:
    return {name: tuple(v) if isinstance(v, list) else v for name, v in values.items()}
