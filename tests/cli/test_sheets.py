"""`template` and `import`: a preview row by row, all or nothing, natural keys, blanks and dashes."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from gemtui.exchange.blind_cells import blind_cells
from tests.cli.gem import Gem

HEADS = "unit,as_of,grade,category,contract,women,men,other,undisclosed"


@pytest.fixture
def office(gem: Gem) -> Gem:
    """An office with one unit."""
    gem.add("office_unit", "code=NBO", "name=Area Office, Nairobi")
    return gem


def sheet(gem: Gem, *rows: str, heads: str = HEADS, name: str = "staff.csv") -> Path:
    path = gem.home / name
    path.write_text("\n".join((heads, *rows)) + "\n", encoding="utf-8")
    return path


def test_a_template_has_the_fields_as_headings(gem: Gem) -> None:
    made = gem.json("template", "staffing_snapshot", "--to", gem.home / "t.csv")
    heads = Path(made["template"]).read_text("utf-8").strip().split(",")
    assert heads[:3] == ["unit", "as_of", "grade"]
    assert gem("template", "staffing_snapshot", "--to", gem.home / "t.csv").code == 2, (
        "nothing is written over"
    )


def test_a_spreadsheet_template_offers_choices_and_comes_back(office: Gem) -> None:
    path = office.home / "t.xlsx"
    office.json("template", "staffing_snapshot", "--to", path)
    book = openpyxl.load_workbook(path)
    page = book.worksheets[0]
    heads = [cell.value for cell in page[1]]
    assert {"women", "men", "other", "undisclosed"} < set(heads)
    assert len(page.data_validations.dataValidation) >= 3
    values = {
        "unit": "NBO",
        "as_of": "2025-12-31",
        "grade": "P-5",
        "contract": "fixed-term",
        "women": 2,
        "men": 1,
        "other": 0,
        "undisclosed": 0,
    }
    for name, value in values.items():
        page.cell(2, heads.index(name) + 1, value)
    book.save(path)
    assert office.json("import", "staffing_snapshot", path)["added"] == 1
    (found,) = office.json("list", "staffing_snapshot")
    assert (found["grade"], found["women"], found["as_of"]) == ("P-5", 2, "2025-12-31")


def test_rows_are_added_changed_or_left_by_their_natural_key(office: Gem) -> None:
    first = sheet(
        office, "NBO,2025-12-31,P-5,P,fixed-term,2,1,0,0", "NBO,2025-12-31,P-4,P,fixed-term,1,1,0,0"
    )
    told = office.json("import", "staffing_snapshot", first)
    assert {name: told[name] for name in ("added", "changed", "unchanged", "problems")} == {
        "added": 2, "changed": 0, "unchanged": 0, "problems": [],
    }  # fmt: skip
    again = sheet(
        office,
        "NBO,31.12.2025,P-5,P,fixed-term,3,1,0,0",
        '"Area Office, Nairobi",2025-12-31,P-4,P,fixed-term,1,1,0,0',
    )
    told = office.json("import", "staffing_snapshot", again)
    assert (told["added"], told["changed"], told["unchanged"]) == (0, 1, 1)
    assert {row["grade"]: row["women"] for row in office.json("list", "staffing_snapshot")} == {
        "P-5": 3,
        "P-4": 1,
    }


def test_an_import_is_one_step_of_undo(office: Gem) -> None:
    office.json("import", "committee", sheet(office, "A,5", "B,7", heads="name,size"))
    assert len(office.json("undo")["records"]) == 2
    assert office.json("list", "committee") == []


def test_a_dry_run_says_the_same_and_saves_nothing(office: Gem) -> None:
    path = sheet(office, "A,5", "B,7", heads="name,size")
    planned = office.json("import", "committee", path, "--dry-run")
    assert (planned["added"], office.json("list", "committee")) == (2, [])
    assert office.json("import", "committee", path)["added"] == 2


def test_one_wrong_row_stops_all_and_every_problem_is_named(office: Gem) -> None:
    path = sheet(office, "A,5,band", "B,-1,band", "C,x,whim", ",5,band", heads="name,size,rule")
    answer = office("import", "committee", path, "--json")
    assert answer.code == 1
    assert [(p["row"], p["column"], p["code"]) for p in answer.json["problems"]] == [
        (3, "size", "too-small"), (4, "size", "not-a-number"), (4, "rule", "not-a-choice"), (5, "name", "required"),
    ]  # fmt: skip
    assert all(set(problem) == {"row", "column", "code", "message"} for problem in answer.json["problems"])
    assert office.json("list", "committee") == []
    assert "row 2: new" in office("import", "committee", path).out


def test_a_blank_leaves_and_a_dash_clears(office: Gem) -> None:
    office.json("import", "committee", sheet(office, "A,5,Buying,band", heads="name,size,mandate,rule"))
    office.json("import", "committee", sheet(office, "A,,-,", heads="name,size,mandate,rule"))
    (found,) = office.json("list", "committee")
    assert (found["size"], found["mandate"], found["rule"]) == (5, None, "band")


def test_an_ambiguous_date_asks_for_the_order(office: Gem) -> None:
    path = sheet(office, "A,03/04/2026", heads="name,established_on")
    answer = office("import", "committee", path, "--json")
    assert (answer.code, answer.codes) == (1, ["ambiguous-date"])
    office.json("import", "committee", path, "--date-order", "dmy")
    assert office.json("list", "committee")[0]["established_on"] == "2026-04-03"


def test_references_go_by_id_code_or_unique_name(office: Gem) -> None:
    unit = office.json("list", "office_unit")[0]["id"]
    rows = [f"A,{unit}", "B,nbo", 'C,"area office, nairobi"', f"D,NBO/{unit}"]
    office.json("import", "committee", sheet(office, *rows, heads="name,unit"))
    assert {row["unit"] for row in office.json("list", "committee")} == {unit, f"NBO/{unit}"}
    office.add("office_unit", "code=NBO2", "name=Area Office, Nairobi")
    answer = office(
        "import",
        "committee",
        sheet(office, 'E,"Area Office, Nairobi"', "F,Mombasa", heads="name,unit"),
        "--json",
    )
    assert answer.codes == ["ambiguous-name", "no-such-name"]


def test_the_same_record_twice_in_a_sheet_is_refused(office: Gem) -> None:
    assert office("import", "committee", sheet(office, "A,5", "A,7", heads="name,size"), "--json").codes == [
        "twice-in-sheet"
    ]


def test_what_a_list_writes_an_import_takes_back(office: Gem) -> None:
    office.add("committee", "name==1+1", "mandate=-", "size=5")
    path = office.home / "list.csv"
    path.write_text(office("list", "committee", "--csv").out, encoding="utf-8")
    told = office.json("import", "committee", path)
    assert (told["added"], told["changed"], told["unchanged"]) == (0, 0, 1)


def test_columns_that_mean_nothing_are_a_wrong_call(office: Gem) -> None:
    assert (
        office("import", "committee", sheet(office, "A,5", heads="name,nosuch"))
        .err.rstrip()
        .endswith("[unknown-column]")
    )
    assert (
        office("import", "committee", sheet(office, "A,5", heads="name,name"))
        .err.rstrip()
        .endswith("[twice-a-column]")
    )
    assert office("import", "committee", sheet(office, heads="")).err.rstrip().endswith("[sheet-empty]")


def test_labels_semicolons_and_a_mark_at_the_front_are_read(office: Gem) -> None:
    path = office.home / "excel.csv"
    path.write_bytes("\ufeffName;Size;Alternates apart\r\nÉquité;5;yes\r\n".encode())
    office.json("import", "committee", path)
    (found,) = office.json("list", "committee")
    assert (found["name"], found["size"], found["alternates_apart"]) == ("Équité", 5, True)


def test_hostile_files_are_refused_in_a_sentence(office: Gem) -> None:
    wrong = {
        "binary.csv": b"\xff\xfe\x00", "quote.csv": b'name\n"A', "no.xlsx": b"no archive", "empty.xlsx": b"",
        "wide.csv": b"name" + b",x" * 1000, "long.csv": b"name\n" + b"A\n" * 30_000,
    }  # fmt: skip
    for name, content in wrong.items():
        (office.home / name).write_bytes(content)
        answer = office("import", "committee", office.home / name)
        assert (answer.code, answer.out) == (2, ""), name
        assert "Traceback" not in answer.err
        assert not list((office.home / "state" / "gemtui").glob("report-*")), name


def test_a_workbook_that_declares_entities_or_unpacks_to_too_much_is_refused(office: Gem) -> None:
    for name, part, content in (
        ("entity.xlsx", "xl/workbook.xml", b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
        ("bomb.xlsx", "xl/worksheets/sheet1.xml", b"0" * (130 * 2**20)),
    ):
        with zipfile.ZipFile(office.home / name, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(part, content)
        answer = office("import", "committee", office.home / name)
        assert (answer.code, answer.out) == (2, ""), name


def test_a_formula_comes_in_as_what_it_showed_and_is_never_run(office: Gem) -> None:
    with xlsxwriter.Workbook(office.home / "formula.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["name", "mandate", "size"])
        sheet.write(1, 0, "A")
        sheet.write_formula(1, 1, '=CONCAT("ad","vice")', None, "advice")
        sheet.write_formula(1, 2, "=2+3", None, 5)
    office.json("import", "committee", office.home / "formula.xlsx")
    listed = {row["name"]: (row["mandate"], row["size"]) for row in office.json("list", "committee")}
    assert listed == {"A": ("advice", 5)}


def test_a_formula_whose_stored_result_is_an_empty_text_is_blank() -> None:
    cells = '<c t="str"><f>A1</f><v></v></c><c><f>A1</f><v/></c><c t="str"><f>A1</f></c><c/><c r="F1"><f>A1</f></c>'
    part = f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><row>{cells}</row></worksheet>'
    assert list(blind_cells(io.BytesIO(part.encode()), 9)) == [(1, 2), (1, 3), (1, 6)]


def test_a_formula_without_a_stored_result_is_never_taken_for_a_blank(office: Gem) -> None:
    book = openpyxl.Workbook()
    for cells in (
        ["name", "size", ""],
        ["A", 5, "=ROW()"],
        ["B", "=2+3"],
        ["=A2", ""],
        ["C", "#N/A"],
        ["=A3", "=A4"],
    ):
        book.active.append(cells)
    book.active["B5"].data_type = "e"
    book.save(office.home / "formula.xlsx")
    answer = office("import", "committee", office.home / "formula.xlsx", "--json")
    assert (answer.code, answer.json["added"], office.json("list", "committee")) == (1, 0, [])
    assert [(p["row"], p["column"], p["code"]) for p in answer.json["problems"]] == [
        (3, "size", "formula-without-result"), (4, "name", "formula-without-result"), (5, "size", "error-value"),
        (6, "name", "formula-without-result"), (6, "size", "formula-without-result"),
    ]  # fmt: skip
    rehearsed = office("import", "committee", office.home / "formula.xlsx", "--dry-run")
    assert "row 3, size: This cell holds a formula" in rehearsed.out


def test_a_heading_that_is_a_formula_without_a_result_loses_no_column(office: Gem) -> None:
    book = openpyxl.Workbook()
    for cells in (["name", '=CONCAT("si","ze")'], ["A", 5]):
        book.active.append(cells)
    book.save(office.home / "formula.xlsx")
    answer = office("import", "committee", office.home / "formula.xlsx", "--json")
    assert (answer.code, [p["code"] for p in answer.json["problems"]]) == (1, ["formula-without-result"])
