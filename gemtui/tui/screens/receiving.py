"""Receiving: look into a bundle first, say who signed it and what is new, merge it on `y`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from rich.text import Text

from gemtui import exchange, reports
from gemtui.exchange import Choices, Outcome, Verdict
from gemtui.locale import count, plain, say
from gemtui.reports.arrivals import Heads
from gemtui.tui.screens.asking_line import ask_passphrase
from gemtui.tui.screens.branching import ask_branch
from gemtui.tui.screens.dialogs import Confirm, Words
from gemtui.tui.screens.finder import Finder
from gemtui.tui.screens.news import news
from gemtui.tui.widgets.cells import Row

if TYPE_CHECKING:
    from gemtui.tui.screens.commanding import Commanding

ENDINGS = (".gem.zip", ".gem.zip.age")
SHOWN = 200


def receive(place: Commanding) -> None:
    """Offer the bundles of the folder; any other file by its path."""
    if place.desk.db.read_only:
        place.app.tell(say("read-only", {"path": str(place.desk.db.path)}), "alarm")
        return
    place.ask("bundles", lambda: bundles(place.desk.folder), lambda found: _choose(place, found))


def bundles(folder: Path) -> list[Path]:
    """Return the bundles of a folder, the newest first."""
    try:
        found = [path for path in folder.iterdir() if path.name.endswith(ENDINGS) and path.is_file()]
        return sorted(found, key=lambda path: -path.stat().st_mtime)[:SHOWN]
    except OSError:
        return []


def _choose(place: Commanding, found: Sequence[Path]) -> None:
    def here(words: str) -> Sequence[Row]:
        fitting: list[Row] = [
            {"name": p.name, "note": "look into it", "key": "", "path": p}
            for p in found
            if words.lower() in p.name.lower()
        ]
        if words and not fitting:
            fitting.append(
                {"name": words, "note": "a file by its path", "key": "", "path": place.desk.named(words)}
            )
        return fitting

    title = f"Receive a bundle · {place.desk.folder} · or type a path"
    none = "Nothing fits." if found else "There is no bundle in this folder. Type the path of one."
    place.app.push_screen(
        Finder(title, here, empty=none), lambda row: _look(place, row["path"]) if row else None
    )


def _look(place: Commanding, path: Path, passphrase: str | None = None) -> None:
    db = place.desk.db
    identity = exchange.key_files(db.path).identity

    def identities() -> Sequence[str]:
        return [exchange.read_identity(identity, *([passphrase] if passphrase else []))]

    def failed(problem: Exception) -> bool:
        if getattr(problem, "code", "") not in ("passphrase-needed", "wrong-passphrase"):
            return False
        ask_passphrase(place, identity, problem, lambda given: _look(place, path, given))
        return True

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
        f"{count(verdict.changes)} changes, of which {count(verdict.new)} are new here",
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
    code = (
        "branch-kept"
        if found.appended
        else "merged-with-conflicts"
        if found.conflicts
        else "merged"
        if found.new_changes
        else "merged-nothing"
    )
    facts = {"changes": found.new_changes, "records": found.new_records, "appended": found.appended}
    told = {name: count(number) for name, number in facts.items()} | {"conflicts": found.conflicts}
    place.app.tell(say(code, told))
