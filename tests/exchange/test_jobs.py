"""`merge --jobs N`: bundles verified ahead in processes, taken in order; the outcome is that of one after another."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from gemtui import exchange, store
from gemtui.exchange import Choices
from gemtui.exchange.asking import holds_still, noted
from gemtui.exchange.receiver import known_of
from gemtui.store import Edit, File
from tests.exchange.offices import Office, Offices

CODES = ("NBO", "ACC", "CAI")


def inbox(offices: Offices) -> tuple[Office, list[Path]]:
    """Return headquarters and what came: reports, later ones of the same offices, one twice, one broken, one forged."""
    hq = offices.office("ITU")
    made = [offices.office(code) for code in CODES]
    hq.trusts(*made)
    paths: list[Path] = []
    for number, office in enumerate(made):
        record = office.save("committee", name=f"C{number}", size=5).id
        store.attach(office.db, "committee", record, File("minutes.txt", b"minutes" * number, "text/plain"))
        paths += [found] if (found := office.export("submission").bundle) else []
        office.change("committee", record, name=f"later {number}")
        paths += [found] if (found := office.export("submission").bundle) else []
    stranger = offices.office("NBO")
    stranger.save("committee", name="not theirs")
    paths += [found] if (found := stranger.export("submission").bundle) else []
    broken = hq.folder / "broken.gem.zip"
    broken.write_bytes(paths[0].read_bytes()[:-40])
    return hq, [*paths, broken, paths[2]]


def summary(hq: Office, paths: list[Path], jobs: int) -> list[tuple[object, ...]]:
    """Merge and return what became of each, and then the digests and the journal's verdicts."""
    outcomes = list(exchange.merge(hq.db, paths, Choices(), jobs))
    told: list[tuple[object, ...]] = [
        (Path(o.verdict.bundle).name, o.verdict.document() | {"bundle": ""}, o.merged) for o in outcomes
    ]
    notes = [(n.bundle, n.verdict, n.digest, n.signer, n.facts) for n in store.journal(hq.db, direction="in")]
    return [*told, hq.digest(), *notes]


def copied(hq: Office, name: str) -> Office:
    """Return a copy of headquarters' empty store, which stays the same workspace."""
    path = hq.folder / name / "store.gemtui"
    path.parent.mkdir()
    shutil.copyfile(hq.db.path, path)
    return Office(store.open_store(path, hq.db.around), hq.signer, hq.clock, path.parent)


def test_several_jobs_bring_what_one_brings(offices: Offices) -> None:
    jobs = 3
    hq, paths = inbox(offices)
    hq.db.close()
    alone = copied(hq, "alone")
    many = copied(hq, "many")
    random.Random(jobs).shuffle(paths)
    assert summary(many, paths, jobs) == summary(alone, paths, 1)
    assert {o[2] is None for o in summary(many, paths, jobs)[: len(paths)]} == {True, False}
    alone.db.close()
    many.db.close()


def test_what_was_asked_of_the_store_is_noted_and_asked_again(offices: Offices) -> None:
    hq, nbo = offices.office("ITU"), offices.office("NBO")
    hq.trusts(nbo)
    nbo.save("committee", name="C")
    first = nbo.export("submission").bundle
    assert first
    asked: list[tuple[str, tuple[object, ...], object]] = []
    with exchange.inspected(first, noted(known_of(hq.db), asked)) as inspection:
        assert inspection.checked
    assert {name for name, _, _ in asked} >= {"heads", "owners", "trusted", "first_received"}
    assert holds_still(known_of(hq.db), asked)
    hq.merge(first)
    assert not holds_still(known_of(hq.db), asked)


