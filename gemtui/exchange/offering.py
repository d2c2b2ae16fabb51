"""What headquarters offers with a plan beside its records: whom to encrypt to, and newer catalogues."""

from __future__ import annotations

from typing import Any

from gemtui import store
from gemtui.exchange.keyring import key_files
from gemtui.exchange.keys import recipient_of
from gemtui.exchange.planning import catalogue_file
from gemtui.exchange.refusal import ExchangeProblem
from gemtui.locale import say
from gemtui.reference import Catalogues, Given, version_of
from gemtui.store import Renewed, Store


def told_renewed(one: Renewed) -> dict[str, Any]:
    """Return what a catalogue says otherwise, as JSON has it."""
    changes = [{"how": a.how, "where": a.where, "fields": list(a.fields)} for a in one.altered]
    return {
        "name": one.name, "before": one.before or None, "after": one.after, "drafts": one.drafts,
        "answers": one.answers, "changes": changes,
    }  # fmt: skip


TOLD = 12
"""Changes of a catalogue that are said one by one."""


def renewed_lines(one: Renewed, lang: str = "en") -> list[str]:
    """Return in sentences what a newer catalogue says otherwise, and what becomes of drafts and answers."""
    facts = {"name": one.name, "before": one.before, "after": one.after, "count": len(one.altered)}
    lines = [say("catalogue-renewed" if one.before else "catalogue-first", facts, lang)]
    lines += [
        say(f"catalogue-{a.how}", {"where": a.where, "fields": ", ".join(a.fields) or "–"}, lang)
        for a in one.altered[:TOLD]
    ]
    lines += (
        [say("catalogue-more", {"count": len(one.altered) - TOLD}, lang)] if len(one.altered) > TOLD else []
    )
    lines += [say("catalogue-drafts", {"count": one.drafts}, lang)] if one.drafts else []
    lines += [say("catalogue-answers", {"count": one.answers}, lang)] if one.answers else []
    return lines


def plan_recipients(db: Store) -> tuple[str, ...]:
    """Return headquarters' own recipient, and those that were published before, each once."""
    try:
        own = [recipient_of(key_files(db.path).identity)]
    except ExchangeProblem:  # a store whose identity lies elsewhere publishes what it knows
        own = []
    return tuple(dict.fromkeys([*own, *store.setting(db, "recipients").split()]))


def plan_catalogues(db: Store) -> tuple[tuple[str, str], ...]:
    """Return (file, text) of all catalogues that the store holds: old answers need the words that they answered, too."""
    held = store.catalogues(db)
    known = Catalogues(Given(one.name, one.text) for one in held)
    newest = {one.name: _newest(known, one.name) for one in held}
    files = (
        (catalogue_file(one.name, one.sha256, in_force=one.version == newest[one.name]), one.text)
        for one in sorted(held, key=lambda one: (one.name, one.sha256))
    )
    return tuple(sorted(dict(files).items()))


def _newest(known: Catalogues, name: str) -> str:
    return version_of(known.versions(name)[-1][1])
