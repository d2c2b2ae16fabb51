"""The progress line: a bar as full as the work is done, and the time left at the speed so far."""

from __future__ import annotations

import datetime as dt

import pytest

from gemtui.cli.progress import BAR, bar, remaining, short
from tests.cli.gem import Gem


@pytest.mark.parametrize(("done", "full"), [(0, 0), (1, 0), (50, BAR // 2), (99, BAR - 1), (100, BAR)])
def test_the_bar_is_full_only_when_all_is_done(done: int, full: int) -> None:
    assert bar(done, 100) == "#" * full + "-" * (BAR - full)


def test_the_time_left_follows_the_speed_so_far() -> None:
    minute = dt.timedelta(minutes=1)
    assert remaining(minute, 0, 10) is None
    assert remaining(minute, 2, 10) == 4 * minute
    assert remaining(minute, 10, 10) is None


@pytest.mark.parametrize(("seconds", "text"), [(5, "0:05"), (65.4, "1:05"), (3725, "1:02:05")])
def test_a_time_is_told_shortly(seconds: float, text: str) -> None:
    assert short(dt.timedelta(seconds=seconds)) == text


def test_nothing_of_it_is_seen_where_nobody_watches(gem: Gem) -> None:
    gem.add("committee", "name=C", "size=5")
    gem.json("export", "--to", gem.home, "--despite", "a test")
    bundles = sorted(gem.home.glob("*.zip"))
    hq = gem.at("hq.gemtui")
    hq.json("init", "--office", "ITU")
    hq.json("key", "trust", gem.json("key", "show")["line"])
    answer = hq("merge", "--jobs", "2", *bundles, *bundles)
    assert (answer.code, answer.err) == (0, "")
