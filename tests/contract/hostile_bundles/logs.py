"""Data packages and logs whose form is not as it should be."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from tests.contract.forger import Forgery
from tests.contract.hostile_bundles.casebook import CASES, NEW, OTHER, add, case, mine, own


def package(name: str, spoil: Callable[[dict[str, Any]], Any], *more: str) -> None:
    """List a bundle with another datapackage.json."""
    case(name, "bad-package", *more)(lambda f: setattr(f, "package", spoil))


def _resource(found: dict[str, Any], start: str) -> dict[str, Any]:
    return next(one for one in found["resources"] if one["path"].startswith(start))


package("a package without resources", lambda p: p.pop("resources"))
package("a package with no resource in it", lambda p: p.update(resources=[]))
package("resources that are no list", lambda p: p.update(resources={}))
package("a resource left out", lambda p: p["resources"].pop())
package("a resource twice", lambda p: p["resources"].append(p["resources"][0]))
package(
    "a resource with an absolute path",
    lambda p: _resource(p, "summary").update(path="/etc/passwd"),
    "unsafe-path",
)
package("a resource above the folder", lambda p: _resource(p, "summary").update(path="../x"), "unsafe-path")
package(
    "a resource on the network",
    lambda p: _resource(p, "summary").update(path="http://192.0.2.1/x"),
    "unsafe-path",
)
package("a resource of many files", lambda p: _resource(p, "summary").update(path=["summary.html"]))
package("a resource that is not there", lambda p: p["resources"].append({"name": "x", "path": "x.csv"}))
package("another digest in the package", lambda p: _resource(p, "summary").update(hash="sha256:" + "0" * 64))
package("another size in the package", lambda p: _resource(p, "summary").update(bytes=1))
package("columns in another order", lambda p: _resource(p, "tables/committee")["schema"]["fields"].reverse())
package(
    "a column left out of the schema", lambda p: _resource(p, "tables/committee")["schema"]["fields"].pop(3)
)
package("a table without a schema", lambda p: _resource(p, "tables/committee").pop("schema"))
for _name, _text in {
    "a package that is a list": b"[]",
    "a package that is not JSON": b"{",
    "a package with a member twice": b'{"name":"a","name":"b","resources":[]}',
    "a package with NaN": b'{"name":NaN,"resources":[]}',
    "a package nested 100,000 deep": b"[" * 100_000 + b"]" * 100_000,
    "a package with a BOM": b'\xef\xbb\xbf{"resources":[]}',
    "a package that is not UTF-8": b'{"name":"\xff"}',
    "an empty package": b"",
}.items():
    case(_name, "bad-package")(lambda f, text=_text: f.files.update({"data/datapackage.json": text}))
for _path in ("data/changes.jsonl", "data/datapackage.json"):
    case(f"a bag without {_path}", "bad-package", "missing-file")(lambda f, p=_path: f.files.pop(p))
for _path in (
    "data/readme.txt",
    "data/tables/committee.xlsx",
    "data/tables/sub/committee.csv",
    "data/catalogues/grades.toml",
    "data/trust/allowed_signers",
    "data/trust/recipients.txt",
    "data/attachments/notes.txt",
    "data/tables/.hidden.csv",
):
    case(
        f"a submission with {_path}",
        "bad-package",
        "unlisted-file",
        "not-permitted",
        "attachment-mismatch",
        "unsafe-path",
    )(lambda f, p=_path: f.files.update({p: b"x"}))


def lines(name: str, code: str, spoil: Callable[[list[bytes]], Any], *more: str) -> None:
    """List a bundle with other bytes in `changes.jsonl`."""

    def made(f: Forgery) -> None:
        found = f.good.lines("data/changes.jsonl")
        text = spoil(found)
        f.files["data/changes.jsonl"] = (
            text if isinstance(text, bytes) else b"".join(line + b"\n" for line in found)
        )

    case(name, code, *more)(made)


def _start(found: list[bytes]) -> int:
    return next(place for place, line in enumerate(found) if b'"author":"focal point"' in line)


def _first(old: bytes, new: bytes) -> Callable[[list[bytes]], None]:
    def spoil(found: list[bytes]) -> None:
        place = _start(found)
        assert old in found[place], found[place]
        found[place] = found[place].replace(old, new, 1)

    return spoil


lines("a space in a line", "bad-change", _first(b'"seq":1', b'"seq": 1'))
lines(
    "members in another order",
    "bad-change",
    lambda ls: ls.__setitem__(
        _start(ls),
        json.dumps({**dict(reversed(json.loads(ls[_start(ls)]).items()))}, separators=(",", ":")).encode(),
    ),
)
lines("a member twice", "bad-change", _first(b'"seq":1', b'"seq":1,"seq":1'))
lines("a member of set twice", "bad-change", _first(b'"set":{', b'"set":{"name":"x",'))
lines("a float for a count", "bad-change", _first(b'"seq":1', b'"seq":1.0'))
lines("an exponent", "bad-change", _first(b'"seq":1', b'"seq":1e0'))
lines(
    "an escape that JSON does not require", "bad-change", _first(b'"office":"NBO"', b'"office":"\\u004eBO"')
)
lines("a lone surrogate", "bad-change", _first(b'"why":null', b'"why":"\\ud800"'))
lines("a line that is not UTF-8", "bad-change", _first(b'"why":null', b'"why":"\xff"'), "bad-package")
lines("a line that is no object", "bad-change", lambda ls: ls.append(b"[]"))
lines("a line that is no JSON", "bad-change", lambda ls: ls.append(b"{"))
lines("a blank line", "bad-change", lambda ls: ls.insert(1, b""), "bad-package")
lines("no final newline", "bad-change", b"\n".join, "bad-package")
lines("CRLF lines", "bad-change", lambda ls: b"".join(line + b"\r\n" for line in ls), "bad-package")
lines(
    "a BOM before the log",
    "bad-change",
    lambda ls: b"\xef\xbb\xbf" + b"".join(line + b"\n" for line in ls),
    "bad-package",
)
lines(
    "a line nested 100,000 deep",
    "bad-change",
    _first(b'"why":null', b'"why":' + b"[" * 100_000 + b"]" * 100_000),
)
lines("a line over 1 MiB", "too-large", _first(b'"why":null', b'"why":"' + b"x" * (1 << 20) + b'"'))
lines("an empty log", "bad-change", lambda _: b"", "bad-package", "tables-disagree")
lines(
    "streams out of order",
    "bad-change",
    lambda ls: ls.sort(key=lambda line: json.loads(line)["office"], reverse=True) or ls.append(ls.pop(0)),
    "broken-chain",
    "bad-package",
)
lines("a change twice", "broken-chain", lambda ls: ls.insert(_start(ls), ls[_start(ls)]))
lines("a gap in a chain", "broken-chain", lambda ls: ls.remove(ls[_start(ls) + 1]))
lines("a chain without its beginning", "broken-chain", lambda ls: ls.remove(ls[_start(ls)]))
lines("two changes exchanged", "broken-chain", lambda ls: ls.insert(_start(ls), ls.pop(_start(ls) + 1)))
lines(
    "a change rewritten, the chain left",
    "broken-chain",
    _first(b'"why":null', b'"why":"x"'),
    "forked-history",
)

for _name, _members in {
    "a member too many": {"extra": 1},
    "a set that is empty": {"set": {}},
    "a set that is a list": {"set": []},
    "seq as text": {"seq": "1"},
    "home as a number": {"home": 0},
    "why as a number": {"why": 1},
    "an author that is null": {"author": None},
    "a record that is no UUIDv7": {"record": "11111111-1111-4111-8111-111111111111"},
    "a record that is text": {"record": "x"},
    "a kind in capitals": {"kind": "Committee"},
    "a kind that is a path": {"kind": "../x"},
    "a kind too long": {"kind": "a" * 42},
    "an office that is a sentence": {"office": "N B O"},
    "a date without milliseconds": {"at": "2026-11-24T00:00:00Z"},
    "a date that is none in a change": {"at": "2026-02-30T00:00:00.000Z"},
    "a date of another zone": {"at": "2026-11-24T00:00:00.000+01:00"},
    "a date with 24 hours": {"at": "2026-11-24T24:00:00.000Z"},
    "a date that is a number": {"at": 1},
    "a seen that is a list": {"seen": []},
    "a seen of no workspace": {"seen": {"x": 1}},
    "a seen of 0": {"seen": {OTHER: 0}},
    "a seen below 0": {"seen": {OTHER: -1}},
    "a seen of true": {"seen": {OTHER: True}},
    "a seen out of range": {"seen": {OTHER: 2**53}},
    "a seen of unknown changes": {"seen": {OTHER: 1}},
    "a field named id": {"set": {"id": "x"}},
    "a field named office": {"set": {"office": "ACC"}},
    "a field named revision": {"set": {"revision": 1}},
    "a field named changed_at": {"set": {"changed_at": "x"}},
    "a field named changed_by": {"set": {"changed_by": "x"}},
    "a field in capitals": {"set": {"Name": "x"}},
    "a field with a dot": {"set": {"a.b": "x"}},
    "a why too long": {"why": "x" * 20_001},
    "a NUL in why": {"why": "a\0b"},
}.items():
    own(_name, "bad-change", **_members)
add("a workspace that is no UUID in a change", "bad-change", workspace="x", seq=1)
add("a workspace in capitals", "bad-change", workspace="ABCDEF00-1111-4111-8111-111111111111", seq=1)
case("a prev in capitals", "bad-change")(
    lambda f: (setattr(f, "is_chained", False), mine(f)[1].update(prev=mine(f)[1]["prev"].upper()))
)
case("a prev that is too short", "bad-change")(
    lambda f: (setattr(f, "is_chained", False), mine(f)[1].update(prev="0"))
)
case("a member missing", "bad-change")(lambda f: mine(f)[0].pop("why"))
case("prev of the first change is not zeros", "broken-chain")(
    lambda f: (setattr(f, "is_chained", False), mine(f)[0].update(prev="1" * 64))
)
own("a seen of the change itself", "bad-change", seen={})
CASES["a seen of the change itself"] = (
    {"bad-change"},
    lambda f: mine(f)[0].update(seen={mine(f)[0]["workspace"]: 1}),
)
case("a seen of a later change", "bad-change")(lambda f: mine(f)[0].update(seen={mine(f)[0]["workspace"]: 2}))
case("a seen of another record's change", "bad-change")(
    lambda f: mine(f)[2].update(seen={mine(f)[0]["workspace"]: 1})
)
add("one id under two kinds", "bad-change", kind="gem_group", set={"name": "x"})
CASES["one id under two kinds"] = (
    {"bad-change"},
    lambda f: f.extend(record=mine(f)[0]["record"], kind="gem_group", set={"name": "x"}),
)
case("a counter that runs ahead", "broken-chain")(lambda f: f.extend(record=NEW.format(2), seq=2**53 - 1))
case("a counter out of range", "bad-change", "broken-chain")(
    lambda f: f.extend(record=NEW.format(2), seq=2**53)
)


@case("seen in a circle", "bad-change")
def _circle(f: Forgery) -> None:
    first = mine(f)[0]
    a = f.extend(record=NEW.format(3), kind="committee", set={"name": "a"})
    f.extend(
        record=NEW.format(3),
        kind="committee",
        set={"name": "b"},
        workspace=OTHER,
        seq=1,
        seen={first["workspace"]: a["seq"]},
    )
    a["seen"] = {OTHER: 1}
