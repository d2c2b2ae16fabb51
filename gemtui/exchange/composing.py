"""`export`: a bundle written whole or not at all (spec/cli.md, `export`; spec/bundle.md)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from gemtui import __version__, store
from gemtui.exchange import limits
from gemtui.exchange.bag import MANIFEST, SIGNATURE, TAG_MANIFEST, write_manifest
from gemtui.exchange.bag_info import BAGIT, FORMAT, KINDS, BagInfo, is_period, write_info
from gemtui.exchange.keyring import trusted_keys
from gemtui.exchange.offering import plan_catalogues, plan_recipients
from gemtui.exchange.packing import Packed, Packer
from gemtui.exchange.payload import Content, Written, streams_of, write_payload
from gemtui.exchange.public_key import BUNDLE
from gemtui.exchange.refusal import ExchangeProblem
from gemtui.exchange.submission import Word, findings, submit, submit_despite
from gemtui.exchange.target import temporary, whole_file
from gemtui.records import SCHEMA
from gemtui.rules import Finding
from gemtui.store import Leaving, Note, Store

if TYPE_CHECKING:
    from gemtui.exchange.keys import Signer

FILES = ("new", "all", "none")
UNION = "ITU"
_BIGGEST = 3


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be exported."""

    kind: str = ""
    """`submission`, `share`, `return`, `plan`; nothing for the store's own default."""
    office: str = ""
    """Whom a return is for."""
    period: str = ""
    """`2026` or `2025-2026`; nothing for this year, in a share for the year of its newest change."""
    files: str = "new"
    """Evidence: `new` (what the receiver is not known to hold), `all` or `none`."""
    with_names: bool = False
    """Personal values that stay in the office travel too."""
    despite: str = ""
    """Why it is submitted although `check` has errors."""
    signed_off_by: str = ""
    """The senior role that signs a submission off."""
    final: bool = False
    """A submission that nobody has signed off is refused."""
    recipients: tuple[str, ...] = ()
    """age recipients; none leaves the bundle in the clear."""
    lang: str = "en"


@dataclass(frozen=True, slots=True)
class Exported:
    """A bundle that is on the disk, or with a rehearsal would be."""

    bundle: Path | None
    sha256: str | None
    kind: str
    office: str
    period: str
    bytes: int
    written: Written = field(repr=False)
    submission: str = ""
    """Id of the submission record that it carries."""
    findings: tuple[Finding, ...] = ()
    """Of a rehearsed submission: what headquarters' check will say of it."""

    @property
    def changes(self) -> int:
        """Return how many changes it carries."""
        return self.written.tally.changes

    @property
    def records(self) -> int:
        """Return how many records its tables show."""
        return self.written.tally.records.total()

    def document(self) -> dict[str, Any]:
        """Return it in the shape of spec/cli.md, `export`."""
        return {
            "bundle": str(self.bundle) if self.bundle else None, "sha256": self.sha256, "changes": self.changes,
            "records": self.records, "attachments": len(self.written.attachments),
        }  # fmt: skip


def export(db: Store, order: Order, to: Path, signer: Signer) -> Exported:
    """Write a bundle into a folder, under its own name, or to a file; returns what was written.

    Raises ExchangeProblem (bad-order, submission-refused, nothing-to-export, bundle-too-large, bad-recipient,
    cannot-write, disk-full, …) or StoreProblem; no half file is ever left under the bundle's name.
    """
    order = _completed(db, order)
    # The submission is made once there is a place to write to, so that a missing stick leaves no record behind.
    with whole_file(to) as target, temporary() as plain:
        submission = _submission(db, order) if order.kind == "submission" else ""
        packed = plain if order.recipients else target.file
        name, written, content = _pack(db, order, packed, signer)
        if order.recipients:
            from gemtui.exchange.encryption import encrypt  # here: a library that only encryption needs

            encrypt(plain, target.file, order.recipients)
            name += ".age"
        bundle, sha256, size = target.finish(name)
    store.put_seals(db, [((s.place[2], s.place[0], s.place[1]), s.seq, s.line) for s in written.seals])
    exported = Exported(
        bundle, sha256, order.kind, content.info.office, content.info.period, size, written, submission
    )
    facts = {
        "changes": exported.changes, "records": exported.records, "files": written.attachments,
        "submission": submission, "encrypted": bool(order.recipients),
    }  # fmt: skip
    store.note_bundle(
        db,
        Note(
            "out", sha256, bundle.name, "exported", order.kind, exported.office, exported.period,
            db.identity.principal, signer.public.fingerprint, facts,
        ),
    )  # fmt: skip
    return exported


