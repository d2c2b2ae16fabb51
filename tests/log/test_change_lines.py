"""A change's line: canonical, exactly its members, within its bounds; anything else is `bad-change`."""

from __future__ import annotations

import json
from dataclasses import FrozenInstanceError, replace
from hashlib import sha256
from typing import Any

import orjson
import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st
from log_model import change, record_id, uuid

from gemtui.log import LARGEST, ZEROS, BadChange, Change, canonical, digest, is_field_name, line, parse

LINE = (
    b'{"at":"2026-11-23T12:00:00.000Z","author":"focal point","home":false,"kind":"action","office":"NBO","prev":"'
    + b"0" * 64
    + b'","record":"01900000-0000-7000-8000-000000000001","seen":{},"seq":1,"set":{"title":"A"},"why":null,'
    + b'"workspace":"00000000-0000-4000-8000-000000000001"}'
)


def written(document: Any) -> bytes:
    return json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def with_member(member: str, value: Any) -> bytes:
    return written(orjson.loads(LINE) | {member: value})


def refused(bad: bytes) -> BadChange:
    with pytest.raises(BadChange) as caught:
        parse(bad)
    assert caught.value.code == "bad-change"
    assert caught.value.facts["member"]
    assert caught.value.facts["reason"]
    return caught.value


def test_the_line_is_the_canonical_json_of_the_members():
    assert line(change()) == LINE
    assert parse(LINE) == change()


def test_the_hash_is_the_sha256_of_the_lines_bytes():
    assert digest(LINE) == sha256(LINE).hexdigest()


def test_a_change_that_was_read_is_as_immutable_as_one_that_was_made():
    read = parse(LINE)
    assert type(read) is Change
    with pytest.raises(FrozenInstanceError):
        read.seq = 2
    assert replace(read, seq=2).seq == 2


@pytest.mark.parametrize(
    "bad",
    [
        b"",
        b"null",
        b"[]",
        b'"text"',
        b"{}",
        LINE + b"\n",
        b" " + LINE,
        b"\xef\xbb\xbf" + LINE,
        LINE.replace(b":", b": "),
        LINE[:-1],
        LINE + LINE,
        LINE.replace(b'"seq":1,', b'"seq":1,"seq":1,'),
        LINE.replace(b'"title":"A"', b'"title":"A","title":"A"'),
        LINE.replace(b'"title":"A"', b'"title":"B","title":"A"'),
        LINE.replace(b'"A"', b'"\\u0041"'),
        LINE.replace(b'"A"', b'"\\/"'),
        LINE.replace(b'"A"', b'"\\u00E9"'),
        LINE.replace(b'"A"', b'"\\u001F"'),
        LINE.replace(b'"A"', b'"\\u000a"'),
        LINE.replace(b'"A"', b'"\xff"'),
        LINE.replace(b'"A"', b'"\xed\xa0\x80"'),
        LINE.replace(b'"A"', b'"\\ud800"'),
        LINE.replace(b'"A"', b"01"),
        LINE.replace(b'"A"', b"-0"),
        LINE.replace(b'"A"', b"NaN"),
        LINE.replace(b'"A"', b"Infinity"),
        LINE.replace(b'"A"', b"1e3"),
        LINE.replace(b'"A"', b"'A'"),
        LINE.replace(b'"author":"focal point",', b"").replace(b'"at"', b'"author":"x","at"'),
        LINE.replace(b'"A"', b"[" * 2_000 + b"]" * 2_000),
        LINE.replace(b'"A"', b"[" * 300 + b"]" * 300),
    ],
)
def test_a_line_that_is_not_canonical_is_refused(bad):
    refused(bad)


@pytest.mark.parametrize("member", orjson.loads(LINE))
def test_a_missing_member_is_refused(member):
    document = orjson.loads(LINE)
    del document[member]
    refused(written(document))


@pytest.mark.parametrize("extra", ["", "a", "hash", "zz", "Seq", "at "])
def test_a_further_member_is_refused(extra):
    refused(with_member(extra, None))


WRONG = [None, True, False, 0, 1, -1, 1.5, "", "x", [], {}, [1], {"a": 1}]
RIGHT = {"home": [True, False], "seq": [1], "seen": [{}], "set": [{"a": 1}], "kind": ["x"]}


