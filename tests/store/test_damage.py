"""Damaged, foreign and tampered files: named, never believed, never a traceback (reliability 21, 25, 26)."""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from gemtui import store
from gemtui.store import Edit, File, Note, Store, StoreProblem
from gemtui.store.layout import APPLICATION_ID, VERSION
from tests.store.older import Chain
from tests.store.places import ACTION, add, around, change, exchange, new_store, send

PAGE = 4096


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A closed store with something in each of its tables."""
    folder = tmp_path_factory.mktemp("full")
    db, other = new_store(folder / "one", seed=1), new_store(folder / "other", seed=2, machine="other")
    plan = add(db, "action_plan")
    many = [Edit("action", {**ACTION, "title": f"Action {n}", "action_plan": plan.id}) for n in range(120)]
    saved = store.save_all(db, many, "import")
    for number in range(20):
        add(db, "person", {"name": f"Person {number}", "gender": "woman"})
    store.attach(db, "action", saved[0].id, File("list.txt", bytes(range(256)) * 64))
    exchange(db, other, home=True)
    for each, title in ((db, "Here"), (other, "There")):
        change(each, saved[1], {"title": title})
    send(other, db, home=True)
    store.index_new(db)
    store.undo(db) if not store.conflicts(db) else change(db, saved[2], {"title": "B"})
    for number in range(5):
        store.note_bundle(
            db, Note("in", f"{number}" * 64, f"{number}.gem.zip", "merged", facts={"n": number})
        )
    (own,) = [s for s in store.streams(db) if s.workspace == db.identity.workspace]
    seal = {
        "hash": own.hash,
        "home": False,
        "office": "NBO",
        "seq": own.seq,
        "signature": "x",
        "workspace": own.workspace,
    }
    store.put_seals(db, [((own.workspace, "NBO", False), own.seq, json.dumps(seal).encode())])
    assert store.examine(db).problems == ()
    db.close()
    other.close()
    return db


@pytest.fixture
def copy(full: Store, tmp_path: Path) -> Path:
    """A copy of that store that nobody has opened yet."""
    shutil.copy(full.path, tmp_path / "store.gemtui")
    return tmp_path / "store.gemtui"


def tamper(path: Path, *statements: str) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    for statement in statements:
        connection.execute(statement)
    connection.close()


def codes(path: Path, full: Store) -> set[str]:
    """What an examination finds, as `gemtui doctor` does it: read only."""
    db = store.open_store(path, full.around, read_only=True)
    try:
        return {problem.code for problem in store.examine(db).problems}
    finally:
        db.close()


def dump(path: Path) -> list[str]:
    connection = sqlite3.connect(path)
    connection.text_factory = lambda text: text.decode(errors="backslashreplace")
    try:
        return list(connection.iterdump())
    finally:
        connection.close()


class TestPages:
    def fate(self, path: Path, full: Store) -> str:
        try:
            return "found" if codes(path, full) else "sound"
        except StoreProblem as problem:
            return problem.code

    def damaged(self, full: Store, tmp_path: Path, seed: int) -> None:
        """Write nonsense over some bytes of a page: refused, found, or it hit nothing that is ever read."""
        chance = random.Random(seed)
        path = tmp_path / f"{seed}.gemtui"
        whole = bytearray(full.path.read_bytes())
        page = chance.randrange(len(whole) // PAGE)
        length = chance.choice((1, 8, 64, 512, PAGE))
        at = page * PAGE + chance.randrange(PAGE - length + 1)
        whole[at : at + length] = chance.choice((bytes(length), chance.randbytes(length)))
        path.write_bytes(whole)
        fate = self.fate(path, full)
        assert fate in ("found", "sound", "damaged-store", "not-a-store", "newer-store", "disk-error")
        if fate == "sound":
            assert self.unguarded(path) == self.unguarded(full.path)
        aside = store.restore(full.path, path, full.around)
        assert aside
        assert aside.read_bytes()[at : at + length] == whole[at : at + length] or fate in ("sound", "found")
        assert not codes(path, full)
        path.unlink()
        for part in path.parent.glob(f"{seed}*"):
            part.unlink()

    def unguarded(self, path: Path) -> list[str]:
        """The whole content but for what is nobody's record: the person's own notes, what undo remembers."""
        loose = (
            "draft",
            "flag",
            "user_action",
            "user_action_change",
            "trusted",
            "unsearched",
            "sqlite_",
            "meta",
            "workspace",
        )
        return [line for line in dump(path) if not any(f'INTO "{name}' in line for name in loose)]

    @pytest.mark.parametrize("seed", range(20))
    def test_a_damaged_page_is_found_or_refused_and_a_backup_cures_it(
        self, full: Store, tmp_path: Path, seed: int
    ) -> None:
        self.damaged(full, tmp_path, seed)

    @pytest.mark.long
    def test_two_hundred_damaged_pages(self, full: Store, tmp_path: Path) -> None:
        for seed in range(100, 320):
            self.damaged(full, tmp_path, seed)

    def test_text_that_is_no_text_any_more_is_damage_and_is_not_quoted(self, full: Store, copy: Path) -> None:
        tamper(copy, "UPDATE meta SET value = CAST(x'5b22ff22' || value AS TEXT) WHERE key = 'kinds'")
        with pytest.raises(StoreProblem) as problem:
            store.open_store(copy, full.around)
        assert problem.value.code == "damaged-store"
        assert "office_unit" not in str(problem.value.facts["detail"])

    def test_what_undo_remembers_and_cannot_be_read_is_found(self, full: Store, copy: Path) -> None:
        tamper(copy, "UPDATE user_action SET label = CAST(x'ff' AS TEXT)")
        assert codes(copy, full) == {"integrity"}

    def test_a_damaged_schema_page_is_named(self, full: Store, copy: Path) -> None:
        whole = bytearray(copy.read_bytes())
        whole[110:PAGE] = bytes(PAGE - 110)
        copy.write_bytes(whole)
        assert self.fate(copy, full) == "damaged-store"


class TestNotOurs:
    def refused(self, path: Path, full: Store) -> str:
        """The code; not a byte may change, and nothing may appear beside the file."""
        before = {p.name: p.read_bytes() for p in path.parent.iterdir() if p.is_file()}
        found = set()
        for read_only in (False, True):
            with pytest.raises(StoreProblem) as caught:
                store.open_store(path, full.around, read_only=read_only)
            found.add(caught.value.code)
        with pytest.raises(StoreProblem):
            store.restore(path, path.parent / "new" / "store.gemtui", full.around)
        assert {p.name: p.read_bytes() for p in path.parent.iterdir() if p.is_file()} == before
        (code,) = found
        return code

    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b"\x89PNG\r\n\x1a\n" + bytes(5000),
            b"SQLite format 3\x00",
            b"SQLite format 3\x00" + bytes(5000),
            b"id,title\n1,Plan\n",
            b"PK\x03\x04" + bytes(100),
            bytes(8192),
        ],
    )
    def test_other_files(self, full: Store, tmp_path: Path, content: bytes) -> None:
        path = tmp_path / "store.gemtui"
        path.write_bytes(content)
        assert self.refused(path, full) in ("not-a-store", "damaged-store")

    def test_a_folder_and_nothing_at_all(self, full: Store, tmp_path: Path) -> None:
        (tmp_path / "folder").mkdir()
        for name, code in (
            ("folder", "not-a-store"),
            ("nothing", "no-store"),
            ("folder/nothing", "no-store"),
        ):
            with pytest.raises(StoreProblem) as caught:
                store.open_store(tmp_path / name, full.around)
            assert caught.value.code == code
        assert list((tmp_path / "folder").iterdir()) == []

    @pytest.mark.parametrize("number", [0, 1, 0x47454D32])
    def test_another_programs_database(self, full: Store, copy: Path, number: int) -> None:
        tamper(copy, f"PRAGMA application_id={number}")
        assert self.refused(copy, full) == "not-a-store"

    @pytest.mark.parametrize(
        "statement",
        [
            "CREATE TRIGGER t AFTER INSERT ON change BEGIN DELETE FROM journal; END",
            "CREATE TRIGGER t INSTEAD OF INSERT ON v BEGIN SELECT 1; END",
            "CREATE VIEW v AS SELECT * FROM private",
            "CREATE TABLE odd (x)",
            "CREATE INDEX odd ON meta (upper(value))",
            "CREATE VIRTUAL TABLE odd USING fts5 (x)",
            "CREATE TABLE search_data2 (x)",
        ],
    )
    def test_a_schema_that_is_not_ours(self, full: Store, copy: Path, statement: str) -> None:
        if "INSTEAD" in statement:
            tamper(copy, "CREATE VIEW v AS SELECT 1 AS x")
        tamper(copy, statement)
        assert self.refused(copy, full) == "not-a-store"

    @pytest.mark.parametrize(
        "table",
        [
            "CREATE TABLE action (id TEXT, office TEXT, x TEXT GENERATED ALWAYS AS (upper(id)))",
            "CREATE TABLE action (id TEXT NOT NULL CHECK (load_extension('x')), office TEXT)",
            "CREATE TABLE action (id TEXT NOT NULL DEFAULT (randomblob(9)), office TEXT NOT NULL, PRIMARY KEY (office, id)) WITHOUT ROWID",
            "CREATE VIEW action AS SELECT 1",
            "CREATE VIRTUAL TABLE action USING fts5 (id, office)",
        ],
    )  # fmt: skip
    def test_a_kinds_table_that_would_run_something(self, full: Store, copy: Path, table: str) -> None:
        tamper(copy, "DROP TABLE action", table)
        assert self.refused(copy, full) == "not-a-store"

    def test_a_right_number_over_a_hostile_schema(self, full: Store, tmp_path: Path) -> None:
        path = tmp_path / "store.gemtui"
        tamper(
            path,
            f"PRAGMA application_id={APPLICATION_ID}",
            f"PRAGMA user_version={VERSION}",
            "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID",
            "CREATE VIEW change AS SELECT load_extension('evil.so')",
        )
        assert self.refused(path, full) == "not-a-store"

    @pytest.mark.parametrize(
        "statement",
        [
            "DROP TABLE change",
            "DROP INDEX change_of_record",
            "ALTER TABLE action DROP COLUMN title",
            "DROP TABLE action",
            "UPDATE meta SET value = replace(value, '\"title\"', '\"x\"; DROP') WHERE key = 'kinds'",
            "UPDATE meta SET value = substr(value, 2) WHERE key = 'kinds'",
            "UPDATE meta SET value = '{}' WHERE key = 'kinds'",
            "UPDATE meta SET value = NULL WHERE key = 'kinds'",
            "UPDATE meta SET value = x'ff' WHERE key = 'kinds'",
            "DELETE FROM meta WHERE key = 'office'",
            "DELETE FROM meta",
        ],
    )
    def test_our_own_file_with_a_part_missing(self, full: Store, copy: Path, statement: str) -> None:
        tamper(copy, statement)
        with pytest.raises(StoreProblem) as caught:
            store.open_store(copy, full.around)
        assert caught.value.code == "damaged-store"

    @pytest.mark.parametrize("value", ["{", "[]", "1", '{"machine": 1}'])
    def test_a_torn_note_of_where_it_lives_only_draws_another_workspace(
        self, full: Store, copy: Path, value: str
    ) -> None:
        tamper(copy, f"UPDATE meta SET value = '{value}' WHERE key = 'place'")
        db = store.open_store(copy, full.around)
        assert [code for code, _ in db.notices] == ["new-workspace"]
        db.close()


Change = Callable[[random.Random, sqlite3.Connection], None]


def some_change(chance: random.Random, connection: sqlite3.Connection) -> tuple[object, ...]:
    found = connection.execute(
        "SELECT office, home, workspace, seq, line FROM change ORDER BY workspace, seq"
    ).fetchall()
    return tuple(chance.choice(found))


def edit_a_letter(chance: random.Random, connection: sqlite3.Connection) -> None:
    office, home, workspace, seq, line = some_change(chance, connection)
    at = chance.randrange(len(line))  # type: ignore[arg-type]
    letters = bytearray(line)  # type: ignore[arg-type]
    letters[at] ^= 1
    update(connection, "line = ?", [bytes(letters)], (office, home, workspace, seq))


def edit_with_its_hash(chance: random.Random, connection: sqlite3.Connection) -> None:
    """As somebody would who knows how lines are hashed, but not that they are chained."""
    import hashlib

    place, line = (found := some_change(chance, connection))[:4], found[4]
    edited = bytes(line).replace(b"focal point", b"nobody at a")  # type: ignore[arg-type]
    update(connection, "line = ?, hash = ?", [edited, hashlib.sha256(edited).hexdigest()], place)


def take_out(chance: random.Random, connection: sqlite3.Connection) -> None:
    place = some_change(chance, connection)[:4]
    connection.execute(
        "DELETE FROM change WHERE office = ? AND home = ? AND workspace = ? AND seq = ?", place
    )


def take_out_the_last(_: random.Random, connection: sqlite3.Connection) -> None:
    connection.execute("DELETE FROM change WHERE seq = (SELECT max(seq) FROM change)")


def swap_two(chance: random.Random, connection: sqlite3.Connection) -> None:
    one, other = some_change(chance, connection), some_change(chance, connection)
    while one[:4] == other[:4] or one[2] != other[2]:
        one, other = some_change(chance, connection), some_change(chance, connection)
    for place, told in ((one[:4], other[4]), (other[:4], one[4])):
        update(connection, "line = ?", [told], place)


def renumber(chance: random.Random, connection: sqlite3.Connection) -> None:
    place = some_change(chance, connection)[:4]
    update(connection, "seq = ?", [1000], place)


def give_to_another_record(chance: random.Random, connection: sqlite3.Connection) -> None:
    update(
        connection,
        "record = ?",
        ["01900000-0000-7000-8000-000000000001"],
        some_change(chance, connection)[:4],
    )


def make_it_text(chance: random.Random, connection: sqlite3.Connection) -> None:
    *place, line = some_change(chance, connection)
    update(connection, "line = ?", [bytes(line).decode()], place)  # type: ignore[arg-type]


def move_the_head(_: random.Random, connection: sqlite3.Connection) -> None:
    connection.execute("UPDATE stream SET hash = ?", ["0" * 64])


def update(connection: sqlite3.Connection, what: str, given: list[object], place: object) -> None:
    where = "office = ? AND home = ? AND workspace = ? AND seq = ?"
    connection.execute(f"UPDATE change SET {what} WHERE {where}", (*given, *place))  # type: ignore[misc]


TAMPERINGS = [
    edit_a_letter,
    edit_with_its_hash,
    take_out,
    take_out_the_last,
    swap_two,
    renumber,
    give_to_another_record,
    make_it_text,
    move_the_head,
]


class TestAudit:
    def tampered(self, full: Store, tmp_path: Path, how: Change, seed: int) -> None:
        path = tmp_path / f"{seed}.gemtui"
        shutil.copy(full.path, path)
        connection = sqlite3.connect(path)
        how(random.Random(seed), connection)
        connection.commit()
        connection.close()
        found = codes(path, full)
        assert found & {"hash-differs", "chain-differs", "line-differs"}
        db = store.open_store(path, full.around)
        assert store.examine(db, repair=True).mended == ()
        db.close()
        assert codes(path, full) == found
        path.unlink()

    @pytest.mark.parametrize("how", TAMPERINGS)
    @pytest.mark.parametrize("seed", range(4))
    def test_an_edited_line_is_found_and_never_made_good_by_a_repair(
        self, full: Store, tmp_path: Path, how: Change, seed: int
    ) -> None:
        self.tampered(full, tmp_path, how, seed)

    @pytest.mark.long
    @pytest.mark.parametrize("how", TAMPERINGS)
    def test_three_hundred_edited_lines(self, full: Store, tmp_path: Path, how: Change) -> None:
        for seed in range(100, 135):
            self.tampered(full, tmp_path, how, seed)

    @pytest.mark.parametrize(
        ("statement", "code"),
        [
            ("UPDATE journal SET verdict = 'nothing-new' WHERE place = 2", "journal-differs"),
            ("UPDATE journal SET facts = NULL WHERE 0; ", ""),
            ("DELETE FROM journal WHERE place = 3", "journal-differs"),
            ("DELETE FROM journal WHERE place = 5", "journal-differs"),
            ("DELETE FROM journal", "journal-differs"),
            ("UPDATE journal SET place = 9 WHERE place = 1", "journal-differs"),
            ("UPDATE seal SET seq = seq - 1", "seal-differs"),
            ("UPDATE seal SET line = x'00'", "seal-differs"),
            ("UPDATE private SET value = '\"Somebody\"'", "private-differs"),
            ("UPDATE private SET salt = 'zz'", "private-differs"),
            ("UPDATE private SET value = '{'", "private-differs"),
            ("UPDATE attachment SET content = x'00'", "attachment-differs"),
            ("UPDATE attachment SET content = 'text'", "attachment-differs"),
            ("UPDATE attachment SET bytes = 1", "attachment-differs"),
            ("UPDATE workspace SET principal = 'office:ADD'", "owner-differs"),
            ("UPDATE meta SET value = 'ADD' WHERE key = 'office'", "owner-differs"),
            ("INSERT INTO outside SELECT office, home, workspace, seq, record, 'bad-value', '{}' FROM change WHERE seq = 9", "outside-differs"),
            ("DELETE FROM private", "table-differs"),
        ],
    )  # fmt: skip
    def test_what_stands_beside_the_log_is_proven_too(
        self, full: Store, copy: Path, statement: str, code: str
    ) -> None:
        tamper(copy, statement)
        assert (code in codes(copy, full)) if code else not codes(copy, full)


class TestRepair:
    @pytest.mark.parametrize(
        ("statement", "code"),
        [
            ("UPDATE action SET title = 'Somebody else wrote this'", "table-differs"),
            ("UPDATE action SET revision = revision + 1", "table-differs"),
            ("UPDATE person SET name_sha256 = NULL", "table-differs"),
            ("DELETE FROM action", "table-differs"),
            ("INSERT INTO action (id, office, home, deleted, revision, changed_at, changed_by) VALUES ('x', 'NBO', 0, 0, 1, '', '')", "stray-row"),
            ("INSERT INTO action (id, office, home, deleted, revision, changed_at, changed_by) VALUES ('x', 'ZZZ', 0, 0, 1, '', '')", "stray-row"),
            ("DELETE FROM entry", "entry-differs"),
            ("UPDATE entry SET kind = 'meeting' WHERE rowid = 3", "entry-differs"),
            ("INSERT INTO entry VALUES (9999, 'NBO', 'x', 'action', 0)", "entry-differs"),
            ("DELETE FROM conflict", "conflict-differs"),
            ("UPDATE conflict SET heads = '[]'", "conflict-differs"),
            ("INSERT INTO conflict VALUES ('NBO', 'x', 'title', 'action', '[]')", "conflict-differs"),
            ("DELETE FROM search", "search-differs"),
            ("UPDATE search SET text = 'nothing' WHERE rowid = 3", "search-differs"),
            ("INSERT INTO search (rowid, text) VALUES (9999, 'stray')", "search-differs"),
            ("DELETE FROM search_content", "search-differs"),
            ("UPDATE search_data SET block = x'00' WHERE id > 10", "search-differs"),
            ("UPDATE stream SET seq = seq - 1", "head-differs"),
            ("DELETE FROM stream", "head-differs"),
            ("UPDATE meta SET value = replace(value, 'Panels', 'panels') || ' ' WHERE key = 'kinds'", ""),
            ("UPDATE meta SET value = replace(value, 'Title', 'Titel') WHERE key = 'kinds'", "kinds-differ"),
        ],
    )  # fmt: skip
    def test_what_follows_from_the_log_is_written_again(
        self, full: Store, copy: Path, statement: str, code: str
    ) -> None:
        tamper(copy, "PRAGMA writable_schema=ON", statement)
        wrong = codes(copy, full)
        assert code in wrong if code else not wrong
        db = store.open_store(copy, full.around)
        examined = store.examine(db, repair=True)
        assert examined.ok
        assert {p.code for p in examined.mended} == wrong
        assert store.digest(db).tables
        found = {hit.id for hit in store.search(db, "action", limit=200) if hit.kind == "action"}
        assert found == {row["id"] for row in store.rows(db, "action") if "Action" in row["title"]}
        db.close()
        assert not codes(copy, full)

    def test_a_repair_keeps_what_is_the_persons_own(self, full: Store, copy: Path) -> None:
        db = store.open_store(copy, full.around)
        identifier = store.rows(db, "action")[5]["id"]
        store.toggle_flag(db, "action", "NBO", identifier)
        store.put_draft(db, "action", identifier, {"title": "half"})
        with db.writing() as connection:
            connection.execute("UPDATE action SET title = 'x'")
        assert store.examine(db, repair=True).ok
        assert store.flags(db) == {("NBO", identifier)}
        assert store.drafts(db)[0].id == identifier
        db.close()

    def test_a_sound_store_is_not_touched(self, full: Store, copy: Path) -> None:
        db = store.open_store(copy, full.around)
        db.close()
        before = dump(copy)
        db = store.open_store(copy, full.around)
        assert store.examine(db, repair=True) == store.Examination(())
        db.close()
        assert dump(copy) == before

    def test_changes_that_cannot_be_one_history_are_found(self, make: object) -> None:
        db = make()  # type: ignore[operator]
        saved = add(db)
        chain = Chain("00000000-0000-4000-8000-00000000000c", "office:NBO")
        chain.say(1, {"title": "x"}, record=saved.id, seen={"00000000-0000-4000-8000-00000000000d": 4})
        ((told, line, hashed),) = chain.told
        with db.writing() as connection:
            connection.execute(
                "INSERT INTO change VALUES ('NBO', 0, ?, 1, ?, ?, ?)",
                (told.workspace, saved.id, hashed, line),
            )
            connection.execute("INSERT INTO stream VALUES ('NBO', 0, ?, 1, ?)", (told.workspace, hashed))
        assert {p.code for p in store.examine(db, repair=True).problems} == {"line-differs"}

    def test_what_a_merge_left_unsearched_is_no_fault(self, make: object) -> None:
        one, other = make(), make()  # type: ignore[operator]
        add(one)
        send(one, other)
        assert store.examine(other).problems == ()

    def test_a_store_of_headquarters_is_examined_alike(self, make: object) -> None:
        field, union = make(), make("ITU", "hq")  # type: ignore[operator]
        add(field, "person", {"name": "A"})
        send(field, union, private=())
        add(union, "remark", {"text": "Thank you"}, office="NBO")
        assert store.examine(union).problems == ()
        assert replace(union.identity, author="x").principal == "hq:ITU"


def test_an_examination_says_what_it_would_cost_to_go_on(full: Store, tmp_path: Path) -> None:
    """A store that SQLite can't read is told as damage, not as a traceback."""
    path = tmp_path / "store.gemtui"
    shutil.copy(full.path, path)
    db = store.open_store(path, full.around, read_only=True)
    connection = sqlite3.connect(path)
    (root,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'change'").fetchone()
    connection.close()
    with path.open("r+b") as file:
        file.seek((root - 1) * PAGE)
        file.write(bytes(PAGE))
    found = store.examine(db)
    assert {p.code for p in found.problems} == {"integrity"}
    assert not found.ok
    db.close()
    assert around(tmp_path).state
