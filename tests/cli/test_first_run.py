"""`gemtui` without a command: three questions where there is no store yet, as plain lines without a terminal."""

from __future__ import annotations

from tests.cli.gem import Gem


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
