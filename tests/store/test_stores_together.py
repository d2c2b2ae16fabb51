"""Several real stores that edit, delete, undo, settle and exchange in any order, with wrong clocks, end up the same."""

from __future__ import annotations

import random
import shutil
import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from gemtui import log, store
from gemtui.log import FixedClock
from gemtui.store import Choice, Edit, Incoming, Refused, Stale, Store, StoreProblem
from tests.store.places import ACTION, NOON, TRAINING, around, incoming, new_store

OFFICE = ("NBO", "field")
UNION = ("ITU", "hq")
EXPECTED = frozenset(
    {
        "undo-blocked",
        "nothing-to-undo",
        "nothing-to-redo",
        "deleted-record",
        "not-permitted",
        "stale",
        "has-children",
    }
)
"""What a store may rightly say no with in such a play; anything else is a fault."""

NEW = {
    "action": ACTION,
    "training_record": TRAINING,
    "person": {"name": "A. Njeri", "gender": "woman"},
    "office_unit": {"code": "NBO", "name": "Area office"},
}
EDITS: dict[str, st.SearchStrategy[dict[str, Any]]] = {
    "action": st.sampled_from(
        (
            {"title": "A"},
            {"title": "B"},
            {"percent": 50},
            {"percent": None},
            {"title": "C", "clauses": ["OA-A1"]},
        )
    ),
    "training_record": st.sampled_from(({"women": 1}, {"women": 2, "men": 3}, {"men": 1}, {"title": "T"})),
    "person": st.sampled_from(
        ({"name": "B"}, {"name": "C", "active": True}, {"name": None}, {"grade": "P4"})
    ),
    "office_unit": st.sampled_from(({"name": "A"}, {"name": "B"}, {"level": "area"})),
}
EDIT = st.fixed_dictionaries(EDITS)
WHO = st.integers(0, 3)
FIELD = st.integers(0, 2)
PICK = st.integers(0, 7)


