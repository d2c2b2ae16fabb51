"""Cells of an XLSX sheet that would come in as something nobody meant: formulas without a stored result, error values.

A formula is never worked out here, so only the result that a spreadsheet program stored with it counts. A program that
writes formulas and stores none (as most libraries do) leaves a cell that reads as blank, and a blank cell means *as it was*.
"""

from __future__ import annotations

from typing import Any, BinaryIO

Place = tuple[int, int]
"""Row and column, both from 1."""


def blind_cells(part: BinaryIO, last_row: int) -> dict[Place, str]:
    """Return by place the code of what is wrong with a cell, up to a row: `formula-without-result`, `error-value`.

    Raises what the parser raises for XML that is none.
    """
    from openpyxl.utils.cell import coordinate_to_tuple  # type: ignore[import-untyped]  # it ships no stubs
    from openpyxl.xml.functions import iterparse  # type: ignore[import-untyped]  # as above

    found: dict[Place, str] = {}
    row = 0
    for _, element in iterparse(part):
        if _name(element) != "row":
            continue
        row = int(float(element.get("r") or row + 1))
        if row > last_row:
            break
        column = 0
        for cell in element:
            column = coordinate_to_tuple(cell.get("r"))[1] if cell.get("r") else column + 1
            if code := _fault(cell):
                found[row, column] = code
        element.clear()
    return found


def _fault(cell: Any) -> str:
    """Return what is wrong with a cell; a stored empty text is a result, too."""
    parts = {_name(part): part.text for part in cell}
    if cell.get("t") == "e":
        return "error-value"
    is_shown = bool(parts.get("v")) or (cell.get("t") == "str" and "v" in parts)
    return "" if "f" not in parts or is_shown else "formula-without-result"


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]
