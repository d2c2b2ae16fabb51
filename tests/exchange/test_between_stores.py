"""Bundles between stores: what goes round, what stays at home, and what a bad one leaves untouched."""

from __future__ import annotations

import itertools
import json
import tempfile
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from gemtui import exchange, store
from gemtui.exchange import ExchangeProblem, Merging, Order
from gemtui.store import File
from tests.exchange import forge
from tests.exchange.offices import Office, Offices


def filled(offices: Offices, code: str = "NBO") -> Office:
    office = offices.office(code)
    person = office.save("person", name="Ana Lima", gender="woman", grade="P3", contact="ext. 12")
    committee = office.save("committee", name="=SUM(A1)", size=5, rule="band")
    office.save("seat", committee=committee.id, role="chair", person=person.id)
    office.save("composition", committee=committee.id, as_of="2026-10-01", women=2, men=3)
    office.save("culture_survey", home=True, held_on="2026-05-01", question="Heard?")
    return office


def test_a_submission_gives_headquarters_the_same_digests(offices: Offices) -> None:
    nbo, hq = filled(offices), offices.office("ITU")
    hq.trusts(nbo)
    exported = nbo.export()
    verdict = hq.verify(exported)
    assert (verdict.ok, verdict.kind, verdict.office, verdict.period) == (True, "submission", "NBO", "2026")
    assert (
        (verdict.changes, verdict.records, verdict.new)
        == (exported.changes, exported.records, exported.changes)
        == (5, 5, 5)
    )
    assert hq.merge(exported)[0].merged == store.Merged(5, 5, 0)
    assert hq.digest() == nbo.digest()


def test_the_documents_have_the_shapes_of_the_contract(offices: Offices) -> None:
    nbo, hq = filled(offices), offices.office("ITU")
    exported = nbo.export()
    assert list(exported.document()) == ["bundle", "sha256", "changes", "records", "attachments"]
    assert exported.bundle is not None
    assert exported.document()["sha256"] == sha256(exported.bundle.read_bytes()).hexdigest()
    told = hq.verify(exported).document()
    names = [
        "bundle",
        "ok",
        "kind",
        "office",
        "period",
        "signer",
        "changes",
        "records",
        "new",
        "problems",
        "warnings",
    ]
    assert list(told) == names
    assert [list(problem) for problem in told["problems"]] == [["code", "message", "where"]]
    assert (told["kind"], told["office"], told["signer"]) == (None, None, None)
    hq.trusts(nbo)
    assert hq.verify(exported).document()["signer"] == {
        "principal": "office:NBO",
        "fingerprint": nbo.signer.public.fingerprint,
    }
    merging = Merging(hq.merge(exported))
    assert merging.document() == {
        "merged": [{"bundle": str(exported.bundle), "new_changes": 5, "new_records": 5, "conflicts": 0}],
        "refused": [],
    }
    json.dumps(told)


def test_names_stay_in_the_office_and_gender_travels(offices: Offices) -> None:
    nbo, hq = filled(offices), offices.office("ITU")
    hq.trusts(nbo)
    hq.merge(nbo.export())
    person = store.rows(hq.db, "person")[0]
    assert (person["name"], person["contact"], person["gender"], person["grade"]) == (
        None,
        None,
        "woman",
        "P3",
    )
    assert store.rows(hq.db, "culture_survey") == []
    hq.merge(nbo.export(with_names=True))
    person = store.rows(hq.db, "person")[0]
    assert (person["name"], person["contact"]) == ("Ana Lima", "ext. 12")
    assert hq.digest() == nbo.digest()


def test_nothing_that_stays_is_in_the_bundles_bytes(offices: Offices) -> None:
    nbo = filled(offices)
    exported = nbo.export()
    assert exported.bundle is not None
    content = b"".join(forge.unpacked(exported.bundle)[1].values())
    for secret in (b"Ana Lima", b"ext. 12", b"Heard?", b"PRIVATE KEY", str(nbo.folder).encode()):
        assert secret not in content
    assert b"woman" in content


