"""`entry` and `walk`: the forms' questions line by line, from a pipe as from a terminal, with the same drafts."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import pexpect
import pytest

from gemtui import log, store
from gemtui.__main__ import machine
from tests.cli.gem import PROGRAM, Gem
from tests.store.accepted import accept


def body(gem: Gem) -> str:
    return gem.add("committee", "name=Panel", "size=5", "rule=band")


def drafts(gem: Gem) -> list[dict[str, str]]:
    around = store.Around(*(None,) * 2, gem.home / "state")  # type: ignore[arg-type]  # reading needs no clock
    db = store.open_store(gem.path, around, read_only=True)
    try:
        return [draft.answers for draft in store.drafts(db)]
    finally:
        db.close()


def test_answers_line_by_line_make_a_record_with_choices_by_letters_and_numbers(gem: Gem) -> None:
    answer = gem("entry", "committee", stdin="Youth board\nstatut\n\n7\n2\n\n\n>>\n")
    assert (answer.code, answer.err) == (0, "")
    (made,) = gem.json("list", "committee")
    assert (made["name"], made["size"], made["rule"]) == ("Youth board", 7, "both_present")
    assert made["type"] == "statutory_committee" or "statut" in made["type"]
    assert drafts(gem) == []


def test_blank_zero_and_the_three_states_are_five_different_answers(gem: Gem) -> None:
    for typed in ("", "0", "n/a", "unknown", "pending"):
        gem("entry", "committee", stdin=f"Body {typed}\n\n\n\n\n{typed}\n>>\n")
    found = [(row["term_months"], row["term_months_state"]) for row in gem.json("list", "committee")]
    assert sorted(found, key=str) == sorted(
        [(None, None), (0, None), (None, "n/a"), (None, "unknown"), (None, "pending")], key=str
    )


def test_what_can_t_be_read_is_kept_as_typed_beside_the_record_and_not_counted(gem: Gem) -> None:
    answer = gem("entry", "committee", stdin="Panel\n\n\nsome\n\n>>\n")
    assert answer.code == 0
    (made,) = gem.json("list", "committee")
    assert made["size"] is None
    assert drafts(gem) == [{"size": "some"}]
    again = gem("entry", "committee", made["id"], stdin="\n\n\n\n5\n>>\n")
    assert again.code == 0
    assert gem.json("show", "committee", made["id"])["record"]["size"] == 5
    assert drafts(gem) == []


def test_stopping_keeps_a_draft_that_the_next_call_offers(gem: Gem) -> None:
    assert gem("entry", "committee", stdin="Youth board\n").code == 1
    assert drafts(gem) == [{"name": "Youth board"}]
    answer = gem("entry", "committee", stdin="\n\n>>\n")
    assert answer.code == 0
    assert [row["name"] for row in gem.json("list", "committee")] == ["Youth board"]


def test_a_draft_that_is_not_wanted_now_is_set_aside_and_not_lost(gem: Gem) -> None:
    gem("entry", "committee", stdin="Youth board\n")
    assert gem("entry", "committee", stdin="n\nPanel\n>>\n").code == 0
    assert [row["name"] for row in gem.json("list", "committee")] == ["Panel"]
    assert drafts(gem) == [{"name": "Youth board"}]


def test_one_goes_back_clears_and_asks_for_help(gem: Gem) -> None:
    identifier = body(gem)
    answer = gem("entry", "committee", identifier, stdin="?\nBoard\n<\nCouncil\n\n\n-\n>>\n")
    assert answer.code == 0
    assert "OA-C2" in answer.out
    record = gem.json("show", "committee", identifier)["record"]
    assert (record["name"], record["size"]) == ("Council", None)


def test_last_period_s_value_is_offered_and_taken_by_one_sign(gem: Gem) -> None:
    gem.add(
        "staffing_snapshot", "as_of=2025-12-31", "grade=P-3", "women=2", "men=3", "other=0", "undisclosed=0"
    )
    lines = "\n2026-06-30\nP-3\n\n\n\n=\n4\n=\n=\n>>\n"
    answer = gem("entry", "staffing_snapshot", stdin=lines)
    assert answer.code == 0
    assert "31 Dec 2025: 2" in answer.out
    made = next(row for row in gem.json("list", "staffing_snapshot") if row["as_of"] == "2026-06-30")
    assert [made[name] for name in ("women", "men", "other", "undisclosed")] == [2, 4, 0, 0]


def test_a_save_that_is_refused_says_why_and_goes_to_the_field(gem: Gem) -> None:
    answer = gem("entry", "committee", stdin="\n>>\nPanel\n>>\n")
    assert answer.code == 0
    assert [row["name"] for row in gem.json("list", "committee")] == ["Panel"]


def test_walk_asks_the_very_field_of_each_gap_and_counts_what_is_left(gem: Gem) -> None:
    person = gem.add("person", "name=Head", "gender=woman")
    gem.add("focal_point", f"person={person}", "role=focal_point", "appointed_on=2026-01-01")
    before = [f["code"] for f in gem.json("check")["findings"]]
    assert "tor-missing" in before
    lines = []
    for code in before:
        lines.append("2026-02-01" if code == "tor-missing" else "")
    answer = gem("walk", stdin="\n".join(lines) + "\n")
    assert answer.code == (1 if gem.json("check")["errors"] else 0)
    assert "tor-missing" not in [f["code"] for f in gem.json("check")["findings"]]
    (made,) = gem.json("list", "focal_point")
    assert made["tor_signed_on"] == "2026-02-01"


def test_walk_enters_a_record_that_is_missing_and_ends_at_the_end_of_all_lines(gem: Gem) -> None:
    codes = [f["code"] for f in gem.json("check")["findings"]]
    at = codes.index("no-focal-point")
    answer = gem("walk", stdin="\n" * at + "y\n\n\nfocal\n2026-01-01\n>>\n")
    assert answer.code == 0
    assert [row["role"] for row in gem.json("list", "focal_point")] == ["focal_point"]


def test_an_unknown_kind_or_record_ends_the_call_and_asks_nothing(gem: Gem) -> None:
    assert gem("entry", "nothing").code == 2
    assert gem("entry", "committee", "0192f0c1-7c1e-7b3a-9c52-0c1d2e3f4a5b").code == 2
    assert gem("walk", "--period", "soon").code == 2
    assert gem("entry", "entity_rating").code == 1


def accepted(gem: Gem) -> None:
    """Let headquarters have accepted what the office's store says now."""
    clock = log.FixedClock(dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC))
    here = machine(Path("/etc/machine-id"))
    db = store.open_store(gem.path, store.Around(clock, log.Ids(clock), gem.home / "state" / "gemtui", here))
    try:
        accept(db)
    finally:
        db.close()


