"""What the exchange may not load: no ORM on its way through bundles, no cryptography before a key is needed."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import gemtui.exchange
from tests.exchange.offices import Offices

HEAVY = ("sqlmodel", "sqlalchemy", "pydantic", "textual", "frictionless", "bagit")

ROUND = """
import sys, json
from pathlib import Path
from gemtui import exchange, log, store
def opened(path, number):
    clock = log.SystemClock()
    around = store.Around(clock=clock, ids=log.Ids(clock), state=path.parent.parent / f"state{number}", machine=f"m{number}")
    return store.open_store(path, around)
nbo, hq = opened(Path(sys.argv[1]), 1), opened(Path(sys.argv[2]), 2)
signer = exchange.load_key(exchange.key_files(nbo.path).key)
made = exchange.export(nbo, exchange.Order(despite="x"), nbo.path.parent, signer)
assert next(iter(exchange.verify(hq, [made.bundle]))).ok
assert next(iter(exchange.merge(hq, [made.bundle]))).merged
print(json.dumps(sorted(sys.modules)))
"""


def loaded(*args: str | Path) -> set[str]:
    done = subprocess.run([sys.executable, "-c", *args], capture_output=True, check=True)
    return set(json.loads(done.stdout))


def test_export_verify_and_merge_load_no_orm(offices: Offices) -> None:
    nbo, hq = offices.office("NBO"), offices.office("ITU")
    hq.trusts(nbo)
    nbo.save("committee", name="A")
    offices.close()
    modules = loaded(ROUND, nbo.db.path, hq.db.path)
    assert "gemtui.exchange.merging" in modules
    assert [name for name in HEAVY if name in modules] == []


def test_the_room_itself_loads_next_to_nothing() -> None:
    modules = loaded("import sys, json, gemtui.exchange; print(json.dumps(sorted(sys.modules)))")
    others = {name for name in modules if name.startswith("gemtui")}
    assert others == {"gemtui", "gemtui.exchange"}
    assert "cryptography" not in modules


def test_every_public_name_is_there() -> None:
    for name in gemtui.exchange.__all__:
        assert getattr(gemtui.exchange, name) is not None
