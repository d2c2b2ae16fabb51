"""Times as a change says them, and ids that are unique and rising though the clock goes back."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from random import Random
from uuid import UUID

import pytest
from log_model import NOON, change

from gemtui.log import FixedClock, Ids, SystemClock, line, parse, stamp


def test_a_time_is_said_in_utc_to_the_millisecond():
    assert stamp(datetime(2026, 11, 23, 9, 5, 7, 123_999, tzinfo=UTC)) == "2026-11-23T09:05:07.123Z"
    assert (
        stamp(datetime(2026, 1, 1, 1, 0, tzinfo=timezone(timedelta(hours=3)))) == "2025-12-31T22:00:00.000Z"
    )
    assert stamp(datetime(1, 2, 3, tzinfo=UTC)) == "0001-02-03T00:00:00.000Z"


def test_times_sort_as_text():
    times = [
        datetime(y, m, d, 23, 59, tzinfo=UTC)
        for y in (13, 2013, 2026)
        for m in (1, 12)
        for d in (2, 30)
        if m == 12 or d == 2
    ]
    assert sorted(map(stamp, times)) == list(map(stamp, sorted(times)))


def test_what_the_machines_clock_says_can_stand_in_a_change():
    at = stamp(SystemClock().now())
    assert parse(line(change(at=at))).at == at
    assert SystemClock().now().utcoffset() == timedelta()


def test_a_fixed_clock_says_what_it_was_told():
    clock = FixedClock(NOON)
    assert clock.now() == clock.now() == NOON
    clock.advance(timedelta(days=-3650))
    assert clock.now() == NOON - timedelta(days=3650)
    clock.set(NOON.astimezone(timezone(timedelta(hours=5))))
    assert (clock.now(), clock.now().utcoffset()) == (NOON, timedelta())


def test_an_id_is_a_uuid_of_version_7_with_the_clocks_time():
    text = Ids(FixedClock(NOON), os.urandom).uuid7()
    made = UUID(text)
    assert (made.version, made.variant, str(made)) == (7, "specified in RFC 4122", text)
    assert made.int >> 80 == int(NOON.timestamp() * 1000)
    assert parse(line(change(record=text))).record == text


@pytest.mark.parametrize("random", [os.urandom, bytes, lambda n: b"\xff" * n, Random(5).randbytes])
def test_ids_rise_and_never_repeat_though_the_clock_stands_still_or_goes_back_ten_years(random):
    clock = FixedClock(NOON)
    ids = Ids(clock, random)
    made = []
    for turn in range(3_000):
        if turn == 1_000:
            clock.advance(timedelta(days=-3650))
        if turn == 2_000:
            clock.advance(timedelta(days=7300))
        made.append(ids.uuid7())
    assert made == sorted(set(made))
    assert all(UUID(text).version == 7 and UUID(text).variant == "specified in RFC 4122" for text in made)


def test_a_program_started_again_under_a_clock_set_back_repeats_no_id():
    clock = FixedClock(NOON)
    made = []
    for _ in range(200):
        ids = Ids(clock)
        made += [ids.uuid7() for _ in range(10)]
    assert len(set(made)) == 2_000


def test_many_threads_get_different_ids():
    ids = Ids(FixedClock(NOON))
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: [ids.uuid7() for _ in range(500)], range(8)))
    assert all(own == sorted(own) for own in made)
    assert len({text for own in made for text in own}) == 4_000


def test_the_same_seed_gives_the_same_ids():
    assert (
        Ids(FixedClock(NOON), Random(1).randbytes).uuid7()
        == Ids(FixedClock(NOON), Random(1).randbytes).uuid7()
    )


def test_a_clock_before_1970_still_gives_ids():
    assert UUID(Ids(FixedClock(datetime(1960, 1, 1, tzinfo=UTC))).uuid7()).int >> 80 == 0
