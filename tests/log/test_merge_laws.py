"""Random histories of several stores end in one state, whatever the order; the fold is the literal one."""

from __future__ import annotations

from datetime import timedelta
from itertools import permutations
from random import Random

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from log_model import (
    NOON,
    Store,
    as_literal,
    exchange_all,
    in_any_order,
    literal_fold,
    random_history,
    random_values,
    settle,
)

from gemtui.log import check_record, fold, in_order, parse, saw


def judge(seed: int) -> None:
    """Everything that must hold of one random history."""
    random = Random(seed)
    stores = random_history(random)
    orders = list(permutations(range(len(stores))))
    digests = set()
    for order in random.sample(orders, 3):
        reader = Store(99)
        for place in (*order, *random.choices(order, k=2)):
            reader.receive(stores[place])
        digests.add(reader.digest())
    exchange_all(stores)
    digests |= {store.digest() for store in stores}
    assert len(digests) == 1, seed
    for record, changes in stores[0].records.items():
        whole = fold(changes)
        assert as_literal(whole) == literal_fold(changes), seed
        assert fold(in_any_order(random, changes)) == whole, seed
        check_record(in_any_order(random, set_of(changes)))
        settle(stores[0], record, random.choice)
        assert stores[0].fold(record).deleted or not stores[0].fold(record).conflicts, seed


def set_of(changes):
    return list({(c.workspace, c.seq): c for c in changes}.values())


@pytest.mark.parametrize("tens", range(10))
def test_three_hundred_random_histories_converge(tens):
    for seed in range(tens * 30, tens * 30 + 30):
        judge(seed)


@pytest.mark.long
@pytest.mark.parametrize("hundreds", range(100))
def test_ten_thousand_random_histories_converge(hundreds):
    for seed in range(1_000 + hundreds * 100, 1_100 + hundreds * 100):
        judge(seed)


class Laptops(RuleBasedStateMachine):
    """Three to five stores of one office that work apart and exchange now and then."""

    @initialize(count=st.integers(3, 5), days=st.lists(st.integers(-3650, 3650), min_size=5, max_size=5))
    def buy(self, count, days):
        self.stores = [Store(n + 1, timedelta(days=days[n])) for n in range(count)]
        self.forms = []

    def pick(self, data, records=None):
        store = data.draw(st.sampled_from(self.stores))
        there = store.alive() if records is None else records(store)
        return store, data.draw(st.sampled_from(there)) if there else None

    @rule(data=st.data(), seed=st.integers(0, 2**16))
    def create(self, data, seed):
        data.draw(st.sampled_from(self.stores)).create(random_values(Random(seed)))

    @rule(data=st.data(), seed=st.integers(0, 2**16))
    def edit(self, data, seed):
        store, record = self.pick(data)
        if record:
            given = random_values(Random(seed))
            store.save(record, given)
            now = store.fold(record)
            assert {name: now.values[name] for name in given} == given
            assert not now.conflicts.keys() & given.keys()

    @rule(data=st.data())
    def open_form(self, data):
        store, record = self.pick(data)
        if record:
            self.forms.append((store, record, store.fold(record)))

    @rule(seed=st.integers(0, 2**16))
    def save_form(self, seed):
        if self.forms:
            store, record, shown = self.forms.pop(0)
            if not store.fold(record).deleted:
                moved = [c for c in store.changes(record) if c.seq > shown.seen.get(c.workspace, 0)]
                before = store.fold(record).values
                store.save(record, random_values(Random(seed)), shown.seen)
                for name in {name for c in moved for name in c.set} - {"deleted"}:
                    assert store.fold(record).values[name] == before[name]

    @rule(data=st.data())
    def delete(self, data):
        store, record = self.pick(data)
        if record:
            store.save(record, {"deleted": True})
            assert store.fold(record).deleted

    @rule(data=st.data())
    def restore(self, data):
        store, record = self.pick(data, Store.deleted)
        if record:
            store.save(record, {"deleted": False})
            assert not store.fold(record).deleted
            assert "deleted" not in store.fold(record).conflicts

    @rule(data=st.data())
    def undo(self, data):
        store = data.draw(st.sampled_from(self.stores))
        self.check_turned_back(store, store.undo())

    @rule(data=st.data())
    def redo(self, data):
        store = data.draw(st.sampled_from(self.stores))
        self.check_turned_back(store, store.redo())

    def check_turned_back(self, store, action):
        if action is None:
            return
        now = store.fold(action.change.record)
        if not action.change.seen:
            assert now.deleted
        elif "deleted" in action.change.set:
            assert now.deleted is not action.change.set["deleted"]
        else:
            assert {name: now.values[name] for name in action.before} == action.before

    @rule(data=st.data())
    def resolve(self, data):
        store, record = self.pick(data)
        if record:
            settle(store, record, lambda heads: data.draw(st.sampled_from(heads)))
            assert store.fold(record).deleted or not store.fold(record).conflicts

    @rule(data=st.data())
    def exchange(self, data):
        left, right = (data.draw(st.sampled_from(self.stores)) for _ in range(2))
        right.receive(left)

    @rule(data=st.data(), days=st.integers(-3650, 3650))
    def set_clock(self, data, days):
        data.draw(st.sampled_from(self.stores)).clock.set(NOON + timedelta(days=days))

    @invariant()
    def the_tables_are_the_literal_fold(self):
        for store in self.stores:
            for record, changes in store.records.items():
                assert as_literal(store.fold(record)) == literal_fold(changes)

    @invariant()
    def no_edit_is_lost_under_a_deletion(self):
        for store in self.stores:
            for record in store.deleted():
                changes = store.changes(record)
                deletions = [c for c in changes if c.set.get("deleted")]
                edits = [c for c in changes if "deleted" not in c.set]
                for edit in edits:
                    assert any(saw(d, edit) or saw(edit, d) for d in deletions)

    def teardown(self):
        if not hasattr(self, "stores"):
            return
        exchange_all(self.stores)
        assert len({store.digest() for store in self.stores}) == 1
        for store in self.stores:
            for lines in store.lines.values():
                assert [parse(one).seq for one in lines] == list(range(1, len(lines) + 1))
            for changes in store.records.values():
                assert len(in_order(changes)) == len(changes)


TestLaptops = Laptops.TestCase
TestLaptops.settings = settings(max_examples=150, stateful_step_count=40, deadline=None)
