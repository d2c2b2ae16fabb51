"""A text that somebody goes through: where it comes from, what was decided so far; left and gone on with at will."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any
from zlib import crc32

from gemtui import exchange, store
from gemtui.exchange import Rewritten
from gemtui.reference import KeptWording, OwnLanguage
from gemtui.reports.wording import PictureAnswer, TextReview, picture_lines, text_review
from gemtui.rules import Decided, Decision, Passage, decided, digest_of_wording, document
from gemtui.store import Draft, Edit, Saved, Store

REVIEW_KIND = "document_review"
TEXT = "+text "
"""Begins the name of a draft that holds a text in review: it is gone on with as such, not as a form."""
LONGEST_TITLE = 200


@dataclass(frozen=True)
class TextInReview:
    """Everything but the findings, which are found anew whenever the text is read."""

    path: str = ""
    """The file; empty for a text that was pasted."""
    text: str = ""
    """The pasted text; never part of any record."""
    lang: str = ""
    """Empty: found out."""
    title: str = ""
    confidential: bool = False
    """Nothing of the text is kept, not even beside the log: a pasted one has to be pasted again."""
    has_images: bool | None = None
    decisions: tuple[Decision, ...] = ()
    pictures: Mapping[str, PictureAnswer] = field(default_factory=dict)
    name: str = ""
    """What its draft is kept under."""

    @property
    def draft_id(self) -> str:
        """Return what its draft is kept under: the same for the same file, or the same text."""
        return self.name or f"{TEXT}{crc32((self.path or self.text).encode()):08x}"

    @property
    def is_missing(self) -> bool:
        """Return whether the text has to be pasted again."""
        return not self.path and not self.text.strip()

    def passages(self) -> list[Passage]:
        """Return the text as it stands now; raises ExchangeProblem where its file can't be read. Reads the disk."""
        return exchange.read_prose(Path(self.path)) if self.path else document(self.text)

    def decided(self, each: Iterable[Decided], follows: bool, reason: str = "") -> TextInReview:
        """Return it with a decision on some findings; an earlier one on the same is replaced."""
        fresh = [Decision(d.wording.rule, d.wording.text, d.nth, follows, reason) for d in each]
        again = {(d.rule, d.text, d.nth) for d in fresh}
        return replace(
            self, decisions=(*(d for d in self.decisions if (d.rule, d.text, d.nth) not in again), *fresh)
        )

    def undecided(self, one: Decided) -> TextInReview:
        """Return it without the decision on a finding."""
        gone = (one.wording.rule, one.wording.text, one.nth)
        return replace(self, decisions=tuple(d for d in self.decisions if (d.rule, d.text, d.nth) != gone))


@dataclass(frozen=True)
class Read:
    """A text with its findings, and what the office has of its own."""

    passages: Sequence[Passage]
    review: TextReview
    own: OwnLanguage


def read_text(about: TextInReview, language_file: Path | None) -> Read:
    """Return a text read anew, with the decisions so far; reads files, so call it in a thread. Raises ExchangeProblem."""
    own = exchange.read_own_language(language_file) if language_file else OwnLanguage()
    passages = about.passages()
    return Read(passages, text_review(passages, about.lang, own, about.decisions), own)


def decided_anew(read: Read, about: TextInReview) -> Read:
    """Return the same findings with other decisions; nothing is read."""
    review = replace(read.review, decisions=decided(read.review.found, about.decisions))
    return replace(read, review=review)


def keep_text(db: Store, about: TextInReview) -> None:
    """Keep it as a draft, durable when this returns; a confidential text is left out."""
    kept = {
        "title": about.title, "path": about.path, "text": "" if about.confidential else about.text, "lang": about.lang,
        "confidential": "yes" if about.confidential else "", "decisions": json.dumps([*map(list, _safe(about))]),
        "has_images": {True: "yes", False: "no", None: ""}[about.has_images],
        "pictures": json.dumps({item: list(answer) for item, answer in about.pictures.items()}),
    }  # fmt: skip
    store.put_draft(db, REVIEW_KIND, about.draft_id, kept)


def _safe(about: TextInReview) -> Iterable[Decision]:
    """Return the decisions as they may be kept: of a confidential text digests of the wordings, not the wordings."""
    if not about.confidential:
        return about.decisions
    return (d._replace(text=digest_of_wording(d.text)) for d in about.decisions)


def drop_text(db: Store, about: TextInReview) -> None:
    """Forget the draft."""
    store.drop_draft(db, REVIEW_KIND, about.draft_id)


def texts_in_review(db: Store) -> list[TextInReview]:
    """Return the texts that somebody has begun with, the newest first."""
    return [text_of_draft(one) for one in store.drafts(db, REVIEW_KIND) if is_text(one.id)]


def is_text(draft_id: str) -> bool:
    """Return whether a draft is a text in review."""
    return draft_id.startswith(TEXT)


def text_of_draft(one: Draft) -> TextInReview:
    """Return what a draft holds."""
    said = one.answers
    decisions = tuple(Decision(*each) for each in json.loads(said.get("decisions") or "[]"))
    pictures = {i: PictureAnswer(*each) for i, each in json.loads(said.get("pictures") or "{}").items()}
    return TextInReview(
        said.get("path", ""), said.get("text", ""), said.get("lang", ""), said.get("title", ""),
        said.get("confidential") == "yes", {"yes": True, "no": False}.get(said.get("has_images", "")), decisions,
        pictures, one.id,
    )  # fmt: skip


def review_values(about: TextInReview, review: TextReview, on: date, *, closed: bool) -> dict[str, Any]:
    """Return the fields of the `document_review`: counts, verdict, pictures; of the text nothing."""
    title = about.title or (Path(about.path).name if about.path else "")
    values = {
        **review.values(), "title": title[:LONGEST_TITLE] or None, "reviewed_on": on.isoformat(), "closed": closed,
        "confidential": about.confidential or None, "has_images": about.has_images,
        "checklist": picture_lines(about.pictures) or None,
    }  # fmt: skip
    return {name: value for name, value in values.items() if value is not None}


def save_review(db: Store, about: TextInReview, review: TextReview, on: date, *, closed: bool) -> Saved:
    """Save the review as a record and forget the draft; raises Refused open-findings where it is closed too early."""
    saved = store.save(db, Edit(REVIEW_KIND, review_values(about, review, on, closed=closed)))
    drop_text(db, about)
    return saved


def remember(language_file: Path, found: Iterable[Decided], reason: str) -> Rewritten:
    """Remember for the office that wordings stay, with their reason, where `--keep` remembers them, too."""
    kept = [KeptWording(one.wording.rule, one.wording.text, reason) for one in found]
    return exchange.keep_wordings(language_file, kept)
