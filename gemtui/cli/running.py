"""From arguments to a command and its exit code, with click."""

from __future__ import annotations

from collections.abc import Sequence

import click
from click.shell_completion import shell_complete

from gemtui.cli.call import FINE, INTERRUPTED, WRONG, Call
from gemtui.cli.guarding import guarded
from gemtui.cli.program import PROGRAM
from gemtui.cli.world import World

COMPLETE = "_GEMTUI_COMPLETE"


def answer(argv: Sequence[str], world: World) -> int:
    """Carry out a command line and return the exit code; never raises."""
    call = Call(world)
    return guarded(call, lambda: _run(argv, call))


def _run(argv: Sequence[str], call: Call) -> int:
    if COMPLETE in call.world.env:
        return shell_complete(PROGRAM, {"obj": call}, "gemtui", COMPLETE, call.world.env[COMPLETE])
    try:
        with PROGRAM.make_context("gemtui", list(argv), obj=call) as context:
            return int(PROGRAM.invoke(context) or FINE)
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.ClickException as error:
        for line in _said(call, error):
            call.tell(line)
        return WRONG
    except click.Abort:
        return INTERRUPTED


def _said(call: Call, error: click.ClickException) -> list[str]:
    """Return the lines that say how a call is wrong; a group without a command answers with its help."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        return error.format_message().splitlines()
    if isinstance(error, click.UsageError):
        where = error.ctx.command_path if error.ctx else "gemtui"
        return [call.say("usage", message=error.format_message(), command=where)]
    return [error.format_message()]
