"""What headquarters sees of an office's cycle beside the figures: who signed off, who acts, what changed late."""

from __future__ import annotations

from datetime import date

from gemtui import locale, rules, store
from gemtui.locale import say
from gemtui.reports.findings import Checked
from gemtui.reports.standing import Standing, expected, standings
from gemtui.rules import Row
from gemtui.store import Store


def acting(checked: Checked, office: str) -> Row | None:
    """Return the appointment that acts for an office's focal point on the day, or None."""
    held = (row for row in checked.picture.facts.get("focal_point", ()) if row["office"] == office)
    return next(iter(rules.acting(held, checked.on)), None)


def acting_words(row: Row | None, lang: str = "en") -> str:
    """Return in a sentence that an alternate acts, and until when; empty where nobody does."""
    if row is None:
        return ""
    until = row.get("acts_until")
    if not until:
        return say("acts-open", {"day": locale.day(str(row["acts_from"]), lang)}, lang)
    return say("acts-until", {"day": locale.day(str(until), lang)}, lang)


def cycle_of(checked: Checked, office: str, standing: Standing | None, lang: str = "en") -> list[str]:
    """Return sentences on an office's report: the sign-off, changes after it was accepted, the alternate who acts."""
    made = standing.submission if standing else None
    told = []
    if made is not None and standing is not None:
        by, on = made.get("approved_by"), made.get("approved_on")
        facts = {"role": by, "day": locale.day(str(on), lang) if on else "–"}
        told.append(say("report-signed-off" if by else "report-not-signed-off", facts, lang))
        late = store.late(checked.db, office)
        if late:
            told.append(say("changed-late", {"count": len(late)}, lang))
    return [*told, *filter(None, [acting_words(acting(checked, office), lang)])]


def cycles(db: Store, on: date, lang: str = "en") -> list[tuple[str, list[str]]]:
    """Return the offices of which headquarters has something to see beside the figures, with the sentences."""
    with db.reading():
        checked = Checked(db, on, str(rules.reporting_year(on)))
        listed = expected(db, checked.picture.facts)
        found = standings(db, checked.picture.facts, checked.context.year, on, listed)
        told = [(office, cycle_of(checked, office, found[office], lang)) for office in listed]
        return [(office, words) for office, words in told if words]
