"""Values, authors, seals, tables, private values and attachments that are not as they should be."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from typing import Any

import rfc8785

from tests.contract.forger import Forgery
from tests.contract.hostile_bundles.casebook import CASES, NEW, OTHER, add, case, put, row

for _field, _kind, _bad in (
    ("name", "committee", (1, True, [], {}, "", "x" * 20_001, "a\0b")),
    ("size", "committee", ("5", 1.0 if False else "x", True, -1, 10_000_001, [5])),
    ("rule", "committee", ("Band", "other", 1)),
    ("alternates_apart", "committee", (1, 0, "true", "yes")),
    (
        "established_on",
        "committee",
        ("2026-02-30", "24.11.2026", 20261124, "2026-11-24T00:00:00Z", "0000-01-01", "2026-1-1"),
    ),
    ("established_on_state", "committee", ("na", "N/A", "", 1, True)),
    ("women", "composition", (-1, 10_000_001, "3", True)),
    ("percent", "action", (-1, 101, "50")),
    ("clauses", "action", ("OA-A1", {"a": 1}, [1], [None], [["x"]])),
    (
        "budget",
        "action",
        (12, "1e3", "+1", "01", "1.", ".5", "1.23456", "1234567890123456", "12,50", "NaN", " 1"),
    ),
    ("unit", "committee", (1, ["x"], {"id": "x"})),
    ("period", "indicator_entry", ("2026", True, -1)),
    ("bytes", "evidence", (-1, "3")),
    ("deleted", "committee", (1, "true", "yes")),
    ("gender", "seat", ("woman", {"sha256": "x"}, {"sha256": "A" * 64}, {"sha256": "0" * 64, "more": 1}, {})),
):
    for _number, _value in enumerate(_bad):
        put(
            f"{_kind}.{_field} = {str(_value)[:20]!r} ({_number})",
            ("bad-value", "bad-change"),
            _kind,
            **{_field: _value},
        )
for _name, _value in {
    "text of 20,001 characters in an unknown field": "x" * 20_001,
    "NUL in an unknown field": "\0",
    "nesting of nine": [[[[[[[[[1]]]]]]]]],
    "a member name with a space": {"a b": 1},
    "a member name of 65": {"a" * 65: 1},
    "an integer too large": 2**53,
    "an integer too small": -(2**53),
}.items():
    case(_name, "bad-change", "bad-value")(
        lambda f, value=_value: row(f, "committee")["set"].update(surprise=value)
    )
case("a value and a state", "bad-value")(
    lambda f: row(f, "committee")["set"].update(established_on="2020-01-01", established_on_state="unknown")
)


add(
    "an office writes a Union rating",
    "not-permitted",
    kind="entity_rating",
    set={"framework": "un-swap-3", "indicator": "SWAP3-01", "period": 2026},
)
add(
    "an office writes a receipt",
    "not-permitted",
    kind="receipt",
    set={"submission": NEW.format(1), "decision": "accepted"},
)
add("an office writes a policy review", "not-permitted", kind="policy_review", set={"on": "2026-01-01"})
add("a home stream in a submission", "not-permitted", home=True, kind="committee", set={"name": "x"})
case("a home stream of another workspace", "not-permitted")(
    lambda f: f.extend(
        record=NEW.format(1), home=True, kind="committee", set={"name": "x"}, workspace=OTHER, seq=1
    )
)
case("another office's stream, unsealed by it", "not-sealed", "wrong-office")(
    lambda f: f.extend(
        record=NEW.format(1), office="ACC", kind="committee", set={"name": "x"}, workspace=OTHER, seq=1
    )
)
case("the Union's stream, unsealed by headquarters", "not-sealed", "wrong-office")(
    lambda f: f.extend(
        record=NEW.format(1), office="ITU", kind="committee", set={"name": "x"}, workspace=OTHER, seq=1
    )
)
case("own words added to headquarters' stream", "not-sealed", "wrong-office")(
    lambda f: f.extend(
        record=NEW.format(1),
        workspace=_of_hq(f),
        kind="remark",
        set={"text": "All is well", "status": "settled"},
    )
)
case("another office in the own workspace", "wrong-office", "not-sealed")(
    lambda f: f.extend(record=NEW.format(1), office="ACC", seq=1, kind="committee", set={"name": "x"})
)


def _of_hq(f: Forgery) -> str:
    return next(one["workspace"] for one in f.changes if one["author"] == "gender unit")


@case("headquarters' words changed", "forked-history", "not-sealed")
def _(f: Forgery) -> None:
    next(one for one in f.changes if one["author"] == "gender unit")["set"]["text"] = "Well done"


@case("headquarters' seal over other words", "not-sealed")
def _other_words(f: Forgery) -> None:
    f.seals = f.made_seals()
    next(one for one in f.changes if one["author"] == "gender unit")["set"]["text"] = "Well done"


def seal(name: str, *codes: str, **members: Any) -> None:
    """List a bundle whose first seal has these members."""

    def spoil(f: Forgery) -> None:
        f.seals = f.made_seals()
        f.seals[0].update(members)

    case(name, *codes)(spoil)


seal("a seal over another stream", "not-sealed", "bad-package", workspace=OTHER)
seal("a seal over another hash", "not-sealed", hash="0" * 64)
seal("a seal over another seq", "not-sealed", seq=2**53 - 1)
seal("a seal whose signature is none", "not-sealed", signature="x")
seal("a seal with a member more", "bad-package", more=1)
seal("a seal with text for a number", "bad-package", seq="1")
case("seals out of order", "bad-package")(lambda f: setattr(f, "seals", f.made_seals()[::-1]))
case("a seal twice", "bad-package")(lambda f: setattr(f, "seals", f.made_seals()[:1] * 2))


def lying(name: str, kind: str, spoil: Callable[[bytes], bytes], *more: str) -> None:
    """List a bundle with a table that says what the log does not."""

    def lied(made: dict[str, bytes]) -> None:
        text = spoil(made[kind])
        assert text != made[kind]
        made[kind] = text

    case(name, "tables-disagree", *more)(lambda f: setattr(f, "tables", lied))


lying("a figure changed in a table", "composition", lambda t: t.replace(b",2,3,", b",3,2,"))
lying("a row left out of a table", "composition", lambda t: t.splitlines(True)[0])
lying("a row twice in a table", "composition", lambda t: t + t.splitlines(True)[1])
lying(
    "a row more in a table",
    "committee",
    lambda t: t + t.splitlines(True)[1].replace(b"Contracts", b"Invented"),
)
lying("LF in a table", "committee", lambda t: t.replace(b"\r\n", b"\n"), "bad-package")
lying("a BOM in a table", "committee", lambda t: b"\xef\xbb\xbf" + t, "bad-package")
lying("a table that is not UTF-8", "committee", lambda t: t.replace(b"Contracts", b"\xff"), "bad-package")
lying(
    "a column more in a table",
    "committee",
    lambda t: b"".join(line.replace(b"\r\n", b",x\r\n") for line in t.splitlines(True)),
    "bad-package",
)
lying(
    "columns exchanged in a table",
    "committee",
    lambda t: t.replace(b"id,office", b"office,id"),
    "bad-package",
)
lying("no heading in a table", "committee", lambda t: t.split(b"\r\n", 1)[1], "bad-package")
lying("an empty table", "committee", lambda _: b"", "bad-package")
lying("a formula let loose in a table", "committee", lambda t: t.replace(b"'=HYPERLINK", b"=HYPERLINK"))
lying("a final line end left out", "committee", lambda t: t[:-2], "bad-package")
lying("a private value shown that does not travel", "person", lambda t: t.replace(b"NBO,,", b"NBO,Ana,"))
case("a table left out", "tables-disagree", "bad-package")(
    lambda f: setattr(f, "tables", lambda made: made.pop("committee"))
)
case("a table without rows", "tables-disagree", "bad-package")(
    lambda f: setattr(f, "tables", lambda made: made.update(gem_group=_head(f, "gem_group")))
)
case("a table of an unknown kind", "tables-disagree", "bad-package")(
    lambda f: f.files.update({"data/tables/surprise.csv": b"id\r\n"})
)


def _head(f: Forgery, kind: str) -> bytes:
    from tests.contract.second_reader import columns

    return ",".join(name for name, _ in columns(f.schema[kind]["fields"])).encode() + b"\r\n"


case("a private value that does not match", "bad-value")(
    lambda f: f.private[0].update(value="man" if f.private[0]["value"] != "man" else "woman")
)
case("a private value that no change names", "bad-value")(
    lambda f: f.private.append(
        {"salt": "0" * 64, "sha256": sha256(bytes(32) + rfc8785.dumps("x")).hexdigest(), "value": "x"}
    )
)
case("a salt that is too short", "bad-value", "bad-package")(lambda f: f.private[0].update(salt="00"))
case("a salt in capitals", "bad-value", "bad-package")(
    lambda f: f.private[0].update(salt=f.private[0]["salt"].upper())
)
case("a private line with a member more", "bad-value", "bad-change", "bad-package")(
    lambda f: f.private[0].update(more=1)
)
case("a private value twice", "bad-value", "bad-change", "bad-package")(
    lambda f: f.private.append(dict(f.private[0]))
)
case("a private value left out that travels", "tables-disagree", "bad-value")(lambda f: f.private.pop())
CASES.pop("a private value left out that travels")


@case("a private value of another type", "bad-value")
def _private_type(f: Forgery) -> None:
    salt, value = "7" * 64, "martian"
    digest = sha256(bytes.fromhex(salt) + rfc8785.dumps(value)).hexdigest()
    row(f, "seat")["set"]["gender"] = {"sha256": digest}
    f.private.append({"salt": salt, "sha256": digest, "value": value})
    named = rfc8785.dumps([one["set"] for one in f.changes]).decode()
    f.private[:] = [one for one in f.private if one["sha256"] in named]


case("an attachment that no record names", "attachment-mismatch")(
    lambda f: f.files.update({f"data/attachments/{sha256(b'x').hexdigest()}": b"x"})
)
case("an attachment under another digest", "attachment-mismatch")(
    lambda f: f.files.update({_attached(f): b"other"})
)
case("an attachment of another size than its record says", "attachment-mismatch")(
    lambda f: row(f, "evidence")["set"].update(bytes=4711)
)


def _attached(f: Forgery) -> str:
    return next(path for path in f.files if path.startswith("data/attachments/"))


@case("an attachment over 25 MiB", "too-large")
def _large(f: Forgery) -> None:
    import random

    content = random.Random(1).randbytes(1 << 20) * 26
    del f.files[_attached(f)]
    digest = sha256(content).hexdigest()
    row(f, "evidence")["set"].update(sha256=digest, bytes=len(content))
    f.files[f"data/attachments/{digest}"] = content
