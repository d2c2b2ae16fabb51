"""A pane draws only the lines that differ: what it shows is what one shows that was told nothing before."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult

from gemtui.tui.widgets.pane import Detail

LONG = "a sentence that is longer than the pane is wide, so that it goes on below"
TOLD = [
    [[("one", "")], [("two", "dim")], [("three", "")]],
    [[("one", "")], [("another", "dim")], [("three", "")]],
    [[("one", "")], [("Label ", "dim"), (LONG, "")], [("three", "")], [("four", "")]],
    [[("one", "alarm")]],
    [],
    [[(f"line {n}", "")] for n in range(30)],
    [[("one", "")], [("two", "dim")]],
]


class One(App[None]):
    def compose(self) -> ComposeResult:
        yield Detail()


@pytest.mark.asyncio
async def test_each_thing_told_stands_as_if_nothing_had_stood_there_before():
    app = One()
    async with app.run_test(size=(40, 12)) as pilot:
        for lines in TOLD:
            app.query_one(Detail).tell(lines)
            await pilot.pause()
            fresh = One()
            async with fresh.run_test(size=(40, 12)) as other:
                fresh.query_one(Detail).tell(lines)
                await other.pause()
                wanted = drawn(fresh)
            assert drawn(app) == wanted


def drawn(app: App[None]) -> list[str]:
    """Return the lines as they stand on the screen."""
    return [strip.text for strip in app.screen._compositor.render_strips()]
