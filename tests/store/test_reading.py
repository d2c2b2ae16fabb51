"""What lists, searches and references ask of a store."""

from __future__ import annotations

import datetime as dt

import pytest

from gemtui import store
from gemtui.store import Store, StoreProblem, View
from tests.store.conftest import Make
from tests.store.places import add, change, send, shown

TODAY = dt.date(2026, 11, 23)


def titles(db: Store, view: View, kind: str = "action", name: str = "title") -> list[object]:
    return [row[name] for row in store.block(db, kind, store.rowids(db, kind, view))]


@pytest.fixture
def shelf(db: Store) -> Store:
    """Four actions of different days, states and amounts."""
    rows = [
        ("Zebra crossing", "2026-10-01", "in_progress", "9.50", "OA-A1"),
        ("apple tree", "2026-12-01", "planned", "100", "OA-A2"),
        ("Mañana is soon enough", "2026-09-01", "cancelled", "20", "OA-B1"),
        ("Brief the panel", "2026-11-22", None, None, None),
    ]
    for title, day, status, budget, clause in rows:
        clauses = [clause] if clause else None
        currency = "CHF" if budget else None
        reason = "no money" if status == "cancelled" else None
        add(db, values={"title": title, "delivery_on": day, "status": status, "budget": budget, "currency": currency, "clauses": clauses, "reason": reason})  # fmt: skip
    return db


class TestLists:
    def test_sorted_by_a_field_to_and_fro_without_regard_to_case(self, shelf: Store) -> None:
        ascending = ["apple tree", "Brief the panel", "Mañana is soon enough", "Zebra crossing"]
        assert titles(shelf, View(("title",))) == ascending
        assert titles(shelf, View(("title",), reverse=True)) == ascending[::-1]

    def test_days_and_amounts_sort_by_what_they_mean(self, shelf: Store) -> None:
        assert titles(shelf, View(("delivery_on",)), name="delivery_on") == [
            "2026-09-01", "2026-10-01", "2026-11-22", "2026-12-01",
        ]  # fmt: skip
        assert titles(shelf, View(("budget",)), name="budget") == [None, "9.50", "20", "100"]

    def test_equal_rows_keep_one_order(self, db: Store) -> None:
        for _ in range(5):
            add(db)
        one = list(store.rowids(db, "action", View(("title",))))
        assert one == list(store.rowids(db, "action", View(("title",))))
        assert len(set(one)) == 5

    @pytest.mark.parametrize(
        ("words", "expected"),
        [
            ("panel", ["Brief the panel"]),
            ("pan", ["Brief the panel"]),
            ("brief panel", ["Brief the panel"]),
            ("manana", ["Mañana is soon enough"]),
            ("brfpnl", ["Brief the panel"]),
            ("pnl late", ["Brief the panel"]),
            ("!pnl", ["apple tree", "Brief the panel", "Mañana is soon enough", "Zebra crossing"]),
            ("nlp", []),
            ("!panel", ["apple tree", "Mañana is soon enough", "Zebra crossing"]),
            ("status:in_progress", ["Zebra crossing"]),
            ("!status:in_progress", ["apple tree", "Brief the panel", "Mañana is soon enough"]),
            ("delivery_on:2026-1", ["apple tree", "Brief the panel", "Zebra crossing"]),
            ("office:NBO panel", ["Brief the panel"]),
            ("late", ["Brief the panel", "Zebra crossing"]),
            ("!late", ["apple tree", "Mañana is soon enough"]),
            ("status:%", []),
            ("nothing-like-it", []),
            ("--- !! ::", ["apple tree", "Brief the panel", "Mañana is soon enough", "Zebra crossing"]),
            ('"; DROP TABLE action; --', []),
            ("colour:red", []),
        ],
    )
    def test_the_filter_as_typed(self, shelf: Store, words: str, expected: list[str]) -> None:
        assert titles(shelf, View(("title",), words=words, today=TODAY)) == expected

    def test_a_filter_by_value(self, shelf: Store) -> None:
        assert titles(shelf, View(("title",), where={"status": "planned"})) == ["apple tree"]
        assert titles(shelf, View(("title",), where={"status": None})) == ["Brief the panel"]

    @pytest.mark.parametrize("name", ["colour", 'title" OR 1=1 --', ""])
    def test_a_filter_by_an_unknown_field_is_refused(self, shelf: Store, name: str) -> None:
        with pytest.raises(StoreProblem) as caught:
            store.rowids(shelf, "action", View(where={name: "x"}))
        assert caught.value.code == "unknown-field"

    def test_an_unknown_sort_falls_back_to_the_title(self, shelf: Store) -> None:
        assert titles(shelf, View(("colour",)))[0] in ("apple tree", "Brief the panel", "Zebra crossing")

    def test_a_block_comes_in_the_order_asked_for(self, shelf: Store) -> None:
        ids = list(store.rowids(shelf, "action", View(("title",))))
        mixed = [ids[2], ids[0], 999_999, ids[3]]
        found = store.block(shelf, "action", mixed)
        assert [row["entry"] for row in found] == [ids[2], ids[0], ids[3]]

    def test_rowids_survive_saves_and_closing(self, shelf: Store) -> None:
        before = {row["id"]: row["entry"] for row in store.rows(shelf, "action")}
        row = store.rows(shelf, "action")[0]
        store.save(shelf, store.Edit("action", {"title": "Renamed"}, id=row["id"]))
        assert {row["id"]: row["entry"] for row in store.rows(shelf, "action")} == before

    def test_a_merge_leaves_other_rowids_alone(self, pair: tuple[Store, Store]) -> None:
        here, there = pair
        saved = add(here)
        entry = shown(here, saved)["entry"]
        add(there)
        send(there, here)
        change(there, add(there), {"title": "B"})
        send(there, here)
        assert shown(here, saved)["entry"] == entry
        entries = [row["entry"] for row in store.rows(here, "action")]
        assert len(set(entries)) == len(entries) == 3


