"""What stands before sending, and the bundles that went out and came in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from gemtui import reports, rules, store
from gemtui.locale import choice, day, plain, say, so_many
from gemtui.store import Note, Row
from gemtui.tui.listing import in_line
from gemtui.tui.lists import arrived
from gemtui.tui.lists.tab import Around
from gemtui.tui.widgets.cells import Column, Part
from gemtui.tui.widgets.computed import Computed, Worked
from gemtui.tui.widgets.pane import Line, wrapped

NOTE = "_note"
REASON = 4
"""Lines for why a bundle was refused, and what to do; Enter shows all of it."""
TAKEN = ("merged", "nothing-new", "exported")
LINES = (
    Column("label", "", 22, lambda row: (row["label"], "strong"), sorts=False),
    Column("words", "", 40, lambda row: row["words"], grows=True, sorts=False),
)
NOTES = (
    Column("at", "When", 17, lambda row: f"{day(row[NOTE].at[:10])} {row[NOTE].at[11:16]}"),
    Column("kind", "Kind", 10, lambda row: row[NOTE].kind or "–"),
    Column("of", "Office", 8, lambda row: row[NOTE].office or "–"),
    Column("period", "Period", 9, lambda row: row[NOTE].period or "–"),
    Column("verdict", "What became of it", 24, lambda row: _verdict(row[NOTE]), grows=True),
)


def report(around: Around) -> Computed:
    """Return what stands before sending: state, findings, what headquarters will see."""
    return Computed(LINES, lambda: Worked([{**row, "entry": n} for n, row in enumerate(_report(around))]))


def _report(around: Around) -> Iterator[Row]:
    db = around.db
    checked = reports.Checked(db, around.on)
    year = checked.context.year
    standing = reports.standings(db, checked.picture.facts, year, around.on, [db.identity.office])[
        db.identity.office
    ]
    since = reports.changes_since(db, standing.submission) if standing.submission else 0
    state = say(f"state-{standing.state}")
    yield {
        "label": f"REPORT {year}",
        "words": [(state, ""), (f" · {so_many(since, 'change')} since" if since else "", "accent")],
    }
    left = (reports.due_on(year) - around.on).days
    when = f"in {so_many(left, 'day')}" if left >= 0 else f"{so_many(-left, 'day')} late"
    yield {
        "label": "DUE",
        "words": [(day(reports.due_on(year).isoformat()), ""), (f"  {when}", "" if left >= 0 else "alarm")],
    }
    errors, warnings, gaps = (checked.count(level) for level in ("error", "warning", "gap"))
    stops: list[Part] = [
        (
            so_many(errors, "error stops it", "errors stop it") if errors else "nothing stops it",
            "alarm" if errors else "ok",
        )
    ]
    along = f" · {so_many(warnings, 'warning goes along', 'warnings go along')} · {so_many(gaps, 'gap')}"
    yield {
        "label": "BEFORE YOU SEND",
        "words": [*stops, (along, "dim")],
        "action": "check",
    }
    yield _complete(checked)
    yield _sign_off(standing.submission)
    counts = store.counts(db)
    seen = [
        so_many(counts[k], in_line(db.kinds[k].about.label), in_line(db.kinds[k].about.plural))
        for k in ("action", "committee", "indicator_entry")
        if counts[k]
    ]
    yield {"label": "HEADQUARTERS WILL SEE", "words": ", ".join(seen) or "nothing yet"}
    names = sum(1 for row in store.rows(db, "person") if row.get("name"))
    yield {
        "label": "STAYS IN THE OFFICE",
        "words": f"{so_many(names, 'name')}; x shows what leaves before it is written",
        "action": "send",
    }
    if standing.submission:
        yield {"label": "HEADQUARTERS HAS", "words": [arrived.tally(around)], "tab": "at headquarters"}
    asked = sum(1 for thread in rules.threads(store.remarks(db)) if thread.state == "open")
    if asked:
        yield {
            "label": "REMARKS",
            "words": [(f"{asked} {'waits' if asked == 1 else 'wait'} for an answer", "accent")],
            "tab": "remarks",
        }
    yield {"label": "CONFLICTS", "words": f"{len(store.conflicts(db))} open", "tab": "conflicts"}


def _complete(checked: reports.Checked) -> Row:
    found = checked.completeness(checked.context.office)
    done, due = rules.filled(found)
    missing = ", ".join(choice(section) for section, (there, _) in found.items() if not there)
    words: list[Part] = [(f"{done} of {due} sections", "ok" if done == due else "")]
    return {"label": "COMPLETE", "words": [*words, (f" · missing: {missing}" if missing else "", "dim")]}


def _sign_off(made: Mapping[str, Any] | None) -> Row:
    """Return who signed the report off; Enter on it asks."""
    by, on = (made or {}).get("approved_by"), (made or {}).get("approved_on")
    words: Part = (say("not-signed-off"), "dim")
    if by:
        words = (say("signed-off-by", {"role": by, "day": day(on)}), "ok")
    return {"label": "SIGNED OFF", "words": words, "action": "sign_off"}


def sent(around: Around) -> Computed:
    """Return the bundles that went out, the newest first."""
    return _journal(around, "out", ("Nothing was sent yet.", "x shows what would leave, then asks."))


def received(around: Around) -> Computed:
    """Return the bundles that came in, taken or refused, the newest first."""
    return _journal(around, "in", ("Nothing came in yet.", "i looks into a bundle, then asks."))


def _journal(around: Around, direction: str, empty: tuple[str, ...]) -> Computed:
    def work() -> Worked:
        notes = [note for note in store.journal(around.db) if note.direction == direction]
        return Worked([{"entry": n, NOTE: note} for n, note in reversed(list(enumerate(notes)))])

    return Computed(NOTES, work, empty)


def _verdict(note: Note) -> Part:
    if note.verdict == "exported":
        return f"written, {so_many(note.facts.get('records') or 0, 'record')}", ""
    if note.verdict in TAKEN:
        return (
            ("nothing new in it", "dim")
            if note.verdict == "nothing-new"
            else (f"merged, {so_many(note.facts.get('new') or 0, 'new change')}", "ok")
        )
    return plain(f"✗ refused: {note.bundle} ({note.verdict})"), "alarm"


def detail(row: Row, width: int) -> list[Line]:
    """Return a bundle's name, digest, signer, and why it was refused."""
    note: Note = row[NOTE]
    lines: list[Line] = [[(plain(note.bundle), "strong")]]
    if note.verdict not in TAKEN:
        reason = wrapped(_refusal(note), width, "alarm", REASON)
        is_cut = len(reason) == REASON and str(reason[-1][0][0]).endswith("…")
        lines += [*reason, *([[(say("enter-shows-all"), "")]] if is_cut else [])]
    if note.signer:
        lines.append([(plain(f"signed by {note.signer} {note.fingerprint or ''}"), "")])
    return [*lines, [(f"SHA-256 {note.digest}", "dim")]]


def _refusal(note: Note) -> str:
    return say(f"refused.{note.verdict}", {"where": note.bundle, **note.facts})


def told(row: Row) -> list[str]:
    """Return all that is known of a bundle, in sentences: what became of it, who signed it, its digest."""
    note: Note = row[NOTE]
    became = _verdict(note)[0] if note.verdict in TAKEN else _refusal(note)
    signed = f"signed by {note.signer} {note.fingerprint or ''}" if note.signer else ""
    when = f"{day(note.at[:10])} {note.at[11:16]} UTC"
    about = " · ".join(filter(None, (note.kind, note.office, note.period)))
    return list(filter(None, (f"{when}  {about}".strip(), became, signed, f"SHA-256 {note.digest}")))
