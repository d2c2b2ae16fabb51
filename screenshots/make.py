"""Makes the pictures in this folder from the demo: `python screenshots/make.py`, or with names of some of them.

Nothing is drawn by hand: the program runs without a terminal on the demo's stores, somebody presses its keys, and
what then stands on the screen is the picture. The day, the ids and the order are the demo's own, so that making the
pictures again gives the same bytes.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import os
import random
import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

os.environ["TEXTUAL_ANIMATIONS"] = "none"
HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from gemtui import exchange, log, store  # noqa: E402 - the program that lies beside this folder
from gemtui.exchange.demo import FIELD_DAY, UNION_DAY  # noqa: E402
from gemtui.store import Around, Edit, Identity, Store  # noqa: E402
from gemtui.tui.app import GemApp  # noqa: E402
from gemtui.tui.desk import Desk  # noqa: E402
from gemtui.tui.widgets import toast  # noqa: E402
from tests.journeys.person import Person, threads_that_end  # noqa: E402
from tests.store.accepted import accept, asks  # noqa: E402
from tests.tui.office import Ticking  # noqa: E402
from tests.tui.still import stands_still  # noqa: E402

SMALL, LARGE = (80, 24), (160, 48)
LAST_VISIT = {FIELD_DAY: "2023-12-01T09:00:00.000Z", UNION_DAY: "2026-01-13T09:00:00.000Z"}
EMPTY = "empty"
ANSWERED = "answered"
"""The field office's store once headquarters has accepted its report and asked something back."""


@dataclass(frozen=True)
class Picture:
    """One screen: on which store, by which keys, and the words by which it is known to be there."""

    name: str
    steps: str
    """Keys with blanks between; `'…'` is typed as text, with `_` for a blank; `@name` tabs to a field."""
    words: str
    store: str = "field"
    sizes: tuple[tuple[int, int], ...] = (SMALL, LARGE)
    settings: dict[str, Any] = field(default_factory=dict)
    env: str = ""


SAMPLE = (
    "'Dear_Sirs,_The_chairman_of_the_working_party_invites_every_expert_to_submit_his_contribution_by_Friday."
    "_We_lack_manpower_at_the_stand,_so_please_man_the_desk_in_turns._Three_hostesses_will_help.'"
)
"""A text of the scenario, typed as somebody would paste it."""

