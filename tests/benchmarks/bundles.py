"""Bundles as offices send them, made by the program's own export, and a headquarters store that trusts them."""

from __future__ import annotations

import zipfile
from pathlib import Path

from gemtui import exchange, store
from tests.benchmarks.filling import MIX, Content, fill, world
from tests.benchmarks.stage import Stage

DESPITE = "a benchmark"
"""Why it is sent although the rules find errors in values that were drawn field by field."""


def office_store(stage: Stage, records: int) -> Path:
    """Return a field store with keys and so many records of all sorts."""
    path = stage.folder / f"office-{records}.gemtui"
    if not path.exists():
        stage.say(f"filling {path.name}")
        db, _ = exchange.found(path, store.Identity("NBO", "field", "focal point"), world(stage.folder))
        fill(db, Content(records, MIX), is_searched=False)
        db.close()
    return path


def submissions(stage: Stage, offices: int, records: int) -> list[Path]:
    """Return one submission an office, each of so many records."""
    folder = stage.folder / f"bundles-{offices}x{records}"
    folder.mkdir(exist_ok=True)
    found = sorted(folder.glob("*.zip"))
    if len(found) == offices:
        return found
    for number in range(offices):
        code = f"B{number:03d}"
        if not list(folder.glob(f"gem-{code.lower()}-*")):
            _submission(stage, folder, code, records)
        if number % 20 == 19:
            stage.say(f"{number + 1} of {offices} bundles")
    return sorted(folder.glob("*.zip"))


def _submission(stage: Stage, folder: Path, code: str, records: int) -> None:
    path = folder / f"{code}.gemtui"
    for rest in folder.glob(f"{path.name}*"):
        rest.unlink()
    db, key = exchange.found(path, store.Identity(code, "field", "focal point"), world(stage.folder))
    fill(db, Content(records, MIX), is_searched=False)
    signer = exchange.load_key(exchange.key_files(path).key)
    exchange.export(db, exchange.Order("submission", period="2026", despite=DESPITE), folder, signer)
    (folder / f"{code}.trust").write_text(exchange.Trusted(f"office:{code}", key).line, encoding="ascii")
    db.close()
    for rest in folder.glob(f"{path.name}*"):
        rest.unlink()


def headquarters(stage: Stage, bundles: list[Path], name: str) -> Path:
    """Return a new, empty headquarters store that trusts these offices' keys."""
    path = stage.folder / f"{name}.gemtui"
    for rest in stage.folder.glob(f"{path.name}*"):
        rest.unlink()
    db, _ = exchange.found(path, store.Identity("ITU", "hq", "headquarters"), world(stage.folder))
    for trust in sorted(bundles[0].parent.glob("*.trust")):
        exchange.trust(db, exchange.read_trust(trust.read_text(encoding="ascii")))
    db.close()
    return path


def unpacked(stage: Stage, bundle: Path) -> Path:
    """Return a folder with a bundle's payload as plain files."""
    folder = stage.folder / f"{bundle.stem}-payload"
    with zipfile.ZipFile(bundle) as archive:
        names = [name for name in archive.namelist() if "/data/" in name]
        archive.extractall(folder, names)
    return folder
