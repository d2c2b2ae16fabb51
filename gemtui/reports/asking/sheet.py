"""What a form is given: questions with the texts in them, choices, last period's values, and a judge."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from gemtui.records import STATES, Kind, Question
from gemtui.reports.asking.options import Option


@dataclass(frozen=True, slots=True)
class Reading:
    """What a judge makes of a typed text: how it is understood, or what is wrong with it, in words."""

    echo: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Before:
    """The values of the same record one period earlier, by field."""

    words: Mapping[str, str] = field(default_factory=dict)
    """As people read them."""
    typed: Mapping[str, str] = field(default_factory=dict)
    """As they are typed, to be confirmed."""
    at: str = ""
    """The period's date or year, as people read it."""


@dataclass(frozen=True, slots=True)
class Renewed:
    """What depends on answers that were just given: last period's values, and choices."""

    last: Before = Before()
    options: Mapping[str, tuple[Option, ...]] = field(default_factory=dict)


Judge = Callable[[Question, str], Reading]
Lookup = Callable[[Question, str], list[Option]]
"""Records that a reference field may point to, for the words typed so far; called in a thread."""
Renew = Callable[[Mapping[str, str]], Renewed]
"""What depends on the answers given so far; called in a thread."""


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
    last: Before = Before()
    judge: Judge = lambda _question, _typed: Reading()
    lookup: Lookup = lambda _question, _words: []
    renew: Renew = lambda _answers: Renewed()
    at: str = ""
    """The field to begin at."""
    spare: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By field: lines of the diary that its text may be made from."""
    renewing: frozenset[str] = frozenset()
    """Fields on whose answers others' last values or choices depend."""

    def text(self, name: str, *, saved: bool = False) -> str:
        """Return the text of a field: as typed before (unless `saved`), else as the record has it; its state where it is blank."""
        for texts in (self.answers,) if saved else (self.draft, self.answers):
            if name in texts:
                return texts[name] or texts.get(f"{name}_state", "")
            if texts.get(f"{name}_state"):
                return texts[f"{name}_state"]
        return ""

    def changed(self, answers: Mapping[str, str]) -> dict[str, str]:
        """Return those answers that differ from the record; nobody answers for what he did not touch."""
        return {
            name: text
            for name, text in answers.items()
            if text != self.answers.get(name, "") and not self._is_the_same_word(name, answers)
        }

    def _is_the_same_word(self, name: str, answers: Mapping[str, str]) -> bool:
        """Return whether a text that is the word of a state was there before as a text."""
        own = name.removesuffix("_state")
        kept = self.answers.get(own, "")
        return kept.strip().casefold() in STATES and answers.get(f"{own}_state") == kept.strip().casefold()
