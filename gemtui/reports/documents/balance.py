"""`balance`: committees with their verdicts, and staff as it may be published."""

from __future__ import annotations

from datetime import date

from gemtui import rules
from gemtui.locale import day, say
from gemtui.reports.documents.page import Paper
from gemtui.reports.documents.parts import committees
from gemtui.reports.documents.published import staffing
from gemtui.reports.findings import Checked, nameless
from gemtui.store import UNION, Store


def compose(db: Store, on: date, period: str, lang: str, office: str = "") -> Paper:
    """Return the report; at headquarters over all offices, or on the one that is named."""
    own = office or db.identity.office
    only = "" if own == UNION else own
    checked = nameless(Checked(db, on, period or str(rules.reporting_year(on))))
    made = Paper(say("report-balance", {"office": own, "day": day(on.isoformat(), lang)}, lang), lang=lang)
    made.figures |= {"report": "balance", "office": own, "on": on.isoformat()}
    committees(made, checked, only)
    staffing(made, checked, only)
    return made
