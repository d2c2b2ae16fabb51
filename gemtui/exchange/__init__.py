"""Exchange: bundles written, verified and merged; keys, signatures, trust. Nothing of a bundle is believed unchecked.

Names are fetched from their modules at first use, since only few callers need cryptography or the store.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gemtui.exchange.allowed_signers import HEADQUARTERS, Trusted, parse_line, parse_lines, who
    from gemtui.exchange.bag_info import FORMAT
    from gemtui.exchange.capsule import hand_over
    from gemtui.exchange.composing import FILES, Exported, Order, default_kind, export, rehearse
    from gemtui.exchange.deadlines import set_year
    from gemtui.exchange.demo import Demo, existing_demo, make_demo
    from gemtui.exchange.encryption import check_recipient, encrypt_file, read_identity
    from gemtui.exchange.held import Whereabouts, whereabouts
    from gemtui.exchange.importing import Import, Reading, plan_import, take_import
    from gemtui.exchange.inspecting import Inspection, inspected
    from gemtui.exchange.key_lists import KeyLine, Untrusted, keys_in, trust_list, typed_keys
    from gemtui.exchange.keyring import (
        KeyFiles,
        Window,
        found,
        key_files,
        merged_with,
        published_recipients,
        read_trust,
        revoke_key,
        trust,
        trusted_keys,
    )
    from gemtui.exchange.keys import Signer, load_key, make_identity, make_key, public_of, recipient_of
    from gemtui.exchange.merging import (
        Choices,
        Merging,
        Outcome,
        is_own_branch,
        jobs_for,
        merge,
        merge_one,
        merged_words,
    )
    from gemtui.exchange.offering import renewed_lines
    from gemtui.exchange.opening import check_paths
    from gemtui.exchange.own_language import (
        OwnRule,
        Rewritten,
        add_own_rule,
        drop_own,
        keep_wordings,
        read_own_language,
        rewrite,
    )
    from gemtui.exchange.places import Place, key_cautions, last_dates, place
    from gemtui.exchange.prose import passages_of, read_prose
    from gemtui.exchange.public_key import PublicKey, read_public
    from gemtui.exchange.refusal import REFUSALS, WARNINGS, BundleRefused, Caution, ExchangeProblem
    from gemtui.exchange.resources import table_schema
    from gemtui.exchange.sheet import Sheet, read_sheet
    from gemtui.exchange.submission import Submitted, findings, own_heads, standing, submit
    from gemtui.exchange.table import columns, guard, unguard, write_table
    from gemtui.exchange.target import put_whole
    from gemtui.exchange.template import write_template
    from gemtui.exchange.verifying import Verdict, told, verify
    from gemtui.exchange.waiting import Inbox, inbox

_HOMES = {
    "held": (
        "Whereabouts",
        "whereabouts",
    ),
    "offering": ("renewed_lines",),
    "allowed_signers": ("HEADQUARTERS", "Trusted", "parse_line", "parse_lines", "who"),
    "bag_info": ("FORMAT",),
    "composing": ("FILES", "Exported", "Order", "default_kind", "export", "rehearse"),
    "capsule": ("hand_over",),
    "deadlines": ("set_year",),
    "demo": ("Demo", "existing_demo", "make_demo"),
    "encryption": ("check_recipient", "encrypt_file", "read_identity"),
    "importing": ("Import", "Reading", "plan_import", "take_import"),
    "inspecting": ("Inspection", "inspected"),
    "key_lists": ("KeyLine", "Untrusted", "keys_in", "trust_list", "typed_keys"),
    "keyring": (
        "KeyFiles",
        "Window",
        "found",
        "key_files",
        "merged_with",
        "published_recipients",
        "read_trust",
        "revoke_key",
        "trust",
        "trusted_keys",
    ),
    "keys": ("Signer", "load_key", "make_identity", "make_key", "public_of", "recipient_of"),
    "waiting": ("Inbox", "inbox"),
    "merging": (
        "Choices",
        "Merging",
        "Outcome",
        "is_own_branch",
        "jobs_for",
        "merge",
        "merge_one",
        "merged_words",
    ),
    "opening": ("check_paths",),
    "places": ("Place", "key_cautions", "last_dates", "place"),
    "public_key": ("PublicKey", "read_public"),
    "refusal": ("REFUSALS", "WARNINGS", "BundleRefused", "Caution", "ExchangeProblem"),
    "resources": ("table_schema",),
    "own_language": (
        "OwnRule",
        "Rewritten",
        "add_own_rule",
        "drop_own",
        "keep_wordings",
        "read_own_language",
        "rewrite",
    ),
    "prose": ("passages_of", "read_prose"),
    "sheet": ("Sheet", "read_sheet"),
    "submission": ("Submitted", "findings", "own_heads", "standing", "submit"),
    "table": ("columns", "guard", "unguard", "write_table"),
    "target": ("put_whole",),
    "template": ("write_template",),
    "verifying": ("Verdict", "told", "verify"),
}
_HOME = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "FILES",
    "FORMAT",
    "HEADQUARTERS",
    "REFUSALS",
    "WARNINGS",
    "BundleRefused",
    "Caution",
    "Choices",
    "Demo",
    "ExchangeProblem",
    "Exported",
    "Import",
    "Inbox",
    "Inspection",
    "KeyFiles",
    "KeyLine",
    "Merging",
    "Order",
    "Outcome",
    "OwnRule",
    "Place",
    "PublicKey",
    "Reading",
    "Rewritten",
    "Sheet",
    "Signer",
    "Submitted",
    "Trusted",
    "Untrusted",
    "Verdict",
    "Whereabouts",
    "Window",
    "add_own_rule",
    "check_paths",
    "check_recipient",
    "columns",
    "default_kind",
    "drop_own",
    "encrypt_file",
    "existing_demo",
    "export",
    "findings",
    "found",
    "guard",
    "hand_over",
    "inbox",
    "inspected",
    "is_own_branch",
    "jobs_for",
    "keep_wordings",
    "key_cautions",
    "key_files",
    "keys_in",
    "last_dates",
    "load_key",
    "make_demo",
    "make_identity",
    "make_key",
    "merge",
    "merge_one",
    "merged_with",
    "merged_words",
    "own_heads",
    "parse_line",
    "parse_lines",
    "passages_of",
    "place",
    "plan_import",
    "public_of",
    "published_recipients",
    "put_whole",
    "read_identity",
    "read_own_language",
    "read_prose",
    "read_public",
    "read_sheet",
    "read_trust",
    "recipient_of",
    "rehearse",
    "renewed_lines",
    "revoke_key",
    "rewrite",
    "set_year",
    "standing",
    "submit",
    "table_schema",
    "take_import",
    "told",
    "trust",
    "trust_list",
    "trusted_keys",
    "typed_keys",
    "unguard",
    "verify",
    "whereabouts",
    "who",
    "write_table",
    "write_template",
]


def __getattr__(name: str) -> Any:
    home = _HOME.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{home}"), name)
