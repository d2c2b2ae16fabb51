"""Keys of the commands, as data: the `default` and the `safe` set, and what a person rebound."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from textual.binding import Binding, BindingType
from textual.keys import _character_to_key  # no public function names `?` and `/` as the bindings do

from gemtui.tui.commands import ANYWHERE, BY_ID, COMMANDS, CONFLICTS, DIALOG, FORM, LIST, Command

DEFAULT: dict[str, str] = {
    "palette": "ctrl+p",
    "palette-list": ":",
    "field-help": "f1",
    "search": "ctrl+f",
    "quit": "ctrl+q",
    "escape": "escape",
    "keys": "?",
    **{f"screen-{n}": str(n) for n in range(1, 10)},
    "tab-previous": "[",
    "tab-next": "]",
    "back": "q",
    "down": "down j",
    "up": "up k",
    "page-down": "pagedown",
    "page-up": "pageup",
    "first": "home g",
    "last": "end G",
    "left": "left",
    "right": "right",
    "open": "enter",
    "new": "n",
    "edit": "e",
    "table": "E",
    "duplicate": "D",
    "delete": "d",
    "undo": "u",
    "redo": "U",
    "filter": "/",
    "mark": "space",
    "mark-all": "a",
    "mark-none": "A",
    "sort": "s",
    "reverse": "S",
    "flag": "f",
    "go-on": "o",
    "progress": "+",
    "round": "m",
    "fold": "z",
    "fold-all": "Z",
    "gap-next": ".",
    "gap-previous": ",",
    "check": "v",
    "policy": "P",
    "comment": "c",
    "history": "h",
    "what-if": "p",
    "why": "w",
    "as-of": "t",
    "period-previous": "<",
    "period-next": ">",
    "changes": "T",
    "requirements": "tab",
    "diary": "N",
    "take-diary": "B",
    "send": "x",
    "receive": "i",
    "rehearse": "r",
    "report": "R",
    "copy": "y",
    "text-check": "L",
    "follow": "Y",
    "stay": "K",
    "close-review": "C",
    "text-language": "l",
    "ours": "1",
    "theirs": "2",
    "before": "3",
    "another": "e",
    "field-next": "tab",
    "field-previous": "shift+tab",
    "option-next": "down",
    "option-previous": "up",
    "accept": "enter",
    "save": "ctrl+s",
    "type-undo": "ctrl+z",
    "type-redo": "ctrl+y",
    "line-clear": "ctrl+k",
    "editor": "ctrl+o",
    "as-before": "ctrl+l",
    "set-aside": "ctrl+r",
    "from-diary": "ctrl+t",
    "section-next": "ctrl+pagedown",
    "section-previous": "ctrl+pageup",
    "yes": "y",
    "no": "n escape q",
}
"""Command id to its keys, with blanks between; a command that is not named has the palette as its door."""

SAFE: dict[str, str] = {**DEFAULT, "search": "ctrl+f *", "quit": "ctrl+q Q"}
"""For multiplexers and the terminals of editors, which keep Ctrl keys for themselves (peers.md, appendix C):
every command of a list has a plain letter, and `:` opens the palette."""

KEYMAPS: dict[str, dict[str, str]] = {"default": DEFAULT, "safe": SAFE}

MEETS: dict[str, tuple[str, ...]] = {
    ANYWHERE: (ANYWHERE, LIST, FORM, CONFLICTS),
    LIST: (LIST, ANYWHERE),
    FORM: (FORM, ANYWHERE),
    CONFLICTS: (CONFLICTS, ANYWHERE),
    DIALOG: (DIALOG,),
}
"""Places that are in reach of the keyboard together: one key may mean one thing there."""


class BadKeymap(Exception):
    """A keymap that would leave a key with two meanings, or names a command that is none."""

    def __init__(self, code: str, **facts: str) -> None:
        """Keep the stable code and what it is about."""
        super().__init__(code)
        self.code = code
        self.facts = facts


def keymap(name: str = "default", own: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return command id → keys for a named set with a person's own keys over it.

    Raises BadKeymap `unknown-keymap`, `unknown-command` or `key-taken`.
    """
    if name not in KEYMAPS:
        raise BadKeymap("unknown-keymap", keymap=name)
    for command in own or {}:
        if command not in BY_ID:
            raise BadKeymap("unknown-command", command=command)
    keys = {**KEYMAPS[name], **(own or {})}
    for one, other, key in clashes(keys) if own else ():  # the sets themselves are proven by a test
        raise BadKeymap("key-taken", key=key, command=one, other=other)
    return keys


