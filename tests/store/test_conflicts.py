"""What two people said of one field, and how a person settles it (spec/merge.md, *What the tables say*)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from gemtui import store
from gemtui.store import Choice, Edit, OpenConflict, Refused, Stale, Store, StoreProblem
from tests.store.conftest import Make
from tests.store.places import ACTION, COUNTS, TRAINING, add, change, changes, exchange, send, shown


def apart(
    pair: tuple[Store, Store], kind: str, ours: dict[str, object], theirs: dict[str, object]
) -> store.Saved:
    """A record that both stores knew, and changed without knowing of each other; the second one a minute later."""
    here, there = pair
    saved = add(here, kind)
    exchange(here, there)
    change(here, saved, ours)
    there.around.clock.advance(timedelta(minutes=1))  # type: ignore[attr-defined]
    change(there, saved, theirs)
    exchange(here, there)
    return saved


def only(db: Store) -> OpenConflict:
    (conflict,) = store.conflicts(db)
    return conflict


def test_both_sides_are_listed_and_the_later_one_is_shown(pair: tuple[Store, Store]) -> None:
    here, there = pair
    saved = apart(pair, "action", {"title": "Here"}, {"title": "There"})
    conflict = only(here)
    assert (conflict.kind, conflict.office, conflict.id, conflict.field) == (
        "action",
        "NBO",
        saved.id,
        "title",
    )
    assert [(h["value"], h["workspace"], h["author"]) for h in conflict.heads] == [
        ("There", there.identity.workspace, "focal point"),
        ("Here", here.identity.workspace, "focal point"),
    ]
    assert only(there) == conflict
    assert shown(here, saved)["title"] == shown(there, saved)["title"] == "There"


def test_the_same_said_twice_is_no_conflict(pair: tuple[Store, Store]) -> None:
    saved = apart(pair, "action", {"title": "Same"}, {"title": "Same"})
    assert store.conflicts(pair[0]) == []
    assert shown(pair[0], saved)["revision"] == 3


def test_different_fields_are_no_conflict(pair: tuple[Store, Store]) -> None:
    saved = apart(pair, "action", {"title": "Here"}, {"output": "There"})
    assert store.conflicts(pair[0]) == store.conflicts(pair[1]) == []
    assert (shown(pair[0], saved)["title"], shown(pair[0], saved)["output"]) == ("Here", "There")


@pytest.mark.parametrize("side", [0, 1])
def test_a_side_is_taken(pair: tuple[Store, Store], side: int) -> None:
    here, _ = pair
    saved = apart(pair, "action", {"title": "Here"}, {"title": "There"})
    store.resolve(here, "action", saved.id, "title", Choice(take=pair[side].identity.workspace))
    assert shown(here, saved)["title"] == ("Here", "There")[side]
    exchange(*pair)
    assert store.conflicts(here) == store.conflicts(pair[1]) == []
    assert store.digest(here) == store.digest(pair[1])


def test_settling_writes_a_change_also_when_the_shown_value_stays(pair: tuple[Store, Store]) -> None:
    here, there = pair
    saved = apart(pair, "action", {"title": "Here"}, {"title": "There"})
    settled = store.resolve(here, "action", saved.id, "title", Choice(value="There"))
    assert settled.revision == 4
    last = changes(here, saved)[-1]
    assert (dict(last.set), last.why) == ({"title": "There"}, "conflict resolved")
    assert last.seen == {here.identity.workspace: 2, there.identity.workspace: 1}


def test_a_value_of_ones_own_is_judged(pair: tuple[Store, Store]) -> None:
    here, _ = pair
    saved = apart(pair, "action", {"percent": 10}, {"percent": 20})
    with pytest.raises(Refused) as caught:
        store.resolve(here, "action", saved.id, "percent", Choice(value=200))
    assert caught.value.code == "too-large"
    assert only(here).field == "percent"
    store.resolve(here, "action", saved.id, "percent", Choice(value=15))
    assert shown(here, saved)["percent"] == 15


def test_saving_the_field_again_settles_it_too(pair: tuple[Store, Store]) -> None:
    here, _ = pair
    saved = apart(pair, "action", {"title": "Here"}, {"title": "There"})
    change(here, saved, {"title": "Agreed"})
    assert store.conflicts(here) == []


def test_saving_another_field_settles_nothing(pair: tuple[Store, Store]) -> None:
    here, _ = pair
    saved = apart(pair, "action", {"title": "Here"}, {"title": "There"})
    change(here, saved, {"output": "A note"})
    assert only(here).field == "title"


def test_a_head_count_conflicts_and_settles_whole(pair: tuple[Store, Store]) -> None:
    here, there = pair
    saved = apart(pair, "training_record", {"women": 9}, {"men": 8})
    conflicts = store.conflicts(here)
    assert {c.field for c in conflicts} == {"women", "men"}
    for conflict in conflicts:
        assert [h["together"] for h in conflict.heads] == [
            {**{n: TRAINING[n] for n in COUNTS}, "men": 8},
            {**{n: TRAINING[n] for n in COUNTS}, "women": 9},
        ]
    store.resolve(here, "training_record", saved.id, "men", Choice(take=here.identity.workspace))
    assert {n: shown(here, saved)[n] for n in COUNTS} == {"women": 9, "men": 5, "other": 0, "undisclosed": 0}
    assert set(changes(here, saved)[-1].set) == set(COUNTS)
    exchange(here, there)
    assert store.conflicts(here) == store.conflicts(there) == []


def test_a_field_of_the_group_that_agrees_may_be_named_too(pair: tuple[Store, Store]) -> None:
    here, _ = pair
    saved = apart(pair, "training_record", {"women": 9}, {"men": 8})
    store.resolve(here, "training_record", saved.id, "other", Choice(take=here.identity.workspace))
    assert store.conflicts(here) == []


def test_no_merge_makes_a_figure_that_nobody_typed(pair: tuple[Store, Store]) -> None:
    saved = apart(pair, "training_record", {"women": 9}, {"men": 8})
    row = shown(pair[0], saved)
    assert (row["women"], row["men"]) in ((9, 5), (5, 8))


class TestDeletions:
    def test_a_deletion_and_an_unknowing_edit_leave_the_record_alive(self, pair: tuple[Store, Store]) -> None:
        here, there = pair
        saved = add(here)
        exchange(here, there)
        store.delete(here, "action", saved.id)
        change(there, saved, {"title": "There"})
        exchange(here, there)
        conflict = only(here)
        assert (conflict.field, [h["value"] for h in conflict.heads]) == ("deleted", [True, False])
        assert conflict.heads[1]["fields"] == ["title"]
        assert not shown(here, saved)["deleted"]
        assert store.digest(here) == store.digest(there)

    @pytest.mark.parametrize("choice", ["take the deletion", "take the edit", True, False])
    def test_a_person_says_whether_it_goes(self, pair: tuple[Store, Store], choice: object) -> None:
        here, there = pair
        saved = add(here)
        exchange(here, there)
        store.delete(here, "action", saved.id)
        change(there, saved, {"title": "There"})
        exchange(here, there)
        sides = {"take the deletion": here, "take the edit": there}
        made = (
            Choice(value=choice)
            if isinstance(choice, bool)
            else Choice(take=sides[str(choice)].identity.workspace)
        )
        store.resolve(here, "action", saved.id, "deleted", made)
        exchange(here, there)
        gone = choice in (True, "take the deletion")
        assert shown(here, saved)["deleted"] is shown(there, saved)["deleted"] is gone
        assert store.conflicts(here) == store.conflicts(there) == []
        assert store.digest(here) == store.digest(there)

    def test_deleted_is_yes_or_no(self, pair: tuple[Store, Store]) -> None:
        here, there = pair
        saved = add(here)
        exchange(here, there)
        store.delete(here, "action", saved.id)
        change(there, saved, {"title": "There"})
        exchange(here, there)
        with pytest.raises(Refused) as caught:
            store.resolve(here, "action", saved.id, "deleted", Choice(value="yes"))
        assert caught.value.code == "not-yes-no"

    def test_both_sides_deleting_is_no_conflict(self, pair: tuple[Store, Store]) -> None:
        here, there = pair
        saved = add(here)
        exchange(here, there)
        change(there, saved, {"title": "There"})
        for db in pair:
            store.delete(db, "action", saved.id)
        exchange(here, there)
        assert shown(here, saved)["deleted"]
        assert store.conflicts(here) == store.conflicts(there) == []

    def test_a_deleted_records_conflicts_wait_until_it_is_restored(self, pair: tuple[Store, Store]) -> None:
        here, there = pair
        saved = apart(pair, "action", {"title": "Here"}, {"title": "There"})
        store.delete(here, "action", saved.id)
        assert store.conflicts(here) == []
        with pytest.raises(StoreProblem) as caught:
            store.resolve(here, "action", saved.id, "title", Choice(value="B"))
        assert caught.value.code == "no-conflict"
        assert send(here, there).conflicts == 0
        assert store.examine(there).ok
        store.restore_record(here, "action", saved.id)
        assert only(here).field == "title"


def test_three_sides_are_listed(make: Make) -> None:
    one, two, three = make(), make(), make()
    saved = add(one)
    for other in (two, three):
        exchange(one, other)
    for number, db in enumerate((one, two, three)):
        change(db, saved, {"title": f"Said {number}"})
    for db in (two, three):
        send(db, one)
    assert sorted(h["value"] for h in only(one).heads) == ["Said 0", "Said 1", "Said 2"]


def test_what_is_no_conflict_cannot_be_settled(db: Store) -> None:
    saved = add(db)
    for name in ("title", "deleted", "colour"):
        with pytest.raises(StoreProblem) as caught:
            store.resolve(db, "action", saved.id, name, Choice(value="B"))
        assert caught.value.code == "no-conflict"


def test_a_side_must_be_one_of_the_conflict(pair: tuple[Store, Store]) -> None:
    here, _ = pair
    saved = apart(pair, "action", {"title": "Here"}, {"title": "There"})
    with pytest.raises(StoreProblem) as caught:
        store.resolve(here, "action", saved.id, "title", Choice(take="somebody"))
    assert caught.value.code == "no-such-head"


def test_a_side_that_came_in_since_one_looked_asks_again(make: Make) -> None:
    one, two, three = make(), make(), make()
    saved = add(one)
    for other in (two, three):
        exchange(one, other)
    for number, db in enumerate((one, two, three)):
        change(db, saved, {"title": f"Said {number}"})
    send(two, one)
    seen = store.seen(one, "NBO", saved.id)
    send(three, one)
    choice = Choice(take=two.identity.workspace, seen=seen)
    with pytest.raises(Stale):
        store.resolve(one, "action", saved.id, "title", choice)
    assert len(only(one).heads) == 3
    store.resolve(one, "action", saved.id, "title", Choice(value="B", seen=store.seen(one, "NBO", saved.id)))
    assert store.conflicts(one) == []


def test_conflicts_may_be_asked_for_by_office(make: Make) -> None:
    union, first = make("ITU", "hq"), make()
    second = make()
    apart((first, second), "action", {"title": "Here"}, {"title": "There"})
    send(first, union)
    assert len(store.conflicts(union, "NBO")) == 1
    assert store.conflicts(union, "ADD") == []


def test_one_settlement_is_one_action_to_undo(pair: tuple[Store, Store]) -> None:
    here, _ = pair
    saved = apart(pair, "action", {"title": "Here"}, {"title": "There"})
    store.resolve(here, "action", saved.id, "title", Choice(take=here.identity.workspace))
    assert store.undo(here).label == "resolve"
    assert shown(here, saved)["title"] == "There"


def test_clocks_do_not_decide_what_is_newer(pair: tuple[Store, Store]) -> None:
    here, there = pair
    saved = add(here)
    exchange(here, there)
    change(there, saved, {"title": "There"})
    send(there, here)
    here.around.clock.advance(timedelta(days=-3650))  # type: ignore[attr-defined]
    store.save(here, Edit("action", {"title": "Here, having seen it"}, id=saved.id))
    send(here, there)
    assert shown(there, saved)["title"] == "Here, having seen it"
    assert store.conflicts(there) == []
    assert ACTION["title"] != "Here, having seen it"
