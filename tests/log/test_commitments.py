"""A personal field's commitment: the SHA-256 of a 32-byte salt followed by the value's canonical JSON."""

from __future__ import annotations

from hashlib import sha256

import pytest

from gemtui.log import SALT_BYTES, BadChange, commit, is_commitment, matches

SALT = bytes(range(32))


def test_it_is_the_hash_of_salt_and_canonical_json():
    assert commit("Amina ☺", SALT) == {"sha256": sha256(SALT + '"Amina ☺"'.encode()).hexdigest()}
    assert commit({"b": 1, "a": [True]}, SALT) == {"sha256": sha256(SALT + b'{"a":[true],"b":1}').hexdigest()}


def test_null_stands_in_clear():
    assert commit(None, SALT) is None
    assert matches(None, SALT, None)


def test_another_salt_gives_another_commitment():
    assert commit("woman", SALT) != commit("woman", SALT[::-1])


@pytest.mark.parametrize("value", ["woman", "", 0, 1, True, False, ["a"], {"a": None}])
def test_it_matches_its_own_salt_and_value_only(value):
    made = commit(value, SALT)
    assert is_commitment(made)
    assert matches(made, SALT, value)
    assert not matches(made, SALT[::-1], value)
    assert not matches(made, SALT, "man")
    assert not matches(made, SALT, None)
    assert not matches(None, SALT, value)


def test_one_and_true_are_different():
    assert not matches(commit(1, SALT), SALT, True)
    assert not matches(commit(False, SALT), SALT, 0)


@pytest.mark.parametrize("length", [0, 31, 33])
def test_a_salt_has_32_bytes(length):
    assert SALT_BYTES == 32
    with pytest.raises(ValueError, match="32"):
        commit("woman", bytes(length))
    assert not matches(commit("woman", SALT), bytes(length), "woman")


def test_a_value_that_the_log_cannot_hold_has_no_commitment():
    with pytest.raises(BadChange):
        commit(1.5, SALT)


@pytest.mark.parametrize(
    "value",
    [
        None,
        "a" * 64,
        {},
        {"sha256": "A" * 64},
        {"sha256": "a" * 63},
        {"sha256": 1},
        {"sha256": "a" * 64, "x": 1},
        {"sha512": "a" * 64},
        ["sha256"],
        {"sha256": "a" * 64 + "\n"},
    ],
)
def test_nothing_else_is_a_commitment(value):
    assert not is_commitment(value)
    assert not matches(value, SALT, "woman")
