"""What is said of projections, in the words that screens and commands share: the answer, and what it assumes."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from gemtui.locale import say, share
from gemtui.locale.figures import fixed
from gemtui.records import Unreadable
from gemtui.rules.bands import Counts
from gemtui.rules.projection import BY, HORIZON, LEAST_HEADS, REACHED, TOO_FEW, Assumed, Flow, Linear


def decimal(number: Fraction | None, places: int = 1, *, signed: bool = False) -> str:
    """Return a number with so many decimals, half up, `+` before a positive one where `signed`; nothing for None."""
    if number is None:
        return ""
    scale = 10**places
    rounded = Fraction((abs(number) * scale + Fraction(1, 2)).__floor__(), scale)
    text = fixed(rounded, places)
    return f"-{text}" if number < 0 and rounded else f"+{text}" if signed and rounded else text


def linear_words(found: Linear, women: Fraction | None, lang: str = "en") -> str:
    """Return a linear projection in words; `women` is the share of today."""
    facts = {
        "increment": decimal(found.increment, signed=True),
        "years": _years(found.years, lang),
        "year": found.year,
        "share": share(women),
        "least": LEAST_HEADS,
    }
    code = f"linear-{found.answer}"
    if found.answer == REACHED and found.year is not None:
        code = "linear-reached-by"
    words = say(code, facts, lang)
    provisional = found.is_provisional and found.answer in (BY, REACHED)
    return say("linear-provisional", {"words": words}, lang) if provisional else words


def flow_words(found: Flow, lang: str = "en") -> str:
    """Return the answer of a flow projection."""
    facts = {"years": _years(found.years, lang), "year": found.year, "least": LEAST_HEADS, "horizon": HORIZON}
    words = say(f"flow-{found.answer}", facts, lang)
    if found.balanced_in is not None and found.answer != REACHED:
        words += f"; {say('flow-zone', {'years': _years(found.balanced_in, lang)}, lang)}"
    return words


def ahead_words(found: Flow, taken: Assumed, counts: Counts, lang: str = "en") -> str:
    """Return a flow projection in one sentence: the answer, and what it assumes."""
    facts = {"answer": flow_words(found, lang), "assumed": assumed_words(taken, counts, lang)}
    if found.answer == TOO_FEW or not facts["assumed"]:
        return facts["answer"]
    if found.answer == REACHED:
        return say("flow-reached-toward", {"women": share(taken.women)}, lang)
    return say("flow-as-if", facts, lang)


def assumed_words(taken: Assumed, counts: Counts, lang: str = "en") -> str:
    """Return what a flow projection takes for granted; nothing where it takes nothing."""
    if taken.leaving is None or taken.women is None:
        return ""
    facts = {
        "leaving": decimal(taken.leaving).removesuffix(".0"),
        "women": share(taken.women),
        "size": counts.base,
    }
    return say("flow-assumes", facts, lang)


def linear_said(one: Mapping[str, Any], lang: str = "en") -> str:
    """Return the linear projection of a line of `staff_figures` in words."""
    told, women = one["linear"], one["share_women"]
    found = Linear(
        told["answer"],
        _fraction(told["increment"]),
        None,
        told["years"],
        told["year"],
        "",
        told["provisional"],
    )
    return linear_words(found, _fraction(women), lang)


def flow_said(one: Mapping[str, Any], lang: str = "en") -> str:
    """Return the flow projection of a line of `staff_figures` in words, with what it assumes."""
    told = one["flow"]
    found = Flow(told["answer"], (), told["balanced_in"], told["years"], told["year"])
    taken = Assumed(_fraction(told["leaving"]), _fraction(told["women"]))
    counts = Counts(one["women"], one["men"], one["other"], one["undisclosed"])
    return ahead_words(found, taken, counts, lang)


def read_assumption(typed: str, most: int | None) -> Fraction:
    """Return a number that somebody assumes, as typed: `16`, `2.5`, `60 %`; `most` is 100 for a percentage.

    Raises Unreadable not-a-share or not-a-number-of-heads.
    """
    text = typed.strip().removesuffix("%").strip().replace(",", ".")
    whole, _, rest = text.partition(".")
    is_number = text.isascii() and f"{whole}{rest}".isdigit() and len(text) < DIGITS
    number = Fraction(text) if is_number and whole else Fraction(-1)
    if number < 0 or (most is not None and number > most):
        code = "not-a-number-of-heads" if most is None else "not-a-share"
        raise Unreadable(code, value=typed, most=most)
    return number


DIGITS = 12
"""Longer numbers are no numbers of people."""


def _years(count: int | None, lang: str) -> str:
    return say("so-many-years", {"count": count}, lang)


def _fraction(text: str | None) -> Fraction | None:
    return Fraction(text) if text else None
