"""`add --from -`: one id a line, each after its save is durable; it stops at the first refused line."""

from __future__ import annotations

import subprocess

from tests.cli.gem import PROGRAM, Gem, lines


def test_each_line_prints_its_id_in_order(gem: Gem) -> None:
    answer = gem("add", "committee", "--from", "-", stdin=lines([{"name": "A"}, {"name": "B", "size": 5}]))
    assert (answer.code, answer.err) == (0, "")
    found = {row["id"]: row["name"] for row in gem.json("list", "committee")}
    assert [found[identifier] for identifier in answer.out.split()] == ["A", "B"]


def test_values_may_be_typed_or_text(gem: Gem) -> None:
    given = [
        {"name": "A", "size": 5, "alternates_apart": True, "established_on": "2026-01-02"},
        {"name": "B", "size": "5", "alternates_apart": "yes", "established_on": "2.1.2026", "rule": "Band"},
    ]
    gem("add", "committee", "--from", "-", stdin=lines(given))
    first, second = gem.json("list", "committee")
    for name in ("size", "alternates_apart", "established_on"):
        assert first[name] == second[name]
    assert second["rule"] == "band"


def test_text_is_kept_as_it_was_given(gem: Gem) -> None:
    gem(
        "add",
        "committee",
        "--from",
        "-",
        stdin=lines([{"name": "  blanks around \n and lines  ", "mandate": ""}]),
    )
    (found,) = gem.json("list", "committee")
    assert (found["name"], found["mandate"]) == ("  blanks around \n and lines  ", None)


def test_it_stops_at_the_first_refused_line_and_keeps_the_earlier_ones(gem: Gem) -> None:
    given = lines([{"name": "A"}, {"name": "B", "size": -1}, {"name": "C"}])
    answer = gem("add", "committee", "--from", "-", stdin=given)
    assert answer.code == 1
    assert answer.err.startswith("2: too-small: size")
    assert [row["name"] for row in gem.json("list", "committee")] == ["A"]
    assert answer.out.split() == [gem.json("list", "committee")[0]["id"]]


def test_what_is_no_record_is_refused_by_its_line(gem: Gem) -> None:
    wrong = {
        "not json": "not-json", "[1]": "not-a-record", '"text"': "not-a-record", "{}": "required",
        '{"name": "A", "size": 1e400}': "not-json", '{"name": "A", "nosuch": 1}': "unknown-field",
        '{"name": "A", "size": 5.5}': "not-whole", '{"name": {"a": 1}}': "not-text", '{"name": "\\u0000"}': "bad-text",
        '{"name": "A", "office": 7}': "not-text", '{"name": "A", "office": "ACC"}': "not-permitted",
    }  # fmt: skip
    for line, code in wrong.items():
        answer = gem("add", "committee", "--from", "-", stdin=f"\n{line}\n")
        assert (answer.code, answer.out) == (1, ""), line
        assert answer.err.startswith(f"2: {code}:"), (line, answer.err)
    assert gem.json("list", "committee") == []


def test_a_name_that_stands_twice_is_refused_wherever_it_stands(gem: Gem) -> None:
    twice = {
        "committee": ['{"name": "A", "name": "B"}', '{"name": "A", "n\\u0061me": "B"}', '{"name": "A", "mandate": {"a": 1, "a": 2}}'],
        "legal_basis": ['{"title": "Resolution 70", "revision": "Dubai 2018", "revision_name": "Bucharest 2022"}'],
    }  # fmt: skip
    for kind, lines_ in twice.items():
        for line in lines_:
            answer = gem("add", kind, "--from", "-", stdin=f"{line}\n")
            assert (answer.code, answer.out) == (1, ""), line
            assert answer.err.startswith("1: named-twice:"), (line, answer.err)
        assert gem.json("list", kind) == []


def test_a_code_of_a_catalogue_is_known_however_it_is_written(gem: Gem) -> None:
    line = lines([{"as_of": "2025-12-31", "grade": "p4", "contract": "fixed_term", "women": 1, "men": 2}])
    assert gem("add", "staffing_snapshot", "--from", "-", stdin=line).code == 0
    assert [(row["grade"], row["contract"]) for row in gem.json("list", "staffing_snapshot")] == [
        ("P-4", "fixed-term")
    ]
    assert gem.add("office_unit", "code=ROAFR", "name=Ours", "country=kenya")
    assert [(row["code"], row["country"]) for row in gem.json("list", "office_unit")] == [("ROAFR", "KE")]


def test_bytes_that_are_no_text_and_endless_lines_are_refused(gem: Gem) -> None:
    assert gem("add", "committee", "--from", "-", stdin=b'{"name": "\xff"}\n').err.startswith("1: not-json")
    endless = b'{"name": "' + b"a" * 2_000_000
    assert gem("add", "committee", "--from", "-", stdin=endless).err.startswith("1: line-too-long")


def test_a_file_of_lines_is_read_too(gem: Gem, tmp_path) -> None:
    path = tmp_path / "lines.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + lines([{"name": "A"}]).encode())
    assert gem("add", "committee", "--from", path).code == 0
    assert gem("add", "committee", "--from", tmp_path / "missing.jsonl").code == 2


def test_lines_and_fields_together_are_a_wrong_call(gem: Gem) -> None:
    assert gem("add", "committee", "name=A", "--from", "-").code == 2


def test_an_id_is_printed_only_when_its_save_is_durable_and_before_the_next_line_comes(gem: Gem) -> None:
    process = subprocess.Popen(
        [*PROGRAM, "add", "committee", "--from", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=gem.environment(),
    )
    assert process.stdin
    assert process.stdout
    printed = []
    for name in ("A", "B"):
        process.stdin.write(lines([{"name": name}]).encode())
        process.stdin.flush()
        printed.append(process.stdout.readline().decode().strip())
    process.kill()
    process.wait()
    assert {row["id"]: row["name"] for row in gem.json("list", "committee")} == dict(
        zip(printed, ("A", "B"), strict=True)
    )


def test_a_reader_that_has_had_enough_ends_it_quietly(gem: Gem) -> None:
    given = lines([{"name": f"C{number}"} for number in range(50)]).encode()
    process = subprocess.Popen(
        [*PROGRAM, "add", "committee", "--from", "-"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=gem.environment(),
    )  # fmt: skip
    assert process.stdout
    assert process.stderr
    process.stdout.close()
    process.stdin.write(given)
    process.stdin.close()
    assert process.stderr.read() == b""
    assert process.wait(60) == 141
    assert gem.json("doctor")["ok"]
