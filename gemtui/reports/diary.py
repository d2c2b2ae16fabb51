"""The diary of evidence in a store: its lines, writing one, and taking them into an indicator's answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from gemtui import locale, reference, rules, store
from gemtui.records import read_day
from gemtui.reference import Indicator
from gemtui.rules import Noted
from gemtui.store import Edit, Problem, Refused, Row, Saved, Store, View


def diary_lines(db: Store, year: int = 0, office: str = "") -> list[Row]:
    """Return the diary's lines, the newest first; those of one year, or of one office, where it is named."""
    rows = store.rows(db, "evidence", office=office) if office else store.rows(db, "evidence")
    held = [row for row in rows if rules.is_line(row) and str(row["on"]).startswith(str(year or ""))]
    return sorted(held, key=lambda row: (str(row["on"]), row["id"]), reverse=True)


def speaking(db: Store, indicator: Indicator, year: int) -> list[Row]:
    """Return the own office's lines that speak to an indicator in a year, by day."""
    own = db.identity.office
    return [dict(row) for row in rules.speaking(store.rows(db, "evidence", office=own), indicator, year, own)]


def note_down(db: Store, noted: Noted, on: date, usual: Sequence[str] = ()) -> Saved:
    """Save a line of the diary and return it; `usual` are the indicators of a line that names none.

    Raises Refused for an indicator that the day's year does not have, Unreadable for a day that is none.
    """
    day = read_day(noted.day, on) if noted.day else on.isoformat()
    framework = reference.framework_of_year(int(day[:4]))
    named = rules.numbered(framework, noted.numbers) if framework else None
    if noted.numbers and named is None:
        facts = {"numbers": ", ".join(map(str, noted.numbers)), "year": day[:4]}
        raise Refused([Problem("indicators", "no-such-indicators", facts)])
    values = {
        "on": day,
        "title": noted.text,
        "indicators": list(named or usual) or None,
        "reference": noted.reference or None,
    }
    return store.save(db, Edit("evidence", values))


@dataclass(frozen=True, slots=True)
class Taken:
    """What an answer took from the diary."""

    entry: Row
    lines: int
    """Lines that its explanation says now."""
    evidence: int
    """Lines that stand behind it as evidence, with a file or a reference."""
    changed: bool


def take_lines(
    db: Store, indicator: Indicator, year: int, entry: Row | None = None, lang: str = "en"
) -> Taken | None:
    """Take the lines that speak to an indicator into its answer, which is made where there is none; as one step of undo.

    The explanation gets their words, and those with a file or a reference become evidence. None where no line speaks
    to the indicator. Raises what a save raises.
    """
    lines = speaking(db, indicator, year)
    if not lines:
        return None
    framework = reference.framework_of_year(year)
    held = dict(entry) if entry else {"id": db.around.ids.uuid7(), "office": db.identity.office}
    words = rules.added(held.get("explanation"), (in_words(line, lang) for line in lines))
    edits = []
    if words != (held.get("explanation") or ""):
        values: dict[str, Any] = {"explanation": words}
        if entry is None:
            values |= {
                "framework": framework.code if framework else "",
                "indicator": indicator.id,
                "period": year,
            }
        at = {"id": f"{held['office']}/{held['id']}"} if entry else {"new_id": held["id"]}
        edits.append(Edit("indicator_entry", values, **at))
    proofs = [(line, proof) for line in lines if (proof := rules.behind(line, held)) is not None]
    known = {(row.get("title"), row.get("sha256"), row.get("reference")) for row in _evidence_of(db, held)}
    for line, proof in proofs:
        if not line.get("subject"):
            edits.append(Edit("evidence", proof, id=f"{line['office']}/{line['id']}"))
        elif (line.get("title"), line.get("sha256"), line.get("reference")) not in known:
            edits.append(Edit("evidence", proof))
    saved = store.save_all(db, edits, "diary") if edits else []
    row = next((one.row for one in saved if one.kind == "indicator_entry"), held)
    return Taken(row, len(lines), len(proofs), any(one.changed for one in saved))


def in_words(line: Row, lang: str = "en") -> str:
    """Return a line as it stands in an explanation."""
    return rules.told(line, locale.day(str(line["on"]), lang))


def _evidence_of(db: Store, entry: Row) -> list[Row]:
    ids = store.rowids(db, "evidence", View(where={"subject": entry["id"]}))
    return store.block(db, "evidence", ids)
