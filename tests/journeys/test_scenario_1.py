"""A focal point enters the four subjects of scenario 1 by keyboard alone; every figure of the scenario comes out."""

from __future__ import annotations

from pathlib import Path

from gemtui import exchange, reports, rules, store
from gemtui.reference.demo import demo
from gemtui.store import Store
from tests.journeys.person import Person, at_the_keyboard
from tests.tui import office

LINES = demo("ao-paz")
SCREEN = {"office_unit": 3, "person": 3, "focal_point": 3, "action_plan": 2, "monitoring_round": 2, "action": 2,
          "committee": 4, "composition": 4, "seat": 4, "indicator_entry": 5, "remedial_action": 5}  # fmt: skip
TITLE = {2: "Action plan", 3: "Focal points", 4: "Committees", 5: "Indicators"}
TABS = {"office_unit": 1, "person": 5, "focal_point": 0, "action_plan": 5, "monitoring_round": 4, "action": 0,
        "committee": 0, "composition": 2, "seat": 1, "indicator_entry": 0, "remedial_action": 1}  # fmt: skip
UNASKED = {
    "unit",
    "output",
    "explanation",
    "resources",
    "mandate",
    "summary",
    "findings",
    "decisions",
    "part_of",
}
"""Fields that bear on no figure of these subjects; each would cost a walk through the form."""
EVIDENCE_SCREEN = (9, "Exchange")


def lines(*kinds: str) -> list[dict]:
    return [line for line in LINES if line["kind"] in kinds]


def name_of(reference: str) -> str:
    """What somebody types to find the record that a reference of the demo points to."""
    line = next(each for each in LINES if each.get("ref") == reference.removeprefix("@"))
    if line["kind"] == "indicator_entry":
        return line["indicator"]
    return str(line.get("name") or line.get("number") or line.get("title") or line.get("code"))


async def write(person: Person, line: dict) -> None:
    """Answer a form as the line says: references by name, the rest as typed."""
    await person.press("n")
    await person.form_opens()
    form_order = person.app.desk.db.kinds[line["kind"]].names
    asked = [n for n in line if (n in form_order or n.endswith("_state")) and n not in UNASKED]
    for name in sorted(asked, key=order(form_order)):
        value = line[name]
        await person.to_field(name.removesuffix("_state"))
        if name == "requirements":
            await person.ticks(value)
            continue
        await person.clears()
        if name.endswith("_state"):
            await person.types(str(value))
        elif isinstance(value, list):
            await person.types(", ".join(map(str, value)))
        elif isinstance(value, str) and value.startswith("@"):
            await person.types(name_of(value))
            await person.rests()
            await person.press("enter")
        elif isinstance(value, bool):
            await person.types("yes" if value else "no")
        else:
            await person.types(str(value))
    await person.saves()


def order(names: tuple[str, ...]):
    return lambda name: names.index(name) if name in names else len(names)


async def go(person: Person, kind: str) -> None:
    number = SCREEN[kind]
    await person.goes_to(number, TITLE[number])
    while person.app.screen.tab.kind != kind or (kind == "group_member"):
        await person.press("]")
        await person.rests()


async def enter_all(person: Person, *kinds: str) -> None:
    for kind in kinds:
        await go(person, kind)
        for line in lines(kind):
            await write(person, line)


async def attach_all(person: Person, *behind: str) -> None:
    """Evidence is written on its own tab, and says which record it stands behind."""
    await person.goes_to(*EVIDENCE_SCREEN)
    while person.app.screen.tab.kind != "evidence":
        await person.press("]")
        await person.rests()
    kinds = {each["ref"]: each["kind"] for each in LINES if "ref" in each}
    for line in lines("evidence"):
        if kinds[line["subject"].removeprefix("@")] in behind:
            await write(person, line)


async def test_plan_and_people_entered_by_keys_give_the_figures_of_the_scenario(empty: Store) -> None:
    async with at_the_keyboard(empty) as person:
        await enter_all(
            person, "office_unit", "person", "focal_point", "action_plan", "monitoring_round", "action"
        )
        await attach_all(person, "action")
    plan_and_people_come_out(empty)


