"""Keys as data: no key means two things where both commands are in reach."""

from __future__ import annotations

import pytest

from gemtui.tui.commands import BY_ID
from gemtui.tui.keymap import KEYMAPS, BadKeymap, clashes, keymap


@pytest.mark.parametrize("name", KEYMAPS)
def test_a_set_of_keys_gives_each_key_one_meaning_and_names_only_commands(name: str):
    assert clashes(KEYMAPS[name]) == []
    assert set(KEYMAPS[name]) <= set(BY_ID)
    assert keymap(name) == KEYMAPS[name]


def test_a_rebound_key_that_is_taken_is_refused_with_both_commands():
    with pytest.raises(BadKeymap) as refused:
        keymap(own={"delete": "n"})
    assert refused.value.code == "key-taken"
    assert {refused.value.facts["command"], refused.value.facts["other"]} == {"new", "delete"}


def test_a_key_for_no_command_is_refused():
    with pytest.raises(BadKeymap) as refused:
        keymap(own={"fly": "f9"})
    assert refused.value.code == "unknown-command"
