"""The demo: stores and bundles of the invented offices, as if they had worked for years (reference/demo)."""

from __future__ import annotations

import datetime as dt
import random
import shutil
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from gemtui import log, store
from gemtui.exchange.allowed_signers import Trusted
from gemtui.exchange.composing import Order, export
from gemtui.exchange.keyring import found, key_files, trust
from gemtui.exchange.keys import load_key
from gemtui.exchange.merging import merge
from gemtui.exchange.refusal import ExchangeProblem
from gemtui.reference.demo import demo, fields, linked
from gemtui.store import Around, Edit, Identity, Store

FIELD_DAY, UNION_DAY = "2024-01-10", "2026-01-20"
"""The days on which the office of scenario 1 and the headquarters of scenario 3 are looked at."""

SEED = 20130517
"""Draws the same ids every time; the day of the policy's first revision."""


@dataclass(frozen=True, slots=True)
class Demo:
    """Where the demo lies."""

    folder: Path
    bundles: tuple[tuple[str, Path], ...] = ()

    @property
    def field(self) -> Path:
        """Return the store of the area office, scenario 1."""
        return self.folder / "ao-paz.gemtui"

    @property
    def second(self) -> Path:
        """Return the store of the same office's second laptop."""
        return self.folder / "ao-paz-second-laptop.gemtui"

    @property
    def headquarters(self) -> Path:
        """Return headquarters' store, scenario 3."""
        return self.folder / "itu.gemtui"

    def document(self) -> dict[str, Any]:
        """Return the paths, in the shape of spec/cli.md, `demo`."""
        return {
            "folder": str(self.folder), "field": str(self.field), "second": str(self.second),
            "headquarters": str(self.headquarters), "bundles": {name: str(path) for name, path in self.bundles},
        }  # fmt: skip


def existing_demo(folder: Path) -> Demo | None:
    """Return the demo that is in a folder already, or None."""
    made = Demo(folder)
    names = sorted((folder / "bundles").glob("*.gem.zip")) if folder.is_dir() else []
    return (
        replace(made, bundles=tuple((p.name.partition(".")[0], p) for p in names))
        if made.headquarters.exists()
        else None
    )


def make_demo(folder: Path, state: Path, machine: str, tell: Callable[[str], None] = lambda _: None) -> Demo:
    """Make the demo in a folder that is empty or not there, and return where everything is.

    `tell` hears the code of each step. Raises ExchangeProblem demo-folder-in-use, StoreProblem, OSError.
    """
    if folder.exists() and any(folder.iterdir()):
        raise ExchangeProblem("demo-folder-in-use", path=str(folder))
    (folder / "bundles").mkdir(parents=True)
    maker = _Maker(folder, state, machine)
    try:
        tell("demo-field")
        field = _field_office(maker)
        tell("demo-offices")
        _later_years(maker, field)
        _other_offices(maker)
        tell("demo-union")
        _headquarters(maker)
    finally:
        maker.close()
    return Demo(folder, tuple(maker.bundles.items()))


