"""The program's door: it looks at the machine, and is the only module that knows both front ends.

Imports stand inside the functions: `--version` must cost no more than starting Python, and the first paint of the
terminal program must not wait for what only commands, or the store, need.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from gemtui import __version__

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path
    from typing import TextIO

    from gemtui.cli import Call, Dirs, World
    from gemtui.log import Clock
    from gemtui.store import Store

COMPLETE = "_GEMTUI_COMPLETE"
"""Set by a shell that asks how a command line goes on."""

TERMINAL = (
    "TERM",
    "COLORTERM",
    "TERM_PROGRAM",
    "TMUX",
    "STY",
    "SSH_TTY",
    "NO_COLOR",
    "LC_ALL",
    "LC_CTYPE",
    "LANG",
)
"""Variables in which a terminal, or what lies between it and the program, says what it is."""

YOUNG = 50_000
"""New objects after which Python looks for cycles in a command, which makes rows by the thousand and hardly a cycle."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program and return its exit code: 0, 1, 2, or 130 after Ctrl+C."""
    given = list(sys.argv[1:] if argv is None else argv)
    open_streams()
    if given == ["--version"]:
        return tell_version()
    no_core_dumps()
    try:
        options = before_a_command(given)
        return run_command(given) if options is None else open_program(options)
    except KeyboardInterrupt:
        return 130


def open_streams() -> None:
    """Give the program streams where it was started without any, as by `>&-` or from a desktop."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123 - open to the end; pathlib is slow to load


def tell_version() -> int:
    """Print the version, before anything else is imported."""
    try:
        sys.stdout.write(f"gemtui {__version__}\n")
        sys.stdout.flush()
    except OSError:
        return 2
    return 0


def before_a_command(given: Sequence[str]) -> dict[str, str] | None:
    """Return `--store` and `--lang` where nothing else is given, so that the program starts without click."""
    if COMPLETE in os.environ:
        return None
    options: dict[str, str] = {}
    rest = list(given)
    while rest:
        name, equals, value = rest.pop(0).partition("=")
        if name not in ("--store", "--lang") or not (equals or rest):
            return None
        options[name] = value if equals else rest.pop(0)
    return (
        None if "" in options.values() else options
    )  # the command line says what is wrong with an empty one


def run_command(given: Sequence[str]) -> int:
    """Carry out a command of the command line."""
    import gc

    from gemtui import cli

    gc.set_threshold(YOUNG)
    world = here()
    return cli.run(given, world) if world else cli.WRONG


def open_program(options: Mapping[str, str]) -> int:
    """Open the terminal program on the store that is meant; a first run asks three questions before."""
    from gemtui import cli

    given, lang, dirs = options.get("--store", ""), options.get("--lang", ""), folders()
    is_terminal = bool(os.environ.get("TEXTUAL_DRIVER")) or (
        sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
    )
    named = given or os.environ.get("GEMTUI_STORE", "")
    is_day_fine = not os.environ.get("GEMTUI_TODAY") or here() is not None
    if not is_day_fine:
        return cli.WRONG
    path = dirs.data if "://" in named else dirs.file(given, os.environ)
    if is_terminal and path.is_file():
        try:
            return run_interface(path, dirs, lang)
        except Exception as error:  # noqa: BLE001 - the top of the terminal program
            return tell(error)
        finally:
            let_go()
    world = here()
    if world is None:
        return cli.WRONG
    call = cli.Call(world, given, lang)
    return cli.guarded(call, lambda: _first_run(call))


def let_go() -> None:
    """Send what a window that is gone left in the buffers nowhere: at exit it would turn the exit code into 120."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def tell(error: Exception) -> int:
    """Say in a sentence what ended the terminal program, and return the exit code."""
    from gemtui import cli

    def again() -> int:
        raise error

    return cli.guarded(cli.Call(known_world()), again)


def _first_run(call: Call) -> int:
    from gemtui import cli

    is_file = call.place == call.path
    if is_file and not call.path.exists():
        cli.first_run(call).close()
    if not call.world.is_terminal:
        raise cli.CallProblem("no-terminal", path=str(call.place))
    if not is_file:
        call.open(read_only=True, quiet=True).close()  # what is wrong with a server is said before any screen
    return run_interface(call.path, call.world.dirs, call.lang, "" if is_file else call.named)


