"""`gemtui` without a command: three questions where there is no store yet, as plain lines without a terminal."""

from __future__ import annotations

import os

import pytest

from tests.cli.gem import PROGRAM, Gem


def test_three_answers_make_a_store(bare: Gem) -> None:
    answer = bare.real(stdin=b"ro-asp\n\nalternate\n")
    assert "Traceback" not in answer.err
    assert bare.path.is_file()
    assert bare.json("key", "show")["principal"] == "office:RO-ASP"
    bare.add("committee", "name=A")
    assert bare.json("log")[0]["author"] == "alternate"


def test_a_wrong_answer_is_asked_again_and_headquarters_is_known(bare: Gem) -> None:
    bare.real(stdin=b"no office\nITU\nxx\nen\n\n")
    assert bare.json("status")["role"] == "hq"


def test_without_an_answer_nothing_is_made(bare: Gem) -> None:
    answer = bare.real(stdin=b"NBO\n")
    assert answer.code == 2
    assert answer.err.rstrip().endswith("[no-answer]")
    assert not bare.path.exists()
    assert not list(bare.home.glob("*.key*"))


def test_with_a_store_and_without_a_terminal_it_says_what_to_do(gem: Gem) -> None:
    answer = gem.real()
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.rstrip().endswith("[no-terminal]")
    assert Gem(gem.home, env={"TERM": "dumb"}).real("--store", gem.path).code == 2


@pytest.mark.skipif(os.name == "nt", reason="pexpect needs a pseudo-terminal")
def test_in_a_terminal_three_answers_lead_into_the_program(bare: Gem) -> None:
    import pexpect

    environment = {**bare.environment(), "TERM": "xterm-256color"}
    child = pexpect.spawn(
        PROGRAM[0], list(PROGRAM[1:]), env=environment, dimensions=(24, 80), encoding="utf-8", timeout=60
    )
    child.expect("NBO, RO-ASP")
    child.sendline("nbo")
    child.expect("Language")
    child.sendline("")
    child.expect("role")
    child.sendline("")
    child.expect("Home")
    child.expect("NBO")
    child.send("\x11")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    assert bare.json("doctor")["ok"]


@pytest.mark.skipif(os.name == "nt", reason="pexpect needs a pseudo-terminal")
def test_in_a_terminal_what_is_no_store_is_said_in_a_sentence(bare: Gem) -> None:
    import pexpect

    bare.path.write_bytes(b"a letter")
    environment = {**bare.environment(), "TERM": "xterm-256color"}
    child = pexpect.spawn(
        PROGRAM[0], list(PROGRAM[1:]), env=environment, dimensions=(24, 80), encoding="utf-8", timeout=60
    )
    child.expect("not a gemtui store")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 2
    assert bare.path.read_bytes() == b"a letter"
