"""What an answer's requirements say now and said when they were ticked: a newer catalogue moves no tick by itself."""

from __future__ import annotations

from gemtui import rules
from gemtui.locale import say
from gemtui.reference import Indicator, requirement_texts
from gemtui.rules import Row


def worded(now: Indicator, entry: Row | None, lang: str = "en") -> dict[str, str]:
    """Return an indicator's requirements in the words in force; where the entry answered other ones, with those behind them.

    What it ticks and is asked no more stands last, in the words of then.
    """
    texts, before = requirement_texts(now), _before(now, entry)
    told = {
        name: say("worded-anew", {"text": text, "before": before[name]}, lang)
        if before.get(name, text) != text
        else text
        for name, text in texts.items()
    }
    gone = (name for name in _ticked(entry) if name in before and name not in texts)
    return told | {name: say("asked-no-more", {"before": before[name]}, lang) for name in gone}


def reworded(now: Indicator, entry: Row | None) -> int:
    """Return how many of the ticked requirements are worded otherwise now, or asked no more."""
    texts, before = requirement_texts(now), _before(now, entry)
    return sum(1 for name in _ticked(entry) if name in before and before[name] != texts.get(name))


def _ticked(entry: Row | None) -> list[str]:
    return [str(name) for name in (entry or {}).get("requirements") or ()]


def _before(now: Indicator, entry: Row | None) -> dict[str, str]:
    then = rules.indicator_of(entry) if entry else None
    return requirement_texts(then or now)
