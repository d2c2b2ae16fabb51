"""The rehearsal: what has changed since the last report, what arrives late, what is still answered in two ways."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from gemtui import log, reports, store
from gemtui.store import Around
from tests.cli.exchanged import Machines, sent, taken, trusts
from tests.cli.gem import Gem


def rehearsed(gem: Gem) -> reports.Rehearsal:
    clock = log.FixedClock(dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC))
    db = store.open_store(
        gem.path, Around(clock, log.Ids(clock), gem.home / "state" / "gemtui"), read_only=True
    )
    try:
        return reports.rehearsal(db, 2026, gem.today)
    finally:
        db.close()


def test_what_was_accepted_and_changed_is_late_and_open_conflicts_go_along(tmp_path: Path) -> None:
    machines = Machines(tmp_path)
    hq, nbo, second = (
        machines.machine(name, code) for name, code in (("hq", "ITU"), ("a", "NBO"), ("b", "NBO"))
    )
    trusts(hq, nbo)
    trusts(nbo, hq, second)
    trusts(second, hq, nbo)
    body = nbo.add("committee", "name=Contracts", "size=5", "rule=band")
    assert rehearsed(nbo).submission is None
    taken(hq, sent(nbo, "submission"))
    found = hq.json("list", "submission")[0]
    hq.add("receipt", f"submission=NBO/{found['id']}", "decision=accepted", "office=NBO")
    taken(nbo, sent(hq, "return", "--office", "NBO"))
    assert (rehearsed(nbo).state, rehearsed(nbo).since) == ("accepted", ())
    taken(second, sent(nbo, "share"))
    nbo.json("set", "committee", body, "size=6", "--why", "One place more")
    second.json("set", "committee", body, "size=7")
    nbo.add("committee", "name=New one", "size=3", "rule=band")
    taken(nbo, sent(second, "share"))
    now = rehearsed(nbo)
    assert sorted((t.kind, t.fields, t.is_new) for t in now.since if t.id == body) == [
        ("committee", ("size",), False)
    ]
    assert [t.id for t in now.accepted] == [body]
    assert now.conflicts == (("committee", body, "size"),)
    assert nbo("export", "--to", tmp_path, "--dry-run").code == 0


def test_what_belongs_to_an_accepted_report_is_late_at_both_ends_with_its_reason(tmp_path: Path) -> None:
    machines = Machines(tmp_path)
    hq, nbo = machines.machine("hq", "ITU"), machines.machine("a", "NBO")
    trusts(hq, nbo)
    trusts(nbo, hq)
    nbo.add("committee", "name=Contracts", "size=5", "rule=band")
    taken(hq, sent(nbo, "submission"))
    found = hq.json("list", "submission")[0]
    hq.add("receipt", f"submission=NBO/{found['id']}", "decision=accepted", "office=NBO")
    taken(nbo, sent(hq, "return", "--office", "NBO"))
    counts = ("women=1", "men=2", "other=0", "undisclosed=0")
    told = nbo(
        "add", "training_record", "title=Bias", "held_on=2026-05-02", *counts, "--why", "The list came now"
    )
    sheet = tmp_path / "t.csv"
    sheet.write_text(
        "title,held_on,women,men,other,undisclosed\nRights,2026-06-02,1,2,0,0\n", encoding="utf-8"
    )
    nbo.json("import", "training_record", sheet, "--why", "Found in a drawer")
    nbo.add("training_record", "title=Bias again", "held_on=2026-11-24", *counts)  # after the report was made
    unexplained = nbo.add("training_record", "title=Courts", "held_on=2026-07-02", *counts)
    assert told.code == 0
    assert len(rehearsed(nbo).accepted) == 3
    taken(hq, sent(nbo, "submission"))
    for gem in (nbo, hq):
        late = [f for f in gem.json("check")["findings"] if f["code"].startswith("late-")]
        assert sorted(f["code"] for f in late) == ["late-record", "late-record", "late-record-unexplained"]
        words = " ".join(f["message"] for f in late)
        assert "The list came now" in words
        assert "Found in a drawer" in words
        (one,) = [f for f in late if f["code"] == "late-record-unexplained"]
        assert one["id"].rpartition("/")[2] == unexplained
    nbo.add("remark", "subject_kind=training_record", f"subject={unexplained}", "text=The list was lost")
    taken(hq, sent(nbo, "submission"))
    for gem in (nbo, hq):
        late = [f for f in gem.json("check")["findings"] if f["code"].startswith("late-")]
        assert {f["code"] for f in late} == {"late-record"}
        assert "The list was lost" in " ".join(f["message"] for f in late)
