"""`language`: texts, Markdown and docx checked from outside, as linters do it."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from tests.cli.gem import Gem

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx(path: Path, body: str, head: str = "") -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"{head}<w:document {W}><w:body>{body}</w:body></w:document>")
    return path


def paragraph(*runs: str, style: str = "") -> str:
    named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{named}{''.join(f'<w:r><w:t>{run}</w:t></w:r>' for run in runs)}</w:p>"


@pytest.fixture
def gem(tmp_path: Path) -> Gem:
    return Gem(tmp_path)


def test_findings_have_the_contracts_members_and_need_no_store(gem: Gem, tmp_path: Path) -> None:
    text = tmp_path / "notice.txt"
    text.write_text("Dear colleagues,\nthe chairman has spoken.\n", "utf-8")
    answer = gem("language", text, "--json")
    assert answer.code == 1
    (one,) = answer.json
    assert {k: v for k, v in one.items() if k not in ("suggestion", "why")} == {
        "file": str(text), "line": 2, "column": 5, "end_column": 13, "level": "error", "rule": "en-027", "text": "chairman",
    }  # fmt: skip
    assert one["suggestion"]
    assert one["why"]
    assert gem("language", text).out.startswith(f"{text}:2:5: error en-027: chairman")
    assert not gem.path.exists()


def test_a_clean_text_and_mere_hints_end_well(gem: Gem, tmp_path: Path) -> None:
    text = tmp_path / "a.md"
    text.write_text("> The chairman.\n\nLadies and gentlemen, the chair has spoken.\n", "utf-8")
    answer = gem("language", text, "--json")
    assert (answer.code, [w["level"] for w in answer.json]) == (0, ["info"])


def test_docx_is_read_by_paragraphs_over_runs_and_without_quotations(gem: Gem, tmp_path: Path) -> None:
    body = (
        paragraph("Agenda") + paragraph("The chair", "man spoke.") + paragraph("The chairman.", style="Quote")
    )
    answer = gem("language", docx(tmp_path / "a.docx", body), "--json")
    assert [(w["line"], w["column"], w["text"]) for w in answer.json] == [(2, 5, "chairman")]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.docx", b"no zip", "prose-unreadable"),
        ("b.txt", b"\xff\xfe\x00", "prose-not-text"),
        ("c.bin", b"\x00\x01\x02", "prose-not-text"),
        ("d.docx", b"PK\x03\x04cut", "prose-unreadable"),
    ],
)
def test_what_can_not_be_read_is_said_and_the_others_are_checked(
    gem: Gem, tmp_path: Path, name: str, content: bytes, code: str
) -> None:
    (tmp_path / name).write_bytes(content)
    (tmp_path / "good.txt").write_text("The chairman.", "utf-8")
    answer = gem("language", tmp_path / name, tmp_path / "good.txt", tmp_path / "none.txt", "--json")
    assert (answer.code, len(answer.json)) == (2, 1)
    assert f"[{code}]" in answer.err
    assert "[no-prose]" in answer.err


def test_declared_entities_and_bombs_are_refused(gem: Gem, tmp_path: Path) -> None:
    declared = docx(tmp_path / "a.docx", paragraph("x"), '<!DOCTYPE d [<!ENTITY a "b">]>')
    bomb = docx(tmp_path / "b.docx", paragraph(" " * (70 * 2**20)))
    assert "[prose-unreadable]" in gem("language", declared).err
    assert "[prose-too-large]" in gem("language", bomb).err


def test_the_language_is_given_or_found_out_and_text_comes_through_a_pipe(gem: Gem) -> None:
    french = "Les délégués et le groupe sont dans la salle."
    assert gem("language", "-", "--json", stdin=french).json[0]["rule"] == "fr-007"
    assert gem("language", "-", "--lang", "en", "--json", stdin=french).json == []
    wrong = gem("language", "-", "--lang", "de", stdin=french)
    assert (wrong.code, wrong.out) == (2, "")


def test_a_kept_wording_is_remembered_with_its_reason(gem: Gem) -> None:
    text = "The Ombudsman and the chairman spoke."
    assert len(gem("language", "-", "--json", stdin=text).json) == 2
    assert gem("language", "-", "--keep", "en-041", "Ombudsman", stdin=text).code == 2
    gem("language", "-", "--keep", "en-041", "Ombudsman", "--because", "official name", stdin=text)
    assert [w["rule"] for w in gem("language", "-", "--json", stdin=text).json] == ["en-027"]
    unknown = gem("language", "-", "--keep", "en-999", "x", "--because", "y", stdin=text)
    assert (unknown.code, unknown.out) == (2, "")


def test_own_rules_stand_beside_the_settings_and_a_faulty_one_is_named(gem: Gem) -> None:
    (own,) = {Path(gem("where", "--json").json["settings"]["path"]).parent / "language.toml"}
    own.parent.mkdir(parents=True, exist_ok=True)
    own.write_text(
        '[[rule]]\nid = "own-1"\nlang = "en"\nseverity = "warn"\npattern = "\\\\bpanel\\\\b"\n', "utf-8"
    )
    assert gem("doctor", "--catalogue", own).code == 0
    assert gem("language", "-", "--json", stdin="The panel met.").json[0]["rule"] == "own-1"
    own.write_text('[[rule]]\nid = "own-1"\nlang = "en"\nseverity = "warn"\npattern = "("\n', "utf-8")
    assert gem("doctor", "--catalogue", own, "--json").codes == ["catalogue-pattern"]
    answer = gem("language", "-", stdin="The panel met.")
    assert (answer.code, "[bad-language-file]" in answer.err) == (2, True)


def test_a_review_keeps_counts_and_never_the_text(gem: Gem) -> None:
    gem("init", "--office", "NBO")
    answer = gem("language", "-", "--review", "Notice", stdin="The chairman and the manpower. Ladies spoke.")
    assert answer.code == 1
    (row,) = gem("list", "document_review", "--json").json
    counts = ("language", "words", "errors", "warnings", "informations", "findings", "verdict")
    assert [row[name] for name in counts] == ["en", 7, 1, 1, 1, 3, "minor"]
    assert "manpower" not in gem("log", "--json").out


def test_hostile_text_is_shown_as_text(gem: Gem) -> None:
    answer = gem("language", "-", stdin="The \u202echairman\u202c spoke.")
    assert "\u202e" not in answer.out


DECIDED = "The chairman thanked Chairman Mao and every chairman. We lack manpower."


def test_findings_are_followed_or_turned_down_and_the_review_is_closed(gem: Gem) -> None:
    gem("init", "--office", "NBO")
    early = gem("language", "-", "--review", "Notice", "--close", stdin=DECIDED)
    assert (early.code, "open-findings" in early.out + early.err) == (1, True)
    assert gem("list", "document_review", "--json").json == []
    reject = ("--reject", "en-027", "chairman", "--because", "official_name")
    answer = gem("language", "-", "--review", "Notice", *reject, "--accept-rest", "--close", stdin=DECIDED)
    assert answer.code == 1
    (row,) = gem("list", "document_review", "--json").json
    counts = ("findings", "accepted", "rejected", "quotations", "errors", "warnings", "verdict", "closed")
    assert [row[name] for name in counts] == [4, 1, 3, 3, 0, 1, "minor", True]


def test_a_wording_that_stays_for_another_reason_still_counts(gem: Gem) -> None:
    gem("init", "--office", "NBO")
    stays = ("--reject", "en-027", "chairman", "--because", "we like it so")
    gem("language", "-", "--review", "Notice", *stays, "--close", stdin="The chairman spoke.")
    (row,) = gem("list", "document_review", "--json").json
    assert [row[n] for n in ("findings", "rejected", "quotations", "errors", "verdict")] == [
        1,
        1,
        0,
        1,
        "minor",
    ]


def test_a_quotation_that_was_turned_down_leaves_the_text_clean(gem: Gem) -> None:
    gem("init", "--office", "NBO")
    said = ("--reject", "en-027", "chairman", "--because", "quotation")
    answer = gem(
        "language", "-", "--review", "Notice", *said, "--close", stdin="He said: the chairman spoke."
    )
    assert answer.code == 0
    (row,) = gem("list", "document_review", "--json").json
    assert (row["verdict"], row["quotations"]) == ("clean", 1)


def test_the_picture_checklist_is_answered_item_by_item(gem: Gem) -> None:
    gem("init", "--office", "NBO")
    pictures = ("--picture", "img-01", "yes", "--picture", "img-02", "not_applicable")
    gem("language", "-", "--review", "Poster", *pictures, "--close", stdin="All are welcome.")
    (row,) = gem("list", "document_review", "--json").json
    assert (row["has_images"], row["checklist"]) == (True, ["img-01:yes", "img-02:not_applicable"])
    codes = [f["code"] for f in gem("check", "--json").json["findings"]]
    assert codes.count("image-check-without-reason") == 1
    assert codes.count("image-checks-open") == 1
    wrong = gem("language", "-", "--picture", "img-01", "perhaps", stdin="x")
    assert (wrong.code, wrong.out) == (2, "")
    gem("language", "-", "--review", "Letter", "--no-pictures", "--close", stdin="All are welcome.")
    assert [f["code"] for f in gem("check", "--json").json["findings"]].count("image-checks-open") == 1


def test_the_scenario_s_document_reviews_come_out_in_the_office_report(demo: Path, tmp_path: Path) -> None:
    told = Gem(demo.parent, store="demo/ao-paz.gemtui").json("report", "office", "--to", tmp_path / "o.json")
    counts = {name: each["value"] for name, each in told["document_reviews"].items()}
    assert counts == {"reviewed": 5, "clean": 1, "minor": 2, "revise": 2}
