"""`report`: the papers in their formats, figures with ids, DRAFT, small cells hidden, hostile text inert."""

from __future__ import annotations

import io
import json
import re
import time
from html.parser import HTMLParser
from pathlib import Path

import docx
import openpyxl
import pytest

from gemtui.reports import REPORTS
from tests.cli.gem import Gem

HOSTILE = '=HYPERLINK("http://x")<script>alert(1)</script>|*a*[b](javascript:1)\u202e'


@pytest.fixture
def field(demo: Path) -> Gem:
    return Gem(demo.parent, store="demo/ao-paz.gemtui")


@pytest.fixture
def union(demo: Path) -> Gem:
    return Gem(demo.parent, store="demo/itu.gemtui")


class Page(HTMLParser):
    """The tags and attributes of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name in ("href", "src", "action", "data")]


@pytest.mark.parametrize(
    ("name", "suffix"), [(name, suffix) for name, (_, formats) in REPORTS.items() for suffix in formats]
)
def test_every_report_opens_in_each_of_its_formats(
    union: Gem, tmp_path: Path, name: str, suffix: str
) -> None:
    target = tmp_path / f"a.{suffix}"
    told = union.json("report", name, "--to", target)
    content = target.read_bytes()
    assert told["report"] == name
    if suffix == "json":
        assert json.loads(content) == told
    elif suffix == "docx":
        assert docx.Document(io.BytesIO(content)).tables
    elif suffix == "xlsx":
        assert len(openpyxl.load_workbook(io.BytesIO(content)).sheetnames) > 1
    elif suffix == "html":
        page = Page(content.decode())
        assert page.links == []
        assert {"script", "img", "iframe", "link"}.isdisjoint(page.tags)
        assert "table" in page.tags
    else:
        assert content.decode().startswith("# ")


def test_the_council_report_of_scenario_3(union: Gem, tmp_path: Path) -> None:
    told = union.on("2026-01-20").json("report", "council", "--to", tmp_path / "c.md", "--period", "2025")
    assert (told["reported"], told["offices"], told["not_reported"], told["draft"]) == (
        4,
        5,
        ["AO-LIM"],
        True,
    )
    assert len(told["not_rated"]) == 17
    whole = told["actions"]["all_offices"]
    assert (whole["all"]["value"], whole["done"]["value"], whole["cancelled"]["value"]) == (45, 15, 3)
    assert (whole["completion"]["value"], whole["completion"]["percent"]) == ("5/14", "35.7")
    staff = {line["line"]: line for line in told["staffing"]}
    assert (staff["Union"]["women"], staff["Union"]["men"], staff["Union"]["percent_women"]) == (
        148,
        153,
        "49.2",
    )
    (inputs,) = (each["inputs"] for each in told["inputs"] if each["indicator"] == "SWAP3-11")
    ratings = {key.partition("/")[0]: rating for key, rating in inputs.items()}
    assert ratings == {"AO-PAZ": "meets", "RO-NVL": "approaches", "AO-TRM": "missing", "ITU": "approaches"}
    text = (tmp_path / "c.md").read_text("utf-8")
    assert "4 of 5 offices" in text
    assert "DRAFT" in text


def test_numbers_carry_the_ids_behind_them(field: Gem, tmp_path: Path) -> None:
    told = field.json("report", "office", "--to", tmp_path / "o.html")
    actions = {row["id"] for row in field.json("list", "action")}
    assert set(told["actions"]["all"]["ids"]) == actions
    assert told["actions"]["all"]["value"] == len(actions)
    assert all(line["ids"] for line in told["staffing"])
    assert {body["id"] for body in told["committees"]} == {
        row["id"] for row in field.json("list", "committee")
    }


def test_small_cells_of_staff_are_hidden_wherever_a_report_is_read(union: Gem, tmp_path: Path) -> None:
    told = union.json("report", "balance", "--to", tmp_path / "b.json")
    small = next(line for line in told["staffing"] if line["line"] == "AO-TRM")
    assert (small["women"], small["men"], small["suppressed"]) == (None, None, True)
    others = {line["line"]: line["women"] for line in told["staffing"]}
    assert others["AO-PAZ"] == 8  # as AO-PAZ publishes it itself
    assert others["ITU"] is None  # else AO-TRM would follow from the Union's line


def test_the_un_swap_sheet_has_its_rows_and_columns(field: Gem, tmp_path: Path) -> None:
    field("report", "un-swap", "--to", tmp_path / "u.xlsx")
    book = openpyxl.load_workbook(tmp_path / "u.xlsx")
    sheet = next(sheet for sheet in book if sheet["B1"].value == "Indicator")
    heads = [cell.value for cell in sheet[1]]
    assert heads == [
        "No.", "Indicator", "Rating", "Explanation", "Evidence", "Remedial action", "Responsible", "Date", "Money",
    ]  # fmt: skip
    assert [row[0].value for row in sheet.iter_rows(min_row=2, max_row=18)] == list(range(1, 18))


def test_hostile_text_is_text_in_every_format(tmp_path: Path) -> None:
    gem = Gem(tmp_path)
    gem("init", "--office", "NBO")
    gem.add(
        "action",
        f"title={HOSTILE}",
        "area=A",
        "responsible=Head",
        "accountable=Head",
        "delivery_on=2026-03-31",
    )
    for suffix in ("html", "docx", "xlsx"):
        assert gem("report", "action-plan", "--to", tmp_path / f"a.{suffix}").code == 0
    page = (tmp_path / "a.html").read_text("utf-8")
    assert "script" not in Page(page).tags
    assert "\u202e" not in page
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not any(cell.data_type == "f" or cell.hyperlink for cell in cells)
    assert any(str(cell.value).startswith("=HYPERLINK") for cell in cells)


def test_reports_name_nobody(tmp_path: Path) -> None:
    gem = Gem(tmp_path)
    gem("init", "--office", "NBO")
    person = gem.add("person", "name=Amina Example", "gender=woman", "grade=P-3")
    gem.add(
        "focal_point", f"person={person}", "role=focal_point", "appointed_on=2025-01-01", "ends_on=2026-12-14"
    )
    body = gem.add("committee", "name=Panel", "size=2")
    gem.add("seat", f"committee={body}", "role=chair", f"person={person}")
    for suffix in ("html", "json"):
        assert gem("report", "office", "--to", tmp_path / f"o.{suffix}").code == 0
        content = (tmp_path / f"o.{suffix}").read_text("utf-8")
        assert "Panel" in content
        assert "Amina" not in content


def test_what_can_not_be_made_is_said_and_nothing_is_written(field: Gem, tmp_path: Path) -> None:
    for name, file, code in (
        ("nothing", "a.html", "no-such-report"), ("board", "a.html", "headquarters-report"),
        ("un-swap", "a.html", "no-such-format"), ("office", "a", "no-ending"), ("office", "a.", "no-ending"), ("office", "none/a.html", "no-folder"),
    ):  # fmt: skip
        answer = field("report", name, "--to", tmp_path / file)
        assert (answer.code, answer.out) == (2, "")
        assert f"[{code}]" in answer.err
    assert not [*tmp_path.glob("a*")]


@pytest.mark.parametrize("suffix", ["docx", "xlsx", "html", "json"])
def test_the_same_log_gives_the_same_bytes_at_any_time_of_the_day(
    union: Gem, tmp_path: Path, suffix: str
) -> None:
    name = "action-plan"
    at = union.on("2026-01-20")
    first, second = tmp_path / f"1.{suffix}", tmp_path / f"2.{suffix}"
    at("report", name, "--to", first)
    packed = int(first.stat().st_mtime) // 2
    while int(time.time()) // 2 == packed:  # a ZIP file notes times in steps of two seconds
        pass
    at("report", name, "--to", second)
    assert first.read_bytes() == second.read_bytes()


def test_a_report_says_what_it_rests_on(union: Gem, tmp_path: Path) -> None:
    told = union.on("2026-01-20").json("report", "council", "--to", tmp_path / "c.md", "--period", "2025")
    sources, text = told["sources"], (tmp_path / "c.md").read_text("utf-8")
    assert sources["log"] == union.json("digest")["log"]
    assert sources["log"][:16] in text
    assert sources["bands"]["parity_low"] == 47
    assert "47 to 53" in text
    assert [bundle["office"] for bundle in sources["bundles"]] == ["AO-PAZ", "AO-PAZ", "AO-TRM", "RO-NVL"]
    signers = {line["fingerprint"] for line in union.json("key", "list")}
    for bundle in sources["bundles"]:
        assert bundle["signer"] in signers
        assert bundle["sha256"][:16] in text


def test_an_earlier_day_rests_on_the_bundles_that_had_come_by_then(union: Gem, tmp_path: Path) -> None:
    at = union.on("2026-01-20")
    day = min(
        n["received"] for n in at.json("report", "board", "--to", tmp_path / "b.json")["sources"]["bundles"]
    )
    before = at.json("report", "board", "--to", tmp_path / "a.json", "--on", "2024-01-01", "--period", "2025")
    assert before["sources"]["bundles"] == []
    assert day[:4] >= "2026"


def test_headquarters_makes_the_feedback_sheet_of_one_office(union: Gem, field: Gem, tmp_path: Path) -> None:
    at = union.on("2026-01-20")
    for name in ("office", "balance", "action-plan", "un-swap"):
        told = at.json("report", name, "--office", "RO-NVL", "--to", tmp_path / f"{name}.docx")
        assert told["office"] == "RO-NVL"
    sheet = at.json("report", "office", "--office", "ro-nvl", "--to", tmp_path / "o.html")
    assert {body["name"] for body in sheet["committees"]} == {
        row["name"] for row in union.json("list", "committee") if row["office"] == "RO-NVL"
    }
    assert sheet["completeness"]["staffing"] == {"done": 1, "due": 1}
    for gem, name, office in (
        (union, "board", "RO-NVL"),
        (union, "office", "ZZZ"),
        (field, "office", "RO-NVL"),
    ):
        answer = gem("report", name, "--office", office, "--to", tmp_path / "x.html")
        assert (answer.code, "[nothing-of-office]" in answer.err) == (2, True)
    assert not (tmp_path / "x.html").exists()


def texts(path: Path) -> list[list[str]]:
    """Return the cells of every table of a report, whatever its format."""
    if path.suffix == ".docx":
        tables = docx.Document(str(path)).tables
        return [[cell.text for cell in row.cells] for table in tables for row in table.rows]
    found = path.read_text("utf-8")
    return [re.findall(r"<t[dh][^>]*>([^<]*)</t[dh]>", row) for row in re.findall(r"<tr>(.*?)</tr>", found)]


@pytest.mark.parametrize("suffix", ["html", "docx"])
def test_scenario_2_as_it_may_be_published(union: Gem, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"nvl.{suffix}"
    hq = union.on("2026-01-12")
    told = hq.json("report", "office", "--office", "RO-NVL", "--period", "2025", "--to", path)
    rows = texts(path)
    assert ["all", "17", "13", "30", "–", "56.7"] in rows
    assert ["professional and higher", "–", "–", "21", "–", ""] in rows
    assert ["national officers and general service", "–", "–", "9", "–", ""] in rows
    assert ["telework", "14", "9", "14", "–", "0", "–"] in rows
    assert ["part-time", *["–"] * 6] in [[cell.replace("part time", "part-time") for cell in r] for r in rows]
    assert told["all_requests"]["value"] == 26
    assert [line["suppressed"] for line in told["requests"]] == [True, True]
    youth = next(body for body in told["committees"] if body["undisclosed"] is None)
    assert (youth["women"], youth["men"], youth["size"], youth["range"]) == (5, 5, None, None)


def test_no_small_count_is_told_in_a_finding_or_a_survey(tmp_path: Path) -> None:
    gem = Gem(tmp_path)
    gem("init", "--office", "NBO")
    survey = ("culture_survey", "held_on=2025-05-01", "respondents_women=3", "respondents_men=3")
    gem.add(*survey, "question=One said no", "favourable_women=3", "favourable_men=2")
    gem.add(*survey, "question=All said yes", "favourable_women=3", "favourable_men=3")
    gem.add("training_record", "title=Course", "held_on=2025-05-01", "women=2", "men=9", "staff_on_board=4")
    told = gem.json("report", "office", "--to", tmp_path / "o.html", "--period", "2025", "--on", "2026-01-10")
    assert [(one["question"], one["answers"], one["favourable"]) for one in told["surveys"]] == [
        ("All said yes", 6, 6), ("One said no", 6, None),
    ]  # fmt: skip
    assert [(one["women"], one["men"], one["total"]) for one in told["trainings"]] == [(None, None, 11)]
    (said,) = [row[-1] for row in texts(tmp_path / "o.html") if "there are only" in row[-1]]
    assert said.startswith("11 came, but there are only &lt;5 staff")


def test_public_tables_are_those_of_the_last_day_of_december(tmp_path: Path) -> None:
    gem = Gem(tmp_path)
    gem("init", "--office", "NBO")
    for day, women in (("2024-12-31", 8), ("2025-06-30", 9)):
        gem.add("staffing_snapshot", f"as_of={day}", "grade=P-3", f"women={women}", "men=10")
    for on, women in (("2025-07-01", 8), ("2025-12-30", 8), ("2025-12-31", 9)):
        told = gem.json("report", "balance", "--to", tmp_path / "b.html", "--on", on)
        assert [line["women"] for line in told["staffing"]] == [women]
        assert f"As of 31 Dec {on[:4] if on.endswith('12-31') else 2024}." in (tmp_path / "b.html").read_text(
            "utf-8"
        )


def counted(gem: Gem, grade: str, *heads: tuple[str, int, int]) -> None:
    for day, women, men in heads:
        gem.add("staffing_snapshot", f"as_of={day}", f"grade={grade}", f"women={women}", f"men={men}")


@pytest.mark.parametrize("name", ["office", "un-swap"])
def test_a_level_s_way_to_parity_is_told_with_what_it_assumes_and_small_ones_are_not(
    gem: Gem, tmp_path: Path, name: str
) -> None:
    counted(gem, "P-5", ("2023-12-31", 6, 14), ("2025-12-31", 8, 12))
    counted(gem, "P-4", ("2023-12-31", 2, 12), ("2025-12-31", 4, 12))
    for number in range(12):
        gem.add(
            "recruitment_exercise", f"reference=VN {number}", "grade=P-5", "closed_on=2025-06-01",
            f"selected_gender={'woman' if number % 2 else 'man'}",
        )  # fmt: skip
    told = gem.on("2026-02-01").json("report", name, "--to", tmp_path / "r.json", "--period", "2025")
    lines = {one["line"]: one for one in told["projections"]}
    assert "P-4" not in lines  # four women
    assert lines["P-5"]["linear"] == {
        "answer": "by", "increment": "5.0", "years": 2, "year": 2027, "since": "2023-12-31", "until": "2025-12-31",
    }  # fmt: skip
    flow = lines["P-5"]["flow"]
    assert (flow["leaving"], flow["women"], flow["answer"]) == ("4", "1/2", "by")
    ids = {row["id"] for row in gem.json("list", "staffing_snapshot")}
    assert ids & set(lines["P-5"]["ids"])
    page = tmp_path / "r.docx"
    gem.on("2026-02-01").json("report", name, "--to", page, "--period", "2025")
    text = "\n".join(c.text for t in docx.Document(str(page)).tables for r in t.rows for c in r.cells)
    assert "50 % in 2 years, by 2027" in text
    assert "if 4 leave a year and 50.0 % of those appointed are women" in text
    assert "the yearly change from 31 Dec 2023 to 31 Dec 2025 goes on" in text


def test_who_came_and_left_is_not_told_where_they_were_few(gem: Gem, tmp_path: Path) -> None:
    counted(gem, "P-5", ("2023-12-31", 6, 14))
    flows = ("hired_women=3", "hired_men=1", "left_women=1", "left_men=3")
    gem.add("staffing_snapshot", "as_of=2025-12-31", "grade=P-5", "women=8", "men=12", *flows)
    told = gem.on("2026-02-01").json("report", "office", "--to", tmp_path / "r.json", "--period", "2025")
    assert {one["flow"] is None for one in told["projections"]} == {True}


def test_participation_stands_year_by_year_and_hides_what_would_tell_a_small_count(
    gem: Gem, tmp_path: Path
) -> None:
    gem.add("staffing_snapshot", "as_of=2025-12-31", "grade=P-4", "women=20", "men=20")
    for day, women, title in (("2024-05-01", 8, "A"), ("2025-05-01", 12, "A"), ("2023-05-01", 9, "A"), ("2023-06-01", 2, "B")):  # fmt: skip
        about = (f"title={title}", "mandatory=yes", f"held_on={day}", f"women={women}", "men=7")
        gem.add("training_record", *about, "staff_on_board=40")
    owner = ("type=management", "title=Goals", "owner=Head")
    gem.add("hr_measure", *owner, "starts_on=2025-01-01", "goal_share=60")
    told = gem.on("2026-02-01").json("report", "office", "--to", tmp_path / "r.json", "--period", "2025")
    years = {one["year"]: one for one in told["participation"]}
    assert (years[2023]["took_part"], years[2023]["percent_of_staff"]) == (None, None)
    assert (years[2025]["took_part"], years[2025]["percent_of_staff"], years[2025]["moved"]) == (
        19,
        "47.5",
        "rising",
    )
    assert (years[2024]["percent_with_goal"], years[2025]["percent_with_goal"]) == (None, 60)