@pytest.mark.parametrize("value", WRONG)
@pytest.mark.parametrize("member", [m for m in orjson.loads(LINE) if m not in ("why", "author")])
def test_a_member_of_the_wrong_type_is_refused(member, value):
    if any(type(value) is type(right) and value == right for right in RIGHT.get(member, ())):
        assert getattr(parse(with_member(member, value)), member) == value
    else:
        refused(with_member(member, value))


@pytest.mark.parametrize("wrong", [None, True, 1, 1.5, [], {}])
def test_the_author_is_text(wrong):
    assert refused(with_member("author", wrong)).facts["member"] == "author"


@pytest.mark.parametrize("wrong", [True, 1, 1.5, [], {}])
def test_the_reason_is_text_or_null(wrong):
    assert refused(with_member("why", wrong)).facts["member"] == "why"


@pytest.mark.parametrize("seq", [0, -1, LARGEST + 1, 2**64, 1.0, True, "1"])
def test_a_counter_out_of_range_is_refused(seq):
    refused(with_member("seq", seq))


def test_the_largest_counter_is_accepted():
    assert parse(with_member("seq", LARGEST)).seq == LARGEST


@pytest.mark.parametrize(
    "at",
    [
        "2026-02-29T12:00:00.000Z",
        "2026-13-01T12:00:00.000Z",
        "2026-00-01T12:00:00.000Z",
        "2026-11-31T12:00:00.000Z",
        "0000-01-01T12:00:00.000Z",
        "2026-11-23T24:00:00.000Z",
        "2026-11-23T23:60:00.000Z",
        "2026-11-23T23:59:60.000Z",
        "2026-11-23T12:00:00Z",
        "2026-11-23T12:00:00.0000Z",
        "2026-11-23T12:00:00.000+00:00",
        "2026-11-23T12:00:00.000z",
        "2026-11-23 12:00:00.000Z",
        "2026-11-23T12:00:00.000Z\n",
        "２０２６-11-23T12:00:00.000Z",
    ],
)
def test_a_time_that_is_none_is_refused(at):
    assert refused(with_member("at", at)).facts["member"] == "at"


@pytest.mark.parametrize(
    "at", ["2024-02-29T00:00:00.000Z", "9999-12-31T23:59:59.999Z", "0001-01-01T00:00:00.000Z"]
)
def test_any_day_of_the_calendar_is_accepted(at):
    assert parse(with_member("at", at)).at == at


@pytest.mark.parametrize(
    "office",
    ["N", "nbo", "NBONBONBO", "NBO-", "NBO-asp", "NBO-ASPASPASP", "-ASP", "NB O", "NBO\n", "NBÖ", "NBO-A-B"],
)
def test_an_office_code_that_is_not_well_formed_is_refused(office):
    assert refused(with_member("office", office)).facts["member"] == "office"


@pytest.mark.parametrize("office", ["ITU", "NBO", "RO-ASP", "12", "ABCDEFGH-12345678"])
def test_a_well_formed_office_code_is_accepted_though_no_catalogue_has_it(office):
    assert parse(with_member("office", office)).office == office


@pytest.mark.parametrize(
    "workspace",
    [uuid(171).upper(), uuid(1).replace("-", ""), "{" + uuid(1) + "}", uuid(1) + "\n", uuid(1)[:-1], "urn"],
)
def test_a_workspace_that_is_no_uuid_is_refused(workspace):
    assert refused(with_member("workspace", workspace)).facts["member"] == "workspace"


@pytest.mark.parametrize(
    "record",
    [
        uuid(1),
        "01900000-0000-6000-8000-000000000001",
        "01900000-0000-7000-c000-000000000001",
        record_id(10).upper(),
    ],
)
def test_a_record_that_is_no_uuid_of_version_7_is_refused(record):
    assert refused(with_member("record", record)).facts["member"] == "record"


@pytest.mark.parametrize("prev", ["0" * 63, "0" * 65, "A" * 64, "g" * 64, "0" * 63 + "\n"])
def test_a_forerunner_that_is_no_hash_is_refused(prev):
    assert refused(with_member("prev", prev)).facts["member"] == "prev"


