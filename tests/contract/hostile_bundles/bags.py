"""Bags and signatures that are not as they should be."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256

from tests.contract.forger import GONE, MANIFEST, SIGNATURE, TAGS, Forgery
from tests.contract.hostile_bundles.casebook import CASES, case


def changed_file(name: str, path: str, code: str, content: Callable[[bytes], bytes], *more: str) -> None:
    """List a bundle in which a file differs from what the manifests and the signature say."""
    case(name, code, *more)(lambda f: f.after.append(lambda made: made.update({path: content(made[path])})))


def tag_file(name: str, path: str, code: str, content: Callable[[bytes], bytes], *more: str) -> None:
    """List a bundle with a tag file written otherwise, and properly signed so."""

    def spoil(f: Forgery) -> None:
        def again(made: dict[str, bytes]) -> None:
            made[path] = content(made[path])
            if path != TAGS:
                made[TAGS] = _digests(made, [name for name in made if "/" not in name and name != TAGS])

        f.after.append(again)

    case(name, code, *more)(spoil)


def _digests(made: dict[str, bytes], names: list[str]) -> bytes:
    return "".join(f"{sha256(made[name]).hexdigest()}  {name}\n" for name in sorted(names)).encode()


changed_file(
    "a payload file changed after export", "data/summary.html", "digest-mismatch", lambda t: t + b" "
)
changed_file(
    "the log changed after export",
    "data/changes.jsonl",
    "digest-mismatch",
    lambda t: t.replace(b"band", b"bang"),
)
changed_file(
    "bag-info changed after export", "bag-info.txt", "digest-mismatch", lambda t: t.replace(b"2026", b"2025")
)
changed_file("the manifest changed after export", MANIFEST, "digest-mismatch", lambda t: t + b"\n", "bad-bag")
changed_file("a listed file left out", "data/summary.html", "missing-file", lambda _: GONE)
changed_file("bagit.txt left out", "bagit.txt", "missing-file", lambda _: GONE, "bad-bag")
changed_file("the manifest left out", MANIFEST, "missing-file", lambda _: GONE, "bad-bag")
changed_file("the tag manifest left out", TAGS, "bad-bag", lambda _: GONE, "missing-file")
for _path in ("data/tables/notes.txt", "data/evil.sh", "evil.txt", "data/attachments/x"):
    case(f"{_path} that no manifest lists", "unlisted-file")(lambda f, p=_path: f.unlisted.update({p: b"x"}))

tag_file("a BOM in bagit.txt", "bagit.txt", "bad-bag", lambda t: b"\xef\xbb\xbf" + t)
tag_file("CRLF in bagit.txt", "bagit.txt", "bad-bag", lambda t: t.replace(b"\n", b"\r\n"))
tag_file("another version of BagIt", "bagit.txt", "bad-bag", lambda t: t.replace(b"1.0", b"0.97"))
tag_file("another encoding of tag files", "bagit.txt", "bad-bag", lambda t: t.replace(b"UTF-8", b"UTF-16"))
tag_file("a BOM in bag-info.txt", "bag-info.txt", "bad-bag", lambda t: b"\xef\xbb\xbf" + t)
tag_file("CRLF in bag-info.txt", "bag-info.txt", "bad-bag", lambda t: t.replace(b"\n", b"\r\n"))
tag_file(
    "a folded header", "bag-info.txt", "bad-bag", lambda t: t.replace(b"Gem-Office: ", b"Gem-Office:\n  ")
)
tag_file("a header twice", "bag-info.txt", "bad-bag", lambda t: t + b"Gem-Office: NBO\n")
tag_file("a header twice by case", "bag-info.txt", "bad-bag", lambda t: t + b"gem-office: ACC\n")
tag_file(
    "a header missing",
    "bag-info.txt",
    "bad-bag",
    lambda t: b"".join(line for line in t.splitlines(True) if b"Gem-Kind" not in line),
)
tag_file("bag-info.txt that is not UTF-8", "bag-info.txt", "bad-bag", lambda t: t + b"Note: \xff\n")
tag_file("CRLF in the manifest", MANIFEST, "bad-bag", lambda t: t.replace(b"\n", b"\r\n"))
tag_file("a file listed twice", MANIFEST, "bad-bag", lambda t: t + t.splitlines(True)[0], "duplicate-entry")
tag_file(
    "./ in the manifest",
    MANIFEST,
    "bad-bag",
    lambda t: t.replace(b"  data/summary", b"  ./data/summary"),
    "unsafe-path",
)
tag_file(
    "percent-encoding in the manifest",
    MANIFEST,
    "bad-bag",
    lambda t: t.replace(b"data/summary.h", b"data/summary%2eh"),
    "unsafe-path",
    "missing-file",
)
tag_file(
    ".. in the manifest", MANIFEST, "bad-bag", lambda t: t + b"0" * 64 + b"  data/../../x\n", "unsafe-path"
)
tag_file("~ in the manifest", MANIFEST, "bad-bag", lambda t: t + b"0" * 64 + b"  ~/x\n", "unsafe-path")
tag_file("a digest in upper case", MANIFEST, "bad-bag", bytes.upper, "unsafe-path", "missing-file")
tag_file("an asterisk before a name", MANIFEST, "bad-bag", lambda t: t.replace(b"  data", b" *data"))
tag_file(
    "a file in the manifest that is not there",
    MANIFEST,
    "missing-file",
    lambda t: t + b"0" * 64 + b"  data/zzz.txt\n",
)
tag_file(
    "a tag file in the tag manifest that is not there",
    TAGS,
    "missing-file",
    lambda t: t + b"0" * 64 + b"  zzz.txt\n",
    "bad-bag",
)
tag_file(
    "the tag manifest leaves bag-info.txt out",
    TAGS,
    "unlisted-file",
    lambda t: b"".join(line for line in t.splitlines(True) if b"bag-info" not in line),
    "bad-bag",
    "missing-file",
)
tag_file("an empty tag manifest", TAGS, "bad-bag", lambda _: b"", "unlisted-file", "missing-file")


@case("a fetch.txt", "bad-bag", "unlisted-file")
def _fetch(f: Forgery) -> None:
    def spoil(made: dict[str, bytes]) -> None:
        made["fetch.txt"] = b"http://192.0.2.1/x 1 data/x\n"
        made[TAGS] = _digests(made, [name for name in made if "/" not in name and name != TAGS])

    f.after.append(spoil)


@case("another manifest, of MD5", "bad-bag", "unlisted-file")
def _md5(f: Forgery) -> None:
    def spoil(made: dict[str, bytes]) -> None:
        made["manifest-md5.txt"] = b"0" * 32 + b"  data/summary.html\n"
        made[TAGS] = _digests(made, [name for name in made if "/" not in name and name != TAGS])

    f.after.append(spoil)


def _header_of(f: Forgery, name: str, value: str) -> None:
    f.info[name] = value
    if "/" in value:
        f.base = f.good.base


for _oxum in ("1.1", "x", "-1.3", "99999999999999999999.4", "12"):
    case(f"Payload-Oxum {_oxum}", "bad-bag")(lambda f, oxum=_oxum: f.info.update({"Payload-Oxum": oxum}))
for _name, _header, _value, _codes in (
    ("a newer format", "Gem-Format", "99", ("newer-format",)),
    ("a format that is no number", "Gem-Format", "one", ("bad-bag", "newer-format")),
    ("format 0", "Gem-Format", "0", ("bad-bag",)),
    ("a format with a sign", "Gem-Format", "+1", ("bad-bag",)),
    ("an unknown kind of bundle", "Gem-Kind", "gift", ("bad-bag",)),
    ("a kind of bundle in capitals", "Gem-Kind", "Submission", ("bad-bag",)),
    ("another office in bag-info", "Gem-Office", "ACC", ("wrong-office",)),
    ("headquarters in bag-info", "Gem-Office", "ITU", ("wrong-office", "not-permitted")),
    ("an office in small letters", "Gem-Office", "nbo", ("bad-bag",)),
    ("an office that is a path", "Gem-Office", "../X", ("bad-bag",)),
    ("a period that is none", "Gem-Period", "lately", ("bad-bag",)),
    ("a period backwards", "Gem-Period", "2026-2025", ("bad-bag",)),
    ("a workspace that is no UUID", "Gem-Workspace", "laptop", ("bad-bag",)),
    ("schema 0", "Gem-Schema", "0", ("bad-bag",)),
    ("a schema that is no number", "Gem-Schema", "x", ("bad-bag",)),
    ("an identifier that is no UUID", "External-Identifier", "x", ("bad-bag",)),
    ("a date that is none", "Bagging-Date", "2026-13-45", ("bad-bag",)),
    ("an escape code in a header", "Source-Organization", "\x1b[2Jx", ("bad-bag",)),
):
    case(_name, *_codes)(lambda f, header=_header, value=_value: _header_of(f, header, value))
for _base in ("gem-acc-2026-00000000", "x", "gem-nbo-2026-00000000"):
    case(f"a base folder named {_base}", "bad-bag", "digest-mismatch", "not-a-bundle")(
        lambda f, base=_base: setattr(f, "base", base)
    )


changed_file("no signature", TAGS, "unsigned", lambda t: t)
CASES["no signature"] = ({"unsigned"}, lambda f: f.after.append(lambda made: made.update({SIGNATURE: GONE})))
for _name, _text in {
    "an empty signature": b"",
    "a signature that is none": b"-----BEGIN SSH SIGNATURE-----\nAAAA\n-----END SSH SIGNATURE-----\n",
    "a signature in another encoding": b"\xff\xfe",
}.items():
    case(_name, "bad-signature")(
        lambda f, text=_text: f.after.append(lambda made: made.update({SIGNATURE: text}))
    )
case("a signature for git", "bad-signature")(lambda f: setattr(f, "signed_as", "git"))
case("a signature for seals", "bad-signature")(lambda f: setattr(f, "signed_as", "gemtui-seal@1"))
case("another bundle's signature", "bad-signature")(
    lambda f: f.after.append(
        lambda made: made.update(
            {
                SIGNATURE: f.good.files[SIGNATURE],
                TAGS: made[TAGS] if made[TAGS] != f.good.files[TAGS] else made[TAGS] + b"\n",
            }
        )
    )
)
CASES["another bundle's signature"] = (
    {"bad-signature"},
    lambda f: (
        f.info.update({"Bagging-Date": "2001-01-01"}),
        f.after.append(lambda made: made.update({SIGNATURE: f.good.files[SIGNATURE]})),
    ),
)
