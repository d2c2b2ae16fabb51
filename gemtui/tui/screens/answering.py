"""The marked reports of the board answered at once: one line says headquarters' word, and each gets its receipt."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from gemtui import reports, store
from gemtui.locale import choice, say
from gemtui.records import Unreadable
from gemtui.store import Row
from gemtui.tui.screens.asking_line import AskLine

if TYPE_CHECKING:
    from gemtui.tui.screens.doing import RecordPlace

NAMED = 6
"""Offices that the question names one by one."""


def answer_marked(place: RecordPlace) -> None:
    """Ask what headquarters says to the marked reports, and save a receipt for each as one step of undo."""
    chosen, source = place.table.chosen, place.table.source
    place.ask("answer", lambda: source.block(chosen), lambda rows: _ask(place, rows))


def _ask(place: RecordPlace, rows: Sequence[Row]) -> None:
    offices = [row["office_of_board"] for row in rows if row.get("submission_of_board")]
    if not offices:
        place.app.tell(say("none-arrived"), "dim")
        return
    more = len(offices) - NAMED
    named = ", ".join(offices[:NAMED])
    named = say("and-more", {"what": named, "count": more}) if more > 0 else named
    asked = say("answer-asks", {"count": len(offices), "offices": named})
    silent = len(rows) - len(offices)
    hint = say("answer-how") + (f" {say('answer-silent', {'count': silent})}" if silent else "")
    line = AskLine(asked, hint, echo=lambda text: _meaning(text, len(offices)), about=" ".join(offices))
    place.app.push_screen(line, lambda text: _take(place, offices, text))


def _meaning(text: str, count: int) -> str:
    said = reports.read_answer(text)
    if said is None:
        raise Unreadable("no-decision", decisions=", ".join(reports.DECISIONS))
    facts = {"count": count, "decision": choice(said.decision), "note": said.note}
    return say("answer-means-noted" if said.note else "answer-means", facts)


def _take(place: RecordPlace, offices: Sequence[str], text: str | None) -> None:
    said = reports.read_answer(text) if text else None
    if said is None:
        return
    db, today = place.desk.db, place.desk.today

    def work() -> str:
        found = reports.to_answer(db, today, said.decision, offices)
        saved: list[store.Saved] = reports.answer_reports(db, found.answered, said, today)
        facts = {"count": len(saved), "decision": choice(said.decision)}
        left = {"offices": ", ".join(office for office, _ in found.left)}
        return say("answered", facts) + (f" {say('answered-before', left)}" if found.left else "")

    place.ask("answer", work, place.done)
