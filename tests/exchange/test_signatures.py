"""Signatures are OpenSSH's: what gemtui makes, ssh-keygen checks, and the other way round."""

from __future__ import annotations

import base64
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gemtui.exchange import Signer, Trusted
from gemtui.exchange.public_key import BUNDLE, SEAL, read_public
from gemtui.exchange.signature import BadSignature, sign, verify
from tests.exchange import forge
from tests.exchange.conftest import Keys

MESSAGE = b"ab  bag-info.txt\n"


def keygen(*args: str | Path, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(["ssh-keygen", *args], input=given, capture_output=True, check=False)


def check(
    folder: Path, key: Signer, armored: str, principal: str = "office:NBO", namespace: str = BUNDLE
) -> bool:
    (folder / "allowed_signers").write_text(Trusted("office:NBO", key.public).line + "\n")
    (folder / "sig").write_text(armored)
    args = (
        "-Y",
        "verify",
        "-f",
        folder / "allowed_signers",
        "-I",
        principal,
        "-n",
        namespace,
        "-s",
        folder / "sig",
    )
    return keygen(*args, given=MESSAGE).returncode == 0


def test_ssh_keygen_takes_our_signature_for_its_principal_and_purpose_only(
    keys: Keys, tmp_path: Path
) -> None:
    armored = sign(keys.nbo.private, BUNDLE, MESSAGE)
    assert check(tmp_path, keys.nbo, armored)
    assert not check(tmp_path, keys.nbo, armored, principal="office:ACC")
    assert not check(tmp_path, keys.nbo, armored, namespace="git")
    assert not check(tmp_path, keys.nbo, sign(keys.nbo.private, BUNDLE, MESSAGE + b"x"))
    assert not check(tmp_path, keys.nbo, sign(keys.acc.private, BUNDLE, MESSAGE))


def test_a_revoked_line_is_refused_by_ssh_keygen_too(keys: Keys, tmp_path: Path) -> None:
    line = Trusted("office:NBO", keys.nbo.public, revoked="2026-01-02").line
    (tmp_path / "allowed_signers").write_text(f"{line}\n")
    (tmp_path / "sig").write_text(sign(keys.nbo.private, BUNDLE, MESSAGE))
    args = ("-f", tmp_path / "allowed_signers", "-I", "office:NBO", "-n", BUNDLE, "-s", tmp_path / "sig")
    assert keygen("-Y", "verify", *args, given=MESSAGE).returncode != 0


def test_ssh_keygens_signature_is_ours_byte_for_byte(tmp_path: Path) -> None:
    key = forge.signer(tmp_path)
    path = next(path for path in tmp_path.glob("key-*") if not path.suffix)
    (tmp_path / "message").write_bytes(MESSAGE)
    assert keygen("-Y", "sign", "-f", path, "-n", SEAL, tmp_path / "message").returncode == 0
    made = (tmp_path / "message.sig").read_text()
    assert verify(made, SEAL, MESSAGE) == key.public
    assert made == sign(key.private, SEAL, MESSAGE)


def test_a_signature_by_another_sort_of_key_is_refused(tmp_path: Path) -> None:
    (tmp_path / "message").write_bytes(MESSAGE)
    for sort in ("rsa", "ecdsa"):
        keygen("-q", "-t", sort, "-N", "", "-f", tmp_path / sort)
        keygen("-Y", "sign", "-f", tmp_path / sort, "-n", BUNDLE, tmp_path / "message")
        with pytest.raises(BadSignature):
            verify((tmp_path / "message.sig").read_text(), BUNDLE, MESSAGE)
        (tmp_path / "message.sig").unlink()


def test_a_signature_with_the_other_hash_is_refused(tmp_path: Path) -> None:
    forge.signer(tmp_path)
    path = next(path for path in tmp_path.glob("key-*") if not path.suffix)
    (tmp_path / "message").write_bytes(MESSAGE)
    keygen("-Y", "sign", "-O", "hashalg=sha256", "-f", path, "-n", BUNDLE, tmp_path / "message")
    with pytest.raises(BadSignature, match="hash"):
        verify((tmp_path / "message.sig").read_text(), BUNDLE, MESSAGE)


def test_a_malleable_signature_is_refused(keys: Keys) -> None:
    # S + L is a second signature over the same message, which stock ssh-keygen takes.
    order = 2**252 + 27742317777372353535851937790883648493
    body = "".join(sign(keys.nbo.private, BUNDLE, MESSAGE).splitlines()[1:-1])
    blob = base64.b64decode(body)
    s = int.from_bytes(blob[-32:], "little") + order
    text = base64.b64encode(blob[:-32] + s.to_bytes(32, "little")).decode()
    lines = "\n".join(text[at : at + 70] for at in range(0, len(text), 70))
    with pytest.raises(BadSignature):
        verify(f"-----BEGIN SSH SIGNATURE-----\n{lines}\n-----END SSH SIGNATURE-----\n", BUNDLE, MESSAGE)


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_no_changed_signature_is_taken(keys: Keys, data: st.DataObject) -> None:
    armored = sign(keys.nbo.private, BUNDLE, MESSAGE)
    at = data.draw(st.integers(0, len(armored) - 1))
    changed = armored[:at] + data.draw(st.characters(max_codepoint=0x2FF)) + armored[at + 1 :]
    try:
        assert verify(changed, BUNDLE, MESSAGE) == keys.nbo.public
    except BadSignature:
        return
    # Only where the change is none to base64: a line end of another sort.
    assert "".join(changed.split()) == "".join(armored.split())


def test_a_public_key_line_is_read_strictly(keys: Keys) -> None:
    line = keys.nbo.public.line
    assert read_public(f"{line} focal point at NBO\n") == keys.nbo.public
    for wrong in (
        line[:-1],
        line.replace("ssh-ed25519", "ssh-rsa"),
        f"x {line}",
        "",
        line[:20] + "A" + line[21:],
    ):
        assert read_public(wrong) is None, wrong


def test_the_fingerprint_is_ssh_keygens(keys: Keys, tmp_path: Path) -> None:
    (tmp_path / "a.pub").write_text(keys.nbo.public.line + "\n")
    assert keys.nbo.public.fingerprint in keygen("-l", "-f", tmp_path / "a.pub").stdout.decode()
