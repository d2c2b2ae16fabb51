"""The whole cycle by command line: offices record, check, export; headquarters merges, in any order, and sees the board."""

from __future__ import annotations

import shutil
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from gemtui.reference.demo import demo, fields, linked
from tests.cli.gem import Gem, lines


@dataclass
class Office:
    """One office's laptop, used by `add --from -` alone; ids are what the command printed."""

    gem: Gem
    ids: dict[tuple[str, str], str] = field(default_factory=dict)

    def record(self, *names: str) -> None:
        """Enter the lines of a scenario: runs of one kind through `add --from -`, corrections through `set`."""
        run: list[dict[str, Any]] = []
        for line in [line for name in names for line in demo(name)]:
            known = (line["office"], line.get("ref", "")) in self.ids
            if run and (known or line["kind"] != run[0]["kind"] or self._points_into(line, run)):
                self._add(run)
                run = []
            if known:
                self._correct(line)
            else:
                run.append(line)
        self._add(run)

    def _points_into(self, line: dict[str, Any], run: list[dict[str, Any]]) -> bool:
        waiting = {f"@{each['ref']}" for each in run if each.get("ref")}
        return any(value in waiting for value in line.values() if isinstance(value, str))

    def _add(self, run: list[dict[str, Any]]) -> None:
        if not run:
            return
        kind = run[0]["kind"]
        given = [fields(line) for line in linked(run, lambda office, ref: self.ids[office, ref])]
        answer = self.gem("add", kind, "--from", "-", stdin=lines(given))
        assert (answer.code, answer.err) == (0, ""), (kind, answer)
        printed = answer.out.split()
        assert len(printed) == len(run)
        self.ids |= {
            (line["office"], line["ref"]): identifier
            for line, identifier in zip(run, printed, strict=True)
            if line.get("ref")
        }

    def _correct(self, line: dict[str, Any]) -> None:
        (given,) = linked([line], lambda office, ref: self.ids[office, ref])
        pairs = [f"{name}={value}" for name, value in fields(given).items()]
        self.gem.json("set", line["kind"], self.ids[line["office"], line["ref"]], *pairs)

    def on(self, day: str) -> Office:
        """Return the same laptop on another day."""
        return Office(self.gem.on(day), self.ids)

    def send(self, name: str, *options: str) -> Path:
        """Export a submission, and return where it is."""
        path = self.gem.home / f"{name}.gem.zip"
        told = self.gem.json("export", "--to", path, *options)
        assert (told["bundle"], len(told["sha256"])) == (str(path), 64)
        return path


def office(home: Path, code: str) -> Office:
    """Make an office's laptop."""
    gem = Gem(home, store=f"{code.lower()}.gemtui").on("2024-01-10")
    gem.json("init", "--office", code)
    return Office(gem)


@dataclass
class World:
    """What the offices sent, and whose keys headquarters is told."""

    home: Path
    offices: dict[str, Office]
    sent: dict[str, Path]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    home = tmp_path_factory.mktemp("cycle")
    paz, nvl, trm = (office(home, code) for code in ("AO-PAZ", "RO-NVL", "AO-TRM"))
    paz.record("ao-paz")
    sent = {
        "paz-2023": paz.send("paz-2023", "--period", "2023", "--despite", "Two answers are still awaited")
    }
    later = paz.on("2025-01-07")
    later.record("ao-paz-2024")
    sent["paz-2024"] = later.send("paz-2024", "--period", "2024")
    later = paz.on("2026-01-05")
    later.record("ao-paz-2025")
    sent["paz-first"] = later.send("paz-first", "--period", "2025")
    later = paz.on("2026-01-09")
    later.record("ao-paz-2025-second")
    sent["paz-second"] = later.send("paz-second", "--period", "2025")
    novaluna = nvl.on("2026-01-12")
    novaluna.record("ro-nvl")
    sent["nvl"] = novaluna.send("nvl", "--period", "2025")
    terramar = trm.on("2026-01-07")
    terramar.record("ao-trm")
    sent["trm"] = terramar.send("trm", "--period", "2025")
    return World(home, {"AO-PAZ": paz, "RO-NVL": nvl, "AO-TRM": trm}, sent)


def headquarters(world: World, name: str) -> Gem:
    """Make a headquarters' server that trusts the offices' keys."""
    hq = Gem(world.home, store=f"{name}.gemtui").on("2026-01-20")
    hq.json("init", "--office", "ITU")
    for each in world.offices.values():
        hq.json("key", "trust", each.gem.json("key", "show")["line"])
    return hq


