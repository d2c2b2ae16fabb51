"""Key files, and `allowed_signers` lines read strictly."""

from __future__ import annotations

import datetime as dt
import os
import stat
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from gemtui.exchange import (
    ExchangeProblem,
    Trusted,
    load_key,
    make_key,
    parse_line,
    parse_lines,
    public_of,
    who,
)
from gemtui.exchange.allowed_signers import with_key, with_revoked
from gemtui.exchange.encryption import read_identity
from gemtui.exchange.keys import make_identity, recipient_of
from tests.exchange.conftest import NOW, Keys


def code_of(call: object, *args: object) -> str:
    with pytest.raises(ExchangeProblem) as caught:
        call(*args)  # type: ignore[operator]
    return caught.value.code


def test_a_key_is_an_openssh_file_that_only_its_owner_reads(tmp_path: Path) -> None:
    public = make_key(tmp_path / "k")
    assert load_key(tmp_path / "k").public == public == public_of(tmp_path / "k")
    if os.name != "nt":
        assert stat.S_IMODE((tmp_path / "k").stat().st_mode) == 0o600
    shown = subprocess.run(
        ["ssh-keygen", "-y", "-P", "", "-f", tmp_path / "k"], capture_output=True, check=True
    ).stdout
    assert shown.decode().split()[:2] == public.line.split()


def test_a_key_with_a_passphrase_opens_with_that_only(tmp_path: Path) -> None:
    public = make_key(tmp_path / "k", "schön geheim")
    assert load_key(tmp_path / "k", "schön geheim").public == public
    assert code_of(load_key, tmp_path / "k") == "passphrase-needed"
    assert code_of(load_key, tmp_path / "k", "falsch") == "wrong-passphrase"


def test_a_passphrase_for_a_key_that_has_none_does_no_harm(tmp_path: Path) -> None:
    public = make_key(tmp_path / "k")
    assert load_key(tmp_path / "k", "left over").public == public


def test_a_key_is_never_written_over(tmp_path: Path) -> None:
    make_key(tmp_path / "k")
    before = (tmp_path / "k").read_bytes()
    assert code_of(make_key, tmp_path / "k") == "key-exists"
    assert (tmp_path / "k").read_bytes() == before


@pytest.mark.parametrize(
    "content",
    [b"", b"hello", b"-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n"],
)
def test_what_is_no_key_is_told_so(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "k").write_bytes(content)
    assert code_of(load_key, tmp_path / "k") == "bad-key-file"
    assert code_of(load_key, tmp_path / "gone") == "no-key"


def test_an_rsa_key_is_refused(tmp_path: Path) -> None:
    subprocess.run(["ssh-keygen", "-q", "-t", "rsa", "-N", "", "-f", tmp_path / "k"], check=True)
    assert code_of(load_key, tmp_path / "k") == "bad-key-file"


def test_a_signer_shows_nothing_of_its_key(keys: Keys) -> None:
    assert repr(keys.nbo) == f"Signer({keys.nbo.public.fingerprint})"


@pytest.mark.parametrize("passphrase", ["", "geheim"])
def test_an_identity_is_kept_locked_where_a_passphrase_is_given(tmp_path: Path, passphrase: str) -> None:
    recipient = make_identity(tmp_path / "i", passphrase)
    assert recipient_of(tmp_path / "i") == recipient
    assert read_identity(tmp_path / "i", passphrase or None).startswith("AGE-SECRET-KEY-1")
    assert (b"AGE-SECRET" in (tmp_path / "i").read_bytes()) == (not passphrase)
    if passphrase:
        assert code_of(read_identity, tmp_path / "i") == "passphrase-needed"
        assert code_of(read_identity, tmp_path / "i", "falsch") == "wrong-passphrase"


def test_a_trust_line_is_read_as_it_was_written(keys: Keys) -> None:
    trusted = Trusted("office:RO-ASP", keys.nbo.public, "20260101", "20270101", comment="the new laptop")
    assert parse_line(trusted.line) == trusted
    revoked = replace(trusted, revoked="2026-01-02")
    assert parse_line(revoked.line) == revoked
    assert parse_lines(["", "# a note", trusted.line]) == (trusted,)


@pytest.mark.parametrize(
    "line",
    [
        "office:NBO,office:ACC {key}",
        "office:* {key}",
        "* {key}",
        "office:nbo {key}",
        "hq:NBO {key}",
        "nbo@itu.int {key}",
        "office:NBO cert-authority {key}",
        'office:NBO namespaces="git" {key}',
        'office:NBO namespaces="gemtui-bundle@1" {key}',
        'office:NBO valid-after="2026-01-01" {key}',
        'office:NBO valid-after="20261301" {key}',
        'office:NBO valid-after="20260101",valid-after="20250101" {key}',
        'office:NBO zone="x" {key}',
        "office:NBO ssh-rsa AAAAB3NzaC1yc2E",
        "office:NBO {key}x",
        "office:NBO",
        "{key}",
        "# revoked yesterday office:NBO {key}",
    ],
)
def test_any_other_trust_line_is_refused(keys: Keys, line: str) -> None:
    assert code_of(parse_lines, [line.format(key=keys.nbo.public.line)]) == "bad-trust-line"


def test_stock_lines_without_options_are_fine(keys: Keys) -> None:
    assert parse_line(f"hq:ITU {keys.hq.public.line}").principal == "hq:ITU"


def test_a_key_speaks_for_one_principal_only(keys: Keys) -> None:
    lines = [Trusted(principal, keys.nbo.public).line for principal in ("office:NBO", "office:ACC")]
    assert code_of(parse_lines, lines) == "bad-trust-line"
    held = parse_lines(lines[:1])
    assert code_of(with_key, held, Trusted("office:ACC", keys.nbo.public)) == "key-of-another"


def test_a_revoked_key_is_not_trusted_again(keys: Keys) -> None:
    held = with_revoked(
        (Trusted("office:NBO", keys.nbo.public),), keys.nbo.public.fingerprint, dt.date(2026, 1, 2)
    )
    assert held[0].revoked == "2026-01-02"
    assert code_of(with_key, held, Trusted("office:NBO", keys.nbo.public)) == "key-revoked"
    earlier = with_revoked(held, keys.nbo.public.fingerprint, dt.date(2025, 1, 1))
    assert with_revoked(earlier, keys.nbo.public.fingerprint, dt.date(2026, 1, 1))[0].revoked == "2025-01-01"
    assert code_of(with_revoked, held, "SHA256:nobody", dt.date(2026, 1, 1)) == "no-such-key"


def test_a_key_counts_in_its_window_as_for_ssh_keygen(keys: Keys) -> None:
    trusted = [Trusted("office:NBO", keys.nbo.public, "20261101", "20261201")]
    assert who(trusted, keys.nbo.public, NOW) == "office:NBO"
    assert code_of(who, trusted, keys.nbo.public, NOW.replace(month=10)) == "expired-key"
    assert code_of(who, trusted, keys.nbo.public, NOW.replace(month=12)) == "expired-key"
    assert code_of(who, trusted, keys.acc.public, NOW) == "unknown-key"
