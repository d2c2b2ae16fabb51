"""CSV files: written for spreadsheets and other programs, read back strictly, and without loss."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gemtui.exchange import BundleRefused, guard, unguard
from gemtui.exchange.table import Rows, column_types, columns, value_of, write_table
from gemtui.records import kinds
from tests.exchange import forge
from tests.records.strategies import HOSTILE, rows

COMMITTEE = kinds()["committee"]


def cells(kind: str, row: dict[str, Any], record: int = 1) -> list[Any]:
    """Return a row as the store hands it over."""
    kept = {
        "id": forge.record_id(record),
        "office": "NBO",
        "revision": 3,
        "changed_at": forge.AT,
        "changed_by": "x",
    }
    return [(row | kept).get(name) for name in columns(kinds()[kind])]


def code_of(content: bytes) -> str:
    with pytest.raises(BundleRefused) as caught:
        list(Rows([content], "t.csv"))
    return caught.value.code


@pytest.mark.parametrize("kind", sorted(kinds()))
@given(data=st.data())
@settings(max_examples=15, deadline=None)
def test_every_kind_comes_back_as_it_was(kind: str, data: st.DataObject) -> None:
    given_rows = data.draw(st.lists(rows(kind), min_size=1, max_size=4))
    written = b"".join(write_table(kinds()[kind], [cells(kind, row, n) for n, row in enumerate(given_rows)]))
    header, *found = Rows([written], "t.csv")
    assert tuple(header) == columns(kinds()[kind])
    types = column_types(kinds()[kind])
    for row, read in zip(given_rows, found, strict=True):
        values = {name: value_of(text, types[name]) for name, text in zip(header, read, strict=True)}
        assert {name: value for name, value in values.items() if value is not None and name in row} == row


@pytest.mark.parametrize("kind", sorted(kinds()))
@given(data=st.data())
@settings(max_examples=10, deadline=None)
def test_no_cell_of_any_kind_is_a_live_formula(kind: str, data: st.DataObject) -> None:
    row = data.draw(rows(kind, full=True))
    written = b"".join(write_table(kinds()[kind], [cells(kind, row)])).decode()
    texts = [name for name, of in column_types(kinds()[kind]).items() if of == "string"]
    for read in csv.DictReader(io.StringIO(written, newline="")):
        assert not [name for name in texts if read[name].startswith(("=", "+", "-", "@", "\t", "\r"))]


@given(
    st.one_of(
        st.text(),
        st.sampled_from(HOSTILE),
        st.sampled_from("=+-@\t\r'").flatmap(lambda c: st.text().map(c.__add__)),
    )
)
def test_a_guarded_text_comes_back(text: str) -> None:
    assert unguard(guard(text)) == text
    assert guard(text)[:1] not in set("=+-@\t\r")


@given(
    st.lists(st.text(st.characters(exclude_categories=("Cs",))), min_size=1, max_size=6), st.integers(1, 40)
)
@settings(max_examples=300)
def test_any_cells_come_back_however_the_bytes_arrive(texts: list[str], size: int) -> None:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerow(["x", *texts])
    content = out.getvalue().encode()
    chunks = [content[at : at + size] for at in range(0, len(content), size)]
    assert list(Rows(chunks, "t.csv")) == [["x", *texts]]


@pytest.mark.parametrize(
    "content",
    [
        b"a,b\n1,2\n",
        b"a,b\r1,2\r",
        b"a,b\r\n1,2",
        b"a,b\r\n\r\n1,2\r\n",
        b"a,b\n\r\n",
        b"a,b\r\r\n",
        b'a,"b\r\n',
        b'a,b"c"d\r\n"x"y,1\r\n',
        b"a\nb,c\r\n",
        b"a,\xff\r\n",
    ],
)
def test_what_is_not_plain_csv_is_refused(content: bytes) -> None:
    assert code_of(content) == "bad-package"


def test_line_ends_inside_quotes_are_text() -> None:
    content = b'a,"one\r\n\r\ntwo\n\r\nthree\rfour\n"\r\n'
    assert list(Rows([content], "t.csv")) == [["a", "one\r\n\r\ntwo\n\r\nthree\rfour\n"]]


def test_a_line_without_end_is_stopped() -> None:
    assert code_of(b"a" * 2_000_000) == "too-large"
    assert code_of(b'"' + b"a\r\n" * 700_000) == "too-large"


def test_the_same_rows_give_the_same_bytes_in_one_batch_or_many() -> None:
    many = [cells("committee", {"name": f"-{n}" if n == 1500 else f"C{n}"}, n) for n in range(2_500)]
    whole = b"".join(write_table(COMMITTEE, iter(many)))
    assert whole == b"".join(write_table(COMMITTEE, many))
    assert whole.count(b"\r\n") == 2_501
    assert b",'-1500," in whole