def rehearse(db: Store, order: Order) -> Exported:
    """Return what an export would write, without a key, without a submission record and without a file."""
    order = _completed(db, order)
    found = tuple(findings(db, order.period)) if order.kind == "submission" else ()
    with temporary() as file:
        _, written, content = _pack(db, order, file, None)
        info = content.info
        return Exported(
            None, None, order.kind, info.office, info.period, file.tell(), written, findings=found
        )


def default_kind(db: Store, office: str = "") -> str:
    """Return what a store exports when nobody says: a submission; at headquarters a return to an office, else a plan."""
    if db.identity.role != "hq":
        return "submission"
    return "return" if office else "plan"


def _completed(db: Store, order: Order) -> Order:
    """Return the order with its blanks filled; raises ExchangeProblem bad-order for what can't be asked for."""
    kind = order.kind or default_kind(db, order.office)
    is_union = db.identity.role == "hq"
    wrong = (
        kind not in KINDS
        or order.files not in FILES
        or (kind == "submission" and is_union)
        or (kind in ("return", "plan") and not is_union)
        or (kind == "return") != bool(order.office and order.office != db.identity.office)
        or bool(order.period and not is_period(order.period))
    )
    if wrong:
        facts = {"kind": kind, "office": order.office, "period": order.period, "files": order.files}
        raise ExchangeProblem("bad-order", **facts, role=db.identity.role)
    period = order.period or str(db.around.clock.now().year)
    if kind == "share" and not order.period:
        period = _newest_year(db) or period
    given = {
        name: getattr(order, name)
        for name in (
            "office",
            "files",
            "with_names",
            "despite",
            "signed_off_by",
            "final",
            "recipients",
            "lang",
        )
    }
    return Order(kind=kind, period=period, **given)


def _submission(db: Store, order: Order) -> str:
    """Return the id of the submission that speaks for what is sent, made now where the state has moved on."""
    if order.despite:
        return submit_despite(db, order.period, Word(order.despite, order.signed_off_by, order.final)).id
    return submit(db, order.period, signed_off_by=order.signed_off_by, final=order.final).id


def _newest_year(db: Store) -> str:
    """Return the year of the newest change that a share carries."""
    leaving = Leaving((db.identity.office,), home=True, personal=frozenset())
    ats = (line[7:11] for s in streams_of(db, leaving) for line in store.stream_lines(db, s))
    return max(ats, default=b"").decode("ascii")


def _pack(db: Store, order: Order, file: BinaryIO, signer: Signer | None) -> tuple[str, Written, Content]:
    """Write the ZIP from one snapshot of the store; returns its name, what is in it, and what was asked."""
    with db.reading():
        content = _content(db, order)
        base = content.info.base("0" * 64)
        packer = Packer(file, len(base))
        written = write_payload(db, packer, content, signer)
        if not written.tally.changes and order.kind != "plan":
            raise ExchangeProblem("nothing-to-export", office=content.info.office, kind=order.kind)
        info = _with_oxum(content.info, packer.entries)
        digest = _write_tags(packer, info, signer)
        base = info.base(digest)
        _check_size(packer, packer.finish(base))
    return f"{base}.gem.zip", written, content


