"""A laptop with gemtui on it, used through its command line alone."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch

from gemtui.__main__ import main


@dataclass(frozen=True)
class Done:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """The one JSON document on stdout."""
        return json.loads(self.out)


@dataclass
class Laptop:
    """A home folder of its own, and a store in it; `today` sets the clock."""

    folder: Path
    today: str = ""
    more: dict[str, str] = field(default_factory=dict)

    @property
    def store(self) -> Path:
        """The store's file."""
        return self.folder / "store.gemtui"

    @property
    def key(self) -> Path:
        """The private key's file."""
        return Path(self.json("where")["keys"]["path"])

    @property
    def env(self) -> dict[str, str]:
        """The environment of every command: nothing of this machine's but where programs are."""
        return {
            "PATH": os.environ["PATH"],
            "HOME": str(self.folder / "home"),
            "USERPROFILE": str(self.folder / "home"),
            "TMPDIR": str(self.folder / "tmp"),
            "GEMTUI_STORE": str(self.store),
            "GEMTUI_TODAY": self.today,
            "LANG": "C.UTF-8",
            **self.more,
        }

    def run(self, *given: object, typed: str = "", code: int | None = 0) -> Done:
        """Run a command inside this process, the way `python -m gemtui` would, and check its exit code."""
        given_text = io.TextIOWrapper(io.BytesIO(typed.encode()), "utf-8")
        out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", newline="") for _ in range(2))
        self._folders()
        with (
            patch.dict(os.environ, self.env, clear=True),
            patch.multiple(sys, stdin=given_text, stdout=out, stderr=err),
        ):
            answered = main([str(one) for one in given])
        return self._checked(Done(answered, _text(out), _text(err)), given, code)

    def start(self, *given: object, typed: str | bytes = "", code: int | None = 0) -> Done:
        """Run a command in a process of its own and check its exit code."""
        self._folders()
        done = subprocess.run(
            [sys.executable, "-m", "gemtui", *map(str, given)],
            input=typed if isinstance(typed, bytes) else typed.encode(),
            capture_output=True, env=self.env, timeout=120, check=False,
        )  # fmt: skip
        return self._checked(Done(done.returncode, done.stdout.decode(), done.stderr.decode()), given, code)

    def json(self, *given: object, typed: str = "", code: int | None = 0) -> Any:
        """Run a command with `--json` and return its document."""
        return self.run(*given, "--json", typed=typed, code=code).document

    def init(self, office: str, role: str = "field", author: str = "focal point") -> Laptop:
        """Make the store and its keys."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.workspace = self.json("init", "--office", office, "--role", role, "--author", author)[
            "workspace"
        ]
        return self

    def add(self, kind: str, *rows: dict[str, Any]) -> list[str]:
        """Save new records from JSON lines and return their ids."""
        lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        return self.run("add", kind, "--from", "-", typed=lines).out.split()

    def trust(self, other: Laptop) -> None:
        """Trust another laptop's key."""
        self.run("key", "trust", other.json("key", "show")["line"])

    def export(self, *given: object, to: Path | None = None) -> Path:
        """Write a bundle into a folder and return its path."""
        target = to or self.folder / "out"
        target.mkdir(exist_ok=True)
        return Path(self.json("export", "--to", target, *given)["bundle"])

    def _folders(self) -> None:
        for name in ("home", "tmp"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)

    @staticmethod
    def _checked(done: Done, given: tuple[object, ...], code: int | None) -> Done:
        assert "Traceback" not in done.out + done.err, done.err
        if code is not None:
            assert done.code == code, f"{given}: {done.code} {done.out} {done.err}"
        return done


def _text(stream: io.TextIOWrapper) -> str:
    stream.flush()
    assert isinstance(stream.buffer, io.BytesIO)
    return stream.buffer.getvalue().decode()