def usable(name: str, own: Mapping[str, str]) -> tuple[dict[str, str], list[BadKeymap]]:
    """Return a person's keys as far as they can be used, and what is wrong with the rest: nobody is locked out by a setting."""
    wrong: list[BadKeymap] = []
    try:
        keys = keymap(name)
    except BadKeymap as problem:
        wrong.append(problem)
        name, keys = "default", keymap()
    kept: dict[str, str] = {}
    for command, key in own.items():
        try:
            keys = keymap(name, {**kept, command: key})
        except BadKeymap as problem:
            wrong.append(problem)
        else:
            kept[command] = key
    return keys, wrong


OPENERS = ("send", "receive", "palette", "palette-list")
"""Commands whose key opens a dialog, or leads to one: the key that confirms is never one of theirs."""


def clashes(keys: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """Return pairs of commands that are in reach together and share a key, with that key."""
    found = []
    for index, command in enumerate(COMMANDS):
        for other in COMMANDS[index + 1 :]:
            if other.where in MEETS[command.where]:
                shared = set(keys_of(command, keys)) & set(keys_of(other, keys))
                found += [(command.id, other.id, key) for key in sorted(shared)]
    asked = set(keys_of(BY_ID["yes"], keys))
    openers = ((name, asked & set(keys_of(BY_ID[name], keys))) for name in OPENERS)
    found += [("yes", name, key) for name, shared in openers for key in sorted(shared)]
    return found


def keys_of(command: Command, keys: Mapping[str, str]) -> list[str]:
    """Return a command's keys as they are written: `ctrl+p`, `?`, `G`."""
    return keys.get(command.id, "").split()


def keys_of_id(command: str, keys: Mapping[str, str]) -> str:
    """Return a command's first key as a person reads it; empty where it has none."""
    found = keys_of(BY_ID[command], keys)
    return shown(found[0]) if found else ""


def bindings(*where: str, ids: Iterable[str] | None = None) -> list[BindingType]:
    """Return Textual's bindings for the commands of these places (or those of them named), with the default keys.

    The app lays a person's keymap over them by id.
    """
    found = (c for c in COMMANDS if c.where in where and DEFAULT.get(c.id) and (ids is None or c.id in ids))
    return [
        Binding(",".join(named(key) for key in keys_of(c, DEFAULT)), c.does, c.label, show=False, id=c.id)
        for c in found
    ]


def overlay(keys: Mapping[str, str]) -> dict[str, str]:
    """Return what `App.set_keymap` takes: ids with keys that differ from the default, in Textual's names."""
    return {
        c.id: ",".join(named(key) for key in keys_of(c, keys))
        for c in COMMANDS
        if keys_of(c, keys) and keys_of(c, keys) != keys_of(c, DEFAULT)
    }


def named(key: str) -> str:
    """Return Textual's name of a key: `?` is `question_mark`."""
    return _character_to_key(key) if len(key) == 1 else key


SHOWN = {
    "enter": "↵",
    "escape": "esc",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "ctrl+pagedown": "^PgDn",
    "ctrl+pageup": "^PgUp",
    "space": "space",
    "down": "↓",
    "up": "↑",
    "left": "←",
    "right": "→",
    "shift+tab": "⇧tab",
}


ASCII = {
    "enter": "Ent", "down": "Down", "up": "Up", "left": "Left", "right": "Right", "shift+tab": "S-tab",
}  # fmt: skip
"""Where a terminal shows ASCII only: the stand-ins of these signs are keys of their own."""


def shown(key: str, *, in_ascii: bool = False) -> str:
    """Return how a key is written for a person: `^s`, `↵`, `G`; in words where there are no signs."""
    if in_ascii and key in ASCII:
        return ASCII[key]
    if key in SHOWN:
        return SHOWN[key]
    if key.startswith("ctrl+"):
        return f"^{key[5:]}"
    return key.upper() if key[0] == "f" and key[1:].isdigit() else key
