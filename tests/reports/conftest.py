"""The offices of the scenarios, made once: reading figures changes nothing."""

from datetime import UTC, datetime

import pytest

from gemtui import store
from gemtui.store import Edit
from tests.reports.stores import create, office_store, save, send


@pytest.fixture(scope="session")
def porto_azul(tmp_path_factory):
    return office_store(tmp_path_factory.mktemp("paz"), "ao-paz")


@pytest.fixture(scope="session")
def novaluna(tmp_path_factory):
    return office_store(tmp_path_factory.mktemp("nvl"), "ro-nvl", at=datetime(2026, 1, 12, 9, tzinfo=UTC))


def submitted(db, at, period="2025"):
    db.around.clock.set(at)
    return store.save(
        db, Edit("submission", {"period": period, "made_on": at.date().isoformat(), "approved_by": "Head"})
    )


@pytest.fixture(scope="session")
def headquarters(tmp_path_factory):
    """Scenario 3: three offices have reported, one is registered and silent."""
    folder = tmp_path_factory.mktemp("hq")
    ids = {}
    paz, _ = office_store(folder, "ao-paz", at=datetime(2026, 1, 5, 9, tzinfo=UTC)), None
    paz_db, paz_ids = paz
    ids |= save(paz_db, ["ao-paz-2025"], paz_ids)
    nvl_db, nvl_ids = office_store(folder, "ro-nvl", at=datetime(2026, 1, 12, 9, tzinfo=UTC))
    trm_db, trm_ids = office_store(folder, "ao-trm", at=datetime(2026, 1, 7, 9, tzinfo=UTC))
    hq = create(folder, "ITU", datetime(2026, 1, 5, 9, tzinfo=UTC))
    save(hq, ["itu"], ids | nvl_ids | trm_ids)
    store.save(
        hq,
        Edit(
            "office_unit",
            {"code": "AO-LIM", "name": "Area Office, Limoral", "level": "area", "country": "XC"},
        ),
    )
    submitted(paz_db, datetime(2026, 1, 5, 10, tzinfo=UTC))
    send(paz_db, hq, datetime(2026, 1, 5, 12, tzinfo=UTC))
    save(paz_db, ["ao-paz-2025-second"], ids)
    submitted(paz_db, datetime(2026, 1, 9, 10, tzinfo=UTC))
    submitted(nvl_db, datetime(2026, 1, 12, 10, tzinfo=UTC))
    for source, day in ((trm_db, 8), (paz_db, 9), (nvl_db, 12)):
        send(source, hq, datetime(2026, 1, day, 12, tzinfo=UTC))
    return hq
