"""The policy, clause by clause, with what answers it: the part of a report that shows where it stands."""

from __future__ import annotations

from gemtui import rules
from gemtui.locale import say
from gemtui.reports.documents.page import Cell, Paper
from gemtui.reports.findings import Checked, clause_state
from gemtui.reports.naming import reference


def clauses(paper: Paper, checked: Checked, office: str = "") -> None:
    """Add every clause with its state, its records and, over all offices, how many of them answer it."""
    found = rules.answers(checked.picture, office)
    states = {one.clause.id: clause_state(one, office or checked.db.identity.office) for one in found}
    paper.figures["policy"] = [
        {
            "clause": one.clause.id, "state": states[one.clause.id],
            "offices": sorted({of for _, of, _ in one.records}),
            "ids": sorted(reference(checked.db, of, identifier) for _, of, identifier in one.records),
        }
        for one in found
    ]  # fmt: skip
    rows: list[tuple[Cell, ...]] = [
        (
            one.clause.id, one.clause.title, say(f"clause-{states[one.clause.id]}", {}, paper.lang), len(one.records),
            *([] if office else [len({of for _, of, _ in one.records})]),
        )
        for one in found
    ]  # fmt: skip
    columns = ("clause", "asks", "state", "records", *(() if office else ("offices",)))
    asked = [state for state in states.values() if state in ("answered", "gap")]
    facts = {"answered": asked.count("answered"), "asked": len(asked)}
    note = say("report-clauses", facts, paper.lang)
    paper.add("part-policy", columns, rows, numbers=(3, 4), note=note)
