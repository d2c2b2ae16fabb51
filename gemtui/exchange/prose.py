"""Text, Markdown and docx files as passages; nothing in them is evaluated, and nothing is written."""

from __future__ import annotations

import re
import zipfile
import zlib
from pathlib import Path
from xml.etree import ElementTree

from gemtui.exchange.refusal import ExchangeProblem
from gemtui.rules import Passage, document, is_markdown

LARGEST = 16 * 2**20
"""Bytes of a file that is read."""
UNPACKED = 64 * 2**20
"""Bytes that a docx file's text may unpack to."""
BODY = "word/document.xml"
NOTES = ("word/footnotes.xml", "word/endnotes.xml")
WORDS = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
QUOTE_STYLES = ("quote", "intensequote", "citation", "cita", "zitat")
DECLARED = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
NULS = re.compile(r"[\x00-\x08\x0e-\x1f]")


def read_prose(path: Path) -> list[Passage]:
    """Return a file's passages; of docx, a paragraph's number stands for its line. Raises ExchangeProblem.

    Codes: no-prose, prose-too-large, prose-unreadable, prose-not-text.
    """
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        raise ExchangeProblem("no-prose", path=str(path), detail=error.strerror or "") from None
    if len(content) > LARGEST:
        raise ExchangeProblem("prose-too-large", path=str(path), most=LARGEST)
    if path.suffix.lower() == ".docx" or content.startswith(b"PK\x03\x04"):
        return document("\n".join(_docx(path)), a_line_each=True)
    return passages_of(content, str(path))


def passages_of(content: bytes, name: str = "-") -> list[Passage]:
    """Return the passages of text or (by its name) Markdown; raises ExchangeProblem prose-not-text."""
    try:
        coding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
        text = content.decode(coding)
    except UnicodeDecodeError:
        raise ExchangeProblem("prose-not-text", path=name) from None
    if NULS.search(text):
        raise ExchangeProblem("prose-not-text", path=name)
    return document(text, markdown=is_markdown(name))


def _docx(path: Path) -> list[str]:
    """Return the paragraphs, numbered by their place; quotations and deleted text are empty lines."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = [_part(archive, BODY, path)]
            parts += [_part(archive, name, path) for name in NOTES if name in archive.namelist()]
        return [_paragraph(p) for part in parts for p in ElementTree.fromstring(part).iter(f"{WORDS}p")]  # noqa: S314  # entities are refused in _part
    except (
        zipfile.BadZipFile, zlib.error, KeyError, ValueError, NotImplementedError, RuntimeError, EOFError, OSError,
        ElementTree.ParseError,
    ) as error:  # fmt: skip
        raise ExchangeProblem("prose-unreadable", path=str(path), detail=type(error).__name__) from None


def _part(archive: zipfile.ZipFile, name: str, path: Path) -> bytes:
    with archive.open(name) as part:
        content = part.read(UNPACKED + 1)
    if len(content) > UNPACKED:
        raise ExchangeProblem("prose-too-large", path=str(path), most=UNPACKED)
    if DECLARED.search(content):
        raise ExchangeProblem("prose-unreadable", path=str(path), detail="DOCTYPE")
    return content


def _paragraph(paragraph: ElementTree.Element) -> str:
    style = paragraph.find(f"{WORDS}pPr/{WORDS}pStyle")
    named = (style.get(f"{WORDS}val") or "") if style is not None else ""
    if named.lower().replace(" ", "") in QUOTE_STYLES:
        return ""
    signs = {f"{WORDS}t": None, f"{WORDS}tab": " ", f"{WORDS}br": " ", f"{WORDS}noBreakHyphen": "-"}
    text = [signs[run.tag] or run.text or "" for run in paragraph.iter() if run.tag in signs]
    return re.sub(r"[\r\n]", " ", "".join(text))