@dataclass
class _Maker:
    """A clock that is set by hand, ids that are drawn alike, and what was made with them."""

    folder: Path
    state: Path
    machine: str
    clock: log.FixedClock = field(
        default_factory=lambda: log.FixedClock(dt.datetime(2024, 1, 10, 8, tzinfo=dt.UTC))
    )
    known: dict[tuple[str, str], str] = field(default_factory=dict)
    """(office, ref) → id of what was saved."""
    bundles: dict[str, Path] = field(default_factory=dict)
    stores: dict[str, Store] = field(default_factory=dict)
    keys: list[Trusted] = field(default_factory=list)

    def __post_init__(self) -> None:
        drawn = random.Random(SEED)  # noqa: S311 - ids of invented records, no secrets
        self.ids = log.Ids(self.clock, drawn.randbytes)

    def at(self, day: str, hour: int = 8) -> None:
        """Set the clock."""
        self.clock.set(dt.datetime.combine(dt.date.fromisoformat(day), dt.time(hour), dt.UTC))

    def open(self, name: str, identity: Identity, day: str) -> Store:
        """Make a store with its keys, marked as a demo that plays on a day."""
        around = Around(self.clock, self.ids, self.state, self.machine)
        db, key = found(self.folder / name, identity, around)
        store.put_setting(db, "demo", "yes")
        store.put_setting(db, "today", day)
        self.stores[name] = db
        self.keys.append(Trusted(identity.principal, key))
        return db

    @property
    def laptops(self) -> list[Store]:
        """Return the office's stores that the demo keeps."""
        return [db for name, db in self.stores.items() if name.startswith("ao-paz")]

    def record(self, db: Store, name: str) -> None:
        """Save the lines of a demo, a minute apart."""
        for line in demo(name):
            self.save(db, linked([line], lambda office, ref: self.known[office, ref])[0])

    def save(self, db: Store, line: dict[str, Any]) -> None:
        """Save one line: a new record, or a correction of an earlier one."""
        self.clock.advance(dt.timedelta(minutes=1))
        ref = (line["office"], line.get("ref", ""))
        earlier = self.known.get(ref, "")
        saved = store.save(db, Edit(line["kind"], fields(line), id=earlier, office=line["office"]))
        if line.get("ref"):
            self.known[ref] = saved.id

    def change(self, db: Store, kind: str, ref: tuple[str, str], **values: Any) -> None:
        """Give fields of a record other values."""
        self.clock.advance(dt.timedelta(minutes=1))
        store.save(db, Edit(kind, values, id=f"{ref[0]}/{self.known[ref]}"))

    def send(self, db: Store, name: str, order: Order) -> Path:
        """Write a bundle under a name of its own, and return its path."""
        path = self.folder / "bundles" / f"{name}.gem.zip"
        export(db, order, path, load_key(key_files(db.path).key))
        self.bundles[name] = path
        return path

    def close(self) -> None:
        """Close every store; those that only served to write bundles go, keys and all."""
        for db in self.stores.values():
            db.close()
        shutil.rmtree(self.folder / "elsewhere", ignore_errors=True)


def _field_office(maker: _Maker) -> Store:
    """Make the office of scenario 1, and its second laptop, on which the alternate has gone on."""
    db = maker.open("ao-paz.gemtui", Identity("AO-PAZ", "field", "focal point"), FIELD_DAY)
    maker.record(db, "ao-paz")
    second = maker.open("ao-paz-second-laptop.gemtui", Identity("AO-PAZ", "field", "alternate"), FIELD_DAY)
    _trust(second, maker.keys)
    _trust(db, maker.keys)
    _take(second, maker.send(db, "ao-paz-share", Order(kind="share")))
    maker.change(second, "action", ("AO-PAZ", "a10"), obstacle="No candidate has come forward yet")
    maker.change(
        second, "action", ("AO-PAZ", "a06"), output="A note to staff, agreed with the head of office"
    )
    maker.change(db, "action", ("AO-PAZ", "a10"), obstacle="The committee's mandate runs until March")
    maker.send(second, "ao-paz-second-laptop-share", Order(kind="share"))
    maker.send(db, "ao-paz-share", Order(kind="share"))
    return db


def _later_years(maker: _Maker, field: Store) -> None:
    """Let the office report on 2024 and, twice, on 2025, from a laptop that it got later."""
    later = maker.open("elsewhere/ao-paz-2025.gemtui", Identity("AO-PAZ", "field", "focal point"), UNION_DAY)
    _trust(later, maker.keys)
    for laptop in maker.laptops:
        _trust(laptop, maker.keys)
    _take(later, maker.bundles["ao-paz-share"])
    maker.at("2025-01-07")
    maker.record(later, "ao-paz-2024")
    maker.send(later, "ao-paz-2024", Order(period="2024"))
    maker.at("2026-01-05")
    maker.record(later, "ao-paz-2025")
    maker.send(later, "ao-paz-2025", Order(period="2025"))
    maker.at("2026-01-09")
    maker.record(later, "ao-paz-2025-second")
    maker.send(later, "ao-paz-2025-second", Order(period="2025"))


