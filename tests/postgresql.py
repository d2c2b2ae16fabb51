"""A PostgreSQL server of the tests' own: in a temporary folder, on a socket only, stopped and forgotten at the end."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from itertools import count
from pathlib import Path

import pytest

OFFICER = "officer"
"""The role that stores are opened as: owner of its database and nothing else."""
FAST = "-c fsync=off -c full_page_writes=off -c max_connections=60"
"""A server that lives as long as its tests need not survive a power cut."""


class Cluster:
    """A running server."""

    def __init__(self, programs: Path, settings: str = FAST) -> None:
        self._programs, self._settings = programs, settings
        self.folder = Path(tempfile.mkdtemp(prefix="gemtui-pg-", dir="/tmp"))
        self._user = _unprivileged()
        if self._user:
            os.chown(self.folder, *self._user)
        self._numbers = count(1)
        self._call(
            "initdb", "-D", self.data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C", "-N"
        )
        self.start()
        self.say(f"CREATE ROLE {OFFICER} LOGIN")

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def start(self) -> None:
        """Start the server and wait until it answers."""
        options = f"-c listen_addresses= -k {self.folder} {self._settings}"
        self._call("pg_ctl", "-D", self.data, "-w", "-l", self.folder / "log", "-o", options, "start")

    def stop(self, how: str = "fast") -> None:
        """Stop the server; `immediate` is a crash."""
        self._call("pg_ctl", "-D", self.data, "-w", "-m", how, "stop")

    def end(self) -> None:
        """Stop the server and take its folder away."""
        self.stop("immediate")
        shutil.rmtree(self.folder, ignore_errors=True)

    def database(self, options: str = "") -> str:
        """Make an empty database and return the URL of a store in it."""
        name = f"store{next(self._numbers)}"
        self.say(f"CREATE DATABASE {name} OWNER {OFFICER} {options}")
        return self.url(name)

    def url(self, database: str, user: str = OFFICER) -> str:
        return f"postgresql+psycopg://{user}@/{database}?host={self.folder}"

    def say(self, statement: str, database: str = "postgres") -> None:
        """Carry out a statement as the server's superuser."""
        import psycopg

        with psycopg.connect(
            f"dbname={database} user=postgres host={self.folder}", autocommit=True
        ) as connection:
            connection.execute(statement)

    def _call(self, program: str, *given: object) -> None:
        user, group = self._user or (None, None)
        done = subprocess.run(
            [self._programs / program, *map(str, given)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
            user=user, group=group, extra_groups=None if user is None else [], cwd="/", timeout=300, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr.decode()


def _unprivileged() -> tuple[int, int] | None:
    """The server refuses to run as root: then it runs as the user that its package made, or as nobody."""
    if os.getuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            found = pwd.getpwnam(name)
        except KeyError:
            continue
        return found.pw_uid, found.pw_gid
    raise AssertionError("no unprivileged user to run PostgreSQL as")


def programs() -> Path | None:
    """The folder of the newest server's programs, None where none is installed."""
    on_path = shutil.which("initdb")
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3].partition(".")[0])
    )
    return Path(on_path).parent if on_path else found[-1].parent if found else None


def cluster() -> Cluster:
    """Start a server; without one installed the test is skipped by name, or fails where `.ci/run` asks for it."""
    there = programs()
    if there is None:
        assert "GEMTUI_NEEDS_POSTGRESQL" not in os.environ, "no PostgreSQL server is installed"
        pytest.skip("no PostgreSQL server is installed (Debian: apt-get install postgresql)")
    return Cluster(there)