def test_two_laptops_of_an_office_share_everything(offices: Offices) -> None:
    first, second = filled(offices), offices.office("NBO")
    second.trusts(first)
    first.trusts(second)
    second.merge(first.export("share"))
    assert store.rows(second.db, "person")[0]["name"] == "Ana Lima"
    assert len(store.rows(second.db, "culture_survey")) == 1
    committee = store.rows(second.db, "committee")[0]["id"]
    second.change("committee", committee, size=7)
    first.change("committee", committee, term_months=24)
    first.merge(second.export("share"))
    second.merge(first.export("share"))
    assert first.digest() == second.digest()
    assert store.conflicts(first.db) == []
    row = store.rows(first.db, "committee")[0]
    assert (row["size"], row["term_months"]) == (7, 24)


def test_a_share_is_for_the_offices_own_stores_only(offices: Offices) -> None:
    nbo, hq, acc = filled(offices), offices.office("ITU"), offices.office("ACC")
    shared = nbo.export("share")
    for other in (hq, acc):
        other.trusts(nbo)
        assert other.verify(shared).refused.code == "not-for-me"  # type: ignore[union-attr]


def test_a_whole_round_between_office_and_headquarters(offices: Offices) -> None:
    nbo, hq = filled(offices), offices.office("ITU")
    hq.trusts(nbo)
    nbo.trusts(hq)
    hq.merge(nbo.export())
    submission = store.rows(hq.db, "submission")[0]["id"]
    hq.save("receipt", office_="NBO", submission=submission, decision="accepted")
    hq.save("remark", office_="NBO", text="Who chairs it?", status="open")
    hq.save(
        "action_plan", title="Union plan", starts_on="2026-01-01", ends_on="2027-12-31", policy_version="2013"
    )
    outcome = nbo.merge(hq.export("return", office="NBO"))[0]
    assert outcome.merged is not None
    assert outcome.merged.new_records == 3
    assert [row["decision"] for row in store.rows(nbo.db, "receipt")] == ["accepted"]
    assert nbo.digest() == hq.digest()
    # The office answers, and passes headquarters' own words back under headquarters' seal.
    nbo.save("remark", text="Ms Mwangi", status="answered", reply_to=store.rows(nbo.db, "remark")[0]["id"])
    assert hq.merge(nbo.export())[0].merged is not None
    assert nbo.digest() == hq.digest()


def test_a_third_store_takes_passed_on_words_by_their_seals(offices: Offices) -> None:
    nbo, hq, laptop = filled(offices), offices.office("ITU"), offices.office("NBO")
    hq.trusts(nbo)
    nbo.trusts(hq)
    hq.merge(nbo.export())
    hq.save("remark", office_="NBO", text="Who chairs it?")
    nbo.merge(hq.export("return", office="NBO"))
    laptop.trusts(nbo)
    laptop.trusts(hq)
    assert laptop.merge(nbo.export("share"))[0].merged is not None
    proven = {entry.proven for entry in store.log_entries(laptop.db) if entry.change.kind == "remark"}
    assert proven == {"hq:ITU"}


def test_a_plan_brings_every_office_the_unions_records_and_keys(offices: Offices) -> None:
    nbo, acc, hq = offices.office("NBO"), offices.office("ACC"), offices.office("ITU")
    hq.trusts(nbo, acc)
    nbo.trusts(hq)
    hq.save(
        "action_plan", title="Union plan", starts_on="2026-01-01", ends_on="2027-12-31", policy_version="2013"
    )
    plan = hq.export("plan")
    assert nbo.merge(plan)[0].keys == ()
    assert [t.principal for t in exchange.trusted_keys(nbo.db)] == ["office:NBO", "hq:ITU"]
    outcome = nbo.merge(plan, accept_keys=True)[0]
    assert outcome.keys == (acc.signer.public.fingerprint,)
    assert sorted(t.principal for t in exchange.trusted_keys(nbo.db)) == [
        "hq:ITU",
        "office:ACC",
        "office:NBO",
    ]
    assert [row["title"] for row in store.rows(nbo.db, "action_plan")] == ["Union plan"]


def test_merging_again_changes_nothing_and_says_so(offices: Offices) -> None:
    nbo, hq = filled(offices), offices.office("ITU")
    hq.trusts(nbo)
    exported, again = nbo.export(), nbo.export()
    hq.merge(exported)
    before = hq.digest()
    for bundle in (exported, again):
        outcome = hq.merge(bundle)[0]
        assert outcome.merged == store.Merged(0, 0, 0)
        assert [c.code for c in outcome.verdict.warnings] == ["nothing-new"]
    assert hq.digest() == before


