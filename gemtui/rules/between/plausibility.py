"""Rules from year to year: a rating that falls without a word, a head-count that jumps. Source: REP-2, OA-A1."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from gemtui.rules.bands import GENDERS
from gemtui.rules.finding import Finding, finding
from gemtui.rules.flows import differences
from gemtui.rules.headcount import is_staff, unit_of
from gemtui.rules.indicators import SCALE, name_of
from gemtui.rules.picture import Picture
from gemtui.rules.terms import Row

JUMP = 2
"""A count that more than doubles or halves is looked at again."""

JUMP_HEADS = 10
"""Under so many heads more or fewer, nothing is said: small offices move by leaps."""


def ratings(picture: Picture) -> Iterator[Finding]:
    """Yield ratings under the same indicator's rating of the year before, where no explanation says why."""
    for kind in ("indicator_entry", "entity_rating"):
        before = {
            (row["office"], row.get("framework"), row.get("indicator"), row.get("period")): row.get("rating")
            for row in picture.facts.get(kind, ())
        }
        for row in picture.rows(kind):
            rating, period = row.get("rating"), row.get("period")
            if rating not in SCALE or not isinstance(period, int) or _says_why(row):
                continue
            last = before.get((row["office"], row.get("framework"), row.get("indicator"), period - 1))
            if last in SCALE and SCALE.index(rating) < SCALE.index(last):
                facts = {"rating": rating, "last": last, "indicator": name_of(row), "year": period - 1}
                yield finding("rating-fell", kind, row, "explanation", **facts)


def _says_why(row: Row) -> bool:
    return bool(row.get("explanation") or row.get("justification"))


def head_counts(picture: Picture) -> Iterator[Finding]:
    """Yield a unit's counts that more than doubled or halved against the day before, by ten heads or more."""
    days: dict[tuple[str, str], dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in picture.rows("staffing_snapshot"):
        if row.get("as_of"):
            days[row["office"], unit_of(row)][row["as_of"]].append(row)
    for counted in days.values():
        for (earlier, old), (_, new) in pairwise(sorted(counted.items())):
            if {row.get("grade") for row in old} != {row.get("grade") for row in new}:
                continue  # one of the two is a part only; what is not alike is not compared
            before, after = _heads(old), _heads(new)
            jumped = max(before, after) > JUMP * min(before, after)
            if jumped and abs(after - before) >= JUMP_HEADS:
                facts = {"before": before, "after": after, "day": earlier}
                yield finding("count-jumped", "staffing_snapshot", new[0], "women", **facts)


def flows(picture: Picture) -> Iterator[Finding]:
    """Yield a unit's counts that the count before, with who was hired and who left since, does not add up to."""
    days: dict[tuple[str, str], dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in picture.rows("staffing_snapshot"):
        if row.get("as_of") and row.get("grade") and is_staff(row):
            days[row["office"], unit_of(row)][row["as_of"]].append(row)
    for counted in days.values():
        for (earlier, old), (_, new) in pairwise(sorted(counted.items())):
            if {row["grade"] for row in old} != {row["grade"] for row in new}:
                continue
            for gender, due, now in differences(old, new):
                facts = {"due": due, "now": now, "day": earlier, "gender": gender}
                yield finding("flows-differ", "staffing_snapshot", new[0], f"hired_{gender}", **facts)


def _heads(rows: list[Row]) -> int:
    return sum(row.get(gender) or 0 for row in rows for gender in GENDERS)
