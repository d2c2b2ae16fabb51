"""Type-ahead: which options fit what was typed, and which of them is picked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from gemtui.records import STATES
from gemtui.reports.asking.options import Option, fitting

MEANINGS = {"n/a": "not applicable", "unknown": "not known", "pending": "not yet"}
STATE_OPTIONS = tuple(Option(state, state, MEANINGS[state]) for state in STATES)
SHOWN = 6
"""Options shown at a time."""


@dataclass
class Choices:
    """The options of a field; `typed` is what is looked for among them."""

    options: Sequence[Option] = ()
    is_list: bool = False
    """Several may be chosen, with commas between."""
    is_open: bool = False
    at: int = 0
    typed: str = field(default="", init=False)
    is_walked: bool = field(default=False, init=False)
    """An arrow went into the options, so the one under the cursor is meant also where nothing was typed."""

    def look(self, text: str) -> None:
        """Look for what was typed; in a list, for its last part."""
        self.typed = (text.rpartition(",")[2] if self.is_list else text).strip().casefold()
        self.is_open, self.at, self.is_walked = True, 0, False

    def close(self) -> None:
        """Fold the options away; none is meant any more."""
        self.is_open, self.is_walked = False, False

    @property
    def fitting(self) -> list[Option]:
        """Return the options that begin with what was typed, then those that hold it."""
        if not self.typed:
            return list(self.options)
        return fitting(self.options, self.typed)

    @property
    def picked(self) -> Option | None:
        """Return the option under the cursor, or None where nothing fits or nothing was typed."""
        fitting = self.fitting
        return (
            fitting[self.at]
            if self.is_open and (self.typed or self.is_walked) and self.at < len(fitting)
            else None
        )

    def move(self, step: int, is_empty: bool = False) -> bool:
        """Go to another option, from an empty field into its options; returns False at either end, where the arrow leaves the field.

        Who walks past all options has chosen none.
        """
        if not self.is_open and is_empty and step > 0 and self.options:
            self.look("")
            self.is_walked = True
            return True
        if not self.is_open or not 0 <= self.at + step < len(self.fitting):
            if self.is_walked and not self.typed:
                self.close()
            return False
        self.at += step
        self.is_walked = True
        return True

    def window(self) -> list[tuple[Option, bool]]:
        """Return the options around the cursor, each with whether it is the one."""
        fitting = self.fitting
        top = max(0, min(self.at - SHOWN // 2, len(fitting) - SHOWN))
        return [(option, top + n == self.at) for n, option in enumerate(fitting[top : top + SHOWN])]

    def chosen_text(self, text: str, option: Option) -> str:
        """Return the field's text once the option is taken."""
        if not self.is_list:
            return option.words
        before = text.rpartition(",")[0].strip()
        return f"{before}, {option.code}" if before else option.code

    def code(self, text: str) -> str:
        """Return the code of what stands in the field, or the text as typed where it is none."""
        if self.is_list:
            return text
        wanted = text.strip().casefold()
        return next((o.code for o in self.options if wanted in (o.words.casefold(), o.code.casefold())), text)

    def words(self, code: str) -> str:
        """Return the words for a code, or the code itself."""
        return next((o.words for o in self.options if o.code == code), code) if not self.is_list else code
