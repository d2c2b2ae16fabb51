"""Headquarters' store in a PostgreSQL database: the same commands by a URL, and what only a server can do wrong."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import psycopg
import pytest

from gemtui import store
from gemtui.records import kinds
from gemtui.store import StoreProblem, merging, server, server_at
from tests.contract.conftest import TODAY, World, fill
from tests.contract.laptop import Laptop
from tests.postgresql import Cluster
from tests.store.places import around

SOMETHING = "01a20846-fe00-77ad-a2ca-44953b5a5302"
"""A record that may be remarked on before it has arrived."""

pytestmark = pytest.mark.xdist_group("postgresql")


@pytest.fixture
def hq(cluster: Cluster, tmp_path: Path) -> Laptop:
    """Headquarters, with an empty store."""
    return Laptop(tmp_path, TODAY, more={"GEMTUI_STORE": cluster.database()}).init("ITU", "hq", "gender unit")


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Laptop, list[Path]]]:
    """Four offices, each with three bundles that follow one another."""
    made = []
    for office in ("NBO", "ACC", "BKK", "GVA"):
        laptop = Laptop(tmp_path_factory.mktemp(office), TODAY).init(office)
        committee, bundles = fill(laptop), []
        for size in (7, 8, 9):
            laptop.run("set", "committee", committee, f"size={size}")
            bundles.append(laptop.export("--period", "2026", "--despite", "a rehearsal"))
        made.append((laptop, bundles))
    return made


def on(url: str, folder: Path) -> Laptop:
    return Laptop(folder, TODAY, more={"GEMTUI_STORE": url})


def code_of(laptop: Laptop, *given: str) -> str:
    """The code with which a call is turned down, exit 2."""
    return laptop.run(*given, code=2).err.rpartition("[")[2].strip(" ]\n")


def test_the_same_bundles_give_the_same_digest_in_a_file_and_on_a_server(
    hq: Laptop, world: World, tmp_path: Path
) -> None:
    file = Laptop(tmp_path / "file", TODAY).init("ITU", "hq", "gender unit")
    for one in (hq, file):
        one.trust(world.office)
        one.trust(world.hq)
        assert one.json("merge", world.good)["refused"] == []
    assert hq.json("digest") == file.json("digest")
    assert hq.json("doctor")["ok"]


def test_a_field_office_keeps_its_store_in_a_file(cluster: Cluster, tmp_path: Path) -> None:
    assert code_of(on(cluster.database(), tmp_path), "init", "--office", "NBO") == "not-on-a-server"


def test_a_store_is_never_made_over_another(hq: Laptop, tmp_path: Path) -> None:
    other = on(hq.more["GEMTUI_STORE"], tmp_path / "other")
    assert code_of(other, "init", "--office", "ITU") == "store-exists"
    assert not list(tmp_path.glob("other/**/*.key"))


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("mysql://hq@db/gender", "bad-url"),
        ("postgresql+psycopg://hq@db/", "bad-url"),
        ("postgresql+psycopg://hq@db:many/gender", "bad-url"),
        ("postgresql+psycopg://hq@127.0.0.1:1/gender", "no-connection"),
    ],
)
def test_an_address_that_leads_nowhere_is_told(url: str, code: str, tmp_path: Path) -> None:
    assert code_of(on(url, tmp_path), "list", "action") == code


def test_an_empty_database_has_no_store(cluster: Cluster, tmp_path: Path) -> None:
    assert code_of(on(cluster.database(), tmp_path), "list", "action") == "no-store"


def test_a_database_that_is_not_there_is_told(cluster: Cluster, tmp_path: Path) -> None:
    assert code_of(on(cluster.url("nowhere"), tmp_path), "list", "action") == "no-connection"


def test_a_database_that_can_not_hold_every_name_is_not_used(cluster: Cluster, tmp_path: Path) -> None:
    url = cluster.database("ENCODING 'LATIN1' TEMPLATE template0")
    assert code_of(on(url, tmp_path), "init", "--office", "ITU") == "server-encoding"


def test_a_password_is_never_shown(tmp_path: Path) -> None:
    url = "postgresql+psycopg://hq:s3cret@127.0.0.1:1/gender?password=s3cret"
    done = on(url, tmp_path).run("list", "action", code=2)
    assert "s3cret" not in done.out + done.err


def test_who_may_only_read_is_told_so_and_still_reads(hq: Laptop, cluster: Cluster) -> None:
    url = hq.more["GEMTUI_STORE"]
    name = url.partition("@/")[2].partition("?")[0]
    cluster.say(f"CREATE ROLE reader_{name} LOGIN")
    cluster.say(
        f"GRANT USAGE ON SCHEMA gemtui TO reader_{name}; GRANT SELECT ON ALL TABLES IN SCHEMA gemtui TO reader_{name}",
        name,
    )
    reader = on(cluster.url(name, f"reader_{name}"), hq.folder)
    assert reader.json("list", "action") == []
    assert code_of(reader, "add", "action_plan", "title=A", "office=ITU") == "read-only"


Sent = list[tuple[Laptop, list[Path]]]


def in_a_file(folder: Path, sent: Sent) -> Laptop:
    """Headquarters with its store in a file, which took every bundle in one process."""
    hq = Laptop(folder, TODAY).init("ITU", "hq", "gender unit")
    for laptop, _ in sent:
        hq.trust(laptop)
    assert hq.json("merge", *(path for _, bundles in sent for path in bundles))["refused"] == []
    return hq


def test_merges_at_once_give_the_digest_of_one_after_another(hq: Laptop, sent: Sent, tmp_path: Path) -> None:
    for laptop, _ in sent:
        hq.trust(laptop)
    # Each process takes the bundles of two offices, in another order: all of them arrive twice, and cross each other.
    turns = [
        [sent[at][1][turn] for turn in (2, 0, 1) for at in pair] for pair in ((0, 1), (1, 2), (3, 2), (0, 3))
    ]
    with ThreadPoolExecutor() as pool:
        ended = list(pool.map(lambda paths: hq.start("merge", *paths, "--json", code=0), turns))
    assert all(done.document["refused"] == [] for done in ended)
    assert hq.json("digest") == in_a_file(tmp_path / "file", sent).json("digest")
    assert hq.json("doctor")["ok"]


def test_bundles_verified_ahead_in_processes_are_merged_alike(hq: Laptop, sent: Sent, tmp_path: Path) -> None:
    for laptop, _ in sent:
        hq.trust(laptop)
    done = hq.start("merge", "--jobs", "2", *(path for _, paths in sent for path in paths), "--json")
    assert done.document["refused"] == []
    assert hq.json("digest") == in_a_file(tmp_path / "file", sent).json("digest")


def test_a_backup_is_a_store_in_a_file_and_comes_back(
    hq: Laptop, cluster: Cluster, sent: Sent, tmp_path: Path
) -> None:
    for laptop, bundles in sent:
        hq.trust(laptop)
        hq.json("merge", *bundles)
    hq.add("remark", {"office": "NBO", "text": "Why?", "subject_kind": "committee", "subject": SOMETHING})
    copy = tmp_path / "copy.gemtui"
    hq.run("backup", "--to", copy)
    file = Laptop(tmp_path / "file", TODAY, more={"GEMTUI_STORE": str(copy)})
    assert file.json("digest") == hq.json("digest")
    assert file.json("doctor")["ok"]
    other = on(cluster.database(), hq.folder)
    other.run("restore", copy)
    assert other.json("digest") == hq.json("digest")
    assert other.json("key", "list") == hq.json("key", "list")
    before = other.json("digest")["changes"]
    other.add(
        "remark", {"office": "NBO", "text": "And now?", "subject_kind": "committee", "subject": SOMETHING}
    )
    assert other.json("digest")["changes"] == before + 1
    assert {e["workspace"] for e in other.json("log", "--author", "gender unit")} > {
        e["workspace"] for e in hq.json("log", "--author", "gender unit")
    }
    assert other.json("doctor")["ok"]


def test_a_restored_backup_keeps_the_store_that_was_there(
    hq: Laptop, cluster: Cluster, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.gemtui"
    hq.run("backup", "--to", copy)
    kept = hq.json("restore", copy)["kept"]
    assert kept.startswith("gemtui_before_restore_")
    assert hq.json("doctor")["ok"]


def test_a_field_offices_backup_is_not_taken_in(cluster: Cluster, sent: Sent, tmp_path: Path) -> None:
    laptop = sent[0][0]
    laptop.run("backup", "--to", tmp_path / "nbo.gemtui")
    other = on(cluster.database(), tmp_path)
    assert code_of(other, "restore", str(tmp_path / "nbo.gemtui")) == "not-on-a-server"
    assert code_of(other, "list", "action") == "no-store"


def test_a_copied_database_goes_on_as_another_workspace(hq: Laptop, cluster: Cluster) -> None:
    url = hq.more["GEMTUI_STORE"]
    name = url.partition("@/")[2].partition("?")[0]
    remark = {"office": "NBO", "text": "Why?", "subject_kind": "committee", "subject": SOMETHING}
    hq.add("remark", remark)
    copied = on(cluster.database(f"TEMPLATE {name}"), hq.folder)
    copied.add("remark", remark)
    hq.add("remark", remark)
    told = {e["workspace"] for e in copied.json("log")}
    assert len(told) == 2
    assert {e["workspace"] for e in hq.json("log")} == told - {copied.json("log")[0]["workspace"]}


def test_two_machines_on_one_server_are_one_workspace(hq: Laptop, tmp_path: Path) -> None:
    other = on(hq.more["GEMTUI_STORE"], tmp_path / "other machine")
    remark = {"office": "NBO", "text": "Why?", "subject_kind": "committee", "subject": SOMETHING}
    for one in (hq, other, hq, other):
        one.add("remark", remark)
    assert {(e["workspace"], e["seq"]) for e in hq.json("log")} == {(hq.workspace, n) for n in (1, 2, 3, 4)}


def test_a_server_that_goes_in_the_middle_of_a_merge_leaves_nothing_half_done(
    hq: Laptop, cluster: Cluster, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    hq.trust(world.office)
    hq.trust(world.hq)
    before = hq.json("digest")
    fold = merging.fold_touched

    def cut_off(rows: Any) -> None:
        cluster.say(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'gemtui'"
        )
        fold(rows)

    with monkeypatch.context() as patched:
        patched.setattr(merging, "fold_touched", cut_off)
        assert code_of(hq, "merge", str(world.good)) == "server-gone"
    assert hq.json("digest") == before
    assert hq.json("merge", world.good)["refused"] == []
    assert hq.json("doctor")["ok"]


def test_a_server_that_stopped_is_told_and_found_again(cluster: Cluster, hq: Laptop) -> None:
    db = store.open_store(server_at(hq.more["GEMTUI_STORE"], hq.folder), around(hq.folder))
    try:
        assert store.counts(db)["action"] == 0
        cluster.stop()
        with pytest.raises(StoreProblem, match="server-gone"):
            store.counts(db)
        with pytest.raises(StoreProblem, match="no-connection"):
            store.counts(db)
    finally:
        cluster.start()
    assert store.counts(db)["action"] == 0
    db.close()


def test_who_waits_too_long_for_another_is_told_so(hq: Laptop) -> None:
    db = store.open_store(server_at(hq.more["GEMTUI_STORE"], hq.folder), around(hq.folder))
    other = server.connect(server_at(hq.more["GEMTUI_STORE"], hq.folder))
    other.execute("SET lock_timeout TO '50ms'")
    with db.writing():
        with pytest.raises(StoreProblem, match="busy"):
            other.begin_writing()
        assert not other.in_transaction
    other.close()
    db.close()


def test_an_older_store_is_brought_up_to_date(hq: Laptop, cluster: Cluster, sent: Sent) -> None:
    for laptop, bundles in sent:
        hq.trust(laptop)
        hq.json("merge", *bundles)
    before, url = hq.json("digest"), hq.more["GEMTUI_STORE"]
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        (kept,) = connection.execute("SELECT value FROM gemtui.meta WHERE key = 'kinds'").fetchone() or ("",)
        kinds = json.loads(kept)
        action = next(kind for kind in kinds if kind["about"]["name"] == "action")
        action["questions"] = [q for q in action["questions"] if q["name"] != "responsible"]
        connection.execute("UPDATE gemtui.meta SET value = %s WHERE key = 'kinds'", (json.dumps(kinds),))
        connection.execute("UPDATE gemtui.meta SET value = '0.0.1' WHERE key = 'program'")
        connection.execute("ALTER TABLE gemtui.action DROP COLUMN responsible")
    assert hq.json("digest") == before
    assert hq.json("doctor")["ok"]


def test_a_newer_store_is_left_alone(hq: Laptop) -> None:
    with psycopg.connect(hq.more["GEMTUI_STORE"].replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute("UPDATE gemtui.meta SET value = '99000' WHERE key = 'version'")
    assert code_of(hq, "list", "action") == "newer-store"


def test_the_office_leads_the_keys_of_all_that_belongs_to_an_office(hq: Laptop) -> None:
    with psycopg.connect(hq.more["GEMTUI_STORE"].replace("+psycopg", ""), autocommit=True) as connection:
        keys = connection.execute(KEYS).fetchall()
    first = {(table, column) for table, column in keys if table not in ("journal", "user_action_change")}
    assert {column for _, column in first} == {"office"}
    assert {"change", "stream", "seal", "conflict", "entry", *kinds()} <= {table for table, _ in first}


KEYS = """
SELECT c.relname, a.attname FROM pg_index i
JOIN pg_class c ON c.oid = i.indrelid
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]
WHERE i.indisunique AND c.relnamespace = 'gemtui'::regnamespace AND EXISTS (
  SELECT 1 FROM pg_attribute o WHERE o.attrelid = c.oid AND o.attname = 'office')
"""
"""First columns of the unique keys of the tables that have an office; the journal and undo are the store's own."""
