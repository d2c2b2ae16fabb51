"""When each level of staff would reach parity, with what is assumed: only what gives no small count away.

Source: clause OA-A1; balance-rules.md, sections 9 and 10. Neither sizes nor shares of a level are told here: beside
the public staff table they would tell those of the levels that are left out.
"""

from __future__ import annotations

from typing import Any

from gemtui import rules
from gemtui.locale import day, say, share
from gemtui.reports.documents.page import Paper
from gemtui.reports.documents.parts import HIDDEN, office_rows
from gemtui.reports.documents.published import reference_day
from gemtui.reports.findings import Checked
from gemtui.reports.naming import fraction
from gemtui.reports.staff_words import decimal, flow_words, linear_words
from gemtui.rules import workforce
from gemtui.rules.projection import NO_FLOWS, NO_TREND, REACHED, TOO_FEW
from gemtui.rules.suppression import PERCENT_BASE
from gemtui.rules.workforce import Part, Standing


def projections(paper: Paper, checked: Checked, office: str = "") -> None:
    """Add a line for each level that has a projection, of an office or of the whole; each with its assumptions."""
    as_of = reference_day(checked.on)
    part = Part(workforce.WHOLE, "", *(office_rows(checked, kind, office) for kind in NEEDED))
    held = [one for one in workforce.standings(part, as_of) if _may_be_told(one)]
    paper.figures["projections"] = [_figure(one) for one in held]
    rows = [
        (
            one.line.name, _trend(one, paper.lang), _counts(one, paper.lang),
            _flows(one, paper.lang) if _are_flows_told(one) else HIDDEN,
        )
        for one in held
    ]  # fmt: skip
    facts = {"day": day(as_of.isoformat(), paper.lang), "least": rules.THRESHOLD, "base": PERCENT_BASE}
    columns = ("line", "by-trend", "assumed-from", "by-flows")
    paper.add("part-projections", columns, rows, note=say("report-projections", facts, paper.lang))


NEEDED = ("staffing_snapshot", "recruitment_exercise")


def _may_be_told(one: Standing) -> bool:
    heads = one.line.balance.counts
    is_small = min(heads.women, heads.men) < rules.THRESHOLD
    return not is_small and one.linear.answer not in (TOO_FEW, NO_TREND)


def _are_flows_told(one: Standing) -> bool:
    """Return whether who came and left were enough not to be told one by one."""
    if one.flow.answer in (TOO_FEW, NO_FLOWS) or one.assumed.leaving is None or one.assumed.women is None:
        return False
    if one.flows is not None and one.flows.years:
        return one.flows.appointed.base >= PERCENT_BASE and one.flows.left.total >= rules.THRESHOLD
    return one.selected.base >= PERCENT_BASE


def _trend(one: Standing, lang: str) -> str:
    if one.linear.answer == REACHED:
        return say("flow-reached", {}, lang)
    return linear_words(one.linear, None, lang)


def _counts(one: Standing, lang: str) -> str:
    return say("from-counts", {"since": day(one.linear.since, lang), "until": day(one.day, lang)}, lang)


def _flows(one: Standing, lang: str) -> str:
    facts = {"leaving": _leaving(one), "women": share(one.assumed.women)}
    told = {"answer": flow_words(one.flow, lang), "assumed": say("report-flow-assumes", facts, lang)}
    return say("flow-as-if", told, lang)


def _leaving(one: Standing) -> str:
    return decimal(one.assumed.leaving).removesuffix(".0")


def _figure(one: Standing) -> dict[str, Any]:
    linear, flow = one.linear, one.flow
    told: dict[str, Any] = {
        "line": one.line.name,
        "linear": {
            "answer": linear.answer, "increment": decimal(linear.increment) or None, "years": linear.years,
            "year": linear.year, "since": linear.since or None, "until": one.day,
        },
        "flow": None, "ids": sorted({*one.line.sources, *(one.flows.sources if one.flows else ()), *one.vacancies}),
    }  # fmt: skip
    if _are_flows_told(one):
        told["flow"] = {
            "answer": flow.answer, "years": flow.years, "year": flow.year, "balanced_in": flow.balanced_in,
            "leaving": _leaving(one), "women": fraction(one.assumed.women),
        }  # fmt: skip
    return told
