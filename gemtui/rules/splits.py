"""Which splits of a body would meet its rule, and how far the present one is from them."""

from __future__ import annotations

from gemtui.rules.bands import DEFAULT, MEETING, PARITY, Bands, band, inside, presence

LISTED = 1000
"""Above this size only the first, the most even and the last split are named: a list of thousands helps nobody."""

RULES = {"band": band, "both_present": presence}


def nearest_attainable(size: int) -> tuple[int, int]:
    """Return the most even split of a size, women first and never the larger part."""
    return size // 2, size - size // 2


def parity_attainable(size: int, bands: Bands = DEFAULT) -> bool:
    """Return whether any split of this size falls into the parity band."""
    low, high = -(-bands.parity_low * size // 100), bands.parity_high * size // 100
    return size >= 2 and low <= high


def lowest_meeting(size: int, rule: str = "band", bands: Bands = DEFAULT) -> int | None:
    """Return the fewest women with which a body of this size meets its rule, None where no split can."""
    if size < 2:
        return None
    if rule == "both_present":
        return 1
    low = -(-min(bands.parity_low, bands.balanced_low) * size // 100)
    return max(1, min(low, size // 2))


def highest_meeting(size: int, rule: str = "band", bands: Bands = DEFAULT) -> int | None:
    """Return the most women with which a body of this size meets its rule, None where no split can."""
    if size < 2:
        return None
    if rule == "both_present":
        return size - 1
    high = max(bands.parity_high, bands.balanced_high) * size // 100
    return min(size - 1, max(high, size - size // 2))


def attainable(size: int, rule: str = "band", bands: Bands = DEFAULT) -> tuple[str, ...]:
    """Return the splits of a size that meet its rule, as `women-men`. Source: balance-rules.md, section 5."""
    low, high = lowest_meeting(size, rule, bands), highest_meeting(size, rule, bands)
    if low is None or high is None:
        return ()
    women = range(low, high + 1) if size <= LISTED else (low, size // 2, high)
    return tuple(f"{w}-{size - w}" for w in women)


def parity_splits(size: int, bands: Bands = DEFAULT) -> tuple[str, ...]:
    """Return the splits of a size inside the parity band."""
    return tuple(f"{w}-{size - w}" for w in range(size + 1) if band(w, size - w, 0, bands) == PARITY)


def replacements(women: int, men: int, rule: str = "band", bands: Bands = DEFAULT) -> int | None:
    """Return how many people must be replaced by the other sex until the rule is met; None if it never is."""
    low = lowest_meeting(women + men, rule, bands)
    high = highest_meeting(women + men, rule, bands)
    if low is None or high is None:
        return None
    return max(low - women, women - high, 0)


def growth(women: int, men: int, rule: str = "band", bands: Bands = DEFAULT) -> int | None:
    """Return how many of the fewer sex must join, nobody leaving, until the rule is met; None if it never is."""
    few, many = sorted((women, men))
    if many == 0:
        return None
    judge = RULES[rule]
    added = _first_guess(few, many, bands) if rule == "band" else 0
    while judge(few + added, many, 0, bands) not in MEETING:
        added += 1
    return added


def _first_guess(few: int, many: int, bands: Bands) -> int:
    # two below the exact bound: small bodies meet by the nearest split before they reach it
    return max(0, -(-bands.balanced_low * many // (100 - bands.balanced_low)) - few - 2)


def within_parity(women: int, men: int, bands: Bands = DEFAULT) -> bool:
    """Return whether a split of two or more people lies inside the parity band."""
    return women + men >= 2 and inside(women, men, bands.parity_low, bands.parity_high)
