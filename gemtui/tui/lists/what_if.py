"""A body on trial: the ways into balance, its seats with who would follow, and what becomes of it from date to date."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from gemtui import rules
from gemtui.locale import choice, day, plain, say
from gemtui.rules import Body, Moment, Option, Place, Trial
from gemtui.store import Row
from gemtui.tui.lists.bodies import SIGNS, heads, verdict
from gemtui.tui.widgets.bars import balance
from gemtui.tui.widgets.cells import Column, Part
from gemtui.tui.widgets.pane import Line
from gemtui.tui.widgets.source import Few

OPTION, PLACE, JOINS = "_option", "_place", "_joins"
"""Keys under which a row carries a way into balance, the number of a seat, or the gender of who joins."""
TURN = {"": "woman", "woman": "man", "man": "other", "other": ""}
MOST_JOIN = 9
BAR = 20


def followed(trial: Trial, number: int) -> Trial:
    """Return the trial with the next choice of who follows in a seat: woman, man, other, nobody."""
    after = {**trial.followers, number: TURN[trial.followers.get(number, "")]}
    return Trial({n: g for n, g in after.items() if g}, trial.at_once - {number}, trial.joining)


def joined(trial: Trial, gender: str) -> Trial:
    """Return the trial with one more who joins; after nine, with none."""
    others = [g for g in trial.joining if g != gender]
    count = (trial.joining.count(gender) + 1) % (MOST_JOIN + 1)
    return Trial(trial.followers, trial.at_once, (*others, *[gender] * count))


def lines_of_trial(body: Body, on: date, trial: Trial) -> Few:
    """Return what can be tried: ways, seats, people who join."""
    ways = rules.options(body, on)
    held = rules.places(body, on)
    rows: list[Row] = [{OPTION: option, "text": way_in_words(option)} for option in ways]
    headings = [(0, say("ways"))] if ways else []
    headings.append((len(rows), say("seats-to-try")))
    rows += [_place_row(n, place, trial, on) for n, place in enumerate(held)]
    rows += [
        {JOINS: gender, "text": say(f"joins-{gender}"), "tried": str(trial.joining.count(gender) or "")}
        for gender in ("woman", "man")
    ]
    return Few(COLUMNS, rows, (say("nobody-to-try"),), headings)


COLUMNS = (
    Column("text", "Try", 30, lambda row: row["text"], grows=True, sorts=False),
    Column("until", "until", 12, lambda row: row.get("until", ""), sorts=False),
    Column("now", "now", 9, lambda row: row.get("now", ""), sorts=False),
    Column("tried", "then", 9, lambda row: (row.get("tried", ""), "accent"), sorts=False),
)


def _place_row(number: int, place: Place, trial: Trial, on: date) -> Row:
    name = " · ".join(filter(None, (place.name, choice(place.role))))
    sitting = place.gender(on.isoformat())
    then = trial.followers.get(number, "")
    return {
        PLACE: number,
        "text": plain(name),
        "until": _until(place),
        "now": choice(sitting) if sitting else "open",
        "tried": f"{choice(then)}{' now' if number in trial.at_once else ''}" if then else "",
    }


def _until(place: Place) -> Part:
    if not place.vacant_from:
        return say("no-end"), "dim"
    if not place.terms:
        return "open", "alarm"
    last = place.terms[-1].ends_on
    return f"{'~' if place.is_expected else ''}{day(last)}", ""


def way_in_words(option: Option) -> str:
    """Return a way into balance in one line."""
    asked = Counter(each.appoint for each in option.appointments)
    who = ", ".join(
        say(f"so-many-{name}{'' if asked[name] > 1 else '-one'}", {"count": asked[name]})
        for name in ("woman", "man", "either")
        if asked[name]
    )
    facts = {
        "who": who,
        "latest": day(option.latest),
        "from": day(option.holds_from),
        "split": f"{option.balance.counts.women}–{option.balance.counts.men}",
    }
    code = f"try-{option.way}" if option.latest or option.way != "vacancies" else "try-open"
    return say(code, facts) + ("" if option.is_certain else f" ({say('perhaps')})")


def course_lines(saved: Sequence[Moment], tried: Sequence[Moment], width: int) -> list[Line]:
    """Return a body from date to date: its bar and verdict on trial, and beside it what holds if nothing is done."""
    lines: list[Line] = []
    for now, then in zip(saved, tried, strict=True):
        found = then.balance
        low, high = found.range or (found.share, found.share)
        line: list[Part] = [
            (f"{day(then.day):>12}  ", "strong"),
            *balance(low, high, BAR, SIGNS[found.meets][0]),
            ("  ", ""),
        ]
        line += [*heads(found), *verdict(found)]
        line += [(say("empty-seats", {"count": then.vacant}), "accent")] if then.vacant else []
        if now.balance != found and width >= 90:
            line += [("   saved: ", "dim"), *((text, "dim") for text, _ in verdict(now.balance))]
        lines.append(line)
    return lines
