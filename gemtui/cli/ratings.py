"""`settle`: what the offices reported on each indicator, and the Union's one rating of it."""

from __future__ import annotations

from collections.abc import Iterator

import click

from gemtui import reports, store
from gemtui.cli.call import FINE, Call
from gemtui.cli.checking import period
from gemtui.cli.command import command
from gemtui.cli.world import CallProblem
from gemtui.locale import choice, plain
from gemtui.reference import RATINGS
from gemtui.rules import Settlement
from gemtui.store import UNION, Store


@command(
    "settle",
    "gemtui settle --period 2025",
    "gemtui settle SWAP3-11",
    "gemtui settle SWAP3-11 --rating approaches --explanation 'One office has no focal point yet'",
)
@click.argument("indicator", required=False, default="")
@click.option("--period", "given", metavar="YEAR", default="", help="The year (the one that is reported).")
@click.option(
    "--rating", type=click.Choice(tuple(RATINGS.values())), default=None, help="Settle the indicator as this."
)
@click.option("--explanation", metavar="TEXT", default="", help="Why this rating, given what was reported.")
@click.option("--accountable", metavar="ROLE", default="", help="Senior role that answers for the indicator.")
def settle(  # noqa: PLR0913, PLR0917 - click hands over one argument an option
    call: Call, indicator: str, given: str, rating: str | None, explanation: str, accountable: str
) -> int:
    """Show what all offices reported on the year's indicators, or settle the Union's one rating of an indicator.

    INDICATOR is its code or its number. Inputs are never averaged, and stay beside the rating.
    """
    db = call.open(saves=rating is not None)
    store.may_write(db.identity, store.kind_of(db, "entity_rating"), UNION)
    every = reports.to_settle(db, call.world.today, int(period(given)[-4:]) if given else 0)
    found = [
        one for one in every if not indicator or indicator in (one.indicator.id, str(one.indicator.number))
    ]
    if indicator and not found:
        raise CallProblem("unknown-indicator", indicator=indicator)
    if rating is None:
        documents = [reports.settling_document(db, one, call.language) for one in found]
        call.answer(documents, (line for one in found for line in _lines(call, db, one)))
        return FINE
    if not indicator:
        raise CallProblem("which-indicator")
    more = {"explanation": explanation, "accountable": accountable}
    saved = reports.settle(db, found[0], rating, more)
    call.answer(
        {"id": saved.id, "revision": saved.revision},
        [call.say("saved", id=saved.id, revision=saved.revision)],
    )
    return FINE


def _lines(call: Call, db: Store, one: Settlement) -> Iterator[str]:
    settled = (one.settled or {}).get("rating")
    facts = {"proposed": choice(one.proposed or "–"), "settled": choice(settled or "–")}
    yield plain(f"PI {one.indicator.number} {one.indicator.title}")
    yield f"  {call.say('settling-stands', **facts)} ({call.say(one.ground)})"
    for each in one.inputs:
        text = each.entry.get("explanation") or ""
        yield plain(f"  {each.office:<8} {choice(each.rating or '–'):<14} ✓ {len(each.evidence)}  {text}")
    if one.silent:
        yield plain(f"  {call.say('settling-silent', offices=', '.join(one.silent))}")
    for found in one.contradictions:
        yield plain(f"  {SIGNS[found.level]} {found.office}: {reports.message(found, call.language)}")


SIGNS = {"error": "!", "warning": "▲", "gap": "·"}
