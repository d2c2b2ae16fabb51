"""Several jobs into headquarters' store on a server: their processes read it as they read a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from gemtui import exchange, store
from gemtui.exchange import Choices, Trusted
from tests.exchange.offices import Offices
from tests.exchange.test_jobs import CODES, inbox
from tests.postgresql import Cluster

pytestmark = pytest.mark.xdist_group("postgresql")


def test_the_processes_read_a_server_as_they_read_a_file(
    cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    offices = Offices(tmp_path)
    hq, paths = inbox(offices)
    db, _ = exchange.found(
        store.server_at(cluster.database(), tmp_path / "keys"), hq.db.identity, hq.db.around
    )
    for office in offices.made[1 : 1 + len(CODES)]:
        exchange.trust(db, Trusted(office.principal, office.signer.public))
    monkeypatch.setattr("gemtui.exchange.ahead.merge_one", None)  # the writer examines nothing by itself
    outcomes = list(exchange.merge(db, paths[: 2 * len(CODES) : 2], Choices(), 2))
    assert [o.verdict.ok for o in outcomes] == [True] * len(CODES)
    hq.merge(*paths[: 2 * len(CODES) : 2])
    made = store.digest(db)
    assert (made.log, made.tables) == hq.digest()
    db.close()
    offices.close()
