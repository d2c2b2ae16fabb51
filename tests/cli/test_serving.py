"""`serve`: a real server on this machine, which lets in only whoever has its address with the key."""

from __future__ import annotations

import http.client
import re
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import aiohttp
import pytest

from tests.cli.gem import PROGRAM, Gem

LISTENING = Path("/proc/net/tcp")


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[int, str, subprocess.Popen[str]]]:
    """A started server: its port and key; gone at the end."""
    gem = Gem(tmp_path)
    gem("init", "--office", "NBO")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [*PROGRAM, "serve", "--port", str(port)], env=gem.environment(), stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout
        found = re.search(rf"http://127\.0\.0\.1:{port}/\?key=([\w-]+)", process.stdout.readline())
        assert found
        yield port, found[1], process
    finally:
        process.terminate()
        process.wait(20)


def ask(port: int, path: str, **headers: str) -> http.client.HTTPResponse:
    """Ask, as soon as the server listens."""
    for _ in range(2000):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        try:
            connection.request("GET", path, headers=headers)
        except ConnectionRefusedError:
            continue
        return connection.getresponse()
    raise AssertionError("nobody listens")


def test_only_who_has_the_key_gets_in_and_no_other_page_does(served: tuple[int, str, object]) -> None:
    port, key, _ = served
    good = ask(port, f"/?key={key}")
    assert good.status == 200
    cookie = (good.headers["Set-Cookie"] or "").partition(";")[0]
    assert "HttpOnly" in good.headers["Set-Cookie"]
    assert "SameSite=Strict" in good.headers["Set-Cookie"]
    assert ask(port, "/", Cookie=cookie).status == 200
    assert ask(port, "/").status == 403
    assert ask(port, "/?key=wrong").status == 403
    assert ask(port, "/ws", Cookie=cookie, Origin="http://evil.example").status == 403
    assert ask(port, "/", Cookie=cookie, Host="evil.example").status == 403


async def test_the_program_itself_comes_through_the_socket(served: tuple[int, str, object]) -> None:
    port, key, _ = served
    first = ask(port, f"/?key={key}")
    cookie = (first.headers["Set-Cookie"] or "").partition(";")[0]
    url = f"http://127.0.0.1:{port}"
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(
            f"{url}/ws?width=80&height=24", headers={"Cookie": cookie, "Origin": url}
        ) as terminal,
    ):
        shown = b""
        while b"Home" not in shown:
            shown += await terminal.receive_bytes(timeout=60)


@pytest.mark.skipif(not LISTENING.exists(), reason="Linux alone lists its sockets in a file")
def test_it_listens_on_this_machine_alone(served: tuple[int, str, object]) -> None:
    port, key, _ = served
    assert ask(port, f"/?key={key}").status == 200
    lines = [line.split() for table in (LISTENING, LISTENING.with_name("tcp6")) for line in _lines(table)]
    there = {
        line[1].rpartition(":")[0] for line in lines if line[3] == "0A" and line[1].endswith(f":{port:04X}")
    }
    assert there == {"0100007F"}


def _lines(table: Path) -> list[str]:
    return table.read_text().splitlines()[1:] if table.exists() else []


def test_a_store_that_is_not_there_and_a_port_in_use_are_said(tmp_path: Path) -> None:
    gem = Gem(tmp_path)
    assert "[no-store]" in gem("serve").err
    gem("init", "--office", "NBO")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        ended = subprocess.run(
            [*PROGRAM, "serve", "--port", str(port)],
            check=False,
            env=gem.environment(),
            capture_output=True,
            text=True,
            timeout=60,
        )
    assert (ended.returncode, "[port-taken]" in ended.stderr) == (2, True)
