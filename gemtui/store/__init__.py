"""The store: one SQLite file that holds the log and what the log says now; nothing else writes.

Names load with first use: a list needs neither the doctor nor what merges. What stands above is needed to open a store,
or is named as its module is, which would hide it.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from gemtui.store.backup import backup, restore, settle_on_disk
from gemtui.store.catalogues import (
    Held,
    Renewed,
    catalogues,
    frameworks_in,
    put_catalogues,
    take_own,
    use_catalogues,
    version_then,
)
from gemtui.store.handle import Around, Identity, Store
from gemtui.store.opening import create, in_synced_folder, open_store
from gemtui.store.outside import Outside, outside
from gemtui.store.problems import Problem, Refused, Stale, StoreProblem

if TYPE_CHECKING:
    from gemtui.store.as_of import (
        ENTERED_LATER,
        beginning_of,
        block_as_of,
        changed_between,
        end_of,
        rows_as_of,
    )
    from gemtui.store.cautions import sqlite_cautions
    from gemtui.store.connection import CELL, LIST, join_cells
    from gemtui.store.digests import Digest, digest, log_digest
    from gemtui.store.doctor import Examination, examine
    from gemtui.store.erasing import AboutPerson, Erasure, about_person, erase_person
    from gemtui.store.folding import Row, changes_of
    from gemtui.store.lateness import Late, because, late, late_seqs
    from gemtui.store.lists import Hit, View, block, counts, rowids, search, tally, title_of
    from gemtui.store.looking import look
    from gemtui.store.merging import Incoming, Merged, Place, merge
    from gemtui.store.outgoing import (
        Leaving,
        arrivals,
        head_without,
        holds_change,
        holds_files,
        leaving_lines,
        reaches,
        sorts,
        stream_heads,
    )
    from gemtui.store.papers import (
        LARGEST_ATTACHMENT,
        File,
        Note,
        Stream,
        attach,
        attachment,
        attachments,
        hash_at,
        held,
        journal,
        line_pages,
        note_bundle,
        owners,
        private_items,
        put_seals,
        put_trusted_lines,
        seals_of,
        stream_lines,
        streams,
        trusted_lines,
    )
    from gemtui.store.periods import previous
    from gemtui.store.permission import may_write
    from gemtui.store.personal import (
        Draft,
        drafts,
        drop_draft,
        flagged,
        flags,
        put_draft,
        put_setting,
        setting,
        toggle_flag,
    )
    from gemtui.store.reading import (
        OFFICE,
        UNION,
        Entry,
        children,
        facts,
        find,
        history,
        kind_of,
        log_entries,
        record_changes,
        resolve_reference,
        row,
        rows,
        seen,
    )
    from gemtui.store.saving import Edit, Saved, save, save_all
    from gemtui.store.server import Server, server_at
    from gemtui.store.settling import (
        Choice,
        OpenConflict,
        conflicts,
        delete,
        delete_all,
        resolve,
        restore_record,
        save_table,
    )
    from gemtui.store.talking import remarks
    from gemtui.store.undoing import Undone, redo, undo
    from gemtui.store.validation import judged
    from gemtui.store.wording import index_new, rebuild
    from gemtui.store.years import YearSet, set_year

# fmt: off
HOMES: dict[str, tuple[str, ...]] = {
    "as_of": ("ENTERED_LATER", "beginning_of", "block_as_of", "changed_between", "end_of", "rows_as_of"),
    "cautions": ("sqlite_cautions",),
    "connection": ("CELL", "LIST", "join_cells"),
    "digests": ("Digest", "digest", "log_digest"),
    "doctor": ("Examination", "examine"),
    "erasing": ("AboutPerson", "Erasure", "about_person", "erase_person"),
    "folding": ("Row", "changes_of"),
    "lateness": ("Late", "because", "late", "late_seqs"),
    "lists": ("Hit", "View", "block", "counts", "rowids", "search", "tally", "title_of"),
    "looking": ("look",),
    "merging": ("Incoming", "Merged", "Place", "merge"),
    "outgoing": (
        "Leaving", "arrivals", "head_without", "holds_change", "holds_files", "leaving_lines", "reaches",
        "sorts", "stream_heads",
    ),
    "papers": (
        "LARGEST_ATTACHMENT", "File", "Note", "Stream", "attach", "attachment", "attachments", "hash_at",
        "held", "journal", "line_pages", "note_bundle", "owners", "private_items", "put_seals",
        "put_trusted_lines", "seals_of", "stream_lines", "streams", "trusted_lines",
    ),
    "periods": ("previous",),
    "permission": ("may_write",),
    "personal": (
        "Draft", "drafts", "drop_draft", "flagged", "flags", "put_draft", "put_setting", "setting",
        "toggle_flag",
    ),
    "reading": (
        "OFFICE", "UNION", "Entry", "children", "facts", "find", "history", "kind_of", "log_entries",
        "record_changes", "resolve_reference", "row", "rows", "seen",
    ),
    "saving": ("Edit", "Saved", "save", "save_all"),
    "server": ("Server", "server_at"),
    "settling": (
        "Choice", "OpenConflict", "conflicts", "delete", "delete_all", "resolve", "restore_record",
        "save_table",
    ),
    "talking": ("remarks",),
    "undoing": ("Undone", "redo", "undo"),
    "validation": ("judged",),
    "wording": ("index_new", "rebuild"),
    "years": ("YearSet", "set_year"),
}
# fmt: on
"""Names by the module in this room that has them; all but those above."""

WHERE = {name: module for module, names in HOMES.items() for name in names}

# fmt: off
__all__ = [
    "CELL", "ENTERED_LATER", "LARGEST_ATTACHMENT", "LIST", "OFFICE", "UNION", "AboutPerson", "Around",
    "Choice", "Digest", "Draft", "Edit", "Entry", "Erasure", "Examination", "File", "Held", "Hit",
    "Identity", "Incoming", "Late", "Leaving", "Merged", "Note", "OpenConflict", "Outside", "Place",
    "Problem", "Refused", "Renewed", "Row", "Saved", "Server", "Stale", "Store", "StoreProblem",
    "Stream", "Undone", "View", "YearSet", "about_person", "arrivals", "attach", "attachment", "attachments",
    "backup", "because", "beginning_of", "block", "block_as_of", "catalogues", "changed_between",
    "changes_of", "children", "conflicts", "counts", "create", "delete", "delete_all", "digest",
    "drafts", "drop_draft", "end_of", "erase_person", "examine", "facts", "find", "flagged", "flags",
    "frameworks_in", "hash_at", "head_without", "held", "history", "holds_change", "holds_files",
    "in_synced_folder", "index_new", "join_cells", "journal", "judged", "kind_of", "late", "late_seqs",
    "leaving_lines", "line_pages", "log_digest", "log_entries", "look", "may_write", "merge",
    "note_bundle", "open_store", "outside", "owners", "previous", "private_items", "put_catalogues",
    "put_draft", "put_seals", "put_setting", "put_trusted_lines", "reaches", "rebuild",
    "record_changes", "redo", "remarks", "resolve", "resolve_reference", "restore", "restore_record",
    "row", "rowids", "rows", "rows_as_of", "save", "save_all", "save_table", "seals_of", "search",
    "seen", "server_at", "set_year", "setting", "settle_on_disk", "sorts", "sqlite_cautions", "stream_heads",
    "stream_lines", "streams", "take_own", "tally", "title_of", "toggle_flag", "trusted_lines", "undo",
    "use_catalogues", "version_then",
]
# fmt: on


def __getattr__(name: str) -> Any:
    if name not in WHERE:
        raise AttributeError(name)
    found = getattr(import_module(f"{__name__}.{WHERE[name]}"), name)
    globals()[name] = found
    return found
