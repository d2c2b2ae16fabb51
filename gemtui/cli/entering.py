"""`entry` and `walk`: the questions of the forms, and the gaps of `check`, as plain lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from gemtui import reports, store
from gemtui.cli.call import FINE, FOUND, Call
from gemtui.cli.checking import period
from gemtui.cli.command import command
from gemtui.cli.interviewing import BACK, WHOLE, Ended, NoReason, ask, asked, go_through, try_to_save
from gemtui.locale import plain
from gemtui.reports import Interview, Titles, Walk, Wanted

if TYPE_CHECKING:
    from gemtui.reports import Stop
    from gemtui.store import Store


@command(
    "entry",
    "gemtui entry committee",
    "gemtui entry indicator_entry 0192f0c1-7c1e-7b3a-9c52-0c1d2e3f4a5b",
    prints_json=False,
)
@click.argument("kind")
@click.argument("identifier", metavar="[ID]", default="")
def entry(call: Call, kind: str, identifier: str) -> int:
    """Ask a record's questions one after another as plain lines: a new record, or the one named. What is answered is kept as a draft at once; Ctrl+C or Ctrl+D stops, and the draft is offered next time, here and in the terminal program."""
    db = call.open(saves=True)
    db.asks_why = True
    about = store.kind_of(db, kind)
    row = store.find(db, kind, identifier) if identifier else None
    kept = [
        one
        for one in store.drafts(db, kind)
        if (not one.id or one.id[0] == "+") and not reports.is_text(one.id)
    ]
    office = row["office"] if row and row["office"] != db.identity.office else ""
    wanted = Wanted(kind, row["id"] if row else "", office, draft="" if row or not kept else kept[0].id)
    interview = Interview(db, Titles(db), call.world.today, wanted, call.language)
    code = "entry-edits" if row else "entry-begins"
    call.prose(
        call.say(code, name=about.about.label, office=db.identity.office, count=len(interview.questions))
    )
    call.prose(call.say("interview-signs"))
    try:
        go_through(call, interview)
    except Ended:
        call.prose(call.say("stopped-draft" if interview.changed() else "stopped-empty"))
        return FOUND
    except KeyboardInterrupt:
        call.tell(call.say("stopped-draft" if interview.changed() else "stopped-empty"))
        raise
    return FINE


@command("walk", "gemtui walk --period 2026", prints_json=False)
@click.option(
    "--period", "given", metavar="P", default="", help="Judge this year's ratings only: 2026, or 2025-2026."
)
def walk(call: Call, given: str) -> int:
    """Go from gap to gap of `check`, worst first, and ask the very field that mends it; exit 1 where errors are left. Each answer is saved at once; Enter leaves a finding for later, Ctrl+D ends."""
    db = call.open(saves=True)
    db.asks_why = True
    way = Walk(db, call.world.today, period(given), call.language)
    left = way.left()
    call.prose(call.say("walk-begins", count=way.ahead(), **_plural(left)))
    saved = 0
    try:
        while (stop := way.next()) is not None:
            saved += _stopped(call, db, way, stop)
    except Ended:
        pass
    except KeyboardInterrupt:
        call.tell(call.say("walk-ends", saved=saved, **_plural(way.left())))
        raise
    left = way.left()
    call.prose(call.say("walk-ends", saved=saved, **_plural(left)))
    return FOUND if left["error"] else FINE


def _plural(left: dict[str, int]) -> dict[str, int]:
    return {f"{level}s": count for level, count in left.items()}


def _stopped(call: Call, db: Store, way: Walk, stop: Stop) -> int:
    """Show one finding and ask for what mends it; returns how many records were saved."""
    found = stop.finding
    where = " · ".join(filter(None, (call.say(f"level-{found.level}"), stop.title)))
    call.prose("")
    call.prose(plain(f"{call.say('walk-left', count=way.ahead())} {where} [{found.code}, {found.clause}]"))
    call.prose(plain(f"  {stop.message}"))
    if stop.wanted is None:
        call.prose(call.say("not-mended-here"))
        return 0
    interview = Interview(db, Titles(db), call.world.today, stop.wanted, call.language)
    is_saved = _field(call, way, interview, stop) if stop.question else _record(call, way, interview)
    if is_saved:
        way.renew()
    return int(is_saved)


def _field(call: Call, way: Walk, interview: Interview, stop: Stop) -> bool:
    question = stop.question
    while question is not None:
        sign = ask(call, interview, question)
        if sign == BACK:
            way.back()
            return False
        if sign == WHOLE:
            return go_through(call, interview) is not None
        if question.name not in interview.changed() and f"{question.name}_state" not in interview.changed():
            return False
        try:
            if not isinstance(try_to_save(call, interview, question), str):
                return True
        except NoReason:
            return False  # left for later; the draft is kept
    return False


def _record(call: Call, way: Walk, interview: Interview) -> bool:
    """Offer to go through a record: the whole of the one that is meant, or a new one that is missing."""
    code = "offer-record" if interview.wanted.id else "offer-new"
    sign = asked(call, call.say(code, name=interview.kind.about.label)).strip().casefold()
    if sign == BACK:
        way.back()
    return sign[:1] == "y" and go_through(call, interview) is not None
