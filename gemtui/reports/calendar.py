"""All due dates as a list and as a calendar file (RFC 5545), which a phone or a mail program can read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from gemtui import locale, rules, store
from gemtui.reports.findings import Checked, nameless
from gemtui.reports.naming import reference, title
from gemtui.reports.standing import due_on, union_due_on
from gemtui.store import Store

AHEAD = timedelta(days=14)
"""How long before the day a calendar reminds of it."""


class DueDate(NamedTuple):
    """One entry: when, what, and the record it comes from."""

    on: str
    code: str
    words: str
    kind: str
    id: str
    """As a person here writes it: `ID` or `CODE/ID`; empty where no record is meant."""
    office: str
    clause: str


def due_list(db: Store, on: date, lang: str = "en") -> list[DueDate]:
    """Return everything that is due or overdue on a date, by day."""
    with db.reading():
        picture = nameless(Checked(db, on)).picture
        found = [_told(db, picture, one, lang) for one in rules.due_dates(picture)]
    return sorted([*found, *_reports(db, on, lang)])


def calendar_file(entries: Sequence[DueDate], made: datetime) -> bytes:
    """Return the entries as iCalendar: whole days, each with the same UID in every file, so that a newer file mends an older."""
    from icalendar import Alarm, Calendar, Event  # half a second that only this command needs

    calendar = Calendar()
    calendar.add("prodid", "-//gemtui//due dates//EN")
    calendar.add("version", "2.0")
    for entry in entries:
        event, alarm = Event(), Alarm()
        day = date.fromisoformat(entry.on)
        about = entry.id or entry.on[:4]
        event.add("uid", f"{entry.office}-{entry.code}-{about.replace('/', '-')}@gemtui")
        event.add("dtstamp", made)
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
        event.add("summary", locale.plain(entry.words))
        event.add("description", locale.plain(f"{entry.office} · {entry.clause}"))
        event.add("transp", "TRANSPARENT")
        alarm.add("action", "DISPLAY")
        alarm.add("description", locale.plain(entry.words))
        alarm.add("trigger", -AHEAD)
        event.add_component(alarm)
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _told(db: Store, picture: Any, one: rules.Due, lang: str) -> DueDate:
    row = picture.places.row({"office": one.office}, one.id) if one.id else None
    named = title(db, one.kind, row, picture.places) if row else one.office
    body = picture.places.row(row, row.get("committee")) if row and one.kind == "seat" else None
    if body:
        named = f"{named} · {title(db, 'committee', body, picture.places)}"
    words = locale.say(one.code, {"title": named}, lang)
    about = reference(db, one.office, one.id) if one.id else ""
    return DueDate(one.on, one.code, words, one.kind, about, one.office, one.clause)


def _reports(db: Store, on: date, lang: str) -> Iterator[DueDate]:
    """Yield the day by which the year's report has to be at headquarters; there, the Union's own day, too."""
    year, own = rules.reporting_year(on), db.identity.office
    days = {"due-report": due_on(year)}
    if own == store.UNION:
        days = {"due-offices-reports": due_on(year), "due-union-report": union_due_on(year)}
    for code, day in days.items():
        words = locale.say(code, {"year": year}, lang)
        yield DueDate(day.isoformat(), code, words, "submission", "", own, "REP-2")