def _other_offices(maker: _Maker) -> None:
    """Let the other offices report: one too late, one damaged on its way and sent again, one that nobody knows."""
    nvl = maker.open("elsewhere/ro-nvl.gemtui", Identity("RO-NVL", "field", "focal point"), UNION_DAY)
    maker.at("2026-01-12")
    maker.record(nvl, "ro-nvl")
    maker.send(nvl, "ro-nvl-2025", Order(period="2025"))
    trm = maker.open("elsewhere/ao-trm.gemtui", Identity("AO-TRM", "field", "focal point"), UNION_DAY)
    maker.at("2026-01-07")
    maker.record(trm, "ao-trm")
    sent = maker.send(trm, "ao-trm-2025-sent-again", Order(period="2025"))
    maker.bundles["ao-trm-2025-damaged"] = _damaged(sent, sent.with_name("ao-trm-2025-damaged.gem.zip"))
    lim = maker.open("elsewhere/ao-lim.gemtui", Identity("AO-LIM", "field", "focal point"), UNION_DAY)
    maker.at("2026-01-19")
    maker.save(lim, _unit("AO-LIM", "Area Office, Limoral"))
    maker.send(lim, "ao-lim-2025-not-merged-yet", Order(period="2025"))
    xyz = maker.open("elsewhere/ao-xyz.gemtui", Identity("AO-XYZ", "field", "focal point"), UNION_DAY)
    maker.keys.pop()
    maker.save(xyz, _unit("AO-XYZ", "Area Office that nobody knows"))
    maker.send(xyz, "ao-xyz-2025-unknown-key", Order(period="2025"))


def _unit(office: str, name: str) -> dict[str, Any]:
    return {
        "kind": "office_unit",
        "ref": "unit",
        "office": office,
        "code": office,
        "name": name,
        "level": "area",
    }


def _damaged(source: Path, target: Path) -> Path:
    """Write a copy in which one character of its summary is another."""
    with zipfile.ZipFile(source) as whole, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        for entry in whole.infolist():
            content = whole.read(entry)
            damaged = entry.filename.endswith("/summary.html")
            copy.writestr(entry, content.replace(b"a", b"e", 1) if damaged else content)
    return target


def _headquarters(maker: _Maker) -> None:
    """Make headquarters: keys trusted, bundles merged in the order in which they came, the Union's own records."""
    hq = maker.open("itu.gemtui", Identity(store.UNION, "hq", "headquarters"), UNION_DAY)
    _trust(hq, maker.keys)
    for laptop in maker.laptops:  # so that a return which somebody tries is taken
        _trust(laptop, maker.keys[-1:])
    arrivals = (
        ("2025-01-08", "ao-paz-2024"), ("2026-01-06", "ao-paz-2025"), ("2026-01-09", "ao-paz-2025-second"),
        ("2026-01-12", "ro-nvl-2025"), ("2026-01-13", "ao-trm-2025-damaged"), ("2026-01-14", "ao-trm-2025-sent-again"),
    )  # fmt: skip
    for day, name in arrivals:
        maker.at(day, 16)
        _take(hq, maker.bundles[name], refused_is_fine="damaged" in name)
    maker.at("2026-01-19")
    maker.record(hq, "itu")
    _answers(maker, hq)


def _answers(maker: _Maker, hq: Store) -> None:
    """Say to the offices what became of their reports."""
    said = {"AO-PAZ": "accepted", "RO-NVL": "received"}
    for office, decision in said.items():
        made = [row for row in store.rows(hq, "submission", office=office) if row["period"] == "2025"]
        latest = max(made, key=lambda row: str(row["changed_at"]))
        values = {"submission": latest["id"], "decision": decision, "decided_on": UNION_DAY}
        store.save(hq, Edit("receipt", values, office=office))
    ask = {"text": "Who will be your focal point, and from when?", "status": "open", "due_on": "2026-02-15"}
    store.save(hq, Edit("remark", ask, office="AO-TRM"))


def _trust(db: Store, keys: Iterable[Trusted]) -> None:
    for each in keys:
        trust(db, each)


def _take(db: Store, path: Path, *, refused_is_fine: bool = False) -> None:
    for outcome in merge(db, [path]):
        if outcome.verdict.refused and not refused_is_fine:
            raise outcome.verdict.refused
