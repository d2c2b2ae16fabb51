"""A signed bundle of many records, beside one pass of SHA-256 and deflate over the same payload bytes."""

from __future__ import annotations

import json
from collections.abc import Iterator

from tests.benchmarks import bundles
from tests.benchmarks.figure import Figure, Goal, pairs
from tests.benchmarks.processes import Ended, floor, gemtui, run
from tests.benchmarks.stage import Stage


def figures(stage: Stage) -> Iterator[Figure]:
    """Yield time and peak memory of an export, program starts included."""
    path = bundles.office_store(stage, stage.large)
    folder = stage.folder / "exported"
    folder.mkdir(exist_ok=True)
    ours: list[Ended] = []
    theirs: list[Ended] = []

    def export() -> float:
        for old in folder.glob("*.zip"):
            old.unlink()
        words = ("--store", path, "export", "--to", folder, "--kind", "share", "--period", "2026", "--json")
        ours.append(run(gemtui(*words), stage.env))
        return ours[-1].seconds

    export()
    (bundle,) = folder.glob("*.zip")
    payload, target = bundles.unpacked(stage, bundle), stage.folder / "floor.zip"

    def package() -> float:
        theirs.append(run(floor("package", payload, target), stage.env))
        return theirs[-1].seconds

    seconds = pairs(stage.rounds, export, package)
    told = json.loads(ours[-1].output)
    size = sum(p.stat().st_size for p in payload.rglob("*") if p.is_file()) / 2**20
    note = f"{told['changes']:,} changes, {size:.0f} MB"
    beside = "one pass of sha256 and deflate"
    yield Figure(f"export {stage.large:,} rows, signed", "s", *seconds, beside, Goal(1.5), note)
    peaks = [[one.peak for one in ended[-stage.rounds :]] for ended in (ours, theirs)]
    yield Figure(f"memory, export of {stage.large:,}", "MB", *peaks, "the floor's peak", Goal(2))