def run_interface(path: Path, dirs: Dirs, lang: str = "", url: str = "") -> int:
    """Run the terminal program on a store, in a file or at a URL, and return its exit code."""
    import time

    from gemtui import cli
    from gemtui.tui import Desk, run
    from gemtui.tui.terminal_signs import shows_ascii

    def open_store() -> tuple[Store, dt.date]:
        call = cli.Call(known_world(), url or str(path))
        db = call.open(quiet=True)
        return db, call.world.today

    for size in (
        "COLUMNS",
        "LINES",
    ):  # as a shell exported them once; the window says itself how large it is now
        os.environ.pop(size, None)
    chosen = cli.read_settings(dirs.settings)
    own_keys = chosen.get("keys")
    fault = "" if chosen else cli.settings_fault(dirs.settings)
    desk = Desk(
        open_store,
        time.monotonic,
        path.parent,
        lang=lang or str(chosen.get("lang") or language(os.environ)),
        keymap=str(chosen.get("keymap", "default")),
        own_keys={str(name): str(key) for name, key in own_keys.items()}
        if isinstance(own_keys, dict)
        else {},
        ascii=shows_ascii(sys.stdout.encoding or "", os.environ),
        light=chosen.get("theme") == "light",
        editor=os.environ.get("VISUAL") or os.environ.get("EDITOR") or "",
        language_file=dirs.language,
        keys=path.parent,
        notices=[("settings-unread", {"path": str(dirs.settings), "detail": fault})] if fault else [],
        terminal={name: os.environ.get(name, "") for name in TERMINAL},
    )
    return run(desk)


def here() -> World | None:
    """Return what the program needs of this machine, or None, said on stderr, where GEMTUI_TODAY is no day."""
    try:
        return known_world()
    except ValueError as error:
        sys.stderr.write(f"GEMTUI_TODAY: {error}. Nothing was done. Write a day like 2026-11-23.\n")
        return None


def known_world() -> World:
    """Return what the program needs of this machine; raises ValueError where GEMTUI_TODAY is no day."""
    from datetime import date
    from pathlib import Path

    from gemtui import cli, log

    given = os.environ.get("GEMTUI_TODAY", "")
    today = date.fromisoformat(given) if given else date.today()
    machine_clock = log.SystemClock()
    clock: Clock = log.ShiftedClock(today, machine_clock) if given else machine_clock
    dirs = folders()
    return cli.World(
        clock=clock,
        ids=log.Ids(clock),
        today=today,
        env=os.environ,
        stdin=_any_text(sys.stdin),
        stdout=_any_text(sys.stdout),
        stderr=_any_text(sys.stderr),
        dirs=dirs,
        lang=str(cli.read_settings(dirs.settings).get("lang") or language(os.environ)),
        machine=machine(Path("/etc/machine-id")),
        is_day_given=bool(given),
        interface=lambda path: run_interface(path, dirs),
    )


def _any_text(stream: TextIO) -> TextIO:
    """Return the stream, made to take any text: UTF-8 where no terminal says otherwise, line ends as written.

    Once only: a first run has read its three answers when the program opens, and a read stream can't be changed.
    """
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None and stream.errors != "backslashreplace":
        reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace", newline="\n")
    return stream


def folders() -> Dirs:
    """Return the platform's folders for this program."""
    import platformdirs

    from gemtui.cli import Dirs

    return Dirs(
        platformdirs.user_data_path("gemtui", appauthor=False),
        platformdirs.user_config_path("gemtui", appauthor=False),
        platformdirs.user_state_path("gemtui", appauthor=False),
    )


def language(env: Mapping[str, str]) -> str:
    """Return the two letters of the language that the environment asks for, English where it asks for none."""
    named = next((env[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if env.get(name)), "")
    return (
        named[:2].lower() if named[:2].isalpha() and named.partition(".")[0] not in ("C", "POSIX") else "en"
    )


def machine(noted: Path) -> str:
    """Return a stable id of this machine, "" where it has none; the store only ever keeps it hashed."""
    try:
        found = noted.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        found = ""
    if found:
        return found
    import uuid

    node = uuid.getnode()
    is_drawn = node >> 40 & 1  # no card was found: another number in each run (RFC 9562, 6.10)
    return "" if is_drawn else f"{node:x}"


def no_core_dumps() -> None:
    """Keep a crash from writing the memory, keys and names in it, to the disk."""
    try:
        import resource  # Windows has none, and no such dumps

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (ImportError, ValueError, OSError):
        pass


if __name__ == "__main__":
    sys.exit(main())