PICTURES = (
    Picture("home", "", "NEXT"),
    Picture("home-light", "", "NEXT", sizes=(SMALL,), settings={"light": True}),
    Picture("home-no-colour", "", "NEXT", sizes=(SMALL,), env="NO_COLOR"),
    Picture("action-plan", "2 . . .", "A-10"),
    Picture("monitoring-round", "2 m", "ound"),
    Picture("time-line", "2 ]", "[time line]"),
    Picture("focal-points", "3", "[appointments]"),
    Picture("constituencies", "3 ] ]", "[constituencies]"),
    Picture("committees", "4 down down", "[bodies]"),
    Picture("body", "4 down down enter", "Committee ·"),
    Picture("vacancies", "4 ]", "[vacancies]"),
    Picture("trend", "4 ] ]", "[trend]"),
    Picture("seats", "4 ] ] ]", "[seats]"),
    Picture("grid", "4 down down E", "Women"),
    Picture("what-if", "4 down p", "What if"),
    Picture("what-if-set", "4 space space space p", "All together"),
    Picture("indicators", "5 down", "[indicators]"),
    Picture(
        "settlement", "5 down down down down down down down down down down", "PI 11", store="headquarters"
    ),
    Picture("over-the-years", f"5 ] ]{11 * ' down'}", "merged", store="headquarters"),
    Picture("staff", "6 down down", "[staff]"),
    Picture("sectors", "6", "The Union", store="headquarters"),
    Picture("staff-trend", "6 ] down", "[trend]"),
    Picture("outlook", "6 ] ] down down", "[outlook]", store="headquarters"),
    Picture("assumptions", "6 ] ] / 'P-5' enter down down p", "What if", store="headquarters"),
    Picture("staff-table", "6 ] ] ] E enter", "Women"),
    Picture("recruitment", "6 ] ] ] ]", "[recruitment]"),
    Picture("measures", "6 ] ] ] ] ]", "[measures]", store="headquarters"),
    Picture("training", "6 ] ] ] ] ] ]", "[training]", store="headquarters"),
    Picture(
        "diary",
        "5 ] ] ] N '12.5.2023_11:_Focal_point_named_at_P-3_(Memo_4/2023)' enter"
        " N '3.10.2023_11_14:_Selection_panels_briefed_on_bias' enter",
        "Selection panels",
    ),
    Picture("programmes", "7", "Programmes and practices"),
    Picture("assessment", "7 enter 'd' enter 'Girls_of_four_schools' enter 'y' enter", "Data by sex"),
    Picture("practice", "7 ] ] enter", "Good practice"),
    Picture("portfolio", "7 [", "[portfolio]"),
    Picture("governance", "8", "[planning]"),
    Picture("money", "8 ]", "[money]"),
    Picture("group", "8 ] ] ] ]", "[group]", store="headquarters"),
    Picture("legal-basis", "8 ] ]", "[legal basis]", store="headquarters"),
    Picture("reviews", "8 ] ] ] ] ]", "[reviews]"),
    Picture("text-review", f"L 'paste' enter {SAMPLE} ctrl+s Y", "en-027"),
    Picture("text-pictures", f"L 'paste' enter {SAMPLE} ctrl+s ] enter enter", "img-01"),
    Picture("exchange", "9", "Exchange"),
    Picture("home-headquarters", "", "waits for your answer", store="headquarters"),
    Picture("receive", "9 i", "All 10 bundles", store="headquarters"),
    Picture("received-all", "9 i enter y", "4 refused", store="headquarters"),
    Picture("board", "9", "RO-NVL", store="headquarters"),
    Picture("after-acceptance", "4", "Δ", store=ANSWERED),
    Picture("thread", "4 down enter", "Who chairs it", store=ANSWERED),
    Picture("reason", "4 down down e @size end ctrl+u '9' ctrl+s", "Why is it changed?", store=ANSWERED),
    Picture("form", "2 . . . e @delivery_on end ctrl+u '31.11.2024' ctrl+s", "31.11.2024"),
    Picture("help", "2 . . . e @delivery_on f1", "esc closes"),
    Picture("keys", "4 ?", "Keys"),
    Picture("palette", ":", "Commands, screens and records"),
    Picture("search", "ctrl+f 'procurement'", "procurement"),
    Picture("tick-form", "5 down down down e", "approaches"),
    Picture("rehearsal", "9 r", "ehears"),
    Picture("history", "2 . . . h", "History"),
    Picture("why", "4 w", "Why"),
    Picture("check", "2 v", "Findings"),
    Picture("held", "3 ] ] ] ] ] down : 'what_is_held' enter", "with every bundle"),
    Picture("policy", "P . .", "Answered by"),
    Picture("checks", ": 'the_checks' enter", "What is said"),
    Picture("export", "x enter 'The_head_of_office_is_away' enter", "This leaves the office"),
    Picture("conflicts", "9 ] ] ]", "[conflicts]", store="second"),
    Picture("too-small", "", "too small", sizes=((50, 14),)),
    Picture("empty-office", "", "NEXT", store=EMPTY),
)


@dataclass
class Studio:
    """The demo in a folder that goes away afterwards."""

    folder: Path
    demo: exchange.Demo
    kept: dict[Path, bytes] = field(default_factory=dict)
    """Every file as it was before the first picture."""

    def keep(self) -> None:
        """Keep what there is now for all pictures."""
        self.kept = {path: path.read_bytes() for path in _files(self.folder)}

    def clear_away(self) -> None:
        """Put everything back: what was typed, saved or noted for one picture is in no other."""
        for path in _files(self.folder):
            if self.kept and path not in self.kept:
                path.unlink()
        for path, content in self.kept.items():
            if not path.exists() or path.read_bytes() != content:
                path.write_bytes(content)  # in its place: a new file would be a copy to the store

    @contextmanager
    def opened(self, which: str) -> Iterator[tuple[Store, dt.date]]:
        """Open a store as it is each time: on the demo's day, in the evening, last visited some weeks ago."""
        self.clear_away()
        day = UNION_DAY if which == "headquarters" else FIELD_DAY
        clock = log.FixedClock(dt.datetime.combine(dt.date.fromisoformat(day), dt.time(17), dt.UTC))
        around = Around(clock, log.Ids(clock, random.Random(1).randbytes), self.folder / "state", "studio")
        if which == EMPTY:
            db = store.create(self.folder / "empty.gemtui", Identity("NBO", "field", "focal point"), around)
        else:
            db = store.open_store(getattr(self.demo, "field" if which == ANSWERED else which), around)
            store.put_setting(db, "last_visit", LAST_VISIT[day])
        if which == ANSWERED:
            answer(db)
        try:
            yield db, dt.date.fromisoformat(day)
        finally:
            db.close()


