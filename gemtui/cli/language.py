"""`language`: how texts speak of women and men, in the lines that linters print."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from gemtui import exchange, reports, store
from gemtui.cli.call import FINE, FOUND, WRONG, Call
from gemtui.cli.command import command
from gemtui.cli.world import CallProblem
from gemtui.exchange import ExchangeProblem
from gemtui.locale import plain
from gemtui.reference import KeptWording, OwnLanguage, rule_languages
from gemtui.reports import TextReview
from gemtui.store import Edit

STDIN = "-"


@command(
    "language",
    "gemtui language notice.docx",
    "gemtui language report.md --lang fr --review 'Annual report'",
    "gemtui language report.md --keep en-041 Ombudsman --because 'official name'",
)
@click.argument("files", metavar="FILE…", nargs=-1, required=True)
@click.option(
    "--lang", "lang", metavar="CODE", default="", help="Language of the texts; else it is found out."
)
@click.option(
    "--keep",
    "kept",
    nargs=2,
    multiple=True,
    metavar="RULE TEXT",
    help="A wording that stays; not found again.",
)
@click.option(
    "--because", "reason", default="", metavar="REASON", help="Why: quotation, official name, own choice."
)
@click.option("--review", "title", metavar="TITLE", default="", help="Save the counts as a document review.")
def language(call: Call, files: tuple[str, ...], lang: str, title: str, **keeping: Any) -> int:
    """Check text, Markdown or docx for gender-sensitive language; exit 1 where something should be changed.

    Nothing is rewritten. Quotations, official names, titles and code are left alone. Rules of your own go
    into language.toml beside the settings.
    """
    if lang and lang not in rule_languages():
        raise CallProblem("no-language-rules", lang=lang, languages=", ".join(rule_languages()))
    kept, reason = keeping["kept"], keeping["reason"]
    if kept and not reason:
        raise CallProblem("keep-because")
    own_file = call.world.dirs.language
    if kept:
        exchange.keep_wordings(own_file, [KeptWording(rule, text, reason) for rule, text in kept])
    reviews, missed = _reviewed(call, files, lang, exchange.read_own_language(own_file))
    if title:
        _save(call, title, reviews)
    told = [{"file": name} | _document(w) for name, review in reviews for w in review.found]
    call.answer(told, _lines(call, reviews))
    if missed:
        return WRONG
    return FOUND if any(review.verdict != "clean" for _, review in reviews) else FINE


def _reviewed(
    call: Call, files: tuple[str, ...], lang: str, own: OwnLanguage
) -> tuple[list[tuple[str, TextReview]], int]:
    """Return each file with its review, and how many could not be read: the others are checked all the same."""
    found, missed = [], 0
    for name in files:
        try:
            passages = (
                exchange.passages_of(call.world.stdin.buffer.read())
                if name == STDIN
                else exchange.read_prose(Path(name))
            )
        except ExchangeProblem as problem:
            call.tell(f"{call.say(problem.code, **problem.facts)} [{problem.code}]")
            missed += 1
            continue
        found.append((name, reports.text_review(passages, lang, own)))
    return found, missed


def _save(call: Call, title: str, reviews: list[tuple[str, TextReview]]) -> None:
    db = call.open()
    for name, review in reviews:
        named = title if len(reviews) == 1 else f"{title} ({Path(name).name})"
        values = {"title": named, "reviewed_on": call.world.today.isoformat(), **review.values()}
        saved = store.save(db, Edit("document_review", values))
        call.tell(call.say("review-saved", title=named, id=saved.id))


def _document(wording: Any) -> dict[str, Any]:
    return dict(wording._asdict())


def _lines(call: Call, reviews: list[tuple[str, TextReview]]) -> Iterator[str]:
    for name, review in reviews:
        for w in review.found:
            place = f"{plain(name)}:{w.line}:{w.column}"
            yield f"{place}: {w.level} {w.rule}: {plain(w.text)} → {plain(w.suggestion)} ({plain(w.why)})"
        counts = {level: review.count(level) for level in ("error", "warning", "info")}
        yield call.say(
            "text-reviewed", file=name, words=review.words, verdict=review.verdict, lang=review.lang,
            errors=counts["error"], warnings=counts["warning"], hints=counts["info"],
        )  # fmt: skip
