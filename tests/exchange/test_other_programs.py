"""What others do with a bundle full of everything: bagit, frictionless, ssh-keygen, unzip, csv, sqlite."""

from __future__ import annotations

import csv
import html.parser
import io
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import bagit
import pytest
from hypothesis import HealthCheck, Phase, given, settings

from gemtui import exchange, store
from gemtui.records import kinds
from gemtui.store import Edit, File, validation
from tests.exchange import forge
from tests.exchange.offices import Office, Offices
from tests.records.strategies import HOSTILE, rows

SCRIPTS = ("Κοινοτική επιτροπή", "Комитет", "لجنة", "委員會", "समिति", "ועדה")


@dataclass(frozen=True)
class Full:
    """A bundle of everything."""

    office: Office
    hq: Office
    bundle: Path
    base: Path
    """The folder that it unpacks to."""


def everything(office: Office) -> None:
    """Save records of every kind that the office may write, with hostile and many-scripted text in them."""
    marks = (*HOSTILE, *SCRIPTS)
    for name, kind in kinds().items():
        if kind.about.written_by == "headquarters":
            continue
        free = [
            q for q in kind.questions if q.type == "string" and not (q.choices or q.refers or q.catalogue)
        ]
        for number, row in enumerate(examples(name)):
            hostile = {q.name: marks[(number * 7 + at) % len(marks)] for at, q in enumerate(free)}
            given = {**row, **hostile}
            left_out = ("sha256", "bytes", "media_type") if name == "evidence" else ()
            store.save(office.db, Edit(name, {n: value for n, value in given.items() if n not in left_out}))


def examples(kind: str) -> list[dict[str, Any]]:
    """Return a few full rows of a kind, the same in every run."""
    found: list[dict[str, Any]] = []

    @settings(
        max_examples=4,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(rows(kind, full=True))
    def draw(row: dict[str, Any]) -> None:
        found.append(row)

    draw()
    return found


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Full]:
    folder = tmp_path_factory.mktemp("full")
    offices = Offices(folder)
    nbo, hq = offices.office("NBO"), offices.office("ITU")
    hq.trusts(nbo)
    nbo.trusts(hq)
    with pytest.MonkeyPatch.context() as patched:
        # A merge brings what other programs saved: types are judged there, the forms' rules are not.
        patched.setattr(validation.rules, "single", lambda *_: [])
        everything(nbo)
    committee = store.rows(nbo.db, "committee")[0]["id"]
    for number, content in enumerate((b"minutes", bytes(3_000_000), b"", "Größe".encode())):
        store.attach(
            nbo.db,
            "committee",
            committee,
            File(f"{number}.bin", content, ("text/plain", "hostile [/]")[number % 2]),
        )
    hq.merge(nbo.export())
    submission = store.rows(hq.db, "submission")[0]["id"]
    hq.save("receipt", office_="NBO", submission=submission, decision="received", note=HOSTILE[0])
    nbo.merge(hq.export("return", office="NBO"))
    exported = nbo.export(files="all")
    assert exported.bundle is not None
    with zipfile.ZipFile(exported.bundle) as archive:
        archive.extractall(folder / "unpacked")
    yield Full(nbo, hq, exported.bundle, next((folder / "unpacked").iterdir()))
    offices.close()


def test_it_holds_every_kind_an_office_can_have(full: Full) -> None:
    there = {path.stem for path in (full.base / "data/tables").iterdir()}
    assert there == {name for name, k in kinds().items() if k.about.written_by != "headquarters"} | {
        "receipt"
    }
    assert len(list((full.base / "data/attachments").iterdir())) == 4


def test_our_own_reader_takes_it_and_has_the_same_digests_then(full: Full, tmp_path: Path) -> None:
    reader = Offices(tmp_path).office("ITU")
    reader.trusts(full.office, full.hq)
    outcome = reader.merge(full.bundle)[0]
    assert outcome.merged is not None
    assert reader.digest() == full.office.digest()


