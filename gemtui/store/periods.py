"""The record of the period before: what a form shows beside its fields, to be confirmed or changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gemtui.records import steady_fields
from gemtui.store.folding import Row, decode
from gemtui.store.handle import Store
from gemtui.store.layout import columns
from gemtui.store.reading import kind_of, select


def previous(
    db: Store, kind: str, values: Mapping[str, Any], *, office: str = "", without: str = ""
) -> Row | None:
    """Return the live record of an office that agrees in the kind's steady fields and is the last one before.

    Before means before `values`' own date, where they have one. None where the kind has no periods, or none of the
    steady fields is known yet. `without` is the record itself.
    """
    about = kind_of(db, kind)
    steady = steady_fields(about)
    if steady is None or (steady and all(values.get(name) is None for name in steady)):
        return None
    dated, day = about.about.dated, values.get(about.about.dated)
    wanted = ["office = ?", "deleted = 0", "id <> ?", f'"{dated}" IS NOT NULL']
    given: list[Any] = [office or db.identity.office, without]
    for name in steady:
        wanted.append(f'"{name}" IS ?')
        given.append(_cell(values.get(name)))
    if day is not None:
        wanted.append(f'"{dated}" < ?')
        given.append(day)
    with db.reading() as connection:
        found = connection.execute(
            f'{select(about)} WHERE {" AND ".join(wanted)} ORDER BY "{dated}" DESC, id DESC LIMIT 1', given
        ).fetchone()
    return None if found is None else decode(about, columns(about), found)


def _cell(value: Any) -> Any:
    return int(value) if isinstance(value, bool) else value
