"""Markdown with pipe tables, for mail and wikis; what people typed can't become markup."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gemtui.locale import plain, say
from gemtui.reports.documents.page import Paper, Table

MARKS = re.compile(r"[\\`*_\[\]#|<>~&]|^[-+=]|(?<=^\d)[.)](?=\s)|(?<=^\d\d)[.)](?=\s)")


def markdown_of(paper: Paper) -> str:
    """Return the text."""
    return "\n".join(_lines(paper)) + "\n"


def _lines(paper: Paper) -> Iterator[str]:
    yield f"# {markdown_text(paper.title)}"
    if paper.draft:
        yield f"\n**{markdown_text(say('draft', {}, paper.lang))}**"
    for line in paper.lines:
        yield f"\n{markdown_text(line)}"
    for block in paper.blocks:
        yield ""
        if isinstance(block, Table):
            yield from _table(block)
        else:
            yield markdown_text(block)


def _table(table: Table) -> Iterator[str]:
    yield f"## {markdown_text(table.heading)}"
    yield ""
    if table.rows:
        yield f"| {' | '.join(markdown_text(c) for c in table.columns)} |"
        yield f"|{'|'.join('---:' if n in table.numbers else '---' for n in range(len(table.columns)))}|"
        for row in table.rows:
            yield f"| {' | '.join('' if c is None else markdown_text(str(c)) for c in row)} |"
    if table.note:
        yield f"\n{markdown_text(table.note)}"


def markdown_text(words: str) -> str:
    """Return words so that Markdown shows them as they stand."""
    return MARKS.sub(r"\\\g<0>", plain(words))
