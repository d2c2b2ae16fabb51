"""Random damage and random forgery: nothing changed is ever taken, and nothing ever crashes the reader."""

from __future__ import annotations

import random
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gemtui.exchange import REFUSALS, inspected
from gemtui.exchange.known import Known
from tests.exchange import forge
from tests.exchange.conftest import Keys
from tests.exchange.forge import OTHER, WORKSPACE, Forged, bundle, change

CONTENT = b"minutes of the meeting"
CHANGES = [
    change(1, set={"name": "=A", "size": 5, "rule": "band"}),
    change(2, 2),
    change(3, 1, set={"size": 6}, seen={WORKSPACE: 1}),
    change(1, 1, workspace=OTHER, set={"size": 7}, seen={WORKSPACE: 1}),
    change(
        4,
        3,
        kind="evidence",
        set={"subject": forge.record_id(1), "sha256": sha256(CONTENT).hexdigest(), "bytes": 22},
    ),
    change(5, 2, set={"deleted": True}, seen={WORKSPACE: 2}),
]


def whole(keys: Keys) -> Forged:
    forged = bundle(keys.nbo, CHANGES)
    forged.payload["data/seals.jsonl"] = forge.seals(
        keys.nbo, forged.payload["data/changes.jsonl"].splitlines()
    )
    forged.payload[f"data/attachments/{sha256(CONTENT).hexdigest()}"] = CONTENT
    return forged


def look(path: Path, known: Known) -> tuple[str, Any]:
    """Return the code of the refusal, or `taken` and all that would be merged."""
    with inspected(path, known) as inspection:
        if inspection.refused:
            assert inspection.refused.code in REFUSALS
            return inspection.refused.code, None
        checked = inspection.checked
        assert checked is not None
        lines = [line for _, line, _ in checked.log.new_changes()]
        return "taken", (lines, checked.vouched.owners, checked.private, dict(checked.attachments()))


def flip(keys: Keys, known: Known, tmp_path: Path, rounds: int) -> int:
    """Flip that many random bytes, one at a time; returns how many files were taken, their content unchanged."""
    path = whole(keys).write(tmp_path / "good.gem.zip")
    good = path.read_bytes()
    expected = look(path, known)[1]
    drawn, taken = random.Random(7), 0
    for _ in range(rounds):
        at = drawn.randrange(len(good))
        path.write_bytes(good[:at] + bytes([good[at] ^ (1 << drawn.randrange(8))]) + good[at + 1 :])
        code, content = look(path, known)
        if code == "taken":
            taken += 1
            assert content == expected, at
    return taken


def test_no_flipped_byte_is_taken_for_other_content(keys: Keys, known: Known, tmp_path: Path) -> None:
    # What is taken are the bits that say nothing: a permission, the filling after a deflated stream.
    assert flip(keys, known, tmp_path, 400) <= 12


@pytest.mark.long
def test_no_flipped_byte_among_five_thousand_is_taken(keys: Keys, known: Known, tmp_path: Path) -> None:
    assert flip(keys, known, tmp_path, 5_000) <= 150


@pytest.mark.parametrize("parts", [2, 3, 10])
def test_a_bundle_cut_off_is_refused(keys: Keys, known: Known, tmp_path: Path, parts: int) -> None:
    path = whole(keys).write(tmp_path / "good.gem.zip")
    good = path.read_bytes()
    for at in range(0, len(good), max(1, len(good) // parts)):
        path.write_bytes(good[:at])
        assert look(path, known)[0] == "not-a-bundle"


Edit = Callable[[random.Random, list[bytes]], list[bytes]]


def dropped(drawn: random.Random, lines: list[bytes]) -> list[bytes]:
    at = drawn.randrange(len(lines))
    return lines[:at] + lines[at + 1 :]


def doubled(drawn: random.Random, lines: list[bytes]) -> list[bytes]:
    at = drawn.randrange(len(lines))
    return lines[: at + 1] + lines[at:]


def swapped(drawn: random.Random, lines: list[bytes]) -> list[bytes]:
    one, two = drawn.randrange(len(lines)), drawn.randrange(len(lines))
    made = list(lines)
    made[one], made[two] = made[two], made[one]
    return made


def mistyped(drawn: random.Random, lines: list[bytes]) -> list[bytes]:
    at = drawn.randrange(len(lines))
    line = lines[at]
    if not line:
        return lines
    place = drawn.randrange(len(line))
    other = drawn.choice([b"", b"0", b'"', b",", b"=", b"\\u0000", b"\xff", b"{", b"null", b"9" * 20])
    return [*lines[:at], line[:place] + other + line[place + 1 :], *lines[at + 1 :]]


def exchanged(drawn: random.Random, lines: list[bytes]) -> list[bytes]:
    """Put one value for another, as somebody would who knows the format."""
    pairs = [(b'"seq":2', b'"seq":3'), (b"false", b"true"), (b'"size":6', b'"size":9'), (b"NBO", b"ACC"), (b"band", b"x"),
             (WORKSPACE.encode(), OTHER.encode()), (b"committee", b"receipt"), (b"focal point", b"somebody"),
             (b"2026-11-23", b"2036-11-23"), (b"=A", b"A"), (b"true", b"false"), (b"{}", b'{"x":1}')]  # fmt: skip
    old, new = drawn.choice(pairs)
    text = b"\n".join(lines)
    places = [at for at in range(len(text)) if text.startswith(old, at)]
    if not places:
        return lines
    at = drawn.choice(places)
    return (text[:at] + new + text[at + len(old) :]).split(b"\n")


EDITS: tuple[Edit, ...] = (dropped, doubled, swapped, mistyped, exchanged)


def forged_by(drawn: random.Random, keys: Keys) -> tuple[Forged, str]:
    """Return a bundle whose data somebody with the office's own key has edited, and which file."""
    forged = whole(keys)
    name = drawn.choice(sorted(n for n in forged.payload if not n.startswith("data/attachments/")))
    end = b"\r\n" if name.endswith(".csv") else b"\n"
    edited = drawn.choice(EDITS)(drawn, forged.payload[name].removesuffix(end).split(end))
    forged.payload[name] = end.join((*edited, b""))
    return forged, name


def test_no_edit_by_the_offices_own_hand_gets_past_history_and_tables(
    keys: Keys, known: Known, tmp_path: Path
) -> None:
    @given(st.integers(0, 2**32))
    @settings(max_examples=150, deadline=None)
    def check(seed: int) -> None:
        check_forgery(keys, known, tmp_path, seed)

    check()


@pytest.mark.long
def test_no_edit_among_five_thousand_gets_past(keys: Keys, known: Known, tmp_path: Path) -> None:
    for seed in range(5_000):
        check_forgery(keys, known, tmp_path, seed)


def check_forgery(keys: Keys, known: Known, tmp_path: Path, seed: int) -> None:
    good = whole(keys)
    forged, name = forged_by(random.Random(seed), keys)
    if forged.payload == good.payload:
        return
    code, content = look(forged.write(tmp_path / "forged.gem.zip"), known)
    if code == "taken":
        # Somebody left out a seal, or put quotes around a cell: the history is the same, and so is what it says.
        assert name != "data/changes.jsonl"
        assert content[0] == good.payload["data/changes.jsonl"].splitlines()