def answer(db: Store) -> None:
    """Let headquarters have accepted the report, and ask something; the office answers, and changes a body late."""
    first, second, *_ = sorted(store.rows(db, "committee"), key=lambda row: str(row["name"]))
    accept(db, period="2023", made_on=FIELD_DAY, decided_on=FIELD_DAY)
    asked = asks(db, "committee", second["id"], "Who chairs it, and since when?", due_on="2024-02-01")
    said = {"subject_kind": "committee", "subject": second["id"], "reply_to": asked, "status": "open"}
    store.save(
        db,
        Edit(
            "remark", {**said, "text": "The head of office, since 2019. Shall we name the vice-chair, too?"}
        ),
    )
    store.save(db, Edit("committee", {"size": 7}, id=first["id"], why="Two places more since January"))


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


@contextmanager
def studio() -> Iterator[Studio]:
    """Make the demo, and let the second laptop take what its colleague has sent, so that the two disagree."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made = Studio(folder, exchange.make_demo(folder / "demo", folder / "state", "studio"))
        with made.opened("second") as (db, _):
            list(exchange.merge(db, [dict(made.demo.bundles)["ao-paz-share"]]))
        made.keep()
        for number, (_, bundle) in enumerate(made.demo.bundles):
            os.utime(bundle, (number, number))  # they arrived one after another, however fast they were made
        with chdir(made.demo.field.parent):  # so that a folder is named without where it happens to lie
            yield made


@contextmanager
def lasting_messages() -> Iterator[None]:
    """Let messages stay, so that a slow machine makes the same pictures."""
    before = toast.SHORT, toast.LONG
    toast.SHORT = toast.LONG = 3600.0
    yield
    toast.SHORT, toast.LONG = before


@contextmanager
def environment(name: str) -> Iterator[None]:
    """Set a variable for a moment, or none where the name is empty; none of the caller's own has a say."""
    before = os.environ.pop("NO_COLOR", None)
    if name:
        os.environ[name] = "1"
    yield
    os.environ.pop(name, None)
    if before is not None:
        os.environ["NO_COLOR"] = before


async def take(made: Studio, picture: Picture, size: tuple[int, int]) -> str:
    """Return the picture as SVG."""
    with made.opened(picture.store) as (db, today), lasting_messages():
        desk = Desk(lambda: (db, today), Ticking(), Path("bundles"), **picture.settings)
        desk.open()
        with environment(picture.env):
            app = GemApp(desk)
        async with threads_that_end(), app.run_test(size=size) as pilot:
            person = Person(pilot)
            await stands_still(person)
            for step in picture.steps.split():
                if step.startswith("'"):
                    await person.types(step.strip("'").replace("_", " "))
                elif step.startswith("@"):
                    await person.to_field(step[1:])
                else:
                    await person.press(step)
                await stands_still(person)
            await person.sees(picture.words)
            return plain_svg(app.export_screenshot(title="gemtui", simplify=True))


def plain_svg(svg: str) -> str:
    """Return the picture without fonts from the network and without comments: a monospaced font of the reader's does."""
    svg = re.sub(r"@font-face\s*\{.*?\}\s*", "", svg, flags=re.DOTALL)
    svg = re.sub(r"<!--.*?-->\s*", "", svg, flags=re.DOTALL)
    svg = svg.replace(
        "<svg ", '<svg xml:space="preserve" ', 1
    )  # some viewers drop blanks at either end of a text
    return svg.replace("Fira Code, monospace", "DejaVu Sans Mono, Menlo, Consolas, monospace")


def main(names: list[str]) -> int:
    """Make the pictures with these names, or all of them."""
    with studio() as made:
        for picture in PICTURES:
            for size in picture.sizes if not names or picture.name in names else ():
                path = HERE / f"{picture.name}-{size[0]}x{size[1]}.svg"
                path.write_text(asyncio.run(take(made, picture, size)), "utf-8", newline="\n")
                print(path.name)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
