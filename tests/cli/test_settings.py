"""The settings file: what it says counts, what it says wrongly is named, and nobody is kept from starting by it."""

from __future__ import annotations

import os

import pytest

from gemtui import cli
from tests.cli.gem import PROGRAM, Gem


def test_a_damaged_settings_file_is_named_and_counts_as_none(gem: Gem) -> None:
    path = gem.home / "settings.toml"
    assert cli.settings_fault(path) == ""
    path.write_text("keymap = ", encoding="utf-8")
    assert cli.settings_fault(path) != ""
    assert cli.read_settings(path) == {}


@pytest.mark.skipif(os.name == "nt", reason="pexpect needs a pseudo-terminal")
def test_a_key_that_would_mean_two_things_is_said_at_the_start_and_the_program_works(gem: Gem) -> None:
    import pexpect

    path = gem.home / "config" / "gemtui" / "settings.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text('[keys]\ndelete = "n"\nflag = "f8"\n', encoding="utf-8")
    environment = {**gem.environment(), "TERM": "xterm-256color"}
    child = pexpect.spawn(
        PROGRAM[0], list(PROGRAM[1:]), env=environment, dimensions=(24, 80), encoding="utf-8", timeout=60
    )
    child.expect("Home")
    child.expect("settings file gives")
    child.send("\x11")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
