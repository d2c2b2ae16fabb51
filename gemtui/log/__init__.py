"""The log: changes, their canonical lines and hashes, chains, the fold, undo, commitments, clock. Pure functions."""

from gemtui.log.chain import check_chain, check_link, links, stream_of
from gemtui.log.change import (
    LARGEST,
    LONGEST_LINE,
    LONGEST_TEXT,
    ZEROS,
    BadChange,
    Change,
    Value,
    canonical,
    digest,
    is_field_name,
    line,
    parse,
    reread,
)
from gemtui.log.clock import Clock, FixedClock, Ids, ShiftedClock, SystemClock, stamp
from gemtui.log.commitment import SALT_BYTES, commit, is_commitment, matches
from gemtui.log.fold import Folded, Groups, Head, fold, heads, saw, seen_of, started_from, values_at
from gemtui.log.record import check_record, in_order, leads_in_a_circle, seen_known
from gemtui.log.undo import blocked_fields, stale_fields, values_before

__all__ = [
    "LARGEST",
    "LONGEST_LINE",
    "LONGEST_TEXT",
    "SALT_BYTES",
    "ZEROS",
    "BadChange",
    "Change",
    "Clock",
    "FixedClock",
    "Folded",
    "Groups",
    "Head",
    "Ids",
    "ShiftedClock",
    "SystemClock",
    "Value",
    "blocked_fields",
    "canonical",
    "check_chain",
    "check_link",
    "check_record",
    "commit",
    "digest",
    "fold",
    "heads",
    "in_order",
    "is_commitment",
    "is_field_name",
    "leads_in_a_circle",
    "line",
    "links",
    "matches",
    "parse",
    "reread",
    "saw",
    "seen_known",
    "seen_of",
    "stale_fields",
    "stamp",
    "started_from",
    "stream_of",
    "values_at",
    "values_before",
]
