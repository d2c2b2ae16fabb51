"""Many bundles at once: what headquarters has to see does not drown among what went well."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest

from tests.cli.exchanged import Machines, sent, trusts
from tests.cli.gem import Gem

OFFICES = ("NBO", "ACC", "LIM")


@pytest.fixture
def inbox(tmp_path: Path) -> tuple[Gem, list[Path]]:
    """Headquarters, and three reports with a second copy, a damaged one and a forged one."""
    machines = Machines(tmp_path)
    hq = machines.machine("hq", "ITU")
    offices = [machines.machine(code, code) for code in OFFICES]
    trusts(hq, *offices)
    for office in offices:
        office.add("committee", "name=Contracts", "size=5", "rule=band")
    good = [sent(office, "submission") for office in offices]
    forger = machines.machine("forger", "ACC")
    forger.add("committee", "name=Contracts", "size=5", "rule=band")
    twice, damaged = tmp_path / "Fwd report.gem.zip", tmp_path / "damaged.gem.zip"
    shutil.copy(good[0], twice)
    damaged.write_bytes(good[2].read_bytes()[:900])
    forged = shutil.copy(sent(forger, "submission"), tmp_path / "forged.gem.zip")
    return hq, [good[0], damaged, forged, good[1], twice, good[2]]


def test_the_sum_and_the_refused_ones_stand_last(inbox: tuple[Gem, list[Path]]) -> None:
    hq, bundles = inbox
    told = hq("verify", *bundles)
    assert told.code == 1
    assert told.out.splitlines()[-3:] == [
        "6 bundles: 4 can be merged, 2 would be refused.",
        f"  {bundles[1]} [not-a-bundle]",
        f"  {bundles[2]} [unknown-key]",
    ]
    told = hq("merge", *bundles)
    assert told.code == 1
    assert told.out.splitlines()[-3:] == [
        "6 bundles: 3 merged, 1 with nothing new, 2 refused; 0 conflicts.",
        f"  {bundles[1]} [not-a-bundle]",
        f"  {bundles[2]} [unknown-key]",
    ]
    assert "instead of SHA256:" in told.out
    alone = hq("merge", bundles[0])
    assert alone.out.count("\n") == 1


def test_status_says_each_sentence_once_with_its_offices(inbox: tuple[Gem, list[Path]]) -> None:
    hq, bundles = inbox
    hq("merge", *bundles)
    lines = hq("status").out.splitlines()
    assert "not signed off by a senior role: ACC, LIM, NBO" in lines
    assert not any(line.startswith(("state ", "submitted_at", "changes_since")) for line in lines)
    assert not any("T09:00:00.000Z" in line for line in lines)
    assert "2026-11-23 09:00" in "\n".join(lines)


def test_what_all_offices_have_in_common_is_added_up(inbox: tuple[Gem, list[Path]]) -> None:
    hq, bundles = inbox
    hq("merge", *bundles)
    found = hq.json("check")["findings"]
    lines = [line.split() for line in hq("check").out.splitlines()]
    for (code, clause), count in Counter((one["code"], one["clause"]) for one in found).items():
        assert any(line[1:] == [code, clause, str(count)] for line in lines), code


def test_the_council_reads_how_many_offices_rated_what(inbox: tuple[Gem, list[Path]], tmp_path: Path) -> None:
    hq, _ = inbox
    offices = [Gem(hq.home.parent / code) for code in OFFICES]
    for office, rating in zip(offices, ("missing", "meets", "missing"), strict=True):
        office.add(
            "indicator_entry", "framework=un-swap-3", "indicator=SWAP3-06", "period=2026", f"rating={rating}",
            "accountable=Director",
        )  # fmt: skip
        assert hq("merge", sent(office, "submission")).code == 0
    hq("report", "council", "--to", tmp_path / "c.md", "--period", "2026")
    assert "meets 1: ACC; missing 2: LIM, NBO" in (tmp_path / "c.md").read_text("utf-8")
