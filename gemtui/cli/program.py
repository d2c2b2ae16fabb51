"""All commands and where each lives; nothing of them is imported before it is asked for."""

from __future__ import annotations

import click

from gemtui import __version__
from gemtui.cli.command import Group

PLACES = {
    "demo": "demo",
    "init": "beginning",
    "list": "reading:list_records",
    "show": "reading",
    "add": "editing",
    "set": "editing:set_fields",
    "delete": "editing",
    "restore-record": "editing:restore_record",
    "undo": "editing",
    "redo": "editing",
    "attach": "attaching",
    "progress": "acting",
    "diary": "diary",
    "period": "period",
    "entry": "entering",
    "walk": "entering:walk",
    "template": "sheets",
    "import": "sheets:import_rows",
    "check": "checking",
    "balance": "checking",
    "staff": "staffing",
    "plan-seats": "planning:plan_seats",
    "policy": "checking",
    "language": "language",
    "status": "submitting",
    "submit": "submitting",
    "export": "sending",
    "verify": "bundles",
    "merge": "bundles",
    "conflicts": "settling",
    "resolve": "settling",
    "settle": "ratings",
    "receipt": "answering",
    "digest": "trail",
    "log": "trail",
    "key": "key",
    "report": "reporting",
    "person": "person",
    "calendar": "leaving",
    "handover": "leaving",
    "serve": "serving",
    "schema": "describing",
    "where": "keeping",
    "backup": "keeping",
    "restore": "keeping",
    "doctor": "keeping",
}
"""Command name to module and, where it is called otherwise, attribute."""

PROGRAM = Group(
    "gemtui",
    places=PLACES,
    help="Gender equality accounting for field offices and headquarters. Without a command, opens the program.",
    example=(
        "gemtui demo",
        "gemtui init --office NBO",
        "gemtui add committee name='Contracts committee' size=5 rule=band",
    ),
    subcommand_metavar="COMMAND …",
)
click.version_option(__version__, prog_name="gemtui", message="%(prog)s %(version)s")(PROGRAM)
