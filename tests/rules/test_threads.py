"""Remarks as threads: whatever two people, or a hostile bundle, may have written."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from gemtui import rules


def said(identifier: str, **values: Any) -> dict[str, Any]:
    return {
        "office": "NBO",
        "id": identifier,
        "changed_at": f"2026-01-{len(identifier):02}",
        "text": "?",
        **values,
    }


def shape(rows: list[dict[str, Any]]) -> list[tuple[str, list[tuple[str, int]]]]:
    return [(t.state, [(row["id"], depth) for row, depth in t.words]) for t in rules.threads(rows)]


def test_an_answer_stands_below_what_it_answers_and_the_last_word_decides():
    rows = [said("a", status="open"), said("aaa", reply_to="a", status="answered"), said("aa", reply_to="a")]
    assert shape(rows) == [("answered", [("a", 0), ("aa", 1), ("aaa", 1)])]
    rows.append(said("aaaa", reply_to="NBO/aaa", status="open"))
    assert shape(rows) == [("open", [("a", 0), ("aa", 1), ("aaa", 1), ("aaaa", 2)])]
    rows.append(said("aaaaa", reply_to="a", status="settled"))
    assert shape(rows)[0][0] == "settled"


def test_the_question_itself_may_be_settled_later():
    rows = [
        said("a", status="settled") | {"changed_at": "2026-02-01"},
        said("aa", reply_to="a", status="open"),
    ]
    assert shape(rows)[0][0] == "settled"


def test_an_answer_without_a_word_on_it_answers_and_a_question_without_one_is_open():
    assert shape([said("a")])[0][0] == "open"
    assert shape([said("a"), said("aa", reply_to="a")])[0][0] == "answered"


def test_what_answers_something_missing_itself_or_in_a_circle_is_shown_once():
    rows = [
        said("a", reply_to="gone"),
        said("b", reply_to="b"),
        said("c", reply_to="d"),
        said("d", reply_to="c"),
    ]
    assert [words for _, words in shape(rows)] == [[("a", 0)], [("b", 0)], [("c", 0), ("d", 1)]]


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdefg")), max_size=12))
def test_every_remark_stands_in_one_thread(pairs: list[tuple[str, str]]):
    rows = [said(one, reply_to=above) for one, above in pairs]
    shown = [row["id"] for thread in rules.threads(rows) for row, _ in thread.words]
    assert sorted(shown) == sorted({one for one, _ in pairs})