def _content(db: Store, order: Order) -> Content:
    own = db.identity
    office = order.office if order.kind == "return" else own.office
    offices = (office, UNION) if order.kind == "return" else (office,)
    personal = {"share": {"travels", "stays"}, "submission": {"travels"}}.get(order.kind, set())
    if order.with_names and order.kind == "submission":
        personal = personal | {"stays"}
    info = BagInfo(
        organization=f"International Telecommunication Union, {own.office}",
        identifier=db.around.ids.uuid7(), date=db.around.clock.now().date().isoformat(), oxum="0.0",
        agent=f"gemtui {__version__}", format=FORMAT, kind=order.kind, office=office, period=order.period,
        workspace=own.workspace, schema=SCHEMA,
    )  # fmt: skip
    leaving = Leaving(offices, home=order.kind == "share", personal=frozenset(personal))
    known = _known_to_hold(db, order.kind, office) if order.files == "new" else frozenset[str]()
    left_out = None if order.files == "none" else known
    if order.kind != "plan":
        return Content(info, leaving, left_out, order.lang)
    keys = tuple(t.line for t in trusted_keys(db) if t.principal != own.principal)
    return Content(info, leaving, left_out, order.lang, keys, plan_recipients(db), plan_catalogues(db))


def _known_to_hold(db: Store, kind: str, office: str) -> frozenset[str]:
    """Return the files that a bundle's receiver has said, or shown, to hold; of a colleague or of all offices nobody knows.

    An office holds the evidence that it wrote itself, unless its laptop was lost: then all files go back to it.
    """
    if kind == "return":
        return frozenset(row["sha256"] for row in store.rows(db, "evidence", office=office) if row["sha256"])
    return _acknowledged(db) if kind == "submission" else frozenset()


def _acknowledged(db: Store) -> frozenset[str]:
    """Return the files that went out with a submission to which headquarters has answered with a receipt."""
    answered = {
        row["submission"].rpartition("/")[2] for row in store.rows(db, "receipt") if row["submission"]
    }
    sent = (note.facts for note in store.journal(db, direction="out"))
    return frozenset(
        f for facts in sent if facts.get("submission") in answered for f in facts.get("files", ())
    )


def _with_oxum(info: BagInfo, payload: Iterable[Packed]) -> BagInfo:
    sizes = [entry.size for entry in payload]
    return BagInfo(
        **{name: getattr(info, name) for name in BagInfo.__slots__} | {"oxum": f"{sum(sizes)}.{len(sizes)}"}
    )


def _write_tags(packer: Packer, info: BagInfo, signer: Signer | None) -> str:
    """Write manifests, bag-info and signature; returns the tag manifest's SHA-256."""
    manifest = write_manifest({entry.name: entry.sha256 for entry in packer.entries})
    tags = [
        packer.add("bagit.txt", [BAGIT]),
        packer.add("bag-info.txt", [write_info(info)]),
        packer.add(MANIFEST, [manifest]),
    ]
    tag_manifest = write_manifest({entry.name: entry.sha256 for entry in tags})
    digest = packer.add(TAG_MANIFEST, [tag_manifest]).sha256
    if signer:
        from gemtui.exchange.signature import sign  # here: cryptography, which only signing needs

        packer.add(SIGNATURE, [sign(signer.private, BUNDLE, tag_manifest).encode()])
    return digest


def _check_size(packer: Packer, length: int) -> None:
    """Refuse to write what every reader would refuse; the biggest files are named."""
    unpacked = sum(entry.size for entry in packer.entries)
    over = [entry for entry in packer.entries if entry.size > limits.most(entry.name)]
    if (
        length <= limits.PACKED
        and unpacked <= limits.UNPACKED
        and len(packer.entries) <= limits.ENTRIES
        and not over
    ):
        return
    biggest = sorted(packer.entries, key=lambda entry: -entry.packed)[:_BIGGEST]
    facts = {"bytes": length, "limit": limits.PACKED, "entries": len(packer.entries)}
    names = ", ".join(f"{entry.name} ({entry.size})" for entry in over[:_BIGGEST] or biggest)
    raise ExchangeProblem("bundle-too-large", **facts, biggest=names)
