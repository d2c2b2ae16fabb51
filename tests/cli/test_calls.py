"""How calls end: 0 fine, 1 found or refused (on stdout), 2 the call or the machine is wrong (on stderr); never a traceback."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from gemtui import __version__
from gemtui.cli.program import PLACES
from tests.cli.gem import PROGRAM, Gem

WRONG_CALLS = (
    ("nosuch",),
    ("--nosuch",),
    ("list",),
    ("list", "nosuch"),
    ("list", "committee", "--where", "nosuch=1"),
    ("list", "committee", "--where", "name"),
    ("list", "committee", "--where", "size=five"),
    ("list", "committee", "--csv", "--json"),
    ("show", "committee", "018cf26d-a080-7097-9553-1fb85928f6da"),
    ("show", "committee", "nonsense"),
    ("set", "committee"),
    ("set", "committee", "nonsense", "name=A"),
    ("add", "nosuch", "name=A"),
    ("add", "committee", "name"),
    ("add", "committee", "name=A", "name=B"),
    ("resolve", "committee", "x", "name"),
    ("attach", "committee", "x", "missing.txt"),
    ("check", "--on", "someday"),
    ("check", "--period", "lately"),
    ("balance", "--on", "2026-02-30"),
    ("export",),
    ("export", "--to", "nowhere/at/all.zip"),
    ("export", "--to", ".", "--kind", "return", "--office", "ACC"),
    ("verify",),
    ("merge", "x.gem.zip", "--jobs", "0"),
    ("key", "trust", "nonsense"),
    ("key", "revoke", "SHA256:nothing"),
    ("import", "committee", "missing.csv"),
    ("template", "committee", "--to", "a.pdf"),
    ("restore", "missing.gemtui"),
    ("doctor", "--catalogue", "missing.toml"),
    ("submit",),
    ("init", "--office", "NBO"),
    ("init", "--office", "not an office"),
    ("list", "committee", "--lang", "xx"),
    ("list", "committee", "--store", "postgresql+psycopg://somewhere/db"),
    ("digest", "--office", "not an office"),
    ("log", "--record", "nonsense"),
    ("log", "--record", "XYZ/018cf26d-a080-7097-9553-1fb85928f6da"),
)


@pytest.mark.parametrize("call", WRONG_CALLS, ids=" ".join)
def test_a_wrong_call_says_so_on_stderr_and_ends_with_2(gem: Gem, call: tuple[str, ...]) -> None:
    answer = gem(*call)
    assert (answer.code, answer.out) == (2, ""), answer
    assert len(answer.err) > 20
    assert "Traceback" not in answer.err


EMPTY_OPTIONS = (
    ("check", "--on", ""),
    ("check", "--period", ""),
    ("submit", "--period", ""),
    ("submit", "--period", "2026", "--despite", ""),
    ("export", "--to", ""),
    ("export", "--to", ".", "--office", ""),
    ("log", "--since", ""),
    ("digest", "--office", ""),
    ("list", "committee", "--store", ""),
    ("--store", "", "list", "committee"),
    ("list", "committee", "--lang", ""),
    ("init", "--office", ""),
    ("--store=",),
)


@pytest.mark.parametrize("call", EMPTY_OPTIONS, ids=" ".join)
def test_an_option_without_a_value_is_no_default(gem: Gem, call: tuple[str, ...]) -> None:
    """A script whose variable is not set would else be answered for today, or write into a store of its own."""
    answer = gem(*call)
    assert (answer.code, answer.out) == (2, ""), answer
    assert answer.err.endswith("[empty-option]\n")
    assert not list(gem.home.rglob("*.gem.zip"))


def test_a_program_asked_for_by_an_empty_store_does_not_begin_one(bare: Gem) -> None:
    answer = bare.real("--store", "", stdin=b"NBO\nen\nAnn\n")
    assert (answer.code, answer.out) == (2, "")
    assert "[empty-option]" in answer.err
    assert not list(bare.home.rglob("*.gemtui"))


def test_a_folder_in_a_bundle_s_place_is_called_one(gem: Gem) -> None:
    for command in ("verify", "merge"):
        answer = gem(command, gem.home, "--json")
        assert (answer.code, answer.out) == (2, "")
        assert "a folder" in answer.err


def test_an_empty_value_settles_a_conflict_by_clearing_the_field(gem: Gem) -> None:
    body = gem.add("committee", "name=Board", "size=5")
    answer = gem("resolve", "committee", body, "size", "--value", "", "--json")
    assert answer.codes == ["no-conflict"]


def test_what_is_refused_is_reported_on_stdout_and_ends_with_1(gem: Gem) -> None:
    answer = gem("add", "committee", "size=-1", "rule=whim", "nosuch=1", "--json")
    assert (answer.code, answer.err) == (1, "")
    found = [(problem["field"], problem["code"]) for problem in answer.json["problems"]]
    assert found == [("size", "too-small"), ("rule", "not-a-choice"), ("nosuch", "unknown-field")]
    said = gem("add", "committee", "size=5")
    assert (said.code, said.err) == (1, "")
    assert "[required]" in said.out


def test_nothing_to_send_is_refused_and_not_a_wrong_call(gem: Gem) -> None:
    for call in (("submit", "--period", "2026"), ("export", "--to", gem.home), ("export", "--to", gem.home, "--kind", "share")):  # fmt: skip
        answer = gem(*call, "--json")
        assert (answer.code, answer.err) == (1, ""), answer
        assert answer.codes in (["nothing-to-submit"], ["nothing-to-export"])


def test_an_office_may_not_write_what_headquarters_writes(gem: Gem) -> None:
    assert gem("add", "policy_review", "on=2026-01-01", "--json").codes == ["not-permitted"]


def test_headquarters_says_whom_a_record_is_about(bare: Gem) -> None:
    bare.json("init", "--office", "ITU")
    bare.json("add", "remark", "office=NBO", "text=Who chairs the board?", "status=open")
    assert bare.json("list", "remark")[0]["office"] == "NBO"
    assert bare("add", "committee", "office=NBO", "name=A", "--json").codes == ["not-permitted"]
    assert bare("add", "remark", "office=no office", "text=A").code == 2


@pytest.mark.parametrize(
    "command", [*PLACES, "key show", "key trust", "key revoke", "key list", "key recipient"]
)
def test_every_command_has_help_with_an_example_of_itself(bare: Gem, command: str) -> None:
    answer = bare(*command.split(), "--help")
    assert (answer.code, answer.err) == (0, "")
    example = answer.out.partition("Example:")[2]
    assert f"gemtui {command}" in example or (command == "key" and "gemtui key" in example)


def test_the_program_s_help_names_every_command(bare: Gem) -> None:
    shown = bare("--help").out
    assert all(f"  {name} " in shown for name in PLACES)


def test_the_shared_options_stand_before_or_after_the_command(gem: Gem) -> None:
    gem.add("committee", "name=A")
    elsewhere = Gem(gem.home, gem.today, "nothing.gemtui")
    assert len(elsewhere.json("--store", gem.path, "list", "committee")) == 1
    assert len(elsewhere.json("list", "committee", "--store", gem.path)) == 1
    assert elsewhere("list", "committee").code == 2


def test_without_a_store_every_command_says_how_to_make_one(bare: Gem) -> None:
    for call in (
        ("list", "committee"),
        ("check",),
        ("undo",),
        ("export", "--to", "."),
        ("doctor",),
        ("digest",),
    ):
        answer = bare(*call)
        assert (answer.code, answer.out) == (2, "")
        assert "[no-store]" in answer.err


def test_what_nobody_foresaw_is_one_sentence_and_a_report_without_data(
    gem: Gem, monkeypatch: pytest.MonkeyPatch
) -> None:
    from gemtui import store

    def broken(*_: object) -> None:
        raise RuntimeError("A. Person said something")

    monkeypatch.setattr(store, "conflicts", broken)
    answer = gem("conflicts")
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.count("\n") == 1
    (report,) = (gem.home / "state" / "gemtui").glob("report-*.txt")
    content = report.read_text("utf-8")
    assert str(report) in answer.err
    assert "RuntimeError" in content
    assert "settling.py" in content
    assert "Person" not in content + answer.err


def test_a_wrong_day_in_the_environment_is_said(gem: Gem) -> None:
    answer = Gem(gem.home, env={"GEMTUI_TODAY": "yesterday"}).real("list", "committee")
    assert answer.code == 2
    assert "GEMTUI_TODAY" in answer.err


def test_the_day_in_the_environment_is_the_clock_s_too(gem: Gem) -> None:
    machine = Gem(gem.home, env={"GEMTUI_TODAY": "2031-05-06"})
    machine.real("add", "committee", "name=A", "established_on=today")
    (found,) = gem.json("list", "committee")
    assert found["established_on"] == "2031-05-06"
    assert found["changed_at"].startswith("2031-05-06T")


def test_the_version_is_told_without_loading_anything(bare: Gem) -> None:
    code = "import sys; from gemtui.__main__ import main; main(['--version']); print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=bare.environment(), check=True
    )
    version, modules = done.stdout.splitlines()
    assert version == f"gemtui {__version__}"
    loaded = {name.split(".")[0] for name in modules.split()}
    assert not loaded & {
        "click",
        "textual",
        "sqlmodel",
        "sqlalchemy",
        "pydantic",
        "sqlite3",
        "orjson",
        "platformdirs",
        "cryptography",
    }
    assert {name for name in modules.split() if name.startswith("gemtui")} == {"gemtui", "gemtui.__main__"}


@pytest.mark.parametrize(
    "call", [("list", "committee"), ("add", "committee", "name=A"), ("log",), ("digest",), ("undo",)]
)
def test_no_command_of_records_loads_the_interface_or_the_orm(gem: Gem, call: tuple[str, ...]) -> None:
    code = f"import sys; from gemtui.__main__ import main; main({list(call)!r}); sys.stderr.write(' '.join(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=gem.environment(), check=True
    )
    loaded = {name.split(".")[0] for name in done.stderr.split()}
    assert "sqlite3" in loaded
    assert not loaded & {"textual", "rich", "sqlmodel", "sqlalchemy", "pydantic", "cryptography", "openpyxl"}


def test_core_dumps_are_off(gem: Gem) -> None:
    resource = pytest.importorskip("resource", reason="Windows has no such dumps")
    code = "import resource; from gemtui.__main__ import main; main(['where']); print(resource.getrlimit(resource.RLIMIT_CORE))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=gem.environment(), check=True
    )
    assert done.stdout.splitlines()[-1] == "(0, 0)"
    assert resource


@pytest.mark.skipif(os.name == "nt", reason="Windows sends no SIGINT to a single process")
def test_ctrl_c_ends_with_130_and_nothing_half_done(gem: Gem) -> None:
    process = subprocess.Popen(
        [*PROGRAM, "add", "committee", "--from", "-"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=gem.environment(),
    )  # fmt: skip
    assert process.stdin
    assert process.stdout
    process.stdin.write(b'{"name": "A"}\n')
    process.stdin.flush()
    process.stdout.readline()
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert (process.returncode, said) == (130, b"")
    assert len(gem.json("list", "committee")) == 1
    assert gem.json("doctor")["ok"]


def test_no_command_colours_what_it_says(gem: Gem) -> None:
    gem.add("committee", "name=A")
    for call in (("list", "committee"), ("check",), ("--help",), ("nosuch",)):
        answer = gem(*call)
        assert "\x1b" not in answer.out + answer.err


def test_completion_knows_commands_and_options(gem: Gem) -> None:
    asked = {"_GEMTUI_COMPLETE": "bash_complete", "COMP_WORDS": "gemtui res", "COMP_CWORD": "1"}
    answer = Gem(gem.home, env=asked).real()
    assert {line.partition(",")[2] for line in answer.out.split()} == {"restore-record", "restore", "resolve"}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no such device here")
def test_an_answer_that_can_t_be_written_is_said(gem: Gem) -> None:
    for call in (["schema", "--json"], ["add", "committee", "name=A"], ["--help"]):
        with Path("/dev/full").open("w", encoding="utf-8") as full:
            done = subprocess.run(
                [*PROGRAM, *call], stdout=full, stderr=subprocess.PIPE, env=gem.environment(), check=False
            )
        assert (done.returncode, done.stderr.count(b"\n")) == (2, 1), call
    assert len(gem.json("list", "committee")) == 1


@pytest.mark.skipif(os.name == "nt", reason="a shell's word for closing a stream")
@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&-", "<&- >&- 2>&-"])
def test_streams_that_are_closed_do_no_harm(gem: Gem, closed: str) -> None:
    for call in ("--version", "add committee name=A", "add committee --from -", "list committee"):
        line = f"{sys.executable} -m gemtui {call} {closed}"
        done = subprocess.run(
            ["sh", "-c", line],
            capture_output=True,
            env=gem.environment(),
            stdin=subprocess.DEVNULL,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, b""), call


def test_progress_goes_to_a_terminal_only_and_is_wiped_away(gem: Gem) -> None:
    from gemtui.cli import Call, World

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    for stream, expected in ((Terminal(), "half way\r        \rdone\n"), (io.StringIO(), "done\n")):
        world = World(
            stderr=stream, **dict.fromkeys(("clock", "ids", "today", "env", "stdin", "stdout", "dirs"))
        )
        call = Call(world)
        call.progress("half way")
        call.tell("done")
        assert stream.getvalue() == expected


def test_an_export_to_nowhere_makes_no_submission(gem: Gem) -> None:
    gem.add("committee", "name=A")
    for place in ("nowhere/at/", "nowhere/at/all.zip"):
        assert gem("export", "--to", f"{gem.home}/{place}", "--despite", "a test").code == 2
    assert gem.json("list", "submission") == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that takes nothing is a thing of Linux")
@pytest.mark.parametrize(("leave", "code"), [("let_go()", 0), ("", 120)])
def test_what_a_closed_window_left_in_the_buffers_changes_no_exit_code(leave: str, code: int) -> None:
    script = f"import sys; from gemtui.__main__ import let_go; sys.stdout.write('x'); {leave}"
    with Path("/dev/full").open("w") as gone:
        ended = subprocess.run(
            [sys.executable, "-E", "-c", script], stdout=gone, stderr=subprocess.DEVNULL, check=False
        )
    assert ended.returncode == code


def test_a_day_that_is_none_is_named_and_nothing_is_done(gem: Gem) -> None:
    for call in (
        ("check", "--on"),
        ("log", "--since"),
        ("key", "revoke", "SHA256:x", "--from"),
        ("calendar", "--to", "c.ics", "--on"),
    ):
        answer = gem(*call, "30.2.2026")
        assert (answer.code, answer.out) == (2, "")
        assert "30.2.2026 is not a day in the calendar. Nothing was done." in answer.err
