"""Hands that press anything: keys, pastes and window sizes from a seed, the same in every run."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

LETTERS = (
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,:;/?!-+*()[]{}<>@#%&='\"\\|~^_ äßñ中é"
)
MOVES = ("up", "down", "left", "right", "pageup", "pagedown", "home", "end", "tab", "shift+tab")
OTHERS = (
    "enter", "enter", "escape", "escape", "backspace", "delete", "space", "f1", "f5", "ctrl+p", "ctrl+f", "ctrl+s",
    "ctrl+z", "ctrl+y", "ctrl+a", "ctrl+u", "ctrl+k", "ctrl+w", "ctrl+c", "ctrl+o", "ctrl+v", "ctrl+x",
    "ctrl+pagedown", "ctrl+pageup", "ctrl+right", "shift+left", "shift+end", "alt+x",
)  # fmt: skip
COMMANDS = "nedDuUfshwtvxiyc.,[]/:?gGjkaAsS123456789q"
PASTES = (
    "two\nlines", "2026-11-23", "12,5", "[/]", "[red]x[/red]", "\x1b[31mred\x1b]0;title\x07", "\u202egnp.exe", "a\tb\nc\td",
    "=cmd|' /C calc'!A0", "\x00\x7f\x9b", "", "x" * 5000, "🏳\u200d🌈 e\u0301", "\r\n\r\n", "n\nq\ny\nd",
)  # fmt: skip
SIZES = (
    (80, 24), (80, 24), (80, 24), (160, 48), (120, 30), (60, 18), (59, 18), (60, 17), (20, 5), (1, 1), (3, 40), (200, 2),
    (250, 60),
)  # fmt: skip


@dataclass(frozen=True)
class Key:
    """A key by its name, as the terminal's parser gives it, or a letter."""

    name: str


@dataclass(frozen=True)
class Pasted:
    """A text from the clipboard."""

    text: str


@dataclass(frozen=True)
class Sized:
    """The window has another size."""

    size: tuple[int, int]


Deed = Key | Pasted | Sized


def hands(seed: int, count: int) -> Iterator[list[Deed]]:
    """Yield so many deeds in bursts, as a person, a stuck key or a cat would send them."""
    chance = random.Random(seed)
    while count > 0:
        burst = _burst(chance)[:count]
        count -= len(burst)
        yield burst


def _burst(chance: random.Random) -> list[Deed]:
    what = chance.random()
    if what < 0.02:
        return [Sized(chance.choice(SIZES))]
    if what < 0.05:
        return [Pasted(chance.choice(PASTES))]
    if what < 0.10:  # a key that is stuck
        return [Key(chance.choice((*MOVES, *COMMANDS, "enter", "escape")))] * chance.randint(2, 40)
    if what < 0.20:
        return [Key(letter) for letter in chance.choices(LETTERS, k=chance.randint(1, 30))]
    if what < 0.35:
        return [Key(name) for name in chance.choices(MOVES, k=chance.randint(1, 8))]
    if what < 0.60:
        return [Key(name) for name in chance.choices(OTHERS, k=chance.randint(1, 4))]
    return [Key(name) for name in chance.choices(COMMANDS, k=chance.randint(1, 5))]
