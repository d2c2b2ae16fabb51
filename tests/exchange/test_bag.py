"""The strict profile of BagIt, case by case as in the Library of Congress's conformance suite."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from gemtui.exchange import BundleRefused
from gemtui.exchange.bag import read_manifest, write_manifest
from gemtui.exchange.bag_info import read_info, write_info
from tests.exchange import forge
from tests.exchange.conftest import Keys
from tests.exchange.forge import Forged, bundle, change

Refusal = Callable[..., str]
DIGEST = "ab" * 32


def good(keys: Keys) -> Forged:
    return bundle(keys.nbo, [change(1), change(2, 2)])


def code_of(content: bytes) -> str:
    with pytest.raises(BundleRefused) as caught:
        read_manifest(content, "manifest-sha256.txt")
    return caught.value.code


@pytest.mark.parametrize(
    "line",
    [
        f"{DIGEST} data/a\n",  # one space
        f"{DIGEST} *data/a\n",  # as md5sum writes binary files
        f"{DIGEST}\tdata/a\n",
        f" {DIGEST}  data/a\n",
        f"{DIGEST}  data/a \n",
        f"{DIGEST.upper()}  data/a\n",
        f"{DIGEST}  data/a\r\n",
        f"{DIGEST}  data/a",  # no line end
        f"{DIGEST[:40]}  data/a\n",  # SHA-1
        "\n",
    ],
)
def test_a_manifest_line_that_is_not_plain_is_refused(line: str) -> None:
    assert code_of(line.encode()) == "bad-bag"


@pytest.mark.parametrize(
    "path",
    ["/data/a", "../a", "data/../a", "./data/a", "data/./a", "~/a", "~root/a", "%HOME%/a", "data/a%0Ab", "C:/a",
     "\\\\server\\a", "data\\a", "data/A", "data/é", "data//a", "data/a/", ".hidden"],
)  # fmt: skip
def test_a_path_out_of_scope_is_refused(path: str) -> None:
    assert code_of(f"{DIGEST}  {path}\n".encode()) == "unsafe-path"


def test_a_file_listed_twice_is_refused_even_with_the_same_digest() -> None:
    assert code_of(f"{DIGEST}  data/a\n{DIGEST}  data/a\n".encode()) == "bad-bag"
    assert code_of(f"{DIGEST}  data/a\n{'cd' * 32}  data/a\n".encode()) == "bad-bag"


def test_a_manifest_is_read_as_it_was_written() -> None:
    digests = {"data/b": DIGEST, "data/a": "cd" * 32}
    assert read_manifest(write_manifest(digests), "manifest-sha256.txt") == digests


@pytest.mark.parametrize(
    "declaration",
    [
        b"BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n",
        b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-16\n",
        b"BagIt-Version: 1.0\n",
        b"\xef\xbb\xbfBagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
        b"",
    ],
)
def test_another_declaration_is_refused(keys: Keys, refusal: Refusal, declaration: bytes) -> None:
    forged = good(keys)
    forged.tags["bagit.txt"] = declaration
    assert refusal(forged) == "bad-bag"


@pytest.mark.parametrize(
    "name", ["bagit.txt", "bag-info.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt"]
)
def test_a_tag_file_that_is_missing_is_refused(keys: Keys, refusal: Refusal, name: str) -> None:
    forged = good(keys)
    forged.tags[name] = None
    forged.base = "gem-nbo-2026-00000000"
    assert refusal(forged) == "missing-file"


@pytest.mark.parametrize("name", ["fetch.txt", "manifest-md5.txt", "extra.txt"])
def test_other_tag_files_are_refused(keys: Keys, refusal: Refusal, name: str) -> None:
    forged = good(keys)
    forged.tags[name] = b"http://example.org/a 1 data/a\n"
    assert refusal(forged) == ("bad-bag" if name == "fetch.txt" else "unlisted-file")


def test_other_tag_files_are_refused_when_the_tag_manifest_lists_them_too(
    keys: Keys, refusal: Refusal
) -> None:
    forged = good(keys)
    listed = forged.files()["tagmanifest-sha256.txt"] + forge.manifest({"extra.txt": b"x"})
    forged.tags |= {"extra.txt": b"x", "tagmanifest-sha256.txt": listed}
    forged.base = ""
    assert refusal(forged) == "bad-bag"


@pytest.mark.parametrize(
    "change_of",
    [
        lambda info: b"\xef\xbb\xbf" + info,
        lambda info: info.replace(b"Gem-Kind", b"Gem-Kinds"),
        lambda info: info + b"Gem-Kind: plan\n",
        lambda info: info + b"gem-kind: plan\n",
        lambda info: info.replace(b"Source-Organization: ITU\n", b"Source-Organization: ITU\n  and others\n"),
        lambda info: info.replace(b"\n", b"\r\n"),
        lambda info: info[:-1],
        lambda info: info.replace(b"submission", b"letter"),
        lambda info: info.replace(b"Gem-Office: NBO", b"Gem-Office: nbo"),
        lambda info: info.replace(b"Gem-Period: 2026", b"Gem-Period: 2026-2025"),
        lambda info: info.replace(b"2026-11-23", b"2026-02-30"),
        lambda info: info.replace(b"Payload-Oxum: ", b"Payload-Oxum: 1"),
        lambda info: info.replace(b"0000-7000", b"0000-4000"),
        lambda info: info.replace(b"Organization: ITU", b"Organization: \xff"),
        lambda info: info.replace(b"Organization: ITU", b"Organization: \x1b[31m"),
    ],
)  # fmt: skip
def test_bag_info_has_each_header_once_unfolded_and_as_asked(
    keys: Keys, refusal: Refusal, change_of: Callable[[bytes], bytes]
) -> None:
    forged = good(keys)
    forged.tags["bag-info.txt"] = change_of(forged.files()["bag-info.txt"])
    forged.base = ""
    assert refusal(forged) == "bad-bag"


def test_bag_info_is_read_as_it_was_written(keys: Keys) -> None:
    info = read_info(good(keys).files()["bag-info.txt"])
    assert (info.kind, info.office, info.schema, info.oxum) == ("submission", "NBO", 1, info.oxum)
    assert read_info(write_info(info)) == info


@pytest.mark.parametrize("base", ["gem-acc-2026-{}", "gem-nbo-2025-{}", "gem-nbo-2026-00000000", "whatever"])
def test_the_base_folder_must_say_what_is_inside(keys: Keys, refusal: Refusal, base: str) -> None:
    forged = good(keys)
    forged.files()
    forged.base = base.format(forged.base[-8:])
    assert refusal(forged) == "bad-bag"


def test_the_files_own_name_is_free(keys: Keys, look: Callable[..., object], tmp_path: object) -> None:
    path = good(keys).write(tmp_path / "Fwd_ report (1).zip")  # type: ignore[operator]
    assert look(path).refused is None  # type: ignore[attr-defined]
