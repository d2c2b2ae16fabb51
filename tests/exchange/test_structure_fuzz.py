"""Bundles whose structure lies: ZIP headers with any number in any field, lines of any JSON, cells of any text."""

from __future__ import annotations

import json
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gemtui.exchange.known import Known
from tests.exchange import forge
from tests.exchange.conftest import Keys
from tests.exchange.forge import change
from tests.exchange.test_mutations import look, whole

DAILY, LONG = 120, 2_500
HARMLESS = ("author", "why", "at", "workspace", "record")
"""Members for which the author's word is all there is; null clears any field."""
LOCAL = {"version": (4, "H"), "flags": (6, "H"), "method": (8, "H"), "time": (10, "H"), "crc": (14, "I"),
         "packed": (18, "I"), "size": (22, "I"), "name": (26, "H"), "extra": (28, "H")}  # fmt: skip
CENTRAL = {"made by": (4, "H"), "version": (6, "H"), "flags": (8, "H"), "method": (10, "H"), "crc": (16, "I"),
           "packed": (20, "I"), "size": (24, "I"), "name": (28, "H"), "extra": (30, "H"), "comment": (32, "H"),
           "disk": (34, "H"), "internal": (36, "H"), "external": (38, "I"), "offset": (42, "I")}  # fmt: skip
END = {"disk": (4, "H"), "start": (6, "H"), "here": (8, "H"), "count": (10, "H"), "size": (12, "I"),
       "offset": (16, "I"), "comment": (20, "H")}  # fmt: skip
SIGNS = {b"PK\x03\x04": LOCAL, b"PK\x01\x02": CENTRAL, b"PK\x05\x06": END}
NUMBERS = st.one_of(
    st.sampled_from([0, 1, 2, 8, 9, 12, 14, 22, 30, 46, 99, 0x0800, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF]),
    st.integers(0, 2**32 - 1),
)
"""Small ones, methods, lengths of headers, and those that say that ZIP64 has the truth."""

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=12,
)


def records_of(content: bytes) -> list[tuple[int, dict[str, tuple[int, str]]]]:
    """Return where each header of a ZIP begins, with its fields."""
    return [
        (at, fields) for sign, fields in SIGNS.items() for at in range(len(content)) if content.startswith(sign, at)
    ]  # fmt: skip


def with_lies(good: bytes, draw: Callable[..., Any]) -> bytes:
    """Return a ZIP in which up to three header fields say something else."""
    made = bytearray(good)
    for _ in range(draw(st.integers(1, 3))):
        at, fields = draw(st.sampled_from(records_of(good)))
        place, form = fields[draw(st.sampled_from(sorted(fields)))]
        struct.pack_into(
            f"<{form}", made, at + place, draw(NUMBERS) & (0xFFFF if form == "H" else 0xFFFFFFFF)
        )
    return bytes(made)


def lying_headers(keys: Keys, known: Known, folder: Path, examples: int) -> None:
    path = whole(keys).write(folder / "lying.gem.zip")
    good = path.read_bytes()
    expected = look(path, known)[1]

    @given(st.data())
    @settings(max_examples=examples, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    def check(data: st.DataObject) -> None:
        path.write_bytes(with_lies(good, data.draw))
        code, content = look(path, known)
        assert code != "taken" or content == expected

    check()


def any_lines(keys: Keys, known: Known, folder: Path, examples: int) -> None:
    """A member of a change is any JSON whatever; the office itself signs, chains and tabulates it as well as it can."""
    good = json.loads(forge.chained([change(1)])[0])

    @given(st.sampled_from([*sorted(good), "set.name", "set.size", "more"]), JSON)
    @settings(max_examples=examples, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    def check(member: str, value: Any) -> None:
        document = {**good, "set": {**good["set"]}}
        target, name = (document["set"], member[4:]) if member.startswith("set.") else (document, member)
        target[name] = value
        line = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        forged = forge.bundle(keys.nbo, [change(1)])
        forged.payload["data/changes.jsonl"] = line.encode("utf-8", "surrogatepass") + b"\n"
        code, content = look(forged.write(folder / "any.gem.zip"), known)
        assert code != "taken" or content[0] == [line.encode()]
        assert code != "taken" or document == good or value is None or member in HARMLESS

    check()


def test_no_header_that_lies_is_taken_for_other_content(keys: Keys, known: Known, tmp_path: Path) -> None:
    lying_headers(keys, known, tmp_path, DAILY)


def test_no_json_in_a_line_brings_the_reader_down(keys: Keys, known: Known, tmp_path: Path) -> None:
    any_lines(keys, known, tmp_path, DAILY)


@pytest.mark.long
def test_no_lie_among_five_thousand_is_taken(keys: Keys, known: Known, tmp_path: Path) -> None:
    lying_headers(keys, known, tmp_path, LONG)
    any_lines(keys, known, tmp_path, LONG)


@pytest.mark.parametrize(
    "value",
    ["[" * 100_000, "[" * 500_000 + "]" * 500_000, '{"a":' * 50_000 + "1" + "}" * 50_000, "9" * 400_000, '"' + "\\ud800" * 3 + '"', "1e400"],
    ids=["never closed", "deep lists", "deep objects", "a number without end", "lone surrogates", "infinity"],
)  # fmt: skip
@pytest.mark.parametrize("name", ["data/changes.jsonl", "data/seals.jsonl", "data/private.jsonl", "data/datapackage.json"])  # fmt: skip
def test_json_that_breaks_other_readers_is_refused(
    keys: Keys, known: Known, tmp_path: Path, name: str, value: str
) -> None:
    forged = forge.bundle(keys.nbo, [change(1)])
    if name == "data/datapackage.json":
        forged.payload[name] = value.encode()
    else:
        forged.payload[name] = forged.payload.get(name, b"") + value.encode() + b"\n"
    assert look(forged.write(tmp_path / "deep.gem.zip"), known)[0] in ("bad-change", "bad-package")
