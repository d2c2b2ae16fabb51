"""The office's own language file: rules and names it adds, wordings it keeps. TOML beside the settings."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import tomli_w

from gemtui.exchange.refusal import ExchangeProblem
from gemtui.reference import KeptWording, OwnLanguage, language_rules, own_language, own_language_faults

LARGEST = 1024 * 1024
"""Bytes of the file that is read."""


def read_own_language(path: Path) -> OwnLanguage:
    """Return what the office adds, nothing where there is no file; raises ExchangeProblem bad-language-file."""
    content = _content(path)
    faults = own_language_faults(content)
    if faults:
        first = faults[0]
        raise ExchangeProblem("bad-language-file", path=str(path), where=first.where, fault=first.code)
    return own_language(content)


def keep_wordings(path: Path, kept: Iterable[KeptWording]) -> None:
    """Add wordings that the office keeps to its file; raises ExchangeProblem bad-language-file, unknown-language-rule."""
    own = read_own_language(path)
    known = {rule.id for rule in (*language_rules(), *own.rules)}
    document: dict[str, Any] = tomllib.loads(_content(path).decode("utf-8"))
    entries: list[dict[str, str]] = list(document.get("kept", []))
    for each in kept:
        if each.rule not in known:
            raise ExchangeProblem("unknown-language-rule", rule=each.rule)
        entries = [e for e in entries if (e["rule"], e["text"]) != (each.rule, each.text)]
        entries.append({"rule": each.rule, "text": each.text, "reason": each.reason})
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.new")
    fresh.write_text(tomli_w.dumps({**document, "kept": entries}), encoding="utf-8")
    fresh.replace(path)


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise ExchangeProblem("bad-language-file", path=str(path), where="", fault=error.strerror) from None
    if len(content) > LARGEST:
        raise ExchangeProblem("bad-language-file", path=str(path), where="", fault="catalogue-too-large")
    return content