def test_an_encrypted_bundle_is_opened_in_the_process_with_the_writers_identity(offices: Offices) -> None:
    hq, paths = inbox(offices)
    recipient = exchange.recipient_of(exchange.key_files(hq.db.path).identity)
    nbo = offices.made[1]
    nbo.save("committee", name="secret")
    locked = nbo.export("submission", recipients=(recipient,)).bundle
    assert locked
    identity = exchange.read_identity(exchange.key_files(hq.db.path).identity)
    asked: list[int] = []

    def identities() -> tuple[str, ...]:
        asked.append(1)
        return (identity,)

    outcomes = list(exchange.merge(hq.db, [locked, locked, *paths], Choices(identities=identities), 2))
    assert [o.verdict.refused for o in outcomes[:2]] == [None, None]
    assert asked == [1]


def test_a_process_that_dies_costs_nothing_but_time(
    offices: Offices, monkeypatch: pytest.MonkeyPatch
) -> None:
    from gemtui.exchange import examiners

    hq, paths = inbox(offices)
    begun = examiners.Examiner.ask

    def ask_and_die(self: examiners.Examiner, *args: object, **given: object) -> None:
        self._process.kill()
        self._process.wait()
        begun(self, *args, **given)  # type: ignore[arg-type]

    monkeypatch.setattr(examiners.Examiner, "ask", ask_and_die)
    outcomes = list(exchange.merge(hq.db, paths[:3], Choices(), 2))
    assert [o.verdict.ok for o in outcomes] == [True, True, True]


def running(hq: Office, paths: list[Path]) -> subprocess.Popen[bytes]:
    """Return a merge with two jobs as a process of its own, and of its own group."""
    code = (
        "import sys; from pathlib import Path; from gemtui import exchange, log, store\n"
        "if __name__ == '__main__':\n"
        "  path = Path(sys.argv[1]); clock = log.SystemClock()\n"
        "  around = store.Around(clock=clock, ids=log.Ids(clock), state=path.parent / 'state', machine=sys.argv[2])\n"
        "  db = store.open_store(path, around); print('ready', flush=True)\n"
        "  list(exchange.merge(db, [Path(p) for p in sys.argv[3:]], exchange.Choices(), 2))\n"
    )
    script = hq.folder / "merging_script.py"
    script.write_text(code)
    runs = subprocess.Popen(
        [sys.executable, script, hq.db.path, hq.db.around.machine, *paths],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    assert runs.stdout
    assert runs.stdout.readline() == b"ready\n"
    return runs


@pytest.mark.skipif(os.name == "nt", reason="no SIGKILL")
def test_a_killed_merge_goes_on_where_it_was(offices: Offices, tmp_path: Path) -> None:
    hq, nbo = offices.office("ITU"), offices.office("NBO")
    others = [offices.office(f"B{number:02d}") for number in range(4)]
    hq.trusts(nbo, *others)
    paths = []
    for office in (nbo, *others):
        store.save_all(office.db, [Edit("committee", {"name": f"C{n}"}) for n in range(60)], "many")
        paths += [found] if (found := office.export("submission").bundle) else []
    hq.db.close()
    whole, cut = copied(hq, "whole"), copied(hq, "cut")
    list(exchange.merge(whole.db, paths, Choices()))
    cut.db.close()
    for patience in (0.5, 1.0):
        runs = running(cut, paths)
        with suppress(subprocess.TimeoutExpired):
            runs.wait(patience)
        with suppress(ProcessLookupError):
            os.kill(runs.pid, signal.SIGKILL)
        runs.wait()
        assert runs.stdout
        assert runs.stdout.read() == b""  # waits until the processes that it started are gone, too
        runs.stdout.close()
    db = store.open_store(cut.db.path, hq.db.around)
    again = list(exchange.merge(db, paths, Choices(), 2))
    assert all(o.verdict.ok for o in again)
    merged = [n.bundle for n in store.journal(db, direction="in") if n.verdict == "merged"]
    assert sorted(merged) == sorted(path.name for path in paths)
    made = store.digest(db)
    assert (made.log, made.tables) == whole.digest()
    assert store.examine(db).ok
    db.close()
    whole.db.close()
