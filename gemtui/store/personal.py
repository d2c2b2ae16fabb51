"""The person's own notes beside the log: drafts, flags, settings. They never travel."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from gemtui import log
from gemtui.store.connection import upsert
from gemtui.store.handle import Store
from gemtui.store.layout import meta, put_meta

OWN_SETTINGS = frozenset(
    {"office", "role", "author", "workspace", "place", "kinds", "program", "journal", "version", "catalogues"}
)
"""Notes of the store itself, which no setting may overwrite."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What was typed into a form and not saved yet."""

    kind: str
    id: str
    """Empty for a record that is new."""
    at: str
    answers: dict[str, str]
    seen: dict[str, int]


def put_draft(
    db: Store, kind: str, identifier: str, answers: Mapping[str, str], seen: Mapping[str, int] | None = None
) -> None:
    """Keep what is typed so far, as typed; durable when this returns."""
    with db.writing() as connection:
        connection.execute(
            upsert("draft", ("kind", "id", "at", "answers", "seen"), ("kind", "id")),
            (
                kind,
                identifier,
                log.stamp(db.around.clock.now()),
                json.dumps(dict(answers)),
                json.dumps(dict(seen or {})),
            ),
        )


def drafts(db: Store, kind: str = "", identifier: str | None = None) -> list[Draft]:
    """Return the drafts, the newest first; all, a kind's, or a record's."""
    with db.reading() as connection:
        found = connection.execute(
            "SELECT kind, id, at, answers, seen FROM draft ORDER BY at DESC, kind, id"
        ).fetchall()
    every = [Draft(k, i, at, json.loads(answers), json.loads(seen)) for k, i, at, answers, seen in found]
    return [d for d in every if (not kind or d.kind == kind) and (identifier is None or d.id == identifier)]


def drop_draft(db: Store, kind: str, identifier: str) -> None:
    """Forget a draft, after its save or when the person says so."""
    with db.writing() as connection:
        connection.execute("DELETE FROM draft WHERE kind = ? AND id = ?", (kind, identifier))


def toggle_flag(db: Store, kind: str, office: str, identifier: str) -> bool:
    """Flag a record for follow-up, or take the flag away; returns whether it is flagged now."""
    with db.writing() as connection:
        gone = connection.execute(
            "DELETE FROM flag WHERE office = ? AND id = ?", (office, identifier)
        ).rowcount
        if not gone:
            connection.execute("INSERT INTO flag VALUES (?, ?, ?)", (office, identifier, kind))
    return not gone


def flags(db: Store) -> set[tuple[str, str]]:
    """Return (office, id) of each flagged record."""
    with db.reading() as connection:
        return set(connection.execute("SELECT office, id FROM flag").fetchall())


def flagged(db: Store) -> list[tuple[str, str, str]]:
    """Return kind, office and id of each flagged record, in that order."""
    with db.reading() as connection:
        return connection.execute("SELECT kind, office, id FROM flag ORDER BY kind, office, id").fetchall()


def setting(db: Store, key: str, default: str = "") -> str:
    """Return a setting of this store, as text."""
    with db.reading() as connection:
        return meta(connection, key) or default


def put_setting(db: Store, key: str, value: str | None) -> None:
    """Keep a setting, or drop it with None; raises KeyError for the store's own notes."""
    if key in OWN_SETTINGS:
        raise KeyError(key)
    with db.writing() as connection:
        put_meta(connection, key, value)