class TestSearch:
    @pytest.mark.parametrize(
        ("typed", "found"),
        [
            ("m", True),
            ("ma", True),
            ("manana", True),
            ("MAÑANA", True),
            ("man\u0303ana", True),
            ("enough mañ", True),
            ("mañ enough", False),
            ("soon enough zebra", False),
            ("", False),
            ("   ", False),
            ("*", False),
            ('"', False),
            ("AND", False),
            ("soon NOT enough", False),
            ("NEAR(soon enough)", False),
            ("text:soon", False),
            ("\udcff", False),
        ],
    )
    def test_as_you_type(self, shelf: Store, typed: str, found: bool) -> None:
        titles = [hit.title for hit in store.search(shelf, typed)]
        assert any("Mañana" in title for title in titles) is found

    @pytest.mark.parametrize(
        ("text", "typed"),
        [
            ("e\u0301cole primaire", "école"),
            ("école primaire", "e\u0301c"),
            ("Женщины в связи", "женщины"),
            ("ελληνικά", "ελλ"),
            ("हिन्दी शिक्षा", "हिन्दी"),
            ("تدريب النساء", "النساء"),
            ("中文 培训", "培"),
            ("under_score", "under_sc"),
            ("O'Brien-Smith", "brien smi"),
        ],
    )
    def test_in_many_scripts(self, db: Store, text: str, typed: str) -> None:
        saved = add(db, values={"title": text})
        assert [hit.id for hit in store.search(db, typed)] == [saved.id]
        assert len(store.rowids(db, "action", View(words=typed))) == 1

    def test_an_edit_is_found_by_its_new_words_only(self, db: Store) -> None:
        saved = add(db)
        change(db, saved, {"title": "Something else"})
        assert store.search(db, "panels") == []
        assert [hit.id for hit in store.search(db, "something")] == [saved.id]

    def test_all_text_is_searched_lists_too(self, db: Store) -> None:
        saved = add(db, values={"obstacle": "no quorum", "clauses": ["OA-A1b"]})
        assert (
            [h.id for h in store.search(db, "quorum")]
            == [h.id for h in store.search(db, "A1b")]
            == [saved.id]
        )

    def test_what_a_merge_brought_is_found_at_once(self, pair: tuple[Store, Store]) -> None:
        here, there = pair
        saved = add(here)
        send(here, there)
        assert [hit.id for hit in store.search(there, "brief")] == [saved.id]
        change(here, saved, {"title": "Renamed"})
        store.delete(here, "action", add(here).id)
        send(here, there)
        assert [hit.id for hit in store.search(there, "renam")] == [saved.id]
        assert store.search(there, "brief") == []

    def test_the_filter_of_a_list_finds_what_a_merge_brought(self, pair: tuple[Store, Store]) -> None:
        here, there = pair
        add(here)
        send(here, there)
        assert len(store.rowids(there, "action", View(words="brief"))) == 1

    def test_an_interrupted_indexing_goes_on(self, pair: tuple[Store, Store]) -> None:
        here, there = pair
        for _ in range(3):
            add(here)
        send(here, there)
        there.close()
        with store.open_store(there.path, there.around).reading() as connection:
            assert connection.execute("SELECT count(*) FROM unsearched").fetchone() == (3,)
        assert store.index_new(there) == 3
        assert store.index_new(there) == 0

    def test_searching_in_the_middle_of_a_reading_writes_nothing(self, pair: tuple[Store, Store]) -> None:
        here, there = pair
        add(here)
        send(here, there)
        with there.reading():
            assert store.search(there, "brief") == []
        assert len(store.search(there, "brief")) == 1

    def test_hits_are_limited_and_named(self, db: Store) -> None:
        for number in range(12):
            add(db, values={"number": f"A-{number:02}"})
        hits = store.search(db, "bias", limit=5)
        assert len(hits) == 5
        assert all(hit.title.startswith("A-") and hit.title.endswith("on bias") for hit in hits)

    def test_a_hit_carries_its_record(self, db: Store) -> None:
        saved = add(db, values={"number": "A-07"})
        assert [hit.row["number"] for hit in store.search(db, "bias")] == ["A-07"]
        assert [hit.row["id"] for hit in store.search(db, "bias")] == [saved.id]

    def test_a_limited_view_gives_the_first_of_the_same_order(self, db: Store) -> None:
        for number in range(12):
            add(db, values={"number": f"A-{number:02}"})
        every = store.rowids(db, "action", View(sort=("number",), reverse=True))
        assert store.rowids(db, "action", View(sort=("number",), reverse=True, limit=5)) == every[:5]

    def test_everything_can_be_indexed_anew(self, shelf: Store) -> None:
        store.rebuild(shelf)
        assert len(store.search(shelf, "panel")) == 1
        assert store.examine(shelf).ok


