"""What stands on a screen after a key is what a screen opened anew shows; the look for others' saves is put off."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from gemtui.store import Store
from gemtui.tui.screens.tabbed import Tabbed
from tests.journeys.person import Person, at_the_keyboard
from tests.tui.office import put

BELOW = 4
"""Lines at the bottom that messages and tabs may change."""


@pytest.fixture(autouse=True)
def _nobody_looks_for_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gemtui.tui.watching.LOOK", 1000.0)


async def to_tab(person: Person, number: int, tab: int) -> None:
    await person.press(str(number))
    await person.rests()
    await person.press(*["]"] * tab)
    await person.rests()


def shown(person: Person) -> Sequence[str]:
    return [line.replace("▌", " ") for line in person.screen.splitlines()[:-BELOW]]


def fill_further(db: Store) -> None:
    """Records of screens 6 to 8, two of a kind, so that something is left after a deletion."""
    plan = {"type": "planning_instrument", "instrument": "operational_plan", "level": "mentioned"}
    for year in (2022, 2023):
        put(db, "staffing_snapshot", as_of=f"{year}-12-31", grade="P-3", women=2, men=3)
        put(
            db, "hr_measure", title=f"Telework {year}", type="telework", starts_on=f"{year}-01-01", owner="HR"
        )
        put(db, "programme", title=f"School connectivity {year}", type="project", starts_on=f"{year}-02-01")
        put(db, "governance_item", title=f"Plan {year}", on=f"{year}-11-20", **plan)
        put(
            db,
            "resource_line",
            title=f"Line {year}",
            year=year,
            approved="30000",
            currency="CHF",
            purpose="programme",
        )


@pytest.mark.parametrize("number", range(2, 10))
async def test_after_a_deletion_and_its_undo_every_tab_shows_what_it_shows_anew(
    db: Store, number: int
) -> None:
    fill_further(db)
    tab, count, tried = 0, 1, 0
    while tab < count:
        async with at_the_keyboard(db) as person:
            await to_tab(person, number, tab)
            screen = person.app.screen
            assert isinstance(screen, Tabbed)
            count = len(screen.tabs)
            for key in ("d", "u"):
                if key == "d" and not screen.check_action("delete", ()):
                    break
                await person.press(key)
                await person.rests()
                await person.press("g")
                async with at_the_keyboard(db) as anew:
                    await to_tab(anew, number, tab)
                    await anew.press("g")
                    same = f"{screen.tab.label} after {key} as it is anew:\n{anew.screen}"
                    await person.until(lambda anew=anew: shown(person) == shown(anew), same)
                tried += 1
        tab += 1
    assert tried or number == 9
