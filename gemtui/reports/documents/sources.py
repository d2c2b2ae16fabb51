"""What a report rests on: program, log, bundles, catalogues and thresholds, so that every number can be traced.

Source: clause REP-1 (*numbers traceable to bundles*) and balance-rules.md (*a report prints the thresholds used*).
"""

from __future__ import annotations

from datetime import date

from gemtui import __version__, reference, store
from gemtui.locale import day, say
from gemtui.reports.documents.page import Paper
from gemtui.rules import THRESHOLD
from gemtui.store import Note, Store

CATALOGUES = ("balance", "policy")
SHORT = 16
"""Hex digits of a digest that stand in a table; the figures have all of them."""


def add_sources(made: Paper, db: Store, on: date, year: int) -> None:
    """Add to a report on a year what it rests on, as lines for people and as figures."""
    framework = reference.framework_of_year(year)
    versions = {name: reference.version_of(reference.load(name)) for name in CATALOGUES}
    if framework:
        versions[framework.code] = framework.version
    bundles = _submissions(db, on, year)
    digest, bands = store.log_digest(db), reference.bands()
    made.figures["sources"] = {
        "program": f"gemtui {__version__}",
        "log": digest,
        "catalogues": versions,
        "bands": bands,
        "small_cell": THRESHOLD,
        "bundles": [
            {"sha256": n.digest, "office": n.office, "period": n.period, "signer": n.fingerprint, "received": n.at}
            for n in bundles
        ],
    }  # fmt: skip
    listed = ", ".join(f"{name} {version}" for name, version in versions.items())
    made.blocks.append(say("report-rests", {"version": __version__, "log": digest[:SHORT]}, made.lang))
    made.blocks.append(say("report-rules", {**bands, "catalogues": listed, "small": THRESHOLD}, made.lang))
    if db.identity.office == store.UNION:
        rows = [
            (n.office, n.period, day(n.at[:10], made.lang), n.digest[:SHORT], n.fingerprint) for n in bundles
        ]
        made.add("part-bundles", ("office", "period", "received", "digest", "signed-by"), rows)


def _submissions(db: Store, on: date, year: int) -> list[Note]:
    """Return the offices' submissions for the year that were merged by the day, by office and as they came."""
    found = [
        note
        for note in store.journal(db, direction="in")
        if (note.kind, note.verdict) == ("submission", "merged")
        and note.at[:10] <= on.isoformat()
        and str(year) in (note.period or "").split("-")
    ]
    return sorted(found, key=lambda note: (note.office or "", note.at, note.digest))