class TestReferences:
    def test_a_bare_id_is_looked_up_in_the_own_office_then_in_the_union(self, make: Make) -> None:
        field, union = make(), make("ITU", "hq")
        ours, theirs = add(field, "action_plan"), add(union, "action_plan", {"title": "Union plan"})
        send(union, field)
        found = store.resolve_reference(field, "NBO", ("action_plan",), ours.id)
        assert found
        assert (found["title"], found["kind"]) == ("Office plan", "action_plan")
        found = store.resolve_reference(field, "NBO", ("action_plan",), theirs.id)
        assert found
        assert found["title"] == "Union plan"

    def test_the_own_office_comes_first(self, make: Make) -> None:
        field, union = make(), make("ITU", "hq")
        ours = add(field, "action_plan")
        add(union, "action_plan", {"title": "Union plan"}, new_id=ours.id)
        send(union, field)
        assert store.resolve_reference(field, "NBO", ("action_plan",), ours.id)["title"] == "Office plan"
        assert (
            store.resolve_reference(field, "NBO", ("action_plan",), f"ITU/{ours.id}")["title"] == "Union plan"
        )
        with pytest.raises(StoreProblem) as caught:
            store.find(field, "action_plan", ours.id)
        assert caught.value.code == "ambiguous-record"
        assert store.find(field, "action_plan", f"NBO/{ours.id}")["title"] == "Office plan"

    def test_a_deleted_or_missing_record_is_no_target(self, db: Store) -> None:
        plan = add(db, "action_plan")
        store.delete(db, "action_plan", plan.id)
        assert store.resolve_reference(db, "NBO", ("action_plan",), plan.id) is None
        assert store.resolve_reference(db, "NBO", ("action_plan",), db.around.ids.uuid7()) is None

    def test_a_reference_to_what_has_not_arrived_is_saved(self, db: Store) -> None:
        add(db, values={"action_plan": db.around.ids.uuid7()})

    @pytest.mark.parametrize("reference", ["", "x", "NBO/", "/", "\udcff", "'; DROP TABLE action"])
    def test_nonsense_is_no_record(self, db: Store, reference: str) -> None:
        with pytest.raises(StoreProblem) as caught:
            store.find(db, "action", reference)
        assert caught.value.code in ("unknown-record", "bad-text")
        assert store.row(db, "action", reference) is None

    def test_an_unknown_kind_is_named(self, db: Store) -> None:
        for call in (store.rows, store.rowids, store.kind_of):
            with pytest.raises(StoreProblem) as caught:
                call(db, "gadget")
            assert caught.value.code == "unknown-kind"


