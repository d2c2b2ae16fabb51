"""The office's own language file: what a person wrote stays, each change can be taken back, a broken one is touched by nobody."""

from __future__ import annotations

from pathlib import Path

import pytest

from gemtui import exchange, rules
from gemtui.exchange import ExchangeProblem, OwnRule
from gemtui.reference import KeptWording
from gemtui.rules.language.own_rules import pattern_of, words_of

RULE = OwnRule("manpower", ("staff", "workforce"), "Not only men work", "en")


@pytest.mark.parametrize(
    ("words", "lang", "text", "expected"),
    [
        ("manpower", "en", "The Manpower and the manpowers", ["Manpower"]),
        ("chairm*", "en", "Chairmen, a chairman, an armchairman", ["Chairmen", "chairman"]),
        ("the  girls", "en", "the\nGirls", ["the Girls"]),
        ("c++ (guys)", "en", "see c++ (guys)!", ["c++ (guys)"]),
        ("妇女", "zh", "各国妇女代表", ["妇女"]),
        ("رجال", "ar", "قال رجال الوفد", ["رجال"]),
    ],
)
def test_a_rule_finds_the_words_that_were_said(
    words: str, lang: str, text: str, expected: list[str], tmp_path: Path
) -> None:
    file = tmp_path / "language.toml"
    exchange.add_own_rule(file, OwnRule(words, (), "", lang))
    own = exchange.read_own_language(file)
    assert [words_of(rule.pattern, lang) for rule in own.rules] == [" ".join(words.split())]
    assert [w.text for w in rules.wordings(rules.document(text), own.rules)] == expected


def test_remarks_in_the_file_stay_when_something_is_added(tmp_path: Path) -> None:
    file = tmp_path / "language.toml"
    file.write_text('# Ours since March\nnames = ["Miss Universe"]', "utf-8")
    name, _ = exchange.add_own_rule(file, RULE)
    exchange.keep_wordings(file, [KeptWording("en-041", "ombudsman", "official_name")])
    own = exchange.read_own_language(file)
    assert file.read_text("utf-8").startswith("# Ours since March\n")
    assert (own.names, [r.id for r in own.rules], [k.text for k in own.kept]) == (
        ("Miss Universe",),
        [name],
        ["ombudsman"],
    )
    assert (own.rules[0].suggest, own.rules[0].note, own.rules[0].level) == (
        RULE.suggest,
        RULE.note,
        "warning",
    )


WRITTEN = """\
# Language of the Nairobi office, agreed on 3 March

names = ["Miss Universe", 'Man of the Year']  # of our partners

[[rule]]  # asked for by the union of staff
id = "own-1"
lang = "en"
severity = "warn"
pattern = '\\bmanpower\\b'
# remarks inside go with it

# French
[[rule]]
id = "own-2"
lang = "fr"
severity = "error"
pattern = "\\\\bmademoiselle\\\\b"

# what stays
[[kept]]
rule = "en-041"
text = "ombudsman"
reason = "official_name"
"""


def test_what_is_dropped_leaves_the_remarks_of_the_others_where_they_are(tmp_path: Path) -> None:
    file = tmp_path / "language.toml"
    file.write_text(WRITTEN, "utf-8")
    exchange.drop_own(file, "rule", lambda entry: entry["id"] == "own-1")
    exchange.drop_own(file, "names", lambda name: name == "Miss Universe")
    exchange.keep_wordings(file, [KeptWording("en-041", "ombudsman", "quotation")])
    written = file.read_text("utf-8")
    for remark in ("# Language of", "# of our partners", "# French", "# what stays"):
        assert remark in written
    assert "asked for by" not in written
    own = exchange.read_own_language(file)
    assert [rule.id for rule in own.rules] == ["own-2"]
    assert own.names == ("Man of the Year",)
    assert [kept.reason for kept in own.kept] == ["quotation"]


def test_a_file_written_in_another_way_loses_what_is_dropped_too(tmp_path: Path) -> None:
    file = tmp_path / "language.toml"
    rule = 'id = "own-%d", lang = "en", severity = "warn", pattern = "a%d"'
    file.write_text(f"rule = [{{{rule % (1, 1)}}}, {{{rule % (2, 2)}}}]\n", "utf-8")
    exchange.drop_own(file, "rule", lambda entry: entry["id"] == "own-1")
    assert [rule.id for rule in exchange.read_own_language(file).rules] == ["own-2"]


def test_an_own_rule_is_as_serious_as_was_said(tmp_path: Path) -> None:
    file = tmp_path / "language.toml"
    for number, severity in enumerate(("error", "warn", "info")):
        exchange.add_own_rule(file, RULE._replace(words=f"word {number}", severity=severity))
    levels = [rule.level for rule in exchange.read_own_language(file).rules]
    assert levels == ["error", "warning", "info"]


def test_each_change_is_taken_back_to_the_byte_and_done_again(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "language.toml"
    _, first = exchange.add_own_rule(file, RULE)
    one = file.read_bytes()
    second = exchange.drop_own(file, "rule", lambda entry: entry["id"] == "own-1")
    assert not file.exists()
    exchange.rewrite(file, second.back)
    assert file.read_bytes() == one
    exchange.rewrite(file, first.back)
    assert not file.exists()
    exchange.rewrite(file, first)
    assert file.read_bytes() == one


def test_what_another_wrote_meanwhile_is_not_taken_back(tmp_path: Path) -> None:
    file = tmp_path / "language.toml"
    _, change = exchange.add_own_rule(file, RULE)
    exchange.add_own_rule(file, RULE._replace(words="mankind"))
    with pytest.raises(ExchangeProblem, match="language-file-moved"):
        exchange.rewrite(file, change.back)
    assert [rule.positive for rule in exchange.read_own_language(file).rules] == ["manpower", "mankind"]


def test_nothing_is_written_for_no_word_or_into_a_broken_file(tmp_path: Path) -> None:
    file = tmp_path / "language.toml"
    assert pattern_of(" *.. ", "en") == ""
    assert words_of(r"\bman(?!kind)", "en") == r"\bman(?!kind)"
    with pytest.raises(ExchangeProblem, match="bad-language-rule"):
        exchange.add_own_rule(file, RULE._replace(words="x" * 2000))
    assert not file.exists()
    file.write_text("[[rule", "utf-8")
    with pytest.raises(ExchangeProblem, match="bad-language-file"):
        exchange.add_own_rule(file, RULE)
    assert file.read_text("utf-8") == "[[rule"


def test_a_full_disk_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "language.toml"
    exchange.add_own_rule(file, RULE)
    before = file.read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(ExchangeProblem, match="language-file-unwritten"):
        exchange.add_own_rule(file, RULE._replace(words="mankind"))
    assert file.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["language.toml"]