def reasons(gem: Gem, identifier: str) -> list[str | None]:
    return [c["why"] for c in gem.json("show", "committee", identifier, "--history")["history"]]


def test_a_change_of_what_headquarters_accepted_asks_why(gem: Gem) -> None:
    identifier = body(gem)
    accepted(gem)
    answer = gem("entry", "committee", identifier, stdin="\n\n\n6\n>>\nOne place more\n")
    assert (answer.code, answer.err) == (0, "")
    assert "Why is it changed?" in answer.out
    assert gem.json("show", "committee", identifier)["record"]["size"] == 6
    assert "One place more" in reasons(gem, identifier)
    assert drafts(gem) == []


def test_without_a_reason_nothing_is_saved_and_the_draft_comes_back(gem: Gem) -> None:
    identifier = body(gem)
    accepted(gem)
    for typed in ("\n\n\n6\n>>\n", "\n\n\n\n\n>>\n\n"):  # no line comes; an empty one comes, then none
        answer = gem("entry", "committee", identifier, stdin=typed)
        assert (answer.code, answer.err) == (1, "")
        assert "No reason was given" in answer.out
        assert gem.json("show", "committee", identifier)["record"]["size"] == 5
        assert drafts(gem) == [{"size": "6"}]
    assert gem("entry", "committee", identifier, stdin="\n>>\n\n>>\nOne place more\n").code == 0
    assert gem.json("show", "committee", identifier)["record"]["size"] == 6
    assert drafts(gem) == []


