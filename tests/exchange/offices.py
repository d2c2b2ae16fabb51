"""Offices with stores and keys of their own, and what passes between them."""

from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gemtui import exchange, log, store
from gemtui.exchange import Choices, Exported, Order, Outcome, Signer, Trusted, Verdict
from gemtui.store import Around, Edit, Identity, Saved, Store

START = dt.datetime(2026, 11, 23, 10, tzinfo=dt.UTC)


@dataclass
class Office:
    """One store with its key and its clock."""

    db: Store
    signer: Signer
    clock: log.FixedClock
    folder: Path

    @property
    def principal(self) -> str:
        return self.db.identity.principal

    def save(self, kind: str, home: bool = False, **values: Any) -> Saved:
        """Save a new record, a second after the last."""
        self.clock.advance(dt.timedelta(seconds=1))
        return store.save(self.db, Edit(kind, values, home=home, office=values.pop("office_", "")))

    def change(self, kind: str, identifier: str, **values: Any) -> Saved:
        """Save new values of a record."""
        self.clock.advance(dt.timedelta(seconds=1))
        return store.save(self.db, Edit(kind, values, id=identifier))

    def trusts(self, *others: Office) -> None:
        """Trust these offices' keys from now on."""
        for other in others:
            exchange.trust(self.db, Trusted(other.principal, other.signer.public))

    def export(self, kind: str = "", **given: Any) -> Exported:
        """Write a bundle into the office's folder."""
        given.setdefault("despite", "a test")
        return exchange.export(self.db, Order(kind=kind, **given), self.folder, self.signer)

    def merge(self, *bundles: Exported | Path, **choices: Any) -> list[Outcome]:
        """Merge bundles and return what became of each."""
        paths = [bundle.bundle if isinstance(bundle, Exported) else bundle for bundle in bundles]
        return list(exchange.merge(self.db, [p for p in paths if p], Choices(**choices)))

    def verify(self, bundle: Exported | Path) -> Verdict:
        """Return the verdict on one bundle."""
        path = bundle.bundle if isinstance(bundle, Exported) else bundle
        assert path is not None
        return next(iter(exchange.verify(self.db, [path])))

    def digest(self) -> tuple[str, str]:
        """Return both digests of the store."""
        made = store.digest(self.db)
        return made.log, made.tables


class Offices:
    """Makes offices, each in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = itertools.count(1)
        self.made: list[Office] = []

    def office(self, code: str, at: dt.datetime = START) -> Office:
        """Return a new office, or headquarters for ITU; the same code twice makes a second laptop."""
        number = next(self._numbers)
        clock = log.FixedClock(at + dt.timedelta(milliseconds=number))
        around = Around(
            clock=clock, ids=log.Ids(clock), state=self._folder / f"state{number}", machine=f"m{number}"
        )
        role = "hq" if code == "ITU" else "field"
        folder = self._folder / f"{code.lower()}{number}"
        folder.mkdir()
        db, _ = exchange.found(folder / "store.gemtui", Identity(code, role, "focal point"), around)
        made = Office(db, exchange.load_key(exchange.key_files(db.path).key), clock, folder)
        self.made.append(made)
        return made

    def close(self) -> None:
        """Close all stores."""
        for office in self.made:
            office.db.close()
