"""Each code of spec/bundle.md, *Codes*, brought about by a bundle of its own."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from gemtui.exchange import REFUSALS, BundleRefused, Trusted, told
from gemtui.exchange.known import Known
from gemtui.exchange.public_key import SEAL
from gemtui.exchange.signature import sign
from gemtui.locale.words import words
from tests.exchange import forge
from tests.exchange.conftest import Keys
from tests.exchange.forge import Forged, bundle, chained, change

Refusal = Callable[..., str]
GOOD = [change(1), change(2, 2), change(3, 1, set={"size": 5}, seen={forge.WORKSPACE: 1})]


def good(keys: Keys) -> Forged:
    return bundle(keys.nbo, GOOD)


def test_the_forged_bundle_is_good_before_anything_is_done_to_it(keys: Keys, refusal: Refusal) -> None:
    assert refusal(good(keys)) == "taken"


def test_not_a_bundle(refusal: Refusal) -> None:
    assert refusal(b"\x89PNG\r\n\x1a\n" + bytes(100)) == "not-a-bundle"
    assert refusal(b"") == "not-a-bundle"


def test_too_large(keys: Keys, refusal: Refusal) -> None:
    forged = good(keys)
    forged.payload["data/summary.html"] = bytes(3_000_000)  # 1,000 times its packed size
    assert refusal(forged) == "too-large"


@pytest.mark.parametrize(
    "name", ["../evil", "/etc/passwd", "C:/evil", "a\\b", "data/Übel", "a//b", "x/./y", "~/x"]
)
def test_unsafe_path(keys: Keys, refusal: Refusal, tmp_path: Path, name: str) -> None:
    path = good(keys).write(tmp_path / "b.zip")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(zipfile.ZipInfo(name), b"x")
    assert refusal(path) == "unsafe-path"


def test_duplicate_entry(keys: Keys, refusal: Refusal, tmp_path: Path) -> None:
    forged = good(keys)
    path = forged.write(tmp_path / "b.zip")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(f"{forged.base}/DATA/changes.jsonl", b"x")
    assert refusal(path) == "duplicate-entry"


def test_unlisted_file(keys: Keys, refusal: Refusal, tmp_path: Path) -> None:
    forged = good(keys)
    path = forged.write(tmp_path / "b.zip")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(f"{forged.base}/data/more.txt", b"x")
    assert refusal(path) == "unlisted-file"


def test_missing_file(keys: Keys, refusal: Refusal) -> None:
    forged = good(keys)
    files = forged.files()
    forged.tags["manifest-sha256.txt"] = files["manifest-sha256.txt"] + b"0" * 64 + b"  data/gone.txt\n"
    forged.base = ""
    assert refusal(forged) == "missing-file"


def test_digest_mismatch(keys: Keys, refusal: Refusal) -> None:
    forged = good(keys)
    changed = forged.files()["manifest-sha256.txt"].replace(b"0", b"1")
    forged.tags["manifest-sha256.txt"], forged.base = changed, ""
    assert refusal(forged) == "digest-mismatch"


def test_bad_bag(keys: Keys, refusal: Refusal) -> None:
    forged = good(keys)
    forged.tags["bagit.txt"] = b"BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n"
    assert refusal(forged) == "bad-bag"


def test_unsigned(keys: Keys, refusal: Refusal) -> None:
    forged = good(keys)
    forged.tags["tagmanifest-sha256.txt.sig"] = None
    assert refusal(forged) == "unsigned"


def test_bad_signature(keys: Keys, refusal: Refusal) -> None:
    forged = good(keys)
    tag_manifest = forged.files()["tagmanifest-sha256.txt"]
    forged.tags["tagmanifest-sha256.txt.sig"] = sign(keys.nbo.private, SEAL, tag_manifest).encode()
    assert refusal(forged) == "bad-signature"


def test_unknown_key_names_the_command_that_would_trust_it(keys: Keys, look: Callable[..., object]) -> None:
    inspection = look(bundle(keys.stranger, GOOD))
    refused = inspection.refused  # type: ignore[attr-defined]
    assert refused.code == "unknown-key"
    assert refused.facts["fingerprint"] == keys.stranger.public.fingerprint
    assert refused.facts["command"] == f'gemtui key trust "{keys.stranger.public.line}" --office NBO'


def test_a_return_with_an_unknown_key_says_that_headquarters_is_to_be_called(
    keys: Keys, look: Callable[..., object]
) -> None:
    refused = look(bundle(keys.stranger, GOOD, info={"Gem-Kind": "return"})).refused  # type: ignore[attr-defined]
    assert (refused.code, refused.facts["office"]) == ("unknown-key", "ITU"), "NBO is whom it is for"
    assert refused.facts["command"].endswith("--hq")


def trusting(known: Known, keys: Keys, **given: str) -> tuple[Trusted, ...]:
    return (replace(known.trusted[0], **given), *known.trusted[1:])


def test_unknown_key_of_an_office_that_has_another_warns_of_a_forger(
    keys: Keys, look: Callable[..., object]
) -> None:
    refused = look(bundle(keys.stranger, GOOD)).refused  # type: ignore[attr-defined]
    said = told(refused, "a.gem.zip")["message"]
    assert f"instead of {keys.nbo.public.fingerprint}" in said
    assert "Somebody else may have made it" in said


def test_revoked_key(keys: Keys, known: Known, refusal: Refusal) -> None:
    assert refusal(good(keys), trusted=trusting(known, keys, revoked="2026-11-23")) == "revoked-key"
    assert refusal(good(keys), trusted=trusting(known, keys, revoked="2026-11-24")) == "taken"


def test_expired_key(keys: Keys, known: Known, refusal: Refusal) -> None:
    assert refusal(good(keys), trusted=trusting(known, keys, valid_before="20261123")) == "expired-key"
    assert refusal(good(keys), trusted=trusting(known, keys, valid_after="20261124")) == "expired-key"
    window = trusting(known, keys, valid_after="20261123", valid_before="20261124")
    assert refusal(good(keys), trusted=window) == "taken"


def test_wrong_office_signs(keys: Keys, refusal: Refusal) -> None:
    assert refusal(bundle(keys.acc, GOOD)) == "wrong-office"


def test_not_sealed(keys: Keys, refusal: Refusal) -> None:
    of_headquarters = {forge.OTHER: "hq:ITU"}
    remark = change(1, 7, workspace=forge.OTHER, kind="remark", set={"text": "Who chairs it?"})
    assert refusal(bundle(keys.nbo, [*GOOD, remark]), owners=of_headquarters) == "not-sealed"
    sealed = bundle(keys.nbo, [*GOOD, remark])
    lines = chained([*GOOD, remark])
    sealed.payload["data/seals.jsonl"] = forge.seals(
        keys.hq, [line for line in lines if forge.OTHER.encode() in line]
    )
    assert refusal(sealed, owners=of_headquarters) == "taken"


def test_bad_package(keys: Keys, refusal: Refusal) -> None:
    forged = good(keys)
    forged.package = {"name": "forged", "resources": []}
    assert refusal(forged) == "bad-package"


def test_bad_value(keys: Keys, refusal: Refusal) -> None:
    assert refusal(bundle(keys.nbo, [change(1, set={"name": "A", "rule": "majority"})])) == "bad-value"


def test_bad_change(keys: Keys, refusal: Refusal) -> None:
    forged = good(keys)
    forged.payload["data/changes.jsonl"] = forged.payload["data/changes.jsonl"].replace(b'":"', b'": "', 1)
    assert refusal(forged) == "bad-change"


def test_broken_chain(keys: Keys, refusal: Refusal) -> None:
    lines = chained(GOOD)
    assert refusal(forge.of_lines(keys.nbo, [lines[0], lines[2]])) == "broken-chain"
    assert refusal(forge.of_lines(keys.nbo, lines[1:2])) == "broken-chain"


def test_forked_history_names_both_heads(keys: Keys, look: Callable[..., object]) -> None:
    held = {("NBO", False, forge.WORKSPACE): (2, "ab" * 32)}
    refused = look(good(keys), heads=lambda _: held).refused  # type: ignore[attr-defined]
    assert (refused.code, refused.facts["ours"]) == ("forked-history", "ab" * 32)
    assert refused.facts["theirs"] == sha256(chained(GOOD)[1]).hexdigest()


def test_forked_history_in_a_shorter_stream(keys: Keys, refusal: Refusal) -> None:
    held = {("NBO", False, forge.WORKSPACE): (9, "ab" * 32)}
    other, same = (lambda *_: "cd" * 32), (lambda *_: sha256(chained(GOOD)[2]).hexdigest())
    owners = {forge.WORKSPACE: "office:NBO"}
    assert refusal(good(keys), heads=lambda _: held, hash_at=other, owners=owners) == "forked-history"
    assert refusal(good(keys), heads=lambda _: held, hash_at=same, owners=owners) == "taken"


def test_not_permitted_kind(keys: Keys, refusal: Refusal) -> None:
    receipt = change(1, kind="receipt", set={"submission": forge.record_id(3), "decision": "accepted"})
    assert refusal(bundle(keys.nbo, [receipt])) == "not-permitted"


def test_not_permitted_home_stream(keys: Keys, refusal: Refusal) -> None:
    assert refusal(bundle(keys.nbo, [change(1, home=True)])) == "not-permitted"


def test_tables_disagree(keys: Keys, refusal: Refusal) -> None:
    forged = good(keys)
    forged.payload["data/tables/committee.csv"] = forged.payload["data/tables/committee.csv"].replace(
        b",5,", b",6,"
    )
    assert refusal(forged) == "tables-disagree"


def test_attachment_mismatch(keys: Keys, refusal: Refusal) -> None:
    content = b"minutes"
    forged = good(keys)
    forged.payload[f"data/attachments/{sha256(content).hexdigest()}"] = content
    assert refusal(forged) == "attachment-mismatch"


def test_newer_format_names_the_version(keys: Keys, look: Callable[..., object]) -> None:
    refused = look(
        bundle(keys.nbo, GOOD, info={"Gem-Format": "2", "Bag-Software-Agent": "gemtui 9.0"})
    ).refused  # type: ignore[attr-defined]
    assert (refused.code, refused.facts["agent"]) == ("newer-format", "gemtui 9.0")


@pytest.mark.parametrize(
    "changed",
    [
        {"Gem-Kind": "delta"},
        {"Gem-Period": "2026-q4"},
        {"Gem-Schema": "2.1", "Gem-Base": "x"},
        {"Payload-Oxum": "0.0"},
        {"Gem-Office": "ACC"},
    ],
)
def test_newer_format_is_said_whatever_else_is_new_in_it(
    keys: Keys, refusal: Refusal, changed: dict[str, str]
) -> None:
    assert refusal(bundle(keys.nbo, GOOD, info={"Gem-Format": "99", **changed})) == "newer-format"


def test_newer_format_is_the_word_of_a_trusted_signer_only(keys: Keys, refusal: Refusal) -> None:
    newer = {"Gem-Format": "2"}
    assert refusal(bundle(keys.stranger, GOOD, info=newer)) == "unknown-key"
    unsigned = bundle(keys.nbo, GOOD, info=newer)
    unsigned.tags["tagmanifest-sha256.txt.sig"] = None
    assert refusal(unsigned) == "unsigned"
    changed = bundle(keys.nbo, GOOD, info=newer)
    listed = changed.files()["tagmanifest-sha256.txt"]
    changed.tags["tagmanifest-sha256.txt"] = listed.replace(b"  bag-info.txt", b"0  bag-info.txt")
    assert refusal(changed) == "digest-mismatch"


def test_not_for_me(keys: Keys, known: Known, refusal: Refusal) -> None:
    shared = bundle(keys.nbo, [change(1, home=True)], info={"Gem-Kind": "share"})
    assert refusal(shared) == "not-for-me"
    assert refusal(shared, office="NBO", principal="office:NBO") == "taken"
    said = told(BundleRefused("not-for-me", "bag-info.txt", reason="share", office="NBO", own="ITU"), "a.zip")
    assert "between the laptops of NBO, and this store is ITU's" in said["message"]
    assert "encrypted" in told(BundleRefused("not-for-me", reason="encrypted"), "a.zip")["message"]


def test_every_code_has_a_test_and_a_sentence() -> None:
    tests = {name.removeprefix("test_") for name in globals() if name.startswith("test_")}
    for code in sorted(REFUSALS):
        assert any(name.startswith(code.replace("-", "_")) for name in tests), code
        message = told(BundleRefused(code, "data/changes.jsonl:7"), "a.gem.zip")["message"]
        assert "Nothing was" in message, message


SAFE = "Nothing was taken from it and your store is as it was. "


def refused_sentences() -> list[tuple[str, str]]:
    every = words("en")
    return [(code, each) for code in sorted(REFUSALS) for each in every[f"refused.{code}"]]


@pytest.mark.parametrize(("code", "sentence"), refused_sentences())
def test_a_refusal_says_what_happened_what_is_safe_and_what_to_do_next(code: str, sentence: str) -> None:
    if "{branch}" in sentence:  # the office's own store: both branches are kept, and it is told how to go on
        assert "Nothing was taken, and both branches are kept. To go on, " in sentence
        return
    happened, _, next_step = sentence.replace("Nothing was unpacked", "Nothing was taken from it").partition(
        SAFE
    )
    assert happened.startswith(("This ", "The ", "A ", "An ")), happened
    assert re.search(r"\b(Ask|Call|Check|Install|Pass|Do not|merge|ask|call)\b", next_step), next_step
    assert next_step.rstrip().endswith((".", "{command}")), next_step
