"""Records by command: added, listed, shown, changed, deleted, taken back; the shapes of spec/cli.md."""

from __future__ import annotations

import csv
import io

from gemtui.rules import CATALOGUE
from tests.cli.gem import Gem

ENTRY = {"workspace", "office", "seq", "at", "author", "proven", "kind", "record", "set", "why", "hash"}


def test_an_added_record_is_listed_with_every_field(gem: Gem) -> None:
    identifier = gem.add("committee", "name=Contracts", "size=5", "rule=band")
    (found,) = gem.json("list", "committee")
    assert (found["id"], found["office"], found["name"], found["size"]) == (identifier, "NBO", "Contracts", 5)
    assert (found["revision"], found["changed_by"], found["term_months"]) == (1, "focal point", None)


def test_add_prints_the_bare_id_for_scripts(gem: Gem) -> None:
    answer = gem("add", "committee", "name=Contracts")
    assert (answer.code, answer.err) == (0, "")
    assert gem.json("list", "committee")[0]["id"] == answer.out.strip()


def test_values_are_read_as_people_type_them(gem: Gem) -> None:
    identifier = gem.add(
        "action_plan",
        "title=Plan",
        "starts_on=1.1.2026",
        "ends_on=end of year",
        "policy_version=2013",
        "next_review_on=+6m",
    )
    record = gem.json("show", "action_plan", identifier)["record"]
    assert (record["starts_on"], record["ends_on"], record["next_review_on"]) == (
        "2026-01-01",
        "2026-12-31",
        "2027-05-23",
    )


def test_show_gives_the_record_and_its_changes(gem: Gem) -> None:
    identifier = gem.add("committee", "name=Contracts", "size=5")
    gem.json("set", "committee", identifier, "size=7")
    found = gem.json("show", "committee", identifier, "--history")
    assert found["record"]["size"] == 7
    assert [entry["set"] for entry in found["history"]] == [{"size": 7}, {"name": "Contracts", "size": 5}]
    assert all(set(entry) == ENTRY for entry in found["history"])
    assert {entry["proven"] for entry in found["history"]} == {"office:NBO"}


def test_set_says_the_revision_and_clears_a_field_without_value(gem: Gem) -> None:
    identifier = gem.add("committee", "name=Contracts", "size=5", "mandate=Buying")
    assert gem.json("set", "committee", identifier, "mandate=") == {"id": identifier, "revision": 2}
    assert gem.json("show", "committee", identifier)["record"]["mandate"] is None


def test_a_set_that_changes_nothing_makes_no_revision(gem: Gem) -> None:
    identifier = gem.add("committee", "name=Contracts")
    assert gem.json("set", "committee", identifier, "name=Contracts")["revision"] == 1


def test_where_filters_by_typed_values(gem: Gem) -> None:
    gem.add("committee", "name=A", "size=5")
    wanted = gem.add("committee", "name=B", "size=7", "alternates_apart=yes")
    assert [row["id"] for row in gem.json("list", "committee", "--where", "size=7")] == [wanted]
    assert [row["id"] for row in gem.json("list", "committee", "--where", "alternates_apart=true")] == [
        wanted
    ]
    assert [row["name"] for row in gem.json("list", "committee", "--where", "alternates_apart=")] == ["A"]
    assert gem.json("list", "committee", "--where", "size=5", "--where", "name=B") == []


def test_a_list_as_csv_has_the_columns_of_a_bundle(gem: Gem) -> None:
    gem.add("committee", "name==1+1", "mandate=two\nlines")
    rows = list(csv.reader(io.StringIO(gem("list", "committee", "--csv").out)))
    assert rows[0][:3] == ["id", "office", "name"]
    assert rows[0][-3:] == ["revision", "changed_at", "changed_by"]
    assert rows[1][2] == "'=1+1"
    assert rows[1][rows[0].index("mandate")] == "two\nlines"


def test_deleting_takes_children_along_only_when_told_to(gem: Gem) -> None:
    parent = gem.add("committee", "name=Contracts")
    child = gem.add("seat", f"committee={parent}", "role=chair", "gender=woman")
    refused = gem("delete", "committee", parent, "--json")
    assert (refused.code, refused.codes) == (1, ["has-children"])
    assert refused.json["problems"][0]["children"] == [{"kind": "seat", "id": child}]
    assert gem.json("delete", "committee", parent, "--with-children") == {
        "id": parent, "revision": 2, "children": [{"kind": "seat", "id": child}],
    }  # fmt: skip
    assert gem.json("list", "seat") == gem.json("list", "committee") == []


def test_a_deletion_with_children_is_one_step_of_undo(gem: Gem) -> None:
    parent = gem.add("committee", "name=Contracts")
    gem.add("seat", f"committee={parent}", "role=chair", "gender=woman")
    gem.json("delete", "committee", parent, "--with-children")
    undone = gem.json("undo")
    assert {record["kind"] for record in undone["records"]} == {"committee", "seat"}
    assert len(gem.json("list", "committee")) == len(gem.json("list", "seat")) == 1
    gem.json("redo")
    assert gem.json("list", "committee") == []


