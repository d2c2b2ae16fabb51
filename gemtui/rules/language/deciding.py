"""What somebody makes of each finding: it is followed, or the wording stays, with a reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import NamedTuple

from gemtui.rules.language.checking import Wording, folded

OTHERS_WORDS = ("quotation", "official_name", "own_choice")
"""Reasons for which a wording is not the writer's: a quotation, an official name, how somebody wants to be called."""
REASONS = (*OTHERS_WORDS, "not_about_people")
"""With these a finding says nothing against the text; a wording that stays for another reason counts (ours)."""


DIGEST = "sha256:"
"""Begins what stands for a wording that is not kept."""


class Decision(NamedTuple):
    """What somebody made of one finding, known by its rule, its wording and which of the same it is.

    So it is found again when the text is read anew, also where something was written before it.
    """

    rule: str
    text: str
    nth: int
    """From 0, in reading order."""
    follows: bool
    """The wording will be changed."""
    reason: str = ""
    """Why it stays: one of REASONS, or own words."""


class Decided(NamedTuple):
    """A finding with the answer to it, if there is one."""

    wording: Wording
    nth: int
    answer: Decision | None

    @property
    def counts(self) -> bool:
        """Return whether it counts in the verdict: unless it stays as somebody else's word, or is about nobody."""
        return self.answer is None or self.answer.follows or self.answer.reason not in REASONS


def decided(found: Sequence[Wording], answers: Iterable[Decision]) -> list[Decided]:
    """Return the findings with their answers, in reading order; an answer to what is no longer found is dropped."""
    known = {(answer.rule, folded(answer.text), answer.nth): answer for answer in answers}
    met: Counter[tuple[str, str]] = Counter()
    joined = []
    for wording in found:
        key = (wording.rule, folded(wording.text))
        answer = known.get((*key, met[key])) or known.get((key[0], digest_of_wording(key[1]), met[key]))
        joined.append(Decided(wording, met[key], answer))
        met[key] += 1
    return joined


def digest_of_wording(text: str) -> str:
    """Return what a confidential wording is recognised by without being kept; a digest stays what it is."""
    return text if text.startswith(DIGEST) else f"{DIGEST}{sha256(folded(text).encode()).hexdigest()[:20]}"


def same(found: Iterable[Decided], one: Decided) -> list[Decided]:
    """Return the findings of the same rule and wording that wait for an answer, the one itself among them."""
    key = (one.wording.rule, folded(one.wording.text))
    return [
        each
        for each in found
        if (each.wording.rule, folded(each.wording.text)) == key
        and (each.answer is None or each.nth == one.nth)
    ]
