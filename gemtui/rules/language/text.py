"""A text as passages: paragraphs whose lines are joined, each character still knowing its line and column."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

FENCE = re.compile(r"^\s{0,3}(```+|~~~+)")
QUOTED_BLOCK = re.compile(r"^\s{0,3}>")
STARTS_ANEW = re.compile(r"^\s*([-*+]|\d{1,3}[.)]|#{1,6})\s|^\s*\|")
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, a heading or a list item as one line of text."""

    text: str
    starts: tuple[int, ...]
    """Offsets in `text` at which a line of the file begins."""
    lines: tuple[int, ...]
    """The number of each such line, counted from 1."""
    columns: tuple[int, ...]
    """The column, counted from 1, of each such line's first character that is part of the passage."""

    def place(self, offset: int) -> tuple[int, int]:
        """Return the line and column, both from 1, of a character of the passage."""
        at = max(bisect_right(self.starts, offset) - 1, 0)
        return self.lines[at], self.columns[at] + offset - self.starts[at]

    def offset(self, line: int, column: int) -> int | None:
        """Return the offset of the character at a line and column of the file, None where it is not in the passage."""
        for start, number, first in zip(self.starts, self.lines, self.columns, strict=True):
            if number == line and first <= column <= first + self.end_on_line(start) - start:
                return start + column - first
        return None

    def end_on_line(self, offset: int) -> int:
        """Return the offset at which the line of that character ends in the passage."""
        at = bisect_right(self.starts, offset)
        return self.starts[at] - 1 if at < len(self.starts) else len(self.text)


def is_markdown(name: str) -> bool:
    """Return whether a file's name says that its text is Markdown."""
    return name.lower().endswith((".md", ".markdown", ".mdown"))


def document(text: str, *, markdown: bool = False, a_line_each: bool = False) -> list[Passage]:
    """Return a text's passages.

    Of Markdown, code, comments and quoted blocks are left out. `a_line_each` takes each line for a paragraph,
    as a word processor's file gives them.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if markdown:
        text = COMMENT.sub(lambda found: re.sub(r"[^\n]", " ", found.group()), text)
    lines = [*_read(text.split("\n"))] if markdown else [*enumerate(text.split("\n"), 1)]
    return [_passage(group) for group in _paragraphs(lines, a_line_each)]


def _read(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield the lines that are text of the writer's own; an empty one where something was left out."""
    fence = ""
    for number, line in enumerate(lines, 1):
        mark = FENCE.match(line)
        if fence:
            fence = "" if mark and mark.group(1).startswith(fence) else fence
            yield number, ""
        elif mark:
            fence = mark.group(1)
            yield number, ""
        else:
            yield number, "" if QUOTED_BLOCK.match(line) else line


def _paragraphs(lines: Sequence[tuple[int, str]], a_line_each: bool) -> Iterator[list[tuple[int, str]]]:
    group: list[tuple[int, str]] = []
    for number, line in lines:
        if group and (a_line_each or not line.strip() or STARTS_ANEW.match(line)):
            yield group
            group = []
        if line.strip():
            group.append((number, line))
    if group:
        yield group


def _passage(group: Sequence[tuple[int, str]]) -> Passage:
    parts: list[str] = []
    starts, columns = [], []
    offset = 0
    for _, line in group:
        kept = line.strip()
        starts.append(offset)
        columns.append(len(line) - len(line.lstrip()) + 1)
        parts.append(kept)
        offset += len(kept) + 1
    return Passage(" ".join(parts), tuple(starts), tuple(number for number, _ in group), tuple(columns))