def plan_and_people_come_out(db: Store) -> None:
    """Assert what the scenario expects of actions, focal points and the monitoring round."""
    done = rules.summary(store.rows(db, "action"), office.TODAY)
    assert done.total == 12
    assert done.by_status == {"done": 2, "in_progress": 5, "planned": 4, "cancelled": 1}
    assert (done.on_time, len(done.late), len(done.overdue), len(done.due_soon)) == (1, 1, 4, 2)
    stands = {row["number"]: rules.state(row, office.TODAY) for row in store.rows(db, "action")}
    assert {n: s.overdue for n, s in stands.items() if s.overdue} == {
        "A-03": 10,
        "A-05": 1,
        "A-10": 285,
        "A-11": 26,
    }
    assert {n: s.due_in for n, s in stands.items() if s.due_soon} == {"A-04": 0, "A-06": 30}
    assert stands["A-02"].late == 15
    found = reports.check(db, office.TODAY, "2023")["findings"]
    assert not [f for f in found if f["level"] == "error"]
    assert [f["kind"] for f in found if f["code"] == "tor-missing"] == ["focal_point"]
    assert [f["kind"] for f in found if f["code"] == "term-ends-soon"] == ["focal_point"]


async def test_bodies_and_indicators_entered_by_keys_give_the_figures_and_reach_headquarters(
    empty: Store,
) -> None:
    key = exchange.make_key(exchange.key_files(empty.path).key)
    async with at_the_keyboard(empty) as person:
        await enter_all(person, "committee", "composition", "seat", "indicator_entry", "remedial_action")
        await attach_all(person, "indicator_entry")
        bodies_and_indicators_come_out(empty)
        await sends(person)
    (bundle,) = empty.path.parent.glob("gem-ao-paz-*.gem.zip")
    it_arrives(bundle, f'office:AO-PAZ namespaces="gemtui-bundle@1,gemtui-seal@1" {key.line}', empty)


def bodies_and_indicators_come_out(db: Store) -> None:
    """Assert what the scenario expects of committees and indicators, figure for figure."""
    balance = reports.balance(db, office.TODAY)
    assert balance["summary"] == {"bodies": 5, "judged": 4, "meet": 2, "not": 1, "unknown": 1}
    asked = ("women", "men", "undisclosed", "percent_women", "verdict", "meets", "replace")
    assert {c["name"]: tuple(c[name] for name in asked) for c in balance["committees"]} == {
        "Local procurement committee": (2, 3, 0, "40.0", "BALANCED", "yes", 0),
        "Selection panel G-5": (1, 2, 0, "33.3", "BALANCED", "yes", 0),
        "Office management meeting": (1, 3, 0, "25.0", "LOW", "no", 1),
        "Regional event steering committee": (2, 4, 1, "33.3", "UNDETERMINED", "unknown", None),
        "Safety warden": (1, 0, 0, "100.0", "SINGLE", "n/a", None),
    }
    rated = rules.ratings(store.rows(db, "indicator_entry"))
    assert dict(rated.by_rating) == {
        "exceeds": 2, "meets": 6, "approaches": 4, "missing": 2, "not_applicable": 2, "not_reported": 1,
    }  # fmt: skip
    found = reports.check(db, office.TODAY, "2023")["findings"]
    assert sorted(f["code"] for f in found if f["level"] == "error") == ["no-evidence", "no-remedial-plan"]
    assert {"not-reported"} <= {f["code"] for f in found if f["level"] == "warning"}


async def sends(person: Person) -> None:
    """Send the report in spite of its two errors, with a reason, after a look at what leaves."""
    await person.goes_to(9, "Exchange")
    await person.press("x")
    await person.sees("What to send")
    await person.rests()
    await person.press("enter")
    await person.sees("in spite of errors")
    await person.types("Mended next week")
    await person.press("enter")
    await person.rests()
    await person.sees("This leaves the office", "no names")
    await person.press("y")
    await person.rests()
    await person.until(lambda: list(person.app.desk.folder.glob("gem-ao-paz-*.gem.zip")), "the bundle")


def it_arrives(bundle: Path, line: str, sender: Store) -> None:
    """Assert that headquarters takes the bundle and then holds the very same log and tables."""
    headquarters = office.make(bundle.parent / "itu.gemtui", "ITU", "hq")
    store.put_trusted_lines(headquarters, [line])
    (taken,) = exchange.merge(headquarters, [bundle])
    assert taken.merged is not None, taken
    assert store.digest(headquarters, "AO-PAZ") == store.digest(sender, "AO-PAZ")