class Together(RuleBasedStateMachine):
    """Three laptops of one office, and headquarters."""

    templates: dict[tuple[str, str], Path]

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="together-"))
        self.drawn = 0
        self.stores = [self._store(number, OFFICE) for number in range(3)] + [self._store(3, UNION)]
        self.forms: list[tuple[int, str, str, dict[str, int]]] = []
        self.backups: list[tuple[int, Path]] = []
        self.said: set[tuple[str, str]] = set()
        for kind in NEW:
            self.add(0, kind, False)
        self.share(0, 1)
        self.share(0, 2)
        self.submit(0)

    def _store(self, number: int, sort: tuple[str, str]) -> Store:
        """A store made from its sort's template, with a workspace that is the same in every run."""
        path = self.folder / str(number) / "store.gemtui"
        path.parent.mkdir()
        shutil.copy(self.templates[sort], path)
        world = around(path.parent, f"laptop {number}", number + 1, FixedClock(NOON))
        opened = store.open_store(path, world)
        workspace = f"00000000-0000-4000-8000-{number:012x}"
        with opened.writing() as connection:
            connection.execute("UPDATE meta SET value = ? WHERE key = 'workspace'", (workspace,))
            connection.execute("DELETE FROM workspace")
            connection.execute("INSERT INTO workspace VALUES (?, ?)", (workspace, opened.identity.principal))
        opened.close()
        return store.open_store(path, world)

    def _try(self, call: Callable[[], Any]) -> Any:
        """Do something that the store may refuse; what it acknowledges must be there at the end."""
        try:
            return call()
        except (Refused, Stale):
            return None
        except StoreProblem as problem:
            if problem.code not in EXPECTED:
                raise
            return None

    def _record(self, number: int, pick: int) -> tuple[str, store.Row] | None:
        """One of the office's records that the store knows."""
        known = [
            (name, row)
            for name in NEW
            for row in store.rows(self.stores[number], name, office="NBO", deleted=True)
        ]
        return known[pick % len(known)] if known else None

    @rule(who=FIELD, kind=st.sampled_from(tuple(NEW)), home=st.booleans())
    def add(self, who: int, kind: str, home: bool) -> None:
        saved = self._try(
            lambda: store.save(self.stores[who], Edit(kind, NEW[kind], home=home and kind == "action"))
        )
        self.said.add((saved.id, self.stores[who].identity.workspace))

    @rule(turns=st.lists(st.tuples(FIELD, PICK, EDIT), min_size=2, max_size=6))
    def edit(self, turns: list[tuple[int, int, dict[str, Any]]]) -> None:
        for who, pick, values in turns:
            if found := self._record(who, pick):
                edit = Edit(found[0], values[found[0]], id=f"NBO/{found[1]['id']}")
                self._try(lambda who=who, edit=edit: store.save(self.stores[who], edit))

    @rule(pick=PICK, by=st.permutations(range(3)), values=st.tuples(EDIT, EDIT))
    def edit_apart(self, pick: int, by: list[int], values: tuple[dict[str, Any], ...]) -> None:
        """Two laptops change one record, neither knowing of the other's change."""
        if found := self._record(by[0], pick):
            for who, given in zip(by, values, strict=False):
                edit = Edit(found[0], given[found[0]], id=f"NBO/{found[1]['id']}")
                if store.row(self.stores[who], found[0], f"NBO/{found[1]['id']}"):
                    self._try(lambda who=who, edit=edit: store.save(self.stores[who], edit))

    @rule(pick=PICK, by=st.permutations(range(3)), values=EDIT)
    def delete_and_edit_apart(self, pick: int, by: list[int], values: dict[str, Any]) -> None:
        if found := self._record(by[0], pick):
            reference = f"NBO/{found[1]['id']}"
            self._try(lambda: store.delete(self.stores[by[0]], found[0], reference, with_children=True))
            if store.row(self.stores[by[1]], found[0], reference):
                edit = Edit(found[0], values[found[0]], id=reference)
                self._try(lambda: store.save(self.stores[by[1]], edit))

    @rule(who=FIELD, pick=PICK)
    def open_a_form(self, who: int, pick: int) -> None:
        if found := self._record(who, pick):
            kind, row = found
            self.forms.append((who, kind, row["id"], store.seen(self.stores[who], "NBO", row["id"])))

    @precondition(lambda self: self.forms)
    @rule(pick=PICK, values=EDIT)
    def save_the_form(self, pick: int, values: dict[str, Any]) -> None:
        who, kind, identifier, seen = self.forms.pop(pick % len(self.forms))
        # A restored laptop no longer has what was open in a form.
        if store.row(self.stores[who], kind, f"NBO/{identifier}"):
            edit = Edit(kind, values[kind], id=f"NBO/{identifier}", seen=seen)
            self._try(lambda: store.save(self.stores[who], edit))

    @rule(who=FIELD, picks=st.lists(PICK, min_size=1, max_size=3))
    def edit_in_bulk(self, who: int, picks: list[int]) -> None:
        found = [f for pick in picks if (f := self._record(who, pick)) and f[0] == "action"]
        edits = [
            Edit(kind, {"title": f"Bulk {n}"}, id=f"NBO/{row['id']}") for n, (kind, row) in enumerate(found)
        ]
        self._try(lambda: store.save_all(self.stores[who], edits, "bulk"))

    @rule(who=FIELD, pick=PICK)
    def delete(self, who: int, pick: int) -> None:
        if found := self._record(who, pick):
            self._try(
                lambda: store.delete(self.stores[who], found[0], f"NBO/{found[1]['id']}", with_children=True)
            )

    @rule(who=FIELD, pick=PICK)
    def bring_back(self, who: int, pick: int) -> None:
        if (found := self._record(who, pick)) and found[1]["deleted"]:
            self._try(lambda: store.restore_record(self.stores[who], found[0], f"NBO/{found[1]['id']}"))

    @rule(who=WHO, turns=st.lists(st.sampled_from((store.undo, store.redo)), min_size=1, max_size=4))
    def undo_and_redo(self, who: int, turns: list[Callable[[Store], Any]]) -> None:
        for turn in turns:
            self._try(lambda turn=turn: turn(self.stores[who]))

    @rule(who=FIELD, pick=st.integers(0, 9), side=st.integers(0, 9), own=st.booleans())
    def settle(self, who: int, pick: int, side: int, own: bool) -> None:
        db = self.stores[who]
        if not (found := store.conflicts(db)):
            return
        conflict = found[pick % len(found)]
        head = conflict.heads[side % len(conflict.heads)]
        choice = Choice(value=head["value"]) if own else Choice(take=head["workspace"])
        settled = self._try(
            lambda: store.resolve(db, conflict.kind, f"NBO/{conflict.id}", conflict.field, choice)
        )
        if settled:
            group = db.kinds[conflict.kind].group(conflict.field)
            assert not any(c.id == conflict.id and c.field in group for c in store.conflicts(db))

    @rule(text=st.sampled_from(("See the plan", "Evidence?")), pick=PICK)
    def remark(self, text: str, pick: int) -> None:
        if found := self._record(3, pick):
            values = {"text": text, "subject_kind": found[0], "subject": found[1]["id"]}
            self._try(lambda: store.save(self.stores[3], Edit("remark", values, office="NBO")))

    @rule(giver=FIELD, taker=FIELD)
    def share(self, giver: int, taker: int) -> None:
        if giver != taker:
            self._merge(giver, taker, home=True)

    @rule(giver=FIELD)
    def submit(self, giver: int) -> None:
        self._merge(giver, 3, private=("travels",))

    @rule(taker=FIELD)
    def give_back(self, taker: int) -> None:
        self._merge(3, taker, private=())

    def _merge(self, giver: int, taker: int, **what: Any) -> None:
        store.merge(self.stores[taker], incoming(self.stores[giver], **what))

    @rule(who=WHO, days=st.sampled_from((-3650, -400, -1, 1, 400, 3650)))
    def set_the_clock(self, who: int, days: int) -> None:
        self.stores[who].around.clock.set(NOON + timedelta(days=days))  # type: ignore[attr-defined]

    @rule(who=WHO)
    def close_and_open(self, who: int) -> None:
        self.stores[who].close()
        self.stores[who] = store.open_store(self.stores[who].path, self.stores[who].around)

    @rule(who=FIELD)
    def back_up(self, who: int) -> None:
        path = self.folder / f"backup-{len(self.backups)}.gemtui"
        self.backups.append((who, store.backup(self.stores[who], path)))

    @precondition(lambda self: self.backups)
    @rule(pick=st.integers(0, 9))
    def go_back_to_a_backup(self, pick: int) -> None:
        """A restored laptop forgets what it had not sent; its workspace is another one from then on."""
        who, path = self.backups[pick % len(self.backups)]
        before = self.stores[who].identity.workspace
        self._merge(who, (who + 1) % 3, home=True)
        self.stores[who].close()
        store.restore(path, self.stores[who].path, self.stores[who].around)
        self.stores[who] = store.open_store(self.stores[who].path, self.stores[who].around)
        assert self.stores[who].identity.workspace != before

    def teardown(self) -> None:
        if not hasattr(self, "stores"):
            return
        try:
            self._agree()
        finally:
            for db in self.stores:
                db.close()
            shutil.rmtree(self.folder)

    def _agree(self) -> None:
        fields = self.stores[:3]
        for _ in range(2):
            for giver, taker in ((0, 1), (1, 2), (2, 0), (0, 3), (3, 0), (0, 1), (0, 2)):
                shared = 3 not in (giver, taker)
                self._merge(
                    giver, taker, home=shared, private=("stays", "travels") if shared else ("travels",)
                )
        assert len({store.digest(db, "NBO") for db in self.stores}) == 1
        rows = [self._rows(db) for db in fields]
        assert rows[0] == rows[1] == rows[2]
        assert store.conflicts(fields[0]) == store.conflicts(fields[1]) == store.conflicts(fields[2])
        for db in self.stores:
            assert store.examine(db).problems == ()
        held = {(c.record, c.workspace) for c in (e.change for e in store.log_entries(fields[0]))}
        assert self.said <= held
        self._in_any_order()

    def _rows(self, db: Store) -> list[tuple[str, dict[str, Any]]]:
        """All rows but for the integer that only this store numbers them with."""
        found = [(name, row) for name in NEW for row in store.rows(db, name, deleted=True)]
        return [(name, {**row, "entry": 0}) for name, row in found]

    def _in_any_order(self) -> None:
        """The streams one by one, shuffled, each twice, give the same tables."""
        fresh = self._store(9, OFFICE)
        self.stores.append(fresh)
        whole = incoming(self.stores[0], home=True)
        streams: dict[tuple[str, str, bool], list[Any]] = {}
        for told in whole.changes:
            streams.setdefault(log.stream_of(told[0]), []).append(told)
        shuffled = random.Random(0).sample(list(streams.values()), len(streams))
        told = [one for stream in shuffled for one in stream]
        for _ in range(2):
            store.merge(fresh, Incoming(told, whole.owners, private=whole.private))
        assert store.digest(fresh) == store.digest(self.stores[0])
        assert store.examine(fresh).problems == ()


@pytest.fixture(scope="module", autouse=True)
def templates(tmp_path_factory: pytest.TempPathFactory) -> None:
    """An empty store of each sort; a copy of it is another store."""
    Together.templates = {}
    for office, role in (OFFICE, UNION):
        db = new_store(tmp_path_factory.mktemp(office), office, role)
        db.close()
        Together.templates[office, role] = db.path


def play(examples: int, steps: int) -> None:
    run_state_machine_as_test(
        Together,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            print_blob=True,
        ),
    )


def test_stores_agree_after_every_play() -> None:
    play(18, 30)


@pytest.mark.long
def test_stores_agree_after_many_long_plays() -> None:
    play(600, 60)