def test_bagit_finds_it_valid(full: Full) -> None:
    bag = bagit.Bag(str(full.base))
    assert bag.validate()
    assert bag.info["Gem-Kind"] == "submission"


def test_frictionless_finds_it_valid(full: Full) -> None:
    command = [Path(sys.executable).with_name("frictionless"), "validate", "datapackage.json", "--json"]
    done = subprocess.run(command, cwd=full.base / "data", capture_output=True, check=False)
    report = json.loads(done.stdout)
    wrong = [error for task in report["tasks"] for error in task["errors"]]
    assert (report["valid"], wrong[:3]) == (True, [])
    assert {task["place"] for task in report["tasks"]} >= {
        "changes.jsonl",
        "tables/action.csv",
        "private.jsonl",
    }


def test_unzip_finds_no_fault(full: Full) -> None:
    assert subprocess.run(["unzip", "-tq", full.bundle], capture_output=True, check=False).returncode == 0


def test_stock_openssh_verifies_its_signature_and_seals(full: Full, tmp_path: Path) -> None:
    office, base = full.office, full.base
    signers = tmp_path / "allowed_signers"
    signers.write_text("".join(f"{line}\n" for line in store.trusted_lines(office.db)))
    command = ["ssh-keygen", "-Y", "verify", "-f", signers, "-I", "office:NBO", "-n", "gemtui-bundle@1"]
    signed = (base / "tagmanifest-sha256.txt").read_bytes()
    done = subprocess.run(
        [*command, "-s", base / "tagmanifest-sha256.txt.sig"], input=signed, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr
    for number, line in enumerate((base / "data/seals.jsonl").read_bytes().splitlines()):
        seal = json.loads(line)
        (tmp_path / "sig").write_text(seal.pop("signature"))
        whose = "office:NBO" if seal["workspace"] == office.db.identity.workspace else "hq:ITU"
        check = [
            "ssh-keygen",
            "-Y",
            "verify",
            "-f",
            signers,
            "-I",
            whose,
            "-n",
            "gemtui-seal@1",
            "-s",
            tmp_path / "sig",
        ]
        message = json.dumps(seal, sort_keys=True, separators=(",", ":")).encode()
        assert subprocess.run(check, input=message, capture_output=True, check=False).returncode == 0, number
    assert number == 1


def test_the_chain_is_checked_with_the_standard_library_alone(full: Full) -> None:
    heads: dict[str, str] = {}
    for line in (full.base / "data/changes.jsonl").read_bytes().splitlines():
        change = json.loads(line)
        assert json.dumps(change, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode() == line
        assert change["prev"] == heads.get(change["workspace"], "0" * 64)
        heads[change["workspace"]] = sha256(line).hexdigest()
    assert len(heads) == 2


def test_the_tables_read_as_csv_hold_no_live_formula_and_lose_no_text(
    full: Full,
) -> None:
    office, base = full.office, full.base
    for name, kind in kinds().items():
        path = base / f"data/tables/{name}.csv"
        if not path.exists():
            continue
        texts = [q.name for q in kind.questions if q.type == "string" and not q.personal]
        held = {row["id"]: row for row in store.rows(office.db, name, office="NBO")}
        for row in csv.DictReader(io.StringIO(path.read_bytes().decode(), newline="")):
            for text in texts:
                assert not row[text].startswith(("=", "+", "-", "@", "\t", "\r"))
                assert exchange.unguard(row[text]) == (held[row["id"]][text] or "")


def test_the_summary_has_no_script_nothing_remote_and_no_live_markup(full: Full) -> None:
    page = (full.base / "data/summary.html").read_text(encoding="utf-8")

    tags: set[str] = set()

    class Reader(html.parser.HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            tags.add(tag)
            assert not {name for name, _ in attrs} & {"src", "href", "onload", "style"}

    Reader().feed(page)
    assert tags <= {"html", "head", "meta", "title", "style", "body", "h1", "p", "table", "caption", "thead",
                           "tbody", "tr", "th", "td"}  # fmt: skip
    assert not re.search(r"https?:|url\(|@import|<script", page)


CHROMIUM = (
    shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("chromium-headless-shell")
)


def asked_for(page: Path, folder: Path) -> set[str]:
    """Return the addresses that a page makes the browser ask for; the browser's own housekeeping has no page."""
    folder.mkdir()
    options = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
               f"--user-data-dir={folder / 'profile'}", f"--log-net-log={folder / 'net.json'}", "--dump-dom")  # fmt: skip
    done = subprocess.run(
        [str(CHROMIUM), *options, page.as_uri()],
        capture_output=True,
        timeout=120,
        check=True,
        env={**os.environ, "HOME": str(folder)},
    )
    assert b"<h1>" in done.stdout
    said = (folder / "net.json").read_text(encoding="utf-8")
    by_page = r'SiteForCookies: \{site=file://[^"]*","url":"([a-z]+:[^"]*)"'
    return {url for url in re.findall(by_page, said) if not url.startswith("file:")}


@pytest.mark.skipif(CHROMIUM is None, reason="opens the page in headless Chromium, where there is one")
def test_a_browser_shows_the_summary_and_asks_nobody_for_anything(full: Full, tmp_path: Path) -> None:
    nosy = tmp_path / "nosy.html"
    nosy.write_text('<h1>A page that asks</h1><img src="http://127.0.0.1:9/x.png">', encoding="utf-8")
    assert asked_for(nosy, tmp_path / "nosy") == {"http://127.0.0.1:9/x.png"}
    assert asked_for(full.base / "data/summary.html", tmp_path / "summary") == set()


def test_age_opens_what_was_encrypted_to_it(full: Full, tmp_path: Path) -> None:
    if shutil.which("age") is None:
        # Where age itself is not installed, the library that reads its format says so.
        import pyrage

        identity = pyrage.x25519.Identity.generate()
        exported = full.office.export(recipients=(str(identity.to_public()),))
        assert exported.bundle is not None
        assert exported.bundle.name.endswith(".gem.zip.age")
        plain = pyrage.decrypt(exported.bundle.read_bytes(), [identity])
        assert zipfile.ZipFile(io.BytesIO(plain)).testzip() is None
        return
    subprocess.run(["age-keygen", "-o", tmp_path / "key"], check=True, capture_output=True)
    recipient = re.search(r"age1\w+", (tmp_path / "key").read_text())
    assert recipient is not None
    exported = full.office.export(recipients=(recipient[0],))
    assert exported.bundle is not None
    done = subprocess.run(
        ["age", "-d", "-i", tmp_path / "key", exported.bundle], capture_output=True, check=True
    )
    assert zipfile.ZipFile(io.BytesIO(done.stdout)).testzip() is None


def test_the_same_state_gives_the_same_payload_bytes(full: Full) -> None:
    first, again = full.office.export(files="all").bundle, full.office.export(files="all").bundle
    assert first is not None
    assert again is not None
    one, two = forge.unpacked(first)[1], forge.unpacked(again)[1]
    differing = {name for name in one if one[name] != two.get(name)}
    assert one.keys() == two.keys()
    assert differing == {"bag-info.txt", "tagmanifest-sha256.txt", "tagmanifest-sha256.txt.sig"}


def test_two_stores_with_the_same_log_give_the_same_payload_bytes(full: Full, tmp_path: Path) -> None:
    second = Offices(tmp_path).office("NBO")
    second.trusts(full.office, full.hq)
    shared = full.office.export("share", files="all")
    assert second.merge(shared)[0].merged is not None
    again = second.export("share", files="all")
    one, two = (forge.unpacked(bundle.bundle)[1] for bundle in (shared, again) if bundle.bundle)
    differing = {name for name in one if name.startswith("data/") and one[name] != two.get(name)}
    assert one.keys() == two.keys()
    # The second laptop seals what it did not write itself under nobody's name: seals are passed on as they came.
    assert differing == set()
