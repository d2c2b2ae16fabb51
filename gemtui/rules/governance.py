"""How far gender is in planning, which resolutions are in force, and what leadership owes by when.

Source: clauses PUR-2, OA-C0, OA-C1, RAT-1, OBJ-3b, RESP-2, SCO-1, MON-1 and REV-1.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from gemtui.reference import legal_bases
from gemtui.rules.between.exchange import next_policy_review
from gemtui.rules.between.plan import next_monitoring
from gemtui.rules.picture import Picture
from gemtui.rules.references import UNION, Places
from gemtui.rules.terms import Row, days, in_force

LEVELS = ("absent", "mentioned", "objective", "objective_and_money")
"""How far gender is in a planning instrument, least first. Source: clause OA-C1."""


@dataclass(frozen=True, slots=True)
class Instrument:
    """One kind of planning instrument of an office through its cycles."""

    office: str
    code: str
    """Its code in the catalogue; empty where nobody said which it is."""
    items: tuple[Row, ...]
    """The looks at it, oldest first."""

    @property
    def moved(self) -> int:
        """Return how many levels it has risen since the look before; below zero where it fell."""
        known = [LEVELS.index(row["level"]) for row in self.items if row.get("level") in LEVELS]
        return known[-1] - known[-2] if len(known) > 1 else 0


def instruments(rows: Iterable[Row]) -> list[Instrument]:
    """Return an office's planning instruments, each with all looks at it."""
    held: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        if row.get("type") == "planning_instrument":
            held[row["office"], row.get("instrument") or ""].append(row)
    return [
        Instrument(*key, tuple(sorted(held[key], key=lambda row: (row["on"], row["id"]))))
        for key in sorted(held, key=lambda key: (key[0], not key[1], key[1]))
    ]


def claim(picture: Picture, row: Row) -> str:
    """Return whether gender in an instrument is `evidenced`, only `claimed`, or not said at all (PUR-2)."""
    if not (row.get("level") or "").startswith("objective"):
        return ""
    return "evidenced" if row.get("reference") or picture.has_evidence(row) else "claimed"


# Resolutions


@dataclass(frozen=True, slots=True)
class Chain:
    """A resolution with its recorded revisions, the one in force first."""

    rows: tuple[Row, ...]

    @property
    def newer(self) -> str:
        """Return the revision that the catalogue knows after the recorded one; empty where there is none."""
        known = legal_bases().get(self.rows[0].get("code") or "")
        listed = known.revisions if known else ()
        said = self.rows[0].get("revision_name") or ""
        later = listed[listed.index(said) + 1 :] if said in listed else ()
        return later[-1] if later else ""


def chains(rows: Sequence[Row], places: Places) -> list[Chain]:
    """Return the resolutions, each with those that it supersedes; two revisions may replace the same one.

    A chain that bites its tail ends there.
    """
    replaced = {places.key(row, row.get("supersedes")) for row in rows if row.get("supersedes")}
    heads = [row for row in rows if (row["office"], row["id"]) not in replaced]
    met: set[tuple[str, str]] = set()
    found = [Chain(tuple(_down(row, places, met))) for row in heads]
    loose = [row for row in rows if (row["office"], row["id"]) not in met]
    while loose:  # every one of them is replaced by another: a ring without a head
        newest = max(loose, key=lambda row: (row.get("adopted_on") or "", row["id"]))
        found.append(Chain(tuple(_down(newest, places, met))))
        loose = [row for row in loose if (row["office"], row["id"]) not in met]
    return sorted(found, key=lambda chain: (chain.rows[0].get("title") or "", chain.rows[0]["id"]))


def _down(row: Row, places: Places, met: set[tuple[str, str]]) -> Iterator[Row]:
    at: Row | None = row
    while at is not None and (at["office"], at["id"]) not in met:
        met.add((at["office"], at["id"]))
        yield at
        found = places.find(at, at.get("supersedes"))
        at = found[1] if found and found[0] == "legal_basis" else None


# What is owed by when


class Countdown(NamedTuple):
    """One thing that has to be done again and again."""

    code: str
    """`policy-review`, `monitoring`, `plan-review`, `sign-off`, `leadership`."""
    office: str
    clause: str
    last: str
    """The day on which it was done last; empty where it never was."""
    due: str
    """The day by which it has to be done next; empty where nothing says so."""
    left: int | None
    """Days until then, below zero when overdue; None where it is open, or done for the year."""
    record: Row | None = None
    """What it hangs on: the last review, the plan, the submission."""


def countdowns(picture: Picture, office: str) -> list[Countdown]:
    """Return what an office, or the Union, owes at intervals, with the days left on the picture's date."""
    return [
        _policy(picture, office),
        _monitoring(picture, office),
        *_plans(picture, office),
        _sign_off(picture, office),
        _leadership(picture, office),
    ]


def _policy(picture: Picture, office: str) -> Countdown:
    """Return the review of the policy; an office that has heard of none can't know when the next is due."""
    past = [row for row in picture.facts.get("policy_review", ()) if row["on"] <= picture.day]
    last = max(past, key=lambda row: row["on"], default=None)
    if last is None and office != UNION:
        return Countdown("policy-review", UNION, "REV-1", "", "", None)
    due = next_policy_review(picture)
    return Countdown(
        "policy-review", UNION, "REV-1", last["on"] if last else "", due, days(picture.day, due), last
    )


def _monitoring(picture: Picture, office: str) -> Countdown:
    own = [row for row in picture.facts.get("monitoring_round", ()) if row["office"] == office]
    past = [row for row in own if (row.get("closed_on") or "9999") <= picture.day]
    last = max(past, key=lambda row: row["closed_on"], default=None)
    due = next_monitoring(picture, office) or ""
    left = days(picture.day, due) if due else None
    return Countdown("monitoring", office, "MON-1", last["closed_on"] if last else "", due, left, last)


def _plans(picture: Picture, office: str) -> Iterator[Countdown]:
    for row in picture.facts.get("action_plan", ()):
        due = row.get("next_review_on")
        if row["office"] == office and due and row.get("status") != "closed" and in_force(row, picture.day):
            yield Countdown("plan-review", office, "PUR-4", "", due, days(picture.day, due), row)


def _sign_off(picture: Picture, office: str) -> Countdown:
    year = str(picture.context.year)
    own = [
        row
        for row in picture.facts.get("submission", ())
        if row["office"] == office and year in (row.get("period") or "")
    ]
    last = max(own, key=lambda row: (row.get("made_on") or "", row["id"]), default=None)
    signed = last.get("approved_on") or last.get("made_on") or "" if last and last.get("approved_by") else ""
    return Countdown("sign-off", office, "RESP-2", signed, "", None, last)


def _leadership(picture: Picture, office: str) -> Countdown:
    year = str(picture.context.year)
    acts = [
        row
        for row in picture.facts.get("governance_item", ())
        if row["office"] == office and row.get("type") == "leadership_act" and row["on"].startswith(year)
    ]
    last = max(acts, key=lambda row: row["on"], default=None)
    return Countdown("leadership", office, "SCO-1", last["on"] if last else "", "", None, last)
