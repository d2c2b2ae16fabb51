"""`bagit.txt` and `bag-info.txt`: what a bundle says of itself, written and strictly read (spec/bundle.md)."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import asdict, dataclass, fields

from gemtui.exchange.refusal import BundleRefused

FORMAT = 1
"""The bundle format that this program writes; it refuses higher ones (`newer-format`)."""

BAGIT = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
KINDS = ("submission", "share", "return", "plan")
OFFICE = re.compile(r"[A-Z0-9]{2,8}(?:-[A-Z0-9]{1,8})?")
PERIOD = re.compile(r"[0-9]{4}(?:-[0-9]{4})?")

_UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
_UUID7 = r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"
_VALUE = r"[^\s\x00-\x1f\x7f](?:[^\x00-\x1f\x7f]{0,998}[^\s\x00-\x1f\x7f])?"
_HEADER = re.compile(rf"([A-Za-z][A-Za-z0-9-]{{0,63}}): ({_VALUE})")
_SHAPES = {
    "Source-Organization": r".+",
    "External-Identifier": _UUID7,
    "Bagging-Date": r"[0-9]{4}-[0-9]{2}-[0-9]{2}",
    "Payload-Oxum": r"(?:0|[1-9][0-9]{0,12})\.(?:0|[1-9][0-9]{0,5})",
    "Bag-Software-Agent": r".+",
    "Gem-Format": r"[1-9][0-9]{0,5}",
    "Gem-Kind": "|".join(KINDS),
    "Gem-Office": OFFICE.pattern,
    "Gem-Period": PERIOD.pattern,
    "Gem-Workspace": _UUID,
    "Gem-Schema": r"[1-9][0-9]{0,5}",
}
_WHERE = "bag-info.txt"


@dataclass(frozen=True, slots=True)
class BagInfo:
    """The bundle's own words about itself; not to be shown before its signature is checked."""

    organization: str
    identifier: str
    date: str
    oxum: str
    agent: str
    format: int
    kind: str
    office: str
    period: str
    workspace: str
    schema: int

    @property
    def is_newer(self) -> bool:
        """Return whether the bundle is of a format that this program can't read."""
        return self.format > FORMAT

    def base(self, tag_manifest_sha256: str) -> str:
        """Return the name of the base folder, and of the file without `.gem.zip`."""
        return f"gem-{self.office.lower()}-{self.period}-{tag_manifest_sha256[:8]}"


def is_period(text: str) -> bool:
    """Return whether a text is a period: a year, or two in their order."""
    first, _, last = text.partition("-")
    return PERIOD.fullmatch(text) is not None and (not last or first <= last)


def write_info(info: BagInfo) -> bytes:
    """Return the bytes of `bag-info.txt`."""
    return "".join(f"{name}: {v}\n" for name, v in zip(_SHAPES, asdict(info).values(), strict=True)).encode()


def read_info(content: bytes) -> BagInfo:
    """Return what `bag-info.txt` says: each header once, unfolded, no BOM; raises BundleRefused."""
    given: dict[str, str] = {}
    for number, line in enumerate(_lines(content), 1):
        found = _HEADER.fullmatch(line)
        if found is None:
            raise BundleRefused("bad-bag", f"{_WHERE}:{number}", reason="header")
        name, value = found.groups()
        if name.lower() in {other.lower() for other in given}:
            raise BundleRefused("bad-bag", f"{_WHERE}:{number}", reason="header-twice", header=name)
        given[name] = value
    for name, shape in _SHAPES.items():
        if name not in given:
            raise BundleRefused("bad-bag", _WHERE, reason="header-missing", header=name)
        if re.fullmatch(shape, given[name]) is None:
            raise BundleRefused("bad-bag", _WHERE, reason="header-value", header=name)
    _check_dates(given)
    words = {
        attribute.name: given[header] for attribute, header in zip(fields(BagInfo), _SHAPES, strict=True)
    }
    return BagInfo(**words | {"format": int(words["format"]), "schema": int(words["schema"])})  # type: ignore[arg-type]


def read_newer(content: bytes) -> BagInfo | None:
    """Return what a bundle of a newer format says of itself, as far as it is said as ever; None for one of this format.

    What else such a format asks for is not known here, so nothing else is judged.
    """
    found = (_HEADER.fullmatch(line) for line in content.decode("utf-8", "replace").splitlines())
    given = {match[1]: match[2] for match in reversed([match for match in found if match])}
    said = {name: v if re.fullmatch(_SHAPES[name], v := given.get(name, "")) else "" for name in _SHAPES}
    if int(said["Gem-Format"] or 0) <= FORMAT:
        return None
    words = {attribute.name: said[header] for attribute, header in zip(fields(BagInfo), _SHAPES, strict=True)}
    return BagInfo(**words | {"format": int(said["Gem-Format"]), "schema": int(said["Gem-Schema"] or 0)})  # type: ignore[arg-type]


def _lines(content: bytes) -> list[str]:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        raise BundleRefused("bad-bag", _WHERE, reason="not-utf-8") from None
    if text.startswith("\ufeff") or not text.endswith("\n") or "\r" in text:
        raise BundleRefused("bad-bag", _WHERE, reason="line-ends")
    return text[:-1].split("\n")


def _check_dates(given: dict[str, str]) -> None:
    try:
        dt.date.fromisoformat(given["Bagging-Date"])
    except ValueError:
        raise BundleRefused("bad-bag", _WHERE, reason="header-value", header="Bagging-Date") from None
    if not is_period(given["Gem-Period"]):
        raise BundleRefused("bad-bag", _WHERE, reason="header-value", header="Gem-Period")
