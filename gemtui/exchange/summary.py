"""`summary.html`: a bundle at a glance, one page, no script, nothing remote, every text made harmless."""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from gemtui.exchange.bag_info import BagInfo
from gemtui.exchange.table import columns
from gemtui.locale import choice, count, day, plain, say
from gemtui.records import Kind
from gemtui.store import CELL

_TOLD = {
    "action": "status", "action_plan": "status", "committee": "rule", "focal_point": "role", "good_practice": "status",
    "indicator_entry": "rating", "entity_rating": "rating", "remark": "status", "receipt": "decision",
}  # fmt: skip
"""The field that says most about a kind at a glance."""

_STYLE = (
    "body{font:1rem/1.5 sans-serif;margin:2rem auto;max-width:46rem;padding:0 1rem}"
    "table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.3rem .6rem;border-bottom:1px solid #bbb}"
    "td.n{text-align:right}caption{text-align:left;font-weight:bold;padding:.6rem 0}"
)
_PAGE = """<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<h1>{title}</h1>
<p>{about}</p>
<table>
<caption>{caption}</caption>
<thead><tr><th>{kind}</th><th>{number}</th><th>{detail}</th></tr></thead>
<tbody>
{rows}
</tbody>
</table>
<p>{note}</p>
</body>
</html>
"""


@dataclass(slots=True)
class Tally:
    """What is counted while the tables are written, so that nothing is read twice."""

    records: Counter[str] = field(default_factory=Counter)
    told: dict[str, Counter[str]] = field(default_factory=dict)
    open_until: list[str] = field(default_factory=list)
    """Delivery dates of actions that are neither done nor cancelled."""
    newest: str = ""
    """When the newest change of the bundle was made, as its author's clock said."""
    changes: int = 0

    def of(self, kind: Kind, lines: Iterable[bytes]) -> Iterator[bytes]:
        """Give the lines of a kind's table on (`store.leaving_lines`), counted."""
        names = columns(kind)
        at = names.index(_TOLD[kind.name]) if _TOLD.get(kind.name) in names else -1
        due = names.index("delivery_on") if kind.name == "action" and "delivery_on" in names else -1
        upto = max(at, due) + 1
        seen, until = Counter[bytes](), list[bytes]()
        number = 0
        for number, line in enumerate(lines, 1):  # noqa: B007 - the last number is how many there were
            if upto:
                cells = line.split(CELL, upto)
                seen[cells[at]] += 1
                if due >= 0 and cells[due] and cells[at] not in (b"done", b"cancelled"):
                    until.append(cells[due])
            yield line
        self.records[kind.name] = number
        self.open_until += [each.decode() for each in until]
        if at >= 0:
            self.told[kind.name] = Counter({code.decode(): n for code, n in seen.items()})


def write_summary(info: BagInfo, tally: Tally, kinds: Mapping[str, Kind], lang: str) -> bytes:
    """Return the page's bytes; they follow from the records alone, as of the bundle's newest change."""
    as_of = tally.newest[:10]
    title = say("summary-title", {"office": info.office, "period": info.period, "kind": info.kind}, lang)
    about = say("summary-about", {"on": day(as_of, lang) or "–", "changes": count(tally.changes)}, lang)
    rows = "\n".join(_row(kinds[name], tally, as_of, lang) for name in kinds if tally.records[name])
    words = {
        name: say(f"summary-{name}", {}, lang) for name in ("caption", "kind", "number", "detail", "note")
    }
    text = {
        name: _text(value) for name, value in {"title": title, "about": about, "lang": lang, **words}.items()
    }
    return _PAGE.format(**text, rows=rows, style=_STYLE).encode()


def _row(kind: Kind, tally: Tally, as_of: str, lang: str) -> str:
    told = sorted(tally.told.get(kind.name, {}).items())
    parts = [f"{choice(code, lang)}: {count(n)}" for code, n in told if code]
    overdue = sum(until < as_of for until in tally.open_until) if kind.name == "action" else 0
    parts += [say("summary-overdue", {"count": count(overdue)}, lang)] if overdue else []
    cells = f'<td class="n">{count(tally.records[kind.name])}</td><td>{_text(" · ".join(parts))}</td>'
    return f"<tr><td>{_text(kind.about.plural)}</td>{cells}</tr>"


def _text(text: str) -> str:
    return html.escape(plain(text))
