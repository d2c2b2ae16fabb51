"""The top of the program: every error becomes a sentence and an exit code, never a traceback."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from gemtui import __version__
from gemtui.cli.call import FOUND, INTERRUPTED, WRONG, Call
from gemtui.cli.world import World
from gemtui.locale import plain

BROKEN_PIPE = 141
"""What a shell reports of a program that wrote into a closed pipe: 128 and SIGPIPE."""

REFUSED = frozenset({
    "not-permitted", "deleted-record", "not-deleted", "has-children", "no-conflict", "nothing-to-undo", "nothing-to-redo",
    "undo-blocked", "stale", "too-large", "nothing-to-submit", "nothing-to-export", "bundle-too-large", "line-too-long",
})  # fmt: skip
"""Codes of what was understood and refused (exit 1); any other code says that the call or the machine is wrong."""


def guarded(call: Call, work: Callable[[], int]) -> int:
    """Return the exit code of `work`, or of what went wrong in it; never raises."""
    try:
        with call.closing:
            code = _coded(call, work)
    except BrokenPipeError:
        return _pipe_closed(call.world)
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001 - the top: nobody is ever shown a traceback
        return _unexpected(call, error)
    return code


def _coded(call: Call, work: Callable[[], int]) -> int:
    try:
        code = work()
        call.world.stdout.flush()
        return code
    except BrokenPipeError:
        raise
    except OSError as error:
        if error.filename is None:
            call.tell(call.say("output-failed", detail=error.strerror or type(error).__name__))
            _let_go(call.world)
            return WRONG
        call.tell(
            call.say("file-problem", path=error.filename or "", detail=error.strerror or type(error).__name__)
        )
        return WRONG
    except Exception as error:
        if not isinstance(getattr(error, "code", None), str):
            raise
        return refuse(call, error)


def refuse(call: Call, error: Exception) -> int:
    """Report a problem that has a code: on stdout where something was refused, on stderr where the call is wrong."""
    code: str = error.code  # type: ignore[attr-defined]  # only what has a code comes here
    facts = dict(getattr(error, "facts", {}))
    problems: list[dict[str, Any]] = [
        {"field": p.field, "code": p.code, "message": call.say(p.code, **p.facts)}
        for p in getattr(error, "problems", ())
    ]
    if not problems and code not in REFUSED:
        call.tell(f"{call.say(code, **facts)} [{code}]")
        return WRONG
    children = [{"kind": kind, "id": record} for kind, record in facts.get("children", ())]
    if not problems:
        problems = [
            {"field": "", "code": code, "message": call.say(code, **facts)}
            | ({"children": children} if children else {})
        ]
    lines = [f"{p['field'] and p['field'] + ': '}{p['message']} [{p['code']}]" for p in problems]
    lines += [f"  {child['kind']} {child['id']}" for child in children]
    call.answer({"problems": problems}, map(plain, lines))
    return FOUND


def _pipe_closed(world: World) -> int:
    """Leave quietly: whoever read has had enough."""
    _let_go(world)
    return BROKEN_PIPE


def _let_go(world: World) -> None:
    """Send what is left in the buffer nowhere, so that it can't raise again at exit."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), world.stdout.fileno())


def _unexpected(call: Call, error: Exception) -> int:
    with suppress(OSError):
        path = _report(call.world, error)
        call.tell(call.say("unexpected", what=type(error).__name__, path=path or "–"))
    return WRONG


def _report(world: World, error: Exception) -> Path | None:
    """Write where it went wrong, and nothing that a person typed: no message, no values, no arguments."""
    import sqlite3  # only a program that fails says with what it was built
    import traceback

    from gemtui import log

    frames = [
        f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in traceback.extract_tb(error.__traceback__)
    ]
    versions = f"gemtui {__version__}, Python {sys.version.split()[0]}, SQLite {sqlite3.sqlite_version}, {sys.platform}"
    stamp = log.stamp(world.clock.now())
    path = world.dirs.state / f"report-{stamp.replace(':', '')}.txt"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join([stamp, versions, type(error).__name__, *frames, ""]), encoding="utf-8")
    except OSError:
        return None
    return path
