"""Sending: choose what, look at what leaves the office, `y` writes the bundle."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from gemtui import exchange, rules, store
from gemtui.exchange import Exported, Order
from gemtui.locale import say, so_many
from gemtui.tui.listing import in_line
from gemtui.tui.screens.asking_passphrase import ask_passphrase
from gemtui.tui.screens.dialogs import Confirm
from gemtui.tui.screens.finder import Finder
from gemtui.tui.screens.reasoning import AskReason
from gemtui.tui.widgets.cells import Row

if TYPE_CHECKING:
    from gemtui.tui.screens.commanding import Commanding

BIG = 1024 * 1024


def send(place: Commanding) -> None:
    """Ask what to send, then show what would leave."""
    if place.desk.db.read_only:
        place.app.tell(say("read-only", {"path": str(place.desk.db.path)}), "alarm")
        return
    here = (getattr(getattr(place, "table", None), "row", None) or {}).get("office_of_board", "")
    place.ask("kinds", lambda: _kinds(place, here), lambda rows: _choose(place, rows))


def _kinds(place: Commanding, here: str) -> list[Row]:
    """Return what this store may send; headquarters a return to each office, first to the one under the cursor."""
    db = place.desk.db
    if db.identity.role != "hq":
        report = Order(kind="submission", period=str(place.desk.period))
        locked = replace(report, recipients=exchange.published_recipients(db))
        reports = [_row("Report to headquarters", "the submission, without names", locked)]
        if locked.recipients:
            reports.append(_row("Report, not encrypted", "whoever gets the file can read it", report))
        share = _row("Copy for a colleague of this office", "everything, names too", Order(kind="share"))
        return [*reports, share]
    offices = sorted({s.office for s in store.streams(db) if s.office != db.identity.office})
    returns = [
        _row(f"Return to {o}", "remarks, receipts and what headquarters says", Order(kind="return", office=o))
        for o in offices
    ]
    lost = {t.principal.removeprefix("office:") for t in exchange.trusted_keys(db) if t.revoked}
    more = (Order("return", o, files="all") for o in offices if o in lost)
    returns += [_row(f"Return to {o.office} with all its files", "after a lost laptop", o) for o in more]
    plan = _row("Plan for all offices", "the Union's records, catalogues and keys", Order(kind="plan"))
    first = [row for row in returns if row["order"].office == here]
    return [*first, plan, *(row for row in returns if row not in first)]


def _row(name: str, note: str, order: Order) -> Row:
    return {"name": name, "note": note, "key": "", "order": order}


def _choose(place: Commanding, rows: Sequence[Row]) -> None:
    if len(rows) == 1:
        _rehearse(place, rows[0]["order"])
        return
    place.app.push_screen(
        Finder("What to send", lambda words: [row for row in rows if words.lower() in row["name"].lower()]),
        lambda row: _rehearse(place, row["order"]) if row else None,
    )


def _rehearse(place: Commanding, order: Order) -> None:
    place.app.tell(say("looking"), "dim")
    place.ask("rehearse", lambda: _looked(place, order), lambda found: _show(place, order, *found))


def _looked(place: Commanding, order: Order) -> tuple[Exported, int]:
    """Return what would leave, and how many errors stop it."""
    db = place.desk.db
    made = exchange.rehearse(db, order)
    if order.kind != "submission":
        return made, 0
    context = rules.Context(
        db.identity.office, place.desk.today, db.identity.role, int(order.period), kinds=db.kinds
    )
    return made, sum(1 for one in rules.check(store.facts(db), context) if one.level == "error")


def _show(place: Commanding, order: Order, made: Exported, errors: int, ask: AskReason | None = None) -> None:
    if errors and not order.despite:
        asked = AskReason(
            "Send in spite of errors?", say("errors-stop", {"count": errors}), about=order.period
        )
        place.app.push_screen(
            asked, lambda why: _show(place, replace(order, despite=why), made, errors, asked) if why else None
        )
        return
    lines = summary(place, order, made, errors)
    place.app.push_screen(
        Confirm("This leaves the office", lines, place.desk.monotonic, yes="Write the bundle"),
        lambda yes: _write(place, order, ask) if yes else None,
    )


def summary(place: Commanding, order: Order, made: Exported, errors: int) -> list[str]:
    """Return what leaves and what stays, in lines."""
    records = ", ".join(
        so_many(n, in_line(place.desk.db.kinds[k].about.label), in_line(place.desk.db.kinds[k].about.plural))
        for k, n in made.written.tally.records.most_common(6)
        if n
    )
    names = "no names" if order.kind == "submission" else "with names"
    lines = [
        f"{made.kind} of {made.office} for {made.period}",
        f"{so_many(made.records, 'record')} in {so_many(made.changes, 'change')}, {so_many(len(made.written.attachments), 'file')}, {names}",
        records,
        f"about {max(1, made.bytes // 1024)} KiB, into {place.desk.folder}",
        f"encrypted for {', '.join(r[:12] + '…' for r in order.recipients)}"
        if order.recipients
        else "signed, not encrypted",
    ]
    if errors:
        lines.append(f"in spite of {so_many(errors, 'error')}: {order.despite}")
    if store.setting(place.desk.db, "demo"):
        lines.append(say("demo-export"))
    return lines


def _write(place: Commanding, order: Order, line: AskReason | None, passphrase: str | None = None) -> None:
    key = exchange.key_files(place.desk.db.path).key

    def failed(problem: Exception) -> bool:
        return ask_passphrase(place, key, problem, lambda given: _write(place, order, line, given))

    def work() -> Exported:
        made = exchange.export(place.desk.db, order, place.desk.folder, exchange.load_key(key, passphrase))
        if line is not None:
            line.done()
        return made

    place.ask("send", work, lambda made: _written(place, made), failed)


def _written(place: Commanding, made: Exported) -> None:
    place.app.changed()
    place.refill()
    size = f"{made.bytes / BIG:.1f} MiB" if made.bytes > BIG else f"{max(1, made.bytes // 1024)} KiB"
    place.app.tell(
        say("bundle-written", {"bundle": str(made.bundle), "size": size, "sha256": str(made.sha256)[:12]})
    )