def test_a_replay_by_a_key_revoked_meanwhile_still_counts_as_when_it_came(offices: Offices) -> None:
    nbo, hq = filled(offices), offices.office("ITU")
    hq.trusts(nbo)
    exported = nbo.export()
    hq.merge(exported)
    day = hq.clock.now().date()
    hq.clock.advance(day.resolution * 3)
    exchange.revoke_key(hq.db, nbo.signer.public.fingerprint, hq.clock.now().date())
    assert hq.merge(exported)[0].merged is not None
    assert hq.verify(nbo.export()).refused.code == "revoked-key"  # type: ignore[union-attr]
    exchange.revoke_key(hq.db, nbo.signer.public.fingerprint, day)
    assert hq.merge(exported)[0].verdict.refused.code == "revoked-key"  # type: ignore[union-attr]


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_bundles_in_any_order_give_one_digest(tmp_path: Path, order: tuple[int, ...]) -> None:
    offices = Offices(tmp_path)
    senders = [filled(offices, code) for code in ("NBO", "ACC", "RO-ASP")]
    bundles = [sender.export() for sender in senders]
    straight, shuffled = offices.office("ITU"), offices.office("ITU")
    for hq in (straight, shuffled):
        hq.trusts(*senders)
    straight.merge(*bundles)
    shuffled.merge(*(bundles[at] for at in order), bundles[0])
    assert straight.digest() == shuffled.digest()
    offices.close()


