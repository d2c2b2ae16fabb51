"""Bundles merged into headquarters' store on a PostgreSQL server, beside COPY and one upsert of the same rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import perf_counter

from gemtui import exchange, store
from tests import postgresql
from tests.benchmarks import bundles
from tests.benchmarks.figure import Figure, Goal, pairs
from tests.benchmarks.filling import world
from tests.benchmarks.processes import floor, gemtui, run
from tests.benchmarks.stage import Stage

AT_ONCE = 2
"""Processes that merge at the same time, each its part of the bundles."""


def figures(stage: Stage) -> Iterator[Figure]:
    """Yield rows a second of one process and of several, and of the store alone; nothing where no server is installed."""
    there = postgresql.programs()
    if there is None:
        stage.say("no PostgreSQL server is installed")
        return
    server = postgresql.Cluster(there, "-c max_wal_size=4GB")
    try:
        yield from _figures(stage, server)
    finally:
        server.end()


def _figures(stage: Stage, server: postgresql.Cluster) -> Iterator[Figure]:
    offices, each = (20, 1_000) if stage.quick else (200, 5_000)
    sent = bundles.submissions(stage, offices, each)
    rows = offices * each
    stage.say("merging once, for the floor's rows")
    source = bundles.headquarters(stage, sent, "hq-source")
    run(gemtui("--store", source, "merge", *sent), stage.env)

    def merged(parts: Sequence[Sequence[Path]]) -> float:
        url = _headquarters(stage, server, sent)
        start = perf_counter()
        with ThreadPoolExecutor() as pool:
            list(pool.map(lambda part: run(gemtui("--store", url, "merge", *part), stage.env), parts))
        return rows / (perf_counter() - start)

    def copied() -> float:
        url = _headquarters(stage, server, sent)
        return rows / run(floor("pg_copy", source, url), stage.env).seconds

    goal = Goal(0.5, at_least=True)
    alone, theirs = pairs(stage.rounds, lambda: merged([sent]), copied)
    yield Figure(
        f"consolidate {rows:,} rows, PostgreSQL", "rows/s", alone, theirs, "COPY and an upsert", goal
    )
    parts = [sent[at::AT_ONCE] for at in range(AT_ONCE)]
    ours, theirs = pairs(stage.rounds, lambda: merged(parts), copied)
    yield Figure(f"the same, {AT_ONCE} processes", "rows/s", ours, theirs, "COPY and an upsert", goal)


def _headquarters(stage: Stage, server: postgresql.Cluster, sent: Sequence[Path]) -> str:
    """Return the URL of a new, empty headquarters store that trusts the offices' keys."""
    url = server.database()
    place = store.server_at(url, stage.folder / "servers")
    db, _ = exchange.found(place, store.Identity("ITU", "hq", "headquarters"), world(stage.folder))
    for trust in sorted(sent[0].parent.glob("*.trust")):
        exchange.trust(db, exchange.read_trust(trust.read_text(encoding="ascii")))
    db.close()
    return url
