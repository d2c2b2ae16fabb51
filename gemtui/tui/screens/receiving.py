"""Receiving: look into a bundle first, say who signed it and what is new, merge it on `y`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from rich.text import Text

from gemtui import exchange, reports
from gemtui.exchange import Choices, Outcome, Verdict
from gemtui.locale import plain, say, so_many
from gemtui.reports.arrivals import Heads
from gemtui.tui.screens.asking_passphrase import ask_passphrase
from gemtui.tui.screens.branching import ask_branch
from gemtui.tui.screens.dialogs import Confirm, Words
from gemtui.tui.screens.finder import Finder
from gemtui.tui.screens.news import news
from gemtui.tui.widgets.cells import Row

if TYPE_CHECKING:
    from gemtui.tui.screens.commanding import Commanding


def receive(place: Commanding) -> None:
    """Offer the bundles of the folder, all of them at once, and those of folders in it; any other by its path."""
    if place.desk.db.read_only:
        place.app.tell(say("read-only", {"path": str(place.desk.db.path)}), "alarm")
        return
    _open(place, place.desk.folder)


def _open(place: Commanding, path: Path) -> None:
    def opened(found: exchange.Inbox | None) -> None:
        _choose(place, found) if found else _look(place, path)

    place.ask("bundles", lambda: exchange.inbox(path), opened)


def _choose(place: Commanding, found: exchange.Inbox) -> None:
    def here(words: str) -> Sequence[Row]:
        rows = [
            row for row in _rows(found, place.desk.is_headquarters) if words.lower() in row["name"].lower()
        ]
        if words and not rows:
            rows.append(_row(words, "by its path", at=place.desk.named(words)))
        return rows

    none = "Nothing fits." if found.bundles else "There is no bundle in this folder. Type the path of one."
    place.app.push_screen(
        Finder(f"Receive a bundle · {found.folder} · or type a path", here, empty=none),
        lambda row: _take(place, found, row) if row else None,
    )


def _rows(found: exchange.Inbox, is_headquarters: bool) -> list[Row]:
    rows = [_row(path.name, "look into it", path=path) for path in found.bundles]
    if len(found.bundles) > 1:
        every = _row(f"All {len(found.bundles)} bundles", "one after another", all=True)
        rows.insert(0 if is_headquarters else len(rows), every)
    return rows + [_row(f"{at.name}/", say("bundles-in", {"count": n}), at=at) for at, n in found.folders]


def _row(name: str, note: str, **more: object) -> Row:
    return {"name": name, "note": note, "key": "", **more}


def _take(place: Commanding, found: exchange.Inbox, row: Row) -> None:
    if row.get("all"):
        from gemtui.tui.screens.receiving_many import receive_all

        receive_all(place, found.folder, found.bundles)
    elif "at" in row:
        _open(place, row["at"])
    else:
        _look(place, row["path"])


def _look(place: Commanding, path: Path, passphrase: str | None = None) -> None:
    db = place.desk.db
    identity = exchange.key_files(db.path).identity

    def identities() -> Sequence[str]:
        return [exchange.read_identity(identity, *([passphrase] if passphrase else []))]

    def failed(problem: Exception) -> bool:
        return ask_passphrase(place, identity, problem, lambda given: _look(place, path, given))

    place.app.tell(say("looking"), "dim")
    place.ask(
        "verify",
        lambda: next(iter(exchange.verify(db, [path], identities))),
        lambda verdict: _show(place, path, verdict, Choices(identities=identities)),
        failed,
    )


def _show(place: Commanding, path: Path, verdict: Verdict, choices: Choices) -> None:
    if exchange.is_own_branch(verdict.refused):
        ask_branch(place, path, verdict, lambda: _merge(place, path, replace(choices, recover=True)))
        return
    if verdict.refused:
        words = Text("\n".join(problem["message"] for problem in verdict.problems(place.desk.lang)))
        place.app.push_screen(Words("Not taken", words, place.desk.monotonic))
        return
    lines = [
        f"{verdict.kind} of {verdict.office} for {verdict.period}",
        f"signed by {verdict.principal} ({str(verdict.fingerprint)[:20]}…), everything in it fits its digests",
        f"{so_many(verdict.changes, 'change')}, of which {so_many(verdict.new, 'is', 'are')} new here",
        *(exchange.told(caution, str(path), place.desk.lang)["message"] for caution in verdict.warnings),
    ]
    if verdict.kind == "plan":
        lines.append(say("plan-keys"))
    taken = Choices(recover=False, accept_keys=verdict.kind == "plan", identities=choices.identities)
    place.app.push_screen(
        Confirm(path.name, lines, place.desk.monotonic, yes="Merge it"),
        lambda yes: _merge(place, path, taken) if yes else None,
    )


def _merge(place: Commanding, path: Path, choices: Choices) -> None:
    def merge() -> tuple[Outcome, Heads]:
        before = reports.heads_now(place.desk.db)
        return exchange.merge_one(place.desk.db, path, choices), before

    place.ask("merge", merge, lambda found: _merged(place, *found))


def _merged(place: Commanding, outcome: Outcome, before: Heads) -> None:
    place.app.changed()
    place.refill()
    if outcome.merged is None:
        place.app.tell(
            " ".join(problem["message"] for problem in outcome.verdict.problems(place.desk.lang)), "alarm"
        )
        return
    found = outcome.merged
    if found.new_changes and not place.desk.is_headquarters:
        place.app.push_screen(news(before))
    if outcome.renewed:
        words = "\n".join(
            line for one in outcome.renewed for line in exchange.renewed_lines(one, place.desk.lang)
        )
        place.app.push_screen(Words("Newer catalogues", Text(plain(words, lines=True)), place.desk.monotonic))
    place.app.tell(exchange.merged_words(found, place.desk.lang))
