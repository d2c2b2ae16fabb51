"""A laptop with nothing on it: three questions on a real terminal, then Home."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pexpect
import pyte


def screen_after(child: pexpect.spawn, screen: pyte.Screen, words: str) -> str:
    """Return the terminal's text once it shows the words; raises AssertionError where it never does."""
    stream = pyte.ByteStream(screen)
    for _ in range(400):
        try:
            stream.feed(child.read_nonblocking(65536, timeout=0.1))
        except pexpect.TIMEOUT:
            pass
        except pexpect.EOF:
            break
        shown = "\n".join(screen.display)
        if words in shown:
            return shown
    raise AssertionError(f"{words!r} never came:\n" + "\n".join(screen.display))


def test_three_answers_lead_from_an_empty_home_folder_to_home(tmp_path: Path) -> None:
    env = {k: v for k, v in os.environ.items() if not k.startswith(("XDG_", "GEMTUI_"))}
    env |= {"HOME": str(tmp_path), "TERM": "xterm-256color", "LANG": "C.UTF-8"}
    child = pexpect.spawn(sys.executable, ["-m", "gemtui"], env=env, dimensions=(24, 80))
    screen = pyte.Screen(80, 24)
    for question, answer in (("code", "NBO"), ("Language", ""), ("role", "focal point")):
        screen_after(child, screen, question)
        child.send(answer + "\r")
    shown = screen_after(child, screen, "NEXT")
    assert "NBO" in shown
    child.send("\x11")
    child.expect(pexpect.EOF, timeout=20)
    child.close()
    assert child.exitstatus == 0
    assert list(tmp_path.rglob("store.gemtui"))
