"""Keys, and a reader with an empty store that trusts two offices and headquarters."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from gemtui.exchange import Signer, Trusted, inspected
from gemtui.exchange.inspecting import Inspection
from gemtui.exchange.known import Known
from gemtui.records import kinds
from tests.exchange import forge
from tests.exchange.offices import Offices

NOW = dt.datetime(2026, 11, 23, 10, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Keys:
    """Whose key is whose in these tests."""

    nbo: Signer
    acc: Signer
    hq: Signer
    stranger: Signer


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Keys:
    folder = tmp_path_factory.mktemp("keys")
    return Keys(*(forge.signer(folder) for _ in range(4)))


@pytest.fixture(scope="session")
def known(keys: Keys) -> Known:
    """An empty headquarters store that trusts NBO, ACC and itself."""
    trusted = (
        Trusted("office:NBO", keys.nbo.public),
        Trusted("office:ACC", keys.acc.public),
        Trusted("hq:ITU", keys.hq.public),
    )
    return Known("ITU", "hq:ITU", "99999999-9999-4999-8999-999999999999", kinds(), trusted, NOW)


@pytest.fixture
def look(tmp_path: Path, known: Known) -> Callable[..., Inspection]:
    """Return what the reader makes of a forged bundle, or of a file's bytes."""

    def looked(bundle: forge.Forged | bytes | Path, **given: Any) -> Inspection:
        path = bundle if isinstance(bundle, Path) else tmp_path / "a.gem.zip"
        if isinstance(bundle, bytes):
            path.write_bytes(bundle)
        elif isinstance(bundle, forge.Forged):
            bundle.write(path)
        with inspected(path, replace(known, **given)) as inspection:
            return inspection

    return looked


@pytest.fixture
def refusal(look: Callable[..., Inspection]) -> Callable[..., str]:
    """Return the code with which the reader refuses a bundle, or `taken`."""

    def code(bundle: forge.Forged | bytes | Path, **given: Any) -> str:
        inspection = look(bundle, **given)
        return inspection.refused.code if inspection.refused else "taken"

    return code


@pytest.fixture
def offices(tmp_path: Path) -> Iterator[Offices]:
    """Makes offices with stores and keys."""
    made = Offices(tmp_path)
    yield made
    made.close()
