"""The program as a person or a script calls it: in this process with its streams caught, or as a real one."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from gemtui import cli, log
from gemtui.__main__ import machine

PROGRAM = (sys.executable, "-m", "gemtui")


@dataclass(frozen=True)
class Answer:
    """What a call said, and how it ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Return the one document on standard output."""
        return json.loads(self.out)

    @property
    def codes(self) -> list[str]:
        """Return the codes of the problems that it reports."""
        return [problem["code"] for problem in self.json["problems"]]


class Stream(io.StringIO):
    """Standard output or error that is no terminal."""

    def isatty(self) -> bool:
        return False


@dataclass
class Gem:
    """One person's machine: a folder of stores, a clock, and no terminal."""

    home: Path
    today: date = date(2026, 11, 23)
    store: str = "office.gemtui"
    env: dict[str, str] = field(default_factory=dict)

    @property
    def path(self) -> Path:
        return self.home / self.store

    def at(self, store: str) -> Gem:
        """Return the same machine with another store in use."""
        return Gem(self.home, self.today, store, self.env)

    def on(self, day: str) -> Gem:
        """Return the same machine on another day."""
        return Gem(self.home, date.fromisoformat(day), self.store, self.env)

    def __call__(self, *argv: object, stdin: str | bytes = "") -> Answer:
        """Run a command in this process."""
        out, err = Stream(), Stream()
        content = stdin.encode() if isinstance(stdin, str) else stdin
        typed = io.TextIOWrapper(io.BytesIO(content), encoding="utf-8")
        clock = log.ShiftedClock(self.today, log.FixedClock(datetime(2026, 11, 23, 9, tzinfo=UTC)))
        world = cli.World(
            clock=clock,
            ids=log.Ids(clock),
            today=self.today,
            env={"GEMTUI_STORE": str(self.path), **self.env},
            stdin=typed,
            stdout=out,
            stderr=err,
            dirs=cli.Dirs(*(self.home / name / "gemtui" for name in ("data", "config", "state"))),
            machine=machine(Path("/etc/machine-id")),
        )
        before = sys.stdin, sys.stdout
        sys.stdin, sys.stdout = typed, out  # click reads `-` and writes help there
        try:
            code = cli.run([str(argument) for argument in argv], world)
        finally:
            sys.stdin, sys.stdout = before
        return Answer(code, out.getvalue(), err.getvalue())

    def json(self, *argv: object, stdin: str | bytes = "") -> Any:
        """Run a command that is fine, with --json, and return its document."""
        answer = self(*argv, "--json", stdin=stdin)
        assert (answer.code, answer.err) == (0, ""), answer
        return answer.json

    def add(self, kind: str, *pairs: str) -> str:
        """Save a record and return its id."""
        return str(self.json("add", kind, *pairs)["id"])

    def environment(self) -> dict[str, str]:
        """Return the environment of a real process on this machine."""
        kept = {
            name: os.environ[name]
            for name in ("PATH", "PYTHONPATH", "SYSTEMROOT", "LANG")
            if name in os.environ
        }
        folders = {f"XDG_{name}_HOME": str(self.home / name.lower()) for name in ("DATA", "CONFIG", "STATE")}
        return {**kept, **folders, "HOME": str(self.home), "GEMTUI_STORE": str(self.path), **self.env}

    def real(self, *argv: object, stdin: bytes = b"", **given: Any) -> Answer:
        """Run a command as a process of its own."""
        command = [*PROGRAM, *map(str, argv)]
        done = subprocess.run(
            command,
            input=stdin,
            capture_output=True,
            env=self.environment(),
            timeout=120,
            check=False,
            **given,
        )
        return Answer(done.returncode, done.stdout.decode(), done.stderr.decode())


def lines(records: Sequence[Mapping[str, Any]]) -> str:
    """Return records as lines of JSON."""
    return "".join(json.dumps(record) + "\n" for record in records)
