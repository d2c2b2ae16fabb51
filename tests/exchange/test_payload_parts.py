"""The parts beside the log: data package, personal values, attachments, what only a plan brings."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from hashlib import sha256
from typing import Any

import pytest

from gemtui import log
from gemtui.exchange import Trusted
from gemtui.exchange.privacy import private_line
from tests.exchange import forge
from tests.exchange.conftest import Keys
from tests.exchange.forge import Forged, bundle, change

Refusal = Callable[..., str]
Look = Callable[..., Any]
SALT = bytes(range(32))
CONTENT = b"minutes of the meeting"
DIGEST = sha256(CONTENT).hexdigest()


def described(keys: Keys, edit: Callable[[dict[str, Any]], None]) -> Forged:
    forged = bundle(keys.nbo, [change(1)])
    document = json.loads(forged.files()["data/datapackage.json"])
    forged.base = ""
    edit(document)
    forged.package = document
    return forged


def first(document: dict[str, Any]) -> dict[str, Any]:
    return document["resources"][0]  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    ("edit", "code"),
    [
        (lambda d: None, "taken"),
        (lambda d: d.pop("resources"), "bad-package"),
        (lambda d: d["resources"].pop(), "bad-package"),
        (lambda d: d["resources"].append(copy.copy(first(d))), "bad-package"),
        (lambda d: d["resources"].append("x"), "bad-package"),
        (lambda d: first(d).update(path="gone.csv"), "bad-package"),
        (lambda d: first(d).update(path=["changes.jsonl"]), "bad-package"),
        (lambda d: first(d).update(path="../changes.jsonl"), "unsafe-path"),
        (lambda d: first(d).update(path="/etc/passwd"), "unsafe-path"),
        (lambda d: first(d).update(path="http://example.org/changes.jsonl"), "unsafe-path"),
        (lambda d: first(d).update(hash="sha256:" + "0" * 64), "bad-package"),
        (lambda d: first(d).update(bytes=1), "bad-package"),
        (lambda d: first(d).update(encoding="utf-16"), "bad-package"),
        (lambda d: d["resources"][1]["schema"]["fields"].pop(), "bad-package"),
        (lambda d: d["resources"][1]["schema"]["fields"].reverse(), "bad-package"),
        (lambda d: d["resources"][1].pop("schema"), "bad-package"),
    ],
)
def test_the_descriptor_tells_every_file_as_it_is(
    keys: Keys, refusal: Refusal, edit: Callable[[dict[str, Any]], None], code: str
) -> None:
    assert refusal(described(keys, edit)) == code


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b'{"resources":[],"x":"\xff"}', b"[" * 2000])
def test_a_descriptor_that_is_no_json_object_is_refused(keys: Keys, refusal: Refusal, content: bytes) -> None:
    forged = bundle(keys.nbo, [change(1)])
    forged.payload["data/datapackage.json"] = content
    assert refusal(forged) == "bad-package"


@pytest.mark.parametrize(
    "name", ["data/evil.exe", "data/tables/action.txt", "data/attachments/minutes.pdf", "data/trust/allowed_signers",
             "data/catalogues/grades.toml", "data/sub/changes.jsonl"],
)  # fmt: skip
def test_a_file_that_this_bundle_may_not_have_is_refused(keys: Keys, refusal: Refusal, name: str) -> None:
    forged = bundle(keys.nbo, [change(1)])
    forged.payload[name] = b"x = 1\n"
    assert refusal(forged) == "bad-package"


def test_a_bundle_without_changes_is_refused(keys: Keys, refusal: Refusal) -> None:
    assert refusal(Forged({"data/summary.html": b"<p>"}, keys.nbo)) == "bad-package"


def personal(
    keys: Keys, private: list[tuple[str, str, Any]], name: Any = "Ana", clear: bool = True
) -> Forged:
    commitment = log.commit(name, SALT)
    assert commitment is not None
    person = change(1, kind="person", set={"name": commitment, "active": True})
    values = {commitment["sha256"]: name} if clear else {}
    lines = forge.chained([person])
    payload = {"data/changes.jsonl": lines[0] + b"\n"} | forge.tables_of(lines, values)
    if private:
        payload["data/private.jsonl"] = b"".join(private_line(*one) + b"\n" for one in private)
    return Forged(payload, keys.nbo)


def committed(value: Any, salt: bytes = SALT) -> tuple[str, str, Any]:
    made = log.commit(value, salt)
    assert made is not None
    return made["sha256"], salt.hex(), value


def test_a_personal_value_that_travels_is_checked_against_its_commitment(
    keys: Keys, look: Look, refusal: Refusal
) -> None:
    checked = look(personal(keys, [committed("Ana")])).checked
    assert [value for _, value in checked.private.values()] == ["Ana"]
    assert refusal(personal(keys, [], clear=False)) == "taken"
    assert refusal(personal(keys, [], clear=True)) == "tables-disagree"
    assert refusal(personal(keys, [committed("Ana")], clear=False)) == "tables-disagree"


def test_a_personal_value_that_no_change_names_or_that_does_not_match_is_refused(
    keys: Keys, refusal: Refusal
) -> None:
    digest, salt, _ = committed("Ana")
    assert refusal(personal(keys, sorted([committed("Ana"), committed("Bea")]))) == "bad-value"
    assert refusal(personal(keys, [(digest, salt, "Bea")])) == "bad-value"
    assert refusal(personal(keys, [(digest, "00" * 32, "Ana")])) == "bad-value"
    assert refusal(personal(keys, [(digest, salt, None)])) == "bad-value"


@pytest.mark.parametrize("value", [5, True, "", ["Ana"], {"a": 1}])
def test_a_personal_value_is_judged_by_its_type(keys: Keys, refusal: Refusal, value: Any) -> None:
    assert refusal(personal(keys, [committed(value)], name=value, clear=False)) == "bad-value"


@pytest.mark.parametrize("value", ["Ana\0", "x" * 20_001, 1.5], ids=["zero", "too long", "float"])
def test_a_personal_value_keeps_the_bounds_of_all_values(keys: Keys, refusal: Refusal, value: Any) -> None:
    text = json.dumps(value).encode()
    hashed = sha256(SALT + text).hexdigest()
    forged = forge.bundle(
        keys.nbo, [change(1, kind="person", set={"name": {"sha256": hashed}, "active": True})]
    )
    line = f'{{"salt":"{SALT.hex()}","sha256":"{hashed}","value":'.encode() + text + b"}\n"
    forged.payload["data/private.jsonl"] = line
    assert refusal(forged) == "bad-value"


def test_personal_values_stand_in_order_each_once(keys: Keys, refusal: Refusal) -> None:
    one = committed("Ana")
    assert refusal(personal(keys, [one, one])) == "bad-package"
    forged = personal(keys, [one])
    forged.payload["data/private.jsonl"] = forged.payload["data/private.jsonl"].replace(b":", b": ", 1)
    assert refusal(forged) == "bad-package"


SIZE = len(CONTENT)


def evidence(size: Any = SIZE, **given: Any) -> Any:
    values = {"subject": forge.record_id(9), "title": "Minutes", "sha256": DIGEST, "bytes": size}
    return change(1, kind="evidence", set=values | given)


def attached(keys: Keys, *changes: Any, content: bytes = CONTENT, name: str = DIGEST) -> Forged:
    forged = bundle(keys.nbo, changes)
    forged.payload[f"data/attachments/{name}"] = content
    return forged


def test_an_attachment_is_the_one_that_its_record_names(keys: Keys, look: Look, refusal: Refusal) -> None:
    checked = look(attached(keys, evidence())).checked
    assert (checked.records, checked.warnings) == (1, ())
    assert refusal(attached(keys, evidence(size=1))) == "attachment-mismatch"
    assert refusal(attached(keys, evidence(), content=b"other")) == "attachment-mismatch"
    assert refusal(attached(keys, evidence(sha256="ab" * 32))) == "attachment-mismatch"


def test_a_file_that_a_deleted_or_corrected_record_named_may_come_along(keys: Keys, refusal: Refusal) -> None:
    later = change(2, kind="evidence", set={"sha256": "ab" * 32, "bytes": 3}, seen={forge.WORKSPACE: 1})
    assert refusal(attached(keys, evidence(), later)) == "taken"
    gone = change(2, kind="evidence", set={"deleted": True}, seen={forge.WORKSPACE: 1})
    assert refusal(attached(keys, evidence(), gone)) == "taken"


def test_a_file_that_stayed_behind_is_a_warning_unless_it_is_here(keys: Keys, look: Look) -> None:
    forged = bundle(keys.nbo, [evidence()])
    assert [c.code for c in look(forged).checked.warnings] == ["missing-attachment"]
    assert look(forged, holds_files=lambda _: [DIGEST]).checked.warnings == ()


UNION = {"Gem-Kind": "plan", "Gem-Office": "ITU"}


def plan(keys: Keys, **files: bytes) -> Forged:
    forged = bundle(keys.hq, [change(1, office="ITU")], info=UNION)
    forged.payload |= {f"data/{name.replace('__', '/')}": content for name, content in files.items()}
    return forged


def test_a_plan_brings_offices_keys_and_recipients(keys: Keys, refusal: Refusal) -> None:
    line = Trusted("office:ACC", keys.acc.public).line.encode() + b"\n"
    assert refusal(plan(keys, trust__allowed_signers=line)) == "taken"
    headquarters = Trusted("hq:ITU", keys.stranger.public).line.encode() + b"\n"
    assert refusal(plan(keys, trust__allowed_signers=headquarters)) == "bad-package"
    assert (
        refusal(plan(keys, trust__allowed_signers=b"office:* " + keys.acc.public.line.encode()))
        == "bad-package"
    )
    assert refusal(plan(keys, trust__allowed_signers=b"\xff\n")) == "bad-package"


def test_a_plan_may_bring_keys_alone(keys: Keys, refusal: Refusal) -> None:
    line = Trusted("office:ACC", keys.acc.public).line.encode() + b"\n"
    assert refusal(Forged({"data/trust/allowed_signers": line}, keys.hq, UNION)) == "taken"


def test_a_plans_recipients_and_catalogues_are_looked_at(keys: Keys, refusal: Refusal) -> None:
    forged = plan(keys)
    forged.payload["data/trust/recipients.txt"] = b"age1" + b"q" * 58 + b"\n"
    assert refusal(forged) == "taken"
    forged.payload["data/trust/recipients.txt"] = b"age1short\n"
    forged.base = ""
    assert refusal(forged) == "bad-package"
    for content, code in (
        (b"[grades]\nP-3 = 'x'\n", "taken"),
        (b"not toml", "bad-package"),
        (b"\xff", "bad-package"),
    ):
        forged = plan(keys)
        forged.payload["data/catalogues/grades.toml"] = content
        assert refusal(forged) == code
