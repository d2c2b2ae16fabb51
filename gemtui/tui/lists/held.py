"""What is held about a person: each value with what it is for, where it goes, and what else holds it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gemtui import store
from gemtui.exchange import Whereabouts
from gemtui.locale import choice, day, plain, say
from gemtui.store import Row, Store
from gemtui.tui.listing import KIND
from gemtui.tui.showing import Titles
from gemtui.tui.widgets.cells import Column
from gemtui.tui.widgets.pane import Line, wrapped
from gemtui.tui.widgets.source import Few

GIVE, ERASE = "_give", "_erase"
"""Keys of the two rows that do something: give it to the person, and say how it is erased."""

COLUMNS = (
    Column("what", "What", 18, lambda row: row["what"], sorts=False),
    Column("text", "", 24, lambda row: (row["text"], row.get("role", "")), grows=True, sorts=False),
    Column("goes", "Goes", 20, lambda row: (row.get("goes", ""), "dim"), sorts=False),
)


def named(db: Store, titles: Titles, found: Whereabouts) -> dict[str, str]:
    """Return the names of the records that what is held points to, by id; asks the store, so call it in a thread."""
    names: dict[str, str] = {}
    for question in db.kinds["person"].questions:
        value = next((one["value"] for one in found.fields if one["field"] == question.name), None)
        if question.refers and value:
            names[str(value)] = titles.of(found.office, question.refers, str(value))
    for one in (*found.records, *found.mentions):
        row = store.find(db, one["kind"], one["id"])
        names[one["id"]] = titles.title(db.kinds[one["kind"]], row)
    return names


def lines_held(found: Whereabouts, labels: Mapping[str, str], names: Mapping[str, str]) -> Few:
    """Return what is held, group by group; `labels` names the kinds of record, `names` what is pointed to."""
    rows: list[Row] = []
    headings: list[tuple[int, str]] = []
    values = [_value(one, names) for one in found.fields]
    counted = {"count": found.values, "all": found.commitments}
    groups: tuple[tuple[str, list[Row]], ...] = (
        (say("held-values", counted), values),
        (say("held-records"), [_record(one, labels, names) for one in found.records]),
        (say("held-mentions"), [_record(one, labels, names) for one in found.mentions]),
        (say("held-elsewhere"), [*map(_bundle, found.bundles), *map(_backup, found.backups)]),
        (say("held-rights"), [{"what": say("held-give"), "text": say("held-give-how"), GIVE: True},
                              {"what": say("held-erase"), "text": f"gemtui person erase {found.id}", ERASE: True}]),
    )  # fmt: skip
    for words, group in groups:
        if group:
            headings.append((len(rows), words))
            rows += group
    return Few(COLUMNS, rows, (), headings)


def _value(one: Mapping[str, Any], names: Mapping[str, str]) -> Row:
    here = one["here"]
    text = (
        choice(one["value"])
        if isinstance(one["value"], bool)
        else plain(names.get(str(one["value"]), str(one["value"])))
    )
    words = {"what": one["label"], "text": text if here else say("held-sealed"), "why": one["why"]}
    return {**words, "goes": say(f"goes-{one['travels']}"), "role": "" if here else "dim"}


def _record(one: Mapping[str, Any], labels: Mapping[str, str], names: Mapping[str, str]) -> Row:
    office, _, identifier = one["id"].rpartition("/")
    title = plain(names.get(one["id"], str(one["title"])))
    return {
        "what": labels.get(one["kind"], one["kind"]),
        "text": title,
        KIND: one["kind"],
        "id": identifier,
        "of": office,
    }


def _bundle(one: Mapping[str, Any]) -> Row:
    return {"what": say("held-bundle"), "text": plain(str(one["bundle"])), "goes": day(one["at"][:10])}


def _backup(path: str) -> Row:
    return {"what": say("held-backup"), "text": plain(path)}


def why_held(row: Row | None, width: int) -> list[Line]:
    """Return what a value is for, or what a row does."""
    if row is None:
        return []
    words = (
        say("held-give-why")
        if GIVE in row
        else say("held-erase-why")
        if ERASE in row
        else str(row.get("why") or "")
    )
    told: list[Line] = [[(row["what"], "strong")], *wrapped(row["text"], width, "", 3)]
    return [*told, *wrapped(words, width, "dim", 5)]