def test_one_bad_bundle_among_many_stops_only_itself(offices: Offices) -> None:
    senders = [filled(offices, f"OF{number}") for number in range(5)]
    bundles = [sender.export() for sender in senders]
    hq, alone = offices.office("ITU"), offices.office("ITU")
    for one in (hq, alone):
        one.trusts(*senders)
    spoilt = bundles[2].bundle
    assert spoilt is not None
    content = bytearray(spoilt.read_bytes())
    content[len(content) // 3] ^= 0xFF
    spoilt.write_bytes(content)
    outcomes = hq.merge(*bundles)
    assert [outcome.merged is not None for outcome in outcomes] == [True, True, False, True, True]
    alone.merge(*(bundle for bundle in bundles if bundle.bundle != spoilt))
    assert hq.digest() == alone.digest()
    verdicts = [note.verdict for note in store.journal(hq.db)]
    assert verdicts.count("merged") == 4
    assert outcomes[2].verdict.refused is not None
    assert outcomes[2].verdict.refused.code in verdicts


def test_a_refused_bundle_leaves_digest_and_folder_as_they_were(
    offices: Offices, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nbo, hq = filled(offices), offices.office("ITU")
    hq.trusts(nbo)
    hq.merge(nbo.export())
    before, folder = hq.digest(), tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    exported = nbo.export()
    base, files = forge.unpacked(exported.bundle)  # type: ignore[arg-type]
    files["data/changes.jsonl"] = files["data/changes.jsonl"].replace(b'"size":5', b'"size":"5"')
    payload = {name: content for name, content in files.items() if name.startswith("data/")}
    del payload["data/datapackage.json"]
    info = {"Gem-Workspace": nbo.db.identity.workspace}
    path = forge.Forged(payload, nbo.signer, info).write(tmp_path / f"{base}.gem.zip")
    outcome = hq.merge(path)[0]
    assert outcome.verdict.refused is not None
    assert outcome.verdict.refused.code in ("forked-history", "broken-chain", "bad-value")
    assert hq.digest() == before
    assert list(folder.iterdir()) == []
    assert [note.verdict for note in store.journal(hq.db)][-1] == outcome.verdict.refused.code


def test_a_rewritten_history_is_refused_with_both_heads(offices: Offices) -> None:
    nbo, hq = filled(offices), offices.office("ITU")
    hq.trusts(nbo)
    hq.merge(nbo.export())
    lines = forge.chained([forge.change(1, workspace=nbo.db.identity.workspace)])
    path = forge.of_lines(nbo.signer, lines).write(nbo.folder / "x.gem.zip")
    refused = hq.merge(path)[0].verdict.refused
    assert refused is not None
    assert (refused.code, len(refused.facts["ours"]), len(refused.facts["theirs"])) == (
        "forked-history",
        64,
        64,
    )


def test_every_bundle_that_came_or_went_is_in_the_journal(offices: Offices) -> None:
    nbo, hq = filled(offices), offices.office("ITU")
    exported = nbo.export()
    hq.merge(exported)
    hq.trusts(nbo)
    hq.merge(exported)
    out = store.journal(nbo.db)[-1]
    assert (out.direction, out.verdict, out.digest, out.kind) == (
        "out",
        "exported",
        exported.sha256,
        "submission",
    )
    told = [(note.digest, note.fingerprint, note.verdict) for note in store.journal(hq.db)]
    fingerprint = nbo.signer.public.fingerprint
    assert told == [(exported.sha256, fingerprint, "unknown-key"), (exported.sha256, fingerprint, "merged")]


def test_evidence_travels_until_headquarters_has_answered(offices: Offices) -> None:
    nbo, hq = filled(offices), offices.office("ITU")
    hq.trusts(nbo)
    nbo.trusts(hq)
    committee = store.rows(nbo.db, "committee")[0]["id"]
    store.attach(nbo.db, "committee", committee, File("minutes.txt", b"minutes", "text/plain"))
    exported = nbo.export()
    assert len(exported.written.attachments) == 1
    assert hq.verify(nbo.export(files="none")).warnings[-1].code == "missing-attachment"
    hq.merge(exported)
    digest = sha256(b"minutes").hexdigest()
    assert store.attachment(hq.db, digest) == b"minutes"
    assert nbo.export().written.attachments == [digest]
    submission = store.rows(hq.db, "submission")[0]["id"]
    hq.save("receipt", office_="NBO", submission=submission, decision="received")
    nbo.merge(hq.export("return", office="NBO"))
    assert nbo.export().written.attachments == []
    assert nbo.export(files="all").written.attachments == [digest]


def test_a_new_laptop_takes_the_offices_streams_from_headquarters(offices: Offices) -> None:
    nbo, hq, new = filled(offices), offices.office("ITU"), offices.office("NBO")
    hq.trusts(nbo)
    hq.merge(nbo.export())
    exchange.revoke_key(hq.db, nbo.signer.public.fingerprint, hq.clock.now().date())
    new.trusts(hq)
    returned = hq.export("return", office="NBO")
    assert new.merge(returned)[0].verdict.refused.code == "not-sealed"  # type: ignore[union-attr]
    assert new.merge(returned, recover=True)[0].merged is not None
    assert new.digest() == hq.digest()
    new.save("meeting", held_on="2026-11-01", women=1, men=1)
    hq.trusts(new)
    assert hq.merge(new.export())[0].merged is not None


def test_recovery_is_only_for_a_store_without_streams_of_its_office(offices: Offices) -> None:
    nbo, hq, other = filled(offices), offices.office("ITU"), offices.office("NBO")
    hq.trusts(nbo)
    hq.merge(nbo.export())
    other.trusts(hq)
    other.save("meeting", held_on="2026-11-01", women=1, men=1)
    returned = hq.export("return", office="NBO")
    assert other.merge(returned, recover=True)[0].verdict.refused.code == "not-sealed"  # type: ignore[union-attr]


def test_a_submission_is_made_once_for_a_state(offices: Offices) -> None:
    nbo = filled(offices)
    first = exchange.submit(nbo.db, "2026", "a test")
    assert first.made
    assert not exchange.submit(nbo.db, "2026", "a test").made
    assert nbo.export().submission == first.id
    nbo.save("meeting", held_on="2026-11-01", women=1, men=1)
    assert nbo.export().submission != first.id
    assert len(store.rows(nbo.db, "submission")) == 2


def test_errors_stop_a_submission_unless_a_reason_is_given(offices: Offices) -> None:
    nbo = filled(offices)
    done = {
        "status": "done",
        "done_on": "2026-11-01",
        "delivery_on": "2026-11-01",
        "responsible": "Head",
        "accountable": "Head",
    }
    nbo.save("action", title="Training", **done)  # done, without evidence
    with pytest.raises(ExchangeProblem) as caught:
        exchange.submit(nbo.db, "2026")
    assert caught.value.code == "submission-refused"
    assert {finding.level for finding in caught.value.facts["findings"]} == {"error"}
    assert store.rows(nbo.db, "submission") == []
    exchange.submit(nbo.db, "2026", "the sponsor signs on Friday")
    assert store.rows(nbo.db, "submission")[0]["despite"] == "the sponsor signs on Friday"


def test_a_final_report_waits_for_the_word_of_a_senior_role(offices: Offices) -> None:
    nbo = filled(offices)
    with pytest.raises(ExchangeProblem) as caught:
        exchange.submit(nbo.db, "2026", "a test", final=True)
    assert caught.value.code == "submission-refused"
    found = caught.value.facts["findings"]
    assert [(f.code, f.level, f.clause, f.field) for f in found] == [
        ("no-sign-off", "error", "RESP-2", "approved_by")
    ]
    assert store.rows(nbo.db, "submission") == []
    exchange.submit(nbo.db, "2026", "a test")
    with pytest.raises(ExchangeProblem):
        nbo.export(final=True)
    signed = exchange.submit(nbo.db, "2026", signed_off_by="Regional Director", final=True)
    assert not signed.made
    row = store.find(nbo.db, "submission", signed.id)
    assert (row["approved_by"], row["approved_on"]) == ("Regional Director", row["made_on"])
    assert nbo.export(final=True).submission == signed.id


def test_headquarters_does_not_submit_and_an_empty_office_has_nothing_to(offices: Offices) -> None:
    for code, expected in (("ITU", "not-an-office"), ("NBO", "nothing-to-submit")):
        with pytest.raises(ExchangeProblem) as caught:
            exchange.submit(offices.office(code).db, "2026")
        assert caught.value.code == expected


def test_a_rehearsal_writes_nothing_and_needs_no_key(offices: Offices) -> None:
    nbo = filled(offices)
    before = nbo.digest(), sorted(nbo.folder.iterdir()), store.journal(nbo.db)
    rehearsed = exchange.rehearse(nbo.db, Order())
    assert (rehearsed.bundle, rehearsed.changes, rehearsed.records) == (None, 4, 4)
    assert rehearsed.bytes > 1000
    assert (nbo.digest(), sorted(nbo.folder.iterdir()), store.journal(nbo.db)) == before


@pytest.mark.parametrize(
    ("code", "order"),
    [
        ("NBO", Order("return", office="ACC")),
        ("NBO", Order("plan")),
        ("NBO", Order("letter")),
        ("NBO", Order(period="26")),
        ("NBO", Order(files="some")),
        ("NBO", Order("submission", office="ACC")),
        ("ITU", Order("submission")),
        ("ITU", Order("return")),
        ("ITU", Order("return", office="ITU")),
    ],
)
def test_an_order_that_makes_no_sense_is_told_so(offices: Offices, code: str, order: Order) -> None:
    office = offices.office(code)
    with pytest.raises(ExchangeProblem) as caught:
        exchange.export(office.db, order, office.folder, office.signer)
    assert caught.value.code == "bad-order"


@pytest.mark.parametrize(
    "given", [{"kind": "gem_group", "set": {"name": "A group"}}, {"home": True}, {"kind": "horse"}]
)
def test_verify_refuses_as_merge_does_what_is_held_as_another_sort_of_record(
    offices: Offices, tmp_path: Path, given: dict[str, Any]
) -> None:
    nbo, laptop = offices.office("NBO"), offices.office("NBO")
    nbo.trusts(laptop)
    held = nbo.save("committee", name="Council", type="internal").id
    lines = forge.chained([forge.change(1, 2), forge.change(1, held, workspace=forge.OTHER, **given)])
    share = forge.of_lines(laptop.signer, lines, info={"Gem-Kind": "share"}).write(tmp_path / "a.gem.zip")
    verdict = nbo.verify(share)
    (outcome,) = nbo.merge(share)
    for said in (verdict.refused, outcome.verdict.refused):
        assert said is not None
        assert said.code == "bad-change"


def test_a_path_that_leads_nowhere_stops_a_merge_before_it_begins(offices: Offices) -> None:
    nbo, hq = filled(offices), offices.office("ITU")
    hq.trusts(nbo)
    bundle = nbo.export().bundle
    assert bundle is not None
    with pytest.raises(ExchangeProblem) as caught:
        hq.merge(bundle, bundle.with_name("gone.gem.zip"))
    assert caught.value.code == "cannot-read"
    assert store.journal(hq.db) == []


def test_a_rehearsal_says_what_headquarters_will_see(offices: Offices) -> None:
    nbo = filled(offices)
    expected = exchange.submission.findings(nbo.db, "2026")
    rehearsed = exchange.rehearse(nbo.db, Order(period="2026"))
    assert [found.code for found in rehearsed.findings] == [found.code for found in expected]
    assert {found.level for found in rehearsed.findings} >= {"gap"}
    assert exchange.rehearse(nbo.db, Order("share")).findings == ()
