"""Catalogues that a store holds beside the package's: with a plan they come, or the office's own; no version is dropped.

An answer names the version that it was made under, so an old one stays beside the words that it answered.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gemtui import log
from gemtui.store.connection import Connection
from gemtui.store.handle import Store
from gemtui.store.layout import meta, put_meta

if TYPE_CHECKING:
    from gemtui.reference import Altered, Given

LIST = "catalogues"
TEXT = "catalogue:"
"""Notes of the store: what it holds, as JSON, and each text by its SHA-256."""


@dataclass(frozen=True, slots=True)
class Held:
    """A catalogue in one version."""

    name: str
    version: str
    sha256: str
    at: str
    """When this store took it."""
    text: str


@dataclass(frozen=True, slots=True)
class Renewed:
    """What a catalogue that is in force now says otherwise than the one before."""

    name: str
    before: str
    """Version; empty where there was none."""
    after: str
    altered: tuple[Altered, ...]
    drafts: int = 0
    """Forms begun and not saved that go on under the new one."""
    answers: int = 0
    """Records that stay under the version that they were made under."""


def catalogues(db: Store) -> list[Held]:
    """Return the catalogues that this store holds, by name and as they came."""
    with db.reading() as connection:
        listed = json.loads(meta(connection, LIST) or "[]")
        return [Held(**one, text=meta(connection, TEXT + one["sha256"]) or "") for one in listed]


def put_catalogues(db: Store, given: Iterable[tuple[str, bytes]]) -> list[Held]:
    """Keep catalogues, given as (name, content) and found fit before; returns those that are new here."""
    given = list(given)
    if not given:
        return []
    with db.writing() as connection:
        return keep_catalogues(db, connection, given)


def keep_catalogues(db: Store, connection: Connection, given: Iterable[tuple[str, bytes]]) -> list[Held]:
    """Keep catalogues as a part of what is being written; returns those that are new here."""
    import tomllib  # few calls bring a catalogue

    from gemtui.reference import version_of  # a store without any reads none

    at, new = log.stamp(db.around.clock.now()), []
    connection.claim(LIST)
    listed = json.loads(meta(connection, LIST) or "[]")
    for name, content in given:
        sha256 = hashlib.sha256(content).hexdigest()
        if any((one["name"], one["sha256"]) == (name, sha256) for one in listed):
            continue
        text = content.decode("utf-8")
        one = {"name": name, "version": version_of(tomllib.loads(text)), "sha256": sha256, "at": at}
        listed.append(one)
        new.append(Held(**one, text=text))
        put_meta(connection, TEXT + sha256, text)
    if new:
        put_meta(connection, LIST, json.dumps(sorted(listed, key=lambda o: (o["name"], o["sha256"]))))
    return new


def use_catalogues(db: Store) -> list[Renewed]:
    """Let readers read the package's catalogues and this store's; returns what is other than in those used before."""
    from gemtui import reference  # as above

    with db.reading() as connection:
        held = meta(connection, LIST)
    if not held and reference.in_use() is reference.PACKAGED:
        return []
    before = reference.in_use()
    given = [reference.Given(one.name, one.text) for one in catalogues(db)]
    reference.use(reference.Catalogues(given) if given else reference.PACKAGED)
    return _renewed(db, before, [one.name for one in given])


def _renewed(db: Store, before: Any, names: Iterable[str]) -> list[Renewed]:
    from gemtui import reference  # as above

    now, found = reference.in_use(), []
    for name in sorted(set(names)):
        version, document = now.versions(name)[-1]
        known = name in before.names()
        old, said = before.versions(name)[-1] if known else ("", {})
        if said == document:
            continue
        drafts, answers = _touched(db, name, version)
        found.append(Renewed(name, old, version, tuple(reference.altered(said, document)), drafts, answers))
    return found


ANSWERS = ("indicator_entry", "entity_rating")
"""Kinds whose records say under which version of their framework they were made."""
OWN = "indicator_entry"
"""The kind that also answers indicators of an office's own."""
ANSWER = (
    "requirements", "rating", "value", "numerator", "denominator", "baseline", "target", "framework", "indicator",
)  # fmt: skip
"""Fields that answer an indicator: who gives one of them answers it as it is worded now."""