@pytest.mark.parametrize("name", ["", "1a", "_a", "Title", "ti tle", "a" * 42, "é", "a-b", "a\n", "a.b"])
def test_kinds_and_fields_have_plain_names(name):
    refused(with_member("kind", name))
    refused(with_member("set", {name: 1}))
    assert not is_field_name(name)


@pytest.mark.parametrize("name", ["a", "a" * 41, "women_2", "staffing_snapshot"])
def test_kinds_and_fields_that_nobody_knows_are_kept(name):
    assert parse(with_member("kind", name)).kind == name
    assert parse(with_member("set", {name: 1})).set == {name: 1}


@pytest.mark.parametrize("name", ["id", "office", "revision", "changed_at", "changed_by"])
def test_what_the_store_keeps_is_never_set(name):
    assert refused(with_member("set", {name: None})).facts["field"] == name
    assert not is_field_name(name)


def test_a_change_sets_something():
    assert refused(with_member("set", {})).facts["member"] == "set"


@pytest.mark.parametrize("value", [None, 0, 1, "true", [], {}])
def test_deleted_is_yes_or_no(value):
    assert refused(with_member("set", {"deleted": value})).facts["field"] == "deleted"


@pytest.mark.parametrize(
    "seen",
    [
        {uuid(2): 0},
        {uuid(2): -1},
        {uuid(2): True},
        {uuid(2): "1"},
        {uuid(2): 1.0},
        {uuid(2): None},
        {uuid(2): LARGEST + 1},
        {uuid(2) + "\n": 1},
        {uuid(171).upper(): 1},
        {"x": 1},
        {uuid(1): 1},
        {uuid(1): 2},
    ],
)
def test_what_was_seen_is_counters_of_workspaces_this_change_left_out(seen):
    refused(with_member("seen", seen))


def test_a_change_may_have_seen_its_own_workspaces_earlier_ones():
    earlier = written(orjson.loads(LINE) | {"seq": 5, "seen": {uuid(1): 4, uuid(2): 700}})
    assert parse(earlier).seen == {uuid(1): 4, uuid(2): 700}


@pytest.mark.parametrize("value", [1.5, 1.0, -0.5, LARGEST + 1, -LARGEST - 1, 2**63, 2**64, 10**30])
@pytest.mark.parametrize("wrap", [lambda v: v, lambda v: [v], lambda v: {"a": [v]}])
def test_floats_and_integers_beyond_all_readers_are_refused(value, wrap):
    text = str(value) if isinstance(value, int) else repr(value)
    refused(LINE.replace(b'"A"', written(wrap("§")).replace('"§"'.encode(), text.encode())))


@pytest.mark.parametrize(
    "value", [LARGEST, -LARGEST, 0, True, None, "", [], {}, [[]], ["a", None, 1, {"b": False}]]
)
def test_all_other_values_are_accepted(value):
    assert parse(with_member("set", {"x": value})).set == {"x": value}


@pytest.mark.parametrize("name", ["", "a b", "a" * 65, "é", "a\n", "a\\", "a?"])
def test_a_member_name_in_a_value_is_plain(name):
    refused(with_member("set", {"x": {name: 1}}))
    refused(with_member("set", {"x": [{"a": {name: 1}}]}))


@pytest.mark.parametrize("name", ["a", "A" * 64, "SWAP3-14/approaches/1", "a.b:c_d"])
def test_member_names_of_catalogues_are_accepted_in_a_value(name):
    assert parse(with_member("set", {"x": {name: 1}})).set == {"x": {name: 1}}


def nested(depth: int) -> Any:
    value: Any = 1
    for level in range(depth):
        value = [value] if level % 2 else {"a": value}
    return value


def test_values_are_nested_eight_deep_at_most():
    assert parse(with_member("set", {"x": nested(8)}))
    refused(with_member("set", {"x": nested(9)}))