def test_the_office_sees_scenario_1_before_it_sends(tmp_path: Path) -> None:
    paz = office(tmp_path, "AO-PAZ")
    paz.record("ao-paz")
    checked = paz.gem("check", "--period", "2023", "--json")
    assert (checked.code, checked.json["errors"]) == (1, 2)
    errors = {one["code"] for one in checked.json["findings"] if one["level"] == "error"}
    assert len(errors) == 2
    done = sum(has["done"] for has in checked.json["completeness"].values())
    assert (done, len(checked.json["completeness"])) == (11, 13)
    balance = paz.gem.json("balance")
    assert balance["summary"] == {"bodies": 5, "judged": 4, "meet": 2, "not": 1, "unknown": 1}
    refused = paz.gem("export", "--to", tmp_path / "a.gem.zip", "--period", "2023", "--json")
    assert (refused.code, len(refused.json["problems"])) == (1, 2)
    assert not (tmp_path / "a.gem.zip").exists()
    planned = paz.gem.json("export", "--to", tmp_path, "--period", "2023", "--dry-run")
    assert (planned["bundle"], planned["sha256"]) == (None, None)
    assert planned["records"] > 90


def test_scenario_2_is_ready_to_send(world: World) -> None:
    nvl = world.offices["RO-NVL"].gem.on("2026-01-12")
    told = nvl.json("check", "--period", "2025")
    assert told["errors"] == 0
    figures = nvl.json("balance")
    assert figures["summary"] == {"bodies": 6, "judged": 6, "meet": 3, "not": 3, "unknown": 0}
    staff = {
        line["line"]: (line["percent_women"], line["verdict"], line["meets"]) for line in figures["staffing"]
    }
    assert staff["all"] == ("56.7", "BALANCED", "yes")
    assert staff["P-2"] == ("33.3", "UNDETERMINED", "unknown")
    assert staff["professional and higher"] == ("47.6", "UNDETERMINED", "yes")


def test_every_order_of_merging_gives_one_result(world: World) -> None:
    names = ("paz-2024", "paz-first", "paz-second", "nvl", "trm")
    orders = [names, names[::-1], ("nvl", "paz-second", "trm", "paz-first", "paz-2024")]
    digests = []
    for number, order in enumerate(orders):
        hq = headquarters(world, f"order-{number}")
        for name in order:
            told = hq.json("merge", world.sent[name])
            assert told["refused"] == []
        digests.append(hq.json("digest"))
        assert hq.json("doctor")["ok"]
    assert digests[0] == digests[1] == digests[2]


def test_the_board_is_scenario_3(world: World) -> None:
    hq = headquarters(world, "board")
    merged = hq("merge", *world.sent.values(), "--json")
    assert (merged.code, len(merged.json["merged"])) == (0, 6)
    union = Office(hq, {key: each for one in world.offices.values() for key, each in one.ids.items()})
    union.record("itu")
    staff = {(line["line"], line["unit"]): line for line in hq.json("balance")["staffing"]}
    expected = {
        None: (148, 153, 1, 1, "49.2", "PARITY"), "AO-PAZ": (8, 6, 0, 0, "57.1", "BALANCED"),
        "RO-NVL": (17, 13, 1, 1, "56.7", "BALANCED"), "AO-TRM": (3, 4, 0, 0, "42.9", "BALANCED"),
        "ITU": (120, 130, 0, 0, "48.0", "PARITY"),
    }  # fmt: skip
    for unit, figures in expected.items():
        line = staff["all", unit]
        names = ("women", "men", "other", "undisclosed", "percent_women", "verdict")
        assert tuple(line[name] for name in names) == figures, unit
    offices = {line["office"]: line for line in hq.json("status")["offices"]}
    assert {name: line["late"] for name, line in offices.items()} == {"AO-PAZ": 0, "AO-TRM": 0, "RO-NVL": 4}
    assert len(hq.json("list", "action", "--where", "office=AO-PAZ")) == 12
    assert len(hq.json("list", "action")) == 45
    done = [row for row in hq.json("list", "action") if row["status"] == "done"]
    assert len(done) == 15


def test_an_older_bundle_once_more_changes_nothing(world: World) -> None:
    hq = headquarters(world, "replay")
    hq.json("merge", world.sent["paz-second"])
    before = hq.json("digest")
    again = hq.json("merge", world.sent["paz-first"], world.sent["paz-second"])
    assert [one["new_changes"] for one in again["merged"]] == [0, 0]
    assert hq.json("digest") == before


def changed_on_the_way(source: Path, target: Path) -> Path:
    """Write a copy in which one figure of a table is another."""
    with zipfile.ZipFile(source) as whole, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        for entry in whole.infolist():
            content = whole.read(entry)
            is_table = entry.filename.endswith("/staffing_snapshot.csv")
            copy.writestr(entry, content.replace(b"2025", b"2024", 1) if is_table else content)
    return target