def test_what_goes_on_after_a_report_asks_nothing(gem: Gem) -> None:
    identifier = body(gem)
    accepted(gem)
    answer = gem("entry", "committee", identifier, stdin="\n" * 10 + "2026-12-31\n>>\n")
    assert answer.code == 0
    assert "Why is it changed?" not in answer.out
    assert gem.json("show", "committee", identifier)["record"]["ends_on"] == "2026-12-31"


@pytest.mark.parametrize("ending", ["", "\n"])
def test_walk_asks_why_and_leaves_the_gap_where_nobody_says_so(gem: Gem, ending: str) -> None:
    person = gem.add("person", "name=Head", "gender=woman")
    gem.add("focal_point", f"person={person}", "role=focal_point", "appointed_on=2026-01-01")
    accepted(gem)
    at = [f["code"] for f in gem.json("check")["findings"]].index("tor-missing")
    answer = gem("walk", stdin="\n" * at + "2026-02-01\n" + ending)
    assert "No reason was given" in answer.out
    assert gem.json("list", "focal_point")[0]["tor_signed_on"] is None
    assert drafts(gem) == [{"tor_signed_on": "2026-02-01"}]
    gem("walk", stdin="\n" * at + "2026-02-01\nSigned long ago\n")
    assert gem.json("list", "focal_point")[0]["tor_signed_on"] == "2026-02-01"
    assert drafts(gem) == []


@pytest.mark.skipif(os.name == "nt", reason="pexpect needs a pseudo-terminal")
@pytest.mark.parametrize("ending", ["intr", "hangup", "eof"])
def test_in_a_dumb_terminal_no_sequence_is_written_and_any_end_keeps_the_draft(gem: Gem, ending: str) -> None:
    import pexpect

    environment = {**gem.environment(), "TERM": "dumb"}
    child = pexpect.spawn(
        PROGRAM[0], [*PROGRAM[1:], "entry", "committee"], env=environment, encoding="utf-8", timeout=60
    )
    child.expect("Name:")
    child.sendline("Youth board")
    child.expect("Type:")
    if ending == "intr":
        child.sendintr()
    elif ending == "eof":
        child.sendeof()
    if ending == "hangup":
        child.close(force=True)
    else:
        child.expect(pexpect.EOF)
        child.close()
        assert child.exitstatus == {"intr": 130, "eof": 1}[ending]
    assert "\x1b" not in (child.before or "")
    assert drafts(gem) == [{"name": "Youth board"}]


def test_a_terminal_that_can_t_show_the_program_is_told_of_both(gem: Gem) -> None:
    import pexpect

    child = pexpect.spawn(
        PROGRAM[0],
        list(PROGRAM[1:]),
        env={**gem.environment(), "TERM": "dumb"},
        encoding="utf-8",
        timeout=60,
        dimensions=(24, 300),
    )
    child.expect("gemtui walk")
    child.expect("gemtui entry")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 2


def test_in_a_narrow_terminal_lines_break_between_words(gem: Gem) -> None:
    process = pexpect.spawn(
        PROGRAM[0], [*PROGRAM[1:], "entry", "committee"], env=gem.environment(), dimensions=(24, 40), encoding="utf-8"
    )  # fmt: skip
    process.expect("Name:", timeout=60)
    lines = process.before.replace("\r", "").split("\n")
    process.sendeof()
    process.expect(pexpect.EOF, timeout=60)
    assert max(map(len, lines)) <= 39
    piped = gem("entry", "committee", stdin="").out
    assert set(" ".join(lines).split()) <= set(piped.replace("\n", " ").split())
