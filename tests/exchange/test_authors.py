"""Nobody puts words into another's mouth: signer, seal, earlier belief, and who may write what."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from gemtui import log
from gemtui.exchange import Signer
from gemtui.log import Change
from tests.exchange import forge
from tests.exchange.conftest import Keys
from tests.exchange.forge import OTHER, WORKSPACE, Forged, bundle, chained, change

Refusal = Callable[..., str]
Look = Callable[..., Any]
HQ = {OTHER: "hq:ITU"}
NBO = {WORKSPACE: "office:NBO"}


def remark(seq: int = 1, **given: Any) -> Change:
    return change(seq, 50 + seq, kind="remark", set={"text": "Who chairs it?"}, workspace=OTHER, **given)


def sealed(forged: Forged, key: Signer, mark: str) -> Forged:
    """Seal those streams whose lines hold the mark."""
    lines = [line for line in forged.payload["data/changes.jsonl"].splitlines() if mark.encode() in line]
    forged.payload["data/seals.jsonl"] = forge.seals(key, lines)
    return forged


def returned(key: Signer, changes: list[Change]) -> Forged:
    return bundle(key, changes, info={"Gem-Kind": "return"})


def test_a_bundles_signer_vouches_for_streams_of_its_own_office(keys: Keys, look: Look) -> None:
    checked = look(bundle(keys.nbo, [change(1), change(1, 2, workspace=OTHER)])).checked
    assert checked.vouched.owners == {WORKSPACE: "office:NBO", OTHER: "office:NBO"}


def test_headquarters_words_pass_through_an_office_with_headquarters_seal(keys: Keys, look: Look) -> None:
    forged = sealed(bundle(keys.nbo, [change(1), remark()]), keys.hq, OTHER)
    vouched = look(forged).checked.vouched
    assert vouched.owners == {WORKSPACE: "office:NBO", OTHER: "hq:ITU"}
    assert [seal.place[2] for seal in vouched.seals] == [OTHER]


def test_an_office_that_adds_to_headquarters_stream_is_refused(keys: Keys, refusal: Refusal) -> None:
    held = chained([remark()])
    heads = {("NBO", False, OTHER): (1, log.digest(held[0]))}
    longer = bundle(keys.nbo, [change(1), remark(), remark(2)])
    assert refusal(longer, heads=lambda _: heads, owners=HQ) == "not-sealed"
    as_it_is = bundle(keys.nbo, [change(1), remark()])
    assert refusal(as_it_is, heads=lambda _: heads, owners=HQ) == "taken"


def test_a_seal_over_an_earlier_head_does_not_cover_what_came_after(keys: Keys, refusal: Refusal) -> None:
    forged = bundle(keys.nbo, [change(1), remark(), remark(2)])
    first = [line for line in forged.payload["data/changes.jsonl"].splitlines() if OTHER.encode() in line][:1]
    forged.payload["data/seals.jsonl"] = forge.seals(keys.hq, first)
    assert refusal(forged, owners=HQ) == "not-sealed"


def test_a_seal_over_another_head_shows_a_newcomer_whose_words_were_rewritten(
    keys: Keys, refusal: Refusal
) -> None:
    forged = sealed(bundle(keys.nbo, [change(1), remark()]), keys.hq, OTHER)
    seals = forged.payload["data/seals.jsonl"]
    rewritten = bundle(keys.nbo, [change(1), remark(why="rewritten")])
    rewritten.payload["data/seals.jsonl"] = seals
    assert refusal(rewritten) == "not-sealed"


def test_only_headquarters_seal_outranks_an_owner_whose_own_seal_is_kept(
    keys: Keys, refusal: Refusal
) -> None:
    def kept(key: Signer) -> Callable[[str], list[bytes]]:
        return lambda _: forge.seals(key, chained([change(1, office="ACC", workspace=OTHER)])).splitlines()

    believed = {OTHER: "office:ACC"}
    taken = sealed(bundle(keys.nbo, [change(1), change(1, 2, workspace=OTHER)]), keys.nbo, OTHER)
    assert refusal(taken, owners=believed, seals_of=kept(keys.acc)) == "wrong-office"
    assert refusal(taken, owners=believed) == "taken"
    heard = sealed(bundle(keys.nbo, [change(1), remark()]), keys.hq, OTHER)
    assert (
        refusal(heard, owners=believed, seals_of=kept(keys.acc), office="NBO", principal="office:NBO")
        == "taken"
    )


def test_a_seal_by_a_key_that_nobody_trusts_counts_for_nothing(keys: Keys, refusal: Refusal) -> None:
    forged = sealed(bundle(keys.nbo, [change(1), remark()]), keys.stranger, OTHER)
    assert refusal(forged, owners=HQ) == "not-sealed"


def test_a_seal_over_something_else_is_none(keys: Keys, refusal: Refusal) -> None:
    forged = sealed(bundle(keys.nbo, [change(1)]), keys.nbo, WORKSPACE)
    forged.payload["data/seals.jsonl"] = forged.payload["data/seals.jsonl"].replace(b'"seq":1', b'"seq":2')
    assert refusal(forged) == "not-sealed"


@pytest.mark.parametrize(
    "edit",
    [
        lambda text: text + text,
        lambda text: text.replace(b'"home":false', b'"home":0'),
        lambda text: text.replace(b",", b", ", 1),
        lambda text: text.replace(WORKSPACE.encode(), OTHER.encode()),
        lambda text: b"{}\n",
        lambda text: b"[]\n",
        lambda text: b"\n",
        lambda text: text[:-1],
    ],
)
def test_seals_are_of_this_bundles_streams_each_once(
    keys: Keys, refusal: Refusal, edit: Callable[[bytes], bytes]
) -> None:
    forged = sealed(bundle(keys.nbo, [change(1)]), keys.nbo, WORKSPACE)
    forged.payload["data/seals.jsonl"] = edit(forged.payload["data/seals.jsonl"])
    assert refusal(forged) in ("bad-package", "not-sealed")


def test_a_workspace_belongs_to_the_office_it_was_first_merged_from(keys: Keys, refusal: Refusal) -> None:
    assert refusal(bundle(keys.nbo, [change(1)]), owners={WORKSPACE: "office:ACC"}) == "wrong-office"


def test_an_office_cant_send_streams_about_another(keys: Keys, refusal: Refusal) -> None:
    assert refusal(bundle(keys.nbo, [change(1, office="ACC")])) == "wrong-office"
    assert (
        refusal(bundle(keys.nbo, [change(1), change(1, 2, office="ITU", workspace=OTHER)])) == "wrong-office"
    )


def test_a_seal_outranks_what_was_believed_and_the_correction_is_told(keys: Keys, look: Look) -> None:
    believed = {OTHER: "office:NBO"}
    forged = sealed(bundle(keys.nbo, [change(1), remark()]), keys.hq, OTHER)
    checked = look(forged, owners=believed, office="NBO", principal="office:NBO").checked
    assert checked.vouched.owners[OTHER] == "hq:ITU"
    assert [c.code for c in checked.warnings] == ["author-corrected"]


def test_nobody_takes_over_headquarters_workspace_at_headquarters(keys: Keys, refusal: Refusal) -> None:
    forged = sealed(bundle(keys.nbo, [change(1), remark()]), keys.nbo, OTHER)
    assert refusal(forged, owners=HQ) == "wrong-office"


def test_nobody_takes_over_the_readers_own_workspace(keys: Keys, refusal: Refusal) -> None:
    forged = sealed(returned(keys.hq, [change(1, kind="remark", set={"text": "x"})]), keys.hq, WORKSPACE)
    own = {"owners": NBO, "workspace": WORKSPACE, "office": "NBO", "principal": "office:NBO"}
    assert refusal(forged, **own) == "wrong-office"


def test_a_return_brings_headquarters_words_and_the_offices_sealed_ones(
    keys: Keys, look: Look, refusal: Refusal
) -> None:
    changes = [change(1), remark(), change(1, 9, office="ITU", workspace=OTHER)]
    forged = sealed(returned(keys.hq, changes), keys.nbo, WORKSPACE)
    assert look(forged).checked.vouched.owners == {WORKSPACE: "office:NBO", OTHER: "hq:ITU"}
    assert refusal(returned(keys.hq, changes)) == "not-sealed"


def test_headquarters_cant_speak_for_an_office(keys: Keys, refusal: Refusal) -> None:
    forged = sealed(returned(keys.hq, [change(1)]), keys.hq, WORKSPACE)
    assert refusal(forged) == "not-permitted"


def test_headquarters_writes_receipts_and_remarks_about_an_office(keys: Keys, refusal: Refusal) -> None:
    receipt = change(
        1, kind="receipt", set={"submission": forge.record_id(3), "decision": "accepted"}, workspace=OTHER
    )
    assert refusal(returned(keys.hq, [receipt])) == "taken"
    assert refusal(returned(keys.hq, [remark()])) == "taken"


def test_a_lost_laptops_streams_are_taken_on_headquarters_word_when_asked(
    keys: Keys, refusal: Refusal, look: Look
) -> None:
    forged = sealed(returned(keys.hq, [change(1), remark()]), keys.stranger, WORKSPACE)
    own = {"office": "NBO", "principal": "office:NBO"}
    assert refusal(forged, **own) == "not-sealed"
    assert look(forged, recover=True, **own).checked.vouched.owners[WORKSPACE] == "office:NBO"
    assert refusal(forged, recover=True, office="ACC", principal="office:ACC") == "not-sealed"


def test_a_plan_is_headquarters_and_about_the_union(keys: Keys, refusal: Refusal) -> None:
    union = {"Gem-Kind": "plan", "Gem-Office": "ITU"}
    about_itself = change(1, office="ITU")
    assert refusal(bundle(keys.hq, [about_itself], info=union)) == "taken"
    assert refusal(bundle(keys.nbo, [about_itself], info=union)) == "wrong-office"
    assert refusal(bundle(keys.hq, [change(1)], info=union)) == "wrong-office"
    assert refusal(bundle(keys.hq, [change(1)], info={"Gem-Kind": "plan"})) == "wrong-office"


def test_headquarters_signs_no_offices_submission(keys: Keys, refusal: Refusal) -> None:
    assert refusal(bundle(keys.hq, [change(1)])) == "wrong-office"


def test_a_share_may_hold_home_records_for_its_own_office(keys: Keys, refusal: Refusal) -> None:
    shared = bundle(keys.nbo, [change(1), change(1, 2, home=True)], info={"Gem-Kind": "share"})
    assert refusal(shared, office="NBO", principal="office:NBO") == "taken"
    assert refusal(shared, office="ACC", principal="office:ACC") == "not-for-me"


def test_one_workspace_has_one_author_in_a_bundle(keys: Keys, refusal: Refusal) -> None:
    both = [
        change(1, kind="remark", set={"text": "x"}),
        change(1, 2, office="ITU", kind="remark", set={"text": "y"}),
    ]
    forged = returned(keys.hq, both)
    lines = forged.payload["data/changes.jsonl"].splitlines()
    about_nbo = [line for line in lines if b'"office":"NBO"' in line]
    forged.payload["data/seals.jsonl"] = forge.seals(keys.nbo, about_nbo)
    assert refusal(forged) == "wrong-office"


def test_a_seal_over_another_or_a_longer_history_is_refused(keys: Keys, refusal: Refusal) -> None:
    for sealed_lines in (chained([change(1, set={"name": "Another"})]), chained([change(1), change(2, 2)])):
        forged = bundle(keys.nbo, [change(1)])
        forged.payload["data/seals.jsonl"] = forge.seals(keys.nbo, sealed_lines)
        assert refusal(forged) == "not-sealed"
