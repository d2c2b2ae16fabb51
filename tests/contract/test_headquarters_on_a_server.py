"""Headquarters' store in a PostgreSQL database: the same commands by a URL, and what only a server can do wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.contract.conftest import TODAY, World
from tests.contract.laptop import Laptop
from tests.postgresql import Cluster

pytestmark = pytest.mark.xdist_group("postgresql")


@pytest.fixture
def hq(cluster: Cluster, tmp_path: Path) -> Laptop:
    """Headquarters, with an empty store."""
    return Laptop(tmp_path, TODAY, more={"GEMTUI_STORE": cluster.database()}).init("ITU", "hq", "gender unit")


def on(url: str, folder: Path) -> Laptop:
    return Laptop(folder, TODAY, more={"GEMTUI_STORE": url})


def code_of(laptop: Laptop, *given: str) -> str:
    """The code with which a call is turned down, exit 2."""
    return laptop.run(*given, code=2).err.rpartition("[")[2].strip(" ]\n")


def test_the_same_bundles_give_the_same_digest_in_a_file_and_on_a_server(
    hq: Laptop, world: World, tmp_path: Path
) -> None:
    file = Laptop(tmp_path / "file", TODAY).init("ITU", "hq", "gender unit")
    for store in (hq, file):
        store.trust(world.office)
        store.trust(world.hq)
        assert store.json("merge", world.good)["refused"] == []
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
