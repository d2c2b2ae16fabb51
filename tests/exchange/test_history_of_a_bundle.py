"""What the changes of a bundle must be: canonical, unbroken, of their types, seen in order, and its tables their fold."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from gemtui import log
from gemtui.exchange import package
from gemtui.records import kinds
from tests.exchange import forge
from tests.exchange.conftest import Keys
from tests.exchange.forge import OTHER, WORKSPACE, Forged, bundle, chained, change, record_id

Refusal = Callable[..., str]
Look = Callable[..., Any]


def lines_of(forged: Forged) -> list[bytes]:
    return forged.payload["data/changes.jsonl"].splitlines()


def with_lines(keys: Keys, lines: list[bytes], like: Forged) -> Forged:
    forged = Forged(dict(like.payload), keys.nbo)
    forged.payload["data/changes.jsonl"] = b"".join(line + b"\n" for line in lines)
    return forged


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"seq":1', b'"seq": 1'),
        (b'"seq":1', b'"seq":1.0'),
        (b'"seq":1', b'"seq":0'),
        (b'"seq":1', b'"seq":true'),
        (b'"seq":1', b'"seq":9007199254740993'),
        (b'"office":"NBO"', b'"office":"nbo"'),
        (b'"home":false', b'"home":0'),
        (b"T09:00:00.000Z", b"T09:00:00Z"),
        (b"2026-11-23T", b"2026-13-23T"),
        (b'"record":"01a2', b'"record":"01A2'),
        (b"-7000-8000-", b"-4000-8000-"),
        (b'"set":{', b'"set":{"id":"x",'),
        (b'"set":{', b'"set":{"Name":"x",'),
        (b'"why":null', b'"why":null,"x":1'),
        (b'"why":null,', b""),
        (b'"set":{"name":"Committee 1","rule":"band"}', b'"set":{}'),
        (b'"name":"Committee 1"', b'"name":1.5'),
        (b'"name":"Committee 1"', b'"name":"\\u0000"'),
        (b'"name":"Committee 1"', b'"name":"Committee \\u0031"'),
        (b"Committee 1", b"Committee \xff"),
    ],
)
def test_a_line_that_gemtui_would_not_write_is_bad_change(
    keys: Keys, refusal: Refusal, old: bytes, new: bytes
) -> None:
    good = bundle(keys.nbo, [change(1)])
    assert old in lines_of(good)[0]
    assert refusal(with_lines(keys, [lines_of(good)[0].replace(old, new, 1)], good)) == "bad-change"


@pytest.mark.parametrize(
    ("edit", "code"),
    [
        (lambda text: text.replace(b"\n", b"\r\n"), "bad-change"),
        (lambda text: text.replace(b"\n", b"\n\n"), "bad-change"),
        (lambda text: b"\n" + text, "bad-change"),
        (lambda text: text[:-1], "bad-package"),
        (lambda text: b"\xef\xbb\xbf" + text, "bad-change"),
    ],
)
def test_lines_end_with_one_line_feed_each(
    keys: Keys, refusal: Refusal, edit: Callable[[bytes], bytes], code: str
) -> None:
    forged = bundle(keys.nbo, [change(1), change(2, 2)])
    forged.payload["data/changes.jsonl"] = edit(forged.payload["data/changes.jsonl"])
    assert refusal(forged) == code


def test_a_line_over_a_mebibyte_is_too_large(keys: Keys, refusal: Refusal) -> None:
    good = bundle(keys.nbo, [change(1)])
    assert refusal(with_lines(keys, [b"x" * 2**20 + b"x"], good)) == "too-large"


@pytest.mark.parametrize("order", [(1, 0, 2), (0, 2, 1), (2, 1, 0)])
def test_changes_out_of_order_break_the_chain(keys: Keys, refusal: Refusal, order: tuple[int, ...]) -> None:
    good = bundle(keys.nbo, [change(1), change(2, 2), change(3, 3)])
    lines = lines_of(good)
    assert refusal(with_lines(keys, [lines[at] for at in order], good)) == "broken-chain"


def test_streams_out_of_order_are_refused(keys: Keys, refusal: Refusal) -> None:
    good = bundle(keys.nbo, [change(1), change(1, 2, workspace=OTHER)])
    assert refusal(good) == "taken"
    assert refusal(with_lines(keys, lines_of(good)[::-1], good)) == "bad-change"


def test_a_changed_value_with_the_old_hash_after_it_breaks_the_chain(keys: Keys, refusal: Refusal) -> None:
    good = bundle(keys.nbo, [change(1), change(2, 2)])
    first, second = lines_of(good)
    assert (
        refusal(forge.of_lines(keys.nbo, [first.replace(b"Committee 1", b"Committee X"), second]))
        == "broken-chain"
    )


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        ("committee", {"size": "5"}),
        ("committee", {"size": -1}),
        ("committee", {"size": True}),
        ("committee", {"name": ""}),
        ("committee", {"name": 5}),
        ("committee", {"name": ["a"]}),
        ("committee", {"rule": "Band"}),
        ("committee", {"established_on": "2026-02-30"}),
        ("committee", {"established_on": "23.11.2026"}),
        ("committee", {"established_on_state": "later"}),
        ("action", {"percent": 101}),
        ("action", {"budget": "12,50"}),
        ("action", {"budget": 12}),
        ("action", {"clauses": "OA-A1"}),
        ("action", {"clauses": [1]}),
        ("action", {"clauses": [""]}),
        ("action", {"action_plan": "the plan"}),
        ("person", {"active": "yes"}),
        ("person", {"name": "Ana in the clear"}),
        ("person", {"gender": {"sha256": "short"}}),
        ("composition", {"women": 10_000_001}),
    ],
)
def test_a_value_that_its_type_refuses_is_bad_value(
    keys: Keys, look: Look, kind: str, given: dict[str, Any]
) -> None:
    lines = chained([change(1, kind=kind, set=given)])
    forged = Forged({"data/changes.jsonl": lines[0] + b"\n"}, keys.nbo)
    refused = look(forged).refused
    assert (refused.code, refused.where) == ("bad-value", "data/changes.jsonl:1")
    assert refused.facts["field"] == next(iter(given))


def test_every_value_that_passed_once_is_still_judged_by_its_type(keys: Keys, refusal: Refusal) -> None:
    # True is 1 to Python: a remembered 1 must not let it through.
    good = [change(1, set={"size": 1}), change(2, 2, set={"size": 1})]
    assert refusal(bundle(keys.nbo, good)) == "taken"
    lines = chained([*good, change(3, 3, set={"size": True})])
    assert refusal(Forged({"data/changes.jsonl": b"\n".join((*lines, b""))}, keys.nbo)) == "bad-value"


def test_catalogue_codes_and_references_are_not_judged(keys: Keys, refusal: Refusal) -> None:
    given = {"indicator": "PI 99", "framework": "own", "requirements": ["nothing"], "period": 2026}
    assert refusal(bundle(keys.nbo, [change(1, kind="indicator_entry", set=given)])) == "taken"
    assert refusal(bundle(keys.nbo, [change(1, kind="seat", set={"committee": record_id(99)})])) == "taken"


def test_changes_that_are_held_already_are_never_judged_again(keys: Keys, refusal: Refusal) -> None:
    lines = chained([change(1, set={"name": "A", "rule": "withdrawn choice"})])
    forged = forge.of_lines(keys.nbo, lines)
    held = {("NBO", False, WORKSPACE): (1, log.digest(lines[0]))}
    assert refusal(forged) == "bad-value"
    assert refusal(forged, heads=lambda _: held, owners={WORKSPACE: "office:NBO"}) == "taken"


def test_a_change_that_was_carried_unread_and_is_wrong_stays_out_of_the_tables(
    keys: Keys, refusal: Refusal
) -> None:
    lines = chained([change(1), change(2, 1, set={"size": "many"}, seen={WORKSPACE: 1})])
    forged = forge.of_lines(keys.nbo, lines)
    forged.payload |= forge.tables_of(lines[:1])
    place = ("NBO", False, WORKSPACE)
    held = {"heads": lambda _: {place: (2, log.digest(lines[1]))}, "owners": {WORKSPACE: "office:NBO"}}
    assert refusal(forged, **held) == "tables-disagree"
    assert refusal(forged, **held, outside={(place, 2)}) == "taken"


def test_unknown_kinds_and_fields_are_kept_with_a_warning(keys: Keys, look: Look) -> None:
    forged = bundle(
        keys.nbo,
        [change(1, kind="hologram", set={"x": {"y": [1]}}), change(2, 2, set={"name": "A", "aura": 1})],
    )
    checked = look(forged).checked
    assert checked.records == 1
    told = sorted((c.facts["kind"], c.facts["field"]) for c in checked.warnings)
    assert told == [("committee", "aura"), ("hologram", "")]


def test_one_id_is_of_one_kind_and_home_or_not(keys: Keys, refusal: Refusal) -> None:
    two = [change(1), change(2, 1, kind="meeting", set={"held_on": "2026-01-01"})]
    assert refusal(bundle(keys.nbo, two)) == "bad-change"
    share = bundle(keys.nbo, [change(1), change(1, home=True)], info={"Gem-Kind": "share"})
    assert refusal(share, office="NBO", principal="office:NBO") == "bad-change"


def test_seen_names_changes_of_this_record_that_are_there(keys: Keys, refusal: Refusal) -> None:
    later = {"set": {"size": 5}}
    assert refusal(bundle(keys.nbo, [change(1), change(2, 1, seen={WORKSPACE: 1}, **later)])) == "taken"
    assert refusal(bundle(keys.nbo, [change(1), change(2, 1, seen={OTHER: 1}, **later)])) == "bad-change"
    another = [change(1), change(2, 2), change(3, 1, seen={WORKSPACE: 2}, **later)]
    assert refusal(bundle(keys.nbo, another)) == "bad-change"
    itself = [change(1, seen={WORKSPACE: 1})]
    assert refusal(Forged({"data/changes.jsonl": chained_anyhow(itself)}, keys.nbo)) == "bad-change"


def chained_anyhow(changes: list[Any]) -> bytes:
    members = [{name: getattr(one, name) for name in type(one).__slots__} for one in changes]
    return b"".join(log.canonical(one) + b"\n" for one in members)


def test_seen_may_name_a_change_that_only_the_store_holds(keys: Keys, refusal: Refusal) -> None:
    forged = bundle(keys.nbo, [change(1, seen={OTHER: 4})])
    assert refusal(forged) == "bad-change"
    held = lambda *place: place == ("NBO", record_id(1), OTHER, 4)  # noqa: E731
    assert refusal(forged, holds=held) == "taken"


def test_seen_never_leads_in_a_circle(keys: Keys, refusal: Refusal) -> None:
    circle = [change(1, seen={OTHER: 1}), change(1, workspace=OTHER, seen={WORKSPACE: 1})]
    assert refusal(Forged({"data/changes.jsonl": chained_anyhow(circle)}, keys.nbo)) == "bad-change"


def test_a_fast_forwarded_counter_is_refused(keys: Keys, refusal: Refusal) -> None:
    forged = bundle(keys.nbo, [change(1), change(2, 1, seen={WORKSPACE: 1, OTHER: 2**52}, set={"size": 5})])
    assert refusal(forged) == "bad-change"


@pytest.mark.parametrize("at", ["2026-11-24T11:00:00.000Z", "2012-12-31T23:59:59.999Z"])
def test_a_wrong_clock_is_a_warning(keys: Keys, look: Look, at: str) -> None:
    checked = look(bundle(keys.nbo, [change(1, at=at)])).checked
    assert [c.code for c in checked.warnings] == ["clock"]
    assert look(bundle(keys.nbo, [change(1, at="2026-11-24T09:00:00.000Z")])).checked.warnings == ()


def test_nothing_new_is_a_warning(keys: Keys, look: Look) -> None:
    lines = chained([change(1)])
    held = {("NBO", False, WORKSPACE): (1, log.digest(lines[0]))}
    owners = {WORKSPACE: "office:NBO"}
    checked = look(forge.of_lines(keys.nbo, lines), heads=lambda _: held, owners=owners).checked
    assert ([c.code for c in checked.warnings], checked.log.new) == (["nothing-new"], 0)


CONFLICT = [
    change(1, set={"name": "A", "size": 5, "rule": "band"}),
    change(2, set={"name": "B"}, seen={WORKSPACE: 1}, at="2026-11-23T09:30:00.000Z"),
    change(1, workspace=OTHER, set={"name": "C"}, seen={WORKSPACE: 1}, at="2026-11-23T09:20:00.000Z"),
]
DELETED = [change(1), change(2, set={"deleted": True}, seen={WORKSPACE: 1}), change(3, 2)]


@pytest.mark.parametrize("changes", [CONFLICT, DELETED])
def test_tables_are_the_fold_with_conflicts_and_deletions(keys: Keys, look: Look, changes: list[Any]) -> None:
    assert look(bundle(keys.nbo, changes)).checked.records == 1


def table(forged: Forged, edit: Callable[[bytes], bytes], name: str = "committee") -> Forged:
    forged.payload[f"data/tables/{name}.csv"] = edit(forged.payload[f"data/tables/{name}.csv"])
    return forged


def last_line_again(content: bytes) -> bytes:
    return content + content.splitlines(keepends=True)[-1]


def swapped(content: bytes) -> bytes:
    header, one, two = content.splitlines(keepends=True)
    return header + two + one


@pytest.mark.parametrize(
    "edit",
    [
        lambda content: content.replace(b"Committee 1", b"Committee X"),
        lambda content: content.replace(b"band", b"", 1),
        lambda content: content.replace(b",1,2026", b",2,2026", 1),
        lambda content: content.replace(b"focal point", b"alternate", 1),
        lambda content: content.replace(b"NBO", b"ACC", 1),
        lambda content: b"".join(content.splitlines(keepends=True)[:-1]),
        last_line_again,
        swapped,
        lambda content: content.splitlines(keepends=True)[0],
        lambda content: content.replace(b"NBO,", b"NBO,,", 1),
    ],
)
def test_a_table_edited_by_hand_disagrees(
    keys: Keys, refusal: Refusal, edit: Callable[[bytes], bytes]
) -> None:
    assert refusal(table(bundle(keys.nbo, [change(1), change(2, 2)]), edit)) == "tables-disagree"


def test_a_table_too_many_or_too_few_disagrees(keys: Keys, refusal: Refusal) -> None:
    forged = bundle(keys.nbo, [change(1)])
    meetings = forge.tables_of(chained([change(1, kind="meeting", set={"women": 1})]))
    forged.payload |= meetings
    assert refusal(forged) == "tables-disagree"
    forged = bundle(keys.nbo, [change(1)])
    del forged.payload["data/tables/committee.csv"]
    assert refusal(forged) == "tables-disagree"


def test_a_table_with_all_cells_quoted_is_the_same_table(keys: Keys, refusal: Refusal) -> None:
    def quoted(content: bytes) -> bytes:
        lines = [line.split(b",") for line in content.removesuffix(b"\r\n").split(b"\r\n")]
        return b"".join(b",".join(b'"' + cell + b'"' for cell in line) + b"\r\n" for line in lines)

    assert refusal(table(bundle(keys.nbo, [change(1)]), quoted)) == "taken"


@pytest.mark.parametrize(
    "edit",
    [
        lambda content: content.replace(b"id,office,name", b"id,name,office"),
        lambda content: content.replace(b",name,", b",title,"),
        lambda content: content.replace(b",name,", b",name,name,"),
        lambda content: content.replace(b"\r\n", b"\n"),
        lambda content: b"\xef\xbb\xbf" + content,
        lambda content: content[:-2],
    ],
)
def test_a_table_that_is_not_laid_out_as_asked_is_bad_package(
    keys: Keys, refusal: Refusal, edit: Callable[[bytes], bytes]
) -> None:
    assert refusal(table(bundle(keys.nbo, [change(1)]), edit)) == "bad-package"


def test_columns_and_tables_of_a_newer_schema_are_left_unchecked(
    keys: Keys, look: Look, refusal: Refusal
) -> None:
    def newer(schema: str) -> Forged:
        forged = bundle(keys.nbo, [change(1)], info={"Gem-Schema": schema})
        content = forged.payload["data/tables/committee.csv"].replace(b",name,", b",name,aura,")
        forged.payload["data/tables/committee.csv"] = content.replace(b"Committee 1,", b"Committee 1,blue,")
        forged.payload["data/tables/hologram.csv"] = b"id,office\r\nx,y\r\n"
        return forged

    assert refusal(newer("1")) == "bad-package"
    checked = look(newer("2")).checked
    assert [c.code for c in checked.warnings] == ["unknown-kind", "unknown-kind"]
    wrong = newer("2")
    wrong.payload["data/tables/committee.csv"] = wrong.payload["data/tables/committee.csv"].replace(
        b"band", b""
    )
    assert refusal(wrong) == "tables-disagree"


def test_a_table_of_an_older_schema_may_lack_columns_without_values(
    keys: Keys, refusal: Refusal, monkeypatch: pytest.MonkeyPatch
) -> None:
    committee = kinds()["committee"]
    aura = committee.questions[0]._replace(name="aura", required=False)
    later = {**kinds(), "committee": committee._replace(questions=(*committee.questions, aura))}
    assert refusal(bundle(keys.nbo, [change(1)]), kinds=later) == "bad-package"
    monkeypatch.setattr(package, "SCHEMA", 2)
    assert refusal(bundle(keys.nbo, [change(1)]), kinds=later) == "taken"
    hidden = bundle(keys.nbo, [change(1, set={"name": "A", "aura": "blue"})])
    assert refusal(hidden, kinds=later) == "tables-disagree"