def test_good_ones_are_merged_though_others_are_refused(world: World, tmp_path: Path) -> None:
    hq = headquarters(world, "refusing")
    damaged = changed_on_the_way(world.sent["trm"], tmp_path / "damaged.gem.zip")
    text = tmp_path / "letter.bundle"
    text.write_text("Dear headquarters,", encoding="utf-8")
    stranger = office(tmp_path, "AO-XYZ")
    stranger.gem.json("add", "office_unit", "code=AO-XYZ", "name=Nobody knows it")
    unknown = stranger.send("xyz", "--period", "2025")
    answer = hq("merge", damaged, text, unknown, world.sent["nvl"], "--json")
    assert answer.code == 1
    assert [one["bundle"] for one in answer.json["merged"]] == [str(world.sent["nvl"])]
    refused = {Path(one["bundle"]).name: one["problems"][0]["code"] for one in answer.json["refused"]}
    assert refused == {
        "damaged.gem.zip": "digest-mismatch",
        "letter.bundle": "not-a-bundle",
        "xyz.gem.zip": "unknown-key",
    }
    alone = headquarters(world, "alone")
    alone.json("merge", world.sent["nvl"])
    assert alone.json("digest") == hq.json("digest")
    hq.json("key", "trust", stranger.gem.json("key", "show")["line"])
    assert hq.json("merge", unknown)["merged"][0]["new_records"] == 2, "the unit and the submission"


def test_an_office_hears_what_headquarters_says(world: World, tmp_path: Path) -> None:
    shutil.copytree(world.home, tmp_path / "w")
    hq = headquarters(World(tmp_path / "w", world.offices, world.sent), "answering")
    hq.json("merge", world.sent["nvl"])
    (made,) = hq.json("list", "submission")
    hq.json(
        "add", "receipt", "office=RO-NVL", f"submission={made['id']}", "decision=received", "decided_on=today"
    )
    hq.json("add", "remark", "office=RO-NVL", "text=Who chairs the youth board?", "status=open")
    back = hq.json("export", "--to", tmp_path / "return.gem.zip", "--office", "RO-NVL")
    nvl = world.offices["RO-NVL"].gem.on("2026-01-21")
    assert nvl("merge", back["bundle"], "--json").json["refused"][0]["problems"][0]["code"] == "unknown-key"
    nvl.json("key", "trust", hq.json("key", "show")["line"])
    assert nvl.json("merge", back["bundle"])["merged"][0]["new_records"] == 2
    assert nvl.json("status")["state"] == "received"
    nvl.json("set", "remark", nvl.json("list", "remark")[0]["id"], "status=answered")
    receipt = nvl.json("list", "receipt")[0]["id"]
    assert nvl("set", "receipt", receipt, "decision=accepted", "--json").codes == ["not-permitted"]
    assert nvl.json("where")["store"]["acknowledged_at"]


def test_what_was_encrypted_for_headquarters_only_headquarters_reads(world: World, tmp_path: Path) -> None:
    hq = headquarters(world, "secret")
    trm = world.offices["AO-TRM"].gem.on("2026-01-08")
    recipient = hq.json("key", "recipient")["recipient"]
    told = trm.json("export", "--to", tmp_path, "--period", "2025", "--encrypt-to", recipient)
    assert told["bundle"].endswith(".gem.zip.age")
    assert trm("verify", told["bundle"], "--json").json[0]["problems"][0]["code"] == "not-for-me"
    assert hq.json("verify", told["bundle"])[0]["ok"]
    assert hq.json("merge", told["bundle"])["merged"][0]["new_changes"] > 0


def test_an_office_whose_laptop_was_lost_gets_its_history_back(world: World, tmp_path: Path) -> None:
    hq = headquarters(world, "recovering")
    hq.json("merge", world.sent["trm"])
    lost = world.offices["AO-TRM"].gem.json("key", "show")["fingerprint"]
    revoked = hq.json("key", "revoke", lost)
    assert [Path(each["bundle"]).name for each in revoked["bundles"]] == ["trm.gem.zip"]
    late = world.offices["AO-TRM"].gem.json(
        "export", "--to", tmp_path / "thief.gem.zip", "--period", "2025", "--files", "none"
    )
    assert hq("merge", late["bundle"], "--json").json["refused"][0]["problems"][0]["code"] == "revoked-key"
    back = hq.json("export", "--to", tmp_path / "return.gem.zip", "--office", "AO-TRM")["bundle"]
    new = office(tmp_path, "AO-TRM").gem.on("2026-01-21")
    new.json("key", "trust", hq.json("key", "show")["line"])
    assert new("merge", back, "--json").code == 1
    assert new.json("merge", "--recover", back)["merged"][0]["new_changes"] == 17
    assert len(new.json("list", "action")) == 5
    new.json("add", "committee", "name=Goes on")
    hq.json("key", "trust", new.json("key", "show")["line"])
    again = new.json("export", "--to", tmp_path / "again.gem.zip", "--period", "2025")
    assert hq.json("merge", again["bundle"])["merged"][0]["new_records"] == 2, (
        "the committee and the submission"
    )
