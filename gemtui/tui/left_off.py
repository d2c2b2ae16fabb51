"""Where a person left off, kept beside the log: the last record or screen, offered on Home as one key; the last visit."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from gemtui.locale import day, say

if TYPE_CHECKING:
    from gemtui.reports import News
    from gemtui.store import Row, Store
    from gemtui.tui.app import GemApp
    from gemtui.tui.showing import Titles

SETTING = "left_off"
Place = dict[str, Any]
"""Screen, tab and integer id of the row; kind, office and id of a record that was open."""


@dataclass(frozen=True)
class GoOn:
    """What one key goes on with."""

    words: str
    place: Place
    draft: Row | None = None
    """What was typed and not saved, as the list of drafts has it: a form, a table, or a text in review."""


def place_of(screen: Any) -> Place | None:
    """Return where a screen is, None for Home and for dialogs; a form is known by its record."""
    wanted = getattr(screen, "wanted", None)
    if wanted is not None and hasattr(wanted, "draft_id"):
        return {"kind": wanted.kind, "office": wanted.office, "id": wanted.id} if wanted.id else None
    if getattr(screen, "identifier", "") and getattr(screen, "kind", ""):
        return {"kind": screen.kind, "office": screen.office, "id": screen.identifier}
    number = getattr(screen, "number", 0)
    if number < 2 or not hasattr(screen, "place"):
        return None
    return {"screen": number, "tab": screen.place, "entry": screen.table.rowid}


def note(screen: Any) -> None:
    """Keep in a thread where a screen is; the program may be ended at any moment."""
    app, place = screen.app, place_of(screen)
    if place is not None and app.desk.is_open and not app.desk.db.read_only:
        app.left_off = place
        app.ask("left off", lambda: keep(app.desk.db, place), lambda _: None)


def keep(db: Store, place: Place) -> None:
    """Keep where somebody is."""
    from gemtui import store

    store.put_setting(db, SETTING, json.dumps(place))


def keep_last(app: GemApp) -> None:
    """Keep where the person is at once: the program is about to end."""
    if not app.desk.is_open or app.desk.db.read_only:
        return
    for screen in reversed(app.screen_stack):
        place = place_of(screen)
        if place is not None:
            keep(app.desk.db, place)
            return


def go_on(app: GemApp) -> GoOn | None:
    """Return what to go on with: the latest draft, else the last record or screen; asks the store, so call it in a thread."""
    db, titles = app.desk.db, app.titles
    return _draft(db, titles, app.desk.today) or _place(db, titles, app.left_off or _kept(db))


def _draft(db: Store, titles: Titles, today: date) -> GoOn | None:
    from gemtui.tui.lists.drafts import drafts_of, is_line

    latest = next((row for row in drafts_of(db, titles) if not is_line(row)), None)
    if latest is None:
        return None
    at = str(latest["at"])
    when = at[11:16] if at[:10] == today.isoformat() else day(at[:10])
    return GoOn(say("restore-draft", {"at": when, "what": latest["title"]}), {}, latest)


def _kept(db: Store) -> Place | None:
    from gemtui import store

    try:
        place = json.loads(store.setting(db, SETTING, "null"))
    except ValueError:
        return None
    return place if isinstance(place, dict) else None


def _place(db: Store, titles: Titles, place: Place | None) -> GoOn | None:
    from gemtui import store
    from gemtui.tui.commands import SCREENS

    if place is None:
        return None
    kind = db.kinds.get(str(place.get("kind")))
    if kind is not None:
        row = store.row(db, kind.name, str(place.get("id")), str(place.get("office") or "") or None)
        return (
            GoOn(say("go-on", {"what": titles.title(kind, row)}), place)
            if row and not row["deleted"]
            else None
        )
    title = next((words for number, words, _ in SCREENS if number == place.get("screen")), "")
    return GoOn(say("go-on", {"what": title}), place) if title else None


def go(app: GemApp, found: GoOn) -> None:
    """Go there: the form, table or text with its draft, the record, or the row of a list."""
    from gemtui.tui.screens.reading import Reading
    from gemtui.tui.screens.taking_up import take_up

    place = found.place
    if found.draft is not None:
        take_up(app, found.draft)
    elif place.get("kind"):
        app.action_go(app.desk.db.kinds[place["kind"]].about.screen)
        app.push_screen(Reading(place["kind"], place["office"] or app.desk.office, place["id"]))
    else:
        turn_to(app, int(place["screen"]), int(place.get("tab") or 0), place.get("entry"))


def turn_to(app: GemApp, number: int, tab: int, entry: int | None = None) -> None:
    """Go to a screen, to one of its tabs, to a row."""
    app.action_go(number)
    turn = getattr(app.screen, "turn_to", None)
    if turn is not None:
        turn(tab, entry)


def visited(db: Store) -> News:
    """Return what is new since the last visit."""
    from gemtui import log, reports, store

    news = reports.news(db, store.setting(db, "last_visit"), store.setting(db, "last_marks"))
    is_same_day = news.since[:10] == log.stamp(db.around.clock.now())[:10]
    return reports.News() if is_same_day and not news.authors else news


def note_visit(db: Store) -> None:
    """Note that somebody was here; by itself, since another program may hold the store and nobody waits for that."""
    from gemtui import log, reports, store

    if not db.read_only:
        store.put_setting(db, "last_marks", reports.marks(db))
        store.put_setting(db, "last_visit", log.stamp(db.around.clock.now()))
