"""`un-swap`: one line for each indicator of the year's framework, as the reporting platform asks for it."""

from __future__ import annotations

from datetime import date

from gemtui import reference, rules
from gemtui.locale import say
from gemtui.reports.documents.ahead import projections
from gemtui.reports.documents.page import Paper
from gemtui.reports.documents.parts import findings, indicators
from gemtui.reports.documents.through_years import over_the_years, own_indicators
from gemtui.reports.findings import Checked, nameless
from gemtui.store import UNION, Store


def compose(db: Store, on: date, period: str, lang: str, office: str = "") -> Paper:
    """Return the report: the Union's settled ratings at headquarters, an office's own contribution elsewhere, or where one is named."""
    own = office or db.identity.office
    checked = nameless(Checked(db, on, period or str(rules.reporting_year(on))))
    year = checked.context.year
    framework = reference.framework_of_year(year)
    facts = {"office": own, "year": year, "framework": framework.title if framework else "–"}
    made = Paper(say("report-un-swap", facts, lang), lang=lang)
    open_ = indicators(made, checked, own, year)
    over_the_years(made, checked, own, year)
    own_indicators(made, checked, own, year)
    projections(made, checked, "" if own == UNION else own)
    wrong = [one for one in checked.findings if one.level == "error" and one.office == own]
    made.draft = bool(open_ or wrong)
    made.figures |= {"report": "un-swap", "office": own, "period": year, "draft": made.draft}
    if open_:
        listed = ", ".join(f"PI {indicator.number}" for indicator in open_)
        made.lines.append(say("report-not-rated", {"indicators": listed, "count": len(open_)}, lang))
    if own == UNION or wrong:
        findings(made, checked, own, ("error",))
    return made
