"""Keys as data: no key means two things where both commands are in reach."""

from __future__ import annotations

import pytest

from gemtui.tui.commands import BY_ID
from gemtui.tui.keymap import KEYMAPS, BadKeymap, clashes, keymap, usable


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


def test_wrong_settings_are_named_and_the_others_still_count():
    keys, wrong = usable("default", {"delete": "n", "fly": "f9", "flag": "f8"})
    assert [problem.code for problem in wrong] == ["key-taken", "unknown-command"]
    assert (keys["delete"], keys["flag"]) == ("d", "f8")
    keys, wrong = usable("mine", {"flag": "f8"})
    assert [problem.code for problem in wrong] == ["unknown-keymap"]
    assert keys["flag"] == "f8"


def test_the_key_that_confirms_is_never_one_that_opens_a_dialog():
    with pytest.raises(BadKeymap) as refused:
        keymap(own={"send": "y", "copy": "f8"})
    assert {refused.value.facts["command"], refused.value.facts["other"]} == {"yes", "send"}
