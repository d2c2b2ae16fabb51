"""The verification of a bundle, beside `unzip -t` and SHA-256 of the same bytes; and that it is linear."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks import bundles
from tests.benchmarks.figure import Figure, Goal, pairs
from tests.benchmarks.processes import floor, gemtui, run
from tests.benchmarks.stage import Stage


def figures(stage: Stage) -> Iterator[Figure]:
    """Yield a bundle, and one four times as large beside it, program starts included."""
    small, large = (2_000, 8_000) if stage.quick else (5_000, 20_000)
    (one,), (other,) = bundles.submissions(stage, 1, small), bundles.submissions(stage, 1, large)

    def verify(bundle: Path, hq: Path) -> float:
        return run(gemtui("--store", hq, "verify", bundle), stage.env).seconds

    first = bundles.headquarters(stage, [one], "hq-verify")
    ours, theirs = pairs(
        stage.rounds, lambda: verify(one, first), lambda: run(floor("unpacking", one), stage.env).seconds
    )
    beside = "unzip -t and sha256"
    yield Figure(f"verify a bundle of {small:,}", "s", ours, theirs, beside, Goal(10))
    second = bundles.headquarters(stage, [other], "hq-verify-large")
    ours, own = pairs(stage.rounds, lambda: verify(other, second), lambda: verify(one, first))
    yield Figure(f"verify a bundle of {large:,}", "s", ours, own, f"own {small:,}", Goal(4), "4 is linear")
