"""What every command has: --store, --lang, --json, an example in its help; and loading only the one that is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Any

import click

from gemtui.cli.call import Call
from gemtui.cli.world import CallProblem
from gemtui.locale import languages


def _keep(context: click.Context, option: click.Parameter, value: Any) -> None:
    if value not in (None, False, ""):
        setattr(context.find_object(Call), str(option.name), value)


def _check_language(context: click.Context, option: click.Parameter, value: str | None) -> None:
    if value and value not in languages():
        raise CallProblem("unknown-language", lang=value, languages=", ".join(languages()))
    _keep(context, option, value)


def _refuse_empty(
    command: click.Command, context: click.Context, args: Sequence[str], spared: str = ""
) -> None:
    """Refuse an empty text after an option, as a script writes it whose variable is not set: it is no default."""
    if context.resilient_parsing:  # the shell completes what is half typed
        return
    typed = command.make_parser(context).parse_args(list(args))[0]
    for option in command.params:
        if isinstance(option, click.Option) and typed.get(str(option.name)) == "" and option.name != spared:
            raise CallProblem("empty-option", option=option.opts[0])


def shared_options() -> list[click.Parameter]:
    """Return the options that stand before or after a command's name."""
    return [
        click.Option(
            ["--store"],
            metavar="PATH",
            expose_value=False,
            callback=_keep,
            help="The store; else GEMTUI_STORE, else your own.",
        ),
        click.Option(
            ["--lang"],
            metavar="CODE",
            expose_value=False,
            callback=_check_language,
            help="Language of what is said.",
        ),
    ]


class Command(click.Command):
    """A command that shows an example of itself and takes the shared options."""

    def __init__(
        self,
        *args: Any,
        example: Sequence[str] = (),
        prints_json: bool = True,
        may_be_empty: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.example = tuple(example)
        self.may_be_empty = may_be_empty
        """The option whose empty value means something."""
        own = {name for param in self.params for name in param.opts}
        self.params += [option for option in shared_options() if not own & set(option.opts)]
        if prints_json:
            flag = click.Option(
                ["--json"],
                is_flag=True,
                expose_value=False,
                callback=_keep,
                help="One JSON document and nothing else.",
            )
            self.params.append(flag)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Return what is left of the arguments; raises CallProblem empty-option."""
        _refuse_empty(self, ctx, args, self.may_be_empty)
        return super().parse_args(ctx, args)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the example below the options."""
        with formatter.section("Example"):
            for line in self.example:
                formatter.write(f"  {line}\n")


class Group(click.Group):
    """A group whose commands are imported when they are asked for."""

    def __init__(
        self, *args: Any, places: Mapping[str, str], example: Sequence[str] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.places = places
        """Command name to `module` or `module:attribute` in this room."""
        self.example = tuple(example)
        self.params += shared_options()

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Return the command and its arguments; raises CallProblem empty-option."""
        _refuse_empty(self, ctx, args)
        return super().parse_args(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order in which they are declared."""
        return list(self.places)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of that name, or None."""
        if cmd_name not in self.places:
            return None
        module, _, attribute = self.places[cmd_name].partition(":")
        found: click.Command = getattr(import_module(f"gemtui.cli.{module}"), attribute or cmd_name)
        return found

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the example below the commands."""
        Command.format_epilog(self, ctx, formatter)  # type: ignore[arg-type]  # both have the example it reads


def command(name: str, *example: str, **kwargs: Any) -> Callable[[Callable[..., int]], Command]:
    """Return a decorator that makes a Command of a function that takes the Call and returns the exit code."""

    def made(function: Callable[..., int]) -> Command:
        return click.command(name, cls=Command, example=example, **kwargs)(
            click.make_pass_decorator(Call)(function)
        )

    return made
