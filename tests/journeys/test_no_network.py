"""An office's cycle as real processes, watched by strace: no socket of any network is ever asked for."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.gem import Gem


def test_a_test_that_reaches_for_a_network_fails() -> None:
    with pytest.raises(AssertionError, match="needs no network"):
        socket.create_connection(("192.0.2.1", 9))


@pytest.mark.skipif(shutil.which("strace") is None, reason="looks at system calls with strace (Linux)")
def test_a_cycle_opens_no_socket(tmp_path: Path) -> None:
    root = str(Path(__file__).parents[2])
    nbo = Gem(tmp_path, store="nbo.gemtui", env={"PYTHONPATH": root})
    hq = nbo.at("hq.gemtui")
    trace = tmp_path / "trace"
    calls = 0

    def watched(gem: Gem, *words: object) -> str:
        nonlocal calls
        calls += 1
        argv = ["strace", "-f", "-qq", "-e", "trace=socket,connect,bind", "-o", f"{trace}.{calls}",
                sys.executable, "-m", "gemtui", *map(str, words)]  # fmt: skip
        done = subprocess.run(argv, env=gem.environment(), capture_output=True, check=True, timeout=300)
        return done.stdout.decode()

    watched(nbo, "init", "--office", "NBO")
    watched(hq, "init", "--office", "ITU")
    watched(hq, "key", "trust", nbo.json("key", "show")["line"])
    watched(nbo, "add", "committee", "name=C", "size=5")
    watched(nbo, "export", "--to", tmp_path, "--despite", "a test")
    bundles = sorted(tmp_path.glob("*.zip"))
    watched(hq, "verify", *bundles)
    watched(hq, "merge", "--jobs", "2", *bundles, *bundles)
    watched(nbo, "backup", "--to", tmp_path / "b.gemtui")
    asked = [
        line for file in tmp_path.glob("trace.*") for line in file.read_text(errors="replace").splitlines()
    ]
    assert [line for line in asked if re.search(r"AF_INET|AF_INET6|AF_NETLINK|AF_PACKET", line)] == []
    assert len(list(tmp_path.glob("trace.*"))) == calls