def _touched(db: Store, framework: str, version: str) -> tuple[int, int]:
    """Return how many drafts, and how many records, are about a framework; records of that very version don't count."""
    drafts = answers = 0
    with db.reading() as connection:
        for kind, record, told in connection.execute("SELECT kind, id, answers FROM draft").fetchall():
            drafts += kind in ANSWERS and _framework_of(connection, kind, record, told) == framework
        for kind in ANSWERS:
            ask = f"SELECT count(*) FROM \"{kind}\" WHERE framework = ? AND NOT deleted AND coalesce(catalogue_version, '') <> ?"
            answers += int(connection.execute(ask, (framework, version)).fetchone()[0])
    return drafts, answers


def _framework_of(connection: Connection, kind: str, record: str, told: str) -> str:
    """Return the framework that a draft is about: by what was typed, else by the record that it would change."""
    typed = json.loads(told).get("framework")
    if typed is not None:
        return str(typed)
    found = connection.execute(f'SELECT framework FROM "{kind}" WHERE id = ?', (record,)).fetchone()
    return str(found[0]) if found else ""


def version_then(db: Store, name: str, at: str) -> str:
    """Return the version of a catalogue that was in force here at a moment; empty where there was none of that name."""
    from gemtui import reference  # as above

    held = (reference.Given(one.name, one.text) for one in catalogues(db) if one.name == name and one.at < at)
    known = reference.Catalogues(held)
    return known.versions(name)[-1][0] if name in known.names() else ""


def frameworks_in(folder: Path) -> list[Given]:
    """Return the frameworks without a fault that lie in a folder: a crosswalk beside them may speak of them."""
    from gemtui.reference import Given, catalogue_faults  # as above

    found = []
    for path in sorted(folder.glob("*.toml")):
        content = path.read_bytes()
        if b"from_year" in content and not catalogue_faults(content, path.stem):
            found.append(Given(path.stem, content.decode("utf-8")))
    return found


def take_own(db: Store, folder: Path) -> list[tuple[str, dict[str, Any]]]:
    """Keep the catalogues that lie in the office's own folder; returns codes with facts of those that can't be used."""
    paths = sorted(folder.glob("*.toml")) if folder.is_dir() else []
    if not paths or db.read_only:
        return []
    from gemtui.reference import catalogue_faults  # as above

    held = {one.sha256 for one in catalogues(db)}
    wrong, fit = [], []
    beside = frameworks_in(folder)
    for path in paths:
        content = path.read_bytes()
        if hashlib.sha256(content).hexdigest() in held:
            continue
        faults = catalogue_faults(content, path.stem, beside)
        if faults:
            wrong.append(("catalogue-not-used", {"path": str(path), "count": len(faults)}))
        else:
            fit.append((path.stem, content))
    if fit:
        put_catalogues(db, fit)
    return wrong


def made_under(kind: str, row: Mapping[str, Any], changed: Mapping[str, Any]) -> dict[str, str | None]:
    """Return what a save of these values is made under, for kinds that say it; nothing where it says it itself.

    That is the framework's version, and of an indicator of the office's own also its definition.
    """
    if kind not in ANSWERS or changed.get("catalogue_version") or not any(name in changed for name in ANSWER):
        return {}
    from gemtui.reference import definition, frameworks  # as above

    now = {**row, **changed}
    found = frameworks().get(now.get("framework") or "")
    if found is None:
        return {}
    under: dict[str, str | None] = {"catalogue_version": found.version}
    if kind == OWN and "definition" not in changed:
        under["definition"] = definition(found.code, now.get("indicator") or "") or None
    return {name: text for name, text in under.items() if row.get(name) != text}
