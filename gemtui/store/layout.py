"""The tables of a store: its own, and one a kind of record."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

import orjson

from gemtui.records import SCHEMA, Kind, described
from gemtui.store.connection import Connection, SQLite, upsert
from gemtui.store.handle import Identity
from gemtui.store.problems import StoreProblem

APPLICATION_ID = 0x47454D31  # "GEM1": tells our files from any other SQLite file
LAYOUT = 1
"""Number of the store's own tables: one more whenever they change."""

VERSION = LAYOUT * 1000 + SCHEMA
"""Kept as `user_version`: own tables and kinds of record; a store with a higher one is from a newer program."""

# Keys stand first in a table without rowids: SQLite 3.40's integrity_check takes the others' places for NULL else.
OWN_TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE change (
  office TEXT NOT NULL, home INTEGER NOT NULL, workspace TEXT NOT NULL, seq INTEGER NOT NULL,
  record TEXT NOT NULL, hash TEXT NOT NULL, line BLOB NOT NULL,
  PRIMARY KEY (office, home, workspace, seq)) WITHOUT ROWID;
CREATE INDEX change_of_record ON change (office, record);
CREATE TABLE outside (
  office TEXT NOT NULL, home INTEGER NOT NULL, workspace TEXT NOT NULL, seq INTEGER NOT NULL,
  record TEXT NOT NULL, code TEXT NOT NULL, facts TEXT NOT NULL,
  PRIMARY KEY (office, home, workspace, seq)) WITHOUT ROWID;
CREATE TABLE stream (
  office TEXT NOT NULL, home INTEGER NOT NULL, workspace TEXT NOT NULL,
  seq INTEGER NOT NULL, hash TEXT NOT NULL,
  PRIMARY KEY (office, home, workspace)) WITHOUT ROWID;
