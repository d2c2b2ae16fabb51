"""Going to the very field that a finding or a step is about."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from gemtui import reports, store
from gemtui.locale import say
from gemtui.store import Store, StoreProblem
from gemtui.tui.listing import KIND
from gemtui.tui.sheets import Wanted

if TYPE_CHECKING:
    from gemtui.reports import Step
    from gemtui.tui.app import GemApp
    from gemtui.tui.screens.commanding import Commanding
    from gemtui.tui.screens.frame import Frame

Target = tuple[str, str, str, str]
"""Kind, office, id and field; without an id, the kind that is missing."""
TABS = {
    "open-conflict": (9, "conflicts"), "office-silent": (9, "board"), "ratings-unsettled": (5, "settlement"),
}  # fmt: skip
"""Screens and their tabs on which a step is done."""


def go_to(place: Commanding, target: Target) -> None:
    """Open the form at the field; a record that this store may not write is opened for reading."""
    kind, office, identifier, field = target
    db = place.desk.db
    if kind not in db.kinds:
        return
    if not identifier:
        begin(place, kind, field)
    elif may_write(db, kind, office):
        from gemtui.tui.screens.writing import Writing

        _push(place, Writing(Wanted(kind, identifier, office, at=field)))
    else:
        from gemtui.tui.screens.reading import Reading

        place.app.push_screen(Reading(kind, office, identifier, field))


def mend(place: Commanding, code: str, target: Target) -> None:
    """Do what mends a finding: go through the questions that it asks for, else open the form at its field."""
    kind, office, identifier, _ = target
    if (
        code == "programme-unassessed"
        and office == place.desk.office
        and may_write(place.desk.db, kind, office)
    ):
        from gemtui.tui.screens.assessing import Assessing

        _push(place, Assessing(Wanted("programme_assessment", given={"programme": identifier})))
    else:
        go_to(place, target)


def write(place: Commanding, wanted: Wanted, then: Callable[[Any], None]) -> None:
    """Open a form; where it could not be saved, say so before anybody types."""
    words = refusal(place.desk.db, wanted.kind, wanted.office or place.desk.office)
    if words:
        place.app.tell(words, "dim")
        return
    from gemtui.tui.screens.writing import Writing

    place.app.push_screen(Writing(wanted), then)


def begin(place: Commanding, kind: str, field: str) -> None:
    """Open the form of a new record; where this store may not make one, the screen on which they are."""
    if may_write(place.desk.db, kind, place.desk.office):
        from gemtui.tui.screens.writing import Writing

        place.app.action_go(place.desk.db.kinds[kind].about.screen)
        place.app.push_screen(Writing(Wanted(kind, at=field)))
    else:
        place.app.action_go(place.desk.db.kinds[kind].about.screen)


def take_step(place: Commanding, step: Step) -> None:
    """Do what a step of Home asks for, or go to the field where it is done."""
    from gemtui.tui.screens.writing import Writing

    if step.code == "monitoring-overdue":
        from gemtui.tui.screens.going_through import MonitoringRound

        db, on = place.desk.db, place.desk.today
        place.ask("plan", lambda: reports.plan_in_force(db, on), lambda p: _push(place, MonitoringRound(p)))
    elif step.rank == "begin" and may_write(place.desk.db, step.kind, place.desk.office):
        own = (
            {"code": place.desk.office} if step.kind == "office_unit" else {}
        )  # asked when the store was made
        _push(place, Writing(Wanted(step.kind, given=own, at=step.field)))  # and back for the next step
    elif step.rank == "request":
        from gemtui.tui.screens.deeds import comment

        db = place.desk.db
        _then = lambda row: _push(place, Writing(comment(place.desk, row)))  # noqa: E731
        place.ask(
            "remark", lambda: {**store.find(db, "remark", f"{step.office}/{step.id}"), KIND: "remark"}, _then
        )
    elif step.code == "report-unanswered":
        answered = {"submission": f"{step.office}/{step.id}"}
        _push(place, Writing(Wanted("receipt", office=step.office, given=answered, at=step.field)))
    elif step.code in TABS:
        turn_to_tab(place.app, *TABS[step.code])
    else:
        mend(place, step.code, (step.kind, step.office, step.id, step.field))


def turn_to_tab(app: GemApp, number: int, label: str) -> None:
    """Go to the tab of a screen that has this name."""
    app.action_go(number)
    labels = [tab.label for tab in getattr(app.screen, "tabs", ())]
    if label in labels:
        app.screen.turn_to(labels.index(label))  # type: ignore[attr-defined]


def _push(place: Commanding, screen: Frame) -> None:
    place.app.push_screen(screen, lambda saved: place.refill() if saved else None)


def may_write(db: Store, kind: str, office: str) -> bool:
    """Return whether this store may write records of that kind about that office."""
    try:
        store.may_write(db.identity, db.kinds[kind], office)
    except StoreProblem:
        return False
    return not db.read_only


def refusal(db: Store, kind: str, office: str) -> str:
    """Return why this store may not write that kind about that office; empty where it may, or no kind is named."""
    if db.read_only:
        return say("opened-read-only")
    try:
        if kind:
            store.may_write(db.identity, db.kinds[kind], office)
    except StoreProblem:
        about = db.kinds[kind].about
        if office == db.identity.office:
            who = "headquarters" if about.written_by == "headquarters" else "offices"
            return say("others-kind", {"records": about.plural, "who": who})
        return say("others-record", {"office": office})
    return ""