class TestHistory:
    def test_the_newest_comes_first_with_its_proven_author(self, db: Store) -> None:
        saved = add(db)
        change(db, saved, {"title": "B"})
        entries = store.history(db, "NBO", saved.id)
        assert [entry.change.seq for entry in entries] == [2, 1]
        assert {entry.proven for entry in entries} == {"office:NBO"}
        lines = [line for s in store.streams(db) for line in store.stream_lines(db, s)]
        assert [entry.hash for entry in entries] == [store.hash_at(db, (db.identity.workspace, "NBO", False), n) for n in (2, 1)]  # fmt: skip
        assert len(lines) == 2

    def test_the_whole_trail_by_time_and_author(self, db: Store) -> None:
        add(db)
        db.around.clock.set(dt.datetime(2026, 12, 1, tzinfo=dt.UTC))  # type: ignore[attr-defined]
        add(db)
        assert len(store.log_entries(db)) == 2
        assert len(store.log_entries(db, since="2026-12-01")) == 1
        assert len(store.log_entries(db, author="alternate")) == 0

    def test_one_record_s_part_of_the_trail_by_id_and_by_office(self, db: Store) -> None:
        first, second = add(db), add(db)
        for reference in (first.id, f"NBO/{first.id}"):
            assert [e.change.record for e in store.log_entries(db, record=reference)] == [first.id]
        assert store.log_entries(db, record=second.id, author="alternate") == []
        for nowhere in ("nonsense", f"RO-ASP/{first.id}"):
            with pytest.raises(StoreProblem) as caught:
                store.log_entries(db, record=nowhere)
            assert caught.value.code == "never-recorded"


def test_figures_of_one_reading_agree(db: Store) -> None:
    add(db)
    with db.reading():
        before = store.counts(db)["action"]
        other = store.open_store(db.path, db.around)
        add(other)
        other.close()
        assert store.counts(db)["action"] == before == len(store.facts(db)["action"])
    assert store.counts(db)["action"] == before + 1


def test_combinations_are_counted(shelf: Store) -> None:
    add(shelf, values={"status": "planned"})
    counted = {row["status"]: count for row, count in store.tally(shelf, "action", ["status"])}
    assert counted == {None: 1, "cancelled": 1, "in_progress": 1, "planned": 2}


def test_every_kind_reads_back_what_was_saved(make: Make) -> None:
    field, union = make(), make("ITU", "hq")
    for name, kind in field.kinds.items():
        db = union if kind.about.written_by == "headquarters" else field
        assert store.rows(db, name) == []
        assert list(store.rowids(db, name)) == []
        assert store.children(db, name, "NBO", "x") == []
