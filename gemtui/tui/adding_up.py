"""What the ticks of an indicator's form add up to, in words: the rating, and how far it is to the next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from gemtui import rules
from gemtui.locale import choice, say
from gemtui.reference import LEVELS, indicators
from gemtui.tui.lists.distance import distance_in_words
from gemtui.tui.widgets.cells import Part

SCALE = ("missing", *LEVELS)


class Sums(NamedTuple):
    """What ticks add up to."""

    borne: str
    """The rating that they bear out."""
    lines: Sequence[Part]
    take: str
    """What stands beside the line that takes the rating over; empty where there is nothing to take."""


def sums(indicator: str, ticked: Sequence[str], rating: str) -> Sums:
    """Return what ticks add up to, and whether the rating as typed can stand beside them.

    An entry without any tick is not judged against them (spec/records.md, *indicator_entry*).
    """
    known = indicators().get(indicator)
    if known is None:
        return Sums("", [(say("choose-indicator"), "dim")], "")
    borne = rules.borne_out(known, ticked)
    distance = distance_in_words(known, {"requirements": list(ticked)})
    if not ticked:
        return Sums(borne, [(distance, "dim")], "")
    facts = {"rating": choice(rating), "borne": choice(borne)}
    lines = [(f"{say('ticks-add-up', facts)} {distance}", "accent")]
    if rating in LEVELS and SCALE.index(rating) > SCALE.index(borne):
        lines.append((f"✗ {say('rating-beyond', facts)}", "alarm"))
    return Sums(borne, lines, "" if rating == borne else say("take-rating", facts))
