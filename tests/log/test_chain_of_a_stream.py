"""A stream's chain: no gap, each change naming the hash of the one before."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from log_model import change, uuid

from gemtui.log import ZEROS, BadChange, check_chain, check_link, digest, line, links, stream_of


def stream(length: int) -> list[bytes]:
    lines: list[bytes] = []
    for seq in range(1, length + 1):
        lines.append(
            line(change(seq=seq, given={"title": str(seq)}, prev=digest(lines[-1]) if lines else ZEROS))
        )
    return lines


def broken(lines: list[bytes], *known) -> dict:
    with pytest.raises(BadChange) as caught:
        check_chain(lines, *known)
    assert caught.value.code == "broken-chain"
    return caught.value.facts


def test_a_whole_stream_gives_its_last_hash():
    lines = stream(5)
    assert check_chain(lines) == digest(lines[-1])
    assert [(c.seq, h) for c, h in links(lines)] == [(n + 1, digest(one)) for n, one in enumerate(lines)]


def test_nothing_to_read_gives_the_hash_that_was_known():
    assert check_chain([]) == ZEROS
    assert check_chain([], 7, "a" * 64) == "a" * 64


def test_a_reader_goes_on_from_what_it_knows():
    lines = stream(5)
    assert check_chain(lines[2:], 3, digest(lines[1])) == digest(lines[-1])


def test_a_first_change_that_does_not_follow_what_is_known_is_refused():
    lines = stream(5)
    facts = broken(lines[2:], 3, digest(lines[0]))
    assert (facts["reason"], facts["seq"], facts["workspace"]) == ("prev", 3, uuid(1))


def test_a_stream_without_its_beginning_is_refused():
    assert broken(stream(3)[1:])["reason"] == "gap"


def test_a_first_change_with_a_forerunner_is_refused():
    assert broken([line(change(prev="1" * 64))])["reason"] == "prev"


@pytest.mark.parametrize("place", [0, 1, 2, 3])
def test_a_change_removed_is_found(place):
    lines = stream(5)
    del lines[place]
    assert broken(lines)["seq"] == place + 1


@pytest.mark.parametrize("place", [0, 1, 2, 3])
def test_two_changes_exchanged_are_found(place):
    lines = stream(5)
    lines[place], lines[place + 1] = lines[place + 1], lines[place]
    assert broken(lines)["seq"] == place + 1


def test_a_change_said_twice_is_found():
    lines = stream(3)
    assert broken([*lines, lines[-1]])["reason"] == "gap"


@given(st.integers(0, 3), st.text("xyz", min_size=1, max_size=3))
def test_a_change_rewritten_is_found_by_the_next_one(place, title):
    lines = stream(5)
    before = lines[place - 1] if place else None
    lines[place] = line(
        change(seq=place + 1, given={"title": title}, prev=digest(before) if before else ZEROS)
    )
    assert broken(lines)["seq"] == place + 2


@pytest.mark.parametrize("other", [{"workspace": uuid(2)}, {"office": "BKK"}, {"home": True}])
def test_another_streams_change_is_found(other):
    lines = stream(2)
    stranger = replace(change(seq=3, prev=digest(lines[-1])), **other)
    facts = broken([*lines, line(stranger)])
    assert (facts["reason"], facts["seq"]) == ("other-stream", 3)


def test_a_bad_line_in_a_stream_is_a_bad_change():
    with pytest.raises(BadChange) as caught:
        check_chain([*stream(2), b"{}"])
    assert caught.value.code == "bad-change"


def test_one_link_is_checked_by_place_and_forerunner():
    made = change(seq=4, prev="a" * 64)
    check_link(made, 4, "a" * 64)
    check_link(made, 4, "a" * 64, stream_of(made))
    for seq, prev in ((5, "a" * 64), (4, "b" * 64)):
        with pytest.raises(BadChange):
            check_link(made, seq, prev)
