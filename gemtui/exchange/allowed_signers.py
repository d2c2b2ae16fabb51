"""Whose key is whose: OpenSSH's `allowed_signers` lines, read strictly (spec/bundle.md, *Signature*).

A revoked key stays listed as a comment, `# revoked 2026-01-02 office:NBO …`, so that stock OpenSSH no longer knows it.
Days and times are UTC here; OpenSSH reads them in the time zone of the machine unless a `Z` follows.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from gemtui.exchange.bag_info import OFFICE
from gemtui.exchange.public_key import NAMESPACES, PublicKey, read_public
from gemtui.exchange.refusal import ExchangeProblem

HEADQUARTERS = "hq:ITU"

_PRINCIPAL = re.compile(rf"office:{OFFICE.pattern}|{HEADQUARTERS}")
_REVOKED = re.compile(r"# revoked (\d{4}-\d{2}-\d{2}) (.+)")
_LINE = re.compile(r"(\S+)[ \t]+(?:((?:[a-z-]+(?:=\"[^\"]*\")?,?)+)[ \t]+)?(ssh-\S+[ \t]+\S+(?:[ \t]+.*)?)")
_OPTION = re.compile(r"([a-z-]+)(?:=\"([^\"]*)\")?(?:,|$)")
_TIME = re.compile(r"(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2})?)?Z?")


@dataclass(frozen=True, slots=True)
class Trusted:
    """One key that a store trusts, or trusted once."""

    principal: str
    """`office:CODE` or `hq:ITU`."""
    key: PublicKey
    valid_after: str = ""
    """As written in the line: `YYYYMMDD` or `YYYYMMDDHHMM[SS]`, or nothing."""
    valid_before: str = ""
    revoked: str = ""
    """The day from which the key is revoked, `YYYY-MM-DD`."""
    comment: str = ""

    @property
    def line(self) -> str:
        """Return the line as `allowed_signers` holds it."""
        options = [f'namespaces="{",".join(NAMESPACES)}"']
        options += [f'valid-after="{self.valid_after}"'] if self.valid_after else []
        options += [f'valid-before="{self.valid_before}"'] if self.valid_before else []
        line = f"{self.principal} {','.join(options)} {self.key.line} {self.comment}".rstrip()
        return f"# revoked {self.revoked} {line}" if self.revoked else line


def parse_lines(lines: Iterable[str]) -> tuple[Trusted, ...]:
    """Return the keys that the lines list, revoked ones included; raises ExchangeProblem bad-trust-line."""
    return _parsed(tuple(lines))


@lru_cache(maxsize=8)
def _parsed(lines: tuple[str, ...]) -> tuple[Trusted, ...]:
    """Return the keys; remembered, since each bundle of a thousand is read beside the same thousand lines."""
    found: list[Trusted] = []
    holders: dict[PublicKey, str] = {}
    for number, line in enumerate(lines, 1):
        text = line.strip()
        if not text or (text.startswith("#") and not text.startswith("# revoked")):
            continue
        trusted = parse_line(text, number)
        if holders.setdefault(trusted.key, trusted.principal) != trusted.principal:
            raise _bad(number, "two-principals")
        found.append(trusted)
    return tuple(found)


def parse_line(text: str, number: int = 1) -> Trusted:
    """Return the key of one line; exactly one principal, no wildcard, no authority; raises ExchangeProblem."""
    revoked, rest = "", text.strip()
    if rest.startswith("#"):
        struck = _REVOKED.fullmatch(rest)
        if struck is None or not _is_day(struck[1]):
            raise _bad(number, "revoked")
        revoked, rest = struck.groups()
    found = _LINE.fullmatch(rest)
    if found is None:
        raise _bad(number, "line")
    principal, options, key_text = found.groups()
    if _PRINCIPAL.fullmatch(principal) is None:
        raise _bad(number, "principal")
    given = _options(options or "", number)
    if not set(given.get("namespaces", ",".join(NAMESPACES)).split(",")) >= set(NAMESPACES):
        raise _bad(number, "namespaces")
    for name in ("valid-after", "valid-before"):
        if given.get(name) and _moment(given[name]) is None:
            raise _bad(number, name)
    key = read_public(key_text)
    if key is None:
        raise _bad(number, "key")
    comment = " ".join(key_text.split()[2:])
    return Trusted(
        principal, key, given.get("valid-after", ""), given.get("valid-before", ""), revoked, comment
    )


def who(trusted: Sequence[Trusted], key: PublicKey, at: dt.datetime) -> str:
    """Return the principal that the key speaks for at this time; raises ExchangeProblem, see below.

    Codes: `unknown-key`, `revoked-key`, `expired-key`, with the facts `fingerprint`, `principal` and `line`.
    """
    listed = [t for t in trusted if t.key == key]
    if not listed:
        raise ExchangeProblem("unknown-key", fingerprint=key.fingerprint, line=key.line)
    facts = {"fingerprint": key.fingerprint, "principal": listed[0].principal, "line": key.line}
    for t in listed:
        if t.revoked and at >= _day(t.revoked):
            raise ExchangeProblem("revoked-key", **facts, revoked=t.revoked)
    for t in listed:
        after, before = _moment(t.valid_after), _moment(t.valid_before)
        if (after is None or at >= after) and (before is None or at <= before):
            return t.principal
    window = {"valid_after": listed[-1].valid_after, "valid_before": listed[-1].valid_before}
    raise ExchangeProblem("expired-key", **facts, **window)


def with_key(trusted: Sequence[Trusted], new: Trusted) -> tuple[Trusted, ...]:
    """Return the keys with one more, which takes the place of the same key's earlier line; raises ExchangeProblem.

    Codes: `key-revoked` for one that was revoked, `key-of-another` for one that another principal holds.
    """
    for t in trusted:
        if t.key == new.key and t.revoked:
            raise ExchangeProblem("key-revoked", fingerprint=new.key.fingerprint, revoked=t.revoked)
        if t.key == new.key and t.principal != new.principal:
            raise ExchangeProblem("key-of-another", fingerprint=new.key.fingerprint, principal=t.principal)
    return (*(t for t in trusted if t.key != new.key), new)


def with_revoked(trusted: Sequence[Trusted], fingerprint: str, day: dt.date) -> tuple[Trusted, ...]:
    """Return the keys, that one revoked from the day on; raises ExchangeProblem no-such-key."""
    if all(t.key.fingerprint != fingerprint for t in trusted):
        raise ExchangeProblem("no-such-key", fingerprint=fingerprint)
    return tuple(
        replace(t, revoked=min(filter(None, (t.revoked, day.isoformat()))))
        if t.key.fingerprint == fingerprint
        else t
        for t in trusted
    )


def has_window(trusted: Trusted) -> bool:
    """Return whether there is any moment at which the key counts: its first before its last."""
    after, before = _moment(trusted.valid_after), _moment(trusted.valid_before)
    return after is None or before is None or after < before


def day_option(day: dt.date | None) -> str:
    """Return a day as `valid-after` and `valid-before` say it; nothing for None."""
    return day.strftime("%Y%m%d") if day else ""


def _options(text: str, number: int) -> dict[str, str]:
    given: dict[str, str] = {}
    for name, value in _OPTION.findall(text):
        if name not in ("namespaces", "valid-after", "valid-before") or name in given:
            raise _bad(number, "option")
        given[name] = value
    return given


def _moment(text: str) -> dt.datetime | None:
    found = _TIME.fullmatch(text)
    if found is None:
        return None
    try:
        year, month, day, hour, minute, second = (int(part or 0) for part in found.groups())
        return dt.datetime(year, month, day, hour, minute, second, tzinfo=dt.UTC)
    except ValueError:
        return None


def _day(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)


def _is_day(text: str) -> bool:
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _bad(number: int, reason: str) -> ExchangeProblem:
    return ExchangeProblem("bad-trust-line", line=number, reason=reason)
