"""What must not stand where others may read it (reliability 27)."""

from __future__ import annotations

import traceback
from pathlib import Path

import pytest

from gemtui import store
from gemtui.store import Refused, Store
from tests.store.places import add, change, send

NAME = "Akinyi Njeri-Otieno"


def test_a_personal_value_stands_in_one_place_of_the_store_and_its_index_only(db: Store) -> None:
    saved = add(db, "person", {"name": NAME})
    add(db, values={"title": "Ask somebody"})
    holding = set()
    with db.reading() as connection:
        for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            for cells in connection.execute(f'SELECT * FROM "{table}"'):
                if any(isinstance(cell, str) and NAME in cell for cell in cells):
                    holding.add(table)
    assert holding == {"person", "private", "search", "search_content"}
    assert NAME not in str(store.history(db, "NBO", saved.id))


def test_notices_notes_and_the_outside_file_name_nobody(db: Store, tmp_path: Path) -> None:
    add(db, "person", {"name": NAME})
    salts = [salt for salt, _ in store.private_items(db).values()]
    kept = store.backup(db, tmp_path / "kept.gemtui")
    db.close()
    store.restore(kept, db.path, db.around)
    again = store.open_store(db.path, db.around)
    told = [str(again.notices), str(store.journal(again)), repr(again), str(again.identity)]
    told += [path.read_text() for path in again.around.state.rglob("*") if path.is_file()]
    assert not any(word in text for word in (NAME, *salts) for text in told)
    again.close()


def test_headquarters_gets_neither_salt_nor_value_that_stays(make: object) -> None:
    field, union = make(), make("ITU", "hq")  # type: ignore[operator]
    add(field, "person", {"name": NAME, "gender": "woman"})
    send(field, union, private=("travels",))
    with union.reading() as connection:
        assert NAME not in "\n".join(connection.iterdump())
    assert len(store.private_items(union)) == 1


def test_a_refusals_traceback_shows_no_value(db: Store) -> None:
    saved = add(db, "person", {"name": NAME})
    with pytest.raises(Refused) as caught:
        change(db, saved, {"name": NAME + "\0", "gender": "x"})
    assert NAME not in "".join(traceback.format_exception(caught.value))
    assert NAME not in repr(saved)


def test_what_is_taken_out_leaves_no_trace_in_the_file(db: Store) -> None:
    """`secure_delete`: what a later erasing removes is gone from the file, not only from the tables."""
    add(db, "person", {"name": NAME})
    with db.writing() as connection:
        connection.execute("DELETE FROM private")
        connection.execute("UPDATE person SET name = NULL")
        connection.execute("DELETE FROM search")
    store.rebuild(db)
    with db.writing() as connection:
        connection.execute("INSERT INTO search (search) VALUES ('optimize')")
    db.connection().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert NAME.encode() not in db.path.read_bytes()
