"""The reports: which there are, in which formats, and who makes them. Figures first, with ids; then the paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from importlib import import_module

from gemtui import rules, store
from gemtui.reports.documents.page import Paper
from gemtui.reports.documents.sources import add_sources
from gemtui.store import Store

REPORTS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "council": ("council", ("docx", "html", "md", "json")),
    "un-swap": ("un_swap", ("xlsx", "docx", "json")),
    "action-plan": ("action_plan", ("docx", "xlsx", "html", "json")),
    "office": ("office", ("html", "docx", "json")),
    "balance": ("balance", ("html", "docx", "json")),
    "practice": ("practice", ("docx", "html", "md", "json")),
    "board": ("board", ("html", "json")),
}
"""Name to module and the endings that it can be written with (spec/cli.md, `report`)."""

AT_HEADQUARTERS = frozenset({"board", "council"})
ON_AN_OFFICE = frozenset(REPORTS) - AT_HEADQUARTERS
"""Reports that headquarters can make on one office, too."""
OF_ONE = frozenset({"practice"})
"""Reports that can be made of a single record."""


class ReportProblem(Exception):
    """A report that can't be made so.

    `no-such-report`, `no-such-format`, `no-ending`, `headquarters-report`, `nothing-of-office`, `not-of-one-record`.
    """

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts: dict[str, object] = facts


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which report, and how."""

    name: str
    suffix: str
    """The file's ending, without its dot."""
    on: date
    period: str = ""
    """A year, or two; empty for the one that is reported on the day."""
    lang: str = "en"
    office: str = ""
    """Whom it is about; empty for the own office, at headquarters for all."""
    record: str = ""
    """The record that it is about, where it is about one."""


def paper(db: Store, wanted: Wanted) -> Paper:
    """Return a report; raises ReportProblem."""
    if wanted.name not in REPORTS:
        raise ReportProblem("no-such-report", name=wanted.name, names=", ".join(REPORTS))
    module, formats = REPORTS[wanted.name]
    if wanted.suffix not in formats:
        listed = ", ".join(f".{each}" for each in formats)
        code = "no-such-format" if wanted.suffix else "no-ending"
        raise ReportProblem(code, name=wanted.name, suffix=wanted.suffix, formats=listed)
    if wanted.name in AT_HEADQUARTERS and db.identity.office != store.UNION:
        raise ReportProblem("headquarters-report", name=wanted.name, office=db.identity.office)
    if wanted.office and (wanted.name not in ON_AN_OFFICE or not store.streams(db, wanted.office)):
        raise ReportProblem("nothing-of-office", name=wanted.name, office=wanted.office)
    if wanted.record and wanted.name not in OF_ONE:
        raise ReportProblem("not-of-one-record", name=wanted.name, names=", ".join(sorted(OF_ONE)))
    made = import_module(f"gemtui.reports.documents.{module}")
    with db.reading():
        given = (db, wanted.on, wanted.period, wanted.lang)
        about = {name: value for name in ("office", "record") if (value := getattr(wanted, name))}
        found: Paper = made.compose(*given, **about)
        year = int(wanted.period[-4:] or rules.reporting_year(wanted.on))
        add_sources(found, db, wanted.on, year)
    return found
