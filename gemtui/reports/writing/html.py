"""One page without scripts, and with nothing from anywhere else: opens in every browser, prints on A4."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from gemtui.locale import plain, say
from gemtui.reports.documents.page import Paper, Table

STYLE = (
    "body{font:1rem/1.5 sans-serif;margin:2rem auto;max-width:60rem;padding:0 1rem;color:#111;background:#fff}"
    "table{border-collapse:collapse;width:100%;margin:.5rem 0 1.5rem}caption{text-align:left;font-weight:bold}"
    "th,td{text-align:left;vertical-align:top;padding:.25rem .5rem;border-bottom:1px solid #999}"
    ".n{text-align:right}.draft{border:3px solid #111;padding:.5rem 1rem;font-weight:bold}small{color:#333}"
    "@media print{body{margin:0;max-width:none;font-size:10pt}tr{break-inside:avoid}}"
)


def html_of(paper: Paper) -> str:
    """Return the page."""
    return "\n".join(_page(paper)) + "\n"


def _page(paper: Paper) -> Iterator[str]:
    title = escape(plain(paper.title))
    yield f'<!doctype html>\n<html lang="{escape(paper.lang)}">\n<head>\n<meta charset="utf-8">'
    yield "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
    yield '<meta name="viewport" content="width=device-width">'
    yield f"<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>"
    if paper.draft:
        yield f'<p class="draft">{escape(say("draft", {}, paper.lang))}</p>'
    for line in paper.lines:
        yield f"<p>{escape(plain(line))}</p>"
    for block in paper.blocks:
        if isinstance(block, Table):
            yield from _table(block)
        else:
            yield f"<p>{escape(plain(block))}</p>"
    yield "</body>\n</html>"


def _table(table: Table) -> Iterator[str]:
    yield f"<table>\n<caption>{escape(table.heading)}</caption>"
    heads = "".join(
        f'<th scope="col"{_right(table, n)}>{escape(c)}</th>' for n, c in enumerate(table.columns)
    )
    yield f"<thead><tr>{heads}</tr></thead>\n<tbody>"
    opened = [f"<td{_right(table, n)}>" for n in range(len(table.columns))]
    for row in table.rows:
        # No cell holds a control character any more (`Paper.add`), so a row is escaped at once.
        cells = escape("\0".join(["" if c is None else str(c) for c in row])).split("\0")
        yield f"<tr>{''.join([f'{begins}{c}</td>' for begins, c in zip(opened, cells, strict=True)])}</tr>"
    yield "</tbody>\n</table>"
    if table.note:
        yield f"<p><small>{escape(table.note)}</small></p>"


def _right(table: Table, place: int) -> str:
    return ' class="n"' if place in table.numbers else ""
