"""`init` and `key`: a store's own key, and whose keys it trusts."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from gemtui import cli, exchange
from tests.cli.gem import Gem


def test_init_makes_a_store_with_keys_and_says_whose(bare: Gem) -> None:
    told = bare.json("init", "--office", "RO-ASP", "--author", "alternate")
    assert set(told) == {"store", "office", "role", "workspace", "fingerprint"}
    assert (told["store"], told["office"], told["role"]) == (str(bare.path), "RO-ASP", "field")
    assert told["fingerprint"] == bare.json("key", "show")["fingerprint"]
    bare.add("committee", "name=A")
    assert bare.json("log")[0]["author"] == "alternate"


def test_init_never_overwrites_a_store_or_a_key(gem: Gem) -> None:
    before = gem.path.read_bytes()
    assert gem("init", "--office", "ACC").code == 2
    gem.path.unlink()
    answer = gem("init", "--office", "ACC")
    assert (answer.code, answer.err.rstrip()[-12:]) == (2, "[key-exists]")
    assert not gem.path.exists()
    assert before


def test_headquarters_is_the_office_itu_and_no_other(bare: Gem) -> None:
    assert bare("init", "--office", "NBO", "--role", "hq").code == 2
    assert bare("init", "--office", "ITU", "--role", "field").code == 2
    assert bare.json("init", "--office", "ITU", "--role", "hq")["role"] == "hq"
    assert bare.json("key", "show")["principal"] == "hq:ITU"


def test_the_shown_line_is_what_another_store_trusts(gem: Gem) -> None:
    shown = gem.json("key", "show")
    assert set(shown) == {"principal", "fingerprint", "line"}
    assert gem("key", "show").out.strip() == shown["line"]
    hq = gem.at("itu.gemtui")
    hq.json("init", "--office", "ITU")
    assert hq.json("key", "trust", shown["line"]) == shown
    assert [key["principal"] for key in hq.json("key", "list")] == ["hq:ITU", "office:NBO"]


def test_a_bare_public_key_needs_an_owner(gem: Gem) -> None:
    hq = gem.at("itu.gemtui")
    hq.json("init", "--office", "ITU")
    public = gem.home / "office.gemtui.key.pub"
    assert hq("key", "trust", public).code == 2
    assert hq("key", "trust", public, "--office", "NBO", "--hq").code == 2
    assert hq("key", "trust", public, "--office", "no office").code == 2
    assert hq.json("key", "trust", public, "--office", "NBO")["principal"] == "office:NBO"
    assert hq("key", "trust", public, "--office", "ACC").code == 2, "a key speaks for one office only"


def test_a_key_counts_between_two_days(gem: Gem) -> None:
    public = gem.home / "office.gemtui.key.pub"
    hq = gem.at("itu.gemtui")
    hq.json("init", "--office", "ITU")
    told = hq.json(
        "key",
        "trust",
        public,
        "--office",
        "NBO",
        "--valid-after",
        "2026-01-01",
        "--valid-before",
        "2028-01-01",
    )
    assert 'valid-after="20260101"' in told["line"]
    listed = hq.json("key", "list")[1]
    assert set(listed) == {"principal", "fingerprint", "valid_after", "valid_before", "revoked"}
    assert (listed["valid_after"], listed["valid_before"], listed["revoked"]) == (
        "2026-01-01",
        "2028-01-01",
        None,
    )


def test_a_revoked_key_stays_listed_as_revoked(gem: Gem) -> None:
    fingerprint = gem.json("key", "show")["fingerprint"]
    gem.json("key", "revoke", fingerprint, "--from", "2026-01-02")
    assert gem.json("key", "list")[0]["revoked"] == "2026-01-02"
    assert gem("key", "trust", gem.home / "office.gemtui.key.pub", "--office", "NBO").code == 2


def offices(gem: Gem, *codes: str) -> dict[str, dict[str, str]]:
    """Return what the keys of new offices are trusted by."""
    shown = {}
    for code in codes:
        office = gem.at(f"{code}.gemtui")
        office.json("init", "--office", code)
        shown[code] = office.json("key", "show")
    return shown


def test_a_list_of_offices_keys_is_trusted_line_by_line(gem: Gem) -> None:
    hq, lost = gem.at("itu.gemtui"), gem.json("key", "show")
    hq.json("init", "--office", "ITU")
    hq.json("key", "trust", lost["line"])
    hq.json("key", "revoke", lost["fingerprint"])
    shown = offices(gem, "ACC", "ADD", "DKR")
    other = offices(gem, "GVA")["GVA"]["line"].split()[-2:]
    lines = [
        "# keys of the spring", "", shown["ACC"]["line"], shown["ADD"]["line"], " ".join(other), lost["line"],
        shown["ACC"]["line"].replace("ACC", "BKK"), "office:* ssh-ed25519 AAAA", gem.at("itu.gemtui").json("key", "show")["line"],
        shown["DKR"]["line"].replace("seal@1\"", "seal@1\",valid-after=\"20280101\",valid-before=\"20270101\""),
    ]  # fmt: skip
    (gem.home / "ssh-keys.txt").write_text("\n".join(lines), encoding="utf-8")
    answer = hq("key", "trust", gem.home / "ssh-keys.txt", "--json")
    assert (answer.code, answer.err) == (1, "")
    assert answer.json["trusted"] == [shown["ACC"], shown["ADD"]]
    assert [(one["line"], one["code"]) for one in answer.json["refused"]] == [
        (5, "principal-needed"), (6, "key-revoked"), (7, "key-of-another"), (8, "bad-trust-line"),
        (9, "headquarters-alone"), (10, "no-such-window"),
    ]  # fmt: skip
    listed = {one["principal"]: one["revoked"] for one in hq.json("key", "list")}
    assert listed == {"hq:ITU": None, "office:NBO": "2026-11-23", "office:ACC": None, "office:ADD": None}
    said = hq("key", "trust", gem.home / "ssh-keys.txt").out
    assert "2 keys are trusted from now on, 6 lines were left out" in said
    assert "line 7: The key" in said
    assert "?" not in said
    assert "left-out" not in said


def test_several_files_are_one_list_and_an_office_that_is_named_must_agree(gem: Gem) -> None:
    hq = gem.at("itu.gemtui")
    hq.json("init", "--office", "ITU")
    shown = offices(gem, "ACC", "ADD")
    files = []
    for code, one in shown.items():
        files.append(gem.home / f"{code}.txt")
        files[-1].write_text(one["line"], encoding="utf-8")
    answer = hq("key", "trust", *files, "--office", "ACC", "--valid-before", "2028-01-01", "--json")
    assert (answer.code, [one["code"] for one in answer.json["refused"]]) == (1, ["other-principal"])
    assert answer.json["refused"][0]["file"] == str(files[1])
    assert 'valid-before="20280101"' in answer.json["trusted"][0]["line"]
    assert hq.json("key", "trust", *files)["refused"] == []
    assert hq("key", "trust", *files, gem.home / "none.txt").err.rstrip().endswith("[no-key-file]")


def test_a_private_key_is_known_as_one_and_never_repeated(gem: Gem) -> None:
    for name in ("office.gemtui.key", "office.gemtui.age"):
        secret = (gem.home / name).read_text("ascii")
        for given in (gem.home / name, secret):
            answer = gem("key", "trust", "--office", "ACC", "--", given)
            assert (answer.code, answer.out) == (2, "")
            assert answer.err.rstrip().endswith("[private-key]")
            assert secret.split()[-2] not in answer.err
    (gem.home / "letter.txt").write_text("Dear colleague,\nhere is our key.\n", encoding="utf-8")
    answer = gem("key", "trust", gem.home / "letter.txt")
    assert (answer.code, answer.err.rstrip()[-16:]) == (2, "[no-key-in-file]")


@pytest.mark.parametrize(
    "line",
    [
        "office:* ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ0BNKtek1V916vR9wx55zicncOa9uX04Uy+bHCoNVM6",
        "office:NBO,office:ACC ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ0BNKtek1V916vR9wx55zicncOa9uX04Uy+bHCoNVM6",
        "nbo@example.org ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ0BNKtek1V916vR9wx55zicncOa9uX04Uy+bHCoNVM6",
        "office:NBO cert-authority ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ0BNKtek1V916vR9wx55zicncOa9uX04Uy+bHCoNVM6",
        "office:NBO ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQ==",
        "office:NBO ssh-ed25519 AAAA",
    ],
)
def test_exactly_one_principal_and_an_ed25519_key(gem: Gem, line: str) -> None:
    answer = gem("key", "trust", line)
    assert (answer.code, answer.out) == (2, "")
    assert len(gem.json("key", "list")) == 1


def test_a_recipient_to_encrypt_to_is_printed(gem: Gem) -> None:
    told = gem.json("key", "recipient")
    assert told["recipient"].startswith("age1")
    assert gem("key", "recipient").out.strip() == told["recipient"]


def test_a_locked_key_asks_for_its_passphrase(bare: Gem, tmp_path: Path) -> None:
    (tmp_path / "passphrase").write_text("correct horse\n", encoding="utf-8")
    (tmp_path / "wrong").write_text("battery\n", encoding="utf-8")
    unlocked = Gem(bare.home, env={"GEMTUI_PASSPHRASE_FILE": str(tmp_path / "passphrase")})
    unlocked.json("init", "--office", "NBO")
    unlocked.add("committee", "name=A")
    send = ("export", "--to", tmp_path / "a.gem.zip", "--kind", "share")
    assert bare(*send).err.rstrip().endswith("[no-passphrase]")
    wrong = Gem(bare.home, env={"GEMTUI_PASSPHRASE_FILE": str(tmp_path / "wrong")})
    assert wrong(*send).err.rstrip().endswith("[wrong-passphrase]")
    missing = Gem(bare.home, env={"GEMTUI_PASSPHRASE_FILE": str(tmp_path / "missing")})
    assert missing(*send).code == 2
    assert not (tmp_path / "a.gem.zip").exists()
    assert unlocked(*send).code == 0
    assert bare("list", "committee").code == 0, "reading needs no key"


@pytest.mark.skipif(os.name == "nt", reason="OpenSSH's own tool may be missing there")
def test_the_keys_are_openssh_s_own(gem: Gem) -> None:
    key = gem.home / "office.gemtui.key"
    shown = subprocess.run(["ssh-keygen", "-l", "-f", key], capture_output=True, text=True, check=True).stdout
    assert gem.json("key", "show")["fingerprint"] in shown
    public = subprocess.run(
        ["ssh-keygen", "-y", "-f", key], capture_output=True, text=True, check=True
    ).stdout
    assert public.split()[:2] == (gem.home / "office.gemtui.key.pub").read_text("ascii").split()[:2]


def test_the_plan_publishes_headquarters_recipient_and_reports_use_it(gem: Gem) -> None:
    hq = gem.at("hq.gemtui")
    hq.json("init", "--office", "ITU")
    gem.json("key", "trust", hq.json("key", "show")["line"])
    hq.json("key", "trust", gem.json("key", "show")["line"])
    gem.add("committee", "name=C", "size=5")
    early = gem("export", "--to", gem.home, "--despite", "a test", "--encrypt-to", "hq")
    assert early.err.rstrip().endswith("[no-recipient]")
    plan = hq.json("export", "--kind", "plan", "--to", gem.home)["bundle"]
    gem.json("merge", plan, "--accept-keys")
    locked = gem.json("export", "--to", gem.home, "--despite", "a test", "--encrypt-to", "hq")["bundle"]
    assert locked.endswith(".gem.zip.age")
    assert hq.json("merge", locked)["refused"] == []
    other = gem.at("acc.gemtui")
    other.json("init", "--office", "ACC")
    answer = other("verify", locked, "--json")
    assert (answer.code, answer.json[0]["problems"][0]["code"]) == (1, "not-for-me")
    open_ = gem.json("export", "--to", gem.home / "open.gem.zip", "--despite", "a test")["bundle"]
    assert open_.endswith(".gem.zip"), "a script is not asked, and decides itself"


def test_keys_can_be_locked_when_they_are_made(bare: Gem, tmp_path: Path) -> None:
    assert bare("init", "--office", "NBO", "--passphrase").err.rstrip().endswith("[no-passphrase]")
    assert not bare.path.exists()
    (tmp_path / "secret").write_text("correct horse\n", encoding="utf-8")
    Gem(bare.home, env={"GEMTUI_PASSPHRASE_FILE": str(tmp_path / "secret")}).json(
        "init", "--office", "NBO", "--passphrase"
    )
    for name in ("office.gemtui.key", "office.gemtui.age"):
        assert (bare.home / name).stat().st_mode & 0o777 == 0o600 or os.name == "nt"
    bare.add("committee", "name=A")
    answer = bare("export", "--to", tmp_path / "a.gem.zip", "--kind", "share")
    assert answer.err.rstrip().endswith("[no-passphrase]")


def test_two_people_can_compare_a_key_on_the_phone(gem: Gem) -> None:
    key = exchange.read_public((gem.home / "office.gemtui.key.pub").read_text("ascii"))
    assert key is not None
    groups = key.spoken.split()
    assert [len(group) for group in groups] == [5] * 8
    assert "".join(groups).isdigit()


def test_a_key_that_would_never_count_is_not_trusted(gem: Gem) -> None:
    public = gem.home / "office.gemtui.key.pub"
    hq = gem.at("hq.gemtui")
    hq.json("init", "--office", "ITU")
    for after, before in (("2028-01-01", "2027-01-01"), ("2027-01-01", "2027-01-01")):
        answer = hq(
            "key", "trust", public, "--office", "NBO", "--valid-after", after, "--valid-before", before
        )
        assert (answer.code, answer.out) == (2, "")
    kept = hq.json("key", "list")
    assert [key["principal"] for key in kept] == ["hq:ITU"]
    hq.json("key", "trust", public, "--office", "NBO", "--valid-after", "2027-01-01", "--valid-before", "2028-01-01")  # fmt: skip
    line = gem.json("key", "show")["line"].replace(
        'seal@1"', 'seal@1",valid-after="20280101",valid-before="20270101"'
    )
    assert hq("key", "trust", line).code == 2


@pytest.mark.parametrize(("typed", "ending"), [("\n", ".gem.zip.age"), ("n\n", ".gem.zip")])
def test_a_report_asks_at_a_terminal_whether_only_headquarters_may_read_it(
    gem: Gem, monkeypatch: pytest.MonkeyPatch, typed: str, ending: str
) -> None:
    hq = gem.at("hq.gemtui")
    hq.json("init", "--office", "ITU")
    gem.json("key", "trust", hq.json("key", "show")["line"])
    plan = hq.json("export", "--kind", "plan", "--to", gem.home)["bundle"]
    gem.json("merge", plan, "--accept-keys")
    gem.add("committee", "name=C", "size=5")
    (gem.home / "out").mkdir()
    monkeypatch.setattr(cli.World, "is_terminal", property(lambda _: True))
    assert gem("export", "--to", gem.home / "out", "--despite", "a test", stdin=typed).code == 0
    (made,) = (gem.home / "out").iterdir()
    assert "".join(made.suffixes[-len(ending.split(".")) + 1 :]) == ending


def test_a_recovered_history_says_on_whose_word_it_stands(gem: Gem) -> None:
    hq, new = gem.at("hq.gemtui"), gem.at("new.gemtui")
    hq.json("init", "--office", "ITU")
    new.json("init", "--office", "NBO")
    lost, word = gem.json("key", "show"), hq.json("key", "show")
    hq.json("key", "trust", lost["line"])
    new.json("key", "trust", word["line"])
    gem.add("committee", "name=Board")
    hq.json("merge", gem.json("export", "--to", gem.home)["bundle"])
    hq.json("key", "revoke", lost["fingerprint"])
    back = hq.json("export", "--to", gem.home / "back.zip", "--kind", "return", "--office", "NBO")["bundle"]
    said = new("merge", "--recover", back)
    assert said.code == 0
    assert word["fingerprint"] in said.out
    assert [row["name"] for row in new.json("list", "committee")] == ["Board"]
    assert word["fingerprint"] not in new("merge", "--recover", back).out, (
        "nothing new stands on nobody's word"
    )