CREATE TABLE workspace (workspace TEXT PRIMARY KEY, principal TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE seal (
  office TEXT NOT NULL, home INTEGER NOT NULL, workspace TEXT NOT NULL,
  seq INTEGER NOT NULL, line BLOB NOT NULL,
  PRIMARY KEY (office, home, workspace)) WITHOUT ROWID;
CREATE TABLE private (sha256 TEXT PRIMARY KEY, salt TEXT NOT NULL, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE conflict (
  office TEXT NOT NULL, record TEXT NOT NULL, field TEXT NOT NULL, kind TEXT NOT NULL, heads TEXT NOT NULL,
  PRIMARY KEY (office, record, field)) WITHOUT ROWID;
CREATE TABLE entry (
  rowid INTEGER PRIMARY KEY, office TEXT NOT NULL, id TEXT NOT NULL, kind TEXT NOT NULL, home INTEGER NOT NULL);
CREATE UNIQUE INDEX entry_of_record ON entry (office, id);
CREATE TABLE unsearched (rowid INTEGER PRIMARY KEY);
CREATE TABLE user_action (
  id INTEGER PRIMARY KEY, at TEXT NOT NULL, author TEXT NOT NULL, workspace TEXT NOT NULL,
  label TEXT NOT NULL, state TEXT NOT NULL, undoes INTEGER);
CREATE INDEX user_action_by_state ON user_action (state, id);
CREATE TABLE user_action_change (
  action INTEGER NOT NULL, place INTEGER NOT NULL, office TEXT NOT NULL, home INTEGER NOT NULL, seq INTEGER NOT NULL,
  PRIMARY KEY (action, place)) WITHOUT ROWID;
CREATE TABLE draft (
  kind TEXT NOT NULL, id TEXT NOT NULL, at TEXT NOT NULL, answers TEXT NOT NULL, seen TEXT NOT NULL,
  PRIMARY KEY (kind, id)) WITHOUT ROWID;
CREATE TABLE flag (office TEXT NOT NULL, id TEXT NOT NULL, kind TEXT NOT NULL, PRIMARY KEY (office, id)) WITHOUT ROWID;
CREATE TABLE attachment (sha256 TEXT PRIMARY KEY, bytes INTEGER NOT NULL, content BLOB NOT NULL);
CREATE TABLE journal (
  place INTEGER PRIMARY KEY, at TEXT NOT NULL, direction TEXT NOT NULL, digest TEXT NOT NULL, bundle TEXT NOT NULL,
  kind TEXT, office TEXT, period TEXT, signer TEXT, fingerprint TEXT, verdict TEXT NOT NULL, facts TEXT NOT NULL,
  hash TEXT NOT NULL);
CREATE INDEX journal_of_digest ON journal (digest);
CREATE TABLE trusted (place INTEGER PRIMARY KEY, line TEXT NOT NULL);
"""

INDEX = """CREATE VIRTUAL TABLE search USING fts5 (text, prefix='1 2 3', tokenize="unicode61 remove_diacritics 2")"""
"""All words of all records; a rowid table of its own, since FTS5 takes none without rowids as its content."""

OWN_STATEMENTS = (*(s.strip() for s in OWN_TABLES.split(";\n") if s.strip()), INDEX)
"""The statements one by one, letter by letter as SQLite keeps them."""

STREAM = ("office", "home", "workspace")
"""What a stream is known by, office first."""

PUT_HEAD = upsert("stream", (*STREAM, "seq", "hash"), STREAM)
"""The statement that keeps a stream's head."""

_EXTRA = "entry"
"""Each kind's table also holds the record's integer rowid, so that a list sorts without a join."""


def columns(kind: Kind) -> tuple[str, ...]:
    """Return the column names of a kind's table in their order."""
    personal = tuple(f"{q.name}_sha256" for q in kind.questions if q.personal)
    return (
        "id",
        "office",
        "home",
        *kind.names,
        *personal,
        "deleted",
        "revision",
        "changed_at",
        "changed_by",
        _EXTRA,
    )


def create_own(connection: Connection) -> None:
    """Create the store's own tables; the kinds' follow with `create_kinds`."""
    for statement in OWN_STATEMENTS:
        connection.execute(statement)


def create_index(connection: Connection) -> None:
    """Make the search index anew, empty, whatever state it is in."""
    if isinstance(connection, SQLite):
        connection.execute("DROP TABLE search")
        connection.execute(INDEX)
    else:
        connection.execute("DELETE FROM search")


def create_kinds(connection: Connection, names: Iterable[str]) -> None:
    """Create the tables of these kinds as their record classes declare them."""
    # The record classes load SQLModel, which only a new or a migrating store may pay for.
    from sqlalchemy.dialects import sqlite
    from sqlalchemy.schema import CreateTable

    from gemtui.records import tables

    dialect = sqlite.dialect()
    declared = tables().tables
    for name in names:
        statement = str(CreateTable(declared[name]).compile(dialect=dialect))
        connection.execute(statement)
        connection.execute(f'ALTER TABLE "{name}" ADD COLUMN "{_EXTRA}" INTEGER')


def write_kinds(connection: Connection, kinds: Mapping[str, Kind], program: str) -> None:
    """Keep the description of the kinds, so that the first screen needs no record class."""
    from gemtui.records import describe  # here: only a new or a migrating store writes it

    put_meta(connection, "kinds", json.dumps(describe(kinds), separators=(",", ":")))
    put_meta(connection, "program", program)


def read_kinds(connection: Connection) -> dict[str, Kind]:
    """Return the kinds as the store describes them; raises StoreProblem damaged-store."""
    try:
        found = described(orjson.loads(meta(connection, "kinds") or ""))
    except (ValueError, TypeError, KeyError, AttributeError):
        found = {}
    if not found:
        raise StoreProblem("damaged-store", path="", detail="kinds")
    return found


def version_of(connection: Connection) -> int:
    """Return the version number that the store was written with."""
    return connection.version()


def identity_in(connection: Connection, name: str) -> Identity:
    """Return whose store it is; raises StoreProblem damaged-store."""
    known = {key: meta(connection, key) for key in ("office", "role", "author", "workspace")}
    if not all(known.values()):
        raise StoreProblem("damaged-store", path=name, detail="meta")
    return Identity(**{key: str(value) for key, value in known.items()})


def meta(connection: Connection, key: str) -> str | None:
    """Return one of the store's own notes, or None."""
    found = connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    return None if found is None else str(found[0])


def put_meta(connection: Connection, key: str, value: str | None) -> None:
    """Keep (or with None drop) one of the store's own notes."""
    if value is None:
        connection.execute("DELETE FROM meta WHERE key = ?", (key,))
    else:
        connection.execute(
            "INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            (key, value),
        )
