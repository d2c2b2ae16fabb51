"""Headquarters' receipts: which reports are answered by a word, of one office or of two hundred at once. Source: clause REP-1."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from gemtui import rules, store
from gemtui.reports.findings import Checked
from gemtui.reports.standing import Standing, expected, standings
from gemtui.rules import Row
from gemtui.store import Edit, Saved, Store

DECISIONS = ("received", "accepted", "returned")
OPEN = ("received",)
"""Headquarters' words that are not its last one on a report."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What headquarters says to a report."""

    decision: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Answering:
    """Which reports a word answers, and which offices are left out, with the code of why."""

    answered: tuple[Row, ...] = ()
    """The submissions, by office."""
    left: tuple[tuple[str, str], ...] = ()


def read_answer(typed: str) -> Answer | None:
    """Return what a line says, `returned: PI 14 needs a plan`: the beginning of a decision, a colon, a note; None for none."""
    word, _, note = typed.partition(":")
    start = word.strip().lower()
    found = [each for each in DECISIONS if start and each.startswith(start)]
    return Answer(found[0], note.strip()) if len(found) == 1 else None


def to_answer(
    db: Store, on: date, decision: str, offices: Sequence[str] | None = None, period: str = ""
) -> Answering:
    """Return what a decision answers among a year's reports: of these offices, or of all that wait for a word.

    Where nobody names them, none is accepted in which `check` finds errors. Raises StoreProblem not-permitted at an office.
    """
    store.may_write(db.identity, store.kind_of(db, "receipt"), store.UNION)
    checked = Checked(db, on, period or str(rules.reporting_year(on)))
    facts = checked.picture.facts
    known = expected(db, facts)
    standing = standings(db, facts, checked.context.year, checked.on, known)
    chosen = [o for o in known if _waits(standing[o], decision)] if offices is None else offices
    answered, left = list[Row](), list[tuple[str, str]]()
    for office in dict.fromkeys(chosen):
        one = standing.get(office)
        made = one.submission if one else None
        if one is None:
            left.append((office, "unknown-office"))
        elif made is None:
            left.append((office, "nothing-arrived"))
        elif one.receipt is not None and one.receipt["decision"] == decision:
            left.append((office, "answered-so"))
        elif offices is None and decision == "accepted" and checked.count("error", office):
            left.append((office, "has-errors"))
        else:
            answered.append(made)
    return Answering(tuple(answered), tuple(left))


def _waits(one: Standing, decision: str) -> bool:
    if one.submission is None:
        return False
    said = one.receipt["decision"] if one.receipt else None
    return said is None or (said in OPEN and said != decision)


def answer_reports(db: Store, submissions: Sequence[Row], answer: Answer, on: date) -> list[Saved]:
    """Save a receipt for each of these submissions, all or none, as one action to undo; raises Refused, StoreProblem."""
    said = {"decision": answer.decision, "decided_on": on.isoformat(), "note": answer.note or None}
    edits = [
        Edit("receipt", {"submission": made["id"], **said}, office=made["office"]) for made in submissions
    ]
    return store.save_all(db, edits, "receipts") if edits else []