@pytest.mark.parametrize("sign", ["a", "é", "字", "😀", '"', "\n"])
def test_text_has_twenty_thousand_characters_at_most(sign):
    for member, value in (
        ("set", {"x": sign * 20_000}),
        ("set", {"x": [sign * 20_000]}),
        ("author", sign * 20_000),
    ):
        assert parse(with_member(member, value))
    for member, value in (
        ("set", {"x": sign * 20_001}),
        ("set", {"x": [sign * 20_001]}),
        ("author", sign * 20_001),
    ):
        assert refused(with_member(member, value)).facts["reason"] == "too-long"
    assert parse(with_member("why", sign * 20_000))
    refused(with_member("why", sign * 20_001))


@pytest.mark.parametrize("text", ["\0", "a\0b"])
def test_the_zero_character_is_refused_in_all_text(text):
    refused(with_member("set", {"x": text}))
    refused(with_member("set", {"x": {"a": [text]}}))
    refused(with_member("author", text))
    refused(with_member("why", text))


@pytest.mark.parametrize("text", ["\\u0000", "\\0", "\x1b[2J", "\u202e", "\x7f\x80", "[/]", "=1+1"])
def test_hostile_text_that_is_no_more_than_text_is_kept_as_it_is(text):
    assert parse(with_member("set", {"x": text})).set == {"x": text}


@pytest.mark.parametrize(
    "made",
    [
        change(seq=0),
        change(given={}),
        change(given={"id": 1}),
        change(given={"x": 1.5}),
        change(given={"x": {"a b": 1}}),
        change(given={"x": "\0"}),
        change(given={"x": 2**53}),
        change(given={"x": "\ud800"}),
        change(given={"x": (1, 2)}),
        change(given={"x": object()}),
        change(given={"x": nested(400)}),
        change(office="nbo"),
        change(at="2026-02-30T00:00:00.000Z"),
        change(seen={1: 1}),
        change(prev=""),
        change(author=None),
    ],
)
def test_what_a_reader_would_refuse_is_not_written_either(made):
    with pytest.raises(BadChange):
        line(made)


def test_a_line_does_not_depend_on_the_order_in_which_values_were_given():
    assert line(change(given={"b": {"y": 1, "x": 2}, "a": 1})) == line(
        change(given={"a": 1, "b": {"x": 2, "y": 1}})
    )


TEXT = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=40)
NAME = st.text("abcXYZ019_.:/-", min_size=1, max_size=12)
PLAIN = st.none() | st.booleans() | st.integers(-LARGEST, LARGEST) | TEXT
FIELD = st.text("abcxyz", min_size=1, max_size=20) | st.sampled_from(["women", "a_1", "z" * 41])
VALUE = st.recursive(
    PLAIN, lambda v: st.lists(v, max_size=4) | st.dictionaries(NAME, v, max_size=4), max_leaves=12
)


def depth(value: Any) -> int:
    if isinstance(value, dict):
        value = list(value.values())
    return 1 + max(map(depth, value), default=0) if isinstance(value, list) else 0


@settings(max_examples=400)
@given(VALUE.filter(lambda v: depth(v) <= 8))
def test_canonical_json_is_that_of_rfc_8785(value):
    assert canonical(value) == rfc8785.dumps(value)


@settings(max_examples=300)
@given(
    st.dictionaries(FIELD, VALUE, min_size=1).filter(
        lambda d: "deleted" not in d and all(depth(v) <= 8 for v in d.values())
    ),
    TEXT,
    st.none() | TEXT,
    st.integers(1, LARGEST),
)
def test_a_line_says_the_change_and_nothing_else(values, author, why, seq):
    made = change(seq=seq, given=values, author=author, why=why)
    assert parse(line(made)) == made
    assert line(parse(line(made))) == line(made) == rfc8785.dumps(orjson.loads(line(made)))


@settings(max_examples=500)
@given(st.integers(0, len(LINE) - 1), st.integers(0, 255))
def test_a_changed_byte_is_refused_or_another_hash(place, byte):
    damaged = LINE[:place] + bytes([byte]) + LINE[place + 1 :]
    try:
        read = parse(damaged)
    except BadChange:
        assert damaged != LINE
        return
    assert line(read) == damaged
    assert (digest(damaged) == digest(LINE)) is (damaged == LINE)


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda t: t.encode("utf-8", "surrogatepass")))
def test_anything_else_is_refused_without_another_error(junk):
    refused(junk)


def test_the_first_forerunner_is_sixty_four_zeros():
    assert ZEROS == "0" * 64
