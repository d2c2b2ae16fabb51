"""The verdict on a body or a staffing line, undisclosed people tried every way. Source: balance-rules.md."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from gemtui.rules.bands import (
    BALANCED,
    DEFAULT,
    MEETING,
    UNDETERMINED,
    UNJUDGED,
    Bands,
    Counts,
    inside,
)
from gemtui.rules.splits import RULES, attainable, growth, parity_attainable, replacements

FEW = 40
"""Up to so many undisclosed people every way is tried; above, only those where a verdict can change."""


@dataclass(frozen=True, slots=True)
class Balance:
    """What can be said of a head-count: exact share, verdict, and what would mend it."""

    counts: Counts
    rule: str
    verdict: str | None
    """A code of balance-rules.md; None where the body is only reported."""
    provisional: str | None
    """The verdict from the people whose gender is known."""
    band: str | None
    """For a body whose rule is `both_present`: the band it would have."""
    meets: str
    """`yes`, `no`, `unknown` or `n/a`."""
    range: tuple[Fraction, Fraction] | None
    """Lowest and highest share that the undisclosed people could make; None without any."""
    under_represented: str | None
    """`women` or `men`, named only where it is certain that the rule is not met."""
    attainable: tuple[str, ...] | None
    """The splits that meet, undisclosed people counted in; None where undetermined or not judged by a rule."""
    replace: int | None
    """Replacements that suffice whatever the undisclosed people are; None where undetermined or unjudged."""
    grow: int | None
    """People of the under-represented sex to add, nobody leaving, until the rule is met."""
    notes: tuple[str, ...] = ()

    @property
    def share(self) -> Fraction | None:
        """Return the exact share of women among women and men, None without a base."""
        return self.counts.share

    @property
    def judged(self) -> bool:
        """Return whether the verdict counts for or against the office."""
        return self.meets != "n/a"


def verdict(women: int, men: int, other: int = 0, undisclosed: int = 0, rule: str = "band") -> Balance:
    """Return what the rule says of four counts of people; rule is `band`, `both_present` or `report_only`."""
    return judge(Counts(women, men, other, undisclosed), rule)


def judge(counts: Counts, rule: str = "band", bands: Bands = DEFAULT) -> Balance:
    """Return what the rule says of a head-count. Source: balance-rules.md, sections 2, 3 and 5."""
    spread = _range(counts)
    if rule == "report_only":
        return Balance(counts, rule, None, None, None, "n/a", spread, None, None, None, None)
    found, meets = _decide(counts, rule, bands)
    known = RULES[rule](counts.women, counts.men, counts.other + counts.undisclosed, bands)
    certain = found != UNDETERMINED
    size = counts.base + counts.undisclosed
    short = _short(counts) if certain and meets == "no" else None
    return Balance(
        counts,
        rule,
        found,
        known,
        _decide(counts, "band", bands)[0] if rule == "both_present" else None,
        meets,
        spread,
        short,
        attainable(size, rule, bands) if certain else None,
        _worst(counts, rule, bands) if certain and meets != "n/a" else None,
        growth(counts.women, counts.men, rule, bands) if short and not counts.undisclosed else None,
        tuple(_notes(counts, found, bands)),
    )


def _decide(counts: Counts, rule: str, bands: Bands) -> tuple[str, str]:
    test = RULES[rule]
    ways = [test(w, m, counts.other, bands) for w, m in _ways(counts, bands)]
    meets = {"n/a" if way in UNJUDGED else "yes" if way in MEETING else "no" for way in ways}
    return (
        ways[0] if len(set(ways)) == 1 else UNDETERMINED,
        meets.pop() if len(meets) == 1 else "unknown",
    )


def _ways(counts: Counts, bands: Bands) -> Iterator[tuple[int, int]]:
    size = counts.base + counts.undisclosed
    added: set[int] | range = range(counts.undisclosed + 1)
    if counts.undisclosed > FEW:
        # the verdict is constant between two bounds, so their neighbours stand for all ways
        turns = (0, size, size // 2, *(bound * size // 100 for bound in bands.bounds))
        near = {turn + step - counts.women for turn in turns for step in (-1, 0, 1, 2)}
        added = {a for a in near if 0 <= a <= counts.undisclosed} | {0, counts.undisclosed}
    for a in sorted(added):
        yield counts.women + a, counts.men + counts.undisclosed - a


def _range(counts: Counts) -> tuple[Fraction, Fraction] | None:
    if not counts.undisclosed:
        return None
    size = counts.base + counts.undisclosed
    return Fraction(counts.women, size), Fraction(counts.women + counts.undisclosed, size)


def _short(counts: Counts) -> str:
    return "women" if counts.women < counts.men else "men"


def _worst(counts: Counts, rule: str, bands: Bands) -> int | None:
    ends = (
        (counts.women, counts.men + counts.undisclosed),
        (counts.women + counts.undisclosed, counts.men),
    )
    needed = [replacements(w, m, rule, bands) for w, m in ends]
    return max((n for n in needed if n is not None), default=None)


def _notes(counts: Counts, found: str, bands: Bands) -> Iterator[str]:
    size = counts.base + counts.undisclosed
    if 100 * counts.undisclosed > bands.undisclosed_high * counts.total:
        yield "too-many-undisclosed"
    if size >= 2 and not parity_attainable(size, bands):
        yield "parity-not-attainable"
    outside = not inside(counts.women, counts.men, bands.balanced_low, bands.balanced_high)
    if found == BALANCED and outside and not counts.undisclosed:
        yield "nearest-attainable"