def test_a_deleted_record_is_restored(gem: Gem) -> None:
    identifier = gem.add("committee", "name=Contracts")
    gem.json("delete", "committee", identifier)
    assert gem("set", "committee", identifier, "name=X", "--json").codes == ["deleted-record"]
    assert [row["deleted"] for row in gem.json("list", "committee", "--deleted")] == [True]
    assert gem.json("restore-record", "committee", identifier) == {"id": identifier, "revision": 3}
    assert len(gem.json("list", "committee")) == 1


def test_undo_works_across_restarts_and_names_what_it_took_back(gem: Gem) -> None:
    identifier = gem.add("committee", "name=Contracts", "size=5")
    gem.json("set", "committee", identifier, "size=7")
    undone = gem.json("undo")
    assert (undone["id"], undone["revision"], undone["exported"]) == (identifier, 3, False)
    assert gem.json("show", "committee", identifier)["record"]["size"] == 5
    gem.json("undo")
    assert gem.json("list", "committee") == []
    assert gem("undo", "--json").codes == ["nothing-to-undo"]
    gem.json("redo")
    gem.json("redo")
    assert gem.json("show", "committee", identifier)["record"]["size"] == 7
    assert gem("redo", "--json").codes == ["nothing-to-redo"]


def test_a_home_record_stays_out_of_the_digest(gem: Gem) -> None:
    before = gem.json("digest")
    gem.json("add", "committee", "name=At home", "--home")
    assert gem.json("list", "committee")[0]["home"] is True
    assert gem.json("digest") == before


def test_a_record_of_another_office_is_named_with_its_code(gem: Gem) -> None:
    identifier = gem.add("committee", "name=Contracts")
    assert gem.json("show", "committee", f"NBO/{identifier}")["record"]["id"] == identifier
    assert gem("show", "committee", f"ACC/{identifier}").code == 2


def test_lists_for_people_name_what_references_lead_to(gem: Gem) -> None:
    unit = gem.add("office_unit", "code=NBO", "name=Area Office")
    gem.add("committee", "name=Contracts", f"unit={unit}", "type=")
    shown = gem("show", "committee", gem.json("list", "committee")[0]["id"]).out
    assert "Area Office" in shown
    assert unit not in shown


def test_the_trail_is_filtered_by_record_day_and_author(gem: Gem) -> None:
    first = gem.add("committee", "name=A")
    gem.on("2026-12-01").add("committee", "name=B")
    assert [entry["set"]["name"] for entry in gem.json("log")] == ["B", "A"]
    assert [entry["record"] for entry in gem.json("log", "--record", first)] == [first]
    assert [entry["set"]["name"] for entry in gem.json("log", "--since", "2026-11-30")] == ["B"]
    assert gem.json("log", "--author", "nobody") == []
    assert set(gem.json("log")[0]) == ENTRY


def test_a_file_is_attached_as_evidence(gem: Gem, tmp_path) -> None:
    import hashlib

    identifier = gem.add("committee", "name=Contracts")
    memo = tmp_path / "memo.txt"
    memo.write_text("Decided on 12 May", encoding="utf-8")
    saved = gem.json("attach", "committee", identifier, memo, "--title", "Memo")
    assert saved["sha256"] == hashlib.sha256(memo.read_bytes()).hexdigest()
    evidence = gem.json("show", "evidence", saved["id"])["record"]
    assert (evidence["subject"], evidence["subject_kind"], evidence["title"], evidence["media_type"]) == (
        identifier, "committee", "Memo", "text/plain",
    )  # fmt: skip


def test_personal_values_are_shown_at_home_and_commitments_never(gem: Gem) -> None:
    identifier = gem.add("person", "name=A. Person", "gender=woman", "active=yes")
    found = gem.json("show", "person", identifier)
    assert (found["record"]["name"], found["record"]["gender"]) == ("A. Person", "woman")
    assert not any(name.endswith("_sha256") for name in found["record"])
    assert set(found["history"][0]["set"]["name"]) == {"sha256"}


def test_schema_says_all_that_forms_and_files_know(bare: Gem) -> None:
    kinds = bare.json("schema")["kinds"]
    assert set(kinds["committee"]) == {"label", "written_by", "fields"}
    rule = kinds["committee"]["fields"]["rule"]
    assert (rule["type"], rule["required"], rule["choices"]) == (
        "string",
        False,
        ["band", "both_present", "report_only"],
    )
    wanted = {"type", "required", "choices", "label", "help", "clauses", "group", "personal", "states"}
    assert all(wanted <= set(field) for kind in kinds.values() for field in kind["fields"].values())
    assert kinds["person"]["fields"]["gender"]["personal"] == "travels"
    assert kinds["action"]["fields"]["budget"]["group"] == kinds["action"]["fields"]["currency"]["group"]
    assert "P-5" in kinds["staffing_snapshot"]["fields"]["grade"]["choices"]


def test_every_check_is_listed_with_its_code_level_clause_and_sentence(bare: Gem) -> None:
    found = bare.json("check", "--list")
    assert {one["code"]: (one["level"], one["clause"]) for one in found} == {
        code: tuple(rule) for code, rule in CATALOGUE.items()
    }
    assert not [one["message"] for one in found if "{" in one["message"] or one["message"] == one["code"]]
    assert "no-remedial-plan" in bare("check", "--list").out
