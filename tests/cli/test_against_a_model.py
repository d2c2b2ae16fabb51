"""Any sequence of commands on one store gives what a small model of the contract says: spec/cli.md, merge.md, records.md.

The model knows records as plain values and actions as lists of what they changed; it knows no log, no fold and no SQL.
"""

from __future__ import annotations

import csv
import io
import tempfile
from copy import deepcopy
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from tests.cli.gem import Gem, lines

NAMES = st.sampled_from(["Board", "Panel", "Comité d'achats", "=sum"])
SIZES = st.sampled_from(["", "0", "5", "12"])
TERMS = st.sampled_from(["", "24", "unknown", "n/a"])
CELLS = {
    "size": st.sampled_from(["", "-", "7"]),
    "term_months": st.sampled_from(["", "-", "36", "pending", "n/a"]),
}
STATES = ("n/a", "unknown", "pending")
SHOWN = ("name", "size", "term_months", "term_months_state")
PICK = st.integers(0, 5)

MEMORY = Path("/dev/shm")
"""A folder that no disk stands behind, where there is one: hundreds of saves wait for nothing there."""

Record = dict[str, Any]


def said(name: str, typed: str) -> Record:
    """What a typed cell of the term, or of the size, comes to: the value, its state, or neither of the two."""
    if name != "term_months":
        return {name: int(typed) if typed else None}
    if typed in STATES:
        return {"term_months": None, "term_months_state": typed}
    return {"term_months": int(typed) if typed else None, "term_months_state": None}


