"""Which evidence files a bundle carries by itself: those that its receiver is not known to hold (spec/bundle.md)."""

from __future__ import annotations

import zipfile
from hashlib import sha256
from pathlib import Path

from tests.cli.exchanged import Machines, sent, taken, trusts


def files(bundle: Path) -> set[str]:
    with zipfile.ZipFile(bundle) as archive:
        return {name.rpartition("/")[2] for name in archive.namelist() if "/attachments/" in name}


def test_each_receiver_gets_the_files_that_it_is_not_known_to_hold(tmp_path: Path) -> None:
    machines = Machines(tmp_path)
    hq, nbo, second = (
        machines.machine(name, code) for name, code in (("hq", "ITU"), ("a", "NBO"), ("b", "NBO"))
    )
    trusts(hq, nbo)
    trusts(nbo, hq, second)
    trusts(second, hq, nbo)
    digests = {}
    for name, gem in (("office", nbo), ("union", hq)):
        (tmp_path / name).write_bytes(name.encode())
        digests[name] = sha256(name.encode()).hexdigest()
        gem.json("attach", "committee", gem.add("committee", "name=Panel", "size=5"), tmp_path / name)
    report = sent(nbo, "submission")
    assert files(report) == {digests["office"]}
    taken(hq, report)
    found = hq.json("list", "submission")[0]
    hq.add("receipt", f"submission=NBO/{found['id']}", "decision=accepted", "office=NBO")
    returned = sent(hq, "return", "--office", "NBO")
    assert files(returned) == {digests["union"]}, "the office holds its own"
    assert files(sent(hq, "return", "--office", "NBO", "--files", "all")) == set(digests.values())
    assert files(sent(hq, "return", "--office", "NBO", "--files", "none")) == set()
    assert nbo.json("verify", returned)[0]["warnings"] == []
    taken(nbo, returned)
    assert files(sent(nbo, "submission")) == set(), "headquarters has acknowledged it"
    share = sent(nbo, "share")
    assert digests["office"] in files(share), "that headquarters holds it says nothing of a colleague"
    assert second.json("verify", share)[0]["warnings"] == []
