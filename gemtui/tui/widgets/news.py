"""The first lines of Home: what others have done since the last visit, and what one key goes on with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.strip import Strip

from gemtui.locale import day, plain, so_many
from gemtui.tui.keymap import DEFAULT, shown
from gemtui.tui.widgets.cells import Part
from gemtui.tui.widgets.chrome import Drawn
from gemtui.tui.widgets.pane import Line, within

if TYPE_CHECKING:
    from gemtui.reports import News


class NewsLines(Drawn):
    """No line, one or two, as there is something to say."""

    lines: tuple[Line, ...] = ()

    def tell(self, news: News | None, goes_on: str) -> None:
        """Show other news, and what the key goes on with."""
        found = [_told(news)] if news is not None and news.since else []
        if goes_on:
            key = getattr(self.app, "keys", DEFAULT).get("go-on", "").split()
            found.append([(f"{shown(key[0]) if key else ':'}", "key"), (f"  {plain(goes_on)}", "")])
        if tuple(found) != self.lines:
            self.lines = tuple(found)
            self.styles.height = len(found)
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """Return a line, cut where it does not fit."""
        if y >= len(self.lines):
            return self.strip([])
        return self.strip([(" ", ""), *within(self.lines[y], self.size.width - 2)])


def _told(news: News) -> Line:
    """Return who did how much since the last visit."""
    said: list[Part] = [(f"Since your last visit on {day(news.since[:10])}: ", "dim")]
    each = [
        f"{so_many(number, 'update')} by {plain(author)}"
        for author, number in news.authors
        if not _union(author)
    ]
    from_union = sum(number for author, number in news.authors if _union(author)) - news.remarks
    each += [f"{so_many(from_union, 'update')} by headquarters"] if from_union else []
    each += [f"{so_many(news.remarks, 'remark')} from headquarters"] if news.remarks else []
    return [*said, (" · ".join(each), "accent") if each else ("nothing by others", "dim")]


def _union(author: str) -> bool:
    return author.startswith("hq:")