class Commands(RuleBasedStateMachine):
    """One office's store by the command line, and the model beside it."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None)
        self.gem = Gem(Path(self.folder.name))
        self.gem.json("init", "--office", "NBO")
        self.bodies: dict[str, Record] = {}
        self.seats: dict[str, Record] = {}
        self.done: list[Any] = []
        self.undone: list[Any] = []

    def teardown(self) -> None:
        assert self.gem.json("doctor")["ok"]
        self.folder.cleanup()

    # the model

    def state(self) -> Any:
        return deepcopy((self.bodies, self.seats))

    def acted(self, before: Any) -> None:
        """Note an action, unless it changed nothing; what was taken back before can't come again."""
        if before != (self.bodies, self.seats):
            self.done.append((before, self.state()))
            self.undone = []

    def return_to(self, wanted: Any) -> None:
        """Give every record its values of that time; one that did not exist then is deleted, and stays known."""
        for known, then in zip((self.bodies, self.seats), wanted, strict=True):
            for identifier, record in known.items():
                record.update(deepcopy(then[identifier]) if identifier in then else {"deleted": True})

    def pick(self, records: dict[str, Record], at: int) -> str:
        return sorted(records)[at % len(records)]

    def children(self, body: str) -> list[str]:
        return [
            seat for seat, held in self.seats.items() if held["committee"] == body and not held["deleted"]
        ]

    # the commands

    @rule(name=NAMES, size=SIZES, term=TERMS, by_lines=st.booleans())
    def add(self, name: str, size: str, term: str, by_lines: bool) -> None:
        before = self.state()
        if by_lines:
            given = (
                {"name": name}
                | ({"size": int(size)} if size else {})
                | ({"term_months": term} if term else {})
            )
            identifier = self.gem("add", "committee", "--from", "-", stdin=lines([given])).out.strip()
        else:
            identifier = self.gem.add("committee", f"name={name}", f"size={size}", f"term_months={term}")
        self.bodies[identifier] = {
            "name": name,
            "deleted": False,
            **said("size", size),
            **said("term_months", term),
        }
        self.acted(before)

    @precondition(lambda self: self.bodies)
    @rule(at=PICK)
    def add_seat(self, at: int) -> None:
        before, body = self.state(), self.pick(self.bodies, at)
        identifier = self.gem.add("seat", f"committee={body}", "gender=woman")
        self.seats[identifier] = {"committee": body, "deleted": False}
        self.acted(before)

    @precondition(lambda self: self.bodies)
    @rule(
        at=PICK,
        field=st.sampled_from(["size", "term_months"]),
        typed=st.sampled_from(["", "3", "24"]),
        state=st.sampled_from(["", *STATES]),
    )
    def change(self, at: int, field: str, typed: str, state: str) -> None:
        before, body = self.state(), self.pick(self.bodies, at)
        given = state if state and field == "term_months" else typed
        answer = self.gem("set", "committee", body, f"{field}={given}", "--json")
        if self.bodies[body]["deleted"]:
            assert (answer.code, answer.codes) == (1, ["deleted-record"])
            return
        assert (answer.code, answer.err) == (0, "")
        self.bodies[body].update(said(field, given))
        self.acted(before)

    @precondition(lambda self: self.bodies)
    @rule(at=PICK, state=st.sampled_from(STATES), typed=st.sampled_from(["", "3"]))
    def change_the_state_alone(self, at: int, state: str, typed: str) -> None:
        before, body = self.state(), self.pick(self.bodies, at)
        both = [f"term_months={typed}"] if typed else []
        answer = self.gem("set", "committee", body, f"term_months_state={state}", *both, "--json")
        if self.bodies[body]["deleted"]:
            assert answer.codes == ["deleted-record"]
        elif typed:
            assert answer.codes == ["state-and-value"]
        else:
            self.bodies[body].update(said("term_months", state))
        self.acted(before)

    @precondition(lambda self: self.bodies)
    @rule(at=PICK, together=st.booleans())
    def delete(self, at: int, together: bool) -> None:
        before, body = self.state(), self.pick(self.bodies, at)
        answer = self.gem("delete", "committee", body, *(["--with-children"] if together else []), "--json")
        if self.bodies[body]["deleted"]:
            assert answer.codes == ["deleted-record"]
        elif self.children(body) and not together:
            assert answer.codes == ["has-children"]
            listed = [child["id"] for child in answer.json["problems"][0]["children"]]
            assert sorted(listed) == sorted(self.children(body))
        else:
            for seat in self.children(body):
                self.seats[seat]["deleted"] = True
            self.bodies[body]["deleted"] = True
        self.acted(before)

    @precondition(lambda self: self.bodies)
    @rule(at=PICK)
    def restore(self, at: int) -> None:
        before, body = self.state(), self.pick(self.bodies, at)
        answer = self.gem("restore-record", "committee", body, "--json")
        if self.bodies[body]["deleted"]:
            assert answer.code == 0
            self.bodies[body]["deleted"] = False
        else:
            assert answer.codes == ["not-deleted"]
        self.acted(before)

    @rule()
    def undo(self) -> None:
        answer = self.gem("undo", "--json")
        if not self.done:
            assert answer.codes == ["nothing-to-undo"]
            return
        assert answer.code == 0, answer
        action = self.done.pop()
        self.undone.append(action)
        self.return_to(action[0])

    @rule()
    def redo(self) -> None:
        answer = self.gem("redo", "--json")
        if not self.undone:
            assert answer.codes == ["nothing-to-redo"]
            return
        assert answer.code == 0, answer
        action = self.undone.pop()
        self.done.append(action)
        self.return_to(action[1])

    @rule(rows=st.lists(st.fixed_dictionaries({"name": NAMES, **CELLS}), max_size=3), rehearsal=st.booleans())
    def take_a_sheet(self, rows: list[Record], rehearsal: bool) -> None:
        before, written = self.state(), io.StringIO()
        table = csv.DictWriter(written, ["name", *CELLS])
        table.writeheader()
        table.writerows(rows)
        path = self.gem.home / "sheet.csv"
        path.write_text(written.getvalue(), encoding="utf-8")
        answer = self.gem("import", "committee", path, "--json", *(["--dry-run"] if rehearsal else []))
        live = [record["name"] for record in self.bodies.values() if not record["deleted"]]
        refused = {at for at, row in enumerate(rows, 2) if live.count(row["name"]) > 1}
        refused |= {
            at for at, row in enumerate(rows, 2) if row["name"] in [r["name"] for r in rows[: at - 2]]
        }
        assert {problem["row"] for problem in answer.json["problems"]} == refused
        assert answer.code == (1 if refused else 0)
        if refused or rehearsal:
            return
        for row in rows:
            self._take(row)
        counted = (answer.json["added"], answer.json["changed"], answer.json["unchanged"])
        names = [row["name"] for row in rows]
        assert (counted[0], sum(counted)) == (sum(name not in live for name in names), len(names))
        self.acted(before)

    def _take(self, row: Record) -> None:
        """A row is the live body of that name, or a new one; a blank cell leaves what is there, `-` clears it."""
        held = [i for i, r in self.bodies.items() if r["name"] == row["name"] and not r["deleted"]]
        if held:
            record = self.bodies[held[0]]
        else:
            known = {
                each["id"] for each in self.gem.json("list", "committee", "--where", f"name={row['name']}")
            }
            record = self.bodies[next(iter(known - set(self.bodies)))] = {
                "name": row["name"],
                "deleted": False,
            }
            record.update(said("size", "") | said("term_months", ""))
        for name in CELLS:
            if row[name]:
                record.update(said(name, "" if row[name] == "-" else row[name]))

    @invariant()
    def the_lists_are_the_model_s(self) -> None:
        live = {body: record for body, record in self.bodies.items() if not record["deleted"]}
        listed = {
            row["id"]: {name: row[name] for name in SHOWN} for row in self.gem.json("list", "committee")
        }
        assert listed == {body: {name: record[name] for name in SHOWN} for body, record in live.items()}
        seats = {row["id"] for row in self.gem.json("list", "seat")}
        assert seats == {seat for seat, record in self.seats.items() if not record["deleted"]}


TestCommands = Commands.TestCase
TestCommands.settings = settings(
    max_examples=12, stateful_step_count=15, deadline=None, suppress_health_check=list(HealthCheck)
)
