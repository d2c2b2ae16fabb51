"""The store: one SQLite file that holds the log and what the log says now; nothing else writes."""

from gemtui.store.backup import backup, restore, settle_on_disk
from gemtui.store.cautions import sqlite_cautions
from gemtui.store.digests import Digest, digest
from gemtui.store.doctor import Examination, examine
from gemtui.store.folding import Row, changes_of
from gemtui.store.handle import Around, Identity, Store
from gemtui.store.lists import Hit, View, block, counts, rowids, search, tally, title_of
from gemtui.store.looking import look
from gemtui.store.merging import Incoming, Merged, Place, merge
from gemtui.store.opening import create, in_synced_folder, open_store
from gemtui.store.outgoing import (
    Leaving,
    arrivals,
    head_without,
    holds_change,
    holds_files,
    leaving_rows,
    stream_heads,
)
from gemtui.store.outside import Outside, outside
from gemtui.store.papers import (
    LARGEST_ATTACHMENT,
    File,
    Note,
    Stream,
    attach,
    attachment,
    attachments,
    hash_at,
    journal,
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
from gemtui.store.problems import Problem, Refused, Stale, StoreProblem
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
from gemtui.store.settling import Choice, OpenConflict, conflicts, delete, delete_all, resolve, restore_record
from gemtui.store.undoing import Undone, redo, undo
from gemtui.store.validation import judged
from gemtui.store.wording import index_new, rebuild

__all__ = [
    "LARGEST_ATTACHMENT", "OFFICE", "UNION", "Around", "Choice", "Digest", "Draft", "Edit", "Entry", "Examination", "File", "Hit", "Identity",
    "Incoming", "Leaving", "Merged", "Note", "OpenConflict", "Outside", "Place", "Problem", "Refused", "Row", "Saved", "Stale",
    "Store", "StoreProblem", "Stream", "Undone", "View", "arrivals", "attach", "attachment", "attachments", "backup",
    "block", "changes_of", "children", "conflicts", "counts", "create", "delete", "delete_all", "digest", "drafts", "drop_draft",
    "examine", "facts", "find", "flagged", "flags", "hash_at", "head_without", "history", "holds_change", "holds_files",
    "in_synced_folder", "index_new", "journal", "judged", "kind_of", "leaving_rows", "log_entries", "look", "may_write", "merge",
    "note_bundle", "open_store", "outside", "owners", "private_items", "put_draft", "put_seals", "put_setting",
    "put_trusted_lines", "rebuild", "record_changes", "redo", "resolve", "resolve_reference", "restore",
    "restore_record", "row", "rowids", "rows", "save", "save_all", "seals_of", "search", "seen", "setting", "settle_on_disk", "sqlite_cautions",
    "stream_heads", "stream_lines", "streams", "tally", "title_of", "toggle_flag", "trusted_lines", "undo",
]  # fmt: skip
